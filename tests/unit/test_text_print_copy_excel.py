from __future__ import annotations

import re
import time

import pytest
from workbooks import MAIN, OPEN, RELATION, relations, workbook

from hyoga_docs.text.excel.number_formats import format_number
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.print_copy.excel.same_formats import Printing, general_code, prints_alike, way_of_printing, with_language
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintCopy, PrintSettings

_GANNEN = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"'


def copied(data: bytes, file_name: str = "集計.xlsx") -> PrintCopy:
    return make_print_copy(data, ".xlsx", PrintSettings(file_name))


def part(copy: PrintCopy, name: str = "xl/sheets/1.xml") -> str:
    return read_parts(copy.data)[name].decode()


def found(copy: PrintCopy) -> list[tuple[str, str, str]]:
    return [(each.code, each.words, each.where) for each in copy.findings]


def cells(inner: str) -> str:
    return f"<sheetData><row r='1'>{inner}</row></sheetData>"


def test_a_formula_with_its_value_is_the_value() -> None:
    sheet = cells(
        '<c r="A1"><f>TODAY()</f><v>45413</v></c><c r="B1" t="str"><f>IF(A1,"","")</f><v></v></c>'
        '<c r="C1"><f t="shared" ref="C1:D1" si="0">RAND()</f><v>0.25</v></c><c r="D1"><f t="shared" si="0"/><v>0.5</v></c>'
        '<c r="E1" cm="1"><f t="array" ref="E1:F1">A1:B1*2</f><v>4</v></c>'
        '<c r="F1"><f t="dataTable" ref="F1:F1" dt2D="0" r1="A1"/><v>7</v></c>'
    )
    copy = copied(workbook({"表": sheet}))
    assert "<f" not in part(copy)
    assert re.findall(r"<v>(.*?)</v>", part(copy)) == ["45413", "0.25", "0.5", "4", "7"]
    assert found(copy) == []
    assert read_body(copy.data, ".xlsx").grids[0].rows == (("45413", "", "0.25", "0.5", "4", "7"),)


def test_a_formula_without_a_value_is_computed_but_for_what_is_of_today_or_of_the_machine() -> None:
    sheet = cells(
        '<c r="A1"><f>TODAY()</f></c><c r="B1"><f>SUM(A1:A2)+1</f><v/></c><c r="C1"><f>B1*2</f></c><c r="D1"><f>1+1</f><v></v></c>'
        '<c r="E1"><f>CELL("filename",A9)</f></c><c r="F1"><f>CELL("row",D1)</f></c><c r="G1"><f>IF(D1=2,"TODAY()","")</f></c>'
        '<c r="H1"><f>INDIRECT("\'[b.xlsx]S\'!A1")</f></c><c r="I1"><f>INDIRECT("D1")</f></c><c r="J1"><f>発行日</f></c>'
    )
    names = '<definedNames><definedName name="発行日">NOW()</definedName></definedNames>'
    copy = copied(workbook({"表": sheet}, also=names))
    assert re.findall(r'<c r="(\w+)"><f>', part(copy)) == ["D1", "F1", "G1", "I1"]
    assert found(copy) == [
        ("HD511", "=TODAY()", "表!A1、表!B1、表!C1 ほか3か所"),
        ("HD512", "=1+1", "表!D1、表!F1、表!G1 ほか1か所"),
    ]


def test_a_shared_formula_keeps_its_first_cell_where_another_has_no_value() -> None:
    sheet = cells('<c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>2</v></c><c r="B1"><f t="shared" si="0"/></c>')
    assert re.findall(r'r="(\w+)"><f', part(copied(workbook({"表": sheet})))) == ["A1", "B1"]


@pytest.mark.parametrize(("switch", "left"), [('fullCalcOnLoad="1"', ["A1"]), ("", [])])
def test_a_zero_is_no_value_in_a_book_that_asks_to_be_computed(switch: str, left: list[str]) -> None:
    sheet = cells('<c r="A1"><f>1+1</f><v>0</v></c><c r="B1"><f>1+2</f><v>3</v></c>')
    copy = copied(workbook({"表": sheet}, also=f'<calcPr calcId="1" {switch}/>'))
    assert re.findall(r'r="(\w+)"><f', part(copy)) == left


