"""Words of a YAML file replaced exactly where they stand: all else stays to the byte, and the data is the same but there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.problem import Fix
from hyoga_docs.spec.yaml.reader import read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hyoga_docs.core.problem import Place
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

#: What would mean something else to YAML in one way of writing a text or another.
_SYNTAX = re.compile(r"[\n\r\t\"'\\#\[\]{},&*!|%@`]|: |:$|^[->?:]|^ | $")
_ENDS = re.compile(r"(\r\n|\n|\r)")
_BOM = "\ufeff"
_Start = tuple[int, int]  # line and column of a key or a text
_NOWHERE = (0, 0)


def fix_at(source: YamlSource, place: Place, old: str, new: str) -> Fix | None:
    """The replacement of words that stand once on the line of a place, from its column on; None where that is not certain."""
    line = _line(source, place.line)
    start = (place.column or 1) - 1
    if not old or _SYNTAX.search(new) or line[start:].count(old) != 1:
        return None
    return Fix(source.name, place.line or 1, line.index(old, start) + 1, old, new)


def is_exact(fix: Fix, source: YamlSource) -> bool:
    """Whether the words stand in a value of a file where a fix has them, and the new ones can stand there."""
    start = _start_of(fix, _starts(source))
    return (
        not _SYNTAX.search(fix.new)
        and _line(source, fix.line).startswith(fix.old, fix.column - 1)
        and start not in {(place.line, place.column) for place in source.keys.values()}
    )


def fixed(text: str, fixes: Iterable[Fix], source: YamlSource) -> str | None:
    """The text of a file with its fixes made; None where it would not be the same data but there."""
    parts = _ENDS.split(text.removeprefix(_BOM))
    done: list[Fix] = []
    for fix in sorted(fixes, key=lambda each: (each.line, each.column, each.old, each.new)):
        last = done[-1] if done else None
        if last is None or (last.line, last.column + len(last.old)) <= (fix.line, fix.column):
            done.append(fix)
    for fix in reversed(done):
        at, start = 2 * (fix.line - 1), fix.column - 1
        if at >= len(parts) or not parts[at].startswith(fix.old, start):
            return None
        parts[at] = parts[at][:start] + fix.new + parts[at][start + len(fix.old) :]
    after = "".join(parts)
    made, problems = read_yaml_text(_ENDS.sub("\n", after), source.name)
    starts = _starts(source)
    by_start: dict[_Start, list[Fix]] = defaultdict(list)
    for fix in done:
        by_start[_start_of(fix, starts)].append(fix)
    if problems or _NOWHERE in by_start or not _is_same(source, (), source.data, made.data, by_start):
        return None
    return (_BOM if text.startswith(_BOM) else "") + after


def _line(source: YamlSource, number: int | None) -> str:
    return source.lines[number - 1] if number and number <= len(source.lines) else ""


def _starts(source: YamlSource) -> list[_Start]:
    """Where the keys and the texts of a file begin; a comment has no beginning of its own."""
    texts = [source.places[path] for path in source.ends]
    return sorted({(place.line or 0, place.column or 0) for place in (*source.keys.values(), *texts)})


def _start_of(fix: Fix, starts: Sequence[_Start]) -> _Start:
    at = bisect_right(starts, (fix.line, fix.column))
    return starts[at - 1] if at else _NOWHERE


def _is_same(source: YamlSource, path: Path_, before: Any, after: Any, fixes: Mapping[_Start, Sequence[Fix]]) -> bool:
    """Whether data is what it was but for the fixes of its texts and keys."""
    if isinstance(before, dict):
        return (
            isinstance(after, dict)
            and len(before) == len(after)
            and all(
                _is_made(str(one), str(other), _of(source.keys.get((*path, one)), fixes))
                and _is_same(source, (*path, one), before[one], after[other], fixes)
                for one, other in zip(before, after, strict=True)
            )
        )
    if isinstance(before, list):
        return (
            isinstance(after, list)
            and len(before) == len(after)
            and all(_is_same(source, (*path, at), *pair, fixes) for at, pair in enumerate(zip(before, after, strict=True)))
        )
    made = _of(source.places.get(path), fixes)
    return _is_made(str(before), str(after), made) if made else bool(before == after)


def _of(place: Place | None, fixes: Mapping[_Start, Sequence[Fix]]) -> Sequence[Fix]:
    return fixes.get((place.line or 0, place.column or 0), ()) if place else ()


def _is_made(before: str, after: str, fixes: Sequence[Fix]) -> bool:
    """Whether a text is another one with these words replaced, in this order."""
    if not fixes:
        return before == after
    old, new = fixes[0].old, fixes[0].new
    at = before.find(old)
    while at >= 0:
        if not after.startswith(before[:at]):
            return False
        if after.startswith(new, at) and _is_made(before[at + len(old) :], after[at + len(new) :], fixes[1:]):
            return True
        at = before.find(old, at + 1)
    return False
