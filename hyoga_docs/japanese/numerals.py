"""Numerals as public documents print them.

Source: 公用文作成の考え方（令和４年１月７日 文化審議会建議）Ⅰ-4, and the custom of one full-width digit, two half-width.
"""

from __future__ import annotations

from enum import StrEnum

from hyoga_docs.japanese.plain import one_width

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_LATIN = "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


class Digits(StrEnum):
    """The width of printed digits, a house style."""

    ONE_FULL_TWO_HALF = "one-full-two-half"
    FULL = "full"
    HALF = "half"


def number(value: int, digits: Digits) -> str:
    """A whole number in the house's width: `１`, `10`."""
    text = str(value)
    if digits is Digits.FULL or (digits is Digits.ONE_FULL_TWO_HALF and len(text) == 1):
        return text.translate(_FULL)
    return text


def half_width(text: str) -> str:
    """The text with its full-width digits made half-width."""
    return text.translate(_HALF)


def circled(value: int) -> str:
    """`①` to `㊿`; beyond fifty, `(51)`, for Unicode has no more."""
    return _CIRCLED[value - 1] if 1 <= value <= len(_CIRCLED) else f"({value})"


def lettered(value: int, letters: str) -> str:
    """The first letter of 1, the last one, then two letters: `ア`, `イ` … `ン`, `アア`."""
    text = ""
    while value > 0:
        value, rest = divmod(value - 1, len(letters))
        text = letters[rest] + text
    return text


def katakana(value: int) -> str:
    """`ア`, `イ` … `ン`, then `アア`: the custom of 公用文 for lists of more than 46."""
    return lettered(value, _KATAKANA)


def latin(value: int) -> str:
    """`ａ`, `ｂ` … `ｚ`, then `ａａ`."""
    return lettered(value, _LATIN)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(value: int) -> str:
    """`xiv` of 14."""
    letters = []
    for worth, sign in _ROMAN:
        letters.append(sign * (value // worth))
        value %= worth
    return "".join(letters)


_KANJI = "〇一二三四五六七八九"


def kanji_number(value: int) -> str:
    """`十二` of 12; up to 99, as far as headings go."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _KANJI[tens] + "十") + (_KANJI[ones] if ones else "")


def value_of(text: str) -> int:
    """The value of a whole number in figures of any width, or in kanji (`百二十一`, `一二一`). Raises ValueError for others."""
    plain = one_width(text)
    if plain.isdecimal():
        return int(plain)
    total = 0
    for unit, size in (("百", 100), ("十", 10)):
        head, found, rest = plain.partition(unit)
        if found:
            total, plain = total + (value_of(head) if head else 1) * size, rest
    digits = [_KANJI.index(character) for character in plain]
    return total + (int("".join(map(str, digits))) if digits else 0)


#: The marks that a list of numbers can be written with; the sample names the mark.
MARKS = ("１", "（１）", "①", "ア", "（ア）", "ａ", "（ａ）", "第１", "○", "・")


def with_gap(number_: str) -> str:
    """A list's number with the full-width space that keeps it from its text; `（１）` and bullets need none."""
    return number_ if not number_ or number_.endswith(("）", "・")) else number_ + "　"


def marked(value: int, mark: str, digits: Digits) -> str:
    """The number as its list writes it: `marked(3, "（１）", …)` is `（３）`.

    `mark` is one of `MARKS`; bullets print themselves. Raises KeyError for another mark.
    """
    plain = number(value, digits)
    return {
        "１": plain,
        "（１）": f"（{plain}）",
        "①": circled(value),
        "ア": katakana(value),
        "（ア）": f"（{katakana(value)}）",
        "ａ": latin(value),
        "（ａ）": f"（{latin(value)}）",
        "第１": f"第{plain}",
        "○": "○",
        "・": "・",
    }[mark]
