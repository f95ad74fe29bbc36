"""Takes one paper in: a clean copy of its pages that looks as they do, carries nothing along, and can be read aloud.

There are several ways to make the copy; the first one that looks like its source is it. A page that none of them shows
right becomes a picture of itself, and that is said. Nothing here trusts the file: others' files, and what LibreOffice made
of them, are taken in by `worker.py`; only what our own templates made is taken in by the process that asks.
"""

from __future__ import annotations

import io
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from warnings import catch_warnings, simplefilter

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary

from hyoga_docs.pdf.geometry import is_paper
from hyoga_docs.pdf.intake.annotations import WrittenAnnotations, drop_notes, flatten, settle, written_over
from hyoga_docs.pdf.intake.closed_tables import close_tables
from hyoga_docs.pdf.intake.damaged_streams import mend_streams, pages_with
from hyoga_docs.pdf.intake.fonts import font_names, unembedded
from hyoga_docs.pdf.intake.forms import asks_to_wait
from hyoga_docs.pdf.intake.images import count_images
from hyoga_docs.pdf.intake.missing_glyphs import missing_glyphs
from hyoga_docs.pdf.intake.open import (
    FAILURES,
    OpenedFile,
    PageJpeg,
    flattened_by_pdfium,
    has_broken_picture,
    open_supplied,
    page_picture,
    rescued,
)
from hyoga_docs.pdf.intake.page_ranges import choose_pages
from hyoga_docs.pdf.intake.plain_numbers import write_numbers_plainly
from hyoga_docs.pdf.intake.printed_areas import FileInk, find_ink, open_states
from hyoga_docs.pdf.intake.prune_resources import prune_resources
from hyoga_docs.pdf.intake.records import GeneratedPdf, IntakeRejected, IntakeRequest, IntakeResult, IntakeWarning
from hyoga_docs.pdf.intake.sanitize import clean, leftovers, names_found
from hyoga_docs.pdf.intake.sheet_findings import sheet_findings
from hyoga_docs.pdf.layers import carry_layers
from hyoga_docs.pdf.metadata import LANG, describe
from hyoga_docs.pdf.outline import read_bookmarks, to_items
from hyoga_docs.pdf.render.thumbnails import DrawnPdf, PageThumbnail, same, save_looks
from hyoga_docs.pdf.save import save_pdf
from hyoga_docs.pdf.tagging.line_rules import drop_line_rules
from hyoga_docs.pdf.tagging.paper_tags import PaperTags
from hyoga_docs.pdf.tagging.pdfua_check import broken_rules, is_here, withdraw_claim, without_claim
from hyoga_docs.pdf.tagging.readable import BLANK, DESCRIBED, MADE, OWN, PICTURE
from hyoga_docs.pdf.tagging.source_tree import read_tree
from hyoga_docs.pdf.text_lines import page_sizes
from hyoga_docs.text.passages import Body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hyoga_docs.pdf.tagging.sheet_pages import SheetPage

#: So many pages that cannot be read are named one by one.
_MOST_NAMED = 20


@dataclass
class _CleanCopy:
    """A clean copy as one way made it, with what was noticed in making it."""

    readable: list[str]
    removed: set[str]
    unnamed: int = 0
    headless: int = 0
    lost_tree: bool = False
    fonts: tuple[str, ...] = ()
    unembedded: tuple[str, ...] = ()
    pictures: int = 0
    damaged: tuple[int, ...] = ()
    unreadable: tuple[int, ...] = ()

    @property
    def candidate(self) -> bool:
        """Whether every page may deserve to be called accessible: nothing guessed, nothing without words."""
        return not self.unnamed and not self.lost_tree and MADE not in self.readable and PICTURE not in self.readable


@dataclass(frozen=True)
class _CopyMethod:
    """A way to copy: the bytes that it starts from, and whether forms and comments become part of the page first."""

    start: Callable[[], bytes | Path | None]
    flatten: bool


