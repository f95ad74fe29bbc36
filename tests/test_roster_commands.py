"""`roster show` and the commands that amend a roster, as a clerk types them in a copy of the workspace."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import re
from typing import TYPE_CHECKING

import pytest
from conftest import copy_workspace
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from hyoga_docs.commands.app import app

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

ON = ("--on", "2020-04-01")


@pytest.fixture
def roster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The roster of a copied workspace, which is the folder of the command."""
    workspace = copy_workspace(tmp_path / "ws")
    monkeypatch.chdir(workspace)
    return workspace / "meetings" / "common" / "roster.yaml"


def hyoga(*words: str) -> Result:
    done = CliRunner().invoke(app, ["roster", *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


LINE = "      - {id: shokokai, name: 熊本県商工会連合会}\n"


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (
            ("add", "見本協会", "--category", "経済団体", *ON),
            ["+      - {id: m15, name: 見本協会, since: 2020-04-01}"],
        ),
        (
            (
                "add",
                " 見本協会 ",
                "--after",
                "連合熊本",
                "--id",
                "mihon",
                "--post",
                "会長",
                "--person",
                "山田",
                "--alias",
                "見本",
                *ON,
            ),
            ["+      - {id: mihon, name: 見本協会, aliases: [見本], post: 会長, person: 山田, since: 2020-04-01}"],
        ),
        (
            ("retire", "shokokai", *ON),
            [
                "-      - {id: shokokai, name: 熊本県商工会連合会}",
                "+      - {id: shokokai, name: 熊本県商工会連合会, until: 2020-03-31}",
            ],
        ),
        (
            ("rename", "熊本県商工会連合会", "商工会", "--role", "会長", *ON),
            [
                "-      - {id: shokokai, name: 熊本県商工会連合会}",
                "+      - {id: shokokai, name: 熊本県商工会連合会, until: 2020-03-31}",
                "+      - {id: shokokai, name: 商工会, role: 会長, since: 2020-04-01}",
            ],
        ),
        (
            ("rename", "市町村", "自治体", *ON),
            ["-  - category: 市町村", "+  - category: [{text: 市町村, until: 2020-03-31}, {text: 自治体, since: 2020-04-01}]"],
        ),
        (("rename", "市町村", "自治体", "--correct"), ["-  - category: 市町村", "+  - category: 自治体"]),
        (("move", "shokokai", "--before", "chuokai", "--correct"), ["+" + LINE.rstrip("\n"), "-" + LINE.rstrip("\n")]),
        (
            ("move", "shokokai", "--category", "労働団体", *ON),
            [
                "-      - {id: shokokai, name: 熊本県商工会連合会}",
                "+      - {id: shokokai, name: 熊本県商工会連合会, until: 2020-03-31}",
                "+      - {id: shokokai, name: 熊本県商工会連合会, since: 2020-04-01}",
            ],
        ),
        (("retire", "shokokai", "--correct"), ["-" + LINE.rstrip("\n")]),
    ],
)
def test_a_change_is_shown_and_written(roster: Path, words: tuple[str, ...], changed: list[str]) -> None:
    before = roster.read_text("utf-8")
    trial = hyoga(*words, "--dry-run")
    assert (trial.exit_code, roster.read_text("utf-8")) == (0, before)
    done = hyoga(*words)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == ["meetings/common/roster.yaml", *changed]
    assert trial.stdout == done.stdout.replace("roster.yaml\n", "roster.yaml（まだ書いていません）\n", 1)
    after = roster.read_text("utf-8").splitlines()
    assert [line[1:] for line in changed if line[0] == "+" and line[1:] not in after] == []


