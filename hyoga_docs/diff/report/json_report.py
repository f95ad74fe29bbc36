"""What changed, as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.visible import visible_lines
from hyoga_docs.diff.report.phrases import step_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.diff.model import (
        Cells,
        ComparedDocument,
        Difference,
        DocumentChange,
        PacketState,
        PageChange,
        StructureChange,
        WordingChange,
    )


def json_report(differences: Sequence[Difference]) -> str:
    """A list of differences, one a meeting that changed. Pages count from 1; what does not apply is null.

    Rows are lists of cells, cells lists of `[text, changed]`; regions are parts of a page's sides from its upper left corner.
    """
    return visible_lines(json.dumps([_difference(each) for each in differences], ensure_ascii=False, indent=2))


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "old": _side(difference.old),
        "new": _side(difference.new),
        "steps": [_step(step) for step in difference.steps],
        "papers": [_paper(change) for change in difference.papers],
    }


def _side(side: PacketState | None) -> dict[str, Any] | None:
    return None if side is None else {"called": side.called, "title": side.title, "papers": len(side.papers), "pages": side.pages}


def _step(step: StructureChange) -> dict[str, str]:
    return {"what": step.what.value, "paper": step.paper, "old": step.old, "new": step.new, "message": step_line(step)}


def _paper(change: DocumentChange) -> dict[str, Any]:
    return {
        "old": _named(change.old),
        "new": _named(change.new),
        "steps": [_step(step) for step in change.steps],
        "words": [_wording(wording) for wording in change.words],
        "numbers": [_wording(wording) for wording in change.numbers],
        "pages": [_page(page) for page in change.pages],
        "uncompared": [asdict(page) for page in change.uncompared],
    }


def _named(paper: ComparedDocument | None) -> dict[str, Any] | None:
    if paper is None:
        return None
    names = ("stem", "label", "title", "kind", "source", "sha256", "first_page", "pages")
    return {name: getattr(paper, name) for name in names}


def _wording(wording: WordingChange) -> dict[str, Any]:
    return {
        "kind": wording.kind.value,
        "under": wording.under,
        "old_page": wording.old_page,
        "new_page": wording.new_page,
        "old": _cells(wording.old),
        "new": _cells(wording.new),
        "old_after": wording.old_after,
        "new_after": wording.new_after,
    }


def _cells(cells: Cells) -> list[list[list[str | bool]]]:
    return [[[text, changed] for text, changed in cell] for cell in cells]


def _page(page: PageChange) -> dict[str, Any]:
    return {**asdict(page), "kind": page.kind.value}
