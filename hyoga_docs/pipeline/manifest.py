"""`manifest.json`: what went in and what came out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.visible import visible_lines
from hyoga_docs.pdf.tagging.readable import DESCRIBED, MADE, OWN, PICTURE
from hyoga_docs.pipeline.output_record import PACKET_FILE, PUBLIC_FILE
from hyoga_docs.plan.page_layout import total_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.plan.page_layout import PlacedDocument


@dataclass(frozen=True)
class ManifestEntry:
    """A part with what is known of its bytes: the digest of its source (the docx for a made document), and how it reads."""

    placed: PlacedDocument
    source: str
    sha256: str
    taken: IntakeResult


@dataclass(frozen=True)
class PublicRecord:
    """The public edition as it is recorded: its file's digest, its pages, whether it is PDF/UA-1, and what it does not hold."""

    sha256: str
    pages: int
    accessible: bool
    withheld: tuple[str, ...]


def manifest(
    plan: Plan,
    entries: Sequence[ManifestEntry],
    packet: str,
    engine: str,
    *,
    accessible: bool,
    public: PublicRecord | None = None,
) -> str:
    """The manifest's text: the packet (of that digest), then its documents in order; pages count from 1.

    `accessible` says that the packet is PDF/UA-1; `public` is its public edition, where there is one.
    """
    meeting = plan.workspace.meeting
    record = {
        "title": plan.title,
        "meeting": plan.full_name,
        "date": meeting.date.isoformat(),
        "engine": engine,
        "packet": {
            "file": PACKET_FILE,
            "sha256": packet,
            "pages": total_pages([entry.placed for entry in entries]),
            "tagged": any(_tagged(entry.taken) for entry in entries),
            "accessible": accessible,
        },
        **({"editions": [{"edition": "public", "file": PUBLIC_FILE, **asdict(public)}]} if public is not None else {}),
        "documents": [_document(entry) for entry in entries],
    }
    return visible_lines(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"


def _document(entry: ManifestEntry) -> dict[str, object]:
    document = entry.placed.document
    return {
        "file": f"documents/{document.stem}.pdf",
        "label": document.full_label or None,
        "title": document.title,
        "kind": document.kind,
        "source": entry.source,
        "sha256": entry.sha256,
        "first_page": entry.placed.first_page,
        "pages": entry.placed.pages,
        "level": document.level,
        "continues": document.continues,
        "public": document.public,
        "tagged": _tagged(entry.taken),
        "accessible": entry.taken.accessible,
        **_by_page(entry.taken),
        **({"waiting": True} if document.waiting else {}),
        **({"left_out": document.left_out} if document.left_out else {}),
        **({"losses": [loss.code for loss in entry.taken.warnings]} if entry.taken.warnings else {}),
    }


def _tagged(taken: IntakeResult) -> bool:
    """Whether the paper came with tags of its own."""
    return OWN in taken.readable


def _by_page(taken: IntakeResult) -> dict[str, list[int]]:
    """The pages of the paper, from 1, that lack something: tags of their own, or any text."""
    found = {"untagged_pages": (MADE,), "picture_pages": (PICTURE, DESCRIBED)}
    pages = {name: [page for page, how in enumerate(taken.readable, 1) if how in hows] for name, hows in found.items()}
    return {name: listed for name, listed in pages.items() if listed}
