"""Headings in the order of their numbers: gaps, and numbers that stand twice (`HD245`, `HD246`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import report
from hyoga_docs.check.numbered_headings import DIVISIONS, INNER, KANJI, OUTER, NumberedHeading, as_written, read_heading
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.numerals import kanji_number
from hyoga_docs.japanese.plain import one_width, plain
from hyoga_docs.text.passages import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_SHORTEST = 3  # numbers that make a run
_NEAR = 60  # passages within which one number follows the other
_MOST_OPEN = 12  # runs that may go on; nobody nests deeper
_FAR = 12  # passages around, among which one that was read in another order stands, or that keep two things apart
_SECOND = 2
#: Series that stand side by side in the cells of a row.
_OFTEN_TWICE = {"ア"}
#: Where everything is numbered anew: annexes, and titles of other texts.
_ANEW = re.compile(
    r"[ 　]*[【〔（(［\[]?[ 　]*"
    r"(?:附[ 　]*則|別[ 　]*[表紙添記]|(?:第[^ 　]{1,4}号)?様[ 　]*式|参[ 　]*考|資[ 　]*料|目[ 　]*次|記[ 　]*$)"
    r"|[^。、]{2,40}(?:法|令|条例|規則|規程|要綱|要領|規約|会則|定款)[ 　]*(?:[（(〔][^。]{1,40}[）)〕])*[ 　]*$"
)
#: Words that say why numbers are missing.
_LEFT_OUT = re.compile(r"削[ 　]*除|[（(〔]?(?:中|以下)?略[）)〕]|欠番|抜[ 　]*粋|[（(]抄[）)]|^[ 　]*…+[ 　]*$|順[ 　]*位")
#: Words that say how provisions are amended, some of which are then quoted.
_AMENDED = re.compile(
    r"[」』](?:に改め|を加え|を削|とする)|次の(?:ただし書|[^ 　、。]{1,4}[条項号文章節表])を加え|次のように(?:改め|改正|加え)"
    r"|を削り、|を削る。|[条項号]を[^。]{1,12}とし、"
)
#: A chapter's line that is read as no heading, as a number and a half space may be anything: 2 審議事項.
_CHAPTER = re.compile(r"[0-9]{1,2} [一-龠々ァ-ヴーぁ-ん]{2,20}")
_RANKED = re.compile(r"順[ 　]*位|ランキング")
_AROUND = 5  # passages before and after a run in which such words are looked for
_LONGEST_TITLE = 80  # characters
_FIRST = 40  # passages of a PDF among which the headings of a 新旧対照表 stand
#: How the columns of a 新旧対照表 are headed.
_NEW, _OLD = {"改正後", "改正案", "新", "変更後"}, {"改正前", "現行", "旧", "変更前"}


def check_headings(checked: CheckedText, _house: CheckContext) -> list[Problem]:
    """Numbers that are left out or stand twice in a run of headings, which begins with 1."""
    if checked.kind is TextOrigin.YAML or checked.kind is TextOrigin.MADE:
        return []
    if _is_compared([passage.text for passage in checked.passages[:_FIRST]]):  # a PDF, of which no cells are known
        return []
    outline = _Outline(checked)
    found = [problem for run in outline.runs for problem in _in_run(outline, run)]
    return [problem for _, problem in sorted(found, key=lambda each: each[0])]


def _old_and_new(checked: CheckedText) -> set[str]:
    """The lines of 新旧対照表, where each number stands on both sides."""
    tables = (grid.rows for grid in checked.body.grids if grid.rows and _is_compared(grid.rows[0]))
    return {line for rows in tables for row in rows for cell in row for line in cell.split("\n")}


def _is_compared(headings: Sequence[str]) -> bool:
    words = {re.sub(r"[ 　]", "", heading) for heading in headings}
    both = any(new + old in words or old + new in words for new in _NEW for old in _OLD)  # side by side in one line
    return both or bool(words & _NEW and words & _OLD)


class _Run:
    """Headings of one series that follow each other, with whatever is numbered below them between."""

    def __init__(self, first: NumberedHeading, *, whole: bool) -> None:
        self.headings = [first]
        self.whole = whole  # whether it begins where numbers begin

    @property
    def last(self) -> NumberedHeading:
        return self.headings[-1]


class _Outline:
    """A text's numbered headings, in runs: each goes on where its number is the next, or nearly."""

    def __init__(self, checked: CheckedText) -> None:
        self.checked = checked
        self.runs: list[_Run] = []
        self._open: list[_Run] = []
        self.numbered: set[int] = set()  # the passages that begin with a number
        twice = _old_and_new(checked)
        for index, passage in enumerate(checked.passages):
            if passage.kind is not PassageKind.TEXT or passage.text in twice:
                continue
            heading = read_heading(checked, passage, index)
            if heading is not None:
                self.numbered.add(index)
                self._take(heading)
            elif len(passage.text) <= _LONGEST_TITLE and _ANEW.match(passage.text):
                self._open.clear()

    def _take(self, heading: NumberedHeading) -> None:
        if heading.style in DIVISIONS:
            outer = {*DIVISIONS[: DIVISIONS.index(heading.style) + 1], "条"}  # articles go on through the chapters
            self._open = [run for run in self._open if run.last.style in outer]
        if heading.style in OUTER or heading.style == KANJI:
            inner = INNER if heading.style == KANJI or not self._is_in_article() else (*INNER, KANJI)
            self._open = [run for run in self._open if run.last.style not in inner]
        same = [
            run for run in reversed(self._open) if run.last.series == heading.series and heading.index - run.last.index <= _NEAR
        ]
        goes_on = next((run for run in same if run.last.value == heading.value - 1), None)
        if goes_on is None and same and heading.value > 1 and _is_nearly_next(same[0].last, heading):
            goes_on = same[0]
        if goes_on is not None:
            below = self._open.index(goes_on)
            beside = [run for run in self._open[below + 1 :] if run in same]  # as in the columns of a table
            self._open[below:] = [*beside, goes_on]
            goes_on.headings.append(heading)
            return
        run = _Run(heading, whole=self._begins(heading))
        self.runs.append(run)
        self._open = [*self._open, run][-_MOST_OPEN:]

    def _is_in_article(self) -> bool:
        return any(run.last.style in {"条", "条の"} for run in self._open)

    def _begins(self, heading: NumberedHeading) -> bool:
        """Whether a run begins with its first number: an article's first paragraph has none, nor is there a 第３条の１.

        The first of 目標１, 目標２ may stand at the end of a line that was read with it.
        """
        below_article = bool(self._open) and self._open[-1].last.style in {"条", "条の"}
        first = _SECOND if below_article or heading.style in {"条の", "イロハ", "目標"} else 1
        return heading.style == "号" or heading.value in {1, first}

    def says(self, pattern: re.Pattern[str], first: int, last: int) -> bool:
        """Whether the text says something from one passage to another, or close by."""
        around = self.checked.passages[max(0, first - _AROUND) : last + _AROUND + 1]
        return any(pattern.search(passage.text) for passage in around)

    def parts(self, before: NumberedHeading, heading: NumberedHeading) -> bool:
        """Whether a chapter begins between two headings."""
        between = range(before.index + 1, heading.index)
        return any(index not in self.numbered and _CHAPTER.fullmatch(self.checked.passages[index].text) for index in between)

    @cached_property
    def strays(self) -> dict[int, NumberedHeading]:
        """Headings that begin and end a run with another number than the first."""
        return {run.last.index: run.last for run in self.runs if len(run.headings) == 1 and not run.whole}

    @cached_property
    def amended(self) -> list[int]:
        """The passages that say how a provision is amended."""
        return [index for index, passage in enumerate(self.checked.passages) if _AMENDED.search(passage.text)]

    def is_amended(self, run: _Run) -> bool:
        """Whether provisions are amended in or around a run: it quotes some of them."""
        at = bisect_left(self.amended, run.headings[0].index - _AROUND)
        return at < len(self.amended) and self.amended[at] <= run.last.index + _AROUND


