"""A file alone as one side of a comparison: a packet of one paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.check.intake_problems import intake_rejected
from hyoga_docs.check.paper_steps import failed, raised
from hyoga_docs.check.supplied_files import cannot_open, check_pointer
from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import LOOK_AT_FILE, PAPER, file_digest, read_plain
from hyoga_docs.core.limits import TimeLeft
from hyoga_docs.core.problem import Place, SpecError, error
from hyoga_docs.diff.model import ComparedDocument, PacketState
from hyoga_docs.pdf.intake.records import IntakeRejected
from hyoga_docs.pipeline.check_file import decoded
from hyoga_docs.pipeline.convert import convert_documents, source_of
from hyoga_docs.pipeline.intake import GeneratedIntake, IntakeRun, request_for
from hyoga_docs.pipeline.print_copies import print_copy_of
from hyoga_docs.pipeline.review import page_text, review_text
from hyoga_docs.pipeline.to_ooxml import office_file
from hyoga_docs.plan.model import Document
from hyoga_docs.spec.formats import Opened, Use, is_opened, refusal, suffixes
from hyoga_docs.text.extract import UNSAVED, read_lines
from hyoga_docs.text.ooxml.package import UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.diff.packets import PacketRenderer


def read_file(path: Path, called: str, title: str, renderer: PacketRenderer) -> PacketState:
    """A file as it would be taken into a packet. Raises HyogaError for one that cannot be read."""
    time = TimeLeft(renderer.settings.limit)
    document = Document("file", title, path=path, stem="file", time=time, place=Place(called))
    suffix = path.suffix.lower()
    try:
        data = read_plain(path, PAPER)
    except OSError as refused:
        message = f"ファイルを読めません（{refused.strerror}）。"
        raise SpecError([error("HD101", message, place=document.place, hint=LOOK_AT_FILE)]) from refused
    if suffix not in suffixes(Use.DIFF):
        message, hint = refusal(suffix, Use.DIFF)
        raise SpecError([error("HD303", message, place=document.place, hint=hint)])
    if pointer := check_pointer(document, path):
        raise SpecError(pointer)
    papers: list[ComparedDocument] = []
    problem = raised(lambda: papers.append(_opened(document, path, data, renderer)))
    if problem is not None:
        raise SpecError([failed(document, "読み取り", problem)]) from problem
    return PacketState(called, title, tuple(papers))


def _opened(document: Document, path: Path, data: bytes, renderer: PacketRenderer) -> ComparedDocument:
    suffix = path.suffix.lower()
    if is_opened(suffix, Opened.TABLE):
        return _paper(document, data, _table_lines(document, data))
    if is_opened(suffix, Opened.TEXT):
        return _paper(document, data, decoded(data, document.place).replace("\t", "　").splitlines())
    if is_opened(suffix, Opened.OFFICE):
        return _converted(document, data, renderer)
    return _taken(document, path, data, renderer)


def _table_lines(document: Document, data: bytes) -> list[str]:
    try:
        return read_lines(data, ".csv")
    except UnusableFileError as problem:
        raise SpecError([cannot_open(document, problem)]) from problem


def _paper(document: Document, data: bytes, lines: Sequence[str]) -> ComparedDocument:
    text = review_text(document, lines)
    return ComparedDocument("file", "", document.title, "file", document.place.file, digest(data), 1, 0, text)


def _taken(document: Document, path: Path, data: bytes, renderer: PacketRenderer) -> ComparedDocument:
    sha = file_digest(path)
    with IntakeRun({"file": request_for(document, sha)}, {"file": sha}, renderer.settings) as reading:
        answer = reading.answers()["file"]
    if isinstance(answer, IntakeRejected):
        raise SpecError([intake_rejected(document, answer)])
    return replace(_paper(document, data, page_text(answer.taken.text, ())), pdf=answer.pdf, pages=answer.taken.pages)


def _converted(document: Document, data: bytes, renderer: PacketRenderer) -> ComparedDocument:
    suffix, ooxml, _ = office_file(document, renderer.settings)
    try:
        with document.time.running():
            clean = print_copy_of(document, ooxml, suffix, digest(ooxml), renderer.settings.cache).data
            lines = read_lines(clean, suffix)
    except UnusableFileError as problem:
        raise SpecError([cannot_open(document, problem)]) from problem
    sources, intake = [source_of(document, clean, suffix)], GeneratedIntake(renderer.settings)
    made = convert_documents(sources, renderer.office, intake).pdfs["file"]
    paper = _paper(document, data, page_text(made.taken.text, ()) if UNSAVED in lines else lines)
    docx = renderer.kept(clean, ".docx") if suffix == ".docx" else None
    return replace(paper, pdf=renderer.kept(made.pdf, ".pdf"), docx=docx, pages=made.taken.pages)
