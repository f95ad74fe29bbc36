from __future__ import annotations

import pytest

from hyoga_docs.core.problem import Fix, Place
from hyoga_docs.spec.yaml.fixes import fix_at, fixed, is_exact
from hyoga_docs.spec.yaml.reader import YamlSource, read_yaml_text

TEXT = """\
# 取り組みの一覧
titel: 就労支援の取り組み  # 取り組み
two: '「取り組み」と''取り組み'''
three: "取り組み"
flow: {a: 取り組み, b: [取り組み, 次]}
block: |
  一行目
  取り組みの話
folded: >
  取り
  組みの話
base: &a 取り組み
again: *a
"""


def read(text: str) -> YamlSource:
    source, problems = read_yaml_text(text, "a.yaml")
    assert problems == []
    return source


def places(text: str, word: str = "取り組み") -> list[Fix]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        at = line.find(word)
        while at >= 0:
            found.append(Fix("a.yaml", number, at + 1, word, "取組"))
            at = line.find(word, at + 1)
    return found


@pytest.mark.parametrize("line", [2, 3, 4, 5, 8, 12])
def test_only_the_words_change_however_the_text_is_written(line: int) -> None:
    [fix, *_] = [each for each in places(TEXT) if each.line == line]
    after = fixed(TEXT, [fix], read(TEXT))
    lines = TEXT.split("\n")
    at = fix.column - 1
    lines[line - 1] = lines[line - 1][:at] + "取組" + lines[line - 1][at + 4 :]
    assert after == "\n".join(lines)


def test_several_are_made_at_once_and_twice_in_one_text() -> None:
    of_values = [each for each in places(TEXT) if each.line > 1 and (each.line, each.column) != (2, 21)]
    after = fixed(TEXT, of_values, read(TEXT))
    assert after is not None
    assert after.count("取り組み") == 2  # both of them comments
    assert "two: '「取組」と''取組'''" in after


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_ends_of_lines_and_the_mark_at_the_beginning_stay(ends: str) -> None:
    text = "\ufeff" + TEXT.replace("\n", ends)
    after = fixed(text, [Fix("a.yaml", 4, 9, "取り組み", "取組")], read(TEXT))
    assert after == text.replace('"取り組み"', '"取組"')


@pytest.mark.parametrize(
    "fix",
    [
        Fix("a.yaml", 1, 3, "取り組み", "取組"),  # a comment
        Fix("a.yaml", 2, 21, "取り組み", "取組"),  # a comment behind a value
        Fix("a.yaml", 4, 8, "取り組み", "取組"),  # not where it stands
        Fix("a.yaml", 99, 1, "取り組み", "取組"),
        Fix("a.yaml", 2, 8, "就労", "[就労"),
        Fix("a.yaml", 2, 8, "就労支援の取り組み", "a: b"),
        Fix("a.yaml", 5, 12, "取り組み", "取組, c: 一"),
        Fix("a.yaml", 2, 1, "titel: 就労", "title: 就業"),  # a key and its value
        Fix("a.yaml", 4, 8, '"取り組み"', '"取組'),
    ],
)
def test_what_would_change_more_or_less_than_the_words_is_not_made(fix: Fix) -> None:
    assert fixed(TEXT, [fix], read(TEXT)) is None


def test_a_key_is_mended_in_its_place() -> None:
    source = read(TEXT)
    fix = fix_at(source, source.key_place("titel"), "titel", "title")
    assert fix == Fix("a.yaml", 2, 1, "titel", "title")
    assert fixed(TEXT, [fix], source) == TEXT.replace("titel", "title")


@pytest.mark.parametrize(
    ("old", "new"), [("取り組み", "取組"), ("就労", "#就労"), ("就労", "就労: "), ("ない", "ある"), ("", "取組"), ("就労", "")]
)
def test_words_that_stand_twice_on_their_line_or_would_be_syntax_have_no_fix(old: str, new: str) -> None:
    fix = fix_at(read(TEXT), Place("a.yaml", 2, 8), old, new)
    assert fix is None or (old, new) == ("就労", "")


def test_a_finding_in_a_value_is_exact_only_where_its_letters_stand() -> None:
    source = read(TEXT)
    assert is_exact(Fix("a.yaml", 8, 3, "取り組み", "取組"), source)
    assert not is_exact(Fix("a.yaml", 10, 3, "取り組み", "取組"), source)  # folded in the middle
    assert not is_exact(Fix("a.yaml", 2, 1, "titel", "title"), source)  # a key, which others name
