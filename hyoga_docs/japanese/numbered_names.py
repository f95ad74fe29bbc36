"""The name of a thing by its number, as an example writes it: 別表第１, 別紙２, 様式第１号."""

from __future__ import annotations

import re

from hyoga_docs.japanese.numerals import Digits, kanji_number, number

_NUMBER = re.compile(r"[0-9０-９]+|[一二三四五六七八九十]+(?=号|$)")
#: What belongs to the number and goes with it: 別表 of 別表第１.
_AROUND = re.compile(r"第?(?:[0-9０-９]+|[一二三四五六七八九十]+(?=号|$))号?|[（(][0-9０-９]+[）)]")


def has_number(example: str) -> bool:
    """Whether an example shows how its number is written."""
    return _NUMBER.search(example) is not None


def without_number(example: str) -> str:
    """`別表` of `別表第１`: the name of the only one."""
    return _AROUND.sub("", example, count=1) or example


def numbered_name(example: str, value: int, digits: Digits, branches: tuple[int, ...] = ()) -> str:
    """`別表第２` of `別表第１`, `様式第２号` of `様式第１号`, `別紙２` of `別紙`; with branches `別表第２の２`."""
    found = _NUMBER.search(example)
    in_kanji = found is not None and not found[0][0].isdecimal()

    def written(count: int) -> str:
        return kanji_number(count) if in_kanji else number(count, digits)

    tail = "".join(f"の{written(count)}" for count in branches)
    if found is None:
        return example + written(value) + tail
    return example[: found.start()] + written(value) + example[found.end() :] + tail
