"""The numbers of a house's charter, from their values to what is printed and said, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.instructions import AddressStep
from hyoga_docs.japanese.numerals import bare_number, kanji_number, mark_of, marked, number, value_of, with_gap
from hyoga_docs.spec.number_marks import FIRST

if TYPE_CHECKING:
    from hyoga_docs.amendments.amending.instructions import Number
    from hyoga_docs.japanese.numerals import Digits
    from hyoga_docs.spec.style import Style

CHAPTERS = "章節款目"
_GAP = "　"
_FIGURES = "[0-9０-９一二三四五六七八九十百]"
#: No list of a charter is longer.
_MOST = 199


@lru_cache(maxsize=64)
def values_of(mark: str, digits: Digits) -> dict[str, int]:
    """What each number of a list is printed as, without a mark as a bare number; empty for bullets, which are all alike."""
    found = {marked(value, mark, digits) if mark else number(value, digits): value for value in range(1, _MOST + 1)}
    return found if len(found) == _MOST else {}


@dataclass(frozen=True)
class HouseNumbers:
    """How a house prints and says the numbers of its charters, of those in articles or of those in numbers."""

    style: Style
    in_articles: bool

    def say(self, value: int) -> str:
        """A number within an address."""
        return (
            kanji_number(value) if self.in_articles and self.style.article_number == "第一条" else number(value, self.style.digits)
        )

    def mark(self, step: AddressStep) -> str:
        """The sample of the list that a step counts in: of 号, of what lies below them, of a charter in numbers."""
        order = self.style.article_numbers if self.in_articles else self.style.charter_numbers
        return mark_of(order, step.level - 1) if self.in_articles else order[min(step.level, len(order)) - 1]

    def listed(self, step: AddressStep) -> str:
        """The number as its list prints it: （１）, （１）の２, ア."""
        first, *branches = step.number
        return marked(first, self.mark(step), self.style.digits) + "".join(f"の{self.say(each)}" for each in branches)

    def said(self, step: AddressStep) -> str:
        """What a step is called in an address: 第３条の２, 第１号, ア."""
        first, *branches = step.number
        tail = "".join(f"の{self.say(each)}" for each in branches)
        if step.kind in {"細目", "番号"}:
            return bare_number(self.listed(step))
        if step.kind == "条" and not self.style.article_number.endswith("条"):
            return ("第" if self.style.article_number.startswith("第") else "") + self.say(first) + tail
        return f"第{self.say(first)}{step.kind}{tail}"

    def printed(self, step: AddressStep) -> str:
        """What stands before the words of a provision, with the gap after it; 項 always have their number here."""
        if step.kind in {*CHAPTERS, "条"}:
            return self.said(step) + _GAP
        if step.kind == "項":
            mark = (self.style.paragraph_number or "").removeprefix(FIRST)
            shown = marked(step.number[0], mark, self.style.digits) if mark else number(step.number[0], self.style.digits)
            return shown if shown[-1].isspace() else shown + _GAP
        shown = self.listed(step)
        if step.kind == "番号":
            return with_gap(shown)
        gap = "" if shown.endswith(("）", ")")) and not self.style.item_gap else _GAP
        return shown if shown[-1:].isspace() else shown + gap

    @cached_property
    def first_paragraph_too(self) -> bool:
        """Whether the first 項 of several is printed with its number."""
        return (self.style.paragraph_number or "").startswith(FIRST)

    @cached_property
    def inline_captions(self) -> bool:
        """Whether a 見出し stands behind the number of its 条."""
        return self.style.article_heading.startswith("第１条")

    def read(self, kind: str, level: int, text: str) -> tuple[Number, int]:
        """The number that a printed line begins with, and how long it is with its gap; () and 0 where there is none to read."""
        if kind in {*CHAPTERS, "条"}:
            found = self._named(kind).match(text)
            if found is None:
                return (), 0
            gap = len(_GAP) if text.startswith(_GAP, found.end()) else 0
            return _values(found[1], found[2]), found.end() + gap
        step = AddressStep(kind, (1,), level)
        if kind == "項":
            mark = (self.style.paragraph_number or "").removeprefix(FIRST)
            lead = values_of(mark, self.style.digits)
        else:
            lead = values_of(self.mark(step), self.style.digits)
        for shown in sorted((each for each in lead if text.startswith(each)), key=len, reverse=True):
            branches = re.compile(rf"((?:の{_FIGURES}+)*)").match(text, len(shown)) if kind in {"号", "細目"} else None
            for tail in dict.fromkeys([branches[1] if branches else "", ""]):
                parts = (lead[shown], *(value_of(each) for each in tail.split("の") if each))
                whole = self.printed(AddressStep(kind, parts, level))
                if text.startswith(whole):
                    return parts, len(whole)
        return (), 0

    def _named(self, kind: str) -> re.Pattern[str]:
        if kind == "条" and not self.style.article_number.endswith("条"):
            lead = "第" if self.style.article_number.startswith("第") else ""
            return re.compile(rf"{lead}({_FIGURES}+)((?:の{_FIGURES}+)*)")
        return re.compile(rf"第({_FIGURES}+){kind}((?:の{_FIGURES}+)*)")


def _values(first: str, branches: str) -> Number:
    return (value_of(first), *(value_of(each) for each in branches.split("の") if each))
