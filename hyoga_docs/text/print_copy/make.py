"""The copy of an Office file that LibreOffice prints: links closed, changes accepted, saved results kept, hidden things out.

LibreOffice computes fields and formulas anew, prints what is hidden, and knows other formats than Office does. What the
copy holds is what the sender sees; what cannot be made so is told.
"""

from __future__ import annotations

from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.external_links import remove_external_links
from hyoga_docs.text.print_copy.defaults import say_defaults
from hyoga_docs.text.print_copy.plain_format import make_plain
from hyoga_docs.text.print_copy.records import OfficeFinding, PrintCopy, PrintSettings


def make_print_copy(data: bytes, suffix: str, settings: PrintSettings) -> PrintCopy:
    """The print copy of a .docx, .xlsx or .pptx. Raises UnusableFileError for what cannot be read."""
    clean = remove_external_links(data)
    parts = EditableParts(clean)
    make_plain(parts)
    say_defaults(parts, suffix)
    findings = _as_printed(parts, suffix, settings)
    return PrintCopy(parts.data, tuple(dict.fromkeys(findings)))


def _as_printed(parts: EditableParts, suffix: str, settings: PrintSettings) -> list[OfficeFinding]:
    """Changes the parts into what their own program prints; a packet seldom has files of all three."""
    if suffix == ".xlsx":
        from hyoga_docs.text.print_copy.excel.steps import as_excel_prints  # noqa: PLC0415

        return as_excel_prints(parts, settings)
    if suffix == ".pptx":
        from hyoga_docs.text.print_copy.powerpoint.steps import as_powerpoint_prints  # noqa: PLC0415

        return as_powerpoint_prints(parts)
    from hyoga_docs.text.print_copy.word.steps import as_word_prints  # noqa: PLC0415

    return as_word_prints(parts)
