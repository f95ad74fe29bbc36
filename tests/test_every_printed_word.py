"""One word changed in each part of a paper that can hold words: git's text, and what `diff` tells, name both words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changed_words import PRINTED, UNPRINTED, ChangedWord
from conftest import make_machine

from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.model import ComparedDocument, Difference, PacketState
from hyoga_docs.diff.report.json_report import json_report
from hyoga_docs.diff.report.text_report import text_report
from hyoga_docs.diff.textconv import textconv


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
