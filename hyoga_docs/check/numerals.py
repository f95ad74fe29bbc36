"""Figures of two widths, in one number or in one text (`HD23x`)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.numerals import Digits, half_width, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_MIXED = re.compile(
    r"(?<![0-9０-９])(?:[0-9]+[,，]?[０-９]|[０-９]+[,，]?[0-9]|[0-9]+，[0-9])[0-9０-９,，.．]*"
    r"(?![0-9０-９,，.．]*(?:[大中小]?会議室|号室|研修室|教室|番窓口))"  # whose numbers are read one by one
)
_ALIKE = re.compile(
    r"(?<![0-9０-９A-Za-z])[0-9０-９]+[.．,，]?[OＯoｏlI](?=[0-9０-９]|[ 　]*[％%円人件年月日])|[0-9０-９][.．][OＯ]"
)
_D = r"(?<![0-9０-９.．,，:：－-])([0-9０-９]{1,4})"
#: What is counted, and the numbers of it; each kind is of one width within a text.
_KINDS = {
    "日付": re.compile(
        rf"(?:(?<=令和)|(?<=平成)|(?<=昭和)|(?<=年)|(?<=月)|(?<=年度)|(?<=[ 　～〜（(]))[ 　]?{_D}[ 　]?(?=[年月日](?!間|以上|目))"
    ),
    "回数": re.compile(rf"(?<=第)[ 　]?{_D}[ 　]?(?=回)"),
    "数": re.compile(rf"{_D}[ 　]?(?=名|人(?!材|口|事|権)|件|か所|箇所|ヶ所|カ所|団体|機関|市町村|か月|ヶ月)"),
    "割合": re.compile(r"(?<![0-9０-９.．,，])([0-9０-９]{1,9}(?:[.．][0-9０-９]+)?)[ 　]?(?=[%％])"),
}
_STYLES = {Digits.ONE_FULL_TWO_HALF: "一けた全角・二けた半角", Digits.FULL: "全角", Digits.HALF: "半角"}
_PERCENT = re.compile(r"(?<=[0-9０-９])[ 　]?([%％])")


def check_numerals(checked: CheckedText, context: CheckContext) -> list[Problem]:
    """Numbers of two widths in one, and numbers that are not of the house's width or not of one."""
    problems: list[Problem] = []
    for passage in checked.passages:
        for match in _MIXED.finditer(passage.text):
            span = Span(checked, passage, match.start(), match.end())
            right = half_width(match[0]).replace("，", ",").replace("．", ".")
            problems.append(
                report(
                    span,
                    "HD231",
                    Severity.WARNING,
                    f"一つの数に全角と半角が混ざっています（{match[0]}）。",
                    f"「{right}」と書いてください。",
                )
            )
        for match in _ALIKE.finditer(passage.text):
            span = Span(checked, passage, match.start(), match.end())
            message = f"数字の中に、数字に似た字があります（{match[0]}）。"
            problems.append(report(span, "HD235", Severity.WARNING, message, "数字に直してください。"))
    digits = context.plan.workspace.platform.style.digits if context.plan and checked.kind is not TextOrigin.SUPPLIED else None
    for kind, pattern in _KINDS.items():
        found = [
            Span(checked, passage, match.start(1), match.end(1))
            for passage in checked.passages
            for match in pattern.finditer(passage.text)
            if not _MIXED.search(match[1])
        ]
        problems += (
            _of_house(found, kind, digits) if digits is not None and checked.kind is TextOrigin.YAML else _of_one(found, kind)
        )
    problems += _percents(checked)
    return problems


def _of_house(found: Sequence[Span], kind: str, digits: Digits) -> list[Problem]:
    problems = []
    for span in found:
        plain = half_width(span.text)
        if not plain.isdecimal():
            continue
        right = number(int(plain), digits) if str(int(plain)) == plain else span.text
        if span.text != right:
            message = f"{kind}の数字の幅が、家風（{_STYLES[digits]}）と違います（{span.text}）。"
            problems.append(report(span, "HD232", Severity.WARNING, message, f"「{right}」と書いてください。"))
    return problems


def _of_one(found: Sequence[Span], kind: str) -> list[Problem]:
    """One note for a text whose numbers of one digit, or of several, are written in both widths."""
    problems = []
    for several, size in ((False, "一けた"), (True, "二けた以上")):
        by_width: dict[bool, list[Span]] = defaultdict(list)
        for span in found:
            if (len(span.text) > 1) is several:
                by_width[span.text[0] in "０１２３４５６７８９"].append(span)
        if len(by_width) < 2:
            continue
        few = min(by_width.values(), key=len)
        full, half = by_width[True], by_width[False]
        places = "、".join(dict.fromkeys(span.where for span in few[:5]))
        message = f"{kind}の{size}の数字が、全角（{len(full)}か所）と半角（{len(half)}か所）とで混ざっています。"
        problems.append(report(few[0], "HD232", Severity.NOTE, message, f"少ない方: {places}{'など' if len(few) > 5 else ''}。"))
    return problems


def _percents(checked: CheckedText) -> list[Problem]:
    by_sign: dict[str, list[Span]] = defaultdict(list)
    for passage in checked.passages:
        for match in _PERCENT.finditer(passage.text):
            by_sign[match[1]].append(Span(checked, passage, match.start(1), match.end(1)))
    if len(by_sign) < 2:
        return []
    few = min(by_sign.values(), key=len)
    message = f"「％」（{len(by_sign['％'])}か所）と「%」（{len(by_sign['%'])}か所）が混ざっています。"
    places = "、".join(dict.fromkeys(span.where for span in few[:5]))
    return [report(few[0], "HD234", Severity.NOTE, message, f"少ない方: {places}{'など' if len(few) > 5 else ''}。")]
