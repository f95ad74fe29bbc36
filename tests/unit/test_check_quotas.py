"""Quotas of charters as they are worded, beside the 区分 of a roster."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import plan_of

from hyoga_docs.check.members import check_members
from hyoga_docs.core.limits import time_limit

HEALTH = {"被保険者代表": 3, "保険医・薬剤師代表": 3, "公益代表": 2}
CHILDREN = {"学識経験者": 2, "子どもの保護者": 3, "公募委員": 2, "関係行政機関": 1}
PLAIN = {"": 8}


def told(groups: dict[str, int], *sections: Any, form: str = "numbers") -> list[str]:
    """The quotes of the findings of a charter, beside so many members of each 区分."""
    made = [
        {"category": category or None, "members": [{"id": f"m{g}-{m}", "person": f"見本　{g}{m}"} for m in range(count)]}
        for g, (category, count) in enumerate(groups.items())
    ]
    charter = {"title": "要綱", "form": form, "sections": list(sections)}
    plan, _ = plan_of(charter=charter, roster={"title": "名簿", "groups": made})
    return [problem.quote or "" for problem in check_members(plan) if problem.code == "HD158"]


@pytest.mark.parametrize(
    ("groups", "text", "quotes"),
    [
        (
            HEALTH,
            "協議会は、被保険者を代表する委員３人、保険医又は保険薬剤師を代表する委員３人及び公益を代表する委員３人をもって組織する。",
            ["公益を代表する委員３人"],
        ),
        (HEALTH, "被保険者を代表する委員　３人", []),
        (HEALTH, "被保険者を代表する委員　４人", ["被保険者を代表する委員　４人"]),
        (HEALTH, "被保険者代表、保険医・薬剤師代表及び公益代表　各３人", ["被保険者代表、保険医・薬剤師代表及び公益代表　各３人"]),
        (HEALTH, "協議会の委員の定数は、９人とする。", ["委員の定数は、９人"]),
        (HEALTH, "協議会は、委員８人以内で組織する。", []),
        (HEALTH, "協議会は、委員７人以内で組織する。", ["委員７人以内"]),
        (HEALTH, "被用者保険等保険者を代表する委員　１人", []),
        (CHILDREN, "学識経験を有する者　２人以内", []),
        (CHILDREN, "学識経験のある者　１人以内", ["学識経験のある者　１人以内"]),
        (CHILDREN, "公募による市民　若干名", []),
        (CHILDREN, "公募に応じた市民　１名", ["公募に応じた市民　１名"]),
        (CHILDREN, "関係行政機関の職員　２人程度", []),
        (CHILDREN, "会議は、委員20人以内で組織する。", []),
        (CHILDREN, "会議に、部会の委員３人を置く。", []),
        (CHILDREN, "子どもの保護者（公募による者を含む。）　３人", []),
        (PLAIN, "会議は、委員10人以上で組織する。", ["委員10人以上"]),
        (PLAIN, "会議は、会長１人、副会長１人及び委員６人で組織する。", []),
        ({**PLAIN, "事務局": 4}, "会議は、委員８人で組織する。", []),
    ],
)
def test_a_number_is_compared_with_its_own_category(groups: dict[str, int], text: str, quotes: list[str]) -> None:
    assert told(groups, text) == quotes


def test_articles_with_paragraphs_and_items_are_read() -> None:
    items = ["学識経験を有する者　２人", "子どもの保護者　２人以内"]
    of = {"text": "委員は、次に掲げる者のうちから、市長が委嘱する。", "items": items}
    article = {"heading": "組織", "paragraphs": ["会議は、委員９人以内で組織する。", of]}
    assert told(CHILDREN, {"heading": "総則", "sections": [article]}, form="articles") == ["子どもの保護者　２人以内"]


def test_a_long_run_of_spaces_is_looked_through_once() -> None:
    with time_limit(2):
        assert told({"公益代表": 2}, {"text": "次の者" + "　" * 20_000 + "とする。公益を代表する委員３人"}) == [
            "公益を代表する委員３人"
        ]