def _is_nearly_next(before: NumberedHeading, heading: NumberedHeading) -> bool:
    """Whether a number is the one before it again, before something else, or the one after the next."""
    return heading.value == before.value + 2 or (heading.value == before.value and not _is_same(before.rest, heading.rest))


def _is_same(one: str, other: str) -> bool:
    """Whether two headings are one: that of the agenda again over its paper, or with more words."""
    a, b = plain(one), plain(other)
    return a.startswith(b) or b.startswith(a)


def _in_run(outline: _Outline, run: _Run) -> Iterator[tuple[int, Problem]]:
    """What is wrong with one run; where more than one thing is, it is no run, but a table or two lists side by side."""
    headings = run.headings
    breaks = [at for at in range(1, len(headings)) if headings[at].value != headings[at - 1].value + 1]
    if len(headings) < _SHORTEST or not breaks or outline.is_amended(run):
        return
    before, heading, after = headings[breaks[0] - 1], headings[breaks[0]], headings[breaks[0] + 1 :]
    misnumbered = heading.value == before.value and breaks[1:] == [breaks[0] + 1] and after[0].value == heading.value + 2
    if not run.whole and (heading.value != before.value or breaks[0] < _SHORTEST - 1 or not after):
        return  # an excerpt, of which a number is told only where it goes on after it
    if len(breaks) > 1 and (not misnumbered or outline.says(_RANKED, headings[0].index, heading.index)):
        return
    if heading.value == before.value and outline.parts(before, heading):
        return  # minutes take (2) of the next chapter before its (1)
    if heading.value == before.value and _is_repeat(before, heading, after):
        other = f"もう一つは{before.span.where}の「{before.rest[:20]}」"
        message = f"番号「{heading.span.text.strip()}」が二度使われています（{other}）。"
        yield heading.index, report(heading.span, "HD246", Severity.WARNING, message, "番号を振り直してください。")
    elif heading.value != before.value and _is_gap(outline, before, heading, after):
        missing = as_written(heading, before.value + 1)
        message = f"番号「{missing}」が抜けています（{before.span.text.strip()}の次が{heading.span.text.strip()}）。"
        yield heading.index, report(heading.span, "HD245", Severity.WARNING, message, "番号を詰めるか、抜けた項を足してください。")


