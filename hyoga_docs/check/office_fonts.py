"""Fonts of supplied Office files that this machine has not, and where the lines of the paper may break otherwise (`HD503`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import page_ranges, paper_problem, readable_characters
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.programs.libreoffice.font_replacements import SameWidths
from hyoga_docs.text.print_copy.excel.fonts import FIXED_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.plan.model import Document
    from hyoga_docs.programs.libreoffice.font_replacements import FontReplacements
    from hyoga_docs.text.printed_fonts import PrintedText

#: So many characters of a paragraph tell it from others; so many of a cell stand together before its text is wrapped.
_TELLING, _AT_LEAST = 40, 8
#: What offices draw themselves: 外字.
_DRAWN = re.compile("[\ue000-\uf8ff]")
#: Where so many paragraphs are not found, the rest is not looked for.
_MOST_MISSED = 1_000


@dataclass(frozen=True)
class DifferingFont:
    """A font whose characters are printed in another, of other widths; `printed` names that one where the table says so.

    `full_width` says that full-width characters are among them. `pages` count from 1.
    """

    font: str
    printed: str
    full_width: bool
    pages: tuple[int, ...]


def differing_fonts(
    texts: Iterable[PrintedText], replacements: FontReplacements, pages: Sequence[Sequence[str]]
) -> list[DifferingFont]:
    """The fonts of a paper whose replacements have other widths, with the pages of the paragraphs that they stand in."""
    found: dict[str, tuple[str, set[str], dict[str, None]]] = {}
    for text in texts:
        if replacements.is_here(text.font):
            continue
        replaced = replacements.of(text.font)
        characters = _differing(text.characters, replaced.widths if replaced is not None else SameWidths.NONE)
        if not characters or (replaced is not None and not text.wraps):
            continue  # on a line of its own nothing breaks otherwise
        family, printed_in = text.font.removesuffix(FIXED_DIGITS), replaced.font if replaced is not None else ""
        _, printed, paragraphs = found.setdefault(family, (printed_in, set(), {}))
        printed |= characters
        paragraphs[text.paragraph] = None
    book = _Book(pages if found else ())
    return [
        DifferingFont(font, printed, any(map(_is_full_width, characters)), book.pages_of(paragraphs))
        for font, (printed, characters, paragraphs) in sorted(found.items())
    ]


def font_problem(document: Document, fonts: Sequence[DifferingFont], lacking: str, others: Sequence[str]) -> Problem | None:
    """What is told of a paper's fonts, once: those of other widths, and the characters that were printed in still `others`."""
    said = []
    if fonts:
        names = "、".join(f"{each.font}→{each.printed}" if each.printed else each.font for each in fonts)
        pages = sorted({page for each in fonts for page in each.pages})
        where = f"（{page_ranges(pages)}ページ）" if pages else ""
        said.append(f"この機械にない書体（{names}）を、字の幅の違う書体で印刷しました。行の切れ目が変わることがあります{where}。")
    if lacking:
        said.append(f"書体にない字「{readable_characters(lacking)}」を、別の書体（{'、'.join(others)}）で印刷しました。")
    if not said:
        return None
    # Which font stands for a known one is decided, and figures and letters move few lines; the rest is to be looked at.
    serious = lacking or any(each.full_width or not each.printed for each in fonts)
    hint = f"行の切れ目と字の形を目で確かめるか、{document.sender}から PDF で受け取ってください。"
    hint += "かわりの書体は platform.yaml の fonts で決められます。"
    return paper_problem(document, Severity.WARNING if serious else Severity.NOTE, "HD503", "".join(said), hint)


def pages_of(paragraphs: Iterable[str], pages: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The pages on which paragraphs begin or end, as far as they are found, counted from 1."""
    return _Book(pages).pages_of(paragraphs)


def _differing(characters: str, same: SameWidths) -> set[str]:
    """Those of the characters that may have another width."""
    if same is SameWidths.ALL:
        return set()
    return {each for each in characters if same is SameWidths.NONE or not _is_full_width(each)}


def _is_full_width(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


class _Book:
    """The pages of a paper as one text, in which paragraphs are found."""

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        self._text = ""
        self._ends: list[int] = []
        for lines in pages:
            self._text += _plain("".join(lines))
            self._ends.append(len(self._text))

    def pages_of(self, paragraphs: Iterable[str]) -> tuple[int, ...]:
        """The pages on which the paragraphs begin or end, as far as they are found, in the order of the paper."""
        found: set[int] = set()
        place = missed = 0
        for paragraph in paragraphs:
            plain = _plain(paragraph)
            head, tail = plain[:_TELLING], plain[-_TELLING:]
            at = self._find(head, place)
            if at < 0 and len(head) > _AT_LEAST:
                at = self._find(head[:_AT_LEAST], place)
            if not head or at < 0:
                missed += 1
                if missed > _MOST_MISSED:
                    break
                continue
            place = at
            found.add(self._page(at))
            end = self._text.find(tail, at, at + 2 * len(plain) + _TELLING)
            if end >= 0:
                found.add(self._page(end + len(tail) - 1))
        return tuple(sorted(found))

    def _find(self, text: str, start: int) -> int:
        at = self._text.find(text, start)
        return at if at >= 0 else self._text.find(text)

    def _page(self, at: int) -> int:
        return next(number for number, end in enumerate(self._ends, 1) if at < end)


def _plain(text: str) -> str:
    """What a page says of a text however it is broken; 外字 have no text there."""
    return _DRAWN.sub("", unbroken(text))
