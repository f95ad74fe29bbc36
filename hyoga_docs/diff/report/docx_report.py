"""Differences as Word documents with tracked changes, for those who review in Word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import raised
from hyoga_docs.core.files import os_errors_as_problems, write_whole
from hyoga_docs.core.limits import SECONDS, time_limit
from hyoga_docs.core.problem import Place, Problem, Severity
from hyoga_docs.diff.report.phrases import (
    all_steps,
    difference_phrase,
    kind_phrase,
    packet_pages,
    page_lines,
    step_line,
    summary_phrase,
    words_place,
)
from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.word.tracked.compare import TrackedDocument, tracked
from hyoga_docs.word.tracked.list import ChangeLine, tracked_lines
from hyoga_docs.word.tracked.paragraphs import TextComparison

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hyoga_docs.diff.model import Difference, DocumentChange, WordingChange

_AUTHOR = "hyoga-docs"
_OTHERS = "00-そのほかの資料.docx"
_NUMBERS, _PAGES, _UNTRACKED = "番号だけの変更", "ページ", "変更履歴にならないもの（新しい版のもの）"


@dataclass
class Redlines:
    """What was written, and what of a paper its tracked changes do not hold (`HD670`), or that it has none (`HD680`)."""

    paths: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def write_redlines(differences: Sequence[Difference], path: Path, day: dt.date) -> Redlines:
    """Writes what changed, as changes of a day.

    A path that ends in .docx becomes one document: the paper itself where only two Word files were compared, else a list of
    all that changed. Any other path becomes a folder with a document for each paper that has a Word file, in its own layout,
    and a list for the rest. Raises MachineError where they cannot be written.
    """
    done = Redlines()
    changes = [change for difference in differences for change in difference.papers]
    alone = len(changes) == 1 and changes[0].paper.kind == "file"
    if path.suffix.lower() == ".docx":
        whole = _redline(changes[0], day, done) if alone else None
        files = {path: whole.data if whole is not None else _listed(differences, [(each, ()) for each in changes], day)}
    else:
        files = _folder(differences, path, day, done)
    with os_errors_as_problems(path):
        for target, data in files.items():
            write_whole(target, data)
    done.paths += files
    return done


def _folder(differences: Sequence[Difference], path: Path, day: dt.date, done: Redlines) -> dict[Path, bytes]:
    """A document for each paper that has a Word file, and a list for what stands in none of them."""
    files: dict[Path, bytes] = {}
    others: list[tuple[DocumentChange, tuple[str, ...]]] = []
    for index, difference in enumerate(differences, 1):
        folder = path / f"{index}" if len(differences) > 1 else path
        for change in difference.papers:
            whole = _redline(change, day, done)
            if whole is not None:
                files[folder / f"{change.paper.stem}.docx"] = whole.data
            if whole is None or whole.untracked:
                others.append((change, () if whole is None else whole.untracked))
    if any(_lines(*each) for each in others) or any(all_steps(each) for each in differences):
        files[path / _OTHERS] = _listed(differences, others, day)
    return files


def _redline(change: DocumentChange, day: dt.date, done: Redlines) -> TrackedDocument | None:
    """A paper with its changes in its own layout; None where a side has no Word file, or one that cannot be compared.

    The sheet that stands for a paper to come is none.
    """
    old, new = change.old, change.new
    if old is None or new is None or old.docx is None or new.docx is None or change.arrived or change.postponed:
        return None
    if not (change.words or change.numbers or change.pages):
        return None
    files, made = (old.docx.read_bytes(), new.docx.read_bytes()), list[TrackedDocument]()

    def make() -> None:
        with time_limit(SECONDS):
            made.append(tracked(*files, _AUTHOR, day, TextComparison(compare_texts, likeness)))

    place = Place(new.source)
    if raised(make):
        message = "変更履歴の付いた Word にできなかったので、違いは一覧にしました。"
        hint = "Word の「校閲」の「比較」で、二つのファイルを比べてください。"
        done.problems.append(Problem(Severity.WARNING, "HD680", message, place=place, quote=change.paper.name, hint=hint))
        return None
    if made[0].untracked:
        message = "変更履歴を元に戻しても、前の版のとおりにならないものがあります（新しい版のものになります）。"
        quote = f"{change.paper.name}: {'、'.join(made[0].untracked)}"
        done.problems.append(Problem(Severity.NOTE, "HD670", message, "前の版のファイルで確かめてください。", place, quote))
    return made[0]


def _listed(differences: Sequence[Difference], changes: Sequence[tuple[DocumentChange, tuple[str, ...]]], day: dt.date) -> bytes:
    """What was compared and the structure, then paper by paper what changed; of papers with a Word file what that does not hold."""
    papers = [(change.paper.name, lines) for change, untracked in changes if (lines := _lines(change, untracked))]
    heads = [(_compared(each), [_plain(step_line(step)) for step in all_steps(each)]) for each in differences]
    return tracked_lines(differences[0].side.title, [*heads, *papers], _AUTHOR, day)


def _lines(change: DocumentChange, untracked: Sequence[str]) -> list[ChangeLine]:
    if untracked:
        return [_plain(each, _UNTRACKED) for each in untracked]
    if not (change.words or change.numbers or (change.pages and change.old and change.new)):
        return []
    return [_plain(f"{summary_phrase(change)}{packet_pages(change)}"), *_changed(change)]


def _changed(change: DocumentChange) -> Iterator[ChangeLine]:
    for wording in change.words:
        yield _line(wording, kind_phrase(wording.kind))
    for wording in change.numbers:
        yield _line(wording, _NUMBERS)
    if not change.only_reflowed:
        yield from (_plain(each, _PAGES) for each in page_lines(change))


def _compared(difference: Difference) -> str:
    called = " → ".join(side.called for side in (difference.old, difference.new) if side is not None)
    return f"構成（{called}）　{difference_phrase(difference)}"


def _plain(words: str, note: str = "") -> ChangeLine:
    """A line that is no change of the paper and is not marked as one."""
    cells = (((words, False),),)
    return ChangeLine(cells, cells, note)


def _line(wording: WordingChange, what: str) -> ChangeLine:
    return ChangeLine(wording.old, wording.new, "　".join(part for part in (what, words_place(wording)) if part))
