from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.problem import SpecError
from hyoga_docs.spec.edit import Drop, Edit, Insert, Put, applied, edited
from hyoga_docs.spec.yaml_reader import read_yaml_text


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
        ("m: [ # c\n  ]\n", 0, f"m: # c\n  - {FLOW}\n"),
    ],
)
def test_insert(before: str, index: int, after: str) -> None:
    if "[ # c" in before:  # a comment within the empty brackets
        with_flow = before + "x: {m: [{id: a}]}\n"
        check(with_flow, Insert(("m", index), MEMBER), f"m: [{FLOW} # c\n  ]\nx: {{m: [{{id: a}}]}}\n")
        return
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


WORDS = st.sampled_from(
    ["甲", "乙会", "it's", "a: b", "x, y", "# c", "3", "true", "null", "2020-04-01", "𠮷", "葛\U000e0100", "", "- a"]
)
TEXTS = WORDS | st.text("ab甲𠮷 :#,[]{}'\"&*!|>%@`-?\\\n\t　", max_size=8)
IDS = st.sampled_from(["a", "b", "ken-x", "c1"])


def quoted(draw: st.DrawFn, word: str) -> str:
    style = draw(st.sampled_from(["'", '"']))
    return f"'{word.replace(chr(39), chr(39) * 2)}'" if style == "'" else f'"{word}"'


@st.composite
def members(draw: st.DrawFn, at: str) -> str:
    name = quoted(draw, draw(WORDS)) if draw(st.booleans()) else draw(st.sampled_from(["甲", "𠮷野", "葛\U000e0100　市"]))
    alias = draw(st.sampled_from(["", "[]", "[乙]", "[乙, '丙']", "block"]))
    ident = draw(IDS)
    note = draw(st.sampled_from(["", " # 注", "  # 𠮷: [x"]))
    own = draw(st.sampled_from(["", f"{at}# 上の注\n"]))
    style = draw(st.sampled_from(["flow", "broken", "block"]))
    if style == "block":
        inner = f"\n{at}  aliases:\n{at}  - 乙\n{at}  - 丙" if alias == "block" else alias and f"\n{at}  aliases: {alias}"
        return f"{own}{at}- id: {ident}{note}\n{at}  name: {name}{inner}{note}\n"
    more = f", aliases: {alias}" if alias.startswith("[") else ""
    between = f",{note}\n{at}   " if style == "broken" else ", "
    return f"{own}{at}- {{id: {ident}{between}name: {name}{more}}}{note}\n"


@st.composite
def rosters(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(["title: 名簿\n", "# 頭\ntitle: '名簿' # 注\n", "title: |\n  名\n  簿\n\nstatus:\n"]))
    gap = draw(st.sampled_from(["", "\n"]))
    outer = draw(st.sampled_from(["", "  "]))
    groups = []
    for number in range(draw(st.integers(1, 3))):
        at = outer + "  " + draw(st.sampled_from(["", "  "]))
        listed = [draw(members(at)) for _ in range(draw(st.integers(0, 3)))]
        flow = draw(
            st.sampled_from(
                [" []\n", "\n", " [{id: a}, {id: b}] # 注\n", " [\n" + at + "  {id: a},\n" + at + "  {id: b}\n" + at + "  ]\n"]
            )
        )
        groups.append(f"{outer}- category: 区{number}\n{outer}  members:" + ("\n" + "".join(listed) if listed else flow))
    tail = draw(st.sampled_from(["", "\ncolumns:\n  name: 構成員\n", "# 尾\ncolumns: {name: 構成員}\n"]))
    text = head + "groups:\n" + gap.join(groups) + tail
    text = text if draw(st.booleans()) else text.removesuffix("\n")
    return draw(st.sampled_from(["", "\ufeff"])) + (text.replace("\n", "\r\n") if draw(st.booleans()) else text)


NEW_MEMBER = st.fixed_dictionaries({"id": IDS, "name": TEXTS}, optional={"aliases": st.lists(TEXTS, max_size=2), "since": WORDS})
NEW_GROUP = st.fixed_dictionaries({"category": TEXTS, "members": st.lists(NEW_MEMBER, max_size=2)})


@st.composite
def an_edit(draw: st.DrawFn, data: Any) -> Edit:
    groups = data["groups"]
    at = draw(st.integers(0, len(groups) - 1)) if groups else 0
    if not groups or draw(st.integers(0, 5)) == 0:
        return Insert(("groups", draw(st.integers(0, len(groups)))), draw(NEW_GROUP))
    listed = groups[at]["members"] or []
    kind = draw(st.sampled_from(["insert", "member", "member", "group", "top"]))
    if kind == "group":
        return Drop(("groups", at))
    if kind == "top":
        return Put((draw(st.sampled_from(["title", "status", "note"])),), draw(TEXTS), draw(st.sampled_from([None, "title"])))
    if kind == "insert" or not listed:
        return Insert(("groups", at, "members", draw(st.integers(0, len(listed)))), draw(NEW_MEMBER))
    return draw(an_edit_of_a_member(listed, ("groups", at, "members", draw(st.integers(0, len(listed) - 1)))))


