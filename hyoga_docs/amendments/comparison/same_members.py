"""Which 区分 and which member of a new roster is which of the old one: by id, else by the same words, else by the same seat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.text.diff_sequences import most_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.plan.roster import PrintedMember, PrintedRoster

    Members = Sequence[PrintedMember]
    Words = Callable[[PrintedMember], tuple[str, str, str]]


def by_category(roster: PrintedRoster) -> dict[str, tuple[PrintedMember, ...]]:
    """The members of each 区分; one that stands twice in the roster is one."""
    found: dict[str, tuple[PrintedMember, ...]] = {}
    for category, members in roster.groups:
        found[category] = (*found.get(category, ()), *members)
    return found


def old_categories(old: PrintedRoster, new: PrintedRoster) -> dict[str, str]:
    """The old name of each 区分 of the new roster: the same name, else the one most of whose members it has."""
    was = {member.id: category for category, members in old.groups for member in members}
    now = {category for category, _ in new.groups}
    found = {category: category for category in by_category(new) if category in by_category(old)}
    for category, members in by_category(new).items():
        if category in found:
            continue
        homes = [was[member.id] for member in members if member.id in was]
        free = [home for home in homes if home not in found.values() and home not in now]
        if free:
            found[category] = max(dict.fromkeys(free), key=free.count)
    return found


def with_old_ids(old: PrintedRoster, new: PrintedRoster) -> PrintedRoster:
    """The new roster in which who is known by another id has the old one: the same member, or a successor in a seat."""
    new = _renamed(new, dict(_same_words(old, new)))
    return _renamed(new, dict(_same_seats(old, new)))


def _renamed(roster: PrintedRoster, ids: dict[str, str]) -> PrintedRoster:
    groups = tuple(
        (name, tuple(replace(each, id=ids.get(each.id, each.id)) for each in members)) for name, members in roster.groups
    )
    return replace(roster, groups=groups) if ids else roster


def _same_words(old: PrintedRoster, new: PrintedRoster) -> Iterator[tuple[str, str]]:
    """New and old id of those whose organisation and person are the same, wherever they stand, and of nobody else."""
    gone, come = _only(old, new), _only(new, old)
    words_of, words_of_old = _words(new), _words(old)
    for member in come:
        name, _, person = words_of(member)
        found = [each for each in gone if words_of_old(each)[::2] == (name, person)]
        if len(found) == 1 and (name or person) and sum(words_of(each)[::2] == (name, person) for each in come) == 1:
            yield member.id, found[0].id


def _same_seats(old: PrintedRoster, new: PrintedRoster) -> Iterator[tuple[str, str]]:
    """New and old id of those who stand in one place of their 区分 and whose seat is the same."""
    gone, come = ({each.id for each in _only(*pair)} for pair in ((old, new), (new, old)))
    homes, before, now = old_categories(old, new), by_category(old), by_category(new)
    words_of, words_of_old = _words(new), _words(old)
    for category, members in now.items():
        for old_gap, gap in _gaps(before.get(homes.get(category, ""), ()), members):
            leaving, coming = [each for each in old_gap if each.id in gone], [each for each in gap if each.id in come]
            pairs = [
                (o, n)
                for n, member in enumerate(coming)
                for o in reversed(range(len(leaving)))
                if _is_seat(words_of_old(leaving[o]), words_of(member))
            ]
            better = {(o, n) for o, n in pairs if words_of_old(leaving[o])[:2] == words_of(coming[n])[:2]}
            yield from ((coming[n].id, leaving[o].id) for o, n in most_in_order(pairs, better))


def _gaps(before: Members, members: Members) -> Iterator[tuple[Members, Members]]:
    """What stands between those who stay, before and after."""
    places = {each.id: index for index, each in enumerate(before)}
    kept = most_in_order([(places[each.id], index) for index, each in enumerate(members) if each.id in places])
    start = (0, 0)
    for end in [*kept, (len(before), len(members))]:
        yield before[start[0] : end[0]], members[start[1] : end[1]]
        start = (end[0] + 1, end[1] + 1)


def _is_seat(old: tuple[str, str, str], new: tuple[str, str, str]) -> bool:
    """Whether two have one seat: of the same organisation, of the same person, or, of persons alone, of the same post."""
    (old_name, old_post, old_person), (name, post, person) = old, new
    if name or old_name:
        return name == old_name or (bool(person) and person == old_person)
    return post == old_post or person == old_person


def _only(one: PrintedRoster, other: PrintedRoster) -> list[PrintedMember]:
    """The members of a roster whose ids the other does not have."""
    known = {each.id for _, members in other.groups for each in members}
    return [each for _, members in one.groups for each in members if each.id not in known]


def _words(roster: PrintedRoster) -> Words:
    """What gives the organisation, the post and the person of a member, each empty where there is no such column."""
    at = [roster.kinds.index(kind) if kind in roster.kinds else None for kind in ("name", "post", "person")]

    def words_of(member: PrintedMember) -> tuple[str, str, str]:
        name, post, person = ("" if index is None else member.cells[index] for index in at)
        return name, post, person

    return words_of
