"""Printed by LibreOffice: numbers, dates and names that stand at the end of a line go to the next one whole, and stay Japanese."""

from __future__ import annotations

import io
import re

import docx
import pikepdf
import pypdfium2
import pytest
from conversion import converted

from hyoga_docs.pdf.tagging.line_rules import drop_line_rules
from hyoga_docs.word.unbroken import keep_whole

_SAID = "令和12年12月31日までに1,234,567円、令和１２年１２月に１，２３４円、NPO法人15人。"
_FIGURE = "[0-9０-９A-Z]"
#: The end of a line inside a number or a word, or between a number and what it counts.
_BROKEN = re.compile(f"(?:{_FIGURE}[,.，．]?\n{_FIGURE}|[0-9０-９]\n[,.，．年月日円人])")


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A page of many indents as it is, and with its numbers kept whole."""
    folder, made, out = tmp_path_factory.mktemp("unbroken"), docx.Document(), io.BytesIO()
    for count in range(60):
        made.add_paragraph("件" * count + _SAID)
    made.save(out)
    return converted(out.getvalue(), ".docx", folder), converted(keep_whole(out.getvalue()), ".docx", folder)


def said(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace("\r", "")


def test_no_line_ends_inside_a_number(pdfs: tuple[bytes, bytes]) -> None:
    before, after = (said(pdf) for pdf in pdfs)
    assert len(_BROKEN.findall(before)) > 10
    assert _BROKEN.findall(after) == []


def test_a_line_that_broke_no_number_is_set_as_before(pdfs: tuple[bytes, bytes]) -> None:
    before, after = (pypdfium2.PdfDocument(pdf)[0].get_textpage() for pdf in pdfs)
    for at in range(20):
        assert after.get_charbox(at, loose=True) == pytest.approx(before.get_charbox(at, loose=True), abs=0.05)


def test_what_is_copied_from_the_page_is_what_was_written(pdfs: tuple[bytes, bytes]) -> None:
    lines = "".join(said(pdfs[1]).split())
    assert "\u2060" not in lines
    assert lines.count(_SAID) == 60


def test_a_screen_reader_is_told_of_no_other_language(pdfs: tuple[bytes, bytes]) -> None:
    with pikepdf.open(io.BytesIO(pdfs[1])) as pdf:
        drop_line_rules(pdf)
        assert not [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/Lang" in each]
