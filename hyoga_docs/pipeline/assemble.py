"""The second half of a build: the packet laid out, bound and recorded."""

from __future__ import annotations

import contextlib
from dataclasses import astuple, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hyoga_docs.check.intake_problems import intake_warnings, no_such_page
from hyoga_docs.check.office_fonts import differing_fonts, font_problem, pages_of
from hyoga_docs.check.office_problems import proof_problems
from hyoga_docs.check.office_proof import prove
from hyoga_docs.check.page_sizes import check_sizes
from hyoga_docs.check.paper_problems import readable_characters
from hyoga_docs.check.paper_steps import failed, not_bound, paper_step, papers_that_raise, raised
from hyoga_docs.check.sheet_problems import is_told, sheet_problems
from hyoga_docs.check.waivers import waive_of_pages
from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import file_digest
from hyoga_docs.core.problem import MachineError, Problem, SpecError, error, has_errors, warning
from hyoga_docs.pdf.binding.bind import BindOptions, BindResult, PacketPart, bind
from hyoga_docs.pdf.binding.embed_font import Subset, UnsuitableFontError, subset_font
from hyoga_docs.pdf.binding.label_box import LabelError
from hyoga_docs.pdf.intake.records import IntakeResult, IntakeWarning
from hyoga_docs.pdf.intake.sanitize import leftovers
from hyoga_docs.pdf.render.thumbnails import differing
from hyoga_docs.pdf.tagging import pdfua_check
from hyoga_docs.pipeline.manifest import ManifestEntry, PublicRecord, manifest
from hyoga_docs.pipeline.output_record import PACKET_FILE
from hyoga_docs.pipeline.prepare import PreparedMeeting
from hyoga_docs.pipeline.review import page_text, review_text
from hyoga_docs.pipeline.texts import kept_body, kept_lines
from hyoga_docs.plan.letters import letters_of
from hyoga_docs.plan.page_layout import PlacedDocument, lay_out, total_pages
from hyoga_docs.programs.fonts import is_private, missing_characters
from hyoga_docs.spec.formats import ooxml_of
from hyoga_docs.text.extract import UNSAVED
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.picture_words import picture_words
from hyoga_docs.text.pictures import count_pictures
from hyoga_docs.text.printed_fonts import PrintedText, printed_fonts
from hyoga_docs.word.label_template import NAME as LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.pipeline.convert import ConvertedDocuments
    from hyoga_docs.plan.model import Document, Plan
    from hyoga_docs.programs.libreoffice.convert import Office

_SYMBOLS = {"OpenSymbol", "Symbol", "Wingdings"}


@dataclass(frozen=True)
class BuiltPacket:
    """The bound packet with all that is recorded of it: files by their path in the output folder.

    `letters` are those that its meeting lists.
    """

    files: dict[str, bytes | Path]
    problems: tuple[Problem, ...]
    pages: int
    converted: int = 0
    public_pages: int = 0
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperPdf:
    """What a part of the packet is made of: its clean PDF, what is known of it, and whether our engine made it."""

    pdf: bytes | Path
    taken: IntakeResult
    converted: bool


@dataclass(frozen=True)
class DocumentOutput:
    """A document of the packet on its own: its clean PDF, its Word file where there is one, and its text for reviewers.

    `sha256` is that of the source, the docx for a document of ours.
    """

    placed: PlacedDocument
    source: str
    sha256: str
    pdf: bytes | Path
    docx: bytes | None
    review: str
    taken: IntakeResult


def print_papers(prepared: PreparedMeeting, converted: ConvertedDocuments, cache: Cache) -> list[DocumentOutput]:
    """Every document of the packet, laid out and in order, before anything is bound. Raises SpecError."""
    return _print_papers(prepared, all_bound(prepared, converted), cache)


