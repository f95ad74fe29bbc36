"""Words put for others of the same sound, which the noun and the particle before them betray (`HD285`)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.word_lists import homophones
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

#: What may stand between a particle and its verb.
_BETWEEN = "(?:、?(?:これを|これらを|それぞれ|あらかじめ|予め|適宜|随時|その都度|速やかに|必要に応じ(?:て)?、?)|、)?"
_FAR = 40  # characters before a word in which its noun is looked for
_KANJI = re.compile("[一-龠々]$")


class _Frame(NamedTuple):
    """Where a word is wrong: what stands before it, the word, the words of a passage that make it right."""

    before: re.Pattern[str]
    wrong: re.Pattern[str]
    right: str
    allowing: tuple[str, ...]


@cache
def _frames() -> tuple[re.Pattern[str], Mapping[str, list[_Frame]]]:
    """The first characters of all wrong words as one pattern, and the frames by them."""
    found: dict[str, list[_Frame]] = defaultdict(list)
    for place, right in homophones():
        nouns, particles, words = (tuple("" if each == "－" else each for each in part.split()) for part in place.split("＋"))
        word, _, allowing = right.partition("ただし")
        before = f"(?:{'|'.join(nouns)})(?:{'|'.join(particles)}){_BETWEEN if any(particles) else ''}\\Z"
        for wrong in words:
            whole = f"{wrong}(?![一-龠々])" if _KANJI.search(wrong) else wrong
            found[wrong[0]].append(_Frame(re.compile(before), re.compile(whole), word.strip(), tuple(allowing.split())))
    return re.compile(f"[{''.join(found)}]"), found


def check_homophones(checked: CheckedText, _: CheckContext) -> Iterator[Problem]:
    """Words that cannot follow the noun and the particle before them, with the one that is meant."""
    first, frames = _frames()
    for passage in checked.passages:
        for hit in first.finditer(passage.text):
            start = hit.start()
            for frame in frames[hit[0]]:
                wrong = frame.wrong.match(passage.text, start)
                if not wrong or any(word in passage.text for word in frame.allowing):
                    continue
                before = frame.before.search(passage.text[max(0, start - _FAR) : start])
                if before:
                    message = f"同じ読みの別の言葉のようです（{before[0]}{wrong[0]}）。"
                    hint = f"「{frame.right}」ではありませんか。"
                    yield report(Span(checked, passage, start, wrong.end()), "HD285", Severity.WARNING, message, hint)
