"""The label of a paper (資料１－２): printed one way everywhere, read in every way that people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hyoga_docs.japanese.numerals import Digits, half_width, number
from hyoga_docs.japanese.plain import one_width

SEPARATOR = "－"
_DASHES = "‐‑‒–—―−－ーｰの-"  # the plain one last, for a class of characters
_READ = re.compile(
    r"^(?P<series>\D*?)\s*(?:(?:No|Ｎｏ|NO|ＮＯ|№|nO|no|ｎｏ)\s*[.．。]?)?\s*"
    rf"(?P<numbers>\d{{1,9}}(?:\s*[{_DASHES}]\s*\d{{1,9}})*)?\s*(?:号)?$"
)


@dataclass(frozen=True)
class LabelNumber:
    """What a label says, apart from its spelling: its series and its numbers, outermost first."""

    series: str
    numbers: tuple[int, ...]


def numbers_text(numbers: tuple[int, ...], digits: Digits, separator: str = SEPARATOR) -> str:
    """`１－２` of (1, 2)."""
    return separator.join(number(value, digits) for value in numbers)


def with_label(label: str, title: str) -> str:
    """`資料１　設置要領（案）について`: a label and a title; the title alone where there is no label."""
    return f"{label}　{title}" if label else title


def label_key(text: str) -> str:
    """A label apart from widths, dashes, spaces and `No.`: two labels with one key are one label."""
    plain = one_width(text).casefold()
    return re.sub(rf"\s|no\.?|[{_DASHES}]", lambda found: "-" if found[0] in _DASHES else "", plain)


def read_label(text: str) -> LabelNumber | None:
    """The value of a label in any spelling (資料 No１－２, 資料Ｎｏ.３, 資料1‐1, 参考資料№1), or None."""
    match = _READ.match(half_width(text).strip().strip("【】（）()［］[]"))
    if match is None or not match["series"].strip():
        return None
    numbers = re.findall(r"\d+", match["numbers"] or "")
    return LabelNumber(re.sub(r"\s", "", match["series"]), tuple(int(value) for value in numbers))


_SERIES = "参考資料|当日資料|追加資料|補足資料|机上資料|会議資料|資料|別紙|別添|別表|別記|様式|参考"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_IN_TEXT = re.compile(
    rf"(?<![一-龠々])(?P<series>{_SERIES})[ 　]*(?:(?:第|No|Ｎｏ|№|NO|ＮＯ|no)[ 　]*)?(?:[.．。][ 　]*)?"
    rf"(?P<numbers>[0-9０-９]{{1,3}}(?:[ 　]*[{_DASHES}][ 　]*(?:[0-9０-９]{{1,3}}|[Ⅰ-Ⅻ]))*)"
    r"(?![0-9０-９]|(?:年|月|日|頁|ページ|枚|部|件|点|種|つ|人|名|社|式|冊|組|箱|通|編|章|節|項|行|列|字|回|円|週|時|分|セット|％|%|か|[.．][0-9０-９]))(?:号)?"
)

#: What stands before a label that is of another meeting, or of another text.
OF_OTHERS = re.compile(
    r"(?:前回|次回|昨年|前年|過去|別途|第[ 　]?[0-9０-９一二三四五六七八九十]{1,3}[ 　]?回)[^。]*$|[の」』）)：:→][ 　]*$"
)


@dataclass(frozen=True)
class FoundLabel:
    """A label in a text: where it stands, as it is written, and what it says."""

    start: int
    end: int
    text: str
    value: LabelNumber


def find_labels(text: str) -> list[FoundLabel]:
    """The labels of a text in any spelling, in order; words like 資料 without a number are none."""
    found = []
    for match in _IN_TEXT.finditer(text):
        numbers = tuple(
            int(half_width(value)) if value[0] not in _ROMAN else _ROMAN.index(value) + 1
            for value in re.findall(r"[0-9０-９]+|[Ⅰ-Ⅻ]", match["numbers"])
        )
        found.append(FoundLabel(match.start(), match.end(), match[0], LabelNumber(match["series"], numbers)))
    return found
