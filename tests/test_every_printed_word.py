"""One word changed in each part of a paper that can hold words: git's text, and what `diff` tells, name both words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from changed_words import PRINTED, UNPRINTED, ChangedWord
from conftest import ROOT, make_machine
from workspaces import write_workspace

from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.model import ComparedDocument, Difference, PacketState
from hyoga_docs.diff.packets import PacketRenderer, packets_of
from hyoga_docs.diff.report.json_report import json_report
from hyoga_docs.diff.report.text_report import text_report
from hyoga_docs.diff.textconv import textconv
from hyoga_docs.spec.workspace_paths import WorkspacePaths, find_meeting


def said(paper: ChangedWord, folder: Path) -> tuple[str, str]:
    """What git is told of a paper before and after."""
    texts = []
    for side, data in zip(("old", "new"), paper.files, strict=True):
        path = folder / f"{side}{paper.suffix}"
        path.write_bytes(data)
        texts.append(textconv(path, lambda: make_machine(folder / "cache")))
    return texts[0], texts[1]


def difference(texts: tuple[str, str], paper: ChangedWord) -> Difference:
    """What `diff` finds in what both sides say."""
    old, new = (ComparedDocument("file", "", "題", "file", f"a{paper.suffix}", "", 1, 1, f"# 題\n\n{text}") for text in texts)
    return compare_sides(PacketState("前", "題", (old,)), PacketState("後", "題", (new,)))


@pytest.mark.parametrize("paper", PRINTED, ids=lambda paper: paper.name)
def test_a_word_that_changed_is_named(paper: ChangedWord, tmp_path: Path) -> None:
    before, after = texts = said(paper, tmp_path)
    assert (paper.was in before, paper.now in before) == (True, False)
    assert (paper.was in after, paper.now in after) == (False, True)
    found = difference(texts, paper)
    told = "\n".join(text_report([found], str))
    assert paper.was in told
    assert paper.now in told
    [changed] = json.loads(json_report([found]))[0]["papers"]
    events = [*changed["words"], *changed["numbers"]]
    for side, word in (("old", paper.was), ("new", paper.now)):
        assert any(word in "".join(text for text, _ in cell) for event in events for cell in event[side])
    assert len(events) == 1


@pytest.mark.parametrize("paper", UNPRINTED, ids=lambda paper: paper.name)
def test_a_word_that_is_not_printed_changes_nothing(paper: ChangedWord, tmp_path: Path) -> None:
    before, after = texts = said(paper, tmp_path)
    assert before == after
    assert paper.was not in before
    assert difference(texts, paper).same


#: Parts of each kind that LibreOffice prints, for a packet that is really made; all others are read by the same readers.
_BUILT = (
    *("docx-header", "docx-footnote", "docx-text-box", "docx-chart-title", "docx-formula", "docx-check-box", "docx-list-number"),
    *("xlsx-cell", "xlsx-date", "xlsx-header", "xlsx-text-box", "xlsx-chart-title"),
    *("pptx-text", "pptx-cell", "pptx-layout", "pdf-form-field", "csv-cell", "txt-line"),
)


@pytest.mark.office
def test_a_word_that_changed_in_a_packet_is_named_on_its_page(tmp_path: Path) -> None:
    papers = [paper for paper in PRINTED if paper.name in _BUILT]
    assert len(papers) == len(_BUILT)
    handouts = [f"  - {{title: {paper.name}, file: {paper.name}{paper.suffix}}}" for paper in papers]
    meeting = "\n".join(["number: 1", "date: 2024-05-01", "agenda: [開会]", "handouts:", *handouts, ""])
    sides = []
    with PacketRenderer(make_machine(tmp_path / "cache"), tmp_path) as renderer:
        for side, name in enumerate(("前", "後")):
            files = {f"{paper.name}{paper.suffix}": paper.files[side] for paper in papers}
            root = find_meeting(write_workspace(tmp_path / name, meeting, files)).workspace.root
            shutil.copytree(ROOT / "templates", root / "templates", dirs_exist_ok=True)
            sides.append(renderer.side(packets_of(None, WorkspacePaths(root), tmp_path, renderer.machine), "2024-05-01"))
        found = compare_sides(sides[0], sides[1], renderer.reader)
    told = {change.paper.title: change for change in found.papers}
    assert list(told) == [paper.name for paper in papers]
    for paper in papers:
        [event] = [*told[paper.name].words, *told[paper.name].numbers]
        was, now = ("".join(text for cell in side for text, _ in cell) for side in (event.old, event.new))
        assert paper.was in was
        assert paper.now in now
        assert (event.old_page, event.new_page) == (1, 1), paper.name
        assert told[paper.name].uncompared == ()
