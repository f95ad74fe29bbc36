from __future__ import annotations

import pytest
from texts import checked
from workspaces import codes

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.sums import check_sums


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("28市町村／32市町村（87.5％）", []),
        ("28市町村／32市町村（85.7％）", ["HD283"]),
        ("28市町村（32市町村の87.5％）", []),
        ("120人以上（対象人口400人の40％）", ["HD283"]),
        ("850通のうち340通（40.0％）", []),
        ("850通のうち340通（45.0％）", ["HD283"]),
        ("20件中15件（70％）", ["HD283"]),
        ("5人／10人（60％増）", []),
        ("延べ322件（電話198件、面接76件、メール48件）", []),
        ("延べ312件（電話198件、面接76件、メール48件）", ["HD281"]),
        ("参加費1,000円（会員500円、学生300円）", []),
        ("令和６年度（12回、延べ30人）", []),
        ("国：県：町＝１：１：２", []),
    ],
)
def test_numbers_that_a_sentence_states_together_agree(text: str, code: list[str]) -> None:
    assert codes(check_sums(checked(f"結果は、{text}である。"), CheckContext())) == code
