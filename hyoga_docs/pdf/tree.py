"""A file's own structure tree, made sound and taken along with the pages that are taken.

The tree is the truth: the ParentTree is made anew from it, so that keys that are negative, missing or given twice
matter no more. What loops, leads nowhere or lies on pages that are not taken is left out. Roles, classes and ids are
resolved, so that trees of many files can be joined without looking into them. Source: ISO 32000-1 §14.7, §14.8;
ISO 14289-1 §7.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.names import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_ELEMENTS = 200_000
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
#: What an element has that says nothing of its own.
_PLAIN = {"/Type", "/S", "/P", "/K", "/Pg"}
Id = tuple[int, int]


@dataclass
class Tree:
    """A sound tree, still in its source: `holder` is copied in one piece; the rest is what was noticed on the way.

    `unnamed` counts pictures that got the paper's title for want of words of their own, `headless` the tables whose
    first row was taken for their head.
    """

    holder: pikepdf.Object
    unnamed: int = 0
    headless: int = 0


@dataclass
class _Element:
    """An element on its way: the object, its standard role, its parent, its kids as they will be.

    One that is `dissolved` said nothing of its own; its parent holds what it held.
    """

    item: Any
    role: str
    parent: _Element | None
    kids: list[Any] = field(default_factory=list)
    had_kids: bool = False
    dissolved: bool = False


def read_tree(
    source: pikepdf.Pdf, pages: Sequence[pikepdf.Page], title: str, alts: Iterator[str], seal: str, *, contents: bool = False
) -> Tree | None:
    """The tree of the pages taken, every key of theirs numbered anew; None where there is none, or none that can be used.

    `alts` are words for pictures that have none, in order; `seal` makes ids the file's own; `contents` makes lines that
    lead somewhere a table of contents.
    """
    root = source.Root.get("/StructTreeRoot")
    reader = _Reader(source, pages, root if isinstance(root, Dictionary) else Dictionary(), title, alts, seal)
    reader.forget_keys()
    if not reader.walk():
        return None
    if contents:
        reader.make_contents()
    return reader.finish()


class _Reader:
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
        self.elements: list[_Element] = []
        self.seen: set[Id] = set()
        self.claimed: dict[Id, dict[int, Any]] = {}
        self.owners: dict[Id, Any] = {}
        self.objects: list[tuple[Any, Any]] = []
        self.ids: dict[bytes, bytes] = {}
        self.level = 0
        self.tree = Tree(root)

    def forget_keys(self) -> None:
        """Takes the old keys from pages and annotations; those that count are given anew."""
        for page in self.pages.values():
            if "/StructParents" in page:
                del page["/StructParents"]
            for item in _annotations(page):
                if "/StructParent" in item:
                    del item["/StructParent"]

    def walk(self) -> bool:
        """Goes through the tree in the order of reading; False when it is too large or holds nothing."""
        top = _listed(self.root.get("/K"))
        lone = top[0] if len(top) == 1 and isinstance(top[0], Dictionary) and top[0].get("/S") == Name.Document else None
        if lone is not None and not _is_loop(lone):
            top = _listed(lone.get("/K"))
            self.seen.add(lone.objgen)
        self.document = _Element(self.source.make_indirect(Dictionary(Type=Name.StructElem)), "Document", None)
        stack = self._shells(top, self.document, None)
        while stack:
            element, page = stack.pop()
            if len(self.elements) >= _MOST_ELEMENTS:
                return False
            stack += self._enter(element, page)
        return bool(self.claimed or self.objects)

    def _shells(self, kids: list[Any], parent: _Element, page: Any) -> list[tuple[_Element, Any]]:
        """Puts what is under an element in its place, content at once; returns the elements, the last one first."""
        inner = []
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                if self._first(kid):
                    shell = _Element(kid if kid.is_indirect else self.source.make_indirect(kid), "", parent)
                    parent.kids.append(shell)
                    inner.append((shell, page))
            else:
                content = self._content(kid, parent, page)
                if content is not None:
                    parent.kids.append(content)
        return inner[::-1]

    def _first(self, item: Any) -> bool:
        if not item.is_indirect:
            return True
        if item.objgen in self.seen:
            return False
        self.seen.add(item.objgen)
        return True

    def _enter(self, element: _Element, page: Any) -> list[tuple[_Element, Any]]:
        """Takes one element; returns the elements in it, the last one first."""
        item = element.item
        kids = _listed(item.get("/K"))
        element.role, element.had_kids = self._role(item, kids), bool(kids)
        self.elements.append(element)
        own = item.get("/Pg")
        if isinstance(own, Dictionary):
            page = own
            if own.objgen not in self.pages:
                element.had_kids = True  # it speaks of a page that is not taken
                del item["/Pg"]
        return self._shells(kids, element, page)

    def _content(self, kid: Any, element: _Element, page: Any) -> Any:
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

    def _reference(self, kid: Any, element: _Element, page: Any) -> Any:
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

    def _claim(self, owner: Any, number: int | None, element: _Element) -> bool:
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
        for key in ("/R", "/Ref", "/AF", "/NS", "/PhoneticAlphabet", "/Phoneme"):
            if key in item:
                del item[key]
        if "/C" in item:
            held = [self.classes.get(each) for each in _listed(item.C) if isinstance(each, Name)]
            added = [each for one in held for each in _listed(one) if isinstance(each, Dictionary)]
            if added:
                item.A = Array([*(each for each in _listed(item.get("/A")) if isinstance(each, Dictionary)), *added])
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
        table: _Element | None = None
        for kid in self.document.kids:
            if not (isinstance(kid, _Element) and kid.role == "P" and any(each.role == "Link" for each in _all(kid))):
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

    def _made(self, role: str, parent: _Element) -> _Element:
        item = self.source.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}")))
        return _Element(item, role, parent, had_kids=True)

    def finish(self) -> Tree:
        """Writes kids, parents and keys, and holds all of it in one object of the source."""
        for element in reversed(self.elements):  # from the leaves up: what lost all that it held says nothing any more
            element.kids = [kid for kid in element.kids if not (isinstance(kid, _Element) and kid.had_kids and not kid.kids)]
        self.document.kids = [
            kid for kid in self.document.kids if not (isinstance(kid, _Element) and kid.had_kids and not kid.kids)
        ]
        for element in reversed(self.elements):
            _dissolve(element)
        self._heads()
        kept = _all(self.document)
        for element in kept:
            self._write(element)
        keys: list[Any] = []
        for number, (where, taken) in enumerate(self.claimed.items()):
            self.owners[where].StructParents = number
            slots = [_holder(taken[index]).item if index in taken else None for index in range(max(taken, default=-1) + 1)]
            keys.append(self.source.make_indirect(Array(slots)))
        for held, element in self.objects:
            held.StructParent = len(keys)
            keys.append(_holder(element).item)
        ids = [item for element in kept if "/ID" in element.item for item in (element.item.ID, element.item)]
        self.tree.holder = self.source.make_indirect(Dictionary(Document=self.document.item, Keys=Array(keys), Ids=Array(ids)))
        return self.tree

    def _write(self, element: _Element) -> None:
        item = element.item
        if element.role == "Document":
            item.S = Name.Document
        if element.parent is not None:
            item.P = element.parent.item
        kids = [kid.item if isinstance(kid, _Element) else kid for kid in element.kids]
        if kids:
            item.K = kids[0] if len(kids) == 1 else Array(kids)
        elif "/K" in item:
            del item["/K"]
        for attribute in _listed(item.get("/A")):
            if isinstance(attribute, Dictionary) and isinstance(attribute.get("/Headers"), Array):
                attribute.Headers = Array([String(self.ids.get(bytes(h), bytes(h))) for h in attribute.Headers if _is_string(h)])

    def _heads(self) -> None:
        """A head for tables without one, and a direction for head cells that say none."""
        for table in self.elements:
            if table.role != "Table" or not table.kids:
                continue
            rows = _rows(table)
            if rows and not any(cell.role == "TH" for row in rows for cell in row.kids if isinstance(cell, _Element)):
                self.tree.headless += 1
                for cell in rows[0].kids:
                    if isinstance(cell, _Element) and cell.role == "TD":
                        cell.role = "TH"
                        cell.item.S = Name.TH
            for index, row in enumerate(rows):
                for cell in row.kids:
                    if isinstance(cell, _Element) and cell.role == "TH" and not _has_attribute(cell.item, ("/Scope", "/Headers")):
                        _set_scope(cell.item, "Column" if index == 0 else "Row" if cell is row.kids[0] else "Column")


def _dissolve(element: _Element) -> None:
    """Puts the content of plain spans into the element itself: half of LibreOffice's elements are such spans."""
    if not any(isinstance(kid, _Element) and kid.role == "Span" for kid in element.kids):
        return
    kids: list[Any] = []
    for kid in element.kids:
        plain = isinstance(kid, _Element) and kid.role == "Span" and not set(kid.item.keys()) - _PLAIN
        if not plain or any(isinstance(each, _Element) for each in kid.kids) or not _same_page(kid.item, element.item):
            kids.append(kid)
            continue
        kid.dissolved = True
        kids += kid.kids
    element.kids = kids


