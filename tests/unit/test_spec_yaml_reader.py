from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import codes, law

from hyoga_docs.core.problem import Place, Problem
from hyoga_docs.spec.yaml.reader import YamlSource, read_yaml, read_yaml_text
from hyoga_docs.spec.yaml.slips import find_slips


def read(folder: Path, content: str | bytes) -> tuple[YamlSource, list[Problem]]:
    path = folder / "a.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_yaml(path, "a.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10:30", "10:30"),
        ("10:30-12:00", "10:30-12:00"),
        ("190:20:30", "190:20:30"),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("off", "off"),
        ("y", "y"),
        ("2019-10-31", "2019-10-31"),
        ("010", "010"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("+5", "+5"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("－", "－"),
        ("=", "="),
        ("<<", "<<"),
        ("１", "１"),
        ("9999999999999999999", "9999999999999999999"),
        ("0", 0),
        ("-12", -12),
        ("3.5", "3.5"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"3"', "3"),
        ("'true'", "true"),
        ('"～"', "～"),
        ("|\n  1\n", "1\n"),
        (">-\n  一\n  二", "一 二"),
    ],
)
def test_a_value_is_read_as_yaml_1_2_core_reads_it(tmp_path: Path, text: str, value: object) -> None:
    source, problems = read(tmp_path, f"a: {text}\n")
    assert problems == []
    assert source.data == {"a": value}
    assert type(source.data["a"]) is type(value)


def test_keys_are_always_text(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "on: 1\n2: b\n2019-10-31: c\nnull: d\n")
    assert problems == []
    assert list(source.data) == ["on", "2", "2019-10-31", "null"]


SCALARS = st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.text("ab 資料：:#-'\"{}[]&*!|>%@`\\\n\t髙𠮷", max_size=12)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc資:# ", max_size=5), inner, max_size=4),
    max_leaves=15,
)


