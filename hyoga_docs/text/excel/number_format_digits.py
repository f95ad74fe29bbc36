"""Numbers as a section of a number format shows them: digits, exponents, fractions, the format General, and kanji."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

from hyoga_docs.japanese.kanji_numerals import Kanji, as_said, by_figures
from hyoga_docs.text.excel.number_format_sections import Part, Piece, Section

#: No number of Excel has more digits, and no column is wider.
EXACT = Context(prec=700, rounding=ROUND_HALF_UP)
_PLACES = {Part.DIGIT}
_PADDING = {"0": "0", "#": "", "?": " "}
_GENERAL_DIGITS, _GENERAL_SMALLEST = 11, -4
_MOST_DENOMINATOR_DIGITS = 7


def general_text(number: Decimal) -> str:
    """A number in at most 11 characters, as the format `General` shows it."""
    if number == 0:
        return "0"
    size = number.adjusted()
    places = 9 - max(size, 0)
    if size >= _GENERAL_DIGITS or (size < _GENERAL_SMALLEST and -number.normalize(EXACT).as_tuple().exponent > 9):  # type: ignore[operator]
        mantissa, _, power = f"{number:.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}E{power[0]}{power[1:].zfill(2)}"
    text = f"{EXACT.quantize(number, Decimal(1).scaleb(-max(places, 0))):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def number_pieces(section: Section, number: Decimal, *, signed: bool, zero_signed: bool) -> list[Piece]:
    """What a section makes of a number: pieces of text and of layout; `zero_signed` is for what is below zero and shown as zero."""
    value = abs(number)
    pieces = list(section.pieces)
    if section.has(Part.GENERAL):
        text = in_kanji(general_text(value), section.kanji, by_units=True)
        made = [Piece(Part.TEXT, text) if piece.part is Part.GENERAL else piece for piece in pieces]
        return _signed(made, is_minus=signed and number < 0)
    places = [index for index, piece in enumerate(pieces) if piece.part is Part.DIGIT]
    if not places:
        return _signed(pieces, is_minus=signed and number < 0)
    value = value.scaleb(2 * sum(piece == (Part.PLAIN, "%") for piece in pieces), EXACT)
    slash = None if section.has(Part.EXPONENT) else _slash(pieces)
    if section.has(Part.EXPONENT):
        made = _exponent(pieces, value)
    else:
        made = _fixed(pieces, value) if slash is None else _fraction(pieces, slash, value)
    shown = [piece.text for piece in made]
    if section.kanji:
        made = [Piece(each.part, in_kanji(each.text, section.kanji)) if at in places else each for at, each in enumerate(made)]
    keeps_sign = zero_signed or slash is not None or any(figure in "123456789" for at in places for figure in shown[at])
    return _signed(made, is_minus=signed and number < 0 and keeps_sign)


def _signed(pieces: list[Piece], *, is_minus: bool) -> list[Piece]:
    return [Piece(Part.TEXT, "-"), *pieces] if is_minus else pieces


def _fixed(pieces: list[Piece], value: Decimal) -> list[Piece]:
    """Digits with a point, with commas between thousands, and with commas that divide by a thousand."""
    places = [index for index, piece in enumerate(pieces) if piece.part is Part.DIGIT]
    point = next((index for index, piece in enumerate(pieces) if piece == (Part.PLAIN, ".")), None)
    whole = [index for index in places if point is None or index < point]
    part = [index for index in places if point is not None and index > point]
    commas = [index for index, piece in enumerate(pieces) if piece == (Part.PLAIN, ",")]
    grouping = [index for index in commas if whole and whole[0] < index < whole[-1]]
    scaling = [index for index in commas if index not in grouping and _follows_digit(pieces, index)]
    value = EXACT.quantize(value.scaleb(-3 * len(scaling), EXACT), Decimal(1).scaleb(-len(part)))
    digits, _, fraction = f"{value:f}".partition(".")
    made = [Piece(piece.part, "") if index in (*grouping, *scaling) else piece for index, piece in enumerate(pieces)]
    _fill_whole(made, whole, digits.lstrip("0"), grouped=bool(grouping))
    _fill_part(made, part, fraction)
    return made


def _follows_digit(pieces: list[Piece], index: int) -> bool:
    while index > 0 and pieces[index] == (Part.PLAIN, ","):
        index -= 1
    return pieces[index].part is Part.DIGIT


def _fill_whole(pieces: list[Piece], places: list[int], digits: str, *, grouped: bool = False) -> None:
    """Fills digits in from the right; the first place takes all that are left."""
    done = 0
    for at in reversed(places):
        taken = digits if at == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        text = ""
        for digit in reversed(taken or _PADDING[pieces[at].text]):
            text = digit + ("," if digit != " " else " ") + text if grouped and done and done % 3 == 0 else digit + text
            done += 1
        pieces[at] = Piece(Part.TEXT, text)


def _fill_part(pieces: list[Piece], places: list[int], digits: str) -> None:
    """Fills the digits behind the point in; zeros at the end are shown where the format has 0."""
    significant = len(digits.rstrip("0"))
    last = max((number for number, at in enumerate(places) if pieces[at].text == "0"), default=-1)
    for number, at in enumerate(places):
        shown = number < significant or number <= last
        pieces[at] = Piece(Part.TEXT, digits[number] if shown else _PADDING[pieces[at].text])


def _exponent(pieces: list[Piece], value: Decimal) -> list[Piece]:
    """A mantissa and a power of ten; with several digits before the point, powers of as many."""
    mark = next(index for index, piece in enumerate(pieces) if piece.part is Part.EXPONENT)
    before = pieces[:mark]
    point = next((index for index, piece in enumerate(before) if piece == (Part.PLAIN, ".")), mark)
    width = max(1, sum(piece.part is Part.DIGIT for piece in before[:point]))
    part = sum(piece.part is Part.DIGIT for piece in before[point:])
    power = value.adjusted() // width * width if value else 0
    mantissa = EXACT.quantize(value.scaleb(-power, EXACT), Decimal(1).scaleb(-part))
    if mantissa and mantissa.adjusted() >= width:
        power += width
        mantissa = value.scaleb(-power, EXACT)
    made = _fixed(before, mantissa)
    after = pieces[mark + 1 :]
    _fill_whole(after, [index for index, piece in enumerate(after) if piece.part is Part.DIGIT], str(abs(power)).lstrip("0"))
    sign = "-" if power < 0 else "+" if pieces[mark].text.endswith("+") else ""
    return [*made, Piece(Part.TEXT, f"E{sign}"), *after]


def _slash(pieces: list[Piece]) -> int | None:
    """Where the line of a fraction stands: after a digit, and before a digit or a number."""
    for index, (before, piece) in enumerate(pairwise(pieces), 1):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece == (Part.PLAIN, "/") and before.part is Part.DIGIT and after is not None and _is_denominator(after):
            return index
    return None


def _is_denominator(piece: Piece) -> bool:
    return piece.part is Part.DIGIT or (piece.part is Part.PLAIN and piece.text in "123456789")


def _fraction(pieces: list[Piece], slash: int, value: Decimal) -> list[Piece]:
    start = slash
    while start > 0 and pieces[start - 1].part is Part.DIGIT:
        start -= 1
    end = slash + 1
    while end < len(pieces) and _is_denominator(pieces[end]):
        end += 1
    whole = [index for index in range(start) if pieces[index].part is Part.DIGIT]
    below = "".join(piece.text for piece in pieces[slash + 1 : end])
    if below.strip("0#?"):
        denominator = int(below.replace("#", "0").replace("?", "0"))
        numerator = int(EXACT.quantize(value * denominator, Decimal(1)))
    else:
        width = min(max(slash - start, end - slash - 1), _MOST_DENOMINATOR_DIGITS)
        numerator, denominator = _near_fraction(value, 10**width - 1)
    number = 0
    if whole:
        number, numerator = divmod(numerator, denominator)
    made = list(pieces)
    if whole and not numerator:
        made[start:end] = [Piece(Part.TEXT, " ")] * (end - start)
        _fill_whole(made, whole, str(number))
        return made
    _fill_whole(made, list(range(start, slash)), str(numerator))
    _fill_whole(made, whole, str(number) if number else "")
    width = len(below) if "?" in below and not below.strip("0#?") else 0
    made[slash + 1 : end] = [Piece(Part.TEXT, str(denominator).ljust(width)), *[Piece(Part.TEXT, "")] * (end - slash - 2)]
    return made


def _near_fraction(value: Decimal, most: int) -> tuple[int, int]:
    """A fraction near a number, as Excel finds it: of its continued fraction, the last with no greater denominator."""
    before, last, rest = (0, 1), (1, 0), value
    while last[1] < most:
        step = int(rest)
        found = (step * last[0] + before[0], step * last[1] + before[1])
        if found[1] > most:
            break
        before, last = last, found
        rest -= step
        if rest < Decimal("0.00000005"):
            break
        rest = EXACT.divide(1, rest)
    return last


def in_kanji(text: str, form: int, *, by_units: bool = False) -> str:
    """The digits of a text in the characters of a DBNum (0 for none): one by one, or as a number is said (千二百三十四)."""
    if not form:
        return text
    whole, point, part = text.partition(".")
    if not by_units or not whole.isdigit():
        return by_figures(text, Kanji(form))
    return f"{as_said(whole, Kanji(form))}{point}{by_figures(part, Kanji(form))}"
