"""The first half of a build: everything loaded, planned, checked and filled in, and no PDF touched that is known already."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.intake_problems import intake_rejected, intake_warnings
from hyoga_docs.check.office_problems import office_problems
from hyoga_docs.check.page_sizes import check_papers
from hyoga_docs.check.paper_problems import by_paper
from hyoga_docs.check.paper_steps import errors_of_papers, paper_step, papers_that_raise, unchecked
from hyoga_docs.check.publication import check_withheld_pages
from hyoga_docs.check.run import check_texts, run_checks
from hyoga_docs.check.supplied_files import cannot_open
from hyoga_docs.check.told_once import told_once
from hyoga_docs.check.waivers import waive
from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import file_digest
from hyoga_docs.core.problem import MachineError, Place, Problem, Severity, SpecError, error, has_errors, warning
from hyoga_docs.pdf.intake.records import IntakeRejected
from hyoga_docs.pipeline.intake import IntakeRun, SuppliedPaper, demand_isolation, request_for
from hyoga_docs.pipeline.machine import IntakeSettings
from hyoga_docs.pipeline.ocr import read_scans
from hyoga_docs.pipeline.papers_to_come import turned_sheets
from hyoga_docs.pipeline.print_copies import print_copy_of
from hyoga_docs.pipeline.texts import gather
from hyoga_docs.pipeline.to_ooxml import to_ooxml
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.model import OF_THE_TOOL, Document, Plan
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.programs.fonts import INSTALL as FONT_INSTALL
from hyoga_docs.programs.libreoffice.engine import INSTALL as ENGINE_INSTALL
from hyoga_docs.programs.libreoffice.font_replacements import FontReplacements
from hyoga_docs.spec.formats import Opened, is_opened, is_printed_by_office, ooxml_of
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import sample_folder
from hyoga_docs.spec.yaml.fixes import is_exact
from hyoga_docs.text.ooxml.formulas import has_formulas
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.word.fill import fill
from hyoga_docs.word.label_template import NAME as LABEL
from hyoga_docs.word.label_template import LabelTemplate
from hyoga_docs.word.template import DocumentProperties, Template, read_template
from hyoga_docs.word.template_context import document_context, shared_context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterable, Mapping, Sequence

    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.programs.fonts import InstalledFonts
    from hyoga_docs.programs.libreoffice.engine import Engine
    from hyoga_docs.programs.ocrmypdf import OcrPrograms
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths
    from hyoga_docs.text.print_copy.records import PrintCopy

#: What the letters print beside what all templates can, by how it begins in them.
_OF_LETTERS = ("notice", "open", "topics", "attendance", "seating", "script", "minutes")


@dataclass(frozen=True)
class PreparedMeeting:
    """A plan with everything that it needs: templates, supplied PDFs and pictures taken in, Word documents filled.

    `digests` are those of the supplied files, `made` the Word documents, `print_copies` the supplied Office files, all by key.
    """

    plan: Plan
    templates: Mapping[str, Template]
    label_template: LabelTemplate
    papers: Mapping[str, SuppliedPaper]
    digests: Mapping[str, str]
    made: Mapping[str, bytes]
    print_copies: Mapping[str, PrintCopy]
    problems: tuple[Problem, ...]

    @property
    def inputs(self) -> list[Path]:
        """Every file that the build stands on; also a roster or charter that is not there, for it may come."""
        workspace = self.plan.workspace
        templates = [workspace.paths.templates / f"{name}.docx" for name in (*self.templates, LABEL)]
        return [*workspace.written, *workspace.papers.values(), *templates]

    @property
    def digests_by_path(self) -> dict[str, str]:
        """The digests of the supplied files as they were planned."""
        return {str(each.path): self.digests[each.key] for each in self.plan.documents if each.path and each.key in self.digests}


def prepare(
    meeting: MeetingFile,
    settings: IntakeSettings,
    ocr: OcrPrograms | None = None,
    *,
    today: dt.date | None = None,
    final: bool = False,
    left_out: Mapping[Place, str] | None = None,
) -> PreparedMeeting:
    """Loads, plans and checks a meeting; scanned pages are read where `ocr` says how.

    `today` lets days that have passed be told, `final` makes errors of what only a draft may have. `left_out` says of
    papers, by where they are written, why sheets are to stand in their places.

    Raises SpecError with every mistake of every file.
    """
    cache = settings.cache
    workspace, problems = load_workspace(meeting)
    demand_isolation(workspace.platform, settings)
    plan, found = resolve(workspace)
    plan = plan.with_sheets(left_out or {}).with_limit(settings.limit)
    problems = [*_unanswered([*problems, *found], plan), *run_checks(plan)]
    templates, found = read_templates(plan, settings.limit)
    problems += found
    plan = plan.with_stamps({name for name, template in templates.items() if template.prints_label})
    label_template = LabelTemplate(templates.pop(LABEL)) if LABEL in templates else None
    digests, found = _digests(plan, errors_of_papers(problems))
    problems += found
    supplied = {d.key: d for d in plan.documents if d.key in digests and d.template is None and _bound_as_it_is(d)}
    orders = {key: request_for(document, digests[key]) for key, document in supplied.items()}
    more = any(is_opened(path.suffix, Opened.OFFICE) for path in workspace.papers.values())  # that LibreOffice will make
    with IntakeRun(
        orders, digests, settings if more else replace(settings, hand_over=None)
    ) as reading:  # in processes of their own, while the Word documents are filled
        made, found = fill_documents(plan, templates, cache)
        problems += found
        print_copies, found = _print_copies(plan, digests, settings)
        problems += found
        if label_template is not None:
            try:
                label_template = label_template.filled(plan.stamps, properties_of(plan, LABEL), cache)
            except SpecError as problem:
                problems += problem.problems
        answers = reading.answers()
    papers = {key: answer for key in supplied if isinstance(answer := answers[key], SuppliedPaper)}
    for key in supplied:
        if isinstance(answer := answers[key], IntakeRejected):
            with paper_step(supplied[key], "読み込み", problems):  # an answer that we do not know is the paper's doing
                problems.append(intake_rejected(supplied[key], answer))
    if ocr is not None and not has_errors(problems):
        papers = read_scans(papers, settings, ocr)
    made |= turned_sheets(plan.documents, made, papers, print_copies)
    taken = {key: paper.taken for key, paper in papers.items()}
    for key, each in taken.items():
        with paper_step(supplied[key], "読み込み", problems):
            problems += intake_warnings(supplied[key], each.warnings)
    problems += check_withheld_pages(plan, taken)
    context = CheckContext(plan, workspace.wording, today, final, settings.limit)
    bad = errors_of_papers(problems)
    readable = {d.key: digests[d.key] for d in plan.documents if d.key in digests and d.place not in bad}
    texts, found = gather(plan, made, print_copies, taken, readable, cache)
    problems += [*found, *check_papers(plan, taken, context), *_checked(texts, context)]
    unseen = [document.place for document in plan.documents if document.key in print_copies]
    problems = by_paper(told_once(_with_exact_fixes(waive(problems, workspace, unseen), workspace)), plan)
    if has_errors(problems) or label_template is None:
        raise SpecError(problems)
    return PreparedMeeting(plan, templates, label_template, papers, digests, made, print_copies, tuple(problems))


def _with_exact_fixes(problems: Sequence[Problem], workspace: Workspace) -> list[Problem]:
    """The problems, without fixes of words that do not stand in their file letter by letter, as those of a folded text."""
    sources = {source.name: source for source in workspace.sources.values()}
    of_texts = {each.fix for each in problems if each.fix and each.stretch}
    inexact = {fix for fix in of_texts if fix.file not in sources or not is_exact(fix, sources[fix.file])}
    return [replace(each, fix=None) if each.fix in inexact else each for each in problems]


def _bound_as_it_is(document: Document) -> bool:
    return document.path is not None and is_opened(document.path.suffix, Opened.PAGES, Opened.PICTURE)


def _digests(plan: Plan, bad: Container[Place]) -> tuple[dict[str, str], list[Problem]]:
    """The digests of the supplied files by key, without those of papers that are bad already, and what cannot be read."""
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for document in plan.documents:
        if document.path and document.place not in bad:
            with paper_step(document, "読み込み", problems):
                digests[document.key] = file_digest(document.path)
    return digests, problems


def _unanswered(problems: Iterable[Problem], plan: Plan) -> list[Problem]:
    """The problems without those of papers in whose places sheets stand."""
    answered = {document.place for document in plan.documents if document.left_out}
    return [problem for problem in problems if not errors_of_papers([problem]).keys() & answered]


def template_of(paths: WorkspacePaths, name: str, limit: float) -> tuple[Template | None, list[Problem]]:
    """The workspace's template of this name, or what is wrong with it; one that is too old to have it has ours."""
    folder = paths.templates
    if name in OF_THE_TOOL and not (folder / f"{name}.docx").exists():
        folder = sample_folder() / "templates"
    return read_template(folder, name, limit)


