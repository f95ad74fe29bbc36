from __future__ import annotations

import pytest
from workspaces import codes, plan_of

from hyoga_docs.check.typed_numbers import check_typed_numbers


@pytest.mark.parametrize("title", ["１　開会", "1. 開会", "（２）予算について", "① 開会", "一　開会", "2) 開会", "ア　予算"])
def test_a_number_that_was_typed_in_the_agenda_is_told(title: str) -> None:
    assert codes(check_typed_numbers(plan_of({"agenda": [title]})[0])) == ["HD144"]
    assert check_typed_numbers(plan_of({"agenda": [title], "numbering": "none"})[0]) == []
    assert check_typed_numbers(plan_of({"agenda": [{"title": title, "label": ""}]})[0]) == []


@pytest.mark.parametrize(
    "title",
    [
        "10月の行事について",
        "2024年度予算",
        "第２次計画について",
        "１人当たりの額",
        "1.5倍の計画",
        "アンケートについて",
        "（案）の協議",
    ],
)
def test_other_figures_at_the_beginning_of_a_title_are_right(title: str) -> None:
    assert check_typed_numbers(plan_of({"agenda": [title]})[0]) == []


@pytest.mark.parametrize(
    ("title", "told"), [("資料1　予算", 1), ("資料１－２ 予算", 1), ("資料編", 0), ("資料1の訂正", 0), ("参考資料1 予算", 0)]
)
def test_a_label_that_was_typed_in_a_title_is_told(title: str, told: int) -> None:
    plan, _ = plan_of({"handouts": [{"title": title, "supplied_by": "財政課"}]})
    assert codes(check_typed_numbers(plan)) == ["HD144"] * told


@pytest.mark.parametrize(
    ("labels", "count"),
    [
        ([None, None, None], 0),
        ([None, "資料２", None], 0),
        ([None, "資料３", None], 2),  # 資料１, 資料３, 資料２
        ([None, None, "資料４"], 1),
        (["資料５", "資料６"], 0),  # goes on from another day
        (["資料２－１", "資料２－２", "資料３"], 0),
        (["資料２－１", "資料２－３"], 1),
        ([None, "当日資料１", None], 0),
        ([None, "別冊", None], 0),
        (["資料No.１", "資料No.２"], 0),
    ],
)
def test_a_typed_label_that_does_not_follow_the_others_is_noted(labels: list[str | None], count: int) -> None:
    papers = [
        {"title": f"見本の{name}", "supplied_by": "財政課", **({"label": label} if label else {})}
        for name, label in zip("甲乙丙", labels, strict=False)
    ]
    plan, _ = plan_of({"handouts": papers})
    assert codes(check_typed_numbers(plan)) == ["HD249"] * count
