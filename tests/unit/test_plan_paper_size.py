from __future__ import annotations

import pytest

from hyoga_docs.plan.paper_size import on_a4, size_name


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((595.3, 841.9), "A4"),
        ((841.9, 595.3), "A4"),
        ((590, 838), "A4"),  # scanned
        ((841.9, 1190.6), "A3"),
        ((728.5, 1031.8), "B4"),
        ((612, 792), "レター"),
        ((960, 540), "スライド（16:9）"),
        ((720, 405), "スライド（16:9）"),
        ((720, 540), "スライド（4:3）"),
        ((200, 300), "71×106mm"),
    ],
)
def test_a_size_is_called_as_people_call_it(size: tuple[float, float], name: str) -> None:
    assert size_name(*size) == name


@pytest.mark.parametrize("size", [(595.3, 841.9), (1190.6, 841.9), (728.5, 1031.8), (516, 729), (420, 595), (1684, 2384)])
def test_sheets_that_are_used_here_stay(size: tuple[float, float]) -> None:
    assert on_a4(*size) is None


@pytest.mark.parametrize(
    "size", [(612, 792), (792, 612), (960, 540), (540, 960), (720, 540), (1920, 1080), (10, 4000), (300, 200), (700, 700)]
)
def test_other_pages_lie_whole_in_the_middle_of_a4_and_are_never_enlarged(size: tuple[float, float]) -> None:
    fitted = on_a4(*size)
    assert fitted is not None
    wide, high = fitted.scale * size[0], fitted.scale * size[1]
    assert (fitted.width > fitted.height) == (size[0] > size[1])
    assert sorted((fitted.width, fitted.height)) == [595.276, 841.89]
    assert fitted.scale <= 1
    assert fitted.scale == 1 or max(wide / fitted.width, high / fitted.height) == pytest.approx(1)
    assert fitted.left * 2 + wide == pytest.approx(fitted.width)
    assert fitted.bottom * 2 + high == pytest.approx(fitted.height)