def test_a_year_of_changes_is_taken_back(roster: Path) -> None:
    before = roster.read_bytes()
    for words in (
        ("add", "見本協会", "--category", "新しい区分", "--new-category", "--person", "山田", "--id", "mihon"),
        ("rename", "rengo", "--person", "佐藤"),
        ("retire", "jeed"),
    ):
        assert hyoga(*words, *ON).exit_code == 0
    assert hyoga("exchange", "mihon", "rengo", *ON).exit_code == 0
    text = roster.read_text("utf-8")
    assert "{id: mihon, name: 見本協会, person: 佐藤, since: 2020-04-01}" in text
    assert "person: 山田, since: 2020-04-01}" in text
    for who in ("見本協会", "連合熊本", "jeed"):
        assert hyoga("withdraw", who, *ON).exit_code == 0
    assert roster.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("retire", "連合", *ON), "HD632", "「連合熊本」の誤り"),
        (("retire", "rengo", "nobody", *ON), "HD632", "「nobody」がありません"),
        (("withdraw", "rengo", *ON), "HD632", "変更はありません"),
        (("add", "見本協会", "--category", "経済", *ON), "HD632", "「経済団体」の誤り"),
        (("add", "見本協会", "--category", "経済団体", "--id", "rengo"), "HD632", "もうあります"),
        (("add", "熊本県市長会", "--category", "経済団体"), "HD632", "もういます"),
        (("add", "見本協会", "--category", "経済団体", "--after", "rengo"), "HD632", "どちらか一つ"),
        (("move", "rengo", "--after", "rengo"), "HD632", "自分の前や後ろ"),
        (("rename", "rengo", "日本労働組合総連合会　熊本県連合会"), "HD633", "変わるところ"),
        (("exchange", "rengo", "jeed"), "HD633", "変わるところ"),
        (("add", "見本協会"), "HD635", "置く場所"),
        (("add", "見本協会", "--category", " "), "HD635", "置く場所"),
        (("move", "rengo", "--before", "jeed", "--after", "jeed"), "HD635", "置く場所"),
        (("retire", "rengo", "--correct", *ON), "HD635", "一緒に"),
        (("rename", "rengo"), "HD635", "何を改めるのか"),
        (("rename", "rengo", ""), "HD635", "名前は消せません"),
        (("rename", "経済団体", " "), "HD635", "名前は消せません"),
        (("add", " ", "--category", "経済団体"), "HD635", "名前は消せません"),
        (("rename", "経済団体", "財界", "--person", "山田"), "HD635", "改められるのは名前だけ"),
        (("rename", "経済団体", "--alias", "財界"), "HD635", "改められるのは名前だけ"),
        (("add", "見本協会", "--category", "経済団体", "--id", "見本"), "HD113", "半角の英字"),
        (("rename", "rengo", "見\x07本"), "HD103", "U+0007"),
        (("retire", "rengo", "--on", "令和二年"), "HD113", "2019-10-31 の形"),
        (("retire", "rengo", "--on", "2020-02-30"), "HD113", "その日はありません"),
        (("retire", "rengo", "--on", "1600-01-01"), "HD113", "1873年"),
        (("show", "--on", "来週"), "HD113", "2019-10-31 の形"),
    ],
)
def test_a_refusal_ends_with_two_and_writes_nothing(roster: Path, words: tuple[str, ...], code: str, said: str) -> None:
    before = roster.read_bytes()
    done = hyoga(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"[{code}]" in done.stderr or code in done.stderr
    assert said in done.stderr
    assert roster.read_bytes() == before


def test_one_that_begins_that_day_is_not_retired_but_withdrawn(roster: Path) -> None:
    before = roster.read_bytes()
    assert hyoga("rename", "rengo", "新連合", *ON).exit_code == 0
    refused = hyoga("retire", "rengo", *ON)
    assert (refused.exit_code, "HD634" in refused.stderr, "roster withdraw rengo --on 2020-04-01" in refused.stderr) == (
        2,
        True,
        True,
    )
    assert hyoga("retire", "rengo", "--on", "2020-03-25").exit_code == 2
    assert hyoga("withdraw", "rengo", *ON).exit_code == 0
    assert roster.read_bytes() == before


def test_a_later_change_that_stays_is_told(roster: Path) -> None:
    assert hyoga("rename", "rengo", "新連合", *ON).exit_code == 0
    done = hyoga("rename", "rengo", "--person", "山田", "--on", "2020-03-25")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        "「rengo」には2020-04-01からの行もあります。その行は変えていません（roster show --all で見られます）。"
    )
    assert "からの行もあります" not in hyoga("rename", "jeed", "--person", "山田", "--on", "2020-03-25").stdout


def test_what_would_overlap_is_refused(roster: Path) -> None:
    text = roster.read_text("utf-8").replace(
        LINE, LINE.replace("}", ", until: 2020-03-31}") + LINE.replace("}", ", since: 2020-10-01}")
    )
    roster.write_text(text, "utf-8")
    done = hyoga("withdraw", "shokokai", *ON)
    assert (done.exit_code, "HD151" in done.stderr, "何も書きませんでした" in done.stderr) == (3, True, True)
    assert roster.read_text("utf-8") == text


