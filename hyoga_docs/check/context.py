"""What the checks know beside the texts: the meeting, the house's wording, the day, and how strict they are to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.core.limits import SECONDS
from hyoga_docs.spec.wording import Wording

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.plan.model import Plan


@dataclass(frozen=True)
class CheckContext:
    """`plan` is the meeting's, and None for files that are checked alone. `final` makes errors of what a draft may have.

    `names` are those that the workspace around a file that is checked alone registers.
    `limit` is seconds that one text may take.
    """

    plan: Plan | None = None
    wording: Wording = field(default_factory=Wording)
    today: dt.date | None = None
    final: bool = False
    limit: float = SECONDS
    names: tuple[str, ...] = ()
