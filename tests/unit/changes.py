"""Papers and packets as values, for tests of what changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hyoga_docs.diff.model import ComparedDocument, PacketState


def paper(
    title: str, label: str = "", *, pages: int = 1, kind: str = "supplied", source: str = "", text: str = ""
) -> ComparedDocument:
    """A paper that has no place in a packet yet."""
    return ComparedDocument(
        title, label, title, kind, source or f"meetings/{title}.pdf", "", 1, pages, text or f"# {title}\n\n{title}の文。\n"
    )


def side(papers: Sequence[ComparedDocument], title: str = "第１回会議　会議資料", called: str = "HEAD") -> PacketState:
    """The papers as a packet, one after the other."""
    done: list[ComparedDocument] = []
    first = 1
    for number, each in enumerate(papers, 1):
        name = each.stem.partition("-")[2] or each.stem
        done.append(replace(each, stem=f"{number:02}-{name}", first_page=first))
        first += each.pages
    return PacketState(called, title, tuple(done))
