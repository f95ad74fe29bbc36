"""Numbers of the format General, which both Excel and LibreOffice round to the width of their column."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(r"-?(?=[\d.]{2,21}(?:e|$))\d+(\.\d+)?(e[-+]?\d{1,3})?", re.IGNORECASE)
_UP = 1 + 1e-9  # the number itself may be rounded: a half goes up as well as down
_LARGE = 6  # digits of a whole number that is printed with an exponent


@lru_cache(16_384)
def roundings(number: str) -> tuple[str, ...]:
    """What may be printed of a number in a narrow column, the longest first, with a small e; nothing for what is no number."""
    found = _NUMBER.fullmatch(number)
    if found is None or not (found[1] or found[2] or len(number) > _LARGE):
        return ()
    digits = range(len(number), -1, -1)
    values = (float(number), float(number) * _UP)
    plain = [_short(f"{value:.{places}f}") for value in values for places in digits] if found[1] or found[2] else []
    powers = [f"{value:.{places}e}".split("e") for value in values for places in digits]
    shorter = {each for each in (*plain, *(f"{_short(mantissa)}e{power}" for mantissa, power in powers)) if len(each) < len(number)}
    return tuple(sorted(shorter, key=lambda each: (-len(each), each)))


def _short(decimals: str) -> str:
    return decimals.rstrip("0").rstrip(".") if "." in decimals else decimals