def test_an_overlap_that_was_there_does_not_stand_in_the_way(roster: Path) -> None:
    roster.write_text(roster.read_text("utf-8").replace(LINE, LINE * 2), "utf-8")
    assert hyoga("retire", "rengo", *ON).exit_code == 0


def test_what_cannot_be_edited_is_refused(roster: Path) -> None:
    text = roster.read_text("utf-8").replace("- {id: rengo", "- &r {id: rengo")
    roster.write_text(text, "utf-8")
    done = hyoga("retire", "rengo", "--correct")
    assert (done.exit_code, "HD631" in done.stderr) == (3, True)
    assert roster.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"title: [\n", "HD104"),
        (b"title: x\ngroups: 3\n", "HD113"),
        (b"", "HD112"),
        ("title: 名簿\n".encode("cp932"), "HD102"),
        (b"title: x\ntitle: y\ngroups: []\n", "HD108"),
        (None, "HD101"),
    ],
)
@pytest.mark.parametrize("words", [("show",), ("retire", "rengo", *ON)])
def test_a_roster_that_cannot_be_read_is_told(roster: Path, data: bytes | None, code: str, words: tuple[str, ...]) -> None:
    roster.unlink()
    if data is not None:
        roster.write_bytes(data)
    done = hyoga(*words)
    assert (done.exit_code, done.stdout, code in done.stderr) == (3, "", True), done.stderr
    assert (roster.read_bytes() if roster.exists() else None) == data


def test_outside_a_workspace_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("show",), ("retire", "rengo", *ON)):
        done = hyoga(*words)
        assert (done.exit_code, "HD100" in done.stderr) == (2, True)