def make_packet(
    prepared: PreparedMeeting,
    converted: ConvertedDocuments,
    office: Office,
    folder: Path,
    *,
    archival: bool = False,
    public: PublicRecord | None = None,
) -> BuiltPacket:
    """Lays the packet out, binds it into `folder` and writes its record; `archival` makes it PDF/A-2u, or raises SpecError."""
    plan, cache = prepared.plan, office.cache
    bound = all_bound(prepared, converted)
    papers = _print_papers(prepared, bound, cache)
    placed_documents = tuple(paper.placed for paper in papers)
    problems: list[Problem] = []
    for document in plan.documents:
        with paper_step(document, "変換した後の点検", problems):
            problems += _noticed(document, bound[document.key], prepared, office)
    _stop_at_errors(problems)
    problems = waive_of_pages(problems, plan.workspace)
    packet = folder / PACKET_FILE
    options = replace(bind_options(prepared, converted, office), archival=archival)
    found = bind_and_prove(prepared, placed_documents, bound, options, packet, cache)
    problems += found.problems
    files: dict[str, bytes | Path] = {PACKET_FILE: packet, **_files(papers)}
    entries = [ManifestEntry(paper.placed, paper.source, paper.sha256, paper.taken) for paper in papers]
    record = manifest(plan, entries, file_digest(packet), office.engine.name, accessible=found.accessible, public=public)
    files["manifest.json"] = record.encode()
    return BuiltPacket(files, tuple(problems), total_pages(placed_documents), converted.fresh, letters=letters_of(plan.workspace))


def bind_and_prove(
    prepared: PreparedMeeting,
    placed_documents: Sequence[PlacedDocument],
    bound: Mapping[str, PaperPdf],
    options: BindOptions,
    out: Path,
    cache: Cache,
) -> BindResult:
    """Binds documents that are placed into a file, and looks at what was saved; its problems are told too. Raises SpecError."""
    parts = [PacketPart(placed, bound[placed.document.key].pdf, bound[placed.document.key].taken) for placed in placed_documents]
    found = bind_parts(parts, options, prepared, out)
    if options.archival:
        _prove_archival(out)
    proved = _proved(out, placed_documents, prepared, found, cache, archival=options.archival)
    return replace(found, problems=[*found.problems, *proved])


def bind_parts(parts: Sequence[PacketPart], options: BindOptions, prepared: PreparedMeeting, out: Path) -> BindResult:
    """Binds papers of a meeting into a file.

    Raises SpecError for papers that cannot be bound, and for a template of labels that cannot be used.
    """
    results: list[BindResult] = []

    def run(some: Sequence[PacketPart]) -> None:
        try:
            results[:] = [bind(some if some is parts else _packet_of(some), options, out)]
        except LabelError as problem:
            hint = "一つの資料番号が1ページになるように、templates/label.docx を直してください。"
            message = f"資料番号のひな形が使えません（{problem}）。"
            raise SpecError([error("HD408", message, place=prepared.label_template.template.place, hint=hint)]) from problem

    guilty = papers_that_raise(parts, run, max((part.placed.document.time.limit for part in parts), default=0.0))
    if not guilty:
        return results[0]
    problems: list[Problem] = []
    for part, problem in guilty:
        ours = part.placed.document.path is None
        problems.append(not_bound(problem) if ours else failed(part.placed.document, "綴じ込み", problem))
    raise SpecError(problems)


def _packet_of(parts: Sequence[PacketPart]) -> list[PacketPart]:
    """Some of the parts as a packet of their own."""
    placed_documents = lay_out([part.placed.document for part in parts], [part.taken.pages for part in parts])
    return [replace(part, placed=placed) for part, placed in zip(parts, placed_documents, strict=True)]


def _stop_at_errors(problems: Sequence[Problem]) -> None:
    """Raises SpecError where there are errors of papers."""
    if has_errors(problems):
        raise SpecError(problems)


