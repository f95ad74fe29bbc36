"""A pattern with names in braces (`{name}（第{number}回）`), also where something that it names is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NAME = re.compile(r"\{([^{}]+)\}")
_BRACKETS = re.compile(r"[（(【〔［「『\[]([^（(【〔［「『\[）)】〕］」』\]]*)[）)】〕］」』\]]")
_PARTS = " 　\t\n－‐・／/、-"  # the plain dash last, for a class of characters
#: What leads to a value: dots, or a word with a colon.
_LEADS = r"(?:[ 　]*(?:…+|‥+|・{2,}|\.{2,})[ 　]*|[^\s{}（(：:]+[：:][ 　]*)?"


def names_in(pattern: str) -> set[str]:
    """The names that stand in a pattern."""
    return set(_NAME.findall(pattern))


def without(pattern: str, missing: Collection[str]) -> str:
    """The pattern without the names that are missing, and without what only stood around them: brackets, dots, a space."""
    gone = set(missing)
    if not names_in(pattern) & gone:
        return pattern

    def kept(found: re.Match[str]) -> str:
        names = names_in(found[1])
        return "" if names and names <= gone else found[0]

    name = rf"{_LEADS}第?\{{(?:{'|'.join(map(re.escape, gone))})\}}(?:回目|[回期号次])?"
    before = rf"[{_PARTS}]*{name}(?=[（(【〔［「『\[…‥]|・・|\.\.|\{{(?:dots|right)\}})"
    return re.sub(f"{before}|{name}[{_PARTS}]?", "", _BRACKETS.sub(kept, pattern)).strip(_PARTS)


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its values; those that are empty leave no hole."""
    return "".join(pieces(pattern, values))


def pieces(pattern: str, values: Mapping[str, str]) -> list[str]:
    """The same in pieces, each value by itself, so that one may be more than its words."""
    pattern = without(pattern, {name for name, value in values.items() if not value})
    found = _NAME.split(pattern)
    return [values.get(each, f"{{{each}}}") if index % 2 else each for index, each in enumerate(found)]
