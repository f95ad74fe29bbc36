"""Letters filled: which are asked for, their templates, what they lack, and a copy for each addressee where one names it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.check.attendance import check_attendance
from hyoga_docs.check.letters import ASKED, no_calendar, nobody_attends, nobody_to_write_to, not_written, unknown_letter
from hyoga_docs.check.results import check_missing_results, check_results
from hyoga_docs.core.file_names import file_stem
from hyoga_docs.core.problem import Problem, SpecError, has_errors
from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.plan.letters import (
    CALENDAR,
    MAIL,
    NAMES,
    OF_MEMBERS,
    PUBLIC_LETTERS,
    addressees,
    group_addressee,
    letter_title,
    letters_of,
    template_called,
)
from hyoga_docs.plan.model import Document
from hyoga_docs.plan.public_edition import public_edition
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import sample_folder
from hyoga_docs.word.fill import fill
from hyoga_docs.word.letters.letter_context import for_addressee, letter_context
from hyoga_docs.word.letters.mail_text import TextTemplate, fill_text, read_text_template
from hyoga_docs.word.printed_values import names_used, tags_of_template, unwritten
from hyoga_docs.word.template import DocumentProperties, Template, read_template
from hyoga_docs.word.template_context import document_context
from hyoga_docs.word.template_step import template_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from hyoga_docs.core.problem import Place
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.attendance import MeetingAttendance
    from hyoga_docs.plan.letters import Addressee
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.workspace_paths import MeetingFile
    from hyoga_docs.word.template_context import Context

#: What is wrong with papers or with a packet, and with no letter.
_OF_PAPERS = {"HD136", "HD301", "HD302"}
#: What a template prints of the papers, the charter and the roster: where these have mistakes, it would print them.
_OF_THE_PACKET = frozenset({"agenda_lines", "agenda_foot", "slides", "slide_pages", "papers", "references", "charter", "roster"})
#: What a template prints of who comes; where somebody is named there who is nobody, it would leave him out.
_OF_THE_DAY = frozenset({"attendance", "seating", "script", "minutes", "results"})
#: What a template prints of how the items of the agenda ended.
_RESULTS = frozenset({"minutes", "results"})


@dataclass(frozen=True)
class LetterCopy:
    """One document of a letter; `stem` is its place in `letters/` without the ending, `called` whom it goes to, if to one alone.

    `print_copy` is what LibreOffice is to print of one that people typed into.
    """

    stem: str
    suffix: str
    title: str
    data: bytes
    called: str = ""
    print_copy: bytes | None = None


@dataclass(frozen=True)
class FilledLetter:
    """A letter: one document, or one `for_each` addressee; of one from a Word `template` PDFs are made."""

    name: str
    copies: tuple[LetterCopy, ...]
    template: Template | None = None
    for_each: bool = False

    @property
    def title(self) -> str:
        """What it is called, as its files are."""
        return letter_title(self.name)


@dataclass
class FilledLetters:
    """The letters that have no mistakes, how many have, what was found, and the templates that all of it stands on."""

    plan: Plan
    letters: list[FilledLetter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: int = 0
    templates: list[Path] = field(default_factory=list)


def fill_letters(meeting: MeetingFile, only: Sequence[str], machine: Machine) -> FilledLetters:
    """The letters that a meeting lists, or those named in `only`. Raises SpecError where its YAML cannot be understood."""
    workspace, found = load_workspace(meeting)
    plan, more = resolve(workspace)
    of_packet = [each for each in (*found, *more) if each.code not in _OF_PAPERS]
    filled, filler = FilledLetters(plan), _Filler(plan, of_packet, machine, asks_results=bool(only or workspace.meeting.results))
    for name in only or letters_of(workspace):
        try:
            template = template_called(name, filler.own)
            filled.templates.append(filler.folder / _file_name(template or name))
            if template is None:
                raise SpecError([unknown_letter(name, filler.own, None if only else _listed_at(plan, name), filler.folder.name)])
            letter = filler.calendar() if template == CALENDAR else filler.filled(template)
            filled.letters.append(letter)
            filled.problems += [] if letter.copies else [no_calendar(workspace)]
        except SpecError as problem:
            filled.failed += 1
            filled.problems += problem.problems
    filled.problems = list(dict.fromkeys([*filled.problems, *not_written(filler.lacking, workspace), *filler.told]))
    return filled


class _Filler:
    """What the letters of a meeting have in common: its plan, what stands in the way of printing its packet, and their contexts."""

    def __init__(self, plan: Plan, of_packet: Sequence[Problem], machine: Machine, *, asks_results: bool) -> None:
        self.plan, self.of_packet, self.machine = plan, of_packet, machine
        self.folder = plan.workspace.paths.templates
        self.own = [path.stem for path in sorted(self.folder.glob("*.docx")) if not path.name.startswith("~$")]
        self.of_the_day = check_attendance(plan)
        self.attendance: MeetingAttendance = meeting_attendance(plan.workspace)
        self.context = letter_context(plan, self.attendance)
        self.asks_results = asks_results  # which nobody can know before the meeting
        self.told: list[Problem] = []  # what stands in no letter's way
        self.lacking: dict[str, list[str]] = {}  # values that nobody has written, and the letters that print them

    @cached_property
    def public(self) -> Context:
        """What the letters can print that everybody may read; which topics are closed, and why, they may say."""
        plan = public_edition(self.plan)
        public = letter_context(plan, meeting_attendance(plan.workspace))
        minutes = {**public["minutes"], "reason": self.context["minutes"]["reason"]}
        return {**public, "open": self.context["open"], "minutes": minutes}

    def calendar(self) -> FilledLetter:
        """The entry of a calendar, which phones and other people's servers will hold; none of a meeting in writing."""
        from hyoga_docs.letters.calendar import meeting_calendar  # noqa: PLC0415  no other letter needs its library

        title, data = letter_title(CALENDAR), meeting_calendar(public_edition(self.plan))
        return FilledLetter(CALENDAR, (LetterCopy(title, ".ics", title, data),) if data is not None else ())

    def filled(self, name: str) -> FilledLetter:
        """A letter. Raises SpecError for mistakes of its template, and for what it prints and nobody wrote."""
        template, title = self._template(name), letter_title(name)
        source = template.source if isinstance(template, TextTemplate) else tags_of_template(template)
        used = names_used(source)
        self._check_facts(name, used)
        document = Document(name, title, heading=title, template=name, fields=self.plan.workspace.meeting.fields)
        context = document_context(self.public if name in PUBLIC_LETTERS else self.context, document)
        members: tuple[Addressee, ...] = ()
        if "addressee" in used:
            members, group = self._members(), group_addressee(self.plan.workspace)
            first = members[0] if members else group
            if first is None:
                raise SpecError([nobody_to_write_to(name, self.plan.workspace)])
            context = for_addressee(context, first)
        with template_step(template.place, self.machine.limit):
            missing = unwritten(source, context, ASKED)
        if missing:
            for value in missing:
                self.lacking.setdefault(value, []).append(name)
            raise SpecError([])  # told once for all letters
        word = template if isinstance(template, Template) else None
        if not members:
            return FilledLetter(name, (self._copy(template, context, title),), word)
        width = max(2, len(str(len(members))))
        copies = tuple(
            self._copy(
                template, for_addressee(context, each), f"{title}/{number:0{width}}-{file_stem(each.called, '宛名')}", each.called
            )
            for number, each in enumerate(members, 1)
        )
        return FilledLetter(name, copies, word, for_each=True)

    def _check_facts(self, name: str, used: AbstractSet[str]) -> None:
        """Raises SpecError where what a letter prints, of which `used` are the names, is wrong or not there."""
        for names, problems in ((_OF_THE_PACKET, self.of_packet), (_OF_THE_DAY, self.of_the_day)):
            if used & names and has_errors(problems):
                raise SpecError(problems)
        if used & _RESULTS:
            if wrong := check_results(self.plan):
                raise SpecError(wrong)
            if self.asks_results:
                self.told += check_missing_results(self.plan)
        if name in OF_MEMBERS and not self.attendance.members:
            raise SpecError([nobody_attends(name, self.plan.workspace)])

    def _members(self) -> tuple[Addressee, ...]:
        return addressees(self.attendance, self.plan.workspace.roster)

    def _template(self, name: str) -> Template | TextTemplate:
        """The workspace's template, or ours where it is too old to have one. Raises SpecError for its mistakes."""
        folder = self.folder
        if name in NAMES and not (folder / _file_name(name)).exists():
            folder = sample_folder() / "templates"
        if name == MAIL:
            return read_text_template(folder, name, self.machine.limit)
        template, problems = read_template(folder, name, self.machine.limit)
        if template is None or problems:
            raise SpecError(problems)
        return template

    def _copy(self, template: Template | TextTemplate, context: Context, stem: str, called: str = "") -> LetterCopy:
        title = f"{stem.partition('/')[0]}（{self.plan.full_name}）"
        if isinstance(template, TextTemplate):
            return LetterCopy(stem, ".txt", title, fill_text(template, context).encode(), called)
        workspace = self.plan.workspace
        properties = DocumentProperties(title, "、".join(workspace.platform.organizer), workspace.meeting.date)
        data = fill(template, context, properties, {}, f"letters/{stem}", self.machine.cache)
        return LetterCopy(stem, ".docx", title, data, called)


def _listed_at(plan: Plan, name: str) -> Place:
    """Where a letter is listed: by the meeting, else by its body."""
    of = "platform" if plan.workspace.meeting.letters is None else "meeting"
    listed = plan.workspace.platform.letters if of == "platform" else plan.workspace.meeting.letters or ()
    return plan.workspace.place(of, "letters", listed.index(name))


def _file_name(template: str) -> str:
    return f"{template}.txt" if template == MAIL else f"{template}.docx"
