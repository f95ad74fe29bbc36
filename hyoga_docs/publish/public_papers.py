"""The PDFs that are published of a meeting: the public packet, and each paper on its own as it is in the packet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart
from hyoga_docs.pipeline.assemble import DocumentOutput, bind_options, bind_parts, make_packet, print_papers
from hyoga_docs.pipeline.convert import convert_meeting
from hyoga_docs.pipeline.intake import GeneratedIntake
from hyoga_docs.pipeline.prepare import prepare
from hyoga_docs.plan.model import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
    """What is published of a meeting: its packet, and its papers by their keys in the plan of the public edition."""

    members: Plan
    plan: Plan
    packet: PublicPdf
    papers: dict[str, PublicPdf]


def print_public_papers(
    meeting: MeetingFile, office: Office, machine: Machine, folder: Path, say: Callable[[str], None]
) -> PublicPapers:
    """Makes the public packet of a meeting, and each of its papers, in `folder`. Raises HyogaError."""
    settings = machine.intake_settings(folder)
    prepared = prepare(meeting, settings, edition="public")
    say("PDF にしています")
    converted = convert_meeting(prepared, office, GeneratedIntake(settings), lambda *_: None)
    say("綴じています")
    plan = prepared.plan
    built = make_packet(prepared, converted, office, folder)
    packet = folder / f"packet-{meeting.path.stem}.pdf"
    Path(str(built.files["packet.pdf"])).replace(packet)
    options = replace(bind_options(prepared, converted, office), of=built.pages)
    papers = {}
    for number, (key, outputs) in enumerate(_by_paper(plan, print_papers(prepared, converted, machine.cache)).items()):
        path = folder / f"{number}-{meeting.path.stem}.pdf"
        papers[key] = _bind_alone(outputs, options, prepared, path)
    return PublicPapers(prepare(meeting, settings).plan, plan, PublicPdf(plan.title, packet, built.pages), papers)


def _by_paper(plan: Plan, outputs: Iterable[DocumentOutput]) -> dict[str, list[DocumentOutput]]:
    """The documents of each paper that is something on its own; its cover is one with it, and so is what is 別紙 to it."""
    listed = {line.key for line in plan.listed}
    found: dict[str, list[DocumentOutput]] = {}
    key = ""
    for output in outputs:
        document = output.placed.document
        if document.key in listed or not (document.continues or document.key.startswith(f"{key}-")):
            key = document.key
        found.setdefault(key, []).append(output)
    return {key: each for key, each in found.items() if _is_alone(each[0].placed.document)}


def _is_alone(document: Document) -> bool:
    return not document.waiting and document.template not in _NOT_ALONE


def _bind_alone(outputs: Sequence[DocumentOutput], options: BindOptions, prepared: PreparedMeeting, path: Path) -> PublicPdf:
    """A paper as a PDF of its own: its pages are numbered as they are in the packet."""
    parts: list[PacketPart] = []
    called: list[str] = []
    for output in outputs:
        placed = output.placed
        parts.append(PacketPart(replace(placed, first_page=len(called) + 1, blank_before=False), output.pdf, output.taken))
        called += [str(placed.first_page + page) for page in range(placed.pages)]
    document = outputs[0].placed.document
    bind_parts(parts, replace(options, title=document.name, called=tuple(called)), prepared, path)
    return PublicPdf(document.name, path, len(called))
