"""Old and foreign files keep what they showed and fetch nothing: the file is changed before LibreOffice reads it."""

from __future__ import annotations

import io
import struct

import olefile
from ole_files import compound

from hyoga_docs.spec.formats import FileFormat, format_of
from hyoga_docs.text.old_office import excel_97, word_97
from hyoga_docs.text.old_office.make_ready import computed_anew, make_ready
from hyoga_docs.text.old_office.opendocument import external_addresses
from hyoga_docs.text.ooxml.package import read_entries, write_parts

FORMULA, NUMBER, BLANK, LABEL, STRING, BOOLERR, SHARED = 6, 0x203, 0x201, 0x204, 0x207, 0x205, 0x4BC
NOTHING = 0x0FFF
FIELD = struct.Struct("<BB")


def known(suffix: str) -> FileFormat:
    found = format_of(suffix)
    assert found is not None
    return found


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def cell(row: int) -> bytes:
    return struct.pack("<HHH", row, 1, 15)


def formula(row: int, result: bytes) -> bytes:
    return record(FORMULA, cell(row) + result + b"\0" * 6 + b"\x07\0" + b"\x19\1\0\0\x41\xdd\0")


def special(kind: int, value: int = 0) -> bytes:
    return bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF])


def said(workbook: bytes) -> list[tuple[int, bytes]]:
    """The records that say something."""
    found = [(kind, workbook[at + 4 : at + 4 + size]) for at, kind, size in excel_97._records(workbook)]
    return [each for each in found if each[0] != NOTHING]


TEXT = record(STRING, b"\x02\0\0ab")
DAY = struct.pack("<d", 45413)


def test_results_stand_in_the_place_of_formulas_of_excel() -> None:
    came = record(0x809, b"\0" * 16) + formula(0, DAY) + formula(1, special(1, 1)) + formula(2, special(2, 7))
    came += formula(3, special(0)) + TEXT + formula(4, special(0)) + record(SHARED, b"s" * 20) + TEXT + formula(5, special(3))
    came += record(NUMBER, cell(6) + DAY) + record(0x0A, b"")
    made = excel_97.with_results(came)
    assert len(made) == len(came)
    assert said(made) == [
        (0x809, b"\0" * 16),
        (NUMBER, cell(0) + DAY),
        (BOOLERR, cell(1) + b"\1\0"),
        (BOOLERR, cell(2) + b"\7\1"),
        (LABEL, cell(3) + b"\x02\0\0ab"),
        (LABEL, cell(4) + b"\x02\0\0ab"),
        (SHARED, b"s" * 20),
        (BLANK, cell(5)),
        (NUMBER, cell(6) + DAY),
        (0x0A, b""),
    ]


def test_a_workbook_that_is_locked_or_was_never_calculated_stays() -> None:
    for came in (
        record(0x2F, b"\0" * 6) + formula(0, DAY),
        formula(0, bytes(8)) + formula(1, special(3)),
        formula(0, special(3)),
        record(NUMBER, cell(0) + DAY),
    ):
        assert excel_97.with_results(came) == came


def test_a_text_that_goes_on_in_another_record_stays_a_formula_and_a_cut_file_is_no_failure() -> None:
    went_on = formula(0, special(0)) + TEXT + record(0x3C, b"c") + formula(1, DAY)
    assert [kind for kind, _ in said(excel_97.with_results(went_on))] == [FORMULA, STRING, 0x3C, NUMBER]
    for end in range(len(went_on)):
        assert len(excel_97.with_results(went_on[:end])) == end


def fields(*kinds: int) -> bytes:
    """A table of fields: places, and a mark of beginning, middle and end for each."""
    marks = [mark for kind in kinds for mark in (FIELD.pack(0x13, kind), FIELD.pack(0x14, 31), FIELD.pack(0x15, 31))]
    return struct.pack(f"<{len(marks) + 1}I", *range(len(marks) + 1)) + b"".join(marks)


def test_fields_of_word_become_quotations_of_their_results_where_they_would_be_computed() -> None:
    text, heads = fields(31, 33, 29), fields(32)
    document = bytearray(b"\xec\xa5\xc1\0".ljust(4096, b"\0"))
    document[0x0A:0x0C] = (0x0200).to_bytes(2, "little")
    struct.pack_into("<II", document, 0x9A + 8 * 16, 100, len(text))
    struct.pack_into("<II", document, 0x9A + 8 * 17, 400, len(heads))
    table = (b"\0" * 100 + text).ljust(400, b"\0") + heads
    came = compound({"WordDocument": bytes(document), "1Table": table, "0Table": table})
    made = make_ready(came, known(".doc"))
    with olefile.OleFileIO(io.BytesIO(made)) as ole:
        after, other = ole.openstream("1Table").read(), ole.openstream("0Table").read()
    assert other == table.ljust(len(other), b"\0")
    assert after[100 : 100 + len(text)] == fields(35, 33, 35)
    assert after[400 : 400 + len(heads)] == fields(35)
    assert len(made) == len(came)


