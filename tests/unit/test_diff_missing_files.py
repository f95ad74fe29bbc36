from __future__ import annotations

from pathlib import Path

import pytest
from reviewer import run_diff
from workspaces import write_workspace


@pytest.mark.parametrize("is_workspace", [False, True])
def test_files_that_are_not_there_are_all_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_workspace: bool) -> None:
    if is_workspace:
        write_workspace(tmp_path / "ws")
    else:
        (tmp_path / "ws").mkdir()
    monkeypatch.chdir(tmp_path / "ws")
    result = run_diff("ない.docx", "これもない.pdf")
    assert result.exit_code == 2
    assert result.stderr.count("HD101") == 2
    assert "ない.docx" in result.stderr
    assert "これもない.pdf" in result.stderr


def test_the_nearest_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "予算案.docx").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    assert "「予算案.docx」の誤りではありませんか" in run_diff("予算.docx", "決算.xlsx").stderr


def test_a_name_that_is_no_files_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path / "ws")
    monkeypatch.chdir(tmp_path / "ws")
    assert "HD666" in run_diff("HAED~1").stderr


def test_a_folder_is_told_as_one_and_a_name_that_is_nothing_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "予算.txt").write_text("甲", "utf-8")
    (tmp_path / "控え").mkdir()
    monkeypatch.chdir(tmp_path)
    for names in (("予算.txt", "控え"), ("控え", "予算.txt")):
        assert "ファイルではなく、フォルダーです。" in run_diff(*names).stderr
    assert "HD101 ファイルがありません。" in run_diff("前.docx", "予算.txt").stderr
    assert run_diff("前", "後").stderr.count("HD101") == 2
    assert "git に登録されていない" in run_diff("予算.txt").stderr
    write_workspace(tmp_path / "ws")
    monkeypatch.chdir(tmp_path / "ws")
    assert "「前」は、ファイルでもフォルダーでもありません。" in run_diff("前", "後").stderr
