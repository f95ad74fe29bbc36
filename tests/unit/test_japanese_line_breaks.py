from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.line_breaks import name_lines, wrap
from hyoga_docs.japanese.width import text_width


def test_lines_break_between_characters_and_full_width_ones_count_two() -> None:
    assert wrap("会議資料を綴じる", 8) == ["会議資料", "を綴じる"]
    assert wrap("会議資料を綴じる", 9) == ["会議資料", "を綴じる"]
    assert wrap("会議", 80) == ["会議"]
    assert wrap("", 80) == [""]


def test_words_of_ascii_stay_whole_and_blanks_at_a_break_go() -> None:
    assert wrap("会議の YAML を meetings/2019-10-31.yaml に書く", 12) == ["会議の YAML", "を", "meetings/2019-10-31.yaml", "に書く"]
    assert wrap("hyoga-docs build", 11) == ["hyoga-docs", "build"]


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    assert wrap("点検する。作る", 8) == ["点検す", "る。作る"]
    assert wrap("なお（改正）する", 6) == ["なお", "（改", "正）す", "る"]
    assert wrap("メッセージ", 4) == ["メッ", "セー", "ジ"]


def test_line_breaks_of_the_text_stay() -> None:
    assert wrap("一行。\n\n  例: 二行", 20) == ["一行。", "", "  例: 二行"]


@law
@given(st.text("あ漢、。（）ab- ", max_size=60), st.integers(8, 40))
def test_nothing_is_lost_and_no_line_is_too_wide_that_could_be_broken(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert text_width(line) <= width or not any(line[i] in "あ漢" and line[i + 1] in "あ漢" for i in range(len(line) - 1))


@pytest.mark.parametrize(
    ("name", "width", "wanted"),
    [
        ("見本県医師会", 12, ["見本県医師会"]),
        ("一般社団法人見本県医師会", 16, ["一般社団法人", "見本県医師会"]),
        ("見本県医師会　例支部", 12, ["見本県医師会", "例支部"]),
        ("見本県商工会議所連合会", 18, ["見本県商工会議所", "連合会"]),
        ("経済産業省例経済産業局地域経済部地域経済課", 24, ["経済産業省例経済産業局", "地域経済部地域経済課"]),
        ("みほん若者サポートステーション", 24, ["みほん若者", "サポートステーション"]),
        ("例町民生委員児童委員協議会", 22, ["例町民生委員児童委員", "協議会"]),
        ("見本高速道路株式会社見本管理事務所長", 24, ["見本高速道路株式会社", "見本管理事務所長"]),
        ("あいうえおかきくけこ", 8, ["あいうえおかきくけこ"]),
    ],
)
def test_the_name_of_an_organisation_is_parted_where_its_parts_end(name: str, width: int, wanted: list[str]) -> None:
    assert name_lines(name, width) == wanted
