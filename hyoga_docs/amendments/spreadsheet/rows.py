"""A roster as the rows of a sheet, and a sheet as the rows of a roster, with every mistake of it by the name of its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetRow, SheetTable, day_of, same, tidy
from hyoga_docs.amendments.spreadsheet.headings import find_headings
from hyoga_docs.amendments.spreadsheet.no_members import NoMember, no_member, passed_over
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS, WORDS, columns_of, extra_heading, heading_of
from hyoga_docs.core.problem import Place, Problem, error, warning
from hyoga_docs.spec.term import text_on
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE
from hyoga_docs.text.excel.cell_names import column_letters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.amendments.spreadsheet.headings import Headings
    from hyoga_docs.amendments.spreadsheet.no_members import PassedOver
    from hyoga_docs.spec.roster import Group, Member, Roster


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
    heads, problems = find_headings(table, columns_of(roster))
    if heads is None:
        return [], problems
    problems += table.notes
    categories = {phrase.text for group in roster.parts for phrase in group.category}
    needs_category = all(group.category for group in roster.parts)
    lines: list[SheetRow] = []
    hidden: list[SheetCell] = []
    passed: list[PassedOver] = []
    above = ""
    for number, row in enumerate(table.rows[heads.first :], heads.first):
        cells = {key: cell_at(row, index) for key, index in heads.columns.items()}
        why = no_member(cells, heads.known)
        if why is not None and not _is_known(cells, roster, table):
            passed.append(why)
            above = _category(cells, above, categories) if why[0] is NoMember.STRUCK else above
            continue
        if not any(cell.text.strip() or cell.wrong for key, cell in cells.items() if key != "id"):
            continue
        line, found = _line(cells, _category(cells, above, categories), table, needs_category=needs_category)
        lines.append(line)
        problems += found
        passed += [(NoMember.WORDS, cell, cell.struck) for cell in cells.values() if cell.struck]
        hidden += [cells["name"]] if number in table.hidden_rows else []
        above = line.category or above
    return lines, [*problems, *passed_over(passed, place), *_hidden(table, heads, hidden)]


def _is_known(cells: Mapping[str, SheetCell], roster: Roster, table: SheetTable) -> bool:
    """Whether a row is that of a member as the roster has it, however odd its words are."""
    name, *words = (tidy(cells[key].text) if key in cells else "" for key in ("id", "name", "person"))
    told = [(each.name or "", each.person or "") for _, _, each in roster.entries() if name and each.id == name]
    return any(all(same(new, old, lossy=table.lossy) for new, old in zip(words, each, strict=True)) for each in told)


def _hidden(table: SheetTable, heads: Headings, rows: Sequence[SheetCell]) -> Iterator[Problem]:
    """What was read though it is hidden; the column of the ids always is."""
    numbers = [re.sub(r".*?(\d+)$", r"\1", cell.name) for cell in rows]
    columns = [heads.words[key] for key, index in heads.columns.items() if key != "id" and index in table.hidden_columns]
    if numbers:
        hint = "フィルターや非表示で隠れています。構成員でなければ、行を消してください。"
        some = "、".join(numbers[:10]) + (f"など{len(numbers)}行" if len(numbers) > 10 else "")
        yield warning("HD659", f"隠れている行も読みました: {some}。", place=Place(table.file), hint=hint)
    if columns:
        yield warning("HD659", f"隠れている列も読みました: {'、'.join(columns)}。", place=Place(table.file))


def _category(cells: Mapping[str, SheetCell], above: str, known: set[str]) -> str:
    """The 区分 of a row: its own, broken into lines in a narrow cell or not, or, where it is merged, the one above."""
    cell = cells.get("category")
    words = tidy(cell.text) if cell else ""
    if "\n" in words and words not in known and (whole := words.replace("\n", "")) in known:
        return whole
    return above if cell and not words and cell.joined else words


def cell_at(row: tuple[SheetCell, ...], index: int) -> SheetCell:
    """A cell of a row, empty where the row ends before it."""
    if index < len(row):
        return row[index]
    return SheetCell("", re.sub(r"[A-Z]+(?=\d+$)", column_letters(index + 1), row[0].name))


def _line(cells: dict[str, SheetCell], words: str, table: SheetTable, *, needs_category: bool) -> tuple[SheetRow, list[Problem]]:
    place = Place(table.file)
    problems = [each for key, cell in cells.items() for each in unusable(key, cell, place)]
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
    if category and not words and not category.wrong and needs_category:
        hint = "区分を書いてください（結合したセルなら、上の区分と読みます）。"
        problems.append(error("HD644", f"「{category.name}」の区分が空です。", place=place, hint=hint))
    name = cells.get("name")
    person = cells.get("person")
    if name and not name.text.strip() and not name.wrong and not (person and person.text.strip()):
        hint = "名前か氏名を書くか、行を消してください。"
        problems.append(error("HD645", f"「{name.name}」の構成員が空です。", place=place, hint=hint))
    return SheetRow(cells, words, since, until, table.lossy), problems


def unusable(key: str, cell: SheetCell, place: Place) -> list[Problem]:
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
