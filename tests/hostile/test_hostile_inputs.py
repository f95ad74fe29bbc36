"""What people write and name, when it is no plain file, lies elsewhere, or is far too much."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from running import invoke, run_limited

from hyoga_docs.core.files import PAPER

HEAD = "number: 1\ndate: 2024-05-01\nagenda: [開会]\n"
SECRET = "root: [SECRET\n"


def workspace(root: Path, meeting: str = HEAD) -> Path:
    (root / "templates").mkdir(parents=True)
    (root / "meetings" / "common").mkdir(parents=True)
    (root / "meetings" / "common" / "platform.yaml").write_text("name: 見本会議体\nmeeting_name: 見本会議\n", "utf-8")
    (root / "meetings" / "a.yaml").write_text(meeting, "utf-8")
    return root


def check(root: Path, file: str = "meetings/a.yaml") -> str:
    done = run_limited("check", file, folder=root, seconds=30, memory=1 << 30, HYOGA_DOCS_CACHE=str(root / "cache"))
    assert done.returncode == 3, done
    assert len(done.stdout) < 100_000
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files, and links ask for a right there")
def test_devices_pipes_circles_and_links_out_are_refused_and_not_quoted(tmp_path: Path) -> None:
    meeting = HEAD + "handouts:\n  - {title: 甲, file: p/a.pdf}\n  - {title: 乙, file: p/b.csv}\n"
    root = workspace(tmp_path / "desk", meeting)
    (tmp_path / "secret").write_text(SECRET)
    (root / "meetings" / "p").mkdir()
    os.mkfifo(root / "meetings" / "p" / "a.pdf")
    (root / "meetings" / "p" / "b.csv").symlink_to(tmp_path / "secret")
    (root / "templates" / "label.docx").symlink_to("/dev/zero")
    (root / "templates" / "agenda.docx").symlink_to("agenda.docx")
    said = check(root)
    assert "HD301 資料を読めません（ふつうのファイルではありません）" in said
    assert "HD301 作業場所の外のファイルは使えません" in said
    assert "HD401 ひな形を読めません（desk の外を指すリンクです）" in said
    assert "HD401 ひな形を読めません（リンクが輪になっています）" in said
    assert "SECRET" not in said
    common = root / "meetings" / "common"
    (common / "roster.yaml").symlink_to("/dev/zero")
    (common / "charter.yaml").symlink_to("nowhere")
    os.mkfifo(common / "wording.yaml")
    (common / "platform.yaml").unlink()
    (common / "platform.yaml").symlink_to(tmp_path / "secret")
    said = check(root)
    assert said.count("desk の外を指すリンクです") == 2
    assert "HD101 ファイルがありません" in said
    assert "HD101 ファイルを読めません（ふつうのファイルではありません）" in said
    assert "SECRET" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_file_that_is_named_may_lie_anywhere_but_must_be_plain(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/dev/zero")
    assert "HD101 ファイルを読めません（ふつうのファイルではありません）" in check(tmp_path, "a.txt")


def test_a_file_that_is_named_and_too_large_is_told_alike_by_each_command(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.truncate(PAPER + 1)
    (tmp_path / "b.txt").write_text("一。", "utf-8")
    for words in (("check", "large.txt"), ("diff", "large.txt", "b.txt"), ("diff", "b.txt", "large.txt")):
        done = invoke(*words, folder=tmp_path, HYOGA_DOCS_CACHE=str(tmp_path / "cache"))
        said = done.stdout + done.stderr
        assert (done.returncode, "HD101 ファイルを読めません（500 MB を超えます）" in said, "→" in said) == (3, True, True), said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("[[],".ljust(4) * 900_000, "HD105", id="values"),
        pytest.param(HEAD + "# \x01\n" * 20_000, "HD114", id="mistakes"),
        pytest.param(HEAD + "'" + "あ" * 900_000 + "': 1\n" + "handouts: 1\n", "HD104", id="line"),
        pytest.param(HEAD + "handouts:\n" + "- {}\n" * 20_000, "HD115", id="papers"),
    ],
)
def test_a_yaml_of_far_too_much_is_told_in_few_words(tmp_path: Path, text: str, code: str) -> None:
    assert code in check(workspace(tmp_path / "desk", text))


@pytest.mark.skipif(sys.platform == "win32", reason="its limits are those of Linux")
def test_numbers_of_any_length_and_values_of_any_kind_are_mistakes_with_a_place(tmp_path: Path) -> None:
    long = "9" * 5000

    def said_of(*keys: str) -> str:
        papers = "".join(f"  - {{title: 甲, {key}, supplied_by: 乙}}\n" for key in keys)
        return check(workspace(tmp_path / keys[0][:3], f"{HEAD}handouts:\n{papers}"))

    said = said_of(f"pages: '{long}'", f"pages: '{'1,' * 5000}1'", "ok: [[HD203]]")
    assert said.count("HD113 pages: ページは 1-3,7 の形で書いてください。") == 2
    assert "HD113 ok: 直さなくてよい知らせのコード" in said
    said = said_of(f"item: '{long}'", f"label: 資料{long}")
    assert "HD133" in said
    assert "HD372" not in said
