"""改め文 as it is printed: its sentences, and the provisions that are quoted in full below them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AmendingParagraph:
    """One printed paragraph of a 改め文.

    `kind` is sentence (第２条中…改める。), or for a line of a provision that is quoted in full that of the `CharterLine`; `level`
    is that line's too, and 1 for a sentence. `text` has the number of its provision in front.
    """

    kind: str
    level: int
    text: str
