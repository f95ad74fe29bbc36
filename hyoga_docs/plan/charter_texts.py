"""The texts of a charter, whatever its form: what stands under headings, and articles with paragraphs and items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.spec.provision import walk_provisions
from hyoga_docs.spec.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_


def called_charter(workspace: Workspace) -> str:
    """What the charter calls itself on the meeting's day: 要綱, 規約."""
    return workspace.charter.called(workspace.meeting.date) if workspace.charter else "要領"


def charter_texts(workspace: Workspace) -> Iterator[tuple[Path_, str]]:
    """The sentences of the charter of the meeting's day in the order of printing, each with its path."""
    day = workspace.meeting.date
    if workspace.charter is not None:
        preamble = enumerate(workspace.charter.preamble)
        yield from ((("preamble", index), line.text) for index, line in preamble if line.holds(day))
    for path, provision, term in walk_provisions(workspace.charter.sections, ("sections",), Term()) if workspace.charter else ():
        if term.holds(day):
            held = ((where, phrase.text) for where, phrase in provision.phrases() if where[0] != "heading" and phrase.holds(day))
            yield from (((*path, *where), text) for where, text in held)
