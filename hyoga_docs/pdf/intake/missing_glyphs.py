"""Characters that LibreOffice printed as the box of a font that has no glyph for them, because no font of the machine had one.

It draws the font's glyph 0 under a code of its own, so the outlines tell: a glyph that looks like glyph 0 is a box.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf

from hyoga_docs.pdf.intake.records import IntakeWarning
from hyoga_docs.pdf.names import keys_of, word
from hyoga_docs.pdf.objects import content_streams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEEPEST = 50  # forms in forms
_CHOSEN = re.compile(rb"/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SHOWING = {"Tj", "TJ", "'", '"'}
#: Nobody reads a longer list of characters.
_MOST = 20


@dataclass(frozen=True)
class _Font:
    """The codes of a font that print a box, how many bytes each has, and what it stands for."""

    boxes: frozenset[int] = frozenset()
    length: int = 1
    characters: dict[int, str] = field(default_factory=dict)

    def codes(self, text: bytes) -> Iterator[int]:
        """The codes of a string."""
        return (int.from_bytes(text[at : at + self.length], "big") for at in range(0, len(text), self.length))

    def has_box(self, text: bytes) -> bool:
        """Whether a string prints one."""
        return not self.boxes.isdisjoint(self.codes(text))


def missing_glyphs(pdf: pikepdf.Pdf, chosen: Sequence[int]) -> list[IntakeWarning]:
    """The boxes on the chosen pages of a PDF that LibreOffice made: the characters, and their pages among the chosen, from 1."""
    fonts: dict[tuple[int, int], _Font] = {}
    pages: dict[str, list[int]] = {}
    for index, number in enumerate(chosen, 1):
        for character in dict.fromkeys(_boxes(pdf.pages[number].obj, fonts, set())):
            pages.setdefault(character, []).append(index)
    alike: dict[tuple[int, ...], list[str]] = {}
    for character, on in pages.items():
        alike.setdefault(tuple(on), []).append(character)
    return [IntakeWarning("HD504", "".join(characters[:_MOST]), on) for on, characters in alike.items()]


def _boxes(holder: Any, fonts: dict[tuple[int, int], _Font], seen: set[tuple[int, int]], depth: int = 0) -> Iterator[str]:
    """What a page or a form prints as boxes; a form that it draws twice is looked at once.

    LibreOffice gives all pages and forms one dictionary that names every form, so only those that are drawn are followed.
    """
    resources = holder.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    content = _content(holder)
    own = resources.get("/Font")
    if isinstance(own, pikepdf.Dictionary):
        here = {key: font for key in keys_of(own) if (font := _font(own[key], fonts)).boxes}
        if here and _may_show(content, here):
            yield from _shown(holder, here)
    forms = resources.get("/XObject")
    if isinstance(forms, pikepdf.Dictionary):
        drawn = set(_DRAWN.findall(content))
        for key in keys_of(forms):
            form = forms[key] if str(key)[1:].encode() in drawn else None
            if isinstance(form, pikepdf.Stream) and word(form.get("/Subtype", "")) == "/Form" and form.objgen not in seen:
                seen.add(form.objgen)
                yield from _boxes(form, fonts, seen, depth + 1)


def _content(holder: Any) -> bytes:
    """The content of a page or a form."""
    streams = [holder] if isinstance(holder, pikepdf.Stream) else content_streams(holder)
    return b"\n".join(stream.read_bytes() for stream in streams)


def _may_show(content: bytes, fonts: dict[Any, _Font]) -> bool:
    """Whether a string after the choice of a font may print a box of it: a quick look before the content is parsed."""
    pieces = _CHOSEN.split(content)
    by_name = {str(key)[1:].encode(): font for key, font in fonts.items()}
    return any(
        by_name[name].has_box(bytes.fromhex(text.decode("ascii")))
        for name, used in zip(pieces[1::2], pieces[2::2], strict=True)
        if name in by_name
        for text in _HEX.findall(used)
        if len(text) % 2 == 0
    )


def _shown(holder: Any, fonts: dict[Any, _Font]) -> Iterator[str]:
    font: _Font | None = None
    spans: list[str | None] = []  # what is said to stand in the marked contents that are open
    for instruction in pikepdf.parse_content_stream(holder):
        operands, does = instruction.operands, str(instruction.operator)
        if does == "Tf":
            font = fonts.get(word(operands[0]))
        elif does in {"BDC", "BMC"}:
            spans.append(_actual_text(operands))
        elif does == "EMC" and spans:
            spans.pop()
        elif does in _SHOWING and font is not None:
            said = next((span for span in reversed(spans) if span is not None), None)
            for code in font.codes(b"".join(_strings(operands))):
                if code in font.boxes:
                    yield said or font.characters.get(code, "")


def _actual_text(operands: Any) -> str | None:
    held = operands[1] if len(operands) > 1 else None
    text = held.get("/ActualText") if isinstance(held, pikepdf.Dictionary) else None
    return str(text) if isinstance(text, pikepdf.String) else None


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from (bytes(each) for each in operand if isinstance(each, pikepdf.String))


def _font(font: Any, known: dict[tuple[int, int], _Font]) -> _Font:
    if not isinstance(font, pikepdf.Dictionary):
        return _Font()
    if not font.is_indirect:
        return _read_font(font)
    if font.objgen not in known:
        known[font.objgen] = _read_font(font)
    return known[font.objgen]


def _read_font(font: pikepdf.Dictionary) -> _Font:
    descendants = font.get("/DescendantFonts")
    inner: Any = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, pikepdf.Dictionary) else None
    file = descriptor.get("/FontFile2") if isinstance(descriptor, pikepdf.Dictionary) else None
    if not isinstance(file, pikepdf.Stream):
        return _Font()
    try:
        boxes = _like_glyph_0(file.read_bytes())
    except (pikepdf.PikepdfError, struct.error, KeyError):
        return _Font()  # not as LibreOffice writes fonts
    mapped = font.get("/ToUnicode")
    characters = dict(map(_mapping, _MAPPED.findall(mapped.read_bytes()))) if isinstance(mapped, pikepdf.Stream) else {}
    return _Font(boxes, 1 if inner is font else 2, characters)


def _mapping(pair: tuple[bytes, bytes]) -> tuple[int, str]:
    return int(pair[0], 16), bytes.fromhex(pair[1].decode("ascii")).decode("utf-16-be", "replace")


def _like_glyph_0(file: bytes) -> frozenset[int]:
    """The glyphs of a TrueType font that look like its glyph 0, which LibreOffice shows by their own numbers.

    None where glyph 0 has no outline. Source: OpenType specification, head, loca, glyf.
    """
    tables = {}
    for at in range(12, 12 + 16 * struct.unpack_from(">H", file, 4)[0], 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", file, at)
        tables[tag] = file[offset : offset + length]
    long = struct.unpack_from(">h", tables[b"head"], 50)[0]
    glyphs = struct.unpack_from(">H", tables[b"maxp"], 4)[0]
    offsets = struct.unpack_from(f">{glyphs + 1}{'L' if long else 'H'}", tables[b"loca"])
    scale = 1 if long else 2
    outlines = [tables[b"glyf"][first * scale : last * scale] for first, last in pairwise(offsets)]
    if not outlines or not outlines[0]:
        return frozenset()
    return frozenset(number for number, outline in enumerate(outlines) if outline == outlines[0])
