from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from texts import checked
from workspaces import codes, law, plan_of

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.names_of_bodies import check_bodies
from hyoga_docs.check.similar_names import check_likeness
from hyoga_docs.check.word_lists import sister_kanji
from hyoga_docs.core.problem import Problem
from hyoga_docs.spec.wording import Wording

#: Names of bodies, none of which is nearly another.
NAMES = ["見本地域若者支援機構", "阿蘇観光振興協会", "県労働雇用創生課", "就職氷河期世代活躍支援会議", "熊本商工会議所連合会"]
SURE = "".join(NAMES)
OTHERS = "愛暗胃駅塩仮貝顔旗客球橋曲銀苦具兄血犬湖根砂祭皿糸湿酒宿純暑"
IN_TEXT = ["{}が参加する。", "次に{}から説明を受ける。", "{}の職員", "（{}）"]


def told(*passages: str, names: tuple[str, ...] = (), plan: dict[str, object] | None = None) -> list[Problem]:
    context = CheckContext(plan_of(platform=plan)[0] if plan else None, Wording(names=names))
    texts = [checked(*passages)]
    return [*check_likeness(texts, context), *check_bodies(texts, context)]


def pointed_at(problem: Problem) -> str:
    return (problem.quote or "")[slice(*(problem.caret or (0, 0)))]


@law
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(IN_TEXT)), max_size=8), st.booleans())
def test_names_that_are_right_are_not_told(used: list[tuple[str, str]], known: bool) -> None:
    passages = [frame.format(name) for name, frame in used]
    assert told(*passages, names=tuple(NAMES) if known else ()) == []


@law
@given(st.sampled_from(NAMES), st.sampled_from(IN_TEXT), st.sampled_from(OTHERS), st.booleans(), st.data())
def test_a_name_with_one_wrong_character_is_told(name: str, frame: str, other: str, registered: bool, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 3))
    assume(not any(other in group and name[at] in group for group in sister_kanji()))
    wrong = name[:at] + other + name[at + 1 :]
    right = [f"{name}が{number}件を扱う。" for number in "一二三"]
    passages = [frame.format(wrong)] if registered else [*right, frame.format(wrong)]
    problems = told(*passages, names=(name,) if registered else ())
    assert codes(problems) == ["HD261"]
    assert pointed_at(problems[0]) == wrong
    assert f"「{name}」" in (problems[0].hint or "")


@law
@given(st.sampled_from(NAMES), st.sampled_from(OTHERS), st.data())
def test_a_name_that_is_said_to_be_right_is_not_told(name: str, other: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 3))
    similar = name[:at] + other + name[at + 1 :]
    assert told(*[f"{name}が話す。"] * 3, f"{similar}が話す。", names=(name, similar)) == []


def test_the_names_of_a_workspace_are_known_and_so_are_their_aliases() -> None:
    platform: dict[str, object] = {"secretariat": ["県労働雇用創生課"], "names": {"みらい支援ひろば": ["みらいひろば会"]}}
    assert codes(told("県労働雇用創成課が話す。", plan=platform)) == ["HD261"]
    assert codes(told("みらい支授ひろばが話す。", plan=platform)) == ["HD261"]
    assert told("県労働雇用創生課、みらい支援ひろば、みらいひろば会が話す。", plan=platform) == []


@pytest.mark.parametrize(
    "passages",
    [
        ["見本県北部保健所の会議", "見本県南部保健所の会議", "見本県北部保健所の会議", "見本県北部保健所の会議"],
        [*["見本県社会福祉協議会が話す。"] * 4, "見本市社会福祉協議会が話す。"],
        [*["第１回見本検討委員会を開く。"] * 4, "第２回見本検討委員会を開く。"],
        ["株式会社見本工業が作る。", "旧見本工業株式会社の工場"],
        ["学校法人青空学園が書く。", "学校法人みどりが丘学園が書く。", "株式会社青空"],
        ["湯の原町で開く。", "湯の原町で閉じる。", "霧ヶ丘駅に行く。"],
        ["塩谷　信吾", "大城　真央", "渡辺　一郎", "塩谷委員、渡邉委員、大城委員が話す。"],
        ["塩谷　信吾", "大城　真央", "渡辺　一郎", "専門委員、公募委員、臨時委員が話す。"],
    ],
)
def test_sisters_are_no_near_misses(passages: list[str]) -> None:
    assert told(*passages) == []


@pytest.mark.parametrize(
    ("passages", "code", "wrong"),
    [
        (["学校法人青空学園が話す。", "学校法人あおぞら学園が書く。"], "HD262", "学校法人あおぞら学園"),
        (["湯の原町で開く。", "湯ノ原町で閉じる。"], "HD262", "湯ノ原町"),
        (["株式会社見本工業が作る。", "見本工業株式会社が売る。"], "HD263", "見本工業株式会社"),
        (["㈱見本工業が作る。", "見本工業株式会社が売る。"], "HD263", "見本工業株式会社"),
        (
            [*(f"【事務局（見本県総務課）】{what}について" for what in "甲乙丙丁"), "【事務職（見本県総務課）】戊について"],
            "HD264",
            "職",
        ),
        (["塩谷　信吾", "大城　真央", "渡辺　一郎", "塩屋委員が話す。"], "HD265", "塩屋"),
        ([*["就職氷河期世代活躍支援会議を開く。"] * 2, "就職氷河期活躍支援会議を開く。"], "HD261", "就職氷河期活躍支援会議"),
    ],
)
def test_every_kind_of_near_miss_is_told_where_it_stands(passages: list[str], code: str, wrong: str) -> None:
    (problem,) = told(*passages)
    assert (problem.code, pointed_at(problem)) == (code, wrong)
