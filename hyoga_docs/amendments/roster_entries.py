"""The entries of a roster as they stand while edits are made, so that each edit names the place of that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hyoga_docs.spec.yaml.edits import Drop, Edit, Insert, Move, Put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.spec.roster import Roster
    from hyoga_docs.spec.yaml.reader import Path_


class EntryEditor:
    """Makes edits one after the other; an entry is called by its path in the file, a new one by what `insert` gave."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.groups: list[list[Path_]] = [
            [roster.path(g, m) for m in range(len(group.members))] for g, group in enumerate(roster.parts)
        ]
        self.edits: list[Edit] = []

    def at(self, entry: Path_) -> tuple[int, int]:
        """Where an entry of the old file stands now: in which 区分, and at which index of it."""
        for g, group in enumerate(self.groups):
            if entry in group:
                return g, group.index(entry)
        raise LookupError(entry)

    def path(self, entry: Path_) -> Path_:
        """Where an entry of the old file is written now."""
        return self.roster.path(*self.at(entry))

    def put(self, entry: Path_, key: str, value: Any, after: str | None = None) -> None:
        """Another value of a key."""
        self.edits.append(Put((*self.path(entry), key), value, after))

    def drop_key(self, entry: Path_, key: str) -> None:
        """A key goes."""
        self.edits.append(Drop((*self.path(entry), key)))

    def insert(self, group: int, index: int, data: Mapping[str, Any]) -> Path_:
        """Puts a new entry, and gives the name by which it is found again."""
        token: Path_ = ("new", len(self.edits))
        self.groups[group].insert(index, token)
        self.edits.append(Insert(self.roster.path(group, index), data))
        return token

    def insert_group(self, index: int, category: str, data: Mapping[str, Any]) -> Path_:
        """Puts a new 区分 with its first entry, and gives the name of the entry."""
        token: Path_ = ("new", len(self.edits))
        self.groups.insert(index, [token])
        self.edits.append(Insert(("groups", index), {"category": category, "members": [data]}))
        return token

    def move(self, entry: Path_, group: int, index: int) -> Path_:
        """An entry itself comes to stand at an index as of before; a 区分 that it leaves empty goes."""
        path, (old, place) = self.path(entry), self.at(entry)
        index -= old == group and place < index
        self.groups[old].remove(entry)
        self.groups[group].insert(index, entry)
        self.edits.append(Move(path, self.roster.path(group, index)))
        if not self.groups[old]:
            self._drop_group(old)
        return entry

    def drop(self, entry: Path_) -> None:
        """Takes an entry away, and with the last of a 区分 the 区分."""
        path, (group, _) = self.path(entry), self.at(entry)
        self.groups[group].remove(entry)
        if self.groups[group] or not self.roster.groups:
            self.edits.append(Drop(path))
        else:
            self._drop_group(group)

    def _drop_group(self, group: int) -> None:
        del self.groups[group]
        self.edits.append(Drop(("groups", group)))
