"""Tags for one paper: its own tree, and elements for what no tag spoke of, so that a screen reader misses nothing.

What is made here is a plain reading order of paragraphs and pictures: it can be read, and is not called accessible.
Source: ISO 14289-1 §7.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.tagging.join_trees import write_root
from hyoga_docs.pdf.tagging.marked_content import mark_page, mark_whole, shows_picture
from hyoga_docs.pdf.tagging.readable import BLANK, DESCRIBED, MADE, OWN, PICTURE, SHEET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

    from hyoga_docs.pdf.tagging.marked_content import TextMark
    from hyoga_docs.pdf.tagging.sheet_pages import SheetPage


@dataclass
class PaperTags:
    """The tree of one paper while it is made."""

    pdf: pikepdf.Pdf
    title: str
    alts: Iterator[str]
    document: Any
    made: bool = False
    values: list[Any] = field(default_factory=list)
    ids: dict[bytes, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls, pdf: pikepdf.Pdf, title: str, alts: Iterator[str], carried: Any, *, made: bool) -> PaperTags:
        """A tree that begins with the one carried along from the source, if any.

        `alts` are words for pictures; `made` says that our own engine painted and tagged the pages.
        """
        if carried is None:
            return cls(pdf, title, alts, pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())), made)
        kids = carried.Document.get("/K")
        carried.Document.K = kids if isinstance(kids, Array) else Array([kids])
        pairs = list(carried.Ids)
        ids = {bytes(name): element for name, element in zip(pairs[::2], pairs[1::2], strict=True)}
        return cls(pdf, title, alts, carried.Document, made, list(carried.Keys), ids)

    def page(self, index: int, left_open: int, sheet: SheetPage | None = None) -> str:
        """Tags what is untagged on a page; returns how the page can be read aloud now.

        `sheet` is what is known of a page of a spreadsheet, whose texts stand in cells.
        """
        page = self.pdf.pages[index]
        claimed = self._claimed(page)
        marks = mark_page(self.pdf, page, claimed, made=self.made)
        if claimed is not None and marks is None:
            return MADE  # nobody knows what else is on it
        if marks is None:
            return self._whole(page, left_open)
        if claimed is not None and not (marks.texts or marks.pictures):
            marks.write(page)
            return OWN
        if not marks.texts and claimed is None:
            return self._picture(page, left_open, empty=not (marks.painted or (self.made and shows_picture(page))))
        marks.write(page)
        elements, sure = self._paragraphs(page, marks.texts), False
        if sheet is not None:
            from hyoga_docs.pdf.tagging.sheet_tables import sheet_elements  # noqa: PLC0415  not wanted in every packet

            elements, sure = sheet_elements(self.pdf, page, marks.texts, sheet)
        if marks.pictures:
            words = next(self.alts, "")
            elements.append(self._element(page, "Figure", marks.pictures, Alt=String(words or f"{self.title}の図")))
            sure = sure and words != ""
        self._hang(page, elements)
        return SHEET if sure else MADE

    def _claimed(self, page: pikepdf.Page) -> set[int] | None:
        """The numbers of a page's marks that its own tags speak of; None where it has none."""
        key = page.obj.get("/StructParents")
        if key is None:
            return None
        return {number for number, element in enumerate(self.values[int(key)]) if element is not None}

    def _whole(self, page: pikepdf.Page, left_open: int) -> str:
        """A page whose content is too much to look through, or cannot be: one paragraph, so that its words are read."""
        mark_whole(self.pdf, page, "P", left_open)
        self._hang(page, [self._element(page, "P", [0])])
        return MADE

    def links(self, index: int) -> None:
        """Puts links that no element holds into elements of their own, and gives every link words."""
        page = self.pdf.pages[index]
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, Array):
            return
        page.obj.Tabs = Name.S
        for item in annotations:
            item.F = (int(item.get("/F", 0)) | 4) & ~0b100011  # printed, and neither hidden nor kept from the screen
            words = item.get("/Contents")
            if not (isinstance(words, String) and str(words).strip()):
                item.Contents = String(self._words(item))
            if "/StructParent" not in item:
                kind = "Link" if item.get("/Subtype") == Name.Link else "Annot"
                held = Dictionary(Type=Name.OBJR, Pg=page.obj, Obj=item)
                element = self.pdf.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=self.document, Pg=page.obj, K=held, Alt=item.Contents)
                )
                item.StructParent = len(self.values)
                self.values.append(element)
                self.document.K.append(element)

    def finish(self) -> bool:
        """Writes the tree; nothing, and False, for a paper with nothing to read."""
        if not len(self.document.K):
            return False
        write_root(self.pdf, self.document, self.values, self.ids)
        return True

    def _words(self, item: Any) -> str:
        action = item.get("/A")
        address = action.get("/URI") if isinstance(action, Dictionary) else None
        if isinstance(address, String):
            return str(address)
        return "資料の中のページへ" if item.get("/Subtype") == Name.Link else f"{self.title}の書き込み"

    def _picture(self, page: pikepdf.Page, left_open: int, *, empty: bool) -> str:
        if empty:
            return BLANK
        alt = next(self.alts, "")
        mark_whole(self.pdf, page, "Figure", left_open)
        element = self._element(page, "Figure", [0], Alt=String(alt or self.title))
        self._hang(page, [element])
        return DESCRIBED if alt else PICTURE

    def _paragraphs(self, page: pikepdf.Page, texts: Sequence[TextMark]) -> list[Any]:
        """Paragraphs of texts that follow one another closely."""
        groups: list[list[TextMark]] = []
        for text in texts:
            if groups and _goes_on(groups[-1][-1], text):
                groups[-1].append(text)
            else:
                groups.append([text])
        return [self._element(page, "P", [text.mcid for text in group]) for group in groups]

    def _element(self, page: pikepdf.Page, role: str, numbers: Sequence[int], **more: Any) -> Any:
        return self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=self.document, Pg=page.obj, K=Array(list(numbers)), **more)
        )

    def _hang(self, page: pikepdf.Page, elements: Sequence[Any]) -> None:
        """Hangs elements at the end of the tree, and enters the page's marks under its key."""
        slots: dict[int, Any] = {}
        for element in elements:
            element.P = self.document
            self.document.K.append(element)
            _enter(element, slots)
        if "/StructParents" in page.obj:
            held = self.values[int(page.obj.StructParents)]
            before = list(held)
            slots |= {index: value for index, value in enumerate(before) if value is not None}
            self.values[int(page.obj.StructParents)] = self._slots(slots)
        else:
            page.obj.StructParents = len(self.values)
            self.values.append(self._slots(slots))

    def _slots(self, slots: dict[int, Any]) -> Any:
        return self.pdf.make_indirect(Array([slots.get(index) for index in range(max(slots, default=-1) + 1)]))


def _enter(element: Any, slots: dict[int, Any]) -> None:
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            slots[kid] = element
        elif isinstance(kid, Dictionary):
            _enter(kid, slots)


def _goes_on(before: TextMark, text: TextMark) -> bool:
    """Whether a text goes on the line, or on the next line, of the one before it."""
    size = max(before.size, text.size, 1)
    if abs(before.size - text.size) > size * 0.2:
        return False
    down = before.y - text.y
    return abs(down) < size * 0.5 or 0 < down < size * 1.7