def take(request: IntakeRequest, out: Path) -> IntakeResult | IntakeRejected:
    """Takes a supplied PDF or picture in; the clean copy is written to `out`."""
    opened = open_supplied(Path(request.source), request.suffix)
    if isinstance(opened, IntakeRejected):
        return opened
    chosen = choose_pages(request.pages, opened.pages)
    if chosen is None:
        return IntakeRejected("HD316", str(opened.pages))
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # pikepdf's, of what is looked for and told here
        if odd := _no_paper(opened.pdf, chosen):
            return IntakeRejected("HD317", f"（大きさが紙の大きさではないページがあります: {odd}ページ）")
        return _PaperIntake(request, opened, chosen, out).take()


def take_generated(data: bytes, request: IntakeRequest) -> GeneratedPdf:
    """Takes in a PDF that our own engine made. Raises ValueError for what is no PDF with at least one page."""
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            if not source.pages:
                msg = "no page"
                raise ValueError(msg)
            chosen = choose_pages(request.pages, len(source.pages))
            if chosen is None:
                return GeneratedPdf(IntakeResult(len(source.pages), (), (), accessible=False), b"")
            if request.ours:
                drop_line_rules(source)
                close_tables(source)
            missing = missing_glyphs(source, chosen)
            sheets = _sheet_pages(data, request) if request.suffix == ".xlsx" else None
            copy = _Copier(request, chosen, made=True, sheets=sheets).copy(source, out)
            pages = len(source.pages)
    except (pikepdf.PikepdfError, TypeError, KeyError) as problem:
        raise ValueError(str(problem)) from problem
    made, warnings = out.getvalue(), [*missing, *_of_tags(copy)]
    if not request.ours:
        if left := leftovers(made):
            msg = f"not clean: {', '.join(sorted(left))}"
            raise ValueError(msg)
        if copy.removed:
            warnings.insert(0, IntakeWarning("HD321", "、".join(sorted(copy.removed))))
    # What our templates make is asked of two checkers in the tests; what LibreOffice made of others' files is asked here.
    rules = broken_rules(made) if copy.candidate and not request.ours else []
    if rules:
        made = without_claim(made)
        warnings.append(IntakeWarning("HD331", "、".join(rules)))
    accessible = copy.candidate and not rules
    taken = IntakeResult(pages, chosen, tuple(copy.readable), accessible, copy.fonts, tuple(warnings))
    if not request.ours:
        ink = find_ink(made)
        found = sheet_findings([sheets[number] for number in chosen]) if sheets is not None else ()
        read = replace(taken, words=ink.words, spots=ink.spots, left_open=ink.left_open, text=tuple(ink.text))
        taken = replace(read, sizes=tuple(page_sizes(made)), pictures=copy.pictures, sheet=found)
    return GeneratedPdf(taken, made)


def _no_paper(pdf: bytes | Path, chosen: Sequence[int]) -> int:
    """The first page, from 1, of those chosen (from 0) that is larger or smaller than any sheet; 0 where there is none."""
    with suppress(*FAILURES), pikepdf.open(_readable(pdf)) as source, closing(pypdfium2.PdfDocument(pdf)) as drawn:
        for index in chosen:
            if not is_paper(source.pages[index], drawn.get_page_size(index)):
                return index + 1
    return 0


def _sheet_pages(data: bytes, request: IntakeRequest) -> list[SheetPage]:
    """The pages of a spreadsheet, understood by what its cells say."""
    from hyoga_docs.pdf.tagging.sheet_pages import read_sheet_pages  # noqa: PLC0415  not wanted in every packet

    return read_sheet_pages(data, Body.unpack(request.body.encode()).grids if request.body else ())


