"""Resources cut down to what a page uses, so that a page range brings nothing of the pages that are not taken.

Files often give all their pages one table of fonts, pictures and patterns. Source: ISO 32000-1 §7.8.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from hyoga_docs.pdf.names import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The operators that name a resource, with the table that they name it in and which operand it is.
_USES = {
    "Do": ("/XObject", 0),
    "gs": ("/ExtGState", 0),
    "Tf": ("/Font", 0),
    "sh": ("/Shading", 0),
    "scn": ("/Pattern", -1),
    "SCN": ("/Pattern", -1),
    "BDC": ("/Properties", 1),
    "DP": ("/Properties", 1),
}
_PRUNED = {table for table, _ in _USES.values()}
_DEEPEST = 12
Id = tuple[int, int]


def prune_resources(pdf: pikepdf.Pdf) -> None:
    """Gives every page, and every drawing on it, a table of its own with what it uses.

    Raises PikepdfError or ValueError for content that cannot be read: nobody knows then what it uses.
    """
    seen: set[Id] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if isinstance(resources, Dictionary):
            page.obj.Resources = _pruned(pikepdf.parse_content_stream(page, operators=" ".join(_USES)), resources, seen, 0)


def _pruned(content: Any, resources: Any, seen: set[Id], depth: int) -> Dictionary:
    """The part of some resources that content uses; drawings and patterns in it are pruned as well."""
    if depth > _DEEPEST:
        msg = "drawings within drawings without end"
        raise ValueError(msg)
    used = set(_used(content, resources, set()))
    done = Dictionary({key: resources[key] for key in keys_of(resources) if key not in _PRUNED and key != "/ProcSet"})
    for table in sorted(_PRUNED):
        held = resources.get(table)
        if isinstance(held, Dictionary):
            kept = {key: held[key] for key in keys_of(held) if (table, str(key)) in used}
            if kept:
                done[table] = Dictionary(kept)
            for item in kept.values():
                _prune_inside(item, seen, depth)
    return done


def _prune_inside(item: Any, seen: set[Id], depth: int) -> None:
    """Prunes a drawing or a pattern, or the mask of a graphics state."""
    mask = item.get("/SMask") if isinstance(item, Dictionary) else None
    drawing = mask.get("/G") if isinstance(mask, Dictionary) else item
    if not isinstance(drawing, Stream) or drawing.objgen in seen:
        return
    seen.add(drawing.objgen)
    resources = drawing.get("/Resources")
    if isinstance(resources, Dictionary):
        drawing.Resources = _pruned(pikepdf.parse_content_stream(drawing, operators=" ".join(_USES)), resources, seen, depth + 1)


def _used(content: Any, resources: Any, seen: set[Id]) -> Iterator[tuple[str, str]]:
    """What content names: (table, name); a drawing without resources of its own names those of its page."""
    drawings = resources.get("/XObject")
    for item in content:
        table, place = _USES.get(str(item.operator), ("", 0))
        operands = item.operands
        if not table or len(operands) <= max(place, 0) or not isinstance(operands[place], Name):
            continue
        name = str(operands[place])
        yield table, name
        drawn = drawings.get(name) if table == "/XObject" and isinstance(drawings, Dictionary) else None
        if (
            isinstance(drawn, Stream)
            and drawn.get("/Subtype") == Name.Form
            and "/Resources" not in drawn
            and drawn.objgen not in seen
        ):
            seen.add(drawn.objgen)
            yield from _used(pikepdf.parse_content_stream(drawn, operators=" ".join(_USES)), resources, seen)
