"""Which meetings of two sides are compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hyoga_docs.diff.built_folder import built_packets
from hyoga_docs.diff.packets import PacketSet, pair_meetings
from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths


@pytest.fixture
def now(tmp_path: Path) -> PacketSet:
    """A workspace with two meetings, of which one cannot be read."""
    root = tmp_path / "desk"
    (root / "meetings" / "common").mkdir(parents=True)
    (root / "templates").mkdir()
    (root / "meetings" / "common" / "platform.yaml").write_text("name: 見本会\nmeeting_name: 見本会議\n", "utf-8")
    (root / "meetings" / "2024-05-01.yaml").write_text("number: 1\ndate: 2024-05-01\nagenda: [開会]\n", "utf-8")
    (root / "meetings" / "2024-06-01.yaml").write_text("number: [", "utf-8")
    paths = WorkspacePaths(root)
    return PacketSet("今", {name: MeetingFile(paths.meetings / f"{name}.yaml", paths) for name in ("2024-05-01", "2024-06-01")}, {})


def built(folder: Path) -> Path:
    """A folder with the record of a packet."""
    folder.mkdir(parents=True)
    record = {"title": "第１回見本会議　会議資料", "meeting": "第１回見本会議", "documents": []}
    (folder / "manifest.json").write_text(json.dumps(record), "utf-8")
    return folder


def test_a_folder_of_one_packet_asks_for_its_own_meeting_alone(tmp_path: Path, now: PacketSet) -> None:
    copied = built(tmp_path / "配付済")
    old = PacketSet("配付済", {}, built_packets(copied), alone=True)
    assert pair_meetings(old, now) == [("配付済", "2024-05-01")]
    assert pair_meetings(now, old) == [("2024-05-01", "配付済")]


def test_a_folder_of_packets_asks_for_all_meetings(tmp_path: Path, now: PacketSet) -> None:
    built(tmp_path / "build" / "2024-05-01")
    old = PacketSet("build", {}, built_packets(tmp_path / "build"))
    assert pair_meetings(old, now) == [("2024-05-01", "2024-05-01"), (None, "2024-06-01")]
