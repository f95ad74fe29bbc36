"""What no command may ever do to a roster, tried on rosters of every style."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.amendments.roster_edits import InsertPoint, RosterAmender
from hyoga_docs.amendments.roster_file import later_terms, lines_changed
from hyoga_docs.check.terms import overlaps
from hyoga_docs.core.problem import HyogaError
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.plan.roster_table import roster_table
from hyoga_docs.spec.base_model import load
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.schema import schema_text
from hyoga_docs.spec.style import Style
from hyoga_docs.spec.yaml.edits import edited
from hyoga_docs.spec.yaml.reader import read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.spec.yaml.edits import Edit
    from hyoga_docs.spec.yaml.reader import YamlSource

SCHEMA = jsonschema.Draft202012Validator(json.loads(schema_text("roster")))
DAYS = [dt.date(2020, 3, 31), dt.date(2020, 4, 1), dt.date(2020, 4, 2), dt.date(2020, 7, 1)]
EVERY_DAY = sorted({day + dt.timedelta(more) for day in DAYS for more in (-1, 0, 1)})
TODAY = dt.date(2020, 4, 1)
IDS = ["a", "b", "c", "d", "e"]
NAMES = ["甲会", "乙: 会", "丙, 会", "丁 #会", "𠮷の会"]
CATEGORIES = ["経済", "労働", "県", "市町村"]

#: A roster takes a while to draw, a machine may be busy, and most commands on it are refused.
slow_law = settings(law, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
KINDS = ("add", "retire", "rename", "category", "exchange", "move", "withdraw")
Make = tuple[str, "Callable[[RosterAmender], list[Edit]]", dt.date | None]


@st.composite
def entries(draw: st.DrawFn, ident: str, at: str, since: str, until: str) -> str:
    """The lines of one entry."""
    note = draw(st.sampled_from(["", "", " # 注"]))
    pairs = [("id", ident), ("name", json.dumps(draw(st.sampled_from(NAMES)), ensure_ascii=False))]
    pairs += draw(st.sampled_from([[], [("aliases", "[別名]")], [("aliases", "別名")]]))
    pairs += draw(st.sampled_from([[], [("person", "山田")], [("post", "会長"), ("person", "佐藤")], [("person", "")]]))
    pairs += [(key, value) for key, value in (("since", since), ("until", until)) if value]
    pairs += draw(st.sampled_from([[], [], [("ok", "{HD167: 届かない}")]]))
    own = draw(st.sampled_from(["", "", f"{at}# 上の注\n"]))
    if draw(st.booleans()):
        return f"{own}{at}- {{" + ", ".join(f"{key}: {value}" for key, value in pairs) + f"}}{note}\n"
    return f"{own}{at}- " + f"{note}\n{at}  ".join(f"{key}: {value}" for key, value in pairs) + f"{note}\n"


@st.composite
def rosters(draw: st.DrawFn) -> str:
    """A roster whose terms do not overlap; the terms of a member stand together."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(1, 5))]
    groups: list[str] = []
    names = draw(st.permutations(CATEGORIES))
    outer, at = draw(st.sampled_from([("", "  "), ("  ", "      "), ("  ", "    ")]))
    for number in range(draw(st.integers(1, 3))):
        category = draw(
            st.sampled_from(
                [names[number]] * 3
                + [
                    f"{{text: {names[number]}}}",
                    f"[{{text: 旧い類, until: 2020-03-31}}, {{text: {names[number]}, since: 2020-04-01}}]",
                ]
            )
        )
        mine, lines = ids[number::3], ""
        for ident in mine:
            cuts = sorted(draw(st.sets(st.sampled_from(DAYS), max_size=2)))
            begins = [draw(st.sampled_from(["", "2019-01-01"])), *map(str, cuts)]
            ends = [*(str(day - dt.timedelta(1)) for day in cuts), draw(st.sampled_from(["", "", "2021-03-31"]))]
            for since, until in zip(begins, ends, strict=True):
                lines += draw(entries(ident, at, since, until))
            lines += draw(st.sampled_from(["", "", "\n"]))
        members = f"\n{lines}" if lines.strip() else " []\n"
        groups.append(f"{outer}- category: {category}\n{outer}  members:{members}")
    text = "# 頭\ntitle: 名簿\ncolumns: {person: 氏名}\ngroups:\n" + draw(st.sampled_from(["", "\n"])).join(groups)
    if draw(st.booleans()):
        text = text.rstrip("\n") + draw(st.sampled_from(["", "\n"]))
    return text


