"""What a letter prints of the room: who sits where, and the name that stands before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.japanese.line_breaks import name_lines
from hyoga_docs.japanese.width import text_width
from hyoga_docs.plan.rich_text import Styled
from hyoga_docs.plan.seating import seating
from hyoga_docs.word.marked_text import mark, seating_mark

if TYPE_CHECKING:
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.plan.seating import Seat, SeatingCell
    from hyoga_docs.word.template_context import Context

#: The styles of names on plates, each for so many lines of up to so many half-width characters; the last for all others.
_PLATES = ((1, 12, "席札氏名１"), (1, 16, "席札氏名２"), (2, 22, "席札氏名３"), (3, 30, "席札氏名４"), (99, 999, "席札氏名５"))
#: A name that is longer goes on in another line where it has a blank, and one that is longer still behind a part of it.
_ONE_LINE, _WIDEST = 22, 30


def seating_context(plan: Plan, attendance: MeetingAttendance) -> Context:
    """The key `seating`."""
    made = seating(plan.workspace, attendance)
    room = plan.workspace.meeting.room or plan.workspace.platform.room
    members = [seat for seat in made.seats() if seat.member]
    order = {each.member.id: place for place, each in enumerate(attendance.members)}
    plates = sorted(members, key=lambda seat: order[seat.member])
    plates += [seat for seat in made.seats() if seat.kind in {"guest", "staff"} and not seat.member]
    return {
        "seating": {
            "table": seating_mark(),
            "shape": room.shape,
            "columns": made.columns,
            "rows": [[_cell(cell) for cell in row] for row in made.rows],
            "online": [_said(seat) for seat in made.online],
            "plates": [_plate(seat) for seat in plates],
        }
    }


def _cell(cell: SeatingCell) -> Context:
    seat = cell.seat
    if seat is None:
        return {"kind": "", "above": "", "name": "", "below": "", "across": cell.across}
    return {"kind": seat.kind, "above": seat.above, "name": seat.name, "below": seat.below, "across": cell.across}


def _said(seat: Seat) -> str:
    """A person in a line: 例町大学　例　一郎."""
    return "　".join(part for part in (seat.above, seat.name) if part)


def _plate(seat: Seat) -> Context:
    """A name plate, its name as large as there is room for."""
    parts = seat.name.split("　") if text_width(seat.name) > _ONE_LINE else [seat.name]
    lines = [line for part in parts for line in name_lines(part, _WIDEST)]
    widest = max(map(text_width, lines))
    style = next(name for most_lines, most, name in _PLATES if len(lines) <= most_lines and widest <= most)
    return {"above": seat.above, "name": seat.name, "name_styled": mark((Styled(style, "\n".join(lines)),))}
