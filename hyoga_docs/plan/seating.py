"""Who sits where in the room: a grid of seats around a table, along three sides of one, or in rows as in a school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from hyoga_docs.japanese.numerals import number
from hyoga_docs.plan.attendance import MEMBERS
from hyoga_docs.plan.officers import HeldOffice, office_of, posts_are_of_the_body, without_sign
from hyoga_docs.spec.roster import find_members

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.plan.attendance import AttendingMember, MeetingAttendance
    from hyoga_docs.spec.meeting_day import Attendee, Room
    from hyoga_docs.spec.workspace import Workspace

#: What a place is. A `label` names the places beside it.
Kind = Literal["head", "member", "guest", "staff", "observers", "press", "screen", "door", "label"]
_GUESTS, _OBSERVERS, _STAFF = "説明者", "オブザーバー", "事務局"
#: Of a room whose measures nobody wrote: seats that sides have before others are used, and along the head side.
_SIDE, _LONG_SIDE, _ACROSS, _MOST_ACROSS = 8, 10, 4, 20
#: In rows, as in a school: so many seats a row for so many people, else the last.
_ROWS = ((12, 4), (30, 6), (64, 8), (999, 10))
#: How many sit in front at most where nobody presides.
_FRONT = 3


@dataclass(frozen=True)
class Seat:
    """A place and who or what is there: `above` (office, organisation, post), `name`, `below` (（代理）)."""

    kind: Kind
    name: str
    above: str = ""
    below: str = ""
    member: str = ""


@dataclass(frozen=True)
class SeatingCell:
    """A seat, or the floor, that is so many columns wide."""

    seat: Seat | None
    across: int


@dataclass(frozen=True)
class Seating:
    """The grid: each row covers `columns` columns. The first and the last stand at the sides, two of the others make a seat.

    A row without any seat is a way between tables.
    """

    columns: int
    rows: tuple[tuple[SeatingCell, ...], ...]
    online: tuple[Seat, ...] = ()

    def seats(self) -> list[Seat]:
        """All seats, row by row."""
        return [cell.seat for row in self.rows for cell in row if cell.seat is not None]


def seating(workspace: Workspace, attendance: MeetingAttendance) -> Seating:
    """Where each who is in the room sits: the head in the middle of the front, the others in the order of `room` or the roster."""
    meeting, platform = workspace.meeting, workspace.platform
    room = meeting.room or platform.room
    people = _People(workspace, attendance, room)
    front, others = people.parted()
    guests = [_attendee(each, "guest") for each in attendance.guests]
    staff = [*people.beside(_STAFF), *(_attendee(each, "staff") for each in attendance.staff)]
    if not staff and (platform.secretariat or not guests):
        staff = [Seat("staff", _STAFF)]
    behind = [(_GUESTS, guests), (_OBSERVERS, people.beside(_OBSERVERS)), (_STAFF, staff)]
    lay_out = _in_rows if room.shape == "スクール" else _around
    rows, columns = lay_out(room, front, others, [(label, group) for label, group in behind if group])
    framed = [*_edge(room, columns, "上"), *rows, *_behind(workspace, attendance, columns), *_edge(room, columns, "下")]
    grid = tuple(_filled(row, columns) for row in framed)
    return Seating(columns, grid, tuple(people.seat(each) for each in attendance.of("online")))


def officer(workspace: Workspace, each: AttendingMember) -> HeldOffice | None:
    """The office of a member of the day."""
    return office_of(each.member, each.category, workspace.roster, workspace.meeting.date)


def _attendee(person: Attendee, kind: Kind) -> Seat:
    held = _held(person.name, person.post)
    return Seat(kind, person.person, held) if person.person else Seat(kind, held)


def _held(name: str | None, post: str | None) -> str:
    """An organisation with a post in it, once where the one says the other: 見本農政局長."""
    if not post or (name or "").endswith(post):
        return name or ""
    return post if not name or post.startswith(name) else f"{name}　{post}"


@dataclass(frozen=True)
class _People:
    """The members who come, and the seats that they get."""

    workspace: Workspace
    attendance: MeetingAttendance
    room: Room

    def parted(self) -> tuple[list[Seat], list[Seat]]:
        """Those in front, from left to right, and the others in their order."""
        come = [each for each in self._come() if not _sits_beside(each)]
        head = self._named(come, self.room.head) or self._presiding(come)
        host = [] if head else self._named(come, self.workspace.platform.organizer)
        ordered = {each.member.id: each for each in (*self._named(come, self.room.order), *come)}
        others = [self.seat(each) for each in ordered.values() if each not in head and each not in host]
        if head:
            return self._heads(head), others
        if len(host) == 1 and len(others) >= _FRONT and self.room.shape != "スクール":  # one of the members, who sit beside it
            return [others[0], *self._heads(host), others[-1]], others[1:-1]
        if host:
            return self._heads(host), others
        front = max(1, min(_FRONT, len(others) // 3))
        return others[:front], others[front:]

    def _heads(self, people: Sequence[AttendingMember]) -> list[Seat]:
        return [replace(self.seat(each), kind="head") for each in people]

    def beside(self, category: str) -> list[Seat]:
        """Those of the roster who sit with the members and are none: 事務局, オブザーバー."""
        kind: Kind = "staff" if category == _STAFF else "guest"
        return [replace(self.seat(each), kind=kind) for each in self._come() if category in each.category]

    def _come(self) -> tuple[AttendingMember, ...]:
        return self.attendance.of("present", "deputy")

    def seat(self, each: AttendingMember) -> Seat:
        """A member's seat: with its office or its organisation and post above the name; of a deputy, whom it is for."""
        member, person = each.member, without_sign(each.member.person or "")
        if each.state == "deputy" and (deputy := each.deputy) is not None:
            held = _held(deputy.name or without_sign(member.called), deputy.post)
            name, above = (deputy.person, held) if deputy.person else (held, "")
            return Seat("member", name, above, "（代理）", member.id)
        held = _held(member.name, member.post)
        if (office := officer(self.workspace, each)) is not None:
            return Seat("member", person or (member.name if member.post == office.name else held) or "", office.name, "", member.id)
        if posts_are_of_the_body(self.workspace.roster, self.workspace.meeting.date):
            held = "　".join(part for part in (member.post, member.name) if part and part not in MEMBERS)
        return Seat("member", person, held, "", member.id) if person else Seat("member", held, "", "", member.id)

    @staticmethod
    def _named(come: Sequence[AttendingMember], names: Iterable[str]) -> list[AttendingMember]:
        by_id = {each.member.id: each for each in come}
        members = [each.member for each in come]
        found = dict.fromkeys(member.id for name in names for member in find_members(members, name))
        return [by_id[id_] for id_ in found]

    def _presiding(self, come: Sequence[AttendingMember]) -> list[AttendingMember]:
        """The chair in the middle, deputies on both sides of it; deputies alone where the chair stays away."""
        offices = [(office.rank, each) for each in come if (office := officer(self.workspace, each)) is not None]
        offices.sort(key=lambda found: found[0])
        done: list[AttendingMember] = []
        for index, (_, each) in enumerate(offices):
            done.insert(0 if index % 2 else len(done), each)
        return done


