"""Each folder of `projects/` is a workspace; `expected.txt` holds what `check` says of it, word for word.

Of a `bad-` one it is asked to be strict, so that warnings count; of a `-final` one nothing may be left to be filled in. The
files of its folder `alone`, if it has one, are checked by themselves, after the meetings. `papers.py` makes its papers.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PROJECTS, ROOT, copy_workspace
from papers import make_papers
from typer.testing import CliRunner

from hyoga_docs.commands.app import app

NAMES = sorted(path.name for path in PROJECTS.iterdir() if path.is_dir())


class Frozen(dt.datetime):
    """The day of all these checks; what is late is told by days."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Frozen:
        return cls(2024, 4, 20, 12, tzinfo=tz or dt.UTC)


@pytest.mark.parametrize("name", NAMES)
def test_check_says_exactly_what_is_expected(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / name)
    if (PROJECTS / name / "alone").is_dir():
        shutil.copytree(PROJECTS / name / "alone", workspace / "alone")
    make_papers(workspace)
    monkeypatch.setenv("HYOGA_DOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("hyoga_docs.commands.console.dt", SimpleNamespace(datetime=Frozen))
    monkeypatch.chdir(workspace)
    is_bad = name.startswith("bad-")
    options = [*(["--strict"] if is_bad else []), *(["--final"] if name.endswith("-final") else [])]
    files = [*sorted(Path("meetings").glob("*.yaml")), *sorted(Path("alone").glob("*"))]
    done = CliRunner().invoke(app, ["check", "--notes", *options, *map(str, files)])
    output = re.sub(r"コードの説明は.*\n$", "", done.output)  # which every one of them ends with
    expected = PROJECTS / name / "expected.txt"
    if os.environ.get("HYOGA_DOCS_WRITE_EXPECTED"):
        expected.write_text(output, "utf-8")
    assert output == expected.read_text("utf-8")
    assert done.exit_code == (3 if is_bad else 0), done.exception


def test_every_rule_of_texts_has_a_project_that_shows_it() -> None:
    rules = {
        code
        for path in (ROOT / "hyoga_docs" / "check").glob("*.py")
        for code in re.findall(r'"(HD\d{3})"', path.read_text("utf-8"))
    }
    told = {code for path in PROJECTS.glob("*/expected.txt") for code in re.findall(r"HD\d{3}", path.read_text("utf-8"))}
    assert {code for code in rules if re.fullmatch(r"HD(?:143|15[1-9]|16[0-9]|2\d\d|34[1-7])", code)} <= told
