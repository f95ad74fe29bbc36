"""What takes too long or too much memory to compare is told with its file, as nothing else is."""

from __future__ import annotations

import pytest

from hyoga_docs.check.comparison_limit import comparison_limit
from hyoga_docs.core.problem import SpecError


def test_what_does_not_end_is_told_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.check.comparison_limit.SECONDS", 0.05)
    with pytest.raises(SpecError) as told, comparison_limit("meetings/common/charter.yaml", "2020-04-01"):
        _never_end()
    (problem,) = told.value.problems
    assert (problem.code, str(problem.place), problem.quote) == ("HD672", "meetings/common/charter.yaml", "2020-04-01")
    assert "0.05秒" in problem.message


def test_what_needs_too_much_memory_is_told_too() -> None:
    with pytest.raises(SpecError) as told, comparison_limit("計画.docx", "計画"):
        raise MemoryError
    assert "メモリが足りません" in told.value.problems[0].message


def _never_end() -> None:
    while True:
        pass
