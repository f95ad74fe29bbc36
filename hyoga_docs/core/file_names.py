"""Names of files as every desk and every disk can have them."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r'[<>:"/\\|?*\s\x00-\x1f]+')
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_LONGEST = 60  # characters: 180 bytes on a disk that counts 255


def is_reserved(name: str) -> bool:
    """Whether Windows has this name, with or without an ending, for a device."""
    return _OF_WINDOWS.fullmatch(name) is not None


def file_stem(name: str, otherwise: str) -> str:
    """A name as what stands in a file's name behind its number, without blanks; `otherwise` where nothing is left of it."""
    return _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-.")[:_LONGEST] or otherwise
