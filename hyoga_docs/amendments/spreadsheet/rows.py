"""A roster as the rows of a sheet, and a sheet as the rows of a roster, with every mistake of it by the name of its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetRow, SheetTable, day_of, tidy
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS, MORE_COLUMNS, WORDS, columns_of, extra_heading, heading_of
from hyoga_docs.core.problem import Place, Problem, did_you_mean, error, warning
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.spec.term import text_on
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE
from hyoga_docs.text.excel.cell_names import column_letters

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.spec.roster import Group, Member, Roster

_HEADS = 20  # rows in which the headings are looked for
_OTHER_HEADINGS = {"since": "since", "until": "until", "別名": "aliases"}


@dataclass(frozen=True)
class RosterRow:
    """A member of one term as a row shows it, and whether that term is over."""

    cells: tuple[str | dt.date | None, ...]
    over: bool


def roster_rows(roster: Roster, today: dt.date) -> list[RosterRow]:
    """Every entry of every term, in the order of the YAML."""
    columns = columns_of(roster)
    return [
        RosterRow(tuple(_value(group, member, key, today) for key in columns), member.until is not None and member.until < today)
        for _, group, member in roster.entries()
    ]


def _value(group: Group, member: Member, key: str, today: dt.date) -> str | dt.date | None:
    if key == "category":
        return shown_category(group, member, today)
    if key in {"since", "until"}:
        day: dt.date | None = getattr(member, key)
        return day
    return old_text(member, key)


def shown_category(group: Group, member: Member, today: dt.date) -> str:
    """The 区分 of today, or of the day of the entry that is nearest to it."""
    when = today if member.holds(today) else member.until or member.since or today
    return text_on(group.category, when) or (group.category[-1].text if group.category else "")


def categories_of(roster: Roster, today: dt.date) -> list[str]:
    """The 区分 to choose from: those of today, then those that rows show besides."""
    named = [text_on(group.category, today) or group.category[-1].text for group in roster.parts if group.category]
    shown = [shown_category(group, member, today) for _, group, member in roster.entries() if group.category]
    return list(dict.fromkeys([*named, *shown]))


def old_text(member: Member, key: str) -> str:
    """What a member has in a column of words."""
    if (heading := extra_heading(key)) is not None:
        return member.extra.get(heading, "")
    return "\n".join(member.aliases) if key == "aliases" else getattr(member, key) or ""


def read_lines(table: SheetTable, roster: Roster) -> tuple[list[SheetRow], list[Problem]]:
    """The members of a sheet, and what is wrong or odd in it."""
    place = Place(table.file)
    known = columns_of(roster)
    start = next((index for index, row in enumerate(table.rows[:_HEADS]) if _is_head(row, known["name"])), None)
    if start is None:
        hint = "roster export で書き出した名簿に書き込んでください。"
        message = f"「区分」と「{known['name']}」の見出しのある行がありません。"
        return [], [error("HD642", message, place=place, hint=hint)]
    columns, problems = _columns(table.rows[start], place, known)
    all_in_one = all(group.category for group in roster.parts)
    lines: list[SheetRow] = []
    above = ""
    for row in table.rows[start + 1 :]:
        cells = {key: _cell(row, index) for key, index in columns.items()}
        if not any(cell.text.strip() or cell.wrong for key, cell in cells.items() if key != "id"):
            continue
        line, found = _line(cells, above, table, needs_category=all_in_one)
        lines.append(line)
        problems += found
        above = line.category or above
    return lines, problems


def _cell(row: tuple[SheetCell, ...], index: int) -> SheetCell:
    """A cell of a row, empty where the row ends before it."""
    if index < len(row):
        return row[index]
    return SheetCell("", re.sub(r"[A-Z]+(?=\d+$)", column_letters(index + 1), row[0].name))


def _is_head(row: tuple[SheetCell, ...], name: str) -> bool:
    texts = {_plain(cell.text) for cell in row}
    return bool({COLUMNS["name"], _plain(name)} & texts) and bool({COLUMNS["category"], COLUMNS["person"]} & texts)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", one_width(text))


def _columns(row: tuple[SheetCell, ...], place: Place, known: dict[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Where each column is, by its heading."""
    every = (MORE_COLUMNS, COLUMNS, known)
    keys = {**{_plain(heading): key for columns in every for key, heading in columns.items()}, **_OTHER_HEADINGS}
    found: dict[str, int] = {}
    problems = []
    for index, cell in enumerate(row):
        heading = _plain(cell.text)
        key = keys.get(heading) or keys.get(heading.lower())
        if key in found:
            message = f"「{cell.name}」の見出し「{heading}」が二つあります。"
            problems.append(error("HD642", message, place=place, hint="一つにしてください。"))
        elif key:
            found[key] = index
        elif heading:
            message = f"「{cell.name}」の列「{heading}」は読みません。"
            hint = did_you_mean(heading, known.values(), f"読む列: {'、'.join(known.values())}")
            problems.append(warning("HD643", message, place=place, hint=hint))
    missing = [heading for key, heading in known.items() if key in COLUMNS and key not in found and key != "id"]
    if missing:
        hint = "見出しを元に戻すか、roster export で書き出し直してください。"
        problems.append(error("HD642", f"列「{'」「'.join(missing)}」がありません。", place=place, hint=hint))
    if "id" not in found:
        hint = "改称した行は、前の構成員の削除と新しい構成員の追加になります。"
        message = "id の列がないので、構成員の名前で見比べます。"
        problems.append(warning("HD652", message, place=place, hint=hint))
    return found, problems


