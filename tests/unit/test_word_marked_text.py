from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from workspaces import law, plain

from hyoga_docs.plan.rich_text import Anchor, Link, Part, Styled, Underlined
from hyoga_docs.word.marked_text import ANCHOR, END, LINK, MIDDLE, STYLE, UNDERLINE, mark, printed

WORDS = st.text("a1資料<>&。", max_size=6)
NAMES = st.from_regex(r"[a-z][a-z0-9#-]{0,8}", fullmatch=True)
PARTS = st.lists(WORDS | st.builds(Link, NAMES, WORDS) | st.builds(Anchor, NAMES, WORDS), max_size=6).map(tuple)


def test_text_without_links_is_left_as_it_is() -> None:
    assert mark(("資料１", "。")) == "資料１。"
    assert mark(()) == ""


def test_links_and_anchors_are_marked_apart() -> None:
    made = mark(("別紙", Link("k#a", "３"), Anchor("b", "４")))
    assert made == "別紙３４"
    assert made[2:] == "３４"
    assert printed(made) == f"別紙{LINK}k#a{MIDDLE}３{END}{ANCHOR}b{MIDDLE}４{END}"


def test_what_word_breaks_at_stands_between_marks() -> None:
    made = printed(mark((Underlined("一\t二\n三"),)))
    one, two, three = (f"{UNDERLINE}{MIDDLE}{piece}{END}" for piece in "一二三")
    assert made == f"{one}\t{two}\n{three}"
    assert printed(mark((Styled("様式"),))) == f"{STYLE}様式{MIDDLE}{END}"


@law
@given(PARTS)
def test_taking_the_marks_away_leaves_the_words(text: tuple[Part, ...]) -> None:
    marked = printed(mark(text))
    assert mark(text) == plain(text)
    assert unescape(re.sub(f"[{LINK}{ANCHOR}][^{MIDDLE}]*{MIDDLE}|{END}", "", marked)) == plain(text)
    assert marked.count(MIDDLE) == marked.count(END) == sum(not isinstance(part, str) for part in text)


def test_marks_are_characters_that_nobody_can_type() -> None:
    assert all(0xFDD0 <= ord(sign) <= 0xFDEF for sign in (LINK, MIDDLE, END, ANCHOR))
    assert len({LINK, MIDDLE, END, ANCHOR}) == 4
