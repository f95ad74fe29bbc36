"""Papers are paired whatever their numbers are, and the changes of structure are told once each."""

from __future__ import annotations

from dataclasses import replace

from changes import paper, side
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.model import ComparedDocument, Difference, StructureChange, StructureKind
from hyoga_docs.diff.pairing import pair_papers
from hyoga_docs.diff.report.phrases import all_steps


def _steps(old: list[ComparedDocument], new: list[ComparedDocument]) -> list[tuple[str, str, str, str]]:
    found = compare_sides(side(old), side(new))
    return [(step.what.value, step.paper, step.old, step.new) for step in all_steps(found)]


A, B, C = paper("甲", "資料１", pages=2), paper("乙", "資料２"), paper("丙", "資料３", pages=3)


def test_the_same_packet_is_the_same() -> None:
    assert compare_sides(side([A, B, C]), side([A, B, C], called="今")).same


def test_a_paper_before_others_renumbers_them() -> None:
    new = [paper("新", "資料１", pages=4), replace(A, label="資料２"), replace(B, label="資料３"), replace(C, label="資料４")]
    assert _steps([A, B, C], new) == [
        ("added", "資料１　新", "", ""),
        ("label-taken", "資料１", "甲", "新"),
        ("label-taken", "資料２", "乙", "甲"),
        ("label-taken", "資料３", "丙", "乙"),
        ("renumbered", "甲", "資料１", "資料２"),
        ("renumbered", "乙", "資料２", "資料３"),
        ("renumbered", "丙", "資料３", "資料４"),
        ("shifted", "資料２　甲から後", "1", "5"),
    ]


def test_a_paper_that_went() -> None:
    assert _steps([A, B, C], [A, replace(C, label="資料２")]) == [
        ("removed", "資料２　乙", "", ""),
        ("label-taken", "資料２", "乙", "丙"),
        ("renumbered", "丙", "資料３", "資料２"),
        ("shifted", "資料２　丙", "4", "3"),
    ]


def test_a_later_version_of_a_file_is_the_same_paper() -> None:
    new = replace(B, source="meetings/乙２.pdf", pages=2)
    assert _steps([A, B, C], [A, new, C]) == [
        ("replaced", "資料２　乙", "乙.pdf", "乙２.pdf"),
        ("pages", "資料２　乙", "1", "2"),
        ("shifted", "資料３　丙", "4", "5"),
    ]


def test_a_paper_with_another_title_and_file_is_known_by_its_text() -> None:
    text = "# 乙\n\n市町村の相談窓口は、令和元年度に県内三十六か所で開かれ、のべ千二百人が訪れている。\n"
    new = replace(B, title="相談窓口", source="meetings/b.pdf", text=text)
    assert ("retitled", "資料２", "乙", "相談窓口") in _steps([A, replace(B, text=text), C], [A, new, C])


def test_two_papers_that_have_nothing_in_common_are_two() -> None:
    found = _steps([paper("交通の安全", "資料１")], [paper("雇用統計", "資料１")])
    assert [step[0] for step in found] == ["added", "removed", "label-taken"]


def test_a_paper_that_moved_is_not_said_to_be_shifted() -> None:
    papers = [replace(each, label="") for each in (A, B, replace(C, pages=1))]
    assert _steps(papers, [papers[0], papers[2], papers[1]]) == [("moved", "乙", "", ""), ("shifted", "丙", "4", "3")]


def test_a_cover_that_went_is_told_as_a_cover_and_takes_no_label() -> None:
    cover = replace(paper("乙", "資料２", kind="cover"), source="templates/cover.docx")
    body = replace(B, continues=True)
    assert _steps([A, cover, body], [A, B]) == [("removed", "資料２　乙（表紙）", "", ""), ("shifted", "資料２　乙", "4", "3")]


def test_labels_that_several_papers_share_name_none() -> None:
    one, two = paper("あ", "参考資料"), paper("い", "参考資料")
    assert _steps([one, two], [two, one])[0][0] == "moved"


def test_a_meeting_that_came_has_no_steps() -> None:
    found = compare_sides(None, side([A]))
    assert found == Difference(None, side([A]))
    assert not found.same


def test_the_title_of_the_packet() -> None:
    found = compare_sides(side([A], title="第１回"), side([A], title="第２回"))
    assert found.steps == (StructureChange(StructureKind.RETITLED, "", "第１回", "第２回"),)


@given(
    st.lists(st.sampled_from("甲乙丙丁戊"), max_size=5, unique=True),
    st.lists(st.sampled_from("甲乙丙丁戊"), max_size=5, unique=True),
)
def test_every_paper_is_in_one_pair_and_the_new_order_holds(old: list[str], new: list[str]) -> None:
    before, after = side([paper(title) for title in old]), side([paper(title) for title in new])
    pairs = pair_papers(before.papers, after.papers)
    assert [two for _, two in pairs if two] == list(after.papers)
    assert {one.stem for one, _ in pairs if one} == {each.stem for each in before.papers}
    assert sum(one is not None for one, _ in pairs) == len(old)
    assert all(one.title == two.title for one, two in pairs if one and two)
