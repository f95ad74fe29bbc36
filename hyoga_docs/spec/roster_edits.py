"""Amendments of a roster, each as a few edits of its YAML; every one takes effect on a day and leaves the days before alone.

A change on a day closes the entry that stood until then (`until`) and puts a new one with the same id after it (`since`).
With no day the entry itself is put right, as if it had always been so.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.problem import Place, UsageError, did_you_mean, error
from hyoga_docs.spec.edit import Drop, Edit, Insert, Put
from hyoga_docs.spec.term import Phrase, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.yaml_reader import Path_, Source

_DAY = dt.timedelta(1)
#: The keys of a member in the order in which people write them.
ORDER = ("id", "name", "aliases", "post", "person", "role", "since", "until")


@dataclass(frozen=True)
class Spot:
    """Where a member is to stand: in a 区分, before or after another member; `new` makes the 区分 where there is none.

    `beside` is a member's id or name; with neither it is the end of the 区分.
    """

    category: str | None = None
    beside: str | None = None
    before: bool = False
    new: bool = False


@dataclass(frozen=True)
class Amending:
    """A roster that is amended as of a day, or, where `day` is None, put right for every day; `today` tells entries apart."""

    roster: Roster
    source: Source
    today: dt.date
    day: dt.date | None

    @property
    def _on(self) -> dt.date:
        return self.day or self.today

    def free_id(self) -> str:
        """An id that no member has or had."""
        taken = {each.id for _, _, each in self.roster.entries()}
        return next(name for count in itertools.count(len(taken) + 1) if (name := f"m{count}") not in taken)

    def is_category(self, name: str) -> bool:
        """Whether a name is that of a 区分 and of no member."""
        held = [each for _, _, each in self.roster.entries() if each.holds(self._on)]
        return self._find(name) is not None and not any(name in {each.id, each.name, *each.aliases} for each in held)

    def add(self, member: Mapping[str, Any], spot: Spot) -> list[Edit]:
        """A new member. Raises UsageError where its id is taken or its place is not known."""
        if any(each.id == member["id"] for _, _, each in self.roster.entries()):
            hint = "ほかの id にするか、改称や交代なら roster rename を使ってください。"
            raise self._refused("HD632", f"id「{member['id']}」はもうあります。", str(member["id"]), hint)
        board = _Board(self.roster)
        self._insert(board, [ordered({**member, **({"since": self.day.isoformat()} if self.day else {})})], spot)
        return board.edits

    def retire(self, who: Sequence[str]) -> list[Edit]:
        """Members whose last day is the day before; with no day, they go as if they had never been. Raises UsageError."""
        board = _Board(self.roster)
        for path, member in [self._standing(each) for each in dict.fromkeys(who)]:
            if self.day is None:
                board.drop(path)
            else:
                self._close(board, path, member)
        return board.edits

    def rename(self, who: str, fields: Mapping[str, str], aliases: Sequence[str] = ()) -> list[Edit]:
        """Another name, post, person or role (an empty one goes), and more aliases. Raises UsageError.

        Aliases are not printed, so they need no new entry.
        """
        path, member = self._standing(who)
        data = self._data(path)
        changed: dict[str, Any] = {key: value for key, value in fields.items() if (data.get(key) or "") != value}
        every = list(dict.fromkeys([*member.aliases, *aliases]))
        more = {"aliases": every} if len(every) > len(member.aliases) else {}
        if not changed and not more:
            hint = "今の言葉を roster show で確かめてください。"
            raise self._refused("HD633", "変わるところがありません。", member.name, hint, path)
        board = _Board(self.roster)
        self._change(board, path, member, {**changed, **more})
        return board.edits

    def exchange(self, one: str, other: str) -> list[Edit]:
        """Two members whose persons take each other's place. Raises UsageError."""
        (path, member), (other_path, other_member) = self._standing(one), self._standing(other)
        if member.person == other_member.person:
            hint = "氏名（person）の違う二つを書いてください。"
            raise self._refused("HD633", "変わるところがありません。", member.name, hint, path)
        board = _Board(self.roster)
        self._change(board, path, member, {"person": other_member.person or ""})
        self._change(board, other_path, other_member, {"person": member.person or ""})
        return board.edits

    def _change(self, board: _Board, path: Path_, member: Member, changed: Mapping[str, Any]) -> None:
        """Other values of some keys: in a new entry, but in place where the entry is of that day or nothing printed changes."""
        data = self._data(path)
        if self.day is not None and member.since != self.day and set(changed) != {"aliases"}:
            self._close(board, path, member)
            new = {**data, **changed, "since": self.day.isoformat()}
            place = board.at(path)
            board.insert(int(place[1]), int(place[3]) + 1, ordered({key: new[key] for key in new if new[key] not in ("", None)}))
            return
        for key, value in changed.items():
            if value == "":
                board.drop_key(path, key)
            else:
                earlier = [each for each in ORDER[: ORDER.index(key)] if each in data]
                board.put(path, key, value, None if key in data else earlier[-1])

    def rename_category(self, old: str, new: str) -> list[Edit]:
        """Another name of a 区分. Raises UsageError."""
        index = self._group(old)
        group = self.roster.groups[index]
        path: Path_ = ("groups", index, "category")
        standing = next(i for i, phrase in enumerate(group.category) if phrase.holds(self._on))
        if self.day is None or group.category[standing].since == self.day:
            return [Put((*path, standing, "text") if self._is_list(path) else path, new)]
        phrases = [phrase_data(each) for each in group.category]
        after = {key: value for key, value in phrases[standing].items() if key == "until"}
        phrases[standing] = {**phrases[standing], "until": (self.day - _DAY).isoformat()}
        phrases.insert(standing + 1, {"text": new, "since": self.day.isoformat(), **after})
        return [Put(path, phrases)]

    def move(self, who: Sequence[str], spot: Spot) -> list[Edit]:
        """Members to another place, in the order given. Raises UsageError."""
        found = [self._standing(each) for each in dict.fromkeys(who)]
        if spot.beside and self._standing(spot.beside) in found:
            raise self._refused("HD632", "自分の前や後ろには移せません。", spot.beside, "ほかの構成員を書いてください。")
        board = _Board(self.roster)
        entries = []
        for path, member in found:
            dated = self.day is not None and member.since != self.day
            if dated:
                self._close(board, path, member)
            entries.append({**self._data(path), **({"since": self._on.isoformat()} if dated else {})})
        self._insert(board, [ordered(entry) for entry in entries], spot)
        for path, member in found:
            if self.day is None or member.since == self.day:
                board.drop(path)
        return board.edits

    def withdraw(self, who: str) -> list[Edit]:
        """Takes back what was to change on the day: entries from it on go, those closed the day before go on. Raises UsageError."""
        day = self._on
        began = [(path, each) for path, _, each in self.roster.entries() if each.since == day]
        ended = [(path, each) for path, _, each in self.roster.entries() if each.until == day - _DAY]
        ids = {each.id for _, each in [*began, *ended] if who in {each.id, each.name, *each.aliases}}
        if len(ids) != 1:
            return self._withdraw_category(who)
        board = _Board(self.roster)
        until = next((each.until for _, each in began if each.id in ids), None)
        for path, each in ended:
            if each.id in ids and until:
                board.put(path, "until", until.isoformat())
            elif each.id in ids:
                board.drop_key(path, "until")
        for path, each in began:
            if each.id in ids:
                board.drop(path)
        return board.edits

    def _withdraw_category(self, who: str) -> list[Edit]:
        day = self._on
        for index, group in enumerate(self.roster.groups):
            started = [i for i, each in enumerate(group.category) if each.since == day and each.text == who]
            if not started:
                continue
            phrases = [phrase_data(each) for each in group.category]
            gone = phrases.pop(started[0])
            for phrase in phrases:
                if phrase.get("until") == (day - _DAY).isoformat():
                    phrase.pop("until")
                    phrase.update({key: value for key, value in gone.items() if key == "until"})
            short = phrases[0]["text"] if len(phrases) == 1 and set(phrases[0]) == {"text"} else phrases
            return [Put(("groups", index, "category"), short)]
        names = [name for _, _, each in self.roster.entries() for name in (each.id, each.name)]
        hint = did_you_mean(who, names, "roster show --all で、これからの変更を確かめてください。")
        raise self._refused("HD632", f"「{who}」に、{day}からの変更はありません。", who, hint)

    def _standing(self, who: str) -> tuple[Path_, Member]:
        """The entry of an id, name or alias on the day."""
        held = [(path, member) for path, _, member in self.roster.entries() if member.holds(self._on)]
        for called in ({"id"}, {"name"}, {"aliases"}):
            found = [each for each in held if who in _names(each[1], called)]
            if len(found) == 1:
                return found[0]
            if found:
                ids = "、".join(f"{member.id}（{member.name}）" for _, member in found)
                raise self._refused("HD632", f"「{who}」が{len(found)}つあります。", who, f"id で書いてください: {ids}")
        known = [name for _, member in held for name in (member.id, member.name, *member.aliases)]
        hint = did_you_mean(who, known, "roster show で、id と名前を確かめてください。")
        raise self._refused("HD632", f"{self._on}の名簿に「{who}」がありません。", who, hint)

    def _close(self, board: _Board, path: Path_, member: Member) -> None:
        """Ends an entry the day before. Raises UsageError where it begins that day or later."""
        last = self._on - _DAY
        if member.since is not None and member.since > last:
            hint = "その日からの変更をやめるなら roster withdraw を、初めから書き直すなら --correct を使ってください。"
            raise self._refused("HD634", f"「{member.name}」は{member.since}からです。", member.name, hint, path)
        board.put(path, "until", last.isoformat())

    def _insert(self, board: _Board, entries: Sequence[Mapping[str, Any]], spot: Spot) -> None:
        """Puts entries at a spot, one after the other."""
        if spot.beside is not None:
            path, _ = self._standing(spot.beside)
            if spot.category is not None and self._group(spot.category) != path[1]:
                hint = "区分か、前後の構成員の、どちらか一つを書いてください。"
                raise self._refused("HD632", f"「{spot.beside}」は、区分「{spot.category}」にいません。", spot.beside, hint)
            place = board.at(path)
            group, index = int(place[1]), int(place[3]) + (0 if spot.before else 1)
        elif spot.new and self._find(spot.category or "") is None:
            first, *entries = entries
            board.insert_group(spot.category or "", first)
            group, index = len(board.groups) - 1, 1
        else:
            group = self._group(spot.category or "")
            index = len(board.groups[group])
        for count, entry in enumerate(entries):
            board.insert(group, index + count, entry)

    def _find(self, category: str) -> int | None:
        named = [index for index, group in enumerate(self.roster.groups) if said(group.category, self._on) == category]
        return named[0] if named else None

    def _group(self, category: str) -> int:
        index = self._find(category)
        if index is None:
            known = [name for group in self.roster.groups if (name := said(group.category, self._on))]
            hint = did_you_mean(category, known, f"今の区分: {'、'.join(known)}。新しい区分なら --new-category を付けてください。")
            raise self._refused("HD632", f"区分「{category}」がありません。", category, hint)
        return index

    def _refused(self, code: str, message: str, quote: str, hint: str | None, path: Path_ = ()) -> UsageError:
        place = self.source.place(*path) if path else Place(self.source.name)
        return UsageError([error(code, message, place=place, quote=quote, hint=hint)])

    def _data(self, path: Path_) -> dict[str, Any]:
        data = self.source.data
        for step in path:
            data = data[step]
        return dict(data)

    def _is_list(self, path: Path_) -> bool:
        data = self.source.data
        for step in path:
            data = data[step]
        return isinstance(data, list)


