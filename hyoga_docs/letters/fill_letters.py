"""Letters filled: which are asked for, their templates, what they lack, and a copy for each addressee where one names it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.letters import ASKED, no_calendar, nobody_to_write_to, not_written, unknown_letter
from hyoga_docs.core.problem import Problem, SpecError, has_errors
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.editions import public_edition
from hyoga_docs.plan.letters import CALENDAR, NAMES, PUBLIC_LETTERS, addressees, letter_title, letters_of, template_called
from hyoga_docs.plan.model import Document
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import sample_folder
from hyoga_docs.word.fill import fill
from hyoga_docs.word.letters.letter_context import for_addressee, letter_context
from hyoga_docs.word.printed_values import names_used, unwritten
from hyoga_docs.word.template import DocumentProperties, Template, read_template
from hyoga_docs.word.template_context import document_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.core.problem import Place
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.workspace_paths import MeetingFile
    from hyoga_docs.word.template_context import Context

_UNSAFE = re.compile(r'[<>:"/\\|?*\s\x00-\x1f]+')
#: What is wrong with papers or with a packet, and with no letter.
_OF_PAPERS = {"HD136", "HD301", "HD302"}
#: What a template prints of the papers, the charter and the roster: where these have mistakes, it would print them.
_OF_THE_PACKET = frozenset({"agenda_lines", "agenda_foot", "slides", "slide_pages", "papers", "references", "charter", "roster"})


@dataclass(frozen=True)
class FilledCopy:
    """One Word document of a letter; `stem` is its place in `letters/` without the ending, `called` whom it goes to, if anybody."""

    stem: str
    title: str
    docx: bytes
    called: str = ""


@dataclass(frozen=True)
class FilledLetter:
    """A letter by its template: one document, or one for each addressee."""

    template: Template
    title: str
    copies: tuple[FilledCopy, ...]
    for_each: bool


@dataclass
class FilledLetters:
    """The letters that have no mistakes, how many have, what was found, and the files that all of it stands on.

    `calendar` is the `.ics`, where it is asked for.
    """

    plan: Plan
    letters: list[FilledLetter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: int = 0
    templates: list[str] = field(default_factory=list)
    calendar: bytes | None = None


def fill_letters(meeting: MeetingFile, only: Sequence[str], machine: Machine) -> FilledLetters:
    """The letters that a meeting lists, or those named in `only`. Raises SpecError where its YAML cannot be understood."""
    workspace, found = load_workspace(meeting)
    plan, more = resolve(workspace)
    filled = FilledLetters(plan)
    attendance = meeting_attendance(workspace)
    context = letter_context(plan, attendance)
    public = {**letter_context(public_edition(plan), attendance), "open": context["open"]}
    of_packet = [each for each in (*found, *more) if each.code not in _OF_PAPERS]
    own = [path.stem for path in workspace.paths.templates.glob("*.docx") if not path.name.startswith("~$")]
    for name in only or letters_of(workspace):
        template_name = template_called(name, own)
        filled.templates.append(template_name or name)
        if template_name == CALENDAR:  # which phones and other people's servers will hold
            from hyoga_docs.letters.calendar import meeting_calendar  # noqa: PLC0415  no other letter needs its library

            filled.calendar = meeting_calendar(public_edition(plan))
            filled.problems += [no_calendar(workspace)] if filled.calendar is None else []
            continue
        place = None if only else _listed_at(plan, name)
        try:
            if template_name is None:
                raise SpecError([unknown_letter(name, own, place, workspace.paths.templates.name)])
            template = _template(plan, template_name, machine.limit)
            if names_used(template) & _OF_THE_PACKET and has_errors(of_packet):
                raise SpecError(of_packet)
            values = public if template_name in PUBLIC_LETTERS else context
            filled.letters.append(_filled(template, plan, attendance, values, machine))
        except SpecError as problem:
            filled.failed += 1
            filled.problems += problem.problems
    filled.problems = list(dict.fromkeys(filled.problems))
    return filled


def _listed_at(plan: Plan, name: str) -> Place:
    """Where a letter is listed: by the meeting, else by its body."""
    of = "platform" if plan.workspace.meeting.letters is None else "meeting"
    listed = plan.workspace.platform.letters if of == "platform" else plan.workspace.meeting.letters or ()
    return plan.workspace.place(of, "letters", listed.index(name))


def _template(plan: Plan, name: str, limit: float) -> Template:
    """The workspace's template, or ours where it is too old to have one. Raises SpecError for its mistakes."""
    folder = plan.workspace.paths.templates
    if name in NAMES and not (folder / f"{name}.docx").exists():
        folder = sample_folder() / "templates"
    template, problems = read_template(folder, name, limit)
    if template is None or problems:
        raise SpecError(problems)
    return template


def _filled(template: Template, plan: Plan, attendance: MeetingAttendance, context: Context, machine: Machine) -> FilledLetter:
    """A letter filled. Raises SpecError for mistakes of its template, and for what it prints and nobody wrote."""
    title = letter_title(template.name)
    document = Document(template.name, title, heading=title, template=template.name, fields=plan.workspace.meeting.fields)
    context = document_context(context, document)
    for_each = "addressee" in names_used(template)
    if missing := not_written(template.name, unwritten(template, context, ASKED), plan.workspace):
        raise SpecError(missing)
    if not for_each:
        return FilledLetter(template, title, (_copy(template, context, plan, title, machine),), for_each)
    roster = plan.workspace.roster
    members = addressees(attendance, roster.honorific if roster else None)
    if not members:
        raise SpecError([nobody_to_write_to(template.name, template.place)])
    width = max(2, len(str(len(members))))
    copies = tuple(
        replace(
            _copy(template, for_addressee(context, each), plan, f"{title}/{number:0{width}}-{_safe(each.called)}", machine),
            called=each.called,
        )
        for number, each in enumerate(members, 1)
    )
    return FilledLetter(template, title, copies, for_each)


def _copy(template: Template, context: Context, plan: Plan, stem: str, machine: Machine) -> FilledCopy:
    title = f"{stem.partition('/')[0]}（{plan.full_name}）"
    properties = DocumentProperties(title, "、".join(plan.workspace.platform.organizer), plan.workspace.meeting.date)
    return FilledCopy(stem, title, fill(template, context, properties, {}, f"letters/{stem}", machine.cache))


def _safe(name: str) -> str:
    """A name as a file may have it on any system."""
    return _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-.")[:60] or "宛名"
