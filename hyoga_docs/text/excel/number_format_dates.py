"""Days and times as a section of a number format shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hyoga_docs.japanese.dates import era_year, weekday
from hyoga_docs.text.excel.number_format_digits import EXACT, in_kanji
from hyoga_docs.text.excel.number_format_sections import Part, Piece, Section

_LETTERS = {"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}
_EPOCH = dt.date(1899, 12, 30)
_NO_DAY, _LEAP_DAY = 0, 60  # Excel has 0 January 1900, and a 29 February 1900 that there was not
_AFTER_LAST = 2_958_466  # 10000-01-01
_SECONDS = 86_400
_SHIFT_1904 = 1462
_UNITS = {"h": 3600, "m": 60, "s": 1}


def days_of(text: str, *, from_1904: bool) -> str:
    """The number of a day that a cell has as ISO 8601 (`2024-05-01T10:30:00`); empty for what is none."""
    try:
        moment = dt.datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return ""
    number = Decimal((moment.date() - _EPOCH).days - (_SHIFT_1904 if from_1904 else 0))
    seconds = Decimal(moment.hour * 3600 + moment.minute * 60 + moment.second)
    return str(number + EXACT.divide(seconds, _SECONDS).quantize(Decimal("1e-12")) if seconds else number)


@dataclass(frozen=True)
class _Moment:
    """A day and a time as Excel counts them; `serial` is the day's number, `elapsed` all seconds."""

    serial: int
    seconds: int
    fraction: Decimal
    elapsed: int

    @property
    def day(self) -> dt.date:
        return _EPOCH + dt.timedelta(self.serial if self.serial > _LEAP_DAY else max(self.serial, 1) + 1)

    @property
    def month_and_day(self) -> tuple[int, int]:
        if self.serial == _NO_DAY:
            return 1, 0
        return (2, 29) if self.serial == _LEAP_DAY else (self.day.month, self.day.day)

    @property
    def weekday(self) -> dt.date:
        """A day with the weekday that Excel gives; before March 1900 it is wrong by one."""
        return _EPOCH + dt.timedelta(self.serial)


def date_pieces(section: Section, number: Decimal, *, from_1904: bool) -> list[Piece] | None:
    """What a section makes of the number of a day: pieces of text and of layout; None for what is no day."""
    sign = [Piece(Part.TEXT, "-")] if from_1904 and number < 0 else []
    number = (abs(number) if sign else number) + (_SHIFT_1904 if from_1904 else 0)
    places = max((len(each) - 1 for each in _fractions(section.pieces).values()), default=0)
    if not 0 <= number < _AFTER_LAST:
        return None
    total = EXACT.quantize(EXACT.multiply(number, _SECONDS), Decimal(1).scaleb(-places))
    serial, seconds = divmod(int(total), _SECONDS)
    if serial >= _AFTER_LAST:
        serial, seconds = _AFTER_LAST - 1, _SECONDS - 1
    return sign + _filled(section, _Moment(serial, seconds, total % 1, int(total)))


def _fractions(pieces: tuple[Piece, ...]) -> dict[int, str]:
    """Where fractions of seconds stand (`.00` right after seconds), by the piece that is their point."""
    found: dict[int, str] = {}
    for index, piece in enumerate(pieces):
        if piece == (Part.PLAIN, ".") and index and _letter(pieces[index - 1]) == "s":
            end = index + 1
            while end < len(pieces) and pieces[end] == (Part.DIGIT, "0"):
                end += 1
            if end > index + 1:
                found[index] = "." + "0" * (end - index - 1)
    return found


def _letter(piece: Piece) -> str:
    return piece.text[:1] if piece.part in (Part.FIELD, Part.ELAPSED) else ""


