from __future__ import annotations

import pytest
from texts import ALONE, checked
from workspaces import codes

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.wording import check_variants, check_wording
from hyoga_docs.core.problem import Problem
from hyoga_docs.spec.wording import Wording


def told(*passages: str, **wording: object) -> list[Problem]:
    context = CheckContext(wording=Wording.model_validate(wording)) if wording else ALONE
    text = checked(*passages)
    return [*check_wording(text, context), *check_variants([text], context)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("社会保健に加入する。", "社会保険"),
        ("シュミレーションを行う。", "シミュレーション"),
        ("資料の堤出", "提"),
        ("いづれ報告する。", "いずれ"),
        ("一人づつ話す。", "ずつ"),
        ("結果をを報告する。", "を"),
        ("会議がが始まる。", "が"),
        ("会議を開く。。", "。"),
    ],
)
def test_a_wrong_word_is_told_with_the_right_one(wrong: str, right: str) -> None:
    (problem,) = told(wrong)
    assert problem.code == "HD275"
    assert problem.hint == f"「{right}」ではありませんか。"


@pytest.mark.parametrize(
    "text",
    [
        "社会保険、保健所、保健師、介護保険",
        "異議なし、意義のある会議",
        "対称な図形",
        "取り組みます。取り組み、進める。",
        "計画自体を見直す。",
        "ものの見方、そのののち",
        "ははの日",
        "少なくとも",
    ],
)
def test_a_right_word_is_not_told(text: str) -> None:
    assert codes(told(text)) == []


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["取組を進める。", "取り組みを進める。"], ["HD271"]),
        (["子どもの会", "子供の会", "子供の話"], ["HD271"]),
        (["全ての人", "すべての人", "及び", "および"], ["HD278"]),
        (["９時～12時", "10時〜11時"], ["HD277"]),
        (["〇相談", "〇連絡"], ["HD272"]),
        (["名前は\ue000である。"], ["HD274"]),
        (["取組を進める。", "取り組み、進める。", "取り組みます。"], []),
        (["サーバーの更新", "サーバーの利用"], []),
        (["〇〇課", "○相談"], []),
        (["〇月〇日"], []),
    ],
)
def test_ways_to_write_a_word_are_told_where_they_are_mixed(texts: list[str], code: list[str]) -> None:
    assert codes(told(*texts)) == code


def test_a_house_says_what_it_writes_and_what_it_does_not_mind() -> None:
    texts = ["子どもの会", "子供の会"]
    assert codes(told(*texts, variants=[{"words": ["子供", "子ども"], "use": "子ども"}])) == ["HD273"]
    assert codes(told(*texts, ignore=["子供"])) == []
    assert codes(told("事務職から話す。", wrong={"事務職": "事務局"})) == ["HD275"]
    assert codes(told("㈱見本①", machine_dependent=True)) == ["HD276", "HD276"]
    assert codes(told("㈱見本①")) == []
