"""What the sentences that amend 別表 and other annexes are made of: clauses, and tables that are quoted below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.word_edits import edits_clause, find_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.schedules import PrintedSchedule

#: How a clause goes on, and how it ends a sentence, by its last letter.
_ENDINGS = {"め": ("", "る"), "え": ("", "る"), "削": ("り", "る"), "と": ("し", "する")}
SAME_TABLE, SAME_ROW, ROW, NOTES = "同表", "同項", "の項", "備考"
#: What a row is called whose name begins with a figure: 別表の１の項, for it is no 別表１.
_FIGURE = re.compile(r"[0-9０-９①-⑳一二三四五六七八九十]")


@dataclass(frozen=True)
class AmendingTable:
    """A table that is quoted below a sentence: rows alone, or a 別表 as a `whole` with its name, title and 備考.

    An annex whose words stand in a template has the name of that. `above` is of a roster: how many of its notes stand above
    the table, the others below it; the notes of a 別表 are its 備考.
    """

    schedule: PrintedSchedule
    whole: bool
    template: str = ""
    above: int | None = None


Part = AmendingParagraph | AmendingTable


@dataclass
class Sentences:
    """Joins clauses to sentences; a quotation ends the sentence above it. Clauses come without their end: `別表会長の項を削`."""

    parts: list[Part] = field(default_factory=list)
    _clauses: list[str] = field(default_factory=list)
    _last: tuple[str, str] = ("", "")

    def name(self, table: str, part: str = "") -> str:
        """A 別表, or a part of it (会長の項, 備考), as the next clause calls it."""
        if part.endswith(ROW) and (table, part) == self._last:
            return SAME_ROW
        same = table == self._last[0] and SAME_TABLE[-1] in table
        return (SAME_TABLE if same else table) + ("の" if _FIGURE.match(part) else "") + part

    def clause(self, words: str, table: str, part: str = "") -> None:
        """Adds a clause about a table, or about a part of it."""
        self._clauses.append(words.removesuffix("り"))
        self._last = table, part

    def words(self, subject: tuple[str, str], old: Sequence[str], new: Sequence[str]) -> bool:
        """Adds the clause that changes words of a table, or of a part of it; False where no quotations lead to the new ones."""
        edits = find_edits(old, new)
        if not edits or any("\n" in each.old + each.new for each in edits):
            return False
        self.clause(f"{self.name(*subject)}中{edits_clause(edits)}", *subject)
        return True

    def quote(self, words: str, *below: Part) -> None:
        """Ends the sentence with a clause, and quotes below it what the clause speaks of."""
        self._clauses.append(words)
        self._end()
        self.parts += below

    def finished(self) -> list[Part]:
        """All sentences."""
        if self._clauses:
            self._end()
        return self.parts

    def _end(self) -> None:
        *first, last = self._clauses
        words = [*(clause + _ENDINGS[clause[-1]][0] for clause in first), last + _ENDINGS[last[-1]][1]]
        self.parts.append(AmendingParagraph("sentence", 1, "、".join(words) + "。"))
        self._clauses, self._last = [], ("", "")
