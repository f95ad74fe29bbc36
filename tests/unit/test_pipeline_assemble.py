"""What is told of characters that were not printed as they stand in an Office file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from test_programs_libreoffice_font_replacements import replacements

from hyoga_docs.pdf.intake.records import IntakeWarning
from hyoga_docs.pipeline.assemble import _missing
from hyoga_docs.text.printed_fonts import PrintedText

_PAGES = [["一枚目。"], ["外字の田さん。"]]


def told(text: PrintedText, *boxes: IntakeWarning) -> list[IntakeWarning]:
    office: Any = SimpleNamespace(
        replacements=replacements(None, "県の外字"), fonts=SimpleNamespace(faces=list), cache=SimpleNamespace()
    )
    return list(_missing(boxes, [text], _PAGES, office))


@pytest.mark.parametrize(("font", "expected"), [("ＭＳ 明朝", [IntakeWarning("HD504", "\ue123", (2,))]), ("県の外字", [])])
def test_a_character_of_an_offices_own_is_told_where_its_font_is_not_here(font: str, expected: list[IntakeWarning]) -> None:
    assert told(PrintedText(font, "外字の\ue123田さん。", "外字の\ue123田さん。")) == expected


def test_what_no_font_has_is_named_instead_of_what_stands_beside_the_box() -> None:
    (found,) = told(PrintedText("ＭＳ 明朝", "𠮷", "𠮷"), IntakeWarning("HD504", "☑", (1,)))
    assert found == IntakeWarning("HD504", "𠮷", (1,))
