"""A 改め文 read: its sentences and what they quote → instructions. It knows the language of such sentences, not their writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.instructions import (
    LATTER,
    PROVISO,
    SHARED_CAPTION,
    Add,
    AddParagraphs,
    AddSentence,
    ChangeWords,
    Delete,
    Instruction,
    Line,
    ProvisionAddress,
    ProvisionSpan,
    Renumber,
    ReplaceCaption,
    ReplaceWhole,
    Shift,
    WordEdit,
)
from hyoga_docs.amendments.amending.read_addresses import AddressReader
from hyoga_docs.amendments.amending.read_words import QUOTATION, UnreadSentenceError, read_edits, without_quotations
from hyoga_docs.japanese.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
    from hyoga_docs.amendments.amending.model import AmendingParagraph

_N = "([0-9０-９一二三四五六七八九十百]+)"
_KIND = "([章節款目条項号])"
_RENUMBERED = re.compile("と(?:し|する)")
_SHIFTED = re.compile(f"を{_N}{_KIND}ずつ繰り(下|上)げる?")
_ANEW = re.compile("を次のように改める?")
_CAPTION = re.compile(f"を{QUOTATION}に改める?")
_GIVEN = re.compile(f"(の前)?に見出しとして{QUOTATION}を付(?:し|する)")
_DELETED = re.compile("を削[りる]")
_ADDED = re.compile(f"(の次に|の前に|に)(?:次の{_N}{_KIND}を|次のように)加える?")
_FIRST = re.compile(f"に第[1１一]{_KIND}として次の{_N}{_KIND}を加える?")
_BESIDE = re.compile(f"{QUOTATION}(の次に|の前に)次のように加える?")
_PROVISO = re.compile("に次のただし書を加える?")
_LATTER = re.compile("に後段として次のように加える?")
_PLACES = {"の次に": "after", "の前に": "before", "に": "end"}


def read_amendment(paragraphs: Sequence[AmendingParagraph], house: HouseNumbers) -> list[Instruction]:
    """The instructions of a 改め文, one after the other. Raises UnreadSentenceError."""
    made: list[Instruction] = []
    at = 0
    while at < len(paragraphs):
        sentence, end = paragraphs[at], at + 1
        if sentence.kind != "sentence":
            raise UnreadSentenceError(sentence.text)
        while end < len(paragraphs) and paragraphs[end].kind != "sentence":
            end += 1
        quoted = tuple(Line(each.kind, each.level, each.text) for each in paragraphs[at + 1 : end])
        made += _AmendmentReader(AddressReader(house), sentence.text, quoted).read()
        at = end
    return made


class _AmendmentReader:
    """Reads one sentence, clause by clause."""

    def __init__(self, addresses: AddressReader, text: str, quoted: tuple[Line, ...]) -> None:
        self.addresses, self.quoted = addresses, quoted
        self.text, self.quotations = without_quotations(text)
        self.at = 0
        self.changed: ProvisionAddress | None = None

    def read(self) -> list[Instruction]:
        """The instructions of the sentence. Raises UnreadSentenceError."""
        made: list[Instruction] = []
        while True:
            made.append(self._clause())
            if self.text[self.at :] == "。":
                break
            if not self._skip("、"):
                raise self._unread()
        blocks = [each for each in made if isinstance(each, (ReplaceWhole, Add, AddParagraphs, AddSentence))]
        if len(blocks) != bool(self.quoted) or (blocks and made[-1] is not blocks[0]):
            raise self._unread()
        return made

    def _unread(self) -> UnreadSentenceError:
        return UnreadSentenceError(f"{self.text[: self.at]}▲{self.text[self.at :]}")

    def _skip(self, words: str) -> bool:
        if self.text.startswith(words, self.at):
            self.at += len(words)
            return True
        return False

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def _address(self, *, beside: bool = False) -> ProvisionAddress:
        taken = self.addresses.take(self.text, self.at, beside=beside)
        if taken is None:
            raise self._unread()
        address, self.at = taken
        return address

    def _spans(self) -> list[ProvisionSpan]:
        """第１条、第３条及び第５条から第７条まで."""
        spans: list[ProvisionSpan] = []
        while True:
            first = self._address(beside=bool(spans))
            if self._skip("から"):
                spans.append(ProvisionSpan(first, self._address(beside=True)))
                if not self._skip("まで"):
                    raise self._unread()
            else:
                spans.append(ProvisionSpan(first))
            if not (self._skip("及び") or self._skip("、")):
                break
        self._skip("の規定")
        return spans

    def _clause(self) -> Instruction:
        if self.changed and (found := self._match(_BESIDE)):  # １中「A」を削り、「B」の次に次のように加える
            return AddParagraphs(self.changed, _PLACES[found[2]], self.quotations[int(found[1])], self.quoted)
        spans = self._spans()
        if self._skip("中"):
            if len(spans) == 1 and spans[0].last is None and (found := self._match(_BESIDE)):
                return AddParagraphs(spans[0].first, _PLACES[found[2]], self.quotations[int(found[1])], self.quoted)
            if self.text.startswith("\ue000", self.at):
                self.changed = spans[0].first if len(spans) == 1 and spans[0].last is None else None
                return ChangeWords(tuple(spans), self._edits())
            if len(spans) > 1 or spans[0].last is not None or spans[0].first.part:
                raise self._unread()
            self.addresses.base = spans[0].first.steps
            spans = self._spans()
        if len(spans) == 1:
            span = spans[0]
        elif len(spans) == 2 and spans[0].last is None and spans[1].last is None:
            span = ProvisionSpan(spans[0].first, spans[1].first)
        else:
            raise self._unread()
        return self._of_span(span) or self._of_one(span)

    def _of_span(self, span: ProvisionSpan) -> Instruction | None:
        """What is done to one provision or to several."""
        if self._match(_ANEW):
            return ReplaceWhole(span, self.quoted)
        if self._match(_DELETED):
            return Delete(span)
        if span.last is not None and (found := self._match(_SHIFTED)):
            if found[2] != span.first.steps[-1].kind:
                raise self._unread()
            return Shift(span, value_of(found[1]) * (1 if found[3] == "下" else -1))
        return None

    def _of_one(self, span: ProvisionSpan) -> Instruction:
        """What is done to one provision."""
        address = span.first
        if span.last is not None:
            raise self._unread()
        if found := self._match(_CAPTION):
            return ReplaceCaption(address, self.quotations[int(found[1])])
        if found := self._match(_GIVEN):
            where = address.with_part(SHARED_CAPTION) if found[1] else address
            return ReplaceCaption(where, self.quotations[int(found[2])], gives=True)
        if self._match(_PROVISO):
            return AddSentence(address.with_part(PROVISO), self._sentence())
        if self._match(_LATTER):
            return AddSentence(address.with_part(LATTER), self._sentence())
        return self._of_list(address)

    def _of_list(self, address: ProvisionAddress) -> Instruction:
        """What comes beside a provision or in it, or another number."""
        if found := self._match(_FIRST):
            return Add("first", address, found[3], value_of(found[2]), self.quoted)
        if found := self._match(_ADDED):
            return self._added(address, found)
        if self._skip("を"):
            to = self._address()
            if self._match(_RENUMBERED):
                return Renumber(address, to)
        raise self._unread()

    def _added(self, address: ProvisionAddress, found: re.Match[str]) -> Add | AddParagraphs:
        place = _PLACES[found[1]]
        if found[2]:
            return Add(place, address, found[3], value_of(found[2]), self.quoted)
        if place != "after" and all(line.kind in {"body", "bullet"} for line in self.quoted):
            return AddParagraphs(address, place, "", self.quoted)
        below = [line for line in self.quoted if line.kind in {"heading", "text", "item"}]
        top = min((line.level for line in below), default=0)
        kind = "細目" if self.addresses.house.in_articles else "番号"
        return Add(place, address, kind, sum(line.level == top for line in below), self.quoted)

    def _sentence(self) -> str:
        if len(self.quoted) != 1:
            raise self._unread()
        return self.quoted[0].text

    def _edits(self) -> tuple[WordEdit, ...]:
        edits, self.at = read_edits(self.text, self.quotations, self.at)
        return edits
