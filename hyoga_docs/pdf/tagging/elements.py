"""Elements of a structure tree on their way through `source_tree.py`, and what is put right in them before they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPEAKING = ("/Alt", "/ActualText", "/T", "/E")
#: What an element has that says nothing of its own.
_PLAIN = {"/Type", "/S", "/P", "/K", "/Pg"}


@dataclass
class TagElement:
    """An element on its way: the object, its standard role, its parent, its kids as they will be.

    One that is `dissolved` said nothing of its own; its parent holds what it held. `lost` says that it held more.
    """

    item: Any
    role: str
    parent: TagElement | None
    kids: list[Any] = field(default_factory=list)
    had_kids: bool = False
    dissolved: bool = False
    lost: bool = False


def give_heads(elements: Sequence[TagElement]) -> int:
    """Gives tables without a head their first row for one, and head cells a direction; returns how many had none."""
    headless = 0
    for table in elements:
        if table.role != "Table" or not table.kids:
            continue
        rows = _rows(table)
        if rows and not any(cell.role == "TH" for row in rows for cell in row.kids if isinstance(cell, TagElement)):
            headless += 1
            for cell in rows[0].kids:
                if isinstance(cell, TagElement) and cell.role == "TD":
                    cell.role = "TH"
                    cell.item.S = Name.TH
        for index, row in enumerate(rows):
            for cell in row.kids:
                if isinstance(cell, TagElement) and cell.role == "TH" and not _has_attribute(cell.item, ("/Scope", "/Headers")):
                    _set_scope(cell.item, "Column" if index == 0 else "Row" if cell is row.kids[0] else "Column")
    return headless


def lift_frames(elements: Sequence[TagElement]) -> None:
    """Puts frames before the paragraph in which LibreOffice anchors them; they lose their size, which only pictures have."""
    for frame in elements:
        around = frame.parent
        if frame.role != "Div" or around is None:
            continue
        for attribute in own_attributes(frame.item, "/BBox"):
            del attribute["/BBox"]
        if around.parent is not None and re.fullmatch("P|H[1-6]", around.role):
            around.kids = [kid for kid in around.kids if kid is not frame]
            beside = around.parent.kids
            beside.insert(next(index for index, kid in enumerate(beside) if kid is around), frame)
            frame.parent = around.parent


def drop_surplus(elements: Sequence[TagElement]) -> None:
    """Drops empty cells for which a row of a table has no column: LibreOffice adds them where a merged cell goes over a page."""
    for table in elements:
        if table.role != "Table":
            continue
        width, taken = 0, [0]
        for row in _rows(table):
            cells = [cell for cell in row.kids if isinstance(cell, TagElement)]
            wide = {id(cell): _span(cell, "/ColSpan") for cell in cells}
            width = width or sum(wide.values())
            surplus = sum(wide.values()) + sum(left > 0 for left in taken) - width
            for cell in reversed(cells):
                if not cell.kids and wide[id(cell)] <= surplus:
                    surplus -= wide.pop(id(cell))
            row.kids = [kid for kid in row.kids if not isinstance(kid, TagElement) or id(kid) in wide]
            spans = [_span(cell, "/RowSpan") for cell in cells if id(cell) in wide for _ in range(wide[id(cell)])]
            taken = [left - 1 for left in [*(left for left in taken if left > 0), *spans]]


def _span(cell: TagElement, name: str) -> int:
    held = (each for each in listed(cell.item.get("/A")) if isinstance(each, Dictionary))
    found = next((each[name] for each in held if name in each), 1)
    return int(found) if isinstance(found, (int, float, Decimal)) and found > 0 else 1


def dissolve(element: TagElement) -> None:
    """Puts the content of plain spans into the element itself: half of LibreOffice's elements are such spans."""
    if not any(isinstance(kid, TagElement) and kid.role == "Span" for kid in element.kids):
        return
    kids: list[Any] = []
    for kid in element.kids:
        plain = isinstance(kid, TagElement) and kid.role == "Span" and not set(kid.item.keys()) - _PLAIN
        if not plain or any(isinstance(each, TagElement) for each in kid.kids) or not _same_page(kid.item, element.item):
            kids.append(kid)
            continue
        kid.dissolved = True
        kids += kid.kids
    element.kids = kids


def _same_page(one: Any, other: Any) -> bool:
    page, above = one.get("/Pg"), other.get("/Pg")
    return page is None or (above is not None and page.objgen == above.objgen)


def holder_of(element: TagElement) -> TagElement:
    """The element that holds what a dissolved one held."""
    while element.dissolved and element.parent is not None:
        element = element.parent
    return element


def all_elements(document: TagElement) -> list[TagElement]:
    """Every element that is still in the tree."""
    found = [document]
    for element in found:  # it grows as it is walked
        found += [kid for kid in element.kids if isinstance(kid, TagElement)]
    return found


def _rows(element: TagElement) -> list[TagElement]:
    rows: list[TagElement] = []
    for kid in element.kids:
        if isinstance(kid, TagElement):
            rows += [kid] if kid.role == "TR" else _rows(kid) if kid.role in {"THead", "TBody", "TFoot"} else []
    return rows


def _set_scope(cell: Any, scope: str) -> None:
    own = next(iter(own_attributes(cell, "/O", Name.Table)), None)
    if own is None:
        held = [each for each in listed(cell.get("/A")) if isinstance(each, Dictionary)]
        cell.A = Array([*held, Dictionary(O=Name.Table, Scope=Name(f"/{scope}"))])
    else:
        own.Scope = Name(f"/{scope}")


def own_attributes(item: Any, key: str, value: Any = None) -> list[Any]:
    """An element's attributes that have a key (of this value), to be changed: many elements may have shared them."""
    held = [each for each in listed(item.get("/A")) if isinstance(each, Dictionary)]
    if not any(key in each for each in held):
        return []
    copies = Array([Dictionary(dict(each.items())) for each in held])
    item.A = copies
    return [each for each in item.A if key in each and (value is None or each.get(key) == value)]


def drop_empty(element: TagElement, *, partly: bool) -> None:
    """Drops the kids that lost all that they held; of a file taken in part, also what speaks and holds nothing."""
    kids = []
    for kid in element.kids:
        if not isinstance(kid, TagElement) or kid.kids:
            kids.append(kid)
        elif not kid.had_kids and not (partly and any(key in kid.item for key in _SPEAKING)):
            kids.append(kid)  # an empty cell
    if (partly and len(kids) < len(element.kids)) or (partly and element.lost):
        for key in _SPEAKING:
            if key in element.item:
                del element.item[key]
    if partly and len(kids) < len(element.kids):
        element.lost = True
    element.kids = kids


def _has_attribute(item: Any, names: Sequence[str]) -> bool:
    return any(name in each for each in listed(item.get("/A")) if isinstance(each, Dictionary) for name in names)


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else [] if value is None else [value]
