"""Annexes of a text, which it numbers by itself: one without a second, and one that is named and not there (`HD244`, `HD253`)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.core.problem import Severity
from hyoga_docs.japanese.labels import OF_OTHERS
from hyoga_docs.japanese.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.core.problem import Problem

_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_ANNEX = re.compile(
    rf"(?<![一-龠々])(?:(?P<kind>別紙|別添|別表|別記(?:様式)?|様式)[ 　]*(?P<ordinal>第)?[ 　]*(?P<number>{_N})"
    rf"(?P<counter>号)?|(?P<first>第{_N}号)(?P<form>様式))"
    r"(?!の?[0-9０-９一二三四五六七八九十]|[ 　]*[‐‑‒–—―−－ー\-～〜・.．]?[ 　]*[0-9０-９]|枚|部|件|つ|か所|種)"
)
_CLOSING = re.compile(r"[ 　]*[）)】〕\]]?[ 　]*(?:[（(][^）)]*(?:関係|条)[^）)]*[）)])?[ 　]*(?:[　 ][^。]{1,40})?")
_OPENING = re.compile(r"[ 　]*[（(【〔\[]?[ 　]*")
_HEAD = 3  # passages in which a file that is an annex says so
_FEWEST = 3  # annexes of which one more may be missing; of fewer, the others may be files of their own


def check_annexes(checked: CheckedText) -> Iterator[Problem]:
    """What the numbers of a text's annexes say that is not so."""
    named: dict[str, dict[int, Span]] = defaultdict(dict)
    borne: dict[str, dict[int, Span]] = defaultdict(dict)
    is_one: dict[str, bool] = {}  # whether the text is itself an annex of that kind
    for index, passage in enumerate(checked.passages):
        for found in _ANNEX.finditer(passage.text):
            kind = found["kind"] or found["form"]
            number = value_of(found["number"] or found["first"].strip("第号"))
            before, span = passage.text[: found.start()], Span(checked, passage, *found.span())
            if _OPENING.fullmatch(before) and _CLOSING.fullmatch(passage.text, found.end()):
                borne[kind].setdefault(number, span)
                is_one[kind] = is_one.get(kind, False) or index < _HEAD
            elif not OF_OTHERS.search(before):
                named[kind].setdefault(number, span)
    for kind in dict.fromkeys([*named, *borne]):
        yield from _lonely(kind, borne[kind] | named[kind]) if not is_one.get(kind) else ()
        yield from _absent(kind, named[kind], borne[kind])


def _lonely(kind: str, spans: Mapping[int, Span]) -> Iterator[Problem]:
    """A number that only one bears: 別紙１ where there is no 別紙２."""
    first = spans.get(1)
    if first is not None and len(spans) == 1 and not re.search("[第号]", first.text):
        message = f"「{first.text}」とありますが、２つ目がありません。"
        yield report(first, "HD244", Severity.NOTE, message, f"一つだけなら「{kind}」とし、番号を付けません。")


def _absent(kind: str, named: Mapping[int, Span], borne: Mapping[int, Span]) -> Iterator[Problem]:
    """One number that is named, where the text has all the annexes before it, or all but this."""
    absent = sorted({*named} - {*borne})
    if len(absent) == 1 and len(borne) >= _FEWEST and {*borne, *absent} == {*range(1, len(borne) + 2)}:
        span = named[absent[0]]
        message = f"「{span.text}」とありますが、この番号の{kind}がありません（ほかの{len(borne)}つはあります）。"
        yield report(span, "HD253", Severity.NOTE, message, f"番号を直すか、{kind}を付けてください。")
