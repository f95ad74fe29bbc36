"""The letters that go on the web: 開催案内 and 会議概要 made of the public edition, and the 会議録 that a person has finished."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import PAPER, copy_it_in, is_link, read_plain
from hyoga_docs.core.problem import Place, Problem, SpecError, error, has_errors, warning
from hyoga_docs.letters.fill_letters import fill_letters
from hyoga_docs.letters.result import FOLDER
from hyoga_docs.letters.write_letters import convert_letters
from hyoga_docs.pipeline.convert import convert_documents, source_of
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.pipeline.output_record import LETTERS, read_record
from hyoga_docs.pipeline.print_copies import print_copy_of
from hyoga_docs.plan.letters import NAMES, letters_of
from hyoga_docs.plan.model import Document
from hyoga_docs.publish.public_papers import PublicPdf
from hyoga_docs.text.ooxml.package import UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile

#: The letters that are for everybody.
_FOR_ALL = ("press", "summary")
_MINUTES = "minutes"
_OPENS = "Word で開けるか確かめてください。"


def print_public_letters(
    meeting: MeetingFile, plan: Plan, office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> tuple[list[PublicPdf], list[Problem]]:
    """The letters of a meeting that go on the web, in `folder`, and what nobody should miss of them. Raises HyogaError.

    `plan` is that of the members: its places lead into the YAML.
    """
    wanted = [name for name in letters_of(plan.workspace) if name in _FOR_ALL]
    found: list[PublicPdf] = []
    problems: list[Problem] = []
    if wanted:
        whole = fill_letters(meeting, wanted, machine)
        if whole.failed or has_errors(whole.problems):
            raise SpecError(whole.problems)  # with the lines that the public edition does not have
        filled = fill_letters(meeting, wanted, machine, public=True)
        if filled.failed or has_errors(filled.problems):
            raise SpecError(filled.problems)
        converted, _ = convert_letters(filled, machine, say)
        for letter in filled.letters:
            if not letter.for_each:
                pdf = converted.pdfs[letter.copies[0].stem]
                found.append(_written(folder / f"{letter.template.name}.pdf", letter.title, pdf.pdf, pdf.taken.pages))
                problems += _edited(meeting, letter.title)
    if plan.workspace.meeting.minutes.public:
        found.append(_minutes(meeting, plan, office, machine, folder))
    return found, problems


def _written(path: Path, name: str, data: bytes, pages: int) -> PublicPdf:
    path.write_bytes(data)
    return PublicPdf(name, path, pages)


def _edited(meeting: MeetingFile, title: str) -> list[Problem]:
    """That a Word file was edited by hand, which does not go on the web: it was made of the members' edition."""
    out, name = meeting.workspace.build / meeting.path.stem, f"{FOLDER}/{title}.docx"
    if not (out / name).is_file() or is_link(out / name):
        return []
    if (name, sha256(read_plain(out / name, PAPER, within=meeting.workspace.root)).hexdigest()) in read_record(out, LETTERS):
        return []
    message = f"{title}は、手で直した Word ファイルではなく、公開版から作り直したものを載せました。"
    hint = "直したことは、YAML かひな形に書いてください。"
    return [warning("HD679", message, place=Place(meeting.workspace.display_path(out / name)), hint=hint)]


def _minutes(meeting: MeetingFile, plan: Plan, office: Office, machine: Machine, folder: Path) -> PublicPdf:
    """The 会議録 as it was finished in Word. Raises SpecError where there is none, or none that can be read."""
    title = NAMES[_MINUTES]
    path = meeting.workspace.build / meeting.path.stem / FOLDER / f"{title}.docx"
    place = plan.workspace.place("meeting", "minutes", "public")
    document = Document(_MINUTES, f"{title}（{plan.full_name}）", path=path, page_numbers=False, place=place)
    try:
        typed = read_plain(path, PAPER, within=meeting.workspace.root)
        copy = print_copy_of(document, typed, ".docx", digest(typed), machine.cache)
    except FileNotFoundError:
        hint = "「hyoga-docs minutes」で作り、Word で書き終えてから公開してください。まだなら、minutes の public を消してください。"
        raise SpecError([_cannot("会議録.docx がありません。", document, hint)]) from None
    except (OSError, UnusableFileError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        hint = copy_it_in(problem, _OPENS) if isinstance(problem, OSError) else _OPENS
        raise SpecError([_cannot(f"会議録.docx を読めません（{said}）。", document, hint)]) from problem
    intake = GeneratedIntake(machine.intake_settings(folder))
    made = convert_documents([source_of(document, copy.data, ".docx")], office, intake).pdfs[_MINUTES]
    return _written(folder / f"{_MINUTES}.pdf", title, made.pdf, made.taken.pages)


def _cannot(message: str, document: Document, hint: str) -> Problem:
    return error("HD301", message, place=document.place, quote=str(document.file_name), hint=hint)
