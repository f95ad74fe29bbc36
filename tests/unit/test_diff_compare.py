from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from differences import paper

from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.model import PacketState, PageChange, PageKind, UncomparedPage, UncomparedWhy
from hyoga_docs.diff.pages.reader import PageReader
from hyoga_docs.diff.report.json_report import json_report
from hyoga_docs.diff.report.text_report import text_report


class KnownPages:
    """A reader of pages that knows what differs, and the lines of each side."""

    def __init__(self, pages: tuple[PageChange, ...], old: list[list[str]], new: list[list[str]]) -> None:
        self.pages, self.sides = pages, {"old": old, "new": new}

    def compare(self, *_: object) -> tuple[PageChange, ...]:
        return self.pages

    def lines(self, side: object) -> list[list[str]]:
        return self.sides[getattr(side, "source", "")]


@pytest.mark.parametrize(
    ("change", "lines", "uncompared", "told"),
    [
        (PageChange(PageKind.LOOKS, 1, 1), (["甲"], ["甲"]), (), ""),
        (
            PageChange(PageKind.LOOKS, 1, 1, pictures=True),
            (["甲"], ["甲"]),
            (UncomparedPage(UncomparedWhy.PICTURES, 1, 1),),
            "  1ページ: 図が変わりました。図の中の文字は比べていません",
        ),
        (
            PageChange(PageKind.LOOKS, 1, 1, pictures=True),
            ([], ["甲"]),
            (UncomparedPage(UncomparedWhy.NO_LETTERS, 1, 1),),
            "  1ページ: 文字のデータがないページなので、文言は比べていません",
        ),
        (PageChange(PageKind.ADDED, None, 1), ([], []), (), ""),
    ],
)
def test_pages_whose_words_were_not_compared_are_told(
    change: PageChange, lines: tuple[list[str], list[str]], uncompared: tuple[UncomparedPage, ...], told: str
) -> None:
    old, new = (
        PacketState(side, "会議", (replace(paper("01-a", "資料１", "甲"), source=side, pdf=Path(side)),)) for side in ("old", "new")
    )
    reader = cast("PageReader", KnownPages((change,), *([each] for each in lines)))
    found = compare_sides(old, new, reader)
    assert found.papers[0].uncompared == uncompared
    assert [line for line in text_report([found]) if "比べていません" in line] == [told] * bool(told)
    assert all(page.why.value in json_report([found]) for page in uncompared)