def _is_repeat(before: NumberedHeading, heading: NumberedHeading, after: Sequence[NumberedHeading]) -> bool:
    """Whether a number stands before two things: the numbers go on after it, or the two are alike and end a list."""
    is_near = heading.index - before.index <= _FAR
    if heading.style in _OFTEN_TWICE or (heading.style == "号" and not is_near):
        return False
    ends_alike = before.rest.endswith("。") == heading.rest.endswith("。")
    return bool(after) or (ends_alike and (heading.value > _SECOND or is_near))


def _is_gap(outline: _Outline, before: NumberedHeading, heading: NumberedHeading, after: Sequence[NumberedHeading]) -> bool:
    """Whether a number is missing: there are enough of them, and nothing says why or has it in another way."""
    if before.style == "号" or (before.value == 1 and not after):
        return False
    return not outline.says(_LEFT_OUT, before.index, heading.index) and not _is_elsewhere(outline, before, heading)


def _is_elsewhere(outline: _Outline, before: NumberedHeading, heading: NumberedHeading) -> bool:
    """Whether the number that seems to be missing stands there in another way, or nearby: pages are not always read in order."""
    value, passages = before.value + 1, outline.checked.passages
    wanted = re.escape(re.sub(r"[\s.、]+$", "", one_width(as_written(heading, value)).strip()))
    first = re.compile(rf"{wanted}(?![0-9])")
    other_way = re.compile(rf"\W*(?:第 ?)?(?:{value}|{kanji_number(value)})(?![0-9])")
    run_on = re.compile(rf"[ 。）)]{wanted}[ .、)]")
    for index in range(before.index, heading.index):
        text = one_width(passages[index].text)
        if run_on.search(text) or (index not in outline.numbered and (other_way.match(text) or first.match(text))):
            return True
    around = (outline.strays.get(index) for index in range(before.index - _FAR, heading.index + _FAR))
    return any(other.value == value and first.match(one_width(other.span.text)) for other in around if other is not None)