@st.composite
def commands(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS, days: tuple[dt.date | None, ...] = (*DAYS, None)) -> Make:
    """A command with its kind and its day."""
    kind = draw(st.sampled_from(kinds))
    day = draw(st.sampled_from(days))
    who, other = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
    beside = InsertPoint(beside=other, before=draw(st.booleans()))
    category = InsertPoint(draw(st.sampled_from(CATEGORIES)), new=draw(st.booleans()))
    spot = draw(st.sampled_from([beside, category]))
    new = {"id": draw(st.sampled_from(["n", "m", who])), "name": "新会", "person": draw(st.sampled_from(["鈴木", "田中"]))}
    value = draw(st.sampled_from(["", "新: 名", "山田"]))
    fields = {draw(st.sampled_from(["person", "post", "role"])): value, **draw(st.sampled_from([{}, {"name": "改めた会"}]))}
    old, late = draw(st.sampled_from(CATEGORIES)), draw(st.sampled_from(["新しい類", *CATEGORIES]))
    makes: dict[str, Callable[[RosterAmender], list[Edit]]] = {
        "add": lambda each: each.add(new, spot),
        "retire": lambda each: each.retire([who]),
        "rename": lambda each: each.rename(who, fields),
        "category": lambda each: each.rename_category(old, late),
        "exchange": lambda each: each.exchange(who, other),
        "move": lambda each: each.move([who], spot),
        "withdraw": lambda each: each.withdraw(draw_who),
    }
    draw_who = draw(st.sampled_from([who, old, "新しい類"]))
    return kind, makes[kind], day


def read(text: str) -> tuple[Roster, YamlSource]:
    source, problems = read_yaml_text(text, "r.yaml")
    roster, more = load(Roster, source)
    assert roster is not None, [*problems, *more]
    assert problems == []
    return roster, source


def amended(text: str, make: Make) -> str | None:
    """The text after a command, or None where it is refused."""
    roster, source = read(text)
    try:
        after = edited(text, make[1](RosterAmender(roster, source, TODAY, make[2])), "r.yaml")
    except HyogaError as refusal:
        if {problem.code for problem in refusal.problems} <= {"HD632", "HD633", "HD634"}:
            return None
        raise
    known = {(member.id, other) for _, member, other in overlaps(roster)}
    return None if {(member.id, other) for _, member, other in overlaps(read(after)[0])} - known else after


def own_lines(text: str) -> dict[str, list[str]]:
    """The lines of the entries of each id."""
    roster, source = read(text)
    found: dict[str, list[str]] = {}
    for path, _, member in roster.entries():
        first, last = source.lines_of(*path)
        found.setdefault(member.id, []).extend(source.lines[first - 1 : last])
    return found


@slow_law
@given(rosters(), st.lists(commands(), min_size=1, max_size=5))
def test_what_commands_leave_loads_and_leaves_the_days_before_alone(text: str, makes: list[Make]) -> None:
    for make in makes:
        after = amended(text, make)
        if after is None:
            continue
        was, (now, source) = read(text)[0], read(after)
        assert [fault.message for fault in SCHEMA.iter_errors(source.data)] == []
        assert after != text
        assert lines_changed(text, after) != []
        if make[2] is not None:
            for day in EVERY_DAY:
                if day < make[2]:
                    assert print_roster(now, day, Style()) == print_roster(was, day, Style())
        later_terms(was, now, make[2] or TODAY)
        for form in ("text", "markdown", "csv", "json"):
            roster_table(now, TODAY, Style(), form, every=form == "text")
        text = after


@slow_law
@given(rosters(), commands())
def test_the_lines_of_other_entries_stay_to_the_byte(text: str, make: Make) -> None:
    after = amended(text, make)
    if after is None:
        return
    was, now = own_lines(text), own_lines(after)
    touched = [each for each in {**was, **now} if was.get(each) != now.get(each)]
    assert len(touched) <= (2 if make[0] == "exchange" else 1)
    if make[2] is not None and make[0] in {"add", "retire", "category", "move"}:  # a key that goes takes its comment along
        assert after.count("#") >= text.count("#")
        assert after.count("\n\n") >= text.count("\n\n")


@slow_law
@given(rosters(), commands(("add", "retire", "rename", "move"), tuple(DAYS)))
def test_withdraw_takes_back_a_change_to_the_byte(text: str, make: Make) -> None:
    kind, _, day = make
    after = amended(text, make)
    if after is None or day is None:
        return
    roster = read(text)[0]
    was = {each.id: [one for _, _, one in roster.entries() if one.id == each.id] for _, _, each in roster.entries()}
    now: dict[str, list[object]] = {}
    for _, _, each in read(after)[0].entries():
        now.setdefault(each.id, []).append(each)
    changed = [each for each in now if now[each] != was.get(each, [])]
    if not changed or not all(group.members for group in roster.groups):
        return  # an entry that began that day was moved itself; a 区分 that gets empty goes
    (who,) = changed
    if any(each.since == day for each in was.get(who, [])):
        return  # what was to change that day already goes with it
    if kind == "retire" and any(each.until for each in was[who] if each.holds(day)):
        return  # the end that it had is not known any more
    assert amended(after, ("withdraw", lambda each: each.withdraw(who), day)) == text
