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


@dataclass(frozen=True)
class SentenceForms:
    """What houses write in different ways.

    `joint` stands between the numbers of an address in a charter in numbers: `３の（１）` or, empty, `３（１）`. With `ranges`
    three or more provisions in a row that are renumbered alike are named by the first and the last. With `throughout` a term
    that changed alike in several 条 is changed in one sentence.
    """

    joint: str = "の"
    ranges: bool = True
    throughout: bool = True
