"""What others made is compared and shown: only plain files of theirs are read, and nothing of them commands whoever looks."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING, Any

import pytest
from conftest import make_machine
from docx import Document
from running import invoke, run_limited

from hyoga_docs.core.limits import time_limit
from hyoga_docs.core.problem import SpecError
from hyoga_docs.core.visible import visible_lines
from hyoga_docs.diff.model import ComparedDocument
from hyoga_docs.diff.packets import PacketSet, pair_meetings
from hyoga_docs.diff.pages.reader import PageReader
from hyoga_docs.diff.textconv import textconv
from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.pipeline.machine import Machine

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files and names")
SECRET = "of somebody else"
#: Escape sequences, Bidi overrides, line ends, and what has no width.
ODD = "\x1b]52;c;eA==\x07\x9b2J\x08\r\u202e\u2066\u2028\u200b\ufeff\x7f"
#: What would be Markdown, HTML, a mention or a command of a runner.
MARKS = "![x](http://x/)`<img src=x>@someone\n::error::x"


def make_folder(folder: Path, words: str = "一。", title: Any = "題", **entry: Any) -> Path:
    """A built folder of one paper without a PDF."""
    (folder / "documents").mkdir(parents=True)
    (folder / "review").mkdir()
    (folder / "review" / "01-a.md").write_text(f"# {title}\n\n{words}\n", "utf-8", errors="surrogatepass")
    document = {
        **{"file": "documents/01-a.pdf", "label": None, "title": title, "kind": "supplied", "source": "a.pdf", "sha256": "0" * 64},
        **{"first_page": 1, "pages": 1, "continues": False},
        **entry,
    }
    manifest = {"title": title, "meeting": "第１回", "documents": [document]}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def compared(folder: Path, *more: str) -> CompletedProcess[str]:
    """`diff` of the folders a and b, which must not wait for anything."""
    with time_limit(20):
        return invoke("diff", "a", "b", *more, folder=folder, HYOGA_DOCS_CACHE=str(folder / "cache"))


def replaced(path: Path, by: Callable[[Path], object]) -> None:
    if path.is_dir():
        path.rename(path.with_name("elsewhere"))
    else:
        path.unlink(missing_ok=True)
    by(path)


KINDS: dict[str, Callable[[Path], object]] = {
    "secret": lambda path: path.symlink_to(path.parents[1 if path.name == "manifest.json" else 2] / "secret"),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "pipe": lambda path: os.mkfifo(path),
    "loop": lambda path: path.symlink_to(path),
    "broken": lambda path: path.symlink_to("nothing"),
    "folder": lambda path: path.mkdir(),
}


@POSIX
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["manifest.json", "review/01-a.md", "documents/01-a.pdf", "documents/01-a.docx"])
def test_only_plain_files_of_a_built_folder_are_read(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    for side in "ab":
        make_folder(tmp_path / side, words=side)
    replaced(tmp_path / "b" / name, KINDS[kind])
    done = compared(tmp_path, "--format", "json")
    assert done.returncode == 3, done
    assert ("HD671" in done.stderr) or ("HD667" in done.stderr), done
    assert Path(name).name in done.stderr
    assert SECRET not in done.stdout + done.stderr


@POSIX
@pytest.mark.parametrize("name", ["documents", "review"])
def test_a_folder_of_it_that_is_a_link_is_not_followed(name: str, tmp_path: Path) -> None:
    for side in "ab":
        make_folder(tmp_path / side, words=side)
    (tmp_path / "b" / "documents" / "01-a.pdf").write_text(SECRET, "utf-8")
    (tmp_path / "b" / name).rename(tmp_path / "other")
    (tmp_path / "b" / name).symlink_to(tmp_path / "other")
    done = compared(tmp_path)
    assert (done.returncode, "HD671" in done.stderr, SECRET in done.stdout) == (3, True, False)


@POSIX
def test_a_packet_of_a_folder_of_packets_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    make_folder(tmp_path / "elsewhere", words=SECRET)
    make_folder(tmp_path / "a" / "one", words="一。")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one").symlink_to(tmp_path / "elsewhere")
    done = compared(tmp_path)
    assert (done.returncode, "HD671" in done.stderr, SECRET in done.stdout + done.stderr) == (3, True, False)


@pytest.mark.parametrize(
    "file",
    [
        "../secret.pdf",
        "/etc/secret.pdf",
        "documents/../../secret.pdf",
        "documents/..\\..\\secret.pdf",
        "C:\\secret.pdf",
        "documents/C:secret.pdf",
        "\\\\server\\secret.pdf",
        "documents/a\x00.pdf",
        "documents/.pdf",
        "documents/x.txt",
        "",
        "x" * 999,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(file: str, tmp_path: Path) -> None:
    make_folder(tmp_path / "a")
    make_folder(tmp_path / "b", words="二。", file=file)
    done = compared(tmp_path)
    assert (done.returncode, "HD667" in done.stderr, "documents.0.file" in done.stderr) == (3, True, True), done


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100000,
        b'{"a":' * 100000,
        b'{"meeting": ' + b"9" * 10000 + b"}",
        b"[]",
        b'"x"',
        b"null",
        b"{",
        b"\xff\xfe{}",
        b"",
        b'{"meeting": "a"}',
        b'{"meeting": "a", "title": 1, "documents": [1]}',
        b'{"meeting": "a", "title": "a", "documents": {}}',
        b'{"meeting": "a", "title": "' + b"x" * 21000000 + b'", "documents": []}',
        b'{"meeting": NaN, "documents": [Infinity]}',
    ],
    ids=range(14),
)
def test_any_record_has_a_clear_answer(data: bytes, tmp_path: Path) -> None:
    make_folder(tmp_path / "a")
    make_folder(tmp_path / "b")
    (tmp_path / "b" / "manifest.json").write_bytes(data)
    done = compared(tmp_path)
    assert (done.returncode, "HD667" in done.stderr or "HD671" in done.stderr) == (3, True), done


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pages", -1),
        ("pages", 10**9),
        ("pages", "3"),
        ("first_page", 0),
        ("first_page", 1.5),
        ("continues", "no"),
        ("title", None),
        ("title", ["a"]),
        ("sha256", 7),
        ("label", {"a": 1}),
        ("source", "x" * 1_001),
    ],
)
def test_a_value_of_another_kind_is_named(key: str, value: object, tmp_path: Path) -> None:
    make_folder(tmp_path / "a")
    make_folder(tmp_path / "b", words="二。", **{key: value})
    done = compared(tmp_path)
    assert (done.returncode, f"documents.0.{key}" in done.stderr) == (3, True), done


@POSIX
def test_links_out_of_a_workspace_are_told_apart_by_where_they_lead(tmp_path: Path) -> None:
    sides = []
    for target in ("one", "two"):
        (tmp_path / target).write_text(SECRET, "utf-8")
    for name, target in (("a", "one"), ("b", "one"), ("c", "two")):
        root = tmp_path / name
        (root / "meetings").mkdir(parents=True)
        (root / "templates").mkdir()
        (root / "meetings" / "2024-05-01.yaml").write_text("number: 1\ndate: 2024-05-01\nagenda: [開会]\n", "utf-8")
        (root / "templates" / "evil.docx").symlink_to(tmp_path / target)
        (root / "templates" / "loop.docx").symlink_to("loop.docx")
        paths = WorkspacePaths(root)
        sides.append(PacketSet(name, {"2024-05-01": MeetingFile(root / "meetings" / "2024-05-01.yaml", paths)}, {}))
    assert pair_meetings(sides[0], sides[1]) == []
    assert pair_meetings(sides[0], sides[2]) == [("2024-05-01", "2024-05-01")]


def test_words_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    make_folder(tmp_path / "a")
    make_folder(tmp_path / "b", words="二。\udce3")
    done = compared(tmp_path)
    assert (done.returncode, "UTF-8" in done.stderr) == (3, True)


def test_words_of_absurd_length_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.check.comparison_limit.SECONDS", 0.3)
    for side, word in (("a", "あいう"), ("b", "あうい")):
        make_folder(tmp_path / side, words=word * 300_000)
    done = compared(tmp_path)
    assert (done.returncode, "HD672" in done.stderr) == (3, True), done.stderr


def test_nothing_hidden_is_in_any_report(tmp_path: Path) -> None:
    name = f"a{ODD}{MARKS}"
    make_folder(tmp_path / "a", words=f"一{ODD}。", title=f"前{name}", source=name)
    make_folder(tmp_path / "b", words=f"二{ODD}{MARKS}。", title=f"後{name}", source=f"b{name}")
    for form in ("text", "markdown", "json"):
        done = compared(tmp_path, "--format", form, "--html", "x.html", "--docx", "x.docx")
        assert done.returncode == 10, done
        assert visible_lines(done.stdout + done.stderr) == done.stdout + done.stderr
        assert not [line for line in done.stdout.splitlines() if line.startswith("::")]
        if form == "markdown":
            assert not any(mark in done.stdout for mark in ("![", "<img", "`", "@s"))
        if form == "json":
            assert json.loads(done.stdout)[0]["new"]["title"] == f"後{name}"
    page = (tmp_path / "x.html").read_text("utf-8")
    words = zipfile.ZipFile(tmp_path / "x.docx").read("word/document.xml").decode()
    assert visible_lines(page) == page
    assert visible_lines(words.replace("\r", "")) == words.replace("\r", "")
    assert "<img src=x>" not in page + words


@POSIX
@pytest.mark.parametrize(
    "words", [("diff", f"no{ODD}"), ("check", f"no{ODD}.txt"), ("build", f"no{ODD}.yaml"), ("init", f"x{ODD}/a", "--yes")]
)
def test_nothing_hidden_in_a_name_comes_back(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / f"x{ODD}").write_text("", "utf-8")
    done = invoke(*words, folder=tmp_path)
    said = done.stdout + done.stderr
    assert (done.returncode in {2, 3, 4}, "u202e" in said, visible_lines(said) == said) == (True, True, True), done


@POSIX
@pytest.mark.parametrize("words", [(f"no{ODD}",), ("check", "--format", ODD)])
def test_nothing_hidden_in_a_wrong_call_comes_back(words: tuple[str, ...], tmp_path: Path) -> None:
    done = run_limited(*words, folder=tmp_path)
    assert (done.returncode, "u202e" in done.stderr, visible_lines(done.stderr) == done.stderr) == (2, True, True), done


@POSIX
def test_a_file_with_an_odd_name_is_told_by_it_in_every_form(tmp_path: Path) -> None:
    odd = tmp_path / f"題{ODD}\n::error::x.txt"
    odd.write_text(f"（一{ODD.replace(chr(13), '')}\n", "utf-8")
    for form in ("text", "json", "sarif", "github"):
        done = invoke("check", odd.name, "--format", form, folder=tmp_path)
        said = done.stdout + done.stderr
        assert "HD201" in said
        assert visible_lines(said) == said
        assert not [line for line in said.splitlines() if line.startswith("::error::x")]


def word(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_textconv_hides_nothing_and_never_goes_on_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_machine() -> Machine:
        raise AssertionError

    path = tmp_path / "a.docx"
    path.write_bytes(word("承認\u202efdp.exe\u200b"))
    assert textconv(path, no_machine) == "承認\\u202efdp.exe\\u200b\n"

    def endless(*_: object) -> list[str]:
        while True:
            pass

    monkeypatch.setattr("hyoga_docs.diff.textconv._MOST_SECONDS", 0.2)
    monkeypatch.setattr("hyoga_docs.diff.textconv.read_lines", endless)
    assert textconv(path, no_machine) == "（読めません: 0秒では読み終わりません）\n"
    for problem in (RecursionError(), MemoryError(), KeyError("x"), SystemError(), OSError(5, "x\x1b")):

        def failing(_data: object, _suffix: str, problem: Exception = problem) -> list[str]:
            raise problem

        monkeypatch.setattr("hyoga_docs.diff.textconv.read_lines", failing)
        assert textconv(path, no_machine).startswith("（読めません: ")
        assert "\x1b" not in textconv(path, no_machine)


def paper(folder: Path, name: str) -> ComparedDocument:
    (folder / f"{name}.pdf").write_bytes(b"%PDF-1.7\n" + name.encode())
    return ComparedDocument("01-a", "", "題", "supplied", f"{name}.pdf", "", 1, 1, "", pdf=folder / f"{name}.pdf")


@pytest.mark.parametrize(
    ("program", "limit", "code"),
    [("import os; os.abort()", 30.0, "HD319"), ("import time; time.sleep(60)", 0.3, "HD318")],
)
def test_a_pdf_that_ends_its_reader_ends_nothing_else(
    program: str, limit: float, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyoga_docs.diff.pages.reader._PROGRAM", ("-c", program))
    (tmp_path / "scratch").mkdir()
    machine = make_machine(tmp_path / "cache")
    settings = machine.intake_settings(tmp_path / "scratch")
    reader = PageReader(type(settings)(settings.cache, settings.environment, settings.folder, limit))
    old, new = paper(tmp_path, "old"), paper(tmp_path, "new")
    for ask in (lambda: reader.compare(old, new), lambda: reader.lines(old), lambda: reader.draw(old, [1], 100)):
        with pytest.raises(SpecError) as refused:
            ask()
        assert [problem.code for problem in refused.value.problems] == [code]
    reader.close()


def test_a_pdf_that_is_none_is_told_by_its_side(tmp_path: Path) -> None:
    for side in "ab":
        make_folder(tmp_path / side, words=side)
        (tmp_path / side / "documents" / "01-a.pdf").write_bytes(b"%PDF-1.7\n" + side.encode())
    done = compared(tmp_path)
    assert (done.returncode, "HD312" in done.stderr, "a/documents/01-a.pdf" in done.stderr) == (3, True, True), done
