"""`charter import` as a clerk meets it: what is written, what is asked, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import invoke

SOURCE = "見本市協議会要綱\n（設置）\n第1条　協議会を置く。\n第2条　前条の協議会は、公開する。\n第4条　雑則\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "meetings" / "common").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "要綱.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_a_charter_is_written_with_what_is_to_be_known_of_it(workspace: Path) -> None:
    done = invoke("charter", "import", "要綱.txt", folder=workspace)
    assert done.returncode == 0
    assert "HD683" in done.stderr
    assert "要綱.txt:5" in done.stderr
    assert "「見本市協議会要綱」（条3）" in done.stdout
    assert "meetings/common/platform.yaml の style: に次の行を書きます。\n  digits: half\n" in done.stdout
    written = (workspace / "meetings" / "common" / "charter.yaml").read_text(encoding="utf-8")
    assert written.startswith("# yaml-language-server: $schema=../../schemas/charter.json\n")
    assert "  - <establishment>の協議会は、公開する。\n" in written


def test_a_charter_that_is_there_is_replaced_only_where_that_is_wanted(workspace: Path) -> None:
    target = workspace / "meetings" / "common" / "charter.yaml"
    target.write_text("title: 前の要綱\n", encoding="utf-8")
    refused = invoke("charter", "import", "要綱.txt", folder=workspace)
    assert (refused.returncode, target.read_text(encoding="utf-8")) == (2, "title: 前の要綱\n")
    assert "HD653" in refused.stderr
    shown = invoke("charter", "import", "要綱.txt", "--dry-run", folder=workspace)
    assert (shown.returncode, target.read_text(encoding="utf-8")) == (0, "title: 前の要綱\n")
    assert "form: articles" in shown.stdout
    replaced = invoke("charter", "import", "要綱.txt", "--yes", folder=workspace)
    assert replaced.returncode == 0
    assert "form: articles" in target.read_text(encoding="utf-8")
    again = invoke("charter", "import", "要綱.txt", folder=workspace)
    assert "同じ内容です" in again.stdout


def test_it_is_written_for_another_body_and_outside_of_a_workspace(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert invoke("charter", "import", "要綱.txt", "--common", "bukai", folder=workspace).returncode == 0
    assert (workspace / "meetings" / "bukai" / "charter.yaml").is_file()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert invoke("charter", "import", str(workspace / "要綱.txt"), "--to", "要綱.yaml", folder=elsewhere).returncode == 0
    assert (elsewhere / "要綱.yaml").read_text(encoding="utf-8").startswith("# 読み込んだ要綱。")


def test_a_file_that_is_not_there_or_of_another_kind_is_told_and_nothing_is_written(workspace: Path) -> None:
    (workspace / "要綱.pdf").write_bytes(b"%PDF-1.7")
    for name in ("ない.docx", "要綱.pdf"):
        done = invoke("charter", "import", name, folder=workspace)
        assert done.returncode == 2
        assert "HD681" in done.stderr
    assert not (workspace / "meetings" / "common" / "charter.yaml").exists()
