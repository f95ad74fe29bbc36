from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetTable, tidy
from hyoga_docs.amendments.spreadsheet.csv_file import csv_bytes, read_csv_table
from hyoga_docs.amendments.spreadsheet.import_sheet import ImportPlan, plan_import
from hyoga_docs.amendments.spreadsheet.merge import RosterImport
from hyoga_docs.amendments.spreadsheet.roster_columns import COLUMNS
from hyoga_docs.amendments.spreadsheet.rows import RosterRow, categories_of, roster_rows
from hyoga_docs.amendments.spreadsheet.xlsx_reader import read_xlsx_table
from hyoga_docs.amendments.spreadsheet.xlsx_writer import xlsx_bytes
from hyoga_docs.check.terms import overlaps
from hyoga_docs.core.problem import Severity
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.style import Style
from hyoga_docs.spec.yaml.edits import applied, edited
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE, YamlSource, read_yaml_text
from hyoga_docs.text.ooxml.package import read_parts

TODAY = dt.date(2024, 5, 1)
NASTY = [
    *("=1+1", "+1", "-1", "@x", "'x", "001", "TRUE", "#N/A", "1E5", "2020-04-01", "令和2年", "名簿!A1", "<&>\"'", "a,b;c\td"),
    *("_x0041_", "x005F_", "_x005F_x0041_", "甲　乙", "a  b", "甲\n乙", "a\r\nb", "a\rb"),
    *("'=1", "''@x", "\t=1", "＝1", "＋81", "－", "＠x", "　-1", " '=1", "'", "''"),
    *("𠮷野", "葛\U000e0100城", "﨑①髙", "〜−‖", "～－∥", "é", "?"),
]
WORDS = (st.sampled_from(NASTY) | st.text("甲=+-@＝－'_x0041F 　\n\r\t\",?𠮷é〜", min_size=1, max_size=6)).filter(
    lambda text: bool(text.strip()) and not NOT_PRINTABLE.search(text)
)
DAYS = st.sampled_from([dt.date(1873, 1, 1), dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(2020, 3, 31), dt.date(2024, 5, 1)])
IDS = st.sampled_from(["a", "b", "m3", "ken-x"])


def term(draw: st.DrawFn) -> dict[str, Any]:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    return {key: str(day) for key, day in zip(("since", "until"), days, strict=True) if draw(st.booleans())}


@st.composite
def rosters(draw: st.DrawFn) -> dict[str, Any]:
    groups = []
    for _ in range(draw(st.integers(1, 3))):
        members = []
        for _ in range(draw(st.integers(0, 4))):
            keys: dict[str, Any] = {"id": draw(IDS), "name": draw(WORDS), **term(draw)}
            keys |= {key: draw(WORDS) for key in ("post", "person", "role") if draw(st.booleans())}
            if draw(st.booleans()):
                keys["aliases"] = draw(st.lists(WORDS, max_size=3))
            members.append(keys)
        category: Any = draw(WORDS)
        if draw(st.booleans()):
            category = [{"text": category, "until": "2020-03-31"}, {"text": draw(WORDS), "since": "2020-04-01"}]
        groups.append({"category": category, "members": members})
    assume(any(group["members"] for group in groups))
    return {"title": "名簿", "groups": groups}


def imported(table: SheetTable, data: dict[str, Any], day: dt.date | None = None) -> ImportPlan:
    return plan_import(table, RosterImport(Roster.model_validate(data), YamlSource("roster.yaml", data), TODAY, day))


def pressed(data: bytes, *, windows: bool) -> bytes:
    """The csv as another program writes it in CP932: Windows gives each half of a pair a mark of its own."""
    text = data.decode("utf-8-sig")
    return (re.sub("[\U00010000-\U0010ffff]", "??", text) if windows else text).encode("cp932", "replace")


