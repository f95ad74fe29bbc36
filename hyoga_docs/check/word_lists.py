"""What is known of the words of public documents: the files in words/, read when they are first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hyoga_docs.core.word_files import read_arrows, read_groups, read_words

#: The ways in which one word is written: (what is said, the pattern by which it is found) of each.
Variants = tuple[tuple[str, str], ...]

_FOLDER = Path(__file__).with_name("words")
#: What makes a noun of 受け入れ or 取り組み: a particle after it; or a kanji or the end of a line, where none of the words
#: before it asks for a verb (意見を受け入れ新たな案を作る). The dictionary knows the verbs only: 取組み is none to it.
_NOUN_AFTER = "(?:[ァ-ヴ）」』：:]|(?![始続終直切難兼過損得合][ぁ-ん])[一-龠]|$)"
_PARTICLE_AFTER = "(?:[のがはをへも等]|に(?!く)|で(?!き)|と|から|まで|など)"


@cache
def noun_variants() -> tuple[Variants, ...]:
    """Nouns that are written in several ways."""
    return _variants("noun_variants.txt")


@cache
def kana_variants() -> tuple[Variants, ...]:
    """Words with and without kanji; noted only where one text has both."""
    return _variants("kana_variants.txt")


def _variants(name: str) -> tuple[Variants, ...]:
    return tuple(tuple(map(_variant, group)) for group in read_groups(_FOLDER / name))


def _variant(line: str) -> tuple[str, str]:
    """A word, and the pattern that follows it; one that has none is found as it is."""
    word, pattern = (*line.split(maxsplit=1), line)[:2]
    if "{敬語}" in pattern:
        pattern = pattern.replace("{敬語}", f"(?:{'|'.join(polite_words())})")
    noun_before = f"(?:(?<![ぁ-ん]{word})|(?<=[のなるたおご]{word}))"
    noun = f"{word}(?:(?={_PARTICLE_AFTER})|{noun_before}(?={_NOUN_AFTER}))"  # begins with the word: so it is found soonest
    return word, pattern.replace("{名詞}", noun)


@cache
def polite_words() -> tuple[str, ...]:
    """Nouns that take ご or 御 before them."""
    return tuple(read_words(_FOLDER / "polite_words.txt"))


@cache
def wrong_words() -> tuple[tuple[str, str], ...]:
    """Wrong words: the pattern by which each is found, and what is right; what stands around it makes sure that it is wrong."""
    return tuple(read_arrows(_FOLDER / "wrong_words.txt"))


@cache
def doubled_kana() -> tuple[tuple[str, str], ...]:
    """Kana that were typed twice, as `wrong_words`; right where one of them begins another word or ends it."""
    return tuple(read_arrows(_FOLDER / "doubled_kana.txt"))


@cache
def homophones() -> tuple[tuple[str, str], ...]:
    """Words put for others of the same sound: what is wrong after which noun and particle, what is right, beside what not."""
    return tuple(read_arrows(_FOLDER / "homophones.txt"))


@cache
def confidential_marks() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Marks of papers that are not for everybody: that say so wherever they stand, that say so alone, that are for members."""
    anywhere, alone, of_members = read_groups(_FOLDER / "confidential_marks.txt")
    return tuple(anywhere), tuple(alone), tuple(of_members)


@cache
def laws() -> frozenset[str]:
    """Laws that packets name; a name that differs from one of them in one character is suspected."""
    return _words("laws.txt")


@cache
def common_words() -> frozenset[str]:
    """Words of two kanji that public documents are made of: what a pair that is no word was meant to be."""
    return _words("common_words.txt")


@cache
def office_words() -> frozenset[str]:
    """Words of public offices that the dictionary lacks."""
    return _words("office_words.txt")


@cache
def rare_words() -> frozenset[str]:
    """Words and names of two kanji that the dictionary lacks, and that are one kanji away from a common word."""
    return _words("rare_words.txt")


@cache
def joining_kanji() -> frozenset[str]:
    """Kanji that join any word, so that a pair with one of them proves nothing: 本県, 同法, 各課."""
    return frozenset("".join(read_words(_FOLDER / "joining_kanji.txt")))


@cache
def not_surnames() -> frozenset[str]:
    """What stands before 委員 or 会長 and is nobody's name."""
    return _words("not_surnames.txt")


@cache
def kanji_forms() -> tuple[str, ...]:
    """Kanji that are forms of one kanji in names, by groups."""
    return tuple(read_words(_FOLDER / "kanji_forms.txt"))


@cache
def surname_kanji() -> tuple[str, ...]:
    """Kanji of surnames that are put for each other by mistake, by groups."""
    return tuple(read_words(_FOLDER / "surname_kanji.txt"))


@cache
def sister_bodies() -> frozenset[str]:
    """Words that make another body of a body: 医師会 and 歯科医師会."""
    return _words("sister_bodies.txt")


@cache
def sister_words() -> tuple[tuple[str, ...], ...]:
    """Words of which each makes another title."""
    return tuple(tuple(group.split("・")) for group in read_words(_FOLDER / "sister_words.txt"))


@cache
def sister_kanji() -> tuple[str, ...]:
    """Characters that tell one thing from its sister, not a slip of the hand, by groups; a pair from one is no near miss."""
    return tuple(read_words(_FOLDER / "sister_kanji.txt"))


def _words(name: str) -> frozenset[str]:
    return frozenset(read_words(_FOLDER / name))
