"""All that a finished file of any format holds, whether anybody sees it or not, and its name."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html

from hyoga_docs.pdf.pdf_contents import FileContents, HeldPicture, HeldText, read_contents, readings
from hyoga_docs.pdf.render.picture_looks import look_of_file
from hyoga_docs.text.package_words import package_words, xml_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".ico"})
_DATA = re.compile(r"data:[^,;\s]*(?:;[^,;\s]*)*;base64,([A-Za-z0-9+/=\s]+)")
_FOLDED = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
#: What the format has before its texts: names of tags, of the properties of a calendar.
_MARKUP = {".xml": re.compile(r"</?[\w:]+"), ".ics": re.compile(r"^[A-Z-]+(?=[:;])", re.MULTILINE)}
_DEEPEST = 3  # files in files


def read_file(name: str, data: bytes | Path, known: Collection[str] = (), depth: int = 0) -> FileContents:
    """What a file of this name holds, files in it too; streams of PDFs whose digests are `known` are not read again.

    Raises PdfError, PdfiumError or UnusableFileError for a PDF or a package that cannot be opened, OSError.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".pdf":
        contents = read_contents(data, known)
    else:
        contents = FileContents()
        held = data.read_bytes() if isinstance(data, Path) else data
        if suffix in _PICTURES:
            contents.pictures.append(_picture(held))
            contents.texts += [HeldText(text, "画像のファイルの中") for text in readings(held)]
        elif held.startswith(b"PK"):
            _read_package(held, contents, known, depth)
        else:
            contents.texts += [HeldText(text, "文字") for text in _texts(suffix, held)]
            _read_pictures_within(contents)
    contents.texts.append(HeldText(unquote(name), "ファイルの名前"))
    return contents


def _read_package(data: bytes, contents: FileContents, known: Collection[str], depth: int) -> None:
    package = package_words(data)
    contents.texts += [HeldText(text, "文字") for text in package.texts]
    for name, part in package.others.items() if depth < _DEEPEST else ():
        inner = read_file(name, part, known, depth + 1)
        contents.texts += inner.texts
        contents.pictures += inner.pictures


def _texts(suffix: str, data: bytes) -> Iterator[str]:
    """The texts of a file: of a page of the web as it is read and as it is written."""
    for reading in readings(data):
        text = _MARKUP[suffix].sub(" ", reading) if suffix in _MARKUP else reading
        if suffix in {".html", ".htm"}:
            yield from _page(text)
        elif suffix == ".ics":
            yield _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], _FOLDED.sub("", text))
        else:
            yield text
    if suffix in {".xml", ".svg", ".atom", ".rss"}:
        yield from xml_words(data)


def _page(text: str) -> Iterator[str]:
    with contextlib.suppress(ValueError):  # an empty page
        root = html.document_fromstring(text)
        yield "".join(each for each in root.itertext() if isinstance(each, str))
        for element in root.iter():
            if not isinstance(element.tag, str):
                yield element.text or ""
            for value in element.attrib.values():
                yield unquote(str(value))


def _read_pictures_within(contents: FileContents) -> None:
    """The pictures that are written into a text."""
    for held in contents.texts:
        for found in _DATA.finditer(held.text):
            with contextlib.suppress(binascii.Error):
                contents.pictures.append(_picture(base64.b64decode(found[1])))


def _picture(data: bytes) -> HeldPicture:
    raw = hashlib.sha256(data).hexdigest()
    try:
        return HeldPicture(raw, *look_of_file(data))
    except (OSError, ValueError, SyntaxError):
        return HeldPicture(raw)
