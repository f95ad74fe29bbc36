"""Whatever raises on a paper's way costs that paper and never the packet: an exception at every step, of every kind."""

from __future__ import annotations

import contextlib
import errno
import json
import pkgutil
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from books import book
from conftest import build, copy_workspace, make_machine
from fake_soffice import fake_soffice
from papers import pdf_of
from running import invoke

from hyoga_docs.check.paper_steps import paper_step
from hyoga_docs.check.texts import CheckedText
from hyoga_docs.core import limits
from hyoga_docs.core.cache import digest
from hyoga_docs.core.problem import HyogaError, MachineError, Problem, Severity, error
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.pipeline.prepare import PreparedMeeting
from hyoga_docs.plan.model import Document
from hyoga_docs.programs.libreoffice.convert import ConversionResult, ConversionSource, Office
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.docx import document_lines

SPEC = "meetings/2024-05-01.yaml"
MEETING = """\
number: 1
date: 2024-05-01
agenda: [{title: 議題, items: [甲について, 乙について, 丙について]}]
documents: [handout-list]
handouts:
  - {title: 甲について, numbering: none, file: a.pdf}
  - {title: 乙について, numbering: none, file: b.docx, supplied_by: 見本県総務課}
  - {title: 丙について, numbering: none, file: c.pdf, supplied_by: 見本県財政課}
  - {title: 丁について, numbering: none, file: d.docx}
"""
PDF, WORD = "c.pdf", "b.docx"


@dataclass(frozen=True)
class Desk:
    """A workspace of four papers, and a machine whose store knows them all."""

    workspace: Path
    machine: Machine
    out: Path

    def build(self, *, keep_going: bool = False) -> Any:
        return build(self.workspace / SPEC, self.out, replace(self.machine, keep_going=keep_going), lambda _: None)

    @property
    def titles(self) -> list[tuple[str, int, int, str | None]]:
        """Of each document of the packet its title, first page, pages, and why it is not bound."""
        held = json.loads((self.out / "manifest.json").read_text("utf-8"))["documents"]
        return [(each["title"], each["first_page"], each["pages"], each.get("left_out")) for each in held]


