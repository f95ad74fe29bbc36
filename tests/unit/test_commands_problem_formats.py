from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hyoga_docs import __version__
from hyoga_docs.commands.problem_formats import ALWAYS_TOLD, as_github, as_json, as_sarif, as_text, caret_line, count
from hyoga_docs.core.problem import Place, Problem, ProblemDict, Severity, error, note, warning

if TYPE_CHECKING:
    from collections.abc import Callable


def said(*problems: Problem) -> list[ProblemDict]:
    return [problem.as_dict() for problem in problems]


def text(*problems: Problem) -> list[str]:
    return as_text(said(*problems), color=False).split("\n")


def quoted(quote: str, caret: tuple[int, int] | None) -> list[str]:
    return [line.removeprefix("    ") for line in text(Problem(Severity.ERROR, "HD1", "m", quote=quote, caret=caret))[1:-2]]


def test_a_problem_prints_its_place_text_and_hint_on_lines_of_their_own_under_its_file() -> None:
    problem = error("HD111", "知らないキー「titel」です。", hint="title か。", place=Place("a.yaml", 6, 5), quote="titel: 開会")
    assert text(problem) == [
        "a.yaml",
        "  a.yaml:6:5: エラー HD111 知らないキー「titel」です。",
        "      titel: 開会",
        "      → title か。",
        "",
        "エラー 1件",
    ]


def test_a_heading_gathers_what_is_said_of_one_paper_with_page_and_caret() -> None:
    heading = "資料１－１　支援について（programme.pdf）"
    problems = [
        Problem(Severity.WARNING, "HD202", "m", place=Place("m.yaml", 3, 7), page=5, heading=heading),
        Problem(Severity.WARNING, "HD201", "m", place=Place("programme.pdf"), page=2, quote="あ（a", caret=(1, 2), heading=heading),
    ]
    assert text(*problems) == [
        heading,
        "  （2ページ） 注意 HD201 m",
        "      あ（a",
        "      \u3000＾",
        "  m.yaml:3:7: （5ページ） 注意 HD202 m",
        "",
        "注意 2件",
    ]


def test_groups_stand_by_their_most_serious_problem_then_as_they_came() -> None:
    problems = [
        note("HD6", "m", place=Place("d")),
        warning("HD4", "m", place=Place("z")),
        warning("HD5", "m", place=Place("c")),
        note("HD2", "m", place=Place("b")),
        error("HD1", "m", place=Place("b")),
        error("HD3", "m"),
    ]
    assert [line.strip() for line in text(*problems)[:-2]] == [
        *("b", "エラー HD1 m", "参考 HD2 m", ""),
        *("エラー HD3 m", ""),
        *("z", "注意 HD4 m", ""),
        *("c", "注意 HD5 m", ""),
        *("d", "参考 HD6 m"),
    ]


def test_in_a_group_errors_come_first_then_line_column_page_and_order() -> None:
    problems = [
        warning("HD8", "m", place=Place("a", 1, 1)),
        error("HD7", "m", place=Place("a", 10, 1)),
        error("HD6", "m", place=Place("a", 2, 9)),
        error("HD4", "m", place=Place("a", 2, 1)),
        error("HD5", "m", place=Place("a", 2, 1)),
        Problem(Severity.ERROR, "HD3", "m", place=Place("a"), page=10),
        Problem(Severity.ERROR, "HD2", "m", place=Place("a"), page=9),
        error("HD1", "m", place=Place("a")),
    ]
    order = [line.split("HD")[1][0] for line in text(*problems)[1:-2]]
    assert order == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_the_notes_that_are_always_told_are_listed_in_the_documentation() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "checks.md").read_text("utf-8")
    line = next(line for line in page.splitlines() if "いつも示します" in line)
    assert set(re.findall(r"\[(HD\d{3})\]", line)) == ALWAYS_TOLD


def test_notes_of_one_kind_are_one_with_the_places_of_the_others() -> None:
    notes = [note("HD233", "コンマ。", place=Place("a", line), quote="1000", hint="そろえて。") for line in range(1, 10)]
    assert text(*notes) == [
        *("a", "  a:1: 参考 HD233 コンマ。", "      1000", "      → そろえて。", "      ほか8か所（2行、3行、4行、5行、6行など）"),
        *("", "参考 9件"),
    ]
    assert text(*notes[:2])[1::3][:2] == ["  a:1: 参考 HD233 コンマ。", "  a:2: 参考 HD233 コンマ。"]


def test_notes_of_one_kind_that_name_their_words_are_one_line_each() -> None:
    notes = [Problem(Severity.NOTE, "HD278", f"混{page}。", place=Place("a"), page=page, quote="更") for page in range(1, 9)]
    assert text(*notes)[1:-2] == [
        *("  （1ページ） 参考 HD278 混1。", "      更"),
        *(f"      ほか {page}ページ 混{page}。" for page in range(2, 7)),
        "      ほか2件",
    ]


