"""The steps of a build, each from frozen values to frozen values; `build.py` has their order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.check import run_checks
from hyoga_docs.check.supplied import KINDS
from hyoga_docs.office.convert import Converted, Office, Source, convert
from hyoga_docs.office.fonts import INSTALL as FONT_INSTALL
from hyoga_docs.office.fonts import missing_characters
from hyoga_docs.pdf.bind import Look, Sheet, bind
from hyoga_docs.pdf.facts import Facts, facts
from hyoga_docs.pdf.font import Subset, subset_font
from hyoga_docs.pdf.intake import PICTURES, Intake, take_in
from hyoga_docs.pdf.text import page_lines
from hyoga_docs.plan.packet import Part, lay_out
from hyoga_docs.plan.resolve import Document, Plan, resolve
from hyoga_docs.problem import ConversionError, MachineError, Problem, SpecError, error, has_errors, warning
from hyoga_docs.record.manifest import Entry, manifest
from hyoga_docs.record.review import page_text, review_text
from hyoga_docs.spec.ooxml import read_parts
from hyoga_docs.spec.workspace import load_workspace, spec_files
from hyoga_docs.store import Store, file_digest
from hyoga_docs.word.context import document_context, shared_context
from hyoga_docs.word.render import Properties, render
from hyoga_docs.word.template import Template, read_template
from hyoga_docs.word.text import document_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyoga_docs.office.fonts import Fonts

LABELS = "label"
_BOUND_AS_THEY_ARE = {".pdf", *PICTURES}
_SYMBOLS = {"OpenSymbol", "Symbol", "Wingdings"}


@dataclass(frozen=True)
class Ready:
    """A plan with everything that it needs found: its templates, and its supplied PDFs and pictures taken in."""

    plan: Plan
    templates: Mapping[str, Template]
    intakes: Mapping[str, Intake]
    digests: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def inputs(self) -> list[Path]:
        """Every file that the build stands on, those that could be there but are not among them."""
        workspace = self.plan.workspace
        spec = workspace.root / "meetings" / f"{workspace.name}.yaml"
        templates = [workspace.templates / f"{name}.docx" for name in self.templates]
        return [*spec_files(workspace.root, spec, workspace.meeting.common), *workspace.papers.values(), *templates]


def prepare(spec: Path, store: Store) -> Ready:
    """Loads, plans and checks a meeting. Raises SpecError with every mistake of every file."""
    workspace, problems = load_workspace(spec)
    plan, found = resolve(workspace)
    problems += [*found, *run_checks(plan)]
    templates: dict[str, Template] = {}
    for name in [*dict.fromkeys(document.template for document in plan.documents if document.template), LABELS]:
        template, found = read_template(workspace.templates, name)
        problems += found
        if template is not None:
            templates[name] = template
    intakes: dict[str, Intake] = {}
    digests = {document.key: file_digest(document.path) for document in plan.documents if document.path}
    bad = {problem.place for problem in problems if problem.code.startswith("HD30")}
    for document in plan.documents:
        suffix = document.path.suffix.lower() if document.path and document.template is None else ""
        if document.path is None or suffix not in _BOUND_AS_THEY_ARE or suffix not in KINDS or document.place in bad:
            continue
        intake, found = take_in(document.path, document.pages, store, digests[document.key], document.place)
        problems += found
        if intake is not None:
            intakes[document.key] = intake
    if has_errors(problems):
        raise SpecError(problems)
    return Ready(plan, templates, intakes, digests, tuple(problems))


def fill_templates(ready: Ready) -> dict[str, bytes]:
    """The Word documents by key, the labels' own among them. Raises SpecError for the templates' mistakes, all of them."""
    plan, problems, made = ready.plan, [], {}
    shared = shared_context(plan)
    stems = {document.key: document.stem for document in plan.documents}
    author, date = "、".join(plan.workspace.platform.organizer), plan.workspace.meeting.date
    for document in plan.documents:
        if document.template is None:
            continue

        def leads(target: str, key: str = document.key) -> str:
            other, _, anchor = target.partition("#")
            return f"#{anchor}" if other == key else f"{stems[other]}.pdf"

        title = f"{document.full_label}　{document.title}" if document.full_label else f"{document.title}（{plan.full_name}）"
        try:
            context = document_context(shared, document)
            made[document.key] = render(ready.templates[document.template], context, Properties(title, author, date), leads)
        except SpecError as problem:
            problems += [found for found in problem.problems if found not in problems]
    labels = stamped_labels(ready)
    if labels:
        try:
            made[LABELS] = render(ready.templates[LABELS], {"labels": labels}, Properties(LABELS, author, date), str)
        except SpecError as problem:
            problems += problem.problems
    if problems:
        raise SpecError([*ready.problems, *problems])
    return made


def is_stamped(document: Document, ready: Ready) -> bool:
    """Whether the binder prints the label: on a paper's first page, unless its template prints it."""
    if not document.full_label or document.continues:
        return False
    return document.template is None or not ready.templates[document.template].prints_label


