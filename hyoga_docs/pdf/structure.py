"""Structure trees of many PDFs joined into one.

No library carries tags through a merge, so this does: each source's keys into its ParentTree are given new numbers
before its pages are added; its elements are copied in one piece and hung under one /Document; ParentTrees, RoleMaps,
ClassMaps and IDTrees are joined, clashes renamed. Source: ISO 32000-1 §14.7.

A source's tree may be broken in any way; what cannot be understood is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ELEMENTS = 500_000
_MOST_KEYS = 500_000
Id = tuple[int, int]


@dataclass
class _Source:
    """A source's tree, ready to be copied: its top elements, and what its keys lead to under their new numbers."""

    kids: list[pikepdf.Object]
    keys: dict[int, pikepdf.Object]
    roles: dict[str, str]
    classes: dict[str, pikepdf.Object]
    ids: dict[bytes, pikepdf.Object]
    lang: str


@dataclass
class StructureJoin:
    """The tree of the packet while it grows. Call `prepare` before a source's pages are added, `add` after."""

    pdf: pikepdf.Pdf
    lang: str
    next_key: int = 0
    parents: dict[int, pikepdf.Object] = field(default_factory=dict)
    parts: list[pikepdf.Object] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    classes: dict[str, pikepdf.Object] = field(default_factory=dict)
    ids: dict[bytes, pikepdf.Object] = field(default_factory=dict)
    document: pikepdf.Object | None = None

    def prepare(self, source: pikepdf.Pdf, pages: list[pikepdf.Page]) -> _Source | None:
        """Renumbers the keys of the pages that are taken; None where the source has no tree that can be used."""
        root = source.Root.get("/StructTreeRoot")
        tree = _number_tree(root.get("/ParentTree")) if isinstance(root, Dictionary) else {}
        keys: dict[int, pikepdf.Object] = {}
        renumbered: dict[int, int] = {}
        for owner, name in _keyed(pages):
            old = _integer(owner.get(name))
            if old is None or old not in tree:
                del owner[name]
                continue
            if old not in renumbered:
                renumbered[old] = self.next_key
                keys[self.next_key] = tree[old]
                self.next_key += 1
            owner[name] = renumbered[old]
        if not keys or not isinstance(root, Dictionary):
            return None
        lang = str(source.Root.get("/Lang", self.lang))
        prepared = _Source(_top(root), keys, _names(root.get("/RoleMap")), _objects(root.get("/ClassMap")), {}, lang)
        _prune(prepared, {page.obj.objgen for page in pages}, self)
        for name in ("/ParentTree", "/IDTree", "/RoleMap", "/ClassMap", "/K"):
            if name in root:
                del root[name]
        return prepared if prepared.kids else None

    def add(self, prepared: _Source, source: pikepdf.Pdf, title: str) -> None:
        """Hangs a prepared source's elements under the packet's document."""
        holder = source.make_indirect(
            Dictionary(
                Kids=Array(prepared.kids),
                Numbers=Array(list(prepared.keys)),
                Values=Array([_indirect(source, value) for value in prepared.keys.values()]),
                Classes=Dictionary({f"/{name}": value for name, value in prepared.classes.items()}),
                Ids=Array(list(prepared.ids.values())),
            )
        )
        copied = self.pdf.copy_foreign(holder)
        part = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self._document(), K=copied.Kids, T=String(title))
        )
        if prepared.lang != self.lang:
            part.Lang = String(prepared.lang)
        for kid in copied.Kids:
            kid.P = part
        self.parts.append(part)
        for key, value in zip(prepared.keys, copied.Values, strict=True):
            self.parents[key] = value
        self.roles |= prepared.roles
        for name in prepared.classes:
            self.classes[name] = copied.Classes[f"/{name}"]
        for name_, element in zip(prepared.ids, copied.Ids, strict=True):
            self.ids[name_] = element

    def finish(self) -> None:
        """Writes the joined tree into the packet; nothing where no source had tags."""
        if not self.parts:
            return
        document = self._document()
        document.K = Array(self.parts)
        root = document.P
        root.K = document
        root.ParentTree = self.pdf.make_indirect(
            Dictionary(Nums=Array([item for key in sorted(self.parents) for item in (key, self.parents[key])]))
        )
        root.ParentTreeNextKey = self.next_key
        if self.roles:
            root.RoleMap = Dictionary({f"/{name}": Name(f"/{role}") for name, role in self.roles.items()})
        if self.classes:
            root.ClassMap = Dictionary({f"/{name}": value for name, value in self.classes.items()})
        if self.ids:
            pairs = [item for name in sorted(self.ids) for item in (String(name), self.ids[name])]
            limits = Array([String(min(self.ids)), String(max(self.ids))])
            root.IDTree = self.pdf.make_indirect(
                Dictionary(Kids=Array([self.pdf.make_indirect(Dictionary(Names=Array(pairs), Limits=limits))]))
            )
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _document(self) -> pikepdf.Object:
        if self.document is None:
            root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            self.document = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        return self.document


