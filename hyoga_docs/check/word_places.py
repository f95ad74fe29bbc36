"""Whether what was found is the word that was meant: not cut out of another, not in a name, not quoted."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.check.findings import is_within
from hyoga_docs.japanese.dictionary import Morpheme, morphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = 24  # characters that say enough of what a word is
_BREAK = re.compile(r"[\s、。，．「」『』（）()・…]")
_QUOTES = re.compile(r"「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』|“[^“”]*”")
#: What ends the name of a law, a programme, a facility: 子どもの権利条約, こども誰でも通園制度.
_NAME_END = (
    "法律|条例|規則|規程|規約|要綱|要領|条約|憲章|宣言|大綱|指針|計画|プラン|ビジョン|戦略|制度|事業|会議|協議会|委員会|審議会|部会"
    "|協会|連盟|財団|法人|大学|学会|基金|センター|ステーション|プラザ|ネットワーク|プロジェクト|プログラム|クラブ|フォーラム"
    "|保険|手帳|手当|月間|週間|の(?:日|家|国|城|森)|[庁局室館園賞]|課(?!題|程|税|す)|(?<![方手技作用])法(?![人的])"
)
_NAMED = re.compile(
    rf"(?:[一-龠々ァ-ヴーA-Za-z0-9０-９・]|の(?!ため)|と|等|たち|づくり|に(?:関する|係る|対する|よる|おける)|のための){{0,40}}?(?:{_NAME_END})"
)


class _Word(NamedTuple):
    """A word of a stretch of text, with its place in the text."""

    start: int
    end: int
    morpheme: Morpheme


def is_cut(text: str, start: int, end: int) -> bool:
    """Whether the text has a word that begins or ends inside of a stretch and reaches beyond it: ううが of という and うがった."""
    return any(
        (word.start < start < word.end or word.start < end < word.end) and not _is_compound_particle(word.morpheme)
        for word in _words(text, start, end)
    )


def is_in_name(text: str, end: int) -> bool:
    """Whether the words after a word make a name with it, which keeps its writing whatever the text does elsewhere."""
    return _NAMED.match(text, end) is not None


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands between quotes: somebody else's words, or a title."""
    return is_within(start, end, _quotes(text))


@lru_cache(maxsize=64)
def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _QUOTES.finditer(text))


def _words(text: str, start: int, end: int) -> Iterator[_Word]:
    """The words of the clause that a stretch stands in, as far as they are near."""
    first = max((match.end() for match in _BREAK.finditer(text, max(0, start - _AROUND), start)), default=max(0, start - _AROUND))
    stop = _BREAK.search(text, end, end + _AROUND)
    found = morphemes(text[first : stop.start() if stop else end + _AROUND])
    places = accumulate((len(each.text) for each in found), initial=first)
    for (begins, ends), each in zip(pairwise(places), found, strict=True):
        yield _Word(begins, ends, each)


def _is_compound_particle(morpheme: Morpheme) -> bool:
    """A particle of several words, such as に当たって, that the second of two particles may begin."""
    return morpheme.kind.startswith("助詞 格助詞 連語")
