"""What of a text is underlined whole: parts of offices' names, words with suffixes, numbers with counters, verbs, phrases."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.japanese.dictionary import Morpheme, morphemes
from hyoga_docs.text.diff_tokens import ANY_NUMBER, COUNTER, HARD, JAPANESE, LEGAL_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

#: Where a number begins: never within it, for each place would be tried to its end.
_FIRST = "(?<![0-9０-９〇一二三四五六七八九十百千万億兆])(?<![0-9０-９][,，.．:：/／‐‑–－-])"
#: A number with what it counts; 一部 is none.
_COUNTED = re.compile(
    f"{_FIRST}(?!一部){ANY_NUMBER}(?:分の{ANY_NUMBER}|{COUNTER})|第{ANY_NUMBER}(?:[課係班室]|部会|分科会|小?委員会)"
)

#: A day of a month, with its weekday.
_DATE = re.compile(f"{_FIRST}{ANY_NUMBER}月{ANY_NUMBER}日(?:[（(][日月火水木金土](?:曜日?)?(?:・[祝休]日?)?[）)])?")

#: Words that the name of an office ends with.
_OFFICE = re.compile(
    "[部課局室係班署庁所院]長?|省|..+[部課局室係班署庁省所]|(?:本|支|学)部|支[所局]|分[室署]|役所|役場|.*センター長?|グループ|チーム"
)
#: Words that end as an office does, or as a place, and are none.
_NO_OFFICE = re.compile(".+(?:関係|[全一内外]部|[箇か場住]所|部分)")
#: What ends with the name of a prefecture, a city, a town or a village: a word for itself, whatever office follows.
_REGION = re.compile("[県市町村]|.+[県市町村]")
_NO_REGION = re.compile("[都道府県区市町村]{2,}|[都朝]市|[農漁山離]村|[各全同両].|下町")
_HEAD = re.compile("(?:次|課|室|係|班)?長")
#: Prefixes and suffixes that are words beside the one that they stand at, and no part of it.
_LOOSE = frozenset("等内外間中別上下前後用時側毎宛付分氏様各全同両本当約第ごお御新旧計")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
#: Words that have a letter of their own.
_LETTERS = {
    **dict.fromkeys(LEGAL_FORMS, "g"),
    "障がい": "n",
    "協働": "n",
    "に関する": "r",
    "こと": "f",
    "もの": "f",
    "ところ": "k",
    "その他": "-",
}
_ENDINGS = frozenset(["て", "で", "ば", "ても"])

#: The kind of each word as one letter, so that patterns can be written in them; what is none of these is a border, "-".
_KINDS = (
    (re.compile("名詞 数"), "h"),
    (re.compile("名詞 (?:接尾 助数詞|非自立)|副詞"), "n"),
    (re.compile("名詞 接尾 地域"), "g"),
    (re.compile("名詞 固有名詞 地域"), "c"),
    (re.compile("名詞 接尾"), "x"),
    (re.compile("名詞"), "n"),
    (re.compile("接頭詞"), "p"),
    (re.compile("助動詞|動詞 (?:接尾|非自立)"), "a"),
    (re.compile("動詞"), "v"),
)
_VERB = "(?:nx?w|[vw])a*(?:fjwa*|kj)?"
#: What is never cut: a verb with its endings, an office with all that its name begins with, a word with prefix and suffix.
_UNIT = re.compile(f"{_VERB}t?|rt|[npxz][npxzm]{{0,20}}o|p?n(?:x+e?|e|g)|c[eg]|pn")
#: What is underlined as one if more than half of it changed.
_PHRASE = re.compile(f"h|(?:[npxz][npxzm]{{0,20}})?ol?|[npxz]*c?[eg]|c|[npxz]*{_VERB}|[npxzmlfk]+")


class Units(NamedTuple):
    """The stretches of a text that are never cut, and its phrases."""

    whole: list[Span]
    phrases: list[Span]


def units(text: str) -> Units:
    """What of a text is underlined whole, in places of the text."""
    words = list(_words(text))
    places = list(accumulate((len(word) for word, _ in words), initial=0))
    letters = "".join(letter for _, letter in words)
    whole = [(places[hit.start()] + (hit[0][0] == "r"), places[hit.end()]) for hit in _UNIT.finditer(letters)]
    phrases = [(places[hit.start()], places[hit.end()]) for hit in _PHRASE.finditer(letters)]
    whole += [hit.span() for pattern in (_COUNTED, _DATE) for hit in pattern.finditer(text)]
    return Units(whole, phrases)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text, each with the letter of its kind."""
    at = 0
    for hard in HARD.finditer(text):
        yield from _between(text, at, hard.start())
        yield hard[0], "-" if hard[0].isspace() else _LETTERS.get(hard[0]) or ("n" if _LATIN.match(hard[0]) else "h")
        at = hard.end()
    yield from _between(text, at, len(text))


def _between(text: str, at: int, end: int) -> Iterator[tuple[str, str]]:
    while at < end:
        run = JAPANESE.match(text, at, end)
        if run:
            yield from _lettered(morphemes(run[0]))
            at = run.end()
        else:
            yield text[at], "m" if text[at] == "・" else "-"
            at += 1


def _lettered(run: tuple[Morpheme, ...]) -> Iterator[tuple[str, str]]:
    before = "-"
    for word, after in zip(run, (*run[1:], None), strict=True):
        letter = _letter(word, before)
        if letter == "v" and word.form == "連用形" and after and after.kind.startswith("名詞"):
            letter = "z"
        yield word.text, letter
        before = letter


def _letter(word: Morpheme, before: str) -> str:
    text = word.text
    if text in _LETTERS:
        return _LETTERS[text]
    if text == "事" and before in "rvwa":
        return "t"
    if word.kind.startswith("助詞"):
        return "a" if text in _ENDINGS and before in "vwa" else "j"
    if word.basic in {"する", "できる"} and word.kind.startswith("動詞"):
        return "w"
    letter = next((letter for kind, letter in _KINDS if kind.match(word.kind)), "-")
    return _named(text, before) or letter if letter in "nxgc" and text not in _LOOSE else "n" if text in _LOOSE else letter


def _named(text: str, before: str) -> str:
    """The letter of a noun by what it names: an office, its head, a region, a body; empty for others."""
    if _OFFICE.fullmatch(text) and not _NO_OFFICE.fullmatch(text):
        return "o"
    if before == "o" and _HEAD.fullmatch(text):
        return "l"
    if _REGION.fullmatch(text) and not _NO_REGION.fullmatch(text):
        return "g"
    return "e" if text == "会" and before in "nxc" else ""
