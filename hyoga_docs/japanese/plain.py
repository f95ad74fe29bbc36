"""Text without what only looks differently: for comparing names and titles."""

from __future__ import annotations

import re
import unicodedata

#: Signs without a break: among them those that stand on the letter before them. No letter has more than 30 (UAX #15, Stream-Safe).
_SIGNS = re.compile(r"(?:[^\w\s!-~]|[\uff9e\uff9f]){31,}")
_MOST_ON_A_LETTER = 30
_DASHES = re.compile(r"[‐‑‒–—―−－]")
_WAVES = re.compile(r"[〜∼~]")


def one_width(text: str) -> str:
    """The text in one width (NFKC); of more signs on one letter than any has, the first ones: each is sorted among the others."""
    return unicodedata.normalize("NFKC", _SIGNS.sub(_as_many_as_a_letter_has, text))


def unbroken(text: str) -> str:
    """The text in one width and without spaces: what a page says of it, however it is broken into lines there."""
    return "".join(one_width(text).split())


def plain(text: str) -> str:
    """The text in one width, without spaces, with one kind of dash and of wave."""
    return _WAVES.sub("~", _DASHES.sub("-", unbroken(text).casefold()))


def closed_up(title: str) -> str:
    """A title without the spaces that only spread its letters: `次　　第` is 次第."""
    return "".join(title.split()) if re.fullmatch(r"[＜〈【（(]?\S(?:\s+\S)+[）)】〉＞]?", title) else title


def _as_many_as_a_letter_has(found: re.Match[str]) -> str:
    kept, on_it = [], 0
    for sign in found[0]:
        on_it = on_it + 1 if unicodedata.combining(unicodedata.normalize("NFKD", sign)[-1]) else 0
        kept += [sign] if on_it <= _MOST_ON_A_LETTER else []
    return "".join(kept)
