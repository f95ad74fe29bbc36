"""Brackets and quotes without a partner, crossed, or of two widths (`HD20x`)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.brackets import CLOSER, BracketFault, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.japanese.brackets import FoundBracket
    from hyoga_docs.text.passages import Passage

#: A partner that is missing is looked for in so many passages to either side: what was wrongly parted is one.
_NEAR = 8
_MOST_ALONE = 200
_ONE_LINE = 60
_COLUMNS = re.compile(r"(?<![ 　])[ 　]{4,}(?=[^ 　])")  # what stands beside each other may have been read as one line
_LONGEST_NAME = 300  # characters in which a name ends that is defined after it
_DEFINED = re.compile(r"[（(](?:以下|通称|略称|仮称)")
_ROUND = {"(": "（", ")": "）", "[": "［", "]": "］", "{": "｛", "}": "｝", "｢": "「", "｣": "」"}


_Alone = tuple[int, "Passage", int, bool]  # number of the passage, it, the bracket, whether it opens


def check_brackets(checked: CheckedText, _house: CheckContext) -> list[Problem]:
    """Every bracket of a writing that has no right partner within its paragraph or cell."""
    problems: list[Problem] = []
    alone: list[_Alone] = []
    labels: set[tuple[int, int]] = set()
    for number, passage in enumerate(checked.passages):
        found = scan(passage.text)
        for item in found.found:
            if item.fault in {BracketFault.UNOPENED, BracketFault.LABEL}:
                alone.append((number, passage, item.index, False))
                labels |= {(number, item.index)} if item.fault is BracketFault.LABEL else set()
            else:
                problems.append(_problem(checked, passage, item))
        alone += [(number, passage, index, True) for index in found.waiting]
    alone.sort(key=lambda item: (item[0], item[2]))
    left = [item for item in _unpaired(alone, checked.kind) if (item[0], item[2]) not in labels]
    problems += [_alone(checked, passage, index, opens=opens) for _, passage, index, opens in left]
    return problems


def _unpaired(alone: Sequence[_Alone], kind: TextOrigin) -> list[_Alone]:
    """Those that no bracket of a passage nearby is the partner of."""
    left: list[_Alone] = []
    for item in alone:
        _, passage, index, opens = item
        if not opens:
            wide = _wide(passage.text[index])
            partner = next(
                (
                    other
                    for other in reversed(left[-_MOST_ALONE:])
                    if other[3] and _may_pair(other, item, kind) and _wide(CLOSER.get(other[1].text[other[2]], "”")) == wide
                ),
                None,
            )
            if partner is not None:
                left.remove(partner)
                continue
        left.append(item)
    return left


def _may_pair(opener: _Alone, closer: _Alone, kind: TextOrigin) -> bool:
    """Whether two brackets may be a pair over passages: of pages, near each other; of Word, in paragraphs that follow."""
    apart = closer[0] - opener[0]
    if opener[1].sure or closer[1].sure:  # two paragraphs of a cell, or a line that was broken by hand
        return kind in {TextOrigin.SUPPLIED, TextOrigin.FILE} and apart == 1 and not _is_whole(opener[1].text)
    return apart <= _NEAR and not (_is_whole(opener[1].text) and _is_whole(closer[1].text))


def _wide(character: str) -> str:
    return _ROUND.get(character, character)


def _problem(checked: CheckedText, passage: Passage, item: FoundBracket) -> Problem:
    text, at, other = passage.text, item.index, item.other or item.index
    sure = passage.sure or (abs(other - at) <= _ONE_LINE and not _has_columns(text))
    severity = Severity.ERROR if sure else Severity.WARNING
    opener, span = text[at], Span(checked, passage, item.index, item.index + 1)
    if item.fault is BracketFault.CROSSED:
        message = f"括弧 {opener} と {text[other]} が、ほかの括弧と互い違いになっています。"
        return report(span, "HD203", severity, message, "内側の括弧を先に閉じてください。")
    if item.fault is BracketFault.WIDTHS:
        message = f"括弧 {opener} と {text[other]} で、全角と半角が組になっています。"
        right = f"{opener}{text[at + 1 : min(other, at + _ONE_LINE)]}{CLOSER.get(opener, '”')}"
        hint = f"「{right}」と書いてください。" if len(right) <= 40 else f"{CLOSER.get(opener, '”')} で閉じてください。"
        return report(span, "HD204", Severity.WARNING, message, hint)
    inner = f"{text[max(at, other - _ONE_LINE) : other]}{CLOSER.get(opener, '”')}{text[other]}"
    return report(span, "HD201", severity, f"括弧 {opener} が閉じていません。", f"「{inner[-40:]}」と書いてください。")


def _alone(checked: CheckedText, passage: Passage, index: int, *, opens: bool) -> Problem:
    text, bracket = passage.text, passage.text[index]
    sure = passage.sure or (_is_whole(text) and not _has_columns(text))
    severity = Severity.ERROR if sure else Severity.WARNING
    span = Span(checked, passage, index, index + 1)
    if not opens:
        hint = "要らない括弧なら消し、要るなら開く括弧を足してください。"
        return report(span, "HD202", severity, f"閉じ括弧 {bracket} に対応する、開く括弧がありません。", hint)
    closer = CLOSER.get(bracket, "”")
    hint = f"{closer} で閉じてください。"
    defined = _DEFINED.search(text, index, index + _LONGEST_NAME) if bracket in "「『" else None
    if defined is not None:  # 「長い名前」（以下「略称」という。） is where it is forgotten
        right = f"{text[index : defined.start()][-30:]}{closer}{defined[0]}"
        hint = f"「{right}」のように、{closer} で閉じてください。"
    return report(span, "HD201", severity, f"括弧 {bracket} が閉じていません。", hint)


@lru_cache(maxsize=16)
def _has_columns(text: str) -> bool:
    return _COLUMNS.search(text) is not None


def _is_whole(text: str) -> bool:
    """Whether a passage that was put together from lines is surely a whole paragraph: it ends as a sentence does."""
    return text.endswith("。")
