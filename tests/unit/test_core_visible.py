from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.core.visible import visible, visible_lines

#: Of another writing, and seen: they count or frame what follows.
SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "honest",
    [
        "資料１－１　支援（案）.docx",
        "葛\U000e0100城",
        "ハ\u3099ス",
        "か\u309a",
        "☂\ufe0f",
        "外字\ue000",
        "한국어",
        "عربي",
        "👍🏽",
        "髙﨑",
    ],
)
def test_what_people_write_stays_as_it_is(honest: str) -> None:
    assert visible(honest) == visible_lines(honest) == honest


def test_what_is_hidden_is_written_as_json_does() -> None:
    assert visible("a\x1b]8;;x\x07b") == r"a\u001b]8;;x\u0007b"
    assert visible("承認\u202efdp.exe\udc80\x7f\u200b\U000e0041") == r"承認\u202efdp.exe\udc80\u007f\u200b\udb40\udc41"
    assert visible("一\n二\t三\r") == r"一\n二\t三\r"
    assert visible_lines("一\n二\t三\r") == "一\n二\t三\\r"


def test_nothing_that_unicode_calls_a_control_or_a_format_is_left() -> None:
    left = [
        code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in HIDDEN and visible(chr(code)) == chr(code)
    ]
    assert set(left) <= SEEN


@given(st.recursive(st.text(max_size=9), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=9))
def test_a_json_document_means_the_same(value: object) -> None:
    printed = visible_lines(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(printed) == value
    assert not [character for character in printed if character != "\n" and visible(character) != character]
