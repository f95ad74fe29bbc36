from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HEAD, codes, planned

from hyoga_docs.check.waivers import waive, waive_of_pages
from hyoga_docs.core.problem import note


@pytest.mark.parametrize("written", ["paper", "wording"])
def test_what_is_told_of_pages_can_be_waived_before_the_pages_are_known(tmp_path: Path, written: str) -> None:
    ok = {"paper": ", ok: [HD342]", "wording": ""}[written]
    wording = {"paper": {}, "wording": {"wording": "ok: [{code: HD342, file: 2024-05-01.yaml, reason: 折り込み}]\n"}}[written]
    meeting = f"{HEAD}handouts:\n  - {{title: 甲, file: a.docx{ok}}}\n  - {{title: 乙, file: b.docx}}\n"
    plan, _ = planned(tmp_path, meeting, {"a.docx": b"PK", "b.docx": b"PK"}, **wording)
    first, second = plan.documents[-2].place, plan.documents[-1].place
    told = [note("HD342", "用紙の大きさがA4ではありません。", place=place) for place in (first, second)]
    left = waive_of_pages(told, plan.workspace)
    assert [problem.place for problem in left] == ([second] if written == "paper" else [])
    assert codes(waive([], plan.workspace, [first])) == []
    assert codes(waive([], plan.workspace)) == ["HD291"]
    if written == "paper":
        assert codes(waive([], plan.workspace, [second])) == ["HD291"]
