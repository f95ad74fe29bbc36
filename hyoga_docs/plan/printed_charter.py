"""A charter of a day as it is printed: its lines, its 附則, its annexes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.plan.rich_text import Text
    from hyoga_docs.plan.schedules import PrintedSchedule
    from hyoga_docs.spec.charter import Charter, CharterAnnex
    from hyoga_docs.spec.style import Style
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource


@dataclass(frozen=True)
class Edition:
    """A charter as it stands on a day; `source` says where its words were written."""

    charter: Charter
    day: dt.date
    style: Style
    source: YamlSource


@dataclass(frozen=True)
class CharterLine:
    """One printed paragraph.

    `kind` is heading, text, body or bullet; in a charter in articles contents, preamble, chapter, caption, article, paragraph,
    item, body or bullet. `level` counts from 1, in articles for each kind by itself; a body belongs to its level, in articles
    that of a 項 to level 1 and that of a 号 to 2. `path` is where it was written, `id` that of the provision that begins with it,
    `reference` how that provision is called from elsewhere, `first` where the first 項 of an article is written,
    `first_id` what that is called.
    """

    kind: str
    level: int
    number: Text
    text: Text
    path: Path_ = field(default=(), compare=False)
    id: str = ""
    reference: str = field(default="", compare=False)
    first: Path_ = field(default=(), compare=False)
    first_id: str = field(default="", compare=False)


@dataclass(frozen=True)
class PrintedSupplement:
    """One 附則; `effective` is the day of the amendment that it belongs to.

    `title` also says what amended: `附　則（令和２年３月31日告示第12号）`. `lines` are what stands under it; `texts` are the same,
    each with its number, for templates that know no lines.
    """

    effective: dt.date | None
    texts: tuple[Text, ...]
    title: str = "附　則"
    lines: tuple[CharterLine, ...] = ()


class PrintedAnnex(NamedTuple):
    """What is added to a charter, its name on the day (別紙１, 様式第１号), and whence it comes: （第５条関係）."""

    annex: CharterAnnex
    label: str
    provisions: str = ""


@dataclass(frozen=True)
class PrintedCharter:
    """The charter of one day, ready for its template."""

    title: str
    lines: tuple[CharterLine, ...]
    supplements: tuple[PrintedSupplement, ...]
    annexes: tuple[PrintedAnnex, ...]
    schedules: tuple[PrintedSchedule, ...] = ()
    history: tuple[str, ...] = ()
    in_articles: bool = False


def with_status(title: str, status: str | None, style: Style) -> str:
    """`設置要領（案）`; a title that already says so is left alone."""
    mark = style.draft_mark.replace("{status}", status) if status else ""
    return title if title.endswith(mark) else title + mark


def charter_title(edition: Edition) -> str:
    """The title of the day with its mark."""
    charter = edition.charter
    return with_status(text_on(charter.title, edition.day) or "", text_on(charter.status, edition.day), edition.style)
