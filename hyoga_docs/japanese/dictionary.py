"""Which runs of kanji are words: IPADIC, through MeCab, and kanji that are mistaken for each other."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import fugashi
import ipadic

from hyoga_docs.core.word_files import read_words

_WORDS = Path(__file__).with_name("words")
#: MeCab takes longer by the square of a text's length, and ends the process at some hundred thousand characters.
_LONGEST = 1_000
#: Pieces of at most so many characters, each as long as can be, cut where a kanji or a katakana follows hiragana if there is one.
_PIECE = re.compile(rf"(?s:.{{1,{_LONGEST}}}\Z|.{{0,{_LONGEST - 1}}}[ぁ-ん](?![ぁ-んー])|.{{1,{_LONGEST}}})")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}


@lru_cache(maxsize=1)
def _tagger() -> fugashi.GenericTagger:
    return fugashi.GenericTagger(f"{ipadic.MECAB_ARGS} -Owakati")


@lru_cache(maxsize=20_000)
def words(run: str) -> tuple[tuple[str, bool], ...]:
    """The words of a run of text without spaces, each with whether the dictionary knows it; a very long run in pieces."""
    pieces = _PIECE.findall(run) if len(run) > _LONGEST else [run]
    return tuple((node.surface, not node.is_unk) for piece in pieces for node in _tagger()(piece))


@lru_cache(maxsize=1)
def _reader() -> fugashi.GenericTagger:
    return fugashi.GenericTagger(ipadic.MECAB_ARGS)


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
