from __future__ import annotations

import pytest
from texts import ALONE, checked
from workspaces import codes

from hyoga_docs.check.mojibake import check_mojibake, is_garbled
from hyoga_docs.check.run import check_texts

SENTENCE = "見本市の協議会は、次のとおり会議を開きます。"


def read_as(text: str, written: str, read: str) -> str:
    return "".join(
        chr(byte) if read == "cp1252" and byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode(read)
        for byte in text.encode(written)
    )


GARBLED = [
    SENTENCE.encode().decode("cp932", errors="replace"),
    SENTENCE.encode().decode("cp932", errors="ignore"),
    read_as(SENTENCE, "utf-8", "cp1252"),
    SENTENCE.encode().decode("latin-1"),
    SENTENCE.encode("cp932").decode(errors="replace"),
    read_as(SENTENCE, "cp932", "cp1252"),
    SENTENCE.encode("cp932").decode("latin-1"),
    SENTENCE.encode("euc-jp").decode("cp932", errors="replace"),
    SENTENCE.encode("euc-jp").decode("latin-1"),
    SENTENCE.encode("iso-2022-jp").decode("ascii"),
    "????? ??????????, ????? 2024",
    "".join(chr(0xE000 + 7 * n) for n in range(20)) + "ab",
    "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f",
]


def test_a_text_whose_control_characters_were_lost_is_garbled() -> None:
    text = "計画の案は、次の会議で審議する。".encode().decode("latin-1")
    assert is_garbled("".join(character for character in text if not "\x80" <= character <= "\x9f"))


@pytest.mark.parametrize("text", GARBLED)
def test_what_nobody_can_read_is_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "齋藤　髙樹、薛　繧繝、龔　縺、邊見　彌、渡邉　鷗",  # names and words in rare kanji
        "繧繝錦、繧繝縁、縺れた糸を繝る",
        "本次会议将讨论地区青年支援计划的实施情况。",
        "本次會議將討論地區青年支援計畫的實施情況。",
        "다음 회의는 오월에 열립니다.",
        "Cet été, l'élève déçu espère être reçu à l'école où naîtra l'œuvre.",
        "Informação à população: reunião de pais, amanhã às 10h. Não são necessárias inscrições. Irmã, manhã, pão, mãe.",
        "Größe, Übung und Maß: „ähnlich‚ wie“",
        "x² + ƒ(x) ≤ ∫ æ dx, ¥1,200 ¤5",
        "A-01, B-02, C-03, 0x3F, #N/A, %E3%81%82",
        "ｶﾌﾞｼｷｶﾞｲｼｬ ﾐﾎﾝ､ﾀﾛｳ･ﾊﾅｺ､ｼﾞﾛｳ",
        "いつ??どこで??だれが??",
        "What?? Why?? How did it come to this?",
        "見本　\ue000太郎、\ue001子",
        "\uf0b7" * 30,  # dots of a symbol font
        "令和??年??月??日",
        "氏名�太郎",
        "￥1,200　～　￥3,400",
        "",
    ],
)
def test_what_somebody_can_read_is_not(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize("text", GARBLED)
def test_a_garbled_text_is_one_finding_and_no_other_rule_looks_at_it(text: str) -> None:
    assert codes(check_texts([checked(*[text] * 50)], ALONE)) == ["HD206"]


def test_where_only_a_part_is_garbled_the_rest_is_checked() -> None:
    text = checked(SENTENCE, GARBLED[0], "会議（第１回を開く。", SENTENCE * 5, GARBLED[3])
    found = check_texts([text], ALONE)
    assert codes(found) == ["HD206", "HD201"]
    assert "ほかに1か所" in found[0].message
    assert [len(each.passages) for each in check_mojibake([text])[0]] == [3]


def test_a_passage_of_question_marks_alone_is_lost() -> None:
    assert is_garbled("?" * 20)
    assert not is_garbled("本当か" + "?" * 20)
    assert not is_garbled("???")
