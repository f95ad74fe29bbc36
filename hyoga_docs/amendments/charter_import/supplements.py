"""The 附則: paragraphs with or without numbers, headings and items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.articles import Paragraphs
from hyoga_docs.amendments.charter_import.model import ReadProvision, ReadSupplement

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.model import ReadCharter


class SupplementReader:
    """Takes the entries of one 附則."""

    def __init__(self, charter: ReadCharter, entry: SourceEntry) -> None:
        entry.taken = True
        self._root = ReadProvision(kind="supplement", at=entry.at)
        self.supplement = ReadSupplement(at=entry.at, entry=entry, label=_label(entry), paragraphs=self._root.paragraphs)
        charter.supplements.append(self.supplement)
        self._paragraphs = Paragraphs(of_supplement=True)
        self._paragraphs.open(self._root)

    def take(self, entry: SourceEntry, _after: SourceEntry | None = None) -> None:
        """The next entry."""
        if entry.kind == "heading":
            self._paragraphs.heading = entry
        elif entry.kind == "article":
            self._open(entry).doubts.append("附則が条で書かれています。項の番号で印刷されます。")
        elif entry.kind == "plain" and self._begins():
            self._open(entry)
        else:
            self._paragraphs.take(entry)

    def _begins(self) -> bool:
        return not self._root.paragraphs or self._paragraphs.heading is not None

    def _open(self, entry: SourceEntry) -> ReadProvision:
        heading = self._paragraphs.heading
        self._paragraphs.open(self._root)
        part = ReadProvision.of("paragraph", entry)
        part.heading = heading.text if heading else ""
        self._paragraphs.heading = None
        self._root.paragraphs.append(part)
        return part


def _label(entry: SourceEntry) -> str:
    """What amended, and 抄 where only a part of it is there."""
    return f"{entry.text}　{entry.heading}" if entry.text and entry.heading else entry.text
