"""Formulas of an Excel file: what is saved of them is printed, and nothing is computed anew.

Programs that write workbooks without computing them leave formulas without a value, which Excel computes when it opens the
file; LibreOffice does that as well, but for what would be of today or of this machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.sheets import defined_names
from hyoga_docs.text.ooxml.parts import attribute, child, children, is_true
from hyoga_docs.text.print_copy.excel.unsteady_formulas import UnsavedFormula, is_unsteady, without_result
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from lxml import etree

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook

_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_TOLD = 3


def keep_saved_values(book: ExcelWorkbook) -> list[OfficeFinding]:
    """Takes the formulas out of all cells that have a value, and those whose result would be of today or of this machine.

    The latter are told: their cells stay empty.
    """
    calculation = child(book.tree, "x:calcPr")
    placeholders = calculation is not None and is_true(calculation, "fullCalcOnLoad")
    unsaved: list[UnsavedFormula] = []
    for sheet in book.sheets:
        if sheet.part and _HAS_FORMULA.search(book.parts.content(sheet.part)):
            unsaved += _of_sheet(book, sheet, placeholders=placeholders)
    blank = without_result(unsaved, _unsteady_names(book))
    for each in blank:
        _clear(each.cell, "x:f", "x:v")
        each.cell.attrib.pop("t", None)
    cleared = {id(each.cell) for each in blank}
    left = [each for each in unsaved if id(each.cell) not in cleared]
    if not left:
        _drop_chain(book)
    shown = [each for each in left if not each.sheet.is_hidden]
    return [*_told("HD511", [each for each in blank if not each.sheet.is_hidden]), *_told("HD512", shown)]


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


def _of_sheet(book: ExcelWorkbook, sheet: Sheet, *, placeholders: bool) -> list[UnsavedFormula]:
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
        found.append(UnsavedFormula(sheet, cell, text or None))
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


def _unsteady_names(book: ExcelWorkbook) -> frozenset[str]:
    return frozenset(attribute(each, "name").lower() for each in defined_names(book.tree) if is_unsteady(each.text or ""))


def _drop_chain(book: ExcelWorkbook) -> None:
    """Takes the order of computing out, which names cells that have no formula any more."""
    held = next((each.part for each in book.relations(book.main).values() if each.type == "calcChain"), "")
    if held and book.part(held):
        book.remove(book.main, held)


def _told(code: str, formulas: list[UnsavedFormula]) -> list[OfficeFinding]:
    """One finding a sheet: its first formula, and its first cells."""
    sheets: dict[str, list[UnsavedFormula]] = {}
    for each in formulas:
        sheets.setdefault(each.sheet.title, []).append(each)
    findings = []
    for title, held in sheets.items():
        places = "、".join(f"{title}!{each.place}" for each in held[:_TOLD])
        more = f" ほか{len(held) - _TOLD}か所" if len(held) > _TOLD else ""
        words = next((each.text for each in held if each.text), "")
        findings.append(OfficeFinding(code, f"={words[:60]}", places + more))
    return findings
