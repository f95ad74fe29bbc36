"""Two small meetings that need what the sample does not: series, branches, pinned labels, ranges, odd starts, waiting papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from conftest import PROJECTS, build, copy_workspace, make_machine

pytestmark = pytest.mark.office


def built(tmp_path: Path, project: str, name: str) -> tuple[Path, list[dict[str, Any]], pypdf.PdfReader]:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / project)
    build(workspace / "meetings" / f"{name}.yaml", tmp_path / "out", make_machine(tmp_path / "cache"), lambda _: None)
    documents = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["documents"]
    return tmp_path / "out", documents, pypdf.PdfReader(tmp_path / "out" / "packet.pdf")


def test_series_branches_pinned_labels_ranges_and_odd_starts(tmp_path: Path) -> None:
    out, documents, reader = built(tmp_path, "good-rich", "2020-01-15")
    assert [(d["first_page"], d["pages"], d["label"], d["title"], d["level"]) for d in documents] == [
        (1, 1, None, "表紙", 0),
        (2, 1, None, "次第", 0),
        (3, 1, None, "配付資料一覧", 0),
        (5, 2, "委３-１－１", "枝の一", 1),
        (7, 1, "委３-１－２－１", "小枝の一", 2),
        (8, 2, "委３-１－２－２", "小枝の二", 2),
        (10, 1, "委3-２", "決まっていた番号", 0),
        (11, 1, None, "番号なし", 0),
        (12, 1, "委３-３", "見本委員会設置要綱", 0),
        (13, 1, "委３-３別紙１", "委員名簿", 1),
        (14, 1, "委３-３別紙２", "座席表", 1),
        (15, 1, "協議案第３号", "協議の件", 0),
        (16, 1, "協議案第３号", "協議の件", 1),
        (17, 1, "参考資料１", "参考の一", 0),
        (18, 1, "参考資料１別添", "添えるもの", 1),
        (19, 3, "参考資料２", "参考の二", 0),
    ]
    texts = [page.extract_text().replace("\u00a0", " ") for page in reader.pages]
    assert texts[3].strip() == ""  # the blank before `start: odd` prints nothing, not even its number
    assert "page 2 of three" in texts[4]
    assert "page 3 of three" in texts[7]
    assert "page 1 of three" in texts[8]
    assert "5 / 21" in texts[4]
    assert "8 / 21" not in texts[7]  # page_numbers: false
    assert "協議案第３号" in texts[14]
    assert "協議案第３号" not in texts[15]  # the cover carries the label
    assert [d["public"] for d in documents].count(False) == 1
    own = pypdf.PdfReader(out / "documents" / "06-three.pdf")
    assert [page.extract_text().strip() for page in own.pages] == ["page 3 of three", "page 1 of three"]


def test_the_charter_and_the_roster_of_the_day(tmp_path: Path) -> None:
    out, _, _ = built(tmp_path, "good-rich", "2020-01-15")
    charter = (out / "review" / "09-charter.md").read_text("utf-8")
    assert "１　一段目の項。\n第１の１（１）アアを見よ。" in charter
    assert "この要綱は、令和２年１月15日から施行する。" in charter
    roster = (out / "review" / "10-roster.md").read_text("utf-8")
    assert "髙﨑　花子" in roster
    assert "葛󠄀城" not in roster  # a member from April on
    assert "第３回見本委員会　別紙２　2名" in (out / "review" / "11-seats.md").read_text("utf-8")


def test_papers_that_have_not_arrived_are_announced_with_a_cover(tmp_path: Path) -> None:
    out, documents, reader = built(tmp_path, "good-small", "2024-05-01")
    assert [d["label"] for d in documents if d["kind"] == "cover"] == ["資料１", "当日資料１", None]
    words = "".join(page.extract_text() for page in reader.pages)
    assert "予算 A&B <案>" in words
    assert "（この資料は後日配付します。）" in words
    listed = (out / "review" / "03-handout-list.md").read_text("utf-8")
    assert "○　当日資料１　髙﨑さん・葛󠄀城さんの意見\n" in listed
    assert "席上のみ（構成員のみ）" in listed
    agenda = (out / "review" / "01-agenda.md").read_text("utf-8")
    assert "１　【審議】予算について（再協議）" in agenda
    assert "協議案第58号　計画について" in agenda
    assert "［資料１］" in agenda


def test_an_old_meeting_is_the_same_after_a_later_amendment(tmp_path: Path) -> None:
    out, _, _ = built(tmp_path, "good-rich", "2020-01-15")
    before = (out / "packet.pdf").read_bytes()
    roster = tmp_path / "ws" / "meetings" / "common" / "roster.yaml"
    later = "      - {id: d, name: 見本市, post: 部長, person: 見本　二郎, since: 2021-04-01}\n"
    roster.write_text(roster.read_text("utf-8") + later, "utf-8")
    spec = tmp_path / "ws" / "meetings" / "2020-01-15.yaml"
    again = build(spec, out, make_machine(tmp_path / "cache"), lambda _: None)
    assert (again.fresh, again.converted) == (True, 0)
    assert (out / "packet.pdf").read_bytes() == before
