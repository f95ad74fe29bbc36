"""What of a meeting is written to be withheld: papers, pages of papers, items of the agenda, annexes, columns of rosters.

It is read from the YAML itself and not from the plan of an edition, so that whoever proves an edition does not ask whom he proves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.agenda import find_line
from hyoga_docs.spec.roster import Columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.model import Path_, Plan
    from hyoga_docs.spec.meeting import AgendaEntry, Handout
    from hyoga_docs.spec.publication import Publication
    from hyoga_docs.spec.roster import Member, Roster

#: The keys of a withheld paper or item that everybody may read, or that say nothing.
_TOLD = frozenset(
    {"cover", "document", "due", "fit", "id", "item", "label", "mark", "numbering", "ok", "orientation", "page_numbers", "pages",
     "public", "roster", "series", "start"}
)  # fmt: skip
#: The keys under which something stands that is withheld or public for itself.
_BELOW = frozenset({"papers", "annexes", "items"})
#: Keys of a meeting's file that no public document prints.
_NEVER_PRINTED = frozenset({"script", "absent", "online", "ok"})
_CELLS = {"name": ("name", "aliases"), "person": ("person", "reading", "aliases")}


@dataclass(frozen=True)
class WithheldPaths:
    """Where in a meeting's file something withheld is written; `pages` has papers of which only some pages are (`3-4,7`).

    `columns` has by the name of a roster's file the keys of members, and the headings of its own columns, that are withheld.
    """

    papers: frozenset[Path_]
    items: frozenset[Path_]
    pages: dict[Path_, str] = field(default_factory=dict)
    annexes: frozenset[str] = frozenset()
    columns: dict[str, frozenset[str]] = field(default_factory=dict)


def withheld_paths(plan: Plan) -> WithheldPaths:
    """What is written to be withheld in all the files of a meeting."""
    workspace = plan.workspace
    items = frozenset(_items(workspace.meeting.agenda, plan.agenda, ("agenda",), above=False))
    papers: set[Path_] = set()
    pages: dict[Path_, str] = {}
    for name in ("handouts", "references"):
        for path, publication, hidden in _papers(getattr(workspace.meeting, name), (name,), plan, items, None, above=False):
            if hidden:
                papers.add(path)
            elif publication.pages:
                pages[path] = publication.pages
    charter = workspace.charter
    annexes = frozenset(each.id for each in charter.annexes if each.public.is_withheld) if charter else frozenset()
    rosters = {"roster": workspace.roster, **workspace.rosters}
    columns = {name: found for name, roster in rosters.items() if roster is not None and (found := _columns(roster))}
    return WithheldPaths(frozenset(papers), items, pages, annexes, columns)


def _items(entries: Sequence[AgendaEntry], lines: Sequence[AgendaLine], path: Path_, *, above: bool) -> Iterator[Path_]:
    for index, entry in enumerate(entries):
        here, hidden = (*path, index), above or entry.public.is_withheld
        if hidden:
            yield here
        yield from _items(entry.items, lines, (*here, "items"), above=hidden)


def _papers(
    papers: Sequence[Handout], path: Path_, plan: Plan, items: frozenset[Path_], item: Path_ | None, *, above: bool
) -> Iterator[tuple[Path_, Publication, bool]]:
    """Every paper with whether all of it is withheld: for itself, by what it lies in, or by its item unless it says otherwise."""
    for index, paper in enumerate(papers):
        here, public = (*path, index), paper.public
        line = find_line(paper.item, plan.agenda) if paper.item is not None else None
        own = line.path if line is not None else item
        hidden = above or public.is_withheld or (own in items and not public.is_public_in_words)
        yield here, public, hidden
        yield from _papers(paper.papers, (*here, "papers"), plan, items, own, above=hidden)
        yield from _papers(paper.annexes, (*here, "annexes"), plan, items, None, above=hidden)


def _columns(roster: Roster) -> frozenset[str]:
    """The keys of members, and the headings of the body's own columns, that no public roster prints."""
    hidden = {plain(heading) for heading in roster.withheld}
    kinds = (kind for kind in Columns.model_fields if kind not in {"extra", "category", "number"})
    found = {
        key
        for kind in kinds
        if any(plain(each.text) in hidden for each in getattr(roster.columns, kind))
        for key in _CELLS.get(kind, (kind,))
    }
    return frozenset(found | {heading for heading in roster.columns.extra if plain(heading) in hidden})


def withheld_cells(member: Member, columns: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What a member has in withheld columns, each under its key or heading."""
    for key in sorted(columns):
        value = member.extra.get(key) if key in member.extra else getattr(member, key, None) if key.isascii() else None
        values = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        yield from ((key, text) for text in values)


def words_at(data: Any, path: Path_) -> Iterator[tuple[str, str]]:
    """The key and each text of what is withheld at a path of YAML, without what lies below it for itself."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    if isinstance(data, str):  # `- 開会`
        yield "title", data
    for key, value in data.items() if isinstance(data, dict) else ():
        if key not in _TOLD | _BELOW:
            yield from ((key, text) for text in texts_in(value))


def texts_in(value: Any) -> Iterator[str]:
    """The texts in a value of YAML."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(inner)
    if isinstance(value, str):
        yield value


def public_words(data: Any, hidden: frozenset[Path_], path: Path_ = (), columns: frozenset[str] = frozenset()) -> Iterator[str]:
    """The texts of a YAML file that a public document may print; of what is withheld, the reason and the words in its place."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in _NEVER_PRINTED or key in columns:
                continue
            if path in hidden and key not in _BELOW:
                shown = value if key == "public" else None
                yield from (each for each in texts_in(shown))
                if key in {"label", "mark"} and isinstance(value, str):
                    yield value
                continue
            yield from public_words(value, hidden, (*path, key), columns)
            if path in {("names",), ("results",), ("fields",)}:
                yield key
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from public_words(value, hidden, (*path, index), columns)
    elif isinstance(data, str) and path not in hidden:
        yield data
