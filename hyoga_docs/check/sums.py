"""Numbers that a sentence states with their parts, or with the numbers that they are ratios of (`HD281`, `HD283`)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from hyoga_docs.check.figures import EXACT, exponent, figure, rounds_to
from hyoga_docs.check.findings import Span, report
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.numerals import half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_D = r"[0-9０-９][0-9０-９,，]{0,24}(?:[.．][0-9０-９]{1,24})?"
_U = r"[^0-9０-９、。（）()／/％%]{0,6}"
_OF = re.compile(
    rf"(?<![0-9０-９年月./／])(?P<part>{_D}){_U}[／/](?P<whole>{_D}){_U}[（(][ 　]*(?:約)?(?P<share>{_D})[ 　]*[％%]"
    rf"|(?<![0-9０-９,，.．])(?P<part2>{_D}){_U}[（(][^（）()0-9０-９]{{0,10}}(?P<whole2>{_D}){_U}の(?P<share2>{_D})[％%]"
    rf"|(?<![0-9０-９年月./／])(?P<whole3>{_D}){_U}(?:のうち|中)、?[^0-9０-９。、（）()]{{0,6}}(?P<part3>{_D}){_U}"
    rf"[（(][ 　]*約?(?P<share3>{_D})[％%]"
)
_PARTS_AFTER = re.compile(
    rf"(?<![0-9０-９,，.．])(?P<whole>{_D})(?P<unit>[一-龠]{{1,3}})[^0-9０-９。、（(]{{0,4}}[（(](?P<inside>[^（）()。うち]{{4,80}})[）)]"
)
_CHANGED = re.compile(r"[ 　]*(?:の?増|の?減|オフ|引|アップ|ダウン|up|off)")
_SAID = re.compile(r"計|総額|内訳|合わせ")
_N = r"[0-9０-９]{1,4}"
_GAP = r"[ 　]{0,4}"
#: Between the parts: no number, no end of a sentence, no word of which the counts are looser than they seem.
_BETWEEN = r"[^0-9０-９。]{0,10}"


def _count(name: str, words: str) -> str:
    """A number of people after what they are: `出席委員は26名`."""
    return rf"(?:{words})(?:委員|議員|会員|構成員|者)?(?:数|総数)?{_GAP}(?:は|が|[:：、])?{_GAP}(?P<{name}>{_N}){_GAP}[名人]"


_WHOLE = _count("whole", "定数|定員|総数|委員|議員|会員|構成員|現員|現在員")
_ATTENDANCE = re.compile(_BETWEEN.join((_WHOLE, _count("first", "出席"), _count("second", "欠席"))))
_WHO_CAME = re.compile(
    rf"{_WHOLE}(?:中|の(?:うち|内))[、，]?{_GAP}(?P<first>{_N}){_GAP}[名人]が出席(?:し|で)?{_BETWEEN}"
    rf"(?:欠席(?:は|が|者は)?{_GAP}(?P<second>{_N}){_GAP}[名人]|(?P<absent>{_N}){_GAP}[名人]が欠席)"
)
_IS = rf"{_GAP}(?:は|[:：、])?{_GAP}"
_BOTH_SEXES = re.compile(
    rf"男(?:性|子)?{_GAP}(?P<first>{_N}){_GAP}[名人]?[、，・ 　]*女(?:性|子)?{_GAP}(?P<second>{_N}){_GAP}[名人]"
    rf"[、，　 ]*(?:の|合わせて)?(?:合計|計){_GAP}(?P<whole>{_N}){_GAP}[名人]"
)
_VOTES = re.compile(
    rf"(?:投票総数|総投票数|投票数){_IS}(?P<whole>{_N}){_GAP}票{_BETWEEN}"
    rf"有効(?:投票)?数?{_IS}(?P<first>{_N}){_GAP}票{_BETWEEN}無効(?:投票)?数?{_IS}(?P<second>{_N}){_GAP}票"
)
#: Words beside which the parts need not be the whole.
_LOOSE = re.compile(
    "代理|委任|書面|途中|遅|早退|約|以上|程度|余|欠員|空席|オンライン|リモート|傍聴|うち[^、]{0,12}出席|ほか|その他|など|前回|交代|未定|未回答"
)


def check_sums(checked: CheckedText, _house: CheckContext) -> list[Problem]:
    """Every sentence that gives a total with its parts, or a percentage with both of its numbers."""
    return [*_ratios(checked), *_broken_down(checked), *_counted(checked)]


def _ratios(checked: CheckedText) -> Iterator[Problem]:
    """Ratios that a sentence states with both of their numbers: `28市町村／32市町村（85.7％）`."""
    for passage in checked.passages:
        if "％" not in passage.text and "%" not in passage.text:
            continue
        for match in _OF.finditer(passage.text):
            part, whole, share = (figure(_given(match, name)) for name in ("part", "whole", "share"))
            if part is None or share is None or not whole or part > whole:
                continue
            exact = part * 100 / whole
            if not rounds_to(exact, share):
                right = exact.quantize(Decimal(1).scaleb(exponent(share)), rounding=ROUND_HALF_UP, context=EXACT)
                if _CHANGED.match(passage.text, match.end()):
                    continue
                span = Span(checked, passage, match.start(), match.end())
                message = f"割合が計算と合いません（{_given(match, 'share')}％、計算では{right}％）。"
                yield report(span, "HD283", Severity.WARNING, message, "数か割合のどちらかを直してください。")


def _given(match: re.Match[str], name: str) -> str:
    """A group of whichever way of writing a ratio has matched."""
    return match[name] or match[f"{name}2"] or match[f"{name}3"] or ""


def _broken_down(checked: CheckedText) -> Iterator[Problem]:
    """A number with its parts in brackets after it: `延べ312件（電話198件、面接76件、メール48件）`."""
    for passage in checked.passages:
        for match in _PARTS_AFTER.finditer(passage.text):
            inside = re.split(r"[、，・／]", match["inside"])
            parts = [
                figure(found[1]) if (found := re.fullmatch(rf"[^0-9０-９]*({_D}){re.escape(match['unit'])}", part)) else None
                for part in inside
            ]
            whole = figure(match["whole"])
            if "円" in match["unit"] and not _SAID.search(passage.text[max(0, match.start() - 8) : match.start()]):
                continue  # a price has kinds, not parts
            known = [part for part in parts if part is not None]
            if whole is None or len(known) < 2 or len(known) < len(parts) or sum(known) == whole or max(known) > whole:
                continue
            yield _not_the_whole(Span(checked, passage, *match.span()), match["whole"] + match["unit"], f"{sum(known):,}")


def _counted(checked: CheckedText) -> Iterator[Problem]:
    """How many there are, and how many of each of two kinds: `定数28名のうち、出席26名、欠席1名`."""
    for passage in checked.passages:
        for pattern in (_ATTENDANCE, _WHO_CAME, _BOTH_SEXES, _VOTES):
            for match in pattern.finditer(passage.text):
                counts = {name: int(half_width(count)) for name, count in match.groupdict().items() if count is not None}
                whole = counts.pop("whole")
                parts = sum(counts.values())
                begin = passage.text.rfind("。", 0, match.start()) + 1
                after = passage.text[match.end() : match.end() + 20].partition("。")[0]
                if parts == whole or _LOOSE.search(passage.text[max(begin, match.start() - 40) : match.end()] + after):
                    continue
                yield _not_the_whole(Span(checked, passage, *match.span()), str(whole), str(parts))


def _not_the_whole(span: Span, whole: str, parts: str) -> Problem:
    message = f"合計が内訳と合いません（{whole}、内訳の合計は{parts}）。"
    return report(span, "HD281", Severity.WARNING, message, "内訳か合計のどちらかを直してください。")
