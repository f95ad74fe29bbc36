from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.plan.model import Document
from hyoga_docs.plan.page_layout import lay_out, total_pages

PAPERS = st.lists(st.tuples(st.booleans(), st.integers(1, 9)), max_size=12)


def laid(papers: list[tuple[bool, int]]) -> tuple[list[Document], list[int]]:
    documents = [Document(key=f"d{n}", title="題", odd=odd) for n, (odd, _) in enumerate(papers)]
    return documents, [pages for _, pages in papers]


@law
@given(PAPERS)
def test_pages_are_counted_without_gap_or_overlap(papers: list[tuple[bool, int]]) -> None:
    documents, pages = laid(papers)
    parts = lay_out(documents, pages)
    assert [part.document for part in parts] == documents
    last = 0
    for part, count in zip(parts, pages, strict=True):
        assert part.pages == count
        assert part.first_page == last + 1 + part.blank_before
        last = part.last_page
    assert total_pages(parts) == sum(pages) + sum(part.blank_before for part in parts) == last


@law
@given(PAPERS)
def test_odd_starts_are_odd_and_nothing_else_gets_a_blank_page(papers: list[tuple[bool, int]]) -> None:
    for part in lay_out(*laid(papers)):
        if part.document.odd:
            assert part.first_page % 2 == 1
        else:
            assert not part.blank_before


def test_an_empty_packet_has_no_pages() -> None:
    assert lay_out([], []) == ()
    assert total_pages(()) == 0


def test_a_blank_page_comes_only_where_it_is_needed() -> None:
    parts = lay_out(*laid([(True, 1), (True, 2), (True, 1)]))
    assert [(part.first_page, part.last_page, part.blank_before) for part in parts] == [(1, 1, False), (3, 4, True), (5, 5, False)]
