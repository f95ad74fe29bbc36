"""Who stands in a roster twice, and what is told of names beside each other."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of

from hyoga_docs.check.same_members import check_same_members

COLUMNS = {"name": "所属", "post": "職名", "person": "氏名", "reading": "ふりがな"}
PEOPLE = ["見本　太郎", "見本　花子", "例　一郎"]


def told(*members: dict[str, Any], columns: dict[str, str] | None = None) -> list[tuple[str, str, str | None]]:
    """What is told of members without 区分: codes, severities and quotes."""
    made = [{"id": f"m{number}", **member} for number, member in enumerate(members)]
    plan, _ = plan_of(roster={"title": "名簿", "columns": columns or {}, "members": made})
    return [(problem.code, str(problem.severity), problem.quote) for problem in check_same_members(plan)]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ({"person": "見本　太郎"}, {"person": "見本　太郎"}, [("HD170", "warning")]),
        ({"name": "甲", "person": "見本　太郎"}, {"name": "乙", "person": "見本　太郎"}, [("HD170", "note")]),
        ({"person": "見本　太郎"}, {"person": "見本太郎"}, [("HD170", "warning"), ("HD171", "warning")]),
        ({"person": "高見　太郎"}, {"person": "髙見　太郎"}, [("HD170", "warning"), ("HD171", "warning")]),
        ({"person": "見本　太郎"}, {"person": "見本　大郎"}, []),
        ({"name": "見本県医師会"}, {"name": "見本県　医師会"}, [("HD172", "warning")]),
        ({"name": "甲", "post": "会長"}, {"name": "甲", "post": "理事"}, []),
        ({"name": "甲", "person": "見本　太郎"}, {"name": "甲", "person": "例　一郎"}, []),
        ({"person": "見本　太郎", "until": "2018-03-31"}, {"person": "見本太郎"}, [("HD171", "warning")]),
        ({"person": "見本　太郎", "until": "2018-03-31"}, {"person": "見本　太郎"}, []),
        ({"id": "a", "person": "見本太郎", "until": "2018-03-31"}, {"id": "a", "person": "見本太郎", "since": "2018-04-01"}, []),
    ],
)
def test_one_person_or_organisation_in_two_rows(one: dict[str, Any], other: dict[str, Any], wanted: list[tuple[str, str]]) -> None:
    assert [found[:2] for found in told(one, other)] == wanted


@pytest.mark.parametrize(
    ("person", "quotes"),
    [
        ("例 次郎", ["例 次郎"]),
        ("例次郎", ["例次郎"]),
        ("佐々木三千代", []),
        ("ジョン・スミス", []),
        ("例　　次", []),
        ("例次", []),
    ],
)
def test_a_space_that_is_not_as_in_the_other_names(person: str, quotes: list[str]) -> None:
    found = told(*({"person": each} for each in [*PEOPLE, person]))
    assert [quote for code, _, quote in found if code == "HD173"] == quotes
    assert told({"person": "見本　太郎"}, {"person": person}) == []


def test_a_few_empty_cells_of_a_column_that_is_printed() -> None:
    full = [{"name": f"機関{n}", "post": "部長", "person": person, "reading": "よみ"} for n, person in enumerate(PEOPLE)]
    lacking = {"name": "見本市", "person": "例　二郎", "reading": "よみ"}
    assert told(*full, lacking, columns=COLUMNS) == [("HD174", "note", "見本市")]
    assert told(*full, {"person": "例　二郎", "reading": "よみ"}, columns=COLUMNS) == []
    assert told(*full, {**lacking, "post": "課長", "reading": None}, columns=COLUMNS) == [("HD174", "note", "見本市")]
    assert told(*full, lacking) == []
