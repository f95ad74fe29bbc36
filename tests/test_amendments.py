"""What an April brings: each amendment as a clerk makes it, what it changes in the files, and the 新旧対照表 that comes of it.

A folder of tests/amendments/ holds what is done (`do.txt`: commands; `charter.txt`: lines for lines of the charter) and what
must come of it (`expected.txt`).
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import copy_workspace, make_machine
from typer.testing import CliRunner

from hyoga_docs.amendments.amending.drafts import table_drafts
from hyoga_docs.amendments.comparison.amendment_documents import comparison_drafts
from hyoga_docs.amendments.comparison.editions import compare_states, council_of
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.amendments.roster_file import lines_changed
from hyoga_docs.commands.app import app
from hyoga_docs.pipeline.prepare import fill_documents
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import WorkspacePaths, find_meeting
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.template import read_template

CASES = Path(__file__).resolve().parent / "amendments"
NAMES = sorted(path.name for path in CASES.iterdir() if path.name not in {"base", "forty"})
TODAY = dt.date(2024, 3, 25)


class Frozen(dt.datetime):
    """A late evening in March."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Frozen:
        return cls(2024, 3, 25, 23, 40, tzinfo=tz)


def with_lines(text: str, told: str) -> str:
    """A text with lines put in: `=` finds a place, `-` is a line to go, `+` a line to come (after it, or before a `  - id:`)."""
    lines = text.split("\n")
    place = 0
    for line in told.splitlines():
        sign, words = line[0], line[1:]
        if sign == "=" and words == "supplementary":
            place = lines.index("supplementary:") + 2
        elif sign == "=":
            place = lines.index(words) + (0 if words.startswith("  - id:") else 1)
        elif sign == "-":
            place = lines.index(words)
            del lines[place]
        else:
            lines.insert(place, words)
            place += 1
    return "\n".join(lines)


def made_of(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """The workspace after an amendment, and which lines of its files it changed."""
    workspace = copy_workspace(folder / "ws", CASES / "base")
    monkeypatch.chdir(workspace)
    monkeypatch.setattr("hyoga_docs.commands.console.dt", SimpleNamespace(datetime=Frozen))
    common = workspace / "meetings" / "common"
    before = {path.name: path.read_text("utf-8") for path in sorted(common.iterdir())}
    if (CASES / name / "charter.txt").is_file():
        told = (CASES / name / "charter.txt").read_text("utf-8")
        (common / "charter.yaml").write_text(with_lines(before["charter.yaml"], told), "utf-8")
    if (CASES / name / "do.txt").is_file():
        for line in (CASES / name / "do.txt").read_text("utf-8").splitlines():
            done = CliRunner().invoke(app, shlex.split(line))
            assert done.exit_code == 0, done.output
    changed = []
    for path in sorted(common.iterdir()):
        lines = lines_changed(before[path.name], path.read_text("utf-8"))
        changed += [path.name, *lines] if lines else []
    return workspace, changed


@pytest.mark.parametrize("name", NAMES)
def test_an_amendment_gives_the_table_that_a_clerk_would_sign(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, told = made_of(name, tmp_path, monkeypatch)
    council = council_of(WorkspacePaths(workspace), "common", TODAY, {})
    machine = make_machine(tmp_path / "cache")
    day = next((date for date in ("2024-05-01", "2024-10-01") if any(date in line for line in told)), "2024-04-01")
    for kind in ("charter", "roster"):
        old, new = council.states(kind, day, None, None)
        compared = compare_states(old, new, council.platform)
        told += ["", f"== {kind} diff {day}", ""]
        if compared.same:
            told.append("（同じ）")
            continue
        told += report(compared, council.platform.style.comparison)
        amending = kind == "charter"
        made = (
            table_drafts(compared, council, (old, new), machine) if amending else comparison_drafts(compared, council, new, machine)
        )
        told += ["", f"== {made[0].stem}.docx", "", *document_lines(made[0].data)]
    expected = CASES / name / "expected.txt"
    if os.environ.get("HYOGA_DOCS_WRITE_EXPECTED"):
        expected.write_text("\n".join(told) + "\n", "utf-8")
    assert "\n".join(told) + "\n" == expected.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_amendment_changes_the_papers_of_an_earlier_meeting(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = papers(copy_workspace(tmp_path / "before", CASES / "base"), tmp_path / "cache")
    workspace, _ = made_of(name, tmp_path, monkeypatch)
    assert papers(workspace, tmp_path / "cache") == before


def papers(workspace: Path, cache: Path) -> dict[str, bytes]:
    """The Word documents of the meeting of last October, to the byte."""
    loaded, _ = load_workspace(find_meeting(workspace / "meetings" / "2023-10-20.yaml"))
    plan, problems = resolve(loaded)
    assert problems == []
    templates = {}
    for name in {document.template for document in plan.documents if document.template}:
        template, found = read_template(workspace / "templates", name)
        assert template is not None, found
        templates[name] = template
    made, found = fill_documents(plan, templates, make_machine(cache).cache)
    assert found == []
    return made
