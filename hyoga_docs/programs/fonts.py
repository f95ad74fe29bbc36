"""The fonts of this machine by family name, read from the font files themselves."""

from __future__ import annotations

import json
import struct
import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from hyoga_docs.core.cache import Cache, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

INSTALL = {
    "linux": "sudo apt-get install fonts-morisawa-bizud-mincho fonts-morisawa-bizud-gothic",
    "darwin": "brew install --cask font-biz-udmincho font-biz-udgothic",
    "win32": "設定 → 個人用設定 → フォント、または Windows Update で日本語の補助フォントを入れてください",
}
#: Fonts as wide as Times New Roman, Arial, Courier New, Calibri and Cambria; the makers' own LibreOffice brings them along.
LATIN = ("Liberation Serif", "Liberation Sans", "Liberation Mono", "Carlito", "Caladea")
INSTALL_LATIN = {
    "linux": "sudo apt-get install fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea",
    "darwin": "brew install --cask font-liberation font-carlito font-caladea",
    "win32": "winget install TheDocumentFoundation.LibreOffice（この書体も入っています）",
}
#: Windows names the Mincho by its weight too.
_ALSO = {
    "BIZ UD明朝": ("BIZ UD明朝 Medium", "BIZ UDMincho", "BIZ UDMincho Medium"),
    "BIZ UDP明朝": ("BIZ UDP明朝 Medium", "BIZ UDPMincho", "BIZ UDPMincho Medium"),
    "BIZ UDゴシック": ("BIZ UDGothic",),
    "BIZ UDPゴシック": ("BIZ UDPGothic",),
}
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}


@dataclass(frozen=True)
class InstalledFonts:
    """Families and the face of each: (path, index in a collection, PostScript name).

    `fingerprint` changes when any font does. `several` are the families that have more faces than one.
    """

    families: dict[str, tuple[str, int, str]]
    fingerprint: str
    several: frozenset[str] = frozenset()

    def find(self, family: str) -> tuple[Path, int] | None:
        """The regular face of a family, under any of its names."""
        face = self._face(family)
        return (Path(face[0]), face[1]) if face else None

    def postscript(self, family: str) -> str | None:
        """The name that a PDF calls a family by, without its weight; None for a family that is not here."""
        face = self._face(family)
        return face[2].partition("-")[0] if face else None

    def faces(self) -> list[tuple[Path, int]]:
        """One face of every family."""
        return [(Path(path), index) for path, index, _ in dict.fromkeys(self.families.values())]

    def english(self, family: str) -> str:
        """The English name of a family, by which LibreOffice replaces fonts; the name itself where there is none."""
        face = self._face(family)
        same = (name for name, each in self.families.items() if each == face and name.isascii())
        return min(same, default=family)

    def in_two_languages(self) -> list[str]:
        """Every name of the families of several faces that have a name in Japanese beside the one in English."""
        japanese = {face for name, face in self.families.items() if not name.isascii()}
        return [name for name, face in self.families.items() if face in japanese and name in self.several]

    def _face(self, family: str) -> tuple[str, int, str] | None:
        return next((self.families[name] for name in (family, *_ALSO.get(family, ())) if name in self.families), None)


def font_folders(home: Path) -> list[Path]:
    """Where this system keeps fonts."""
    places = {
        "darwin": (
            *("/System/Library/Fonts", "/Library/Fonts", home / "Library/Fonts"),
            "/Applications/LibreOffice.app/Contents/Resources/fonts/truetype",
        ),
        "win32": (
            *("C:/Windows/Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"),
            "C:/Program Files/LibreOffice/share/fonts/truetype",
        ),
    }.get(sys.platform, ("/usr/share/fonts", "/usr/local/share/fonts", home / ".fonts", home / ".local/share/fonts"))
    return [Path(place) for place in places]


def read_fonts(folders: list[Path], cache: Cache) -> InstalledFonts:
    """All fonts of the folders; the names are read once for each set of files."""
    files = [
        path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES
    ]
    listing = []
    for path in files:
        stat = path.stat()
        listing.append(f"{path}|{stat.st_size}|{stat.st_mtime_ns}")
    fingerprint = digest(*listing)
    kept = cache.get("fonts", fingerprint)
    if kept is None:
        families: dict[str, tuple[str, int, str]] = {}
        several: set[str] = set()
        for path in files:
            for name, index, postscript, regular in _names(path):
                if name in families:
                    several.add(name)
                if regular or name not in families:
                    families[name] = (str(path), index, postscript)
        kept = json.dumps([families, sorted(several)], ensure_ascii=False).encode()
        cache.put("fonts", fingerprint, kept)
    held, names = json.loads(kept)
    return InstalledFonts(
        {name: (path, index, postscript) for name, (path, index, postscript) in held.items()}, fingerprint, frozenset(names)
    )


def is_private(character: str) -> bool:
    """Whether it is one that an office draws itself: 外字."""
    return category(character) == "Co"


def missing_characters(text: str, faces: Iterable[tuple[Path, int]], cache: Cache) -> str:
    """The characters of a text that none of the faces has a glyph for."""
    selectors = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
    left = sorted({c for c in text if ord(c) not in selectors and (c.isprintable() or is_private(c))})
    for path, index in faces:
        if not left:
            break
        stat = path.stat()
        key = digest(str(path), str(index), str(stat.st_size), str(stat.st_mtime_ns))
        ranges = sorted(cache.remember("characters", key, partial(_characters, path, index)))
        firsts = [first for first, _ in ranges]
        left = [c for c in left if (at := bisect_right(firsts, ord(c))) == 0 or ord(c) > ranges[at - 1][1]]
    return "".join(left)


def _characters(path: Path, index: int) -> list[list[int]]:
    """The characters of a face, as ranges of code points."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  heavy, and wanted once for a font

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return _segments(font.reader["cmap"]) or [[code, code] for code in sorted(font.getBestCmap() or ())]


def _segments(cmap: bytes) -> list[list[int]]:
    """The ranges of a segmented-coverage table (format 12), read as they stand; fontTools would name every glyph first.

    Source: OpenType specification, cmap. Empty where there is no such table.
    """
    for record in range(struct.unpack_from(">H", cmap, 2)[0]):
        offset = struct.unpack_from(">L", cmap, 8 + record * 8)[0]
        if struct.unpack_from(">H", cmap, offset)[0] == 12:
            groups = struct.unpack_from(">L", cmap, offset + 12)[0]
            found = (struct.unpack_from(">LLL", cmap, offset + 16 + group * 12) for group in range(groups))
            return [[first, last] for first, last, glyph in found if glyph]
    return []


def _names(path: Path) -> list[tuple[str, int, str, bool]]:
    """Every family name in a font file, with the face's index, its PostScript name and whether it is the regular one."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # noqa: PLC0415  heavy, and wanted once

    collection = path.suffix.lower() in {".ttc", ".otc"}
    found = []
    try:
        with TTCollection(path, lazy=True) if collection else TTFont(path, lazy=True) as opened:
            for index, face in enumerate(opened if collection else [opened]):
                names = face["name"]
                style = {str(record) for record in names.names if record.nameID == 2}
                regular = bool(style & {"Regular", "Medium", "標準"})
                families = {record.toUnicode(errors="replace") for record in names.names if record.nameID in {1, 16}}
                found += [(family, index, str(names.getDebugName(6) or ""), regular) for family in sorted(families)]
    except (TTLibError, OSError, KeyError, AssertionError, ValueError):
        return []  # a font that cannot be read is a font that is not there
    return found
