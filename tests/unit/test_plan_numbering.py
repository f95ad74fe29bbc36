from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import codes, law, paper, papers_of, plan_of, platform_of

from hyoga_docs.plan.numbering import HANDOUTS, REFERENCES, Labelled, Numbering
from hyoga_docs.spec.meeting import Handout

Data = dict[str, Any]
A: Data = {"title": "甲", "document": "note"}
B: Data = {"title": "乙", "document": "note"}
C: Data = {"title": "丙", "document": "note"}


def label_all(
    papers: Sequence[Data], series: str = HANDOUTS, style: Data | None = None, meeting: int | None = 3
) -> tuple[Labelled, ...]:
    def item_number(made: Handout, _: Any) -> tuple[int, str] | None:
        return (int(made.item), f"議案第{int(made.item) + 11}号") if made.item else None

    numbering = Numbering(platform_of(style=style or {}), meeting, item_number)
    return numbering.label([paper(**{"title": "題", **data}) for data in papers], series, ("handouts",))


def walk(labelled: Sequence[Labelled]) -> Iterator[Labelled]:
    for one in labelled:
        yield one
        yield from walk(one.branches)
        yield from walk(one.annexes)


def labels(papers: Sequence[Data], series: str = HANDOUTS, style: Data | None = None, meeting: int | None = 3) -> list[str]:
    """The labels of what is printed: of every paper that does not only hold others."""
    found = walk(label_all(papers, series, style, meeting))
    return [one.label for one in found if not one.paper.papers or one.paper.document]


def test_papers_count_in_their_order() -> None:
    assert labels([A, B, C]) == ["資料１", "資料２", "資料３"]


def test_the_tenth_paper_follows_the_digits_of_the_house() -> None:
    assert labels([A] * 10)[-1] == "資料10"
    assert labels([A] * 10, style={"digits": "full"})[-1] == "資料１０"
    assert labels([A] * 2, style={"digits": "half"}) == ["資料1", "資料2"]


def test_a_series_may_have_digits_of_its_own() -> None:
    style = {"labels": {"資料": {"format": "資料No.{number}", "separator": "-", "digits": "half"}}}
    assert labels([A, {"title": "組", "papers": [B, C]}], style=style) == ["資料No.1", "資料No.2-1", "資料No.2-2"]
    assert labels([{"title": "題", "series": "当日資料", "document": "note"}], style=style) == ["当日資料１"]


def test_papers_may_bear_the_number_that_the_agenda_prints() -> None:
    style = {"labels": {"資料": "{item}", "参考資料": "{item}参考資料"}}
    first, second, other = ({"title": "題", "item": item, "document": "note"} for item in (1, 2, None))
    assert labels([first, second, other], style=style) == ["議案第12号", "議案第13号", ""]
    assert labels([first, first, {**second, "papers": [A, B]}], style=style) == [
        "議案第12号－１",
        "議案第12号－２",
        "議案第13号",
        "議案第13号－１",
        "議案第13号－２",
    ]
    assert labels([second, other], REFERENCES, style=style) == ["議案第13号参考資料", "参考資料"]


def test_two_papers_of_one_number_are_branches_and_one_is_the_number_itself() -> None:
    assert labels([{"papers": [A, B]}, {"papers": [C]}, A]) == ["資料１－１", "資料１－２", "資料２", "資料３"]


def test_branches_go_three_deep() -> None:
    assert labels([A, {"papers": [A, {"papers": [B, C]}]}]) == ["資料１", "資料２－１", "資料２－２－１", "資料２－２－２"]


def test_a_single_paper_at_any_depth_takes_the_number_above_it() -> None:
    assert labels([{"papers": [{"papers": [A]}]}, {"papers": [A, {"papers": [B]}]}]) == ["資料１", "資料２－１", "資料２－２"]


def test_a_paper_of_its_own_with_papers_below_keeps_them_as_branches() -> None:
    assert labels([{**A, "papers": [B]}]) == ["資料１", "資料１－１"]


def test_each_series_has_numbers_of_its_own() -> None:
    today = {"series": "当日資料"}
    assert labels([A, {**B, **today}, C, {"papers": [A, B], **today}]) == [
        "資料１",
        "当日資料１",
        "資料２",
        "当日資料２－１",
        "当日資料２－２",
    ]


