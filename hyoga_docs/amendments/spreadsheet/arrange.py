"""What becomes of each row of a sheet, and where it stands: the layout, with each change in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.spreadsheet.changes import ChangeKind, RosterChange, alias_list, field_changes, term_text
from hyoga_docs.amendments.spreadsheet.layout import Category, LayoutItem, changed
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS, MORE_COLUMNS, WORDS, extra_heading, heading_of
from hyoga_docs.amendments.spreadsheet.rows import old_text
from hyoga_docs.text.diff_sequences import longest_rising

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.amendments.spreadsheet.merge import RosterMerge
    from hyoga_docs.spec.roster import Member

_DAY = dt.timedelta(1)
_PRINTED = {*WORDS, "extra"}


def arrange(merge: RosterMerge, homes: list[Category]) -> None:
    """Fills the layout: rows, the order of the 区分, and the entries that no row stands for."""
    fixed = _fixed(merge, homes)
    _order(merge, homes)
    before: dict[Category, int] = {}
    for row, home in enumerate(homes):
        if isinstance(home, str) and home not in merge.layout.wanted:
            merge.changes.append(RosterChange(row, ChangeKind.CATEGORY, "", "", home))
        where = f"「{merge.lines[before[home]].called}」の後ろ" if home in before else "先頭"
        item = _paired(merge, row, home, where, stays=row in fixed) if row in merge.pairs else _added(merge, row)
        merge.layout.wanted.setdefault(home, [])
        if item is not None:
            merge.layout.wanted[home].append(item)
            before[home] = row
    _removed(merge)


def _still(merge: RosterMerge, row: int) -> bool:
    """Whether a row stands for an entry that the day of the change leaves alone, or ends."""
    member = merge.member(row)
    return member is not None and (not merge.roster_import.matters(member) or _ends(merge, row))


def _ends(merge: RosterMerge, row: int) -> bool:
    until, day = merge.lines[row].until, merge.roster_import.day
    return day is not None and until is not None and until < day


def _fixed(merge: RosterMerge, homes: list[Category]) -> set[int]:
    """The rows whose entries need not move."""
    rows: dict[int, dict[int, int]] = {}
    for row, number in merge.pairs.items():
        if homes[row] == merge.entries[number][0] and not _still(merge, row):
            rows.setdefault(merge.entries[number][0], {})[number] = row
    return {found[number] for found in rows.values() for number in longest_rising(sorted(found, key=found.__getitem__))}


def _order(merge: RosterMerge, homes: list[Category]) -> None:
    """The order of the 区分: as the rows that stay in theirs say it; it has no day on which it could change."""
    first: dict[Category, int] = {}
    for row, home in enumerate(homes):
        stays = row in merge.pairs and home == merge.entries[merge.pairs[row]][0] and not _still(merge, row)
        if isinstance(home, str) or stays:
            first.setdefault(home, row)
    merge.layout.order = list(first)
    old = [home for home in first if isinstance(home, int)]
    kept = longest_rising(old)
    for g in [g for g in old if g not in kept]:
        name = merge.lines[first[g]].category
        if merge.roster_import.day:
            hint = "区分の順には日を付けられません。行を元の順に戻すか、--on を付けずに読み込んでください。"
            merge.wrong("HD649", f"「{merge.cell(first[g], 'category')}」: 区分「{name}」の順が変わっています。", hint)
        merge.changes.append(RosterChange(first[g], ChangeKind.ORDER, "", "", f"区分「{name}」"))
        merge.earliest.append(dt.date.min)


def _paired(merge: RosterMerge, row: int, home: Category, where: str, *, stays: bool) -> LayoutItem | None:
    """What a row makes of its entry."""
    number, day = merge.pairs[row], merge.roster_import.day
    g, _, member = merge.entries[number]
    keys = _keys(merge, row, member)
    still = _still(merge, row)
    moves = not stays and not (day and still)
    if day is not None and not _allowed(merge, row, member, [*keys, *(["category"] if home != g else [])]):
        return None
    _say(merge, row, member, keys)
    if home != g:
        merge.changes.append(RosterChange(row, ChangeKind.MOVE, member.called, merge.shown(number), merge.lines[row].category))
    elif moves:
        place = f"区分「{merge.lines[row].category}」の{where}" if merge.lines[row].category else where
        merge.changes.append(RosterChange(row, ChangeKind.ORDER, member.called, "", place))
    if not merge.roster_import.begun(member):
        _note_earliest(merge, member, keys, moves=moves)
        if not moves:
            merge.layout.puts[number] = keys
            return LayoutItem(number)
        merge.layout.gone.add(number)
        return LayoutItem(None, changed(merge.entry(number), keys))
    return _renewed(merge, number, keys, moves=moves, still=still)


def _keys(merge: RosterMerge, row: int, member: Member) -> dict[str, Any]:
    """The keys of a member that its row gives other values."""
    keys, day = field_changes(merge.lines[row], member), merge.roster_import.day
    if day and keys.get("since") == day.isoformat() and len(keys) > 1 and merge.roster_import.begun(member):
        del keys["since"]  # the row says itself that what it changes begins that day
    return keys


def _renewed(merge: RosterMerge, number: int, keys: dict[str, Any], *, moves: bool, still: bool) -> LayoutItem | None:
    """An entry in force that goes on, ends, or ends and begins anew on the day."""
    day = merge.roster_import.on
    if still or not (moves or keys.keys() & _PRINTED):
        merge.layout.puts[number] = keys
        return None if still else LayoutItem(number)
    merge.layout.puts[number] = {"until": (day - _DAY).isoformat()}
    return LayoutItem(None if moves else number, changed(merge.entry(number), {**keys, "since": day.isoformat()}))


def _added(merge: RosterMerge, row: int) -> LayoutItem:
    """A new member, or a new term of one."""
    line, day = merge.lines[row], merge.roster_import.day
    since = line.since or day
    for key, written in (("since", line.since), ("until", line.until)):
        if day and written and written < day:
            _past(merge, row, key, f"{heading_of(key)}が {day} より前です")
    data: dict[str, Any] = {"id": merge.ids[row], "aliases": alias_list(line), **{key: line.text(key) for key in WORDS}}
    if extra := {heading: text for key in line.cells if (heading := extra_heading(key)) and (text := line.text(key))}:
        data["extra"] = extra
    data |= {"since": since.isoformat() if since else "", "until": line.until.isoformat() if line.until else ""}
    new = f"{f'区分「{line.category}」' if line.category else ''}{term_text(since, line.until)}"
    merge.changes.append(RosterChange(row, ChangeKind.ADD, line.called, "", new))
    merge.earliest.append(since or dt.date.min)
    return LayoutItem(None, changed({}, data))


def _allowed(merge: RosterMerge, row: int, member: Member, touched: list[str]) -> bool:
    """Whether what a row changes leaves the days before the change alone."""
    day, line = merge.roster_import.on, merge.lines[row]
    printed = [key for key in touched if key not in {"until", "aliases"}]
    begun = merge.roster_import.begun(member)
    if touched and not merge.roster_import.matters(member):
        _past(merge, row, touched[0], f"任期は{member.until}で終わっています")
    elif "since" in touched and (begun or line.since is None or line.since < day):
        _past(merge, row, "since", f"{COLUMNS['since']}を変えると、前の日の名簿が変わります")
    elif "until" in touched and begun and line.until and line.until < day - _DAY:
        _past(merge, row, "until", f"{COLUMNS['until']}が {day - _DAY} より前です")
    elif printed and begun and _ends(merge, row):
        _past(merge, row, printed[0], f"{day} の前の日に終わる行です")
    else:
        return True
    return False


def _past(merge: RosterMerge, row: int, key: str, why: str) -> None:
    hint = "表が古いなら roster export で書き出し直してください。前の会議の名簿も直すなら、--on を付けずに読み込みます。"
    merge.wrong("HD649", f"「{merge.cell(row, key)}」は --on では変えられません（{why}）。", hint)


def _removed(merge: RosterMerge) -> None:
    """What becomes of the entries that no row stands for."""
    kept = 0
    for number in sorted(set(range(len(merge.entries))) - set(merge.pairs.values())):
        _, _, member = merge.entries[number]
        if not merge.roster_import.matters(member):
            kept += 1
            continue
        if merge.roster_import.begun(member):
            merge.layout.puts[number] = {"until": (merge.roster_import.on - _DAY).isoformat()}
        else:
            merge.layout.gone.add(number)
            merge.earliest.append(member.since or dt.date.min)
        kind = ChangeKind.RETIRE if merge.roster_import.begun(member) else ChangeKind.REMOVE
        merge.changes.append(RosterChange(len(merge.lines), kind, member.called, "", term_text(member.since, member.until)))
    if kept:
        hint = "消すなら、--on を付けずに読み込んでください。"
        merge.odd("HD654", f"任期の終わった構成員の{kept}行が表にありません。名簿には残します。", hint)


def _say(merge: RosterMerge, row: int, member: Member, keys: Mapping[str, Any]) -> None:
    columns = [each for each in (*COLUMNS, *MORE_COLUMNS) if each in keys]
    if "extra" in keys:
        own = (key for key in merge.lines[row].cells if extra_heading(key))
        columns += [key for key in own if not merge.lines[row].says(key, old_text(member, key))]
    for key in columns:
        is_day = key in {"since", "until"}
        old = str(getattr(member, key) or "") if is_day else old_text(member, key)
        new = str(keys[key]) if is_day else merge.lines[row].text(key)
        merge.changes.append(RosterChange(row, ChangeKind.of(key), member.called, old, new, heading_of(key)))


def _note_earliest(merge: RosterMerge, member: Member, keys: Mapping[str, Any], *, moves: bool) -> None:
    """From when on the rosters of earlier days change."""
    if moves or keys.keys() & _PRINTED:
        merge.earliest.append(member.since or dt.date.min)
    if "since" in keys:
        new = dt.date.fromisoformat(keys["since"]) if keys["since"] else dt.date.min
        merge.earliest.append(min(new, member.since or dt.date.min))
    if "until" in keys:
        new = dt.date.fromisoformat(keys["until"]) if keys["until"] else dt.date.max
        last = min(new, member.until or dt.date.max)
        merge.earliest.append(last if last == dt.date.max else last + _DAY)
