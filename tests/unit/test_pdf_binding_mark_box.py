from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.pdf.binding.mark_box import mark_place
from hyoga_docs.pdf.geometry import MM, Box, PageGeometry
from hyoga_docs.spec.style import Stamp

PAGE = PageGeometry(Box(0, 0, 595, 842), 0, 1.0)


def test_a_mark_stands_in_the_middle_of_the_top() -> None:
    box, free = mark_place(PAGE, 60, Stamp(), (), ())
    assert free
    assert box.left + box.right == pytest.approx(595)
    assert box.top == pytest.approx(842 - 8 * MM)


def test_it_leaves_a_picture_for_bare_paper_but_not_words_for_a_picture() -> None:
    band = Box(0, 780, 595, 842)
    box, free = mark_place(PAGE, 60, Stamp(), (), [band])
    assert free
    assert not box.meets(band)
    words = [Box(0, 0, 595, 120)]
    box, free = mark_place(PAGE, 60, Stamp(), words, [band])
    assert free
    assert box.meets(band)


@law
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 820), st.floats(1, 400), st.floats(1, 30)), max_size=12))
def test_it_never_covers_words_without_saying_so(drawn: list[tuple[float, float, float, float]]) -> None:
    words = [Box(left, bottom, left + wide, bottom + high) for left, bottom, wide, high in drawn]
    box, free = mark_place(PAGE, 60, Stamp(), words, ())
    assert not (free and any(box.meets(each) for each in words))


def test_where_words_are_everywhere_it_says_so() -> None:
    assert not mark_place(PAGE, 60, Stamp(), [Box(0, 0, 595, 842)], ())[1]
