from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.text.print_copy.excel.charts import draw_charts
from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook


def test_charts_of_printed_sheets_are_drawn_as_excel_draws_them() -> None:
    book = Workbook()
    for title, state in (("集計", "visible"), ("控え", "hidden")):
        sheet = book.create_sheet(title)
        for row in (["年", "人口"], [2023, 10], [2024, 12]):
            sheet.append(row)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
        chart.x_axis.title, chart.x_axis.delete = "切った軸の題", True
        sheet.add_chart(chart, "D2")
        sheet.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    parts = read_parts(out.getvalue())
    charts = [f"xl/charts/chart{number}.xml" for number in (1, 2)]
    for part in charts:  # with a table of its values below it
        parts[part] = parts[part].replace(b"</plotArea>", b"<dTable/></plotArea>")
    held = EditableParts(write_parts(parts))
    assert [(each.code, each.words, each.where) for each in draw_charts(ExcelWorkbook(held))] == [
        ("HD529", "データ テーブル", "集計")
    ]
    changed = read_parts(held.data)
    assert ["切った軸の題" in changed[chart].decode() for chart in charts] == [False, True]
