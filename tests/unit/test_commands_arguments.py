"""What people type where the tool asks or is given something."""

from __future__ import annotations

import pytest

from hyoga_docs.commands.arguments import answer_meant


@pytest.mark.parametrize(
    ("answers", "meant"),
    [
        (("はい", "ハイ", "ﾊｲ", "y", "Y", "ｙ", "Ｙ", "yes", "ＹＥＳ", " はい。"), True),
        (("いいえ", "n", "Ｎ", "no", "ｎｏ", "イイエ"), False),
        (("", "はいいえ", "1", "やめる"), None),
    ],
)
def test_an_answer_is_read_in_any_width(answers: tuple[str, ...], meant: bool | None) -> None:
    assert {answer_meant(each) for each in answers} == {meant}