def test_a_long_chain_of_formulas_on_a_day_is_empty_to_its_end() -> None:
    inner = "".join(f'<row r="{n}"><c r="A{n}"><f>A{n - 1}+1</f></c></row>' for n in range(2, 9000))
    start = time.process_time()
    copy = copied(workbook({"表": f'<sheetData><row r="1"><c r="A1"><f>TODAY()</f></c></row>{inner}</sheetData>'}))
    assert "<f>" not in part(copy)
    assert time.process_time() - start < 5


def test_many_formulas_on_many_unknown_cells_take_no_time_that_grows_with_both() -> None:
    inner = "".join(
        f'<row r="{n}"><c r="A{n}"><f>NOW()</f></c><c r="B{n}"><f>SUM(C1:C9)+D{n}</f></c></row>' for n in range(1, 4001)
    )
    start = time.process_time()
    copied(workbook({"表": f"<sheetData>{inner}</sheetData>"}))
    assert time.process_time() - start < 20


def test_a_rule_of_the_day_colours_nothing() -> None:
    rules = (
        '<conditionalFormatting sqref="A1:B1"><cfRule type="expression" priority="1"><formula>A1&lt;TODAY()</formula></cfRule>'
        '<cfRule type="expression" priority="2"><formula>A1&lt;5</formula></cfRule></conditionalFormatting>'
        '<conditionalFormatting sqref="C1"><cfRule type="timePeriod" timePeriod="today" priority="3"/></conditionalFormatting>'
    )
    copy = copied(workbook({"表": cells('<c r="A1"><v>1</v></c>') + rules}))
    assert re.findall(r'priority="(\d)"', part(copy)) == ["2"]
    assert "C1" not in part(copy)
    assert [where for _, _, where in found(copy)] == ["表!A1:B1 の条件付き書式", "表!C1 の条件付き書式"]


def test_a_cell_that_would_be_printed_otherwise_has_a_format_of_its_own_words() -> None:
    codes = [_GANNEN, "# ?/?", "#,##0", "0.00"]
    inner = "".join(
        f'<c r="{column}1" s="{style}"><v>{value}</v></c>'
        for column, style, value in [
            ("A", 1, "43586"),
            ("B", 1, "45413"),
            ("C", 2, "-1.5"),
            ("D", 3, "1234"),
            ("E", 4, "0.5"),
            ("F", 2, "-1.5"),
        ]
    )
    copy = copied(workbook({"表": cells(inner)}, codes))
    added = re.findall(r'formatCode="(.*?)"/>', part(copy, "xl/styles.xml"))[4:]
    assert added == [
        "[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;",
        "&quot;令和元年5月1日&quot;",
        "&quot;-1 1/2&quot;;&quot;-1 1/2&quot;",
    ]
    assert re.findall(r's="(\d+)"><v>(.*?)</v>', part(copy)) == [
        ("5", "43586"), ("1", "45413"), ("6", "-1.5"), ("3", "1234"), ("4", "0.5"), ("6", "-1.5"),
    ]  # fmt: skip
    assert read_body(copy.data, ".xlsx").grids == read_body(workbook({"表": cells(inner)}, codes), ".xlsx").grids


def test_truth_values_errors_and_iso_days_are_printed_as_excel_shows_them() -> None:
    inner = (
        '<c r="A1" s="1" t="b"><v>1</v></c><c r="B1" t="e"><v>#SPILL!</v></c><c r="C1" t="e"><v>#N/A</v></c>'
        '<c r="D1" s="2" t="d"><v>2024-05-01T00:00:00</v></c><c r="E1" s="1" t="b"><v>0</v></c>'
    )
    copy = copied(workbook({"表": cells(inner)}, ["0", "yyyy/m/d"]))
    assert read_body(copy.data, ".xlsx").grids[0].rows == (("TRUE", "#SPILL!", "#N/A", "2024/5/1", "FALSE"),)
    assert '<c r="B1" t="str"><v>#SPILL!' in part(copy)
    assert '<c r="D1" s="2"><v>45413<' in part(copy)


def test_a_long_number_in_a_wide_column_has_as_many_digits_as_excel_gives_it() -> None:
    columns = '<cols><col min="1" max="1" width="30" customWidth="1"/></cols>'
    inner = '<c r="A1"><v>0.33333333333333331</v></c><c r="B1"><v>0.33333333333333331</v></c>'
    copy = copied(workbook({"表": columns + cells(inner)}))
    assert 'formatCode="0.#########"' in part(copy, "xl/styles.xml")
    assert '<c r="B1"><v>' in part(copy)