def test_a_table_of_fields_that_lies_of_its_length_is_read_as_far_as_it_goes() -> None:
    document = bytearray(b"\xec\xa5\xc1\0".ljust(4096, b"\0"))
    struct.pack_into("<II", document, 0x9A + 8 * 16, 4, 0xFFFFFFF0)
    assert word_97.with_results(bytes(document), b"\x13\x1f" * 40, frozenset({31})) == b"\x13\x1f" * 40


def test_fields_of_rich_text_are_passed_over_but_for_numbers_of_pages() -> None:
    runs = rb"{\rtlch\af0 \ltrch\b1 \insrsid12 FILENAME }"
    came = rb"{\field{\*\fldinst { DATE \\@ y}}{\fldrslt 1}}{\field{\*\fldinst" + runs + rb"}{\fldrslt 2}}"
    kept = rb"{\field{\*\fldinst PAGE }{\fldrslt 3}}{\field{\*\fldinst HYPERLINK " + b'"DATE"' + rb"}{\fldrslt 4}} \\fldinst DATED"
    made = make_ready(came + kept, known(".rtf"))
    assert made == came.replace(b"fldinst", b"fldinsx") + kept


OD = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = f'xmlns:office="{OD}:office:1.0" xmlns:text="{OD}:text:1.0" xmlns:table="{OD}:table:1.0"'
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def opendocument(suffix: str, content: str, styles: str = "") -> dict[str, str]:
    whole = {"mimetype": "x", "content.xml": f"<a {SPACES} {CALC}>{content}</a>", "styles.xml": f"<a {SPACES}>{styles}</a>"}
    data = make_ready(write_parts({name: text.encode() for name, text in whole.items()}), known(suffix))
    return {name: text.decode() for name, text in read_entries(data).items()}


def test_fields_of_opendocument_become_their_words_in_the_text_and_in_the_heads() -> None:
    field = '<text:date text:date-value="2024-05-01">５月１日</text:date><text:page-number>3</text:page-number>'
    for suffix in (".odt", ".odp"):
        made = opendocument(suffix, field, field)
        for part in ("content.xml", "styles.xml"):
            assert "<text:span>５月１日</text:span><text:page-number>3</text:page-number>" in made[part]


def test_cells_of_opendocument_lose_the_formulas_whose_values_they_have() -> None:
    cells = (
        '<table:table-cell table:formula="of:=TODAY()" office:value-type="date" office:date-value="2024-05-01"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"/>'
        '<table:table-cell table:formula="of:=A1"/>'
    )
    made = opendocument(".ods", cells, "<text:date>00.00.0000</text:date>")
    assert made["content.xml"].count("table:formula") == 1
    assert '<table:table-cell office:value-type="date" office:date-value="2024-05-01"/>' in made["content.xml"]
    assert '<table:table-cell office:value-type="string" calcext:value-type="error"/>' in made["content.xml"]
    assert "<text:date>00.00.0000</text:date>" in made["styles.xml"]


def test_what_leads_out_of_an_opendocument_goes_and_links_for_readers_stay() -> None:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    outside = ("file:///etc/a.png", "http://example.com/b.png", "../c.png", "/d.png", "\\\\\\\\host\\\\e.png")
    inside = ("Pictures/f.png", "./Object 1", "#g")
    images = "".join(f'<draw:image {xlink} xlink:href="{each}"/>' for each in (*outside, *inside))
    link = f'<text:a {xlink} xlink:href="https://example.com/">w</text:a>'
    made = opendocument(".odp", images + link)["content.xml"]
    assert [each for each in outside if each in made] == []
    assert [each for each in (*inside, "https://example.com/") if each not in made] == []
    parts = {"content.xml": f"<a {SPACES}>{images}{link}</a>".encode()}
    assert external_addresses(parts) == list(outside)


def test_what_cannot_be_read_stays_as_it_is() -> None:
    for suffix, data in ((".doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600), (".odt", b"PK\x03\x04"), (".ppt", b"x"), (".rtf", b"")):
        assert make_ready(data, known(suffix)) == data


def test_what_is_computed_anew_is_named() -> None:
    def made(name: str, xml: str) -> bytes:
        return write_parts({"[Content_Types].xml": b"<Types/>", name: xml.encode()})

    sheet = made(
        "xl/worksheets/sheet1.xml", "<c><f aca='1'>IF(NOW()&gt;1,RAND(),0)</f></c><c><f>TODAY()</f></c><c><f>SUM(A1)</f></c>"
    )
    assert computed_anew(sheet, known(".xlsb")) == ["RAND", "TODAY"]
    assert computed_anew(sheet, known(".xls")) == ["RAND", "TODAY"]  # of one that could not be read before LibreOffice
    assert computed_anew(made("ppt/slides/slide1.xml", '<a:fld id="1" type="datetime4"/>'), known(".ppt")) == ["自動の日付"]
    assert computed_anew(made("ppt/slides/slide1.xml", '<a:fld id="1" type="slidenum"/>'), known(".odp")) == []
