"""How a picture looks, in few bits: the same picture is known again when it was scaled, or saved with other losses."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageStat

if TYPE_CHECKING:
    from hyoga_docs.pdf.render.thumbnails import PageThumbnail

_SIDE = 24
_PLAIN = 6.0  # how much the greys of a picture without anything in it waver
_FEWEST = 25  # places where it grows darker; in a picture with fewer there is too little to see
_ALIKE = 0.27  # of these places; scaled copies differ by up to 0.24, pages of a few lines each by 0.47 and more
_RATIO = 0.08


@dataclass(frozen=True)
class PictureLook:
    """Where a picture grows darker from left to right, and its width as a part of its height."""

    bits: int
    ratio: float

    def is_like(self, other: PictureLook) -> bool:
        """Whether both may be the same picture."""
        unlike, either = (self.bits ^ other.bits).bit_count(), (self.bits | other.bits).bit_count()
        return abs(self.ratio / other.ratio - 1) <= _RATIO and unlike <= _ALIKE * either


def picture_look(image: Image.Image) -> tuple[str, PictureLook | None]:
    """The digest of a picture's pixels and how it looks; None for one in which there is nothing to see."""
    plain = image.convert("RGB")
    return hashlib.sha256(f"{plain.size}".encode() + plain.tobytes()).hexdigest(), _look(plain)


def look_of_file(data: bytes) -> tuple[str, PictureLook | None]:
    """The same of a picture's file. Raises OSError or ValueError for what is none."""
    with Image.open(io.BytesIO(data)) as image:
        return picture_look(image)


def look_of_page(page: PageThumbnail) -> PictureLook | None:
    """How a drawn page looks as a picture."""
    return _look(page.grey())


def _look(image: Image.Image) -> PictureLook | None:
    small = image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    if ImageStat.Stat(small).stddev[0] < _PLAIN:
        return None
    greys = small.tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (greys[at] > greys[at + 1] + 2)
    return PictureLook(bits, image.width / image.height) if bits.bit_count() >= _FEWEST else None
