"""Every list of words that stands beside the code: a slip of whoever amends one is told here."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hyoga_docs
from hyoga_docs.check import word_lists
from hyoga_docs.core.cache import code_digest
from hyoga_docs.core.word_files import read_arrows, read_groups, read_words
from hyoga_docs.japanese.dictionary import mistaken_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PACKAGE = Path(hyoga_docs.__file__).parent
FILES = sorted(PACKAGE.rglob("words/*.txt"))
#: Each list, and what one of its entries looks like.
LISTS: dict[str, tuple[Callable[[], Iterable[str]], str]] = {
    "laws.txt": (word_lists.laws, "[一-龠ぁ-んァ-ヴー・]+(?:法|法律)"),
    "common_words.txt": (word_lists.common_words, "[一-龠々]{2}"),
    "office_words.txt": (word_lists.office_words, "[一-龠々]{2}"),
    "rare_words.txt": (word_lists.rare_words, "[一-龠々]{2}"),
    "joining_kanji.txt": (word_lists.joining_kanji, "[一-龠々]"),
    "polite_words.txt": (word_lists.polite_words, "[一-龠々ぁ-ん]+"),
    "not_surnames.txt": (word_lists.not_surnames, "[一-龠々]{2,}"),
    "sister_bodies.txt": (word_lists.sister_bodies, "[一-龠々ぁ-んァ-ヴー]+"),
    "kanji_forms.txt": (word_lists.kanji_forms, r"[^\W\d_]{2,}"),
    "surname_kanji.txt": (word_lists.surname_kanji, "[一-龠々]{2,}"),
    "sister_kanji.txt": (word_lists.sister_kanji, r"\w{2,}"),
    "sister_words.txt": (lambda: chain(*word_lists.sister_words()), "[一-龠々]{2,}"),
    "confidential_marks.txt": (lambda: chain(*word_lists.confidential_marks()), r"[\w ]+|㊙"),
}
VARIANTS = {"noun_variants.txt": word_lists.noun_variants, "kana_variants.txt": word_lists.kana_variants}
WRONG = {"wrong_words.txt": word_lists.wrong_words, "doubled_kana.txt": word_lists.doubled_kana}
GROUPS_OF_KANJI = ("same_sound.txt", "same_shape.txt")


def repeated(entries: Iterable[object]) -> list[object]:
    return [entry for entry, count in Counter(entries).items() if count > 1]


def compiled(pattern: str) -> re.Pattern[str]:
    assert not re.search(r"\{[^0-9]", pattern), f"{pattern} は、どの決まった書き方でもありません"
    found = re.compile(pattern, re.MULTILINE)
    assert not found.fullmatch("")
    return found


def test_every_file_is_one_of_these_lists() -> None:
    assert {path.name for path in FILES} == {*LISTS, *VARIANTS, *GROUPS_OF_KANJI, *WRONG, "homophones.txt", "font_replacements.txt"}
    assert not [path for path in PACKAGE.rglob("words/*") if path not in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_list_says_what_it_is_for_in_its_first_lines(path: Path) -> None:
    head, _, entries = path.read_text("utf-8").partition("\n\n")
    assert all(line.startswith("#") for line in head.splitlines())
    assert "「#」で始まる行は説明です" in head
    assert entries.endswith("\n")
    assert not re.search(r"\t|[ 　]$", entries, re.MULTILINE)


@pytest.mark.parametrize("name", LISTS)
def test_every_word_looks_like_the_others_and_is_there_once(name: str) -> None:
    found, look = LISTS[name]
    assert [word for word in found() if not re.fullmatch(look, word)] == []
    words = read_words(next(path for path in FILES if path.name == name))
    assert repeated("".join(words) if name == "joining_kanji.txt" else words) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_every_way_of_writing_a_word_is_found_where_it_stands_alone(name: str) -> None:
    families = VARIANTS[name]()
    assert repeated(word for family in families for word, _ in family) == []
    for family in families:
        assert len(family) > 1, family
        for word, pattern in family:
            texts = [f"{before}{word}{after}" for before in ("３", "て", "資料", "期", "") for after in ("", "の", "、", "案内")]
            assert any(compiled(pattern).search(text) for text in texts)


@pytest.mark.parametrize("name", WRONG)
def test_every_wrong_word_is_of_one_pattern_and_has_a_right_one_or_a_reason_to_have_none(name: str) -> None:
    found = WRONG[name]()
    assert repeated(pattern for pattern, _ in found) == []
    assert sum(not right for _, right in found) <= 1
    assert not [(pattern, right) for pattern, right in found if compiled(pattern).fullmatch(right)]


@pytest.mark.parametrize("name", GROUPS_OF_KANJI)
def test_kanji_that_are_mistaken_for_each_other_stand_in_groups(name: str) -> None:
    for group in read_words(next(path for path in FILES if path.name == name)):
        assert re.fullmatch("[一-龠々]{2,}", group)
        assert repeated(group) == []
        assert all(set(group) - {kanji} <= mistaken_for(kanji) for kanji in group)


def test_comments_and_what_an_editor_puts_in_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeff# 説明\r\n甲　乙\r\n\r\n# 説明\r\n丙 \r\n".encode())
    assert read_words(path) == ["甲", "乙", "丙"]
    assert read_groups(path) == [["甲　乙"], ["丙"]]


def test_a_wrong_word_without_its_right_one_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong_words.txt"
    path.write_text("# 説明\n防徐 → 防除\nをは →\n", "utf-8")
    assert read_arrows(path) == [("防徐", "防除"), ("をは", "")]
    path.write_text("防徐 → 防除\n講議 講義\n", "utf-8")
    with pytest.raises(ValueError, match=r"wrong_words\.txt: .*講議 講義"):
        read_arrows(path)


def test_what_was_found_with_another_list_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "code.py").write_text("", "utf-8")
    before = code_digest(tmp_path)
    words = tmp_path / "words" / "laws.txt"
    words.write_text("労働基準法\n", "utf-8")
    with_list = code_digest(tmp_path)
    words.write_text("労働契約法\n", "utf-8")
    assert len({before, with_list, code_digest(tmp_path)}) == 3