def _names(member: Member, kinds: set[str]) -> tuple[str, ...]:
    if "id" in kinds:
        return (member.id,)
    return (member.name,) if "name" in kinds else member.aliases


def phrase_data(phrase: Phrase) -> dict[str, str]:
    """A phrase as it is written."""
    return {key: str(value) for key, value in phrase.model_dump(mode="json", exclude_none=True).items()}


def ordered(data: Mapping[str, Any]) -> dict[str, Any]:
    """A member's keys in the order in which people write them; what it has besides comes last."""
    return {key: data[key] for key in (*ORDER, *(key for key in data if key not in ORDER)) if key in data}


class _Board:
    """The entries as they stand while edits are made, so that each edit names the place of that moment."""

    def __init__(self, roster: Roster) -> None:
        self.groups: list[list[Path_]] = [
            [("groups", g, "members", m) for m in range(len(group.members))] for g, group in enumerate(roster.groups)
        ]
        self.edits: list[Edit] = []

    def at(self, entry: Path_) -> Path_:
        """Where an entry of the old file stands now."""
        for g, group in enumerate(self.groups):
            if entry in group:
                return ("groups", g, "members", group.index(entry))
        raise LookupError(entry)

    def put(self, entry: Path_, key: str, value: Any, after: str | None = None) -> None:
        self.edits.append(Put((*self.at(entry), key), value, after))

    def drop_key(self, entry: Path_, key: str) -> None:
        self.edits.append(Drop((*self.at(entry), key)))

    def insert(self, group: int, index: int, data: Mapping[str, Any]) -> Path_:
        """Puts a new entry, and gives the name by which it is found again."""
        token: Path_ = ("new", len(self.edits))
        self.groups[group].insert(index, token)
        self.edits.append(Insert(("groups", group, "members", index), data))
        return token

    def insert_group(self, category: str, data: Mapping[str, Any]) -> Path_:
        """Puts a new 区分 with its first entry at the end."""
        token: Path_ = ("new", len(self.edits))
        self.groups.append([token])
        self.edits.append(Insert(("groups", len(self.groups) - 1), {"category": category, "members": [data]}))
        return token

    def drop(self, entry: Path_) -> None:
        """Takes an entry away, and with the last of a 区分 the 区分."""
        path = self.at(entry)
        group = int(path[1])
        self.groups[group].remove(entry)
        if self.groups[group]:
            self.edits.append(Drop(path))
        else:
            del self.groups[group]
            self.edits.append(Drop(path[:2]))
