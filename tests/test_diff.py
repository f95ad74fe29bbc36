"""`diff` on real repositories, folders and files: what it says, what it writes, and that it leaves everything as it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from conftest import MEETING, Sample
from fake_soffice import fake_soffice, naming, remaining
from history import git, statistics
from reviewer import NEW, OLD, amend, everything, run_diff
from running import command, interruptible, wait_until

pytestmark = pytest.mark.office
_ROSTER = "meetings/common/roster.yaml"


def test_nothing_changed(here: Path) -> None:
    result = run_diff()
    assert (result.exit_code, result.stdout) == (0, "配付するものに違いはありません。\n")


def test_the_work_tree_against_head_and_nothing_is_written(here: Path) -> None:
    amend(here)
    (here / "note.txt").write_text("untracked", "utf-8")
    git(here, "add", _ROSTER)
    before = everything(here)
    result = run_diff()
    assert result.exit_code == 10
    assert "《産業振興部》" in result.stdout
    assert everything(here) == before


def test_two_revisions(here: Path) -> None:
    result = run_diff("02-title-changed", "03-member-renamed")
    assert result.exit_code == 10
    assert "（02-title-changed → 03-member-renamed）" in result.stdout
    assert "文言 1か所" in result.stdout


def left_of(folder: Path) -> list[str]:
    """The folders that a comparison works in and that are still there."""
    return [path.name for path in folder.iterdir() if path.name.startswith("hyoga-docs-")]


@pytest.mark.parametrize("moment", ["at its beginning", "while papers are opened", "while LibreOffice works", "while it hangs"])
def test_an_interrupted_comparison_leaves_everything_as_it_was(here: Path, tmp_path: Path, moment: str) -> None:
    amend(here)
    before = everything(here)
    program = fake_soffice(tmp_path / "fake", "hang")
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(tmp_path / "cache"), "TMPDIR": str(tmp_path)}
    if moment == "while it hangs":
        environment["HYOGA_DOCS_SOFFICE"] = str(program)
    process = subprocess.Popen(interruptible(command("diff")), env=environment, start_new_session=True)

    def is_the_moment() -> bool:
        lines = naming(tmp_path).values()
        return {
            "at its beginning": bool(left_of(tmp_path)),
            "while papers are opened": any("intake.worker" in line for line in lines),
            "while LibreOffice works": any("--convert-to" in line for line in lines),
            "while it hangs": (program.parent / "hanging").exists(),
        }[moment]

    try:
        wait_until(is_the_moment, process)
        process.send_signal(signal.SIGINT)
        # A signal in the middle of a library's import ends Python by that signal, which a shell tells as 130 too.
        assert process.wait(60) in {130, -signal.SIGINT}
    finally:
        process.kill()
    assert remaining(tmp_path) == {}
    assert everything(here) == before
    assert left_of(tmp_path) == []


def test_a_workspace_in_a_folder_of_a_repository(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "repository" / "会議 資料"
    inner.mkdir(parents=True)
    git(inner.parent, "init", "--quiet")
    for name in ("meetings", "templates"):
        shutil.copytree(here / name, inner / name)
    git(inner.parent, "add", "--all")
    git(inner.parent, "commit", "--quiet", "--message", "one")
    amend(inner)
    monkeypatch.chdir(inner)
    result = run_diff()
    assert result.exit_code == 10
    assert "《産業振興部》" in result.stdout


def test_two_folders_that_were_built(here: Path, sample: Sample, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(sample.out, folder / MEETING)
    assert run_diff(str(old), str(new)).exit_code == 0
    review = new / MEETING / "review" / "10-roster.md"
    review.write_text(review.read_text("utf-8").replace(OLD, NEW), "utf-8")
    result = run_diff(str(old / MEETING), str(new / MEETING))
    assert result.exit_code == 10
    assert "《産業振興部》" in result.stdout


def test_what_is_printed_already_needs_no_libreoffice(
    here: Path, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HYOGA_DOCS_SOFFICE", str(tmp_path / "nowhere"))
    assert run_diff(str(sample.out), str(sample.out)).exit_code == 0
    assert run_diff(*[str(sample.out / "review" / "10-roster.md")] * 2).exit_code == 0
    amend(here)
    assert run_diff().exit_code == 4


def test_a_folder_without_its_pdfs_has_words_only(here: Path, sample: Sample, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(sample.out / "review", folder / "review")
        shutil.copy(sample.out / "manifest.json", folder)
    assert run_diff(str(old), str(new)).exit_code == 0


def test_a_meeting_that_came(here: Path) -> None:
    spec = here / "meetings" / f"{MEETING}.yaml"
    text = spec.read_text("utf-8")
    (here / "meetings" / "2020-02-10.yaml").write_text(
        text.replace("number: 1", "number: 2").replace(MEETING, "2020-02-10", 1), "utf-8"
    )
    shutil.copytree(here / "meetings" / MEETING, here / "meetings" / "2020-02-10")
    result = run_diff()
    assert result.exit_code == 10
    assert "新しい会議（資料 17件、31ページ）" in result.stdout


def test_a_meeting_that_was_put_off_is_the_same_meeting(here: Path) -> None:
    spec = here / "meetings" / f"{MEETING}.yaml"
    spec.with_name("2019-11-07.yaml").write_text(spec.read_text("utf-8").replace(f"date: {MEETING}", "date: 2019-11-07"), "utf-8")
    spec.unlink()
    result = run_diff()
    assert result.exit_code == 10
    assert "令和元年《10月31日（木）》" in result.stdout
    assert "新しい会議" not in result.stdout


def test_a_meeting_that_there_is_not(here: Path) -> None:
    amend(here)
    result = run_diff("--meeting", "2019-10-3")
    assert result.exit_code == 2
    assert f"「{MEETING}」の誤りではありませんか" in result.stderr


def test_a_meeting_that_was_put_off_is_found_by_either_name(here: Path) -> None:
    spec = here / "meetings" / f"{MEETING}.yaml"
    spec.with_name("2019-11-08.yaml").write_text(spec.read_text("utf-8").replace(f"date: {MEETING}", "date: 2019-11-08"), "utf-8")
    spec.unlink()
    for name in (MEETING, "2019-11-08"):
        result = run_diff("--meeting", name)
        assert "新しい会議" not in result.stdout
        assert "11月８日" in result.stdout


def test_a_built_folder_and_a_revision_are_the_same_meeting(here: Path, sample: Sample) -> None:
    result = run_diff(str(sample.out), "03-member-renamed")
    assert result.exit_code == 10
    assert "会議（資料" not in result.stdout
    assert "《産業振興部》" in result.stdout


def test_a_folder_that_is_called_like_a_branch(here: Path) -> None:
    (here / "01-paper-added").mkdir()
    assert run_diff("01-paper-added").exit_code == 10


def test_a_workspace_below_the_top_of_its_repository_with_other_ends_of_lines(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "repository" / "kaigi"
    inner.mkdir(parents=True)
    git(inner.parent, "init", "--quiet")
    for name in ("meetings", "templates"):
        shutil.copytree(here / name, inner / name)
    git(inner.parent, "add", "--all")
    git(inner.parent, "commit", "--quiet", "--message", "one")
    for path in (inner / "meetings").rglob("*.yaml"):  # as git writes them on Windows
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.chdir(inner)
    assert run_diff().exit_code == 0
    amend(inner)
    monkeypatch.setenv("GIT_DIR", str(here / ".git"))  # as a hook of another repository would have it
    result = run_diff()
    assert result.exit_code == 10
    assert "文言 1か所" in result.stdout
    assert "estimates" not in result.stdout


def test_what_the_binder_prints_is_compared_too(here: Path) -> None:
    platform = here / "meetings" / "common" / "platform.yaml"
    text = platform.read_text("utf-8")
    assert "－ {page} －" in text
    platform.write_text(text.replace("－ {page} －", '"{page}/{pages}"'), "utf-8")
    result = run_diff("--replace", "HEAD")
    assert "印刷のしかたが変わりました（全体）" in result.stdout
    assert "差し替え 31ページ" in result.stderr
    platform.write_text(text, "utf-8")
    spec = here / "meetings" / f"{MEETING}.yaml"
    spec.write_text(spec.read_text("utf-8").replace("    cover: true\n", "    cover: true\n    page_numbers: false\n"), "utf-8")
    assert "ページ番号あり → ページ番号なし" in run_diff().stdout


def test_one_meeting_of_several(here: Path) -> None:
    amend(here)
    assert run_diff("--meeting", "2020-02-10").exit_code == 2
    assert run_diff("--meeting", f"meetings/{MEETING}.yaml").exit_code == 10


def test_mistakes_of_a_revision_say_which_revision(here: Path) -> None:
    spec = here / "meetings" / f"{MEETING}.yaml"
    spec.write_text(spec.read_text("utf-8").replace("venue:", "venu:"), "utf-8")
    git(here, "commit", "--quiet", "--all", "--message", "broken")
    git(here, "checkout", "--quiet", "00-sample")
    result = run_diff("00-sample", "HEAD@{1}")
    assert result.exit_code == 3
    assert f"HEAD@{{1}}:meetings/{MEETING}.yaml" in result.stderr
    assert "venu" in result.stderr


def test_a_name_that_is_nearly_right(here: Path) -> None:
    result = run_diff("02-title-chnged")
    assert result.exit_code == 2
    assert "「02-title-changed」" in result.stderr


def test_outside_of_a_repository(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("meetings", "templates"):
        shutil.copytree(here / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    result = run_diff()
    assert result.exit_code == 2
    assert "git のリポジトリーではない" in result.stderr


def test_a_broken_pdf_of_a_built_folder(here: Path, sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.out, tmp_path / "built")
    broken = tmp_path / "built" / "documents" / "02-agenda.pdf"
    broken.write_bytes(broken.read_bytes()[:300])
    result = run_diff(str(sample.out), str(tmp_path / "built"))
    assert result.exit_code == 3
    assert "02-agenda.pdf" in result.stderr


@pytest.mark.parametrize("name", ["nosuch", "--help=x", ":0", "HEAD:meetings", "", "meetings"])
def test_names_that_mean_nothing(here: Path, name: str) -> None:
    result = run_diff("--", name) if name.startswith("-") else run_diff(name)
    assert result.exit_code == 2


def test_two_word_files(here: Path, tmp_path: Path) -> None:
    old, new = here / "meetings" / MEETING / "plan.docx", tmp_path / "plan.docx"
    git(here, "checkout", "--quiet", "09-word-in-a-supplied-docx")
    shutil.copy(old, new)
    git(here, "checkout", "--quiet", "00-sample")
    result = run_diff(str(old), str(new))
    assert result.exit_code == 10
    assert "約《38万人》減り" in result.stdout
    assert run_diff(str(old), str(old)).exit_code == 0


def test_a_file_and_what_it_was(here: Path) -> None:
    git(here, "checkout", "--quiet", "09-word-in-a-supplied-docx")
    path = f"meetings/{MEETING}/plan.docx"
    for arguments in (("HEAD~1", path), ("00-sample", path)):
        result = run_diff(*arguments)
        assert result.exit_code == 10
        assert "約《38万人》減り" in result.stdout
    assert run_diff(path).exit_code == 0
    assert run_diff("nosuch", path).exit_code == 2
    assert run_diff(path, "nosuch.docx").exit_code == 2


def test_two_pdfs_and_two_markdown_files(here: Path, tmp_path: Path, sample: Sample) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(statistics("3,870"))
    new.write_bytes(statistics("3,780"))
    result = run_diff(str(old), str(new))
    assert "《3,780人》" in result.stdout
    assert "文言 1か所・ページ 1" in result.stdout
    review = tmp_path / "a.md"
    review.write_text((sample.out / "review" / "10-roster.md").read_text("utf-8").replace(OLD, NEW), "utf-8")
    assert "《産業振興部》" in run_diff(str(sample.out / "review" / "10-roster.md"), str(review)).stdout


def test_pdfs_are_opened_once(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(statistics("3,870"))
    new.write_bytes(statistics("3,780"))
    first = run_diff(str(old), str(new)).stdout
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", "raise SystemExit(1)"))
    assert run_diff(str(old), str(new)).stdout == first


def test_files_that_cannot_be_read(here: Path, tmp_path: Path) -> None:
    good = here / "meetings" / MEETING / "plan.docx"
    for name, data, code in (("a.docx", b"", 3), ("b.docx", b"PK\x03\x04", 3), ("c.pdf", b"%PDF-1.4", 3), ("d.xyz", b"x", 3)):
        path = tmp_path / name
        path.write_bytes(data)
        result = run_diff(str(good), str(path))
        assert (result.exit_code, "HD" in result.stderr) == (code, True), (name, result.stderr)


def test_machines_get_json_and_markdown(here: Path) -> None:
    amend(here)
    held = json.loads(run_diff("--format", "json").stdout)
    assert [paper["new"]["label"] for paper in held[0]["papers"]] == ["資料２別紙"]
    assert held[0]["papers"][0]["pages"][0]["kind"] == "changed"
    text = run_diff("--format", "markdown").stdout
    assert "<ins><strong>産業振興部</strong></ins>" in text


def test_the_report_is_written_and_the_answer_stays_clean(here: Path, tmp_path: Path) -> None:
    amend(here)
    result = run_diff("--format", "json", "--html", str(tmp_path / "report.html"))
    json.loads(result.stdout)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.count("data:image/") == 2
    assert "振興" in page
    again = tmp_path / "again.html"
    run_diff("--html", str(again))
    assert again.read_text("utf-8") == page


def test_what_is_compared_is_not_written_over(here: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    shutil.copy(here / "meetings" / MEETING / "plan.docx", old)
    shutil.copy(old, new)
    for arguments in (("--docx", str(new)), ("--html", str(old))):
        result = run_diff(str(old), str(new), *arguments)
        assert (result.exit_code, "比べているファイル" in result.stderr) == (2, True)
    assert old.read_bytes() == new.read_bytes() == (here / "meetings" / MEETING / "plan.docx").read_bytes()


def test_other_files_without_their_pdfs_are_not_told_to_be_the_same(here: Path, sample: Sample, tmp_path: Path) -> None:
    out = tmp_path / MEETING
    shutil.copytree(sample.out, out, ignore=shutil.ignore_patterns("documents"))
    assert run_diff(str(sample.out), str(out)).exit_code == 0
    manifest = out / "manifest.json"
    held = json.loads(manifest.read_text("utf-8"))
    held["documents"][-1]["sha256"] = "0" * 64
    manifest.write_text(json.dumps(held), "utf-8")
    result = run_diff(str(sample.out), str(out))
    assert result.exit_code == 10
    assert "もとのファイルが違います" in result.stdout


def test_a_file_that_came_later_and_a_copy_without_the_past(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = here / "meetings" / MEETING / "new.docx"
    shutil.copy(here / "meetings" / MEETING / "plan.docx", path)
    assert "このファイルはありません" in run_diff("HEAD", str(path)).stderr
    git(tmp_path, "clone", "--quiet", "--depth", "1", here.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    result = run_diff("HEAD~1")
    assert (result.exit_code, "git fetch --unshallow" in result.stderr) == (2, True)
