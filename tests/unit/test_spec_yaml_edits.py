from __future__ import annotations

from typing import Any

import pytest

from hyoga_docs.core.problem import Problem, SpecError
from hyoga_docs.spec.yaml import edits as edits_module
from hyoga_docs.spec.yaml.edits import Drop, Edit, Insert, Move, Put, applied, edited
from hyoga_docs.spec.yaml.reader import YamlSource, read_yaml_text


def data_of(text: str) -> Any:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n")
    source, problems = read_yaml_text(lines, "r.yaml")
    assert problems == []
    return source.data


def check(before: str, edit: Edit, after: str) -> None:
    assert edited(before, [edit], "r.yaml") == after
    assert data_of(after) == applied(data_of(before), [edit])


MEMBER = {"id": "q", "name": "甲, 乙", "aliases": ["丙"]}
FLOW = '{id: q, name: "甲, 乙", aliases: [丙]}'


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a: 'x' # c\nb: 1\n", Put(("a",), "it's"), "a: 'it''s' # c\nb: 1\n"),
        ('a: "x" # c\n', Put(("a",), 'y"'), 'a: "y\\"" # c\n'),
        ("a: x\n", Put(("a",), "2020-04-01"), "a: 2020-04-01\n"),
        ("a: x\n", Put(("a",), "3"), 'a: "3"\n'),
        ("a: x\n", Put(("a",), "true"), 'a: "true"\n'),
        ("a: x\n", Put(("a",), ""), 'a: ""\n'),
        ("a: x\n", Put(("a",), "一\n二"), 'a: "一\\n二"\n'),
        ("a: x\n", Put(("a",), "b: c"), 'a: "b: c"\n'),
        ("a: x\n", Put(("a",), "b, [c]"), "a: b, [c]\n"),
        ("a: {k: x}\n", Put(("a", "k"), "b, [c]"), 'a: {k: "b, [c]"}\n'),
        ("a: 'x'\n", Put(("a",), True), "a: true\n"),
        ("a: x\n", Put(("a",), 5), "a: 5\n"),
        ("a: # c\nb: 1\n", Put(("a",), "x"), "a: x # c\nb: 1\n"),
        ("a: | # c\n  x\n\n  y\n\nb: 1\n", Put(("a",), "z"), "a: z # c\n\nb: 1\n"),
        ("a: >-\n  x\n  y\nb: 1\n", Put(("a",), "z"), "a: z\nb: 1\n"),
        ('a: "x\n  y" # c\n', Put(("a",), "z"), 'a: "z" # c\n'),
        ("a: x\n\n# c\nb: 1\n", Put(("c",), 2), "a: x\n\n# c\nb: 1\nc: 2\n"),
        ("a: x # c\nb: 1\n", Put(("c",), "2", after="a"), 'a: x # c\nc: "2"\nb: 1\n'),
        ("a:\n  - b\nc: 1\n", Put(("a",), "x"), "a: x\nc: 1\n"),
        ("a:\n  k: v # c\nb: 1\n", Put(("a", "l"), ["x", "y, z"]), 'a:\n  k: v # c\n  l: [x, "y, z"]\nb: 1\n'),
        ("- {id: a, name: b} # c\n", Put((0, "until"), "2020-03-31"), "- {id: a, name: b, until: 2020-03-31} # c\n"),
        ("- {id: a, name: b}\n", Put((0, "x"), "y", after="id"), "- {id: a, x: y, name: b}\n"),
        ("- {id: a,\n   name: b # c\n  }\n", Put((0, "x"), "y"), "- {id: a,\n   name: b, # c\n   x: y\n  }\n"),
        ("- {\n    id: a,\n  }\n", Put((0, "x"), "y"), "- {\n    id: a,\n    x: y,\n  }\n"),
        ("- id: a\n  name: b\n- c\n", Put((0, "x"), "y"), "- id: a\n  name: b\n  x: y\n- c\n"),
        ("a: {b: , c: 1}\n", Put(("a", "b"), "x"), "a: {b: x , c: 1}\n"),
        ("a: {}\n", Put(("a", "b"), "x"), "a: {b: x}\n"),
        ("a:\nc: 1\n", Put(("a", "b"), "x"), "a: {b: x}\nc: 1\n"),
        ("a: 1\n", Put(("b: c",), "x"), 'a: 1\n"b: c": x\n'),
        ("# c\n", Put(("a",), "x"), "# c\na: x\n"),
        ("a: [b, 'c'] # x\n", Put(("a",), ["b", "c", "d"]), "a: [b, 'c', d] # x\n"),
        ("a: [b, 'c']\n", Put(("a",), ["b", "d"]), "a: [b, 'd']\n"),
        ("a:\n  - b # x\n  - c\nd: 1\n", Put(("a",), ["b", "c", "e"]), "a:\n  - b # x\n  - c\n  - e\nd: 1\n"),
        ("a:\n  - b # x\n  - c\n", Put(("a",), ["c"]), "a:\n  - c\n"),
        ("a: x\n", Put(("a",), ["b", "c"]), "a: [b, c]\n"),
        ("a: {b: 1, c: 2}\n", Put(("a",), {"c": 3, "d": 4}), "a: {c: 3, d: 4}\n"),
        ("a: 'x'\n", Put(("a",), "x"), "a: 'x'\n"),
    ],
)
def test_put(before: str, edit: Put, after: str) -> None:
    check(before, edit, after)


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("m:\n  - {id: a} # c\n  # d\n  - {id: b}\n", 1, f"m:\n  - {{id: a}} # c\n  - {FLOW}\n  # d\n  - {{id: b}}\n"),
        ("m:\n  # d\n  - {id: b}\n", 0, f"m:\n  # d\n  - {FLOW}\n  - {{id: b}}\n"),
        ("m:\n- {id: a}\nn: 1\n", 1, f"m:\n- {{id: a}}\n- {FLOW}\nn: 1\n"),
        ("m:\n  -   id: a\n", 1, "m:\n  -   id: a\n  -   id: q\n      name: 甲, 乙\n      aliases: [丙]\n"),
        (
            "m:\n- id: a\n  aliases:\n  - x\n- {id: b}\n",
            1,
            "m:\n- id: a\n  aliases:\n  - x\n- id: q\n  name: 甲, 乙\n  aliases:\n  - 丙\n- {id: b}\n",
        ),
        ("m:\n- id: a\n- {id: b,\n   name: c}\n", 2, f"m:\n- id: a\n- {{id: b,\n   name: c}}\n- {FLOW}\n"),
        ("m: [{id: a}, {id: b}]\n", 1, f"m: [{{id: a}}, {FLOW}, {{id: b}}]\n"),
        ("m: [{id: a}]\n", 0, f"m: [{FLOW}, {{id: a}}]\n"),
        ("m: [\n  {id: a}, # c\n  {id: b} # d\n]\n", 2, f"m: [\n  {{id: a}}, # c\n  {{id: b}}, # d\n  {FLOW}\n]\n"),
        ("m: [\n  {id: a}, # c\n]\n", 0, f"m: [\n  {FLOW},\n  {{id: a}}, # c\n]\n"),
        ("m: [] # c\nn: 1\n", 0, f"m: # c\n  - {FLOW}\nn: 1\n"),
        ("m: # c\nn: 1\n", 0, f"m: # c\n  - {FLOW}\nn: 1\n"),
        ("m: []\nx: {m: [{id: a}]}\n", 0, f"m: [{FLOW}]\nx: {{m: [{{id: a}}]}}\n"),
        ("m: []\nx:\n  m:\n  - id: a\n", 0, "m:\n- id: q\n  name: 甲, 乙\n  aliases: [丙]\nx:\n  m:\n  - id: a\n"),
        ("m: [ # c\n  ]\nx: {m: [{id: a}]}\n", 0, f"m: [{FLOW} # c\n  ]\nx: {{m: [{{id: a}}]}}\n"),
    ],
)
def test_insert(before: str, index: int, after: str) -> None:
    check(before, Insert(("m", index), MEMBER), after)


