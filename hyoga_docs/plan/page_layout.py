"""Where every document lies in the packet: the one place that counts pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.model import Document


@dataclass(frozen=True)
class PlacedDocument:
    """A document in the packet. Pages count from 1; `blank_before` says that an empty page comes before it.

    `numbers` are those of its pages where they are not numbered by their places.
    """

    document: Document
    first_page: int
    pages: int
    blank_before: bool = False
    numbers: tuple[int, ...] = ()

    @property
    def last_page(self) -> int:
        """The number of its last page."""
        return self.first_page + self.pages - 1

    def number(self, page: int) -> int:
        """The number of one of its pages, by its place in the packet."""
        return self.numbers[page - self.first_page] if self.numbers else page


def lay_out(documents: Sequence[Document], page_counts: Sequence[int]) -> tuple[PlacedDocument, ...]:
    """The parts of the packet in order; `start: odd` is met with a blank page."""
    parts: list[PlacedDocument] = []
    next_page = 1
    for document, pages in zip(documents, page_counts, strict=True):
        blank = document.odd and next_page % 2 == 0
        parts.append(PlacedDocument(document, next_page + blank, pages, blank))
        next_page += blank + pages
    return tuple(parts)


def total_pages(parts: Sequence[PlacedDocument]) -> int:
    """The pages of the whole packet."""
    return parts[-1].last_page if parts else 0
