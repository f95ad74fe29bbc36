"""The sheets of papers to come lie as the papers beside them do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.spec.formats import ooxml_of
from hyoga_docs.text.page_direction import is_lying, turned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.pipeline.intake import SuppliedPaper
    from hyoga_docs.plan.model import Document
    from hyoga_docs.text.print_copy.records import PrintCopy


def turned_sheets(
    documents: Sequence[Document],
    made: Mapping[str, bytes],
    papers: Mapping[str, SuppliedPaper],
    print_copies: Mapping[str, PrintCopy],
) -> dict[str, bytes]:
    """The sheets of papers to come, by key, that lie otherwise than the papers on both sides of them, turned.

    `made` holds the Word documents, `papers` what was taken in, `print_copies` the supplied Office files, all by key.
    """

    def lies(document: Document) -> bool | None:
        if document.key in papers:
            found = {width > height for width, height in papers[document.key].taken.sizes}
            return found.pop() if len(found) == 1 else None
        if document.key in print_copies and document.path is not None:
            return is_lying(print_copies[document.key].data, ooxml_of(document.path.suffix))
        return is_lying(made[document.key], ".docx") if document.key in made else None

    found: dict[str, bytes] = {}
    for place, document in enumerate(documents):
        if document.waiting and document.key in made:
            sides = (reversed(documents[:place]), documents[place + 1 :])
            near = [next((each for each in side if each.template != "cover"), None) for side in sides]
            ways = {lies(each) for each in near if each is not None}
            if len(ways) == 1 and (way := ways.pop()) is not None and is_lying(made[document.key], ".docx") is not way:
                found[document.key] = turned(made[document.key])
    return found