def _keyed(pages: list[pikepdf.Page]) -> Iterator[tuple[pikepdf.Object, str]]:
    """Everything of the pages that has a key into the ParentTree: pages, annotations, form XObjects."""
    seen: set[Id] = set()
    for page in pages:
        if "/StructParents" in page.obj:
            yield page.obj, "/StructParents"
        annotations = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, Array) else ():
            if isinstance(annotation, Dictionary) and "/StructParent" in annotation and _first(annotation, seen):
                yield annotation, "/StructParent"
        yield from _keyed_forms(page.obj.get("/Resources"), seen, 0)


def _keyed_forms(resources: Any, seen: set[Id], depth: int) -> Iterator[tuple[pikepdf.Object, str]]:
    forms = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(forms, Dictionary) or depth > 8:
        return
    for name in forms.keys():  # noqa: SIM118  a pikepdf dictionary is not iterated by name
        form = forms[name]
        if not isinstance(form, pikepdf.Stream) or not _first(form, seen):
            continue
        for key in ("/StructParents", "/StructParent"):
            if key in form:
                yield form, key
        yield from _keyed_forms(form.get("/Resources"), seen, depth + 1)


def _first(item: pikepdf.Object, seen: set[Id]) -> bool:
    """Whether an object is met for the first time; a direct object always is."""
    if item.objgen == (0, 0):
        return True
    if item.objgen in seen:
        return False
    seen.add(item.objgen)
    return True


def _number_tree(tree: Any) -> dict[int, pikepdf.Object]:
    """A number tree's pairs; negative and repeated keys, loops and nonsense are left out."""
    pairs: dict[int, pikepdf.Object] = {}
    seen: set[Id] = set()
    nodes = [tree]
    while nodes and len(pairs) < _MOST_KEYS:
        node = nodes.pop()
        if not isinstance(node, Dictionary) or not _first(node, seen):
            continue
        numbers = node.get("/Nums")
        if isinstance(numbers, Array):
            for index in range(0, len(numbers) - 1, 2):
                key = _integer(numbers[index])
                if key is not None and key >= 0 and isinstance(numbers[index + 1], (Array, Dictionary)):
                    pairs.setdefault(key, numbers[index + 1])
        kids = node.get("/Kids")
        if isinstance(kids, Array) and len(nodes) < _MOST_KEYS:
            nodes += list(kids)
    return pairs


