"""差替え: which pages are handed out anew, and what is printed on them."""

from __future__ import annotations

from dataclasses import replace

from changes import paper, side
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.changes.model import Difference, PageChange, PageKind, Paper, PaperChange
from hyoga_docs.changes.sheets import Act, Sheet, sheets

A, B, C = paper("甲", "資料１", pages=3), paper("乙", "資料２", pages=2), paper("丙", "資料３", pages=4)
ADDED, REMOVED, CHANGED = PageKind.ADDED, PageKind.REMOVED, PageKind.CHANGED


def _difference(old: list[Paper], new: list[Paper], **pages: list[tuple[PageKind, int | None, int | None]]) -> Difference:
    before, after = side(old), side(new)
    changes = [
        PaperChange(one, two, pages=tuple(PageChange(*each) for each in pages.get(two.title, ())))
        for two in after.papers
        for one in before.papers
        if one.title == two.title
    ]
    return Difference(before, after, (), tuple(changes))


def _told(found: list[Sheet]) -> list[str]:
    return [f"{sheet.act.value} {sheet.number} {sheet.paper.title}{sheet.page}" for sheet in found]


def test_a_page_that_changed_keeps_its_number() -> None:
    assert _told(sheets(_difference([A, B], [A, B], 乙=[(CHANGED, 2, 2)]))) == ["replace 5 乙2"]


def test_pages_put_in_are_counted_after_the_page_before_them() -> None:
    found = sheets(_difference([A, B], [replace(A, pages=5), B], 甲=[(ADDED, None, 2), (ADDED, None, 3)]))
    assert _told(found) == ["insert 1-2 甲2", "insert 1-3 甲3"]
    assert [sheet.after for sheet in found] == ["1", "1-2"]


def test_new_pages_take_the_numbers_of_those_that_went() -> None:
    found = sheets(_difference([A, B], [replace(A, pages=4), B], 甲=[(REMOVED, 2, None), (ADDED, None, 2), (ADDED, None, 3)]))
    assert _told(found) == ["replace 2 甲2", "insert 2-2 甲3"]


def test_pages_that_went_leave_a_gap() -> None:
    assert _told(sheets(_difference([A, B], [replace(A, pages=2), B], 甲=[(REMOVED, 2, None)]))) == ["remove 2 甲2"]


def test_a_paper_put_before_others() -> None:
    new = paper("新", "資料１", pages=2)
    found = sheets(_difference([A, B], [A, new, B]))
    assert _told(found) == ["insert 3-2 新1", "insert 3-3 新2"]


def test_a_paper_at_the_very_front_and_one_at_the_end() -> None:
    front, end = sheets(_difference([A], [paper("新"), A])), sheets(_difference([A], [A, paper("新", pages=2)]))
    assert _told(front) == ["insert 0-2 新1"]
    assert front[0].after == ""
    assert _told(end) == ["insert 4 新1", "insert 5 新2"]


def test_another_label_changes_the_page_that_it_is_stamped_on() -> None:
    assert _told(sheets(_difference([A, B], [A, replace(B, label="資料３")]))) == ["replace 4 乙1"]


def test_leaves_have_both_their_sides() -> None:
    found = sheets(_difference([A, B], [A, B], 乙=[(CHANGED, 2, 2)]), duplex=True)
    assert _told(found) == ["replace 5 乙2", "replace  乙0"]
    found = sheets(_difference([A, B, C], [A, B, C], 乙=[(CHANGED, 2, 2)]), duplex=True)
    assert [(sheet.number, sheet.changed) for sheet in found] == [("5", True), ("6", False)]
    found = sheets(_difference([A, B, C], [A, replace(B, pages=1), C], 乙=[(REMOVED, 2, None)]), duplex=True)
    assert _told(found) == ["remove 5 乙2", "replace 6 丙1", "replace  丙0"]


def test_inserted_leaves_are_filled_up() -> None:
    found = sheets(_difference([A, B], [replace(A, pages=4), B], 甲=[(ADDED, None, 3)]), duplex=True)
    assert _told(found) == ["insert 2-2 甲3", "insert  甲0"]


_PACKETS = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊"), st.integers(1, 4)), min_size=1, max_size=5, unique_by=lambda each: each[0]
)


@given(_PACKETS, _PACKETS, st.booleans())
def test_whoever_follows_the_notice_has_the_new_packet(
    old: list[tuple[str, int]], new: list[tuple[str, int]], duplex: bool
) -> None:
    before, after = ([paper(title, pages=pages) for title, pages in each] for each in (old, new))
    lengths = dict(old)
    pages: dict[str, list[tuple[PageKind, int | None, int | None]]] = {}
    for title, count in new:
        have = lengths.get(title, 0)
        pages[title] = [(ADDED, None, page) for page in range(have + 1, count + 1)] if have else []
        pages[title] += [(REMOVED, page, None) for page in range(count + 1, have + 1)]
    difference = _difference(before, after, **pages)
    found = sheets(difference, duplex=duplex)
    assert difference.old is not None
    assert difference.new is not None
    held = {
        str(each.first_page + page - 1): (each.title, page) for each in difference.old.papers for page in range(1, each.pages + 1)
    }
    printed = [sheet for sheet in found if sheet.number]
    assert len({sheet.number for sheet in printed}) == len(printed)
    for sheet in printed:
        if sheet.act is Act.REMOVE:
            del held[sheet.number]
        else:
            assert (sheet.number in held) is (sheet.act is Act.REPLACE)
            held[sheet.number] = (sheet.paper.title, sheet.page)
    order = sorted(held, key=lambda number: [int(part) for part in number.split("-")])
    assert sorted(held.values()) == sorted((title, page) for title, count in new for page in range(1, count + 1))
    assert [held[number] for number in order] == [(title, page) for title, count in new for page in range(1, count + 1)]
    if duplex:
        assert sum(sheet.act is not Act.REMOVE for sheet in found) % 2 == 0
