"""What kinds of changes a 新旧対照表 shows, as facts: the 改正文 has to say how each of them is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.amendments.comparison.roster_table import RosterTable
    from hyoga_docs.text.diff import Runs

#: Words of a provision that are others now, that only one column has, provisions that only one column has, and those whose
#: move is noted; `title`, that the 題名 is among what changed.
ChangeKind = Literal["words-replaced", "words-added", "words-removed", "added", "removed", "moved", "title"]


def change_kinds(compared: ComparisonTable) -> frozenset[ChangeKind]:
    """The kinds that occur in a table, with those of its roster."""
    found: set[ChangeKind] = set()
    for row in compared.rows:
        if row.kind in {"added", "removed"}:
            found.add("added" if row.kind == "added" else "removed")
        elif row.kind == "went":
            found.add("moved")
        elif row.new is not None and row.old is not None:
            found |= word_changes(row.old.runs, row.new.runs)
            found |= {"title"} if row.new.kind == "title" else set()
    return frozenset(found | (set(_of_roster(compared.roster)) if compared.roster else set()))


def word_changes(old: Runs, new: Runs) -> set[ChangeKind]:
    """Whether what is underlined in two texts replaces something, or stands on one side only."""
    before, after = set(_places(old)), set(_places(new))
    kinds: list[tuple[ChangeKind, set[int]]] = [
        ("words-replaced", before & after), ("words-added", after - before), ("words-removed", before - after),
    ]  # fmt: skip
    return {kind for kind, places in kinds if places}


def _places(runs: Runs) -> Iterator[int]:
    """Behind how many characters that both texts have each underlined stretch stands."""
    kept = 0
    for text, changed in runs:
        if changed:
            yield kept
        else:
            kept += len(text)


def _of_roster(roster: RosterTable) -> Iterator[ChangeKind]:
    pairs = [*roster.texts]
    pairs += [(group.new, group.old) for group in roster.groups if group.new and group.old]
    for new, old in pairs:
        yield from word_changes(old, new)
    if roster.new_headings != roster.old_headings:
        yield "words-replaced"
    for row in (row for group in roster.groups for row in group.rows):
        if row.kind in {"added", "removed"}:
            yield "added" if row.kind == "added" else "removed"
        elif row.kind in {"came", "went", "moved"}:
            yield from ("moved", "words-replaced") if row.kind != "went" else ("moved",)
        elif len(row.new) == len(row.old):
            for old, new in zip(row.old, row.new, strict=True):
                yield from word_changes(old, new)
        elif row.kind == "changed":
            yield "words-replaced"
