"""Letters where a reader sees them, pages drawn, and where two drawn pages differ."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image
from test_thumbnails import pages

from hyoga_docs.pdf.render.page_image import differing_parts, likeness, page_image
from hyoga_docs.pdf.render.page_letters import PageLetters, PageRegion, read_letters
from hyoga_docs.pdf.render.thumbnails import DrawnPdf

SIZE = (600, 800)


def letters(content: str, **page: object) -> PageLetters:
    """The letters of a page of 600 by 800 points with this content."""
    with pikepdf.open(io.BytesIO(pages([content], SIZE))) as pdf:
        for name, value in page.items():
            pdf.pages[0].obj[f"/{name}"] = pikepdf.Array(value) if isinstance(value, list) else value
        out = io.BytesIO()
        pdf.save(out)
    with DrawnPdf(out.getvalue()) as drawn:
        return read_letters(drawn, 0)


WORD = "BT /F 20 Tf 1 0 0 1 60 600 Tm (Hi you) Tj ET"


def sides(part: PageRegion, size: tuple[float, float] = SIZE) -> list[float]:
    return [part.left * size[0], part.top * size[1], part.right * size[0], part.bottom * size[1]]


def test_letters_come_without_white_space_and_are_as_high_as_their_size() -> None:
    found = letters(WORD)
    assert (found.text, found.width, found.height) == ("Hiyou", *SIZE)
    assert found.spaced == {2}
    assert sides(found.part(0)) == pytest.approx([60, 800 - 617.6, 60 + 14.44, 800 - 597.6], abs=0.3)
    assert found.faces[0].size == 20


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ({"Rotate": 90}, [597.6, 60, 617.6, 74.4]),
        ({"Rotate": 180}, [600 - 74.4, 597.6, 540, 617.6]),
        ({"Rotate": 270}, [800 - 617.6, 600 - 74.4, 800 - 597.6, 540]),
        ({"CropBox": [50, 500, 450, 700]}, [10, 700 - 617.6, 24.4, 700 - 597.6]),
        ({"CropBox": [50, 500, 450, 700], "Rotate": 90}, [97.6, 10, 117.6, 24.4]),
    ],
)
def test_letters_stand_where_the_reader_sees_them(page: dict[str, object], first: list[float]) -> None:
    found = letters(WORD, **page)
    assert sides(found.part(0), (found.width, found.height)) == pytest.approx(first, abs=0.3)


def test_text_that_lies_on_its_side_has_boxes_as_wide_as_its_size() -> None:
    found = letters("BT /F 20 Tf 0 1 -1 0 100 300 Tm (Hi) Tj ET")
    assert sides(found.part(0)) == pytest.approx([82.4, 800 - 314.4, 102.4, 500], abs=0.3)


def test_letters_outside_of_the_page_are_not_there() -> None:
    assert letters(WORD + " BT /F 20 Tf 1 0 0 1 60 900 Tm (away) Tj ET").text == "Hiyou"


def test_size_and_colour_and_outline_are_told() -> None:
    found = letters("BT /F 10 Tf 2 0 0 2 60 600 Tm (A) Tj 1 0 0 rg (B) Tj 2 Tr (C) Tj ET")
    assert [(face.size, face.colour, face.mode) for face in found.faces] == [(20, 255, 0), (20, 0xFF0000FF, 0), (20, 0xFF0000FF, 2)]


def test_a_picture_has_its_place_also_in_a_form_and_the_same_mark_wherever_it_is() -> None:
    with pikepdf.open(io.BytesIO(pages([""], SIZE))) as pdf:
        image = pdf.make_stream(bytes(range(12)), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2)
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        form = pdf.make_stream(b"100 0 0 50 0 0 cm /I Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox, form.Resources = pikepdf.Array([0, 0, 200, 200]), pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page = pdf.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image, X=form))
        page.Contents = pdf.make_stream(b"q 60 0 0 60 10 20 cm /I Do Q q 2 0 0 2 100 300 cm /X Do Q")
        out = io.BytesIO()
        pdf.save(out)
    with DrawnPdf(out.getvalue()) as drawn:
        one, two = read_letters(drawn, 0).pictures
    assert one.fingerprint == two.fingerprint
    assert sides(one.part) == pytest.approx([10, 720, 70, 780], abs=0.1)
    assert sides(two.part) == pytest.approx([100, 400, 300, 500], abs=0.1)


def test_a_page_that_is_not_there_has_no_letters_and_no_image() -> None:
    with DrawnPdf(pages([WORD])) as drawn:
        assert read_letters(drawn, 7) == PageLetters()
        assert page_image(drawn, 7, 300) is None


@pytest.mark.parametrize(("content", "kind"), [(WORD, "PNG"), (WORD + " 1 0 0 rg 300 300 20 20 re f", "WEBP")])
def test_a_page_is_drawn_as_wide_as_asked(content: str, kind: str) -> None:
    with DrawnPdf(pages([content], SIZE)) as drawn:
        drawing = page_image(drawn, 0, 300)
    assert drawing is not None
    assert (drawing.type, drawing.width, drawing.height) == (f"image/{kind.lower()}", 300, 400)
    with Image.open(io.BytesIO(drawing.data)) as image:
        assert (image.format, image.size) == (kind, (300, 400))
        assert image.convert("L").getextrema()[1] == 255


def parts(old: str, new: str, spared: tuple[PageRegion, ...] = ()) -> list[list[float]]:
    with DrawnPdf(pages([old, new], SIZE)) as drawn:
        return [sides(part) for part in differing_parts((drawn, 0), (drawn, 1), spared)]


def test_differences_near_each_other_are_one_and_far_ones_are_two() -> None:
    near = "100 100 5 20 re f 110 100 5 20 re f"
    assert parts("", near) == [pytest.approx([100, 680, 115, 700], abs=1)]
    assert parts("", near + " 400 500 20 20 re f") == [
        pytest.approx([400, 280, 420, 300], abs=1),
        pytest.approx([100, 680, 115, 700], abs=1),
    ]


def test_a_hair_of_smoothing_is_no_difference_and_a_light_shade_is() -> None:
    assert parts("100 100 200 50 re f", "100.05 100 200 50.05 re f") == []
    assert parts("", "0.95 g 100 100 200 50 re f") == [pytest.approx([100, 650, 300, 700], abs=1)]


def test_what_is_spared_is_no_difference() -> None:
    spared = PageRegion(90 / 600, 640 / 800, 310 / 600, 710 / 800)
    assert parts("", "100 100 200 50 re f", (spared,)) == []


def test_a_dot_is_told_in_a_part_that_can_be_seen() -> None:
    assert parts("", "300 400 2 2 re f") == [pytest.approx([296, 394, 306, 404], abs=1)]


def test_confetti_is_told_in_few_parts() -> None:
    dots = " ".join(f"{x} {y} 4 4 re f" for x in range(20, 580, 30) for y in range(20, 780, 30))
    assert len(parts("", dots)) <= 12


def test_pages_that_share_ink_are_alike() -> None:
    with DrawnPdf(pages([WORD, WORD + " 300 300 20 20 re f", "100 100 50 50 re f"], SIZE)) as drawn:
        one, more, other = drawn.looks(range(3))
    assert likeness(one, one) == 1
    assert likeness(one, more) > likeness(one, other)
    assert likeness(one, None) == 0
