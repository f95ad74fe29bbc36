"""Which font is printed for one that is not here: what offices have and servers do not, each by one of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.word_files import read_groups
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.text.print_copy.excel.fonts import FIXED_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hyoga_docs.programs.fonts import InstalledFonts

_TABLE = Path(__file__).parent / "words" / "font_replacements.txt"
_OF_FIXED_PITCH = {"BIZ UDP明朝": "BIZ UD明朝", "BIZ UDPゴシック": "BIZ UDゴシック"}
_FALLBACK = ("BIZ UD明朝", "BIZ UDP明朝", "BIZ UDゴシック", "BIZ UDPゴシック")
_HALF_WIDTH_KATAKANA = (("ゴシック", "ｺﾞｼｯｸ"), ("ポップ", "ﾎﾟｯﾌﾟ"), ("デジタル", "ﾃﾞｼﾞﾀﾙ"), ("メイリオ", "ﾒｲﾘｵ"))
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NOT_TOLD_APART = dict.fromkeys(map(ord, " 　-‐−_."))


class SameWidths(StrEnum):
    """Which characters of a replacement are as wide as those of the font that it stands for."""

    ALL = "すべて"
    FULL_WIDTH = "全角"
    NONE = "なし"


@dataclass(frozen=True)
class PrintedFont:
    """The font that is printed for another one."""

    font: str
    widths: SameWidths


def font_key(name: str) -> str:
    """A font's name without what its spellings differ in: `ＭＳ Ｐゴシック` and `MS Pｺﾞｼｯｸ` are one font."""
    return one_width(name).translate(_NOT_TOLD_APART).casefold()


class FontReplacements:
    """The fonts that are printed for those that are not on this machine; `house` is the table of a body, which comes first.

    A font that is here is never replaced, and none is replaced by one that is not here.
    """

    def __init__(self, fonts: InstalledFonts, house: Mapping[str, str]) -> None:
        self._fonts = fonts
        self._here = {font_key(family) for family in fonts.families}
        by_house = {font_key(name): (name, PrintedFont(font, SameWidths.NONE)) for name, font in house.items()}
        self._found = {
            key: (name, replacement)
            for key, (name, replacement) in {**_table(), **by_house}.items()
            if key not in self._here and fonts.find(replacement.font) is not None
        }

    def is_here(self, family: str) -> bool:
        """Whether a font is on this machine, however its name is spelt."""
        family = family.removesuffix(FIXED_DIGITS)
        return font_key(family) in self._here or self._fonts.find(family) is not None

    def of(self, family: str) -> PrintedFont | None:
        """What is printed for a font that is not here; None for one that is, and for one that nobody knows."""
        _, replacement = self._found.get(font_key(family.removesuffix(FIXED_DIGITS)), ("", None))
        if replacement is not None and family.endswith(FIXED_DIGITS):
            return PrintedFont(_OF_FIXED_PITCH.get(replacement.font, replacement.font), replacement.widths)
        return replacement

    def printed_for(self, families: Iterable[str]) -> frozenset[str]:
        """The fonts that are printed where these are asked for, and those that every font falls back on."""
        replaced = (replacement.font if (replacement := self.of(family)) is not None else family for family in families)
        return frozenset({*replaced, *_FALLBACK})

    def names(self) -> Iterator[tuple[str, str]]:
        """Each name of a font that is not here, as it may be spelt, and the English name of the font that is printed for it."""
        for name, replacement in self._found.values():
            printed = self._fonts.english(replacement.font)
            fixed = self._fonts.english(_OF_FIXED_PITCH.get(replacement.font, replacement.font))
            for spelling in _spellings(name):
                yield spelling, printed
                if replacement.widths is SameWidths.NONE:
                    yield spelling + FIXED_DIGITS, fixed
        for family in self._fonts.families:
            if font_key(family) in _table():
                yield family + FIXED_DIGITS, self._fonts.english(family)


def _spellings(name: str) -> list[str]:
    half = one_width(name)
    found = [name, half, *(() if half.isascii() else (half.translate(_FULL_WIDTH),))]
    for katakana, narrow in _HALF_WIDTH_KATAKANA:
        found += [spelling.replace(katakana, narrow) for spelling in found if katakana in spelling]
    found += [spelling.replace(" ", mark) for spelling in found if " " in spelling for mark in ("", "-")]
    return list(dict.fromkeys(found))


@cache
def _table() -> dict[str, tuple[str, PrintedFont]]:
    table: dict[str, tuple[str, PrintedFont]] = {}
    for head, *names in read_groups(_TABLE):
        font, _, widths = head.partition("→")
        replacement = PrintedFont(font.strip(), SameWidths(widths.strip()))
        for line in names:
            name, _, weights = line.partition("＋")
            for weight in ("", *weights.split()):
                whole = f"{name.strip()} {weight}".strip()
                table.setdefault(font_key(whole), (whole, replacement))
    return table
