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
    ("right", "wrong"),
    [
        ("原因ははっきりしている。差ははるかに大きい。母ははたらく。", "会長はは出席する。"),
        ("どの場所ででも開ける。木のものでできている。", "会議でで決める。"),
        ("そうだろうといううがった見方。そういううちに終わる。", "難しいといういう声がある。"),
        ("会議ととらえる。関係者ととりまとめる。本ととてもよく似ている。", "対象ととする。"),
        ("細胞ががん化する。市ががれきを運ぶ。", "会議がが始まる。"),
        ("地域ににぎわいを戻す。部屋ににおいが残る。", "統合にに当たっては、"),
        ("若者ののびのびした姿。駅前ののぼり旗。", "若者のの声"),
        ("鳥がは虫類を食べる。稲をは種する。まんがは若者に人気がある。", "会社がは、"),
        ("なにを行うか。くにを守る。", "施設にを行う。"),
        ("課題があることととらえる。人とともに、", "公表することととしている。"),
        ("今日からからだを動かす。喉がからからに乾く。", "来月からから始める。"),
        ("争い自体を避ける。そのもの自体を招く。", "困った自体を招く。"),
        ("左右を対称とする図形", "中学校を対称とする。"),
        ("船員保険福祉センター、保健料理、医療保健制度", "保険所の保険師"),
        ("普及を計る指標", "普及を測りつつ、促進を計る。"),
        ("高専問題、受講議員、葬儀事業、上記緑の計画、返還境界、派遣産業医、築堤案", "専問の講議で議事禄を堤出する。"),
        ("次弟は医師であった。", "決まり次弟、知らせる。"),
        ("この事業を行う意義はない。平和の意義を唱える。", "御意義はありませんか。"),
        ("なすとうりの苗", "次のとうりです。"),
        ("日をずらさない。時刻を少しずらさずに", "分かりずらい"),
        ("市街地一帯となり、", "関係者が一帯となって取り組む。"),
        ("双方第１条を守る。", "学校教育方第１条"),
        ("句読点（、。）を打つ。", "会議を開く、。"),
        ("ハイブリッド、ボランティア、バックアップ", "ハイブリット方式とビックデータ"),
        ("先生によると、", "連携によ、進める。"),
        ("三つの部分からなった。多くの川からなった湖。何が分からなかったか。", "説明がなく、分からなった。"),
        ("思いついて話す。以上の計画です。ついては、協議をお願いする。結果、ついてくる。", "重要事項ついて協議する。"),
        ("基準についての説明、制度ついでの話、変更ついでに", "個人情報の取扱いついて、説明する。"),
        ("静かになった。木がおできになった。願いがかなった。", "出席できなった場合は、"),
        ("川わきになった。変わらなかった。", "三年間、数が変わらなった。"),
        ("そうしなければならなくなった。", "中止しなければならなった。"),
        ("殿堂というところ、どういう理由か。", "どいういう理由か。"),
        ("契約を約するものではない。安いものもあり、ものもらいではない。", "契約を約するものもではありません。"),
        ("基本額の上に乗せて、上乗せする。", "基本額に上乗せて支給する。"),
        ("申告書を提出し、申告を行う。申請書を行ごとに読む。", "確定申告書を行う方"),
        ("地方公共団体、基地本部、敷地法面", "国又は地本公共団体"),
        ("教育委員会、相談員会、推進員会、運営員会議、特別会員会費", "議会運営員会で話す。"),
    ],
)
def test_a_right_sentence_is_not_told_and_a_wrong_one_of_its_kind_is(right: str, wrong: str) -> None:
    assert codes(told(right)) == []
    assert set(codes(told(wrong))) == {"HD275"}


@pytest.mark.parametrize(
    ("way", "other", "kept"),
    [
        (
            "取組の例",
            "取り組みの例",
            ["積極的に取り組みつつ、", "取り組み始める。", "地域で取り組み", "「取り組みの例」"],
        ),
        ("受入れの例", "受け入れ体制", ["留学生を受け入れつつ", "留学生を受け入れ", "受け入れ難い", "受け入れに関する要綱"]),
        (
            "子供の話",
            "子どもの機会",
            ["子どもの権利条約", "見本市子ども家庭支援センター", "子ども・子育て支援法", "こども誰でも通園制度"],
        ),
        ("障がい者の例", "障害者の例", ["障害者総合支援法", "障害者の雇用の促進等に関する法律", "身体障害者手帳"]),
        ("手続きの例", "手続の例", ["行政手続条例", "手続における個人の識別に関する法律"]),
        ("３か所", "３箇所", ["三箇所", "数箇所", "何箇所か所管する。"]),
        ("資料を配付する。", "資料を配布する。", ["全戸にちらしを配布する。"]),
        ("寄附を募る。", "寄付金の例", ["寄付講座", "「寄付」の語"]),
        ("申込みの例", "申込を行う。", ["申込方法", "申込期限", "申込書"]),
    ],
)
def test_names_verbs_and_quotes_are_no_other_way_to_write_a_noun(way: str, other: str, kept: list[str]) -> None:
    assert codes(told(way, other)) == ["HD271"]
    for each in kept:
        assert codes(told(way, each)) == []


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["更に検討する。対策を更に強める。", "さらに、次の点を確かめた。"], []),
        (["町長及び町議会", "「町長および町議会」という。"], []),
        (["御協力をお願いする。", "りんご利用、制御利用"], []),
        (["見本社に当たっている。", "開催にあたって、話す。"], []),
        (["資料を下さい。", "ご覧ください。"], []),
        (["窓口で頂いた本", "読んでいただく。"], []),
        (["読んで頂く。", "話していただく。"], ["HD278"]),
        (["開催に当たって、話す。", "実施にあたって、話す。"], ["HD278"]),
        (["ご覧下さい。", "ご覧ください。"], ["HD278"]),
        (["御協力", "ご協力"], ["HD278"]),
    ],
)
def test_kanji_and_kana_of_one_word_are_noted_not_those_of_two(texts: list[str], code: list[str]) -> None:
    assert codes(told(*texts)) == code


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["取組を進める。", "取り組みを進める。"], ["HD271"]),
        (["子どもの会", "子供の会", "子供の話"], ["HD271"]),
        (["全ての人", "すべての人", "及び", "および"], ["HD278"]),
        (["９時～12時", "10時〜11時"], ["HD277"]),
        (["〇相談", "○連絡"], ["HD272"]),
        (["〇相談", "〇連絡"], []),
        (["名前は\ue000である。", "\ue001と\ue000"], ["HD274"]),
        (["\uf0b7　開会", "\uf0d8　閉会"], []),
        (["見本\ufffd太郎", "\ufffd"], ["HD274"]),
        (["〇市の例", "○相談"], []),
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
    noun = {"words": ["取組", "取り組み"], "use": "取組"}
    assert codes(told("市の取り組みの例", variants=[noun])) == ["HD273"]
    assert codes(told("取り組みます。取り組みつつ、", "「取り組みの例」", variants=[noun])) == []
    assert codes(told("事務職から話す。", wrong={"事務職": "事務局"})) == ["HD275"]
    assert codes(told("㈱見本①", machine_dependent=True)) == ["HD276"]
    assert codes(told("㈱見本①")) == []
