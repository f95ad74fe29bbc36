"""Saves PDFs to files: the same bytes each time, and an ordinary error where the disk is full."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pikepdf

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _ForgivingStream(io.RawIOBase):
    """A file that takes everything and remembers the first refusal: an error in the midst of a save ends the whole process.

    qpdf's writer throws again while it cleans up after a failed write, and C++ answers that with abort().
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.file = file
        self.refused: OSError | None = None

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Writes, or lets go what can no more be written."""
        if self.refused is None:
            try:
                self.file.write(data)
            except OSError as problem:
                self.refused = problem
        return memoryview(data).nbytes


def save_pdf(
    pdf: pikepdf.Pdf,
    out: Path | BinaryIO,
    *,
    mode: pikepdf.ObjectStreamMode = pikepdf.ObjectStreamMode.generate,
    version: str = "",
) -> None:
    """Writes a PDF whose bytes depend on nothing but what is in it; `version` makes it say that it is of that version.

    Raises OSError where it cannot be written.
    """
    if isinstance(out, Path):
        with out.open("wb") as file:
            save_pdf(pdf, file, mode=mode, version=version)
        return
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]  # a deterministic id is made from what is there, so this goes first
    stream = _ForgivingStream(out)
    pdf.save(cast("BinaryIO", stream), deterministic_id=True, object_stream_mode=mode, force_version=version)
    if stream.refused is not None:
        raise stream.refused