class _PaperIntake:
    """One supplied file on its way in: the ways are tried until a copy looks like its source."""

    def __init__(self, request: IntakeRequest, opened: OpenedFile, chosen: Sequence[int], out: Path) -> None:
        self.opened, self.chosen, self.out = opened, chosen, out
        self.copier = _Copier(request, chosen)
        with pikepdf.open(_readable(opened.pdf)) as source:
            self.tagged = isinstance(source.Root.get("/StructTreeRoot"), Dictionary)
            self.written = written_over(source, chosen) if len(source.pages) > max(chosen) else WrittenAnnotations()
        self.looks = _looks(opened.pdf, chosen)
        self.ways = (
            _CopyMethod(lambda: opened.pdf, flatten=True),
            _CopyMethod(lambda: opened.pdf, flatten=False),
            _CopyMethod(lambda: flattened_by_pdfium(opened.pdf), flatten=False),
            _CopyMethod(lambda: rescued(opened.pdf), flatten=True),
        )

    def take(self) -> IntakeResult | IntakeRejected:
        """The copy that looks right; else the one that looks right on most pages, the others drawn as pictures."""
        best: tuple[list[int], _CopyMethod] | None = None
        for way in self.ways:
            copy, differing = self._try(way, {})
            if copy is not None and not differing:
                return self._answer(copy, ())
            if copy is not None and (best is None or len(differing) < len(best[0])):
                best = (differing, way)
        pictures = best[0] if best is not None else list(range(len(self.chosen)))
        drawn = {index: picture for index in pictures if (picture := page_picture(self.opened.pdf, self.chosen[index])) is not None}
        for way in [best[1]] if best is not None else self.ways:
            copy, differing = self._try(way, drawn)
            if copy is not None and not differing:
                return self._answer(copy, pictures)
        return IntakeRejected("HD317")

    def _try(self, way: _CopyMethod, drawn: Mapping[int, PageJpeg]) -> tuple[_CleanCopy | None, list[int]]:
        """Makes the copy one way; None where that cannot be done, else the copy and its pages that look different."""
        try:
            start = way.start()
            if start is None:
                return None, []
            with pikepdf.open(_readable(start), access_mode=pikepdf.AccessMode.stream) as source:
                if len(source.pages) <= max(self.chosen):
                    return None, []
                removed = names_found(source) | drop_notes(source)  # before a form becomes part of the pages
                if way.flatten:
                    flatten(source)
                copy = self.copier.copy(source, self.out, drawn)
                copy.removed |= removed
            if leftovers(self.out):
                return None, []
            return copy, sorted({*self._differing(drawn), *copy.unreadable} - drawn.keys())
        except FAILURES:
            return None, []

    def _differing(self, drawn: Mapping[int, PageJpeg]) -> list[int]:
        """The pages of the copy that do not look like their source; a page drawn as a picture is but a picture."""
        with DrawnPdf(self.out) as after:
            if len(after) != len(self.chosen):
                return list(range(len(self.chosen)))
            pairs = zip(self.looks, after.looks(range(len(self.chosen))), strict=True)
            return [
                index
                for index, (before, now) in enumerate(pairs)
                if index not in drawn and (now is None or (before is not None and not same(before, now)))
            ]

    def _answer(self, copy: _CleanCopy, pictures: Sequence[int]) -> IntakeResult | IntakeRejected:
        """What the copy is, looked at once more as the binder will find it."""
        out, warnings = self.out, self._warnings(copy, pictures)
        read = {*copy.readable} - {BLANK}
        rules = broken_rules(out) if copy.candidate and read else []
        if rules:
            warnings.append(IntakeWarning("HD331", "、".join(rules)))
        # Of tags that somebody else wrote nothing is believed without the checker.
        accessible = copy.candidate and not rules and (OWN not in copy.readable or is_here())
        if copy.candidate and not accessible:
            withdraw_claim(out)
        save_looks(self.looks, out.with_suffix(".looks"))
        ink = find_ink(out, self.looks)
        if asks_to_wait(ink.text, xfa=self.opened.xfa):
            return IntakeRejected("HD364")
        warnings += self._unseen(ink, pictures)
        return IntakeResult(
            source_pages=self.opened.pages,
            chosen=tuple(self.chosen),
            readable=tuple(copy.readable),
            accessible=accessible,
            fonts=copy.fonts,
            warnings=tuple(warnings),
            words=ink.words,
            spots=ink.spots,
            left_open=ink.left_open,
            text=tuple(ink.text),
            sizes=tuple(page_sizes(out)),
        )

    def _warnings(self, copy: _CleanCopy, pictures: Sequence[int]) -> list[IntakeWarning]:
        opened, written = self.opened, self.written
        undrawn = [index for index, look in enumerate(self.looks) if look is None]
        told: list[tuple[str, str, Sequence[int]]] = [
            ("HD363", _lost_pages(opened), ()),
            ("HD361", "", copy.damaged),
            ("HD321", "、".join(sorted(copy.removed)), ()),
            ("HD322", "", pictures),
            ("HD341", "、".join(copy.unembedded), ()),
            ("HD323", "", undrawn),
            ("HD332", "", written.unseen),
            ("HD334", "", written.over),
            ("HD367", "", written.redacted),
        ]
        alone = (("HD313", opened.mended), ("HD356", opened.moves), ("HD366", opened.formless))
        warnings = [IntakeWarning(code) for code, true in alone if true]
        warnings += [IntakeWarning(code, words, _from_one(pages)) for code, words, pages in told if words or pages]
        copy.lost_tree = copy.lost_tree or (self.tagged and OWN not in copy.readable and MADE in copy.readable)
        return warnings + _of_tags(copy)

    def _unseen(self, ink: FileInk, pictures: Sequence[int]) -> list[IntakeWarning]:
        """What stands on pages and nobody sees: all that is on a page, or words under something dark."""
        warnings = []
        blank = [index for index, look in enumerate(self.looks) if look is not None and look.one_colour]
        if empty := [i for i in blank if ink.text[i] or (i not in pictures and has_broken_picture(self.out, i))]:
            warnings.append(IntakeWarning("HD362", pages=_from_one(empty)))
        if ink.covered:
            warnings.append(IntakeWarning("HD368", str(sum(ink.covered.values())), _from_one(sorted(ink.covered))))
        return warnings


