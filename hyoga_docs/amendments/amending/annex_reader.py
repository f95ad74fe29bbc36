"""Reads the sentences that amend 別表 and other annexes, and does to the old ones what they say, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import NOTES, ROW, SAME_ROW, SAME_TABLE, AmendingTable, Part
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.read_words import UnreadSentenceError, read_edits, without_quotations
from hyoga_docs.amendments.amending.schedule_model import AnnexText, Row, annex_text
from hyoga_docs.amendments.amending.word_edits import UnclearQuotation, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: What annexes come after where there are none before: 附則の次に次の１表を加える.
BEFORE_ALL = ("附則", "本則")
_ENDS = (("改める", "改め"), ("加える", "加え"), ("削る", "削"), ("削り", "削"), ("とする", "と"), ("とし", "と"))
_VERBS = re.compile(r"(?:改め|加え|削|と)$")


class SentenceError(ValueError):
    """A sentence that says nothing that can be done to what it speaks of, with that sentence."""


def read_annexes(annexes: Sequence[AnnexText], parts: Sequence[Part]) -> list[AnnexText]:
    """The annexes as the sentences make them. Raises SentenceError."""
    reader = _AnnexReader(list(annexes))
    for sentence, quoted in sentences_of(parts):
        reader.sentence(sentence, quoted)
    return reader.annexes


def sentences_of(parts: Sequence[Part]) -> Iterator[tuple[str, Sequence[Part]]]:
    """Each sentence with what is quoted below it."""
    starts = [at for at, part in enumerate(parts) if isinstance(part, AmendingParagraph) and part.kind == "sentence"]
    for start, end in pairwise([*starts, len(parts)]):
        sentence = parts[start]
        if isinstance(sentence, AmendingParagraph):
            yield sentence.text, parts[start + 1 : end]


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence without their ends, all that is done to the words of one place in one; 「」 are passed over."""
    done: list[str] = []
    start = depth = 0
    for place, letter in enumerate(sentence):
        depth += (letter == "「") - (letter == "」")
        if depth or letter not in "、。":
            continue
        clause = sentence[start:place]
        stem = next((clause.removesuffix(end) + stem for end, stem in _ENDS if clause.endswith(end)), clause)
        if not _VERBS.search(stem):
            continue
        if stem.startswith("「") and done:
            done[-1] += f"、{stem}"
        else:
            done.append(stem)
        start = place + 1
    if start != len(sentence):
        raise SentenceError(sentence)
    return done


def edited(texts: Sequence[str], said: str) -> list[str]:
    """Texts with words changed as a clause says. Raises SentenceError."""
    try:
        text, quotations = without_quotations(said)
        edits, end = read_edits(text, quotations, 0)
        if end == len(text):
            return apply_edits(texts, edits)
        raise UnreadSentenceError(said)
    except (UnclearQuotation, UnreadSentenceError) as problem:
        raise SentenceError(said) from problem