def blank(sources: Sequence[ConversionSource], office: Office, _progress: object) -> ConversionResult:
    """What LibreOffice would make, blank: these tests are about what happens around it."""
    out = office.cache.folder / "blank.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out)
    made: dict[str, bytes] = {}
    for source in sources:
        key = digest(source.about, source.data)
        kept = office.cache.get("blank", key)
        try:
            made[source.key] = kept or source.finish(out.read_bytes())
        except ValueError:
            continue
        office.cache.put("blank", key, made[source.key])
    lost = tuple(
        error("HD501", "PDF にできませんでした。", place=each.place, quote=each.title) for each in sources if each.key not in made
    )
    return ConversionResult(made, lost, len(made))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The papers, built once without a fault."""
    folder = tmp_path_factory.mktemp("papers")
    workspace = folder / "ws"
    copy_workspace(workspace, Path(__file__).parent / "projects" / "good-small")
    (workspace / SPEC).write_text(MEETING, "utf-8")
    for name in ("a.pdf", "c.pdf"):
        (workspace / "meetings" / name).write_bytes(pdf_of(f"---- A4\nA paper {name}\n---- A4\nand more"))
    for name in ("b.docx", "d.docx"):
        document = docx.Document()
        document.add_paragraph(f"資料{name}の本文である。")
        document.save(str(workspace / "meetings" / name))
    desk = Desk(workspace, make_machine(folder / "cache", soffice=fake_soffice(folder / "fake", "blank")), folder / "out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hyoga_docs.pipeline.convert.convert", blank)
        patch.setattr("hyoga_docs.programs.libreoffice.engine.Engine.drops_formulas", True)  # so that papers are asked for theirs
        assert desk.build().pages == 7
        yield desk


@pytest.fixture
def desk(known: Desk, tmp_path: Path) -> Desk:
    """The same papers, with a folder of their own to be built into."""
    return replace(known, out=tmp_path / "out")


def let_the_time_be_up() -> None:
    """As if a step took too long, at once; fails where no limit is in force."""
    number = getattr(signal, "SIGALRM", signal.SIGTERM)
    assert signal.getsignal(number) is limits._time_is_up
    signal.raise_signal(number)


def fail(
    patch: pytest.MonkeyPatch, target: str, problem: BaseException | None, is_about: Callable[[tuple[Any, ...]], bool]
) -> None:
    """Has a function raise where it is called about a paper, or take too long where there is nothing to raise."""
    holder, _, name = target.rpartition(".")
    owner = pkgutil.resolve_name(holder)
    whole = getattr(owner, name)

    def failing(*arguments: Any, **options: Any) -> Any:
        if is_about(arguments):
            if problem is None:
                let_the_time_be_up()
            else:
                raise problem
        return whole(*arguments, **options)

    patch.setattr(owner, name, failing)


def names(paper: str) -> Callable[[tuple[Any, ...]], bool]:
    """Whether a paper, its file or its words are among what a function is called with; the sheet in its place is none."""

    def of(value: Any) -> bool:
        if isinstance(value, bytes):
            return any(paper in line for line in document_lines(value))
        if isinstance(value, Body):
            return any(paper in passage.text for passage in value.passages)
        document = getattr(getattr(value, "placed", value), "document", value)
        path = getattr(document, "path", document)
        return isinstance(path, Path) and path.name == paper

    return lambda arguments: any(of(value) for value in arguments)


#: Where a paper comes through, which paper, whether the store is to know nothing of it, and what raises there.
STEPS = {
    "what it is": ("hyoga_docs.check.supplied_files.check_paper", WORD, RecursionError("deep")),
    "its digest": ("hyoga_docs.pipeline.prepare.file_digest", WORD, PermissionError(errno.EACCES, "Permission denied")),
    "its copy for printing": ("hyoga_docs.pipeline.prepare.print_copy_of", WORD, KeyError("w:p")),
    "what it is of": ("hyoga_docs.pipeline.to_ooxml.kind_of", WORD, IndexError("sector")),
    "what its copy lacks": ("hyoga_docs.pipeline.prepare.office_problems", WORD, KeyError("HD599")),
    "its size": ("hyoga_docs.check.page_sizes._weight", WORD, FileNotFoundError(errno.ENOENT, "No such file")),
    "its words": ("hyoga_docs.pipeline.texts._writing", WORD, ValueError("surrogates")),
    "its pages": ("hyoga_docs.pipeline.assemble._bound", PDF, IndexError("page")),
    "what LibreOffice did": ("hyoga_docs.pipeline.assemble._noticed", WORD, AttributeError("get")),
    "its formulas": ("hyoga_docs.pipeline.prepare.has_formulas", WORD, RecursionError("deep")),
    "its sizes": ("hyoga_docs.pipeline.assemble.check_sizes", WORD, ZeroDivisionError()),
    "its fonts": ("hyoga_docs.pipeline.assemble._printed_texts", WORD, KeyError("w:rFonts")),
    "fonts of other widths": ("hyoga_docs.pipeline.assemble.font_problem", WORD, TypeError("None")),
    "its sheets": ("hyoga_docs.pipeline.assemble.sheet_problems", WORD, KeyError("widths")),
    "its pictures": ("hyoga_docs.pipeline.assemble.count_pictures", WORD, AttributeError("attrib")),
    "its proof": ("hyoga_docs.pipeline.assemble.prove", WORD, IndexError("page")),
    "what its proof found": ("hyoga_docs.pipeline.assemble.proof_problems", WORD, ValueError("words")),
    "its text for reviewers": ("hyoga_docs.pipeline.assemble._print_paper", PDF, UnicodeError("bad")),
    "its place in the packet": ("hyoga_docs.pdf.binding.bind._Binder._add", PDF, pikepdf.PdfError("objects")),
    "its place in the packet, of a Word file": ("hyoga_docs.pdf.binding.bind._Binder._add", WORD, RuntimeError("loop")),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_raises_stops_a_build_with_the_papers_name(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target, paper, problem = STEPS[step]
    fail(monkeypatch, target, problem, names(paper))
    with pytest.raises(HyogaError) as raised:
        desk.build()
    errors = [each for each in raised.value.problems if each.severity is Severity.ERROR]
    assert [(each.code, each.quote) for each in errors] == [("HD371", paper)]
    asked = {WORD: "見本県総務課", PDF: "見本県財政課"}[paper]
    assert asked in (errors[0].hint or "")
    assert type(problem).__name__ in (errors[0].hint or "")
    assert not desk.out.exists() or not (desk.out / "packet.pdf").exists()


@pytest.mark.parametrize("step", STEPS)
def test_the_others_are_bound_and_a_sheet_stands_in_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target, paper, problem = STEPS[step]
    fail(monkeypatch, target, problem, names(paper))
    built = desk.build(keep_going=True)
    assert built.left_out == 1
    assert [each["quote"] for each in built.problems if each["severity"] == "error"] == [paper]
    titles = {WORD: "乙について", PDF: "丙について"}
    assert [title for title, *_, reason in desk.titles if reason] == [titles[paper]]
    assert all("HD371" in reason for *_, reason in desk.titles if reason)
    assert len(desk.titles) == 5


@pytest.mark.parametrize(("problem", "code"), [(None, "HD318"), (MemoryError(), "HD319")])
@pytest.mark.parametrize("step", STEPS)
def test_what_takes_too_long_or_too_much_costs_that_paper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, problem: BaseException | None, code: str
) -> None:
    target, paper, _ = STEPS[step]
    fail(monkeypatch, target, problem, names(paper))
    with pytest.raises(HyogaError) as raised:
        desk.build()
    assert [(each.code, each.quote) for each in raised.value.problems if each.severity is Severity.ERROR] == [(code, paper)]


def test_a_paper_that_has_no_time_left_is_told_at_its_next_step() -> None:
    problems: list[Problem] = []
    with paper_step(Document("a", "甲", path=Path("a.docx"), time=limits.TimeLeft(0)), "点検", problems):
        while True:
            pass
    assert [problem.code for problem in problems] == ["HD318"]


@pytest.mark.parametrize("problem", [None, MemoryError()])
def test_a_check_that_takes_too_long_or_too_much_leaves_a_paper_unchecked_and_bound(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, problem: BaseException | None
) -> None:
    def check(checked: CheckedText, _context: object) -> list[Problem]:
        if names(WORD)((checked,)):
            if problem is not None:
                raise problem
            let_the_time_be_up()
        return []

    monkeypatch.setattr("hyoga_docs.check.run._OF_WORDS", (check,))
    built = desk.build()
    assert [(each["code"], each["quote"]) for each in built.problems if each["code"] == "HD372"] == [("HD372", WORD)]
    assert built.pages == 7


def test_all_papers_that_raise_are_named_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each at another step, so that the build has to go on from the one to find the other."""
    fail(monkeypatch, "hyoga_docs.pipeline.assemble._noticed", ValueError("one"), names(WORD))
    fail(monkeypatch, "hyoga_docs.pdf.binding.bind._Binder._add", KeyError("other"), names(PDF))
    with pytest.raises(HyogaError) as raised:
        desk.build()
    assert [each.quote for each in raised.value.problems if each.severity is Severity.ERROR] == [WORD, PDF]
    built = desk.build(keep_going=True)
    assert (built.left_out, built.pages) == (2, 6)


