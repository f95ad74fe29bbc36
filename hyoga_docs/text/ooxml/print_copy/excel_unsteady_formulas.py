"""Formulas of Excel whose result is of today, of chance, of this machine or of another file, and all that stands on them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.text.column_letters import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from hyoga_docs.text.ooxml.print_copy.excel_workbook import ExcelSheet

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
_LONGEST = 8_192  # Excel takes no longer formula


class _Address(NamedTuple):
    """A cell: its sheet's name, its row and its column."""

    sheet: str
    row: int
    column: int


class _Range(NamedTuple):
    """A range that a formula stands on."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, cell: _Address) -> bool:
        """Whether a cell is in it."""
        return self.sheet == cell.sheet and self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right


@dataclass
class UnsavedFormula:
    """A formula of a cell that has no saved value; `text` is None where it stands with another cell."""

    sheet: ExcelSheet
    cell: etree._Element
    text: str | None

    @property
    def place(self) -> str:
        """The name of its cell."""
        return str(self.cell.get("r", ""))

    @property
    def address(self) -> _Address:
        """Its cell."""
        letters = self.place.rstrip("0123456789")
        row = self.place[len(letters) :]
        known = letters.isascii() and letters.isalpha() and len(letters) < 4
        return _Address(self.sheet.title.lower(), int(row or 0) if len(row) < 8 else 0, column_number(letters) if known else 0)


def is_unsteady(text: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a formula gives something of today, of chance, of this machine or of another file."""
    plain = _STRING.sub('""', text)
    if _UNSTEADY.search(plain) or _CELL.search(text) or (_OTHER_FILE.search(plain) and _PATH.search(text)):
        return True
    return bool(names) and any(word.lower() in names for word in re.findall(r"[^\W\d][\w.]*", plain))


def without_result(unsaved: Sequence[UnsavedFormula], names: frozenset[str]) -> list[UnsavedFormula]:
    """Formulas that must not be computed, and all that stand on them, in their order; `names` are names of unsteady formulas."""
    waiting = [at for at, each in enumerate(unsaved) if each.text is not None and is_unsteady(each.text, names)]
    blank = set(waiting)
    single: dict[_Address, list[int]] = defaultdict(list)
    wide: list[tuple[_Range, int]] = []
    for at, each in enumerate(unsaved if waiting else ()):
        ranges = _ranges(each)
        if ranges is None and at not in blank:  # it may stand on any cell
            blank.add(at)
            waiting.append(at)
        for held in ranges or ():
            if held.top == held.bottom and held.left == held.right:
                single[_Address(held.sheet, held.top, held.left)].append(at)
            else:
                wide.append((held, at))
    compared = 0
    while waiting:
        cell = unsaved[waiting.pop()].address
        compared += len(wide)
        if compared > _MOST_COMPARED:
            return list(unsaved)
        met = {*single.get(cell, ()), *(at for held, at in wide if held.holds(cell))} - blank
        blank |= met
        waiting += met
    return [each for at, each in enumerate(unsaved) if at in blank]


def _ranges(formula: UnsavedFormula) -> list[_Range] | None:
    """The ranges that a formula stands on; None where they cannot be told from its text."""
    text = formula.text
    if text is None or len(text) > _LONGEST:
        return None
    plain = _STRING.sub("", text)
    if _NAMED.search(_REFERENCE.sub("", plain)):
        return None
    return list(_references(plain, formula.sheet.title))


def _references(plain: str, here: str) -> Iterator[_Range]:
    for found in _REFERENCE.finditer(plain):
        sheet = (found["sheet"] or here).strip("'").replace("''", "'").lower()
        rows = sorted(int(found[side] or found["top"]) for side in ("top", "bottom"))
        columns = sorted(column_number(found[side] or found["left"]) for side in ("left", "right"))
        yield _Range(sheet, rows[0], columns[0], rows[1], columns[1])
