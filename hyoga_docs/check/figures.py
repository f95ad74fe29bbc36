"""Figures and percentages as tables and sentences print them, with their exact values."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from functools import lru_cache

_FIGURE = re.compile(
    r"([-+▲△−]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?:人|円|件|名|校|団体|か所|箇所|千円|百万円|億円|ha|km2?|㎡|t)?"
)
_PERCENT = re.compile(r"([-+▲△−]?)([0-9]+(?:\.[0-9]+)?)%")
#: For what is computed of figures.
EXACT = Context(prec=80)
_LONGEST = 24  # of a figure, in characters


def figure(text: str) -> Decimal | None:
    """The value of a figure as tables have it (`１，２３４`, `▲3.5`, `120人`), or None; a percentage is none."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "") if len(text) <= _LONGEST else ""
    match = _FIGURE.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None:
        return None
    value = Decimal(match[2].replace(",", "") + (match[3] or ""))
    return value if match[1] in {"", "+"} else -value


def percentage(text: str) -> Decimal | None:
    """The value of a percentage (`3.1%`), or None."""
    match = _PERCENT.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) if len(text) <= 12 else None
    return None if match is None else Decimal(match[2]) if match[1] in {"", "+"} else -Decimal(match[2])


def exponent(value: Decimal) -> int:
    """The power of ten of the last digit of a figure: -1 of `3.5`."""
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def rounds_to(exact: Decimal, share: Decimal) -> bool:
    """Whether a percentage is the ratio, rounded or cut off at its last digit."""
    unit = _last_digit(min(0, exponent(share)))
    return abs(exact - share) <= unit / 2 or share <= exact < share + unit


@lru_cache(maxsize=64)
def _last_digit(power: int) -> Decimal:
    return Decimal(1).scaleb(power)
