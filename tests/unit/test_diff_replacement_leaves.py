"""差替え: which leaves are handed out anew, and what is printed on them."""

from __future__ import annotations

from dataclasses import replace

from changes import paper, side
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.diff.model import ComparedDocument, Difference, DocumentChange, PageChange, PageKind, WordingChange, WordingKind
from hyoga_docs.diff.replacement.leaves import Leaf, Page, ReplacementPlan, as_distributed, replaced

A, B, C = paper("甲", "資料１", pages=3), paper("乙", "資料２", pages=2), paper("丙", "資料３", pages=4)
ADDED, REMOVED, CHANGED, LOOKS = PageKind.ADDED, PageKind.REMOVED, PageKind.CHANGED, PageKind.LOOKS
Pages = list[tuple[PageKind, int | None, int | None]]


def _difference(old: list[ComparedDocument], new: list[ComparedDocument], **pages: Pages) -> Difference:
    before, after = side(old), side(new)
    changes = [
        DocumentChange(one, two, pages=tuple(PageChange(*each) for each in pages.get(two.title, ())))
        for two in after.papers
        for one in before.papers
        if one.title == two.title
    ]
    return Difference(before, after, (), tuple(changes))


def _made(difference: Difference, *, duplex: bool = False) -> ReplacementPlan:
    assert difference.old is not None
    return replaced(difference, as_distributed(difference.old), duplex=duplex)


def _told(found: ReplacementPlan) -> list[str]:
    """`5+6>5,乙2|` is: leaf 5 and 6 goes, one with page 5 (乙2) on the front and nothing on the back comes."""
    return [_leaf(leaf) for leaf in found.leaves]


def _leaf(leaf: Leaf) -> str:
    sides = "|".join(
        f"{each.number}{each.paper.title}{each.page}{'' if each.changed else '='}" if each.page else "" for each in leaf.sides
    )
    return f"{'+'.join(leaf.out)}>{sides}" + (f"@{leaf.after}" if not leaf.out else "")


def test_a_page_that_changed_keeps_its_number() -> None:
    assert _told(_made(_difference([A, B], [A, B], 乙=[(CHANGED, 2, 2)]))) == ["5>5乙2"]


def test_pages_put_in_are_counted_after_the_page_before_them() -> None:
    found = _made(_difference([A, B], [replace(A, pages=5), B], 甲=[(ADDED, None, 2), (ADDED, None, 3)]))
    assert _told(found) == [">1-2甲2@1", ">1-3甲3@1-2"]


def test_a_paper_that_grows_begins_where_it_began() -> None:
    found = _made(_difference([A, B], [A, replace(B, pages=3)], 乙=[(ADDED, None, 1), (CHANGED, 1, 2)]))
    assert _told(found) == ["4>4乙1", ">4-2乙2@4"]


def test_new_pages_take_the_numbers_of_those_that_went() -> None:
    found = _made(_difference([A, B], [replace(A, pages=4), B], 甲=[(REMOVED, 2, None), (ADDED, None, 2), (ADDED, None, 3)]))
    assert _told(found) == ["2>2甲2", ">2-2甲3@2"]


def test_pages_that_went_leave_a_gap() -> None:
    assert _told(_made(_difference([A, B], [replace(A, pages=2), B], 甲=[(REMOVED, 2, None)]))) == ["2>"]


def test_a_page_whose_words_are_on_other_pages_now() -> None:
    found = _made(_difference([A, B], [replace(A, pages=2), B], 甲=[(CHANGED, 1, 1), (LOOKS, 2, None)]))
    assert _told(found) == ["1>1甲1", "2>"]


def test_a_paper_put_before_others() -> None:
    assert _told(_made(_difference([A, B], [A, paper("新", pages=2), B]))) == [">3-2新1@3", ">3-3新2@3-2"]


def test_a_paper_at_the_very_front_and_one_at_the_end() -> None:
    assert _told(_made(_difference([A], [paper("新"), A]))) == [">前-1新1@"]
    assert _told(_made(_difference([A], [A, paper("新", pages=2)]))) == [">4新1@3", ">5新2@4"]


def test_another_label_changes_the_page_that_it_is_stamped_on() -> None:
    assert _told(_made(_difference([A, B], [A, replace(B, label="資料３")]))) == ["4>4乙1"]


def test_a_stamp_that_a_cover_had_changes_the_page_that_has_it_now() -> None:
    cover = replace(paper("乙", "資料２", kind="cover"), stamp="")
    body, alone = replace(B, continues=True, stamp=""), replace(B, stamp="資料２")
    assert _told(_made(_difference([A, cover, body], [A, alone]))) == ["4>", "5>5乙1"]


def test_words_that_changed_are_handed_out_whatever_the_page_looks_like() -> None:
    difference = _difference([A, B], [A, B])
    wording = WordingChange(WordingKind.CHANGED, ((("▲35％", True),),), ((("▲95％", True),),), "", 2, 2)
    changed = [replace(each, words=(wording,)) if each.paper.title == "乙" else each for each in difference.papers]
    assert _told(_made(replace(difference, papers=tuple(changed)))) == ["5>5乙2"]
    nowhere = [replace(each, words=(replace(wording, old_page=None, new_page=None),)) for each in changed[1:]]
    assert _told(_made(replace(difference, papers=tuple(nowhere)))) == ["4>4乙1", "5>5乙2"]


