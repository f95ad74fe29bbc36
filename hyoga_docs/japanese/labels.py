"""The label of a paper (資料１－２): printed one way everywhere, read in every way that people type it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hyoga_docs.japanese.numerals import Digits, half_width, number

SEPARATOR = "－"
_DASHES = "‐‑‒–—―−－ーｰの-"  # the plain one last, for a class of characters
_READ = re.compile(
    r"^(?P<series>\D*?)\s*(?:(?:No|Ｎｏ|NO|ＮＯ|№|nO|no|ｎｏ)\s*[.．。]?)?\s*"
    rf"(?P<numbers>\d+(?:\s*[{_DASHES}]\s*\d+)*)?\s*(?:号)?$"
)


@dataclass(frozen=True)
class LabelNumber:
    """What a label says, apart from its spelling: its series and its numbers, outermost first."""

    series: str
    numbers: tuple[int, ...]


def numbers_text(numbers: tuple[int, ...], digits: Digits, separator: str = SEPARATOR) -> str:
    """`１－２` of (1, 2)."""
    return separator.join(number(value, digits) for value in numbers)


def label_key(text: str) -> str:
    """A label apart from widths, dashes, spaces and `No.`: two labels with one key are one label."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(rf"\s|no\.?|[{_DASHES}]", lambda found: "-" if found[0] in _DASHES else "", plain)


def read_label(text: str) -> LabelNumber | None:
    """The value of a label in any spelling (資料 No１－２, 資料Ｎｏ.３, 資料1‐1, 参考資料№1), or None."""
    match = _READ.match(half_width(text).strip().strip("【】（）()［］[]"))
    if match is None or not match["series"].strip():
        return None
    numbers = re.findall(r"\d+", match["numbers"] or "")
    return LabelNumber(re.sub(r"\s", "", match["series"]), tuple(int(value) for value in numbers))
