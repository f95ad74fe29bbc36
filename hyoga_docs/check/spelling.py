"""Pairs of kanji that are no word, and would be one with another kanji of the same sound or shape (`HD279`)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hyoga_docs.check.told import Spoken, tell
from hyoga_docs.japanese.dictionary import is_word, mistaken_for, words
from hyoga_docs.plan.writing import Kind
from hyoga_docs.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.house import House
    from hyoga_docs.plan.writing import Writing

_RUN = re.compile(r"[一-龠々]{2,}")
#: Kanji that join any word, so that a pair with one of them proves nothing: 本県, 同法, 各課.
_JOINING = frozenset(
    "本当該同各全新旧前後元現両諸数約第計毎翌昨今再未非不無超準副総主県市町村区都道府国省庁局部課室校園社員長名年月日円件個号条項等"
    "的性化式型用者費率額法会物品所院館駅線川山島浜谷田野原沢崎岡橋木林森村"
)
_OFTEN = 2  # a pair that a packet has more often than that is somebody's word


def check_spelling(writings: Sequence[Writing], house: House) -> list[Problem]:
    """Pairs of kanji that no dictionary knows, where the mistaken kanji is plain; names that the house knows are left alone."""
    counts: Counter[str] = Counter()
    first: dict[str, Spoken] = {}
    names = "　".join(house.wording.names)
    for writing in writings:
        if writing.kind is Kind.MADE:
            continue
        for passage in writing.passages:
            for match in _RUN.finditer(passage.text):
                for at, pair in _broken(match[0]):
                    counts[pair] += 1
                    start = match.start() + at
                    first.setdefault(pair, Spoken(writing, passage, start, start + 2))
    problems = []
    for pair, spoken in first.items():
        right = _right(pair)
        if right and counts[pair] <= _OFTEN and pair not in names:
            hint = f"「{right}」の誤りではありませんか。"
            problems.append(tell(spoken, "HD279", Severity.WARNING, f"辞書にない言葉です（{pair}）。", hint))
    return problems


def _broken(run: str) -> Iterator[tuple[int, str]]:
    """The pairs of kanji of a run that the dictionary takes apart, or does not know."""
    parts = words(run)
    at = 0
    for index, (word, known) in enumerate(parts):
        after = parts[index + 1][0] if index + 1 < len(parts) else ""
        before = parts[index - 1][0] if index else ""
        if len(word) == 2 and not known:
            yield at, word
        elif len(word) == 1 and len(after) == 1 and not (_JOINING & {word, after}) and len(before) != 1:
            yield at, word + after
        at += len(word)


def _right(pair: str) -> str:
    """The word that a pair should be; nothing where there is none, or more than one."""
    found = [
        candidate
        for index in (0, 1)
        for other in sorted(mistaken_for(pair[index]))
        if is_word(candidate := pair[:index] + other + pair[index + 1 :])
    ]
    return "」か「".join(found) if 0 < len(found) <= 2 else ""
