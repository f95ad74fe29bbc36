"""A few characters of a font, embedded for page numbers."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from hyoga_docs.core.cache import Cache, digest

if TYPE_CHECKING:
    from pathlib import Path

    import pikepdf


class UnsuitableFontError(Exception):
    """The font cannot be embedded; the message says why, in Japanese."""


@dataclass(frozen=True)
class Subset:
    """A TrueType subset with the glyph and the width (thousandths of an em) of each character."""

    name: str
    data: bytes
    glyphs: dict[str, tuple[int, int]]
    metrics: tuple[int, int, int, tuple[int, int, int, int]]

    def width(self, text: str, size: float) -> float:
        """The width of the text in points."""
        return sum(self.glyphs[c][1] for c in text) * size / 1000

    def encode(self, text: str) -> str:
        """The text as the hexadecimal string that shows it."""
        return "<" + "".join(f"{self.glyphs[c][0]:04X}" for c in text) + ">"


def subset_font(path: Path, index: int, characters: str, cache: Cache) -> Subset:
    """The characters of one face. Raises ValueError when the font has no glyph for one of them, UnsuitableFontError."""
    wanted = "".join(sorted(set(characters)))
    stat = path.stat()
    key = digest(str(path), str(index), str(stat.st_size), str(stat.st_mtime_ns), wanted)
    kept = cache.get("subset", key)
    if kept is None:
        kept = _make(path, index, wanted)
        cache.put("subset", key, kept)
    head, _, data = kept.partition(b"\n")
    facts = json.loads(head)
    glyphs = {character: (glyph, width) for character, glyph, width in facts["glyphs"]}
    ascent, descent, cap, box = facts["metrics"]
    return Subset(facts["name"], data, glyphs, (ascent, descent, cap, tuple(box)))


def _make(path: Path, index: int, wanted: str) -> bytes:
    from fontTools import subset  # noqa: PLC0415  heavy, and done once for a font
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(path, fontNumber=index, recalcTimestamp=False)
    if "glyf" not in font:
        msg = "TrueType でない書体は使えません"
        raise UnsuitableFontError(msg)
    options = subset.Options(layout_features=[], notdef_outline=True, name_IDs=[], hinting=False, glyph_names=False)
    options.drop_tables += ["meta", "GSUB", "GPOS", "GDEF", "DSIG", "vhea", "vmtx", "VORG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    name = str(font["name"].getDebugName(6) or "Font")
    subsetter.subset(font)
    cmap, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    if missing := [character for character in wanted if ord(character) not in cmap]:
        msg = "".join(missing)
        raise ValueError(msg)
    glyphs = [(c, font.getGlyphID(cmap[ord(c)]), round(font["hmtx"][cmap[ord(c)]][0] * scale)) for c in wanted]
    head, hhea = font["head"], font["hhea"]
    box = [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
    metrics = (round(hhea.ascent * scale), round(hhea.descent * scale), round(hhea.ascent * scale * 0.8), box)
    for table in ("OS/2", "post", "name"):
        if table in font:
            del font[table]
    out = io.BytesIO()
    font.save(out)
    facts = {"name": "".join(c for c in name if c.isalnum() or c == "-"), "glyphs": glyphs, "metrics": metrics}
    return json.dumps(facts).encode() + b"\n" + out.getvalue()


def embed(pdf: Pdf, font: Subset) -> pikepdf.Object:
    """The font as an object of the PDF: Type 0 with Identity-H and a ToUnicode map (ISO 32000-1 §9.7)."""
    ascent, descent, cap, box = font.metrics
    base = Name("/HYOGAD+" + font.name)
    file = pdf.make_indirect(Stream(pdf, font.data))
    file.Length1 = len(font.data)
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=base,
            Flags=4,
            FontBBox=Array(list(box)),
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=cap,
            StemV=80,
            FontFile2=file,
        )
    )
    widths = Array([item for glyph, width in sorted(font.glyphs.values()) for item in (glyph, Array([width]))])
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=descriptor,
            DW=1000,
            W=widths,
            CIDToGIDMap=Name.Identity,
        )
    )
    lines = "\n".join(f"<{glyph:04X}> <{ord(c):04X}>" for c, (glyph, _) in sorted(font.glyphs.items()))
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /HyogaDocs def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(font.glyphs)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode.encode())),
        )
    )
