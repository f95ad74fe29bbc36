"""How often is too often in texts that are right (bench/precision.py)."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from hyoga_docs.core.problem import Severity

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(BENCH)
    return importlib.import_module("precision")


@pytest.mark.parametrize(
    ("severity", "count", "within"),
    [
        (Severity.ERROR, 1, False),
        (Severity.WARNING, 2, True),
        (Severity.WARNING, 3, False),
        (Severity.NOTE, 10, True),
        (Severity.NOTE, 11, False),
    ],
)
def test_a_code_may_be_told_so_often_in_a_hundred_thousand_characters(
    bench: Any, severity: Severity, count: int, *, within: bool
) -> None:
    assert bench.is_within_goal(severity, count, 100_000) is within


def test_a_mistake_in_a_text_is_told_with_its_place(bench: Any, tmp_path: Path) -> None:
    text = tmp_path / "notice.txt"
    text.write_text("令和7年9月9日（月）に開く。\n", "utf-8")
    assert [(each.code, each.severity, each.place.line) for each in bench.findings([text])] == [("HD222", Severity.ERROR, 1)]
