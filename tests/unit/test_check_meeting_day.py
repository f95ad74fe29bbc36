from __future__ import annotations

from dataclasses import replace

import pytest
from texts import checked
from workspaces import Data, codes, plan_of

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.meeting_day import check_fiscal_year, check_meeting_day
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity

STYLE = {"time": "午後２時～３時30分", "meeting_title": "{name}（{ordinal}）"}


def told(*passages: str, **meeting: object) -> list[Problem]:
    plan, _ = plan_of({"number": 2, "date": "2024-05-01", "time": "13:30-15:00", **meeting}, {"style": STYLE})
    return check_meeting_day(replace(checked(*passages), kind=TextOrigin.SUPPLIED), CheckContext(plan))


@pytest.mark.parametrize("title", ["見本会議（第２回）", "第２回見本会議", "令和６年度第２回 見本会議"])
@pytest.mark.parametrize("day", ["令和６年５月１日（水）", "2024年5月1日 水曜日", "令和６（2024）年５月１日", "R6.5.1（水）"])
@pytest.mark.parametrize("time", ["13:30～15:00", "午後１時半から３時まで", "１３時３０分－１５時００分", "午後１時30分～午後３時"])
def test_the_day_and_the_time_are_right_in_every_form(title: str, day: str, time: str) -> None:
    assert told(title, f"日時　{day}　{time}") == []
    assert told(title, f"日時　{day}", f"　　　{time}") == []


def test_another_time_beside_the_day_is_told_in_the_form_of_the_house() -> None:
    (problem,) = told("第２回見本会議", "日時　2024年５月１日（水）　14:00～15:00")
    assert (problem.code, problem.message) == ("HD227", "会議の時刻と違う時刻です（14:00～15:00）。")
    assert (problem.hint or "").startswith("この会議の時刻は午後１時30分～３時です。")
    assert codes(told("第２回見本会議", "令和６年５月２日（木）　13:30～15:00")) == ["HD227"]


@pytest.mark.parametrize(
    ("origin", "line", "severity"),
    [
        (TextOrigin.MADE, "日　時　令和６年４月30日（火）", Severity.ERROR),
        (TextOrigin.MADE, "１　期日　令和６年４月30日（火）", Severity.ERROR),
        (TextOrigin.MADE, "回答期限　令和６年４月30日（火）", Severity.WARNING),
        (TextOrigin.MADE, "令和６年４月30日", Severity.WARNING),
        (TextOrigin.SUPPLIED, "日　時　令和６年４月30日（火）", Severity.WARNING),
    ],
)
def test_another_day_of_the_meeting_in_a_document_of_ours_is_an_error(origin: TextOrigin, line: str, severity: Severity) -> None:
    plan, _ = plan_of({"number": 2, "date": "2024-05-01"}, {"style": STYLE})
    (problem,) = check_meeting_day(replace(checked("第２回見本会議", line), kind=origin), CheckContext(plan))
    assert (problem.code, problem.severity) == ("HD227", severity)


@pytest.mark.parametrize(
    "page",
    [
        ["第１回見本会議", "令和６年５月１日　10:00～12:00"],
        ["第２回見本会議", "令和６年５月１日　13:30～15:00", "受付　13:00～13:30"],
        ["第２回見本会議", "令和６年５月１日", "窓口", "受付時間　9:00～17:00"],
    ],
)
def test_times_that_are_not_the_meetings_are_not_told(page: list[str]) -> None:
    assert told(*page) == []


def test_a_meeting_that_is_not_counted_is_not_compared_with_others_of_its_body() -> None:
    assert told("見本会議", "令和５年５月１日　10:00～12:00", number=None) == []


@pytest.mark.parametrize(
    ("meeting", "code"),
    [
        ({"fiscal_year": 2024}, []),
        ({"fiscal_year": "令和５年度"}, ["HD117"]),
        ({"date": "2025-03-31", "fiscal_year": 2024}, []),
        ({"date": "2025-04-01", "fiscal_year": 2024}, ["HD117"]),
        ({}, []),
    ],
)
def test_a_meeting_outside_of_its_fiscal_year_is_told(meeting: Data, code: list[str]) -> None:
    assert codes(check_fiscal_year(plan_of(meeting)[0])) == code
