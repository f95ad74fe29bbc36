"""What is found is told once: at one spot the gravest, of a longer name not its part, of many alike the first with a count."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Severity, cell_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.core.problem import Problem

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_SAYS_WHAT_IS_RIGHT = re.compile(r"「[^」]+」(?:ではありませんか|の誤り|と書いて|です)")
_NAMES = "HD26"
_MANY = 3
_MOST_PLACES = 5


def told_once(problems: Sequence[Problem]) -> list[Problem]:
    """The findings, in their order, without those that another one of them has told."""
    return _gathered(_without_parts(_one_a_spot(problems)))


def _one_a_spot(problems: Sequence[Problem]) -> list[Problem]:
    """Of findings about the same words of a passage the graver, or what says what is right; errors of two kinds stay."""
    passages: dict[object, list[tuple[int, int, int]]] = defaultdict(list)
    for index, problem in enumerate(problems):
        if problem.stretch is not None:
            at = problem.stretch
            passages[problem.document, at.file, at.passage].append((at.start, at.end, index))
    gone: set[int] = set()
    for stretches in passages.values():
        kept: list[tuple[int, int, int]] = []
        for stretch in sorted(stretches, key=lambda each: (*_weight(problems[each[2]]), each[0] - each[1], each)):
            if any(_is_told_by(problems, stretch, other) for other in kept):
                gone.add(stretch[2])
            else:
                kept.append(stretch)
    return [problem for index, problem in enumerate(problems) if index not in gone]


def _weight(problem: Problem) -> tuple[int, bool]:
    return _RANK[problem.severity], not _SAYS_WHAT_IS_RIGHT.search(problem.hint or "")


def _is_told_by(problems: Sequence[Problem], one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether two stretches are of the same words, half of the longer one at least, and the other finding says enough."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    if both <= 0 or both * 2 < max(one[1] - one[0], other[1] - other[0]):
        return False
    found = problems[one[2]]
    return found.severity is not Severity.ERROR or (found.code == problems[other[2]].code and one[:2] == other[:2])


def _without_parts(problems: Sequence[Problem]) -> list[Problem]:
    """The findings without near misses of names that are but a part of a longer one, which is told on the same page."""
    names: dict[object, set[str]] = defaultdict(set)
    for problem in problems:
        if problem.code.startswith(_NAMES):
            names[_page(problem)].add(problem.marked)
    return [
        problem
        for problem in problems
        if not (
            problem.code.startswith(_NAMES)
            and problem.severity is not Severity.ERROR
            and any(problem.marked != name and problem.marked in name for name in names[_page(problem)])
        )
    ]


def _page(problem: Problem) -> tuple[object, ...]:
    return problem.code, problem.document, problem.place.file if problem.place else None, problem.page


@dataclass(frozen=True)
class Alike:
    """What many findings of one file have in common."""

    code: str
    severity: Severity
    words: str
    hint: str | None
    marked: str
    document: str | None
    file: str

    @classmethod
    def of(cls, problem: Problem) -> Alike | None:
        """Nothing for a finding that stands in no file or says no words of it, or that can be mended by itself."""
        if problem.place is None or not problem.marked or problem.fix is not None:
            return None
        marked = problem.marked if any(map(str.isalnum, problem.marked)) else problem.quote or ""  # a bracket is no word
        return cls(problem.code, problem.severity, problem.message, problem.hint, marked, problem.document, problem.place.file)


def _gathered(problems: Sequence[Problem]) -> list[Problem]:
    """The findings, where many of one file are the same the first of them, with how many there are and where."""
    groups: dict[Alike, list[Problem]] = defaultdict(list)
    for problem in problems:
        if kind := Alike.of(problem):
            groups[kind].append(problem)
    return list(_first_of_each(problems, groups))


def _first_of_each(problems: Sequence[Problem], groups: dict[Alike, list[Problem]]) -> Iterator[Problem]:
    for problem in problems:
        kind = Alike.of(problem)
        alike = groups[kind] if kind else []
        if len(alike) < _MANY:
            yield problem
        elif problem is alike[0]:
            places = list(dict.fromkeys(filter(None, map(_place, alike[1:], alike))))
            named = "、".join(places[:_MOST_PLACES]) + ("など" if len(places) > _MOST_PLACES else "")
            words = f"同じものが、ほかに{len(alike) - 1}か所あります{f'（{named}）' if named else ''}。"
            yield replace(problem, message=problem.message + words)


def _place(problem: Problem, before: Problem) -> str:
    """Where a finding is, in short: its cell, its line or its page; of a sheet that the one before stands in, the cell alone."""
    if problem.cell:
        sheet, _, address = problem.cell.rpartition("!")
        return address if sheet and (before.cell or "").rpartition("!")[0] == sheet else cell_words(problem.cell)
    line = problem.place.line if problem.place else None
    return f"{line}行" if line else f"{problem.page}ページ" if problem.page else ""
