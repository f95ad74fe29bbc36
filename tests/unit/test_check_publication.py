from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HEAD, PDF, codes, planned, refused, write_workspace

from hyoga_docs.check.publication import check_publication, check_withheld_pages
from hyoga_docs.pdf.intake.records import IntakeResult

CHARTER = "title: 要領\nsections: [一つ]\nannexes: [{id: a, document: note, public: %s}]\n"


@pytest.mark.parametrize(
    "written",
    [
        "handouts:\n- {title: 甲, document: note, public: {reason: 個人情報}}\n",
        "handouts:\n- {title: 甲, document: note, public: {title: 乙}}\n",
        "handouts:\n- {title: 甲, document: note, public: {pages: 1}}\n",
        "handouts:\n- {title: 甲, file: a.csv, public: {public: false, pages: 1}}\n",
        "agenda: [{title: 開会, public: {reason: 人事}}]\n",
        "agenda: [{title: 開会, items: [{title: 甲, public: {pages: 1}}]}]\n",
    ],
)
def test_what_would_be_published_though_it_reads_otherwise_is_told(tmp_path: Path, written: str) -> None:
    head = "number: 1\ndate: 2024-05-01\n" if "agenda" in written else HEAD
    plan, _ = planned(tmp_path, head + written, {"a.csv": b"a\n1\n"})
    assert codes(check_publication(plan)) == ["HD177"]
    assert check_publication(plan)[0].place != plan.workspace.place("meeting")


def test_an_annex_of_the_charter_has_no_pages_to_withhold(tmp_path: Path) -> None:
    plan, _ = planned(tmp_path, HEAD, charter=CHARTER % "{pages: 1}")
    assert codes(check_publication(plan)) == ["HD177"]


@pytest.mark.parametrize("public", ["true", "false", "{public: false, reason: 人事, title: 乙}", "{pages: 1, reason: 人事}"])
def test_what_says_what_it_means_is_not_told(tmp_path: Path, public: str) -> None:
    plan, _ = planned(tmp_path, f"{HEAD}handouts:\n- {{title: 甲, file: a.pdf, public: {public}}}\n", {"a.pdf": PDF})
    assert check_publication(plan) == []


@pytest.mark.parametrize(("pages", "withheld", "told"), [("1-4", "3-4", 0), ("1-4", "4-5", 1), ("3-4", "3-4", 1), ("1-3", "4", 0)])
def test_withheld_pages_are_those_of_the_file_and_leave_some(tmp_path: Path, pages: str, withheld: str, told: int) -> None:
    paper = f"- {{title: 甲, file: a.pdf, pages: {pages}, public: {{pages: {withheld}}}}}\n"
    plan, _ = planned(tmp_path, f"{HEAD}handouts:\n{paper}", {"a.pdf": PDF})
    taken = IntakeResult(4, (0,), (), accessible=False)
    assert codes(check_withheld_pages(plan, {plan.documents[-1].key: taken})) == ["HD176"] * told


def test_a_column_to_be_withheld_is_one_that_the_roster_has(tmp_path: Path) -> None:
    columns = "columns: {name: 構成員, person: 氏名, extra: [電話番号]}\n"
    roster = f"title: 名簿\n{columns}withheld: [電話, 氏　名]\nmembers: [{{id: a, name: 例町}}]\n"
    found = refused(write_workspace(tmp_path, HEAD, roster=roster))
    assert [(problem.code, problem.quote) for problem in found] == [("HD175", "電話")]
