"""How many of all are asked for, as rules say it: 過半数, ３分の２以上, ５人以上, 全員."""

from __future__ import annotations

import re

from hyoga_docs.japanese.numerals import value_of

_N = "[0-9０-９一二三四五六七八九十百]{1,3}"
#: A share of all, without groups, so that a longer pattern can hold it.
SHARE = rf"過半数|半数(?:以上|を超える)|{_N}[ 　]?分の[ 　]?{_N}[ 　]?(?:以上|を超える)"
#: So many persons.
COUNT = rf"{_N}[ 　]*(?:人|名)以上"
ALL = "全員"
_SHARE = re.compile(rf"(?P<whole>{_N})[ 　]?分の[ 　]?(?P<part>{_N})")


def is_share(text: str) -> bool:
    """Whether a text says how many are asked for, and nothing else."""
    return re.fullmatch(f"{SHARE}|{COUNT}|{ALL}", text) is not None


def needed(share: str, members: int) -> int:
    """How many of the members the words ask for: of 16, 過半数 is 9 and 半数以上 8."""
    if share == ALL:
        return members
    if re.fullmatch(COUNT, share):
        return value_of(re.match(_N, share)[0])  # type: ignore[index]  # the pattern begins with it
    found = _SHARE.match(share)
    whole, part = (value_of(found["whole"]), value_of(found["part"])) if found else (2, 1)
    at_least = share.endswith("以上")
    return -(-members * part // max(whole, 1)) if at_least else members * part // max(whole, 1) + 1
