"""From what stands in a roster to what is to stand there, in edits that leave in place whatever can stay."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.roster_edits import ORDER, ordered
from hyoga_docs.spec.yaml.edits import Drop, Edit, Insert, Put, applied
from hyoga_docs.text.diff_sequences import longest_rising

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

#: A 区分 of the file by its number, or a new one by its name.
Category = int | str


@dataclass(frozen=True)
class LayoutItem:
    """What is to stand at a place: an entry that stays where it is (`entry` alone), or new data, perhaps after an entry."""

    entry: int | None
    data: Mapping[str, Any] | None = None


@dataclass
class RosterLayout:
    """What becomes of each entry and each 区分.

    `puts` are the keys of entries that stay ("" takes one away), `gone` the entries that go, `wanted` the items of each 区分
    in order, `order` the 区分 in order as far as the sheet says.
    """

    puts: dict[int, dict[str, Any]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    wanted: dict[Category, list[LayoutItem]] = field(default_factory=dict)
    order: list[Category] = field(default_factory=list)
    named: list[Edit] = field(default_factory=list)


def edits_of(data: Mapping[str, Any], layout: RosterLayout) -> list[Edit]:
    """The edits that make the layout of a roster's data; one without 区分 is laid out as one of them."""
    if data.get("members"):
        made = edits_of({"groups": [{"members": data["members"]}]}, layout)
        return [replace(edit, path=edit.path[2:]) for edit in made]
    groups: list[dict[str, Any]] = list(applied(data, layout.named)["groups"])
    paths = [(g, m) for g, group in enumerate(groups) for m in range(len(group["members"] or []))]
    edits = list(layout.named)
    for number, keys in layout.puts.items():
        if number not in layout.gone:
            edits += _puts(("groups", paths[number][0], "members", paths[number][1]), _entry(groups, paths[number]), keys)
    kept = set(longest_rising(key for key in layout.order if isinstance(key, int)))
    moved = [key for key in layout.order if isinstance(key, int) and key not in kept]
    emptied = []
    for g in range(len(groups)):
        old = [number for number, path in enumerate(paths) if path[0] == g]
        if g not in moved and not (set(old) - layout.gone or layout.wanted.get(g)) and old:
            emptied.append(g)
        elif g not in moved:
            edits += _members(g, old, layout)
    new = [key for key in layout.order if isinstance(key, str)]
    whole: dict[Category, dict[str, Any]] = {key: _whole({"category": key}, layout.wanted[key]) for key in new}
    for g in moved:
        members = [_final(groups, paths, item, layout) for item in _flow(g, paths, layout)]
        whole[g] = {**groups[g], "members": members}
    return edits + _groups(len(groups), layout.order, kept, whole, {*moved, *emptied})


def _entry(groups: Sequence[Mapping[str, Any]], path: tuple[int, int]) -> dict[str, Any]:
    return dict(groups[path[0]]["members"][path[1]])


def _puts(path: tuple[str | int, ...], data: dict[str, Any], keys: Mapping[str, Any]) -> list[Edit]:
    edits: list[Edit] = []
    for key in sorted(keys, key=ORDER.index):
        if keys[key] in ("", []):
            if key in data:
                edits.append(Drop((*path, key)))
                del data[key]
            continue
        earlier = [each for each in data if each in ORDER[: ORDER.index(key)]]
        edits.append(Put((*path, key), keys[key], None if key in data else earlier[-1]))
        data[key] = keys[key]
    return edits


def changed(data: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
    """An entry's data with other values of some keys; what is empty goes."""
    new = {**data, **keys}
    return ordered({key: value for key, value in new.items() if value not in ("", [], None)})


def _whole(head: Mapping[str, Any], items: Sequence[LayoutItem]) -> dict[str, Any]:
    return {**head, "members": [dict(item.data) for item in items if item.data is not None]}


def _flow(g: int, paths: Sequence[tuple[int, int]], layout: RosterLayout) -> list[LayoutItem]:
    """All that is to stand in a 区分 of the file: the items, and after each the entries that stay though no item names them."""
    old = [number for number, path in enumerate(paths) if path[0] == g and number not in layout.gone]
    tokens = _arranged(old, layout.wanted.get(g, []))
    return [token if isinstance(token, LayoutItem) else LayoutItem(token) for token in tokens]


def _final(
    groups: Sequence[Mapping[str, Any]], paths: Sequence[tuple[int, int]], item: LayoutItem, layout: RosterLayout
) -> dict[str, Any]:
    if item.data is not None:
        return dict(item.data)
    number = item.entry if item.entry is not None else 0
    return changed(_entry(groups, paths[number]), layout.puts.get(number, {}))


def _arranged(old: Sequence[int], items: Sequence[LayoutItem]) -> list[int | LayoutItem]:
    """Old entries, with the new ones put in where the items want them."""
    tokens: list[int | LayoutItem] = list(old)
    first = next((item.entry for item in items if item.entry in tokens), None)
    before: int | LayoutItem | None = None
    for item in items:
        if item.entry is not None and item.entry in tokens:
            before = item.entry
        if item.data is not None:
            tokens.insert(_after(tokens, before, first), item)
            before = item
    return tokens


def _after(tokens: Sequence[Hashable], before: Hashable, first: Hashable) -> int:
    """Where the next one comes: after the one before, else before the first that stays, else last."""
    for at, token in enumerate(tokens):
        if before is not None and (token is before or (isinstance(token, int) and token == before)):
            return at + 1
        if before is None and first is not None and token == first:
            return at
    return len(tokens)


def _members(g: int, old: Sequence[int], layout: RosterLayout) -> list[Edit]:
    """Inserts and drops in one 区分; what goes, goes last, so that no list is empty on the way."""
    tokens = _arranged(old, layout.wanted.get(g, []))
    edits: list[Edit] = [
        Insert(("groups", g, "members", at), dict(token.data or {}))
        for at, token in enumerate(tokens)
        if isinstance(token, LayoutItem)
    ]
    gone = [at for at, token in enumerate(tokens) if not isinstance(token, LayoutItem) and token in layout.gone]
    return edits + [Drop(("groups", g, "members", at)) for at in reversed(gone)]


def _groups(
    count: int, order: Sequence[Category], kept: set[int], whole: Mapping[Category, Mapping[str, Any]], gone: set[int]
) -> list[Edit]:
    """Whole 区分 that come, move or go."""
    tokens: list[Category | tuple[Category]] = list(range(count))
    first = next((key for key in order if key in kept), None)
    before: Category | tuple[Category] | None = None
    edits: list[Edit] = []
    for key in order:
        if key not in whole:
            before = key
            continue
        at = _after(tokens, before, first)
        while before is not None and at < len(tokens) and isinstance(tokens[at], int) and tokens[at] not in order:
            at += 1  # a 区分 of which the sheet says nothing stays where it was
        before = (key,)
        tokens.insert(at, before)
        edits.append(Insert(("groups", at), dict(whole[key])))
    dropped = [at for at, token in enumerate(tokens) if token in gone]
    return edits + [Drop(("groups", at)) for at in reversed(dropped)]
