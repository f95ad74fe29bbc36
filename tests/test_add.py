"""`add` and `status` as they are typed: a real PDF and a real Word file from a folder into a meeting, and on to a packet."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import PROJECTS, ROOT, copy_workspace
from running import invoke

MEETING = """number: 1
date: 2024-05-01
agenda:
  - title: 議題
    items: [熊本労働局における取組について, 市町村プラットフォームについて]
handouts:
  - {item: 2, title: 市町村プラットフォームについて, supplied_by: 見本課, due: 2024-04-10}
"""


def workspace(folder: Path) -> Path:
    """A workspace whose meeting has one paper that has not come; gives its file."""
    spec = copy_workspace(folder, PROJECTS / "good-small") / "meetings" / "2024-05-01.yaml"
    shutil.rmtree(spec.with_suffix(""), ignore_errors=True)
    spec.write_text(MEETING, "utf-8")
    return spec


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    folder = tmp_path / "mail"
    folder.mkdir()
    for name, other in {"municipal.pdf": "資料２.pdf", "bureau.docx": "資料１.docx"}.items():
        shutil.copy(ROOT / "meetings/2019-10-31" / name, folder / other)
    (folder / "資料３.jtd").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    return folder


def test_papers_of_a_folder_get_their_lines(tmp_path: Path, mail: Path) -> None:
    spec = workspace(tmp_path / "ws")
    done = invoke("add", str(mail), "--meeting", str(spec), "--yes", folder=tmp_path / "ws")
    assert done.returncode == 3  # 一太郎
    assert "HD303" in done.stderr
    assert spec.read_text("utf-8") == MEETING.replace(
        "handouts:\n",
        "handouts:\n  - {item: 1, title: 熊本労働局における取組について, file: 2024-05-01/資料１.docx}\n",
    ).replace("ームについて, supplied_by", "ームについて, file: 2024-05-01/資料２.pdf, supplied_by")
    assert sorted(path.name for path in (spec.parent / "2024-05-01").iterdir()) == ["資料１.docx", "資料２.pdf"]
    told = json.loads(invoke("status", str(spec), "--format", "json", folder=tmp_path / "ws").stdout)
    assert [paper["state"] for paper in told[0]["papers"]] == ["here", "here"]


def test_nothing_is_written_where_nobody_can_be_asked(tmp_path: Path, mail: Path) -> None:
    spec = workspace(tmp_path / "ws")
    done = invoke("add", str(mail / "資料１.docx"), "--meeting", str(spec), folder=tmp_path / "ws")
    assert done.returncode == 2
    assert "HD653" in done.stderr
    assert "資料１　熊本労働局における取組について" in done.stdout
    assert spec.read_text("utf-8") == MEETING
    assert not (spec.parent / "2024-05-01").exists()


def test_files_that_lie_with_the_meeting_are_of_that_meeting(tmp_path: Path, mail: Path) -> None:
    spec = workspace(tmp_path / "ws")
    other = spec.with_name("2099-01-01.yaml")
    other.write_text(MEETING.replace("2024-05-01", "2099-01-01"), "utf-8")
    (spec.parent / "2024-05-01").mkdir()
    shutil.copy(mail / "資料１.docx", spec.parent / "2024-05-01")
    invoke("add", "meetings/2024-05-01", "--yes", folder=tmp_path / "ws")
    assert "2024-05-01/資料１.docx" in spec.read_text("utf-8")
    invoke("add", str(mail / "資料１.docx"), "--yes", folder=tmp_path / "ws")
    assert "2099-01-01/資料１.docx" in other.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_plain_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    spec = workspace(tmp_path / "ws")
    before = spec.read_bytes()
    os.mkfifo(tmp_path / "資料.txt")
    (tmp_path / "資料２.txt").symlink_to("資料２.txt")
    for name in ("資料.txt", "資料２.txt"):
        done = invoke("add", str(tmp_path / name), "--meeting", str(spec), "--yes", folder=tmp_path / "ws")
        assert (done.returncode, "HD301" in done.stderr) == (3, True), done.stderr
    assert spec.read_bytes() == before


def test_a_folder_without_papers_is_told(tmp_path: Path) -> None:
    spec = workspace(tmp_path / "ws")
    (tmp_path / "empty").mkdir()
    done = invoke("add", str(tmp_path / "empty"), "--meeting", str(spec), folder=tmp_path / "ws")
    assert (done.returncode, "HD629" in done.stderr) == (2, True)
