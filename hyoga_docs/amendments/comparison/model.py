"""What a 新旧対照表 compares: two editions of a charter, of a roster, or of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.comparison.charter_table import ComparisonRow
    from hyoga_docs.amendments.comparison.roster_table import RosterTable


@dataclass(frozen=True)
class ComparisonTable:
    """What changed between two states: rows of a charter, and the table of its roster under a heading (別紙 …).

    `supplement` is the 附則 of what changed, as the charter has it: that of the new day, and those that came. `unread`
    are the annexes whose words stand in a template, of which only the names are compared.
    """

    title: str
    rows: Sequence[ComparisonRow]
    roster: RosterTable | None
    heading: str = ""
    supplement: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing that is printed changed."""
        return not self.rows and self.roster is None
