"""The steps in their order: fill, convert, join what is printed in one go, swap in, remember what it all stood on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.problem import Place, SpecError
from hyoga_docs.letters.fill_letters import FilledLetters, fill_letters
from hyoga_docs.letters.kept_typing import keep_typing, replaced_by
from hyoga_docs.letters.result import FOLDER, LettersResult
from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart, bind
from hyoga_docs.pdf.intake.records import IntakeRequest
from hyoga_docs.pipeline.convert import ConvertedDocuments, DocumentSource, convert_documents
from hyoga_docs.pipeline.intake import GeneratedIntake, scratch
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.pipeline.output import staging, swap_in
from hyoga_docs.pipeline.output_record import LETTERS
from hyoga_docs.pipeline.prepare import template_fonts
from hyoga_docs.pipeline.up_to_date import BuildState, looks_under, save_state, saved_meanwhile, see, see_folders
from hyoga_docs.plan.model import Document
from hyoga_docs.plan.page_layout import lay_out
from hyoga_docs.programs.fonts import font_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.letters.fill_letters import FilledLetter
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.workspace_paths import MeetingFile


def write_letters(
    meeting: MeetingFile, out: Path, machine: Machine, only: Sequence[str], say: Callable[[str], None], state: tuple[Path, str]
) -> LettersResult:
    """Makes letters anew; one that has mistakes stays as it was made last. Raises HyogaError, where none is without mistakes.

    `state` says under which name the state of this is kept, and on what it stands besides files.
    """
    before = looks_under(meeting)
    say("文書を作っています")
    filled = fill_letters(meeting, only, machine)
    read = keep_typing(filled, out, machine.limit)
    if filled.failed and not filled.letters:
        raise SpecError(filled.problems)
    workspace = filled.plan.workspace
    inputs = see([*workspace.written, *filled.templates])
    converted, told = convert_letters(filled, machine, say)
    files: dict[str, bytes | Path] = {}
    with staging(out, LETTERS) as folder:
        for letter in filled.letters:
            files |= _files(letter, converted, filled.plan, folder)
        made = tuple(start for letter in filled.letters for start in replaced_by(letter))
        kept = swap_in(out, files, folder, LETTERS, lambda name: name.startswith(made), read)
    problems = [problem.as_dict() for problem in (*filled.problems, *told, *kept)]
    if not filled.failed and not saved_meanwhile(before, looks_under(meeting), inputs, {}):
        stood_on = {**inputs, **see(out / name for name in files)}
        folders = see_folders([*font_folders(machine.home), out / FOLDER])
        save_state(machine.cache, state[0], BuildState(state[1], stood_on, folders, problems))
    at_top = tuple(sorted(out / name for name in files if name.count("/") == 1))
    return LettersResult(at_top, fresh=True, converted=converted.fresh, problems=problems, failed=filled.failed)


def convert_letters(
    filled: FilledLetters, machine: Machine, say: Callable[[str], None]
) -> tuple[ConvertedDocuments, list[Problem]]:
    """The PDFs of all the letters by their stems, and what is told of their fonts. Raises MachineError, ConversionError."""
    sources = [
        DocumentSource(
            copy.stem,
            copy.data if copy.print_copy is None else copy.print_copy,
            IntakeRequest("", ".docx", None, copy.title, (), digest(copy.data)[:12], ours=copy.print_copy is None),
            letter.template.place if copy.print_copy is None else Place(f"{FOLDER}/{copy.stem}.docx"),
        )
        for letter in filled.letters
        for copy in letter.copies
        if letter.template is not None
    ]
    if not sources:
        return ConvertedDocuments({}, 0), []
    with scratch() as folder:
        office = open_office(machine).with_fonts(filled.plan.workspace.platform.fonts)
        templates = [letter.template for letter in filled.letters if letter.template is not None]
        told = template_fonts(templates, office.fonts, office.house_fonts)
        intake = GeneratedIntake(machine.intake_settings(folder))
        done = convert_documents(sources, office, intake, lambda done, total: say(f"PDF にしています {done}/{total}"))
    return done, [told] if told else []


def _files(letter: FilledLetter, converted: ConvertedDocuments, plan: Plan, folder: Path) -> dict[str, bytes | Path]:
    """The files of a letter by their path in the output folder; of one that goes to many, also all pages in one file."""
    files: dict[str, bytes | Path] = {f"{FOLDER}/{copy.stem}{copy.suffix}": copy.data for copy in letter.copies}
    if letter.template is None:
        return files
    files |= {f"{FOLDER}/{copy.stem}.pdf": converted.pdfs[copy.stem].pdf for copy in letter.copies}
    if letter.for_each:
        files[f"{FOLDER}/{letter.title}.pdf"] = _joined(letter, converted, plan, folder / f"{letter.name}.pdf")
    return files


def _joined(letter: FilledLetter, converted: ConvertedDocuments, plan: Plan, out: Path) -> Path:
    """One PDF of a letter for all its addressees in their order, to be printed in one go."""
    pdfs = [converted.pdfs[copy.stem] for copy in letter.copies]
    documents = [Document(copy.stem, copy.called, template=letter.name) for copy in letter.copies]
    placed = lay_out(documents, [pdf.taken.pages for pdf in pdfs])
    parts = [PacketPart(each, pdf.pdf, pdf.taken) for each, pdf in zip(placed, pdfs, strict=True)]
    platform, day = plan.workspace.platform, plan.workspace.meeting.date
    title, author, style = f"{letter.title}（{plan.full_name}）", "、".join(platform.organizer), platform.style
    options = BindOptions(title, author, day, style.stamp, style.page_numbers, None, None, ())
    bind(parts, options, out)
    return out
