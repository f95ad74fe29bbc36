"""Formulas of an Excel file: what is saved of them is printed, and nothing is computed anew.

Programs that write workbooks without computing them leave formulas without a value, which Excel computes when it opens the
file; LibreOffice does that as well, but for what would be of today or of this machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.column_letters import column_number
from hyoga_docs.text.ooxml.parts import attribute, child, children, is_true
from hyoga_docs.text.ooxml.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from hyoga_docs.text.ooxml.print_copy.excel_workbook import ExcelSheet, ExcelWorkbook

_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_STRING = re.compile(r'"(?:[^"]|"")*"')
_UNSTEADY = re.compile(
    r"(?<![\w.])(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|INFO|WEBSERVICE|RTD|DDE|STOCKHISTORY)\s*\(", re.IGNORECASE
)
_CELL = re.compile(
    r'(?<![\w.])CELL\s*\(\s*(?!"(?:address|col|color|contents|format|parentheses|prefix|protect|row|type|width)")', re.IGNORECASE
)
_OTHER_FILE = re.compile(r"(?<![\w.])INDIRECT\s*\(", re.IGNORECASE)
_PATH = re.compile(r"\[|://|file:|#\$", re.IGNORECASE)
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?"
_REFERENCE = re.compile(
    _SHEET + r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>[0-9]{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>[0-9]{1,7}))?(?![\w(.])"
)
_NAMED = re.compile(r"(?<![\w.$!:'])[^\W\d][\w.]*(?![\w.]*[(!])|\[|(?:[A-Z]{1,3}:\$?[A-Z]{1,3}|[0-9]+:\$?[0-9]+)(?![\w(])")
_MOST_COMPARED = 1_000_000
_TOLD = 3


class _Address(NamedTuple):
    """A cell: its sheet's name, its row and its column."""

    sheet: str
    row: int
    column: int


@dataclass
class _Formula:
    """A formula of a cell that has no saved value; `text` is None where it stands with another cell."""

    sheet: ExcelSheet
    cell: etree._Element
    text: str | None

    @property
    def place(self) -> str:
        return str(self.cell.get("r", ""))

    @property
    def address(self) -> _Address:
        letters = self.place.rstrip("0123456789")
        row = self.place[len(letters) :]
        known = letters.isascii() and letters.isalpha() and len(letters) < 4
        return _Address(self.sheet.title, int(row or 0) if len(row) < 8 else 0, column_number(letters) if known else 0)


@dataclass
class _Unknown:
    """The cells whose value nobody can know."""

    cells: set[_Address] = field(default_factory=set)
    compared: int = 0

    def is_met(self, formula: _Formula) -> bool:
        """Whether a formula may stand on one of them; where that is not plain, it may."""
        text = formula.text
        if text is None or self.compared > _MOST_COMPARED:
            return True
        plain = _STRING.sub("", text)
        found = list(_REFERENCE.finditer(plain))
        if _NAMED.search(_REFERENCE.sub("", plain)):
            return True
        self.compared += len(found) * len(self.cells)
        return any(self._is_in(each, formula.sheet.title) for each in found)

    def _is_in(self, reference: re.Match[str], here: str) -> bool:
        sheet = (reference["sheet"] or here).strip("'").replace("''", "'")
        rows = sorted(int(reference[side] or reference["top"]) for side in ("top", "bottom"))
        columns = sorted(column_number(reference[side] or reference["left"]) for side in ("left", "right"))
        return any(
            each.sheet == sheet and rows[0] <= each.row <= rows[1] and columns[0] <= each.column <= columns[1]
            for each in self.cells
        )


def keep_saved_values(book: ExcelWorkbook) -> list[OfficeFinding]:
    """Takes the formulas out of all cells that have a value, and those whose result would be of today or of this machine.

    The latter are told: their cells stay empty.
    """
    calculation = child(book.tree, "x:calcPr")
    placeholders = calculation is not None and is_true(calculation, "fullCalcOnLoad")
    unsaved: list[_Formula] = []
    for sheet in book.sheets:
        if sheet.part and _HAS_FORMULA.search(book.parts.content(sheet.part)):
            unsaved += _of_sheet(book, sheet, placeholders=placeholders)
    blank = _without_result(unsaved, _unsteady_names(book))
    for each in blank:
        _clear(each.cell, "x:f", "x:v")
        each.cell.attrib.pop("t", None)
    cleared = {id(each.cell) for each in blank}
    left = [each for each in unsaved if id(each.cell) not in cleared]
    if not left:
        _drop_chain(book)
    shown = [each for each in left if not each.sheet.hidden]
    return [*_told("HD511", [each for each in blank if not each.sheet.hidden]), *_told("HD512", shown)]


