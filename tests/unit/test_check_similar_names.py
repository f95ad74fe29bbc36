from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from texts import checked
from workspaces import codes, law, plan_of

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.name_slips import are_sisters
from hyoga_docs.check.names_of_bodies import check_bodies
from hyoga_docs.check.odd_characters import check_odd_characters
from hyoga_docs.check.similar_names import check_likeness
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.spec.wording import Wording

#: Names of bodies, none of which is nearly another.
NAMES = ["見本地域若者支援機構", "阿蘇観光振興協会", "県労働雇用創生課", "就職氷河期世代活躍支援会議", "熊本商工会議所連合会"]
SURE = "".join(NAMES)
OTHERS = "愛暗胃駅塩仮貝顔旗客球橋曲銀苦具兄血犬湖根砂祭皿糸湿酒宿純暑"
IN_TEXT = ["{}が参加する。", "次に{}から説明を受ける。", "{}の職員", "（{}）"]


def told(*passages: str, names: tuple[str, ...] = (), plan: dict[str, object] | None = None) -> list[Problem]:
    context = CheckContext(plan_of(platform=plan)[0] if plan else None, Wording(names=names))
    texts = [checked(*passages)]
    return [*check_likeness(texts, context), *check_odd_characters(texts, context), *check_bodies(texts, context)]


def pointed_at(problem: Problem) -> str:
    return (problem.quote or "")[slice(*(problem.caret or (0, 0)))]


@law
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(IN_TEXT)), max_size=8), st.booleans())
def test_names_that_are_right_are_not_told(used: list[tuple[str, str]], known: bool) -> None:
    passages = [frame.format(name) for name, frame in used]
    assert told(*passages, names=tuple(NAMES) if known else ()) == []


@law
@given(st.sampled_from(NAMES), st.sampled_from(IN_TEXT), st.sampled_from(OTHERS), st.data())
def test_a_registered_name_with_one_wrong_character_is_told(name: str, frame: str, other: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 3))
    assume(not are_sisters(other, name[at]))
    wrong = name[:at] + other + name[at + 1 :]
    problems = told(frame.format(wrong), names=(name,))
    assert codes(problems) == ["HD261"]
    assert pointed_at(problems[0]) == wrong
    assert f"「{name}」" in (problems[0].hint or "")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("見本地域若者支援機構", "見本地域苦者支援機構"),  # no word
        ("就職氷河期世代活躍支援会議", "就職氷河期世代活躍支縁会議"),
        ("阿蘇観光振興協会", "阿蘇観光振興協議議会"),
        ("例町男女共同参画計画", "例町男女協同参画計画"),  # a word of the same sound
        ("見本県若年者就業支援協議会", "見本県若年者就業支協議会"),
    ],
)
def test_a_name_that_stands_three_times_tells_its_misspelling(name: str, wrong: str) -> None:
    expected = ["HD261"] if abs(len(name) - len(wrong)) < 2 else []
    assert codes(told(*[f"{name}を開く。"] * 3, f"{wrong}を開く。")) == expected


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("みほん就職氷河期世代プラットフォーム会議", "「活躍支援」が抜けた名前です"),
        ("みほん就職氷河期世代活躍支プラットフォーム会議", "一字違いの名前です"),
        ("みほん就職氷河期世代活躍躍支援プラットフォーム会議", "一字違いの名前です"),
        ("みほん就職氷河期世代活躍援支プラットフォーム会議", "字の入れ替わった名前です"),
        ("みぽん就職氷河期世代活躍支援プラットフォーム会議", "一字違いの名前です"),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "本日の{}に集う。", "㈱例も{}を㈱と開く。", "（{}委員）", "{}設置要綱"])
@pytest.mark.parametrize("beside", [False, True])
def test_a_registered_name_that_is_nearly_right_is_told_in_every_sentence(
    wrong: str, message: str, frame: str, *, beside: bool
) -> None:
    name = "みほん就職氷河期世代活躍支援プラットフォーム会議"
    text = [checked(frame.format(wrong))]
    context = CheckContext(names=(name,)) if beside else CheckContext(plan_of(platform={"names": {name: []}})[0])
    (problem,) = check_likeness(text, context)
    assert (problem.code, problem.severity, pointed_at(problem)) == ("HD261", Severity.WARNING, wrong)
    assert problem.message == f"{message}（{wrong}）。"