def _proved(
    packet: Path,
    placed_documents: Sequence[PlacedDocument],
    prepared: PreparedMeeting,
    found: BindResult,
    cache: Cache,
    *,
    archival: bool,
) -> list[Problem]:
    """Looks at the packet that was saved: nothing dangerous in it, and every supplied page as its source shows it.

    A paper that looked right is not looked at again before it changes.
    """
    left: set[str] = set()
    if (problem := raised(lambda: left.update(leftovers(packet)))) is not None:
        raise SpecError([not_bound(problem)])
    if left:
        hint = "この冊子は作りませんでした。資料を一つずつ外して、原因の資料を見つけてください。"
        raise SpecError([error("HD606", f"持ち込めないもの（{'、'.join(sorted(left))}）が残りました。", hint=hint)])
    problems: list[Problem] = []
    for placed in placed_documents:
        paper = prepared.papers.get(placed.document.key)
        if paper is None:
            continue
        look = partial(differing, packet, placed.first_page - 1, paper.looks, found.printed, found.fitted)
        # What lies over the pages is part of what was looked at, and so is how the packet was saved.
        over = [f"{found.printed.get(page)} {found.fitted.get(page)}" for page in range(placed.first_page - 1, placed.last_page)]
        with paper_step(placed.document, "綴じた後の見比べ", problems):
            pages = cache.remember("bound", digest(paper.key, placed.document.full_label, str(archival), *over), look)
            pictures = {page - 1 for loss in paper.taken.warnings if loss.code == "HD322" for page in loss.pages}
            problems += [_other_look(placed, page) for page in sorted(set(pages) - pictures)]
    _stop_at_errors(problems)
    return problems


def _other_look(placed: PlacedDocument, page: int) -> Problem:
    """A page (from 0) of a paper that looks other than its source."""
    document = placed.document
    message = "綴じたページの見た目が、もとの資料と違います。"
    hint = "そのページを目で確かめ、違っていたら、もとのソフトから PDF を作り直してもらってください。"
    told = warning("HD605", message, place=document.place, quote=document.title, hint=hint, document=document.stem)
    return replace(told, page=placed.first_page + page)


def _prove_archival(packet: Path) -> None:
    """Raises MachineError without the checker, SpecError where it finds that the packet is not PDF/A-2u."""
    from hyoga_docs.pdf.pdfa.to_pdfa import verify  # noqa: PLC0415  wanted only for the archive

    verdict = verify(packet)
    if not verdict.checked:
        hint = f"入れる方法: {pdfua_check.INSTALL}"
        raise MachineError([error("HD705", "PDF/A を確かめる page-validation がありません。", hint=hint)])
    if not verdict.clean:
        hint = "資料を一つずつ外して原因の資料を見つけ、作り直してもらってください。急ぐときは --pdfa を外してください。"
        said = "\n".join(verdict.failures[:20])
        raise SpecError([error("HD608", "冊子が PDF/A-2u の決まりに合いません。", quote=said, hint=hint)])


def all_bound(prepared: PreparedMeeting, converted: ConvertedDocuments) -> dict[str, PaperPdf]:
    """The PDFs of all the documents, by key. Raises SpecError for all the papers that have none."""
    problems: list[Problem] = []
    bound: dict[str, PaperPdf] = {}
    for document in prepared.plan.documents:
        with paper_step(document, "ページの選び出し", problems):
            bound[document.key] = _bound(document, prepared, converted)
    _stop_at_errors(problems)
    return bound


def _bound(document: Document, prepared: PreparedMeeting, converted: ConvertedDocuments) -> PaperPdf:
    paper = prepared.papers.get(document.key)
    if paper is not None:
        return PaperPdf(paper.pdf, paper.taken, converted=False)
    made = converted.pdfs[document.key]
    if not made.taken.chosen:
        raise SpecError([no_such_page(document, made.taken.source_pages)])
    return PaperPdf(made.pdf, made.taken, converted=True)


def bind_options(prepared: PreparedMeeting, converted: ConvertedDocuments, office: Office, characters: str = "") -> BindOptions:
    """How a packet of the meeting is printed on; `characters` may stand in page numbers beside digits."""
    plan, workspace = prepared.plan, prepared.plan.workspace
    style = workspace.platform.style
    return BindOptions(
        title=plan.title,
        author="、".join(workspace.platform.organizer),
        date=workspace.meeting.date,
        stamp=style.stamp,
        numbers=style.page_numbers,
        font=number_font(plan, office, characters),
        labels=converted.pdfs[LABEL].pdf if LABEL in converted.pdfs else None,
        label_names=plan.stamps,
        fit=style.pages.supplied == "fit",
    )


