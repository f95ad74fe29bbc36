"""Differences as Word documents with tracked changes, for those who review in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import raised
from hyoga_docs.core.files import os_errors_as_problems, write_whole
from hyoga_docs.core.limits import SECONDS, time_limit
from hyoga_docs.diff.report.phrases import all_steps, difference_phrase, kind_phrase, step_line, words_place
from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.word.tracked.compare import tracked
from hyoga_docs.word.tracked.list import ChangeLine, tracked_lines
from hyoga_docs.word.tracked.paragraphs import TextComparison

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.diff.model import Difference, DocumentChange, WordingChange

_AUTHOR = "hyoga-docs"
_OTHERS = "00-そのほかの資料.docx"


def write_redlines(differences: Sequence[Difference], path: Path, day: dt.date) -> list[Path]:
    """Writes what changed, as changes of a day, and gives the paths.

    A path that ends in .docx becomes one document: the paper itself where only two Word files were compared, else a list of
    all that changed. Any other path becomes a folder with a document for each paper that has a Word file, in its own layout,
    and a list for the rest. Raises MachineError where they cannot be written.
    """
    changes = [change for difference in differences for change in difference.papers]
    alone = len(changes) == 1 and changes[0].paper.kind == "file"
    if path.suffix.lower() == ".docx":
        whole = _redline(changes[0], day) if alone else None
        files = {path: whole or _listed(differences, changes, day, whole=True)}
    else:
        files = {}
        others: list[DocumentChange] = []
        for index, difference in enumerate(differences, 1):
            folder = path / f"{index}" if len(differences) > 1 else path
            for change in difference.papers:
                whole = _redline(change, day)
                if whole is not None:
                    files[folder / f"{change.paper.stem}.docx"] = whole
                elif change.words or change.numbers:
                    others.append(change)
        if others:
            files[path / _OTHERS] = _listed(differences, others, day)
    with os_errors_as_problems(path):
        for target, data in files.items():
            write_whole(target, data)
    return list(files)


def _redline(change: DocumentChange, day: dt.date) -> bytes | None:
    """A paper with its changes in its own layout; None where a side has no Word file, or one that cannot be compared."""
    old, new = change.old, change.new
    if old is None or new is None or old.docx is None or new.docx is None or not (change.words or change.numbers):
        return None
    files, made = (old.docx.read_bytes(), new.docx.read_bytes()), list[bytes]()

    def make() -> None:
        with time_limit(SECONDS):
            made.append(tracked(*files, _AUTHOR, day, TextComparison(compare_texts, likeness)))

    return None if raised(make) else made[0]


def _listed(differences: Sequence[Difference], changes: Sequence[DocumentChange], day: dt.date, *, whole: bool = False) -> bytes:
    """The sentences that changed, paper by paper; as the `whole` report with what was compared and the structure before them."""
    papers = [
        (change.paper.name, [_line(wording) for wording in (*change.words, *change.numbers)])
        for change in changes
        if change.words or change.numbers
    ]
    heads = [(_compared(each), [_plain(step_line(step)) for step in all_steps(each)]) for each in differences] if whole else []
    return tracked_lines(differences[0].side.title, [*heads, *papers], _AUTHOR, day)


def _compared(difference: Difference) -> str:
    called = " → ".join(side.called for side in (difference.old, difference.new) if side is not None)
    return f"構成（{called}）　{difference_phrase(difference)}"


def _plain(words: str) -> ChangeLine:
    """A line that is no change of the paper and is not marked as one."""
    cells = (((words, False),),)
    return ChangeLine(cells, cells)


def _line(wording: WordingChange) -> ChangeLine:
    return ChangeLine(
        wording.old, wording.new, "　".join(part for part in (kind_phrase(wording.kind), words_place(wording)) if part)
    )
