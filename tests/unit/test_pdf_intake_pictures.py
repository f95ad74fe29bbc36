"""Pictures as pages: which frames are pages, how large they are, and what is refused."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from hyoga_docs.pdf.intake import pictures
from hyoga_docs.pdf.intake.pictures import picture_pages

A4 = (595, 842)
#: Eight by eight orange dots, as a telephone would keep them.
HEIC = """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEA
AQAAAAABoAABAAAAAAAAACcAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmND
AQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAA
AAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAACAAAAAEAAAAIAAAAAf///8gAAAAC
////yAAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAL21kYXQAAAAjKAGvBBITjOD46cJoC2bsf675T5LyftCrK+NJn3ex
GJKp/6A=
"""


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 80), colour: str = "orange") -> Image.Image:
    return Image.new("RGB", size, colour).convert(mode)


def looks(pdf: bytes) -> list[tuple[tuple[int, int], tuple[int, ...]]]:
    """The sizes of the pages in points, and the colour in the middle of each."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=0.2).to_pil().convert("RGB")
        middle = image.getpixel((image.width // 2, image.height // 2))
        assert isinstance(middle, tuple)
        found.append((tuple(round(each) for each in page.get_size()), middle))
    return found


def test_every_page_of_a_tiff_is_a_page_and_its_previews_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [
        drawn("1", colour="white"),
        drawn("L", (90, 50), "white"),
        drawn("CMYK"),
        drawn("RGBA"),
        Image.new("I;16", (5, 9), 65535),
    ]
    drawn().save(path, save_all=True, append_images=pages)
    made = picture_pages(path)
    assert (made.pages, made.moves) == (6, False)
    assert [size for size, _ in looks(made.pdf)] == [A4, A4, A4[::-1], A4, A4, A4]
    assert [colour for _, colour in looks(made.pdf)] == [(255, 165, 0), *[(255,) * 3] * 2, *[(255, 165, 0)] * 2, (255,) * 3]
    preview = drawn(colour="blue")
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    drawn().save(path, save_all=True, append_images=[preview])
    assert picture_pages(path).pages == 1


def test_a_fax_whose_dots_are_not_square_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "fax.tif"
    drawn("1", (1728, 1100), "black").save(path, compression="group4", dpi=(204, 98))
    assert looks(picture_pages(path).pdf) == [(A4, (0, 0, 0))]


@pytest.mark.parametrize("name", ["a.webp", "a.bmp", "a.gif", "alpha.webp", "alpha.gif"])
def test_pictures_of_other_kinds_are_a_page_each(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    drawn("RGBA" if "alpha" in name else "RGB").save(path, lossless=True)
    made = picture_pages(path)
    assert (made.pages, made.moves) == (1, False)
    ((size, colour),) = looks(made.pdf)
    assert size == A4
    assert all(abs(one - other) < 6 for one, other in zip(colour, (255, 165, 0), strict=True))


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_of_what_moves_the_first_frame_is_printed_and_it_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    drawn(colour="lime").save(path, save_all=True, append_images=[drawn(colour="red")], duration=100)
    made = picture_pages(path)
    assert (made.pages, made.moves) == (1, True)
    ((_, colour),) = looks(made.pdf)
    assert colour[1] > 240
    assert colour[0] < 15


def test_a_telephones_picture_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(base64.b64decode(HEIC))
    made = picture_pages(path)
    ((size, colour),) = looks(made.pdf)
    assert (made.pages, size) == (1, A4)
    assert all(abs(one - other) < 12 for one, other in zip(colour, (255, 200, 0), strict=True))


def test_what_is_too_large_or_damaged_is_refused_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.tif"
    out = io.BytesIO()
    drawn().save(out, "TIFF", save_all=True, append_images=[drawn(), drawn()])
    path.write_bytes(out.getvalue())
    monkeypatch.setattr(pictures, "_MOST_PAGES", 2)
    with pytest.raises(ValueError, match="大きすぎます"):
        picture_pages(path)
    monkeypatch.undo()
    path.write_bytes(out.getvalue()[:-4000])
    with pytest.raises(ValueError, match="壊れている"):
        picture_pages(path)
    path.with_suffix(".heic").write_bytes(base64.b64decode(HEIC)[:300])
    with pytest.raises(ValueError, match="壊れている"):
        picture_pages(path.with_suffix(".heic"))
