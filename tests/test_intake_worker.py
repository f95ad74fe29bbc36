"""Supplied papers through the worker: a hostile file costs its own paper's answer and nothing else."""

from __future__ import annotations

import io
import os
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fake_soffice import naming, remaining
from pikepdf import Array, Dictionary, Name
from running import patch_clock

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.files import file_digest
from hyoga_docs.core.problem import MachineError
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest, IntakeResult
from hyoga_docs.pipeline.intake import GeneratedIntake, IntakeRun, SuppliedPaper
from hyoga_docs.pipeline.machine import IntakeSettings
from hyoga_docs.programs.libreoffice.convert import TooHeavyError

#: A worker in which some files do what a broken reader does: never end, with a child of their own; end at once; take all.
_TROUBLED = """
import os, subprocess, sys, time
from pathlib import Path
from hyoga_docs.pdf.intake import take, worker
real, real_generated = take.take, take.take_generated
def troubled(order, out):
    name = Path(order.source).name
    if name.startswith("hang"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", str(out)])
        out.with_name("hanging").touch()
        child.wait()
    if name.startswith("crash"):
        os.abort()
    if name.startswith("greedy"):
        return [bytearray(9 << 30)]
    if name.startswith("full"):
        raise OSError(28, "No space left on device")
    if name.startswith("strange"):
        raise LookupError("unforeseen")
    return real(order, out)
def troubled_generated(data, order):
    if order.title == "hang":
        time.sleep(600)
    if order.title == "crash":
        os.abort()
    if order.title == "full":
        raise OSError(28, "No space left on device")
    return real_generated(data, order)
take.take, take.take_generated = troubled, troubled_generated
worker.limit_memory(worker.MEMORY)
worker.work(Path(sys.argv[1]))
"""


def pdf(words: str = "word") -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
    page.obj.Contents = made.make_stream(f"BT /F 12 Tf 9 99 Td ({words}) Tj ET".encode())
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(
    folder: Path, files: dict[str, bytes], *, limit: float = 60, later: GeneratedIntake | None = None
) -> dict[str, SuppliedPaper | IntakeRejected]:
    """The answers for files of these names; `later` is handed the process that gave the first."""
    (folder / "papers").mkdir(exist_ok=True)
    requests, digests = {}, {}
    for name, data in files.items():
        path = folder / "papers" / name
        path.write_bytes(data)
        requests[name], digests[name] = IntakeRequest(str(path), path.suffix, None, name, (), name), file_digest(path)
    scratch = folder / f"scratch-{time.monotonic_ns()}"
    scratch.mkdir()
    settings = IntakeSettings(Cache(folder / "cache"), os.environ, scratch, limit)
    if later is not None:
        settings = replace(settings, hand_over=later.take_over)
    with IntakeRun(requests, digests, settings) as reading:
        return reading.answers()


def said(answers: dict[str, SuppliedPaper | IntakeRejected]) -> dict[str, str]:
    return {name: answer.code if isinstance(answer, IntakeRejected) else "taken" for name, answer in answers.items()}


def test_each_paper_gets_its_own_answer_whatever_its_neighbours_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", _TROUBLED))
    names = ("a.pdf", "hang.pdf", "b.pdf", "crash.pdf", "greedy.pdf", "strange.pdf", "c.pdf")
    now = 0.0

    def seconds() -> float:
        """Time passes while nothing but the paper that hangs is being read."""
        nonlocal now
        for mark in tmp_path.rglob("hanging"):
            running = naming(tmp_path).values()
            now += 2 * (bool(running) and all(str(mark.parent) in line for line in running))
        return now

    patch_clock(monkeypatch, seconds)
    answers = read(tmp_path, {name: pdf(name) for name in names}, limit=4)
    assert said(answers) == {
        **dict.fromkeys(("a.pdf", "b.pdf", "c.pdf"), "taken"),
        "hang.pdf": "HD318",
        "crash.pdf": "HD319",
        "greedy.pdf": "HD319",
        "strange.pdf": "HD312",
    }
    assert remaining(tmp_path) == {}


def test_a_full_disk_is_not_the_papers_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", _TROUBLED))
    with pytest.raises(MachineError) as raised:
        read(tmp_path, {"full.pdf": pdf()})
    assert [problem.code for problem in raised.value.problems] == ["HD703"]


def generated(title: str, *, ours: bool = False) -> IntakeRequest:
    """What is asked for a PDF that LibreOffice made of a Word file."""
    return IntakeRequest("", ".docx", None, title, (), "s", ours=ours)


def test_what_libreoffice_made_is_taken_in_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("parsed here")

    monkeypatch.setattr("hyoga_docs.pdf.intake.take.take_generated", refuse)
    with GeneratedIntake(IntakeSettings(Cache(tmp_path), os.environ, tmp_path)) as intake:
        assert intake.running is None  # nothing is started before something comes
        made = [intake.take(pdf(words), generated("題")) for words in ("one", "two")]
        assert [each.taken.text for each in made] == [(("one",),), (("two",),)]
        for garbage in (b"", b"%PDF-1.4 nothing"):
            with pytest.raises(ValueError, match="Error"):
                intake.take(garbage, generated("題"))
        assert intake.take(pdf("three"), generated("題")).taken.text == (("three",),)


