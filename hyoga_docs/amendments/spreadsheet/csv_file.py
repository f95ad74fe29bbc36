"""Csv files as sheets: UTF-8 with BOM when written, CP932 too when read."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetLimits, SheetTable
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS
from hyoga_docs.core.problem import Place, SpecError, error
from hyoga_docs.spec.csv_reader import csv_text
from hyoga_docs.text.excel.cell_names import column_letters
from hyoga_docs.text.excel.formula_marks import marked, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.amendments.spreadsheet.rows import RosterRow


def csv_bytes(rows: Sequence[RosterRow], headings: Iterable[str] = COLUMNS.values()) -> bytes:
    """The rows with their headings, as Excel in Japan opens them at a click; no text of theirs becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(marked, headings))
    writer.writerows([marked(str(cell)) if cell is not None else "" for cell in row.cells] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_csv_table(data: bytes, name: str) -> SheetTable:
    """A csv as a sheet. Raises SpecError."""
    try:
        text = csv_text(data)
    except UnicodeDecodeError as problem:
        hint = "Excel の「CSV UTF-8（コンマ区切り）」で保存し直してください。"
        message = "csv の文字を読めません（UTF-8 でも Shift_JIS でもありません）。"
        raise SpecError([error("HD641", message, place=Place(name), hint=hint)]) from problem
    reader, limits = csv.reader(io.StringIO(text, newline="")), SheetLimits(name)
    rows, last = [], 0
    try:
        for number, texts in enumerate(reader, 1):
            last = reader.line_num
            if any(texts):
                rows.append(_row(number, texts, limits))
    except csv.Error as problem:
        hint = '引用符（"）の閉じ忘れと、長すぎる行を確かめてください。'
        message = f"csv として読めません（一つのセルが{csv.field_size_limit():,}字を超えます）。"
        raise SpecError([error("HD641", message, place=Place(name, last + 1), hint=hint)]) from problem
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return SheetTable(name, tuple(rows), lossy=True)
    return SheetTable(name, tuple(rows))


def _row(number: int, texts: Sequence[str], limits: SheetLimits) -> tuple[SheetCell, ...]:
    width = max(column for column, text in enumerate(texts, 1) if text)
    limits.count_row(f"{column_letters(width)}{number}", width)
    named = ((column, f"{column_letters(column)}{number}", text) for column, text in enumerate(texts[:width], 1))
    return tuple(SheetCell(unmarked(text), name, wrong=limits.count_cell(name, column, text)) for column, name, text in named)
