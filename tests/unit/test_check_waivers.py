from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HEAD, codes, planned

from hyoga_docs.check.waivers import waive, waive_of_pages
from hyoga_docs.core.problem import error, note


@pytest.mark.parametrize(("written", "code"), [("paper", "HD342"), ("paper", "HD503"), ("paper", "HD506"), ("wording", "HD342")])
def test_what_is_told_of_pages_can_be_waived_before_the_pages_are_known(tmp_path: Path, written: str, code: str) -> None:
    ok = {"paper": f", ok: [{code}]", "wording": ""}[written]
    wording = {"paper": {}, "wording": {"wording": f"ok: [{{code: {code}, file: 2024-05-01.yaml, reason: 折り込み}}]\n"}}[written]
    meeting = f"{HEAD}handouts:\n  - {{title: 甲, file: a.docx{ok}}}\n  - {{title: 乙, file: b.docx}}\n"
    plan, _ = planned(tmp_path, meeting, {"a.docx": b"PK", "b.docx": b"PK"}, **wording)
    first, second = plan.documents[-2].place, plan.documents[-1].place
    told = [note(code, "用紙の大きさがA4ではありません。", place=place) for place in (first, second)]
    left = waive_of_pages(told, plan.workspace)
    assert [problem.place for problem in left] == ([second] if written == "paper" else [])
    assert codes(waive([], plan.workspace, [first])) == []
    assert codes(waive([], plan.workspace)) == ["HD291"]
    if written == "paper":
        assert codes(waive([], plan.workspace, [second])) == ["HD291"]


def test_a_file_that_cannot_be_printed_is_never_waived(tmp_path: Path) -> None:
    plan, _ = planned(tmp_path, f"{HEAD}handouts:\n  - {{title: 甲, file: a.docx, ok: [HD501]}}\n", {"a.docx": b"PK"})
    told = [error("HD501", "PDF にできません。", place=plan.documents[-1].place)]
    assert codes(waive_of_pages(told, plan.workspace)) == ["HD501"]
    (unused,) = waive([], plan.workspace, [plan.documents[-1].place])
    assert "外せない" in unused.message
