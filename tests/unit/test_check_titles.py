from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from texts import ALONE, checked
from workspaces import codes, planned

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.check.titles import check_titles, is_slip
from hyoga_docs.core.problem import Problem

LISTED = [
    "配付資料",
    "資料１　見本市の就労支援の取組状況",
    "資料２　見本市の住宅支援の実施状況（案）",
    "資料３　令和５年度見本市決算報告書",
]


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("見本市の就労支援の取組状況", "見本市の就労支援の取組み状況", True),
        ("見本市の就労支援の取組状況", "見本市の就労支授の取組状況", True),
        ("見本市の就労支援の取組状況", "見本市の就労支援の取組状況", False),
        ("見本市の就労支援の取組状況", "見本市の就労支援の取組状況について", False),
        ("見本市の就労支援の取組状況", "見本市の就労支援の取組状況（案）", False),
        ("令和５年度見本市決算報告書", "令和４年度見本市決算報告書", False),
        ("見本市の就労支援の取組状況", "見本市の住宅支援の実施結果", False),
        ("見本市の計画", "見本市の計書", False),
        ("見本市就労支援会議設置要綱", "見本市就労支援会議設置要領", False),
        ("見本市実行委員会収支決算について", "見本市実行委員会収支決算書", False),
        ("前期見本市基本計画の進捗状況", "後期見本市基本計画の進捗状況", False),
        ("見本市公共交通計画の中間評価の結果", "見本市公共交通計画の事後評価の結果", False),
        ("見本市一般会計予算の概要", "見本市特別会計予算の概要", False),
        ("温暖化の対策の実施状況", "県内の温暖化の対策の実施状況", False),
        ("見本市立小学校の統合の方針", "見本市立中学校の統合の方針", False),
        ("見本市の医療計画の策定の日程", "見本市の医療計画の改定の日程", True),
    ],
)
def test_titles_that_are_nearly_one_are_a_slip(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other) is slip
    assert is_slip(other, one) is slip


def told(*headings: str) -> list[Problem]:
    return check_titles([checked(*LISTED, *headings)], ALONE)


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (["見本市の就労支援の取組状況", "見本市の住宅支援の実施状況（案）", "令和５年度見本市決算報告書"], []),
        (["見本市の就労支援の取組み状況", "令和５年度見本市決算報告書"], ["HD251"]),
        (["令和４年度見本市決算報告書"], ["HD251"]),
        (["令和４年度見本市決算報告書", "令和５年度見本市決算報告書"], []),
        (["見本市の住宅支援の実施状況（素案）"], ["HD213"]),
        (["見本市の就労支援の取組状況を、次のとおり報告する。"], []),
        (["見本市の就労支援の取組状況", "見本市の就労支援の評価状況"], []),  # the paper of the list is there, this is a part
        (["見本市の就労支援の実施状況", "見本市の就労支援の実施状況"], []),
    ],
)
def test_headings_are_those_of_the_list(headings: list[str], code: list[str]) -> None:
    assert codes(told(*headings)) == code


@pytest.mark.parametrize(
    ("typed", "severity"),
    [
        ("（１）見本市の就労支援の取組み状況について", "error"),
        ("見本市の就労支授の取組状況", "error"),
        ("見本市の就労支援の実施状況", "warning"),
        ("見本市の就労支援の取組状況（案）", None),
        ("見本市の就労支援の取組状況を、次のとおり報告する。", None),
        ("　　　　　について", None),
    ],
)
def test_a_title_that_was_typed_into_a_template_is_that_of_the_meeting(tmp_path: Path, typed: str, severity: str | None) -> None:
    meeting = "number: 1\ndate: 2024-05-01\nagenda: [{title: 見本市の就労支援の取組状況について}]\nhandouts: []\n"
    plan, _ = planned(tmp_path / "w", meeting)
    text = replace(checked("次第", typed), kind=TextOrigin.MADE)
    found = check_titles([text], CheckContext(plan))
    assert [(each.code, str(each.severity)) for each in found] == ([("HD251", severity)] if severity else [])
