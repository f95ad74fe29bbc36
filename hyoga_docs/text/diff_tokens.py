"""A Japanese text in tokens that are never cut: words, numbers, dates, articles, and graphemes with their marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from hyoga_docs.japanese.dictionary import words

_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\uff9e\uff9f"
    "\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
_MARK = re.compile(f"[{_MARKS}]")
#: A joiner takes the sign after it, as in an emoji of three people, but no letter, digit or space.
_GRAPHEME = re.compile(rf"(?s:.)[{_MARKS}]*(?:(?<=\u200d)[^\w\s][{_MARKS}]*)*")

_D = "0-9０-９"
_L = "A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ÿ"
_K = "〇一二三四五六七八九十百千万億兆"
_NUMBER = rf"[{_D}](?:[{_D}{_K}]|[,，.．:：/／‐‑–－-](?=[{_D}]))*"
ANY_NUMBER = rf"(?:{_NUMBER}|[{_K}]+)"
#: What is counted: a number and this are one word.
COUNTER = (
    "(?:[十百千万億]{0,2}円|[人名回件個部台枚冊通頁倍割歳才校園社戸階点番秒％%㎡㎞㎏]|年間?|(?:[かカヶヵケ箇][月年]|週|日|時|分)間?|月|"
    "[かカヶヵケ箇]所|号室|ページ|パーセント|番地|施設|団体|世帯|項目|種類|段階|平方メートル|(?:キロ)?メートル|ヘクタール|トン)"
)
_ERA = "(?:明治|大正|昭和|平成|令和)"
#: What stands before the name of a body, and is a word of its own.
LEGAL_FORMS = (
    *(
        "一般社団法人",
        "公益社団法人",
        "一般財団法人",
        "公益財団法人",
        "社団法人",
        "財団法人",
        "社会福祉法人",
        "医療法人",
        "学校法人",
    ),
    *("特定非営利活動法人", "独立行政法人", "地方独立行政法人", "国立大学法人", "株式会社", "有限会社", "合同会社"),
)
#: What is a token whatever the dictionary says; the first that fits is taken.
HARD = re.compile(
    rf"""
    \r\n|[\r\n]|[^\S\r\n]+
    |{_ERA}[ 　]?(?:{ANY_NUMBER}|元)年度?
    |第[ 　]?{ANY_NUMBER}(?:条|項|号|章|節|款|目|編|回|期|次|版|種|類|表)?(?:の{ANY_NUMBER})*
    |{_NUMBER}(?:年度|月(?!間)|日(?!間)|条(?:の{ANY_NUMBER})*|項(?!目)|号(?!室)|分の{_NUMBER}|{COUNTER}|年)
    |(?<![{_K}])(?:[{_K}]{{1,4}}年(?=[{_K}]{{1,3}}月)|[{_K}]{{1,3}}月(?=[{_K}]{{1,3}}日)|(?<=年)[{_K}]{{1,3}}月|(?<=月)[{_K}]{{1,3}}日)
    |(?:{_NUMBER})?[{_L}](?:[{_L}{_D}]|['’._@/:&+-]{{1,3}}(?=[{_L}{_D}])|(?<=[{_D}])[,，．](?=[{_D}]))*
    |{_NUMBER}
    |{"|".join(LEGAL_FORMS)}|障がい|協働
    """,
    re.VERBOSE,
)
JAPANESE = re.compile(
    "[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff々〆〇ヶ\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
#: Inside these the dictionary does not cut: katakana words and numbers in kanji.
_GLUED = re.compile(f"[\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]{{2,}}|[{_K}]{{2,}}")
_KANA = re.compile("[\u3041-\u309f]")
_WRITTEN = re.compile(r"\w")
_ELEMENT = re.compile(
    rf"(?:{_ERA}[ 　]?|第[ 　]?)?(?:{_NUMBER}|[{_K}]+|元)(?:年度|月|日|条|項|号|期|分の{ANY_NUMBER}|{COUNTER})?(?:の{ANY_NUMBER})*"
)
#: Words of the dictionary that a clerk sees as two: 「に」 stays where 「あたって」 becomes 「当たって」.
_JOINED = re.compile("に(?:[あ当]た|際し|関す).*|次に")

#: Weights are whole numbers, so that sums of them are exact: a kanji weighs ten.
KANJI, KANA, MARK, NUMBER = 10, 3, 3, 12


class Token(NamedTuple):
    """One token: its text, where it begins, and how much it tells that it is the same on both sides."""

    text: str
    start: int
    weight: int


@lru_cache(maxsize=20_000)
def weight(text: str) -> int:
    """How much a token tells: a kanji ten, a kana three, a mark three."""
    if not _WRITTEN.search(text):
        return MARK
    if _ELEMENT.fullmatch(text):
        return NUMBER
    kana = len(_KANA.findall(text))
    return KANA * kana + KANJI * len(_WRITTEN.findall(_KANA.sub("", text)))


def is_mark(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return bool(_MARK.match(character))


def graphemes(text: str) -> list[str]:
    """The characters of a text, each with the marks and selectors that belong to it."""
    return _GRAPHEME.findall(text) if _MARK.search(text) else list(text)


def _word_edges(run: str) -> list[int]:
    """Where the words of a run of Japanese end."""
    ends, at = [], 0
    for word, _ in words(run):
        if _JOINED.fullmatch(word):
            ends.append(at + 1)
        at += len(word)
        ends.append(at)
    inside = {place for glued in _GLUED.finditer(run) for place in range(glued.start() + 1, glued.end())}
    return [end for end in ends if end not in inside]


def _between(bare: str, start: int, end: int) -> list[int]:
    """Where the tokens between two hard ones end: the words of each run, and each other character by itself."""
    ends: list[int] = []
    at = start
    while at < end:
        run = JAPANESE.match(bare, at, end)
        if run:
            ends.extend(at + edge for edge in _word_edges(run[0]))
            at = run.end()
        else:
            at += 1
            ends.append(at)
    return ends


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; joined they are the text."""
    parts = graphemes(text)
    bare = "".join(part[0] for part in parts)
    ends, at = [], 0
    for hard in HARD.finditer(bare):
        ends.extend(_between(bare, at, hard.start()))
        ends.append(hard.end())
        at = hard.end()
    ends.extend(_between(bare, at, len(bare)))
    found, begin, place = [], 0, 0
    plain = len(parts) == len(text)
    for end in ends:
        piece = bare[begin:end] if plain else "".join(parts[begin:end])
        found.append(Token(piece, place, weight(piece)))
        begin, place = end, place + len(piece)
    return found
