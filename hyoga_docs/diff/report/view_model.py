"""The report as the page shows it: every change with its place, its words and its pictures, decided before the template."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hyoga_docs.diff.model import PageKind, StructureKind, WordingKind
from hyoga_docs.diff.report.phrases import (
    all_steps,
    changed_papers,
    difference_phrase,
    kind_phrase,
    moved_phrase,
    numbers_phrase,
    page_kind_phrase,
    page_numbers,
    page_phrase,
    step_line,
    step_phrase,
    summary_phrase,
    uncompared_lines,
    what_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.diff.model import (
        Cells,
        ComparedDocument,
        Difference,
        DocumentChange,
        PageChange,
        Region,
        StructureChange,
        WordingChange,
    )

_Pair = tuple[int | None, int | None]
_TOLD_BY_STATE = {StructureKind.ADDED, StructureKind.REMOVED}
_IN_GROUPS = {PageKind.ADDED, PageKind.REMOVED, PageKind.REFLOWED, PageKind.MOVED}


@dataclass(frozen=True)
class EmbeddedImage:
    """A drawn page: the bytes of the file, its media type, and its size in pixels."""

    data: bytes
    mime: str
    width: int
    height: int


class PageImageSource(Protocol):
    """Draws a page of a paper, counted from 1; None where there is none to look at."""

    def __call__(self, paper: ComparedDocument, page: int, /) -> EmbeddedImage | None:
        """The picture of a page."""


class HighlightBox(NamedTuple):
    """A rectangle on a page, in hundredths of its sides."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class PageView:
    """A page on one side: its picture, if there is one, and what is boxed; `share` is its part of the wider side's width."""

    told: str
    alt: str
    src: str
    width: int
    height: int
    share: float
    boxes: tuple[HighlightBox, ...]


@dataclass(frozen=True)
class PageChangeView:
    """A page that differs."""

    told: str
    old: PageView | None
    new: PageView | None

    @property
    def both(self) -> bool:
        """Whether there are two pictures to compare."""
        return bool(self.old and self.new and self.old.src and self.new.src)


@dataclass(frozen=True)
class PageGroupView:
    """Pages told as one change: one that changed, or a run of those that came, went or moved along."""

    key: str
    kind: PageKind
    word: str
    told: str
    packet: str
    pages: tuple[PageChangeView, ...]

    @property
    def folded(self) -> bool:
        """Whether the pictures are shown only on demand."""
        return self.kind.only_places


@dataclass(frozen=True)
class WordingView:
    """A sentence or a row that changed; `pages` is the key of the pages on which it can be looked at."""

    key: str
    kind: WordingKind
    word: str
    under: str
    place: str
    packet: str
    old: Cells
    new: Cells
    pages: str

    @property
    def columns(self) -> int:
        """How many cells the row has; a sentence has one."""
        return max(len(self.old), len(self.new))

    @property
    def unchanged(self) -> bool:
        """Whether it only stands elsewhere."""
        return self.kind is WordingKind.MOVED and _plain_cells(self.old) == _plain_cells(self.new)


@dataclass(frozen=True)
class StructureChangeView:
    """A change of structure; `paper` is the key of the paper that it is about, where that is in the report."""

    key: str
    what: str
    word: str
    told: str
    paper: str


@dataclass(frozen=True)
class DocumentView:
    """A paper that changed; `state` is "added" or "removed" for one that came or went."""

    key: str
    label: str
    title: str
    state: str
    summary: str
    place: str
    steps: tuple[StructureChangeView, ...]
    words: tuple[WordingView, ...]
    renumbered: str
    uncompared: tuple[str, ...]
    pages: tuple[PageGroupView, ...]


@dataclass(frozen=True)
class MeetingView:
    """What changed in the packet of one meeting."""

    key: str
    title: str
    old: str
    new: str
    old_pages: str
    new_pages: str
    summary: str
    steps: tuple[StructureChangeView, ...]
    papers: tuple[DocumentView, ...]