def about(title: str) -> Callable[[tuple[Any, ...]], bool]:
    """Whether a function is called about a paper by its title."""
    return lambda arguments: any(getattr(value, "title", None) == title for value in arguments)


@pytest.mark.parametrize(
    ("target", "paper", "problem", "code", "is_about"),
    [
        ("hyoga_docs.pipeline.assemble.differing", PDF, ZeroDivisionError(), "HD371", lambda given: given[1] == 4),
        ("hyoga_docs.pipeline.intake.GeneratedIntake.take", WORD, KeyError("chosen"), "HD371", about("乙について")),
        ("hyoga_docs.pipeline.convert._cells", WORD, KeyError("sheet"), "HD371", names(WORD)),
        (
            "hyoga_docs.pipeline.intake.IntakeRun._keep",
            PDF,
            RuntimeError("loop"),
            "HD319",
            lambda given: given[1] == "handouts-2",
        ),
    ],
)
def test_what_raises_while_a_paper_is_taken_in_or_compared_costs_that_paper(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    target: str,
    paper: str,
    problem: Exception,
    code: str,
    is_about: Callable[[tuple[Any, ...]], bool],
) -> None:
    """With a store that knows nothing, for what is known is neither taken in nor compared again."""
    (tmp_path / "cache").mkdir()
    desk = replace(desk, machine=make_machine(tmp_path / "cache", soffice=desk.machine.soffice))
    fail(monkeypatch, target, problem, is_about)
    with pytest.raises(HyogaError) as raised:
        desk.build()
    assert [(each.code, each.quote) for each in raised.value.problems if each.severity is Severity.ERROR] == [(code, paper)]
    assert desk.build(keep_going=True).left_out == 1


