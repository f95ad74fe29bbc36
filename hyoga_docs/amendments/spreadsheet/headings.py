"""The headings of a sheet: in which row they stand, or in which two, and which column each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS, MORE_COLUMNS
from hyoga_docs.core.problem import Place, Problem, did_you_mean, error, warning
from hyoga_docs.japanese.plain import one_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetTable

_HEADS = 20  # rows in which the headings are looked for
#: What people call the columns besides, where the sheet has no column of the tool's own name for it.
_OTHER_HEADINGS = {
    "since": ("since", "就任日", "就任年月日", "委嘱日"),
    "until": ("until", "退任日", "任期満了日"),
    "aliases": ("別名",),
    "name": ("所属", "所属団体", "所属機関", "団体名", "機関名", "機関・団体名"),
    "post": ("役職", "役職名"),
    "person": ("委員名", "委員氏名"),
    "reading": ("フリガナ", "よみがな", "ヨミガナ", "氏名(ふりがな)", "氏名(フリガナ)"),
}


@dataclass(frozen=True)
class Headings:
    """The row at which the members begin, of each key its column and the heading as the sheet has it, and all that are known."""

    first: int
    columns: Mapping[str, int]
    words: Mapping[str, str]
    known: frozenset[str]


def find_headings(table: SheetTable, known: Mapping[str, str]) -> tuple[Headings | None, list[Problem]]:
    """The headings, None where the sheet has none; and what is wrong with them. `known` are those of the roster by their keys."""
    place, keys = Place(table.file), _keys(known)
    for index in range(min(_HEADS, len(table.rows))):
        heads, last = _heads(table, index, keys)
        if _is_head({_plain(cell.text) for cell in heads}, known["name"]):
            columns, problems = _columns(heads, place, keys, known)
            problems += _without_heading(table, last + 1, heads, place)
            return Headings(last + 1, columns, {key: heads[at].text for key, at in columns.items()}, frozenset(keys)), problems
    hint = "roster export で書き出した名簿に書き込んでください。"
    message = f"「区分」と「{known['name']}」の見出しのある行がありません。"
    return None, [error("HD642", message, place=place, hint=hint)]


def _keys(known: Mapping[str, str]) -> dict[str, str]:
    """The key of each heading; the roster's own go first."""
    others = {_plain(heading): key for key, headings in _OTHER_HEADINGS.items() for heading in headings}
    return others | {_plain(heading): key for columns in (MORE_COLUMNS, COLUMNS, known) for key, heading in columns.items()}


def _heads(table: SheetTable, index: int, keys: Mapping[str, str]) -> tuple[list[SheetCell], int]:
    """The cells of a row of headings, with those above and below it where the headings stand in two rows; and the last row."""
    rows = table.rows
    below = rows[index + 1] if index + 1 < len(rows) else ()
    said = [_plain(cell.text) for cell in below if cell.text.strip()]
    is_two = bool(said) and all(text in keys for text in said) and not _again(rows[index], below)
    cells = list(rows[index]) + list(below[len(rows[index]) :] if is_two else ())
    for at, cell in enumerate(cells):
        if is_two and _plain(cell.text) not in keys and at < len(below) and below[at].text.strip():
            cells[at] = below[at]
    return cells, index + 1 if is_two else index


def _again(row: tuple[SheetCell, ...], below: tuple[SheetCell, ...]) -> bool:
    return [_plain(cell.text) for cell in row] == [_plain(cell.text) for cell in below]


def _is_head(texts: set[str], name: str) -> bool:
    named = {COLUMNS["name"], _plain(name), *_OTHER_HEADINGS["name"]}
    return bool(named & texts) and bool({COLUMNS["category"], COLUMNS["person"], *_OTHER_HEADINGS["person"]} & texts)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", one_width(text))


def _columns(
    row: list[SheetCell], place: Place, keys: Mapping[str, str], known: Mapping[str, str]
) -> tuple[dict[str, int], list[Problem]]:
    """Where each column is, by its heading."""
    headings = [_plain(cell.text) for cell in row]
    sure = {keys[heading] for heading in headings if heading in keys and not _is_other(heading, keys)}
    found: dict[str, int] = {}
    problems = []
    for index, (cell, heading) in enumerate(zip(row, headings, strict=True)):
        key = keys.get(heading) or keys.get(heading.lower())
        if key and key in sure and _is_other(heading, keys):
            key = None
        if key in found:
            message = f"「{cell.name}」の見出し「{heading}」が二つあります。"
            problems.append(error("HD642", message, place=place, hint="一つにしてください。"))
        elif key:
            found[key] = index
        elif heading:
            message = f"「{cell.name}」の列「{heading}」は読みません。"
            hint = did_you_mean(heading, known.values(), f"読む列: {'、'.join(known.values())}")
            problems.append(warning("HD643", message, place=place, hint=hint))
    missing = [heading for key, heading in known.items() if key in COLUMNS and key not in {*found, "id", "aliases"}]
    if missing:
        hint = "見出しを元に戻すか、roster export で書き出し直してください。"
        problems.append(error("HD642", f"列「{'」「'.join(missing)}」がありません。", place=place, hint=hint))
    if "id" not in found:
        hint = "改称した行は、前の構成員の削除と新しい構成員の追加になります。"
        message = "id の列がないので、構成員の名前で見比べます。"
        problems.append(warning("HD652", message, place=place, hint=hint))
    return found, problems


def _is_other(heading: str, keys: Mapping[str, str]) -> bool:
    return heading in map(_plain, _OTHER_HEADINGS.get(keys.get(heading, ""), ()))


def _without_heading(table: SheetTable, first: int, heads: list[SheetCell], place: Place) -> Iterator[Problem]:
    """Columns that hold words and have no heading."""
    told: dict[int, SheetCell] = {}
    for row in table.rows[first:]:
        for at, cell in enumerate(row):
            if cell.text.strip() and at not in told and not (at < len(heads) and heads[at].text.strip()):
                told[at] = cell
    for cell in told.values():
        message = f"「{cell.name}」からの列には見出しがないので、読みません。"
        yield warning("HD643", message, place=place, quote=cell.text[:50], hint="要る言葉は、見出しのある列に書いてください。")
