"""Pairs of kanji that are no word, and would be one with another kanji of the same sound or shape (`HD279`)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.check.word_lists import common_words, joining_kanji, office_words
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dictionary import mistaken_for, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_RUN = re.compile(r"[一-龠々]{2,}")
_OFTEN = 2  # a pair that a packet has more often than that is somebody's word


def check_spelling(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Pairs of kanji that no dictionary knows, where the word that was meant is plain: a common one, or the packet's own."""
    pairs: Counter[str] = Counter()
    own: Counter[str] = Counter()
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
        right = _right(pair, own)
        if right and pairs[pair] <= _OFTEN and pair not in names:
            hint = f"「{right}」の誤りではありませんか。"
            problems.append(report(span, "HD279", Severity.WARNING, f"辞書にない言葉です（{pair}）。", hint))
    return problems


def _broken(run: str) -> Iterator[tuple[int, str]]:
    """The pairs of kanji of a run that the dictionary takes apart, or does not know."""
    parts = words(run)
    at = 0
    office, joining = office_words(), joining_kanji()
    for index, (word, known) in enumerate(parts):
        after = parts[index + 1][0] if index + 1 < len(parts) else ""
        before = parts[index - 1][0] if index else ""
        if word + after in office or word in office:
            pass
        elif len(word) == 2 and not known:
            yield at, word
        elif len(word) == 1 and len(after) == 1 and not (joining & {word, after}) and len(before) != 1:
            yield at, word + after
        at += len(word)


def _right(pair: str, own: Counter[str]) -> str:
    """The word that a pair should be; nothing where there is none, or more than one."""
    found = [
        candidate
        for index in (0, 1)
        for other in sorted(mistaken_for(pair[index]))
        if (candidate := pair[:index] + other + pair[index + 1 :]) in common_words() or own[candidate] >= _OFTEN
    ]
    return "」か「".join(found) if 0 < len(found) <= 2 else ""