def test_warnings_are_told_one_by_one() -> None:
    warnings = [warning("HD222", "曜日。", place=Place("a", line)) for line in range(1, 5)]
    assert len([line for line in text(*warnings) if "HD222" in line]) == 4


def test_no_problem_is_no_text() -> None:
    assert as_text([], color=False) == ""
    assert count([]) == ""


def test_a_problem_of_no_file_begins_with_its_page_and_severity() -> None:
    assert text(Problem(Severity.NOTE, "HD9", "文", page=3))[0] == "（3ページ） 参考 HD9 文"
    assert text(error("HD9", "文", quote="q", hint="h"))[:3] == ["エラー HD9 文", "    q", "    → h"]


def test_what_would_move_or_turn_a_line_is_shown_by_its_number() -> None:
    assert quoted("a\tb\x1b[2Jc\r\u2028d\u202e\x85", None) == [r"a b\u001b[2Jc\r\u2028d\u202e\u0085"]
    assert quoted("\x1b\t資", (2, 3)) == [r"\u001b 資", "       ＾"]
    assert quoted("資\u202e\u200b", (1, 3)) == [r"資\u202e\u200b", "\u3000^^^^^^^^^^^^"]


def test_a_name_with_a_line_end_stays_on_its_line() -> None:
    told = text(error("HD1", "一\n二\x1b", hint="三\n四", place=Place("五\n六\x9b", 1), quote="七\r"))
    assert told == [
        r"五\n六\u009b",
        r"  五\n六\u009b:1: エラー HD1 一\n二\u001b",
        r"      七\r",
        r"      → 三\n四",
        "",
        "エラー 1件",
    ]


def test_documents_for_programs_say_the_same_and_hide_nothing() -> None:
    name = "a\x1b\x9b\u202e\u2028\u200b\udc80\x7f"
    problems = said(Problem(Severity.ERROR, "HD1", name, hint=name, place=Place("m.yaml", 1), quote=name, document=name))
    assert json.loads(as_json(problems))[0]["quote"] == name
    assert json.loads(as_sarif(problems))["runs"][0]["results"][0]["message"]["text"] == f"{name} → {name}"
    for printed in (as_json(problems), as_sarif(problems), as_github(problems)):
        assert not set(name) - {"a"} & set(printed)


def test_a_caret_stands_under_the_line_that_holds_its_start() -> None:
    assert quoted("一行\n二行目\n三", (4, 6)) == ["一行", "二行目", "\u3000＾＾", "三"]
    assert quoted("一行\n二行目", (1, 5)) == ["一行", "\u3000＾", "二行目"]
    assert quoted("一行\n二行目", (2, 2)) == ["一行", "\u3000\u3000^", "二行目"]
    assert quoted("一\n", (2, 2)) == ["一", "", "^"]


@pytest.mark.parametrize(
    ("quote", "span", "line"),
    [
        ("…【事務局（熊本", (5, 6), " " + "\u3000" * 4 + "＾"),
        ("abc（d", (2, 5), "  ^＾^"),
        ("ｱｲｳ資", (2, 4), "  ^＾"),
        ("資料", (1, 1), "\u3000^"),
        ("資料", (2, 2), "\u3000\u3000^"),
        ("資料", (5, 9), "\u3000\u3000^"),
        ("資料", (-3, 1), "＾"),
        ("資料", (1, 0), "\u3000^"),
        ("", (0, 0), "^"),
        ("葛\U000e0100城さん", (2, 3), "\u3000＾"),
        ("葛\U000e0100城さん", (0, 2), "＾"),
        ("葛\U000e0100城さん", (1, 2), "＾"),
        ("か\u3099ぎ", (2, 3), "\u3000＾"),
        ("あ\n\u3099い", (2, 3), "^"),
        ("a\u200bb", (1, 2), " ^^^^^^"),
        ("👨\u200d👩", (2, 3), "\u3000      ＾"),
        ("☂\ufe0f傘", (2, 3), " ＾"),
    ],
)
def test_a_caret_is_as_wide_as_what_it_marks(quote: str, span: tuple[int, int], line: str) -> None:
    assert caret_line(quote, *span) == line


# What a terminal gives each of these, written down by hand: nothing that the code asks is asked here.
WIDTHS = {
    **dict.fromkeys("資あ（「。ー　Ａ！＾한😀", 2),
    **dict.fromkeys("aZ 0^~ｱﾞ｢…①○α§é±→◆", 1),
    **dict.fromkeys("\x00\x1b\x7f\u2028\u202e\u00ad\u200b\u200d\ufeff", 6),
    **dict.fromkeys("\r", 2),
    **dict.fromkeys("\t", 1),
    **dict.fromkeys(("\u3099", "\u0301", "\ufe00", "\ufe0f", "\U000e0100", "\U000e01ef", "\u20dd"), 0),
}
RIDING = ("\u3099", "\u0301", "\ufe00", "\ufe0f", "\U000e0100", "\U000e01ef", "\u20dd")


