"""What becomes of each row of a sheet, and where it stands: the layout, with each change in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.spreadsheet.changes import ChangeKind, RosterChange, alias_list, field_changes, term_text
from hyoga_docs.amendments.spreadsheet.layout import Category, LayoutItem, changed
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS, WORDS
from hyoga_docs.amendments.spreadsheet.rows import old_text
from hyoga_docs.text.diff_sequences import longest_rising

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.amendments.spreadsheet.merge import RosterMerge
    from hyoga_docs.spec.roster import Member

_DAY = dt.timedelta(1)


def arrange(work: RosterMerge, homes: list[Category]) -> None:
    """Fills the layout: rows, the order of the 区分, and the entries that no row stands for."""
    fixed = _fixed(work, homes)
    _order(work, homes)
    before: dict[Category, int] = {}
    for row, home in enumerate(homes):
        if isinstance(home, str) and home not in work.layout.wanted:
            work.changes.append(RosterChange(row, ChangeKind.CATEGORY, "", "", home))
        where = f"「{work.lines[before[home]].text('name')}」の後ろ" if home in before else "先頭"
        item = _paired(work, row, home, where, stays=row in fixed) if row in work.pairs else _added(work, row)
        work.layout.wanted.setdefault(home, [])
        if item is not None:
            work.layout.wanted[home].append(item)
            before[home] = row
    _removed(work)


def _still(work: RosterMerge, row: int) -> bool:
    """Whether a row stands for an entry that the day of the change leaves alone, or ends."""
    member = work.member(row)
    return member is not None and (not work.desk.matters(member) or _ends(work, row))


def _ends(work: RosterMerge, row: int) -> bool:
    until, day = work.lines[row].until, work.desk.day
    return day is not None and until is not None and until < day


def _fixed(work: RosterMerge, homes: list[Category]) -> set[int]:
    """The rows whose entries need not move."""
    rows: dict[int, dict[int, int]] = {}
    for row, number in work.pairs.items():
        if homes[row] == work.entries[number][0] and not _still(work, row):
            rows.setdefault(work.entries[number][0], {})[number] = row
    return {found[number] for found in rows.values() for number in longest_rising(sorted(found, key=found.__getitem__))}


def _order(work: RosterMerge, homes: list[Category]) -> None:
    """The order of the 区分: as the rows that stay in theirs say it; it has no day on which it could change."""
    first: dict[Category, int] = {}
    for row, home in enumerate(homes):
        stays = row in work.pairs and home == work.entries[work.pairs[row]][0] and not _still(work, row)
        if isinstance(home, str) or stays:
            first.setdefault(home, row)
    work.layout.order = list(first)
    old = [home for home in first if isinstance(home, int)]
    kept = longest_rising(old)
    for g in [g for g in old if g not in kept]:
        name = work.lines[first[g]].category
        if work.desk.day:
            hint = "区分の順には日を付けられません。行を元の順に戻すか、--on を付けずに読み込んでください。"
            work.wrong("HD649", f"「{work.cell(first[g], 'category')}」: 区分「{name}」の順が変わっています。", hint)
        work.changes.append(RosterChange(first[g], ChangeKind.ORDER, "", "", f"区分「{name}」"))
        work.earliest.append(dt.date.min)


def _paired(work: RosterMerge, row: int, home: Category, where: str, *, stays: bool) -> LayoutItem | None:
    """What a row makes of its entry."""
    number, day = work.pairs[row], work.desk.day
    g, _, member = work.entries[number]
    keys = _keys(work, row, member)
    still = _still(work, row)
    moves = not stays and not (day and still)
    if day is not None and not _allowed(work, row, member, [*keys, *(["category"] if home != g else [])]):
        return None
    _say(work, row, member, keys)
    if home != g:
        work.changes.append(RosterChange(row, ChangeKind.MOVE, member.name, work.shown(number), work.lines[row].category))
    elif moves:
        work.changes.append(RosterChange(row, ChangeKind.ORDER, member.name, "", f"区分「{work.lines[row].category}」の{where}"))
    if not work.desk.begun(member):
        _note_earliest(work, member, keys, moves=moves)
        if not moves:
            work.layout.puts[number] = keys
            return LayoutItem(number)
        work.layout.gone.add(number)
        return LayoutItem(None, changed(work.entry(number), keys))
    return _renewed(work, number, keys, moves=moves, still=still)


def _keys(work: RosterMerge, row: int, member: Member) -> dict[str, Any]:
    """The keys of a member that its row gives other values."""
    keys, day = field_changes(work.lines[row], member), work.desk.day
    if day and keys.get("since") == day.isoformat() and len(keys) > 1 and work.desk.begun(member):
        del keys["since"]  # the row says itself that what it changes begins that day
    return keys


def _renewed(work: RosterMerge, number: int, keys: dict[str, Any], *, moves: bool, still: bool) -> LayoutItem | None:
    """An entry in force that goes on, ends, or ends and begins anew on the day."""
    day = work.desk.on
    if still or not (moves or keys.keys() & {*WORDS}):
        work.layout.puts[number] = keys
        return None if still else LayoutItem(number)
    work.layout.puts[number] = {"until": (day - _DAY).isoformat()}
    return LayoutItem(None if moves else number, changed(work.entry(number), {**keys, "since": day.isoformat()}))


def _added(work: RosterMerge, row: int) -> LayoutItem:
    """A new member, or a new term of one."""
    line, day = work.lines[row], work.desk.day
    since = line.since or day
    for key, written in (("since", line.since), ("until", line.until)):
        if day and written and written < day:
            _past(work, row, key, f"{COLUMNS[key]}が {day} より前です")
    data = {"id": work.ids[row], "aliases": alias_list(line), **{key: line.text(key) for key in WORDS}}
    data |= {"since": since.isoformat() if since else "", "until": line.until.isoformat() if line.until else ""}
    new = f"区分「{line.category}」{term_text(since, line.until)}"
    work.changes.append(RosterChange(row, ChangeKind.ADD, line.text("name"), "", new))
    work.earliest.append(since or dt.date.min)
    return LayoutItem(None, changed({}, data))


def _allowed(work: RosterMerge, row: int, member: Member, touched: list[str]) -> bool:
    """Whether what a row changes leaves the days before the change alone."""
    day, line = work.desk.on, work.lines[row]
    printed = [key for key in touched if key not in {"until", "aliases"}]
    begun = work.desk.begun(member)
    if touched and not work.desk.matters(member):
        _past(work, row, touched[0], f"任期は{member.until}で終わっています")
    elif "since" in touched and (begun or line.since is None or line.since < day):
        _past(work, row, "since", f"{COLUMNS['since']}を変えると、前の日の名簿が変わります")
    elif "until" in touched and begun and line.until and line.until < day - _DAY:
        _past(work, row, "until", f"{COLUMNS['until']}が {day - _DAY} より前です")
    elif printed and begun and _ends(work, row):
        _past(work, row, printed[0], f"{day} の前の日に終わる行です")
    else:
        return True
    return False


def _past(work: RosterMerge, row: int, key: str, why: str) -> None:
    hint = "表が古いなら roster export で書き出し直してください。前の会議の名簿も直すなら、--on を付けずに読み込みます。"
    work.wrong("HD649", f"「{work.cell(row, key)}」は --on では変えられません（{why}）。", hint)


def _removed(work: RosterMerge) -> None:
    """What becomes of the entries that no row stands for."""
    kept = 0
    for number in sorted(set(range(len(work.entries))) - set(work.pairs.values())):
        _, _, member = work.entries[number]
        if not work.desk.matters(member):
            kept += 1
            continue
        if work.desk.begun(member):
            work.layout.puts[number] = {"until": (work.desk.on - _DAY).isoformat()}
        else:
            work.layout.gone.add(number)
            work.earliest.append(member.since or dt.date.min)
        kind = ChangeKind.RETIRE if work.desk.begun(member) else ChangeKind.REMOVE
        work.changes.append(RosterChange(len(work.lines), kind, member.name, "", term_text(member.since, member.until)))
    if kept:
        hint = "消すなら、--on を付けずに読み込んでください。"
        work.odd("HD654", f"任期の終わった構成員の{kept}行が表にありません。名簿には残します。", hint)


def _say(work: RosterMerge, row: int, member: Member, keys: Mapping[str, Any]) -> None:
    for key in [each for each in COLUMNS if each in keys]:
        is_day = key in {"since", "until"}
        old = str(getattr(member, key) or "") if is_day else old_text(member, key)
        new = str(keys[key]) if is_day else work.lines[row].text(key)
        work.changes.append(RosterChange(row, ChangeKind.of(key), member.name, old, new, COLUMNS[key]))


def _note_earliest(work: RosterMerge, member: Member, keys: Mapping[str, Any], *, moves: bool) -> None:
    """From when on the rosters of earlier days change."""
    if moves or keys.keys() & {*WORDS}:
        work.earliest.append(member.since or dt.date.min)
    if "since" in keys:
        new = dt.date.fromisoformat(keys["since"]) if keys["since"] else dt.date.min
        work.earliest.append(min(new, member.since or dt.date.min))
    if "until" in keys:
        new = dt.date.fromisoformat(keys["until"]) if keys["until"] else dt.date.max
        last = min(new, member.until or dt.date.max)
        work.earliest.append(last if last == dt.date.max else last + _DAY)