GROUP = {"category": "新", "members": [{"id": "q", "name": "x"}, {"id": "r"}]}
NEW = "  - category: 新\n    members:\n      - {id: q, name: x}\n      - {id: r}\n"
ONE = "  - category: 甲\n    members:\n      - {id: a} # c\n"
TWO = "  - category: 乙\n    members:\n      - {id: b}\n"


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        (f"g:\n{ONE}\n  # d\n{TWO}\nn: 1\n", 0, f"g:\n{NEW}\n{ONE}\n  # d\n{TWO}\nn: 1\n"),
        (f"g:\n{ONE}\n  # d\n{TWO}\nn: 1\n", 1, f"g:\n{ONE}\n{NEW}\n  # d\n{TWO}\nn: 1\n"),
        (f"g:\n{ONE}\n  # d\n{TWO}\nn: 1\n", 2, f"g:\n{ONE}\n  # d\n{TWO}\n{NEW}\nn: 1\n"),
        (f"g:\n{ONE}  # end\n\n{TWO}", 1, f"g:\n{ONE}  # end\n\n{NEW}\n{TWO}"),
        (f"g:\n{ONE}{TWO}", 1, f"g:\n{ONE}{NEW}{TWO}"),
        (f"g:\n{ONE}", 1, f"g:\n{ONE}\n{NEW}"),
        ("g: []\n", 0, f"g:\n{NEW}"),
    ],
)
def test_a_group_keeps_the_custom_of_blank_lines(before: str, index: int, after: str) -> None:
    check(before, Insert(("g", index), GROUP), after)
    dropped = edited(after, [Drop(("g", index))], "r.yaml")
    assert dropped == before


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("m:\n  - a # c\n  # d\n  - b\n", ("m", 0), "m:\n  # d\n  - b\n"),
        ("m:\n  - a\n  # d\n  - b # c\nn: 1\n", ("m", 1), "m:\n  - a\n  # d\nn: 1\n"),
        ("m: # c\n  - a\nn: 1\n", ("m", 0), "m: [] # c\nn: 1\n"),
        ("m:\n- a\nn: 1\n", ("m", 0), "m: []\nn: 1\n"),
        ("- a\n", (0,), "[]\n"),
        ("- - a\n- b\n", (0, 0), "- []\n- b\n"),
        ("m: [a, b, c]\n", ("m", 0), "m: [b, c]\n"),
        ("m: [a, b, c]\n", ("m", 1), "m: [a, c]\n"),
        ("m: [a, b, c]\n", ("m", 2), "m: [a, b]\n"),
        ("m: [ a, ]\n", ("m", 0), "m: []\n"),
        ("m: [a, b,]\n", ("m", 1), "m: [a,]\n"),
        ("m: [a, # c\n  b]\n", ("m", 0), "m: [ # c\n  b]\n"),
        ("m: [a, # c\n  b]\n", ("m", 1), "m: [a # c\n  ]\n"),
        ("m: [a, b,\n  c]\n", ("m", 1), "m: [a,\n  c]\n"),
        ("m: [\n  a, # c\n  b # d\n]\n", ("m", 1), "m: [\n  a # c\n]\n"),
        ("m: [ # c\n  a\n]\n", ("m", 0), "m: [ # c\n  \n]\n"),
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a: {b: 1,\n    c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("a: {b: 1,\n    c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a: {b: }\n", ("a", "b"), "a: {}\n"),
        ("- id: a # c\n  name: b\n", (0, "id"), "- name: b\n"),
        ("- id: a # c\n  # d\n  name: b\n", (0, "id"), "-\n  # d\n  name: b\n"),
        ("- id: a\n  name: b # c\n- x\n", (0, "name"), "- id: a\n- x\n"),
        ("- id: a\n", (0, "id"), "- {}\n"),
        ("a:\n  b: |\n    x\n\n  c: 1\n", ("a", "b"), "a:\n\n  c: 1\n"),
        ("a:\n  b: 1\nc: 1\n", ("a", "b"), "a: {}\nc: 1\n"),
        ("a: 1\n\nb: 2\n\nc: 3\n", ("b",), "a: 1\n\nc: 3\n"),
        ("a: 1\n\nb: 2\n", ("b",), "a: 1\n"),
        ("a:\n\n  - x\n\n  - y\n", ("a", 0), "a:\n\n  - y\n"),
    ],
)
def test_drop(before: str, path: tuple[str | int, ...], after: str) -> None:
    check(before, Drop(path), after)


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a: 1\r\nb: 2\r\n", Put(("c",), "x", after="a"), "a: 1\r\nc: x\r\nb: 2\r\n"),
        ("\ufeffa: 1\r\nm: [b]\r\n", Put(("m",), ["b", "c"]), "\ufeffa: 1\r\nm: [b, c]\r\n"),
        ("a: 1\r\nb: 2\nc: 3\r\n", Drop(("a",)), "b: 2\nc: 3\r\n"),
        ("a: 1\nb: 2", Put(("c",), 3), "a: 1\nb: 2\nc: 3"),
        ("a: 1", Put(("a",), 2), "a: 2"),
        (
            "- {𠮷: 葛\U000e0100, 名: 𠮷} # 𠮷\n",
            Put((0, "名"), "　葛\U000e0100"),
            "- {𠮷: 葛\U000e0100, 名: 　葛\U000e0100} # 𠮷\n",
        ),
        ('m: ["𠮷", 𠮷, b]\n', Drop(("m", 1)), 'm: ["𠮷", b]\n'),
    ],
)
def test_bytes_that_are_not_concerned_stay(before: str, edit: Edit, after: str) -> None:
    check(before, edit, after)


