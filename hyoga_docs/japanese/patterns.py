"""A pattern with names in braces (`{name}（第{number}回）`), also where something that it names is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NAME = re.compile(r"\{([a-z_]+)\}")
_BRACKETS = re.compile(r"[（(【〔［「『\[]([^（(【〔［「『\[）)】〕］」』\]]*)[）)】〕］」』\]]")
_PARTS = " 　－‐・／/、-"  # the plain dash last, for a class of characters


def without(pattern: str, missing: Collection[str]) -> str:
    """The pattern without the names that are missing, and without what only stood around them: brackets, 第 and 回, a space."""
    gone = set(missing)
    if not set(_NAME.findall(pattern)) & gone:
        return pattern

    def kept(found: re.Match[str]) -> str:
        names = set(_NAME.findall(found[1]))
        return "" if names and names <= gone else found[0]

    around = rf"第?\{{(?:{'|'.join(map(re.escape, gone))})\}}(?:回目|[回期号次])?[{_PARTS}]?"
    return re.sub(around, "", _BRACKETS.sub(kept, pattern)).strip(_PARTS)


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its values; those that are empty leave no hole."""
    pattern = without(pattern, {name for name, value in values.items() if not value})
    return _NAME.sub(lambda found: values.get(found[1], found[0]), pattern)
