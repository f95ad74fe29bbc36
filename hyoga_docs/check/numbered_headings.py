"""Numbers in front of headings: how each is written, what it counts, and how the next would be written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span
from hyoga_docs.japanese.numerals import circled, kanji_number, value_of

if TYPE_CHECKING:
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_KANA, _IROHA = "アイウエオカキクケコサシ", "イロハニホヘトチリヌル"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_RANGES = (("Ⅰ", "Ⅻ"), ("ⅰ", "ⅻ"), ("⑴", "⒇"))
_PREFIXES = "目標|方針|方向|施策|柱|論点|視点|課題|重点|ステップ|テーマ|議題|事例"
_PAPERS = "議案|協議案?|報告案?|審議|承認案?|認定案?|同意案?|諮問|意見書案|意見案|請願|陳情|発議案?|議"
_N = "[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_ARTICLE = "[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,5}"
#: What stands behind a number that counts something, or is that of a day, where a heading would stand.
_COUNTED = (
    r"(?:年|月|日|時|分|人|名|件|回|個|円|票|位|点|歳|級|階|号|番|％|%|か所|箇所|か月|ヶ月)"
    r"(?:$|[\s、。，,（(～〜])"
)
#: The ways to number, outermost first: what stands before the number, the number, and what stands after it.
_STYLES = (
    ("編", re.compile(rf"第[ 　]*({_N})[ 　]*編(?=[ 　])")),
    ("章", re.compile(rf"第[ 　]*({_N})[ 　]*章(?=[ 　])")),
    ("節", re.compile(rf"第[ 　]*({_N})[ 　]*節(?=[ 　])")),
    ("条", re.compile(rf"第[ 　]*({_ARTICLE})[ 　]*条(?=[ 　（(])")),
    ("条の", re.compile(rf"(第[ 　]*(?:{_ARTICLE})[ 　]*条(?:の(?:{_ARTICLE}))*の)({_ARTICLE})(?=[ 　（(])")),
    ("号", re.compile(rf"((?:{_PAPERS})[ 　]*第)[ 　]*([0-9０-９]{{1,3}})[ 　]*号(?=[ 　「：:])")),
    ("目標", re.compile(rf"((?:基本)?(?:{_PREFIXES}))[ 　]*([Ⅰ-Ⅻ]|[0-9０-９]{{1,2}})(?=[ 　：:．.]|$)")),
    ("Ⅰ", re.compile(r"([Ⅰ-Ⅻ])(?=[ 　．.、])")),
    ("第一", re.compile(rf"第[ 　]*({_N})(?=[ 　]+[^ 　号回条章節編項款])")),
    ("一", re.compile(r"([一二三四五六七八九十]{1,3})(?:[、．]|　+)")),
    ("（一）", re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")),
    ("ⅰ", re.compile(r"[（(]?([ⅰ-ⅻ])[）)．.、　]")),
    ("イロハ", re.compile(r"[（(]?([ロハニホヘトチリヌル])[）)．.　](?=[^ァ-ヴー])")),  # イ is that of ア, too
    ("1)", re.compile(r"([0-9０-９]{1,2})[）)](?![0-9０-９])")),
    ("1.", re.compile(r"([0-9]{1,2})[．.、](?![0-9０-９])")),
    ("１．", re.compile(r"([０-９]{1,2})[．.、](?![0-9０-９])")),
    (
        "１　",
        re.compile(r"([０-９]{1,2})(?:　+(?=[^\s0-9０-９%％～〜－・,，])|[ ]+(?=[^\s0-9０-９年月日時分人件名回%％～〜－・,，]))"),
    ),
    ("ア", re.compile(r"[（(]?([ア-シ])[）)．.　](?=[^ァ-ヴー])")),
    ("（１）", re.compile(r"（[ ]?([0-9０-９]{1,2})[ ]?）")),
    ("(1)", re.compile(r"\([ ]?([0-9０-９]{1,2})[ ]?\)")),
    ("⑴", re.compile(r"([⑴-⒇])")),
    ("①", re.compile(r"([①-⑳])")),
)
#: Of each of these the inner ones begin anew, whatever was numbered before.
DIVISIONS = ("編", "章", "節", "条", "条の")
#: Ways to number that stand below these; kanji do so only below the paragraphs of articles.
OUTER, KANJI = ("Ⅰ", "第一", "1.", "１．", "１　"), "一"
INNER = ("（一）", "ⅰ", "イロハ", "1)", "ア", "（１）", "(1)", "⑴", "①")
#: Numbers that stand in sentences, too: 「③については」, 「（２）及び（３）」.
_NAMED = {"（一）", "（１）", "(1)", "⑴", "①", "1)"}
_PARTICLE = re.compile(
    r"(?:については|について|に|の|は|を|が|と|で|から|まで|より|へ|及び|並びに|又は|若しくは|および|または|以外|以上|以下|以降)"
    r"|[、，・～〜－\-＋+=＝→]|[（(]?[0-9０-９①-⑳][）)]?(?:[、，・～〜－]|$)"
)
#: 「第３条（定義）に規定する」.
_CAPTION_AND_PARTICLE = re.compile(r"[（(][^）)]*[）)](?:の|に|を|は、|と|中|から|まで|及び|並びに|又は|若しくは|第|、)")


@dataclass(frozen=True)
class NumberedHeading:
    """A number in front of something: its series (all that is written as it is), its value, where it stands, and what follows it.

    `index` counts the text's passages from 0.
    """

    style: str
    series: str
    value: int
    index: int
    span: Span
    rest: str


def read_heading(checked: CheckedText, passage: Passage, index: int) -> NumberedHeading | None:
    """The number that a passage begins with, if it is one of a heading or of an item, and not one that a sentence names."""
    for style, pattern in _STYLES:
        match = pattern.match(passage.text)
        if match is None:
            continue
        rest = passage.text[match.end() :].strip()
        if (not rest and style != "目標") or (rest and not re.search(r"[ぁ-んァ-ヴ一-龠A-Za-z]", rest)) or re.match(_COUNTED, rest):
            return None
        if (style in _NAMED and _PARTICLE.match(rest)) or (style in DIVISIONS and _CAPTION_AND_PARTICLE.match(rest)):
            return None
        series = style + (match[1] if pattern.groups > 1 else "")
        return NumberedHeading(style, series, _value(match[pattern.groups]), index, Span(checked, passage, 0, match.end()), rest)
    return None


def _value(text: str) -> int:
    for row in (_KANA, _CIRCLED, _IROHA):
        if text[0] in row:
            return row.index(text[0]) + 1
    for first, last in _RANGES:
        if first <= text[0] <= last:
            return ord(text) - ord(first) + 1
    return value_of(text)


def as_written(heading: NumberedHeading, value: int) -> str:
    """Another number in the way of a heading's: `（３）` beside `（４）`."""
    text = heading.span.text.strip()
    if text[0] in _CIRCLED:
        return circled(value)
    for first, last in _RANGES:
        if found := re.search(f"[{first}-{last}]", text):
            return text.replace(found[0], chr(ord(first) + value - 1))
    for style, row in (("イロハ", _IROHA), ("ア", _KANA)):
        if heading.style == style and (found := re.search(f"[{row}]", text)):
            return text.replace(found[0], row[value - 1])
    digits = str(value)
    if re.search(r"[一二三四五六七八九十百]", text):
        digits = kanji_number(value)
    elif re.search(r"[０-９]", text):
        digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    last_number = r"(?:[0-9０-９]+|[一二三四五六七八九十百]+)(?=[^0-9０-９一二三四五六七八九十百]*$)"
    return re.sub(last_number, digits, text, count=1)
