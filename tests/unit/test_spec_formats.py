"""The table of file formats, and that nobody beside it has a list of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hyoga_docs.spec.formats import (
    FORMATS,
    FileFormat,
    Opened,
    Use,
    format_by_contents,
    format_of,
    is_opened,
    ooxml_of,
    refusal,
    suffixes,
)
from hyoga_docs.text.extract import READERS

ROOT = Path(__file__).resolve().parents[2]


def test_no_ending_has_two_formats() -> None:
    every = [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(every) == len(set(every))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in every)


def test_every_format_that_is_read_without_libreoffice_has_its_reader() -> None:
    office = {ooxml_of(suffix) for suffix in suffixes(Use.CHECK, Opened.OFFICE)}
    assert set(READERS) == office | {*suffixes(Use.CHECK, Opened.TABLE), *suffixes(Use.CHECK, Opened.TEXT)} - {".txt"}


@pytest.mark.parametrize("use", [Use.BIND, Use.CHECK, Use.DIFF])
def test_what_is_refused_is_told_what_can_be_used(use: Use) -> None:
    message, hint = refusal(".hwp", use)
    assert "「.hwp」" in message
    assert all(each.suffixes[0] in hint for each in FORMATS if use in each.uses and each.suffixes)


@pytest.mark.parametrize("each", [each for each in FORMATS if not each.uses], ids=lambda each: each.name)
def test_what_nobody_can_bind_is_called_by_its_program_with_what_to_do(each: FileFormat) -> None:
    for suffix in each.suffixes:
        message, hint = refusal(suffix, Use.BIND, "財政課")
        assert message == f"「{suffix}」（{each.name}）のファイルは綴じられません。"
        assert hint == f"財政課に、{each.instead}もらってください。"
        assert refusal(suffix, Use.CHECK)[1] == f"{each.instead}ください。"
    assert each.instead.endswith("て")


def test_what_libreoffice_reads_or_writes_has_its_name_for_it() -> None:
    plain = {each.ooxml: each for each in FORMATS if each.ooxml in each.suffixes}
    assert set(plain) == {".docx", ".xlsx", ".pptx"}
    for each in FORMATS:
        if each.is_converted:
            assert plain[each.ooxml].filter
            assert each.begins or each.content_types or each.stream


def test_endings_are_known_however_they_are_written() -> None:
    assert format_of(".DOCX") is format_of(".docx")
    assert format_of("") is None
    assert is_opened(".JPG", Opened.PICTURE)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\n\n%PDF", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"BM\x10\x10\0\0\0\0\0\0", "BMP"),
        (b"BM\xe4\xbc\x9a\xe8\xad\xb0", ""),
        (b"GIF89a", "GIF"),
        (b"{\\rtf1\\ansi", "リッチテキスト（RTF）"),
        (b"PK\x03\x04", "zip などにまとめたファイル"),
        (b"!!-lh5-", "zip などにまとめたファイル"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>", "Web ページ（HTML）"),
        (b"<table border=1>", "Web ページ（HTML）"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "Office 2003 の XML"),
        (b"<svg xmlns=", "SVG の図"),
        ("番号,市町村".encode(), ""),
    ],
)
def test_a_format_is_told_by_how_a_file_begins(head: bytes, name: str) -> None:
    found = format_by_contents(head)
    assert (found.name if found else "") == name


def test_the_guide_lists_what_can_be_bound() -> None:
    guide = (ROOT / "docs" / "guide.ja.md").read_text("utf-8")
    table = guide.partition("#### 綴じられる形式")[2].partition("####")[0]
    endings = [
        ending for row in re.findall(r"^\|[^|]*\|([^|]*)\|", table, re.MULTILINE) for ending in re.findall(r"`(\.\w+)`", row)
    ]
    assert sorted(endings) == sorted(suffixes(Use.BIND))


def test_no_other_list_of_formats_stands_in_the_code() -> None:
    listed = re.compile(r'"\.(?:docx|xlsx|pptx)",\s*"\.')
    found = [path.name for path in (ROOT / "hyoga_docs").rglob("*.py") if listed.search(path.read_text("utf-8"))]
    assert found == ["spreadsheet_file.py"]  # what sheets can be written to and read from is a matter of its own
