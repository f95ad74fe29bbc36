"""The fonts that are in a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from hyoga_docs.pdf.names import keys_of, word

if TYPE_CHECKING:
    from collections.abc import Iterator


def font_names(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The PostScript names of the fonts of all pages, without the tag of a subset, each once and in order."""
    seen: set[tuple[int, int]] = set()
    names = (name for page in pdf.pages for name in _fonts(page.obj.get("/Resources"), seen, 0))
    return tuple(sorted({name.partition("+")[2] or name for name in names}))


def _fonts(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[str]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > 5:
        return
    for kind in ("/Font", "/XObject"):
        held = resources.get(kind)
        if not isinstance(held, pikepdf.Dictionary):
            continue
        for name in keys_of(held):
            item = held[name]
            if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            if kind == "/Font":
                yield word(item.get("/BaseFont", ""))[1:]
            elif isinstance(item, pikepdf.Stream):
                yield from _fonts(item.get("/Resources"), seen, depth + 1)
