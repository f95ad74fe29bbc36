"""Which runs of kanji are words: IPADIC, through MeCab, and kanji that are mistaken for each other."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import fugashi
import ipadic

from hyoga_docs.core.word_files import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = Path(__file__).with_name("words")
#: MeCab takes longer by the square of a text's length, and ends the process at some hundred thousand characters.
_LONGEST = 1_000
#: Pieces of at most so many characters, each as long as can be, cut where a kanji or a katakana follows hiragana if there is one.
_PIECE = re.compile(rf"(?s:.{{1,{_LONGEST}}}\Z|.{{0,{_LONGEST - 1}}}[ぁ-ん](?![ぁ-んー])|.{{1,{_LONGEST}}})")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}


@lru_cache(maxsize=1)
def _tagger() -> fugashi.GenericTagger:
    return fugashi.GenericTagger(f"{ipadic.MECAB_ARGS} -Owakati")


def _pieces(run: str) -> list[str]:
    return _PIECE.findall(run) if len(run) > _LONGEST else [run]


@lru_cache(maxsize=20_000)
def words(run: str) -> tuple[tuple[str, bool], ...]:
    """The words of a run of text without spaces, each with whether the dictionary knows it; a very long run in pieces."""
    return tuple((node.surface, not node.is_unk) for piece in _pieces(run) for node in _tagger()(piece))


@lru_cache(maxsize=1)
def _reader() -> fugashi.GenericTagger:
    return fugashi.GenericTagger(ipadic.MECAB_ARGS)


class Morpheme(NamedTuple):
    """A word as it stands in a text: its kind in IPADIC (名詞 接尾 地域), its inflection (連用形), its basic form."""

    text: str
    kind: str
    form: str
    basic: str


@lru_cache(maxsize=20_000)
def morphemes(run: str) -> tuple[Morpheme, ...]:
    """The words of a run of text without spaces, each with its kind."""
    return tuple(_morpheme(node.surface, node.feature) for piece in _pieces(run) for node in _reader()(piece))


def _morpheme(text: str, feature: Sequence[str]) -> Morpheme:
    return Morpheme(text, " ".join(part for part in feature[:4] if part != "*"), feature[_FORM], feature[_BASIC])


_FORM, _BASIC = 5, 6  # places among the features of IPADIC
_READING = 7  # the place of a word's reading among the features of IPADIC


def reading(kanji: str) -> tuple[str, ...]:
    """How a name in kanji is read, in hiragana, by the words of the dictionary; nothing where it knows none."""
    found = []
    for nodes in _reader().nbestToNodeList(kanji, 8):
        read = [node.feature[_READING] if len(node.feature) > _READING else "" for node in nodes]
        if all(read):
            found.append("".join(read).translate(_HIRAGANA))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _mistaken() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in (*read_words(_WORDS / "same_sound.txt"), *read_words(_WORDS / "same_shape.txt")):
        for character in group:
            found.setdefault(character, set()).update(group)
    return {character: frozenset(others - {character}) for character, others in found.items()}


def mistaken_for(character: str) -> frozenset[str]:
    """The kanji that one is put for by mistake: of the same sound, or of nearly the same shape."""
    return _mistaken().get(character, frozenset())