def drop_rules_of_the_day(book: ExcelWorkbook) -> list[OfficeFinding]:
    """Takes out rules of conditional formats that colour cells by the day on which the file is opened; they are told."""
    findings = []
    for sheet in book.printed_sheets:
        if b"cfRule" not in book.parts.content(sheet.part):
            continue
        for rule in list(book.parts.tree(sheet.part).iter("{*}cfRule")):
            texts = [each.text or "" for each in rule.iter("{*}formula", "{*}f")]
            unsteady = next((text for text in texts if is_unsteady(text)), "")
            holder = rule.getparent()
            if holder is None or not (unsteady or rule.get("type") == "timePeriod"):
                continue
            places = holder.get("sqref", "") or "".join(each.text or "" for each in holder.iter("{*}sqref"))
            words = f"={unsteady[:60]}" if unsteady else str(rule.get("timePeriod", ""))
            findings.append(OfficeFinding("HD511", words, f"{sheet.title}!{places[:40]} の条件付き書式"))
            holder.remove(rule)
            if not any(each.tag == rule.tag for each in holder) and (parent := holder.getparent()) is not None:
                parent.remove(holder)
            book.parts.touch(sheet.part)
    return findings


def _of_sheet(book: ExcelWorkbook, sheet: ExcelSheet, *, placeholders: bool) -> list[_Formula]:
    """The formulas of a sheet without a value; those of the others are taken out."""
    root = book.parts.tree(sheet.part)
    formulas = [(node, cell) for node in root.iter("{*}f") if (cell := node.getparent()) is not None and cell.tag.endswith("}c")]
    saved = [(node, cell) for node, cell in formulas if _is_saved(cell, placeholders=placeholders)]
    known = {id(node) for node, _ in saved}
    masters = {node.get("si", ""): node.text for node, _ in formulas if node.get("t") == "shared" and node.text}
    unsaved = [(node, cell) for node, cell in formulas if id(node) not in known]
    needed = {node.get("si", "") for node, _ in unsaved if node.get("t") == "shared" and not node.text}
    for node, cell in saved:
        if not (node.get("t") == "shared" and node.text and node.get("si", "") in needed):
            cell.remove(node)
            cell.attrib.pop("cm", None)
    book.parts.touch(sheet.part)
    found = []
    for node, cell in unsaved:
        _clear(cell, "x:v")
        text, master = node.text, masters.get(node.get("si", ""))
        if not text and master and is_unsteady(master):
            text = master
        found.append(_Formula(sheet, cell, text or None))
    return found


def _is_saved(cell: etree._Element, *, placeholders: bool) -> bool:
    """Whether a cell with a formula has its value.

    Some programs write 0 for every result, and ask for the book to be computed when it is opened.
    """
    kind, value = cell.get("t", "n"), child(cell, "x:v")
    text = "" if value is None else value.text or ""
    if placeholders and text == "0" and kind == "n":
        return False
    return text != "" or kind == "str" or child(cell, "x:is") is not None


def _clear(cell: etree._Element, *wanted: str) -> None:
    for each in wanted:
        for node in list(children(cell, each)):
            cell.remove(node)


def is_unsteady(text: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a formula gives something of today, of chance, of this machine or of another file."""
    plain = _STRING.sub('""', text)
    if _UNSTEADY.search(plain) or _CELL.search(text) or (_OTHER_FILE.search(plain) and _PATH.search(text)):
        return True
    return bool(names) and any(word.lower() in names for word in re.findall(r"[^\W\d][\w.]*", plain))


def _unsteady_names(book: ExcelWorkbook) -> frozenset[str]:
    return frozenset(
        attribute(each, "name").lower()
        for each in children(child(book.tree, "x:definedNames"), "x:definedName")
        if is_unsteady(each.text or "")
    )


def _without_result(unsaved: Iterable[_Formula], names: frozenset[str]) -> list[_Formula]:
    """Formulas that must not be computed, and all that stand on them."""
    blank: list[_Formula] = []
    left: list[_Formula] = []
    for each in unsaved:
        (blank if each.text is not None and is_unsteady(each.text, names) else left).append(each)
    fresh = blank
    unknown = _Unknown()
    while fresh and left:
        unknown.cells = {each.address for each in fresh}
        fresh = [each for each in left if unknown.is_met(each)]
        met = {id(each) for each in fresh}
        left = [each for each in left if id(each) not in met]
        blank = blank + fresh
    return blank


def _drop_chain(book: ExcelWorkbook) -> None:
    """Takes the order of computing out, which names cells that have no formula any more."""
    held = next((each.part for each in book.relations(book.main).values() if each.type == "calcChain"), "")
    if held and book.part(held):
        book.remove(book.main, held)


def _told(code: str, formulas: list[_Formula]) -> list[OfficeFinding]:
    """One finding a sheet: its first formula, and its first cells."""
    sheets: dict[str, list[_Formula]] = {}
    for each in formulas:
        sheets.setdefault(each.sheet.title, []).append(each)
    findings = []
    for title, held in sheets.items():
        places = "、".join(f"{title}!{each.place}" for each in held[:_TOLD])
        more = f" ほか{len(held) - _TOLD}か所" if len(held) > _TOLD else ""
        words = next((each.text for each in held if each.text), "")
        findings.append(OfficeFinding(code, f"={words[:60]}", places + more))
    return findings
