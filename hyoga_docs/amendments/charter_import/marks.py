"""The numbers that lines of a 要綱 begin with: 第３条の２, ２, （１）, 一, ①, ア, ・ and their like, in any width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase

from hyoga_docs.japanese.numerals import CIRCLED, IROHA, KATAKANA, value_of
from hyoga_docs.japanese.plain import one_width

_KANJI = "〇一二三四五六七八九十百"
NUMBER = rf"(?:[0-9０-９]{{1,3}}|[{_KANJI}]{{1,5}})"
BRANCHES = rf"(?:[ 　]?の[ 　]?{NUMBER}(?![0-9０-９{_KANJI}回月年日]))*"
GAP = r"[ 　\t]*"
_SPACE = r"[ 　\t]+"
PARENTHESIZED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_BULLETS = "・○●◯◎◇◆■□･•"
_END = rf"(?:{_SPACE}|$)"


@dataclass(frozen=True)
class Mark:
    """What a line begins with: `form` is the example that the house's settings name it by, `values` the number with its branches.

    `iroha` is the value in the order イロハ, of a mark that is one letter of kana. Bullets have no values.
    """

    written: str
    form: str
    values: tuple[int, ...] = ()
    iroha: int = 0


#: Each form with its pattern, the most certain first. The group is the number.
_FORMS = (
    ("（１）", re.compile(rf"[（(]{GAP}([0-9０-９]{{1,3}})((?:の[0-9０-９]{{1,2}})+){GAP}[）)]{GAP}")),
    ("（１）", re.compile(rf"[（(]{GAP}([0-9０-９]{{1,3}}){GAP}[）)]((?:の[0-9０-９]{{1,2}}(?![0-9０-９回月年日]))*){GAP}")),
    ("（１）", re.compile(rf"([{PARENTHESIZED}])(){GAP}")),
    ("（一）", re.compile(rf"[（(]{GAP}([{_KANJI}]{{1,4}}){GAP}[）)]((?:の[{_KANJI}]{{1,2}})*){GAP}")),
    ("（ア）", re.compile(rf"[（(]{GAP}([ア-ンヰヱｱ-ﾝ]){GAP}[）)](){GAP}")),
    ("（ａ）", re.compile(rf"[（(]{GAP}([a-zａ-ｚ]){GAP}[）)](){GAP}")),
    ("①", re.compile(rf"([{CIRCLED}])(){GAP}")),
    ("Ⅰ", re.compile(rf"([{_ROMAN}])[.．、]?(){GAP}")),
    ("第１", re.compile(rf"第{GAP}({NUMBER})((?:の{NUMBER})*){_END}")),
    ("１．", re.compile(rf"([0-9０-９]{{1,2}})[.．](?![0-9０-９])(){GAP}")),
    ("１", re.compile(rf"([0-9０-９]{{1,3}})((?:の[0-9０-９]{{1,2}})*){_END}")),
    ("一", re.compile(rf"([{_KANJI}]{{1,4}})((?:の[{_KANJI}]{{1,2}})*)[、．.]?{_END}")),
    ("ア", re.compile(rf"([ア-ンヰヱｱ-ﾝ])[.．、]?(){_END}")),
    ("ａ", re.compile(rf"([a-zａ-ｚ])[.．、]?(){_END}")),
    ("・", re.compile(rf"([{_BULLETS}])(){GAP}")),
)
_LETTERS = {"①": CIRCLED, "Ⅰ": _ROMAN, "ａ": ascii_lowercase, "（ａ）": ascii_lowercase, "ア": KATAKANA, "（ア）": KATAKANA}


def mark_of(text: str) -> Mark | None:
    """The mark that a text begins with, None where it begins with words."""
    for form, pattern in _FORMS:
        found = pattern.match(text)
        if found is None:
            continue
        if form == "・":
            return Mark(found[0], form)
        first = _value(form, found[1])
        if first:
            rest = tuple(value_of(each) for each in found[2].split("の") if each)
            iroha = IROHA.find(one_width(found[1])) + 1 if form in {"ア", "（ア）"} else 0
            return Mark(found[0], "第一" if form == "第１" and found[1][0] in _KANJI else form, (first, *rest), iroha)
    return None


def _value(form: str, written: str) -> int:
    if written in PARENTHESIZED:
        return PARENTHESIZED.index(written) + 1
    letters = _LETTERS.get(form)
    if letters is None:
        return value_of(written)
    return letters.find(written if form in {"①", "Ⅰ"} else one_width(written).lower()) + 1


def values_of(number: str, branches: str = "") -> tuple[int, ...]:
    """`３` and `の２の２` as (3, 2, 2)."""
    return (value_of(number), *(value_of(each.strip(" 　")) for each in branches.split("の") if each.strip(" 　")))


def is_kanji(number: str) -> bool:
    """Whether a number is written in kanji."""
    return number[:1] in _KANJI and bool(number)
