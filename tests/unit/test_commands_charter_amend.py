"""`charter amend` as a clerk types it: the form that is asked for or is the house's, and what is repealed."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import invoke

CHARTER = """\
title: [{text: 見本市会議設置要綱, until: 2020-03-31}, {text: 見本市協議会設置要綱, since: 2020-04-01}]
form: articles
source: 平成25年見本市告示第12号
effective: 2013-04-01
sections:
  - {heading: 設置, text: [{text: 会議を置く。, until: 2020-03-31}, {text: 協議会を置く。, since: 2020-04-01}]}
  - {id: fee, heading: 報酬, text: 委員の報酬は、<fees>のとおりとする。}
  - {heading: 庶務, text: 庶務は、総務部総務課において処理する。}
supplementary:
  - この要綱は、<effective>から施行する。
  - {effective: 2020-04-01, source: 令和２年３月31日見本市告示第45号, text: この要綱は、<effective>から施行する。}
schedules:
  - id: fees
    provisions: [fee]
    columns: [区分, 日額]
    rows:
      - [会長, {text: [{text: "10,500円", until: 2020-03-31}, {text: "12,000円", since: 2020-04-01}]}]
      - {cells: [副会長, "10,000円"], since: 2020-04-01}
      - [委員, "9,000円"]
"""
PLATFORM = "name: 見本市会議\nmeeting_name: 見本市会議\n"
SENTENCES = """\
見本市告示第45号
令和２年３月31日
見本市会議設置要綱の一部を改正する要綱（案）
見本市会議設置要綱（平成25年見本市告示第12号）の一部を次のように改正する。
題名中「会議」を「協議会」に改める。
第１条中「会議」を「協議会」に改める。
別表会長の項中「10,500円」を「12,000円」に改め、同項の次に次のように加える。
副会長｜10,000円
附　則
この要綱は、令和２年４月１日から施行する。

改め文を改正前の題名から別紙までに当てはめると、改正後と一字も違わないことを確かめました。
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("meetings/common", "templates", "schemas"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "meetings" / "common" / "charter.yaml").write_text(CHARTER, encoding="utf-8")
    (tmp_path / "meetings" / "common" / "platform.yaml").write_text(PLATFORM, encoding="utf-8")
    return tmp_path


def test_the_form_is_the_one_asked_for_or_that_of_the_house(workspace: Path) -> None:
    asked = invoke("charter", "amend", "2020-04-01", "--form", "改め文", "--text", folder=workspace)
    assert (asked.returncode, asked.stdout) == (0, SENTENCES)
    table = invoke("charter", "amend", "2020-04-01", "--text", folder=workspace)
    assert "- 第１条　［会議］を置く。" in table.stdout
    house = PLATFORM + "style: {amendment: {form: 改め文}}\n"
    (workspace / "meetings" / "common" / "platform.yaml").write_text(house, encoding="utf-8")
    assert invoke("charter", "amend", "2020-04-01", "--text", folder=workspace).stdout == SENTENCES


def test_a_charter_is_replaced_where_that_is_asked_for(workspace: Path) -> None:
    done = invoke("charter", "amend", "2020-04-01", "--form", "全部改正", "--text", folder=workspace)
    lines = done.stdout.splitlines()
    assert lines[2:6] == [
        "見本市会議設置要綱の全部を改正する要綱（案）",
        "見本市会議設置要綱（平成25年見本市告示第12号）の全部を次のように改正する。",
        "見本市協議会設置要綱",
        "（設置）",
    ]
    assert lines[11:14] == ["附　則", "この要綱は、令和２年４月１日から施行する。", "別表（第２条関係）"]


def test_a_charter_is_repealed_on_a_day_and_nothing_else_is_asked_of_it(workspace: Path) -> None:
    done = invoke("charter", "amend", "--repeal", "2026-04-01", "--text", folder=workspace)
    assert done.stdout.splitlines()[-3:] == [
        "見本市協議会設置要綱（平成25年見本市告示第12号）は、廃止する。",
        "附　則",
        "この要綱は、令和８年４月１日から施行する。",
    ]
    refused = invoke("charter", "amend", "2020-04-01", "--repeal", "2026-04-01", "--text", folder=workspace)
    assert (refused.returncode, "HD692" in refused.stderr) == (2, True)


def test_a_brace_that_nobody_knows_is_told_with_its_place(workspace: Path) -> None:
    house = PLATFORM + 'style:\n  amendment:\n    lead: "{titel}の一部を改正する。"\n'
    (workspace / "meetings" / "common" / "platform.yaml").write_text(house, encoding="utf-8")
    told = invoke("charter", "amend", "2020-04-01", "--text", folder=workspace)
    assert told.returncode == 3
    assert "platform.yaml:5:" in told.stderr
    assert "「{titel}」は使えません。" in told.stderr


def test_an_amendment_that_only_adds_a_supplement_has_nothing_to_say(workspace: Path) -> None:
    own = "  - {effective: 2021-04-01, text: この要綱は、<effective>から施行する。}\nschedules:\n"
    (workspace / "meetings" / "common" / "charter.yaml").write_text(CHARTER.replace("schedules:\n", own), encoding="utf-8")
    done = invoke("charter", "amend", "2021-04-01", "--form", "改め文", "--text", folder=workspace)
    assert (done.returncode, "HD693" in done.stderr) == (2, True)


def test_what_no_sentence_can_say_is_refused(workspace: Path) -> None:
    was = "  - {effective: 2015-04-01, text: 一度目。, until: 2020-03-31}\n"
    later = was + "  - {effective: 2015-04-01, text: 別の文。, since: 2020-04-01}\n"
    charter = CHARTER.replace("schedules:\n", later + "schedules:\n")
    (workspace / "meetings" / "common" / "charter.yaml").write_text(charter, encoding="utf-8")
    done = invoke("charter", "amend", "2020-04-01", "--form", "改め文", "--text", folder=workspace)
    assert (done.returncode, "HD691" in done.stderr) == (2, True)
