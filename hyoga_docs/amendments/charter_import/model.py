"""A 要綱 as it was read: its parts with their numbers as they stood there, before they are written as YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.spec.yaml.reader import Path_
    from hyoga_docs.text.readers.docx_blocks import WordCell

#: What lines are that the YAML has no place for, or that are printed otherwise.
HEAD, CONTENTS, PREAMBLE = "題名のまわり", "目次", "前文"
#: What is said where a table stands among the articles.
TABLE_DOUBT = "表は、行ごとの文にしました。表として印刷するには、別表（schedules）にします。"
RECORD, FORM, IN_FORM, TITLE_MARK = "改正の記録", "様式・別紙", "様式・別紙の中", "題名の印"


@dataclass(kw_only=True)
class ReadPart:
    """What was read at a line, with its number as it is written there; `doubts` are what is unclear about it."""

    at: int
    written: str = ""
    values: tuple[int, ...] = ()
    entry: SourceEntry | None = None
    id: str = ""
    doubts: list[str] = field(default_factory=list)

    @property
    def branch(self) -> int:
        """How deep its number is a branch: 1 of 第３条の２."""
        return max(0, len(self.values) - 1)


@dataclass(kw_only=True)
class ReadProvision(ReadPart):
    """A chapter, an article, a paragraph or an item; `form` is the example of its mark, `path` where it stands in the YAML."""

    kind: str
    form: str = ""
    unit: str = ""
    heading: str = ""
    text: str = ""
    latter: str = ""
    proviso: str = ""
    body: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    items: list[ReadProvision] = field(default_factory=list)
    paragraphs: list[ReadProvision] = field(default_factory=list)
    sections: list[ReadProvision] = field(default_factory=list)
    path: Path_ = ()

    @classmethod
    def of(cls, kind: str, entry: SourceEntry) -> ReadProvision:
        """The part that begins with an entry."""
        form = entry.mark.form if entry.mark else ""
        return cls(kind=kind, at=entry.at, written=entry.written, values=entry.values, form=form, entry=entry, text=entry.text)

    @property
    def children(self) -> list[ReadProvision]:
        """What stands under it, in the order of printing."""
        return [*self.sections, *self.paragraphs, *self.items]

    def with_children(self) -> Iterator[ReadProvision]:
        """The part, and all that stands under it."""
        yield self
        for each in self.children:
            yield from each.with_children()


@dataclass(kw_only=True)
class ReadSupplement(ReadPart):
    """A 附則; `label` is what stands in brackets beside the word."""

    label: str = ""
    paragraphs: list[ReadProvision] = field(default_factory=list)
    effective: dt.date | None = None


@dataclass(kw_only=True)
class ReadSchedule(ReadPart):
    """A 別表, its rows as cells; the first `heads` of them are headings."""

    title: str = ""
    relation: str = ""
    rows: list[tuple[WordCell, ...]] = field(default_factory=list)
    heads: int = 0
    notes: list[str] = field(default_factory=list)
    provisions: list[str] = field(default_factory=list)


@dataclass
class ReadCharter:
    """All that was read of a 要綱; `remarks` are its lines that no charter.yaml has a place for, by what they are."""

    form: str
    title: str = ""
    title_at: int = 1
    status: str = ""
    history: list[SourceEntry] = field(default_factory=list)
    preamble: list[SourceEntry] = field(default_factory=list)
    contents: bool = False
    effective: dt.date | None = None
    sections: list[ReadProvision] = field(default_factory=list)
    supplements: list[ReadSupplement] = field(default_factory=list)
    schedules: list[ReadSchedule] = field(default_factory=list)
    remarks: list[tuple[str, SourceEntry]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    entries: list[SourceEntry] = field(default_factory=list)

    def provisions(self) -> Iterator[ReadProvision]:
        """Every part of the text in the order of printing."""
        for part in self.sections:
            yield from part.with_children()

    def supplement_parts(self) -> Iterator[ReadProvision]:
        """Every part of the 附則."""
        for supplement in self.supplements:
            for part in supplement.paragraphs:
                yield from part.with_children()
