"""Names of files on the web: what a desk or a server cannot bear, and no two alike."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.publish.file_names import href, safe_name, size_words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("資料１－１　就職氷河期世代活躍支援について", "資料１－１　就職氷河期世代活躍支援について.pdf"),
        ("資料２　A/B: 50%は\n「何」か?", "資料２　A／B：　50％は　「何」か？.pdf"),
        ("か\u3099いよう", "がいよう.pdf"),
        ("..", "資料.pdf"),
        ("CON", "_CON.pdf"),
        ("見\u202e本\u200b", "見本.pdf"),
        ("長" * 200, "長" * 60 + ".pdf"),
    ],
)
def test_a_name_is_safe(name: str, expected: str) -> None:
    assert safe_name(name, ".pdf", set()) == expected


def test_names_that_some_desks_hold_for_one_are_parted() -> None:
    taken: set[str] = set()
    assert [safe_name(name, ".pdf", taken) for name in ("参考資料 a", "参考資料　A", "参考資料　Ａ")] == [
        "参考資料　a.pdf",
        "参考資料　A（２）.pdf",
        "参考資料　Ａ（３）.pdf",
    ]


@given(st.lists(st.text(), max_size=6))
def test_any_names_make_names_of_files(names: list[str]) -> None:
    taken: set[str] = set()
    made = [safe_name(name, ".pdf", taken) for name in names]
    assert len({unicodedata.normalize("NFKC", each).casefold() for each in made}) == len(made)
    for each in made:
        assert not set(each) & set('<>:"/\\|?*%#\0\n\t')
        assert each[0] not in ". 　"
        assert len(each.encode()) <= 255
        assert unquote(href(each)) == each
        assert href(each).isascii()


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1KB"),
        (1024, "1KB"),
        (1536, "2KB"),
        (380 * 1024, "380KB"),
        (999 * 1024, "999KB"),
        (1013 * 1024, "1.0MB"),
        (2_516_582, "2.4MB"),
    ],
)
def test_a_size_is_said_as_people_write_it(size: int, words: str) -> None:
    assert size_words(size) == words
