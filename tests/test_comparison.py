"""`charter diff`, `charter amend` and `roster diff`, as a clerk types them; with the real LibreOffice where pages are made."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import docx
import pikepdf
import pytest
from conftest import ROOT, copy_workspace
from test_amendments import CASES, with_lines
from typer.testing import CliRunner, Result

from hyoga_docs.amendments.comparison.amending_text import draft
from hyoga_docs.amendments.comparison.editions import compare_states, council_of
from hyoga_docs.commands.app import app
from hyoga_docs.pdf.tagging.pdfua_check import broken_rules
from hyoga_docs.spec.workspace_paths import WorkspacePaths
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.readers.docx import document_lines

APRIL, DAY = ("--on", "2024-04-01"), dt.date(2024, 4, 1)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace of the amendments, which is the folder of the command."""
    made = copy_workspace(tmp_path / "ws", CASES / "base")
    monkeypatch.chdir(made)
    monkeypatch.setenv("HYOGA_DOCS_CACHE", str(tmp_path / "cache"))
    return made


def hyoga(*words: str) -> Result:
    done = CliRunner().invoke(app, words)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def amended(workspace: Path) -> None:
    """The charter of 22 and a new post in the roster."""
    path = workspace / "meetings" / "common" / "charter.yaml"
    told = (CASES / "22-provision-inserted" / "charter.txt").read_text("utf-8")
    path.write_text(with_lines(path.read_text("utf-8"), told), "utf-8")
    assert hyoga("roster", "rename", "city", "見本市産業部", *APRIL).exit_code == 0


def git(workspace: Path, *words: str) -> None:
    names = ["-c", "user.name=x", "-c", "user.email=x@example.jp", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(workspace), *names, *words], check=True, capture_output=True, timeout=60)


def test_days_files_and_revisions_give_the_same_table(workspace: Path, tmp_path: Path) -> None:
    git(workspace, "init", "-q")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "before")
    before = tmp_path / "before"
    shutil.copytree(workspace / "meetings" / "common", before)
    amended(workspace)
    told = hyoga("charter", "diff", "2024-04-01", "--text").output
    assert "+ ［５　副会長］" in told
    assert "+   見本市［産業部］" in told
    assert hyoga("charter", "diff", "--text").output == told
    assert hyoga("charter", "diff", "2024-03-31", "2024-04-01", "--text").output == told
    assert hyoga("charter", "diff", "HEAD", "--text", *APRIL).output == told
    assert hyoga("charter", "diff", str(before / "charter.yaml"), "--text", *APRIL).output == told
    assert hyoga("charter", "diff", "HEAD", "2024-04-01", "--text").output == told
    roster = hyoga("roster", "diff", "2024-04-01", "--text").output
    assert hyoga("roster", "diff", "HEAD", "--text", *APRIL).output == roster
    assert hyoga("roster", "diff", str(before / "roster.yaml"), "--text", *APRIL).output == roster


def test_a_revision_is_one_that_was_committed_and_its_files_are_utf_8(workspace: Path) -> None:
    git(workspace, "init", "-q")
    path = workspace / "meetings" / "common" / "charter.yaml"
    words = path.read_text("utf-8")
    path.write_text(words, "cp932")
    git(workspace, "add", "-A")
    for staged in ("", ":", ":0"):
        assert "HD636" in hyoga("charter", "diff", staged, "--text").output
    git(workspace, "commit", "-q", "-m", "before")
    path.write_text(words, "utf-8")
    told = hyoga("charter", "diff", "HEAD", "--text").output
    assert "HEAD:meetings/common/charter.yaml:1: エラー HD102" in told
    for several in ("^HEAD", "HEAD..HEAD", "HEAD:meetings"):
        assert "HD636" in hyoga("charter", "diff", several, "--text").output


def test_what_amends_a_revision_has_the_supplement_that_came_since(workspace: Path) -> None:
    git(workspace, "init", "-q")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "before")
    amended(workspace)
    council = council_of(WorkspacePaths(workspace), "common", dt.date(2024, 5, 10), dict(os.environ))
    for base, head in (("HEAD", None), ("2024-04-01", None), ("2024-03-01", "2024-05-10")):
        compared = compare_states(*council.states("charter", base, head, None), council.platform)
        assert compared.supplement == ("この要綱は、令和６年４月１日から施行する。",)


