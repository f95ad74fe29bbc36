"""The Japanese calendar: the era, the year in it, the 年度 and the weekday of a day.

Eras change on their own days (昭和64年1月7日 is followed by 平成元年1月8日; 平成31年4月30日 by 令和元年5月1日).
Source: 元号法 and the cabinet orders of 1989-01-07 and 2019-04-01; 太政官布告 for the older ones.
"""

from __future__ import annotations

import datetime as dt

_ERAS = (
    (dt.date(2019, 5, 1), "令和"),
    (dt.date(1989, 1, 8), "平成"),
    (dt.date(1926, 12, 25), "昭和"),
    (dt.date(1912, 7, 30), "大正"),
    (dt.date(1873, 1, 1), "明治"),
)
#: The first day that this calendar, and so this module, knows.
FIRST_DAY = _ERAS[-1][0]
_FIRST_MONTH = 4  # of a 年度
_WEEKDAYS = "月火水木金土日"


def era_year(day: dt.date) -> tuple[str, int]:
    """The era of a day and its year in it: `("令和", 1)`.

    Raises ValueError before 1873, when Japan took up this calendar.
    """
    for first, name in _ERAS:
        if day >= first:
            start = 1868 if name == "明治" else first.year
            return name, day.year - start + 1
    msg = f"{day} is before 1873-01-01"
    raise ValueError(msg)


def fiscal_year(day: dt.date) -> int:
    """The year in which the 年度 of a day begins: 2023 for 2024-03-31."""
    return day.year - (day.month < _FIRST_MONTH)


def weekday(day: dt.date) -> str:
    """`木`."""
    return _WEEKDAYS[day.weekday()]
