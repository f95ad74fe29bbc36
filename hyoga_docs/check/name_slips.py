"""Whether a name that differs in one character from another is that name misspelt, or a sister's name."""

from __future__ import annotations

from itertools import pairwise

from hyoga_docs.check.word_lists import common_words, office_words, sister_kanji
from hyoga_docs.japanese.dictionary import mistaken_for, morphemes, words

#: Characters that make another name of a name, added or left out.
_ADDED = set(
    "等ら長員士的新旧各両同本元前副総大小の・第別約全他県市町村区国都道府郡連会部課局室係"
    "一二三四五六七八九十東西南北中央上下左右内外男女"
)


def are_sisters(one: str, other: str) -> bool:
    """Whether two characters tell one thing from another of its kind: 東 and 西, 県 and 市, 1 and 2."""
    return one.isascii() or other.isascii() or any(one in group and other in group for group in sister_kanji())


def makes_sister(character: str) -> bool:
    """Whether a character more or less makes another name: 等, 市, 一."""
    return character in _ADDED or character.isascii()


def is_misspelt(wrong: str, right: str) -> bool:
    """Whether one name surely is another misspelt: where they differ it has no word, or a word of the same sound or shape."""
    return loses_word(wrong, right) or is_mistaken(wrong, right)


def is_mistaken(wrong: str, right: str) -> bool:
    """Whether two names differ in one character, put for one of its sound or shape."""
    at = first_difference(wrong, right)
    return len(wrong) == len(right) and wrong[at] in mistaken_for(right[at])


def loses_word(wrong: str, right: str) -> bool:
    """Whether a word of a name is none in another that has one character else, one more or one fewer."""
    at = first_difference(wrong, right)
    if len(wrong) > len(right):
        word = _word_at(right, min(at, len(right) - 1))
        return wrong[at] == wrong[at - 1] or (word is not None and word[0] < at)
    word = _word_at(right, at)
    if word is None:
        return False
    return _word_at(wrong, at if len(wrong) == len(right) or word[0] == at else at - 1) is None


def first_difference(one: str, other: str) -> int:
    """The place of the first character that two texts do not share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _word_at(name: str, at: int) -> tuple[int, int] | None:
    """Where a word of more than one character begins and ends that a character belongs to; None where there is none."""
    for start in (at - 1, at):
        pair = name[max(0, start) : start + 2]
        if pair in common_words() or pair in office_words():
            return start, start + 2
    begin = 0
    for (text, is_known), morpheme in zip(words(name), morphemes(name), strict=True):
        end = begin + len(text)
        if begin <= at < end:
            return (begin, end) if is_known and len(text) > 1 and "人名" not in morpheme.kind else None
        begin = end
    return None


def ends_a_word(text: str, size: int) -> bool:
    """Whether a word ends after so many characters of a text."""
    ends = [0]
    for word, _ in words(text):
        ends.append(ends[-1] + len(word))
    return size in {end for _, end in pairwise(ends)}
