"""Formulas of Excel whose result is of today, of chance, of this machine or of another file, and all that stands on them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.cell_names import CellRange, cell_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from hyoga_docs.text.excel.sheets import Sheet


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
_REFERENCE = re.compile(_SHEET + r"(?P<area>\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)(?![\w(.])")
_NAMED = re.compile(r"(?<![\w.$!:'])[^\W\d][\w.]*(?![\w.]*[(!])|\[|(?:[A-Z]{1,3}:\$?[A-Z]{1,3}|[0-9]+:\$?[0-9]+)(?![\w(])")
_MOST_COMPARED = 1_000_000
_LONGEST = 8_192  # Excel takes no longer formula
#: The name of a sheet, in small letters, and cells of it; and the cell of a formula whose place the file does not say.
_SheetRange = tuple[str, CellRange]
_NOWHERE = CellRange(0, 0, 0, 0)


@dataclass
class UnsavedFormula:
    """A formula of a cell that has no saved value; `text` is None where it stands with another cell."""

    sheet: Sheet
    cell: etree._Element
    text: str | None

    @property
    def place(self) -> str:
        """The name of its cell."""
        return str(self.cell.get("r", ""))

    @property
    def range(self) -> _SheetRange:
        """Its cell."""
        return self.sheet.title.lower(), cell_range(self.place) or _NOWHERE


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
    single: dict[_SheetRange, list[int]] = defaultdict(list)
    wide: list[tuple[_SheetRange, int]] = []
    for at, each in enumerate(unsaved if waiting else ()):
        ranges = _ranges(each)
        if ranges is None and at not in blank:  # it may stand on any cell
            blank.add(at)
            waiting.append(at)
        for held in ranges or ():
            if held[1].is_one_cell:
                single[held].append(at)
            else:
                wide.append((held, at))
    compared = 0
    while waiting:
        sheet, cell = unsaved[waiting.pop()].range
        compared += len(wide)
        if compared > _MOST_COMPARED:
            return list(unsaved)
        around = {at for (of, held), at in wide if of == sheet and held.meets(cell)}
        met = ({*single.get((sheet, cell), ())} | around) - blank
        blank |= met
        waiting += met
    return [each for at, each in enumerate(unsaved) if at in blank]


def _ranges(formula: UnsavedFormula) -> list[_SheetRange] | None:
    """The ranges that a formula stands on; None where they cannot be told from its text."""
    text = formula.text
    if text is None or len(text) > _LONGEST:
        return None
    plain = _STRING.sub("", text)
    if _NAMED.search(_REFERENCE.sub("", plain)):
        return None
    return list(_references(plain, formula.sheet.title))


def _references(plain: str, here: str) -> Iterator[_SheetRange]:
    for found in _REFERENCE.finditer(plain):
        area = cell_range(found["area"])
        if area is not None:
            yield (found["sheet"] or here).strip("'").replace("''", "'").lower(), area