#: A seat with the first of its columns and how many it has; those who sit behind each other, with a name for them.
_Row = list[tuple[int, int, Seat]]
_Group = tuple[str, Sequence[Seat]]


def _sits_beside(each: AttendingMember) -> bool:
    return _STAFF in each.category or _OBSERVERS in each.category


def _around(room: Room, front: Sequence[Seat], others: Sequence[Seat], behind: Sequence[_Group]) -> tuple[list[_Row], int]:
    """口の字 and コの字: the others go round, down the left side, along the bottom, and up the right side."""
    closed = room.shape == "口の字"
    sides = _sides(room, len(front), len(others), behind=max((len(group) for _, group in behind), default=0), use_bottom=closed)
    left, bottom = sides.beside + sides.left, sides.bottom
    top_left, down = others[: sides.beside], others[sides.beside : left]
    along, rest = others[left : left + bottom], others[left + bottom :]
    up, top_right = list(reversed(rest[: sides.right])), list(reversed(rest[sides.right :]))
    across, last = sides.across, 2 * sides.across + 1
    rows = [_centred([*reversed(top_left), *front, *top_right], across)] if front else []
    for index in range(max(sides.left, sides.right)):
        rows.append([(at, 1, side[index]) for at, side in ((0, down), (last, up)) if index < len(side)])
    if along:
        rows.append(_centred(along, across))
    if behind and (along or not closed):
        rows.append([])
    for place, (label, group) in enumerate(behind):
        rows += [[], *_group(label, group, across)] if place else _group(label, group, across)
    return rows, last + 1


@dataclass(frozen=True)
class _Sides:
    """How many sit where: `beside` the head on each hand, down both sides, along the bottom; `across` seats have room."""

    across: int
    beside: int
    left: int
    right: int
    bottom: int


