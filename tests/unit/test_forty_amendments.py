"""Forty amendments of kinds that real 要綱 see, with the 新旧対照表 and the 改め文 that a legal clerk would sign.

A folder of tests/amendments/forty/ is a body: its `charter.yaml` as it stands before and after (and, where they matter, its
`platform.yaml`, `roster.yaml`, and `templates/` with a line for each paragraph). `comparison.txt` and `sentences.txt` begin
with a command, and the rest is what it must print. With HYOGA_DOCS_WRITE_EXPECTED they are written, to be read before they
are committed.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from hyoga_docs.commands.app import app

FORTY = Path(__file__).resolve().parent.parent / "amendments" / "forty"
NAMES = sorted(path.name for path in FORTY.iterdir())
COMMANDS = {
    "comparison.txt": "$ hyoga-docs charter diff --text",
    "sentences.txt": "$ hyoga-docs charter amend --form 改め文 --text",
}
PLATFORM = "name: 見本市\nmeeting_name: 見本会議\norganizer: 見本市\n"


@pytest.fixture
def body(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an amendment, laid out as a workspace where commands are typed."""
    common = tmp_path / "meetings" / "common"
    common.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (common / "platform.yaml").write_text(PLATFORM, "utf-8")
    for path in (FORTY / name).glob("*.yaml"):
        shutil.copy(path, common)
    if (FORTY / name / "templates").is_dir():
        shutil.copytree(FORTY / name / "templates", tmp_path / "templates", dirs_exist_ok=True)
    for path in (FORTY / name / "templates").glob("*.txt"):
        paper = docx.Document()
        for line in path.read_text("utf-8").splitlines():
            paper.add_paragraph(line)
        paper.save(str(tmp_path / "templates" / f"{path.stem}.docx"))
    monkeypatch.chdir(tmp_path)
    return FORTY / name


@pytest.mark.parametrize("file", COMMANDS)
@pytest.mark.parametrize("name", NAMES)
def test_what_a_clerk_would_sign(body: Path, file: str) -> None:
    snapshot = body / file
    writing = bool(os.environ.get("HYOGA_DOCS_WRITE_EXPECTED"))
    expected = snapshot.read_text("utf-8") if snapshot.exists() or not writing else COMMANDS[file]
    command = expected.splitlines()[0]
    done = CliRunner().invoke(app, shlex.split(command)[2:])
    told = f"{command}\n\n{done.output}"
    if writing:
        snapshot.write_text(told, "utf-8")
        return
    assert done.exit_code == 0, told
    assert told == expected
