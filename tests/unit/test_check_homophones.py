from __future__ import annotations

import pytest
from texts import ALONE, checked

from hyoga_docs.check.homophones import check_homophones
from hyoga_docs.check.word_lists import homophones

#: A sentence with a wrong word, the right word, and right sentences that look like it.
CASES = (
    ("会議は、次に揚げる事項を審議する。", "掲げ", ("次に掲げる事項", "次に、国旗を揚げる。", "船荷を揚げる。", "次に挙げる例")),
    ("次の各号に上げる者", "掲げ", ("目標を上げる。", "次に上げるのは税率である。", "次の各号に掲げる者")),
    (
        "会長が召集し、議長となる。",
        "招集",
        ("会長が招集し", "国会は、天皇が召集する。", "内閣は臨時会を召集することができる。", "召集令状"),
    ),
    ("必要に応じて会議を召集する。", "招集", ("臨時国会の召集日", "会議を招集する。", "国会議員の会を召集する。")),
    ("委員がかけた場合", "欠けた", ("委員が電話をかけた場合", "委員がかけた眼鏡", "委員が欠けた場合")),
    ("再任を防げない。", "妨げ", ("再発を防げない。", "再任を妨げない。", "事故は防げる。")),
    ("会長が会議に図る。", "諮", ("会議に図書を置く。", "会議に諮る。", "改善を図る。", "総会に計り知れない損害を与えた。")),
    ("充実を諮る。", "図", ("審議会に諮る。", "充実を図る。")),
    ("議長を勤める。", "務め", ("会社に勤める。", "議長を務める。", "会長の勤め先")),
    ("損失を保障する。", "補償", ("社会保障", "安全を保障する。", "損害の保証人", "自動車損害賠償保障法")),
    ("債務を補償する。", "保証", ("損失を補償する。", "債務を保証する。")),
    ("者を対照とする調査", "対象", ("新旧対照表", "住民を対象とする。", "患者を対照とする試験", "比較対照する。")),
    ("委員意外の者", "以外", ("意外の感", "委員は意外に多い。", "委員以外の者")),
    ("市長の決済を受ける。", "決裁", ("電子決済", "電子決裁", "市長の決裁", "市長決済用カード")),
    ("代金を決裁する。", "決済", ("起案を決裁する。", "代金の納付を決裁する。")),
    ("第３条の規程により", "規定", ("会計規程により", "第３号規程", "前項の規定により", "第３条の規程集")),
    ("この要綱は、交付の日から施行する。", "公布", ("交付の日から三十日以内", "公布の日から施行する。", "交付の決定")),
    ("補助金を公布する。", "交付", ("条例を公布する。", "補助金を交付する。")),
    ("会費を収める。", "納め", ("成果を収める。", "会費を納める。", "箱に収める。")),
    ("方針に添って進める。", "沿", ("付き添って行く。", "方針に沿って", "申請書に写しを添えて")),
    ("申請書に沿えて出す。", "添え", ("道に沿って", "申請書に添えて")),
    ("定員を越えるとき", "超え", ("山を越える。", "年を越える。", "定員を超える。")),
    ("費用に当てる。", "充て", ("日に当てる。", "費用に充てる。", "当て字")),
    ("責任を追求する。", "追及", ("利益を追求する。", "真理を追究する。", "責任を追及する。")),
    ("責任を追う。", "負", ("責任を追及する。", "後を追う。", "責任を負う。")),
    ("補決の委員を置く。", "補欠", ("補欠の委員", "議決の委員")),
    ("意志表示をする。", "意思", ("強い意志", "意志の強い人", "意思表示")),
)


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(problem.code, problem.hint) for problem in check_homophones(checked(text), ALONE)]


@pytest.mark.parametrize(("wrong", "right"), [case[:2] for case in CASES])
def test_a_word_is_told_that_its_noun_and_particle_betray(wrong: str, right: str) -> None:
    assert told(wrong) == [("HD285", f"「{right}」ではありませんか。")]


@pytest.mark.parametrize("text", [text for case in CASES for text in case[2]])
def test_a_word_in_another_sentence_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_short_word_may_stand_between() -> None:
    assert [hint for _, hint in told("会長が必要に応じ、召集する。会長がこれを召集する。")] == ["「招集」ではありませんか。"] * 2


def test_each_line_of_the_list_has_a_place_a_wrong_word_and_another_right_one() -> None:
    for place, right in homophones():
        nouns, particles, wrong = (part.split() for part in place.split("＋"))
        assert nouns
        assert particles
        assert wrong
        assert right.split()[0] not in wrong