@pytest.mark.parametrize(
    ("text", "edit", "line"),
    [
        ("x: 1\nm:\n- &x a\n- *x\n", Drop(("m", 0)), 3),
        ("a: &x {b: 1}\nc: *x\n", Put(("c", "b"), 2), 1),
        ("a: &x {b: 1}\nc: *x\n", Put(("a", "b"), 2), 1),
        ("a: &x b\nc: 1\n", Put(("a",), "d"), 1),
        ("x: 1\na: {<<: y, b: 1}\n", Put(("a", "b"), 2), 2),
        ("x: 1\na:\n  <<: y\n", Put(("a", "b"), 2), 3),
        ("? a\n: b\nc: d\n", Drop(("a",)), 1),
        ("m: [a: 1, b]\n", Put(("m", 0, "a"), 2), 1),
        ("x: 1\nm:\n  - - a\n    - b\n", Drop(("m", 0, 0)), 3),
        ("a: |\n  x", Put(("b",), "y"), 1),
        ("a: 1\n", Put(("a",), "\x01"), 1),
    ],
)
def test_what_cannot_be_done_in_place_is_refused_as_a_whole(text: str, edit: Edit, line: int) -> None:
    with pytest.raises(SpecError) as caught:
        edited(text, [edit], "r.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("HD631", "この書き方のところは、自動では直せません。")
    assert problem.place is not None
    assert problem.place.line == line
    assert problem.quote == text.split("\n")[line - 1].strip()
    assert "手で直" in (problem.hint or "")


def test_a_refusal_after_other_edits_names_the_line_of_the_file_as_it_is() -> None:
    with pytest.raises(SpecError) as caught:
        edited("a: 1\nb: &x 2\nc: 3\n", [Put(("n",), 1, after="a"), Drop(("b",))], "r.yaml")
    assert [(str(p.place), p.quote) for p in caught.value.problems] == [("r.yaml:2:1", "b: &x 2")]


def test_a_text_that_does_not_load_says_why() -> None:
    with pytest.raises(SpecError) as caught:
        edited("a: 1\na: 2\n", [Put(("a",), 3)], "r.yaml")
    assert [p.code for p in caught.value.problems] == ["HD108"]


@pytest.mark.parametrize("edit", [Drop(("z",)), Insert(("m", 3), "x"), Drop(("m", -1)), Put(("z", "y"), 1)])
def test_a_path_that_leads_nowhere_is_a_mistake_of_the_caller(edit: Edit) -> None:
    with pytest.raises(LookupError):
        edited("m: [a]\n", [edit], "r.yaml")
    with pytest.raises(TypeError):
        edited("m: [a]\n", [Drop(("m", "x"))], "r.yaml")


def test_plain_data_is_copied_and_each_edit_sees_those_before_it() -> None:
    data = {"a": 1, "m": ["x"]}
    done = applied(data, [Insert(("m", 0), "w"), Drop(("m", 1)), Put(("b",), None, after="a"), Insert(("b", 0), "v")])
    assert (list(done), done) == (["a", "b", "m"], {"a": 1, "b": ["v"], "m": ["w"]})
    assert data == {"a": 1, "m": ["x"]}


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a:\n- x # 注\n- y\n", Move(("a", 0), ("a", 1)), "a:\n- y\n- x # 注\n"),
        ("a:\n- x\n- y # 注\n", Move(("a", 1), ("a", 0)), "a:\n- y # 注\n- x\n"),
        ("a:\n- x\n- y", Move(("a", 0), ("a", 1)), "a:\n- y\n- x"),
        ("a:\n- x # 注\nb:\n  - y\n", Move(("a", 0), ("b", 1)), "a: []\nb:\n  - y\n  - x # 注\n"),
        (
            "a:\n    - k: 1 # 注\n      l: |\n        甲\n\n        乙\n    - z\nb:\n- y\n",
            Move(("a", 0), ("b", 0)),
            "a:\n    - z\nb:\n- k: 1 # 注\n  l: |\n    甲\n\n    乙\n- y\n",
        ),
        ("a: [x, y] # 注\n", Move(("a", 0), ("a", 1)), "a: [y, x] # 注\n"),
        ("a:\n- x # 注\n- y\nb: [z]\n", Move(("a", 0), ("b", 0)), "a:\n- y\nb: [x, z]\n"),
        ("a:\n- x # 注\n- y\nb: []\n", Move(("a", 0), ("b", 0)), "a:\n- y\nb: [x]\n"),
        ("a: [x, y]\nb:\n- z\n", Move(("a", 0), ("b", 1)), "a: [y]\nb:\n- z\n- x\n"),
    ],
)
def test_what_is_moved_takes_its_lines_along_where_it_can(before: str, edit: Move, after: str) -> None:
    check(before, edit, after)