def test_what_raises_while_an_old_file_is_made_one_of_today_costs_that_paper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace = copy_workspace(tmp_path / "ws", desk.workspace)
    (workspace / "meetings" / "d.rtf").write_bytes(rb"{\rtf1 old}")
    (workspace / SPEC).write_text(MEETING.replace("d.docx", "d.rtf"), "utf-8")
    desk = replace(desk, workspace=workspace)

    def of_today(sources: Sequence[ConversionSource], _office: Office) -> tuple[dict[str, bytes], dict[str, Problem | None]]:
        made: dict[str, bytes] = {}
        for source in sources:
            with contextlib.suppress(ValueError):
                made[source.key] = source.finish((workspace / "meetings" / "d.docx").read_bytes())
        return made, {source.key: None for source in sources if source.key not in made}

    monkeypatch.setattr("hyoga_docs.pipeline.to_ooxml.convert_to_ooxml", of_today)
    assert desk.build().left_out == 0
    for step in ("make_ready", "_whole", "computed_anew", "check_ooxml"):
        with monkeypatch.context() as patch:
            fail(patch, f"hyoga_docs.pipeline.to_ooxml.{step}", KeyError("stream"), lambda _: True)
            with pytest.raises(HyogaError) as raised:
                replace(desk, out=tmp_path / step).build()
        errors = [(each.code, each.quote) for each in raised.value.problems if each.severity is Severity.ERROR]
        assert errors == [("HD371", "d.rtf")], step