def _from_one(pages: Sequence[int]) -> tuple[int, ...]:
    """Pages from 0 as they are told, from 1."""
    return tuple(page + 1 for page in pages)


def _lost_pages(opened: OpenedFile) -> str:
    """How many pages a file says it has, and how many of them can be read; empty where that is the same."""
    if opened.pages >= opened.announced:
        return ""
    unread = "、".join(str(page) for page in opened.unread[:_MOST_NAMED])
    more = "など" if len(opened.unread) > _MOST_NAMED else ""
    return f"{opened.announced}ページのうち{opened.pages}ページ" + (f"。ないのは{unread}ページ目{more}" if unread else "")


def _readable(pdf: bytes | Path) -> io.BytesIO | Path:
    return io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf


def _part_twins(pdf: pikepdf.Pdf, chosen: Sequence[int]) -> None:
    """A page that is taken twice: its second copy gets annotations of its own, and tags of our making."""
    seen: set[int] = set()
    for page, number in zip(pdf.pages, chosen, strict=True):
        if number in seen:
            _forget(page.obj, "/StructParents")
            annotations = page.obj.get("/Annots")
            if isinstance(annotations, Array):
                page.obj.Annots = Array([pdf.make_indirect(Dictionary(dict(item.items()))) for item in annotations])
                for item in page.obj.Annots:
                    _forget(item, "/StructParent")
        seen.add(number)


def _forget(item: pikepdf.Object, key: str) -> None:
    if key in item:
        del item[key]


def _looks(pdf: bytes | Path, chosen: Sequence[int]) -> list[PageThumbnail | None]:
    try:
        with DrawnPdf(pdf, notes=False) as drawn:
            return list(drawn.looks(chosen))
    except pypdfium2.PdfiumError:
        return [None] * len(chosen)


