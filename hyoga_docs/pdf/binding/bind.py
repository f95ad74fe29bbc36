"""Binds the packet: every document's pages in order, stamped, numbered, tagged, linked, with outline and page labels."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from hyoga_docs.core.problem import Problem, SpecError, error, warning
from hyoga_docs.japanese.labels import with_label
from hyoga_docs.pdf.binding.fit_pages import fit_pages
from hyoga_docs.pdf.binding.label_box import LabelSheet, label_place
from hyoga_docs.pdf.binding.mark_box import MARK_SIZE, mark_place
from hyoga_docs.pdf.binding.page_number import number_place, page_number
from hyoga_docs.pdf.binding.share_streams import share_streams
from hyoga_docs.pdf.binding.stamper import Stamper, free_name
from hyoga_docs.pdf.geometry import Box, PageGeometry, view_of
from hyoga_docs.pdf.intake.page_ranges import choose_pages
from hyoga_docs.pdf.intake.printed_areas import PageInk, find_ink, ink_of
from hyoga_docs.pdf.intake.sanitize import leads_to_the_web
from hyoga_docs.pdf.layers import carry_layers
from hyoga_docs.pdf.metadata import LANG, describe
from hyoga_docs.pdf.outline import Bookmark, outline_item, read_bookmarks, to_items
from hyoga_docs.pdf.save import save_pdf
from hyoga_docs.pdf.tagging.join_trees import StructureJoin
from hyoga_docs.plan.page_layout import total_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.pdf.binding.embed_font import Subset
    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.pdf.pdfa.obstacles import Obstacle
    from hyoga_docs.plan.page_layout import PlacedDocument
    from hyoga_docs.spec.style import PageNumbers, Stamp

_SMALL = 1_000_000


@dataclass(frozen=True)
class PacketPart:
    """A part of the packet with its PDF, all of whose pages are taken, and what is known of it."""

    placed: PlacedDocument
    pdf: bytes | Path
    taken: IntakeResult


@dataclass(frozen=True)
class BindOptions:
    """How the packet is printed on and what it says of itself; `archival` makes it PDF/A-2u, `fit` puts others' pages onto A4.

    `called` names each page where a page is not called by its place (empty: nothing is printed), `of` is how many pages
    there are then said to be, `mark` what is printed behind the number.
    """

    title: str
    author: str
    date: dt.date
    stamp: Stamp
    numbers: PageNumbers
    font: Subset | None
    labels: bytes | None
    label_names: tuple[str, ...]
    archival: bool = False
    fit: bool = False
    called: tuple[str, ...] = ()
    of: int = 0
    mark: str = ""


@dataclass(frozen=True)
class BindResult:
    """What binding noticed, what was printed over each page (from 0), whether the packet may be called PDF/UA.

    `fitted` says where on its sheet lies each page that was put onto A4. The boxes are in parts of the page's sides, as its
    reader sees it.
    """

    problems: list[Problem]
    printed: dict[int, list[Box]]
    accessible: bool
    fitted: dict[int, Box]


def bind(parts: Sequence[PacketPart], options: BindOptions, out: Path) -> BindResult:
    """Binds the packet into a file.

    Raises LabelError when the label template does not give one page a label, SpecError where PDF/A cannot be made.
    """
    return _Binder(parts, options).bind(out)


@dataclass
class _PageToPrintOn:
    """A page of the packet (from 0), what stands on it, and what is printed on it: pieces, their resources, their boxes."""

    page: pikepdf.Page
    index: int
    ink: PageInk
    ink_for_marks: PageInk
    pieces: list[bytes] = field(default_factory=list)
    resources: dict[tuple[str, str], pikepdf.Object] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)

    @cached_property
    def view(self) -> PageGeometry:
        """The page as its reader sees it."""
        return view_of(self.page)


class _Binder:
    """One packet in the making."""

    def __init__(self, parts: Sequence[PacketPart], options: BindOptions) -> None:
        self.parts, self.options = parts, options
        self.pages = total_pages([part.placed for part in parts])
        self.packet = pikepdf.Pdf.new()
        self.tags = StructureJoin(self.packet, LANG)
        self.problems: list[Problem] = []
        self.outline: list[tuple[int, OutlineItem]] = []
        self.page_labels: list[tuple[int, pikepdf.Object]] = []
        self.printed: dict[int, list[Box]] = {}
        self.fitted: dict[int, Box] = {}

    def bind(self, out: Path) -> BindResult:
        stamper = Stamper(self.packet, self.options.font)
        with contextlib.ExitStack() as sources:
            # The sources stay open, for they give their streams only when the packet is saved.
            labels = None
            if self.options.labels is not None:
                label_pdf = sources.enter_context(pikepdf.open(io.BytesIO(self.options.labels)))
                labels = LabelSheet.read(self.options.labels, self.options.label_names, label_pdf)
            for part in self.parts:
                # Not mapped into memory, for all that is read of a mapped file counts as memory taken.
                pdf = pikepdf.open(_readable(part.pdf), access_mode=pikepdf.AccessMode.stream)
                self._add(part, sources.enter_context(pdf), stamper, labels)
            self._link()
            tagged = self.tags.finish()
            self._write_outline()
            accessible = tagged and all(part.taken.accessible for part in self.parts)
            self._describe(accessible=accessible)
            share_streams(self.packet)
            self._save(out)
        return BindResult(self.problems, self.printed, accessible, self.fitted)

    def _save(self, out: Path) -> None:
        if not self.options.archival:
            save_pdf(self.packet, out)
            return
        from hyoga_docs.pdf.pdfa.obstacles import obstacles  # noqa: PLC0415
        from hyoga_docs.pdf.pdfa.to_pdfa import make_archival, save_archival  # noqa: PLC0415  wanted only here

        found = obstacles(self.packet, range(len(self.packet.pages)))
        if found:
            raise SpecError(self._obstacles(found))
        make_archival(self.packet)
        save_archival(self.packet, out)

    def _obstacles(self, found: Sequence[Obstacle]) -> list[Problem]:
        """What keeps the packet from being PDF/A-2u, a problem for each paper and reason."""
        problems = []
        for part in self.parts:
            placed, document = part.placed, part.placed.document
            own = [each for each in found if placed.first_page <= each.page + 1 <= placed.last_page]
            for reason in dict.fromkeys(each.reason for each in own):
                page = next(each.page for each in own if each.reason == reason) + 1
                hint = "書体を埋め込んで作り直した PDF か、もとのファイルを受け取ってください。急ぐときは --pdfa を外してください。"
                message = f"PDF/A-2u にできない資料です（{reason}）。"
                told = error("HD607", message, place=document.place, quote=document.title, hint=hint, document=document.stem)
                problems.append(replace(told, page=page))
        return problems

    def _add(self, part: PacketPart, source: pikepdf.Pdf, stamper: Stamper, labels: LabelSheet | None) -> None:
        placed = part.placed
        if placed.blank_before:
            first = self.packet.pages[-1] if self.packet.pages else None
            view = view_of(first) if first is not None else None
            self.packet.add_blank_page(page_size=(view.width, view.height) if view else (595, 842))
        start = len(self.packet.pages)
        if self.options.fit and placed.document.template is None:
            taken, fitted = fit_pages(source, part.taken)
            part = replace(part, taken=taken)
            self.fitted |= {start + index: box for index, box in fitted.items()}
        self.packet.add_pages_from(source, forms="strip")
        added = [self.packet.pages[start + index] for index in range(part.taken.pages)]
        self.tags.add(source, added, placed.document.title)
        carry_layers(source, self.packet)
        self._note_outline(placed, start, read_bookmarks(source))
        self._note_page_label(placed, start)
        ours = placed.document.template is not None
        known = find_ink(part.pdf) if ours and placed.document.mark else part.taken
        for index, page in enumerate(added):
            ink = PageInk() if ours else ink_of(part.taken, index)  # ours leave labels and numbers their place
            on = _PageToPrintOn(page, start + index, ink, ink_of(known, index))
            self._print_on(part, on, stamper, labels if index == 0 else None)

    def _print_on(self, part: PacketPart, on: _PageToPrintOn, stamper: Stamper, labels: LabelSheet | None) -> None:
        """The label, the mark and the number of a page, of which each leaves those before it free."""
        if labels is not None and part.placed.document.stamp:
            self._print_label(part, on, stamper, labels)
        if part.placed.document.mark and _is_marked(part, on.index):
            self._print_mark(part, on, stamper)
        self._print_number(part, on, stamper)
        if on.pieces:
            stamper.stamp(on.page, on.pieces, on.resources, on.ink.left_open)

    def _print_label(self, part: PacketPart, on: _PageToPrintOn, stamper: Stamper, labels: LabelSheet) -> None:
        stamp = part.placed.document.stamp
        drawn = labels.box(stamp)
        box, free = label_place(on.view, drawn, self.options.stamp, on.ink.words, on.ink.spots)
        name = free_name(on.page, "/XObject", f"/HyogaL{labels.pages[stamp]}")
        on.pieces.append(stamper.label(on.view, box, name, drawn))
        on.boxes.append(box)
        self._note_printed(on.index, on.view, box)
        on.resources["/XObject", name] = labels.form(stamp, self.packet)
        if not free:
            self._covered("HD601", f"資料番号「{stamp}」の枠が文字に重なります。", part, on.index)

    def _print_mark(self, part: PacketPart, on: _PageToPrintOn, stamper: Stamper) -> None:
        if stamper.subset is None or stamper.font is None:
            return
        mark, words = part.placed.document.mark, [*on.ink_for_marks.words, *on.boxes]
        width = stamper.subset.width(mark, MARK_SIZE)
        box, free = mark_place(on.view, width, self.options.stamp, words, on.ink_for_marks.spots)
        font = free_name(on.page, "/Font", "/HyogaN")
        on.pieces.append(stamper.mark(on.view, box, mark, font))
        on.boxes.append(box)
        self._note_printed(on.index, on.view, box)
        on.resources["/Font", font] = stamper.font
        if not free:
            self._covered("HD601", f"「{mark}」の枠が文字に重なります。", part, on.index)

    def _print_number(self, part: PacketPart, on: _PageToPrintOn, stamper: Stamper) -> None:
        style, document = self.options.numbers, part.placed.document
        number = self.options.called[on.index] if self.options.called else str(part.placed.number(on.index + 1))
        if not (style.format and number and stamper.subset and stamper.font is not None and document.page_numbers):
            return
        text = page_number(style.format, number, self.options.of or self.pages) + self.options.mark
        ink = replace(on.ink, words=(*on.ink.words, *on.boxes))
        place = number_place(on.view, stamper.subset.width(text, style.size), style, ink)
        font = free_name(on.page, "/Font", "/HyogaN")
        on.pieces.append(stamper.number(on.view, place, text, style.size, font))
        self._note_printed(on.index, on.view, place.printed)
        on.resources["/Font", font] = stamper.font
        if not place.free:
            self._covered("HD602", f"ページ番号「{text}」が文字に重なります。", part, on.index)

    def _note_printed(self, index: int, view: PageGeometry, box: Box) -> None:
        wide, high = view.width, view.height
        printed = Box(box.left / wide, box.bottom / high, box.right / wide, box.top / high)
        self.printed.setdefault(index, []).append(printed)

    def _covered(self, code: str, message: str, part: PacketPart, index: int) -> None:
        hint = "資料の余白を広げてもらうか、platform.yaml の style で位置を変えてください。"
        document = part.placed.document
        found = warning(code, message, place=document.place, quote=document.title, hint=hint, document=document.stem)
        self.problems.append(replace(found, page=index + 1))

    def _note_outline(self, placed: PlacedDocument, start: int, bookmarks: Sequence[Bookmark]) -> None:
        document = placed.document
        inner = [kid for b in bookmarks for kid in (b.kids if _same(b.title, document.title) else (b,))]
        items = to_items(inner, lambda page: start + page) if document.label or document.template is None else []
        if document.continues and self.outline:
            self.outline[-1][1].children.extend(items)
            return
        title = with_label(document.label, document.title)
        self.outline += [(level, outline_item(heading, start)) for level, heading in document.opens]
        item = outline_item(title, start)
        item.children.extend(items)
        self.outline.append((document.level, item))

    def _note_page_label(self, placed: PlacedDocument, start: int) -> None:
        document = placed.document
        if placed.blank_before:
            self.page_labels.append((start - 1, Dictionary(P=String("（白紙）"))))
        if document.continues and self.page_labels:
            return
        prefix = f"{document.full_label or document.title} p."
        self.page_labels.append((start, Dictionary(S=Name.D, P=String(prefix), St=1)))

    def _link(self) -> None:
        """Links to a sibling file become links to its pages here."""
        first = {f"{part.placed.document.stem}.pdf": part.placed.first_page - 1 for part in self.parts}
        for page in self.packet.pages:
            annotations = page.obj.get("/Annots")
            for link in annotations if isinstance(annotations, Array) else ():
                action = link.get("/A")
                address = action.get("/URI") if isinstance(action, Dictionary) else None
                if address is None or leads_to_the_web(address):
                    continue
                target = first.get(str(address))
                if target is None:
                    del link["/A"]
                else:
                    link.A = Dictionary(S=Name.GoTo, D=Array([self.packet.pages[target].obj, Name.Fit]))

    def _write_outline(self) -> None:
        with self.packet.open_outline() as outline:
            stack: list[tuple[int, OutlineItem]] = []
            for level, item in self.outline:
                while stack and stack[-1][0] >= level:
                    stack.pop()
                if stack:
                    stack[-1][1].children.append(item)
                else:
                    outline.root.append(item)
                stack.append((level, item))

    def _describe(self, *, accessible: bool) -> None:
        if self.options.called:
            self.page_labels = [(page, Dictionary(P=String(called))) for page, called in enumerate(self.options.called)]
        labels = Array([entry for start, label in self.page_labels for entry in (start, label)])
        self.packet.Root.PageLabels = Dictionary(Nums=labels)
        describe(self.packet, self.options.title, author=self.options.author, date=self.options.date, accessible=accessible)


def _readable(pdf: bytes | Path) -> io.BytesIO | Path:
    """A PDF to open; a small one from memory, for a system lets a program hold only so many files (often 1,024)."""
    if isinstance(pdf, bytes):
        return io.BytesIO(pdf)
    return io.BytesIO(pdf.read_bytes()) if pdf.stat().st_size < _SMALL else pdf


def _is_marked(part: PacketPart, index: int) -> bool:
    """Whether a page of the packet (from 0) bears its paper's mark: each one, or some pages of the file alone."""
    pages, taken = part.placed.document.marked_pages, part.taken
    if pages is None:
        return True
    return taken.chosen[index - part.placed.first_page + 1] in (choose_pages(pages, taken.source_pages) or ())


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