def _filled(section: Section, moment: _Moment) -> list[Piece]:
    pieces = section.pieces
    fractions = _fractions(pieces)
    fields = [index for index, piece in enumerate(pieces) if _letter(piece) in tuple("ymdhs")]
    made: list[Piece] = []
    skipped = 0
    for index, piece in enumerate(pieces):
        if index < skipped:
            continue
        if index in fractions:
            digits = f"{moment.fraction:f}".partition(".")[2]
            made.append(Piece(Part.TEXT, f".{in_kanji(digits, section.kanji)}"))
            skipped = index + len(fractions[index])
        elif piece.part is Part.ELAPSED:
            text = str(moment.elapsed // _UNITS[piece.text[0]]).zfill(len(piece.text))
            made.append(Piece(Part.TEXT, in_kanji(text, section.kanji)))
        elif piece.part is Part.HALF:
            made.append(Piece(Part.TEXT, _half(piece.text, section, moment)))
        elif piece.part is Part.FIELD:
            at = fields.index(index) if index in fields else 0
            neighbours = (
                _letter(pieces[fields[at - 1]]) if at else "",
                _letter(pieces[fields[at + 1]]) if at + 1 < len(fields) else "",
            )
            minute = piece.text in ("m", "mm") and (neighbours[0] == "h" or neighbours[1] == "s")
            made.append(Piece(Part.TEXT, _minutes(piece.text, section, moment) if minute else _field(piece.text, section, moment)))
        else:
            made.append(piece)
    return made


def _half(text: str, section: Section, moment: _Moment) -> str:
    later = moment.seconds >= _SECONDS // 2
    if text == "午前/午後" or section.language == "ja":
        return "午後" if later else "午前"
    return text.partition("/")[2 if later else 0]


def _minutes(text: str, section: Section, moment: _Moment) -> str:
    return _count(moment.seconds // 60 % 60, len(text), section)


def _count(number: int, width: int, section: Section) -> str:
    """A number of months, days, hours; in kanji as it is said, unless it is padded."""
    text = str(number).zfill(min(width, 2))
    return in_kanji(text, section.kanji, by_units=section.kanji < 3 and not text.startswith("0"))


def _field(text: str, section: Section, moment: _Moment) -> str:
    if text == "rr":
        return _field("ggg", section, moment) + _field("ee", section, moment)
    letter, width = ("e", 2) if text == "r" else (text[0], len(text))
    hour = moment.seconds // 3600
    if letter == "h":
        return _count((hour + 11) % 12 + 1 if section.has(Part.HALF) else hour, width, section)
    if letter == "s":
        return _count(moment.seconds % 60, width, section)
    if letter in "yge":
        return _year(letter, width, section, moment)
    month, day = moment.month_and_day
    if letter == "a" or width > 2:
        return _name(letter, width, section, moment)
    return _count(month if letter == "m" else day, width, section)


def _year(letter: str, width: int, section: Section, moment: _Moment) -> str:
    year = moment.day.year
    if letter == "y" or section.language == "en":
        text = "" if letter == "g" else str(year) if letter == "e" or width > 2 else f"{year % 100:02}"
        return in_kanji(text, section.kanji)
    era, of_era = era_year(moment.day)
    if letter == "g":
        return {1: _LETTERS[era], 2: era[0]}.get(width, era)
    return "元" if section.gannen and of_era == 1 else _count(of_era, width, section)


def _name(letter: str, width: int, section: Section, moment: _Moment) -> str:
    """The name of a month or of a weekday; those of Japanese Excel are English unless the format asks for Japanese."""
    if letter == "m":
        if section.language == "ja":
            return f"{moment.day.month}月"[: 1 if width == 5 and moment.day.month < 10 else None]
        return f"{moment.day:%b}" if width == 3 else f"{moment.day:%B}"[: 1 if width == 5 else None]
    if (letter == "a" and section.language != "en") or section.language == "ja":
        return weekday(moment.weekday) + ("曜日" if width > 3 else "")
    return f"{moment.weekday:%a}" if width == 3 else f"{moment.weekday:%A}"
