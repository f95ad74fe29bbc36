"""What a converted PDF is: its pages, whether it is tagged, the fonts that are in it."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Facts:
    """Pages, tags, and the PostScript names of the fonts, without the tag of a subset."""

    pages: int
    tagged: bool
    fonts: tuple[str, ...]


def facts(pdf: bytes, sha: str, store: Store) -> Facts:
    """The facts of a PDF that is known to open."""
    found = store.remember("facts", digest(sha), lambda: asdict(_find(pdf)))
    return Facts(found["pages"], found["tagged"], tuple(found["fonts"]))


def _find(pdf: bytes) -> Facts:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = sorted({name.partition("+")[2] or name for page in opened.pages for name in _fonts(page.obj.get("/Resources"), 0)})
        return Facts(len(opened.pages), "/StructTreeRoot" in opened.Root, tuple(names))


def _fonts(resources: Any, depth: int) -> Iterator[str]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > 5:
        return
    for kind in ("/Font", "/XObject"):
        held = resources.get(kind)
        if not isinstance(held, pikepdf.Dictionary):
            continue
        for name in held.keys():  # noqa: SIM118  a pikepdf dictionary is not iterated by name
            if kind == "/Font" and isinstance(held[name], pikepdf.Dictionary):
                yield str(held[name].get("/BaseFont", ""))[1:]
            elif kind == "/XObject" and isinstance(held[name], pikepdf.Stream):
                yield from _fonts(held[name].get("/Resources"), depth + 1)