def _top(root: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements under the root; a lone /Document gives its own kids, for the packet has one already."""
    kids = _kids(root)
    if len(kids) == 1 and kids[0].get("/S") == Name.Document:
        inner = _kids(kids[0])
        if inner and all("/S" in kid for kid in inner):
            return inner
    return [kid for kid in kids if "/S" in kid]


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if isinstance(kids, Dictionary):
        return [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary)] if isinstance(kids, Array) else []


def _prune(source: _Source, pages: set[Id], join: StructureJoin) -> None:
    """Walks every element once: drops loops and what lies on pages that are not taken, renames what clashes."""
    renamed_roles = {name: _fresh(name, join.roles) for name, role in source.roles.items() if join.roles.get(name, role) != role}
    renamed_classes = {name: _fresh(name, join.classes) for name in source.classes if name in join.classes}
    source.roles = {renamed_roles.get(name, name): role for name, role in source.roles.items()}
    source.classes = {renamed_classes.get(name, name): value for name, value in source.classes.items()}
    ids: dict[bytes, bytes] = {}
    seen: set[Id] = set()
    source.kids = [kid for kid in source.kids if _first(kid, seen)]
    elements = list(source.kids)
    position = 0
    while position < len(elements) and position < _MOST_ELEMENTS:
        element = elements[position]
        position += 1
        _rename(element, renamed_roles, renamed_classes)
        if isinstance(element.get("/ID"), String):
            old = bytes(element.ID)
            new = old
            while new in join.ids or new in source.ids:
                new += b"-2"
            ids[old] = new
            source.ids[new] = element
            element.ID = String(new)
        elements += _keep_kids(element, pages, seen)
    for element in reversed(elements[:position]):
        _forget_if_empty(element)
    if any(old != new for old, new in ids.items()):
        for element in elements[:position]:
            _rename_headers(element, ids)


def _forget_if_empty(element: pikepdf.Object) -> None:
    """An element of which no page was taken says nothing of what it was."""
    kids = element.get("/K")
    if isinstance(kids, Array):
        kept = [kid for kid in kids if not (isinstance(kid, Dictionary) and "/S" in kid and "/K" not in kid and "/Pg" not in kid)]
        if len(kept) != len(kids):
            element.K = Array(kept)
        if not kept:
            del element["/K"]
    if "/K" not in element:
        for key in ("/Alt", "/ActualText", "/T", "/E", "/Pg"):
            if key in element:
                del element[key]


def _keep_kids(element: pikepdf.Object, pages: set[Id], seen: set[Id]) -> list[pikepdf.Object]:
    """Drops the kids that lead nowhere, and returns those that are elements."""
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
    page = element.get("/Pg")
    on_taken_page = not isinstance(page, Dictionary) or page.objgen in pages
    if isinstance(page, Dictionary) and not on_taken_page:
        del element["/Pg"]
    kept: list[Any] = []
    inner: list[pikepdf.Object] = []
    for kid in listed:
        if isinstance(kid, Dictionary):
            if "/S" in kid:
                if not _first(kid, seen):
                    continue
                inner.append(kid)
            else:
                own = kid.get("/Pg")
                if isinstance(own, Dictionary) and own.objgen not in pages:
                    continue
                if own is None and not on_taken_page:
                    continue
            kept.append(kid)
        elif _integer(kid) is not None and on_taken_page:
            kept.append(kid)
    if len(kept) != len(listed):
        element.K = Array(kept)
    return inner


def _rename(element: pikepdf.Object, roles: dict[str, str], classes: dict[str, str]) -> None:
    role = element.get("/S")
    if isinstance(role, Name) and str(role)[1:] in roles:
        element.S = Name("/" + roles[str(role)[1:]])
    names = element.get("/C")
    if isinstance(names, Name) and str(names)[1:] in classes:
        element.C = Name("/" + classes[str(names)[1:]])
    elif isinstance(names, Array):
        element.C = Array([Name("/" + classes.get(str(n)[1:], str(n)[1:])) if isinstance(n, Name) else n for n in names])


def _rename_headers(element: pikepdf.Object, ids: dict[bytes, bytes]) -> None:
    attributes = element.get("/A")
    for attribute in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(attribute, Dictionary) and isinstance(attribute.get("/Headers"), Array):
            attribute.Headers = Array([String(ids.get(bytes(h), bytes(h))) for h in attribute.Headers if isinstance(h, String)])


def _names(mapping: Any) -> dict[str, str]:
    if not isinstance(mapping, Dictionary):
        return {}
    return {key[1:]: str(mapping[key])[1:] for key in mapping.keys() if isinstance(mapping[key], Name)}  # noqa: SIM118


def _objects(mapping: Any) -> dict[str, pikepdf.Object]:
    if not isinstance(mapping, Dictionary):
        return {}
    return {key[1:]: mapping[key] for key in mapping.keys()}  # noqa: SIM118


def _fresh(name: str, taken: dict[str, Any]) -> str:
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _integer(value: Any) -> int | None:
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _indirect(pdf: pikepdf.Pdf, value: pikepdf.Object) -> pikepdf.Object:
    return value if value.objgen != (0, 0) else pdf.make_indirect(value)
