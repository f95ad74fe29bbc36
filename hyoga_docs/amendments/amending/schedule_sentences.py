"""The sentences that amend one 別表: words in it, its rows (会長の項), its 備考; or all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import NOTES, ROW, SAME_TABLE, AmendingTable, Part, Sentences
from hyoga_docs.amendments.amending.annex_reader import SentenceError, read_annexes
from hyoga_docs.amendments.amending.instructions import WordEdit
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.schedule_model import AnnexText, Row, annex_text
from hyoga_docs.amendments.amending.word_edits import UnclearQuotation, apply_edits, edits_clause
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.text.diff import likeness
from hyoga_docs.text.diff_pairing import aligned
from hyoga_docs.text.diff_sequences import most_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence


#: Below this likeness (0 to 1) a form is replaced.
_ALIKE = 0.6
NEXT = "次のように"
#: A cell that is quoted whole: a figure with what counts it.
_FIGURE = re.compile(r"[^「」\n]{0,3}\d[\d,，.．]*[^\d「」\n]{0,3}")


def schedule_sentences(old: AnnexText, new: AmendingTable) -> list[Part]:
    """The sentences that make the one 別表 of the other under its old label; none where it stays.

    They are read again; where those about words and rows do not lead to the new 別表, it is replaced as a whole.
    """
    after = replace(annex_text(new.schedule, new.template), label=old.label)
    if old == after:
        return []
    sentences = Sentences()
    if old.template == after.template and _Changes(old, after, new, sentences).say():
        parts = sentences.finished()
        try:
            if read_annexes([old], parts) == [after]:
                return parts
        except SentenceError:
            pass  # what cannot be read is not printed: the 別表 is replaced
    return whole(old.label, new)


def whole(label: str, new: AmendingTable) -> list[Part]:
    """A 別表 replaced by another one under its label."""
    sentences = Sentences()
    sentences.quote(f"{label}を{NEXT}改め", replace(new, schedule=replace(new.schedule, label=label), whole=True))
    return sentences.finished()


@dataclass
class _Changes:
    """Says what changed in one 別表."""

    old: AnnexText
    new: AnnexText
    quoted: AmendingTable
    sentences: Sentences

    def say(self) -> bool:
        """Whether sentences were found; these still have to be read."""
        if [row.shape for row in self.old.headings] != [row.shape for row in self.new.headings]:
            return False
        if {row.shape for row in self.old.rows} != {row.shape for row in self.new.rows}:
            return False  # it has other columns, or other merged cells
        as_a_grid = self.old.merged or bool(self.quoted.template)
        if as_a_grid and [row.shape for row in self.old.rows] != [row.shape for row in self.new.rows]:
            return False
        if self.quoted.template and likeness("\n".join(self.old.words), "\n".join(self.new.words)) < _ALIKE:
            return False
        target = self.new if as_a_grid else replace(self.new, rows=self.old.rows)
        if target.words != self.old.words and not self._words("", self.old.words, target.words):
            return False
        return (as_a_grid or self._rows()) and self._notes()

    def _named(self, part: str = "") -> str:
        return self.sentences.name(self.old.label, part)

    def _words(self, part: str, old: Sequence[str], new: Sequence[str]) -> bool:
        return self.sentences.words((self.old.label, part), old, new)

    def _rows(self) -> bool:
        pairs, numbered = _row_pairs(self.old, self.new)
        if not pairs or len(self.old.rows) + len(self.new.rows) - 2 * len(pairs) > max(3, len(pairs)):
            return False  # more came and went than stayed
        if not numbered:
            return self._in_order(pairs)
        kept = dict(pairs)
        for index, row in enumerate(self.old.rows):
            if index not in kept:
                self.sentences.clause(f"{self._named(row.name + ROW)}を削", self.old.label)
            elif not self._row(row, kept[index], numbered=True):
                return False
        self._renumber([(self.old.rows[one].name, self.new.rows[other].name) for one, other in pairs])
        came = [index for index in range(len(self.new.rows)) if index not in kept.values()]
        for _, run in groupby(enumerate(came), key=lambda pair: pair[1] - pair[0]):
            places = [index for _, index in run]
            first, end = places[0], places[-1] + 1
            self._added(first, end, self.new.rows[end : end + 1])
        return True

    def _in_order(self, pairs: Sequence[tuple[int, int]]) -> bool:
        """From the first row to the last: what changes in one that stays, then what goes and comes behind it."""
        ends = [*pairs[1:], (len(self.old.rows), len(self.new.rows))]
        self._between((0, pairs[0][0]), (0, pairs[0][1]))
        for (old, new), (next_old, next_new) in zip(pairs, ends, strict=True):
            self._row(self.old.rows[old], new, numbered=False)
            self._between((old + 1, next_old), (new + 1, next_new))
        return True

    def _between(self, gone: tuple[int, int], came: tuple[int, int]) -> None:
        """Rows that go and come at one place: what comes is put in the place of the first that goes."""
        rows = self.old.rows[slice(*gone)]
        replaced = rows[:1] if came[0] < came[1] else ()
        for row in rows[len(replaced) :]:
            self.sentences.clause(f"{self._named(row.name + ROW)}を削", self.old.label)
        if replaced:
            self.sentences.quote(f"{self._named(replaced[0].name + ROW)}を{NEXT}改め", self._quoted(*came))
        elif came[0] < came[1]:
            self._added(*came, self.old.rows[gone[0] : gone[0] + 1])

    def _row(self, old: Row, place: int, *, numbered: bool) -> bool:
        new = self.new.rows[place]
        if numbered:
            new = Row((old.cells[0], *new.cells[1:]))
        if old == new:
            return True
        part = old.name + ROW
        if edits := _whole_cells(old, new):
            self.sentences.clause(f"{self._named(part)}中{edits}", self.old.label, part)
        elif not self._words(part, old.words, new.words):
            if numbered:
                return False
            self.sentences.quote(f"{self._named(part)}を{NEXT}改め", self._quoted(place, place + 1))
        return True

    def _quoted(self, start: int, end: int) -> AmendingTable:
        return AmendingTable(replace(self.quoted.schedule, headings=(), rows=self.quoted.schedule.rows[start:end]), whole=False)

    def _renumber(self, names: Sequence[tuple[str, str]]) -> None:
        """Those that move down from the last on, those that move up from the first on, so that no two have one number."""
        down = [(old, new) for old, new in reversed(names) if int(one_width(new)) > int(one_width(old))]
        up = [(old, new) for old, new in names if int(one_width(new)) < int(one_width(old))]
        for old, new in (*up, *down):
            self.sentences.clause(f"{self._named(old + ROW)}を{SAME_TABLE}の{new}{ROW}と", self.old.label)

    def _added(self, first: int, end: int, after: Sequence[Row]) -> None:
        """Rows that come behind the one before them, or before the one `after` them."""
        if first:
            place = f"{self._named(self.new.rows[first - 1].name + ROW)}の次に"
        else:
            place = f"{self._named(after[0].name + ROW)}の前に"
        self.sentences.quote(f"{place}{NEXT}加え", self._quoted(first, end))

    def _notes(self) -> bool:
        old, new = self.old.notes, self.new.notes
        lines = [AmendingParagraph("note" if number else "notes", 1, f"{number or NOTES}　{text}") for number, text in new]
        heading = [AmendingParagraph("notes", 1, NOTES)] if len(new) > 1 else []
        if old and not new:
            self.sentences.clause(f"{self._named(NOTES)}を削", self.old.label)
        elif new and not old:
            self.sentences.quote(f"{self._named()}に備考として{NEXT}加え", *heading, *lines)
        elif [number for number, _ in old] != [number for number, _ in new[: len(old)]]:
            self.sentences.quote(f"{self._named(NOTES)}を{NEXT}改め", *heading, *lines)
        else:
            for (number, was), (_, now) in zip(old, new, strict=False):
                if was != now and not self._words(NOTES + number, [was], [now]):
                    return False
            if len(new) > len(old):
                self.sentences.quote(f"{self._named(NOTES)}に{NEXT}加え", *lines[len(old) :])
        return True


def _row_pairs(old: AnnexText, new: AnnexText) -> tuple[list[tuple[int, int]], bool]:
    """Which row is which, in the order of both, and whether rows are called by numbers, which go with their place."""
    numbered = all(one_width(row.name).isdecimal() for row in (*old.rows, *new.rows))
    before, after = (["\n".join(row.words[1:]) if numbered else row.name for row in each.rows] for each in (old, new))
    pairs = [(place, after.index(key)) for place, key in enumerate(before) if before.count(key) == after.count(key) == 1]
    rest = [
        [index for index in range(len(keys)) if index not in {pair[side] for pair in pairs}]
        for side, keys in enumerate((before, after))
    ]
    likely = aligned(
        *(["\n".join(side.rows[index].words) for index in places] for side, places in zip((old, new), rest, strict=True))
    )
    pairs_of_all = sorted([*pairs, *((rest[0][one], rest[1][other]) for one, other in likely)], key=itemgetter(1))
    return most_in_order(pairs_of_all, pairs), numbered


def _whole_cells(old: Row, new: Row) -> str:
    """`「9,000円」を「10,500円」に改め`: figures that changed, quoted whole; empty where these words do not lead there."""
    if old.shape != new.shape:
        return ""
    changed = [WordEdit(was, now) for was, now in zip(old.words, new.words, strict=True) if was != now]
    if not all(_FIGURE.fullmatch(text) for each in changed for text in (each.old, each.new)):
        return ""
    try:
        return edits_clause(changed) if apply_edits(old.words, changed) == new.words else ""
    except UnclearQuotation:
        return ""