def test_what_there_is_no_room_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.text.print_copy.excel.formats._MOST_FORMATS", 100)
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"><v>{n}.5</v></c></row>' for n in range(1, 104))
    copy = copied(workbook({"表": f"<sheetData>{rows}</sheetData>"}, ["# ?/?"]))
    assert found(copy) == [("HD513", "# ?/?", "表!A101 ほか2か所")]


def test_twenty_thousand_cells_take_less_than_a_second_of_a_quiet_machine() -> None:
    def row(n: int) -> str:
        return "".join(
            f'<c r="{letter}{n}" s="{at % 4}"><f>A1</f><v>{40000 + n * at}</v></c>' for at, letter in enumerate("ABCDEFGHIJ")
        )

    rows = "".join(f'<row r="{n}">{row(n)}</row>' for n in range(1, 2001))
    data = workbook({"表": f"<sheetData>{rows}</sheetData>"}, ["#,##0", "yyyy/m/d(aaa)", _GANNEN])
    start = time.process_time()
    copied(data)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("yyyy/m/d(aaa)", "[$-411]yyyy/m/d(aaa)"),
        ("ge.m.d;@", "[$-411]ge.m.d;@"),
        ("d-mmm-yy", "[$-409]d-mmm-yy"),
        ("h:mm AM/PM", "[$-409]h:mm AM/PM"),
        ("[$-ja-JP]ge", "[$-411]ge"),
        ('0"aaa";"a;b"0', '0"aaa";"a;b"0'),
        ("yyyy/m/d", "yyyy/m/d"),
    ],
)
def test_a_format_says_its_language(code: str, written: str) -> None:
    assert with_language(code) == written


@pytest.mark.parametrize(
    ("value", "code", "alike"),
    [
        ("1234.5", "General", True),
        ("123456789012", "General", False),
        ("0.30000000000000004", "General", True),
        ("1234", "#,##0_ ;[Red]-#,##0 ", True),
        ("2", "0.#", False),
        ("2", "[>1]0;0.0", False),
        ("2", "[DBNum1]General", False),
        ("1234567890123456", "0", False),
        ("45413", "[$-411]ggge", True),
        ("45413", "[$-F800]dddd", False),
        ("60", "yyyy/m/d", False),
        ("0.5", "h:mm", True),
        ("0.5", "m/d h:mm", False),
        ("45413.562499999", "h:mm", False),
        ("-1", "h:mm", False),
        ("2", "0000-00", False),
        ("1.5", "[h]:mm", True),
        ("45413", "[h]:mm", False),
        ("64.695", "0%", False),
        ("64.69", "0%", True),
        ("-0.01", "0.0;@", False),
    ],
)
def test_which_formats_print_alike(value: str, code: str, alike: bool) -> None:
    assert prints_alike(value, way_of_printing(code)) == alike


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0.33333333333333331", "0.#########"),
        ("-1234.56789012345", "0.######"),
        ("0.00012345678", "0.#########"),
        ("9.99999999999", ""),
        ("123456789012", ""),
    ],
)
def test_numbers_of_one_size_share_the_format_that_shows_what_general_shows(value: str, code: str) -> None:
    assert general_code(value) == code
    assert format_number(value, code or "General") == format_number(value, "General")


def test_days_before_1904_are_printed_otherwise_where_days_are_counted_from_then() -> None:
    assert prints_alike("10", way_of_printing("yyyy/m/d"), from_1904=True)
    assert not prints_alike("-5", way_of_printing("yyyy/m/d"), from_1904=True)


def test_only_formats_are_called_alike_that_are_known_to_be() -> None:
    assert way_of_printing('0.0"％"') is Printing.NUMBER
    assert way_of_printing("[青]0") is Printing.OTHERWISE