def test_a_check_that_raises_leaves_a_paper_unchecked_and_bound(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(checked: CheckedText, _context: object) -> list[Problem]:
        if names(WORD)((checked,)):
            raise RecursionError
        return []

    monkeypatch.setattr("hyoga_docs.check.run._OF_WORDS", (check,))
    built = desk.build()
    assert [(each["code"], each["quote"]) for each in built.problems if each["code"] == "HD372"] == [("HD372", WORD)]
    assert built.pages == 7


def test_what_the_machine_lacks_is_no_papers_fault(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for problem in (OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()):
        with monkeypatch.context() as patch:
            fail(patch, "hyoga_docs.pipeline.prepare.print_copy_of", problem, names(WORD))
            with pytest.raises((MachineError, KeyboardInterrupt)) as raised:
                desk.build(keep_going=True)
            assert isinstance(raised.value, MachineError) == isinstance(problem, OSError)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("gone.pdf", None, "HD301"),
        ("a.xyz", b"text", "HD303"),
        ("a.docx", b"", "HD304"),
        ("a.xlsx", b"PK\x03\x04 cut off", "HD306"),
        ("a.pdf", b"%PDF-1.7 nothing", "HD312"),
        ("a.csv", b"a,b\n1\n", "HD123"),
        ("b.csv", b"\x81\xff\x81\xff", "HD121"),
        ("c.csv", b"\n".join([b",".join(b"%d" % at for at in range(61))] * 2), "HD126"),
        ("a.txt", b"\x81 and more", "HD102"),
        ("b.txt", b"a\x01", "HD103"),
        ("a.rtf", b"{\\rtf1 a}", "HD354"),
    ],
)
def test_a_sheet_stands_for_every_kind_of_paper_that_cannot_be_bound(
    desk: Desk, tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    workspace = copy_workspace(tmp_path / "ws", desk.workspace)
    paper = f"references:\n  - {{title: 戊について, numbering: none, file: new/{name}, cover: true}}\n"
    (workspace / SPEC).write_text(MEETING + paper, "utf-8")
    (workspace / "meetings" / "new").mkdir()
    if data is not None:
        (workspace / "meetings" / "new" / name).write_bytes(data)
    desk = replace(desk, workspace=workspace)
    built = desk.build(keep_going=True)
    assert [each["code"] for each in built.problems if each["severity"] == "error"] == [code]
    assert built.left_out == 1
    assert [(title, page, pages, bool(reason)) for title, page, pages, reason in desk.titles[-2:]] == [
        ("戊について", 8, 1, False),
        ("戊について", 9, 1, True),
    ]


def test_mistakes_of_the_yaml_stop_a_build_that_keeps_going(desk: Desk, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", desk.workspace)
    (workspace / SPEC).write_text(MEETING.replace("file: a.pdf", "file: none.pdf").replace("d.docx", "d.docx, item: 9"), "utf-8")
    with pytest.raises(HyogaError) as raised:
        replace(desk, workspace=workspace).build(keep_going=True)
    assert {"HD133", "HD301"} <= {each.code for each in raised.value.problems}


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [("c.pdf", "c.pdf, pages: '9'", "HD316"), ("d.docx", "d.xlsx, sheets: [内訳]", "HD515")],
)
def test_what_the_yaml_asks_of_a_paper_in_vain_is_no_papers_fault(
    desk: Desk, tmp_path: Path, before: str, after: str, code: str
) -> None:
    workspace = copy_workspace(tmp_path / "ws", desk.workspace)
    (workspace / "meetings" / "d.xlsx").write_bytes(book(("集計", [["甲", 1]])))
    (workspace / SPEC).write_text(MEETING.replace(before, after), "utf-8")
    with pytest.raises(HyogaError) as raised:
        replace(desk, workspace=workspace).build(keep_going=True)
    assert [each.code for each in raised.value.problems if each.severity is Severity.ERROR] == [code]


def test_the_command_says_that_sheets_stand_in_the_packet_and_ends_with_three(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also in a workspace from before the sheet was; and when the paper has come, nothing is left of it."""
    workspace = copy_workspace(tmp_path / "ws", desk.workspace)
    (workspace / "templates" / "left-out.docx").unlink()
    paper = workspace / "meetings" / PDF
    whole = paper.read_bytes()
    paper.write_bytes(b"%PDF-1.7 nothing")
    environment = {"HYOGA_DOCS_SOFFICE": str(desk.machine.soffice), "HYOGA_DOCS_CACHE": str(desk.machine.cache.folder)}
    stopped = invoke("build", SPEC, folder=workspace, **environment)
    assert (stopped.returncode, "HD312" in stopped.stderr, (workspace / "build" / "2024-05-01").exists()) == (3, True, False)
    for _ in range(2):  # again: it is never called finished
        done = invoke("build", SPEC, "--keep-going", folder=workspace, **environment)
        assert done.returncode == 3
        assert "綴じられなかった資料1件の場所には、差し替え紙が入っています。" in done.stdout
        assert "HD312" in done.stderr
    out = workspace / "build" / "2024-05-01"
    (sheet,) = [path.read_text("utf-8") for path in (out / "review").glob("*-c.md")]
    assert "丙について" in sheet
    assert "この資料は綴じられませんでした。" in sheet
    assert "PDF が壊れていて使えません。（HD312）" in "".join(sheet.split("\n"))
    assert "問い合わせ先：見本県財政課" in sheet
    paper.write_bytes(whole)
    done = invoke("build", SPEC, folder=workspace, **environment)
    assert (done.returncode, "差し替え紙" in done.stdout) == (0, False)
    assert "left_out" not in (out / "manifest.json").read_text("utf-8")


def test_what_the_sheets_lack_does_not_hide_what_stopped_the_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(prepared: PreparedMeeting, _fonts: object) -> None:
        if any(document.left_out for document in prepared.plan.documents):
            raise MachineError([error("HD711", "書体がこの機械にありません。")])

    fail(monkeypatch, "hyoga_docs.pipeline.assemble._noticed", ValueError(), names(WORD))
    monkeypatch.setattr("hyoga_docs.pipeline.build_packet.check_fonts", lacking)
    for keep_going, code in ((False, "HD371"), (True, "HD711")):
        with pytest.raises(HyogaError) as raised:
            desk.build(keep_going=keep_going)
        assert [each.code for each in raised.value.problems if each.severity is Severity.ERROR] == [code]
