"""A 差替え: the notice, and the pages of a packet that are handed out anew, with the numbers that they have in the old one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.problem import SpecError, warning
from hyoga_docs.diff.replacement.leaves import replaced
from hyoga_docs.diff.replacement.notice import notice_context
from hyoga_docs.japanese.numerals import number
from hyoga_docs.pdf.binding.bind import PacketPart
from hyoga_docs.pdf.intake.records import GeneratedPdf, IntakeRequest
from hyoga_docs.pdf.intake.take import take_generated
from hyoga_docs.pipeline.assemble import bind_options, bind_parts, print_papers
from hyoga_docs.pipeline.convert import convert_documents, convert_meeting, source_of
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.pipeline.output import output_lock, staging, swap_in
from hyoga_docs.pipeline.prepare import prepare, template_fonts
from hyoga_docs.pipeline.review import review_text
from hyoga_docs.plan.model import Document
from hyoga_docs.plan.page_layout import PlacedDocument
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.fill import fill
from hyoga_docs.word.template import DocumentProperties, read_template
from hyoga_docs.word.template_context import shared_context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.diff.model import Difference
    from hyoga_docs.diff.packets import PacketRenderer
    from hyoga_docs.diff.replacement.leaves import Leaf, ReplacementPlan
    from hyoga_docs.pipeline.assemble import DocumentOutput
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.spec.workspace_paths import MeetingFile
    from hyoga_docs.word.template import Template
    from hyoga_docs.word.template_context import Context

TEMPLATE = "replacement"
_TITLE = "会議資料の差替えについて"
_STEM = "01-差替え"
#: Whether a leaf goes and whether one comes: replaced, put in, taken out.
_ACTS = ((True, True), (False, True), (True, False))


@dataclass(frozen=True)
class Replacement:
    """What was written: the PDF, its pages, what was found in the way, and how many leaves are replaced, put in and taken out."""

    path: Path
    pages: int
    problems: tuple[Problem, ...]
    replaced: int
    inserted: int
    removed: int


@dataclass(frozen=True)
class ReplacementRound:
    """One 差替え of a packet: what changed since the last one, where the reader's pages are, the how-manieth it is, and its day."""

    difference: Difference
    before: ReplacementPlan
    turn: int
    day: dt.date
    duplex: bool


@dataclass
class _PageRun:
    """Pages of one paper that follow each other; an empty side before them, where `after_blank` says so."""

    stem: str
    pages: list[int]
    called: list[str]
    after_blank: bool


def make_replacement(
    work: ReplacementRound, spec: MeetingFile, out: Path, renderer: PacketRenderer, tell: Callable[[str], None]
) -> Replacement | None:
    """Writes the 差替え of a meeting into `out`; None where no page differs. Raises HyogaError.

    `tell` is called with what nobody should miss.
    """
    made = replaced(work.difference, work.before.held, work.before.used, duplex=work.duplex)
    if not made.leaves:
        return None
    prepared = prepare(spec, renderer.settings)
    converted = convert_meeting(prepared, renderer.office, GeneratedIntake(renderer.settings), lambda *_: None)
    papers = {paper.placed.document.stem: paper for paper in print_papers(prepared, converted, renderer.machine.cache)}
    document, data, notice, told = _notice(work, made, prepared, renderer)
    leaves, called = [_leaf(document, notice, 1)], [""] * notice.taken.pages
    for stretch in _stretches(made.leaves, odd=work.duplex and notice.taken.pages % 2 == 1):
        called += [""] * stretch.after_blank
        leaves.append(_taken_from(papers[stretch.stem], stretch, len(called) + 1))
        called += stretch.called
    mark = "　差替" if work.turn == 1 else f"　差替{work.turn}"
    options = bind_options(prepared, converted, renderer.office, "-前の差替　")
    title, of = f"{prepared.plan.full_name}　差替え", work.difference.old.pages if work.difference.old else 0
    options = replace(options, title=title, called=tuple(called), of=of, mark=mark)
    with output_lock(out, renderer.machine.limit, tell), staging(out) as folder:
        packet = folder / "replacement.pdf"
        bind_parts(leaves, options, prepared, packet)
        files: dict[str, bytes | Path] = {
            "replacement.pdf": packet,
            f"documents/{document.stem}.docx": data,
            f"documents/{document.stem}.pdf": notice.pdf,
            f"review/{document.stem}.md": review_text(document, document_lines(data)).encode(),
        }
        found = [*told, *swap_in(out, files, folder)]
    counts = [sum(bool(leaf.out) is out_ and bool(leaf.sides) is in_ for leaf in made.leaves) for out_, in_ in _ACTS]
    return Replacement(out / "replacement.pdf", len(called), tuple(found), *counts)


