from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.pipeline.review import page_text, review_text
from hyoga_docs.plan.model import Document

LINES = st.lists(st.sampled_from(["", "文。", "- セル", "## 見出し"]), max_size=12)


def test_a_review_begins_with_the_full_label_and_title() -> None:
    annex = Document(key="a", title="構成員名簿", label="別紙", full_label="資料２別紙")
    assert review_text(annex, ["文。"]) == "# 資料２別紙　構成員名簿\n\n文。\n"
    assert review_text(Document(key="a", title="次第"), []) == "# 次第\n"


@law
@given(LINES)
def test_a_review_is_tidy_and_loses_no_line(lines: list[str]) -> None:
    text = review_text(Document(key="a", title="題"), lines)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert [line for line in text.splitlines() if line] == ["# 題", *(line for line in lines if line)]


def test_the_pages_of_a_paper_are_numbered_and_an_empty_one_says_so() -> None:
    text = review_text(Document(key="a", title="題"), page_text([["一"], [], ["三", "四"]], ()))
    assert text == "# 題\n\n## 1ページ\n\n一\n\n## 2ページ\n\n（文字のないページ）\n\n## 3ページ\n\n三\n四\n"


def test_a_page_that_is_a_picture_says_what_the_picture_shows() -> None:
    assert page_text([[], ["文"]], ("会場の地図",))[3] == "（図）会場の地図"
    assert "（図）" not in "".join(page_text([["文"]], ("会場の地図",)))


@law
@given(st.lists(LINES, max_size=5), st.sampled_from([(), ("図の説明",), ("一", "二")]))
def test_every_page_has_its_heading(pages: list[list[str]], alts: tuple[str, ...]) -> None:
    assert [int(n) for n in re.findall(r"^## (\d+)ページ$", "\n".join(page_text(pages, alts)), re.MULTILINE)] == [
        *range(1, len(pages) + 1)
    ]