def test_axes_and_labels_keep_the_format_of_cells_that_have_another_one() -> None:
    c, a = f"{OPEN}/drawingml/2006/chart", f"{OPEN}/drawingml/2006/main"
    chart = (
        f'<c:chartSpace xmlns:c="{c}" xmlns:a="{a}"><c:chart><c:plotArea><c:barChart><c:ser><c:dLbls><c:showVal val="1"/></c:dLbls>'
        "<c:cat><c:numRef><c:f>表!$A$1:$A$2</c:f></c:numRef></c:cat>"
        "<c:val><c:numRef><c:f>'表'!$B$1:$B$2</c:f>"
        "<c:numCache><c:formatCode># ?/?</c:formatCode></c:numCache></c:numRef></c:val></c:ser>"
        '</c:barChart><c:catAx><c:axId val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:numFmt formatCode="General" sourceLinked="1"/>'
        "</c:valAx></c:plotArea></c:chart></c:chartSpace>"
    )
    inner = '<c r="A1" s="1"><v>43586</v></c><c r="B1" s="2"><v>1.5</v></c>'
    copy = copied(workbook({"表": cells(inner)}, ["aaa", "# ?/?"], extra={"xl/charts/chart1.xml": chart}))
    assert re.findall(r'<c:numFmt formatCode="(.*?)" sourceLinked="(\d)"/>', part(copy, "xl/charts/chart1.xml")) == [
        ("# ?/?", "0"),
        ("[$-411]aaa", "0"),
        ("# ?/?", "0"),
    ]


def test_a_chart_that_is_a_sheet_has_a_size() -> None:
    anchor = '<x:absoluteAnchor><x:pos x="0" y="0"/><x:ext cx="0" cy="0"/><x:clientData/></x:absoluteAnchor>'
    extra = {
        "xl/sheets/1.xml": f'<chartsheet xmlns="{MAIN}" xmlns:r="{RELATION}"><drawing r:id="d"/></chartsheet>',
        "xl/drawings/drawing1.xml": f'<x:wsDr xmlns:x="{OPEN}/drawingml/2006/spreadsheetDrawing">{anchor}</x:wsDr>',
        "xl/sheets/_rels/1.xml.rels": relations([("d", "drawing", "../drawings/drawing1.xml")]),
    }
    assert '<x:ext cx="9300000" cy="6070000"/>' in part(copied(workbook({"図": ""}, extra=extra)), "xl/drawings/drawing1.xml")


def test_headers_have_the_name_of_the_file_and_nothing_of_today() -> None:
    margins = (
        '<headerFooter differentFirst="1"><oddHeader>&amp;L&amp;12&amp;F&amp;C&amp;"明朝,標準"&amp;A &amp;&amp;D</oddHeader>'
        "<oddFooter>&amp;C&amp;P / &amp;N&amp;R&amp;D &amp;T &amp;Z</oddFooter><firstHeader>&amp;G</firstHeader></headerFooter>"
    )
    copy = copied(workbook({"表": cells('<c r="A1"><v>1</v></c>') + margins}), "2024&計画.xlsx")
    sheet = part(copy)
    assert '&amp;L&amp;12&amp;B&amp;B2024&amp;&amp;計画.xlsx&amp;B&amp;B&amp;C&amp;"明朝,標準"&amp;A &amp;&amp;D</' in sheet
    assert "&amp;C&amp;P / &amp;N&amp;R  </" in sheet
    assert found(copy) == [
        ("HD514", "&G（画像）", "表のヘッダー"),
        ("HD514", "&D（日付）、&T（時刻）、&Z（フォルダー）", "表のフッター"),
    ]


def test_zeros_and_errors_are_printed_as_the_sheet_is_set_to() -> None:
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    inner = (
        '<c r="A1"><v>0</v></c><c r="B1" s="1"><v>0.0</v></c><c r="C1"><v>7</v></c><c r="D1" t="e"><v>#N/A</v></c>'
        '<c r="E1" t="b"><v>0</v></c><c r="F1" t="str"><v>0</v></c>'
    )
    data = workbook({"表": f'{view}{cells(inner)}<pageSetup errors="dash"/>'}, ["0.0"])
    copy = copied(data)
    assert [body.grids[0].rows for body in (read_body(data, ".xlsx"), read_body(copy.data, ".xlsx"))] == [
        (("7", "--", "FALSE", "0"),)
    ] * 2
    assert 'formatCode=";;;"' in part(copy, "xl/styles.xml")


