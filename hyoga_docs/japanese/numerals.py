"""Numerals as public documents print them.

Source: 公用文作成の考え方（令和４年１月７日 文化審議会建議）Ⅰ-4, and the custom of one full-width digit, two half-width.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from hyoga_docs.japanese.kanji_numerals import Kanji, as_said
from hyoga_docs.japanese.plain import one_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_WIDE_MARKS = str.maketrans("1()a", "１（）ａ")
_NARROW_BRACKETS = str.maketrans("（）", "()")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
LATIN = "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


class Digits(StrEnum):
    """The width of printed digits, a house style."""

    ONE_FULL_TWO_HALF = "one-full-two-half"
    FULL = "full"
    HALF = "half"


def number(value: int, digits: Digits) -> str:
    """A whole number in the house's width: `１`, `10`."""
    return in_width(str(value), digits)


def in_width(text: str, digits: Digits) -> str:
    """Figures of ASCII in the house's width."""
    if digits is Digits.FULL or (digits is Digits.ONE_FULL_TWO_HALF and len(text) == 1):
        return text.translate(_FULL)
    return text


def half_width(text: str) -> str:
    """The text with its full-width digits made half-width."""
    return text.translate(_HALF)


def circled(value: int) -> str:
    """`①` to `㊿`; beyond fifty, `(51)`, for Unicode has no more."""
    return CIRCLED[value - 1] if 1 <= value <= len(CIRCLED) else f"({value})"


def lettered(value: int, letters: str) -> str:
    """The first letter of 1, the last one, then two letters: `ア`, `イ` … `ン`, `アア`."""
    text = ""
    while value > 0:
        value, rest = divmod(value - 1, len(letters))
        text = letters[rest] + text
    return text


def katakana(value: int) -> str:
    """`ア`, `イ` … `ン`, then `アア`: the custom of 公用文 for lists of more than 46."""
    return lettered(value, KATAKANA)


def latin(value: int) -> str:
    """`ａ`, `ｂ` … `ｚ`, then `ａａ`."""
    return lettered(value, LATIN)


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


def kanji_number(value: int) -> str:
    """`十二` of 12, `百一` of 101."""
    return as_said(str(value), Kanji.PLAIN)


_KANJI = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}


def value_of(text: str) -> int:
    """The value of a whole number in figures of any width, or in kanji (`百二十一`, `一二一`). Raises ValueError for others.

    Kanji in an order that no number has (`二十十`) are added up.
    """
    plain = one_width(text)
    if plain.isdecimal():
        return int(plain)
    total, digits = 0, ""
    for character in plain:
        if character in _UNITS:
            total, digits = total + int(digits or 1) * _UNITS[character], ""
        else:
            digits += str(_KANJI.index(character))
    return total + int(digits or 0)


