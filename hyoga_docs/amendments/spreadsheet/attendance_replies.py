"""What a sheet of attendance says of whom, in whatever order its columns are; every mistake by the name of its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.attendance_columns import (
    NUMBERS,
    OTHER_COLUMNS,
    OTHERS,
    PEOPLE,
    SHEET,
    Reply,
    column_of,
    is_mark,
    mark_column,
    plain_heading,
    read_reply,
)
from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetTable, tidy
from hyoga_docs.amendments.spreadsheet.no_members import no_member, passed_over
from hyoga_docs.amendments.spreadsheet.rows import cell_at, unusable
from hyoga_docs.core.problem import Place, Problem, did_you_mean, error, warning
from hyoga_docs.japanese.plain import one_width, plain
from hyoga_docs.spec.meeting_day import Attendee
from hyoga_docs.spec.roster import Member, find_members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.amendments.spreadsheet.no_members import PassedOver

_HEADS = 20  # rows in which the headings are looked for
_NUMBER = {"no", "no.", "番号", "整理番号"}
_TOLD = 8  # how many members are named
_HONORIFIC = re.compile(r"[ 　]*(?:様|氏|殿|先生)$")
_USE = "attendance export で書き出した表に書き込んでください。"


@dataclass(frozen=True)
class MemberReply:
    """What is answered for a member: how it attends, by whom, and a note; None where the sheet has no column for notes."""

    member: Member
    reply: Reply
    deputy: Attendee | None = None
    note: str | None = None


@dataclass
class Replies:
    """What a file says: of the members that are in it, and of the others (None where it has no sheet of them)."""

    members: list[MemberReply] = field(default_factory=list)
    people: dict[str, tuple[Attendee, ...]] | None = None
    numbers: dict[str, int | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Heads:
    """Where each column is by its key, those that are marked by what a mark in them means, and where the members begin.

    `unread` are the headings of all others.
    """

    first: int
    columns: Mapping[str, int]
    marks: Mapping[Reply, int]
    unread: Sequence[str]


def read_replies(sheets: Mapping[str, SheetTable], members: Sequence[Member], own: str) -> Replies:
    """The answers in the sheets of a file; `own` is what the roster calls the column of its organisations."""
    found = Replies()
    titles = sorted((title for title in sheets if title != OTHERS), key=lambda title: title != SHEET)
    heads, title = next(((heads, title) for title in titles if (heads := _heads(sheets[title], own))), (None, ""))
    place = Place(next(iter(sheets.values())).file if sheets else "")
    if heads is None:
        message = "「出欠」の列と、構成員か氏名の列のある行がありません。"
        found.problems.append(error("HD642", message, place=place, hint=_USE))
        return found
    found.problems += _unread(sheets, title, heads, place)
    _MembersReader(sheets[title], heads, members, found).read(own)
    if OTHERS in sheets:
        _read_others(sheets[OTHERS], found)
    return found


def _heads(table: SheetTable, own: str) -> _Heads | None:
    """The first row that has a column of answers and one of names; headings in two rows are read together."""
    for index, row in enumerate(table.rows[:_HEADS]):
        below = table.rows[index + 1] if index + 1 < len(table.rows) else ()
        alone = [plain_heading(cell.text) for cell in row]
        found = _headed(_joined(row, below), index + 2, own) or _headed(alone, index + 1, own)
        if found is not None:
            return found
    return None


def _headed(words: Sequence[str], first: int, own: str) -> _Heads | None:
    """What the columns are by their headings, None where these are of no such sheet; the members begin in row `first`."""
    columns: dict[str, int] = {}
    marks: dict[Reply, int] = {}
    unread: list[str] = []
    for at, heading in enumerate(words):
        if key := column_of(heading, own):
            columns.setdefault(key, at)
        elif mark := mark_column(heading):
            marks.setdefault(mark, at)
        elif heading and heading not in _NUMBER:
            unread.append(heading)
    if not columns.keys() & {"id", "name", "person"} or not ("reply" in columns or len(marks) > 1):
        return None
    if "reply" not in columns:
        return _Heads(first, columns, marks, unread)
    if Reply.DEPUTY in marks:  # beside 出欠 it names the deputy
        columns.setdefault("deputy_person", marks[Reply.DEPUTY])
    return _Heads(first, columns, {}, unread)


def _joined(row: Sequence[SheetCell], below: Sequence[SheetCell]) -> list[str]:
    """Headings in two rows: 代理出席者 over 職名 and 氏名 is 代理出席者職名. Empty where the second row is none of headings."""
    said = [plain_heading(cell.text) for cell in below]
    if not any(said) or not all(column_of(each, "") or mark_column(each) for each in said if each):
        return []
    words, above = [], ""
    for at in range(max(len(row), len(said))):
        here = plain_heading(row[at].text) if at < len(row) else ""
        under = said[at] if at < len(said) else ""
        above = here or (above if under else "")
        words.append(under if mark_column(under) else above + under if above.startswith("代理") else under or above)
    return words


def _unread(sheets: Mapping[str, SheetTable], title: str, heads: _Heads, place: Place) -> Iterator[Problem]:
    others = [each for each, table in sheets.items() if each not in {title, OTHERS} and table.rows]
    if others:
        names = "".join(f"「{each}」" for each in others)
        yield warning("HD659", f"シート{names}は読みません。読むのは「{title}」だけです。", place=place)
    if heads.unread:
        yield warning("HD643", f"列{''.join(f'「{each}」' for each in heads.unread)}は読みません。", place=place)


#: What becomes of those who have not replied.
_SILENT = "前に書いた出欠は変えません。まだ何も書いていない会議なら、返事なし（unanswered）とします。"


@dataclass
class _MembersReader:
    """Reads the rows of the members into `found`."""

    table: SheetTable
    heads: _Heads
    members: Sequence[Member]
    found: Replies
    names: dict[str, str] = field(default_factory=dict)

    def read(self, own: str) -> None:
        """Reads them all, then tells whom the sheet leaves out."""
        passed: list[PassedOver] = []
        known = {*(plain_heading(cell.text) for row in self.table.rows[: self.heads.first] for cell in row), plain_heading(own)}
        for row in self.table.rows[self.heads.first :]:
            cells = {key: cell_at(row, at) for key, at in self.heads.columns.items()}
            who: dict[str, str] = {key: tidy(cells[key].text) for key in ("id", "name", "person") if key in cells}
            member = self._member(who)
            if member is None and (why := no_member(cells, frozenset(known))):
                passed.append(why)
            elif member is None and any(who.values()):
                self._unknown(cells, who)
            elif member is not None:
                self._row(member, cells, row)
        place = Place(self.table.file)
        self.found.problems += passed_over(passed, place)
        unread = [member.whole_name for member in self.members if member.id not in self.names]
        if unread:
            message = f"表にない構成員がいます（{_some(unread)}）。"
            self.found.problems.append(warning("HD674", message, place=place, hint=_SILENT))
        silent = [each.member.whole_name for each in self.found.members if each.reply is Reply.NONE]
        if silent:
            message = f"返事のない構成員がいます（{_some(silent)}）。"
            self.found.problems.append(warning("HD674", message, place=place, hint=_SILENT))

    def _member(self, who: Mapping[str, str]) -> Member | None:
        """The member of a row: by id, else by the organisation, by the person where that is several's, else by the person."""
        if who.get("id"):
            return next((member for member in self.members if member.id == who["id"]), None)
        person = _bare(who.get("person", ""))
        found = find_members(self.members, who["name"]) if who.get("name") else []
        if len(found) != 1 and person:
            found = [each for each in found or self.members if plain(each.person or "") == plain(person)]
        return found[0] if len(found) == 1 else None

    def _unknown(self, cells: Mapping[str, SheetCell], who: Mapping[str, str]) -> None:
        key = next(key for key in ("id", "name", "person") if who.get(key))
        known = [name for member in self.members for names in member.names() for name in names]
        message = f"「{cells[key].name}」の「{who[key]}」は、この会議の日の構成員のどれか、分かりません。"
        hint = did_you_mean(who[key], known, "名簿の id、名前か氏名を書いてください。")
        self._wrong(message, hint)

    def _row(self, member: Member, cells: Mapping[str, SheetCell], row: tuple[SheetCell, ...]) -> None:
        name = next(cells[key].name for key in ("id", "name", "person") if key in cells)
        if member.id in self.names:
            hint = "どちらか一つの行にしてください。"
            self._wrong(f"「{name}」の構成員「{member.whole_name}」は、「{self.names[member.id]}」にもあります。", hint)
            return
        self.names[member.id] = name
        if wrong := [each for key, cell in cells.items() for each in unusable(key, cell, Place(self.table.file))]:
            self.found.problems += wrong
            return
        self._changed(member, cells)
        deputy = self._deputy(cells)
        reply = self._reply(cells, row, has_deputy=deputy is not None)
        note = tidy(cells["note"].text) if "note" in cells else None
        if reply is not None:
            given = (deputy or Attendee.model_validate({})) if reply is Reply.DEPUTY else None
            self.found.members.append(MemberReply(member, reply, given, note))

    def _changed(self, member: Member, cells: Mapping[str, SheetCell]) -> None:
        """Tells where another person, post or organisation stands in the row than in the roster."""
        held = {"name": [member.name or "", *member.aliases], "post": [member.post or ""], "person": [member.person or ""]}
        for key, called in (("name", "構成員"), ("post", "職名"), ("person", "氏名")):
            text = _bare(tidy(cells[key].text)) if key in cells else ""
            if text and plain(text) not in map(plain, held[key]):
                old = f"「{held[key][0]}」" if held[key][0] else "空"
                message = f"「{cells[key].name}」の{called}「{text}」は、名簿では{old}です。名簿は変えません。"
                hint = (
                    "交代なら、roster rename で名簿を改めてください。代理の人なら、出欠を「代理」にして代理の欄に書いてください。"
                )
                self.found.problems.append(warning("HD675", message, place=Place(self.table.file), quote=text, hint=hint))

    def _deputy(self, cells: Mapping[str, SheetCell]) -> Attendee | None:
        keys = ("name", "post", "person")
        words = {key: tidy(cells[f"deputy_{key}"].text) for key in keys if f"deputy_{key}" in cells}
        given = {key: text for key, text in words.items() if read_reply(text) is not Reply.NONE and not is_mark(text)}
        return Attendee.model_validate(given) if given else None

    def _reply(self, cells: Mapping[str, SheetCell], row: tuple[SheetCell, ...], *, has_deputy: bool) -> Reply | None:
        """How the member attends; None after what cannot be read was told."""
        if self.heads.marks:
            marked = {reply: cell for reply, at in self.heads.marks.items() if is_mark((cell := cell_at(row, at)).text)}
            if len(marked) > 1:
                names = "」と「".join(cell.name for cell in marked.values())
                self._wrong(f"「{names}」に、印が重なっています。", "一つにしてください。")
                return None
            reply, name = next(((reply, cell.name) for reply, cell in marked.items()), (Reply.NONE, row[0].name))
        else:
            cell = cells["reply"]
            name, read = cell.name, read_reply(cell.text)
            if read is None:
                hint = f"{'、'.join(each for each in Reply if each)} のどれかを書いてください。返事がなければ空にします。"
                self._wrong(f"「{name}」の出欠「{cell.text}」が読めません。", hint)
                return None
            reply = read
        if has_deputy and reply is Reply.NONE:
            return Reply.DEPUTY
        if has_deputy and reply is not Reply.DEPUTY:
            hint = "代理が出席するなら「代理」に、そうでなければ代理の欄を空にしてください。"
            self._wrong(f"「{name}」の出欠は「{reply}」ですが、代理の欄に書いてあります。", hint)
            return None
        return reply

    def _wrong(self, message: str, hint: str | None) -> None:
        self.found.problems.append(error("HD673", message, place=Place(self.table.file), hint=hint))


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_TOLD]) + (f"など{len(names)}" if len(names) > _TOLD else "")


