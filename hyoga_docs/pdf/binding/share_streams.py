"""One copy of what several papers hold: fonts, pictures and drawings whose bytes are the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Stream

from hyoga_docs.pdf.names import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

_SMALL = 512
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 6
Slot = tuple[Any, Any, Any]


def share_streams(pdf: pikepdf.Pdf) -> None:
    """Makes all pages use one stream where they use several that are alike to the last byte."""
    slots = list(_slots(pdf))
    _share([slot for slot in slots if slot[1] == "/SMask"])  # first, for a picture is alike only with its mask
    _share([slot for slot in slots if slot[1] != "/SMask"])


def _share(slots: list[Slot]) -> None:
    groups: dict[bytes, list[Slot]] = {}
    for slot in slots:
        groups.setdefault(slot[2].stream_dict.unparse(), []).append(slot)
    for alike in groups.values():
        if len({slot[2].objgen for slot in alike}) == 1:
            continue
        kept: dict[bytes, Any] = {}
        for holder, name, stream in alike:
            held = kept.setdefault(hashlib.sha256(stream.get_raw_stream_buffer()).digest(), stream)
            if held is not stream:
                holder[name] = held


def _slots(pdf: pikepdf.Pdf) -> Iterator[Slot]:
    """Every place that holds a large stream of the resources: (holder, name, stream)."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        yield from _in_resources(page.obj.get("/Resources"), seen, 0)


def _in_resources(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Slot]:
    if not isinstance(resources, Dictionary) or depth > _DEEPEST or _known(resources, seen):
        return
    fonts, drawings = resources.get("/Font"), resources.get("/XObject")
    if isinstance(fonts, Dictionary) and not _known(fonts, seen):
        for name in keys_of(fonts):
            yield from _in_font(fonts[name], seen)
    if isinstance(drawings, Dictionary) and not _known(drawings, seen):
        for name in keys_of(drawings):
            drawing = drawings[name]
            if not isinstance(drawing, Stream):
                continue
            yield from _stream(drawings, name)
            if not _known(drawing, seen):
                yield from _stream(drawing, "/SMask")
                yield from _in_resources(drawing.get("/Resources"), seen, depth + 1)


def _in_font(font: Any, seen: set[tuple[int, int]]) -> Iterator[Slot]:
    if not isinstance(font, Dictionary) or _known(font, seen):
        return
    inner = font.get("/DescendantFonts")
    for each in [font, *(inner if isinstance(inner, Array) else ())]:
        descriptor = each.get("/FontDescriptor") if isinstance(each, Dictionary) else None
        if isinstance(descriptor, Dictionary) and not _known(descriptor, seen):
            for name in _FONT_FILES:
                yield from _stream(descriptor, name)


def _stream(holder: Any, name: Any) -> Iterator[Slot]:
    stream = holder.get(name)
    if isinstance(stream, Stream) and int(stream.get("/Length", 0)) >= _SMALL:
        yield holder, name, stream


def _known(item: Any, seen: set[tuple[int, int]]) -> bool:
    """Whether an object has been met before; one written inside another is met but once."""
    if not item.is_indirect:
        return False
    if item.objgen in seen:
        return True
    seen.add(item.objgen)
    return False
