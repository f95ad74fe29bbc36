"""Names of files on the web: called by label and title, safe on every desk, no two alike."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from hyoga_docs.core.file_names import is_reserved
from hyoga_docs.japanese.numerals import Digits, in_width

#: What a desk or a server reads otherwise than as a letter, and the sign that says the same to people.
_SIGNS = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '<>:"/\\|?*%#&+;'})
_GAP = re.compile(r"\s+")
_LONGEST = 60  # characters: 180 bytes on a disk that counts 255


def safe_name(name: str, ending: str, taken: set[str]) -> str:
    """A file's name of what it is called, with its `ending`; it is put among those that are `taken`.

    Names that differ only by capitals or by how a letter is composed are one name to some desks.
    """
    shown = "".join(each for each in unicodedata.normalize("NFC", name) if unicodedata.category(each) not in {"Cf", "Cs"})
    plain = "".join(each for each in _GAP.sub("　", shown) if unicodedata.category(each) != "Cc").translate(_SIGNS)
    stem = plain[:_LONGEST].strip(" 　.~") or "資料"
    stem = f"_{stem}" if is_reserved(stem) else stem
    for number in range(1, len(taken) + 2):
        found = f"{stem}{f'（{in_width(str(number), Digits.FULL)}）' if number > 1 else ''}{ending}"
        if _same(found) not in taken:
            break
    taken.add(_same(found))
    return found


def href(name: str) -> str:
    """A file beside a page, as the page links to it."""
    return quote(name, safe="/")


def size_words(size: int) -> str:
    """The size of a file of so many bytes as people write it: `380KB`, `2.4MB`; a KB is 1,024 bytes, as desks count."""
    kilobytes = max(1, (size + 512) // 1024)
    return f"{kilobytes}KB" if kilobytes < 1000 else f"{size / 1024 / 1024:.1f}MB"


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
