"""How files that arrived begin, whatever their format; and what is wrong with those that cannot be bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.intake_problems import intake_rejected
from hyoga_docs.check.paper_steps import paper_step
from hyoga_docs.check.supplied_files import cannot_open, check_paper
from hyoga_docs.core.files import LOOK_AT_FILE, PAPER, file_digest, open_plain, read_plain
from hyoga_docs.core.limits import TimeLeft
from hyoga_docs.core.problem import MachineError, Place, Problem, SpecError, error, has_errors
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pipeline.intake import IntakeRun
from hyoga_docs.pipeline.to_ooxml import office_file
from hyoga_docs.plan.model import Document
from hyoga_docs.spec.csv_reader import any_text
from hyoga_docs.spec.formats import Opened, is_opened
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE
from hyoga_docs.text.extract import READERS
from hyoga_docs.text.first_page import PageLine, first_lines
from hyoga_docs.text.ooxml.package import UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.pipeline.machine import IntakeSettings

_MOST_LINES, _LONGEST_LINE = 40, 300  # lines, characters: no title is longer


@dataclass(frozen=True)
class ReadPaper:
    """A file as it was read: its digest, and how its first page begins; without lines where it has no words."""

    path: Path
    sha256: str
    lines: tuple[PageLine, ...]


def read_papers(paths: Sequence[Path], settings: IntakeSettings) -> tuple[list[ReadPaper], list[Problem]]:
    """The files that can be bound, in their order, and what is wrong with them and with the others."""
    read: dict[Path, ReadPaper] = {}
    problems: list[Problem] = []
    by_worker: dict[Path, Document] = {}
    for path in paths:
        document = Document(str(path), path.name, path=path, time=TimeLeft(settings.limit), place=Place(str(path)))
        with paper_step(document, "文字の読み取り", problems):
            found = _checked(document, path)
            problems += [each for each in found if has_errors([each])]
            if has_errors(found):
                continue
            is_read_here = not is_opened(path.suffix, Opened.PAGES, Opened.PICTURE)
            lines = _beginnings(_lines(document, path, settings)) if is_read_here else ()
            read[path] = ReadPaper(path, file_digest(path), lines)
            if is_opened(path.suffix, Opened.PAGES):
                by_worker[path] = document
    return _with_pages(by_worker, read, settings, problems), problems


def _beginnings(lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
    """The first lines, as far as they can be a title that YAML holds."""
    return tuple(replace(line, text=NOT_PRINTABLE.sub("", line.text[:_LONGEST_LINE])) for line in lines[:_MOST_LINES])


def _checked(document: Document, path: Path) -> Sequence[Problem]:
    try:
        open_plain(path, PAPER).close()
    except FileNotFoundError:
        hint = "ファイルの名前と置き場所を確かめてください。"
        return [error("HD301", "ファイルがありません。", place=document.place, quote=path.name, hint=hint)]
    except OSError as problem:
        message = f"資料を読めません（{problem.strerror}）。"
        return [error("HD301", message, place=document.place, quote=path.name, hint=LOOK_AT_FILE)]
    return check_paper(document, path)


def _lines(document: Document, path: Path, settings: IntakeSettings) -> list[PageLine]:
    """How an Office file or a text begins; an old one without LibreOffice has no lines."""
    suffix, data = path.suffix.lower(), b""
    if is_opened(suffix, Opened.OFFICE):
        try:
            suffix, data, _ = office_file(document, settings)
        except MachineError:
            return []
    else:
        data = read_plain(path, PAPER)
    try:
        if suffix in READERS:
            return first_lines(data, suffix)
        return [PageLine(line.strip()) for line in any_text(data).splitlines() if line.strip()]
    except UnicodeDecodeError:
        return []
    except UnusableFileError as problem:
        raise SpecError([cannot_open(document, problem)]) from problem


def _with_pages(
    papers: dict[Path, Document], read: dict[Path, ReadPaper], settings: IntakeSettings, problems: list[Problem]
) -> list[ReadPaper]:
    """All that was read, with the words of PDFs by way of a process with limits; those that cannot be opened are told."""
    requests = {
        str(path): IntakeRequest(
            str(path.resolve()), path.suffix.lower(), None, path.name, (), read[path].sha256[:12], words_only=True
        )
        for path in papers
    }
    with IntakeRun(requests, {str(path): read[path].sha256 for path in papers}, settings) as reading:
        answers = reading.answers()
    for path, document in papers.items():
        answer = answers[str(path)]
        if isinstance(answer, IntakeRejected):
            problems.append(intake_rejected(document, answer))
            del read[path]
        else:
            lines = _beginnings([PageLine(line, size) for size, line in answer.taken.first_lines])
            read[path] = ReadPaper(path, read[path].sha256, lines)
    return list(read.values())
