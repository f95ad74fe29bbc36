"""The fonts that are in a PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf

from hyoga_docs.pdf.names import keys_of, word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


#: The fourteen that every reader has (ISO 32000-1 §9.6.2.2).
_EVERYWHERE = re.compile(
    r"(?:Helvetica|Times|Courier)(?:-(?:Roman|Bold|Italic|Oblique|BoldItalic|BoldOblique))?$|Symbol$|ZapfDingbats$"
)
_CHOSEN = re.compile(rb"/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b")
_SHOWN = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")


def font_names(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The PostScript names of the fonts of all pages, without the tag of a subset, each once and in order."""
    seen: set[tuple[int, int]] = set()
    names = (name for page in pdf.pages for name in _fonts(page.obj.get("/Resources"), seen, 0))
    return tuple(sorted({name.partition("+")[2] or name for name in names}))


def fonts_of(path: Path) -> tuple[str, ...]:
    """The fonts of a PDF that we made; none of what is no PDF any more."""
    try:
        with pikepdf.open(path) as pdf:
            return font_names(pdf)
    except pikepdf.PdfError:
        return ()


def unembedded(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of the fonts that show text and that the file does not carry: another machine may have to replace them."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        found |= _shown_without(page.obj, seen, 0)
    return tuple(sorted(name for name in found if not _EVERYWHERE.match(name)))


def _shown_without(holder: Any, seen: set[tuple[int, int]], depth: int) -> set[str]:
    """Of a page or a form."""
    resources = holder.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary) or depth > 5:
        return set()
    found: set[str] = set()
    fonts, forms = resources.get("/Font"), resources.get("/XObject")
    if isinstance(fonts, pikepdf.Dictionary):
        wanting = [
            (_raw(key), name.partition("+")[2] or name)
            for key in keys_of(fonts)
            if isinstance(font := fonts[key], pikepdf.Dictionary)
            and word(font.get("/Subtype", "")) != "/Type3"
            and not _carries(font)
            if (name := word(font.get("/BaseFont", ""))[1:])
        ]
        shown = _shown(_content(holder)) if wanting else set()
        found |= {name for key, name in wanting if key in shown}
    if isinstance(forms, pikepdf.Dictionary):
        for key in keys_of(forms):
            form = forms[key]
            if isinstance(form, pikepdf.Stream) and not (form.is_indirect and form.objgen in seen):
                seen.add(form.objgen)
                found |= _shown_without(form, seen, depth + 1)
    return found


def _raw(key: Any) -> bytes:
    """A name's own bytes, without the slash, as a page's content has them."""
    return key.encode("utf-8", "surrogateescape")[1:] if isinstance(key, str) else bytes(key)[1:]


def _content(holder: Any) -> bytes:
    if isinstance(holder, pikepdf.Stream):
        return bytes(holder.read_bytes())
    contents = holder.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(bytes(stream.read_bytes()) for stream in streams if isinstance(stream, pikepdf.Stream))


def _shown(content: bytes) -> set[bytes]:
    """The names of the fonts that are chosen and then used before another is."""
    pieces = _CHOSEN.split(content)
    return {name for name, used in zip(pieces[1::2], pieces[2::2], strict=True) if _SHOWN.search(used)}


def _carries(font: Any) -> bool:
    descendants = font.get("/DescendantFonts")
    inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, pikepdf.Dictionary) else None
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


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
