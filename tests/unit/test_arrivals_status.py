"""How far a meeting is: workspaces in each state, on a day that the test names."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from workspaces import PDF, write_workspace

from hyoga_docs.arrivals.status import MeetingStatus, status_of
from hyoga_docs.arrivals.status_text import reminder_lines, status_json, status_lines
from hyoga_docs.core.cache import Cache
from hyoga_docs.core.files import file_digest, links_resolved
from hyoga_docs.core.problem import SpecError, UsageError
from hyoga_docs.japanese.width import text_width
from hyoga_docs.pipeline.up_to_date import BuildState, save_state, see
from hyoga_docs.spec.meeting_dates import coming_meeting
from hyoga_docs.spec.workspace_paths import WorkspacePaths, find_meeting

HEAD = "number: 1\ndate: 2024-05-01\nagenda: [計画について, 予算について]\nhandouts:\n"
NOW = dt.datetime(2024, 4, 20, 9, 30, tzinfo=dt.UTC)
HERE = "  - {item: 1, title: 計画, file: 2024-05-01/計画.pdf}\n"
WRONG = "  - {item: 9, title: 計画, file: 2024-05-01/計画.pdf}\n"
BUILD = "「hyoga-docs build meetings/2024-05-01.yaml」で冊子を作る"
LATE = "  - {item: 2, title: 予算, supplied_by: 財政課, due: 2024-04-17}\n"
SOON = "  - {title: 名簿, supplied_by: 総務課, due: 2024-04-22}\n"
LATER = "  - {title: 名簿, supplied_by: 総務課, due: 2024-04-30}\n"
FILES = {"2024-05-01/計画.pdf": PDF}


def status(root: Path, handouts: str, files: dict[str, bytes] | None = None) -> MeetingStatus:
    if not (root / "ws").exists():
        write_workspace(root / "ws", HEAD + handouts, FILES if files is None else files)
    return status_of(find_meeting(root / "ws/meetings/2024-05-01.yaml"), Cache(root / "cache"), NOW)


def build(root: Path, *, recorded: bool = True) -> None:
    """What a build would leave: a packet, a manifest, and the record of what it stood on."""
    out, meetings = root / "ws/build/2024-05-01", root / "ws/meetings"
    out.mkdir(parents=True)
    (out / "packet.pdf").write_bytes(PDF)
    paper = meetings / "2024-05-01/計画.pdf"
    document = {"kind": "supplied", "source": "meetings/2024-05-01/計画.pdf", "sha256": file_digest(paper)}
    (out / "manifest.json").write_text(json.dumps({"packet": {"pages": 12}, "documents": [document]}), "utf-8")
    if recorded:
        files = see(links_resolved(path) for path in (meetings / "2024-05-01.yaml", paper))
        save_state(Cache(root / "cache"), links_resolved(out), BuildState("", files, {}))


def test_what_is_late_comes_first(tmp_path: Path) -> None:
    found = status(tmp_path, HERE + SOON + LATE)
    assert [(paper.label, paper.state, paper.days) for paper in found.urgent_first] == [
        ("資料３", "waiting", -3),
        ("資料２", "waiting", 2),
        ("資料１", "here", None),
    ]
    assert found.next == "財政課に「資料３　予算」を確かめる（３日過ぎ）"
    assert (found.days, found.packet) == (11, None)


@pytest.mark.parametrize(
    ("handouts", "files", "next_step"),
    [
        (WRONG, FILES, "「hyoga-docs check meetings/2024-05-01.yaml」で、1件のエラーを直す"),
        (HERE, {**FILES, "2024-05-01/予算.xlsx": b"x"}, "「hyoga-docs add meetings/2024-05-01」で、届いた1件の行を書く"),
        (HERE, {}, "「資料１　計画」のファイル（2024-05-01/計画.pdf）を置く"),
        (HERE + SOON, FILES, "総務課に「資料２　名簿」を頼む（あと２日）"),
        (HERE + LATER, FILES, BUILD),
        ("  []\n", {}, BUILD),
    ],
)
def test_the_next_thing_to_do_is_one_line(tmp_path: Path, handouts: str, files: dict[str, bytes], next_step: str) -> None:
    assert status(tmp_path, handouts, files).next == next_step


def test_after_a_build_what_is_still_to_come_is_waited_for(tmp_path: Path) -> None:
    status(tmp_path, HERE + LATER)
    build(tmp_path)
    assert status(tmp_path, HERE + LATER).next == "総務課の「資料２　名簿」を待つ"


@pytest.mark.parametrize("recorded", [True, False])
def test_what_changed_since_the_last_build(tmp_path: Path, recorded: bool) -> None:
    status(tmp_path, HERE)
    build(tmp_path, recorded=recorded)
    found = status(tmp_path, HERE)
    assert [paper.changed for paper in found.papers] == [False]
    assert found.packet is not None
    assert (found.packet.pages, found.packet.current) == (12, True if recorded else None)
    assert found.next == ("すべてそろい、冊子は最新です" if recorded else BUILD)
    (tmp_path / "ws/meetings/2024-05-01/計画.pdf").write_bytes(PDF + b"%")
    later = status(tmp_path, HERE)
    assert [paper.changed for paper in later.papers] == [True]
    assert later.next == BUILD
    assert any("届いた（前の冊子と違う）" in line for line in status_lines(later, NOW))


def test_columns_stand_under_each_other_on_a_screen(tmp_path: Path) -> None:
    lines = status_lines(status(tmp_path, HERE + SOON + LATE), NOW)
    rows = [line for line in lines if "資料" in line and "資料:" not in line and "次に" not in line]
    assert len(rows) == 3
    assert len({text_width(row[: row.index("資料")]) for row in rows}) == 1
    assert lines[0] == "第１回見本会議　５月１日（水）　あと11日"


def test_reminders_are_grouped_by_sender(tmp_path: Path) -> None:
    assert reminder_lines(status(tmp_path, HERE + SOON + LATE)) == [
        "第１回見本会議　５月１日（水）　資料のうち、まだのもの",
        "",
        "財政課",
        "  ・資料３　予算（４月17日（水）まで。３日過ぎ）",
        "",
        "総務課",
        "  ・資料２　名簿（４月22日（月）まで。あと２日）",
    ]


def test_programs_get_json(tmp_path: Path) -> None:
    (found,) = json.loads(status_json([status(tmp_path, HERE + LATE)]))
    assert found["date"] == "2024-05-01"
    assert found["papers"][1] == {
        "label": "資料２",
        "title": "予算",
        "file": None,
        "supplied_by": "財政課",
        "due": "2024-04-17",
        "days": -3,
        "state": "waiting",
        "changed": None,
    }


def test_a_file_that_cannot_be_understood_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="HD113"):
        status(tmp_path, "  - {title: 計画, due: 来週}\n")


def test_the_coming_meeting_is_meant_else_the_last(tmp_path: Path) -> None:
    workspace = WorkspacePaths(write_workspace(tmp_path / "ws").parent.parent)
    for day in ("2024-03-01", "2024-06-01"):
        (workspace.meetings / f"{day}.yaml").write_text(f"date: {day}\n", "utf-8")
    days = [dt.date(2024, 4, 1), dt.date(2024, 5, 1), dt.date(2024, 5, 2), dt.date(2025, 1, 1)]
    assert [coming_meeting(workspace, day).stem for day in days] == ["2024-05-01", "2024-05-01", "2024-06-01", "2024-06-01"]
    for path in workspace.meetings.glob("*.yaml"):
        path.unlink()
    with pytest.raises(UsageError, match="HD100"):
        coming_meeting(workspace, days[0])