def columns(line: str) -> int:
    return sum(WIDTHS[character] for character in line)


@given(st.text(st.sampled_from([*WIDTHS, "\n"]), max_size=40), st.data())
def test_a_caret_begins_and_ends_right_under_its_text(quote: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(quote)))
    end = data.draw(st.integers(start, len(quote)))
    assume(quote[start : start + 1] not in RIDING)
    before = quote[:start].split("\n")[-1]
    marked = quote[start:end].split("\n")[0]
    line = caret_line(quote, start, end)
    marks = line.lstrip(" \u3000")
    assert set(marks) <= {"^", "＾"}
    assert columns(line[: len(line) - len(marks)]) == columns(before)
    assert columns(marks) == max(columns(marked), 1)


@given(st.text(st.sampled_from("資aｱ\U000e0100\n"), min_size=190, max_size=500), st.data())
def test_a_long_quote_is_cut_and_its_caret_stays_under_its_text(quote: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(quote) - 1))
    quote = f"{quote[:start]}◆{quote[start + 1 :]}"
    lines = quoted(quote, (start, start + 1))
    at = next(number for number, line in enumerate(lines) if "◆" in line)
    before = lines[at].partition("◆")[0]
    assert lines[at + 1].lstrip(" \u3000") == "^"
    assert columns(lines[at + 1]) - 1 == columns(before)
    shown = "\n".join(lines[: at + 1] + lines[at + 2 :])
    assert shown.strip("…") in quote
    assert len(shown) <= 204
    assert shown.endswith("…") == (not quote.endswith(shown.strip("…")))


def test_a_long_quote_without_caret_or_with_one_near_its_start_keeps_its_start() -> None:
    assert quoted("あ" * 200, None) == ["あ" * 200]
    assert quoted("あ" * 201, None) == ["あ" * 200 + "…"]
    assert quoted("あ" * 201, (199, 200)) == ["あ" * 200 + "…", "\u3000" * 199 + "＾"]
    assert quoted("あ" * 999, (500, 501)) == ["…" + "あ" * 200 + "…", " " + "\u3000" * 99 + "＾"]
    assert quoted("あ" * 999, (0, 999)) == ["あ" * 200 + "…", "＾" * 200]
    assert quoted("あ" * 300, (300, 300)) == ["…" + "あ" * 200, " " + "\u3000" * 200 + "^"]


def test_color_is_only_where_it_is_asked_for() -> None:
    problems = said(error("HD1", "m"), warning("HD2", "m"))
    assert "\x1b" not in as_text(problems, color=False)
    assert "\x1b[31mエラー\x1b[0m" in as_text(problems, color=True)
    found = Problem(Severity.WARNING, "HD1", "m", place=Place("a.yaml", 1), quote="資料", caret=(1, 2))
    assert as_text(said(found), color=True).split("\n")[:4] == [
        "\x1b[1ma.yaml\x1b[0m",
        "  a.yaml:1: \x1b[33m注意\x1b[0m HD1 m",
        "      資料",
        "      \x1b[33m\u3000＾\x1b[0m",
    ]


def test_the_count_names_each_severity_that_occurs() -> None:
    assert count(said(error("HD1", "m"), warning("HD2", "m"), error("HD3", "m"))) == "エラー 2件、注意 1件"


def test_json_has_the_keys_of_the_contract_in_order() -> None:
    problem = Problem(Severity.ERROR, "HD1", "資料", "h", Place("f", 1, 2), "q", "d", 3, caret=(0, 1), heading="x")
    printed = as_json(said(problem, warning("HD2", "m")))
    keys = ["code", "severity", "message", "hint", "file", "line", "column", "page", "cell", "quote", "document", "fix"]
    assert [list(found) for found in json.loads(printed)] == [keys, keys]
    assert list(json.loads(printed)[0].values()) == ["HD1", "error", "資料", "h", "f", 1, 2, 3, None, "q", "d", None]
    assert "資料" in printed


def sarif(*problems: Problem) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(as_sarif(said(*problems)))
    assert log["version"] == "2.1.0"
    assert log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json"
    (run,) = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert set(run["tool"]["driver"]) == {"name", "version", "rules"}
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    found: dict[str, Any] = run
    return found