def _notice(
    work: ReplacementRound, made: ReplacementPlan, prepared: PreparedMeeting, renderer: PacketRenderer
) -> tuple[Document, bytes, GeneratedPdf, list[Problem]]:
    """The notice as Word and as PDF, and what is told of its fonts. Raises SpecError for mistakes of its template."""
    plan, cache = prepared.plan, renderer.machine.cache
    template, problems = read_template(plan.workspace.paths.templates, TEMPLATE, renderer.machine.limit)
    if template is None or problems:
        raise SpecError(problems)
    of_fonts = template_fonts([template], renderer.office.fonts, renderer.office.house_fonts)
    title = plan.workspace.platform.style.headings.get(TEMPLATE, _TITLE)
    properties = DocumentProperties(
        f"{title}（{plan.full_name}）", "、".join(plan.workspace.platform.organizer), plan.workspace.meeting.date
    )
    apart = template.paragraph_with("arrivals") is not None  # one that is older has them among the pages to act on
    context = notice_context(work.difference, made, work.before.held, duplex=work.duplex, turn=work.turn, apart=apart)
    context["addressee"] = plan.workspace.addressee
    context["contact"] = list(plan.workspace.contact)
    context["ordinal"] = number(work.turn, plan.workspace.platform.style.digits)
    context["day"] = plan.workspace.platform.style.dates.day(work.day)
    data = fill(template, {**shared_context(plan), "replacement": context}, properties, {}, TEMPLATE, cache)
    document = Document(TEMPLATE, title, template=TEMPLATE, stem=_STEM, page_numbers=False, place=template.place)
    converted = convert_documents([source_of(document, data, ".docx")], renderer.office, GeneratedIntake(renderer.settings))
    return document, data, converted.pdfs[TEMPLATE], [*([of_fonts] if of_fonts else []), *_unheeded(template, context)]


def _unheeded(template: Template, context: Context) -> list[Problem]:
    """What the house asks to be printed on a notice whose template is older than that."""
    hint = "手を入れていないひな形なら、新しい作業場所（hyoga-docs init）の templates/ から写してください。"
    return [
        warning("HD414", f"ひな形が古いので、{key} が印刷に出ません。", place=template.place, quote=key, hint=hint)
        for key in ("addressee", "contact")
        if context[key] and template.paragraph_with(key) is None
    ]


def _stretches(leaves: Sequence[Leaf], *, odd: bool) -> list[_PageRun]:
    """The pages to print, in order; `odd` says that the notice ends on the front of a leaf."""
    done: list[_PageRun] = []
    blank = odd
    for side in (side for leaf in leaves for side in leaf.sides):
        if not side.page:
            blank = True
            continue
        if done and not blank and done[-1].stem == side.paper.stem and done[-1].pages[-1] < side.page:
            done[-1].pages.append(side.page)
            done[-1].called.append(side.number)
        else:
            done.append(_PageRun(side.paper.stem, [side.page], [side.number], blank))
        blank = False
    return done


def _taken_from(paper: DocumentOutput, stretch: _PageRun, first: int) -> PacketPart:
    """Pages of a paper as a document of their own, stamped as they are in the packet."""
    document = paper.placed.document
    whole = len(stretch.pages) == paper.placed.pages
    begins = stretch.pages[0] == 1
    pages = ",".join(map(str, stretch.pages))
    data = paper.pdf if isinstance(paper.pdf, bytes) else paper.pdf.read_bytes()
    alts = document.alts if whole else ()
    request = IntakeRequest("", ".pdf", pages, document.title, alts, digest(data)[:12], ours=document.template is not None)
    made = take_generated(data, request)
    # The number and its mark tell the new page from the old one, also on a paper that has none in the packet.
    document = replace(document, continues=False, page_numbers=True, stamp=document.stamp if begins else "")
    return _leaf(document, made, first, blank=stretch.after_blank)


def _leaf(document: Document, made: GeneratedPdf, first: int, *, blank: bool = False) -> PacketPart:
    placed = PlacedDocument(document, first, made.taken.pages, blank)
    return PacketPart(placed, made.pdf, made.taken)