def _up_to(first: str, count: int, beyond: Callable[[int], str]) -> Callable[[int], str]:
    """Numbers that Unicode has as single characters from `first` on, and what is printed beyond them."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= count else beyond(value)


IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
#: How the numbers go on whose first one is this.
_FIGURES: dict[str, Callable[[int], str]] = {
    "1": str,
    "①": circled,
    "⑴": _up_to("⑴", 20, "({})".format),
    "Ⅰ": _up_to("Ⅰ", 12, lambda value: roman(value).upper()),
    "ⅰ": _up_to("ⅰ", 12, roman),
}
_LETTERS: dict[str, Callable[[int], str]] = {
    "一": kanji_number,
    "ア": katakana,
    "イ": lambda value: lettered(value, IROHA),
    "ａ": latin,
    "a": lambda value: lettered(value, ascii_lowercase),
    "Ａ": lambda value: lettered(value, "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"),
    "A": lambda value: lettered(value, ascii_uppercase),
    "i": roman,
}
#: Marks that many houses write; any other sample of the number one is a mark too (`議案第１号`), and so is a bullet.
MARKS = (
    *("１", "（１）", "①", "ア", "（ア）", "ａ", "（ａ）", "第１", "１．", "1", "1.", "(1)", "1)", "⑴"),
    *("一", "（一）", "第一", "Ⅰ", "ⅰ", "イ", "a", "(a)", "A", "○", "・"),
)
_LONGEST_MARK = 20
_CLOSED_BY_ITSELF, _ENDS_IN_ASCII = ("）", "］", "】", "〕", "．", "、", "・"), (".", ")", "]")
_BEFORE_LETTER = re.compile(r"(?:第|[（(〔［\[【])?")


@lru_cache(maxsize=256)
def _parted(mark: str) -> tuple[str, str, str] | None:
    """What stands before the number one of a mark, the number, and what stands after it; None of what is no mark."""
    if len(mark) > _LONGEST_MARK or not mark.strip():
        return None
    found = [at for at, character in enumerate(mark) if character in _FIGURES or character == "１"]
    if not found:
        found = [at for at, character in enumerate(mark) if character in _LETTERS and _BEFORE_LETTER.fullmatch(mark[:at])]
        found = [at for at in found if not mark[at + 1 :].strip()[:1].isalnum()]
    if len(found) == 1 and not any(character.isdecimal() for character in mark[: found[0]] + mark[found[0] + 1 :]):
        return mark[: found[0]], mark[found[0]], mark[found[0] + 1 :]
    is_bullet = len(mark.strip()) == 1 and (mark.strip() == "〇" or not mark.strip().isalnum())
    return (mark, "", "") if is_bullet else None


def is_mark(mark: str) -> bool:
    """Whether a text shows how the numbers of a list are written: a sample of the number one, or a bullet."""
    return _parted(mark) is not None


def first_number(sample: str) -> tuple[str, int]:
    """The mark and the first number that a sample shows: `議案第12号` is `議案第１号` from 12 on; others begin with one."""
    figures = re.findall(r"[0-9０-９]+", sample)
    if is_mark(sample) or len(figures) != 1 or int(figures[0]) < 1:
        return sample, 1
    is_half = figures[0].isascii() and (len(figures[0]) == 1 or not sample.replace(figures[0], "").strip(".)( "))
    return sample.replace(figures[0], "1" if is_half else "１"), int(figures[0])


def marked(value: int, mark: str, digits: Digits) -> str:
    """The number as its list writes it: `marked(3, "（１）", …)` is `（３）`; bullets print themselves.

    Half-width figures stay so; full-width ones are of the house's width, or with two figures half-width where that is narrower.
    Raises KeyError for what is no mark.
    """
    parts = _parted(mark)
    if parts is None:
        raise KeyError(mark)
    before, first, after = parts
    if first == "１":
        return before + number(value, Digits.ONE_FULL_TWO_HALF if digits is Digits.HALF else digits) + after
    return before + ({**_FIGURES, **_LETTERS}[first](value) if first else "") + after


#: The marks of lists within lists, as 公用文 has them.
USUAL_MARKS = ("１", "（１）", "①", "ア", "（ア）", "ａ", "（ａ）")


def usual_marks(marks: Sequence[str], digits: Digits) -> tuple[str, ...]:
    """Marks that no house chose, in its width."""
    return tuple(mark.replace("１", "1") for mark in marks) if digits is Digits.HALF else tuple(marks)


def mark_of(marks: Sequence[str], level: int) -> str:
    """The mark of a level, counted from 0; beyond those that a house named, the usual ones that follow its last."""
    if level < len(marks):
        return marks[level]
    wide = [mark.translate(_WIDE_MARKS) for mark in marks]
    following = USUAL_MARKS[USUAL_MARKS.index(wide[-1]) + 1 :] if wide[-1] in USUAL_MARKS else ()
    unused = [mark for mark in following if mark not in wide] or [marks[-1]]
    mark = unused[min(level - len(marks), len(unused) - 1)]
    return mark.translate(_NARROW_BRACKETS) if any("(" in each for each in marks) else mark


def with_gap(number_: str) -> str:
    """A list's number with the space that keeps it from its text; `（１）`, `１．` and bullets need none, `1.` a narrow one."""
    if not number_ or number_[-1].isspace() or number_.endswith(_CLOSED_BY_ITSELF):
        return number_
    return number_ + (" " if number_.endswith(_ENDS_IN_ASCII) else "　")


def bare_number(number_: str) -> str:
    """The number without the stop and the space after it, as a text calls it."""
    return number_.strip().rstrip("．.、")
