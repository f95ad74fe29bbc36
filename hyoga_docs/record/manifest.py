"""`manifest.json`: what went in and what came out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.plan.packet import total_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.packet import Part
    from hyoga_docs.plan.resolve import Plan


@dataclass(frozen=True)
class Entry:
    """A part with what is known of its bytes: the digest of its source (the docx for a made document), and its tags."""

    part: Part
    source: str
    sha256: str
    tagged: bool


def manifest(plan: Plan, entries: Sequence[Entry], packet: bytes, engine: str) -> str:
    """The manifest's text: the packet, then its documents in order; pages count from 1."""
    meeting = plan.workspace.meeting
    record = {
        "title": plan.title,
        "meeting": plan.full_name,
        "date": meeting.date.isoformat(),
        "engine": engine,
        "packet": {
            "file": "packet.pdf",
            "sha256": hashlib.sha256(packet).hexdigest(),
            "pages": total_pages([entry.part for entry in entries]),
            "tagged": any(entry.tagged for entry in entries),
        },
        "documents": [_document(entry) for entry in entries],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _document(entry: Entry) -> dict[str, object]:
    document = entry.part.document
    return {
        "file": f"documents/{document.stem}.pdf",
        "label": document.full_label or None,
        "title": document.title,
        "kind": document.kind,
        "source": entry.source,
        "sha256": entry.sha256,
        "first_page": entry.part.first_page,
        "pages": entry.part.pages,
        "level": document.level,
        "continues": document.continues,
        "public": document.public,
        "tagged": entry.tagged,
    }
