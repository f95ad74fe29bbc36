from __future__ import annotations

import pytest
from texts import checked
from workspaces import codes

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.sums import check_sums
from hyoga_docs.core.problem import Severity


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("28市町村／32市町村（87.5％）", []),
        ("28市町村／32市町村（85.7％）", ["HD283"]),
        ("28市町村（32市町村の87.5％）", []),
        ("120人以上（対象人口400人の40％）", ["HD283"]),
        ("850通のうち340通（40.0％）", []),
        ("850通のうち340通（45.0％）", ["HD283"]),
        ("20件中15件（70％）", ["HD283"]),
        ("5人／10人（60％増）", []),
        ("延べ322件（電話198件、面接76件、メール48件）", []),
        ("延べ312件（電話198件、面接76件、メール48件）", ["HD281"]),
        ("参加費1,000円（会員500円、学生300円）", []),
        ("令和６年度（12回、延べ30人）", []),
        ("国：県：町＝１：１：２", []),
    ],
)
def test_numbers_that_a_sentence_states_together_agree(text: str, code: list[str]) -> None:
    assert codes(check_sums(checked(f"結果は、{text}である。"), CheckContext())) == code


def told(*passages: str) -> list[str]:
    return [f"{each.code} {each.message}" for each in check_sums(checked(*passages), CheckContext())]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("定数28名のうち、出席26名、欠席1名である。", 28, 27),
        ("委員16人中、出席者は12人、欠席者は3人でした。", 16, 15),
        ("構成員１０名、出席　８名、欠席　１名", 10, 9),
        ("議員定数20人、出席議員18人、欠席議員1人", 20, 19),
        ("委員10人中7人が出席し、欠席は2人であった。", 10, 9),
        ("委員10名のうち、7名が出席、2名が欠席した。", 10, 9),
        ("代理は認めない。定数28名のうち、出席26名、欠席1名である。", 28, 27),
        ("男性３名、女性４名の計８名", 8, 7),
        ("男12人、女10人、合計21人", 21, 22),
        ("投票総数は18票、有効投票17票、無効投票2票であった。", 18, 19),
    ],
)
def test_parts_that_are_not_the_whole_are_told(text: str, whole: int, parts: int) -> None:
    assert told(text) == [f"HD281 合計が内訳と合いません（{whole}、内訳の合計は{parts}）。"]
    assert [each.severity for each in check_sums(checked(text), CheckContext())] == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "定数28名のうち、出席27名、欠席1名である。",
        "定数28名のうち、出席26名、欠席1名、欠員1名である。",
        "委員16人、出席12人（うち代理２人）、欠席3人、委任状１人",
        "委員は16人である。出席は12人、欠席は3人であった。途中から1人が加わった。",
        "委員10人中7人が出席し、会議は成立した。",
        "男性３名、女性４名ほかの計８名",
        "男性3人、女性4人、計7人",
        "委員約30人、出席者26人、欠席者3人",
        "投票総数18票、有効投票16票、無効投票2票",
        "前回の出席は12人、欠席は3人、委員は16人であった。",
        "定員30名、出席28名、前回の欠席3名",
        "委員10人中8人が出席し、欠席は2人であった。",
        "欠員が1名あるため、定数28名に対し、出席26名、欠席1名であった。",
        "代理出席2名を含め、委員15名のうち、出席14名、欠席3名であった。",
    ],
)
def test_parts_that_are_the_whole_or_say_that_they_are_not_all_are_not(text: str) -> None:
    assert told(text) == []
