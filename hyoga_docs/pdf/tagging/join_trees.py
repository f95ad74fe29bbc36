"""Structure trees of many PDFs joined into one.

No library carries tags through a merge, so this does. The trees are those of `tags.py`: keys from 0 in one flat
ParentTree, standard roles only, ids of their own; so a source's keys are moved up by those before it, and its document
becomes a part of the packet's. Source: ISO 32000-1 §14.7.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.names import keys_of
from hyoga_docs.pdf.tagging.elements import own_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Id = tuple[int, int]


@dataclass
class StructureJoin:
    """The tree of the packet while it grows. Call `add` after a source's pages are added."""

    pdf: pikepdf.Pdf
    lang: str
    values: list[pikepdf.Object] = field(default_factory=list)
    parts: list[pikepdf.Object] = field(default_factory=list)
    ids: dict[bytes, pikepdf.Object] = field(default_factory=dict)
    document: pikepdf.Object | None = None

    def add(self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page], title: str) -> None:
        """Hangs a source's tree under the packet's document; `pages` are its pages as they are in the packet."""
        root = source.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            return
        copied = self.pdf.copy_foreign(root)
        values = list(copied.ParentTree.Nums)[1::2]
        seen: set[Id] = set()
        moved = 0
        for page in pages:
            for owner, name in _keyed(page.obj, seen):
                owner[name] = int(owner[name]) + len(self.values)
                moved += 1
        if moved < len(values):  # the others lie on drawings within pages
            for page in pages:
                for owner, name in keyed_forms(page.obj.get("/Resources"), seen, 0):
                    owner[name] = int(owner[name]) + len(self.values)
        self.values += values
        part = copied.K
        part.S, part.P, part.T = Name.Part, self._document(), String(title)
        lang = str(source.Root.get("/Lang", self.lang))
        if lang != self.lang:
            part.Lang = String(lang)
        self.parts.append(part)
        self._add_ids(copied, part)

    def finish(self) -> bool:
        """Writes the joined tree into the packet; nothing, and False, where no source had tags."""
        if not self.parts:
            return False
        document = self._document()
        document.K = Array(self.parts)
        write_root(self.pdf, document, self.values, self.ids)
        return True

    def _document(self) -> pikepdf.Object:
        if self.document is None:
            self.document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        return self.document

    def _add_ids(self, copied: Any, part: Any) -> None:
        tree = copied.get("/IDTree")
        pairs = list(tree.Kids[0].Names) if isinstance(tree, Dictionary) else []
        found = {bytes(name): element for name, element in zip(pairs[::2], pairs[1::2], strict=True)}
        if found.keys() & self.ids.keys():  # the same paper twice
            found = _renamed(part, found, f"-{len(self.parts)}".encode())
        self.ids |= found


def write_root(pdf: pikepdf.Pdf, document: Any, values: Sequence[Any], ids: dict[bytes, Any]) -> None:
    """Gives a PDF its structure tree: the document element, what each key leads to, elements by id."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document, ParentTreeNextKey=len(values)))
    document.P = root
    numbers = Array([item for key, value in enumerate(values) for item in (key, value)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    if ids:
        names = Array([item for name in sorted(ids) for item in (String(name), ids[name])])
        limits = Array([String(min(ids)), String(max(ids))])
        root.IDTree = pdf.make_indirect(Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Names=names, Limits=limits))])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _keyed(page: Any, seen: set[Id]) -> Iterator[tuple[Any, str]]:
    """A page and its annotations, where they have a key into the ParentTree."""
    if "/StructParents" in page:
        yield page, "/StructParents"
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else ():
        if "/StructParent" in annotation and annotation.objgen not in seen:
            seen.add(annotation.objgen)
            yield annotation, "/StructParent"


def keyed_forms(resources: Any, seen: set[Id], depth: int) -> Iterator[tuple[Any, str]]:
    """Every drawing of some resources, drawings in drawings too, that has a key into the ParentTree."""
    forms = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(forms, Dictionary) or depth > 8:
        return
    for name in keys_of(forms):
        form = forms[name]
        if not isinstance(form, pikepdf.Stream) or form.objgen in seen:
            continue
        seen.add(form.objgen)
        if "/StructParents" in form:
            yield form, "/StructParents"
        yield from keyed_forms(form.get("/Resources"), seen, depth + 1)


def _renamed(part: Any, found: dict[bytes, Any], ending: bytes) -> dict[bytes, Any]:
    """The ids of a part made its own, in its elements and in what refers to them."""
    waiting = [part]
    while waiting:
        element = waiting.pop()
        if isinstance(element.get("/ID"), String):
            element.ID = String(bytes(element.ID) + ending)
        for each in own_attributes(element, "/Headers"):
            each.Headers = Array([String(bytes(h) + ending) for h in each.Headers])
        kids = element.get("/K")
        waiting += [
            kid for kid in (list(kids) if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid
        ]
    return {name + ending: element for name, element in found.items()}