def test_adding_a_paper_of_another_series_renumbers_nothing() -> None:
    before = labels([A, B, C])
    assert [label for label in labels([A, {**A, "series": "当日資料"}, B, C]) if "当日" not in label] == before


def test_a_house_says_the_form_of_each_series() -> None:
    style = {"labels": {"資料": "議案第{number}号", "当日資料": "当日{number}"}}
    assert labels([A, {"papers": [A, B]}, {**B, "series": "当日資料"}], style=style) == [
        "議案第１号",
        "議案第２－１号",
        "議案第２－２号",
        "当日１",
    ]


def test_a_house_says_how_branches_are_joined() -> None:
    assert labels([{"papers": [A, B]}], style={"labels": {"資料": {"format": "資料{number}", "separator": "の"}}}) == [
        "資料１の１",
        "資料１の２",
    ]


def test_a_pinned_label_is_printed_as_it_was_typed() -> None:
    assert labels([{**A, "label": "資料 No.７"}])[0] == "資料 No.７"
    assert labels([{**A, "label": "資料{number}"}])[0] == "資料{number}"


@pytest.mark.parametrize("pinned", ["資料２", "資料2", "資料 No２", "資料　２"])
def test_counting_steps_over_a_number_that_is_pinned(pinned: str) -> None:
    assert labels([A, {**B, "label": pinned}, C]) == ["資料１", pinned, "資料３"]
    assert labels([A, B, {**C, "label": pinned}]) == ["資料１", "資料３", pinned]


def test_a_number_pinned_in_another_series_is_not_stepped_over() -> None:
    assert labels([{**A, "label": "当日資料１"}, B]) == ["当日資料１", "資料１"]


def test_counting_steps_over_several_pinned_numbers() -> None:
    assert labels([{**A, "label": "資料１"}, {**B, "label": "資料２"}, C]) == ["資料１", "資料２", "資料３"]


def test_a_pinned_label_with_branches_puts_theirs_behind_it() -> None:
    assert labels([{"label": "資料５", "papers": [A, {"papers": [B, C]}]}, A]) == [
        "資料５－１",
        "資料５－２－１",
        "資料５－２－２",
        "資料１",
    ]
    assert labels([{"label": "別冊", "papers": [A]}]) == ["別冊"]


def test_a_paper_without_numbering_has_no_label_nor_have_its_branches() -> None:
    assert labels([A, {**B, "numbering": "none"}, {"numbering": "none", "papers": [A, B]}, C]) == ["資料１", "", "", "", "資料２"]


def test_a_series_without_numbering_prints_none() -> None:
    assert labels([A, B], style={"labels": {"資料": {"format": "資料{number}", "numbering": "none"}}}) == ["", ""]


def test_a_series_numbered_by_item_takes_the_number_of_the_item() -> None:
    style = {"labels": {"資料": {"format": "資料{number}", "numbering": "item"}}}
    papers = [{**A, "item": 3}, {**B, "item": 1}, {**C, "item": 3}, {"item": 2, "papers": [A, B]}, A]
    assert labels(papers, style=style) == ["資料３－１", "資料１", "資料３－２", "資料２－１", "資料２－２", ""]


def test_one_paper_may_be_numbered_by_item_among_others() -> None:
    assert labels([A, {**B, "item": 7, "numbering": "item"}, C]) == ["資料１", "資料７", "資料２"]


def test_a_format_may_say_the_number_of_the_meeting() -> None:
    style = {"digits": "half", "labels": {"資料": {"format": "委{meeting}-{number}", "separator": "-"}}}
    assert labels([A, {"papers": [A, B]}], style=style, meeting=12) == ["委12-1", "委12-2-1", "委12-2-2"]
    assert labels([A], style=style, meeting=None) == ["委1"]


def test_references_are_named_and_not_numbered_unless_the_house_does() -> None:
    assert labels([A, {"papers": [B, C]}], REFERENCES) == ["参考資料", "参考資料", "参考資料"]
    assert labels([A, {"papers": [B, C]}], REFERENCES, {"labels": {"参考資料": "参考資料{number}"}}) == [
        "参考資料１",
        "参考資料２－１",
        "参考資料２－２",
    ]


