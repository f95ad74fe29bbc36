"""What amends a charter, as a body promulgates it: number, date, signer, title, lead, sentences, 附則."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.spec.charter import kind_of_charter
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.annex_model import Part
    from hyoga_docs.plan.printed_charter import PrintedSupplement
    from hyoga_docs.spec.charter import Charter
    from hyoga_docs.spec.style import Style

#: `令和２年３月31日見本市告示第12号`: the day, or the year alone, and the number.
_SOURCE = re.compile(r"(?P<year>[^\d年]*[\d元〇一二三四五六七八九十]+年)(?P<day>[^年日]+月[^年日]+日)?[ 　]*(?P<number>.*第.+号)")


@dataclass(frozen=True)
class AmendingDocument:
    """The document; a line that the house does not print is empty."""

    number: str
    promulgation: str
    date: str
    signer: str
    title: str
    leads: tuple[str, ...]
    parts: tuple[Part, ...]
    supplement_title: str
    supplement: tuple[AmendingParagraph, ...]


@dataclass(frozen=True)
class AmendedCharter:
    """The charter that is amended, as it is called until the day of the amendment."""

    charter: Charter
    old_day: dt.date
    new_day: dt.date
    style: Style

    @property
    def title(self) -> str:
        """Its old title."""
        return text_on(self.charter.title, self.old_day) or ""

    @property
    def kind(self) -> str:
        """What the amending document calls itself: 要綱, 告示."""
        return self.style.amendment.kind or kind_of_charter(self.title)

    @property
    def source(self) -> str:
        """What made it, in brackets: （平成25年見本市告示第12号）; where nobody says so, the day that it took effect."""
        opening, closing = self.style.brackets
        written = text_on(self.charter.source, self.old_day)
        recorded = next(
            (found for each in self.charter.history if (found := _SOURCE.fullmatch(each.text.removesuffix("制定")))), None
        )
        if written is None and recorded is not None:
            written = recorded["year"] + recorded["number"]
        effective = self.charter.effective_on(self.old_day)
        if written is None and effective is not None:
            written = f"{self.style.dates.day(effective)}施行"
        return f"{opening}{written}{closing}" if written else ""

    def filled(self, pattern: str, **more: str) -> str:
        """A line of the house with its braces filled."""
        values = {"title": self.title, "source": self.source, "kind": self.kind, **more}
        for name, value in values.items():
            pattern = pattern.replace(f"{{{name}}}", value)
        return pattern

    def document(self, how: str, leads: Sequence[str], parts: Sequence[Part], own: Sequence[PrintedSupplement]) -> AmendingDocument:
        """The document that does `how` with the charter: の一部を改正する, を廃止する."""
        house, style = self.style.amendment, self.style
        opening, closing = style.brackets
        sources = (each.title.partition(opening)[2].rpartition(closing)[0] for each in own)
        made = next((found for each in sources if (found := _SOURCE.fullmatch(each))), None)
        day = made["year"] + made["day"] if made is not None and made["day"] else ""
        title = f"{self.title}{how}{self.kind}"
        lines = tuple(
            AmendingParagraph(line.kind, line.level, plain_text((*line.number, *line.text))) for each in own for line in each.lines
        )
        usual = AmendingParagraph("paragraph", 1, f"この{self.kind}は、{style.dates.day(self.new_day)}から施行する。")
        return AmendingDocument(
            made["number"] if made is not None else house.number or "",
            (house.promulgation or "").replace("{amending}", title),
            (day or _any_day(style.date_placeholder)) if house.number or house.signer or day else "",
            house.signer or "",
            title + style.draft_mark.replace("{status}", "案"),
            tuple(leads),
            tuple(parts),
            style.supplement,
            lines or (usual,),
        )


def _any_day(placeholder: str) -> str:
    """What stands for a day that nobody knows, without the year in which the charter took effect: 令和●年●月●日."""
    month = re.search("年(.+?)月", placeholder)
    return re.sub("[0-9０-９元]+(?=年)", month[1], placeholder) if month else placeholder
