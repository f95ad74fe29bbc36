"""The PDFs that are published of a meeting: the public packet, and each paper on its own as it is in the packet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart
from hyoga_docs.pipeline.assemble import bind_parts
from hyoga_docs.pipeline.convert import convert_editions
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.pipeline.office import find_ocr_programs
from hyoga_docs.pipeline.output_record import PUBLIC_FILE
from hyoga_docs.pipeline.packets import make_public
from hyoga_docs.pipeline.prepare import prepare
from hyoga_docs.pipeline.prepare_public import prepare_public
from hyoga_docs.plan.model import WITHHELD
from hyoga_docs.plan.page_layout import PlacedDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.pipeline.convert import ConvertedDocuments
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.plan.model import Document, Plan
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile

#: Templates of what is in the packet for those who hold it, and is nothing on its own.
_NOT_ALONE = frozenset({"packet-cover", "slides", "handout-list", WITHHELD})


@dataclass(frozen=True)
class PublicPdf:
    """A PDF with its name to readers and its pages."""

    name: str
    path: Path
    pages: int


@dataclass(frozen=True)
class PublicPapers:
    """What is published of a meeting: its packet, and its papers by their keys in the plan of the public edition.

    `members` and `converted` are what is known of the members' edition, for the proof; `marked` what was found of papers
    that say that they are not for everybody.
    """

    plan: Plan
    packet: PublicPdf
    papers: dict[str, PublicPdf]
    members: PreparedMeeting
    converted: ConvertedDocuments
    marked: tuple[Problem, ...]


def print_public_papers(
    meeting: MeetingFile, office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> PublicPapers:
    """Makes the public packet of a meeting, and each of its papers, in `folder`. Raises HyogaError."""
    settings = machine.intake_settings(folder)
    ocr = find_ocr_programs(machine) if machine.ocr else None
    members = prepare(meeting, settings, ocr)
    public = prepare_public(members, settings, ocr)
    say("PDF にしています")
    converted = convert_editions([members, public], office, GeneratedIntake(settings), lambda *_: None)
    say("綴じています")
    bound = make_public([members, public], converted, office, folder, archival=False)
    options = replace(bound.options, of=bound.options.of or bound.record.pages)
    papers = {
        key: _bind_alone(parts, options, public, folder / f"{number}.pdf")
        for number, (key, parts) in enumerate(_by_paper(public.plan, bound.parts).items())
    }
    packet = PublicPdf(public.plan.title, folder / PUBLIC_FILE, bound.record.pages)
    return PublicPapers(public.plan, packet, papers, members, converted[0], bound.marked)


def _by_paper(plan: Plan, parts: Sequence[PacketPart]) -> dict[str, list[PacketPart]]:
    """The parts of each paper that is something on its own; its cover is one with it, and so is what is 別紙 to it."""
    listed = {line.key for line in plan.listed}
    found: dict[str, list[PacketPart]] = {}
    key = ""
    for part in parts:
        document = part.placed.document
        if document.key in listed or not (document.continues or document.key.startswith(f"{key}-")):
            key = document.key
        found.setdefault(key, []).append(part)
    return {key: some for key, some in found.items() if _is_alone(some[0].placed.document)}


def _is_alone(document: Document) -> bool:
    return not document.waiting and document.template not in _NOT_ALONE


def _bind_alone(parts: Sequence[PacketPart], options: BindOptions, prepared: PreparedMeeting, path: Path) -> PublicPdf:
    """A paper as a PDF of its own: its pages are numbered as they are in the packet."""
    moved: list[PacketPart] = []
    pages = 0
    for part in parts:
        placed = part.placed
        numbers = tuple(placed.number(page) for page in range(placed.first_page, placed.last_page + 1))
        moved.append(replace(part, placed=PlacedDocument(placed.document, pages + 1, placed.pages, numbers=numbers)))
        pages += placed.pages
    document = parts[0].placed.document
    bind_parts(moved, replace(options, title=document.name), prepared, path)
    return PublicPdf(document.name, path, pages)
