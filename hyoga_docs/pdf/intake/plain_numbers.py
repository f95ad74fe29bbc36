"""Numbers of absurd length, in the contents and the boxes of pages, written as numbers.

Readers have buffers of their own for a number: what one reads as 0, another calls an error (ISO 32000-1 annex C).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Stream

from hyoga_docs.pdf.geometry import box_of
from hyoga_docs.pdf.names import keys_of
from hyoga_docs.pdf.objects import content_streams, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
#: What readers take where a page has no box that makes sense.
_LETTER = (0, 0, 612, 792)
_ANY_DIGIT = bytes.maketrans(b"123456789.", b"0000000000")
_LONG = b"0" * 32
_MOST = Decimal(10) ** 9
_FINEST = Decimal("0.000001")


def write_numbers_plainly(pdf: pikepdf.Pdf) -> None:
    """Writes long numbers of a PDF's pages and drawings anew, with six decimals at most, and boxes that are none.

    Raises PikepdfError, TypeError or ValueError for content with such a number that cannot be read.
    """
    for page in pdf.pages:
        for key in _BOXES:
            if key in page.obj:
                _write_box(page.obj, key)
        if any(_has_long(each) for each in content_streams(page.obj)):
            page.obj.Contents = pdf.make_indirect(Stream(pdf, _plainly(page)))
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Form:
            _write_drawing(item)


def _write_drawing(drawing: Stream) -> None:
    if _LONG in drawing.stream_dict.unparse().translate(_ANY_DIGIT):
        for key in {"/BBox", "/Matrix"} & {*keys_of(drawing)}:
            drawing[key] = Array(_plain(listed(drawing.get(key))))
    if _has_long(drawing):
        drawing.write(_plainly(drawing))


def _write_box(page: Any, key: str) -> None:
    box = box_of(page.get(key))
    if box is None and key == "/MediaBox":
        page[key] = Array(_LETTER)
    elif box is None:
        del page[key]
    elif _LONG in page.get(key).unparse(resolved=True).translate(_ANY_DIGIT):
        page[key] = Array(_plain(page.get(key)))


def _has_long(content: Stream) -> bool:
    return _LONG in content.read_bytes(pikepdf.StreamDecodeLevel.all).translate(_ANY_DIGIT)


def _plainly(content: Any) -> bytes:
    """Content with its numbers written plainly."""
    done: list[Any] = []
    for item in pikepdf.parse_content_stream(content):
        if isinstance(item, ContentStreamInstruction):
            done.append(ContentStreamInstruction(_plain(item.operands), item.operator))
        else:
            done.append(item)
    return pikepdf.unparse_content_stream(done)


def _plain(values: Iterable[Any]) -> list[Any]:
    return [_plain_value(value) for value in values]


def _plain_value(value: Any) -> Any:
    if isinstance(value, Array):
        return Array(_plain(value))
    if isinstance(value, Dictionary):
        return Dictionary({key: _plain_value(value.get(key)) for key in keys_of(value)})
    if value is None:  # a whole number that is too large to be one
        return 0
    if isinstance(value, Decimal):
        return value.quantize(_FINEST).normalize() if abs(value) < _MOST else 0
    return value
