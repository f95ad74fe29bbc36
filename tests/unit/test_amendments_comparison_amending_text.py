"""The sentence before a 新旧対照表: true for what the table shows, to the word that is only added."""

from __future__ import annotations

import pytest

from hyoga_docs.amendments.comparison.amending_text import how_to_read
from hyoga_docs.amendments.comparison.change_kinds import change_kinds, word_changes
from hyoga_docs.amendments.comparison.charter_table import ComparisonRow, ProvisionLine
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.spec.style import Style
from hyoga_docs.text.diff import compare_texts

REPLACED = "改正前の欄に掲げる規定の下線を付した部分を、これに対応する改正後の欄に掲げる規定の下線を付した部分のように改め"


def line(words: str, kind: str = "text") -> ProvisionLine:
    return ProvisionLine(kind, 1, ((words, True),))


def changed(old: str, new: str, kind: str = "text") -> ComparisonRow:
    before, after = compare_texts(old, new)
    return ComparisonRow("changed", ProvisionLine(kind, 1, after), ProvisionLine(kind, 1, before))


ADDED = ComparisonRow("added", line("部会"), line("（新設）", "note"))
REMOVED = ComparisonRow("removed", line("（削る）", "note"), line("部会"))
PROVISO = changed("任期は、２年とする。", "任期は、２年とする。ただし、再任を妨げない。")
LESS = changed("任期は、２年とする。ただし、再任を妨げない。", "任期は、２年とする。")
OTHER = changed("任期は、２年とする。", "任期は、３年とする。")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([OTHER], f"次の表により、{REPLACED}る。"),
        (
            [PROVISO],
            "次の表により、改正後の欄に掲げる規定の下線を付した部分で改正前の欄にこれに対応するものを掲げていないものを加える。",
        ),
        (
            [LESS, REMOVED],
            "次の表により、改正前の欄に掲げる規定の下線を付した部分又は規定で改正後の欄にこれに対応するものを掲げていないものを削る。",
        ),
        (
            [OTHER, REMOVED, ADDED],
            f"次の表により、{REPLACED}、改正前の欄に掲げる規定で改正後の欄にこれに対応するものを掲げていないものを削り、"
            "改正後の欄に掲げる規定で改正前の欄にこれに対応するものを掲げていないものを加える。",
        ),
        (
            [changed("会議要綱", "協議会要綱", "title")],
            "次の表により、改正前の欄に掲げる題名及び規定の下線を付した部分を、"
            "これに対応する改正後の欄に掲げる題名及び規定の下線を付した部分のように改める。",
        ),
    ],
)
def test_the_sentence_says_what_occurs_and_nothing_else(rows: list[ComparisonRow], sentence: str) -> None:
    assert how_to_read(ComparisonTable("", rows, None), Style()) == sentence


def test_words_that_only_one_column_has_are_told_from_those_that_are_others_now() -> None:
    assert word_changes(*compare_texts("甲及び乙を行う。", "甲及び乙並びに丙を行う。")) == {"words-added"}
    assert word_changes(*compare_texts("会長は、20人の委員を置く。", "会長は、15人の委員を置く。")) == {"words-replaced"}
    assert change_kinds(ComparisonTable("", [ComparisonRow("went", line("（２へ移動）", "note"), line("３"))], None)) == {"moved"}
