"""What a converted PDF is: its pages, whether it is tagged, the fonts that are in it."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = "1"


@dataclass(frozen=True)
class Facts:
    """Pages, tags, and the PostScript names of the fonts, without the tag of a subset."""

    pages: int
    tagged: bool
    fonts: tuple[str, ...]


def facts(pdf: bytes, sha: str, store: Store) -> Facts:
    """The facts of a PDF that is known to open."""
    key = digest(_VERSION, sha)
    kept = store.get("facts", key)
    if kept is None:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            names = sorted({name.partition("+")[2] or name for page in opened.pages for name in _fonts(page.obj.get("/Resources"), 0)})
            found = Facts(len(opened.pages), "/StructTreeRoot" in opened.Root, tuple(names))
        store.put("facts", key, json.dumps(asdict(found)).encode())
        return found
    data = json.loads(kept)
    return Facts(data["pages"], data["tagged"], tuple(data["fonts"]))


def _fonts(resources: Any, depth: int) -> Iterator[str]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > 5:
        return
    for kind in ("/Font", "/XObject"):
        held = resources.get(kind)
        for name in held.keys() if isinstance(held, pikepdf.Dictionary) else ():
            if kind == "/Font" and isinstance(held[name], pikepdf.Dictionary):
                yield str(held[name].get("/BaseFont", ""))[1:]
            elif kind == "/XObject" and isinstance(held[name], pikepdf.Stream):
                yield from _fonts(held[name].get("/Resources"), depth + 1)