@pytest.mark.parametrize(
    "right",
    [
        "みほん就職氷河期世代活躍支援プラットフォームの会議",
        "旧みほん就職氷河期世代プラットフォーム会議の記録",
        "みほん就職氷河期世代プラットフォーム会議（以下「みほん就職氷河期世代プラットフォーム会議」という。）",
        "みほん中小就職氷河期世代活躍支援プラットフォーム会議",
        "例町就職氷河期世代活躍支援会議",
    ],
)
def test_other_names_than_a_registered_one_are_not_told(right: str) -> None:
    assert told(right, names=("みほん就職氷河期世代活躍支援プラットフォーム会議",)) == []


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
        ["医療法人社団一心会", "医療法人社団光心会", "医療法人社団裕心会", "医療法人社団誠心会", "医療法人社団三心会"],
        ["例町地域防災計画", "例町地区防災計画"],
        [*["憲法審査会を開く。"] * 3, "憲法調査会の記録"],
        [*["見本県健康増進課が話す。"] * 3, "見本県健康推進課が書く。"],
        [*["見本県都市計画局が話す。"] * 3, "見本県都市計画課が書く。"],
        ["例町見本小学校改築検討委員会", "例町青葉小学校改築検討委員会", "例町緑小学校改築検討委員会"],
        [*["見本県総合計画審議会を開く。"] * 3, "見本県総合企画審議会の記録"],
        [*["例町立第一小学校運営協議会"] * 3, "例町立第二小学校運営協議会"],
        [*["見本市議会総務常任委員会"] * 3, "見本市議会財務常任委員会"],
        ["児童福祉法、老人福祉法、身体障害者福祉法及び精神保健福祉士法による。"],
        [*["利用するインストール方法を選ぶ。"] * 3, "インストール法による。"],
        ["一般社団法人見本県医師会", "一般社団法人見本県歯科医師会"],
        [*["ローカルエリアネットワークを使う。"] * 3, "ローカルネットワークの例"],
        [*["スポーツレクリエーションセンターを使う。"] * 3, "スポーツセンターの例"],
        ["学校法人あおぞら学園", "学校法人青空学園"],
        ["学校法人青空学園が話す。", "学校法人そらいろ学園が書く。"],
        ["株式会社見本工業", "見本工業株式会社"],
        [*(f"{what}（マウス用）の設定" for what in "甲乙丙丁"), "戊（マウス可）の設定"],
        ["例山　一郎", "大城　真央", "渡辺　一郎", "例山二郎委員が話す。"],
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
        (["例山　一郎", "大城　真央", "長谷川　宏", "長合川委員が話す。"], "HD265", "長合川"),
        (["公益社団法人見本県農林公社が話す。", "公益財団法人見本県農林公社が書く。"], "HD261", "公益財団法人見本県農林公社"),
        (["明星（あかぼし）の由来", "学校法人明星学園が話す。", "学校法人あかぼし学園が書く。"], "HD262", "学校法人あかぼし学園"),
        ([*["就職氷河期世代活躍支援会議を開く。"] * 2, "就職氷河期活躍支援会議を開く。"], "HD261", "就職氷河期活躍支援会議"),
    ],
)
def test_every_kind_of_near_miss_is_told_where_it_stands(passages: list[str], code: str, wrong: str) -> None:
    (problem,) = told(*passages)
    assert (problem.code, pointed_at(problem)) == (code, wrong)


@pytest.mark.parametrize(
    ("texts", "severity"),
    [
        ([*["見本市若者就労世代応援推進総合計画"] * 6, "「見本市若者就労推進総合計画」を見る。"], "warning"),  # far oftener
        ([*["若者就労世代の会"] * 5, "見本市若者就労世代応援推進総合計画", "見本市若者就労応援推進総合計画を見る。"], "warning"),
        (
            [
                *["若者就労世代の会", "若者就労の場"] * 5,
                "見本市若者就労世代応援推進総合計画",
                "見本市若者就労応援推進総合計画を見る。",
            ],
            "note",
        ),
        (["見本市若者就労世代応援推進総合計画", "「見本市若者就労応援推進総合計画」を見る。"], None),
        # Whose meeting it is need not be said each time.
        (["令和3年6月見本町議会定例会議を開く。", "令和3年6月定例会議の記録です。"], None),
        (["令和3年度第2回見本市立図書館運営協議会", "令和3年度第2回図書館運営協議会を開く。"], None),
        (["平成20年9月見本県議会総務委員会の記録", "平成20年9月総務委員会を閉じる。"], None),
    ],
)
def test_a_piece_that_is_nearly_always_there_is_missed(texts: list[str], severity: str | None) -> None:
    found = check_likeness([checked(*texts)], CheckContext())
    assert [str(each.severity) for each in found if each.code == "HD261"] == ([severity] if severity else [])
