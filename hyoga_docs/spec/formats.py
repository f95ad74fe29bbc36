"""The file formats that there are: how each is opened, for what it can be used, and what is said of those that cannot.

Everything that takes files asks this table; `text/extract.py` has a reader for each format that is read without LibreOffice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Opened(StrEnum):
    """How a file is opened: as pages by the PDF library, as a picture, by LibreOffice, or as cells or text by ourselves."""

    PAGES = "pages"
    PICTURE = "picture"
    OFFICE = "office"
    TABLE = "table"
    TEXT = "text"


class Use(StrEnum):
    """What files are wanted for."""

    BIND = "bind"  # as a paper of a packet
    CHECK = "check"  # on their own, by `check`
    DIFF = "diff"  # on their own, by `diff`
    TEXTCONV = "textconv"  # by git


@dataclass(frozen=True)
class FileFormat:
    """A format with the endings of its files, what people call it, and how its files begin where that tells them.

    `main` is the part by which an Office file is known, `has_cells` says that tables in it are read cell by cell.
    """

    name: str
    suffixes: tuple[str, ...]
    opened: Opened
    uses: frozenset[Use]
    begins: bytes = b""
    main: str = ""
    has_cells: bool = False


_ALL = frozenset(Use)
_WORDS = _ALL - {Use.BIND}
FORMATS = (
    FileFormat("PDF", (".pdf",), Opened.PAGES, _ALL, b"%PDF"),
    FileFormat("Word", (".docx",), Opened.OFFICE, _ALL, main="word/document.xml", has_cells=True),
    FileFormat("Excel", (".xlsx",), Opened.OFFICE, _ALL, main="xl/workbook.xml", has_cells=True),
    FileFormat("PowerPoint", (".pptx",), Opened.OFFICE, _ALL, main="ppt/presentation.xml", has_cells=True),
    FileFormat("PNG", (".png",), Opened.PICTURE, _ALL, b"\x89PNG\r\n"),
    FileFormat("JPEG", (".jpg", ".jpeg"), Opened.PICTURE, _ALL, b"\xff\xd8\xff"),
    FileFormat("csv", (".csv",), Opened.TABLE, _ALL, has_cells=True),
    FileFormat("Markdown", (".md",), Opened.TEXT, _WORDS, has_cells=True),
    FileFormat("テキスト", (".txt",), Opened.TEXT, _WORDS),
    FileFormat("YAML", (".yaml", ".yml"), Opened.TEXT, frozenset({Use.DIFF})),
)
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_HEAD = 1024  # so far into a PDF its first line may come; some go without the version, and can be read all the same
_REFUSED = {
    Use.BIND: ("綴じられません", "使える形式", "PDF にして受け取るのが確実です。"),
    Use.CHECK: ("調べられません", "調べられる形式", ""),
    Use.DIFF: ("比べられません", "比べられる形式", ""),
}


def format_of(suffix: str) -> FileFormat | None:
    """The format of files with an ending (`.docx`), however it is written."""
    return _BY_SUFFIX.get(suffix.lower())


def suffixes(use: Use, *opened: Opened) -> tuple[str, ...]:
    """The endings of what can be used so, of the formats that are `opened` in one of these ways (none named: in any)."""
    return tuple(
        suffix for each in FORMATS if use in each.uses and (not opened or each.opened in opened) for suffix in each.suffixes
    )


def is_opened(suffix: str, *opened: Opened) -> bool:
    """Whether files with an ending are opened in one of these ways."""
    found = format_of(suffix)
    return found is not None and found.opened in opened


def has_sheets(suffix: str) -> bool:
    """Whether files with an ending are books of sheets, printed as Excel prints them."""
    found = format_of(suffix)
    return found is not None and found.main == "xl/workbook.xml"


def refusal(suffix: str, use: Use) -> tuple[str, str]:
    """What is said of a file that cannot be used, and what to do."""
    verb, known, more = _REFUSED[use]
    return f"「{suffix or '拡張子なし'}」のファイルは{verb}。", f"{known}: {'、'.join(suffixes(use))}。{more}"


def format_by_contents(head: bytes) -> FileFormat | None:
    """The format that a file begins like; the Office formats, being zip files, are not told by that."""
    if b"%PDF" in head[:_HEAD]:
        return _BY_SUFFIX[".pdf"]
    return next((each for each in FORMATS if each.begins and head.startswith(each.begins)), None)
