"""What is underlined in a comparison table: examples of what a prefecture amends, and laws."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.text.diff import Runs, compare_texts, likeness

#: The old text and the new, each with brackets around what is underlined.
AMENDED = [
    # bodies and posts
    ("熊本県[商工観光労働部長]", "熊本県[商工労働部長]"),
    ("熊本県商工観光労働部[職業安定課]", "熊本県商工観光労働部[職業対策課]"),
    ("[労働雇用創生課]", "[雇用推進課]"),
    ("[商工観光労働部]労働雇用創生課長", "[商工労働部商工雇用創生局]労働雇用創生課長"),
    ("会長は[商工観光労働部長]、副会長は[労働局]職業安定部長とする。", "会長は[商工労働部長]、副会長は職業安定部長とする。"),
    ("「[就職支援会議]」を設置する。", "「[就業支援協議会]」を設置する。"),
    ("ハローワーク[熊本]", "ハローワーク[菊池]"),
    ("[ハローワーク]熊本", "[ジョブカフェ]熊本"),
    ("[会長]及び[副会長]", "[委員長]及び[副委員長]"),
    ("一般社団法人熊本県専修学校各種学校連合会　[会長]", "一般社団法人熊本県専修学校各種学校連合会　[副会長]"),
    ("熊本県経営者協会　専務理事　[田中　太郎]", "熊本県経営者協会　専務理事　[鈴木　次郎]"),
    # numbers, dates and fiscal years
    ("委員は、[１０人]以内で組織する。", "委員は、[１５人]以内で組織する。"),
    ("会長１名、副会長[２名]、委員[10名]", "会長１名、副会長[１名]、委員[12名]"),
    ("委員は、[二十三人]以内", "委員は、[二十五人]以内"),
    ("予算額は[1,200円]とする。", "予算額は[1,300円]とする。"),
    ("委員の任期は、[２年]とする。", "委員の任期は、[３年]とする。"),
    ("この要領は、[令和２年]４月１日から施行する。", "この要領は、[令和３年]４月１日から施行する。"),
    ("この要領は、[令和２年４月１日]から施行する。", "この要領は、[令和３年４月10日]から施行する。"),
    ("この要領は、令和２年[４月１日]から施行する。", "この要領は、令和２年[６月15日]から施行する。"),
    ("[令和二年]四月一日から施行する。", "[令和三年]四月一日から施行する。"),
    ("[令和２年]４月１日から[令和４年]３月31日まで", "[令和４年]４月１日から[令和６年]３月31日まで"),
    ("[平成31年度]事業計画", "[令和元年度]事業計画"),
    ("電話[096-333-2340]", "電話[096-333-2341]"),
    # references
    ("[３]の規定により", "[４]の規定により"),
    ("[第５条]第２項の規定", "[第６条]第２項の規定"),
    ("[第５条の２]に掲げる者", "[第５条の３]に掲げる者"),
    ("[第３条第２項第１号]に該当", "[第４条第２項第２号]に該当"),
    ("[第５条]及び[第６条]の規定", "[第６条]及び[第７条]の規定"),
    ("[前条]の規定にかかわらず", "[第３条]の規定にかかわらず"),
    ("法（昭和49年法律第116号）[第62条]", "法（昭和49年法律第116号）[第63条]"),
    # insertions, and where they are put
    ("熊本県は、協議会を置く。", "熊本県[（以下「県」という。）]は、協議会を置く。"),
    (
        "労働局（以下「局」という。）、市町村（以下「市」という。）",
        "労働局（以下「局」という。）、[県（以下「県」という。）、]市町村（以下「市」という。）",
    ),
    ("甲乙（以下「乙」という。）", "甲[（以下「甲」という。）]乙（以下「乙」という。）"),
    ("Ａ、Ｂ、Ｃ", "Ａ、Ｂ、[Ｄ、]Ｃ"),
    ("商工会、森林組合及び漁業協同組合", "商工会、[農業協同組合、]森林組合及び漁業協同組合"),
    ("学識経験者、[労働者代表、]使用者代表", "学識経験者、使用者代表"),
    ("商工会議所、商工会[、農協]", "[農協、]商工会議所、商工会"),
    ("委員の任期は、[２年]とする。", "委員の任期は、[３年]とする。[ただし、再任を妨げない。]"),
    ("会議は、会長が招集する。", "会議は、会長が招集する。[ただし、緊急の場合は、書面によることができる。]"),
    ("協議会に[、]会長及び副会長を置く。", "協議会に会長及び副会長を置く。"),
    ("（設置）", "（[目的及び]設置）"),
    ("県", "[「]県[」]"),
    # spelling
    ("[取組み]を推進する。", "[取組]を推進する。"),
    ("[打合せを行なう]。", "[打ち合わせを行う]。"),
    ("事業実施に[あたって]は", "事業実施に[当たって]は"),
    ("県[及び]市町村", "県[並びに]市町村"),
    ("[ＮＰＯ法人]", "[NPO法人]"),
    ("対象者：大学生[、]短大生", "対象者：大学生[・]短大生"),
    ("[葛󠄀城]市長", "[葛城]市長"),
    ("[髙橋]　一郎", "[高橋]　一郎"),
    ("[𠮷田]　花子", "[吉田]　花子"),
    # sentences written anew
    ("会長は、[委員の互選により選出する]。", "会長は、[県商工観光労働部長をもって充てる]。"),
    (
        "[地域の活性化を図るため、関係機関が連携して雇用対策に取り組む]。",
        "[県内企業の人材確保を目的とし、若年者の県内就職を促進する事業を行う]。",
    ),
    (
        "会長は、会務を総理する。会長[に事故があるときは、副会長]がその職務を代理する。",
        "会長は、会務を総理する。会長[が欠けたとき又は会長が必要と認めたときは、あらかじめ指名された者]がその職務を代理する。",
    ),
    (
        "この[要綱]は、平成16年４月１日から[施行する]。",
        "この[要領]は、平成16年４月１日から[施行し、令和７年３月31日限り、その効力を失う]。",
    ),
]

_MARKS = "\u3099\u309a\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_NUMBERS = re.compile("[0-9０-９]+(?:[,，.．][0-9０-９]+)*|[〇一二三四五六七八九十百千万]{2,}")
_WORDS = re.compile("[A-Za-zＡ-Ｚａ-ｚ]{2,}|[ァ-ヺー]{2,}")
# fmt: off
_PARTS = [
    "会長", "委員", "県", "は", "の", "、", "。", "（", "）", "「", "」", "及び", "第５条", "第二項", "令和２年",
    "４月", "１日", "1,200", "１．５", "3", "二十三", "千", "年", "月", "日", "NPO", "ハローワーク", "ー", "ｶﾞ",
    "葛\U000e0100", "葛", "か\u309a", "\u3099", "\u200d", "\ufe00", "\U000e0100", "👨\u200d👩\u200d👧", "👍🏽", "髙",
    "𠮷", "に", "に当たって", "する", "課", "課長", "労働", "雇用", "創生", "-", ".", ",",
]
# fmt: on


parts = st.lists(st.sampled_from([*_PARTS, " ", "\u3000", "\n", "\r\n"]), max_size=14).map("".join)
texts = st.one_of(parts, st.text(max_size=20))


def drawn(runs: Runs) -> str:
    return "".join(f"[{piece}]" if changed else piece for piece, changed in runs)


def bare(marked: str) -> str:
    return marked.replace("[", "").replace("]", "")


def joined(runs: Runs) -> str:
    return "".join(piece for piece, _ in runs)


def stayed(runs: Runs) -> str:
    return "".join(piece for piece, changed in runs if not changed)


def cuts(runs: Runs) -> list[int]:
    places = [0]
    for piece, _ in runs:
        places.append(places[-1] + len(piece))
    return places[1:-1]


@pytest.mark.parametrize(("old", "new"), AMENDED)
def test_a_clerk_underlines(old: str, new: str) -> None:
    assert tuple(map(drawn, compare_texts(bare(old), bare(new)))) == (old, new)


@pytest.mark.parametrize(("old", "new"), AMENDED)
def test_both_directions_are_underlined_alike(old: str, new: str) -> None:
    assert compare_texts(bare(new), bare(old)) == compare_texts(bare(old), bare(new))[::-1]


@law
@given(texts, texts)
def test_the_pieces_are_the_texts(old: str, new: str) -> None:
    for runs, text in zip(compare_texts(old, new), (old, new), strict=True):
        assert joined(runs) == text
        assert all(piece for piece, _ in runs)
        assert all(one[1] != two[1] for one, two in pairwise(runs))


@law
@given(texts, texts)
def test_what_stayed_is_the_same_on_both_sides(old: str, new: str) -> None:
    before, after = compare_texts(old, new)
    assert stayed(before) == stayed(after)
    assert (old == new) == (not any(changed for runs in (before, after) for _, changed in runs))


@law
@given(texts, texts)
def test_the_other_way_round_is_the_same(old: str, new: str) -> None:
    assert compare_texts(new, old) == compare_texts(old, new)[::-1]
    assert likeness(new, old) == likeness(old, new)


@law
@given(parts, parts)
def test_nothing_is_cut_inside(old: str, new: str) -> None:
    for runs, text in zip(compare_texts(old, new), (old, new), strict=True):
        inside = {
            place for found in (_NUMBERS, _WORDS) for hit in found.finditer(text) for place in range(hit.start() + 1, hit.end())
        }
        for cut in cuts(runs):
            assert not re.match(f"[{_MARKS}]", text[cut])
            assert not re.match(r"\u200d[^\w\s]", text[cut - 1 : cut + 1])
            assert text[cut - 1 : cut + 1] != "\r\n"
            assert cut not in inside


@law
@given(parts, parts, parts)
def test_a_common_beginning_and_end_of_whole_sentences_is_not_underlined(head: str, old: str, new: str) -> None:
    before, after = compare_texts(f"前文とする。\n{old}\n附則とする。", f"前文とする。\n{new}\n附則とする。")
    assert stayed(before).startswith("前文とする。")
    assert stayed(after).endswith("附則とする。")


@law
@given(texts)
def test_an_equal_text_is_one_piece(text: str) -> None:
    same = ((text, False),) if text else ()
    assert compare_texts(text, text) == (same, same)
    assert likeness(text, text) == 1


@law
@given(texts, texts)
def test_likeness_is_a_share_and_whole_only_for_equals(old: str, new: str) -> None:
    assert 0 <= likeness(old, new) <= 1
    assert (likeness(old, new) == 1) == (old == new)


def test_likeness_knows_an_amended_provision_from_another_one() -> None:
    old = "会長は、会務を総理し、協議会を代表する。"
    assert likeness(old, "会長は、会務を総理し、会議を代表する。") > 0.7
    assert likeness(old, "委員の任期は、２年とし、再任を妨げない。") < 0.3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一" * 20_000, "二" * 20_000),
        ("の" * 20_000, "の" * 19_000),
        ("".join(chr(0x4E00 + at % 4001) for at in range(20_000)), "".join(chr(0x6E00 + at % 3989) for at in range(20_000))),
        ("".join("ab、"[at * at % 3] for at in range(20_000)), "".join("ba。"[at * at * at % 3] for at in range(20_000))),
    ],
)
def test_long_texts_are_given_up_in_time(old: str, new: str) -> None:
    begun = time.process_time()
    before, after = compare_texts(old, new)
    assert (joined(before), joined(after)) == (old, new)
    assert time.process_time() - begun < 6
