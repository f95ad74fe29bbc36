"""A file's words by the kind of file that it is."""

from __future__ import annotations

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.csv_markdown import csv_body, markdown_body
from hyoga_docs.text.readers.docx import docx_body


def _xlsx(data: bytes) -> Body:
    from hyoga_docs.text.readers.xlsx import xlsx_body  # noqa: PLC0415  not wanted in every packet

    return xlsx_body(data)


def _pptx(data: bytes) -> Body:
    from hyoga_docs.text.readers.pptx import pptx_body  # noqa: PLC0415  not wanted in every packet

    return pptx_body(data)


def _markdown(data: bytes) -> Body:
    try:
        return markdown_body(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        msg = "UTF-8 ではありません"
        raise UnusableFileError(msg) from problem


#: The formats that are read without LibreOffice and the PDF library; plain text has no structure to read.
READERS = {".docx": docx_body, ".xlsx": _xlsx, ".pptx": _pptx, ".csv": csv_body, ".tsv": csv_body, ".md": _markdown}


def read_body(data: bytes, suffix: str) -> Body:
    """What a .docx, .xlsx, .pptx, .csv or .md says. Raises UnusableError for another kind, and for what cannot be read."""
    reader = READERS.get(suffix.lower())
    if reader is None:
        msg = f"「{suffix or '拡張子なし'}」のファイルの文字は読めません"
        raise UnusableFileError(msg)
    return reader(data)
