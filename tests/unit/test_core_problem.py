from __future__ import annotations

import json

import pytest

from hyoga_docs.core.problem import (
    ConversionError,
    ExitCode,
    Fix,
    HyogaError,
    MachineError,
    Place,
    Problem,
    Severity,
    SpecError,
    Stretch,
    UsageError,
    did_you_mean,
    error,
    has_errors,
    nearest,
    note,
    warning,
)


@pytest.mark.parametrize(
    ("place", "printed"),
    [(Place("a.yaml"), "a.yaml"), (Place("a.yaml", 3), "a.yaml:3"), (Place("a.yaml", 3, 7), "a.yaml:3:7")],
)
def test_a_place_prints_what_it_knows(place: Place, printed: str) -> None:
    assert str(place) == printed


def test_a_problem_without_a_place_says_null_for_it() -> None:
    said = error("HD999", "だめ").as_dict()
    assert said["code"] == "HD999"
    assert said["severity"] == "error"
    assert [said[key] for key in ("hint", "file", "line", "column", "page", "quote", "document")] == [None] * 7


def test_a_problem_says_all_that_is_told_of_it_and_no_anchor() -> None:
    problem = Problem(
        *(Severity.NOTE, "HD1", "m", "h", Place("f", 1, 2), "q", "d", 3),
        caret=(0, 1),
        anchor=Place("x.yaml", 9),
        heading="資料１",
        stretch=Stretch("f", 0, 1, 2),
        fix=Fix("f", 1, 2, "誤", "正"),
        cell="予算!C12",
    )
    said = problem.as_dict()
    fix = {"file": "f", "line": 1, "column": 2, "old": "誤", "new": "正"}
    words = ["code", "severity", "message", "hint", "file", "line", "column", "page", "cell", "quote", "document"]
    assert list(said) == [*words, "caret", "heading", "fix"]
    assert list(said.values()) == ["HD1", "note", "m", "h", "f", 1, 2, 3, "予算!C12", "q", "d", [0, 1], "資料１", fix]
    assert json.loads(json.dumps(said)) == said


def test_a_caret_at_the_very_start_is_a_caret() -> None:
    assert Problem(Severity.ERROR, "HD1", "m", quote="q", caret=(0, 0)).as_dict()["caret"] == [0, 0]
    assert error("HD1", "m", quote="q").as_dict()["caret"] is None


def test_only_an_error_stops_a_build() -> None:
    assert warning("HD1", "m").severity is Severity.WARNING
    assert not has_errors([])
    assert not has_errors([warning("HD1", "m")])
    assert note("HD1", "m").severity is Severity.NOTE
    assert not has_errors([note("HD1", "m")])
    assert has_errors([warning("HD1", "m"), error("HD2", "m")])


@pytest.mark.parametrize(
    ("family", "code"),
    [
        (UsageError, ExitCode.USAGE),
        (SpecError, ExitCode.SPEC),
        (MachineError, ExitCode.MACHINE),
        (ConversionError, ExitCode.CONVERSION),
    ],
)
def test_each_family_carries_its_exit_code_and_never_that_of_a_crash(family: type[HyogaError], code: ExitCode) -> None:
    raised = family(iter([error("HD1", "一"), error("HD2", "二")]))
    assert raised.exit_code is code
    assert raised.exit_code not in {0, 1}
    assert str(raised) == "HD1 一; HD2 二"


def test_exit_codes_are_those_of_the_contract_and_a_crash_has_none_of_them() -> None:
    assert sorted(ExitCode) == [0, 2, 3, 4, 5, 10, 130]


def test_the_nearest_word_is_hinted_and_a_far_one_is_not() -> None:
    assert nearest("titel", ["speaker", "title", "items"]) == "title"
    assert nearest("xyz", ["speaker", "title"]) is None
    assert did_you_mean("titel", ["title"]) == "「title」の誤りではありませんか。"
    assert did_you_mean("xyz", ["title"], "ほか") == "ほか"
    assert did_you_mean("xyz", []) is None
