"""A file's words by the kind of file that it is: as passages and tables for checks, and as lines for reviewers, of one reading."""

from __future__ import annotations

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.csv_markdown import csv_body, markdown_body
from hyoga_docs.text.readers.docx import read_docx
from hyoga_docs.text.readers.review_lines import sheet_lines, slide_lines

#: The last line of a workbook that does not hold all that its pages say.
UNSAVED = "※　値が保存されていない式があります。その値は、ここにありません。"
#: What a file says in its two forms.
_Words = tuple[Body, list[str]]


def _xlsx(data: bytes) -> _Words:
    from hyoga_docs.text.excel.unsaved_values import has_unsaved_values  # noqa: PLC0415
    from hyoga_docs.text.readers.collector import joined  # noqa: PLC0415  not wanted in every packet
    from hyoga_docs.text.readers.xlsx import xlsx_sheets  # noqa: PLC0415

    sheets = xlsx_sheets(data)
    lines = [line for title, body in sheets for line in sheet_lines(body, title)]
    return joined([body for _, body in sheets]), [*lines, "", UNSAVED] if has_unsaved_values(data) else lines


def _pptx(data: bytes) -> _Words:
    from hyoga_docs.text.readers.pptx import pptx_body  # noqa: PLC0415  not wanted in every packet

    body = pptx_body(data)
    return body, list(slide_lines(body))


def _csv(data: bytes) -> _Words:
    body = csv_body(data)
    return body, list(sheet_lines(body))


def _markdown(data: bytes) -> _Words:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        msg = "UTF-8 ではありません"
        raise UnusableFileError(msg) from problem
    return markdown_body(text), text.splitlines()


#: The formats that are read without LibreOffice and the PDF library; plain text has no structure to read.
READERS = {".docx": read_docx, ".xlsx": _xlsx, ".pptx": _pptx, ".csv": _csv, ".tsv": _csv, ".md": _markdown}


def read_words(data: bytes, suffix: str) -> tuple[Body, list[str]]:
    """What a .docx, .xlsx, .pptx, .csv or .md says. Raises UnusableFileError for another kind, and for what cannot be read."""
    reader = READERS.get(suffix.lower())
    if reader is None:
        msg = f"「{suffix or '拡張子なし'}」のファイルの文字は読めません"
        raise UnusableFileError(msg)
    return reader(data)


def read_body(data: bytes, suffix: str) -> Body:
    """The passages and tables of `read_words`."""
    return read_words(data, suffix)[0]


def read_lines(data: bytes, suffix: str) -> list[str]:
    """The lines of `read_words`."""
    return read_words(data, suffix)[1]