def test_sarif_has_a_rule_for_each_code_and_a_result_for_each_problem() -> None:
    run = sarif(error("HD2", "一「い」", hint="直す"), warning("HD1", "二"), note("HD2", "三「は」"))
    assert run["tool"]["driver"] == {
        "name": "hyoga-docs",
        "version": __version__,
        "rules": [{"id": "HD2", "shortDescription": {"text": "一「い」"}}, {"id": "HD1", "shortDescription": {"text": "二"}}],
    }
    assert run["results"] == [
        {"ruleId": "HD2", "ruleIndex": 0, "level": "error", "message": {"text": "一「い」 → 直す"}},
        {"ruleId": "HD1", "ruleIndex": 1, "level": "warning", "message": {"text": "二"}},
        {"ruleId": "HD2", "ruleIndex": 0, "level": "note", "message": {"text": "三「は」"}},
    ]


def test_sarif_without_a_problem_is_a_run_without_results() -> None:
    run = sarif()
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_sarif_says_where_in_a_file_or_on_what_page() -> None:
    (result,) = sarif(error("HD1", "m", place=Place("会 議/a#b:%.yaml", 3, 7), quote="引用\n二"))["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "%E4%BC%9A%20%E8%AD%B0/a%23b%3A%25.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 7, "snippet": {"text": "引用\n二"}}
    assert "properties" not in result

    (result,) = sarif(Problem(Severity.NOTE, "HD1", "m", place=Place("a.pdf"), quote="q", page=3))["results"]
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "a.pdf", "uriBaseId": "%SRCROOT%"}},
            "logicalLocations": [{"name": "3ページ"}],
        }
    ]
    assert result["properties"] == {"page": 3}
    (result,) = sarif(Problem(Severity.NOTE, "HD1", "m", page=3))["results"]
    assert result["locations"] == [{"logicalLocations": [{"name": "3ページ"}]}]
    (result,) = sarif(error("HD1", "m", place=Place("a", 3)))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_sarif_says_a_file_outside_by_its_whole_address() -> None:
    (result,) = sarif(error("HD1", "m", place=Place("/tmp/会議.yaml")))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///tmp/%E4%BC%9A%E8%AD%B0.yaml"}


@given(st.text(st.characters(exclude_characters="\0\\", exclude_categories=["Cs"]), min_size=1))
def test_sarif_names_any_file_so_that_it_can_be_read_back(name: str) -> None:
    (result,) = sarif(error("HD1", "m", place=Place(f"a/{name}b")))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(' :#?<>"{}|\\^`')
    assert unquote(uri) == Path(f"a/{name}b").as_posix()


def test_a_name_that_is_no_unicode_does_not_stop_any_way_of_telling() -> None:
    problems = said(error("HD1", "\udce3", place=Place("\udce3.yaml", 1), quote="\udce3"))
    assert text(*[error("HD1", "\udce3", place=Place("\udce3.yaml", 1))])[:2] == [
        r"\udce3.yaml",
        r"  \udce3.yaml:1: エラー HD1 \udce3",
    ]
    assert "%3F.yaml" in as_sarif(problems)
    assert as_github(problems).startswith("::error file=")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (error("HD1", "m", hint="h", place=Place("a.yaml", 3, 7)), "::error file=a.yaml,line=3,col=7,title=HD1::m → h"),
        (warning("HD1", "m", place=Place("a.yaml", 3)), "::warning file=a.yaml,line=3,title=HD1::m"),
        (note("HD1", "m", place=Place("a.yaml")), "::notice file=a.yaml,title=HD1::m"),
        (error("HD1", "m"), "::error title=HD1::m"),
        (Problem(Severity.ERROR, "HD1", "m", page=2), "::error title=HD1::（2ページ）m"),
        (error("HD1", "a: b, 50%\r\nc", hint="::d"), r"::error title=HD1::a: b, 50%25\r%0Ac → ::d"),
        (error("HD1", "m", place=Place("a:b,c%\r\n.yaml", 1)), r"::error file=a%3Ab%2Cc%25\r\n.yaml,line=1,title=HD1::m"),
        (error("HD1", "%0A"), "::error title=HD1::%250A"),
    ],
)
def test_github_is_told_each_problem_in_a_line(problem: Problem, line: str) -> None:
    assert as_github(said(problem)) == line


def test_github_is_told_nothing_where_there_is_nothing() -> None:
    assert as_github([]) == ""
    assert as_github(said(error("HD1", "m"), note("HD2", "n"))) == "::error title=HD1::m\n::notice title=HD2::n"


@pytest.mark.parametrize(("cell", "words"), [("予算 1!C12", "シート「予算 1」のC12"), ("AB3", "セルAB3")])
@pytest.mark.parametrize("form", [as_github, as_sarif, lambda found: as_text(found, color=False)])
def test_a_finding_names_its_cell_in_each_format(form: Callable[[list[ProblemDict]], str], cell: str, words: str) -> None:
    problem = replace(warning("HD281", "合いません", place=Place("a.xlsx")), cell=cell)
    assert words in form(said(problem))
    assert json.loads(as_json(said(problem)))[0]["cell"] == cell
