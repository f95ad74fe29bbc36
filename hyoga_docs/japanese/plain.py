"""Text without what only looks differently: for comparing names and titles."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile(r"[‐‑‒–—―−－]")
_WAVES = re.compile(r"[〜∼~]")


def unbroken(text: str) -> str:
    """The text in one width and without spaces: what a page says of it, however it is broken into lines there."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def plain(text: str) -> str:
    """The text in one width, without spaces, with one kind of dash and of wave."""
    return _WAVES.sub("~", _DASHES.sub("-", unbroken(text).casefold()))
