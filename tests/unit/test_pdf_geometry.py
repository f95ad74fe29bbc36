from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.pdf.geometry import MM, Box, PageGeometry, view_of

COORDINATE = st.floats(-2000, 2000, allow_nan=False)
SIZE = st.floats(1, 3000)
BOXES = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), COORDINATE, COORDINATE, SIZE, SIZE)
VIEWS = st.builds(PageGeometry, BOXES, st.sampled_from([0, 90, 180, 270]), st.floats(0.1, 20))


def through(view: PageGeometry, x: float, y: float) -> tuple[float, float]:
    """A point of the view in the page's own coordinates, as `cm` would put it."""
    a, b, c, d, e, f = view.matrix
    return a * x + c * y + e, b * x + d * y + f


def through_box(view: PageGeometry, box: Box) -> Box:
    (ax, ay), (bx, by) = through(view, box.left, box.bottom), through(view, box.right, box.top)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


@law
@given(VIEWS, BOXES)
def test_what_is_drawn_through_the_matrix_is_seen_where_it_was_meant(view: PageGeometry, box: Box) -> None:
    assert sides(view.seen(through_box(view, box))) == pytest.approx(sides(box), abs=1e-4)


@law
@given(VIEWS, BOXES)
def test_what_is_seen_goes_back_through_the_matrix(view: PageGeometry, box: Box) -> None:
    assert sides(through_box(view, view.seen(box))) == pytest.approx(sides(box), abs=1e-4)


@law
@given(VIEWS)
def test_the_visible_box_fills_the_view(view: PageGeometry) -> None:
    assert sides(view.seen(view.box)) == pytest.approx((0, 0, view.width, view.height), abs=1e-4)


@law
@given(VIEWS)
def test_a_matrix_turns_and_scales_and_never_mirrors(view: PageGeometry) -> None:
    a, b, c, d, _, _ = view.matrix
    assert a * d - b * c == pytest.approx(1 / view.unit**2)


@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (10.0, 20.0)), (90, (110.0, 20.0)), (180, (110.0, 220.0)), (270, (10.0, 220.0))]
)
def test_the_lower_left_that_is_seen_is_the_corner_that_was_turned_there(rotation: int, corner: tuple[float, float]) -> None:
    view = PageGeometry(Box(10, 20, 110, 220), rotation, 1)
    assert through(view, 0, 0) == corner
    assert (view.width, view.height) == ((100, 200) if rotation in {0, 180} else (200, 100))


def test_a_unit_scales_what_is_seen() -> None:
    view = PageGeometry(Box(0, 0, 100, 200), 0, 2.5)
    assert (view.width, view.height) == (250, 500)
    assert view.seen(Box(10, 10, 20, 20)) == Box(25, 25, 50, 50)


@law
@given(BOXES, BOXES)
def test_boxes_meet_both_ways_or_not_at_all(one: Box, other: Box) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)
    assert not one.meets(one.moved(one.width * 2 + 1, 0))


def test_boxes_that_only_touch_do_not_meet() -> None:
    assert not Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))
    assert not Box(0, 0, 1, 1).meets(Box(0, 1, 1, 2))


def test_a_moved_box_keeps_its_size() -> None:
    assert Box(1, 2, 4, 6).moved(10, -1) == Box(11, 1, 14, 5)


A4 = Box(0, 0, 595.276, 841.89)


@pytest.mark.parametrize(
    ("keys", "view"),
    [
        ({}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"CropBox": [10, 20, 110, 120]}, PageGeometry(Box(10, 20, 110, 120), 0, 1)),
        ({"MediaBox": [200, 300, 0, 0]}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"MediaBox": [-100, -50, 100, 50]}, PageGeometry(Box(-100, -50, 100, 50), 0, 1)),
        ({"CropBox": [-50, -50, 1000, 150]}, PageGeometry(Box(0, 0, 200, 150), 0, 1)),
        ({"CropBox": [500, 500, 600, 600]}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"CropBox": [0, 0, 0, 0]}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"CropBox": [1, 2, 3]}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"MediaBox": [0, 0, 0, 0]}, PageGeometry(A4, 0, 1)),
        ({"Rotate": 90}, PageGeometry(Box(0, 0, 200, 300), 90, 1)),
        ({"Rotate": -90}, PageGeometry(Box(0, 0, 200, 300), 270, 1)),
        ({"Rotate": 450}, PageGeometry(Box(0, 0, 200, 300), 90, 1)),
        ({"Rotate": 360}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"Rotate": pikepdf.Name("/x")}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"UserUnit": 2}, PageGeometry(Box(0, 0, 200, 300), 0, 2)),
        ({"UserUnit": 0}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
        ({"UserUnit": -3}, PageGeometry(Box(0, 0, 200, 300), 0, 1)),
    ],
)
def test_a_page_is_seen_as_it_is_shown_whatever_it_says(keys: dict[str, object], view: PageGeometry) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    for key, value in keys.items():
        page.obj[f"/{key}"] = pikepdf.Array(value) if isinstance(value, list) else value
    assert view_of(page) == view


def test_a_millimetre_is_as_long_as_it_should_be() -> None:
    assert pytest.approx(595.276, abs=0.01) == 210 * MM