def stamped_labels(ready: Ready) -> list[str]:
    """The labels that are stamped, in order, each once."""
    return list(dict.fromkeys(d.full_label for d in ready.plan.documents if is_stamped(d, ready)))


def check_fonts(ready: Ready, fonts: Fonts) -> None:
    """Raises MachineError when a font that a template or the page numbers ask for is not here."""
    wanted = {family for template in ready.templates.values() for family in template.fonts}
    style = ready.plan.workspace.platform.style
    if style.page_numbers.format:
        wanted.add(style.fonts.page_numbers)
    missing = sorted(family for family in wanted if fonts.find(family) is None)
    if missing:
        import sys  # noqa: PLC0415

        how = FONT_INSTALL.get(sys.platform, FONT_INSTALL["linux"])
        names = "、".join(missing)
        raise MachineError([error("HD711", f"書体「{names}」がありません。", quote=names, hint=f"入れる方法: {how}")])


def to_pdf(ready: Ready, made: Mapping[str, bytes], office: Office, on_progress: Callable[[int, int], None]) -> Converted:
    """Every Word document of ours and every supplied Office file as PDF. Raises ConversionError for those that fail."""
    sources = []
    for document in ready.plan.documents:
        if document.key in made:
            sources.append(Source(document.key, made[document.key], ".docx", document.place))
        elif document.path is not None and document.key not in ready.intakes:
            sources.append(Source(document.key, document.path.read_bytes(), document.path.suffix.lower(), document.place))
    if LABELS in made:
        sources.append(Source(LABELS, made[LABELS], ".docx", ready.templates[LABELS].place))
    converted = convert(sources, office, on_progress)
    if converted.problems:
        raise ConversionError([*ready.problems, *converted.problems])
    return converted


