"""Text without what only looks differently: for comparing names and titles."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—―−－]")
_WAVES = re.compile(r"[〜∼~]")


def plain(text: str) -> str:
    """The text in one width, without spaces, with one kind of dash and of wave."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _WAVES.sub("~", _DASHES.sub("-", _SPACES.sub("", text)))
