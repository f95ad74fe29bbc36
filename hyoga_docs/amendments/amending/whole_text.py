"""A charter replaced as a whole (全部を改正する): its new text, quoted; and when little enough stays for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.text.diff import likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.annex_model import Part
    from hyoga_docs.amendments.amending.annex_sentences import Annex
    from hyoga_docs.plan.printed_charter import CharterLine, PrintedCharter, PrintedSupplement

#: Below this likeness (0 to 1) of two texts, a clerk writes the charter anew.
_LITTLE = 0.3


def whole_text(
    charter: PrintedCharter, title: str, supplements: Sequence[PrintedSupplement], annexes: Sequence[Annex]
) -> list[Part]:
    """What a charter says anew, from its title to its annexes, with these 附則."""
    parts: list[Part] = [AmendingParagraph("title", 1, title), *map(quoted_line, charter.lines)]
    for supplement in supplements:
        parts += [AmendingParagraph("supplement", 1, _unnamed(supplement.title)), *map(quoted_line, supplement.lines)]
    return [*parts, *(each.table for each in annexes)]


def _unnamed(title: str) -> str:
    """The title of a 附則 without what amended: it stands in that now."""
    return title.partition("（")[0].partition("(")[0]


def quoted_line(line: CharterLine) -> AmendingParagraph:
    """A line of a charter as it is quoted, its number in front."""
    return AmendingParagraph(line.kind, line.level, plain_text((*line.number, *line.text)))


def has_little_in_common(old: PrintedCharter, new: PrintedCharter) -> bool:
    """Whether so little of the 本則 stays that sentences would be longer than the new text."""
    return likeness(*("\n".join(quoted_line(line).text for line in each.lines) for each in (old, new))) < _LITTLE
