"""Books as Excel, LibreOffice and people leave them, and files that are none."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from offices import ROSTER, Office, formula, office_of
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from hyoga_docs.programs.libreoffice.engine import find_program
from hyoga_docs.text.ooxml.package import read_parts, write_parts


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return office_of(tmp_path, monkeypatch)


def cached(data: bytes) -> bytes:
    """The book with a formula whose value Excel has worked out."""
    parts = read_parts(data)
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb'<c r="C3"([^>]*?)( t="\w+")?><f>.*?</c>', rb'<c r="C3"\1 t="str"><f>A1</f><v>X</v></c>', parts[name])
    return write_parts(parts)


def test_a_formula_counts_as_its_value(office: Office) -> None:
    office.work(formula)
    office.book.write_bytes(cached(office.book.read_bytes()))
    told = office.run("import", "名簿.xlsx", "--dry-run")
    assert "職名 「会長」→「X」" in told.stdout, told.output


def furigana(data: bytes) -> bytes:
    """The book as Japanese Excel saves it: words shared, with how they are read."""
    parts = read_parts(data)
    name = "xl/worksheets/sheet1.xml"
    old = "<is><t>労働局</t></is>".encode("ascii", "xmlcharrefreplace")
    assert old in parts[name]
    reading = '<is><t>労働局</t><rPh sb="0" eb="3"><t>ロウドウキョク</t></rPh><phoneticPr fontId="1"/></is>'
    parts[name] = parts[name].replace(old, reading.encode("ascii", "xmlcharrefreplace"))
    return write_parts(parts)


def test_readings_that_japanese_excel_keeps_are_no_words(office: Office) -> None:
    office.run("export", "名簿.xlsx")
    office.book.write_bytes(furigana(office.book.read_bytes()))
    assert office.run("import", "名簿.xlsx").stdout == "変わるところはありません。\n"


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"not a zip", "壊れているか"),
        ("a.xlsx", b"", "壊れているか"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "パスワードで保護"),
        ("a.xls", OLE, "古い形式（.xls）"),
        ("a.xlsx", zipped(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b"<a/>"}), "Excel のファイルではありません"),
        ("a.xlsx", zipped(**{"[Content_Types].xml": b"<a/>", "xl__workbook.xml": b"<a/>"}), "Excel のファイルではありません"),
        ("a.ods", b"", "読み込めるのは .xlsx と .csv です"),
        ("a.csv", b"\xff\xfeA\0", "UTF-8 でも Shift_JIS でもありません"),
        ("a.csv", "区分,構成員,職名,氏名,備考,別の書き方,いつから,いつまで\n行政\n".encode(), "「B2」の構成員が空です"),
        ("a.csv", b"", "見出しのある行がありません"),
    ],
)
def test_what_is_no_sheet_is_refused(office: Office, name: str, data: bytes, words: str) -> None:
    (office.folder / name).write_bytes(data)
    told = office.run("import", name)
    assert told.exit_code in {2, 3}
    assert words in told.stderr, told.stderr
    assert name in told.stderr


def test_an_area_that_is_as_large_as_a_sheet_does_not_take_all_day(office: Office) -> None:
    office.run("export", "名簿.xlsx")
    parts = read_parts(office.book.read_bytes())
    name = "xl/worksheets/sheet1.xml"
    merged = b'</autoFilter><mergeCells count="1"><mergeCell ref="A20:XFD1048576"/></mergeCells>'
    parts[name] = re.sub(rb"(<autoFilter[^>]*)/>", rb"\1>" + merged, parts[name])
    office.book.write_bytes(write_parts(parts))
    assert office.run("import", "名簿.xlsx").stdout == "変わるところはありません。\n"


def test_days_are_read_by_the_first_day_of_their_book_and_by_any_format_of_days(office: Office) -> None:
    def counted_from_1904(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet["G5"], sheet["G6"] = dt.date(2020, 4, 1), dt.date(2021, 4, 1)
        sheet["G6"].number_format = "[$-411]ge"

    told = office.work(counted_from_1904)
    for said in ("「連合」: いつから なし→「2020-04-01」", "「労働局」: いつから なし→「2021-04-01」"):
        assert said in told.stdout, told.output


def test_a_missing_file_is_told(office: Office) -> None:
    assert "HD641" in office.run("import", "ない.xlsx").stderr


def test_a_csv_in_shift_jis_keeps_the_kanji_that_it_cannot_write(office: Office) -> None:
    assert office.run("export", "名簿.csv").exit_code == 0
    path = office.folder / "名簿.csv"
    text = path.read_text("utf-8-sig").replace("県,部長", "県,次長?")
    path.write_bytes(text.encode("cp932", "replace"))
    told = office.run("import", "名簿.csv", "--yes")
    assert told.stdout.splitlines()[1:-1] == ["変更  「県」: 職名 「部長」→「次長?」"]
    assert "「C7」の「?」は" in told.stderr
    assert office.yaml.read_text("utf-8") == ROSTER.replace("部長", "次長?")


def test_a_book_of_ones_own_without_the_name_of_the_sheet_is_read(office: Office) -> None:
    office.run("export", "名簿.csv")
    import csv

    book = Workbook()
    sheet = book.create_sheet("構成員の表")
    with (office.folder / "名簿.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            sheet.append(row)
    sheet["C3"] = None
    book.save(office.book)
    told = office.run("import", "名簿.xlsx")
    assert told.stdout.splitlines()[1:] == ["変更  「県経営者協会」: 職名 「会長」→なし"]


@pytest.mark.office
def test_a_book_that_libreoffice_saved_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    program = find_program(None)
    assert program is not None
    nasty = ROSTER.replace("name: 県,", 'name: "_x0041_　=1+1\\n二行目", role: "\'x",')
    office.yaml.write_text(nasty.replace("person: 﨑山", "since: 1873-01-01\n        person: 﨑山"), "utf-8")
    assert office.run("export", "名簿.xlsx").exit_code == 0
    out = tmp_path / "saved"
    command = [str(program), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    for _ in range(2):  # the first start may only make the profile
        done = subprocess.run([*command, "--outdir", str(out), str(office.book)], capture_output=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    told = office.run("import", str(out / "名簿.xlsx"))
    assert told.output == "変わるところはありません。\n"
