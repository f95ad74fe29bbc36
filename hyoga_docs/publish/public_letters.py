"""The letters that go on the web: 開催案内 and 会議概要 where the meeting lists them, and the 会議録 that a person has finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import PAPER, copy_it_in, read_plain
from hyoga_docs.core.problem import SpecError, error
from hyoga_docs.letters.fill_letters import fill_letters
from hyoga_docs.letters.result import FOLDER
from hyoga_docs.letters.write_letters import convert_letters
from hyoga_docs.pipeline.convert import convert_documents, source_of
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.pipeline.output_record import LETTERS, is_ours, read_record
from hyoga_docs.pipeline.print_copies import print_copy_of
from hyoga_docs.plan.letters import letter_title, letters_of
from hyoga_docs.plan.model import Document
from hyoga_docs.publish.public_papers import PublicPdf
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.word.merging.merge import is_typed_into

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hyoga_docs.core.problem import Place, Problem
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile
    from hyoga_docs.word.template import Template

#: The letters that have a place on the page, as they are called.
_ON_THE_PAGE = {"開催案内", "会議概要"}
_MINUTES = "minutes"
#: How the file of a 会議録 ends that was made for everybody, beside the whole one: of what was not open it says nothing.
_FOR_ALL = "（公開用）"
_OPENS = "Word で開けるか確かめてください。"
_UNFINISHED = "「hyoga-docs minutes」で作り、Word で書き終えてから公開してください。まだなら、minutes の public を消してください。"


@dataclass(frozen=True)
class LetterPrinter:
    """What makes the public letters of one meeting in `folder`; `plan` is that of the members, whose places lead into the YAML."""

    meeting: MeetingFile
    plan: Plan
    office: Office
    machine: Machine
    folder: Path

    def print_all(self, say: Callable[[str], None]) -> tuple[list[PublicPdf], list[Template]]:
        """The letters, and the templates that made any. Raises HyogaError."""
        found, made = [], self._made(say)
        for template, pdf in made:
            typed = self._typed(letter_title(template.name))
            found.append(pdf if typed is None else self._printed(template.name, typed, template.place))
        if self.plan.workspace.meeting.minutes.public:
            found.append(self._minutes())
        return found, [template for template, _ in made]

    def _made(self, say: Callable[[str], None]) -> list[tuple[Template, PublicPdf]]:
        """The letters as they are made anew, each with the template that made it."""
        wanted = [name for name in letters_of(self.plan.workspace) if letter_title(name) in _ON_THE_PAGE]
        if not wanted:
            return []
        filled = fill_letters(self.meeting, wanted, self.machine)
        if filled.failed:
            raise SpecError(filled.problems)
        converted, _ = convert_letters(filled, self.machine, say)
        made = []
        for letter in filled.letters:
            if letter.template is not None and not letter.for_each:
                pdf = converted.pdfs[letter.copies[0].stem]
                made.append((letter.template, self._written(letter.name, pdf.pdf, pdf.taken.pages)))
        return made

    def _path(self, title: str) -> Path:
        return self.meeting.workspace.build / self.meeting.path.stem / FOLDER / f"{title}.docx"

    def _typed(self, title: str) -> Path | None:
        """The Word file of a letter that somebody has written in; None where it is as it was made, or not there.

        One that was made again holds what was typed before, and says so itself.
        """
        path, out = self._path(title), self._path(title).parent.parent
        try:
            if not is_ours(out, f"{FOLDER}/{path.name}", read_record(out, LETTERS)):
                return path
            return path if is_typed_into(read_plain(path, PAPER, within=self.meeting.workspace.root)) else None
        except (OSError, UnusableFileError):
            return None

    def _minutes(self) -> PublicPdf:
        """The 会議録, or what was made of it for everybody. Raises SpecError where there is none, or nobody has written in it."""
        title, place = letter_title(_MINUTES), self.plan.workspace.place("meeting", "minutes", "public")
        for_all, path = self._path(f"{title}{_FOR_ALL}"), self._path(title)
        if for_all.exists():
            return self._printed(_MINUTES, for_all, place)
        if path.exists() and self._typed(title) is not None:
            return self._printed(_MINUTES, path, place)
        lacks = "は作ったままで、発言が書かれていません" if path.exists() else "がありません"
        raise SpecError([error("HD677", f"公開する {title}.docx {lacks}。", place=place, quote=path.name, hint=_UNFINISHED)])

    def _printed(self, name: str, path: Path, place: Place) -> PublicPdf:
        """A Word file that somebody wrote, as the papers of others are printed. Raises SpecError, ConversionError."""
        title = f"{letter_title(name)}（{self.plan.full_name}）"
        document = Document(name, title, path=path, page_numbers=False, place=place)
        try:
            typed = read_plain(path, PAPER, within=self.meeting.workspace.root)
            copy = print_copy_of(document, typed, ".docx", digest(typed), self.machine.cache)
        except (OSError, UnusableFileError) as problem:
            raise SpecError([_not_read(document, problem)]) from problem
        intake = GeneratedIntake(self.machine.intake_settings(self.folder))
        pdf = convert_documents([source_of(document, copy.data, ".docx")], self.office, intake).pdfs[name]
        return self._written(name, pdf.pdf, pdf.taken.pages)

    def _written(self, name: str, data: bytes, pages: int) -> PublicPdf:
        path = self.folder / f"{name}.pdf"
        path.write_bytes(data)
        return PublicPdf(letter_title(name), path, pages)


def _not_read(document: Document, problem: OSError | UnusableFileError) -> Problem:
    hint = copy_it_in(problem, _OPENS) if isinstance(problem, OSError) else _OPENS
    said = getattr(problem, "strerror", None) or str(problem)
    return error("HD677", f"公開する {document.file_name} を読めません（{said}）。", place=document.place, hint=hint)