def test_one_annex_has_no_number_and_several_have() -> None:
    found = [one.label for one in walk(label_all([{**A, "annexes": [B]}, {**B, "annexes": [A] * 12}]))]
    assert found[:3] == ["資料１", "資料１別添", "資料２"]
    assert found[3:] == [f"資料２別添{n}" for n in [*"１２３４５６７８９", 10, 11, 12]]


def test_the_house_names_its_annexes_and_a_typed_label_wins() -> None:
    found = [one.label for one in walk(label_all([{**A, "annexes": [B, {**C, "label": "別紙様式"}]}], style={"annex": "別紙"}))]
    assert found == ["資料１", "資料１別紙１", "別紙様式"]


def test_a_branch_has_annexes_of_its_own() -> None:
    found = [one.label for one in walk(label_all([{"papers": [{**A, "annexes": [B]}, C]}]))]
    assert found == ["資料１", "資料１－１", "資料１－１別添", "資料１－２"]


def test_an_annex_of_several_papers_loses_none() -> None:
    found = [
        one.label for one in walk(label_all([{**A, "annexes": [{"papers": [B, C]}]}, {**B, "annexes": [{**C, "annexes": [A]}]}]))
    ]
    assert len(found) == 7
    assert len(set(found)) == 7
    assert all(label.startswith(("資料１別添", "資料２別添")) for label in found if label not in {"資料１", "資料２"})


TREES = st.recursive(
    st.just(A),
    lambda inner: st.builds(lambda papers: {"papers": papers}, st.lists(inner, min_size=1, max_size=4)),
    max_leaves=12,
)


@law
@given(st.lists(TREES, min_size=1, max_size=6), st.sampled_from(["one-full-two-half", "full", "half"]))
def test_no_two_papers_of_a_series_share_a_label(papers: list[Data], digits: str) -> None:
    found = labels(papers, style={"digits": digits})
    assert len(set(found)) == len(found)
    assert all(re.fullmatch("資料[0-9０-９]+(－[0-9０-９]+)*", label) for label in found)


@law
@given(st.lists(TREES, min_size=1, max_size=6))
def test_every_paper_is_labelled_once_and_knows_its_place(papers: list[Data]) -> None:
    def count(made: Handout) -> int:
        return 1 + sum(map(count, made.papers))

    found = list(walk(label_all(papers)))
    assert len(found) == sum(count(paper(**{"title": "題", **data})) for data in papers)
    assert len({one.path for one in found}) == len(found)
    assert all(one.path[0] == "handouts" for one in found)


@law
@given(st.sets(st.integers(1, 9), max_size=6), st.integers(1, 9))
def test_pinned_and_counted_numbers_never_meet(pinned: set[int], counted: int) -> None:
    papers = [{**A, "label": f"資料{n}"} for n in sorted(pinned, reverse=True)] + [B] * counted
    found = labels(papers, style={"digits": "half"})
    assert len(set(found)) == len(found)
    wanted = [n for n in range(1, 30) if n not in pinned][:counted]
    assert found[len(pinned) :] == [f"資料{n}" for n in wanted]


def test_two_papers_of_one_label_are_told_with_the_other() -> None:
    plan, problems = plan_of({"handouts": [{**A, "label": "資料９"}, {**B, "label": "資料９"}]})
    assert codes(problems) == ["HD135"]
    assert problems[0].quote == "乙"
    assert "「甲」" in (problems[0].hint or "")
    assert [document.label for document in papers_of(plan)] == ["資料９", "資料９"]


def test_papers_of_two_series_do_not_share_a_label() -> None:
    _, problems = plan_of({"handouts": [{**A, "series": "当日資料"}, B], "references": [C]})
    assert problems == []


@pytest.mark.parametrize("other", ["資料9", "資料 No.９", "資料№９"])
def test_one_label_in_two_spellings_is_one_label(other: str) -> None:
    assert codes(plan_of({"handouts": [{**A, "label": "資料９"}, {**B, "label": other}]})[1]) == ["HD135"]


def test_unlabelled_papers_and_references_may_be_many() -> None:
    _, problems = plan_of({"handouts": [{**A, "numbering": "none"}, {**B, "numbering": "none"}], "references": [A, B]})
    assert problems == []
