"""What came of making the letters of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.core.problem import ProblemDict

#: The folder of letters in the output folder of a meeting.
FOLDER = "letters"


@dataclass(frozen=True)
class LettersResult:
    """The files in `letters/`, without those for single addressees, and what was found.

    `fresh` says that anything had to be made, `converted` how many documents LibreOffice saw, `failed` how many letters could not
    be made.
    """

    files: tuple[Path, ...]
    fresh: bool
    converted: int
    problems: list[ProblemDict]
    failed: int = 0
