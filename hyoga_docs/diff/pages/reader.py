"""The pages of compared papers by way of a process with limits: who asks opens no PDF, for anybody may have made it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hyoga_docs.check.intake_problems import intake_rejected
from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import NotToBeReadError, file_digest, os_errors_as_problems, read_plain, write_new
from hyoga_docs.core.problem import Place, SpecError
from hyoga_docs.diff.model import PageChange, PageKind, PageLook, Region
from hyoga_docs.pdf.intake.records import IntakeRejected
from hyoga_docs.pdf.intake.worker import write_request
from hyoga_docs.pdf.render.page_image import PageImage
from hyoga_docs.pipeline.intake import new_folder, worker_command
from hyoga_docs.plan.model import Document
from hyoga_docs.programs.run_programs import RunningPrograms
from hyoga_docs.programs.sandbox import sandbox_for_readers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.diff.model import ComparedDocument
    from hyoga_docs.pipeline.machine import IntakeSettings

_PROGRAM = ("-P", "-m", "hyoga_docs.diff.pages.worker")
#: Bytes of an answer, and of a drawn page.
_MOST_BYTES = 100_000_000


class PageReader:
    """Asks a process that is started when something is asked, and ends with `close`. What was compared and read is remembered.

    Raises SpecError for a paper whose PDF is broken or takes too long or too much memory, MachineError for a full disk.
    """

    def __init__(self, settings: IntakeSettings) -> None:
        self.settings = settings
        self._folder = Path()
        self._running: RunningPrograms | None = None
        self._asked = 0

    def close(self) -> None:
        """Ends the process."""
        if self._running is not None:
            self._running.__exit__()
            self._running = None

    def compare(self, old: ComparedDocument, new: ComparedDocument) -> tuple[PageChange, ...]:
        """The pages that differ (`compare_pages`); none where a side has no PDF."""
        if old.pdf is None or new.pdf is None:
            return ()
        pdfs = (old.pdf, new.pdf)
        digests = [file_digest(pdf) for pdf in pdfs]
        if digests[0] == digests[1]:
            return ()

        def find() -> Any:
            answer = self._answer("compare", pdfs)
            if isinstance(answer, IntakeRejected):
                self.lines(old)  # which raises where it is the old one that cannot be read
                raise _refused(new, answer)
            return answer

        return tuple(_page_change(each) for each in self.settings.cache.remember("pages", digest("compare", *digests), find))

    def lines(self, paper: ComparedDocument) -> list[list[str]]:
        """The lines of each page; none of a paper without a PDF."""
        pdf = paper.pdf
        if pdf is None:
            return []

        def find() -> Any:
            answer = self._answer("lines", [pdf])
            if isinstance(answer, IntakeRejected):
                raise _refused(paper, answer)
            return answer

        found: list[list[str]] = self.settings.cache.remember("pages", digest("lines", file_digest(pdf)), find)
        return found

    def sizes(self, paper: ComparedDocument) -> list[tuple[float, float]]:
        """The width and height of each page in points; none of a paper without a PDF."""
        answer = self._answer("sizes", [paper.pdf]) if paper.pdf is not None else []
        if isinstance(answer, IntakeRejected):
            raise _refused(paper, answer)
        return [(width, height) for width, height in answer]

    def draw(self, paper: ComparedDocument, pages: Sequence[int], width: int) -> dict[int, PageImage]:
        """Pages, from 1, drawn so many pixels wide; without those that cannot be drawn."""
        answer = self._answer("draw", [paper.pdf], pages=list(pages), width=width) if paper.pdf is not None else {}
        if isinstance(answer, IntakeRejected):
            raise _refused(paper, answer)
        return {
            int(page): PageImage(self._made(f"{self._asked - 1}-{page}.image"), *described) for page, described in answer.items()
        }

    def _made(self, name: str) -> bytes:
        return read_plain(self._folder / name, _MOST_BYTES, within=self._folder)

    def _answer(self, what: str, pdfs: Sequence[Path], **more: object) -> Any:
        """What the process makes of copies of some files, or why it makes nothing."""
        with os_errors_as_problems(self.settings.folder):
            running = self._started()
            number, self._asked = self._asked, self._asked + 1
            names = [f"{number}-{index}.pdf" for index in range(len(pdfs))]
            for name, pdf in zip(names, pdfs, strict=True):
                write_new(self._folder / name, pdf.read_bytes())
            write_request(self._folder, number, {"what": what, "files": names, **more})
        if not running.wait_for((self._folder / f"{number}.json").is_file):
            took_too_long = running.codes.get(0) is None
            self.close()
            return IntakeRejected("HD318", f"{self.settings.limit:.0f}") if took_too_long else IntakeRejected("HD319")
        for name in names:
            (self._folder / name).unlink()
        try:
            answer = json.loads(self._made(f"{number}.json"))
            return answer["made"] if "made" in answer else IntakeRejected(answer["code"], answer["words"])
        except (NotToBeReadError, ValueError, KeyError, TypeError):  # a process that broke, or that a paper has taken over
            return IntakeRejected("HD319")

    def _started(self) -> RunningPrograms:
        if self._running is None:
            self._folder, self._asked = new_folder(self.settings), 0
            sandbox = self.settings.isolation.opening(sandbox_for_readers(self.settings.cache))
            command = worker_command(self._folder, (), self.settings, sandbox, lambda: 0, _PROGRAM)
            self._running = RunningPrograms([command])
            self._running.__enter__()
        return self._running


def _page_change(held: dict[str, Any]) -> PageChange:
    old, new = (tuple(Region(**region) for region in held[side]) for side in ("old_regions", "new_regions"))
    looks, sheets = tuple(PageLook(look) for look in held["looks"]), tuple(held["sheets"])
    numbers = held["old"], held["new"]
    return PageChange(PageKind(held["kind"]), *numbers, old, new, held["pictures"], looks, sheets, held["elsewhere"])


def _refused(paper: ComparedDocument, answer: IntakeRejected) -> SpecError:
    place = Place(paper.pdf_name or paper.source)
    problem = intake_rejected(Document("file", paper.title, stem=paper.stem, place=place), answer)
    hint = "「hyoga-docs build」で作り直すか、もとの資料を確かめてください。" if paper.pdf_name else problem.hint
    return SpecError([replace(problem, hint=hint)])