def test_what_an_anchor_is_on_is_not_moved() -> None:
    with pytest.raises(SpecError):
        edited("a:\n- &k x\n- y\n", [Move(("a", 0), ("a", 1))], "r.yaml")
    with pytest.raises(SpecError):
        edited("a: &k\n- x\n- y\n", [Move(("a", 0), ("a", 1))], "r.yaml")


def test_an_empty_last_value_in_brackets_is_not_run_into() -> None:
    check("a: {k: x, l: }\n", Put(("a", "m"), "y"), "a: {k: x, l: , m: y }\n")
    assert edited("a: {k: x, l: }\n", [Put(("a", "m"), "y"), Drop(("a", "m"))], "r.yaml") == "a: {k: x, l: }\n"
    check("a: {\n  k: x,\n  l:\n  }\n", Put(("a", "m"), "y"), "a: {\n  k: x,\n  l: ,\n  m: y\n  }\n")


def test_the_blank_line_above_the_last_item_goes_with_it() -> None:
    check("a:\n- x\n\n- y\nb: 1\n", Drop(("a", 1)), "a:\n- x\nb: 1\n")
    check("a:\n- x\n\n- y\n\nb: 1\n", Drop(("a", 1)), "a:\n- x\n\nb: 1\n")
    check("a:\n- x\n\n- y\n- z\n", Drop(("a", 1)), "a:\n- x\n\n- z\n")


def test_however_many_items_come_in_a_row_the_text_is_read_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    before = "groups:\n- category: 甲\n  members:\n  - {id: a, name: 一}\n  - {id: b, name: 二}\n"
    whole: list[str] = []

    def counted(text: str, name: str) -> tuple[YamlSource, list[Problem]]:
        whole.extend([text] if text.startswith("groups:") else [])
        return read_yaml_text(text, name)

    monkeypatch.setattr(edits_module, "read_yaml_text", counted)
    new = [Insert(("groups", 0, "members", 1 + number), {"id": f"m{number}", "name": "三"}) for number in range(200)]
    after = edited(before, new, "r.yaml")
    assert after.splitlines()[3:5] == ["  - {id: a, name: 一}", "  - {id: m0, name: 三}"]
    assert after.splitlines()[-2:] == ["  - {id: m199, name: 三}", "  - {id: b, name: 二}"]
    assert len(whole) < 10