def _line(cells: dict[str, SheetCell], above: str, table: SheetTable, *, needs_category: bool) -> tuple[SheetRow, list[Problem]]:
    place = Place(table.file)
    problems = [each for key, cell in cells.items() for each in _usable(key, cell, place)]
    days: dict[str, dt.date | None] = {"since": None, "until": None}
    for key in days.keys() & cells.keys():
        try:
            days[key] = day_of(cells[key])
        except ValueError as problem:
            message = f"「{cells[key].name}」の{problem}。"
            hint = "2020-04-01、2020/4/1、令和2年4月1日、R2.4.1 のように書いてください。"
            problems.append(error("HD646", message, place=place, quote=cells[key].text, hint=hint))
    since, until = days["since"], days["until"]
    if since and until and until < since:
        message = f"「{cells['until'].name}」の{COLUMNS['until']}（{until}）が、{COLUMNS['since']}（{since}）より前です。"
        problems.append(error("HD646", message, place=place, hint="どちらかの日を直してください。"))
    category = cells.get("category")
    words = tidy(category.text) if category else ""
    if category and not words and category.joined:
        words = above
    if category and not words and not category.wrong and needs_category:
        hint = "区分を書いてください（結合したセルなら、上の区分と読みます）。"
        problems.append(error("HD644", f"「{category.name}」の区分が空です。", place=place, hint=hint))
    name = cells.get("name")
    person = cells.get("person")
    if name and not name.text.strip() and not name.wrong and not (person and person.text.strip()):
        hint = "名前か氏名を書くか、行を消してください。"
        problems.append(error("HD645", f"「{name.name}」の構成員が空です。", place=place, hint=hint))
    return SheetRow(cells, words, since, until, table.lossy), problems


def _usable(key: str, cell: SheetCell, place: Place) -> list[Problem]:
    """What of a cell cannot be used, whatever it means."""
    if cell.wrong:
        return [error("HD648", f"「{cell.name}」の{cell.wrong}。", place=place, hint="値を書き直してください。")]
    if cell.day is not None and (key in {*WORDS, "category", "aliases", "id"} or extra_heading(key)):
        message = f"「{cell.name}」の{heading_of(key)}が日付（{cell.day}）になっています。"
        hint = "Excel が書き換えました。セルの書式を文字列にして、書き直してください。"
        return [error("HD648", message, place=place, hint=hint)]
    odd = NOT_PRINTABLE.search(cell.text)
    if odd:
        message = f"「{cell.name}」に、印刷できない文字（U+{ord(odd[0]):04X}）があります。"
        quote = NOT_PRINTABLE.sub("□", cell.text)
        return [error("HD648", message, place=place, quote=quote, hint="その文字を消してください。")]
    return []