def _sides(room: Room, front: int, others: int, *, behind: int, use_bottom: bool) -> _Sides:
    """As few sides as have room for all: the bottom is for those `behind` (事務局) as long as the others are enough.

    Without `across` in the room's shape, the head's side is as long as the others ask for, and all of it is used last.
    """
    fewest, most = max(front, _ACROSS, min(behind, _SIDE)), max(front, _MOST_ACROSS)
    widths = [(True, max(room.across, front))] if room.across else [(False, fewest)]
    if not room.across:
        widths += [(False, across) for across in range(fewest + 1, _SIDE + 1) if use_bottom]
        widths += [(True, across) for across in range(_SIDE, most + 1)]
    for fill_top, across in widths:
        beside = min((across - front) // 2, others // 2) if fill_top else 0
        rest = others - 2 * beside
        bottom = 0
        if use_bottom and (not behind or rest > 2 * _SIDE):
            bottom = min(across, max(-(-rest // 3), rest - 2 * _LONG_SIDE))
        left = -(-(rest - bottom) // 2)
        if left <= (_LONG_SIDE if fill_top else _SIDE + 1):
            break
    return _Sides(across, beside, left, rest - bottom - left, bottom)


def _in_rows(room: Room, front: Sequence[Seat], others: Sequence[Seat], behind: Sequence[_Group]) -> tuple[list[_Row], int]:
    """スクール: the head faces rows with a way between them; at its right sit the last of those beside, at its left the others."""
    across = room.across or next(width for most, width in _ROWS if len(others) <= most or most == _ROWS[-1][0])
    across = max(across, len(front))
    aisle = across % 2 == 0
    room_for = across + aisle
    rows: list[_Row] = [_centred(front, room_for)] if front else [[]]
    rows.append([])
    for row in _in_parts(others, across):
        half = across // 2 if aisle else across
        rows.append([(1 + 2 * (index + (aisle and index >= half)), 2, seat) for index, seat in enumerate(row)])
    last = 2 * room_for + 1
    for at, groups in ((0, behind[:-1]), (last, behind[-1:])):
        column = [seat for label, group in groups for seat in _labelled(label, group)]
        rows += [[] for _ in range(len(column) - len(rows))]
        for row_, seat in zip(rows, column, strict=False):
            row_.append((at, 1, seat))
    return [sorted(row, key=lambda placed: placed[0]) for row in rows], last + 1


def _centred(seats: Sequence[Seat], across: int) -> _Row:
    first = 1 + across - len(seats)
    return [(first + 2 * index, 2, seat) for index, seat in enumerate(seats)]


def _group(label: str, seats: Sequence[Seat], across: int) -> list[_Row]:
    """Those who sit behind each other, with a name before them; one place that is called so itself is wide."""
    if len(_labelled(label, seats)) == 1:
        return [[(1 + across - min(across, 3), 2 * min(across, 3), seats[0])]]
    rows = [_centred(row, across) for row in _in_parts(seats, across)]
    return [[(0, 1, Seat("label", label)), *rows[0]], *rows[1:]]


def _labelled(label: str, seats: Sequence[Seat]) -> list[Seat]:
    """Seats behind a name for them all; one that is called so itself needs none."""
    return list(seats) if [seat.name for seat in seats] == [label] else [Seat("label", label), *seats]


def _behind(workspace: Workspace, attendance: MeetingAttendance, columns: int) -> list[_Row]:
    """Places for those who listen, where the meeting is open and says so."""
    open_ = workspace.meeting.open
    digits = workspace.platform.style.digits
    seats: list[Seat] = []
    if open_.public and (open_.seats or open_.desk or open_.apply_by):
        seats.append(Seat("observers", "傍聴席" + (f"（{number(open_.seats, digits)}席）" if open_.seats else "")))
    if open_.public and open_.press:
        seats.append(Seat("press", "報道席" + (f"（{number(attendance.press, digits)}席）" if attendance.press else "")))
    width = (columns - 2) // 2 if len(seats) > 1 else columns - 2
    return [[], [(1 + index * width, width, seat) for index, seat in enumerate(seats)]] if seats else []


def _edge(room: Room, columns: int, side: Literal["上", "下"]) -> list[_Row]:
    """What stands at the upper or the lower wall: the screen in the middle, the door in a corner."""
    row: _Row = []
    if room.screen == side:
        width = 2 * max(1, (columns - 2) // 4)
        row.append((1 + (columns - 2 - width) // 2, width, Seat("screen", "スクリーン")))
    if room.door and room.door.endswith(side):
        row.append((0 if room.door.startswith("左") else columns - 1, 1, Seat("door", "出入口")))
    return [sorted(row, key=lambda placed: placed[0])] if row else []


def _filled(row: _Row, columns: int) -> tuple[SeatingCell, ...]:
    """The row with the floor between its seats: in pieces as wide as a seat, but in one piece inside a ring."""
    inside = all(across == 1 for _, across, _ in row)
    cells: list[SeatingCell] = []
    at = 0
    for first, across, seat in row:
        cells += [*_floor(at, first, columns, inside=inside), SeatingCell(seat, across)]
        at = first + across
    return (*cells, *_floor(at, columns, columns, inside=inside))


def _floor(start: int, end: int, columns: int, *, inside: bool) -> list[SeatingCell]:
    done = []
    while start < end:
        stop = start + 1 if start in {0, columns - 1} else min(end, columns - 1, columns if inside else start + 2)
        done.append(SeatingCell(None, stop - start))
        start = stop
    return done


def _in_parts(seats: Sequence[Seat], size: int) -> list[Sequence[Seat]]:
    return [seats[first : first + size] for first in range(0, len(seats), size)]
