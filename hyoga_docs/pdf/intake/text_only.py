"""Reads the words of a PDF or a picture and changes nothing: for a file that is checked and not bound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from hyoga_docs.pdf.intake.fonts import unembedded
from hyoga_docs.pdf.intake.forms import asks_to_wait
from hyoga_docs.pdf.intake.open import FAILURES, open_supplied
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeResult, IntakeWarning
from hyoga_docs.pdf.text_lines import page_sizes, read_lines, sized_lines

if TYPE_CHECKING:
    from hyoga_docs.pdf.intake.records import IntakeRequest


def read_text_only(request: IntakeRequest, out: Path) -> IntakeResult | IntakeRejected:
    """What a file says, page by page. `out` is left empty: there is no copy."""
    opened = open_supplied(Path(request.source), request.suffix)
    if isinstance(opened, IntakeRejected):
        return opened
    out.touch()
    out.with_suffix(".looks").touch()
    text = read_lines(opened.pdf)
    if asks_to_wait(text, xfa=opened.xfa):
        return IntakeRejected("HD364")
    warnings = [IntakeWarning("HD313")] if opened.mended else []
    if silent := tuple(number for number, lines in enumerate(text, 1) if not lines):
        warnings.append(IntakeWarning("HD325", pages=silent))
    if isinstance(opened.pdf, Path):
        warnings += _missing_fonts(opened.pdf)
    pages = tuple(tuple(lines) for lines in text)
    return IntakeResult(
        opened.pages,
        tuple(range(opened.pages)),
        (),
        False,
        (),
        tuple(warnings),
        text=pages,
        sizes=tuple(page_sizes(opened.pdf)),
        first_lines=tuple(sized_lines(opened.pdf)) if pages else (),
    )


def _missing_fonts(path: Path) -> list[IntakeWarning]:
    try:
        with pikepdf.open(path) as pdf:
            names = unembedded(pdf)
    except FAILURES:
        return []
    return [IntakeWarning("HD341", "、".join(names))] if names else []
