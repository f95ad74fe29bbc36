"""Each folder of `projects/` is a workspace; `expected.txt` holds what `check` says of it, word for word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import PROJECTS, copy_workspace
from typer.testing import CliRunner

from hyoga_docs.cli import app

NAMES = sorted(path.name for path in PROJECTS.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_check_says_exactly_what_is_expected(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / name)
    monkeypatch.setenv("HYOGA_DOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(workspace)
    done = CliRunner().invoke(app, ["check", *(str(path) for path in sorted(Path("meetings").glob("*.yaml")))])
    expected = PROJECTS / name / "expected.txt"
    if os.environ.get("HYOGA_DOCS_WRITE_EXPECTED"):
        expected.write_text(done.output, "utf-8")
    assert done.output == expected.read_text("utf-8")
    assert done.exit_code == (3 if name.startswith("bad-") else 0), done.exception
