from __future__ import annotations

import pytest

from hyoga_docs.text.ooxml.package import UnusableFileError, write_parts
from hyoga_docs.text.passages import Body
from hyoga_docs.text.xlsx import xlsx_body

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
    body = xlsx_body(book([("Sheet1", "visible", sheet)], namespace=namespace))
    assert texts(body) == ["区分", "氷河", "直に", "式"]
    assert body.grids[0].rows == (
        ("区分", "", "氷河"),
        ("1,235", "2019年10月31日", "TRUE"),
        ("", "", ""),
        ("直に", "式", "#N/A"),
    )
    assert body.grids[0].names[3] == ("Sheet1!B6", "Sheet1!C6", "Sheet1!D6")
    assert body.passages[0].page is None


def test_what_is_hidden_is_left_out() -> None:
    sheet = """<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>3</v></c></row>
        <row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c></row></sheetData>"""
    body = xlsx_body(book([("見", "visible", sheet), ("隠", "hidden", sheet), ("奥", "veryHidden", sheet)]))
    assert texts(body) == []
    assert [grid.rows for grid in body.grids] == [(("1", "3"),)]
    assert body.grids[0].names == (("見!A1", "見!C1"),)


def test_a_cell_far_off_makes_no_vast_grid() -> None:
    sheet = (
        """<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"""
    )
    body = xlsx_body(book([("S", "visible", sheet)]))
    assert body.grids[0].rows == (("1", ""), ("", "2"))
    assert body.grids[0].names[1][1] == "S!XFD1048576"


def test_lines_within_a_cell_are_kept() -> None:
    sheet = '<sheetData><row><c t="s"><v>2</v></c><c t="s"><v>99</v></c></row></sheetData>'
    assert texts(xlsx_body(book([("S", "visible", sheet)]))) == ["一\n二_xD800_"]


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
    assert texts(xlsx_body(book([("S", "visible", sheet)], extra))) == ["区分", "枠の語"]


def test_what_is_no_excel_file_is_unusable() -> None:
    with pytest.raises(UnusableFileError, match="Excel のファイルではありません"):
        xlsx_body(write_parts({"[Content_Types].xml": b"<Types/>"}))
