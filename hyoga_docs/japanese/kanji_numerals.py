"""Whole numbers in kanji: figure by figure (`一二三〇`), or as they are said (`千二百三十`)."""

from __future__ import annotations

from enum import IntEnum


class Kanji(IntEnum):
    """The characters of the figures; the numbers are those that Excel gives them (`[DBNum1]`)."""

    PLAIN = 1  # 千二百三十
    FORMAL = 2  # 壱阡弐百参拾
    FULL_WIDTH = 3  # 千２百３十


_FIGURES = {Kanji.PLAIN: "〇一二三四五六七八九", Kanji.FORMAL: "〇壱弐参四伍六七八九", Kanji.FULL_WIDTH: "０１２３４５６７８９"}
_TENS, _FORMAL_TENS = ("", "十", "百", "千"), ("", "拾", "百", "阡")
_MYRIADS, _FORMAL_MYRIADS = ("", "万", "億", "兆", "京"), ("", "萬", "億", "兆", "京")


def by_figures(text: str, kanji: Kanji) -> str:
    """A text with each of its figures in kanji."""
    return text.translate({ord("0") + digit: character for digit, character in enumerate(_FIGURES[kanji])})


def as_said(digits: str, kanji: Kanji) -> str:
    """A whole number, in figures of ASCII, as it is said."""
    groups: list[str] = []
    for number, end in enumerate(range(len(digits), 0, -4)):
        group = digits[max(0, end - 4) : end].zfill(4)
        said = "".join(_said_figure(digit, place, kanji) for place, digit in zip(range(3, -1, -1), group, strict=True))
        myriads = _FORMAL_MYRIADS if kanji is Kanji.FORMAL else _MYRIADS
        groups.insert(0, said + myriads[min(number, 4)] if said else "")
    return "".join(groups) or _FIGURES[kanji][0]


def _said_figure(digit: str, place: int, kanji: Kanji) -> str:
    if digit == "0":
        return ""
    tens = _FORMAL_TENS if kanji is Kanji.FORMAL else _TENS
    is_silent = digit == "1" and place and kanji is not Kanji.FORMAL
    return ("" if is_silent else _FIGURES[kanji][int(digit)]) + tens[place]
