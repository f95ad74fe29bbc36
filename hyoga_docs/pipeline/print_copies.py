"""Supplied Office files as LibreOffice is to print them, made once for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintCopy, PrintSettings

if TYPE_CHECKING:
    from hyoga_docs.plan.model import Document


def print_copy_of(document: Document, data: bytes, suffix: str, sha: str, cache: Cache) -> PrintCopy:
    """The print copy of a supplied Office file, from the cache where it is known. Raises UnusableFileError."""
    settings = PrintSettings(document.file_name, document.sheets, document.fit, document.orientation)
    key = digest(sha, suffix, repr(settings))
    kept = cache.get("print-copy", key)
    if kept is not None:
        return PrintCopy.unpack(kept)
    made = make_print_copy(data, suffix, settings)
    cache.put("print-copy", key, made.pack())
    return made
