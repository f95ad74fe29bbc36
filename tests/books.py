"""Excel books for the tests, as openpyxl writes them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def book(*sheets: tuple[str, Sequence[Sequence[object]]], change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    """A book of sheets by name, each with its rows; `change` works on it before it is saved."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def wide(columns: int, rows: int = 3) -> list[list[object]]:
    """Rows of so many columns of the usual width, each cell with words of its own."""
    return [[f"甲{row}乙{column}" for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def first(made: Workbook) -> Worksheet:
    """The first sheet of a book."""
    return made.worksheets[0]
