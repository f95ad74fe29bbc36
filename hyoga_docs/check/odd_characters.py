"""A character that is another one everywhere else where the same words stand around it (`HD264`)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.name_slips import are_sisters
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_LONGEST = 80
_KANJI = re.compile("[一-龠]")
_AROUND = ((3, 8), (8, 3))  # so many characters before and after have to be the same
_MOST_SLOTS = 20_000
_ELSEWHERE = 4
_HIRAGANA = re.compile("[ぁ-ん]")

#: What stands before and after a character → the characters that stand there, each with its places.
_Slots = dict[tuple[str, str], dict[str, list[tuple["CheckedText", "Passage", int]]]]


def check_odd_characters(texts: Sequence[CheckedText], _house: CheckContext) -> Iterator[Problem]:
    """【事務職（… among 【事務局（… of other lines; where three characters stand in one slot, they are a list."""
    told: set[tuple[int, int]] = set()
    for (head, tail), ways in _slots(texts).items():
        if len(ways) != 2:
            continue
        odd, most = sorted(ways, key=lambda character: len(ways[character]))
        places = ways[odd]
        checked, passage, at = places[0]
        if len(places) > 1 or len(ways[most]) < _ELSEWHERE or are_sisters(odd, most) or (id(passage), at) in told:
            continue
        told.add((id(passage), at))
        wrong, right = _word(head, odd, tail), _word(head, most, tail)
        hint = f"ほかの{len(ways[most])}か所では「{right}」です。"
        yield report(Span(checked, passage, at, at + 1), "HD264", Severity.WARNING, f"一字違いの言葉のようです（{wrong}）。", hint)


def _slots(texts: Sequence[CheckedText]) -> _Slots:
    """The kanji of labels, which have no hiragana near, by what stands before and after each."""
    found: _Slots = defaultdict(dict)
    short = (
        (checked, passage)
        for checked in texts
        if checked.kind is not TextOrigin.YAML
        for passage in checked.passages
        if len(passage.text) <= _LONGEST
    )
    for checked, passage in short:
        if len(found) > _MOST_SLOTS:
            break
        text = passage.text
        for match in _KANJI.finditer(text):
            at = match.start()
            for before, after in _AROUND:
                key = (text[at - before : at], text[at + 1 : at + 1 + after])
                if at >= before and at + after < len(text) and not _HIRAGANA.search("".join(key)):
                    found[key].setdefault(text[at], []).append((checked, passage, at))
    return found


def _word(before: str, character: str, after: str) -> str:
    """The run of kanji that a character stands in."""
    head = re.search(r"[一-龠々]*$", before)
    tail = re.match(r"[一-龠々]*", after)
    return (head[0] if head else "") + character + (tail[0] if tail else "")
