"""The 新旧対照表 of two editions of a charter: what is changed in full and underlined, the rest as （略） with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.provisions import (
    Paragraph,
    Places,
    ProvisionMatching,
    ProvisionNode,
    ProvisionPair,
    chapters_and_articles,
    chapters_of,
    is_of_kind,
    paragraph_pairs,
    provisions,
)
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.text.diff import Runs, compare_texts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.printed_charter import PrintedCharter, PrintedSupplement
    from hyoga_docs.spec.style import Comparison

#: What joins the numbers of two provisions that are left out together, and of more.
_TWO, _MORE = "・", "～"
#: Provisions whose words before a list can be left out: 柱書.
_WITH_LISTS = {"text", "article", "paragraph", "item"}


@dataclass(frozen=True)
class TableCell:
    """A cell of a row of a 別表: its first column, from 0, how many columns and rows it covers, and how it is set."""

    column: int
    across: int
    down: int
    align: str
    runs: Runs


@dataclass(frozen=True)
class ProvisionLine:
    """One paragraph of a column, or one row of a 別表 with its cells, in a table of so many columns.

    `kind` is title, preamble, heading, text, body, bullet, chapter, caption, article, paragraph, item, supplement, schedule or
    note (（略） and the like).
    """

    kind: str
    level: int
    runs: Runs
    cells: tuple[TableCell, ...] = ()
    columns: int = 0

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True)
class ComparisonRow:
    """What stands side by side; a side that has nothing to set against the other is None.

    `kind` is same, changed, added, removed, moved (in its new place beside what it was) or went (in its old one).
    """

    kind: str
    new: ProvisionLine | None
    old: ProvisionLine | None
    remark: str = ""


def compare_charters(old: PrintedCharter, new: PrintedCharter, house: Comparison, places: Places = None) -> list[ComparisonRow]:
    """The rows of the table; none where nothing that is printed changed. `places` tells of two days of one file what is what."""
    if (old.title, old.lines, old.supplements) == (new.title, new.lines, new.supplements):
        return []
    before, after = provisions(old.lines), provisions(new.lines)
    table = _TableBuilder(ProvisionMatching(before, after, places), house, places)
    rows = [*_title(old.title, new.title), *table.charter(before, after), *_supplements(old, new, house, places)]
    return rows if any(row.kind != "same" for row in rows) else []


def without_new_supplements(rows: Sequence[ComparisonRow]) -> list[ComparisonRow]:
    """The rows of what amends a charter: its own 附則 is no part of what it amends."""
    kinds = [line.kind if (line := row.new or row.old) else "" for row in rows]
    added = next((at for at, row in enumerate(rows) if kinds[at] == "supplement" and row.kind == "added"), len(rows))
    return [*rows[:added], *rows[next((at for at in range(added, len(rows)) if kinds[at] == "schedule"), len(rows)) :]]


def _title(old: str, new: str) -> list[ComparisonRow]:
    return [] if old == new else [changed_row(Paragraph("title", "", old), Paragraph("title", "", new), 0)]


def changed_row(old: Paragraph, new: Paragraph, level: int) -> ComparisonRow:
    """Two paragraphs beside each other; a mark that is another one counts as changed."""
    before, after = compare_texts(old.text, new.text)
    other = old.mark != new.mark
    return ComparisonRow(
        "changed",
        ProvisionLine(new.kind, level, _joined(((new.mark, other),), after)),
        ProvisionLine(old.kind, level, _joined(((old.mark, other),), before)),
    )


class _TableBuilder:
    """Makes rows of matched provisions in the house's words."""

    def __init__(self, matching: ProvisionMatching, house: Comparison, places: Places) -> None:
        self.matching, self.house, self.places = matching, house, places
        self._by_article = False
        self._chapters: dict[ProvisionNode, ProvisionNode | None] = {}

    def charter(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> list[ComparisonRow]:
        """The rows of the whole; where an article has another chapter now, article by article with the chapters between them."""
        self._by_article = self.matching.has_other_chapters(old, new)
        self._chapters = {**chapters_of(old), **chapters_of(new)}
        return self.rows(*(chapters_and_articles(each) if self._by_article else each for each in (old, new)))

    def rows(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> list[ComparisonRow]:
        """The rows of the items of one provision, or of all that stand in one order."""
        rows: list[ComparisonRow] = []
        same: list[ProvisionPair] = []
        deleted: ProvisionNode | None = None
        for matched in self.matching.pairs(old, new):
            pair = self._shown(matched, old, new)
            unchanged = self.house.omitted and not pair.moved and self._same(pair)
            if same and not (unchanged and _goes_on(same[-1], pair)):
                rows.append(self._omitted(same))
                same = []
            if unchanged:
                same.append(pair)
            elif deleted is not None and pair.new is None and pair.old is not None:
                rows += self._alone("changed", pair.old, "")
            elif pair.went is None or self.house.moves == "noted":
                rows += self._one(pair)
            deleted = pair.new if pair.new is not None and pair.new.is_several else deleted if pair.new is None else None
        return rows + ([self._omitted(same)] if same else [])

    def _shown(self, pair: ProvisionPair, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> ProvisionPair:
        """A pair as the house shows it: what moved away, and is not to stand beside what it was, as removed and as added."""
        chapter = any(each is not None and each.kind == "chapter" for each in (pair.old, pair.new))
        if not (pair.moved or pair.went) or (self.house.moves == "noted" and not chapter):
            return pair
        beside = self.house.moves == "beside" and not chapter and (pair.old in old if pair.moved else pair.went in new)
        if self._by_article and pair.old is not None and (now := pair.new or pair.went) is not None:
            beside = beside and self.matching.are_one(self._chapters.get(pair.old), self._chapters.get(now))
        return pair if beside else ProvisionPair(None, pair.new) if pair.moved else ProvisionPair(pair.old, None)

    def _same(self, pair: ProvisionPair) -> bool:
        if pair.old is None or pair.new is None:
            return False
        if self._by_article and pair.new.kind == "chapter":
            return pair.old.text == pair.new.text
        return self.matching.same(pair.old, pair.new)

    def _items(self, node: ProvisionNode) -> Sequence[ProvisionNode]:
        return () if self._by_article and node.kind == "chapter" else node.items

    def _omitted(self, pairs: Sequence[ProvisionPair]) -> ComparisonRow:
        """Provisions that stay, as one （略） with their numbers; numbers that changed are underlined."""
        old, new = [pair.old for pair in pairs if pair.old], [pair.new for pair in pairs if pair.new]
        moved = old[0].number != new[0].number
        return ComparisonRow("changed" if moved else "same", self._left_out(new, changed=moved), self._left_out(old, changed=moved))

    def _left_out(self, nodes: Sequence[ProvisionNode], *, changed: bool) -> ProvisionLine:
        first, last = nodes[0], nodes[-1]
        number = first.number or first.reference
        if last.number and last.number != number:
            number += (_TWO if len(nodes) == 2 else _MORE) + last.number
        return ProvisionLine("note", _level(first), ((number, changed), (f"　{self.house.omitted or ''}".rstrip(), False)))

    def _one(self, pair: ProvisionPair) -> Iterator[ComparisonRow]:
        if pair.new is None and pair.old is not None:
            if pair.went is not None:
                note = ProvisionLine("note", _level(pair.old), ((f"（{pair.went.reference}へ移動）", False),))
                yield ComparisonRow("went", note, self._left_out([pair.old], changed=True))
                return
            yield from self._alone("removed", pair.old, self.house.removed)
        elif pair.old is None and pair.new is not None:
            yield from self._alone("added", pair.new, self.house.added)
        elif pair.old is not None and pair.new is not None:
            yield from self._both(pair.old, pair.new, moved=pair.moved)

    def _alone(self, kind: str, node: ProvisionNode, said: str) -> Iterator[ComparisonRow]:
        """A provision that one edition has, underlined to the last word; what moved in or out of it is a move still."""
        lines = [ProvisionLine("caption", node.level, ((node.caption, True),))] if node.caption else []
        lines.append(ProvisionLine(node.kind, node.level, ((node.number + node.gap + node.text, True),)))
        yield from rows_alone(kind, [*lines, *(_line(each, node.level) for each in node.paragraphs)], said)
        items = self._items(node)
        for pair in self.matching.pairs(*(([], items) if kind == "added" else (items, []))):
            if (pair.moved or pair.went) and self.house.moves == "noted":
                yield from self._one(pair)
            elif (item := pair.new or pair.old) is not None:
                yield from self._alone(kind, item, "")

    def _both(self, old: ProvisionNode, new: ProvisionNode, *, moved: bool) -> Iterator[ComparisonRow]:
        """A provision that changed, or that stands elsewhere now."""
        remark = f"{old.reference}から移動" if moved else ""
        kind = "moved" if moved else "changed"
        if self.house.omitted and self._same(ProvisionPair(old, new)):
            yield ComparisonRow(kind, self._left_out([new], changed=True), self._left_out([old], changed=True), remark)
            return
        if new.is_deleted and old.caption and not new.caption:  # with the article, in one line
            yield from rows_alone("changed", [ProvisionLine("caption", old.level, ((old.caption, True),))], "")
        else:
            yield from _captions(old, new, self.house)
        if paragraphs := self.matching.paragraphs(new):
            yield from self.rows(self.matching.paragraphs(old), paragraphs)
            return
        numbers = (_number(new, old, moved=moved), _number(old, new, moved=moved))
        if self.house.omitted and old.text == new.text and new.kind in _WITH_LISTS:  # the words before a list: 柱書
            rest: Runs = ((f"　{self.house.omitted}" if new.number else self.house.omitted, False),)
            numbers, sides = (numbers[0][:1], numbers[1][:1]), (rest, rest)
        elif old.text == new.text:
            sides = (((new.text, False),), ((old.text, False),))
        else:
            before, after = compare_texts(old.text, new.text)
            sides = (after, before)
        unchanged = old.number == new.number and old.text == new.text and not moved
        lines = [ProvisionLine(new.kind, new.level, _joined(number, side)) for number, side in zip(numbers, sides, strict=True)]
        yield ComparisonRow("same" if unchanged else kind, lines[0], lines[1], remark)
        yield from paragraph_rows((old.paragraphs, old.level), (new.paragraphs, new.level), self.house, self.places)
        yield from self.rows(self._items(old), self._items(new))


def _level(node: ProvisionNode) -> int:
    """How deep the （略） of a provision stands; a 号 lies below its 条 or 項."""
    return node.level + 1 if node.kind == "item" else node.level


def _captions(old: ProvisionNode, new: ProvisionNode, house: Comparison) -> Iterator[ComparisonRow]:
    """The （見出し） of two articles, above them."""
    if not (old.caption or new.caption):
        return
    if old.caption == new.caption:
        line = ProvisionLine("caption", new.level, ((new.caption, False),))
        yield ComparisonRow("same", line, line)
    elif old.caption and new.caption:
        yield changed_row(Paragraph("caption", "", old.caption), Paragraph("caption", "", new.caption), new.level)
    elif new.caption:
        yield from rows_alone("added", [ProvisionLine("caption", new.level, ((new.caption, True),))], house.added)
    else:
        yield from rows_alone("removed", [ProvisionLine("caption", old.level, ((old.caption, True),))], house.removed)


def _goes_on(last: ProvisionPair, pair: ProvisionPair) -> bool:
    """Whether a provision that stays can be left out together with the one before it: alike in number, or moved on alike."""
    if last.old is None or last.new is None or pair.old is None or pair.new is None:
        return False
    if not is_of_kind(last.new, pair.new):
        return False
    return (last.old.number == last.new.number) == (pair.old.number == pair.new.number)


def _number(node: ProvisionNode, other: ProvisionNode, *, moved: bool) -> Runs:
    changed = moved or node.number != other.number
    return ((node.number, changed), (node.gap, changed and node.gap != other.gap))


def _joined(*parts: Runs) -> Runs:
    """Pieces in a row, those alike joined and the empty ones left out."""
    done: list[tuple[str, bool]] = []
    for text, changed in (piece for part in parts for piece in part if piece[0]):
        if done and done[-1][1] is changed:
            done[-1] = (done[-1][0] + text, changed)
        else:
            done.append((text, changed))
    return tuple(done)


def _line(paragraph: Paragraph, level: int, *, changed: bool = True) -> ProvisionLine:
    return ProvisionLine(paragraph.kind, level, ((paragraph.mark + paragraph.text, changed),))


def rows_alone(kind: str, lines: Sequence[ProvisionLine], said: str) -> Iterator[ComparisonRow]:
    """Lines of one edition; beside the first of them the other says that there is nothing."""
    for index, line in enumerate(lines):
        note = ProvisionLine("note", line.level, ((said, False),)) if said and index == 0 else None
        yield ComparisonRow(kind, line, note) if kind == "added" else ComparisonRow(kind, note, line)


def paragraph_rows(
    old: tuple[Sequence[Paragraph], int], new: tuple[Sequence[Paragraph], int], house: Comparison, places: Places = None
) -> Iterator[ComparisonRow]:
    """Paragraphs of one level: what changed beside what it was; what did not, as （略）."""
    left_out = False
    for before, after in paragraph_pairs(old[0], new[0], places):
        if before == after and after is not None:
            words = house.omitted
            if not (left_out and words):
                line = ProvisionLine("body", new[1], ((words, False),)) if words else _line(after, new[1], changed=False)
                yield ComparisonRow("same", line, line)
            left_out = True
            continue
        left_out = False
        if before is not None and after is not None:
            yield changed_row(before, after, new[1])
        elif after is not None:
            yield from rows_alone("added", [_line(after, new[1])], house.added)
        elif before is not None:
            yield from rows_alone("removed", [_line(before, old[1])], house.removed)


def _by_day(charter: PrintedCharter) -> dict[tuple[dt.date | None, str], list[PrintedSupplement]]:
    """The 附則 of each day, and of what amended then."""
    found: dict[tuple[dt.date | None, str], list[PrintedSupplement]] = {}
    for each in charter.supplements:
        found.setdefault((each.effective, each.title), []).append(each)
    return found


def _texts(supplements: Sequence[PrintedSupplement]) -> list[str]:
    return [plain_text(text) for each in supplements for text in each.texts]


def _supplements(old: PrintedCharter, new: PrintedCharter, house: Comparison, places: Places) -> Iterator[ComparisonRow]:
    """The 附則: those that stay are left out, one that came is shown whole."""
    before, after = _by_day(old), _by_day(new)
    kept = False
    for key in [*before, *(key for key in after if key not in before)]:
        title, was, now = key[1], before.get(key, []), after.get(key, [])
        if _texts(was) == _texts(now) and house.omitted:
            if not kept:
                line = ProvisionLine("supplement", 1, ((f"{title.partition('（')[0]}　{house.omitted}", False),))
                yield ComparisonRow("same", line, line)
            kept = True
            continue
        kept = False
        if not (was and now):
            lines = [
                ProvisionLine("supplement", 1, ((title, True),)),
                *(ProvisionLine("body", 1, ((text, True),)) for text in _texts(now or was)),
            ]
            yield from rows_alone("removed", lines, house.removed) if was else rows_alone("added", lines, house.added)
        else:
            line = ProvisionLine("supplement", 1, ((title, False),))
            yield ComparisonRow("same", line, line)
            yield from _supplement(was, now, house, places)


def _supplement(
    old: Sequence[PrintedSupplement], new: Sequence[PrintedSupplement], house: Comparison, places: Places
) -> Iterator[ComparisonRow]:
    """A 附則 that changed: 項 by 項 with their 見出し, or what stands in it line by line where no numbers do."""
    before, after = (provisions([line for each in side for line in each.lines]) for side in (old, new))
    if all(node.kind == "paragraph" and node.number for node in (*before, *after)):
        yield from _TableBuilder(ProvisionMatching(before, after, places), house, places).rows(before, after)
        return
    one, other = ([Paragraph("body", "", text) for text in _texts(side)] for side in (old, new))
    yield from paragraph_rows((one, 1), (other, 1), house)
