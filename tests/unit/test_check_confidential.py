"""Marks of papers that are not for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HEAD, PDF, PLATFORM, planned

from hyoga_docs.check.confidential import check_confidential, check_public_papers
from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.pdf.intake.records import IntakeResult
from hyoga_docs.spec.wording import Wording
from hyoga_docs.text.passages import Body, Grid, Passage


def told(*texts: str, kind: TextOrigin = TextOrigin.SUPPLIED, sheets: tuple[str, ...] = ()) -> list[str]:
    """What is told of a paper, without what to do."""
    grids = tuple(Grid((("甲",),), names=((f"{sheet}!A1",),)) for sheet in sheets)
    checked = CheckedText(kind, "a.pdf", Body(tuple(Passage(text) for text in texts), grids))
    return [problem.message for problem in check_confidential(checked, CheckContext(None, Wording(), None))]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("課内限り", "課内限り"),
        ("この資料は庁内限りとします。", "庁内限り"),
        ("【部外秘】人口の推計", "部外秘"),
        ("社 外 秘", "社外秘"),
        ("取扱注意", "取扱注意"),
        ("資料３　（取扱注意）", "取扱注意"),
        ("【取　扱　注　意】", "取扱注意"),
        ("機密性２", "機密性２"),
        ("機密性2情報", "機密性2"),
        ("CONFIDENTIAL", "CONFIDENTIAL"),
        ("㊙　人事案", "㊙"),
    ],
)
def test_a_mark_is_told(text: str, mark: str) -> None:
    (message,) = told("会議の資料", text)
    assert f"（{mark}" in message


@pytest.mark.parametrize(
    "text",
    [
        "薬品は取扱注意の表示をして保管する。",
        "機密性２情報の取扱いを定める。",
        "「部外秘」と表示した文書は鍵のかかる書庫に入れる。",
        "秘書課",
        "当日限り有効です。",
        "非公表とした理由を説明する。",
    ],
)
def test_what_only_speaks_of_marks_is_not(text: str) -> None:
    assert told(text) == []


def test_a_mark_is_told_once_a_paper_and_of_papers_of_others_only() -> None:
    assert len(told("部外秘", "部外秘", "部 外 秘")) == 1
    assert told("部外秘", kind=TextOrigin.MADE) == []
    assert len(told("部外秘", kind=TextOrigin.FILE)) == 1


def test_a_sheet_that_is_called_a_note_is_told_beside_others() -> None:
    assert len(told(sheets=("集計", "作業用メモ"))) == 1
    assert told(sheets=("集計", "内訳", "Sheet2")) == []
    assert told(sheets=("作業計画", "内部監査", "チェックリスト", "Sheet2")) == []
    assert told(sheets=("作業用メモ",)) == []  # it is the paper


def told_of_public(root: Path, *pages: str, written: str = "") -> list[str]:
    """What is told of a paper that goes into the public edition, of which each page has one line."""
    meeting = f"{HEAD}handouts:\n  - {{title: 甲, file: a.pdf{written}}}\n"
    plan, _ = planned(root, meeting, {"a.pdf": PDF}, platform=PLATFORM)
    (paper,) = (document for document in plan.documents if document.path is not None)
    taken = IntakeResult(len(pages), tuple(range(len(pages))), (), accessible=True, text=tuple((text,) for text in pages))
    return [problem.message for problem in check_public_papers(plan, {paper.key: taken})]


def test_a_mark_for_members_is_told_where_everybody_gets_the_paper_with_its_pages(tmp_path: Path) -> None:
    pages = ("【非公開】", "計画について", "非　公　開", "課内限りとする。")
    expected = ["公開版に載せる資料の1、3ページに「非公開」とあります。", "公開版に載せる資料の4ページに「課内限り」とあります。"]
    assert told_of_public(tmp_path / "a", *pages) == expected
    assert told_of_public(tmp_path / "b", *pages, written=", ok: [HD352]") == expected  # the members may have it so
    assert told_of_public(tmp_path / "c", *pages, written=", public: true") == []
    assert told_of_public(tmp_path / "d", *pages, written=", public: false") == []
    assert told("【非公開】", "委員限り", "会議後回収") == []


@pytest.mark.parametrize("text", ["会議の公開・非公開の別", "非公開とする理由を示す。", "「委員限り」の資料"])
def test_what_only_speaks_of_what_is_not_public_is_not(text: str, tmp_path: Path) -> None:
    assert told_of_public(tmp_path, text) == []
