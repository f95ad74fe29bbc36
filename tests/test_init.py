"""`init` as somebody meets it who begins: asked on a terminal, answered by options, and built at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import command, invoke

from hyoga_docs.spec.yaml.reader import read_yaml

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
BODIES = {
    "見本市国民健康保険運営協議会": ("--number", "令和６年度第２回", "--number-form", "資料No.1", "--secretariat", "国保年金課"),
    "例町防災会議": ("--charter", "なし", "--no-roster", "--time", "10:00", "--venue", "例町役場　２階"),
    "見本県都市計画審議会": ("--charter", "番号", "--number", "150", "--number-form", "第１号資料", "--organizer", "見本県"),
}


def read(folder: Path, name: str) -> dict[str, object]:
    data: dict[str, object] = read_yaml(folder / "meetings" / name, name)[0].data
    return data


@pytest.mark.parametrize("name", BODIES)
def test_a_new_body_has_no_errors_and_is_told_what_to_fill_in(name: str, tmp_path: Path) -> None:
    made = invoke("init", "ws", "--name", name, "--date", "2026-08-20", *BODIES[name], folder=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "hyoga-docs build ws/meetings/2026-08-20.yaml\n" in made.stdout
    told = invoke("check", "ws/meetings/2026-08-20.yaml", folder=tmp_path, HYOGA_DOCS_CACHE=str(tmp_path / "cache"))
    assert told.returncode == 0, told.stderr
    assert "［ここに議題を書く］" in told.stderr + told.stdout
    assert "エラー" not in told.stderr + told.stdout.replace("エラーはありません", "")


@pytest.mark.office
def test_a_new_body_builds_at_once(tmp_path: Path) -> None:
    name = "見本市国民健康保険運営協議会"
    assert invoke("init", "ws", "--name", name, "--date", "2026-08-20", *BODIES[name], folder=tmp_path).returncode == 0
    built = invoke("build", "ws/meetings/2026-08-20.yaml", folder=tmp_path, HYOGA_DOCS_CACHE=str(tmp_path / "cache"))
    assert built.returncode == 0, built.stderr
    reviews = {path.stem: path.read_text("utf-8") for path in (tmp_path / "ws" / "build" / "2026-08-20" / "review").glob("*.md")}
    listed = next(text for stem, text in reviews.items() if stem.endswith("handout-list"))
    assert "令和６年度第２回" in "".join(reviews.values()).replace("令和6年度第2回", "令和６年度第２回")
    assert [label for label in ("資料No.1", "資料No.2", "資料No.3") if label not in listed] == []


def test_one_option_answers_and_the_rest_is_as_usual(tmp_path: Path) -> None:
    made = invoke("init", "ws", "--name", "例町教育委員会", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    meeting = next((tmp_path / "ws" / "meetings").glob("*.yaml"))
    assert "# 仮の日" in meeting.read_text("utf-8")
    assert read(tmp_path / "ws", meeting.name)["number"] == 1
    assert read(tmp_path / "ws", "common/charter.yaml")["form"] == "articles"
    assert (tmp_path / "ws" / "meetings" / meeting.stem).is_dir()


@pytest.mark.parametrize(
    ("folder", "name"), [("例町教育委員会", "例町教育委員会"), ("ws", "●●会議"), ("a/見本市：会議#1", "見本市：会議#1")]
)
def test_a_folder_with_a_japanese_name_is_named_after_its_body(folder: str, name: str, tmp_path: Path) -> None:
    assert invoke("init", folder, "--yes", folder=tmp_path).returncode == 0
    assert read(tmp_path / folder, "common/platform.yaml")["name"] == name


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ((), "HD623", "--yes か、--sample"),
        (("--date", "2026-08-20"), "HD623", "--name"),
        (("--sample", "--name", "甲", "--no-roster"), "HD624", "--sample と --name、--roster は一緒に使えません。"),
        (("--name", "甲", "--date", "2026-2-30"), "HD113", "--date"),
        (("--yes", "--time", "夕方"), "HD113", "--time"),
    ],
)
def test_what_cannot_be_made_is_not_begun(options: tuple[str, ...], code: str, words: str, tmp_path: Path) -> None:
    done = invoke("init", "ws", *options, folder=tmp_path)
    assert (done.returncode, code in done.stderr, words in done.stderr) == (2, True, True), done.stderr
    assert list(tmp_path.iterdir()) == []


def on_terminal(folder: Path, typed: str, *options: str) -> tuple[int, str]:
    """`init` on a terminal at which this was typed: how it ends, and all that stands on the terminal."""
    ours, its = os.openpty()
    os.write(ours, typed.encode())
    process = subprocess.Popen(command("init", *options), cwd=folder, stdin=its, stdout=its, stderr=its)
    os.close(its)
    shown = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # nobody has the other end any more
            break
        if not more:
            break
        shown += more
    os.close(ours)
    return process.wait(timeout=60), shown.decode().replace("\r\n", "\n")


@POSIX
def test_a_terminal_is_asked_and_asked_again(tmp_path: Path) -> None:
    answers = ("", "", "3", "2026-13-01", "2026-08-20", "", "", "見本市、例町", "交通課", "資料No", "別紙1", "", "はいい", "いいえ")
    code, shown = on_terminal(tmp_path, "".join(f"{answer}\n" for answer in answers), "見本市地域公共交通会議")
    assert code == 0, shown
    assert "会議体の名前（例: 見本市国民健康保険運営協議会）[見本市地域公共交通会議]: " in shown
    assert [shown.count(words) for words in ("開催日（例: ", "その日はありません。\n", "資料の番号（例: ", "と答えてください")] == [
        2,
        1,
        2,
        1,
    ]
    made = tmp_path / "見本市地域公共交通会議"
    platform = read(made, "common/platform.yaml")
    assert {key: platform[key] for key in ("name", "meeting_name", "organizer", "secretariat")} == {
        "name": "見本市地域公共交通会議",
        "meeting_name": "見本市地域公共交通会議",
        "organizer": ["見本市", "例町"],
        "secretariat": "交通課",
    }
    assert read(made, "2026-08-20.yaml")["number"] == 3
    assert not (made / "meetings" / "common" / "roster.yaml").exists()


@POSIX
def test_only_what_no_option_says_is_asked(tmp_path: Path) -> None:
    code, shown = on_terminal(tmp_path, "\n" * 9, "ws", "--name", "甲会議", "--charter", "なし")
    assert (code, shown.count("（例: "), "会議体の名前" in shown) == (0, 9, False), shown
    assert on_terminal(tmp_path, "", "other", "--yes")[0] == 0


@POSIX
def test_who_stops_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    code, shown = on_terminal(tmp_path, "甲会議\n\x04", "ws")
    assert (code, list(tmp_path.iterdir())) == (130, []), shown
