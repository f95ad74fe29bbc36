"""Fonts of supplied Office files that are not here: when they are told, and with which pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_programs_libreoffice_font_replacements import replacements

from hyoga_docs.check.office_fonts import DifferingFont, differing_fonts, font_problem
from hyoga_docs.core.problem import Place
from hyoga_docs.plan.model import Document
from hyoga_docs.text.printed_fonts import PrintedText

_FIRST = "本県の子ども・若者育成支援の計画は、令和6年度からの5年間とし、関係する機関が力を合わせて進める。"
_LAST = "事務局は、毎年度、計画の進みぐあいを調べ、会議に諮る。"
_PAGES = [[_FIRST[:20], _FIRST[20:]], [_LAST[:10]], [_LAST[10:]]]


@pytest.mark.parametrize(
    ("font", "characters", "expected"),
    [
        ("ＭＳ 明朝", "本県6A", []),  # fixed pitch on both sides
        ("Arial", "6A", []),
        ("BIZ UD明朝", "本県6A", []),  # it is here
        ("游明朝", "本県、", []),  # full-width characters are as wide
        ("游明朝", "本県6", [DifferingFont("游明朝", "BIZ UD明朝", full_width=False, pages=(1,))]),
        ("ＭＳ Ｐ明朝", "本", [DifferingFont("ＭＳ Ｐ明朝", "BIZ UDP明朝", full_width=True, pages=(1,))]),
        ("だれも知らない書体", "本", [DifferingFont("だれも知らない書体", "", full_width=True, pages=(1,))]),
    ],
)
def test_only_other_widths_are_told(font: str, characters: str, expected: list[DifferingFont]) -> None:
    assert differing_fonts([PrintedText(font, characters, _FIRST)], replacements(), _PAGES) == expected


def test_a_paragraph_is_found_on_the_pages_where_it_begins_and_ends() -> None:
    (found,) = differing_fonts(
        [PrintedText("Century", "6", each) for each in (_FIRST, "どこにもない段落", _LAST)], replacements(), _PAGES
    )
    assert found.pages == (1, 2, 3)


def test_a_cell_that_does_not_wrap_has_no_lines_that_may_break_otherwise() -> None:
    texts = [PrintedText("ＭＳ Ｐゴシック", "甲", "", wraps=False), PrintedText("だれも知らない書体", "乙", "", wraps=False)]
    assert [(each.font, each.pages) for each in differing_fonts(texts, replacements(), _PAGES)] == [("だれも知らない書体", ())]


def test_many_paragraphs_in_many_pages_are_found_quickly() -> None:
    paragraphs = [f"第{number}号　{_FIRST}{number}" for number in range(3000)]
    pages = [paragraphs[start : start + 10] for start in range(0, 3000, 10)]
    (found,) = differing_fonts([PrintedText("Century", "6", each) for each in paragraphs], replacements(), pages)
    assert found.pages == tuple(range(1, 301))


@pytest.mark.parametrize(
    ("fonts", "lacking", "severity"),
    [
        ([DifferingFont("游明朝", "BIZ UD明朝", full_width=False, pages=(1, 2, 3))], "", "note"),
        ([DifferingFont("ＭＳ Ｐ明朝", "BIZ UDP明朝", full_width=True, pages=())], "", "warning"),
        ([DifferingFont("県章書体", "", full_width=False, pages=())], "", "warning"),
        ([], "😀", "warning"),
        ([], "", None),
    ],
)
def test_a_paper_is_told_once_and_seriously_where_it_is_to_be_looked_at(
    fonts: list[DifferingFont], lacking: str, severity: str | None
) -> None:
    document = Document("k", "題", place=Place("m.yaml"), path=Path("a.docx"), stem="03")
    problem = font_problem(document, fonts, lacking, ["DejaVuSans"])
    assert (problem and problem.severity) == severity
    if problem is not None:
        assert all(each.font in problem.message for each in fonts)
        assert ("（1～3ページ）" in problem.message) == any(each.pages for each in fonts)
        assert ("DejaVuSans" in problem.message) == bool(lacking)
