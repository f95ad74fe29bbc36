"""What a sentence of a 改め文 calls a provision → its address: 第３条第２項第１号, 同項第３号, 第３条の見出し, ３の（１）."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.house_numbers import CHAPTERS, values_of
from hyoga_docs.amendments.amending.instructions import (
    BEFORE_ITEMS,
    BODY,
    CAPTION,
    CONTENTS,
    FORMER,
    IN_NUMBERS,
    LATTER,
    MAIN,
    NAME,
    PREAMBLE,
    PROVISO,
    SHARED_CAPTION,
    AddressStep,
    ProvisionAddress,
)
from hyoga_docs.amendments.amending.read_words import UnreadSentenceError
from hyoga_docs.japanese.numerals import bare_number, value_of

if TYPE_CHECKING:
    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers

_N = "[0-9０-９一二三四五六七八九十百]++"
_BRANCHES = f"((?:の{_N}(?![条項号章節款目]))*+)"
_WHOLE = (CONTENTS, PREAMBLE, BODY)
_PARTS = {
    "の見出し": CAPTION,
    "の前の見出し": SHARED_CAPTION,
    **{f"の{kind}名": NAME for kind in CHAPTERS},
    **{words: part for part, words in IN_NUMBERS.items()},
    **{part: part for part in (BEFORE_ITEMS, MAIN, PROVISO, FORMER, LATTER)},
}
#: No charter has lists within lists deeper than this.
_DEEPEST = 8


class AddressReader:
    """Reads addresses as a house says them.

    It remembers what was named last (同条, 同項), and `base`, of which 中 was said.
    """

    def __init__(self, house: HouseNumbers) -> None:
        self.house = house
        self.named: tuple[AddressStep, ...] = ()
        self.base: tuple[AddressStep, ...] = ()

    def take(self, text: str, at: int, *, beside: bool = False) -> tuple[ProvisionAddress, int] | None:
        """The address that stands at a place of a text, and where it ends.

        One that stands `beside` another in a row may be named by its own number: 第３条第１号及び第２号, ３の（１）から（４）まで.
        """
        for whole in _WHOLE:
            if text.startswith(whole, at):
                return ProvisionAddress((), whole), at + len(whole)
        found = self._articles(text, at, beside=beside) if self.house.in_articles else self._numbers(text, at, beside=beside)
        if found is None:
            return None
        steps, end = found
        self.named = steps
        for words, part in _PARTS.items():
            if text.startswith(words, end):
                return ProvisionAddress(steps, part), end + len(words)
        return ProvisionAddress(steps), end

    def _articles(self, text: str, at: int, *, beside: bool) -> tuple[tuple[AddressStep, ...], int] | None:
        steps: list[AddressStep] = []
        above = list(self.named[:-1] if beside and len(self.named) > 1 else self.base)
        end = at
        same = re.compile(f"同([{CHAPTERS}条項号])").match(text, at)
        if same is not None:
            known = [row[: index + 1] for row in (self.named, self.base) for index, step in enumerate(row) if step.kind == same[1]]
            if not known:
                raise UnreadSentenceError(same[0])
            steps, end = list(known[0]), same.end()
        while (taken := self._step(text, end, steps or above)) is not None:
            step, end = taken
            if not steps and step.kind not in {*CHAPTERS, "条"}:
                if not above:
                    return None
                steps = above
            steps.append(step)
        return (tuple(steps), end) if end > at else None

    def _step(self, text: str, at: int, above: list[AddressStep]) -> tuple[AddressStep, int] | None:
        """The next step of an address."""
        for kind, pattern in self._named_steps.items():
            found = pattern.match(text, at)
            if found is not None:
                level = CHAPTERS.index(kind) + 1 if kind in CHAPTERS else 1
                branches = found[2] if pattern.groups > 1 else ""
                return AddressStep(
                    kind, (value_of(found[1]), *(value_of(each) for each in branches.split("の") if each)), level
                ), found.end()
        if above and above[-1].kind in {"号", "細目"}:
            level = above[-1].level + 1
            return self._of_list(text, at, AddressStep("細目", (1,), level))
        return None

    @cached_property
    def _named_steps(self) -> dict[str, re.Pattern[str]]:
        steps = {kind: re.compile(f"第({_N}){kind}{_BRANCHES}") for kind in (*CHAPTERS, "号")}
        steps["項"] = re.compile(f"第({_N})項")
        style = self.house.style.article_number
        lead, tail = ("第" if style.startswith("第") else ""), ("条" if style.endswith("条") else "")
        guard = "" if tail else f"(?![{CHAPTERS}項号])"
        steps["条"] = re.compile(f"{lead}({_N}){tail}{_BRANCHES}{guard}")
        return steps

    def _of_list(self, text: str, at: int, step: AddressStep) -> tuple[AddressStep, int] | None:
        """A number of a list, the longest that fits."""
        values = values_of(self.house.mark(step), self.house.style.digits)
        fits = [(bare_number(shown), value) for shown, value in values.items() if text.startswith(bare_number(shown), at)]
        if not fits:
            return None
        shown, value = max(fits, key=lambda each: len(each[0]))
        end = at + len(shown)
        branches = re.compile(_BRANCHES).match(text, end) if step.kind == "細目" else None
        tail = branches[1] if branches else ""
        return AddressStep(step.kind, (value, *(value_of(each) for each in tail.split("の") if each)), step.level), end + len(tail)

    def _numbers(self, text: str, at: int, *, beside: bool) -> tuple[tuple[AddressStep, ...], int] | None:
        if text.startswith("同", at):
            same = [index for index, step in enumerate(self.named) if text.startswith(self.house.said(step), at + 1)]
            if not same:
                raise UnreadSentenceError(text[at:])
            steps = self.named[: same[-1] + 1]
            return self._below(steps, text, at + 1 + len(self.house.said(steps[-1])), joined=True)
        for above in (self.named[:-1] if beside else (), self.base, ()):
            steps, end = self._below(above, text, at)
            if end > at:
                return steps, end
        return None

    def _below(
        self, above: tuple[AddressStep, ...], text: str, at: int, *, joined: bool = False
    ) -> tuple[tuple[AddressStep, ...], int]:
        """The steps that go on at a place of a text below others, with these."""
        steps = list(above)
        end = at
        while len(steps) < _DEEPEST:
            joints = ("", *dict.fromkeys((self.house.style.amendment.joint, "の"))) if joined or end > at else ("",)
            taken = None
            for joint in joints:
                if taken is None and text.startswith(joint, end):
                    taken = self._of_list(text, end + len(joint), AddressStep("番号", (1,), len(steps) + 1))
            if taken is None:
                break
            steps.append(taken[0])
            end = taken[1]
        return tuple(steps), end