def read_templates(plan: Plan, limit: float) -> tuple[dict[str, Template], list[Problem]]:
    """The templates that are wanted, by name, without those that have mistakes, and the mistakes."""
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name in [*dict.fromkeys(document.template for document in plan.documents if document.template), LABEL]:
        template, found = template_of(plan.workspace.paths, name, limit)
        problems += found
        if template is not None and not found:
            templates[name] = template
    return templates, problems


def _checked(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """What the checks find in the texts; a text that a check cannot bear is left unchecked, and that is said."""
    found: list[Problem] = []
    unreadable: list[Problem] = []

    def run(some: Sequence[CheckedText]) -> None:
        found[:] = check_texts(some, context)

    while guilty := papers_that_raise(texts, run, context.limit):
        unreadable += [unchecked(text, problem) for text, problem in guilty]
        texts = [text for text in texts if all(text is not each for each, _ in guilty)]
    return [*found, *unreadable]


def _print_copies(plan: Plan, digests: Mapping[str, str], settings: IntakeSettings) -> tuple[dict[str, PrintCopy], list[Problem]]:
    """The supplied papers that LibreOffice prints, as it is to print them, by key, and what is told of them."""
    printed = [d for d in plan.documents if d.key in digests and d.path is not None and is_printed_by_office(d.path.suffix)]
    made, problems = to_ooxml(printed, settings)
    copies: dict[str, PrintCopy] = {}
    for document in printed:
        if document.path is None or document.key not in made:
            continue
        data, suffix = made[document.key], ooxml_of(document.path.suffix)
        with paper_step(document, "印刷用の写しの作成", problems):
            try:
                copy = copies[document.key] = print_copy_of(document, data, suffix, digest(data), settings.cache)
            except UnusableFileError as problem:
                problems.append(cannot_open(document, problem))
            else:
                problems += office_problems(document, copy.findings)
    return copies, problems


def fill_documents(plan: Plan, templates: Mapping[str, Template], cache: Cache) -> tuple[dict[str, bytes], list[Problem]]:
    """The Word documents by key, and the mistakes of all the templates.

    What only letters print (who comes, who sits where) is there for a template that asks for it, as a list of who attends may be
    a paper of the packet.
    """
    shared = shared_context(plan)
    if any(template.paragraph_with(name) for template in templates.values() for name in _OF_LETTERS):
        from hyoga_docs.word.letters.letter_context import letter_context  # noqa: PLC0415  few packets hold such a paper

        shared = letter_context(plan, meeting_attendance(plan.workspace))
    stems = {document.key: document.stem for document in plan.documents}
    made: dict[str, bytes] = {}
    problems = [*_unprinted_schedules(plan, templates), *_unheeded_style(plan, templates)]
    for document in plan.documents:
        if document.template is None or document.template not in templates:
            continue  # supplied; or missing or broken, and reported as such
        title = document.name if document.full_label else f"{document.title}（{plan.full_name}）"
        context = document_context(shared, document)
        with paper_step(document, "差し込み", problems):
            made[document.key] = fill(templates[document.template], context, properties_of(plan, title), stems, document.key, cache)
    return made, list(dict.fromkeys(problems))


def _unheeded_style(plan: Plan, templates: Mapping[str, Template]) -> list[Problem]:
    """What a house asks of templates that are older than its being asked, and so would print as before."""
    style = plan.workspace.platform.style
    asked = [
        ("agenda", "agenda_style", "style の agenda", bool({"name", "lines"} & style.agenda.model_fields_set)),
        ("agenda-table", "agenda_style", "style の agenda", bool({"name", "lines"} & style.agenda.model_fields_set)),
        ("handout-list", "list_mark", "style の handout_list", "handout_list" in style.model_fields_set),
        ("cover", "handed_out", "「当日配付」など", any(each.handed_out not in {"", "後日配付"} for each in plan.documents)),
        ("roster", "category_rows", "名簿の category_rows", plan.roster is not None and plan.roster.category_rows),
    ]
    hint = "手を入れていないひな形なら、新しい作業場所（hyoga-docs init）の templates/ から写してください。"
    return [
        warning("HD414", f"ひな形が古いので、{key} が印刷に出ません。", place=templates[name].place, quote=word, hint=hint)
        for name, word, key, is_asked in asked
        if is_asked and name in templates and templates[name].paragraph_with(word) is None
    ]


def _unprinted_schedules(plan: Plan, templates: Mapping[str, Template]) -> list[Problem]:
    """A charter whose 別表 no template prints, as one that is older than they are."""
    printing = [template for template in templates.values() if template.paragraph_with("charter")]
    if plan.charter is None or not plan.charter.schedules or not printing or any(t.paragraph_with("schedules") for t in printing):
        return []
    message = f"ひな形に別表を印刷するところがないので、{plan.charter.schedules[0].label}が印刷されません。"
    hint = "templates/README.md の「別表」の段落を、附則の後に足してください。"
    return [error("HD148", message, place=printing[0].place, quote="charter.schedules", hint=hint)]


def properties_of(plan: Plan, title: str) -> DocumentProperties:
    return DocumentProperties(title, "、".join(plan.workspace.platform.organizer), plan.workspace.meeting.date)


def check_fonts(prepared: PreparedMeeting, fonts: InstalledFonts) -> list[Problem]:
    """What is printed for fonts of templates that are not here.

    Raises MachineError when a font that a template, the page numbers or the house's replacements ask for cannot be had.
    """
    workspace, style = prepared.plan.workspace, prepared.plan.workspace.platform.style
    house = workspace.platform.fonts
    wanted = [(workspace.place("platform", "fonts", name), font) for name, font in house.items()]
    if style.page_numbers.format or prepared.plan.marks:
        wanted.append((workspace.place("platform", "style", "fonts"), style.fonts.page_numbers))
    told = template_fonts([*prepared.templates.values(), prepared.label_template.template], fonts, house, wanted)
    return [told] if told is not None else []


def check_formulas(prepared: PreparedMeeting, engine: Engine) -> None:
    """Raises MachineError when a paper has formulas and LibreOffice here cannot print any, SpecError for papers that raise."""
    if not engine.drops_formulas:
        return
    hint = f"入れる方法: {ENGINE_INSTALL['linux']}（または、PDF で受け取ってください）"
    missing: list[Problem] = []
    problems: list[Problem] = []
    for document in prepared.plan.documents:
        copy = prepared.print_copies.get(document.key)
        with paper_step(document, "数式の点検", problems):
            if copy is not None and has_formulas(copy.data):
                message = "数式を印刷する LibreOffice Math がありません。"
                missing.append(
                    error("HD701", message, place=document.place, quote=document.file_name, hint=hint, document=document.stem)
                )
    if missing:
        raise MachineError(missing)
    if problems:
        raise SpecError(problems)


def template_fonts(
    templates: Iterable[Template], fonts: InstalledFonts, house: Mapping[str, str], others: Sequence[tuple[Place, str]] = ()
) -> Problem | None:
    """What is told of fonts of templates for which others of their kind are printed; `house` is the table of a body.

    `others` are asked for elsewhere, and nothing stands in for them. Raises MachineError when a font cannot be had.
    """
    missing: dict[str, list[Place]] = {}
    for place, family in (*((each.place, family) for each in templates for family in sorted(each.fonts)), *others):
        if fonts.find(family) is None:
            missing.setdefault(family, []).append(place)
    if not missing:
        return None
    replacements = FontReplacements(fonts, house)
    needed = {family for _, family in others}
    replaced = {family: printed for family in missing if family not in needed and (printed := replacements.of(family)) is not None}
    if lacking := [_no_font(family, places) for family, places in missing.items() if family not in replaced]:
        raise MachineError(lacking)
    pairs = "、".join(f"{family}→{printed.font}" for family, printed in replaced.items())
    files = "、".join(dict.fromkeys(place.file for family in replaced for place in missing[family]))
    message = f"ひな形の書体のうち、この機械にないものを、同じ種類の書体で印刷しました（{pairs}）。"
    hint = "行の切れ目を目で確かめてください。かわりの書体は platform.yaml の fonts で決められます。"
    return Problem(Severity.NOTE, "HD412", message, place=missing[next(iter(replaced))][0], quote=files, hint=hint)


def _no_font(family: str, places: Sequence[Place]) -> Problem:
    how = FONT_INSTALL.get(sys.platform, FONT_INSTALL["linux"])
    hint = f"入れる方法: {how}（ほかの書体なら、ひな形や platform.yaml の書体を変えてください）"
    message = f"書体「{family}」がこの機械にありません（{'、'.join(dict.fromkeys(place.file for place in places))}）。"
    return error("HD711", message, place=places[0], quote=family, hint=hint)