def test_another_way_of_printing_changes_every_page() -> None:
    difference = _difference([A], [A])
    assert difference.old is not None
    assert difference.new is not None
    other = Difference(replace(difference.old, look="a"), replace(difference.new, look="b"))
    assert _told(_made(other)) == ["1>1甲1", "2>2甲2", "3>3甲3"]


def test_leaves_have_both_their_sides() -> None:
    assert _told(_made(_difference([A, B], [A, B], 乙=[(CHANGED, 2, 2)]), duplex=True)) == ["5>5乙2|"]
    assert _told(_made(_difference([A, B, C], [A, B, C], 乙=[(CHANGED, 2, 2)]), duplex=True)) == ["5+6>5乙2|6丙1="]
    found = _made(_difference([A, B, C], [A, replace(B, pages=1), C], 乙=[(REMOVED, 2, None)]), duplex=True)
    assert _told(found) == ["5+6>6丙1=|"]


def test_a_page_between_the_two_sides_of_a_leaf_is_printed_with_them() -> None:
    found = _made(_difference([A, B], [replace(A, pages=4), B], 甲=[(ADDED, None, 2)]), duplex=True)
    assert _told(found) == ["1+2>1甲1=|1-2甲2||2甲3="]
    found = _made(_difference([A, B], [replace(A, pages=5), B], 甲=[(ADDED, None, 2), (ADDED, None, 3)]), duplex=True)
    assert _told(found) == ["1+2>1甲1=|1-2甲2|1-3甲3|2甲4="]


def test_leaves_that_are_put_in_are_filled_up() -> None:
    assert _told(_made(_difference([A, B], [replace(A, pages=4), B], 甲=[(ADDED, None, 3)]), duplex=True)) == [">2-2甲3|@2"]


def test_a_second_round_goes_on_from_the_first() -> None:
    first = _difference([A, B], [replace(A, pages=4), B], 甲=[(ADDED, None, 2)])
    once = _made(first)
    second = _difference(
        [replace(A, pages=4), B], [replace(A, pages=5), B], 甲=[(CHANGED, 2, 2), (ADDED, None, 3)], 乙=[(CHANGED, 1, 1)]
    )
    assert _told(replaced(second, once.held)) == ["1-2>1-2甲2", ">1-3甲3@1-2", "4>4乙1"]


_PACKETS = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊"), st.integers(1, 4)), min_size=1, max_size=5, unique_by=lambda each: each[0]
)


def _between(old: list[tuple[str, int]], new: list[tuple[str, int]]) -> Difference:
    lengths, pages = dict(old), dict[str, Pages]()
    for title, count in new:
        have = lengths.get(title, 0)
        pages[title] = [(ADDED, None, page) for page in range(have + 1, count + 1)] if have else []
        pages[title] += [(REMOVED, page, None) for page in range(count + 1, have + 1)]
    before, after = ([paper(title, pages=pages) for title, pages in each] for each in (old, new))
    return _difference(before, after, **pages)


def _titled(difference: Difference, page: Page) -> tuple[str, int]:
    assert difference.new is not None
    return next(each.title for each in difference.new.papers if each.stem == page[0]), page[1]


@given(_PACKETS, _PACKETS, _PACKETS, st.booleans())
def test_whoever_follows_the_notices_has_the_new_packet(
    first: list[tuple[str, int]], second: list[tuple[str, int]], third: list[tuple[str, int]], duplex: bool
) -> None:
    """A packet is a row of leaves; the reader takes leaves out and puts leaves in where the notice says, twice."""
    difference = _between(first, second)
    assert difference.old is not None
    held = as_distributed(difference.old)
    numbers = [each.number for each in held.values()]
    step = 2 if duplex else 1
    leaves = [numbers[at : at + step] for at in range(0, len(numbers), step)]
    used: frozenset[str] = frozenset()
    for turn in (difference, _between(second, third)):
        made = replaced(turn, held, used, duplex=duplex)
        for leaf in made.leaves:
            come = [side.number for side in leaf.sides]
            assert len(come) % step == 0
            new = [[number for number in come[at : at + step] if number] for at in range(0, len(come), step)]
            if leaf.out:
                at = next(index for index, each in enumerate(leaves) if each and set(each) <= set(leaf.out))
                assert {number for each in leaves for number in each if set(each) & set(leaf.out)} == set(leaf.out)
                leaves = [each for each in leaves if not set(each) & set(leaf.out)]
            else:
                at = next((index + 1 for index, each in enumerate(leaves) if leaf.after in each), 0)
            leaves[at:at] = new
        held, used = dict(made.held), made.used
        assert turn.new is not None
        called = {each.number: _titled(turn, page) for page, each in held.items()}
        wanted = [(each.title, page) for each in turn.new.papers for page in range(1, each.pages + 1)]
        assert [called[number] for leaf in leaves for number in leaf] == wanted
        assert len(called) == len(wanted)


def test_labels_of_a_built_folder_are_known_by_their_papers() -> None:
    old, new = side([A, B]), side([A, B])
    stamped = replace(new, papers=(replace(new.papers[0], stamp=""), replace(new.papers[1], stamp="資料２")))
    same = Difference(old, stamped, (), tuple(DocumentChange(*pair) for pair in zip(old.papers, stamped.papers, strict=True)))
    assert _told(_made(same)) == []
    other = replace(stamped, papers=(stamped.papers[0], replace(stamped.papers[1], label="資料９", stamp="資料９")))
    changed = Difference(old, other, (), tuple(DocumentChange(*pair) for pair in zip(old.papers, other.papers, strict=True)))
    assert _told(_made(changed)) == ["4>4乙1"]
