"""The way that the pages of Office files lie, and turning those of a Word file."""

from __future__ import annotations

import pytest
import word_files
import workbooks

from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.page_direction import is_lying, turned

STANDS, LIES = (11906, 16838), (16838, 11906)


def word(*sizes: tuple[int, int]) -> bytes:
    """A Word file of sections, each with a page of its size in twips."""
    sections = [f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"/></w:sectPr>' for wide, high in sizes]
    body = "".join(f"<w:p><w:pPr>{section}</w:pPr></w:p>" for section in sections[:-1])
    return word_files.package(body + sections[-1])


@pytest.mark.parametrize(("sizes", "lying"), [([STANDS], False), ([LIES, LIES], True), ([STANDS, LIES], None)])
def test_a_word_file_lies_as_all_its_sections_do(sizes: list[tuple[int, int]], lying: bool | None) -> None:
    assert is_lying(word(*sizes), ".docx") is lying


@pytest.mark.parametrize("size", [STANDS, LIES])
def test_turned_twice_is_as_it_was(size: tuple[int, int]) -> None:
    data = word(size)
    once = turned(data)
    assert is_lying(once, ".docx") is not is_lying(data, ".docx")
    assert (b'w:orient="landscape"' in read_parts(once)["word/document.xml"]) is (size == STANDS)
    assert is_lying(turned(once), ".docx") is is_lying(data, ".docx")


def test_a_book_lies_as_its_sheets_are_set_up() -> None:
    lying = workbooks.workbook({"甲": '<sheetData/><pageSetup orientation="landscape"/>'})
    assert is_lying(lying, ".xlsx") is True
    assert is_lying(workbooks.workbook({"甲": "<sheetData/>"}), ".xlsx") is False


def test_of_what_is_no_office_file_nothing_is_known() -> None:
    assert is_lying(b"nothing", ".docx") is None