@st.composite
def an_edit_of_a_member(draw: st.DrawFn, listed: list[Any], path: tuple[str, int, str, int]) -> Edit:
    kind = draw(st.sampled_from(["drop", "put", "list"]))
    if kind == "drop":
        return (
            Drop((*path, draw(st.sampled_from(sorted(listed[path[3]]))))) if draw(st.booleans()) and listed[path[3]] else Drop(path)
        )
    if kind == "list":
        old = listed[path[3]].get("aliases") or []
        return Put((*path, "aliases"), draw(st.sampled_from([old, old[:1], []])) + draw(st.lists(TEXTS, max_size=2)))
    return Put((*path, draw(st.sampled_from(["id", "name", "until"]))), draw(TEXTS), draw(st.sampled_from([None, "id"])))


@law
@given(rosters(), st.data())
def test_the_text_reads_as_the_same_edits_on_data(text: str, more: st.DataObject) -> None:
    data, edits = data_of(text), []
    for _ in range(more.draw(st.integers(1, 5))):
        edits.append(more.draw(an_edit(data)))
        data = applied(data, edits[-1:])
    done = edited(text, edits, "r.yaml")
    assert data_of(done) == data == applied(data_of(text), edits)


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines(keepends=True) if line.strip()]


def touched(text: str, edit: Edit) -> set[int]:
    """The numbers of the lines that hold what an edit changes: a value, and the list that is in brackets or left empty."""
    source, _ = read_yaml_text(text.removeprefix("\ufeff").replace("\r\n", "\n"), "r.yaml")
    path = edit.path
    found: set[int] = set()
    if len(path) == 1 and path[0] not in source.data:
        return found
    if not isinstance(edit, Insert):
        around = path[:4]
        first, last = source.lines_of(*around)
        found |= {source.key_place(*around).line or 1, *range(first, last + 1)}
    if len(path) >= 4:
        key = source.key_place(*path[:3]).line or 1
        listed = source.data["groups"][path[1]]["members"] or []
        if "[" in source.lines[key - 1]:
            found |= set(range(key, source.lines_of(*path[:3])[1] + 2 - ("]" in source.lines[key - 1])))
        if len(listed) < 2:
            found.add(key)
    if path[0] == "groups" and len(source.data["groups"]) < 2:
        found.add(source.key_place("groups").line or 1)
    if path[:1] == ("groups",) and len(path) == 2 and isinstance(edit, Drop):  # the bracket that closes its members
        found |= {number + 1 for number in found if source.lines[number : number + 1] and source.lines[number].strip() == "]"}
    return found


def untouched(text: str, edit: Edit) -> list[str]:
    """The lines that hold nothing of what an edit changes."""
    numbers = touched(text, edit)
    return [line for number, line in enumerate(text.splitlines(keepends=True), 1) if line.strip() and number not in numbers]


@law
@given(rosters(), st.data())
def test_lines_of_what_is_not_touched_stay_in_order_and_to_the_byte(text: str, more: st.DataObject) -> None:
    text = text if text.endswith("\n") else text + ("\r\n" if "\r\n" in text else "\n")
    edit = more.draw(an_edit(data_of(text)))
    remaining = iter(lines_of(edited(text, [edit], "r.yaml")))
    for line in untouched(text, edit):
        assert line in remaining, (line, edit)


@law
@given(rosters(), st.data())
def test_what_is_put_in_and_taken_out_again_leaves_every_byte(text: str, more: st.DataObject) -> None:
    data = data_of(text)
    at = more.draw(st.integers(0, len(data["groups"]) - 1))
    listed = data["groups"][at]["members"] or []
    edits: list[Edit] = [Put(("note",), more.draw(TEXTS), more.draw(st.sampled_from([None, "title"])))]
    if listed:
        index = more.draw(st.integers(0, len(listed)))
        edits.append(Insert(("groups", at, "members", index), more.draw(NEW_MEMBER)))
        member = ("groups", at, "members", more.draw(st.integers(0, len(listed) - 1)))
        edits.append(Put((*member, "until"), more.draw(TEXTS), more.draw(st.sampled_from([None, "id"]))))
    edit = more.draw(st.sampled_from(edits))
    assert edited(text, [edit, Drop(edit.path)], "r.yaml") == text


@law
@given(rosters(), st.data())
def test_a_text_that_is_put_and_put_back_leaves_every_byte(text: str, more: st.DataObject) -> None:
    data = data_of(text)
    at = more.draw(st.integers(0, len(data["groups"]) - 1))
    path = ("groups", at, "category")
    word = more.draw(st.sampled_from(["甲", "甲　乙", "2020-04-01"]))
    assert edited(text, [Put(path, word), Put(path, data["groups"][at]["category"])], "r.yaml") == text


@law
@given(TEXTS, st.booleans())
def test_every_text_comes_back_as_it_was_in_any_place(word: str, flow: bool) -> None:
    before = "a: {k: v, m: [x]}\n" if flow else "a:\n  k: v\n  m:\n  - x\n"
    done = edited(before, [Put(("a", "k"), word), Insert(("a", "m", 0), word), Put(("a", word), word)], "r.yaml")
    assert data_of(done)["a"] == {"k": word, "m": [word, "x"], word: word} | ({"k": word} if word != "m" else {})
