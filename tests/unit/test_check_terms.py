"""Terms and officers: what is right is left alone, whatever day it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workspaces import PLATFORM, planned

from hyoga_docs.check.members import check_members
from hyoga_docs.check.officers import check_officers
from hyoga_docs.check.terms import check_terms

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "title: 要領\n"
IN_FORCE = "effective: 2020-04-01\n"
SECTIONS = "sections:\n"
ROSTER = "title: 名簿\ncolumns: {role: 備考}\ngroups:\n  - category: [%s]\n    members: [{id: a, name: 甲, role: 委員長%s}]\n"
AMENDED = (
    "  - {id: duties, heading: 所掌, until: 2024-03-31, items: [%s]}\n"
    "  - {id: duties, heading: 所掌事項, since: 2024-04-01, items: [%s]}\n"
)
SUPPLEMENT = "supplementary: [{effective: 2024-04-01, text: 施行する。}]\n"


def told(tmp_path: Path, charter: str, roster: str = ROSTER % ("行政", "")) -> list[str]:
    plan, problems = planned(tmp_path, platform=PLATFORM, charter=charter, roster=roster)
    assert problems == []
    return [problem.code for check in (check_terms, check_members, check_officers) for problem in check(plan)]


def test_an_id_within_a_provision_ends_with_it(tmp_path: Path) -> None:
    old = "{id: one, text: 前の文。, until: 2022-03-31}, {id: one, text: 文。, since: 2022-04-01}"
    sections = SECTIONS + AMENDED % (old, "{id: one, text: 文。}")
    supplements = SUPPLEMENT.replace("[", "[{effective: 2022-04-01, text: 施行する。}, ")
    assert told(tmp_path, TITLE + IN_FORCE + sections + supplements) == []


def test_an_id_within_two_provisions_that_meet_is_there_twice(tmp_path: Path) -> None:
    items = "items: [{id: one, text: 文。}]"
    sections = f"  - {{heading: 甲, until: 2025-04-01, {items}}}\n  - {{heading: 乙, since: 2025-04-01, {items}}}\n"
    assert told(tmp_path, TITLE + IN_FORCE + SECTIONS + sections) == ["HD163", "HD165", "HD165"]


def test_what_is_still_a_draft_needs_no_supplement(tmp_path: Path) -> None:
    assert told(tmp_path / "a", TITLE + "status: 案\n" + SECTIONS + AMENDED % ("文。", "文。")) == []
    assert told(tmp_path / "b", TITLE + "effective: 2024-06-01\n" + SECTIONS + AMENDED % ("文。", "文。")) == []
    assert told(tmp_path / "c", TITLE + IN_FORCE + SECTIONS + AMENDED % ("文。", "文。")) == ["HD165"]


def test_a_supplement_may_be_that_of_a_category_of_the_roster(tmp_path: Path) -> None:
    roster = ROSTER % ("{text: 行政, until: 2024-03-31}, {text: 行政機関, since: 2024-04-01}", "")
    assert told(tmp_path, TITLE + IN_FORCE + SECTIONS + "  - 文。\n" + SUPPLEMENT, roster) == []


def test_the_last_day_of_the_calendar_is_a_day(tmp_path: Path) -> None:
    sections = SECTIONS + "  - {id: a, text: 文。, until: 9999-12-31}\n"
    assert told(tmp_path, TITLE + IN_FORCE + sections, ROSTER % ("{text: 行政, until: 9999-12-31}", ", until: 9999-12-31")) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("会長を置く。", ["HD169"]),
        ("部会に部会長を置く。", []),
        ("分科会長を置き、小委員長を置く。", []),
        ("副会長を置くことができる。", []),
        ("副会長を置かない。", []),
        ("副委員長十二人を置く。", ["HD169"]),
        ("副委員長二十十人を置く。", []),
        ("構成員は二十十人とする。", ["HD158"]),
    ],
)
def test_officers_that_the_charter_sets_up(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert told(tmp_path, TITLE + SECTIONS + f"  - {text}\n") == codes
