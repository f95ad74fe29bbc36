"""The number formats of Word's lists: 1, １, ①, ア, 一, 甲, a, i."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from hyoga_docs.japanese.kanji_numerals import Kanji, as_said, by_figures
from hyoga_docs.japanese.numerals import KATAKANA, Digits, number, roman

if TYPE_CHECKING:
    from collections.abc import Callable

_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_MOST = 32_767  # Word counts no further


def formatted(value: int, kind: str) -> str:
    """A number as a format of Word writes it; in decimal digits past the last that it has, and empty for one that is not known."""
    made = _FORMATS.get(kind)
    return made(min(value, _MOST)) if made else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _again(signs: str) -> Callable[[int], str]:
    """Past the last sign, the signs come again twice, three times: z, aa, bb."""
    return lambda value: signs[(value - 1) % len(signs)] * ((value - 1) // len(signs) + 1) if value > 0 else str(value)


def _from(first: int, last: int) -> Callable[[int], str]:
    return _one_of("".join(chr(code) for code in range(first, last + 1)))


def _said(kanji: Kanji) -> Callable[[int], str]:
    return lambda value: as_said(str(value), kanji)


def _ordinal(value: int) -> str:
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _full_width(value: int) -> str:
    return number(value, Digits.FULL)


def _by_figures(value: int) -> str:
    return by_figures(str(value), Kanji.PLAIN)


_ONES = (
    *("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen"),
    *("Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"),
)
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_FIRST = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _in_words(value: int) -> str:
    if value >= 100:
        return str(value)
    tens, ones = divmod(value, 10)
    if value < len(_ONES):
        return _ONES[value]
    return f"{_TENS[tens]}-{_ONES[ones].lower()}" if ones else _TENS[tens]


def _ordinal_in_words(value: int) -> str:
    if value >= 100:
        return _ordinal(value)
    before, dash, last = _in_words(value).rpartition("-")
    last = _FIRST.get(last.lower()) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return before + dash + (last if dash else last.capitalize())


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from(0x2460, 0x2473),
    "decimalEnclosedCircleChinese": _from(0x2460, 0x2473),
    "decimalEnclosedFullstop": _from(0x2488, 0x249B),
    "decimalEnclosedParen": _from(0x2474, 0x2487),
    "ideographEnclosedCircle": _from(0x3280, 0x3289),
    "aiueo": _again(_AIUEO_HALF),
    "aiueoFullWidth": _again(KATAKANA),
    "iroha": _again(_IROHA_HALF),
    "irohaFullWidth": _again(_IROHA),
    "japaneseCounting": _said(Kanji.PLAIN),
    "chineseCounting": _said(Kanji.PLAIN),
    "chineseCountingThousand": _said(Kanji.PLAIN),
    "taiwaneseCounting": _said(Kanji.PLAIN),
    "taiwaneseCountingThousand": _said(Kanji.PLAIN),
    "japaneseLegal": _said(Kanji.FORMAL),
    "japaneseDigitalTenThousand": _by_figures,
    "ideographDigital": _by_figures,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _again(ascii_lowercase),
    "upperLetter": _again(ascii_uppercase),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "ordinal": _ordinal,
    "cardinalText": _in_words,
    "ordinalText": _ordinal_in_words,
    "numberInDash": lambda value: f"- {value} -",
    "chicago": _again("*†‡§"),
    "hex": lambda value: f"{value:X}",
    "none": lambda _: "",
}
