"""The texts of a charter, whatever its form: what stands under headings, and articles with paragraphs and items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.spec.provision import PARTS
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.provision import Provision
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_


def called_charter(workspace: Workspace) -> str:
    """What the charter calls itself on the meeting's day: 要綱, 規約."""
    return workspace.charter.called(workspace.meeting.date) if workspace.charter else "要領"


def charter_texts(workspace: Workspace) -> Iterator[tuple[Path_, str]]:
    """The sentences of the charter of the meeting's day in order, each with its path."""
    day = workspace.meeting.date

    def walk(provisions: Sequence[Provision], path: Path_) -> Iterator[tuple[Path_, str]]:
        for index, each in enumerate(provisions):
            here = (*path, index)
            if not each.holds(day):
                continue
            for key in ("text", "latter", "proviso"):
                if text := text_on(getattr(each, key), day):
                    yield (*here, key), text
            yield from (((*here, "body", number), line.text) for number, line in enumerate(each.body) if line.holds(day))
            for key in PARTS:
                yield from walk(getattr(each, key), (*here, key))
            yield from (((*here, "bullets", number), line.text) for number, line in enumerate(each.bullets) if line.holds(day))

    if workspace.charter is not None:
        yield from walk(workspace.charter.sections, ("sections",))