@pytest.mark.parametrize(
    ("setting", "kept", "said"),
    [("atEnd", False, [("HD514", "メモ（コメント）", "表")]), ("none", False, []), ("", False, []), ("asDisplayed", True, [])],
)
def test_notes_of_cells_are_printed_only_where_excel_prints_them(
    setting: str, kept: bool, said: list[tuple[str, str, str]]
) -> None:
    extra = {"xl/sheets/_rels/1.xml.rels": relations([("c", "comments", "../comments1.xml")]), "xl/comments1.xml": "<comments/>"}
    copy = copied(workbook({"表": f'<sheetData/><pageSetup cellComments="{setting}"/>'}, extra=extra))
    assert ("xl/comments1.xml" in read_parts(copy.data)) == kept
    assert found(copy) == said


def test_the_picture_behind_the_cells_is_not_printed() -> None:
    assert "picture" not in part(copied(workbook({"表": '<sheetData/><picture r:id="p"/>'})))


def test_pages_that_are_counted_on_begin_with_another_number() -> None:
    margins = "<headerFooter><oddFooter>&amp;C&amp;P+4</oddFooter></headerFooter>"
    sheet = part(copied(workbook({"表": cells('<c r="A1"><v>1</v></c>') + margins})))
    assert 'firstPageNumber="5" useFirstPageNumber="1"' in sheet
    assert "&amp;C&amp;P</" in sheet


def test_hidden_sheets_lose_their_print_areas_and_keep_their_cells() -> None:
    names = (
        '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1,表!#REF!</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="1">隠!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="1" hidden="1">隠!$1:$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="2">OFFSET(式!$A$1,0,0,3,3)</definedName></definedNames>'
    )
    one = cells('<c r="A1"><v>1</v></c>')
    copy = copied(workbook({"表": one, "隠": one, "式": one}, hidden=("隠",), also=names))
    assert re.findall(r'localSheetId="(\d)">(.*?)</', part(copy, "xl/workbook.xml")) == [
        ("0", "表!$A$1"),
        ("2", "OFFSET(式!$A$1,0,0,3,3)"),
    ]
    assert "<v>1</v>" in part(copy, "xl/sheets/2.xml")
    assert ("HD351", "OFFSET(式!$A$1,0,0,3,3)", "式") in found(copy)
    assert ("HD516", "シート2枚（表、式）を印刷します", "") in found(copy)


def test_rows_and_columns_without_a_size_are_hidden() -> None:
    columns = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
    sheet = f'{columns}<sheetData><row r="1" ht="0"><c r="A1"><v>1</v></c></row></sheetData>'
    copy = copied(workbook({"表": sheet}))
    assert part(copy).count('hidden="1"') == 2
    assert read_body(copy.data, ".xlsx").grids == ()


def test_a_pivot_table_is_what_its_cells_show() -> None:
    extra = {
        "xl/sheets/_rels/1.xml.rels": relations([("p", "pivotTable", "../pivotTables/pivotTable1.xml")]),
        "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition xmlns="{MAIN}"/>',
    }
    copy = copied(workbook({"表": cells('<c r="A1"><v>1</v></c>')}, extra=extra))
    assert "xl/pivotTables/pivotTable1.xml" not in read_parts(copy.data)
    assert "pivotTable" not in part(copy, "xl/sheets/_rels/1.xml.rels")


def test_what_lies_on_a_sheet_for_the_screen_alone_is_not_printed() -> None:
    def anchor(text: str, data: str) -> str:
        return (
            "<x:absoluteAnchor><x:sp><x:nvSpPr><x:cNvPr/></x:nvSpPr><x:txBody><a:p><a:r><a:t>"
            f"{text}</a:t></a:r></a:p></x:txBody></x:sp><x:clientData {data}/></x:absoluteAnchor>"
        )

    drawing = f'<x:wsDr xmlns:x="{OPEN}/drawingml/2006/spreadsheetDrawing" xmlns:a="{OPEN}/drawingml/2006/main">'
    extra = {
        "xl/drawings/drawing1.xml": drawing + anchor("見える", "") + anchor("画面だけ", 'fPrintsWithSheet="0"') + "</x:wsDr>",
        "xl/sheets/_rels/1.xml.rels": relations([("d", "drawing", "../drawings/drawing1.xml")]),
    }
    data = workbook({"表": cells("")}, extra=extra)
    copy = copied(data)
    assert "画面だけ" not in part(copy, "xl/drawings/drawing1.xml")
    assert [each.text for each in read_body(data, ".xlsx").passages] == ["見える"]
    assert RELATION in part(copy, "xl/sheets/_rels/1.xml.rels")