@dataclass
class _AnnexReader:
    annexes: list[AnnexText]
    table: int | None = None
    row: int | None = None
    quoted: Sequence[Part] = ()

    def sentence(self, sentence: str, quoted: Sequence[Part]) -> None:
        """Does what one sentence says; only its last clause speaks of what is quoted."""
        self.table = self.row = None
        clauses = clauses_of(sentence)
        for clause, last in ((each, each is clauses[-1]) for each in clauses):
            self._clause(clause, quoted if last else ())

    def _clause(self, clause: str, quoted: Sequence[Part]) -> None:
        forms: tuple[tuple[str, Callable[..., None]], ...] = (
            (r"(?P<place>[^「」]+?)中(?P<said>「.+)", self._words),
            (r"(?P<place>.+)を次のように改め", self._replaced),
            (r"(?P<place>.+)の(?P<side>次|前)に次のように加え", self._rows_added),
            (r"(?P<place>.+)の次に次の[^「」]+を加え", self._annexes_added),
            (r"(?P<place>.+)に(?:備考として)?次のように加え", self._notes_added),
            (r"(?P<place>.+)を削", self._removed),
            (r"(?P<place>.+)を(?P<name>.+)と", self._renamed),
        )
        self.quoted = quoted
        for pattern, do in forms:
            if found := re.fullmatch(pattern, clause):
                do(**found.groupdict())
                return
        raise SentenceError(clause)

    def _find(self, place: str) -> tuple[AnnexText, str]:
        """The annex that a place names, and what of it: `会長の項`, `備考２`, or nothing. What 同表 and 同項 name is kept."""
        if place == SAME_ROW and self.table is not None and self.row is not None:
            return self.annexes[self.table], SAME_ROW
        if place.startswith(SAME_TABLE) and self.table is not None:
            rest = place.removeprefix(SAME_TABLE)
        else:
            named = [(len(each.label), index) for index, each in enumerate(self.annexes) if place.startswith(each.label)]
            if not named:
                raise SentenceError(place)
            self.table = max(named)[1]
            rest = place.removeprefix(self.annexes[self.table].label)
        self.row = None
        return self.annexes[self.table], rest.removeprefix("の") if rest.endswith(ROW) else rest

    def _row_of(self, annex: AnnexText, rest: str) -> int:
        if rest == SAME_ROW and self.row is not None:
            return self.row
        found = [index for index, row in enumerate(annex.rows) if row.name == rest.removesuffix(ROW)]
        if not rest.endswith(ROW) or len(found) != 1 or annex.merged:
            raise SentenceError(rest)
        self.row = found[0]
        return self.row

    def _put(self, annex: AnnexText) -> None:
        if self.table is None:
            raise SentenceError(annex.label)
        self.annexes[self.table] = annex

    def _put_rows(self, annex: AnnexText, start: int, end: int, rows: Sequence[Row]) -> None:
        self._put(replace(annex, rows=(*annex.rows[:start], *rows, *annex.rows[end:])))

    def _words(self, place: str, said: str) -> None:
        annex, rest = self._find(place)
        if not rest:
            self._put(annex.with_words(edited(annex.words, said)))
        elif rest.startswith(NOTES):
            at = self._note(annex, rest)
            number, text = annex.notes[at]
            self._put(replace(annex, notes=(*annex.notes[:at], (number, edited([text], said)[0]), *annex.notes[at + 1 :])))
        else:
            at = self._row_of(annex, rest)
            row = annex.rows[at]
            self._put_rows(annex, at, at + 1, [row.with_words(iter(edited(row.words, said)))])

    def _note(self, annex: AnnexText, rest: str) -> int:
        found = [index for index, (number, _) in enumerate(annex.notes) if number == rest.removeprefix(NOTES)]
        if len(found) != 1:
            raise SentenceError(rest)
        return found[0]

    def _replaced(self, place: str) -> None:
        annex, rest = self._find(place)
        if not rest:
            (whole,) = _wholes(self.quoted)
            self._put(whole)
        elif rest == NOTES:
            self._put(replace(annex, notes=_notes(self.quoted)))
        else:
            at = self._row_of(annex, rest)
            self._put_rows(annex, at, at + 1, _rows(self.quoted))

    def _rows_added(self, place: str, side: str) -> None:
        annex, rest = self._find(place)
        at = self._row_of(annex, rest) + (side == "次")
        self._put_rows(annex, at, at, _rows(self.quoted))

    def _notes_added(self, place: str) -> None:
        annex, rest = self._find(place)
        if rest not in ("", NOTES) or bool(rest) != bool(annex.notes):
            raise SentenceError(place)
        self._put(replace(annex, notes=(*annex.notes, *_notes(self.quoted))))

    def _removed(self, place: str) -> None:
        annex, rest = self._find(place)
        if not rest and self.table is not None:
            del self.annexes[self.table]
            self.table = None
        elif rest == NOTES:
            self._put(replace(annex, notes=()))
        else:
            at = self._row_of(annex, rest)
            self._put_rows(annex, at, at + 1, ())
            self.row = None

    def _renamed(self, place: str, name: str) -> None:
        annex, rest = self._find(place)
        if not rest:
            self._put(replace(annex, label=name))
            return
        at = self._row_of(annex, rest)
        first, *others = annex.rows[at].cells
        text = name.removeprefix(SAME_TABLE).removeprefix("の").removesuffix(ROW)
        self._put_rows(annex, at, at + 1, [Row((first._replace(text=text), *others))])

    def _annexes_added(self, place: str) -> None:
        at = 0
        if place not in BEFORE_ALL:
            _, rest = self._find(place)
            if rest or self.table is None:
                raise SentenceError(place)
            at = self.table + 1
        self.annexes[at:at] = _wholes(self.quoted)


def _wholes(quoted: Sequence[Part]) -> list[AnnexText]:
    if not quoted or not all(isinstance(part, AmendingTable) and part.whole for part in quoted):
        raise SentenceError
    return [annex_text(part.schedule, part.template) for part in quoted if isinstance(part, AmendingTable)]


def _rows(quoted: Sequence[Part]) -> tuple[Row, ...]:
    if len(quoted) == 1 and isinstance(part := quoted[0], AmendingTable) and not part.whole:
        return annex_text(part.schedule).rows
    raise SentenceError


def _notes(quoted: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    lines = [part.text for part in quoted if isinstance(part, AmendingParagraph)]
    if not lines or len(lines) != len(quoted):
        raise SentenceError
    if lines[0].startswith(f"{NOTES}　"):
        return (("", lines[0].removeprefix(f"{NOTES}　")),)
    lines = lines[lines[0] == NOTES :]
    parted = [line.partition("　") for line in lines]
    return tuple((number, text) for number, _, text in parted)