@dataclass(frozen=True)
class ReportView:
    """The whole report."""

    title: str
    meetings: tuple[MeetingView, ...]
    counts: tuple[tuple[str, int, str], ...]
    same: bool


@dataclass(frozen=True)
class _ReportContext:
    """What a paper is shown with; `packet` says that pages are told by the packet's numbers too."""

    change: DocumentChange
    pictures: PageImageSource
    packet: bool

    def in_packet(self, first: _Pair, last: _Pair) -> str:
        """The same pages as the packet counts them, before and after."""
        if not self.packet:
            return ""
        told = [
            _told_in_packet(paper, start, end)
            for paper, start, end in zip((self.change.old, self.change.new), first, last, strict=True)
        ]
        return " → ".join(dict.fromkeys(words for words in told if words))


def report_view(differences: Sequence[Difference], pictures: PageImageSource) -> ReportView:
    """What the page shows of the differences."""
    meetings = tuple(_meeting(f"m{number}", difference, pictures) for number, difference in enumerate(differences, 1))
    papers = [paper for meeting in meetings for paper in meeting.papers]
    pages = [page for difference in differences for paper in difference.papers for page in paper.pages]
    reflowed, moved = (sum(page.kind is kind for page in pages) for kind in (PageKind.REFLOWED, PageKind.MOVED))
    counts = (
        ("構成", sum(len(meeting.steps) for meeting in meetings), "件"),
        ("資料", sum(map(changed_papers, differences)), "件"),
        ("文言", sum(len(paper.words) for paper in papers), "か所"),
        ("ページ", len(pages) - reflowed - moved, "ページ"),
        ("送りだけ", reflowed, "ページ"),
        ("位置だけ", moved, "ページ"),
    )
    title = meetings[0].title if len(meetings) == 1 else f"{len(meetings)}つの会議" if meetings else ""
    return ReportView(title, meetings, counts, all(difference.same for difference in differences))


def _meeting(key: str, difference: Difference, pictures: PageImageSource) -> MeetingView:
    old, new = difference.old, difference.new
    packet = any(side is not None and len(side.papers) > 1 for side in (old, new))
    papers = tuple(
        _paper(f"{key}-p{number}", _ReportContext(change, pictures, packet)) for number, change in enumerate(difference.papers, 1)
    )
    keys = {change.paper.name: paper.key for change, paper in zip(reversed(difference.papers), reversed(papers), strict=True)}
    steps = tuple(_step(f"{key}-s{number}", step, step_line(step), keys) for number, step in enumerate(all_steps(difference), 1))
    return MeetingView(
        key,
        difference.side.title,
        old.called if old else "",
        new.called if new else "",
        f"{old.pages}ページ" if old else "",
        f"{new.pages}ページ" if new else "",
        difference_phrase(difference),
        steps,
        papers,
    )


def _step(key: str, step: StructureChange, told: str, keys: dict[str, str]) -> StructureChangeView:
    return StructureChangeView(key, step.what.value, what_phrase(step.what), told, keys.get(step.paper, ""))


def _paper(key: str, given: _ReportContext) -> DocumentView:
    change, paper = given.change, given.change.paper
    groups = _groups(change.pages)
    pages = tuple(_pages(f"{key}-g{number}", given, group) for number, group in enumerate(groups, 1))
    shown = [(page, view.key) for group, view in zip(groups, pages, strict=True) for page in group]
    return DocumentView(
        key,
        paper.label,
        paper.title,
        "added" if change.old is None else "removed" if change.new is None else "",
        summary_phrase(change),
        given.in_packet((1, 1), (change.old.pages if change.old else 1, change.new.pages if change.new else 1)),
        tuple(_step("", step, step_phrase(step), {}) for step in change.steps if step.what not in _TOLD_BY_STATE),
        tuple(_words(f"{key}-w{number}", given, wording, shown) for number, wording in enumerate(change.words, 1)),
        numbers_phrase(change),
        tuple(uncompared_lines(change)),
        pages,
    )


