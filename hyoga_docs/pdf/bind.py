"""Binds the packet: every document's pages in order, stamped, numbered, tagged, linked, with outline and page labels."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from hyoga_docs.pdf.clean import clean_page, leads_to_the_web
from hyoga_docs.pdf.finish import links, local_name
from hyoga_docs.pdf.geometry import view_of
from hyoga_docs.pdf.ink import Ink, inked
from hyoga_docs.pdf.outline import Bookmark, outline_item, read_bookmarks, to_items
from hyoga_docs.pdf.stamp import LabelSheet, Stamper, label_place, number_place
from hyoga_docs.pdf.structure import StructureJoin
from hyoga_docs.plan.packet import total_pages
from hyoga_docs.problem import Problem, SpecError, error, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.pdf.font import Subset
    from hyoga_docs.plan.packet import Part
    from hyoga_docs.spec.platform import PageNumbers, Stamp
    from hyoga_docs.store import Store

_LANG = "ja-JP"


@dataclass(frozen=True)
class Sheet:
    """A part of the packet with its PDF.

    `sha` names the bytes; `chosen` are the pages taken, from 0; `stamped` says that the label is to be printed on the
    first; `crowded`, that something may be printed where labels and numbers go (nothing of ours is).
    """

    part: Part
    pdf: bytes | Path
    sha: str
    chosen: tuple[int, ...]
    stamped: bool
    crowded: bool


@dataclass(frozen=True)
class Look:
    """How the packet is printed on and what it says of itself."""

    title: str
    author: str
    date: dt.date
    stamp: Stamp
    numbers: PageNumbers
    font: Subset | None
    labels: bytes | None
    label_names: tuple[str, ...]


def bind(sheets: Sequence[Sheet], look: Look, store: Store) -> tuple[bytes, list[Problem]]:
    """The packet's bytes, and where a label or a number could find no free place.

    Raises LabelError when the label template does not give one page a label, SpecError for a paper that cannot be joined.
    """
    return _Binder(sheets, look, store).bind()


class _Binder:
    """One packet in the making."""

    def __init__(self, sheets: Sequence[Sheet], look: Look, store: Store) -> None:
        self.sheets, self.look, self.store = sheets, look, store
        self.pages = total_pages([sheet.part for sheet in sheets])
        self.packet = pikepdf.Pdf.new()
        self.tags = StructureJoin(self.packet, _LANG)
        self.problems: list[Problem] = []
        self.outline: list[tuple[int, OutlineItem]] = []
        self.page_labels: list[tuple[int, pikepdf.Object]] = []

    def bind(self) -> tuple[bytes, list[Problem]]:
        stamper = Stamper(self.packet, self.look.font)
        with contextlib.ExitStack() as sources, warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # widgets without a form: shown as they are
            # The sources stay open, for they give their streams only when the packet is saved.
            labels = None
            if self.look.labels is not None:
                label_pdf = sources.enter_context(pikepdf.open(io.BytesIO(self.look.labels)))
                labels = LabelSheet.read(self.look.labels, self.look.label_names, label_pdf)
            for sheet in self.sheets:
                pdf = io.BytesIO(sheet.pdf) if isinstance(sheet.pdf, bytes) else sheet.pdf
                try:
                    self._add(sheet, sources.enter_context(pikepdf.open(pdf)), stamper, labels)
                except (pikepdf.PikepdfError, TypeError, ValueError) as problem:
                    document = sheet.part.document
                    hint = "作った人に、PDF を作り直してもらってください。"
                    message = f"綴じられない PDF です（{problem}）。"
                    raise SpecError([error("HD317", message, place=document.place, quote=document.title, hint=hint)]) from problem
            self._link()
            self.tags.finish()
            self._write_outline()
            self._describe()
            out = io.BytesIO()
            self.packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue(), self.problems

    def _add(self, sheet: Sheet, source: pikepdf.Pdf, stamper: Stamper, labels: LabelSheet | None) -> None:
        part = sheet.part
        if part.blank_before:
            first = self.packet.pages[-1] if self.packet.pages else None
            view = view_of(first) if first is not None else None
            self.packet.add_blank_page(page_size=(view.width, view.height) if view else (595, 842))
        pages = [source.pages[index] for index in sheet.chosen]
        bookmarks = read_bookmarks(source)
        prepared = self.tags.prepare(source, pages)
        ink = inked(source, sheet.pdf, sheet.chosen, self.store, sheet.sha) if sheet.crowded else {}
        start = len(self.packet.pages)
        self.packet.add_pages_from(source, sheet.chosen)
        if prepared is not None:
            self.tags.add(prepared, source, part.document.title)
        _carry_layers(source, self.packet)
        place = {source_page: start + index for index, source_page in reversed(list(enumerate(sheet.chosen)))}
        self._note_outline(part, start, bookmarks, place.get)
        self._note_page_label(part, start)
        for index, source_page in enumerate(sheet.chosen):
            self._print_on(
                sheet, start + index, ink.get(source_page, Ink()), stamper, labels if index == 0 and sheet.stamped else None
            )

    def _print_on(self, sheet: Sheet, index: int, ink: Ink, stamper: Stamper, labels: LabelSheet | None) -> None:
        page, document = self.packet.pages[index], sheet.part.document
        clean_page(page)
        view = view_of(page)
        pieces: list[bytes] = []
        resources: dict[tuple[str, str], pikepdf.Object] = {}
        if labels is not None:
            drawn = labels.box(document.full_label)
            box, free = label_place(view, drawn, self.look.stamp, ink.words, ink.spots)
            name = f"/HyogaL{labels.pages[document.full_label]}"
            pieces.append(stamper.label(view, box, name, drawn))
            resources["/XObject", name] = labels.form(document.full_label, self.packet)
            if not free:
                self._covered("HD601", f"資料番号「{document.full_label}」の枠が文字に重なります。", sheet, index)
        if self.look.numbers.format and stamper.subset and stamper.font is not None and document.page_numbers:
            text = page_number(self.look.numbers.format, index + 1, self.pages)
            box, free = number_place(
                view, stamper.subset.width(text, self.look.numbers.size), self.look.numbers, ink.words or ink.spots
            )
            pieces.append(stamper.number(view, box, text, self.look.numbers.size))
            resources["/Font", "/HyogaN"] = stamper.font
            if not free:
                self._covered("HD602", f"ページ番号「{text}」が文字に重なります。", sheet, index)
        if pieces:
            stamper.stamp(page, pieces, resources, ink.left_open)

    def _covered(self, code: str, message: str, sheet: Sheet, index: int) -> None:
        hint = "資料の余白を広げてもらうか、platform.yaml の style で位置を変えてください。"
        document = sheet.part.document
        found = warning(code, message, place=document.place, quote=document.title, hint=hint, document=document.stem)
        self.problems.append(replace(found, page=index + 1))

    def _note_outline(self, part: Part, start: int, bookmarks: Sequence[Bookmark], page_of: Callable[[int], int | None]) -> None:
        document = part.document
        inner = [kid for b in bookmarks for kid in (b.kids if _same(b.title, document.title) else (b,))]
        items = to_items(inner, page_of) if document.label or document.template is None else []
        if document.continues and self.outline:
            self.outline[-1][1].children.extend(items)
            return
        title = f"{document.label}　{document.title}" if document.label else document.title
        self.outline += [(level, outline_item(heading, start)) for level, heading in document.opens]
        item = outline_item(title, start)
        item.children.extend(items)
        self.outline.append((document.level, item))

    def _note_page_label(self, part: Part, start: int) -> None:
        document = part.document
        if part.blank_before:
            self.page_labels.append((start - 1, Dictionary(P=String("（白紙）"))))
        if document.continues and self.page_labels:
            return
        prefix = f"{document.full_label or document.title} p."
        self.page_labels.append((start, Dictionary(S=Name.D, P=String(prefix), St=1)))

    def _link(self) -> None:
        """Links to a sibling file become links to its pages here; other links stay only to the web and to mail."""
        first = {f"{sheet.part.document.stem}.pdf": sheet.part.first_page - 1 for sheet in self.sheets}
        for link in links(self.packet):
            action = link.A
            if action.get("/S") == Name.GoTo or leads_to_the_web(action):
                continue
            page = first.get(local_name(str(action.get("/URI", ""))) or "")
            if page is None:
                del link["/A"]
            else:
                link.A = Dictionary(S=Name.GoTo, D=Array([self.packet.pages[page].obj, Name.Fit]))

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

    def _describe(self) -> None:
        packet, look = self.packet, self.look
        packet.Root.PageLabels = Dictionary(Nums=Array([entry for start, label in self.page_labels for entry in (start, label)]))
        packet.Root.Lang = String(_LANG)
        packet.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        packet.Root.PageMode = Name.UseOutlines
        date = f"{look.date:%Y-%m-%d}T00:00:00+09:00"
        with packet.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta["dc:title"] = look.title
            meta["dc:language"] = {_LANG}
            if look.author:
                meta["dc:creator"] = [look.author]
            meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = date
            meta["xmp:CreatorTool"] = "hyoga-docs"
        stamp = f"D:{look.date:%Y%m%d}000000+09'00'"
        info = {"/Title": look.title, "/Author": look.author, "/Creator": "hyoga-docs", "/CreationDate": stamp, "/ModDate": stamp}
        for name, value in info.items():
            if value:
                packet.docinfo[name] = String(value)


def page_number(style: str, page: int, pages: int) -> str:
    """A page number as the house prints it: `－ 3 －`."""
    return style.replace("{pages}", str(pages)).replace("{page}", str(page))


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _carry_layers(source: pikepdf.Pdf, packet: pikepdf.Pdf) -> None:
    """Keeps a source's layers as they are switched: without this, hidden ones would show."""
    layers = source.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary) or not isinstance(layers.get("/OCGs"), Array):
        return
    copied = packet.copy_foreign(source.make_indirect(layers))
    if "/OCProperties" not in packet.Root:
        packet.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(OFF=Array(), Order=Array(), AS=Array()))
    held = packet.Root.OCProperties
    held.OCGs.extend(list(copied.OCGs))
    chosen = copied.get("/D")
    if isinstance(chosen, Dictionary):
        off = list(chosen.get("/OFF") or [])
        if chosen.get("/BaseState") == Name.OFF:
            on = {item.objgen for item in chosen.get("/ON") or []}
            off = [group for group in copied.OCGs if group.objgen not in on]
        held.D.OFF.extend(off)
        if isinstance(chosen.get("/Order"), Array):
            held.D.Order.extend(list(chosen.Order))
        if isinstance(chosen.get("/AS"), Array):
            held.D.AS.extend(list(chosen.AS))