def _bare(person: str) -> str:
    return _HONORIFIC.sub("", person)


def _read_others(table: SheetTable, found: Replies) -> None:
    """The sheet of those who are no members: all that it says takes the place of what is written."""
    found.people = dict.fromkeys(PEOPLE, ())
    found.numbers = dict.fromkeys(NUMBERS)
    headings = {plain_heading(heading): key for key, heading in OTHER_COLUMNS.items()}
    columns = (
        {headings[each]: at for at, cell in enumerate(table.rows[0]) if (each := plain_heading(cell.text)) in headings}
        if table.rows
        else {}
    )
    place = Place(table.file)
    for row in table.rows[1:]:
        cells = {key: cell_at(row, at) for key, at in columns.items()}
        found.problems += [each for key, cell in cells.items() for each in unusable(key, cell, place)]
        words = {key: tidy(cell.text) for key, cell in cells.items()}
        kind = words.get("kind", "")
        people = next((key for key, called in PEOPLE.items() if called == kind), None)
        number = next((key for key, called in NUMBERS.items() if called == kind), None)
        given = {key: words[key] for key in ("name", "post", "person") if words.get(key)}
        if people and given:
            found.people[people] += (Attendee.model_validate(given),)
        elif number and words.get("count"):
            count = re.fullmatch(r"(\d{1,5})[人名]?", one_width(words["count"]))
            if count is None:
                message = f"「{cells['count'].name}」の人数「{words['count']}」は数ではありません。"
                found.problems.append(error("HD673", message, place=place, hint="3 のように書いてください。"))
            else:
                found.numbers[number] = int(count[1])
        elif not (people or number) and any(words.values()):
            kinds = "、".join([*PEOPLE.values(), *NUMBERS.values()])
            message = f"「{row[0].name}」の行の区別「{kind}」が分かりません。"
            found.problems.append(error("HD673", message, place=place, hint=f"{kinds} のどれかを書いてください。"))