def _words(key: str, given: _ReportContext, wording: WordingChange, shown: list[tuple[PageChange, str]]) -> WordingView:
    on = (wording.old_page, wording.new_page)
    by_new = (pages for page, pages in shown if wording.new_page is not None and page.new == wording.new_page)
    by_old = (pages for page, pages in shown if wording.old_page is not None and page.old == wording.old_page)
    place = "　".join(part for part in (page_numbers(*on), moved_phrase(wording)) if part)
    packet = given.in_packet(on, on)
    old, new = (
        _whole(side) if wording.kind in {WordingKind.ADDED, WordingKind.REMOVED} else side for side in (wording.old, wording.new)
    )
    pages = next(by_new, "") or next(by_old, "")
    return WordingView(key, wording.kind, kind_phrase(wording.kind), wording.under, place, packet, old, new, pages)


def _groups(pages: tuple[PageChange, ...]) -> list[tuple[PageChange, ...]]:
    """The pages in their order, those that came, went or moved along one after another as one."""
    runs = groupby(enumerate(pages), lambda item: (item[1].kind, -1 if _in_group(item[1]) else item[0]))
    return [tuple(page for _, page in run) for _, run in runs]


def _in_group(page: PageChange) -> bool:
    return page.kind in _IN_GROUPS and page.elsewhere is None


def _pages(key: str, given: _ReportContext, group: tuple[PageChange, ...]) -> PageGroupView:
    first, last = group[0], group[-1]
    told = page_phrase(first, given.change)
    if len(group) > 1:
        start, end = (first.old, last.old) if first.new is None else (first.new, last.new)
        told = f"{start}～{end}ページ: {told.partition(': ')[2]}"
    packet = given.in_packet((first.old, first.new), (last.old, last.new))
    return PageGroupView(key, first.kind, page_kind_phrase(first), told, packet, tuple(_page(given, page) for page in group))


def _page(given: _ReportContext, page: PageChange) -> PageChangeView:
    drawn = [
        given.pictures(paper, number) if paper and number else None
        for paper, number in ((given.change.old, page.old), (given.change.new, page.new))
    ]
    widest = max((picture.width for picture in drawn if picture), default=1)
    name = given.change.paper.name
    old = _sheet(f"変更前 {page.old}ページ", name, drawn[0], page.old_regions, widest) if page.old else None
    new = _sheet(f"変更後 {page.new}ページ", name, drawn[1], page.new_regions, widest) if page.new else None
    return PageChangeView(page_numbers(page.old, page.new), old, new)


def _sheet(told: str, name: str, picture: EmbeddedImage | None, boxes: tuple[Region, ...], widest: int) -> PageView:
    if picture is None:
        return PageView(told, "", "", 0, 0, 100, ())
    marked = f"（変わったところ {len(boxes)}か所）" if boxes else ""
    src = f"data:{picture.mime};base64,{b64encode(picture.data).decode()}"
    share = round(100 * picture.width / widest, 2)
    percent = tuple(
        HighlightBox(*(round(100 * part, 3) for part in (box.left, box.top, box.right - box.left, box.bottom - box.top)))
        for box in boxes
    )
    return PageView(told, f"{told}　{name}{marked}", src, picture.width, picture.height, share, percent)


def _told_in_packet(paper: ComparedDocument | None, first: int | None, last: int | None) -> str:
    """The pages of the packet that pages of a paper are; nothing where they are not known."""
    if paper is None or first is None or last is None:
        return ""
    start, end = paper.first_page + first - 1, paper.first_page + last - 1
    return f"{start}ページ" if start == end else f"{start}～{end}ページ"


def _whole(cells: Cells) -> Cells:
    """Cells of which everything is new, or gone."""
    return tuple((("".join(text for text, _ in cell), True),) if cell else () for cell in cells)


def _plain_cells(cells: Cells) -> list[str]:
    return ["".join(text for text, _ in cell) for cell in cells]