@dataclass(frozen=True)
class Packet:
    """The bound packet with all that is recorded of it: files by their path in the output folder."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...]
    pages: int
    converted: int = 0


@dataclass
class _Bound:
    """What a part of the packet is made of, found once."""

    sha: str
    pages: int
    tagged: bool
    chosen: tuple[int, ...]
    pdf: bytes | Path
    facts: Facts | None = field(default=None)


def make_packet(ready: Ready, made: Mapping[str, bytes], converted: Converted, office: Office) -> Packet:
    """Lays the packet out, binds it and writes its record."""
    plan, store = ready.plan, office.store
    bound = {document.key: _bound(document, ready, converted, store) for document in plan.documents}
    parts = lay_out(plan.documents, [len(bound[document.key].chosen) for document in plan.documents])
    sheets = [
        Sheet(
            part,
            bound[part.document.key].pdf,
            bound[part.document.key].sha,
            bound[part.document.key].chosen,
            stamped=is_stamped(part.document, ready),
            crowded=part.document.template is None,
        )
        for part in parts
    ]
    problems = [problem for document in plan.documents for problem in _substituted(document, bound[document.key], ready, made, office)]
    labels = stamped_labels(ready)
    try:
        packet, covered = bind(sheets, _look(plan, converted.pdfs.get(LABELS), labels, office), store)
    except ValueError as problem:
        hint = "一つの資料番号が1ページになるように、templates/label.docx を直してください。"
        raise SpecError([error("HD408", f"資料番号のひな形が使えません（{problem}）。", place=ready.templates[LABELS].place, hint=hint)]) from problem
    files = {"packet.pdf": packet, **_documents(parts, bound, made, store, ready)}
    entries = [_entry(part, bound[part.document.key], ready, made) for part in parts]
    files["manifest.json"] = manifest(plan, entries, packet, office.engine.name).encode()
    return Packet(files, (*problems, *covered), parts[-1].last_page if parts else 0, converted.fresh)


def _bound(document: Document, ready: Ready, converted: Converted, store: Store) -> _Bound:
    intake = ready.intakes.get(document.key)
    if intake is not None and document.path is not None:
        kept = store.get("bytes", intake.stored) if intake.stored else None
        pdf = kept if kept is not None else document.path
        return _Bound(ready.digests[document.key], intake.pages, intake.tagged, intake.chosen, pdf)
    data = converted.pdfs[document.key]
    sha = hashlib.sha256(data).hexdigest()
    known = facts(data, sha, store)
    return _Bound(sha, known.pages, known.tagged, tuple(range(known.pages)), data, known)


def _look(plan: Plan, labels: bytes | None, names: list[str], office: Office) -> Look:
    workspace = plan.workspace
    style = workspace.platform.style
    return Look(
        title=plan.title,
        author="、".join(workspace.platform.organizer),
        date=workspace.meeting.date,
        stamp=style.stamp,
        numbers=style.page_numbers,
        font=_number_font(plan, office),
        labels=labels,
        label_names=tuple(names),
    )


def _number_font(plan: Plan, office: Office) -> Subset | None:
    style = plan.workspace.platform.style
    face = office.fonts.find(style.fonts.page_numbers)
    if style.page_numbers.format is None or face is None:
        return None
    characters = "0123456789" + style.page_numbers.format.replace("{page}", "").replace("{pages}", "")
    try:
        return subset_font(*face, characters, office.store)
    except ValueError as problem:
        hint = "platform.yaml の page_numbers の format を変えてください。"
        raise SpecError([error("HD603", f"ページ番号の書体に「{problem}」がありません。", quote=str(problem), hint=hint)]) from problem


def _substituted(document: Document, bound: _Bound, ready: Ready, made: Mapping[str, bytes], office: Office) -> list[Problem]:
    """Fonts in a converted PDF that its document did not ask for: LibreOffice put them there without a word."""
    if bound.facts is None:
        return []
    data = made.get(document.key)
    named = ready.templates[document.template].fonts if document.template else _named_fonts(document)
    known = {office.fonts.postscript(family) for family in named} - {None}
    strange = [name for name in bound.facts.fonts if name and name.partition("-")[0] not in known | _SYMBOLS]
    if not strange:
        return []
    fonts = "、".join(strange)
    if data is not None:
        faces = [face for family in named if (face := office.fonts.find(family))]
        lacking = missing_characters("".join(document_lines(data)), faces)
        hint = "字を変えるか、その字のある書体をひな形で使ってください。"
        message = f"書体にない字「{lacking}」を別の書体（{fonts}）で印刷しました。"
        return [warning("HD502", message, place=document.place, quote=document.title, hint=hint, document=document.stem)]
    absent = sorted(family for family in named if office.fonts.find(family) is None)
    message = f"この機械にない書体を別の書体（{fonts}）で印刷しました。"
    hint = f"ない書体: {'、'.join(absent)}。見た目を確かめるか、PDF で受け取ってください。" if absent else "見た目を確かめてください。"
    return [warning("HD503", message, place=document.place, quote=document.title, hint=hint, document=document.stem)]


def _named_fonts(document: Document) -> set[str]:
    """Every font that an Office file names, themes included."""
    import re  # noqa: PLC0415

    if document.path is None:
        return set()
    found: set[str] = set()
    for name, content in read_parts(document.path.read_bytes()).items():
        if name.endswith(".xml"):
            text = content.decode("utf-8", "replace")
            found |= set(re.findall(r'(?:w:ascii|w:hAnsi|w:eastAsia|typeface|<name val|<rFont val)="([^"+]+)"', text))
    return found


def _documents(
    parts: tuple[Part, ...], bound: Mapping[str, _Bound], made: Mapping[str, bytes], store: Store, ready: Ready
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for part in parts:
        document, item = part.document, bound[part.document.key]
        data = made.get(document.key)
        if data is not None:
            files[f"documents/{document.stem}.docx"] = data
        files[f"documents/{document.stem}.pdf"] = item.pdf if isinstance(item.pdf, bytes) else item.pdf.read_bytes()
        if data is None and document.path is not None and document.path.suffix.lower() == ".docx":
            data = document.path.read_bytes()
        lines = document_lines(data) if data is not None else page_text(page_lines(item.pdf, item.chosen, store, item.sha))
        files[f"review/{document.stem}.md"] = review_text(document, lines).encode()
    return files


def _entry(part: Part, bound: _Bound, ready: Ready, made: Mapping[str, bytes]) -> Entry:
    document = part.document
    if document.path is not None:
        root = ready.plan.workspace.root
        source = document.path.resolve().relative_to(root).as_posix()
        return Entry(part, source, ready.digests[document.key], bound.tagged)
    return Entry(part, f"templates/{document.template}.docx", hashlib.sha256(made[document.key]).hexdigest(), bound.tagged)


