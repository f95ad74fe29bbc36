"""Pairs of kanji that are no word, and would be one with another kanji of the same sound or shape (`HD279`)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.check.word_lists import common_words, joining_kanji, office_words, rare_words
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dictionary import mistaken_for, morphemes, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_RUN = re.compile(r"[一-龠々]{2,}")
_OFTEN = 2  # a pair that a packet has more often than that is somebody's word
#: What comes after a pair that is a word: no okurigana, no honorific, and not the other half of a name.
_AFTER = re.compile(
    "(?![ぁ-ん]|[ 　][一-龠]|[氏君様殿]|(?:委|議|職)員|[会町村市部局課]長)"
    "|[をがはにのとでもやへ]|する|し[てた、]|さ[れせ]|すべ|でき"
)
#: What a pair does not stand after: a number that it counts, the first half of a name.
_BEFORE = re.compile(r"[0-9０-９〇]$|[一-龠][ 　]$")
_CHOICES = 2  # words that a pair may have been meant to be
_FAR = 12  # characters to each side with which a pair is read once more


def check_spelling(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Pairs of kanji that no dictionary knows: a warning where the packet has the word that was meant elsewhere, else a note."""
    pairs: Counter[str] = Counter()
    own: set[str] = set()
    first: dict[str, Span] = {}
    for checked in texts:
        if checked.kind is TextOrigin.MADE:
            continue
        for passage in checked.passages:
            for match in _RUN.finditer(passage.text):
                own.update(word for word, known in words(match[0]) if known and len(word) == 2)
                for at, pair in _broken(match[0]):
                    pairs[pair] += 1
                    start = match.start() + at
                    first.setdefault(pair, Span(checked, passage, start, start + 2))
    names = "　".join(context.wording.names)
    problems = []
    for pair, span in first.items():
        right = _right(pair)
        if right and pairs[pair] <= _OFTEN and pair not in names and _is_word_here(span):
            severity = Severity.NOTE if own.isdisjoint(right) else Severity.WARNING
            hint = f"「{'」か「'.join(right)}」の誤りではありませんか。"
            problems.append(report(span, "HD279", severity, f"辞書にない言葉です（{pair}）。", hint))
    return problems


@cache
def _known_words() -> frozenset[str]:
    return frozenset(office_words() | rare_words())


def _broken(run: str) -> Iterator[tuple[int, str]]:
    """The pairs of kanji of a run that the dictionary takes apart, or does not know."""
    parts = words(run)
    at = 0
    right, joining = _known_words(), joining_kanji()
    for index, (word, known) in enumerate(parts):
        after = parts[index + 1][0] if index + 1 < len(parts) else ""
        before = parts[index - 1][0] if index else ""
        if word + after in right or word in right:
            pass
        elif len(word) == 2 and not known:
            yield at, word
        elif len(word) == 1 and len(after) == 1 and not (joining & {word, after}) and len(before) != 1:
            yield at, word + after
        at += len(word)


def _is_word_here(span: Span) -> bool:
    """Whether a pair stands where a noun does: with no okurigana, beside no name, and with no half in a word beside it."""
    text, start, end = span.passage.text, span.start, span.end
    if not _AFTER.match(text, end) or _BEFORE.search(text[max(0, start - 2) : start]):
        return False
    before = re.findall(r"[ぁ-ん一-龠々]*\Z", text[max(0, start - _FAR) : start])[0]
    behind = re.findall(r"\A[ぁ-ん一-龠々]*", text[end : end + _FAR])[0]
    at = 0
    edges = {0}
    for word in morphemes(before + span.text + behind):
        at += len(word.text)
        edges.add(at)
        if at == len(before) and word.kind.startswith("名詞 固有名詞"):
            return False
    halves = (before[-1:] + span.text[0], span.text[1] + behind[:1])
    return {len(before), len(before) + 2} <= edges and not any(_is_word(half) for half in halves)


def _is_word(pair: str) -> bool:
    return bool(_RUN.fullmatch(pair)) and words(pair) == ((pair, True),)


def _right(pair: str) -> list[str]:
    """The common words that a pair should be; nothing where there is none, or more than two."""
    swapped = (pair[:index] + other + pair[index + 1 :] for index in (0, 1) for other in sorted(mistaken_for(pair[index])))
    found = [word for word in swapped if word in common_words()]
    return found if len(found) <= _CHOICES else []
