"""Words and looks changed at random in small Office files (bench/random_changes.py, which makes thousands)."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(BENCH)
    return importlib.import_module("random_changes")


@pytest.mark.parametrize("seed", range(2))
def test_a_word_is_told_once_in_every_form_and_of_a_look_no_word(bench: Any, seed: int) -> None:
    found = list(bench.changes(bench.made_files(), 30, seed))
    assert sum(bool(change.now) for change in found) == 15
    assert [(change.name, change.was, told) for change in found for told in bench.wrong(change)] == []


def test_what_is_told_falsely_is_found(bench: Any) -> None:
    word = next(change for change in bench.changes(bench.made_files(), 1, 1) if change.now)
    as_look = bench.Change(word.name, word.suffix, word.old, word.new)
    assert list(bench.wrong(as_look))
