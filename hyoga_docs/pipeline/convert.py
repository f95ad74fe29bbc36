"""Documents to PDF: LibreOffice makes the pages, and what it made of others' files is taken in by a process with limits."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import noting
from hyoga_docs.core.cache import digest
from hyoga_docs.core.problem import ConversionError, Place, Problem
from hyoga_docs.pdf.intake.records import GeneratedPdf, IntakeRequest
from hyoga_docs.pdf.tagging.pdfua_check import is_here
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, convert
from hyoga_docs.spec.formats import ooxml_of
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body
from hyoga_docs.word.label_template import NAME as LABEL
from hyoga_docs.word.unbroken import keep_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.plan.model import Document

#: The template whose links are a table of contents.
_HANDOUT_LIST = "handout-list"
#: What is asked of whom, by what came of the conversion of a supplied paper.
_ASKED = {
    "HD501": "{sender}に、もとのソフトで開き直して保存したものか、PDF を頼んでください。一時フォルダーの空きも確かめてください。",
    "HD318": "{sender}に、要るところだけにするか分けたもの、または PDF を頼んでください。待つ時間は --limit で増やせます。",
    "HD319": "{sender}に、もとのソフトで PDF にしたものか、分けたものを頼んでください。",
    "HD369": "{sender}に、分けるか図を小さくしたものか、PDF を頼んでください。待つ時間は --limit で増やせます。",
}


@dataclass(frozen=True)
class DocumentSource:
    """A document to convert: its bytes, how its PDF is to be taken in, where messages place it, what it is in the packet."""

    key: str
    data: bytes
    request: IntakeRequest
    place: Place
    document: Document | None = None


@dataclass(frozen=True)
class ConvertedDocuments:
    """The PDFs by key, and how many documents LibreOffice really saw."""

    pdfs: Mapping[str, GeneratedPdf]
    fresh: int


def convert_meeting(
    prepared: PreparedMeeting, office: Office, intake: GeneratedIntake, on_progress: Callable[[int, int], None]
) -> ConvertedDocuments:
    """Every Word document of ours and every supplied Office file as PDF. Raises ConversionError for those that fail."""
    return convert_editions([prepared], office, intake, on_progress)[0]


def convert_editions(
    editions: Sequence[PreparedMeeting], office: Office, intake: GeneratedIntake, on_progress: Callable[[int, int], None]
) -> list[ConvertedDocuments]:
    """The same of several editions of a meeting; what is alike in two of them is converted once."""
    office = office.with_fonts(editions[0].plan.workspace.platform.fonts)
    wanted = [_sources(prepared) for prepared in editions]
    unlike: dict[tuple[bytes, IntakeRequest], DocumentSource] = {}
    for number, sources in enumerate(wanted):
        for source in sources:
            key = f"{source.key}+{number}" if number else source.key
            unlike.setdefault((source.data, source.request), replace(source, key=key))
    made = convert_documents(list(unlike.values()), office, intake, on_progress, editions[0].problems)

    def edition(sources: Sequence[DocumentSource]) -> ConvertedDocuments:
        return ConvertedDocuments({each.key: made.pdfs[unlike[each.data, each.request].key] for each in sources}, made.fresh)

    return [edition(sources) for sources in wanted]


def _sources(prepared: PreparedMeeting) -> list[DocumentSource]:
    """The documents of one edition that are to be converted."""
    sources = []
    for document in prepared.plan.documents:
        if document.key in prepared.made:
            sources.append(source_of(document, prepared.made[document.key], ".docx"))
        elif document.path is not None and document.key not in prepared.papers:
            data = prepared.print_copies[document.key].data
            sources.append(source_of(document, data, ooxml_of(document.path.suffix)))
    if (labels := prepared.label_template.docx) is not None:
        request = IntakeRequest("", ".docx", None, LABEL, (), digest(labels)[:12], ours=True)
        sources.append(DocumentSource(LABEL, labels, request, prepared.label_template.template.place))
    return sources


def source_of(document: Document, data: bytes, suffix: str) -> DocumentSource:
    """A document of a packet as it is converted."""
    ours, contents = document.template is not None, document.template == _HANDOUT_LIST
    request = IntakeRequest("", suffix, document.pages, document.title, document.alts, digest(data)[:12], contents, ours)
    return DocumentSource(document.key, data, request, document.place, document)


def convert_documents(
    sources: Sequence[DocumentSource],
    office: Office,
    intake: GeneratedIntake,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    before: Sequence[Problem] = (),
) -> ConvertedDocuments:
    """The PDFs of documents; `intake` ends with them. Raises ConversionError for those that fail, with what was found `before`."""
    noted: dict[Place, Problem] = {}
    with intake:
        converted = convert([_source(each, office, intake, noted) for each in sources], office, on_progress)
    if converted.problems:
        documents = {source.place: source.document for source in sources if not source.request.ours}
        told = [noted.get(each.place) or _asked(each, documents.get(each.place)) for each in converted.problems if each.place]
        raise ConversionError([*before, *told])
    return ConvertedDocuments({key: GeneratedPdf.unpack(data) for key, data in converted.pdfs.items()}, converted.fresh)


def _asked(problem: Problem, document: Document | None) -> Problem:
    """What came of a conversion, for a supplied paper with whom to ask."""
    if document is None:
        return problem
    return replace(problem, hint=_ASKED[problem.code].format(sender=document.sender))


def _cells(source: DocumentSource) -> str:
    """What the cells of a spreadsheet say, by which its pages are understood; empty where it cannot be read."""
    if source.request.suffix != ".xlsx" or source.document is None:
        return ""
    with contextlib.suppress(UnusableFileError), source.document.time.running():
        return Body(grids=read_body(source.data, source.request.suffix).grids).pack().decode()
    return ""


def _source(source: DocumentSource, office: Office, intake: GeneratedIntake, noted: dict[Place, Problem]) -> ConversionSource:
    """A document with how its PDF is taken in; what a supplied paper raises there is `noted`."""
    request = source.request

    def finish(pdf: bytes) -> bytes:
        if not request.ours:
            return intake.take(pdf, replace(request, body=_cells(source))).pack()
        from hyoga_docs.pdf.intake.take import take_generated  # noqa: PLC0415  heavy, and not needed for what is known

        return take_generated(pdf, request).pack()

    def expect() -> None:
        if not request.ours:
            intake.settings.isolation.opening(office.sandbox)
            intake.expect()

    about = digest(request.pages or "", request.title, *request.alts, str(is_here()))
    paper = None if request.ours else source.document
    take = finish if paper is None else noting(paper, "PDF の取り込み", finish, noted)
    printed = keep_whole if request.ours else bytes
    return ConversionSource(
        source.key, request.title, source.data, request.suffix, source.place, take, about, expect, printed=printed
    )
