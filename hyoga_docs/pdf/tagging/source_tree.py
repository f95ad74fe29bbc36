"""A file's own structure tree, made sound and taken along with the pages that are taken.

The tree is the truth: the ParentTree is made anew from it, so that keys that are negative, missing or given twice
matter no more. What loops, leads nowhere or lies on pages that are not taken is left out. Roles, classes and ids are
resolved, so that trees of many files can be joined without looking into them. Source: ISO 32000-1 §14.7, §14.8;
ISO 14289-1 §7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.names import keys_of, word
from hyoga_docs.pdf.tagging.elements import (
    TagElement,
    all_elements,
    dissolve,
    drop_empty,
    drop_surplus,
    give_heads,
    holder_of,
    lift_frames,
    listed,
    own_attributes,
)
from hyoga_docs.pdf.tagging.join_trees import keyed_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_ELEMENTS = 200_000
#: What an element keeps (ISO 32000-1 table 323).
_OF_AN_ELEMENT = {"/Type", "/S", "/P", "/K", "/Pg", "/A", "/C", "/ID", "/T", "/Lang", "/Alt", "/E", "/ActualText"}
#: What programs write where nobody described a picture.
_FILE_NAME = re.compile(r"[\w .()-]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_HEADINGS = {"H": 0, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
#: Standard structure types (ISO 32000-1 §14.8.4).
STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private"),
    *(
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
    ),
    *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
    *("Figure", "Formula", "Form"),
}
Id = tuple[int, int]


@dataclass
class StructureTree:
    """A sound tree, still in its source: `holder` is copied in one piece; the rest is what was noticed on the way.

    `unnamed` counts pictures that got the paper's title for want of words of their own, `headless` the tables whose
    first row was taken for their head.
    """

    holder: pikepdf.Object
    unnamed: int = 0
    headless: int = 0


def read_tree(
    source: pikepdf.Pdf, pages: Sequence[pikepdf.Page], title: str, alts: Iterator[str], seal: str, *, contents: bool = False
) -> StructureTree | None:
    """The tree of the pages taken, every key of theirs numbered anew; None where there is none, or none that can be used.

    `alts` are words for pictures that have none, in order; `seal` makes ids the file's own; `contents` makes lines that
    lead somewhere a table of contents.
    """
    root = source.Root.get("/StructTreeRoot")
    reader = _TreeReader(source, pages, root if isinstance(root, Dictionary) else Dictionary(), title, alts, seal)
    reader.forget_keys()
    if not reader.walk():
        return None
    if contents:
        reader.make_contents()
    return reader.finish()


class _TreeReader:
    """One tree, walked once in the order of reading."""

    def __init__(
        self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page], root: Any, title: str, alts: Iterator[str], seal: str
    ) -> None:
        self.source, self.root, self.title, self.seal = source, root, title, seal
        self.pages = {page.obj.objgen: page.obj for page in pages}
        self.alts = alts
        self.annotations = {item.objgen: item for page in pages for item in _annotations(page.obj) if item.is_indirect}
        roles, classes = root.get("/RoleMap"), root.get("/ClassMap")
        self.roles = roles if isinstance(roles, Dictionary) else Dictionary()
        self.classes = classes if isinstance(classes, Dictionary) else Dictionary()
        self.elements: list[TagElement] = []
        self.seen: set[Id] = set()
        self.claimed: dict[Id, dict[int, Any]] = {}
        self.owners: dict[Id, Any] = {}
        self.objects: list[tuple[Any, Any]] = []
        self.ids: dict[bytes, bytes] = {}
        self.level = 0
        self.partly = len(self.pages) < len(source.pages)
        self.tree = StructureTree(root)

    def forget_keys(self) -> None:
        """Takes the old keys from pages and annotations; those that count are given anew."""
        seen: set[Id] = set()
        for page in self.pages.values():
            if "/StructParents" in page:
                del page["/StructParents"]
            for item in _annotations(page):
                if "/StructParent" in item:
                    del item["/StructParent"]
            for form, name in list(keyed_forms(page.get("/Resources"), seen, 0)):
                del form[name]

    def walk(self) -> bool:
        """Goes through the tree in the order of reading; False when it is too large or holds nothing."""
        top = listed(self.root.get("/K"))
        lone = top[0] if len(top) == 1 and isinstance(top[0], Dictionary) and top[0].get("/S") == Name.Document else None
        if lone is not None and not _is_loop(lone):
            top = listed(lone.get("/K"))
            self.seen.add(lone.objgen)
        self.document = TagElement(self.source.make_indirect(Dictionary(Type=Name.StructElem)), "Document", None)
        stack = self._shells(top, self.document, None)
        while stack:
            element, page = stack.pop()
            if len(self.elements) >= _MOST_ELEMENTS:
                return False
            stack += self._enter(element, page)
        return bool(self.claimed or self.objects)

    def _shells(self, kids: list[Any], parent: TagElement, page: Any) -> list[tuple[TagElement, Any]]:
        """Puts what is under an element in its place, content at once; returns the elements, the last one first."""
        inner = []
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                if self._first(kid):
                    shell = TagElement(kid if kid.is_indirect else self.source.make_indirect(kid), "", parent)
                    parent.kids.append(shell)
                    inner.append((shell, page))
            else:
                content = self._content(kid, parent, page)
                if content is not None:
                    parent.kids.append(content)
                else:
                    parent.lost = True
        return inner[::-1]

    def _first(self, item: Any) -> bool:
        if not item.is_indirect:
            return True
        if item.objgen in self.seen:
            return False
        self.seen.add(item.objgen)
        return True

    def _enter(self, element: TagElement, page: Any) -> list[tuple[TagElement, Any]]:
        """Takes one element; returns the elements in it, the last one first."""
        item = element.item
        kids = listed(item.get("/K"))
        element.role, element.had_kids = self._role(item, kids), bool(kids)
        self.elements.append(element)
        own = item.get("/Pg")
        if isinstance(own, Dictionary):
            page = own
            if own.objgen not in self.pages:
                element.had_kids = True  # it speaks of a page that is not taken
                del item["/Pg"]
        return self._shells(kids, element, page)

    def _content(self, kid: Any, element: TagElement, page: Any) -> Any:
        """A kid that is content, as it will be; None for one that leads nowhere or belongs to another element."""
        own = kid.get("/Pg") if isinstance(kid, Dictionary) else None
        page = own if isinstance(own, Dictionary) else page
        if not isinstance(page, Dictionary) or page.objgen not in self.pages:
            return None
        if not isinstance(kid, Dictionary):
            if not self._claim(page, _integer(kid), element):
                return None
            return int(kid) if "/Pg" in element.item else Dictionary(Type=Name.MCR, Pg=page, MCID=int(kid))
        held = kid.get("/Obj")
        if isinstance(held, Dictionary):
            if held.objgen not in self.annotations:
                return None
            self.objects.append((held, element))
            return Dictionary(Type=Name.OBJR, Pg=page, Obj=held)
        return self._reference(kid, element, page)

    def _reference(self, kid: Any, element: TagElement, page: Any) -> Any:
        """A marked content of a page, or of a drawing on it."""
        stream = kid.get("/Stm")
        drawing = isinstance(stream, pikepdf.Stream)
        number = _integer(kid.get("/MCID"))
        if not self._claim(stream if drawing else page, number, element):
            return None
        made = Dictionary(Type=Name.MCR, Pg=page, MCID=number)
        if drawing:
            made.Stm = stream
        return made

    def _claim(self, owner: Any, number: int | None, element: TagElement) -> bool:
        if number is None or not 0 <= number <= _MOST_ELEMENTS:
            return False
        taken = self.claimed.setdefault(owner.objgen, {})
        if number in taken:
            return False
        self.owners[owner.objgen] = owner
        taken[number] = element
        return True

    def _role(self, item: Any, kids: list[Any]) -> str:
        """The standard role of an element, its attributes put right on the way."""
        name, tried = word(item.get("/S", ""))[1:], set[str]()
        while name not in STANDARD and name not in tried:
            tried.add(name)
            mapped = self.roles.get(f"/{name}")
            if not isinstance(mapped, Name):
                break
            name = word(mapped)[1:]
        if name not in STANDARD:
            name = "Div" if any(isinstance(kid, Dictionary) and "/S" in kid for kid in kids) else "Span"
        if name == "Document":
            name = "Part"
        if name in _HEADINGS:
            name = self._heading(name, kids)
        self._attributes(item, name)
        return name

    def _heading(self, name: str, kids: list[Any]) -> str:
        """Headings begin at the first level and go down one at a time; one with nothing in it is none."""
        if not kids:
            return "P"
        wanted = _HEADINGS[name] or max(self.level, 1)
        self.level = min(wanted, self.level + 1)
        return f"H{self.level}"

    def _attributes(self, item: Any, name: str) -> None:
        item.S, item.Type = Name(f"/{name}"), Name.StructElem
        for key in keys_of(item):
            if key not in _OF_AN_ELEMENT:
                del item[key]
        if "/C" in item:
            held = [self.classes.get(each) for each in listed(item.C) if isinstance(each, Name)]
            added = [each for one in held for each in listed(one) if isinstance(each, Dictionary)]
            if added:
                item.A = Array([*(each for each in listed(item.get("/A")) if isinstance(each, Dictionary)), *added])
            del item["/C"]
        old = item.get("/ID")
        if isinstance(old, String) or name == "Note":
            new = f"{self.seal}-{len(self.ids)}".encode()
            self.ids[bytes(old) if isinstance(old, String) else new] = new
            item.ID = String(new)
        elif "/ID" in item:
            del item["/ID"]
        if name in {"Figure", "Formula"} and not _says(item):
            words = next(self.alts, "")
            self.tree.unnamed += not words
            item.Alt = String(words or self.title)

    def make_contents(self) -> None:
        """Gathers paragraphs with links that follow one another into tables of contents (ISO 32000-1 §14.8.4.3.3)."""
        kids: list[Any] = []
        table: TagElement | None = None
        for kid in self.document.kids:
            if not (isinstance(kid, TagElement) and kid.role == "P" and any(each.role == "Link" for each in all_elements(kid))):
                table = None
                kids.append(kid)
                continue
            if table is None:
                table = self._made("TOC", self.document)
                kids.append(table)
            line, reference = self._made("TOCI", table), kid
            reference.role, reference.parent = "Reference", line
            reference.item.S = Name.Reference
            if "/A" in reference.item:  # how a paragraph is set, which within a line means nothing
                del reference.item["/A"]
            line.kids.append(reference)
            table.kids.append(line)
        self.document.kids = kids

    def _made(self, role: str, parent: TagElement) -> TagElement:
        item = self.source.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}")))
        return TagElement(item, role, parent, had_kids=True)

    def finish(self) -> StructureTree:
        """Writes kids, parents and keys, and holds all of it in one object of the source."""
        for element in [*reversed(self.elements), self.document]:  # from the leaves up
            drop_empty(element, partly=self.partly)
        for element in reversed(self.elements):
            dissolve(element)
        lift_frames(self.elements)
        drop_surplus(self.elements)
        self.tree.headless = give_heads(self.elements)
        kept = all_elements(self.document)
        for element in kept:
            self._write(element)
        keys: list[Any] = []
        for number, (where, taken) in enumerate(self.claimed.items()):
            self.owners[where].StructParents = number
            slots = [holder_of(taken[index]).item if index in taken else None for index in range(max(taken, default=-1) + 1)]
            keys.append(self.source.make_indirect(Array(slots)))
        for held, element in self.objects:
            held.StructParent = len(keys)
            keys.append(holder_of(element).item)
        ids = [item for element in kept if "/ID" in element.item for item in (element.item.ID, element.item)]
        self.tree.holder = self.source.make_indirect(Dictionary(Document=self.document.item, Keys=Array(keys), Ids=Array(ids)))
        return self.tree

    def _write(self, element: TagElement) -> None:
        item = element.item
        if element.role == "Document":
            item.S = Name.Document
        if element.parent is not None:
            item.P = element.parent.item
        kids = [kid.item if isinstance(kid, TagElement) else kid for kid in element.kids]
        if kids:
            item.K = kids[0] if len(kids) == 1 else Array(kids)
        elif "/K" in item:
            del item["/K"]
        for attribute in own_attributes(item, "/Headers"):
            if isinstance(attribute.Headers, Array):
                attribute.Headers = Array([String(self.ids.get(bytes(h), bytes(h))) for h in attribute.Headers if _is_string(h)])


def _says(item: Any) -> bool:
    words = [str(item.get(key)).strip() for key in ("/Alt", "/ActualText") if isinstance(item.get(key), String)]
    return any(each and not _FILE_NAME.fullmatch(each) for each in words)


def _is_loop(item: Any) -> bool:
    return any(isinstance(kid, Dictionary) and kid.is_indirect and kid.objgen == item.objgen for kid in listed(item.get("/K")))


def _annotations(page: Any) -> list[Any]:
    held = page.get("/Annots")
    return [item for item in held if isinstance(item, Dictionary)] if isinstance(held, Array) else []


def _is_string(value: Any) -> bool:
    return isinstance(value, String)


def _integer(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