@law
@given(rosters())
def test_what_is_exported_and_imported_changes_nothing(data: dict[str, Any]) -> None:
    roster = Roster.model_validate(data)
    rows = roster_rows(roster, TODAY)
    book, text = xlsx_bytes(rows, categories_of(roster, TODAY), "名簿"), csv_bytes(rows)
    assert book == xlsx_bytes(rows, categories_of(roster, TODAY), "名簿")
    cells = [cell for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")) for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in {*"=+-@＝＋－＠"}] == []
    assert re.search(rb"<f[ >]", read_parts(book)["xl/worksheets/sheet1.xml"]) is None
    plain = text.removeprefix(b"\xef\xbb\xbf")
    copies = [text, plain, pressed(text, windows=True), pressed(text, windows=False)]
    tables = [read_xlsx_table(book, "名簿.xlsx"), *(read_csv_table(copy, "名簿.csv") for copy in copies)]
    for table in tables:
        for day in (None, dt.date(2020, 4, 1)):
            assert imported(table, data, day) == ImportPlan()


# --- what a clerk does to the rows


@st.composite
def plain_rosters(draw: st.DrawFn) -> dict[str, Any]:
    groups: list[dict[str, Any]] = []
    data = {"title": "名簿", "groups": groups}
    for category in draw(st.lists(st.sampled_from(["経済", "労働", "行政", "学校"]), min_size=1, max_size=3, unique=True)):
        groups.append({"category": category, "members": []})
        for _ in range(draw(st.integers(1, 4))):
            groups[-1]["members"].append({"id": draw(IDS), "name": draw(st.sampled_from("甲乙丙丁戊己")), **term(draw)})
            while list(overlaps(Roster.model_validate(data))):
                groups[-1]["members"][-1]["id"] += "x"
    return data


Rows = list[list[Any]]


def write(draw: st.DrawFn, rows: Rows, at: int) -> None:
    key = draw(st.sampled_from(["name", "person", "until", "since", "category"]))
    words = {"until": st.none() | DAYS, "since": st.none() | DAYS, "category": st.sampled_from(["経済", "労働", "新設"])}
    rows[at][list(COLUMNS).index(key)] = draw(words.get(key, st.sampled_from(["庚", "辛", "甲"])))


def move(draw: st.DrawFn, rows: Rows, at: int) -> None:
    rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(at))


def drop(draw: st.DrawFn, rows: Rows, at: int) -> None:
    if len(rows) > 1:
        rows.pop(at)


def add(draw: st.DrawFn, rows: Rows, at: int) -> None:
    rows.insert(at, [draw(st.sampled_from(["経済", "新設"])), "新", "", "", "", "", draw(st.none() | DAYS), None, ""])


def split(draw: st.DrawFn, rows: Rows, at: int) -> None:
    first = draw(DAYS)
    rows.insert(at + 1, [*rows[at][:3], "後任", *rows[at][4:6], first, *rows[at][7:]])
    rows[at][7] = first - dt.timedelta(1)


def rename(draw: st.DrawFn, rows: Rows, at: int) -> None:
    old = rows[at][0]
    for row in rows:
        row[0] = "改名" if row[0] == old else row[0]


@st.composite
def clerks(draw: st.DrawFn) -> tuple[dict[str, Any], Rows]:
    """A roster, and its rows after somebody has worked on them."""
    data = draw(plain_rosters())
    rows = [list(row.cells) for row in roster_rows(Roster.model_validate(data), TODAY)]
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from([write, write, write, move, drop, add, split, rename]))(
            draw, rows, draw(st.integers(0, len(rows) - 1))
        )
    return data, rows


