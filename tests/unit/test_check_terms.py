"""Terms and officers: what is right is left alone, whatever day it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workspaces import PLATFORM, planned

from hyoga_docs.check.members import check_members
from hyoga_docs.check.officers import check_officers
from hyoga_docs.check.terms import check_terms
from hyoga_docs.spec.charter import kind_of_charter

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


ARTICLES = "title: 見本会議設置要綱\nform: articles\neffective: 2020-04-01\nsections:\n"


@pytest.mark.parametrize(
    ("article", "codes"),
    [
        ("{paragraphs: [会議を置く。, 会議は、委員５人で組織する。]}", ["HD158"]),
        ("{text: 会議を置く。, proviso: ただし、会議に会長を置く。}", ["HD169"]),
        ("{heading: 総則, sections: [{text: 会議に、次の者を置く。, items: [監事, 会長を置く委員会]}]}", ["HD169"]),
        ("{text: [{text: 甲, until: 2024-03-31}, {text: 乙, since: 2024-04-01}], heading: 組織}", ["HD165"]),
        ("{text: 甲, proviso: {text: ただし、乙, since: 2024-04-01}}", ["HD165"]),
        ("{text: 甲, proviso: [{text: ただし、乙, until: 2023-03-31}, {text: ただし、丙, since: 2023-04-01}]}", ["HD165"]),
        ("{text: 甲, proviso: [{text: 乙。}, {text: 丙。, since: 2025-04-01}]}", ["HD161", "HD165"]),
        (
            "{paragraphs: [{text: [{text: 文。, until: 2019-04-01}, {text: <nothing>, since: 2025-04-01}]}, 文。]}",
            ["HD162", "HD131", "HD165"],
        ),
    ],
)
def test_articles_are_read_to_the_last_sentence(tmp_path: Path, article: str, codes: list[str]) -> None:
    assert [code for code in told(tmp_path, ARTICLES + f"  - {article}\n") if code != "HD166"] == codes


def test_a_supplement_in_paragraphs_is_no_amendment_by_itself(tmp_path: Path) -> None:
    supplement = "supplementary: [{effective: 2025-04-01, paragraphs: [{heading: 施行期日, text: 施行する。}]}]\n"
    assert told(tmp_path, ARTICLES + "  - 会議を置く。\n" + supplement) == ["HD166"]


def test_amendments_before_the_first_that_is_written_have_nothing_but_their_supplements(tmp_path: Path) -> None:
    supplements = "supplementary: [{effective: 2021-04-01, text: 施行する。}, {effective: 2023-04-01, text: 施行する。}]\n"
    assert told(tmp_path / "a", ARTICLES + "  - 会議を置く。\n" + supplements) == []
    amended = "  - text: [{text: 甲, until: 2023-03-31}, {text: 乙, since: 2023-04-01}]\n"
    assert told(tmp_path / "b", ARTICLES + amended + supplements) == []


def test_messages_call_the_charter_as_its_title_does(tmp_path: Path) -> None:
    plan, _ = planned(
        tmp_path, platform=PLATFORM, charter=ARTICLES + "  - 会議は、委員５人で組織する。\n", roster=ROSTER % ("行政", "")
    )
    (problem,) = check_members(plan)
    assert "要綱の構成員の数（委員５人）" in problem.message
    assert problem.hint == "名簿か要綱のどちらかを直してください。"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("見本市防災会議条例", "条例"),
        ("見本市国民健康保険運営協議会規則", "規則"),
        ("見本地区協議会規約", "規約"),
        ("見本会議設置要綱（平成30年４月１日施行）", "要綱"),
        ("見本会議の運営について", "要領"),
        ("見本市附属機関設置条例施行規則", "規則"),
    ],
)
def test_the_kind_of_a_charter_is_the_last_word_of_its_title(title: str, kind: str) -> None:
    assert kind_of_charter(title) == kind
