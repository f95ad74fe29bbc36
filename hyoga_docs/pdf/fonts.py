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


def unembedded(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of the fonts that the file does not carry, and that another machine may have to replace."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in _font_objects(page.obj.get("/Resources"), seen, 0):
            if str(font.get("/Subtype", "")) != "/Type3" and not _carries(font):
                name = word(font.get("/BaseFont", ""))[1:]
                found.add(name.partition("+")[2] or name)
    return tuple(sorted(found - {""}))


def _carries(font: Any) -> bool:
    descendants = font.get("/DescendantFonts")
    inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, pikepdf.Dictionary) else None
    return isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _fonts(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[str]:
    for font in _font_objects(resources, seen, depth):
        yield word(font.get("/BaseFont", ""))[1:]


def _font_objects(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Any]:
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
                yield item
            elif isinstance(item, pikepdf.Stream):
                yield from _font_objects(item.get("/Resources"), seen, depth + 1)
