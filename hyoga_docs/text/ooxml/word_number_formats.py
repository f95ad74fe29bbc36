"""The number formats of Word's lists: 1, １, ①, ア, 一, 甲, a, i."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_DIGITS, _LEGAL_DIGITS = "〇一二三四五六七八九", "〇壱弐参四伍六七八九"
_UNITS, _LEGAL_UNITS = ("", "十", "百", "千"), ("", "拾", "百", "阡")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
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


def _counted(digits: str, units: tuple[str, ...], *, ones: bool) -> Callable[[int], str]:
    """Kanji with their places; `ones` says that 10 is 壱拾 and not 十."""

    def below(value: int) -> str:
        said = []
        for place in range(3, -1, -1):
            digit = value // 10**place % 10
            if digit:
                said.append(("" if digit == 1 and place and not ones else digits[digit]) + units[place])
        return "".join(said)

    def whole(value: int) -> str:
        high, low = divmod(value, 10_000)
        return (f"{below(high) or ''}{'萬' if ones else '万'}" if high else "") + below(low) if value else digits[0]

    return whole


def _roman(value: int) -> str:
    said = []
    for worth, sign in _ROMAN:
        said.append(sign * (value // worth))
        value %= worth
    return "".join(said)


def _ordinal(value: int) -> str:
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _by_digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


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


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COUNTED = _counted(_DIGITS, _UNITS, ones=False)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from(0x2460, 0x2473),
    "decimalEnclosedCircleChinese": _from(0x2460, 0x2473),
    "decimalEnclosedFullstop": _from(0x2488, 0x249B),
    "decimalEnclosedParen": _from(0x2474, 0x2487),
    "ideographEnclosedCircle": _from(0x3280, 0x3289),
    "aiueo": _again(_AIUEO_HALF),
    "aiueoFullWidth": _again(_AIUEO),
    "iroha": _again(_IROHA_HALF),
    "irohaFullWidth": _again(_IROHA),
    "japaneseCounting": _COUNTED,
    "chineseCounting": _COUNTED,
    "chineseCountingThousand": _COUNTED,
    "taiwaneseCounting": _COUNTED,
    "taiwaneseCountingThousand": _COUNTED,
    "japaneseLegal": _counted(_LEGAL_DIGITS, _LEGAL_UNITS, ones=True),
    "japaneseDigitalTenThousand": _by_digits,
    "ideographDigital": _by_digits,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _again(_LETTERS),
    "upperLetter": _again(_LETTERS.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": _ordinal,
    "cardinalText": _in_words,
    "ordinalText": _ordinal_in_words,
    "numberInDash": lambda value: f"- {value} -",
    "chicago": _again("*†‡§"),
    "hex": lambda value: f"{value:X}",
    "none": lambda _: "",
}
