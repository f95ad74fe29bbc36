"""The first page of what invites to a meeting: whether it says the day and the time, and the right ones (`HD227`, `HD229`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity, note
from hyoga_docs.japanese.date_reader import find_dates
from hyoga_docs.japanese.dates import fiscal_year
from hyoga_docs.japanese.plain import plain
from hyoga_docs.japanese.times import find_spans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.text.passages import Passage

_MEETING = re.compile(
    r"(?:第\s*[0-9０-９一二三四五六七八九十]+\s*回|定例会|臨時会).{0,60}(?:会議|審議会|委員会|協議会|検討会|部会|懇談会|議会)"
)
_OF_ANOTHER = re.compile(r"[ 　]*(?:現在|時点|付け?|作成|版|改正|改定|制定|公布|施行)")
_IS_HELD = re.compile(r"[ 　0-9０-９．.、（()）]*(?:開催)?(?:日[ 　]*時|期[ 　]*日|開催日|と[ 　]*き)")
_COVER_LINES = 30  # passages that the first page of a text without pages is taken to have
_NEAR_BEFORE, _NEAR_AFTER = 2, 3  # passages around the meeting's name in which its day stands


def check_meeting_day(checked: CheckedText, context: CheckContext) -> list[Problem]:
    """The day and the time that stand beside the meeting's name, in any form."""
    if context.plan is None:
        return list(_cover_alone(checked)) if checked.kind is TextOrigin.FILE else []
    names = () if checked.kind is TextOrigin.YAML else _names(context.plan)
    page = _cover(checked) if names else []
    named = [index for index, passage in enumerate(page) if any(name in plain(passage.text) for name in names)]
    if not named:
        return []
    first = max(0, named[0] - _NEAR_BEFORE)
    near = page[first : named[0] + _NEAR_AFTER]
    if any(found.date == context.plan.workspace.meeting.date for passage in page for found in find_dates(passage.text)):
        return list(_time(checked, page[first:], context.plan))
    return list(_day(checked, near, context.plan))


def check_fiscal_year(plan: Plan) -> list[Problem]:
    """A meeting outside of the 年度 that it is written to be of."""
    meeting, place = plan.workspace.meeting, plan.workspace.place("meeting", "fiscal_year")
    year = fiscal_year(meeting.date)
    if meeting.fiscal_year in {None, year}:
        return []
    hint = f"{plan.workspace.platform.style.dates.fiscal_year(year, meeting.date)}なら「fiscal_year: {year}」です。"
    message = f"会議の日（{meeting.date}）は、その年度の日ではありません。"
    return [note("HD117", message, place=place, quote=str(meeting.fiscal_year), hint=hint)]


def _names(plan: Plan) -> Collection[str]:
    """What a passage has in it that names this meeting, and not only one of its body; none of a meeting without a number."""
    title = plan.meeting_title
    return {plain(title.full_name), plain(title.ordinal + plan.workspace.platform.meeting_name)} if title.ordinal else ()


def _day(checked: CheckedText, near: Sequence[Passage], plan: Plan) -> Iterator[Problem]:
    """The first day beside the name, where it is another one."""
    for passage in near:
        for found in find_dates(passage.text):
            if found.date is not None and not _OF_ANOTHER.match(passage.text, found.end):
                span = Span(checked, passage, found.start, found.end)
                right = plan.workspace.platform.style.dates.day(plan.workspace.meeting.date)
                message = f"会議の日と違う日付です（{span.text}）。"
                is_ours = checked.kind is TextOrigin.MADE and _IS_HELD.match(passage.text)  # it contradicts the meeting's own file
                severity = Severity.ERROR if is_ours else Severity.WARNING
                yield report(span, "HD227", severity, message, f"この会議の日は{right}です。")
                return


def _time(checked: CheckedText, page: Sequence[Passage], plan: Plan) -> Iterator[Problem]:
    """The first time beside the day of the meeting, where no time of the page is the meeting's."""
    meeting = plan.workspace.meeting
    spans = [(index, passage, found) for index, passage in enumerate(page) for found in find_spans(passage.text)]
    if meeting.time is None or any(
        found.begins == meeting.time.begins and meeting.time.ends in {None, found.ends} for _, _, found in spans
    ):
        return
    days = {index for index, passage in enumerate(page) for found in find_dates(passage.text) if found.date == meeting.date}
    for index, passage, found in spans:
        if index in days or index - 1 in days:
            span = Span(checked, passage, found.start, found.end)
            right = plan.workspace.platform.style.dates.span(meeting.time)
            message = f"会議の時刻と違う時刻です（{span.text}）。"
            yield report(span, "HD227", Severity.WARNING, message, f"この会議の時刻は{right}です。")
            return


def _cover(checked: CheckedText) -> list[Passage]:
    first = checked.passages[0].page if checked.passages else None
    return [passage for passage in checked.passages[:_COVER_LINES] if passage.page == first]


def _cover_alone(checked: CheckedText) -> Iterator[Problem]:
    """A packet's first page that says when the meeting is, by the hour, and not on which day."""
    page = _cover(checked)
    words = "".join(passage.text for passage in page)
    if not _MEETING.search(words) or any(found.day is not None for passage in page for found in find_dates(passage.text)):
        return
    for passage in page:
        for time_span in find_spans(passage.text):
            span = Span(checked, passage, time_span.start, time_span.end)
            hint = "会議の日（令和○年○月○日（曜日））を書いてください。"
            yield report(span, "HD229", Severity.WARNING, "最初のページに時刻はありますが、日付がありません。", hint)
            return
