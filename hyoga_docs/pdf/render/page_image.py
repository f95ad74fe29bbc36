"""Pages drawn for people who compare two papers, and where two drawn pages differ."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, cast

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from hyoga_docs.pdf.render.page_letters import PageRegion
from hyoga_docs.pdf.render.thumbnails import DrawnPdf, PageThumbnail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MOST_PIXELS = 6_000_000
#: A page of text is sharp and two thirds as large in six greys, of which one is that of a light shade.
_GREYS = (0, 80, 140, 190, 238, 255)
_SHADES = [min(range(len(_GREYS)), key=lambda at: abs(_GREYS[at] - level)) for level in range(256)]
#: How far apart the bands of a grey are at most, what is neither black nor white, and how much of that a page of text has.
_COLOUR, _DARK, _LIGHT, _SHADED = 12, 40, 225, 0.3
#: Pixels a point at which two pages are compared, and how many pixels that may be.
_SCALE = 1.5
_MOST_COMPARED = 4_000_000
#: So many are enough to see whether there is colour.
_MOST_SMALL = 130_000
#: What is no smoothing: a pixel that differs by more than this from all those around it in the other picture, or a square of so
#: many of which all differ by more than that.
_SHARP, _FLAT, _SQUARE = 40, 5, 5
#: Pixels that are looked at as one, how many of these apart two differences are one, and how many parts a reader can take in.
_CELL, _NEAR, _PARTS = 6, 3, 12

#: A part of fewer pixels across or down would be overlooked.
_LEAST = 15


class UnreadablePdfError(ValueError):
    """A file that is no PDF that can be opened without a password."""


@dataclass(frozen=True)
class PageImage:
    """A page as a picture file of its type (image/png, image/webp), and its size in pixels."""

    data: bytes
    type: str
    width: int
    height: int


def open_pages(pdf: Path) -> DrawnPdf:
    """Opens a PDF for comparing and drawing; to be used in `with`.

    Raises UnreadableError for a file that is broken or has a password, OSError for one that cannot be read.
    """
    try:
        return DrawnPdf(pdf)
    except pypdfium2.PdfiumError as problem:
        raise UnreadablePdfError(str(pdf)) from problem


def page_image(drawn: DrawnPdf, index: int, width: int) -> PageImage | None:
    """A page, from 0, drawn so many pixels wide; None for one that cannot be drawn.

    A page that is drawn out very long is narrower.
    """
    small = _drawn(drawn, index, most=_MOST_SMALL)
    if small is None:
        return None
    out = io.BytesIO()
    if not _coloured(small):
        grey = _drawn(drawn, index, width=width, most=_MOST_PIXELS, grey=True)
        if grey is not None and sum(grey.histogram()[_DARK:_LIGHT]) < _SHADED * grey.width * grey.height:
            shades = grey.point(_SHADES)
            shades.putpalette([part for level in _GREYS for part in (level, level, level)])
            shades.save(out, "PNG", bits=4, compress_level=2)  # one that is a tenth smaller takes twice as long
            return PageImage(out.getvalue(), "image/png", grey.width, grey.height)
    image = _drawn(drawn, index, width=width, most=_MOST_PIXELS)
    if image is None:
        return None
    image.save(out, "WEBP", quality=50, method=2)
    return PageImage(out.getvalue(), "image/webp", image.width, image.height)


def _coloured(image: Image.Image) -> bool:
    """Whether a page has more than black, white and greys."""
    red, green, blue = image.split()
    return any(
        ImageChops.difference(red, band).point(lambda level: 255 if level > _COLOUR else 0).getbbox() for band in (green, blue)
    )


def _drawn(drawn: DrawnPdf, index: int, *, width: int | None = None, most: int, grey: bool = False) -> Image.Image | None:
    try:
        page = drawn.document[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        wide, high = page.get_size()
        scale = min(width / wide if width else _SCALE, (most / (wide * high)) ** 0.5)
        return cast("Image.Image", page.render(scale=scale, grayscale=grey).to_pil().convert("L" if grey else "RGB"))
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError):
        return None
    finally:
        page.close()


def differing_parts(
    one: tuple[DrawnPdf, int], other: tuple[DrawnPdf, int], spared: Sequence[PageRegion] = ()
) -> tuple[PageRegion, ...]:
    """Where two pages, each a PDF and a number from 0, look different, as few parts as tell it; `spared` parts do not count.

    A page of another size, or of which one cannot be drawn, is different as a whole.
    """
    images = [_drawn(drawn, index, most=_MOST_COMPARED) for drawn, index in (one, other)]
    old, new = images
    if old is None and new is None:
        return ()
    if old is None or new is None or abs(old.width - new.width) > 1 or abs(old.height - new.height) > 1:
        return (PageRegion(0.0, 0.0, 1.0, 1.0),)
    wide, high = min(old.width, new.width), min(old.height, new.height)
    mask = _differences(old.crop((0, 0, wide, high)), new.crop((0, 0, wide, high)), spared)
    return tuple(PageRegion(left / wide, top / high, right / wide, bottom / high) for left, top, right, bottom in _joined(mask))


def _differences(old: Image.Image, new: Image.Image, spared: Sequence[PageRegion]) -> Image.Image:
    """White where two pictures differ by more than a hair, but for what is spared."""
    plain = _strongest([ImageChops.difference(old, new)])
    pen = ImageDraw.Draw(plain)
    for left, top, right, bottom in spared:
        pen.rectangle((left * old.width - 3, top * old.height - 3, right * old.width + 3, bottom * old.height + 3), fill=0)
    mask = Image.new("L", plain.size)
    box = plain.point(lambda level: 255 if level > _FLAT else 0).getbbox()
    if box is None:
        return mask
    box = (max(box[0] - 3, 0), max(box[1] - 3, 0), min(box[2] + 3, mask.width), min(box[3] + 3, mask.height))
    old, new, plain = old.crop(box), new.crop(box), plain.crop(box)
    flat = plain.filter(ImageFilter.MinFilter(_SQUARE)).point(lambda level: 255 if level > _FLAT else 0)
    sharp = ImageChops.darker(plain, _strongest([*_beyond(old, new), *_beyond(new, old)]))
    told = ImageChops.lighter(sharp.point(lambda level: 255 if level > _SHARP else 0), flat.filter(ImageFilter.MaxFilter(_SQUARE)))
    mask.paste(told, box)
    return mask


def _strongest(images: list[Image.Image]) -> Image.Image:
    """The strongest of all colours of some pictures, in grey."""
    return reduce(ImageChops.lighter, (band for image in images for band in image.split()))


def _beyond(one: Image.Image, other: Image.Image) -> list[Image.Image]:
    """By how much one picture is lighter and darker than another is there or one pixel beside."""
    lightest, darkest = other.filter(ImageFilter.MaxFilter(3)), other.filter(ImageFilter.MinFilter(3))
    return [ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one)]


def likeness(one: PageThumbnail | None, other: PageThumbnail | None) -> float:
    """How much of the ink of two looks is at the same place, from 0 to 1; pages of different sizes have nothing in common."""
    if one is None or other is None or len(one.squares) != len(other.squares) or one.width != other.width:
        return 0.0
    old, new = (Image.frombytes("L", (len(look.squares), 1), look.squares) for look in (one, other))
    ink = sum(255 * len(one.squares) - ImageStat.Stat(image).sum[0] for image in (old, new))
    return 1 - ImageStat.Stat(ImageChops.difference(old, new)).sum[0] / ink if ink else 1.0


def _joined(mask: Image.Image) -> list[tuple[int, int, int, int]]:
    """The rectangles around what is white, those near each other joined."""
    if mask.getbbox() is None:
        return []
    cells = mask.reduce(_CELL).point(lambda level: 255 if level else 0)
    wide = cells.width
    left = {place for place, level in enumerate(cells.tobytes()) if level}
    found = []
    while left:
        todo = [left.pop()]
        columns, rows = [todo[0] % wide] * 2, [todo[0] // wide] * 2
        while todo:
            y, x = divmod(todo.pop(), wide)
            columns, rows = [min(columns[0], x), max(columns[1], x)], [min(rows[0], y), max(rows[1], y)]
            for row in range(y - _NEAR, y + _NEAR + 1):
                start = row * wide
                near = {start + column for column in range(max(x - _NEAR, 0), min(x + _NEAR + 1, wide))} & left
                left -= near
                todo.extend(near)
        found.append((columns[0] * _CELL, rows[0] * _CELL, (columns[1] + 1) * _CELL, (rows[1] + 1) * _CELL))
    gap = _NEAR * _CELL
    boxes = _merged(found, gap)
    while len(boxes) > _PARTS:
        gap *= 2
        boxes = _merged(boxes, gap)
    tight = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        inner = mask.crop(box).getbbox() or (0, 0, box[2] - box[0], box[3] - box[1])
        tight.append((*_grown(box[0] + inner[0], box[0] + inner[2]), *_grown(box[1] + inner[1], box[1] + inner[3])))
    return [(left, top, right, bottom) for left, right, top, bottom in tight]


def _grown(start: int, end: int) -> tuple[int, int]:
    """A stretch that is long enough to be seen."""
    more = max(_LEAST - (end - start), 0)
    return start - more // 2, end + more - more // 2


def _merged(boxes: list[tuple[int, int, int, int]], gap: int) -> list[tuple[int, int, int, int]]:
    """Rectangles of which no two are nearer to each other than a gap."""
    done: list[tuple[int, int, int, int]] = []
    for box in boxes:
        now = box
        while near := [each for each in done if _near(now, each, gap)]:
            done = [each for each in done if each not in near]
            for each in near:
                now = (min(now[0], each[0]), min(now[1], each[1]), max(now[2], each[2]), max(now[3], each[3]))
        done.append(now)
    return done


def _near(one: tuple[int, int, int, int], other: tuple[int, int, int, int], gap: int) -> bool:
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap
