"""What was amended where it stands in `charter.yaml`: an entry that ends the day before its neighbour begins is the same one."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.list_matching import by_likeness, by_place
from hyoga_docs.spec.charter import Supplement
from hyoga_docs.spec.provision import PARTS, Provision, walk_provisions
from hyoga_docs.spec.schedule import ScheduleRow
from hyoga_docs.spec.term import Phrase, Term
from hyoga_docs.text.diff import likeness

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.charter import Charter
    from hyoga_docs.spec.yaml.reader import Path_
    from hyoga_docs.text.diff_sequences import Pair

#: Of several that begin together, one that has this much of what ended comes before the one that stands next to it.
_MUCH = 0.6


def first_places(charter: Charter) -> dict[Path_, Path_]:
    """Of each place whose entry amends another one, the place where that one was first written."""
    first: dict[Path_, Path_] = {}
    for path, entries in _lists(charter):
        for before, after in _amended(entries):
            first[*path, after] = first.get((*path, before), (*path, before))
    return first


def _lists(charter: Charter) -> Iterator[tuple[Path_, Sequence[Term]]]:
    """Every list whose entries can be amended by others behind them, with its path."""
    yield ("preamble",), charter.preamble
    yield from _of_provisions(charter.sections, ("sections",))
    yield ("supplementary",), charter.supplementary
    for index, supplement in enumerate(charter.supplementary):
        yield from _of_provisions(supplement.paragraphs, ("supplementary", index, "paragraphs"))
    for index, schedule in enumerate(charter.schedules):
        yield ("schedules", index, "rows"), schedule.rows
        yield ("schedules", index, "notes"), schedule.notes


def _of_provisions(provisions: Sequence[Provision], path: Path_) -> Iterator[tuple[Path_, Sequence[Term]]]:
    yield path, provisions
    for index, provision in enumerate(provisions):
        for key in ("body", "bullets"):
            yield (*path, index, key), getattr(provision, key)
        for key in PARTS:
            yield from _of_provisions(getattr(provision, key), (*path, index, key))


def _amended(entries: Sequence[Term]) -> Iterator[Pair]:
    """The entries that end together, each with its own among those that stand behind them and begin the next day."""
    for at in range(1, len(entries)):
        day = _over(entries[at - 1])
        if day is not None and entries[at].since == day:
            olds = [*takewhile(lambda each, day=day: _over(entries[each]) == day, range(at - 1, -1, -1))][::-1]  # type: ignore[misc]
            news = [*takewhile(lambda each, day=day: entries[each].since == day, range(at, len(entries)))]  # type: ignore[misc]
            pairs = _one_to_one([entries[each] for each in olds], [entries[each] for each in news])
            yield from ((olds[i], news[j]) for i, j in pairs)


def _over(entry: Term) -> dt.date | None:
    """The day on which an entry is over."""
    return dict(entry.turns()).get("until")


def _one_to_one(old: Sequence[Term], new: Sequence[Term]) -> list[Pair]:
    ids = [[getattr(each, "id", None) for each in side] for side in (old, new)]
    named = [(ids[0].index(name), j) for j, name in enumerate(ids[1]) if name and name in ids[0]]

    words = [[_words(each) for each in side] for side in (old, new)]

    def fits(i: int, j: int) -> bool:
        return not (ids[0][i] and ids[1][j])

    def alike(i: int, j: int) -> bool:
        return fits(i, j) and likeness(words[0][i], words[1][j]) >= _MUCH

    return by_place((len(old), len(new)), by_likeness(words[0], words[1], named, alike), fits)


def _words(entry: Term) -> str:
    """All that an entry says on any day."""
    if isinstance(entry, Phrase):
        return entry.text
    if isinstance(entry, ScheduleRow):
        return "\n".join(phrase.text for cell in entry.cells for phrase in cell.text)
    if isinstance(entry, Supplement):
        return "\n".join(text for _, text in entry.sentences())
    return "\n".join(_sentences(entry)) if isinstance(entry, Provision) else ""


def _sentences(provision: Provision) -> Iterator[str]:
    for _, each, _ in walk_provisions([provision], (), Term()):
        yield from (phrase.text for _, phrase in each.phrases())
