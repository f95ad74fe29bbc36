"""Amendments of a roster, each as a few edits of its YAML; every one takes effect on a day and leaves the days before alone.

A change on a day closes the entry that stood until then (`until`) and puts a new one with the same id after it (`since`).
With no day the entry itself is put right, as if it had always been so.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.roster_entries import EntryEditor
from hyoga_docs.core.problem import Place, UsageError, did_you_mean, error
from hyoga_docs.spec.roster import find_members
from hyoga_docs.spec.term import Phrase, text_on
from hyoga_docs.spec.yaml.edits import Edit, Put, applied

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.term import Term
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

_DAY = dt.timedelta(1)
#: The keys of a member in the order in which people write them.
ORDER = ("id", "name", "aliases", "post", "person", "reading", "honorific", "role", "term", "extra", "since", "until")


@dataclass(frozen=True)
class InsertPoint:
    """Where a member is to stand: in a 区分, before or after another member; `new` makes the 区分 where there is none.

    `beside` is a member's id or name; with neither it is the end of the 区分.
    """

    category: str | None = None
    beside: str | None = None
    before: bool = False
    new: bool = False


@dataclass(frozen=True)
class RosterAmender:
    """A roster that is amended as of a day, or, where `day` is None, put right for every day; `today` tells entries apart."""

    roster: Roster
    source: YamlSource
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
        return self._find(name) is not None and not find_members(held, name)

    def add(self, member: Mapping[str, Any], spot: InsertPoint) -> list[Edit]:
        """A new member. Raises UsageError where its id is taken or its place is not known."""
        held = [each for _, _, each in self.roster.entries() if each.id == member["id"]]
        if any(self.day is None or each.until is None or each.until >= self.day for each in held):
            hint = "ほかの id にするか、改称や交代なら roster rename を使ってください。"
            raise self._refused("HD632", f"id「{member['id']}」はもうあります。", str(member["id"]), hint)
        for path, _, each in self.roster.entries():
            person = member.get("person")
            same = each.name == member.get("name") and person in {None, each.person}
            if same and (each.until is None or each.until >= self._on):
                hint = f"id は {each.id} です。別の人なら --person で氏名を書いてください。"
                raise self._refused("HD632", f"「{each.called}」はもういます。", each.called, hint, path)
        board = EntryEditor(self.roster)
        data = ordered({**member, **({"since": self.day.isoformat()} if self.day else {})})
        self._insert(board, [(data, None)], spot)
        return board.edits

    def retire(self, who: Sequence[str]) -> list[Edit]:
        """Members whose last day is the day before; with no day, they go as if they had never been. Raises UsageError."""
        board = EntryEditor(self.roster)
        for path, member in self._standing_each(who):
            terms = [(where, each) for where, _, each in self.roster.entries() if each.id == member.id]
            if self.day is None:
                for where, _ in terms:
                    board.drop(where)
                continue
            for where, each in terms:
                if each.since is not None and each.since > self.day:
                    raise self._begins(where, each)
            self._close(board, path, member)
        return board.edits

    def rename(self, who: str, fields: Mapping[str, str], aliases: Sequence[str] = ()) -> list[Edit]:
        """Another name, post, person, role and so on (an empty one goes), and more aliases. Raises UsageError.

        The name of a person alone is the person's. Aliases are not printed, so they need no new entry.
        """
        path, member = self._standing(who)
        if member.name is None:
            fields = {"person" if key == "name" else key: value for key, value in fields.items()}
        changed: dict[str, Any] = {key: value for key, value in fields.items() if (getattr(member, key) or "") != value}
        every = list(dict.fromkeys([*member.aliases, *aliases]))
        more = {"aliases": every} if len(every) > len(member.aliases) else {}
        if not changed and not more:
            raise self._unchanged(member.called, "今の言葉を roster show で確かめてください。", path)
        board = EntryEditor(self.roster)
        self._change(board, path, member, {**changed, **more})
        return board.edits

    def exchange(self, one: str, other: str) -> list[Edit]:
        """Two members whose persons take each other's place. Raises UsageError."""
        (path, member), (other_path, other_member) = self._standing(one), self._standing(other)
        if member.person == other_member.person:
            raise self._unchanged(member.called, "氏名（person）の違う二つを書いてください。", path)
        board = EntryEditor(self.roster)
        self._change(board, path, member, {"person": other_member.person or ""})
        self._change(board, other_path, other_member, {"person": member.person or ""})
        return board.edits

    def _change(self, board: EntryEditor, path: Path_, member: Member, changed: Mapping[str, Any]) -> None:
        """Other values of some keys: in a new entry, but in place where the entry is of that day or nothing printed changes."""
        data = self._data(path)
        if self.day is not None and member.since != self.day and set(changed) != {"aliases"}:
            self._close(board, path, member)
            place = board.at(path)
            board.insert(place[0], place[1] + 1, _going_on({**data, **changed}, self.day))
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
        group = self.roster.parts[index]
        path: Path_ = ("groups", index, "category")
        standing = next(i for i, phrase in enumerate(group.category) if phrase.holds(self._on))
        if new == old:
            raise self._unchanged(old, "新しい名前を書いてください。", path)
        if self.day is None or group.category[standing].since == self.day:
            written = self._value(path)
            if isinstance(written, list):
                path, written = (*path, standing), written[standing]
            return [Put((*path, "text") if isinstance(written, dict) else path, new)]
        phrases = [phrase_data(each) for each in group.category]
        after = {key: value for key, value in phrases[standing].items() if key == "until"}
        phrases[standing] = {**phrases[standing], "until": (self.day - _DAY).isoformat()}
        phrases.insert(standing + 1, {"text": new, "since": self.day.isoformat(), **after})
        return [Put(path, phrases)]

    def move(self, who: Sequence[str], spot: InsertPoint) -> list[Edit]:
        """Members to another place, in the order given. Raises UsageError."""
        found = self._standing_each(who)
        if spot.beside and self._standing(spot.beside) in found:
            raise self._refused("HD632", "自分の前や後ろには移せません。", spot.beside, "ほかの構成員を書いてください。")
        board = EntryEditor(self.roster)
        entries: list[tuple[Mapping[str, Any], Path_ | None]] = []
        for path, member in found:
            data = self._data(path)
            if self.day is None or member.since == self.day:
                entries.append((data, path))
            else:
                self._close(board, path, member)
                entries.append((_going_on(data, self.day), None))
        self._insert(board, entries, spot)
        after = type(self.roster).model_validate(applied(self.source.data, board.edits))
        if self._order(after) == self._order(self.roster):
            raise self._unchanged(found[0][1].called, "今の区分と順を roster show で確かめてください。", found[0][0])
        return board.edits

    def _order(self, roster: Roster) -> list[tuple[str | None, str]]:
        return [(text_on(group.category, self._on), each.id) for _, group, each in roster.entries() if each.holds(self._on)]

    def withdraw(self, who: str) -> list[Edit]:
        """Takes back what was to change on the day: entries from it on go, those closed the day before go on. Raises UsageError."""
        day = self._on
        began = [(path, each) for path, _, each in self.roster.entries() if each.since == day]
        ended = [(path, each) for path, _, each in self.roster.entries() if each.until == day - _DAY]
        ids = {each.id for each in find_members([each for _, each in [*began, *ended]], who)}
        if len(ids) > 1:
            hint = f"id で書いてください: {'、'.join(sorted(ids))}"
            raise self._refused("HD632", f"「{who}」が{len(ids)}つあります。", who, hint)
        if not ids:
            return self._withdraw_category(who)
        board = EntryEditor(self.roster)
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
        for index, group in enumerate(self.roster.parts):
            started = [i for i, each in enumerate(group.category) if each.since == day]
            if not started or all(each.text != who for each in group.category if day in (each.since, _after(each))):
                continue
            phrases = [phrase_data(each) for each in group.category]
            gone = phrases.pop(started[0])
            for phrase in phrases:
                if phrase.get("until") == (day - _DAY).isoformat():
                    phrase.pop("until")
                    phrase.update({key: value for key, value in gone.items() if key == "until"})
            short = phrases[0]["text"] if len(phrases) == 1 and set(phrases[0]) == {"text"} else phrases
            return [Put(("groups", index, "category"), short)]
        mine = find_members((each for _, _, each in self.roster.entries()), who)
        days = sorted({str(when) for each in mine for when in (each.since, _after(each)) if when})
        names = [name for _, _, each in self.roster.entries() for name in (each.id, each.called)]
        hint = f"変わる日: {'、'.join(days)}。--on で書いてください。" if days else None
        hint = hint or did_you_mean("" if mine else who, names, "roster show --all で、これからの変更を確かめてください。")
        raise self._refused("HD632", f"「{who}」に、{day}からの変更はありません。", who, hint)

    def _standing(self, who: str) -> tuple[Path_, Member]:
        """The entry of an id, name or alias on the day."""
        held = [(path, member) for path, _, member in self.roster.entries() if member.holds(self._on)]
        found = find_members([member for _, member in held], who)
        if len(found) > 1:
            ids = "、".join(f"{each.id}（{'　'.join(filter(None, (each.name, each.person)))}）" for each in found)
            raise self._refused("HD632", f"「{who}」が{len(found)}つあります。", who, f"id で書いてください: {ids}")
        if found:
            return next((path, member) for path, member in held if member is found[0])
        known = [name for _, member in held for names in member.names() for name in names]
        terms = [_term(each) for each in find_members((each for _, _, each in self.roster.entries()), who)]
        hint = f"任期は{'、'.join(terms)}です。--on の日を確かめてください。" if terms else None
        hint = hint or did_you_mean(who, known, "roster show で、id と名前を確かめてください。")
        raise self._refused("HD632", f"{self._on}の名簿に「{who}」がありません。", who, hint)

    def _standing_each(self, who: Sequence[str]) -> list[tuple[Path_, Member]]:
        """The entries of some, each once, however they are called."""
        return list({path: (path, member) for path, member in map(self._standing, who)}.values())

    def _close(self, board: EntryEditor, path: Path_, member: Member) -> None:
        """Ends an entry the day before. Raises UsageError where it begins that day or later."""
        last = self._on - _DAY
        if member.since is not None and member.since > last:
            raise self._begins(path, member)
        board.put(path, "until", last.isoformat())

    def _begins(self, path: Path_, member: Member) -> UsageError:
        hint = f"先に「roster withdraw {member.id} --on {member.since}」でその日からの変更をやめるか、--correct を使ってください。"
        return self._refused("HD634", f"「{member.called}」には、{member.since}からの行があります。", member.called, hint, path)

    def _unchanged(self, quote: str, hint: str, path: Path_) -> UsageError:
        return self._refused("HD633", "変わるところがありません。", quote, hint, path)

    def _insert(self, board: EntryEditor, entries: Sequence[tuple[Mapping[str, Any], Path_ | None]], spot: InsertPoint) -> None:
        """Puts entries at a spot, one after the other: new ones, and, where a path is with them, those themselves."""
        last: Path_ | None = None
        for data, moving in entries:
            place = self._place(board, spot) if last is None else _below(board, last)
            if moving is not None and place is not None and board.groups[place[0]]:
                last = board.move(moving, *place)
                continue
            last = board.insert(*place, data) if place is not None else self._insert_group(board, spot, data)
            if moving is not None:  # lines are carried to where some are; those are only put for them
                stand_in, last = last, board.move(moving, *_below(board, last))
                board.drop(stand_in)

    def _insert_group(self, board: EntryEditor, spot: InsertPoint, data: Mapping[str, Any]) -> Path_:
        """A new 区分 with its first entry: before or after that of the member who is named, else last."""
        at = len(board.groups)
        if spot.beside is not None:
            at = board.at(self._standing(spot.beside)[0])[0] + (0 if spot.before else 1)
        return board.insert_group(at, spot.category or "", data)

    def _place(self, board: EntryEditor, spot: InsertPoint) -> tuple[int, int] | None:
        """The 区分 and the index of a spot; None where the 区分 is to be made."""
        if spot.new and spot.category and self._find(spot.category) is None:
            if self.roster.members:
                hint = "区分を立てるなら、members を groups に書き直してください。"
                raise self._refused("HD632", "区分のない名簿です。", spot.category, hint, ("members",))
            return None
        if spot.beside is not None:
            path, _ = self._standing(spot.beside)
            if spot.category is not None and self._group(spot.category) != self._spot(path)[0]:
                hint = "区分か、前後の構成員の、どちらか一つを書いてください。"
                raise self._refused("HD632", f"「{spot.beside}」は、区分「{spot.category}」にいません。", spot.beside, hint)
            place = board.at(self._end_of_run(path, before=spot.before))
            return place[0], place[1] + (0 if spot.before else 1)
        group = self._group(spot.category or "")
        return group, len(board.groups[group])

    def _end_of_run(self, path: Path_, *, before: bool) -> Path_:
        """The first or the last of the entries of a member that stand one after the other: they are not to be torn apart."""
        group, at = self._spot(path)
        members = self.roster.parts[group].members
        step = -1 if before else 1
        while 0 <= at + step < len(members) and members[at + step].id == members[at].id:
            at += step
        return self.roster.path(group, at)

    def _spot(self, path: Path_) -> tuple[int, int]:
        """The 区分 of a path, and the index in it."""
        return int(path[1]) if self.roster.groups else 0, int(path[-1])

    def _find(self, category: str) -> int | None:
        named = [index for index, group in enumerate(self.roster.parts) if (text_on(group.category, self._on) or "") == category]
        return named[0] if named else None

    def _group(self, category: str) -> int:
        index = self._find(category)
        if index is None:
            known = [name for group in self.roster.parts if (name := text_on(group.category, self._on))]
            hint = did_you_mean(category, known, f"今の区分: {'、'.join(known)}。新しい区分なら --new-category を付けてください。")
            raise self._refused("HD632", f"区分「{category}」がありません。", category, hint)
        return index

    def _refused(self, code: str, message: str, quote: str, hint: str | None, path: Path_ = ()) -> UsageError:
        place = self.source.place(*path) if path else Place(self.source.name)
        return UsageError([error(code, message, place=place, quote=quote, hint=hint)])

    def _data(self, path: Path_) -> dict[str, Any]:
        return dict(self._value(path))

    def _value(self, path: Path_) -> Any:
        data = self.source.data
        for step in path:
            data = data[step]
        return data


def _below(board: EntryEditor, entry: Path_) -> tuple[int, int]:
    group, index = board.at(entry)
    return group, index + 1


def _after(term: Term) -> dt.date | None:
    """The first day on which it is over."""
    return term.until + _DAY if term.until and term.until < dt.date.max else None


def _term(member: Member) -> str:
    return f"{member.since or ''}～{member.until or ''}"


def phrase_data(phrase: Phrase) -> dict[str, str]:
    """A phrase as it is written."""
    return {key: str(value) for key, value in phrase.model_dump(mode="json", exclude_none=True).items()}


def _going_on(data: Mapping[str, Any], day: dt.date) -> dict[str, Any]:
    """An entry that follows another from a day on: its keys in the order in which that was written, without empty ones."""
    term = {"since": day.isoformat(), "until": data.get("until")}
    kept = {key: value for key, value in data.items() if key not in term}
    return {key: value for key, value in {**kept, **term}.items() if value not in ("", None)}


def ordered(data: Mapping[str, Any]) -> dict[str, Any]:
    """A member's keys in the order in which people write them, without empty ones; what it has besides comes last."""
    return {key: data[key] for key in (*ORDER, *(key for key in data if key not in ORDER)) if data.get(key) not in ("", None)}
