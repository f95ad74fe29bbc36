"""What of a book is not read, though somebody may have written there: other sheets, comments, words in shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.amendments.spreadsheet.cells import BASE, CHOICES, SheetCell, SheetLimits, tidy
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS
from hyoga_docs.amendments.spreadsheet.xlsx_cells import FilledCells, cell_of, check_size, checked_relations, read_cells
from hyoga_docs.amendments.spreadsheet.xlsx_stream import Hidden, sheet_parts
from hyoga_docs.core.problem import Place, Problem, SpecError, warning
from hyoga_docs.text.excel.cell_names import CellRange, column_letters
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.spreadsheet.xlsx_cells import RosterBook
    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.ooxml.parts import Package

_HEADS = 20  # rows in which the headings are looked for
_BESIDE_PERSON = {COLUMNS["name"], COLUMNS["category"], "所属"}
_TOLD, _LONGEST = 3, 20  # how many places are named, and how many characters of each are quoted


def has_headings(content: bytes, book: RosterBook) -> bool:
    """Whether a sheet begins as a roster does. Raises UnusableFileError and XMLSyntaxError."""
    found: set[str] = set()
    for each in sheet_parts(content):
        if isinstance(each, Hidden):
            continue
        if isinstance(each, CellRange) or each[0] > _HEADS:
            return False
        found.add("".join(cell_of(each[2], "", book).text.split()))
        if COLUMNS["person"] in found and found & _BESIDE_PERSON:
            return True
    return False


def unread_parts(
    package: Package, book: RosterBook, sheets: Sequence[Sheet], sheet: Sheet, read: FilledCells, file: str
) -> Iterator[Problem]:
    """What other sheets of a book hold, and what stands beside the cells of the one that is read."""
    plain = []
    for other in sheets:
        if other.part == sheet.part or other.title in {CHOICES, BASE}:
            continue
        cells, is_roster = _cells(package, book, other)
        if not cells.rows:
            continue
        differ = list(_differences(other.title, cells, read)) if is_roster else []
        if not differ:
            plain.append(other.title)
            continue
        where = f"シート「{other.title}」は名簿のようですが、読みません。「{sheet.title}」と違うところ: {_some(differ)}"
        hint = f"そちらに書き込んだなら、「{sheet.title}」に写してください。"
        yield warning("HD659", f"{where}。", place=Place(file), hint=hint)
    if plain:
        names = "".join(f"「{title}」" for title in plain[:_TOLD]) + (f"など{len(plain)}枚" if len(plain) > _TOLD else "")
        yield warning("HD659", f"シート{names}は読みません。読むのは「{sheet.title}」だけです。", place=Place(file))
    yield from _beside(package, sheet, file)


def _cells(package: Package, book: RosterBook, sheet: Sheet) -> tuple[FilledCells, bool]:
    """The cells of a sheet, and whether it looks like a roster; what cannot be read is not compared."""
    content = package.content(sheet.part)
    try:
        return read_cells(content, sheet.title, book, SheetLimits("")), has_headings(content, book)
    except (UnusableFileError, SpecError, etree.XMLSyntaxError):
        return FilledCells({1: {1: SheetCell("", "")}}), False


def _differences(title: str, cells: FilledCells, read: FilledCells) -> Iterator[str]:
    """The cells of a sheet that hold something else than those of the sheet that is read."""
    for row in sorted(cells.rows.keys() | read.rows.keys()):
        one, other = cells.rows.get(row, {}), read.rows.get(row, {})
        for column in sorted(one.keys() | other.keys()):
            text, known = (tidy(each[column].text) if column in each else "" for each in (one, other))
            if text != known:
                name = one[column].name if column in one else f"{title}!{column_letters(column)}{row}"
                yield f"「{name}」（{_short(text) or '空'}）"


def _beside(package: Package, sheet: Sheet, file: str) -> Iterator[Problem]:
    """Comments and words in shapes."""
    related = checked_relations(package, sheet.part).values()
    for kind, called in (("comments", "コメント"), ("drawing", "図形の中の言葉")):
        found: list[str] = []
        for part in dict.fromkeys(each.part for each in related if each.type == kind):
            check_size(package.content(part))
            tree = package.xml(part)
            if tree is None:
                continue
            marked = [each for tag in ("comment", "sp") for each in tree.iter(f"{{*}}{tag}")]
            said = [(attribute(each, "ref"), "".join(text.text or "" for text in each.iter("{*}t"))) for each in marked]
            found += [
                f"「{f'{sheet.title}!{ref}' if ref else _short(words)}」{f'（{_short(words)}）' if ref else ''}"
                for ref, words in said
                if words
            ]
        if found:
            yield warning(
                "HD659", f"{called}は読みません: {_some(found)}。", place=Place(file), hint="要ることは、セルに書いてください。"
            )


def _some(found: Sequence[str]) -> str:
    return "、".join(found[:_TOLD]) + (f"など{len(found)}か所" if len(found) > _TOLD else "")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