def number_font(plan: Plan, office: Office, more: str = "") -> Subset | None:
    """The font of page numbers and marks with the characters of both and `more`; None where neither is printed."""
    style = plan.workspace.platform.style
    face, format_ = office.fonts.find(style.fonts.page_numbers), style.page_numbers.format or ""
    if not (format_ or plan.marks) or face is None:
        return None
    characters = "0123456789" + more + format_.replace("{page}", "").replace("{pages}", "") + "".join(plan.marks)
    try:
        return subset_font(*face, characters, office.cache)
    except UnsuitableFontError as problem:
        hint = "platform.yaml の fonts の page_numbers に、BIZ UDゴシックなどを書いてください。"
        raise SpecError([error("HD604", f"{problem}。", quote=style.fonts.page_numbers, hint=hint)]) from problem
    except ValueError as problem:
        hint = "platform.yaml の page_numbers の format か、資料の mark を変えてください。"
        raise SpecError(
            [error("HD603", f"ページ番号と注意（mark）の書体に「{problem}」がありません。", quote=str(problem), hint=hint)]
        ) from problem


def _noticed(document: Document, bound: PaperPdf, prepared: PreparedMeeting, office: Office) -> list[Problem]:
    """What the engine did without a word: fonts put in the place of others, characters not printed, tables without a head."""
    if not bound.converted:
        return []
    boxes = [each for each in bound.taken.warnings if each.code == "HD504"]
    if document.key in prepared.made:
        return _unprinted(document, bound, prepared, office) or intake_warnings(document, boxes)
    texts = _printed_texts(document, prepared, office.cache)
    others = [each for each in bound.taken.warnings if each not in boxes]
    missing = _missing(boxes, texts, bound.taken.text, office)
    told = [*intake_warnings(document, [*missing, *others]), *check_sizes(document, bound.taken.sizes, prepared.plan)]
    told += [*_substituted(document, bound, texts, office), *sheet_problems(document, bound.taken.sheet)]
    unprintable = "".join(each.words for each in missing)
    return [*told, *_proved_words(document, bound.taken, prepared, unprintable, office.cache)]


def _missing(
    boxes: Sequence[IntakeWarning], texts: Sequence[PrintedText], pages: Sequence[Sequence[str]], office: Office
) -> Sequence[IntakeWarning]:
    """The characters that no font has, and 外字, for which another font may have any sign."""
    drawn = [each for each in texts if any(map(is_private, each.characters)) and not office.replacements.is_here(each.font)]
    characters = {c for each in drawn for c in each.characters if is_private(c)}
    on = {page for each in boxes for page in each.pages} | set(pages_of([each.paragraph for each in drawn], pages) if drawn else ())
    if boxes:  # what LibreOffice says of a box may be the character beside it
        characters |= set(missing_characters("".join(each.characters for each in texts), office.fonts.faces(), office.cache))
    return [IntakeWarning("HD504", "".join(sorted(characters)), tuple(sorted(on)))] if characters else boxes


def _proved_words(
    document: Document, taken: IntakeResult, prepared: PreparedMeeting, unprintable: str, cache: Cache
) -> list[Problem]:
    """What a supplied Office file shows that its pages do not, and the other way round; of some of its pages nobody can tell."""
    if document.path is None or taken.pages < taken.source_pages:
        return []
    data = prepared.print_copies[document.key].data
    suffix = ooxml_of(document.path.suffix)
    body = kept_body(data, suffix, digest(data), cache)
    lost = max(0, count_pictures(data, suffix) - taken.pictures)
    proof = prove(body, taken.text, unprintable, picture_words(data))
    missing = tuple(each for each in proof.missing if not is_told(each.where, each.words, taken.sheet))
    return proof_problems(document, replace(proof, missing=missing, pictures=lost))


def _printed_texts(document: Document, prepared: PreparedMeeting, cache: Cache) -> list[PrintedText]:
    """What a supplied Office file prints in which font; nothing of one that our reader does not open."""
    copy, path = prepared.print_copies.get(document.key), document.path
    if copy is None or path is None:
        return []

    def read() -> list[list[Any]]:
        try:
            return [list(astuple(each)) for each in printed_fonts(copy.data, ooxml_of(path.suffix))]
        except UnusableFileError:  # LibreOffice opens what our reader does not
            return []

    return [PrintedText(*each) for each in cache.remember("printed-fonts", digest(copy.data), read)]