@law
@given(VALUES, st.sampled_from([None, 2]))
def test_whatever_is_written_as_json_reads_back(value: Any, indent: int | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, problems = read(Path(folder), json.dumps(value, ensure_ascii=False, indent=indent))
    assert problems == []
    assert source.data == value


@law
@given(VALUES)
def test_every_value_has_a_place_inside_the_file(value: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, _ = read(Path(folder), json.dumps(value, ensure_ascii=False, indent=1))

    def paths(inner: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
        pairs = inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
        return [path, *(deeper for key, child in pairs for deeper in paths(child, (*path, key)))]

    assert set(paths(value, ())) == set(source.places)
    for place in source.places.values():
        assert place.line is not None
        assert place.column is not None
        assert 1 <= place.column <= len(source.lines[place.line - 1]) + 1


@law
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_told_and_never_a_crash(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, problems = read(Path(folder), raw)
    assert problems or source.data is None or isinstance(source.data, (str, int, float, list, dict))
    assert all(problem.place is not None and problem.place.file == "a.yaml" for problem in problems)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_places_count_lines_and_columns_from_one(tmp_path: Path, newline: str, bom: bytes) -> None:
    text = "# 注\nagenda:\n  - 開会\n  - title: 議題\n    items: [甲, 乙]\n"
    source, problems = read(tmp_path, bom + text.replace("\n", newline).encode())
    assert problems == []
    assert source.place("agenda") == Place("a.yaml", 3, 3)
    assert source.place("agenda", 0) == Place("a.yaml", 3, 5)
    assert source.place("agenda", 1, "title") == Place("a.yaml", 4, 12)
    assert source.key_place("agenda", 1, "title") == Place("a.yaml", 4, 5)
    assert source.place("agenda", 1, "items", 1) == Place("a.yaml", 5, 16)
    assert source.quote(source.place("agenda", 1, "items", 1)) == "items: [甲, 乙]"


def test_columns_count_characters_not_bytes(tmp_path: Path) -> None:
    source, _ = read(tmp_path, "{資料: 𠮷野家, 会場: 県庁}\n")
    assert source.place("資料") == Place("a.yaml", 1, 6)
    assert source.key_place("会場") == Place("a.yaml", 1, 11)
    assert source.place("会場") == Place("a.yaml", 1, 15)


def test_what_has_no_place_has_that_of_what_is_around_it(tmp_path: Path) -> None:
    source, _ = read(tmp_path, "a:\n  - b: 1\n")
    assert source.place("a", 0, "c", "d") == source.place("a", 0) == Place("a.yaml", 2, 5)
    assert source.place("z") == Place("a.yaml", 1, 1)
    assert source.key_place("a", 0, "c") == Place("a.yaml", 2, 5)
    assert YamlSource("b.yaml").place("a") == Place("b.yaml")
    assert source.quote(Place("a.yaml")) is None
    assert source.quote(Place("a.yaml", 99)) is None


def test_every_key_that_is_given_twice_is_told_with_the_line_of_the_first(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "a: 1\nb:\n  c: 1\n  c: 2\na: 2\na: 3\n")
    assert [(p.code, p.place and p.place.line) for p in problems] == [("HD108", 4), ("HD108", 5), ("HD108", 6)]
    assert "3行" in problems[0].message
    assert all("1行" in problem.message for problem in problems[1:])
    assert source.data == {"a": 1, "b": {"c": 1}}


def test_an_anchor_used_a_few_times_is_no_bomb(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "a: &x [1, 2]\nb: *x\nc: *x\n")
    assert problems == []
    assert source.data == {"a": [1, 2], "b": [1, 2], "c": [1, 2]}


def test_an_anchor_bomb_is_refused_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    _, problems = read(tmp_path, "\n".join(lines))
    assert codes(problems) == ["HD105"]


def test_an_anchor_inside_itself_is_refused(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: &a\n  - *a\n")
    assert codes(problems) == ["HD105"]


def test_nesting_that_nobody_writes_is_refused(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "[" * 40 + "]" * 40)[1]) == []
    assert codes(read(tmp_path, "[" * 500 + "]" * 500)[1]) == ["HD105"]
    assert codes(read(tmp_path, "".join(" " * n + "a:\n" for n in range(300)))[1]) == ["HD105"]


@pytest.mark.parametrize("tag", ["!x 1", "!!python/object/apply:os.system [true]", "!!binary aGk=", "!!int 3", "!<x> a"])
def test_a_tag_is_refused_where_it_stands(tmp_path: Path, tag: str) -> None:
    source, problems = read(tmp_path, f"b: 1\na: {tag}\n")
    assert [(p.code, str(p.place)) for p in problems] == [("HD106", "a.yaml:2:4")]
    assert source.data == {"b": 1, "a": None}


def test_a_tab_for_indentation_is_told_as_a_tab(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "agenda:\n\t- 開会\n")
    assert codes(problems) == ["HD104"]
    assert problems[0].place is not None
    assert problems[0].place.line == 2
    assert "タブ" in (problems[0].hint or "")
    assert source.data == {"agenda": ["開会"]}


def test_a_cp932_file_is_told_with_its_first_such_line(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "number: 1\nvenue: 県庁\n".encode("cp932"))
    assert [(p.code, p.place) for p in problems] == [("HD102", Place("a.yaml", 2))]
    assert "Shift_JIS" in (problems[0].hint or "")
    assert source.data is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "euc_jp", "iso2022_jp"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    assert set(codes(read(tmp_path, "venue: 県庁\n".encode(encoding))[1])) <= {"HD102", "HD103"}
    assert codes(read(tmp_path, "venue: 県庁\n".encode(encoding))[1])


def test_every_line_with_a_character_that_cannot_be_printed_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: x\x0by\nb: z\nc: \x1b[31m\nd: \ufdd0\n")
    assert [(p.code, str(p.place)) for p in problems] == [
        ("HD103", "a.yaml:1:5"),
        ("HD103", "a.yaml:3:4"),
        ("HD103", "a.yaml:4:4"),
    ]
    assert problems[0].quote == "a: x□y"
    assert "U+000B" in problems[0].message


@pytest.mark.parametrize("escape", ["\\0", "\\x0b", "\\uFDD0", "\\uFFFE", "\\e"])
def test_a_character_that_cannot_be_printed_is_found_behind_an_escape(tmp_path: Path, escape: str) -> None:
    _, problems = read(tmp_path, f'a: 1\nb: "x{escape}"\n')
    assert [(p.code, str(p.place)) for p in problems] == [("HD103", "a.yaml:2:4")]


@pytest.mark.parametrize("text", ["", "\n\n", "# 注だけ\n", "---\n", "\ufeff"])
def test_an_empty_file_has_no_data_and_no_problem(tmp_path: Path, text: str) -> None:
    source, problems = read(tmp_path, text)
    assert source.data is None
    assert problems == []


@pytest.mark.parametrize(("text", "value"), [("- a\n- b\n", ["a", "b"]), ("資料", "資料"), ("3", 3)])
def test_the_top_need_not_be_a_mapping_for_the_reader(tmp_path: Path, text: str, value: object) -> None:
    assert read(tmp_path, text)[0].data == value


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: [1, 2\nb: 3\n", 1, "括弧"),
        ("a: *x\n", 1, "別名"),
        ("a: 1\n  b: 2\n", 2, "ここに「: 」は書けません"),
        ("- a\nb: 1\n", 2, "「- 」"),
        ('a: "\\q"\n', 1, "\\"),
        ("a: 1\n---\nb: 2\n", 2, "二つの文書"),
    ],
)
def test_a_mistake_of_syntax_is_said_in_japanese_on_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    source, problems = read(tmp_path, text)
    assert codes(problems) == ["HD104"]
    assert said in problems[0].message
    assert problems[0].place is not None
    assert problems[0].place.line == line
    assert source.data is None


@pytest.mark.parametrize(
    ("text", "place", "said", "data"),
    [
        ("a: b: c\n", "a.yaml:1:5", "値の中に「: 」", {"a": "b: c"}),
        ('a: 1\nb: "開\nc: 2\n', "a.yaml:2:4", "引用符", {"a": 1, "b": "開", "c": 2}),
        ('a: "開”\n', "a.yaml:1:4", "引用符", {"a": "開"}),
        ("a: @x\n", "a.yaml:1:4", "「@」", {"a": "@x"}),
        ("a: [報告] 予算\nb: 1\n", "a.yaml:1:4", "括弧", {"a": "[報告] 予算", "b": 1}),
        ("a:1\nb: 2\n", "a.yaml:1:2", "空白がありません", {"a": 1, "b": 2}),
        ("a:　甲\nb: 2\n", "a.yaml:1:2", "全角の空白", {"a": "甲", "b": 2}),
        ("a; 甲\nb: 2\n", "a.yaml:1:2", "「;」", {"a": "甲", "b": 2}),
        ("＃ 注\nb: 2\n", "a.yaml:1:1", "「＃」", {"b": 2}),
        ("a:\n  -甲\n  - b: 1\n", "a.yaml:2:3", "「-」の後ろ", {"a": ["甲", {"b": 1}]}),
        ("a:\n  －　甲\n  - b: 1\n", "a.yaml:2:3", "「－」", {"a": ["甲", {"b": 1}]}),
        ("a:\n  ・甲\n  - b: 1\n", "a.yaml:2:3", "「・」", {"a": ["甲", {"b": 1}]}),
        ("a:\n　- 甲\n  - b: 1\n", "a.yaml:2:1", "全角の空白", {"a": ["甲", {"b": 1}]}),
        ("a:\n  - b: 甲\n\tc: 乙\n", "a.yaml:3:1", "タブ", {"a": [{"b": "甲", "c": "乙"}]}),
        ("a: 1\n　\nb: 2\n", "a.yaml:2:1", "全角の空白", {"a": 1, "b": 2}),
        ("a: ｛b: 1, c: 甲｝\n", "a.yaml:1:4", "「｛」", {"a": {"b": 1, "c": "甲"}}),
        ("- {title: 甲、file: x}\n", "a.yaml:1:12", "「、」", [{"title": "甲", "file": "x"}]),
        ("- {title: 甲 file: x}\n", "a.yaml:1:13", "「,」がありません", [{"title": "甲", "file": "x"}]),
        ("- {title：甲, file: x}\n", "a.yaml:1:4", "全角の「：」", [{"title": "甲", "file": "x"}]),
        ("- {title:甲, file: x}\n", "a.yaml:1:4", "空白がありません", [{"title": "甲", "file": "x"}]),
    ],
)
def test_a_slip_is_told_where_it_is_and_the_rest_is_read_as_it_was_meant(
    tmp_path: Path, text: str, place: str, said: str, data: object
) -> None:
    source, problems = read(tmp_path, text)
    assert [(problem.code, str(problem.place)) for problem in problems] == [("HD104", place)]
    assert said in problems[0].message
    assert source.data == data


def test_all_slips_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "date：2026\nitems:\n  -開会\n  - {title: 甲, file：x}\nb: [1, 2\n")
    assert [problem.place and problem.place.line for problem in problems] == [1, 3, 4, 5]
    assert source.data is None


def test_a_line_that_was_meant_as_the_next_item_is_told(tmp_path: Path) -> None:
    text = "a:\n  - 開会\n   -閉会\nb: 甲の\n  乙\nc: 一\n  d：二\n"
    source, problems = read(tmp_path, text)
    assert [(problem.code, str(problem.place)) for problem in problems] == [("HD104", "a.yaml:3:4"), ("HD104", "a.yaml:7:4")]
    assert source.joined[("b",)] == "の 乙"


@pytest.mark.parametrize("text", ["- a: |\n    b：1\n    -甲\n- -1", "a: http://x", "a: 'b: c'", '- {a: "b: c、d: e", f: g}'])
def test_what_is_right_is_no_slip(text: str) -> None:
    assert find_slips(text.split("\n")) == []


def test_signs_without_a_width_are_not_read(tmp_path: Path) -> None:
    assert read(tmp_path, "ven\u200bue: 市\ufeff役所\n")[0].data == {"venue": "市役所"}


def test_a_key_that_is_no_text_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "? [a]\n: 1\nb: 2\n")
    assert [(p.code, str(p.place)) for p in problems] == [("HD107", "a.yaml:1:3")]
    assert source.data == {"b": 2}


def test_mistakes_of_several_kinds_are_told_together(tmp_path: Path) -> None:
    _, problems = read(tmp_path, 'a: !x 1\na: 2\nb: "\\0"\nc: {? [d] : 1}\n')
    assert codes(problems) == ["HD106", "HD108", "HD103", "HD107"]


def test_a_file_that_is_missing_a_folder_or_too_large_is_told(tmp_path: Path) -> None:
    assert codes(read_yaml(tmp_path / "no.yaml", "no.yaml")[1]) == ["HD101"]
    assert codes(read_yaml(tmp_path, "folder")[1]) == ["HD101"]
    (tmp_path / "big.yaml").write_bytes(b"# " + b"x" * 4_000_000)
    assert codes(read_yaml(tmp_path / "big.yaml", "big.yaml")[1]) == ["HD101"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nvenue：県庁\nb: 2", "a.yaml:2:6"),
        ("a: 1\nvenue ：県庁", "a.yaml:2:7"),
        ("agenda:\n  - title：議題\n    items: [甲]", "a.yaml:2:10"),
        ("fields:\n  題名：計画\n  副題: 甲", "a.yaml:2:5"),
    ],
)
def test_a_full_width_colon_is_told_where_it_stands(tmp_path: Path, text: str, place: str) -> None:
    (problem,) = read(tmp_path, text)[1]
    assert (problem.code, str(problem.place)) == ("HD104", place)
    assert "全角の「：」" in problem.message


@pytest.mark.parametrize(
    ("text", "place", "sign"),
    [
        ("a: 1\nvenue:県庁\n# 注\n\nb: 2\n", "a.yaml:2:6", ":"),
        ("a: 1\nvenue:県庁\n", "a.yaml:2:6", ":"),
        ("agenda:\n  - title:議題\n    items: [甲]\n", "a.yaml:2:10", ":"),
        ("agenda:\n  - 開会\n  -閉会\n\n# 注\nhandouts: []\n", "a.yaml:3:3", "-"),
    ],
)
def test_a_space_that_is_missing_is_told_where_it_belongs(tmp_path: Path, text: str, place: str, sign: str) -> None:
    (problem,) = read(tmp_path, text)[1]
    assert (problem.code, str(problem.place)) == ("HD104", place)
    assert f"「{sign}」の後ろに半角の空白がありません" in problem.message


@pytest.mark.parametrize("text", ["labels: {資料: 資料{number}}", "papers: [・・{papers}, foot]"])
def test_the_place_of_a_pattern_is_to_be_quoted(tmp_path: Path, text: str) -> None:
    (problem,) = read(tmp_path, text)[1]
    assert (problem.code, problem.hint) == ("HD104", '{ } のある値は、"…" で囲んでください。')
    (other,) = read(tmp_path, 'a: ["{number}", 1\nb: 2')[1]
    assert other.hint != problem.hint


def test_other_mistakes_are_not_put_on_a_full_width_colon(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "a: 連絡先：甲\nb: [1, 2\nc: 3")[1]
    assert "全角" not in problem.message + (problem.hint or "")


def test_brackets_that_a_comment_opens_up_are_told_at_the_comment(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "items: [議題 #1 について]\nb: 2")[1]
    assert str(problem.place) == "a.yaml:1:1"
    assert "コメントとして読まれます" in (problem.hint or "")


def test_what_is_cut_off_behind_a_value_is_noted(tmp_path: Path) -> None:
    text = 'a: 議題 #1 について\nb: 甲 # 乙\nc: "丙" #丁\nd: 議題#2\ne: 戊　#己\nlist:\n  - 庚 #辛  \n#壬\n'
    source, problems = read(tmp_path, text)
    assert problems == []
    assert source.cut_off == {("a",): "#1 について", ("list", 0): "#辛"}


def test_a_comma_that_cuts_a_value_of_a_flow_map_is_told_at_what_became_a_key() -> None:
    source, problems = read_yaml_text("a: {text: 日額9,000円とする。, since: }\nb: {c: 1, d}\nc: {'e' : 2, f: }\n", "a.yaml")
    assert [(p.code, str(p.place)) for p in problems] == [("HD127", "a.yaml:1:15"), ("HD127", "a.yaml:2:11")]
    assert "「000円とする。」" in problems[0].message
    assert source.data == {"a": {"text": "日額9", "since": None}, "b": {"c": 1}, "c": {"e": 2, "f": None}}


def test_a_kana_with_a_mark_of_its_own_is_read_as_one_character() -> None:
    source, problems = read_yaml_text("か\u3099イト\u3099: は\u309aん\nb: 神\ufa19\n", "a.yaml")
    assert (source.data, problems) == ({"がイド": "ぱん", "b": "神\ufa19"}, [])
