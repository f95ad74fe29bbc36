"""Reads the words of a PDF or a picture and changes nothing: for a file that is checked and not bound."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from hyoga_docs.pdf.intake.annotations import drop_notes, flatten, written_over
from hyoga_docs.pdf.intake.fonts import unembedded
from hyoga_docs.pdf.intake.forms import asks_to_wait
from hyoga_docs.pdf.intake.open import FAILURES, flattened_by_pdfium, open_supplied
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
    text = read_lines(_as_bound(opened.pdf))
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


def _as_bound(pdf: bytes | Path) -> bytes | Path:
    """The file with its fields and comments made part of its pages, as a packet has them; itself where it has none."""
    try:
        with pikepdf.open(pdf if isinstance(pdf, Path) else io.BytesIO(pdf)) as source:
            if not written_over(source, range(len(source.pages))).over:
                return pdf
            drop_notes(source)
            flatten(source)
            out = io.BytesIO()
            source.save(out)
            return out.getvalue()
    except FAILURES:  # a broken form, which the other library may get through
        return flattened_by_pdfium(pdf) or pdf


def _missing_fonts(path: Path) -> list[IntakeWarning]:
    try:
        with pikepdf.open(path) as pdf:
            names = unembedded(pdf)
    except FAILURES:
        return []
    return [IntakeWarning("HD341", "、".join(names))] if names else []
