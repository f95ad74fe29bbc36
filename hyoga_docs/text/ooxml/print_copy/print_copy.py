"""The copy of an Office file that LibreOffice prints: links closed, changes accepted, saved results kept, hidden things out.

LibreOffice computes fields and formulas anew, prints what is hidden, and knows other formats than Office does. What the
copy holds is what the sender sees; what cannot be made so is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.external_links import remove_external_links
from hyoga_docs.text.ooxml.print_copy.defaults import say_defaults
from hyoga_docs.text.ooxml.print_copy.plain_format import make_plain
from hyoga_docs.text.ooxml.print_copy.records import OfficeFinding, PrintCopy, PrintSettings

if TYPE_CHECKING:
    from collections.abc import Callable


def make_print_copy(data: bytes, suffix: str, settings: PrintSettings) -> PrintCopy:
    """The print copy of a .docx, .xlsx or .pptx. Raises UnusableFileError for what cannot be read."""
    clean = remove_external_links(data)
    parts = EditableParts(clean)
    make_plain(parts)
    say_defaults(parts, suffix)
    findings = _steps(suffix)(parts, settings)
    return PrintCopy(parts.data, tuple(dict.fromkeys(findings)))


def _steps(suffix: str) -> Callable[[EditableParts, PrintSettings], list[OfficeFinding]]:
    """What makes the files of one program so; a packet seldom has those of all three."""
    if suffix == ".xlsx":
        from hyoga_docs.text.ooxml.print_copy.excel import as_excel_prints  # noqa: PLC0415

        return as_excel_prints
    if suffix == ".pptx":
        from hyoga_docs.text.ooxml.print_copy.powerpoint import as_powerpoint_prints  # noqa: PLC0415

        return as_powerpoint_prints
    from hyoga_docs.text.ooxml.print_copy.word import as_word_prints  # noqa: PLC0415

    return as_word_prints
