from __future__ import annotations

import json

from hyoga_docs.messages import as_json, as_text, count
from hyoga_docs.problem import Place, Problem, Said, Severity, error, warning


def said(*problems: Problem) -> list[Said]:
    return [problem.as_dict() for problem in problems]


def test_a_problem_prints_its_place_text_and_hint_on_lines_of_their_own() -> None:
    problem = error("HD111", "知らないキー「titel」です。", hint="title か。", place=Place("a.yaml", 6, 5), quote="titel: 開会")
    assert as_text(said(problem), color=False).splitlines() == [
        "a.yaml:6:5: エラー HD111 知らないキー「titel」です。",
        "    titel: 開会",
        "    → title か。",
        "エラー 1件",
    ]


def test_errors_come_first_then_by_file_line_and_column() -> None:
    problems = [
        warning("HD5", "m", place=Place("a", 1, 1)),
        error("HD4", "m", place=Place("b", 1, 1)),
        error("HD3", "m", place=Place("a", 10, 1)),
        error("HD2", "m", place=Place("a", 2, 9)),
        error("HD1", "m", place=Place("a", 2, 1)),
        error("HD0", "m"),
    ]
    order = [line.split("HD")[1][0] for line in as_text(said(*problems), color=False).splitlines()[:-1]]
    assert order == ["0", "1", "2", "3", "4", "5"]


def test_no_problem_is_no_text() -> None:
    assert as_text([], color=False) == ""
    assert count([]) == ""


def test_a_page_is_named_and_a_problem_without_a_place_begins_with_its_severity() -> None:
    problem = Problem("HD9", Severity.NOTE, "文", page=3)
    assert as_text(said(problem), color=False).splitlines()[0] == "参考 HD9 文（3ページ）"


def test_color_is_only_where_it_is_asked_for() -> None:
    problems = said(error("HD1", "m"), warning("HD2", "m"))
    assert "\x1b" not in as_text(problems, color=False)
    assert "\x1b[31mエラー\x1b[0m" in as_text(problems, color=True)


def test_the_count_names_each_severity_that_occurs() -> None:
    assert count(said(error("HD1", "m"), warning("HD2", "m"), error("HD3", "m"))) == "エラー 2件、注意 1件"


def test_json_has_the_keys_of_the_contract_in_order() -> None:
    problem = Problem("HD1", Severity.ERROR, "資料", "h", Place("f", 1, 2), "q", "d", 3, caret=(0, 1), heading="x")
    printed = as_json(said(problem, warning("HD2", "m")))
    keys = ["code", "severity", "message", "hint", "file", "line", "column", "page", "quote", "document"]
    assert [list(found) for found in json.loads(printed)] == [keys, keys]
    assert list(json.loads(printed)[0].values()) == ["HD1", "error", "資料", "h", "f", 1, 2, 3, "q", "d"]
    assert "資料" in printed
