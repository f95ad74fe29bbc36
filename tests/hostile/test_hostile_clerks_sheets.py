"""Sheets for `roster import` that are made to take all the memory, or all day."""

from __future__ import annotations

import gc
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest
from running import invoke, run_limited

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEADS = ("区分", "構成員", "職名", "氏名", "備考", "別の書き方", "いつから", "いつまで", "id")
_PARTS = ("worksheet", "sharedStrings", "styles")
AREA = "A2:XFD1048576"
NOTHING = "変わるところはありません。\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a roster of one member."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "meetings" / "common").mkdir(parents=True)
    roster = "title: 名簿\ngroups:\n  - category: 団体\n    members:\n      - {id: a, name: 甲}\n"
    (tmp_path / "meetings" / "common" / "roster.yaml").write_text(roster, "utf-8")
    return tmp_path


def row(*texts: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"


def related(**parts: str) -> str:
    kinds = "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{part}"/>' for kind, part in parts.items())
    return f'<Relationships xmlns="{_RELATED}">{kinds}</Relationships>'


def book(rows: str = "", behind: str = "", strings: str = "", styles: str = "", names: str = "") -> bytes:
    """A book of the smallest parts, whose sheet begins with the roster as it is."""
    sheet = '<sheet name="名簿" sheetId="1" r:id="worksheet"/>'
    held = f"<sheetData>{row(*_HEADS)}{row('団体', '甲', *[''] * 6, 'a')}{rows}</sheetData>{behind}"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": related(officeDocument="xl/book.xml"),
        "xl/book.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheet}</sheets>{names}</workbook>',
        "xl/_rels/book.xml.rels": related(**{kind: f"{kind}.xml" for kind in _PARTS}),
        "xl/worksheet.xml": f'<worksheet xmlns="{_MAIN}">{held}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


SHARED = "<row>" + '<c t="s"><v>0</v></c>' * 9 + "</row>"
#: What is refused: the parts of a book, and what is said.
REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "far": ({"rows": '<row r="3"><c r="XFD3"><v>1</v></c></row>' * 99}, "「名簿!XFD3」は、読む列"),
    "rows": ({"rows": '<row><c t="b"><v>1</v></c></row>' * 20_001}, "「名簿!A20001」までで、行か"),
    "long": ({"rows": SHARED, "strings": f"<si><t>{'x' * 33_000}</t></si>"}, "「名簿!A3」の文字が多すぎます（32,767字まで）"),
    "texts": ({"rows": SHARED * 99, "strings": f"<si><t>{'x' * 32_000}</t></si>"}, "10,000,000字まで"),
    "escaped": ({"rows": SHARED * 99, "strings": f"<si><t>{'_x0041_' * 99_999}</t></si>"}, "10,000,000字まで"),
    "merged": ({"behind": f"<mergeCells>{'<mergeCell/>' * 20_001}</mergeCells>"}, "結合したセルが多すぎます"),
    "styles": ({"styles": f"<cellXfs>{'<xf/>' * 2_000_001}</cellXfs>"}, "設定が大きすぎます"),
    "names": ({"names": f"<definedNames>{'<x/>' * 2_500_001}</definedNames>"}, "設定が大きすぎます"),
    "deep": ({"rows": "<row>" + "<c>" * 5_000 + "</c>" * 5_000 + "</row>"}, "壊れている"),
    "number": ({"rows": f"<row><c/><c><v>1e999</v></c><c><v>{'9' * 99_999}</v></c></row>"}, "「名簿!B3」の値（1e999）は使えません"),
    "string": ({"rows": '<row><c/><c t="s"><v>7</v></c></row>'}, "「名簿!B3」の値（7）は使えません"),
}
#: What may be as large as it likes, for there is nothing to be read in it.
READ: dict[str, dict[str, str]] = {
    "merged": {"behind": f'<mergeCells><mergeCell ref="{AREA}"/></mergeCells>'},
    "links": {"behind": f'<hyperlinks><hyperlink ref="{AREA}" location="x"/></hyperlinks>'},
    "rules": {
        "behind": f'<conditionalFormatting sqref="{AREA}"/><dataValidations><dataValidation sqref="{AREA}"/></dataValidations>'
    },
    "formats": {"rows": '<row r="9" s="1">' + '<c s="1"/>' * 16_384 + "</row>", "styles": "<cellXfs><xf/><xf/></cellXfs>"},
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_book_of_more_than_a_roster_is_refused_by_its_cell(workspace: Path, kind: str) -> None:
    parts, words = REFUSED[kind]
    (workspace / "名簿.xlsx").write_bytes(book(**parts))
    told = invoke("roster", "import", "名簿.xlsx", folder=workspace)
    assert told.returncode == 3
    assert words in told.stderr, told.stderr


@pytest.mark.parametrize("kind", READ)
def test_what_a_book_says_of_whole_sheets_is_no_matter(workspace: Path, kind: str) -> None:
    (workspace / "名簿.xlsx").write_bytes(book(**READ[kind]))
    assert invoke("roster", "import", "名簿.xlsx", folder=workspace).stdout == NOTHING


def test_an_import_takes_little_memory_and_no_longer_than_it_may(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "名簿.xlsx").write_bytes(book(rows="<row>" + "<c/>" * 99_999 + "</row>", behind=READ["links"]["behind"]))
    assert run_limited("roster", "import", "名簿.xlsx", folder=workspace, memory=500_000_000).stdout == NOTHING
    monkeypatch.setattr("hyoga_docs.commands.spreadsheet_file._MOST_SECONDS", 0.01)
    gc.disable()  # Hypothesis counts what it takes, and what is raised there is passed over
    try:
        told = invoke("roster", "import", "名簿.xlsx", folder=workspace)
    finally:
        gc.enable()
    assert told.returncode == 2
    assert "時間かメモリーがかかりすぎます" in told.stderr


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"," * 3_000_000 + b"x", "読む列（1,000列まで）の外"),
        (b"a,b\n" * 20_001, "「B20001」までで"),
        (b"a" * 3_000_000, "csv として読めません"),
        (b"a" * 20_000_001, "20 MB を超えます"),
        (b'"' * 3_000_000, "csv として読めません"),
        (",".join(_HEADS).encode() + "\n団体,乙\0\n".encode(), "「B2」に、印刷できない文字（U+0000）"),
        ("区分,構成員\n".encode("utf-16"), "UTF-8 でも Shift_JIS でもありません"),
    ],
    ids=["columns", "rows", "line", "size", "quotes", "nul", "utf-16"],
)
def test_a_csv_of_more_than_a_roster_is_refused(workspace: Path, data: bytes, words: str) -> None:
    (workspace / "名簿.csv").write_bytes(data)
    told = invoke("roster", "import", "名簿.csv", folder=workspace)
    assert told.returncode in {2, 3}
    assert words in told.stderr, told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_devices_and_pipes_are_not_imported_and_a_link_of_ones_own_is(workspace: Path) -> None:
    os.mkfifo(workspace / "管.csv")
    (workspace / "零.csv").symlink_to("/dev/zero")
    for name in ("管.csv", "零.csv"):
        assert "ふつうのファイルではありません" in invoke("roster", "import", name, folder=workspace).stderr
    theirs = workspace.parent / f"{workspace.name}.csv"
    assert invoke("roster", "export", str(theirs), folder=workspace).returncode == 0
    (workspace / "私.csv").symlink_to(theirs)
    for name in ("私.csv", str(theirs)):
        assert invoke("roster", "import", name, folder=workspace).stdout == NOTHING
