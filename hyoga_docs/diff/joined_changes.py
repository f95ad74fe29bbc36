"""Changes that follow each other and are one event: a paragraph that moved, one that was parted or joined, a column of a table."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hyoga_docs.diff.model import WordingChange, WordingKind
from hyoga_docs.text.diff import compare_texts, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.diff.model import Cells
    from hyoga_docs.text.diff import Runs

#: Where a paragraph is parted.
_BREAK = "（改行）"
#: So many changes that follow each other may be one paragraph that was parted or joined; where words of it changed, too, so like.
_MOST_PARTS, _LIKE = 5, 0.85
#: So many rows that have a cell more, or less, at the same place make a column of a table.
_ROWS = 2


def moved_together(changes: Sequence[WordingChange]) -> WordingChange:
    """Sentences, headings or rows that stood together, stand together now and moved, as one change."""
    first = changes[0]
    if len(changes) == 1:
        return first
    return replace(first, old=_together([each.old for each in changes]), new=_together([each.new for each in changes]))


def _together(parts: Sequence[Cells]) -> Cells:
    """Rows as one text: sentences of a paragraph one behind another, all others parted."""
    found: list[tuple[str, bool]] = []
    for cells in parts:
        if found:
            found += [] if len(cells) == 1 and found[-1][0].endswith("。") else [(_BREAK, False)]
        for index, cell in enumerate(cells):
            found += [("　", False)] if index else []
            found += cell
    return (tuple(found),)


def table_columns(found: Sequence[WordingChange]) -> Iterator[WordingChange]:
    """The changes; of rows of a table that follow each other and have another number of cells at one place, the column alone."""
    start = 0
    while start < len(found):
        end, places = start, set(_extra_cells(found[start]))
        while places and end + 1 < len(found) and _follows(found[end], found[end + 1]):
            if not (both := places & set(_extra_cells(found[end + 1]))) or _grew(found[end]) != _grew(found[end + 1]):
                break
            end, places = end + 1, both
        rows = found[start : end + 1]
        if places and len(rows) >= _ROWS:
            yield _column(rows, min(places))
        else:
            yield from rows
        start = end + 1


def _follows(one: WordingChange, other: WordingChange) -> bool:
    pages = (one.old_page, one.new_page) == (other.old_page, other.new_page)
    return pages and other.place == one.place + 1 and one.under == other.under


def _grew(change: WordingChange) -> bool:
    return len(change.new) > len(change.old)


def _extra_cells(change: WordingChange) -> list[int]:
    """At which places of the side that has a cell more a cell can be left out so that the row says what the other side says."""
    few, many = sorted(([_said(cell) for cell in side] for side in (change.old, change.new)), key=len)
    if change.kind is not WordingKind.CHANGED or len(few) < 1 or len(many) != len(few) + 1:
        return []
    return [place for place in range(len(many)) if many[:place] + many[place + 1 :] == few]


def _column(rows: Sequence[WordingChange], place: int) -> WordingChange:
    first, grew = rows[0], _grew(rows[0])
    cells = tuple(((_said((row.new if grew else row.old)[place]), True),) for row in rows)
    under = "　".join(filter(None, (first.under, "表の列")))
    if grew:
        return replace(first, kind=WordingKind.ADDED, old=(), new=cells, under=under, old_page=None)
    return replace(first, kind=WordingKind.REMOVED, old=cells, new=(), under=under, new_page=None)


def reparted(found: Sequence[WordingChange], *, guessed: bool) -> Iterator[WordingChange]:
    """The changes; of a paragraph that was parted or joined only that, with the words of it that changed.

    `guessed` says that lines are those of pages, where nobody knows which are paragraphs: what is only parted there is no change.
    """
    start = 0
    while start < len(found):
        for end in range(min(start + _MOST_PARTS, len(found)), start + 1, -1):
            if (joined := _joined(found[start:end], guessed=guessed)) is not None:
                yield from joined
                start = end
                break
        else:
            yield found[start]
            start += 1


def _joined(parts: Sequence[WordingChange], *, guessed: bool) -> list[WordingChange] | None:
    """What follows each other as one change, or as none; None where it is not one paragraph."""
    kinds = {part.kind for part in parts}
    if WordingKind.MOVED in kinds or len(kinds) + guessed < 2 or any(b.place > a.place + 1 for a, b in pairwise(parts)):
        return None
    old, new = ([_plain(each) for each in side if each] for side in ([p.old for p in parts], [p.new for p in parts]))
    if not old or not new or None in (*old, *new):
        return None
    texts = [str(each) for each in old], [str(each) for each in new]
    before, after = map("".join, texts)
    if before == after and guessed:
        return []
    if len(old) == len(new) or (before != after and not _is_one(parts, before, after)):
        return None
    runs = compare_texts(before, after)
    cells = [
        ((run if guessed else _with_breaks(run, list(accumulate(map(len, side)))[:-1])),)
        for run, side in zip(runs, texts, strict=True)
    ]
    whole = next((part for part in parts if part.kind is WordingKind.CHANGED), parts[-1])
    pages = [next((page for page in side if page), None) for side in ([p.old_page for p in parts], [p.new_page for p in parts])]
    return [WordingChange(WordingKind.CHANGED, cells[0], cells[1], whole.under, pages[0], pages[1], min(p.place for p in parts))]


def _is_one(parts: Sequence[WordingChange], before: str, after: str) -> bool:
    """Whether two texts are one paragraph, whose part alone is less like it than all its parts."""
    changed = [part for part in parts if part.kind is WordingKind.CHANGED]
    others = {part.kind for part in parts} - {WordingKind.CHANGED}
    if len(changed) != 1 or len(others) != 1 or 2 * min(len(before), len(after)) < _LIKE * (len(before) + len(after)):
        return False
    whole = likeness(before, after)
    return whole >= _LIKE and whole > likeness(_plain(changed[0].old) or "", _plain(changed[0].new) or "")


def _with_breaks(run: Runs, breaks: Sequence[int]) -> Runs:
    """A text with the places where it is parted."""
    found: list[tuple[str, bool]] = []
    at = 0
    for text, changed in run:
        start = 0
        for place in (each - at for each in breaks if at <= each < at + len(text)):
            found += [(text[start:place], changed)] if place > start else []
            found.append((_BREAK, True))
            start = place
        found.append((text[start:], changed))
        at += len(text)
    return tuple(found)


def _plain(cells: Cells) -> str | None:
    """What a sentence says; None of a row of several cells."""
    return _said(cells[0]) if len(cells) == 1 else None


def _said(cell: Runs) -> str:
    return "".join(text for text, _ in cell)
