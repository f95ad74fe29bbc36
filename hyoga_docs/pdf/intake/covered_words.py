"""Words that something dark lies over: nobody sees them, and whoever copies the page's text has them.

A page tells it by how it looks: where a character stands, nothing is seen but one dark colour. White words on a dark ground
are seen, so whatever drew the dark, and in which order, need not be known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PIL import ImageFilter
from pypdfium2 import raw as pdfium

from hyoga_docs.pdf.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2
    from PIL import Image

    from hyoga_docs.pdf.geometry import PageGeometry
    from hyoga_docs.pdf.render.thumbnails import PageThumbnail

#: The grey below which a square of a thumbnail, and a pixel of a page, may hide a word; how much one colour may waver.
_DARK_SQUARE, _DARK, _ONE_COLOUR = 85, 96, 12
_COARSE, _FINE = 0.5, 1.5  # pixels a point
_MOST_PIXELS = 4_000_000
_MOST_CHARACTERS = 20_000
_LOWEST = 5.0  # points; what is lower cannot be read in print anyhow
_FEWEST = 2  # one character alone may be a sign that is drawn so


def covered_characters(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, view: PageGeometry, words: Sequence[Box], look: PageThumbnail
) -> int:
    """How many letters and digits of a page lie under something dark. `words` are boxes of its text, `look` is how it looks.

    Few pages have a line on a dark square, fewer one with nine dark pixels together; only those are drawn sharp.
    """
    squares = _Drawing(look.grey(), view)
    hidden = [box for box in words if squares.darkest(box) <= _DARK_SQUARE] if squares.darkest() <= _DARK_SQUARE else []
    if not hidden:
        return 0
    coarse = _drawn(page, view, _COARSE)
    if not any(coarse.darkest(box, together=True) <= _DARK for box in hidden):
        return 0
    fine = _drawn(page, view, _FINE)
    count = sum(1 for box in _letters(text, view, coarse) if fine.is_one_dark(box))
    return count if count >= _FEWEST else 0


def _drawn(page: pypdfium2.PdfPage, view: PageGeometry, scale: float) -> _Drawing:
    scale = min(scale, (_MOST_PIXELS / max(view.width * view.height, 1)) ** 0.5)
    return _Drawing(page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil(), view)


def _letters(text: pypdfium2.PdfTextPage, view: PageGeometry, coarse: _Drawing) -> Iterator[Box]:
    """The boxes of letters and digits whose middle is dark, as high as their font is."""
    for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
        if coarse.is_dark_amid(view.seen(Box(*text.get_charbox(index)))) and (
            chr(pdfium.FPDFText_GetUnicode(text, index)).isalnum()
        ):
            yield view.seen(Box(*text.get_charbox(index, loose=True)))


class _Drawing:
    """A page in grey; boxes are those of its view."""

    def __init__(self, image: Image.Image, view: PageGeometry) -> None:
        self.image = image
        self.across, self.down, self.height = image.width / view.width, image.height / view.height, view.height

    def darkest(self, box: Box | None = None, *, together: bool = False) -> int:
        """The grey of the darkest pixel in a box, 255 outside the page; `together`: that of nine pixels in a square."""
        image = self.image
        if box is not None:
            left, top = max(0, int(box.left * self.across)), max(0, int((self.height - box.top) * self.down))
            right, bottom = int(box.right * self.across) + 1, int((self.height - box.bottom) * self.down) + 1
            right, bottom = min(right, image.width), min(bottom, image.height)
            if left >= right or top >= bottom:
                return 255
            image = image.crop((left, top, right, bottom))
        if together:
            image = image.filter(ImageFilter.MaxFilter(3))
        return _extremes(image)[0]

    def is_dark_amid(self, box: Box) -> bool:
        """Whether the pixel in the middle of a box is dark."""
        across, down = int((box.left + box.right) / 2 * self.across), int((self.height - (box.bottom + box.top) / 2) * self.down)
        if not (0 <= across < self.image.width and 0 <= down < self.image.height):
            return False
        return cast("int", self.image.getpixel((across, down))) <= _DARK

    def is_one_dark(self, box: Box) -> bool:
        """Whether a character's place shows one dark colour and nothing else."""
        # Beside a thin letter its line's ground would show; above and below a letter, a narrow bar may end.
        aside, above = (0.1, 0.22) if box.width <= box.height else (0.22, 0.1)
        aside, above = aside * box.width, above * box.height
        left, right = round((box.left + aside) * self.across), round((box.right - aside) * self.across)
        top = round((self.height - box.top + above) * self.down)
        bottom = round((self.height - box.bottom - above) * self.down)
        inside = 0 <= left < right <= self.image.width and 0 <= top < bottom <= self.image.height
        if not inside or box.height < _LOWEST:
            return False
        least, most = _extremes(self.image.crop((left, top, right, bottom)))
        return most <= _DARK and most - least <= _ONE_COLOUR


def _extremes(image: Image.Image) -> tuple[int, int]:
    return cast("tuple[int, int]", image.getextrema())