def test_the_same_on_both_days_is_said_and_nothing_is_made(workspace: Path) -> None:
    done = hyoga("charter", "diff", "2024-04-01")
    assert (done.exit_code, done.output) == (0, "2024-03-31 と 2024-04-01 とで、印刷するものは同じです。\n")
    assert not (workspace / "build").exists()


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("charter", "diff"), "HD637", 2),
        (("roster", "diff"), "HD637", 2),
        (("charter", "diff", "nowhere"), "HD636", 2),
        (("charter", "diff", "--", "-x"), "HD636", 2),
        (("charter", "diff", ""), "HD636", 2),
        (("roster", "diff", "2024-02-30"), "HD113", 2),
        (("roster", "diff", "HEAD", "--on", "4月"), "HD113", 2),
        (("charter", "diff", "2024-04-01", "--common", "none"), "HD101", 3),
    ],
)
def test_what_cannot_be_compared_is_told(workspace: Path, words: tuple[str, ...], code: str, exit_code: int) -> None:
    done = hyoga(*words)
    assert done.exit_code == exit_code
    assert code in done.output
    assert not (workspace / "build").exists()


def test_a_charter_that_is_broken_is_told_with_its_line(workspace: Path) -> None:
    path = workspace / "meetings" / "common" / "charter.yaml"
    path.write_text(path.read_text("utf-8").replace("heading: 会長", "heeding: 会長"), "utf-8")
    done = hyoga("charter", "diff", "2024-04-01")
    assert done.exit_code == 3
    assert "meetings/common/charter.yaml:27:5" in done.output
    assert "HD111" in done.output


def test_a_roster_of_which_only_the_title_changes_is_amended(workspace: Path) -> None:
    path = workspace / "meetings" / "common" / "roster.yaml"
    title = "title: [{text: 見本県委員, until: 2024-03-31}, {text: 見本県協議会委員, since: 2024-04-01}]"
    path.write_text(path.read_text("utf-8").replace("title: 見本県就労支援協議会委員", title), "utf-8")
    assert "- 見本県委員\n+ 見本県［協議会］委員\n" in hyoga("roster", "diff", "--text").output
    council = council_of(WorkspacePaths(workspace), "common", dt.date(2024, 3, 1), {})
    compared = compare_states(*council.states("charter", None, None, None), council.platform)
    assert (
        "改正後の欄に掲げる規定の下線を付した部分で改正前の欄にこれに対応するものを掲げていないものを加える。"
        in draft(compared, "要綱", None, DAY, council.platform.style).texts[1]
    )


def test_a_roster_that_becomes_an_annex_is_shown_whole_and_one_that_is_none_any_more_is_removed(workspace: Path) -> None:
    path = workspace / "meetings" / "common" / "charter.yaml"
    words = path.read_text("utf-8").replace("<roster>", "名簿")
    path.write_text(words.replace("document: roster", "document: roster, since: 2024-04-01"), "utf-8")
    told = hyoga("charter", "diff", "2024-04-01", "--text").output
    assert "\n別紙\n" in told
    assert "+   ［見本市経済部］" in told
    assert "（略）" not in told
    assert "\n- \n" not in told
    path.write_text(words.replace("document: roster", "document: roster, until: 2024-03-31"), "utf-8")
    told = hyoga("charter", "diff", "2024-04-01", "--text").output
    assert told.endswith("\n- ［別紙　名簿］\n+ （削る）\n")


def test_what_an_annex_says_is_compared_with_the_template_of_each_revision(workspace: Path) -> None:
    path, template = workspace / "meetings" / "common" / "charter.yaml", workspace / "templates" / "betsu.docx"
    path.write_text(path.read_text("utf-8") + "  - {id: groups, title: 部会の所掌事務, document: betsu}\n", "utf-8")

    def says(words: str) -> None:
        made = docx.Document()
        made.add_paragraph("{{ document.label }}　{{ document.title }}")
        made.add_paragraph(f"部会は、{words}を行う。{{{{ meeting.day }}}}現在")
        made.save(str(template))

    says("調査")
    git(workspace, "init", "-q")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "before")
    assert "同じです" in hyoga("charter", "diff", "2024-04-01", "--text").output
    says("調査及び研究")
    told = hyoga("charter", "diff", "HEAD", "--text", *APRIL).output
    assert told.endswith("  別紙２　部会の所掌事務\n- 部会は、調査を行う。\n+ 部会は、調査［及び研究］を行う。\n  （略）\n")
    template.unlink()
    assert (
        "ひな形の中の文は比べていません: 別紙２（templates/betsu.docx）"
        in hyoga("charter", "diff", "HEAD", "--text", *APRIL).output
    )