@pytest.mark.parametrize("below", ["meetings", "meetings/common", "templates"])
def test_any_folder_of_the_workspace_will_do(roster: Path, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
    monkeypatch.chdir(roster.parents[2] / below)
    assert hyoga("retire", "rengo", *ON).exit_code == 0
    assert "until: 2020-03-31" in roster.read_text("utf-8")


def test_a_file_that_is_read_only_stays(roster: Path) -> None:
    before = roster.read_bytes()
    roster.chmod(0o444)
    done = hyoga("retire", "rengo", *ON)
    assert (done.exit_code, "HD612" in done.stderr) == (4, True)
    assert roster.read_bytes() == before
    assert hyoga("retire", "rengo", *ON, "--dry-run").exit_code == 0


def test_a_file_that_a_group_may_write_stays_so(roster: Path) -> None:
    roster.chmod(0o664)
    assert hyoga("retire", "rengo", *ON).exit_code == 0
    assert roster.stat().st_mode & 0o777 == 0o664


def test_line_ends_and_the_mark_in_front_stay(roster: Path) -> None:
    data = b"\xef\xbb\xbf" + roster.read_bytes().replace(b"\n", b"\r\n")
    roster.write_bytes(data)
    assert hyoga("rename", "rengo", "新連合", *ON).exit_code == 0
    after = roster.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\n") == after.count(b"\r\n") == data.count(b"\n") + 1


def test_a_body_of_its_own_has_a_roster_of_its_own(roster: Path) -> None:
    before = roster.read_bytes()
    other = roster.parents[1] / "kanji" / "roster.yaml"
    other.parent.mkdir()
    other.write_text("title: 幹事会\ngroups:\n  - category: 県\n    members:\n      - {id: ken, name: 県庁}\n", "utf-8")
    assert hyoga("retire", "県庁", *ON, "--common", "kanji").exit_code == 0
    assert "{id: ken, name: 県庁, until: 2020-03-31}" in other.read_text("utf-8")
    assert roster.read_bytes() == before
    assert "県庁" in hyoga("show", "--on", "2020-03-31", "--common", "kanji").stdout
    assert hyoga("show", "--common", "nowhere").exit_code == 3


def test_without_a_day_it_is_today(roster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.commands.roster.today", lambda: dt.date(2020, 3, 25))
    assert hyoga("retire", "rengo").exit_code == 0
    assert "until: 2020-03-24}" in roster.read_text("utf-8")
    assert "令和２年３月25日現在、構成員13）" in hyoga("show").stdout


NAMES = """\
title: 名簿
status: {text: 案, until: 2020-03-31}
columns: {category: 区分, name: 構成員, person: 氏名}
groups:
  - category: [{text: 旧, until: 2020-06-30}, {text: 新, since: 2020-07-01}]
    members:
      - {id: a, name: "見本|大学\\n事務局", person: "山, 田"}
      - {id: b, name: 二, until: 2020-05-31}
  - category: 二番
    members:
      - {id: c, name: 三, since: 2020-04-01, ok: [HD167]}
      - {id: d, name: 四, until: 9999-12-31}
"""


def test_show_in_every_form(roster: Path) -> None:
    roster.write_text(NAMES, "utf-8")
    day = ("show", *ON, "--format")
    text = hyoga("show", "--on", "2020-03-31").stdout.splitlines()
    assert text[0].startswith("名簿")
    assert text[2:5] == ["区分  構成員            氏名", "旧    見本|大学 事務局  山, 田", "      二"]
    assert [re.match(r"[0-9-]+", line)[0] for line in text[7:]] == ["2020-04-01", "2020-06-01", "2020-07-01"]  # type: ignore[index]
    assert hyoga(*day, "markdown").stdout.splitlines() == [
        "| 区分 | 構成員 | 氏名 |",
        "| --- | --- | --- |",
        "| 旧 | 見本\\|大学<br>事務局 | 山, 田 |",
        "| 旧 | 二 |  |",
        "| 二番 | 三 |  |",
        "| 二番 | 四 |  |",
    ]
    rows = [
        ["区分", "構成員", "氏名"],
        ["旧", "見本|大学\n事務局", "山, 田"],
        ["旧", "二", ""],
        ["二番", "三", ""],
        ["二番", "四", ""],
    ]
    assert list(csv.reader(io.StringIO(hyoga(*day, "csv").stdout))) == rows
    assert [list(row.values()) for row in json.loads(hyoga(*day, "json").stdout)] == rows[1:]


def test_show_all_has_every_term_with_its_id(roster: Path) -> None:
    roster.write_text(NAMES, "utf-8")
    rows = json.loads(hyoga("show", *ON, "--all", "--format", "json").stdout)
    assert [(row["id"], row["since"], row["until"], row["区分"]) for row in rows] == [
        ("a", "", "", "旧"),
        ("b", "", "2020-05-31", "旧"),
        ("c", "2020-04-01", "", "二番"),
        ("d", "", "9999-12-31", "二番"),
    ]
    assert "すべての任期" in hyoga("show", "--all").stdout


def test_show_of_an_empty_roster(roster: Path) -> None:
    roster.write_text("title: 名簿\ngroups: []\n", "utf-8")
    for form in ("text", "markdown", "csv", "json"):
        assert hyoga("show", "--format", form).exit_code == 0
    assert json.loads(hyoga("show", "--format", "json").stdout) == []


COMMANDS = st.sampled_from(["add", "retire", "rename", "exchange", "move", "withdraw"])
WHO = st.sampled_from(["rengo", "連合熊本", "熊本県市長会", "経済団体", "新しい名前"])
DAY = st.sampled_from(["--on=2020-04-01", "--on=2020-04-01", "--on=2020-13-01", "--correct"])
PLACE = st.sampled_from(["--category=労働団体", "--category=新", "--new-category", "--before=jeed", "--after=rengo"])
FIELDS = st.sampled_from(["--person=山田", "--person=", "--role=会長", "--alias=別", "--id=x", "--common=nowhere"])
LINES = st.tuples(
    COMMANDS, st.lists(WHO, max_size=2), st.lists(DAY, max_size=1), st.lists(PLACE, max_size=2), st.lists(FIELDS, max_size=1)
)


@settings(
    deadline=None, database=None, derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, st.sampled_from([[], ["--dry-run"]]))
def test_a_trial_and_a_refusal_never_write(roster: Path, line: tuple[str, *tuple[list[str], ...]], trial: list[str]) -> None:
    words = [line[0], *itertools.chain.from_iterable(line[1:])]
    before = roster.read_bytes()
    done = hyoga(*words, *trial)
    assert done.exit_code in {0, 2, 3}
    if trial or done.exit_code:
        assert roster.read_bytes() == before
        assert [path.name for path in roster.parent.glob(".*")] == []
    else:
        assert roster.read_bytes() != before
    roster.write_bytes(before)