def as_table(rows: Rows) -> SheetTable:
    texts = [list(COLUMNS.values()), *([str(cell) if cell is not None else "" for cell in row] for row in rows)]
    return SheetTable(
        "名簿.csv",
        tuple(tuple(SheetCell(text, f"{'ABCDEFGHI'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(texts, 1)),
    )


def fails(found: ImportPlan) -> bool:
    return any(problem.severity is Severity.ERROR for problem in found.problems)


def of_each(rows: list[RosterRow] | Rows) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each 区分 in order, without ids."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        cells = row.cells if isinstance(row, RosterRow) else tuple(row)
        found.setdefault(str(cells[0]), []).append(tuple(cell or "" for cell in cells[1:8]))
    return found


@law
@given(clerks(), st.sampled_from([None, False, True]))
def test_without_a_day_the_file_becomes_what_the_sheet_says(worked: tuple[dict[str, Any], Rows], flow: bool | None) -> None:
    data, rows = worked
    found = imported(as_table(rows), data)
    assume(not fails(found))
    after = Roster.model_validate(applied(data, found.edits))
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    assert read_yaml_text(edited(text, found.edits, "roster.yaml"), "roster.yaml")[0].data == applied(data, found.edits)
    assert of_each(roster_rows(after, TODAY)) == of_each(rows)
    assert not list(overlaps(after))
    assert bool(found.edits) == bool(found.changes)
    again = imported(as_table([list(row.cells) for row in roster_rows(after, TODAY)]), after.model_dump(mode="json"))
    assert again.changes == ()


def printed(roster: Roster, day: dt.date) -> list[tuple[str, list[tuple[str, ...]]]]:
    table = print_roster(roster, day, Style())
    return [(category, [member.cells for member in members]) for category, members in table.groups]


@law
@given(clerks(), st.sampled_from([dt.date(1900, 3, 1), dt.date(2020, 4, 1), dt.date(2024, 5, 1), dt.date(2024, 6, 1)]))
def test_with_a_day_earlier_rosters_stay_and_that_day_is_the_sheet(worked: tuple[dict[str, Any], Rows], day: dt.date) -> None:
    data, rows = worked
    data = {**data, "columns": {"person": "氏名"}}
    found = imported(as_table(rows), data, day)
    assume(not fails(found))
    before, after = Roster.model_validate(data), Roster.model_validate(applied(data, found.edits))
    ends = [each for _, _, member in (*before.entries(), *after.entries()) for each in (member.since, member.until) if each]
    for each in {day - dt.timedelta(1), *ends, *(each + dt.timedelta(1) for each in ends), dt.date(1873, 1, 1)}:
        if each < day:
            assert printed(before, each) == printed(after, each)
    held = [row for row in rows if ((row[6] or dt.date.min) if row[8] else (row[6] or day)) <= day <= (row[7] or dt.date.max)]
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for row in held:
        wanted.setdefault(row[0], []).append((row[1], row[3]))
    assert dict(printed(after, day)) == wanted
    assert not list(overlaps(after))


# --- what a cell may hold, and how it stands in YAML

SPECIALS = [
    *(
        "- a",
        "# 甲",
        "a: b",
        "a #b",
        "'",
        '"',
        "'a",
        '"a',
        "&a",
        "*a",
        "!t",
        "%x",
        "`x",
        "|",
        ">",
        "? a",
        "---",
        "...",
        "{a",
        "[a",
        "}",
    ),
    *("null", "~", "true", "No", "1", "01", "1.10", "1e5", "0x1", "2020-01-01", "<<", "\\n", "\\", "a\\", "{{ x }}", "a,b"),
    *("\x00", "\x07", "\x1b[2J", "\x7f", "\x85", "甲\x85乙", "\u2028", "甲\u2029乙", "\ufeff甲", "\ufffe", "\u202e甲"),
    *("長" * 30_000, "a " * 5_000, "\n".join("ab" * 50), "- " * 200, "[" * 200),
]


@law
@given(st.sampled_from(SPECIALS) | st.text(min_size=1), st.sampled_from(["name", "post", "aliases", "category"]), st.booleans())
def test_what_a_cell_holds_stands_in_the_yaml_or_is_told_by_its_cell(text: str, key: str, flow: bool) -> None:
    data: dict[str, Any] = {"title": "名簿", "groups": [{"category": "団体", "members": [{"id": "a", "name": "甲"}]}]}
    rows = [list(row.cells) for row in roster_rows(Roster.model_validate(data), TODAY)]
    rows.append(["団体", "乙", None, None, None, None, None, None, None])
    rows[1][list(COLUMNS).index(key)] = text
    table = read_csv_table(csv_bytes([RosterRow(tuple(row), over=False) for row in rows]), "名簿.csv")
    found = imported(table, data)
    if fails(found):
        assert f"「{'ABCDEFGHI'[list(COLUMNS).index(key)]}3」" in found.problems[0].message
        return
    if passed := [problem for problem in found.problems if problem.code == "HD658"]:
        assert key == "name"
        assert "「A3」" in passed[0].message
        assert not found.edits
        return
    written = edited(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=flow), found.edits, "roster.yaml")
    read, problems = read_yaml_text(written, "roster.yaml")
    assert problems == []
    roster = Roster.model_validate(read.data)
    (group, member) = next((group, member) for _, group, member in roster.entries() if member.id != "a")
    said = {
        "name": member.name,
        "post": member.post or "",
        "aliases": "\n".join(member.aliases),
        "category": group.category[0].text,
    }[key]
    wanted = "\n".join(line.strip() for line in tidy(text).split("\n") if line.strip()) if key == "aliases" else tidy(text)
    assert (said or "") == wanted