def test_an_annex_that_cannot_be_made_is_told(workspace: Path) -> None:
    amended(workspace)
    path = workspace / "meetings" / "common" / "charter.yaml"
    (workspace / "meetings" / "common" / "roster.yaml").unlink()
    for words in (("charter", "amend", "2024-04-01"), ("check", "meetings/2023-10-20.yaml")):
        done = hyoga(*words)
        assert (done.exit_code, "HD134" in done.output) == (3, True)
    path.write_text(path.read_text("utf-8").replace("document: roster", "document: charter"), "utf-8")
    for words in (("charter", "amend", "2024-04-01"), ("check", "meetings/2023-10-20.yaml")):
        done = hyoga(*words)
        assert (done.exit_code, "要領そのものは、要領の別紙にできません。" in done.output) == (3, True)


def test_outside_a_workspace_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "HD100" in hyoga("charter", "diff").output


def test_the_house_has_its_own_table(workspace: Path) -> None:
    amended(workspace)
    path = workspace / "meetings" / "common" / "platform.yaml"
    style = "style:\n  comparison: {order: old-first, new: 改正案, old: 現行, omitted: 略, added: （追加）, remarks: 備考}\n"
    path.write_text(path.read_text("utf-8") + style, "utf-8")
    told = hyoga("charter", "diff", "2024-04-01", "--text").output
    assert "- 現行\n+ 改正案\n\n  １～４　略\n- （追加）\n" in told


def lines_of(workspace: Path, name: str) -> list[str]:
    return document_lines((workspace / "build" / name).read_bytes())


@pytest.mark.office
def test_the_papers_of_an_amendment_are_made_the_same_every_time(workspace: Path, tmp_path: Path) -> None:
    amended(workspace)
    done = hyoga("charter", "amend", "2024-04-01")
    assert done.exit_code == 0, done.output
    build = workspace / "build" / "amendment-2024-04-01"
    names = sorted(
        path.relative_to(build).as_posix() for path in build.rglob("*.*") if path.is_file() and path.stem != ".sha256sums"
    )
    stems = ["01-改正文", "02-新旧対照表", "03-charter", "04-roster"]
    documents = [f"documents/{stem}.{kind}" for stem in stems for kind in ("docx", "pdf")]
    assert names == sorted([*documents, *(f"review/{stem}.md" for stem in stems)])
    made = {name: (build / name).read_bytes() for name in names}
    shutil.rmtree(workspace / "build")
    os.environ["HYOGA_DOCS_CACHE"] = str(tmp_path / "another")
    assert hyoga("charter", "amend", "2024-04-01").exit_code == 0
    assert {name: (build / name).read_bytes() for name in names} == made
    assert b'w:rStyle w:val="Changed"' in read_parts(made["documents/02-新旧対照表.docx"])["word/document.xml"]
    with pikepdf.open(build / "documents" / "02-新旧対照表.pdf") as pdf:
        assert len(pdf.pages) == 1
    whole = document_lines(made["documents/03-charter.docx"])
    assert "５　副会長" in [line.strip("# ") for line in whole]
    assert whole.count("### 附　則") == 2


@pytest.mark.office
def test_the_papers_lie_in_a_folder_of_their_own_below_the_output(workspace: Path) -> None:
    amended(workspace)
    theirs = workspace / "out" / "documents" / "01-大事.docx"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"mine")
    for kind in ("charter", "roster"):
        assert hyoga(kind, "diff", "2024-04-01", "--out", "out").exit_code == 0
        assert (workspace / "out" / f"{kind}-2024-04-01" / "documents" / "01-新旧対照表.pdf").is_file()
    assert theirs.read_bytes() == b"mine"


@pytest.mark.office
@pytest.mark.parametrize(("place", "code"), [("file", "HD611"), ("file/below", "HD611"), ("file/below/it", "HD611")])
def test_a_place_that_cannot_be_written_is_told(workspace: Path, place: str, code: str) -> None:
    amended(workspace)
    (workspace / "file").write_bytes(b"")
    done = hyoga("charter", "diff", "2024-04-01", "--out", place)
    assert (done.exit_code, code in done.output) == (4, True), done.output
    assert not list(workspace.glob(".*.lock"))


