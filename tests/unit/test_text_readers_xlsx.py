from __future__ import annotations

import pytest
from workbooks import relations, workbook

from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import UnusableFileError, write_parts
from hyoga_docs.text.passages import Body, PassageKind

_OPEN = "http://schemas.openxmlformats.org"
_X = f"{_OPEN}/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_R = f"{_OPEN}/officeDocument/2006/relationships"
_STYLES = """<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="164"/></cellXfs>"""
_STRINGS = """<si><t>区分</t></si><si><r><t>氷</t></r><r><t>河</t></r><rPh sb="0" eb="2"><t>ヒョウガ</t></rPh></si>
    <si><t>一_x000D_\n二_xD800_</t></si>"""


def _relations(pairs: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, kind, target in pairs)
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{inner}</Relationships>'


def book(sheets: list[tuple[str, str, str]], extra: dict[str, str] | None = None, namespace: str = _X) -> bytes:
    """An Excel file of sheets: their names, states and contents."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{title}" state="{state}" r:id="s{n}"/>' for n, (title, state, _) in zip(numbers, sheets, strict=True)
    )
    shared = [("t", "sharedStrings", "sharedStrings.xml"), ("u", "styles", "styles.xml")]
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations([("a", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations([(f"s{n}", "worksheet", f"/xl/sheets/{n}.xml") for n in numbers] + shared),
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{_STRINGS}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{namespace}">{_STYLES}</styleSheet>',
        **{
            f"xl/sheets/{n}.xml": f'<worksheet xmlns="{namespace}">{s[2]}</worksheet>' for n, s in zip(numbers, sheets, strict=True)
        },
        **(extra or {}),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def texts(body: Body) -> list[str]:
    return [passage.text for passage in body.passages]


@pytest.mark.parametrize("namespace", [_X, _STRICT])
def test_a_sheet_is_passages_of_text_and_a_grid_of_all(namespace: str) -> None:
    sheet = """<sheetData>
        <row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c></row>
        <row r="4"><c r="B4" s="1"><v>1234.5</v></c><c r="C4" s="2"><v>43769</v></c><c t="b"><v>1</v></c></row>
        <row r="6"><c r="B6" t="inlineStr"><is><t>直に</t></is></c><c r="C6" t="str"><f>A1</f><v>式</v></c>
            <c r="D6" t="e"><v>#N/A</v></c></row>
    </sheetData>"""
    body = read_body(book([("Sheet1", "visible", sheet)], namespace=namespace), ".xlsx")
    assert texts(body) == ["区分", "氷河", "直に", "式"]
    assert body.grids[0].rows == (
        ("区分", "", "氷河"),
        ("1,235", "2019年10月31日", "TRUE"),
        ("", "", ""),
        ("直に", "式", "#N/A"),
    )
    assert body.grids[0].names[3] == ("Sheet1!B6", "Sheet1!C6", "Sheet1!D6")
    assert [passage.cell_name for passage in body.passages] == ["Sheet1!B3", "Sheet1!D3", "Sheet1!B6", "Sheet1!C6"]
    assert body.passages[0].page is None


def test_what_is_hidden_is_left_out() -> None:
    sheet = """<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>3</v></c></row>
        <row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c></row></sheetData>"""
    body = read_body(book([("見", "visible", sheet), ("隠", "hidden", sheet), ("奥", "veryHidden", sheet)]), ".xlsx")
    assert texts(body) == []
    assert [grid.rows for grid in body.grids] == [(("1", "3"),)]
    assert body.grids[0].names == (("見!A1", "見!C1"),)


def test_a_cell_far_off_makes_no_vast_grid() -> None:
    sheet = (
        """<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"""
    )
    body = read_body(book([("S", "visible", sheet)]), ".xlsx")
    assert body.grids[0].rows == (("1", ""), ("", "2"))
    assert body.grids[0].names[1][1] == "S!XFD1048576"


def test_lines_within_a_cell_are_kept() -> None:
    sheet = '<sheetData><row><c t="s"><v>2</v></c><c t="s"><v>99</v></c></row></sheetData>'
    assert texts(read_body(book([("S", "visible", sheet)]), ".xlsx")) == ["一\n二_xD800_"]


def test_text_boxes_are_read_after_the_cells() -> None:
    drawing = (
        f'<d:wsDr xmlns:d="{_OPEN}/drawingml/2006/spreadsheetDrawing" xmlns:a="{_OPEN}/drawingml/2006/main">'
        "<d:absoluteAnchor><d:sp><d:nvSpPr><d:cNvPr/></d:nvSpPr><d:txBody><a:p><a:r><a:t>枠の</a:t></a:r><a:r><a:t>語</a:t></a:r></a:p></d:txBody></d:sp></d:absoluteAnchor>"
        "</d:wsDr>"
    )
    extra = {
        "xl/drawings/drawing1.xml": drawing,
        "xl/sheets/_rels/1.xml.rels": _relations([("d", "drawing", "../drawings/drawing1.xml")]),
    }
    sheet = '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>'
    assert texts(read_body(book([("S", "visible", sheet)], extra), ".xlsx")) == ["区分", "枠の語"]


def test_what_is_no_excel_file_is_unusable() -> None:
    with pytest.raises(UnusableFileError, match="Excel のファイルではありません"):
        read_body(write_parts({"[Content_Types].xml": b"<Types/>"}), ".xlsx")


def _cells(inner: str) -> str:
    """Rows of cells, given as `A1=文字` and split by blanks."""
    rows: dict[str, str] = {}
    for cell in inner.split():
        place, _, text = cell.partition("=")
        row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        rows[row] = rows.get(row, "") + f'<c r="{place}" t="str"><v>{text}</v></c>'
    return "<sheetData>" + "".join(f'<row r="{row}">{held}</row>' for row, held in rows.items()) + "</sheetData>"


@pytest.mark.parametrize(
    ("area", "titles", "shown"),
    [
        ("", "", ["題", "左", "甲", "乙", "外", "下"]),
        ("'表 1'!$B$2:$C$3", "", ["甲", "乙"]),
        ("'表 1'!$B$2:$C$3", "'表 1'!$1:$1", ["題", "甲", "乙"]),
        ("'表 1'!$B$2:$C$3", "'表 1'!$A:$A,'表 1'!$1:$1", ["題", "左", "甲", "乙"]),
        ("'表 1'!$B$2:$B$2", "'表 1'!$9:$9", ["甲"]),
        ("'表 1'!$B$2,'表 1'!$B$9", "", ["甲", "下"]),
        ("'表 1'!$B:$B", "", ["題", "甲", "下"]),
        ("'表 1'!$2:$3", "", ["左", "甲", "乙", "外"]),
        ("OFFSET('表 1'!$A$1,0,0,1,1)", "", ["題", "左", "甲", "乙", "外", "下"]),
        ("'表 1'!#REF!", "", ["題", "左", "甲", "乙", "外", "下"]),
    ],
)
def test_only_print_areas_are_read_with_their_titles(area: str, titles: str, shown: list[str]) -> None:
    names = "".join(
        f'<definedName name="_xlnm.Print_{kind}" localSheetId="0">{formula}</definedName>'
        for kind, formula in (("Area", area), ("Titles", titles))
        if formula
    )
    sheet = _cells("B1=題 A2=左 B2=甲 C3=乙 E3=外 B9=下")
    assert texts(read_body(workbook({"表 1": sheet}, also=f"<definedNames>{names}</definedNames>"), ".xlsx")) == shown


def test_rows_that_each_page_begins_with_are_known_of_a_sheet() -> None:
    name = "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'表 1'!$A:$A,'表 1'!$2:$3</definedName>"
    sheet = _cells("B1=題 B2=区分 C3=男 B9=下")
    body = read_body(workbook({"表 1": sheet}, also=f"<definedNames>{name}</definedNames>"), ".xlsx")
    assert body.grids[0].titles == (1, 3)
    assert Body.unpack(body.pack()) == body


def test_cells_of_text_and_of_truth_are_read_as_their_formats_show_them() -> None:
    sheet = """<sheetData><row r="1">
        <c r="A1" s="1" t="str"><v>山田</v></c><c r="B1" s="2" t="str"><v>山田</v></c>
        <c r="C1" s="3" t="b"><v>1</v></c><c r="D1" s="3" t="d"><v>2024-05-01</v></c><c r="E1" s="2"><v>5</v></c>
        </row></sheetData>"""
    body = read_body(workbook({"表": sheet}, ['@"様"', ";;;", "yyyy/m/d(aaa)"]), ".xlsx")
    assert body.grids[0].rows == (("山田様", "", "TRUE", "2024/5/1(水)"),)


def test_what_a_merged_cell_covers_is_not_read() -> None:
    sheet = _cells("A1=一 B1=隠 A2=隠 C2=三 A3=四") + '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    assert texts(read_body(workbook({"表": sheet}), ".xlsx")) == ["一", "三", "四"]


def test_columns_of_blanks_are_empty() -> None:
    body = read_body(workbook({"表": _cells("A1=項目 B1=_x0020_ C1=値") + "<headerFooter/>"}), ".xlsx")
    assert body.grids[0].rows == (("項目", "", "値"),)


def test_headers_are_read_as_printed() -> None:
    margins = """<headerFooter differentFirst="1" differentOddEven="0">
        <oddHeader>&amp;L&amp;"明朝,標準"&amp;12県の&amp;K01+000&amp;A&amp;R機密 &amp;&amp; 秘</oddHeader>
        <oddFooter>&amp;C- &amp;P -&amp;R&amp;P / &amp;N ページ&amp;D</oddFooter>
        <evenHeader>偶数</evenHeader><firstHeader>初め</firstHeader></headerFooter>"""
    body = read_body(workbook({"集計": _cells("A1=値") + margins, "空": margins}), ".xlsx")
    assert [(each.text, each.kind) for each in body.passages] == [
        ("値", PassageKind.TEXT),
        ("県の集計", PassageKind.MARGIN),
        ("機密 & 秘", PassageKind.MARGIN),
        ("初め", PassageKind.MARGIN),
        ("ページ", PassageKind.MARGIN),
    ]


_DRAWING = f'xmlns:x="{_OPEN}/drawingml/2006/spreadsheetDrawing" xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:r="{_R}"'


def _anchor(row: int, inner: str) -> str:
    corner = f"<x:col>0</x:col><x:row>{row}</x:row>"
    return f"<x:twoCellAnchor><x:from>{corner}</x:from><x:to>{corner}</x:to>{inner}<x:clientData/></x:twoCellAnchor>"


def _box(text: str) -> str:
    return f"<x:sp><x:nvSpPr><x:cNvPr/></x:nvSpPr><x:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></x:txBody></x:sp>"


def test_boxes_outside_the_print_areas_are_not_read() -> None:
    extra = {
        "xl/drawings/drawing1.xml": f"<x:wsDr {_DRAWING}>{_anchor(0, _box('内'))}{_anchor(40, _box('外'))}</x:wsDr>",
        "xl/sheets/_rels/1.xml.rels": relations([("d", "drawing", "../drawings/drawing1.xml")]),
    }
    names = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$C$9</definedName></definedNames>'
    body = read_body(workbook({"表": _cells("A1=値")}, also=names, extra=extra), ".xlsx")
    assert [(each.text, each.kind) for each in body.passages] == [("値", PassageKind.TEXT), ("内", PassageKind.BOX)]


def _chart(legend: str, axis: str) -> str:
    def title(text: str) -> str:
        return f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx></c:title>"

    def names(tag: str, *values: str) -> str:
        points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
        return f"<c:{tag}><c:strRef><c:f>表!$A$1</c:f><c:strCache>{points}</c:strCache></c:strRef></c:{tag}>"

    return f"""<c:chartSpace xmlns:c="{_OPEN}/drawingml/2006/chart" xmlns:a="{_OPEN}/drawingml/2006/main"><c:chart>{title("題")}
        <c:plotArea><c:barChart><c:ser>{names("tx", "相談")}{names("cat", "4月", "5月")}</c:ser>
        <c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/>{title("月")}{axis}</c:catAx>
        <c:valAx><c:axId val="2"/><c:delete val="1"/>{title("消した軸")}</c:valAx>
        </c:plotArea>{legend}</c:chart></c:chartSpace>"""


@pytest.mark.parametrize(
    ("legend", "axis", "words"),
    [
        ("<c:legend/>", "", ["題", "月", "4月", "5月", "相談"]),
        ("", '<c:tickLblPos val="none"/>', ["題", "月"]),
        ("", '<c:delete val="1"/>', ["題"]),
    ],
)
def test_the_words_of_a_chart_are_read_as_far_as_they_are_shown(legend: str, axis: str, words: list[str]) -> None:
    frame = f'<x:graphicFrame><c:chart xmlns:c="{_OPEN}/drawingml/2006/chart" r:id="c"/></x:graphicFrame>'
    extra = {
        "xl/drawings/drawing1.xml": f"<x:wsDr {_DRAWING}>{_anchor(0, frame)}</x:wsDr>",
        "xl/drawings/_rels/drawing1.xml.rels": relations([("c", "chart", "../charts/chart1.xml")]),
        "xl/charts/chart1.xml": _chart(legend, axis),
        "xl/sheets/_rels/1.xml.rels": relations([("d", "drawing", "../drawings/drawing1.xml")]),
    }
    body = read_body(workbook({"表": "<sheetData/>"}, extra=extra), ".xlsx")
    assert [(each.text, each.kind) for each in body.passages] == [(word, PassageKind.CHART) for word in words]


def test_check_boxes_are_read_with_their_ticks() -> None:
    def control(kind: str, text: str, more: str = "") -> str:
        box = f"<v:textbox><div>{text}<br></div></v:textbox>"  # as Excel writes it, which is no XML
        return f'<v:shape>{box}<x:ClientData ObjectType="{kind}">{more}</x:ClientData></v:shape>'

    controls = [
        control("Checkbox", "同意する", "<x:Checked>1</x:Checked>"),
        control("Checkbox", "同意しない"),
        control("Radio", "郵送", "<x:Checked>1</x:Checked>"),
        control("Note", "注記"),
        control("Button", "印刷する", "<x:PrintObject>False</x:PrintObject>"),
    ]
    drawing = (
        f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{"".join(controls)}</xml>'
    )
    extra = {
        "xl/drawings/vmlDrawing1.vml": drawing,
        "xl/sheets/_rels/1.xml.rels": relations([("d", "vmlDrawing", "../drawings/vmlDrawing1.vml")]),
    }
    body = read_body(workbook({"表": "<sheetData/>"}, extra=extra), ".xlsx")
    assert [(each.number, each.text) for each in body.passages] == [("☑", "同意する"), ("☐", "同意しない"), ("◉", "郵送")]


@pytest.mark.parametrize(("setting", "read"), [("asDisplayed", ["値", "見えるメモ"]), ("none", ["値"])])
def test_notes_that_show_are_read_where_they_are_printed(setting: str, read: list[str]) -> None:
    def note(row: int, more: str) -> str:
        return f'<v:shape><x:ClientData ObjectType="Note">{more}<x:Row>{row}</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>'

    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    texts_of_notes = {"A1": "見えるメモ", "A2": "隠れたメモ"}
    comments = "".join(f'<comment ref="{ref}"><text><r><t>{text}</t></r></text></comment>' for ref, text in texts_of_notes.items())
    extra = {
        "xl/drawings/vmlDrawing1.vml": f"<xml {names}>{note(0, '<x:Visible/>')}{note(1, '')}</xml>",
        "xl/comments1.xml": f'<comments xmlns="{_X}"><commentList>{comments}</commentList></comments>',
        "xl/sheets/_rels/1.xml.rels": relations(
            [("v", "vmlDrawing", "../drawings/vmlDrawing1.vml"), ("c", "comments", "../comments1.xml")]
        ),
    }
    sheet = _cells("A1=値") + f'<pageSetup cellComments="{setting}"/>'
    assert texts(read_body(workbook({"表": sheet}, extra=extra), ".xlsx")) == read
