from __future__ import annotations

import pytest
from texts import checked
from workspaces import codes

from hyoga_docs.check.annexes import check_annexes

FORMS = ["様式第１号（第４条関係）", "様式第２号（第５条関係）", "様式第３号（第６条関係）"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (["内訳は、別紙１のとおりとする。"], ["HD244"]),
        (["内訳は、別紙１と別紙２のとおりとする。"], []),
        (["内訳は、別紙のとおりとする。"], []),
        (["様式第１号を使う。"], []),
        (["様式１号を使う。"], []),
        (["国の通知の別紙１を参照する。"], []),
        (["別紙１枚を添える。"], []),
        (["別紙１－１を見る。"], []),
        (["別表第一の二の項を適用する。"], []),
        (["別紙１", "申込書", "氏名を書く。"], []),  # the file is that annex
        (["１　目的", "２　期間", "３　場所", "別紙１", "申込書"], ["HD244"]),
    ],
)
def test_a_number_that_only_one_annex_bears_is_noted(text: list[str], code: list[str]) -> None:
    assert codes(check_annexes(checked(*text))) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ([*FORMS, "申請は、様式第４号による。"], ["HD253"]),
        ([FORMS[0], FORMS[1], "様式第４号（第８条関係）", "申請は、様式第３号による。"], ["HD253"]),
        (["申請は、様式第１号による。", *FORMS], []),
        (["申請は、様式第１号から様式第９号までによる。", *FORMS[:2]], []),  # the others are files of their own
        (["申請は、様式第８号又は様式第９号による。", *FORMS], []),
        ([*FORMS, "県の要綱の様式第４号による。"], []),
        ([*FORMS, "同様式第４号は、廃止する。"], []),
        (["別紙１", "別紙２", "別紙３", "明細は、別紙４に書く。"], ["HD253"]),
        (["別表第一（第二条関係）", "別表第二（第三条関係）", "別表第三（第四条関係）", "額は、別表第四に定める。"], ["HD253"]),
        (["別表第一（第二条関係）", "別表第二（第三条関係）", "別表第三（第四条関係）", "法別表第四に定める。"], []),
    ],
)
def test_an_annex_that_is_named_and_not_there_is_noted(text: list[str], code: list[str]) -> None:
    assert codes(check_annexes(checked("見本市要綱", "趣旨", "次による。", *text))) == code
