"""Where a page number goes, and when it stands on white."""

from __future__ import annotations

import pytest
from damaged import paper, written

from hyoga_docs.pdf.binding.page_number import number_place
from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.pdf.intake.printed_areas import PageInk, find_ink, ink_of
from hyoga_docs.pdf.intake.records import IntakeResult
from hyoga_docs.spec.style import PageNumbers

VIEW = PageGeometry(Box(0, 0, 595, 842), 0, 1)
WIDTH = 30.0
FOOT = Box(0, 0, 595, 60)
WORDS = b"BT /F 12 Tf 60 700 Td (Words of the page) Tj ET "


def ink_on(content: bytes) -> PageInk:
    """The ink of the second of two pages."""
    found = find_ink(written(paper(WORDS, content)))
    taken = IntakeResult(2, (0, 1), (), False, words=found.words, spots=found.spots, text=tuple(found.text))
    return ink_of(taken, 1)


@pytest.mark.parametrize(
    ("content", "free", "on_white", "middle"),
    [
        (WORDS, True, False, True),
        (WORDS + b"0 0 595 40 re f", True, True, True),
        (WORDS + b"200 0 195 40 re f", True, False, False),
        (WORDS + b"0.5 g 0 0 595 60 re f", True, True, True),
        (WORDS + b"0.7 g 0 0 595 60 re f", True, False, True),
        (WORDS + b"0 0 595 40 re f 1 g BT /F 10 Tf 270 24 Td (white words) Tj ET", True, True, False),
        (b"0 0 595 842 re f", False, True, True),
        (WORDS + b"0 36 m 595 36 l S BT /F 10 Tf 285 24 Td (- 5 -) Tj ET", True, False, False),
    ],
    ids=["bare", "band", "middle", "grey", "light", "words on a band", "scan", "a number of its own"],
)
def test_a_number_is_never_black_on_black(content: bytes, *, free: bool, on_white: bool, middle: bool) -> None:
    place = number_place(VIEW, WIDTH, PageNumbers(), ink_on(content))
    assert (place.free, place.on_white) == (free, on_white)
    assert (abs((place.box.left + place.box.right) / 2 - 297.5) < 5 * MM) == middle


def test_the_ground_is_a_little_larger_than_the_number() -> None:
    place = number_place(VIEW, WIDTH, PageNumbers(), PageInk(spots=(FOOT,)))
    assert place.on_white
    assert place.printed.left < place.box.left < place.box.right < place.printed.right
    bare = number_place(VIEW, WIDTH, PageNumbers(), PageInk())
    assert bare.printed == bare.box


def test_words_are_no_dark_places() -> None:
    found = find_ink(written(paper(b"BT /F 40 Tf 60 30 Td (MMMM) Tj ET")))
    assert found.words["0"]
    assert found.spots["0"] == []