@dataclass(frozen=True)
class _Copier:
    """Copies the chosen pages of a paper into a PDF of their own, clean and tagged.

    `made` says that our own engine made the source, `sheets` what is known of its pages where it is a spreadsheet.
    """

    request: IntakeRequest
    chosen: Sequence[int]
    made: bool = False
    sheets: Sequence[SheetPage] | None = None

    def copy(self, source: pikepdf.Pdf, out: Path | BinaryIO, drawn: Mapping[int, PageJpeg] | None = None) -> _CleanCopy:
        """Writes the copy; `drawn` are pages that become pictures, by their place among the chosen."""
        request, chosen, drawn = self.request, self.chosen, drawn or {}
        lang = str(source.Root.get("/Lang", "")).strip() or LANG
        bookmarks = read_bookmarks(source)
        pages = [source.pages[number] for index, number in enumerate(chosen) if index not in drawn]
        settle(source, chosen, siblings=request.ours)
        alts = iter(request.alts)
        if self.sheets is not None:
            _forget(source.Root, "/StructTreeRoot")  # Calc's own tags put cells in each other's places
        has_tree = isinstance(source.Root.get("/StructTreeRoot"), Dictionary)
        tree = read_tree(source, pages, request.title, alts, request.seal, contents=request.contents)
        with pikepdf.Pdf.new() as target:
            target.add_pages_from(source, list(chosen), forms="strip")
            damaged = () if self.made else _mend(target)
            if len(set(chosen)) < len(source.pages):
                prune_resources(target)
            _part_twins(target, chosen)
            carried = target.copy_foreign(tree.holder) if tree is not None else None
            carry_layers(source, target)
            for index, picture in drawn.items():
                picture.replace(target, target.pages[index])
            removed = set() if request.ours else clean(target, target.pages)
            readable, unreadable = self._tag(PaperTags.begin(target, request.title, alts, carried, made=self.made))
            place = {number: index for index, number in reversed(list(enumerate(chosen)))}
            if items := to_items(bookmarks, place.get):
                with target.open_outline() as outline:
                    outline.root.extend(items)
            untold = {BLANK, PICTURE, DESCRIBED} if self.made else {BLANK}  # our engine tags no picture without words
            lost = has_tree and tree is None and not {*readable} <= untold
            copy = _CleanCopy(readable, removed, fonts=font_names(target), unembedded=_unembedded(target), lost_tree=lost)
            copy.pictures = count_images(target) if self.made else 0
            copy.damaged, copy.unreadable = damaged, unreadable
            if tree is not None:
                copy.unnamed, copy.headless = tree.unnamed, tree.headless
            describe(target, request.title, accessible=copy.candidate, lang=lang)
            save_pdf(target, out)
        return copy

    def _tag(self, tags: PaperTags) -> tuple[list[str], tuple[int, ...]]:
        """Tags every page; returns how each can be read aloud, and the pages whose content stays one that no checker can read."""
        readable, unreadable = [], []
        pdf = tags.pdf
        for index, page in enumerate(pdf.pages):
            sheet = self.sheets[self.chosen[index]] if self.sheets is not None else None
            depth, sound = open_states(pdf, page)
            readable.append(tags.page(index, depth, sheet))
            tags.links(index)
            if not sound and not open_states(pdf, page)[1]:  # it was not written anew
                unreadable.append(index)
        tags.finish()
        return readable, tuple(unreadable)


def _mend(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    """Writes anew what no reader should be given; returns the pages, from 0, that something is now missing of."""
    damaged = mend_streams(pdf)
    with suppress(pikepdf.PikepdfError, TypeError, ValueError):  # content that cannot be read is left to those who look at it
        write_numbers_plainly(pdf)
        if damaged:
            prune_resources(pdf)  # so that only pages that use what is damaged are told
    return pages_with(pdf, damaged)


def _unembedded(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The fonts that are not carried; of a file too odd to tell nothing is said, and its copy is none the worse."""
    try:
        return unembedded(pdf)
    except FAILURES:
        return ()


def _of_tags(copy: _CleanCopy) -> list[IntakeWarning]:
    warnings = []
    for code, how in (("HD324", MADE), ("HD325", PICTURE), ("HD333", BLANK)):
        if pages := tuple(index for index, page in enumerate(copy.readable, 1) if page == how):
            warnings.append(IntakeWarning(code, pages=pages))
    if copy.lost_tree:
        warnings.append(IntakeWarning("HD326"))
    if copy.unnamed:
        warnings.append(IntakeWarning("HD327", str(copy.unnamed)))
    if copy.headless:
        warnings.append(IntakeWarning("HD328", str(copy.headless)))
    return warnings
