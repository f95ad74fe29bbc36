"""Numbers in front of headings: gaps, and numbers that stand twice (`HD245`, `HD246`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.numerals import circled, kanji_number, value_of
from hyoga_docs.japanese.plain import one_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_KANA, _IROHA = "アイウエオカキクケコサシ", "イロハニホヘトチリヌル"
_RANGES = (("Ⅰ", "Ⅻ"), ("ⅰ", "ⅻ"), ("⑴", "⒇"))
_PREFIXES = "目標|方針|方向|施策|柱|論点|視点|課題|重点|ステップ|テーマ|議題|事例"
_KANJI_OR_FIGURES = "[0-9０-９一二三四五六七八九十百]"
#: The ways to number, outermost first: what stands before the number, the number, and what stands after it.
_STYLES = (
    ("章", re.compile(r"第[ 　]*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]*章(?=[ 　])")),
    ("条", re.compile(r"第[ 　]*([0-9０-９]{1,3}|[一二三四五六七八九十百]{1,5})[ 　]*条(?=[ 　（(])")),
    ("条の", re.compile(rf"第[ 　]*{_KANJI_OR_FIGURES}{{1,5}}[ 　]*条(?:の({_KANJI_OR_FIGURES}{{1,2}}))+(?=[ 　（(])")),
    ("号", re.compile(r"(?:議案|協議案?|報告案?|審議|承認|認定|同意|諮問)[ 　]*第[ 　]*([0-9０-９]{1,3})[ 　]*号(?=[ 　])")),
    ("目標", re.compile(rf"(?:基本)?(?:{_PREFIXES})[ 　]*([Ⅰ-Ⅻ]|[0-9０-９]{{1,2}})(?=[ 　：:．.]|$)")),
    ("Ⅰ", re.compile(r"([Ⅰ-Ⅻ])(?=[ 　．.、])")),
    ("第一", re.compile(r"第[ 　]*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})(?=[ 　])")),
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
_MARKED = re.compile(r"[（()）①-⑳⑴-⒇第号章条]|[^0-9０-９．.、 　]{2}")
_OFTEN_TWICE = {"ア", "条の"}
_NEAR = 60  # passages within which one number follows the other

#: How the columns of a 新旧対照表 are headed.
_FIRST = 40
_NEW, _OLD = {"改正後", "改正案", "新", "変更後"}, {"改正前", "現行", "旧", "変更前"}


@dataclass(frozen=True)
class _NumberedHeading:
    """A number in front of something: how it is written, its value, and where."""

    style: int
    value: int
    number: int
    span: Span
    rest: str


def check_headings(checked: CheckedText, _house: CheckContext) -> list[Problem]:
    """Numbers that are left out or stand twice, in each run of headings; a run begins with 1 or below another heading."""
    if checked.kind is TextOrigin.YAML or checked.kind is TextOrigin.MADE:
        return []
    if _is_compared([passage.text for passage in checked.passages[:_FIRST]]):  # a PDF, of which no cells are known
        return []
    twice = _old_and_new(checked)
    headings = [
        heading
        for number, passage in enumerate(checked.passages)
        if passage.text not in twice and (heading := _read(checked, passage, number)) is not None
    ]
    problems: list[Problem] = []
    for index, heading in enumerate(headings):
        before = _before(headings, index)
        if before is None or heading.value <= 1:
            continue
        if heading.value == before.value + 2 and _is_run(headings, index) and not _is_elsewhere(checked, before, heading):
            missing = _as_written(heading, before.value + 1)
            message = f"番号「{missing}」が抜けています（{before.span.text.strip()}の次が{heading.span.text.strip()}）。"
            problems.append(report(heading.span, "HD245", Severity.WARNING, message, "番号を詰めるか、抜けた項を足してください。"))
        elif _is_repeat(before, heading) and _is_run(headings, index):
            other = f"もう一つは{before.span.where}の「{before.rest[:20]}」"
            message = f"番号「{heading.span.text.strip()}」が二度使われています（{other}）。"
            problems.append(report(heading.span, "HD246", Severity.WARNING, message, "番号を振り直してください。"))
    return problems


def _old_and_new(checked: CheckedText) -> set[str]:
    """The lines of 新旧対照表, where each number stands on both sides."""
    tables = (grid.rows for grid in checked.body.grids if grid.rows and _is_compared(grid.rows[0]))
    return {line for rows in tables for row in rows for cell in row for line in cell.split("\n")}


def _is_compared(headings: Sequence[str]) -> bool:
    words = {re.sub(r"[ 　]", "", heading) for heading in headings}
    both = any(new + old in words or old + new in words for new in _NEW for old in _OLD)  # side by side in one line
    return both or bool(words & _NEW and words & _OLD)


def _is_repeat(before: _NumberedHeading, heading: _NumberedHeading) -> bool:
    """Whether a number stands before two things; ア and イ do so side by side in tables, の２ in 第３条の２ and 第３条の２の２."""
    return heading.value == before.value and heading.rest != before.rest and _STYLES[heading.style][0] not in _OFTEN_TWICE


def _read(checked: CheckedText, passage: Passage, number: int) -> _NumberedHeading | None:
    for style, (_, pattern) in enumerate(_STYLES):
        match = pattern.match(passage.text)
        if match is not None:
            rest = passage.text[match.end() :].strip()
            if not rest and _STYLES[style][0] == "目標":
                return _NumberedHeading(style, _value(match[1]), number, Span(checked, passage, 0, match.end()), str(number))
            if not rest or not re.search(r"[ぁ-んァ-ヴ一-龠A-Za-z]", rest):
                return None
            return _NumberedHeading(style, _value(match[1]), number, Span(checked, passage, 0, match.end()), rest)
    return None


def _value(text: str) -> int:
    if text[0] in _KANA:
        return _KANA.index(text[0]) + 1
    if text[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(text) - ord("①") + 1
    for first, last in _RANGES:
        if first <= text[0] <= last:
            return ord(text) - ord(first) + 1
    if text[0] in _IROHA:
        return _IROHA.index(text[0]) + 1
    return value_of(text)


def _bare(text: str) -> str:
    return re.sub(r"[\s.、]+$", "", one_width(text).strip())


def _before(headings: Sequence[_NumberedHeading], index: int) -> _NumberedHeading | None:
    """The heading of the same kind before it in its run; a heading of a higher kind ends the run, and so does a long way."""
    heading = headings[index]
    for place in range(index - 1, -1, -1):
        other = headings[place]
        if heading.number - other.number > _NEAR:
            return None
        if other.style == heading.style:
            return other
        if other.style < heading.style:
            return None
    return None


def _is_run(headings: Sequence[_NumberedHeading], index: int) -> bool:
    """Whether headings of this kind do follow each other here, one by one: in Word files, or where others around do so."""
    heading = headings[index]
    if heading.span.passage.sure:
        return True
    around = headings[max(0, index - _NEAR) : index + _NEAR]
    same = [other for other in around if other.style == heading.style and abs(other.number - heading.number) <= _NEAR]
    at = same.index(heading)
    before = at >= 2 and same[at - 2].value == same[at - 1].value - 1
    first = at >= 1 and same[at - 1].value == 1
    after = at + 1 < len(same) and heading.value < same[at + 1].value <= heading.value + 2
    last = at + 1 == len(same) or same[at + 1].value <= 1
    return (before or first) and (after or (last and before))


def _is_elsewhere(checked: CheckedText, before: _NumberedHeading, heading: _NumberedHeading) -> bool:
    """Whether the number that seems to be missing stands nearby all the same: pages are not always read in their order."""
    wanted = _as_written(heading, before.value + 1)
    first, last = max(0, before.number - 12), heading.number + 12
    bare = _bare(wanted)
    other_width = re.compile(rf"{re.escape(bare)}[ .、]*[^\d .、]")
    if (
        bare[-1:].isascii()
        and any(character.isdigit() for character in bare)
        and any(other_width.match(one_width(passage.text[:40])) for passage in checked.passages[first:last])
    ):
        return True
    pattern = re.compile(re.escape(wanted) if _MARKED.search(wanted) else rf"(?:^|[ 　。\n]){re.escape(wanted)}[ 　．.、]")
    return any(pattern.search(passage.text) for passage in checked.passages[first:last])


def _as_written(heading: _NumberedHeading, value: int) -> str:
    text = heading.span.text.strip()
    if text[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return circled(value)
    for first, last in _RANGES:
        if found := re.search(f"[{first}-{last}]", text):
            return text.replace(found[0], chr(ord(first) + value - 1))
    if _STYLES[heading.style][0] == "イロハ" and (found := re.search(f"[{_IROHA}]", text)):
        return text.replace(found[0], _IROHA[value - 1])
    if found := re.search(r"[ア-シ]", text):
        return text.replace(found[0], _KANA[value - 1])
    digits = str(value)
    if re.search(r"[一二三四五六七八九十百]", text):
        digits = kanji_number(value)
    elif re.search(r"[０-９]", text):
        digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return re.sub(r"[0-9０-９]+|[一二三四五六七八九十百]+", digits, text, count=1)