def test_what_libreoffice_made_may_end_its_reader_and_costs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", _TROUBLED))
    with GeneratedIntake(IntakeSettings(Cache(tmp_path), os.environ, tmp_path, limit=4)) as intake:
        for trouble in ("crash", "hang"):
            with pytest.raises(TooHeavyError, match="ended"):
                intake.take(pdf(), generated(trouble))
            assert intake.take(pdf(trouble), generated("題")).taken.text == ((trouble,),)
        with pytest.raises(MachineError) as raised:
            intake.take(pdf(), generated("full"))
        assert [problem.code for problem in raised.value.problems] == ["HD703"]
    assert remaining(tmp_path) == {}


def test_the_process_that_opened_the_papers_goes_on_with_what_libreoffice_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GeneratedIntake(IntakeSettings(Cache(tmp_path), os.environ, tmp_path)) as intake:
        answers = read(tmp_path, {"a.pdf": pdf("one"), "b.pdf": b"%PDF-1.4 nothing"}, later=intake)
        assert said(answers) == {"a.pdf": "taken", "b.pdf": "HD312"}
        assert intake.running is not None
        monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", "raise SystemExit(1)"))  # no other is started
        assert intake.take(pdf("two"), generated("題")).taken.text == (("two",),)
    assert remaining(tmp_path) == {}


def test_a_process_that_ends_with_its_papers_is_not_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", _TROUBLED))
    with GeneratedIntake(IntakeSettings(Cache(tmp_path), os.environ, tmp_path)) as intake:
        answers = read(tmp_path, {"a.pdf": pdf(), "crash.pdf": pdf(), "c.pdf": pdf()}, later=intake)
        assert said(answers) == {"a.pdf": "taken", "crash.pdf": "HD319", "c.pdf": "taken"}
        assert intake.running is None
        assert intake.take(pdf("two"), generated("題")).taken.text == (("two",),)
    assert remaining(tmp_path) == {}


def test_what_is_known_is_not_opened_again_unless_it_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"a.pdf": pdf("one"), "b.pdf": b"%PDF-1.4 nothing"}
    first = read(tmp_path, files)
    assert said(first) == {"a.pdf": "taken", "b.pdf": "HD312"}
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", "raise SystemExit(1)"))
    assert read(tmp_path, files) == first
    monkeypatch.undo()
    paper = first["a.pdf"]
    assert isinstance(paper, SuppliedPaper)
    whole = paper.pdf.read_bytes()
    paper.pdf.write_bytes(whole[:-9] + b"\x00" * 9)
    again = read(tmp_path, files)["a.pdf"]
    assert isinstance(again, SuppliedPaper)
    assert again.pdf.read_bytes() == whole


@pytest.mark.slow
def test_a_stream_that_grows_without_end_is_refused_or_cut_off_in_time(tmp_path: Path) -> None:
    import zlib

    packed = zlib.compress(b"0 0 m\n" * 30_000_000, 9)  # 180 MB, packed three times over
    bomb = pikepdf.new()
    page = bomb.add_blank_page(page_size=(200, 200))
    stream = bomb.make_stream(b"")
    stream.write(zlib.compress(zlib.compress(packed)), filter=Array([Name.FlateDecode] * 3), decode_parms=None)
    page.obj.Contents = stream
    out = io.BytesIO()
    bomb.save(out, compress_streams=False)
    start = time.monotonic()
    answers = read(tmp_path, {"bomb.pdf": out.getvalue(), "good.pdf": pdf()}, limit=8)
    assert isinstance(answers["good.pdf"], SuppliedPaper)
    assert said(answers)["bomb.pdf"] in {"taken", "HD312", "HD317", "HD318", "HD319"}
    assert time.monotonic() - start < 90


def test_a_fields_value_stays_as_it_looks_and_the_field_is_gone(tmp_path: Path) -> None:
    form = pikepdf.open(io.BytesIO(pdf("Name:")))
    look = form.make_stream(b"BT /F 12 Tf 2 4 Td (Hanako) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 90, 16]))
    look.Resources = form.pages[0].obj.Resources
    widget = form.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=b"n", V=b"Hanako", Rect=Array([60, 95, 150, 111]), F=4)
    )
    widget.AP = Dictionary(N=look)
    form.pages[0].obj.Annots = Array([widget])
    form.Root.AcroForm = Dictionary(Fields=Array([widget]))
    out = io.BytesIO()
    form.save(out)
    answer = read(tmp_path, {"form.pdf": out.getvalue()})["form.pdf"]
    assert isinstance(answer, SuppliedPaper)
    assert isinstance(answer.taken, IntakeResult)
    assert answer.taken.text == (("Name: Hanako",),) or "Hanako" in "".join(answer.taken.text[0])
    with pikepdf.open(answer.pdf) as clean:
        assert "/Annots" not in clean.pages[0].obj
        assert "/AcroForm" not in clean.Root


def test_a_hidden_layer_stays_hidden(tmp_path: Path) -> None:
    layered = pikepdf.open(io.BytesIO(pdf("shown")))
    group = layered.make_indirect(Dictionary(Type=Name.OCG, Name=b"draft"))
    page = layered.pages[0].obj
    page.Resources.Properties = Dictionary(L=group)
    page.Contents = layered.make_stream(page.Contents.read_bytes() + b"\n/OC /L BDC 0 0 100 50 re f EMC")
    layered.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    out = io.BytesIO()
    layered.save(out)
    answer = read(tmp_path, {"layers.pdf": out.getvalue()})["layers.pdf"]
    assert isinstance(answer, SuppliedPaper)
    assert [loss.code for loss in answer.taken.warnings] == ["HD324"]
    with pikepdf.open(answer.pdf) as clean:
        assert [str(each.Name) for each in clean.Root.OCProperties.D.OFF] == ["draft"]