@pytest.mark.office
def test_a_provision_longer_than_a_page_goes_over_it_on_both_sides(workspace: Path) -> None:
    path = workspace / "meetings" / "common" / "charter.yaml"
    long = "会長は、この要綱の定めるところにより、会議を招集し、議事を整理し、関係する機関に協力を求める。" * 45
    line = "      - 会長は、会務を総理する。"
    told = f"-{line}\n+      - {{text: {long}, until: 2024-03-31}}\n+      - {{text: {long}その他行う。, since: 2024-04-01}}\n"
    path.write_text(with_lines(path.read_text("utf-8"), told), "utf-8")
    for template in ("comparison", "comparison-landscape"):
        platform = workspace / "meetings" / "common" / "platform.yaml"
        platform.write_text(
            "name: 見本\nmeeting_name: 見本会議\nstyle: {comparison: {template: " + template + ", remarks: 備考}}\n", "utf-8"
        )
        done = hyoga("charter", "diff", "2024-04-01")
        assert done.exit_code == 0, done.output
        with pikepdf.open(workspace / "build" / "charter-2024-04-01" / "documents" / "01-新旧対照表.pdf") as pdf:
            sizes = [tuple(map(float, page.mediabox[2:])) for page in pdf.pages]
        assert len(sizes) >= 2
        assert all((width > height) is (template == "comparison-landscape") for width, height in sizes)


@pytest.mark.office
def test_a_packet_is_the_same_to_the_byte_after_every_amendment(workspace: Path, tmp_path: Path) -> None:
    spec = "meetings/2023-10-20.yaml"
    assert hyoga("build", spec, "-q", "--out", str(tmp_path / "one")).exit_code == 0
    amended(workspace)
    assert hyoga("build", spec, "-q", "--out", str(tmp_path / "two")).exit_code == 0
    before, after = (
        {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
        for out in (tmp_path / "one" / "2023-10-20", tmp_path / "two" / "2023-10-20")
    )
    assert "packet.pdf" in before
    assert before == after


@pytest.mark.office
def test_a_template_that_is_broken_is_told_and_nothing_is_written(workspace: Path) -> None:
    amended(workspace)
    (workspace / "templates" / "comparison.docx").write_bytes(b"no zip")
    done = hyoga("charter", "diff", "2024-04-01")
    assert done.exit_code == 3
    assert "HD402" in done.output
    assert not (workspace / "build").exists()
    shutil.copy(ROOT / "templates" / "roster.docx", workspace / "templates" / "comparison.docx")
    assert hyoga("charter", "diff", "2024-04-01").exit_code == 3


@pytest.mark.office
def test_tables_with_merged_cells_that_go_over_pages_are_accessible(workspace: Path) -> None:
    """LibreOffice gives the first row of the next page cells too many; a checker of its own looks at what we make of it."""
    groups = []
    for group in range(3):
        members = "".join(f"      - {{id: m{group}-{index}, name: 見本第{index}協議会, post: 局長}}\n" for index in range(25))
        groups.append(f"  - category: 区分{group}\n    members:\n{members}")
    roster = "title: 見本委員\ncolumns: {post: 職名}\ngroups:\n" + "".join(groups)
    (workspace / "meetings" / "common" / "roster.yaml").write_text(roster, "utf-8")
    platform = workspace / "meetings" / "common" / "platform.yaml"
    platform.write_text(platform.read_text("utf-8") + "style: {comparison: {remarks: 備考}}\n", "utf-8")
    for name in ("m0-20", "m1-20"):
        assert hyoga("roster", "rename", name, f"改めた{name}協議会", *APRIL).exit_code == 0
    done = hyoga("charter", "amend", "2024-04-01")
    assert done.exit_code == 0, done.output
    papers = sorted((workspace / "build" / "amendment-2024-04-01" / "documents").glob("*.pdf"))
    assert len(papers) == 4
    assert {path.name: broken_rules(path) for path in papers} == {path.name: [] for path in papers}


@pytest.mark.office
def test_what_amends_by_sentences_can_be_read_aloud_and_stands_before_the_new_text(workspace: Path) -> None:
    amended(workspace)
    done = hyoga("charter", "amend", "2024-04-01", "--form", "改め文")
    assert done.exit_code == 0, done.output
    documents = workspace / "build" / "amendment-2024-04-01" / "documents"
    assert sorted(path.stem for path in documents.glob("*.pdf")) == ["01-改め文", "02-新旧対照表", "03-charter", "04-roster"]
    assert broken_rules(documents / "01-改め文.pdf") == []
    lines = [line for line in document_lines((documents / "01-改め文.docx").read_bytes()) if line]
    assert lines[:3] == ["告示第○号", "令和●年●月●日", "## 見本県就労支援協議会設置要綱の一部を改正する要綱（案）"]
    assert "別紙を次のように改める。" in lines
