from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hyoga_docs.commands.app import app

ROOT = Path(__file__).resolve().parents[2]
MEETING = """\
number: 1
date: 2024-05-01
agenda:
  - title: 議題  # 取り組みは次回
    items:
      - {title: 就労支援の取り組みについて}
      - title: >
          見本県の取り
          組みについて
      - "窓ぐちの取り組み"
handouts: []
"""
PLATFORM = "name: 見本協議会\nmeeting_name: 見本協議会\n"
WORDING = "variants:\n  - {words: [取組, 取り組み], use: 取組}\nwrong: {窓ぐち: 窓口}\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    common = tmp_path / "meetings" / "common"
    common.mkdir(parents=True)
    (common / "platform.yaml").write_text(PLATFORM, "utf-8")
    (common / "wording.yaml").write_text(WORDING, "utf-8")
    (tmp_path / "meetings" / "2024-05-01.yaml").write_text(MEETING, "utf-8")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HYOGA_DOCS_CACHE", str(tmp_path / "cache"))
    return tmp_path


def run(*arguments: str, answer: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", "meetings/2024-05-01.yaml", *arguments], input=answer)
    return done.exit_code, done.output


def spec(workspace: Path) -> Path:
    return workspace / "meetings" / "2024-05-01.yaml"


FIXED = MEETING.replace("就労支援の取り組み", "就労支援の取組").replace("窓ぐちの取り組み", "窓口の取組")


def test_what_the_house_chose_is_written_where_it_stands_and_the_rest_is_told(workspace: Path) -> None:
    code, told = run("--fix", "--yes")
    assert code == 0
    assert spec(workspace).read_text("utf-8") == FIXED  # comments and the folded text as they were
    assert told.startswith(
        "直すところ\n"
        "meetings/2024-05-01.yaml:6\n"
        "  前: - {title: 就労支援の取り組みについて}\n"
        "  後: - {title: 就労支援の取組について}\n"
        "meetings/2024-05-01.yaml:10\n"
        '  前: - "窓ぐちの取り組み"\n'
        '  後: - "窓口の取組"\n'
        "meetings/2024-05-01.yaml に書きました。\n"
    )
    assert "HD205" in told
    assert "HD273" not in told


def test_ends_of_lines_stay(workspace: Path) -> None:
    spec(workspace).write_bytes(MEETING.replace("\n", "\r\n").encode())
    run("--fix", "--yes")
    assert spec(workspace).read_bytes() == FIXED.replace("\n", "\r\n").encode()


def test_nothing_is_written_where_somebody_says_no(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.commands.check.is_confirmed", lambda **_: False)
    code, told = run("--fix")
    assert (code, spec(workspace).read_text("utf-8")) == (0, MEETING)
    assert "何も書いていません。" in told
    assert told.count("HD273") == 2


def test_nothing_is_written_where_nobody_can_be_asked(workspace: Path) -> None:
    code, told = run("--fix")
    assert (code, spec(workspace).read_text("utf-8")) == (2, MEETING)
    assert "HD653" in told


def test_errors_of_the_yaml_with_one_right_text_are_mended(workspace: Path) -> None:
    wrong = "number: 第１回\ndate: 2024/5/1\nagenda:\n  - titel: 開会  # 初め\nhandots: []\n"
    spec(workspace).write_text(wrong, "utf-8")
    code, told = run("--fix", "--yes")
    assert spec(workspace).read_text("utf-8") == ("number: 1\ndate: 2024-05-01\nagenda:\n  - title: 開会  # 初め\nhandouts: []\n")
    assert (code, "HD1" in told) == (0, False)


def test_words_that_errors_of_the_yaml_hid_are_mended_with_them(workspace: Path) -> None:
    spec(workspace).write_text(MEETING.replace("2024-05-01", "2024/5/1"), "utf-8")
    code, told = run("--fix", "--yes")
    assert (code, spec(workspace).read_text("utf-8")) == (0, FIXED)
    assert told.count("直すところ\n") == 2


def test_a_house_that_sends_a_word_round_is_asked_no_end_of_times(workspace: Path) -> None:
    (workspace / "meetings" / "common" / "wording.yaml").write_text("wrong: {窓ぐち: 窓口, 窓口: 窓ぐち}\n", "utf-8")
    code, told = run("--fix", "--yes")
    assert code == 0
    assert "HD275" in told


def test_a_key_that_means_another_is_not_called_by_a_third_name(workspace: Path) -> None:
    spec(workspace).write_text(MEETING.replace("handouts: []", "handouts: [{title: 紙, fil: paper.txt}]"), "utf-8")
    (found,) = json.loads(run("--format", "json")[1])
    assert (found["hint"], found["fix"]["new"]) == ("「file」の誤りではありませんか。", "file")


def test_what_is_nearly_a_reference_becomes_one(workspace: Path) -> None:
    charter = workspace / "meetings" / "common" / "charter.yaml"
    text = "title: 見本協議会設置要綱\nsections:\n  - {id: aim, heading: 目的, body: [地域のために置く。]}\n"
    text += "  - {heading: 委任, body: [＜aim＞のほかは、別に定める。]}  # 参照\n"
    charter.write_text(text, "utf-8")
    spec(workspace).write_text(f"documents: [charter]\n{MEETING}", "utf-8")
    run("--fix", "--yes")
    assert charter.read_text("utf-8") == text.replace("＜aim＞", "<aim>")


def test_a_value_of_a_few_is_mended(workspace: Path) -> None:
    platform = workspace / "meetings" / "common" / "platform.yaml"
    platform.write_text(PLATFORM + "isolation: prefered  # 隔離\n", "utf-8")
    run("--fix", "--yes")
    assert platform.read_text("utf-8") == PLATFORM + "isolation: preferred  # 隔離\n"


@pytest.mark.parametrize("wrong", ["name_: 見本\n", "tit: 開会\n"])
def test_a_key_that_may_be_two_is_left_and_told(workspace: Path, wrong: str) -> None:
    text = f"number: 1\nname: 見本\ndate: 2024-05-01\nagenda: []\n{wrong}handouts: []\n"
    spec(workspace).write_text(text, "utf-8")
    code, told = run("--fix", "--yes")
    assert (code, spec(workspace).read_text("utf-8")) == (3, text)
    assert "HD111" in told


def test_programs_are_told_the_fix_and_nothing_is_written(workspace: Path) -> None:
    told = json.loads(run("--format", "json")[1])
    assert [each["fix"] for each in told if each["code"] == "HD275"] == [
        {"file": "meetings/2024-05-01.yaml", "line": 10, "column": 10, "old": "窓ぐち", "new": "窓口"}
    ]
    assert [each["fix"] for each in told if each["code"] == "HD205"] == [None]
    assert spec(workspace).read_text("utf-8") == MEETING


def test_papers_of_others_are_never_written(workspace: Path) -> None:
    paper = workspace / "meetings" / "paper.txt"
    paper.write_text("就労支援の取り組みと窓ぐちについて。\n", "utf-8")
    spec(workspace).write_text("number: 1\ndate: 2024-05-01\nagenda: []\nhandouts: [{title: 紙, file: paper.txt}]\n", "utf-8")
    _, told = run("--fix", "--yes")
    assert "取り組み" in paper.read_text("utf-8")
    assert "HD273" in told
    assert "直すところ\n" not in told


def test_a_block_of_text_is_told_where_it_is_written_and_not_again_where_it_is_printed(workspace: Path) -> None:
    text = "      - title: |\n          若者の取り組みについて\n"
    (workspace / "meetings" / "2024-05-01.yaml").write_text(
        f"number: 1\ndate: 2024-05-01\nagenda:\n  - title: 議題\n    items:\n{text}handouts: []\n", "utf-8"
    )
    assert run()[1].count("HD273") == 1


def test_what_is_told_as_one_with_a_count_is_no_reason_to_stop_at_a_thousand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HYOGA_DOCS_CACHE", str(tmp_path / "cache"))
    (tmp_path / "a.csv").write_text("社会保健料\n" * 1_100 + "防徐\n", "utf-8")
    told = CliRunner().invoke(app, ["check", str(tmp_path / "a.csv")]).output
    assert "ほかに1099か所" in told
    assert ("防徐" in told, "HD375" in told) == (True, False)
