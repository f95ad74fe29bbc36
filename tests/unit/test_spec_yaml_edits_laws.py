from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.spec.yaml.edits import Drop, Edit, Insert, Move, Put, applied, edited
from hyoga_docs.spec.yaml.reader import read_yaml_text


def data_of(text: str) -> Any:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n")
    source, problems = read_yaml_text(lines, "r.yaml")
    assert problems == []
    return source.data


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


@law
@given(rosters(), st.lists(NEW_MEMBER, min_size=3, max_size=5), st.data())
def test_members_in_a_row_are_written_as_one_after_another(text: str, members: list[Any], more: st.DataObject) -> None:
    groups = data_of(text)["groups"]
    group = more.draw(st.integers(0, len(groups) - 1))
    at = more.draw(st.integers(0, len(groups[group]["members"] or [])))
    edits: list[Edit] = [Insert(("groups", group, "members", at + number), member) for number, member in enumerate(members)]
    single = text
    for edit in edits:
        single = edited(single, [edit], "r.yaml")
    assert edited(text, edits, "r.yaml") == single


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
        inner = max([place.line or 1 for at, place in source.places.items() if at[: len(around)] == around], default=first)
        found |= {source.key_place(*around).line or 1, *range(first, max(last, inner) + 1)}
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


@law
@given(rosters(), st.data())
def test_what_is_moved_keeps_its_lines(text: str, more: st.DataObject) -> None:
    data = data_of(text)
    full = [at for at, group in enumerate(data["groups"]) if group["members"]]
    assume(full)
    at, to = more.draw(st.sampled_from(full)), more.draw(st.integers(0, len(data["groups"]) - 1))
    path = ("groups", at, "members", more.draw(st.integers(0, len(data["groups"][at]["members"]) - 1)))
    most = len(data["groups"][to]["members"] or []) - (at == to)
    edit = Move(path, ("groups", to, "members", more.draw(st.integers(0, most))))
    done = edited(text, [edit], "r.yaml")
    assert data_of(done) == applied(data, [edit])
    if "[{" not in text and "[\n" not in text and min(len(data["groups"][at]["members"]) - 1, most) > 0:
        assert sorted(line.strip() for line in lines_of(done)) == sorted(line.strip() for line in lines_of(text))
