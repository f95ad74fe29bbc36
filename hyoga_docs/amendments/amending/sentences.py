"""Instructions → the sentences that a legal clerk writes, with the provisions that they quote below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.house_numbers import CHAPTERS
from hyoga_docs.amendments.amending.instructions import (
    CAPTION,
    IN_NUMBERS,
    LATTER,
    NAME,
    SHARED_CAPTION,
    Add,
    AddParagraphs,
    AddressStep,
    AddSentence,
    ChangeWords,
    Delete,
    ProvisionAddress,
    ProvisionSpan,
    Renumber,
    ReplaceCaption,
    ReplaceWhole,
    Shift,
)
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.word_edits import edits_clause
from hyoga_docs.plan.charter import path_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
    from hyoga_docs.amendments.amending.instructions import Group, Instruction, Line

#: What a clause ends in where the sentence goes on, and where it ends.
_ENDS = {"改め": "改める", "加え": "加える", "削り": "削る", "とし": "とする", "付し": "付する", "下げ": "下げる", "上げ": "上げる"}
#: Steps that 同 can stand for.
_SAME = {*CHAPTERS, "条", "項", "号"}
_PLACES = {"after": "の次に", "before": "の前に", "end": "に"}
_RENUMBERING = (Renumber, Shift, Delete, Add)


def amending_sentences(groups: Sequence[Group], house: HouseNumbers) -> tuple[AmendingParagraph, ...]:
    """The paragraphs of a 改め文: sentences, and below each what it quotes in full."""
    made: list[AmendingParagraph] = []
    breath: list[Instruction] = []
    for group in groups:
        if breath and not (house.in_articles and _goes_on(breath[-1], group[0])):
            made.append(_sentence(breath, house))
            breath = []
        for instruction in group:
            breath.append(instruction)
            if quoted := _quoted(instruction):
                made += [_sentence(breath, house), *(AmendingParagraph(*line) for line in quoted)]
                breath = []
    return (*made, *([_sentence(breath, house)] if breath else []))


def _goes_on(last: Instruction, instruction: Instruction) -> bool:
    """Whether one adds something behind the 条 that was amended last: 第３条中…改め、同条の次に次の１条を加える."""
    if not (isinstance(instruction, Add) and instruction.place == "after" and len(instruction.at.steps) == 1):
        return False
    if isinstance(last, ReplaceCaption):
        return last.address.steps == instruction.at.steps
    spans = last.where if isinstance(last, ChangeWords) else [last.where] if isinstance(last, Delete) else []
    steps = spans[0].first.steps if len(spans) == 1 and spans[0].last is None else ()
    return steps[:1] == instruction.at.steps and (isinstance(last, ChangeWords) or len(steps) > 1)


def _quoted(instruction: Instruction) -> Sequence[Line | tuple[str, int, str]]:
    """The lines below a sentence."""
    if isinstance(instruction, (ReplaceWhole, Add, AddParagraphs)):
        return instruction.lines
    return [("body", 1, instruction.text)] if isinstance(instruction, AddSentence) else []


def _sentence(breath: Sequence[Instruction], house: HouseNumbers) -> AmendingParagraph:
    said = "、".join(_Speaker(house).clauses(breath))
    return AmendingParagraph("sentence", 1, f"{said[:-2]}{_ENDS[said[-2:]]}。")


@dataclass
class _Speaker:
    """Says the clauses of one sentence; what was named last is 同条, 同項, 同号."""

    house: HouseNumbers
    named: tuple[AddressStep, ...] = ()
    base: tuple[AddressStep, ...] = ()
    chapter: tuple[AddressStep, ...] = ()
    changed: ProvisionAddress | None = None

    def clauses(self, breath: Sequence[Instruction]) -> list[str]:
        """One clause for each instruction, each as if the sentence went on."""
        made = []
        for index, instruction in enumerate(breath):
            lead = self._chapter(instruction) or self._base(breath, index)
            made.append(lead + self._clause(instruction))
        return made

    def _chapter(self, instruction: Instruction) -> str:
        """`第３章中`, before the first 条 of it that is renumbered with it."""
        if not isinstance(instruction, (Renumber, Shift)) or (within := instruction.within) is None or within.steps == self.chapter:
            return ""
        first = instruction.where.first if isinstance(instruction, Shift) else instruction.address
        if self.named[:1] == first.steps[:1]:
            return ""
        said = self._said(within)
        self.chapter, self.base, self.named = within.steps, (), ()
        return f"{said}中"

    def _base(self, breath: Sequence[Instruction], index: int) -> str:
        """`第３条中`, before 号 or 項 of it that are renumbered one after the other."""
        if self.base and _is_under(breath[index], self.base):
            return ""
        self.base = ()
        parent = _parent(breath[index])
        if parent is None or not isinstance(breath[index], (Renumber, Shift, Delete)):
            return ""
        if index and _is_under(breath[index - 1], parent) and _is_of_one(breath[index - 1], breath[index]):
            return ""
        if index + 1 == len(breath) or not _is_under(breath[index + 1], parent) or _parent(breath[index + 1]) == ():
            return ""
        said = self._said(ProvisionAddress(parent))
        self.base = parent
        return f"{said}中"

    def _clause(self, instruction: Instruction) -> str:
        match instruction:
            case ChangeWords(where, edits):
                self.changed = where[0].first if len(where) == 1 and where[0].last is None else None
                said = f"{self._spans(where)}中{edits_clause(edits)}"
            case ReplaceWhole(where):
                said = f"{self._span(where)}を次のように改め"
            case ReplaceCaption(address, text, gives):
                said = self._given(address, text) if gives else f"{self._said(address)}を「{text}」に改め"
            case Delete(where):
                said = f"{self._span(where)}を削り"
            case Renumber(address=address, to=to):
                said = f"{self._said(address)}を{self._said(to)}とし"
            case Shift(where=where, by=by):
                way = "繰り下げ" if by > 0 else "繰り上げ"
                said = f"{self._span(where)}を{self.house.say(abs(by))}{where.first.steps[-1].kind}ずつ{way}"
            case Add():
                said = self._add(instruction)
            case AddParagraphs(address, place, words):
                quoted = f"「{words}」" if words else ""
                known = bool(words) and address == self.changed
                named = "" if known else f"{self._said(address)}{'中' if words else ''}"
                said = f"{named}{quoted}{_PLACES[place]}次のように加え"
            case AddSentence(address):
                said = self._said(ProvisionAddress(address.steps))
                said += "に後段として次のように加え" if address.part == LATTER else f"に次の{address.part}を加え"
        return said

    def _given(self, address: ProvisionAddress, text: str) -> str:
        place = "の前に" if address.part == SHARED_CAPTION else "に"
        return f"{self._said(ProvisionAddress(address.steps))}{place}見出しとして「{text}」を付し"

    def _add(self, instruction: Add) -> str:
        what = (
            "次のように" if instruction.kind in {"番号", "細目"} else f"次の{self.house.say(instruction.count)}{instruction.kind}を"
        )
        said = self._said(instruction.at)
        if instruction.place == "first":
            return f"{said}に第{self.house.say(1)}{instruction.kind}として{what}加え"
        return f"{said}{_PLACES[instruction.place]}{what}加え"

    def _spans(self, where: Sequence[ProvisionSpan]) -> str:
        """第１条、第３条及び第５条から第７条までの規定."""
        *others, last = [self._span(each) for each in where]
        joined = f"{'、'.join(others)}及び{last}" if others else last
        return joined + ("の規定" if any(each.last for each in where) else "")

    def _span(self, where: ProvisionSpan) -> str:
        first = self._said(where.first)
        if where.last is None:
            return first
        beside = where.first.steps[:-1] == where.last.steps[:-1]
        last = self.house.said(where.last.steps[-1]) if beside else self._said(where.last)
        self.named = where.last.steps
        near = beside and _follows(where.first.steps[-1], where.last.steps[-1])
        return f"{first}及び{last}" if near else f"{first}から{last}まで"

    def _said(self, address: ProvisionAddress) -> str:
        """What a provision is called here."""
        if not address.steps:
            return address.part
        named = {CAPTION: "の見出し", SHARED_CAPTION: "の前の見出し", NAME: f"の{address.steps[-1].kind}名"}
        part = named.get(address.part, address.part)
        if not self.house.in_articles:
            said = self._numbers(address.steps)
            self.named = address.steps
            return said + IN_NUMBERS.get(address.part, part)
        if self.chapter and address.steps == self.chapter:
            self.named = address.steps
            return f"同{address.steps[-1].kind}{part}"
        shared = 0
        while shared < min(len(self.named), len(address.steps)) and self.named[shared] == address.steps[shared]:
            shared += 1
        based = len(self.base) if self.base and address.steps[: len(self.base)] == self.base else 0
        while shared and not self._same(address.steps[shared - 1]):
            shared -= 1
        steps = address.steps
        if based and len(steps) > based and shared <= based:
            said = "".join(self.house.said(step) for step in steps[based:])
        elif shared:
            said = f"同{steps[shared - 1].kind}" + "".join(self.house.said(step) for step in steps[shared:])
        else:
            said = "".join(self.house.said(step) for step in steps)
        self.named = steps
        return said + part

    def _same(self, step: AddressStep) -> bool:
        return step.kind in _SAME and self.house.said(step).rstrip(
            "のー0123456789０１２３４５６７８９一二三四五六七八九十百"
        ).endswith(step.kind)

    def _numbers(self, steps: tuple[AddressStep, ...]) -> str:
        """３の（１）, what is under the base （１） alone, and what was named last 同（１）."""
        start = len(self.base) if steps[: len(self.base)] == self.base and len(steps) > len(self.base) else 0
        named = len(self.named)
        same = named > max(start, 1) and steps[:named] == self.named
        said = [self.house.said(step) for step in steps[named - 1 if same else start :]]
        joint = self.house.style.amendment.joint
        return "同" * same + (joint.join(said) if joint else path_text(tuple(said)))


def _follows(one: AddressStep, other: AddressStep) -> bool:
    """Whether a number is the next one."""
    return one.number[:-1] == other.number[:-1] and one.number[-1] + 1 == other.number[-1]


def _parent(instruction: Instruction) -> tuple[AddressStep, ...] | None:
    """In what the 項 or 号 stand that an instruction renumbers, takes out or adds."""
    if not isinstance(instruction, _RENUMBERING):
        return None
    if isinstance(instruction, Add):
        steps = instruction.at.steps if instruction.place in {"after", "before"} else (*instruction.at.steps, AddressStep("", ()))
    else:
        address = instruction.address if isinstance(instruction, Renumber) else instruction.where.first
        if address.part:
            return None
        steps = address.steps
    return steps[:-1] or None


def _is_of_one(one: Instruction, other: Instruction) -> bool:
    """Whether a clause goes on with the provision of the one before: 第３項中「A」を「B」に改め、同項を第４項とし."""
    first = one.where[0].first if isinstance(one, ChangeWords) else None
    return first is not None and isinstance(other, Renumber) and first.steps[: len(other.address.steps)] == other.address.steps


def _is_under(instruction: Instruction, parent: tuple[AddressStep, ...]) -> bool:
    """Whether an instruction concerns what stands in a provision, and not it as a whole."""
    if isinstance(instruction, ChangeWords):
        spans = instruction.where
        return len(spans) == 1 and len(spans[0].first.steps) > len(parent) and spans[0].first.steps[: len(parent)] == parent
    if isinstance(instruction, (ReplaceWhole, Delete, Shift)):
        steps = instruction.where.first.steps
    elif isinstance(instruction, Add):
        steps = (*instruction.at.steps, *([] if instruction.place in {"after", "before"} else [AddressStep("", ())]))
    else:
        steps = instruction.address.steps
    return len(steps) > len(parent) and steps[: len(parent)] == parent
