"""What is done to a file of each format before LibreOffice reads it, and what is known of what cannot be done."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from hyoga_docs.spec.formats import FileFormat
from hyoga_docs.text.file_kind import OLE_FAILURES
from hyoga_docs.text.old_office import excel_97, opendocument, rtf, word_97
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts

if TYPE_CHECKING:
    import olefile

#: Kinds of Word's fields that speak of today, of the file and of its people, or fetch something, with their numbers in old files.
_FIELDS = {
    "TITLE": 15,
    "SUBJECT": 16,
    "AUTHOR": 17,
    "KEYWORDS": 18,
    "COMMENTS": 19,
    "LASTSAVEDBY": 20,
    "CREATEDATE": 21,
    "SAVEDATE": 22,
    "PRINTDATE": 23,
    "REVNUM": 24,
    "EDITTIME": 25,
    "FILENAME": 29,
    "TEMPLATE": 30,
    "DATE": 31,
    "TIME": 32,
    "USERNAME": 60,
    "USERINITIALS": 61,
    "USERADDRESS": 62,
    "DOCPROPERTY": 85,
    "DDE": 45,
    "DDEAUTO": 46,
    "IMPORT": 55,
    "LINK": 56,
    "INCLUDEPICTURE": 67,
    "INCLUDETEXT": 68,
}
_WORD, _WORKBOOK = "WordDocument", "Workbook"
_CALLED = {b"datetime": "自動の日付"}
#: The parts of each format of today in which something of today may stand, and how it looks there.
_OF_TODAY = {
    ".docx": (r"word/\w+\.xml", rb"<w:instrText[^>]*>\s*(DATE|TIME|FILENAME)\b"),
    ".xlsx": (r"xl/worksheets/\w+\.xml", rb"<f[^>]*>[^<]*\b(TODAY|NOW|RAND|RANDBETWEEN)\("),
    ".pptx": (r"ppt/slides/\w+\.xml", rb'<a:fld [^>]*type="(datetime)'),
}


def make_ready(data: bytes, found: FileFormat) -> bytes:
    """A file of a format that LibreOffice converts, showing what was saved and fetching nothing; what cannot be read stays."""
    try:
        if _is_kept_in_stream(found):
            return _in_streams(data, found.stream)
        if ".rtf" in found.suffixes:
            return rtf.with_results(data, frozenset(_FIELDS))
        if is_opendocument(found):
            return opendocument.make_opendocument_ready(data, sheets=found.ooxml == ".xlsx")
    except (*OLE_FAILURES, UnusableFileError):
        pass  # LibreOffice may read what we cannot; what it computes anew then is told by `computed_anew`
    return data


def _is_kept_in_stream(found: FileFormat) -> bool:
    return found.stream in {_WORD, _WORKBOOK} and not found.stream_begins


def is_opendocument(found: FileFormat) -> bool:
    """Whether a format is one of OpenDocument's."""
    return any("opendocument" in each for each in found.content_types)


def _in_streams(data: bytes, main: str) -> bytes:
    """An old Word or Excel file with the stream changed that holds its fields or formulas; its length stays."""
    import olefile  # noqa: PLC0415  seldom wanted

    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        held = ole.openstream(main).read()
        name = main if main == _WORKBOOK else word_97.table_stream(held)
        before = ole.openstream(name).read()
        if main == _WORKBOOK:
            after = excel_97.with_results(before)
        else:
            after = word_97.with_results(held, before, frozenset(_FIELDS.values()))
        if after == before:
            return data
        if len(after) >= ole.minisectorcutoff:
            ole.write_stream(name, after)
        else:
            _write_short(ole, file, name, after)
    return file.getvalue()


def _write_short(ole: olefile.OleFileIO, file: io.BytesIO, name: str, content: bytes) -> None:
    """Writes a stream that lies in small pieces in the stream of the root; olefile would follow a chain without end."""
    sectors: list[int] = []
    while len(sectors) < len(ole.fat) and (following := ole.fat[sectors[-1]] if sectors else ole.root.isectStart) < len(ole.fat):
        sectors.append(following)
    piece = ole.direntries[ole._find(name)].isectStart
    for at in range(0, len(content), ole.minisectorsize):
        sector, rest = divmod(piece * ole.minisectorsize, ole.sectorsize)
        file.seek((sectors[sector] + 1) * ole.sectorsize + rest)
        file.write(content[at : at + ole.minisectorsize])
        piece = ole.minifat[piece]


def computed_anew(made: bytes, found: FileFormat) -> list[str]:
    """Fields and functions of today that are left in what LibreOffice made of a file of a format: none where all was made ready."""
    part, sign = _OF_TODAY[found.ooxml]
    contents = [content for name, content in read_parts(made).items() if re.fullmatch(part, name)]
    return sorted({_CALLED.get(word, word.decode()) for content in contents for word in re.findall(sign, content)})
