"""The table of file formats, and that nobody beside it has a list of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hyoga_docs.spec.formats import FORMATS, Opened, Use, format_by_contents, format_of, is_opened, refusal, suffixes
from hyoga_docs.text.extract import READERS

ROOT = Path(__file__).resolve().parents[2]


def test_no_ending_has_two_formats() -> None:
    every = [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(every) == len(set(every))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in every)


def test_every_format_that_is_read_without_libreoffice_has_its_reader() -> None:
    read = {suffix for suffix in suffixes(Use.CHECK) if not is_opened(suffix, Opened.PAGES, Opened.PICTURE)}
    assert set(READERS) == read - {".txt"}


@pytest.mark.parametrize("use", [Use.BIND, Use.CHECK, Use.DIFF])
def test_what_is_refused_is_told_what_can_be_used(use: Use) -> None:
    message, hint = refusal(".hwp", use)
    assert "「.hwp」" in message
    assert all(suffix in hint for suffix in suffixes(use))


def test_endings_are_known_however_they_are_written() -> None:
    assert format_of(".DOCX") is format_of(".docx")
    assert format_of("") is None
    assert is_opened(".JPG", Opened.PICTURE)


@pytest.mark.parametrize(
    ("head", "name"),
    [(b"%PDF-1.7", "PDF"), (b"\n\n%PDF", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"PK\x03\x04", "")],
)
def test_a_format_is_told_by_how_a_file_begins(head: bytes, name: str) -> None:
    found = format_by_contents(head)
    assert (found.name if found else "") == name


@pytest.mark.parametrize(
    ("document", "line", "use"),
    [("guide.ja.md", "届いたファイル。", Use.BIND), ("checks.md", "使えるのは ", Use.BIND)],
)
def test_the_guide_lists_what_can_be_bound(document: str, line: str, use: Use) -> None:
    told = next(each for each in (ROOT / "docs" / document).read_text("utf-8").splitlines() if line in each)
    assert tuple(re.findall(r"`(\.\w+)`", told.partition("です。")[0])) == suffixes(use)


def test_no_other_list_of_formats_stands_in_the_code() -> None:
    listed = re.compile(r'"\.(?:docx|xlsx|pptx)",\s*"\.')
    found = [path.name for path in (ROOT / "hyoga_docs").rglob("*.py") if listed.search(path.read_text("utf-8"))]
    assert found == ["roster_spreadsheet.py"]  # what a roster can be written to and read from is a matter of its own
