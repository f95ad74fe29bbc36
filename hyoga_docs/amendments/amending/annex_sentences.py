"""The sentences that amend the 別表, 別紙 and 様式 of a charter: which there are, what they are called, and what each says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import AmendingTable, Part, Sentences
from hyoga_docs.amendments.amending.annex_reader import BEFORE_ALL, SentenceError, read_annexes
from hyoga_docs.amendments.amending.schedule_model import AnnexText, annex_text
from hyoga_docs.amendments.amending.schedule_sentences import schedule_sentences, whole
from hyoga_docs.japanese.numbered_names import without_number
from hyoga_docs.text.diff_sequences import most_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: How many there are is said of these: 次の１表, 次の２様式. Of others it is 次の別紙.
_COUNTED = {"別表": "表", "様式": "様式"}


@dataclass(frozen=True)
class Annex:
    """An annex of an edition by its id: what is printed of it, as a 別表 is. A list of people changes as a whole."""

    id: str
    table: AmendingTable
    as_a_whole: bool = False

    @property
    def text(self) -> AnnexText:
        """Its words."""
        return annex_text(self.table.schedule, self.table.template)


def annex_sentences(old: Sequence[Annex], new: Sequence[Annex], say: Callable[[int], str], *, supplemented: bool) -> list[Part]:
    """The sentences that make the annexes of the one edition of those of the other; none where all stay.

    `say` says a number as the house does, `supplemented` whether a 附則 stands before the annexes. Raises SentenceError
    where no sentences lead there.
    """
    target = [each.text for each in new]
    for in_part in (True, False):
        parts = _sentences(old, new, say, supplemented=supplemented, in_part=in_part)
        try:
            if read_annexes([each.text for each in old], parts) == target:
                return parts
        except SentenceError:
            if not in_part:
                raise
    raise SentenceError("、".join(each.text.label for each in new))


def _sentences(
    old: Sequence[Annex], new: Sequence[Annex], say: Callable[[int], str], *, supplemented: bool, in_part: bool
) -> list[Part]:
    pairs = _pairs(old, new)
    kept, came = dict(pairs), {index for _, index in pairs}
    parts: list[Part] = []
    for index, place in sorted(pairs):
        was, now = old[index].text, new[place]
        said = schedule_sentences(was, now.table) if in_part and not now.as_a_whole else []
        if not said and (was != replace(now.text, label=was.label) or old[index].table.template != now.table.template):
            said = whole(was.label, now.table)  # a form that only looks otherwise is another one, too
        parts += said
    sentences = Sentences()
    for index, each in enumerate(old):
        if index not in kept:
            sentences.clause(f"{each.text.label}を削", "")
    _rename(sentences, [(old[index].text.label, new[place].text.label) for index, place in sorted(pairs)], old)
    for _, run in groupby(enumerate(index for index in range(len(new)) if index not in came), key=lambda pair: pair[1] - pair[0]):
        added = [new[index] for _, index in run]
        first = new.index(added[0])
        before = new[first - 1].text.label if first else BEFORE_ALL[0 if supplemented else 1]
        words = f"{sentences.name(before)}の次に次の{_counted(added, say)}を加え"
        sentences.quote(words, *(replace(each.table, whole=True) for each in added))
    return parts + sentences.finished()


def _pairs(old: Sequence[Annex], new: Sequence[Annex]) -> list[tuple[int, int]]:
    """Which annex is which, in the order of both: by their ids, else one that has the name of one that went replaces it."""
    ids = {each.id: index for index, each in enumerate(new)}
    gone = {each.id for each in old}
    names = {each.text.label: index for index, each in enumerate(new) if each.id not in gone}
    both = ((index, ids.get(each.id, names.get(each.text.label))) for index, each in enumerate(old))
    found = [(index, place) for index, place in both if place is not None]
    return most_in_order(sorted(found, key=itemgetter(1)))


def _rename(sentences: Sentences, names: Sequence[tuple[str, str]], old: Sequence[Annex]) -> None:
    """Each is renamed when its new name is free: those that move down from the last on, those that move up from the first on."""
    left = [pair for pair in names if pair[0] != pair[1]]
    taken = {each.text.label for each in old if each.text.label in dict(names)}
    while left:
        free = [pair for pair in left if pair[1] not in taken]
        was, now = free[-1] if free else left[-1]
        sentences.clause(f"{was}を{now}と", now)
        left.remove((was, now))
        taken = taken - {was} | {now}


def _counted(added: Sequence[Annex], say: Callable[[int], str]) -> str:
    labels = [each.text.label for each in added]
    for kind, counted in _COUNTED.items():
        if all(label.startswith(kind) for label in labels):
            return say(len(added)) + counted
    return without_number(labels[0]) if len(labels) == 1 else "、".join(labels)
