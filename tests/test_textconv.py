"""`textconv`: what git shows of papers, with a real git."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import MEETING, PROJECTS, ROOT, Sample, copy_workspace, make_machine
from docx import Document
from openpyxl import Workbook
from running import command, invoke

from hyoga_docs.commands.console import from_top
from hyoga_docs.core.files import with_lines
from hyoga_docs.diff.git_setup import textconv_program, with_attributes
from hyoga_docs.diff.textconv import textconv
from hyoga_docs.pipeline.machine import Machine

ENDINGS = ["docx", "xlsx", "pptx", "doc", "xls", "ppt", "rtf", "odt", "ods", "odp", "docm", "xlsm", "pptm", "xlsb", "pdf"]
LINES = [f"*.{ending} diff=hyoga-docs -text" for ending in ENDINGS]


def said(path: Path, cache: Path) -> str:
    return textconv(path, lambda: make_machine(cache))


def no_machine() -> Machine:
    raise AssertionError("only PDFs and pictures want the store")


def word(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book(*rows: tuple[str | int, ...]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "予算"
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def environment(folder: Path) -> dict[str, str]:
    """git and hyoga-docs with nothing of this machine's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{what}": "a@example.jp" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    here = {"PYTHONPATH": str(ROOT), "HYOGA_DOCS_CACHE": str(folder.parent / "cache"), "GIT_PAGER": "cat"}
    return {**kept, **who, **own, **here}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=environment(folder), capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def git(folder: Path, *words: str) -> str:
    done = run(folder, "git", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def hyoga(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return invoke(*words, folder=folder, **{**dict.fromkeys(os.environ), **environment(folder)})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with git set up for papers."""
    folder = tmp_path / "r e p o"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    done = hyoga(folder, "textconv", "--install")
    assert done.returncode == 0, done.stderr
    assert ".gitattributes に行を足しました" in done.stdout
    assert "git の設定をしました" in done.stdout
    return folder


def commit(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", name)


@pytest.mark.office
def test_what_is_said_of_a_built_document_is_its_review(sample: Sample, tmp_path: Path) -> None:
    plan = {path.stem: path for path in (sample.out / "documents").glob("*.docx")}
    assert len(plan) >= 7
    supplied = [path.stem for path in (sample.out / "documents").glob("*.pdf") if path.stem not in plan]
    others = {
        "06-framework": ".pptx",
        "08-plan": ".docx",
        "13-bureau": ".docx",
        "16-jiritsu": ".xlsx",
    }  # which a build does not copy
    assert set(others) <= set(supplied)
    for stem in sorted([*plan, *supplied]):
        path = sample.out / "documents" / f"{stem}{'.docx' if stem in plan else '.pdf'}"
        if stem in others:
            path = sample.workspace / "meetings" / MEETING / f"{stem[3:]}{others[stem]}"
        review = (sample.out / "review" / f"{stem}.md").read_text("utf-8").split("\n\n", 1)[1]
        if stem == "14-saposute":  # a picture, whose words stand in the YAML
            review = re.sub("（図）.*", "（文字のないページ）", review)
        assert said(path, tmp_path) == review, stem


def test_a_word_file_wants_neither_store_nor_process(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word("会議を開く。議題は三つ。", "以上"))
    assert textconv(path, no_machine) == "会議を開く。\n議題は三つ。\n以上\n"


def test_each_kind_is_told_by_its_name_or_by_how_it_begins(tmp_path: Path) -> None:
    pdf = next(path for path in sorted((ROOT / "meetings" / MEETING).glob("*.pdf")))
    given = {
        "docx": word("会議を開く。"),
        "xlsx": book(("区分", "額"), ("人件費", 1200)),
        "pdf": pdf.read_bytes(),
        "csv": "区分,額\n人件費,1200\n".encode("cp932"),
        "txt": "一行目。二行目。\r\n\r\n三行目\r\n".encode("utf-16"),
        "md": "# 見出し\n\n本文。\n".encode(),
    }
    told = {}
    for kind, data in given.items():
        (tmp_path / f"名前.{kind}").write_bytes(data)
        told[kind] = said(tmp_path / f"名前.{kind}", tmp_path / "cache")
        if kind in {"docx", "xlsx", "pdf", "md"}:
            for odd in ("odd", f"x.{kind}_a8Xq1z"):
                (tmp_path / odd).write_bytes(data)
                assert said(tmp_path / odd, tmp_path / "cache") == told[kind]
    rows = "- A　区分\n- B　額\n\n- A　人件費\n- B　1200\n"
    assert told["xlsx"] == f"## シート「予算」\n\n{rows}"
    assert told["csv"] == f"## 表\n\n{rows}"
    assert told["txt"] == "一行目。\n二行目。\n\n三行目\n"
    assert told["md"] == "# 見出し\n\n本文。\n"
    assert told["pdf"].startswith("## 1ページ\n\n")
    png = next(ROOT.glob("docs/pictures/*.png"))
    assert said(png, tmp_path / "cache") == "## 1ページ\n\n（文字のないページ）\n"


def test_slides_stand_under_their_numbers(tmp_path: Path) -> None:
    slides = next(iter((ROOT / "meetings" / MEETING).glob("*.pptx")))
    told = said(slides, tmp_path)
    assert told.startswith("## スライド1\n\n")
    assert "読めません" not in told


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            made.writestr(f"word/{name}.xml", text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("空.docx", b"", "ファイルが空"),
        ("空", b"", "ファイルが空"),
        ("ない.docx", None, "ファイルがありません"),
        ("鍵.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "パスワードで保護されているか、古い形式"),
        ("鍵", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "パスワードで保護されているか、古い形式"),
        ("壊れた.docx", b"PK\x03\x04", "壊れている"),
        ("壊れた", b"PK\x03\x04", "壊れたファイル"),
        ("切れた.docx", word("あ" * 3000)[:-200], "壊れている"),
        ("爆弾.docx", bomb(), "大きすぎます"),
        ("何もない.docx", package(), "Word"),
        ("宣言.docx", package(document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
        ("壊れた.pdf", b"%PDF-1.4 nothing", "壊れていて"),
        ("壊れた.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "画像を読めません"),
        ("壊れた.txt", b"\x81\xff\x00\xfe", "文字の符号"),
        ("計画.jtd", b"\0\1\2", "読める形式ではありません"),
        ("別の.zip", b"PK\x05\x06" + b"\0" * 18, "読める形式ではありません"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_no_failure(tmp_path: Path, name: str, data: bytes | None, why: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    told = said(path, tmp_path / "cache")
    assert told.startswith("（読めません: ")
    assert (why in told, told.count("\n"), told[-2:]) == (True, 1, "）\n"), told


def test_no_file_at_all_is_no_failure_and_wrong_usage_is_one(tmp_path: Path) -> None:
    for name in (os.devnull, "nowhere.docx", "."):
        done = run(tmp_path, *command("textconv", name))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("（読めません: ")
    for words in ((), ("a.docx", "--install"), ("a.docx", "b.docx"), ("--odd",)):
        done = run(tmp_path, *command("textconv", *words))
        assert (done.returncode, done.stdout) == (2, ""), words
    assert "HD661" in run(tmp_path, *command("textconv")).stderr
    assert "HD100" in run(tmp_path, *command("textconv", "--install")).stderr


def test_a_paper_that_takes_too_long_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.diff.textconv._LIMIT", 0.3)
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", "import time; time.sleep(60)"))
    paper = next(iter((ROOT / "meetings" / MEETING).glob("*.pdf")))
    told = said(paper, tmp_path)
    assert told.startswith("（読めません: 開くのに時間がかかりすぎる")
    assert told.count("\n") == 1


def test_a_pdf_is_opened_once_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = next(iter((ROOT / "meetings" / MEETING).glob("*.pdf")))
    first = said(paper, tmp_path / "cache")
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", "raise SystemExit(1)"))
    other = tmp_path / "git-blob-x" / "別の名前.pdf"
    other.parent.mkdir()
    other.write_bytes(paper.read_bytes())
    assert said(other, tmp_path / "cache") == first


def test_git_shows_the_words_that_changed(repository: Path) -> None:
    commit(repository, "計画.docx", word("会議を開く。", "委員は十人とする。"))
    (repository / "計画.docx").write_bytes(word("会議を開く。", "委員は十二人とする。"))
    changed = git(repository, "diff")
    assert "\n-委員は十人とする。\n+委員は十二人とする。\n" in changed
    commit(repository, "予算.xlsx", book(("人件費", 1200)))
    commit(repository, "予算.xlsx", book(("人件費", 1300)))
    log = git(repository, "log", "-p")
    for line in ("-委員は十人とする。", "+委員は十二人とする。", "- B　1200", "+- B　1300", "+会議を開く。"):
        assert line in log.splitlines() or f"-{line}" in log.splitlines(), log
    assert "\r" not in log
    paper = next(iter((ROOT / "meetings" / MEETING).glob("*.pdf")))
    commit(repository, "資料.pdf", paper.read_bytes())
    assert "+## 1ページ" in git(repository, "log", "-p", "-1")


def test_a_log_goes_on_past_what_cannot_be_read(repository: Path) -> None:
    commit(repository, "a.docx", word("前。"))
    commit(repository, "a.docx", b"")
    commit(repository, "a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    commit(repository, "a.docx", word("後。"))
    log = git(repository, "log", "-p")
    assert "+（読めません: パスワードで保護されているか、古い形式（.doc など）です）" in log
    assert "-前。" in log
    assert "+後。" in log


def test_git_keeps_what_was_said_and_install_forgets_it(repository: Path) -> None:
    commit(repository, "a.docx", word("一。"))
    commit(repository, "a.docx", word("二。"))
    reference = "refs/notes/textconv/hyoga-docs"
    git(repository, "log", "-p")
    assert git(repository, "rev-parse", reference)
    command = git(repository, "config", "diff.hyoga-docs.textconv").strip()
    kept = git(repository, "log", "-p")
    git(repository, "config", "diff.hyoga-docs.textconv", "false #")  # another command: nothing is kept of it
    assert run(repository, "git", "log", "-p").returncode != 0
    git(repository, "config", "diff.hyoga-docs.textconv", command)
    assert git(repository, "log", "-p") == kept
    assert hyoga(repository, "textconv", "--install").returncode == 0
    assert run(repository, "git", "rev-parse", "--quiet", "--verify", reference).returncode != 0


def test_a_patch_stays_one_that_can_be_applied(repository: Path) -> None:
    commit(repository, "a.docx", word("一。"))
    commit(repository, "a.docx", word("二。"))
    patch = git(repository, "format-patch", "-1", "--stdout")
    assert "GIT binary patch" in patch
    assert "二。" not in patch


def test_install_is_the_same_twice_and_says_so(repository: Path) -> None:
    before = (repository / ".gitattributes").read_bytes(), (repository / ".git" / "config").read_bytes()
    done = hyoga(repository, "textconv", "--install")
    assert "もうできています" in done.stdout
    assert ((repository / ".gitattributes").read_bytes(), (repository / ".git" / "config").read_bytes()) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"*.sh eol=lf", b"*.sh eol=lf\n# C\nall\n"),
        (b"*.sh eol=lf\r\n*.c text\r\n", b"*.sh eol=lf\r\n*.c text\r\n# C\r\nall\r\n"),
        (b"*.pdf\tdiff=hyoga-docs\n\xff\n", b"*.pdf\tdiff=hyoga-docs\n\xff\n# C\nfew\n"),
        (b"*.docx diff=hyoga-docs\n*.docx binary\n", b"*.docx diff=hyoga-docs\n*.docx binary\n# C\nall\n"),
        (b"*.docx diff=word\n", b"*.docx diff=word\n# C\nall\n"),
    ],
)
def test_attributes_are_added_to_what_is_there(before: bytes, after: bytes) -> None:
    end = b"\r\n" if b"\r" in before else b"\n"
    whole = {b"# C": with_attributes(b"").splitlines()[0]}
    whole |= {b"all": end.join(line.encode() for line in LINES), b"few": end.join(line.encode() for line in LINES[:-1])}
    expected = after
    for short, lines in whole.items():
        expected = expected.replace(b"\n" + short, b"\n" + lines)
    assert with_attributes(before) == expected
    assert with_attributes(expected) == expected


def test_lines_that_are_there_are_not_doubled() -> None:
    assert with_lines(b"a\r\nb", ["b", "c"]) == b"a\r\nb\r\nc\r\n"
    assert with_lines(b"", ["a"]) == b"a\n"
    assert with_lines(b"a", ["a"]) == b"a"


def test_the_program_is_named_so_that_git_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = tmp_path / "a b" / "bin"
    scripts.mkdir(parents=True)
    program = scripts / ("hyoga-docs.exe" if sys.platform == "win32" else "hyoga-docs")
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(scripts))
    active = {"PATH": str(scripts)}
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "a b"))
    assert textconv_program({"PATH": ""}) == f"'{program.as_posix()}'"
    assert textconv_program(active) == f"'{program.as_posix()}'"  # found only while the environment is active
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert textconv_program(active) == "hyoga-docs"
    program.unlink()
    assert textconv_program(active).endswith(" -m hyoga_docs")


def test_init_sets_git_up_and_says_what_is_left_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "apart"
    folder.mkdir()
    done = hyoga(folder, "init", "ws", "--sample")
    assert done.returncode == 0, done.stderr
    assert "「hyoga-docs textconv --install」を一度実行してください" in done.stdout
    assert (folder / "ws" / ".gitattributes").read_text("utf-8").splitlines()[1:] == LINES
    for name in (".github/workflows/packet.yml", ".github/packet.sh"):
        assert (folder / "ws" / name).read_bytes() == (ROOT / name).read_bytes()
    assert [path.name for path in (folder / "ws" / ".github" / "workflows").iterdir()] == ["packet.yml"]
    held = tmp_path / "held"
    held.mkdir()
    git(held, "init", "-q")
    (held / ".gitignore").write_text("mine", "utf-8")
    (held / ".github").mkdir()
    (held / ".github" / "packet.sh").write_text("mine", "utf-8")
    done = hyoga(held, "init", ".", "--sample")
    assert "git の設定をしました" in done.stdout
    assert git(held, "config", "diff.hyoga-docs.cachetextconv").strip() == "true"
    assert (held / ".gitignore").read_text("utf-8").startswith("mine\n# ")
    assert (held / ".github" / "packet.sh").read_text("utf-8") == "mine"
    assert "WORKSPACE" not in done.stdout
    assert "「WORKSPACE: a/ws」" in hyoga(held, "init", "a/ws", "--sample").stdout


def test_doctor_says_whether_git_shows_the_words(repository: Path, tmp_path: Path) -> None:
    assert "○ git で文字を比べる（textconv）" in hyoga(repository, "doctor").stdout
    attributes = (repository / ".gitattributes").read_bytes()
    (repository / ".gitattributes").unlink()
    assert ".gitattributes に、Word や PDF の文字を見る行がありません" in hyoga(repository, "doctor").stdout
    (repository / ".gitattributes").write_bytes(attributes)
    git(repository, "config", "diff.hyoga-docs.textconv", "/nowhere/hyoga-docs textconv")
    assert (
        "△ git で文字を比べる（textconv）: 設定のプログラム（/nowhere/hyoga-docs）がありません"
        in hyoga(repository, "doctor").stdout
    )
    other = tmp_path / "other"
    other.mkdir()
    done = hyoga(other, "doctor")
    assert "△ git で文字を比べる（textconv）: ここは git のリポジトリーの中ではありません" in done.stdout
    git(other, "init", "-q")
    assert "設定がありません" in hyoga(other, "doctor").stdout


def test_annotations_name_files_from_the_top_of_the_repository(tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    workspace = copy_workspace(folder / "会議" / "ws", PROJECTS / "bad-brackets")
    git(folder, "init", "-q")
    for here, words in ((workspace, ()), (folder, ("会議/ws/meetings",)), (tmp_path, (str(workspace / "meetings"),))):
        done = hyoga(here, "check", *words, "--format", "github")
        assert done.returncode == 3, done.stderr
        files = {line.split("file=")[1].split(",")[0] for line in done.stdout.splitlines() if "file=" in line}
        assert "会議/ws/meetings/2024-05-01.yaml" in files
        assert all((folder / file).exists() for file in files), files
    (folder / "別.txt").write_text("（会議を開く。", "utf-8")
    assert "file=別.txt" in hyoga(folder, "check", "別.txt", "--format", "github").stdout
    assert from_top("a.txt", None, tmp_path) == (tmp_path / "a.txt").as_posix()


def test_a_text_that_speaks_of_pdf_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("先頭に %PDF と書く。\n", "utf-8")
    assert textconv(path, no_machine) == "先頭に %PDF と書く。\n"