def _strange(bound: PaperPdf, named: frozenset[str], office: Office) -> list[str]:
    """The fonts of a PDF that nothing asked for."""
    known = {office.fonts.postscript(family) for family in named} - {None}
    return [name for name in bound.taken.fonts if name and name.partition("-")[0] not in known | _SYMBOLS]


def _unprinted(document: Document, bound: PaperPdf, prepared: PreparedMeeting, office: Office) -> list[Problem]:
    """Characters of ours that no font of the template has."""
    asked = prepared.templates[document.template].fonts if document.template else frozenset()
    named = frozenset(other.font if (other := office.replacements.of(family)) is not None else family for family in asked)
    faces = [face for family in named if (face := office.fonts.find(family))]
    data = prepared.made[document.key]
    key = digest(data, office.fonts.fingerprint, *sorted(named))
    words = "".join(kept_lines(data, ".docx", office.cache))
    lacking = office.cache.remember("lacking", key, lambda: missing_characters(words, faces, office.cache))
    if not lacking:
        return []
    strange = _strange(bound, named, office)
    how = f"別の書体（{'、'.join(strange)}）で" if strange else "□などで"
    hint = "字を変えるか、その字のある書体をひな形で使ってください。"
    message = f"書体にない字「{readable_characters(lacking)}」を{how}印刷しました。"
    return [warning("HD502", message, place=document.place, quote=document.title, hint=hint, document=document.stem)]


def _substituted(document: Document, bound: PaperPdf, texts: Sequence[PrintedText], office: Office) -> list[Problem]:
    """Fonts that LibreOffice put in the place of others in a supplied file."""
    expected = office.replacements.printed_for({each.font for each in texts})
    strange = _strange(bound, expected, office)
    lacking = ""
    if strange:
        faces = [face for family in sorted(expected) if (face := office.fonts.find(family))]
        lacking = missing_characters("".join(line for lines in bound.taken.text for line in lines), faces, office.cache)
    problem = font_problem(document, differing_fonts(texts, office.replacements, bound.taken.text), lacking, strange)
    return [problem] if problem is not None else []


def _print_papers(prepared: PreparedMeeting, bound: Mapping[str, PaperPdf], cache: Cache) -> list[DocumentOutput]:
    documents = prepared.plan.documents
    placed_documents = lay_out(documents, [bound[document.key].taken.pages for document in documents])
    papers: list[DocumentOutput] = []
    problems: list[Problem] = []
    for placed in placed_documents:
        with paper_step(placed.document, "見比べるための文字の書き出し", problems):
            papers.append(_print_paper(placed, bound[placed.document.key], prepared, cache))
    _stop_at_errors(problems)
    return papers


def _print_paper(placed: PlacedDocument, bound: PaperPdf, prepared: PreparedMeeting, cache: Cache) -> DocumentOutput:
    document, taken = placed.document, bound.taken
    data = prepared.made.get(document.key)
    if document.path is not None:
        source = document.path.resolve().relative_to(prepared.plan.workspace.paths.root).as_posix()
        sha = prepared.digests[document.key]
    else:
        source, sha = f"templates/{document.template}.docx", sha256(prepared.made[document.key]).hexdigest()
    whole = taken.chosen == tuple(range(taken.source_pages))
    lines: list[str] | None = kept_lines(data, ".docx", cache) if data is not None else None
    if data is None and whole and document.path is not None and document.key in prepared.print_copies:
        with contextlib.suppress(UnusableFileError):  # LibreOffice opens what our reader does not; then its pages say what it says
            lines = kept_lines(prepared.print_copies[document.key].data, ooxml_of(document.path.suffix), cache)
    lines = page_text(taken.text, document.alts) if lines is None or UNSAVED in lines else lines
    return DocumentOutput(placed, source, sha, bound.pdf, data, review_text(document, lines), taken)


def _files(papers: Sequence[DocumentOutput]) -> dict[str, bytes | Path]:
    """What lies in `documents/` and `review/`."""
    files: dict[str, bytes | Path] = {}
    for paper in papers:
        stem = paper.placed.document.stem
        if paper.docx is not None:
            files[f"documents/{stem}.docx"] = paper.docx
        files[f"documents/{stem}.pdf"] = paper.pdf
        files[f"review/{stem}.md"] = paper.review.encode()
    return files
