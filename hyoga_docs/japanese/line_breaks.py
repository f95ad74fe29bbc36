"""Japanese text in lines of a given width: broken between characters, but not within a word of ASCII."""

from __future__ import annotations

import re

from hyoga_docs.japanese.width import text_width

#: What no line begins with, and what no line ends with. Source: JIS X 4051, 行頭禁則 and 行末禁則.
_NOT_FIRST = frozenset("、。，．・：；？！ー々…～）］｝〕〉》」』】ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％")
_NOT_LAST = frozenset("（［｛〔〈《「『【")
#: Where the name of an organisation is parted: at blanks and behind what kind of one it is; else behind a part of it.
_SEAM = re.compile(r"　|(?<=法人)(?=.{4})|(?<=^株式会社)(?=.{3})")
_PART = re.compile(
    r"[省庁](?!舎)|局(?![長次員])|部(?![会長落門])|(?<!放)課(?![題税長外])|会(?![議社長計館員])|(?:会|支|公)社(?![長員])"
    r"|支店(?!長)|[議究務張健療]所(?![長属])|機構|団体|組合(?!長)|センター(?!長)"
    r"|[一-龠](?=[ァ-ヶー]{3}|(?:連絡)?協議会|連絡会)"
)
_UNIT = re.compile(r"[!-~]+|.", re.DOTALL)  # a word of ASCII, or one character


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width` unless a word of ASCII with its brackets and stops is; line breaks in it stay.

    Blanks at a break go.
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def name_lines(name: str, width: float) -> list[str]:
    """The name of an organisation on lines of such a width: parted at its seams, else near the middle behind a part (局, 部, 会).

    What has no such place stays wider.
    """
    if text_width(name) <= width:
        return [name]
    pieces = [piece for piece in _SEAM.split(name) if piece]
    if len(pieces) == 1:
        cuts = [found.end() for found in _PART.finditer(name) if 3 <= found.end() <= len(name) - 2]
        if not cuts:
            return pieces
        cut = min(cuts, key=lambda place: abs(2 * place - len(name)))
        pieces = [name[:cut], name[cut:]]
    return [line for piece in pieces for line in name_lines(piece, width)]


def _lines(paragraph: str, width: int) -> list[str]:
    lines, line = [], ""
    for unit in _units(paragraph):
        if line.strip() and text_width(line) + text_width(unit.rstrip()) > width:
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()]


def _units(paragraph: str) -> list[str]:
    """What stays together: a word or a character, what opens before it and what closes after it."""
    units: list[str] = []
    for unit in _UNIT.findall(paragraph):
        if units and (unit in _NOT_FIRST or units[-1][-1] in _NOT_LAST):
            units[-1] += unit
        else:
            units.append(unit)
    return units
