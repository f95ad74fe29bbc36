from __future__ import annotations

import pytest
from texts import ALONE, checked

from hyoga_docs.check.doubled_words import check_doubled_words


def told(text: str) -> list[str | None]:
    return [problem.hint for problem in check_doubled_words(checked(text), ALONE)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("見本労働審議会審議会令第８条", "審議会"),
        ("委員会委員会を開く。", "委員会"),
        ("計画を検討検討する。", "検討"),
        ("会議を開催開催した。", "開催"),
        ("事業を進める進めること。", "進める"),
        ("必要なものものと認める。", "もの"),
        ("第第３条", "第"),
        ("１０日日に開く。", "日"),
        ("見本番号カードには、カードには顔写真が入る。", "カードには"),
        ("計画については、計画については別に定める。", "計画については"),
    ],
)
def test_a_word_that_stands_twice_is_told(text: str, word: str) -> None:
    assert told(text) == [f"「{word}」一つではありませんか。"]


@pytest.mark.parametrize(
    "text",
    [
        "それぞれ、ますます、次々、各各",
        "住民住民の声、学校学校で違う。",
        "一人一人の声、お一人お一人",
        "県県民部、市市民課、町町民課",
        "見本小学校学校運営協議会",
        "見本大学大学院、見本市議会議会事務局",
        "介護保険保険料、労働組合組合員",
        "委員会委員会室、協議会協議会長、審議会審議会委員",
        "少しずつ少しずつ進める。その時その時",
        "改革改革と叫ぶ。会議会議で忙しい。",
        "代わる代わる話す。繰り返し繰り返し",
        "ものものしい。ものものしく",
        "５日日曜日、３月月例会、１円円滑",
        "地方創生推進交付金交付要綱",
        "検討を検討会で行う。",
        "人口人口を比べる。",
        "市には市の、県には県の役割がある。",
        "会場には、駐車場には止められない方が来る。",
        "計画では、事業計画では定めないことを定める。",
        "人には、人にはできない役目がある。",
        "資料１、資料１別紙及び資料２を配る。資料１、資料１－２",
        "別紙１の１、別紙１の２、別紙１１、別紙１２",
        "議題は資料１、資料１の補足は参考資料１を見る。",
    ],
)
def test_right_doublings_are_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("決算（資料２－１、資料２－１、資料２－３）", "資料２－１"),
        ("別紙3、別紙3及び別紙4を添える。", "別紙3"),
        ("参考資料1,参考資料1を配る。", "参考資料1"),
    ],
)
def test_a_paper_that_is_listed_twice_is_another_or_one(text: str, paper: str) -> None:
    assert told(text) == [f"「{paper}」一つか、ほかの番号ではありませんか。"]
