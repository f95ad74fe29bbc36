"""Lists of words that clerks read and amend: text files beside the code, in which a line that begins with # is a comment."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_words(path: Path) -> list[str]:
    """The words of a file, parted by spaces or by lines."""
    return " ".join(_lines(path)).split()


def read_groups(path: Path) -> list[list[str]]:
    """The lines of a file by groups, parted by blank lines."""
    return [list(lines) for some, lines in groupby(_lines(path), key=bool) if some]


def read_arrows(path: Path) -> list[tuple[str, str]]:
    """What stands before and after the arrow of each line; nothing may stand after it. Raises ValueError for a line without one."""
    found = []
    for line in filter(None, _lines(path)):
        before, arrow, after = line.partition("→")
        if not before or not arrow:
            msg = f"{path.name}: 「誤り → 正しい言葉」の形ではありません: {line}"
            raise ValueError(msg)
        found.append((before.strip(), after.strip()))
    return found


def _lines(path: Path) -> list[str]:
    """The lines of a file but its comments, without the spaces around them; editors on Windows put a BOM before the first."""
    return [line.strip() for line in path.read_text("utf-8-sig").split("\n") if not line.startswith("#")]
