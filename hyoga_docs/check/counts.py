"""Counts that a sentence gives with their parts, and not in brackets: 定数28名のうち、出席26名、欠席1名 (`HD281`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.numerals import half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

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


def check_counts(checked: CheckedText, _house: CheckContext) -> Iterator[Problem]:
    """Every sentence that says how many there are, and how many of each of two kinds."""
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
                span = Span(checked, passage, *match.span())
                message = f"合計が内訳と合いません（{whole}、内訳の合計は{parts}）。"
                yield report(span, "HD281", Severity.WARNING, message, "内訳か合計のどちらかを直してください。")