def _same_page(one: Any, other: Any) -> bool:
    page, above = one.get("/Pg"), other.get("/Pg")
    return page is None or (above is not None and page.objgen == above.objgen)


def _holder(element: _Element) -> _Element:
    while element.dissolved and element.parent is not None:
        element = element.parent
    return element


def _all(document: _Element) -> list[_Element]:
    """Every element that is still in the tree."""
    found = [document]
    for element in found:  # it grows as it is walked
        found += [kid for kid in element.kids if isinstance(kid, _Element)]
    return found


def _rows(element: _Element) -> list[_Element]:
    rows: list[_Element] = []
    for kid in element.kids:
        if isinstance(kid, _Element):
            rows += [kid] if kid.role == "TR" else _rows(kid) if kid.role in {"THead", "TBody", "TFoot"} else []
    return rows


def _set_scope(cell: Any, scope: str) -> None:
    held = [each for each in _listed(cell.get("/A")) if isinstance(each, Dictionary)]
    own = next((each for each in held if each.get("/O") == Name.Table), None)
    if own is None:
        cell.A = Array([*held, Dictionary(O=Name.Table, Scope=Name(f"/{scope}"))])
    else:
        own.Scope = Name(f"/{scope}")


def _has_attribute(item: Any, names: Sequence[str]) -> bool:
    return any(name in each for each in _listed(item.get("/A")) if isinstance(each, Dictionary) for name in names)


def _says(item: Any) -> bool:
    return any(isinstance(item.get(key), String) and str(item.get(key)).strip() for key in ("/Alt", "/ActualText"))


def _is_loop(item: Any) -> bool:
    return any(isinstance(kid, Dictionary) and kid.is_indirect and kid.objgen == item.objgen for kid in _listed(item.get("/K")))


def _annotations(page: Any) -> list[Any]:
    held = page.get("/Annots")
    return [item for item in held if isinstance(item, Dictionary)] if isinstance(held, Array) else []


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else [] if value is None else [value]


def _is_string(value: Any) -> bool:
    return isinstance(value, String)


def _integer(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
