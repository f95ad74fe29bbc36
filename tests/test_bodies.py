"""Each folder of `bodies/` is the workspace of another kind of body; `expected.txt` holds what its made documents print.

The lines are those of the filled Word documents, meeting by meeting, each document under `== ` and its name.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from hyoga_docs.core.cache import Cache
from hyoga_docs.pipeline.prepare import fill_documents
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.template import Template, read_template

BODIES = Path(__file__).resolve().parent / "bodies"


@cache
def template(name: str, folder: Path) -> Template:
    """The body's own template, or ours."""
    own = folder / "templates" / f"{name}.docx"
    found, problems = read_template(own.parent if own.exists() else ROOT / "templates", name, 60)
    assert found is not None, problems
    return found


def printed(meeting: Path, cache: Path) -> list[str]:
    """The lines of every document that a meeting's packet is made with, under their names."""
    workspace, problems = load_workspace(MeetingFile(meeting, WorkspacePaths(meeting.parent.parent)))
    plan, found = resolve(workspace)
    templates = {name: template(name, meeting.parent.parent) for name in {d.template for d in plan.documents if d.template}}
    made, more = fill_documents(plan, templates, Cache(cache))
    assert [each for each in (*problems, *found, *more) if each.severity.value == "error"] == []
    return [line for d in plan.documents if d.key in made for line in (f"== {d.name}", *document_lines(made[d.key]))]


@pytest.mark.parametrize("body", sorted(path.name for path in BODIES.iterdir()))
def test_a_body_prints_what_it_has_always_printed(body: str, tmp_path: Path) -> None:
    meetings = sorted((BODIES / body / "meetings").glob("*.yaml"))
    text = "\n".join(line for meeting in meetings for line in printed(meeting, tmp_path)) + "\n"
    expected = BODIES / body / "expected.txt"
    if os.environ.get("HYOGA_DOCS_WRITE_EXPECTED"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")
