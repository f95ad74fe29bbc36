"""An Excel file as Excel prints it: chosen sheets, hidden things out, saved values, formats, pages, charts, fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.print_copy.excel.charts import draw_charts, size_chart_sheets
from hyoga_docs.text.print_copy.excel.fonts import set_sheet_fonts
from hyoga_docs.text.print_copy.excel.formats import print_numbers_as_excel
from hyoga_docs.text.print_copy.excel.formulas import drop_rules_of_the_day, keep_saved_values
from hyoga_docs.text.print_copy.excel.hidden import hide_what_excel_hides
from hyoga_docs.text.print_copy.excel.margins import freeze_margins
from hyoga_docs.text.print_copy.excel.page_setup import set_up_pages
from hyoga_docs.text.print_copy.excel.row_heights import give_rows_their_height
from hyoga_docs.text.print_copy.excel.sheets import choose_sheets
from hyoga_docs.text.print_copy.excel.symbols import write_signs_of_sheets
from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook

if TYPE_CHECKING:
    from hyoga_docs.text.ooxml.editable_parts import EditableParts
    from hyoga_docs.text.print_copy.records import OfficeFinding, PrintSettings


def as_excel_prints(parts: EditableParts, settings: PrintSettings) -> list[OfficeFinding]:
    """Changes the parts of a xlsx, and says what is not printed as it stands there. Raises UnusableFileError for no xlsx."""
    write_signs_of_sheets(parts)
    chosen = choose_sheets(ExcelWorkbook(parts), settings)
    book = ExcelWorkbook(parts)
    _keep_tables_as_they_are(book)
    size_chart_sheets(book)
    give_rows_their_height(book)
    findings = [
        *chosen,
        *hide_what_excel_hides(book),
        *keep_saved_values(book),
        *drop_rules_of_the_day(book),
        *print_numbers_as_excel(book),
        *freeze_margins(book, settings.file_name),
        *set_up_pages(book, settings),
        *draw_charts(ExcelWorkbook(parts)),  # those of the sheets that were chosen
    ]
    set_sheet_fonts(parts)
    return findings


def _keep_tables_as_they_are(book: ExcelWorkbook) -> None:
    """Leaves of pivot tables and queries what their cells show, for LibreOffice would fill them anew, with words of its own."""
    for sheet in book.printed_sheets:
        for relation in list(book.relations(sheet.part).values()):
            if relation.type in ("pivotTable", "queryTable") and book.part(relation.part):
                book.remove(sheet.part, relation.part)
