"""Blocks that are generated at another place than the last time (a 議題 that comes earlier): what was typed below goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.word.merging.alignment import aligned, said_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.word.merging.blocks import Block

_MOST = 20


class _BlockMove(NamedTuple):
    """The places of blocks that move, and the place before which they come."""

    start: int
    stop: int
    before: int


def following(base: Sequence[Block], theirs: Sequence[Block], new: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """What was generated last and the file as it is, in the order of what is generated now; the file's elements move."""
    was, own = list(base), list(theirs)
    for _ in range(_MOST):
        move = _move(was, new, aligned(was, new))
        led = None if move is None else _in_theirs(move, aligned(was, own), len(was), len(own))
        if move is None or led is None:
            break
        mark = own[led.before - 1] if led.before else own[0]
        for block in reversed(own[led.start : led.stop]):
            if led.before:
                mark.element.addnext(block.element)
            else:
                mark.element.addprevious(block.element)
                mark = block
        was, own = _moved(was, move), _moved(own, led)
    return was, own


def _move(base: Sequence[Block], new: Sequence[Block], in_new: Mapping[int, int]) -> _BlockMove | None:
    """The first blocks that are said now at another place: what they begin with is said once in both states."""
    said, says = [said_of(each) for each in base], [said_of(each) for each in new]
    taken = set(in_new.values())
    for start, key in enumerate(said):
        if start in in_new or base[start].kind != "p" or not base[start].words or said.count(key) != 1 or says.count(key) != 1:
            continue
        place, many = says.index(key), 1
        if place in taken:
            continue
        while _is_other_pair(start + many, place + many, in_new, taken, base, new):
            many += 1
        after = {new_place: index for index, new_place in in_new.items()}
        before = next((after[each] for each in range(place + many, len(new)) if each in after), len(base))
        return _BlockMove(start, start + many, before)
    return None


def _is_other_pair(
    one: int, other: int, in_new: Mapping[int, int], taken: set[int], base: Sequence[Block], new: Sequence[Block]
) -> bool:
    """Whether two blocks that follow those that move go with them."""
    if one in in_new or other in taken or one >= len(base) or other >= len(new):
        return False
    return base[one].kind == new[other].kind


def _in_theirs(move: _BlockMove, in_theirs: Mapping[int, int], many: int, more: int) -> _BlockMove | None:
    """The same in the file, with all that people put below; None where its beginning is not there."""
    if move.start not in in_theirs:
        return None
    stop, before = (
        next((in_theirs[each] for each in range(place, many) if each in in_theirs), more) for place in (move.stop, move.before)
    )
    start = in_theirs[move.start]
    return None if start <= before <= stop else _BlockMove(start, stop, before)


def _moved(blocks: Sequence[Block], move: _BlockMove) -> list[Block]:
    going = list(blocks[move.start : move.stop])
    if move.before <= move.start:
        return [*blocks[: move.before], *going, *blocks[move.before : move.start], *blocks[move.stop :]]
    return [*blocks[: move.start], *blocks[move.stop : move.before], *going, *blocks[move.before :]]
