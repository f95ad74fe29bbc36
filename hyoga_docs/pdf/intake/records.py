"""A paper as it is taken in: what is asked for, what came of it, what was lost on the way; needs nothing heavy."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class IntakeRequest:
    """A paper to take in: its file, the pages that are wanted (`1-3,7`), its title, words for its pictures.

    `seal` names the file among others, for ids inside it; `contents` says that its links are a table of contents, `ours`
    that a template of the workspace made it: its links to files lead to its siblings, and there is nothing to clean.
    `words_only` asks for what the paper says, and for no copy of it. `generated` says that LibreOffice made `source` of a
    file with this suffix; of a spreadsheet `body` is what it says, packed (text/passages.py).
    """

    source: str
    suffix: str
    pages: str | None
    title: str
    alts: tuple[str, ...]
    seal: str
    contents: bool = False
    ours: bool = False
    words_only: bool = False
    generated: bool = False
    body: str = ""


@dataclass(frozen=True)
class IntakeWarning:
    """Something that is not as it was in the file: a code of docs/checks, words for it, pages of the paper from 1."""

    code: str
    words: str = ""
    pages: tuple[int, ...] = ()


class SheetTrouble(StrEnum):
    """What a reader of a printed sheet cannot read."""

    NARROW = "narrow"  # a figure that is printed as ###, its column being too narrow
    ERROR = "error"  # #DIV/0!, #REF! …
    CUT = "cut"  # a text of which less is printed than its cell holds
    SMALL = "small"  # type under 6 points
    WIDTHS = "widths"  # rows that are cut over several pages


@dataclass(frozen=True)
class SheetFinding:
    """A trouble of a printed sheet, with the cell (`集計!B3`, or the sheet alone), its words, and the page from 1."""

    trouble: SheetTrouble
    cell: str
    words: str
    page: int


@dataclass(frozen=True)
class IntakeRejected:
    """Why a paper cannot be taken in: a code of docs/checks and what it says."""

    code: str
    words: str = ""


@dataclass(frozen=True)
class IntakeResult:
    """What a paper is now. Pages count from 0; `source_pages` are those of the file, `chosen` the ones taken.

    `readable` says for each page taken how it can be read aloud, `accessible` that it deserves to be called PDF/UA.
    `words` and `spots` are boxes of what is printed near the edges, `left_open` the graphics states left open, by page.
    `text` holds the lines of each page, `sizes` its width and height in points, as its reader sees it. `pictures` counts
    those of a file that LibreOffice made; `sheet` is what cannot be read of a spreadsheet.
    `first_lines` are those of the first page with the size of their letters in points, where only words were asked for.
    """

    source_pages: int
    chosen: tuple[int, ...]
    readable: tuple[str, ...]
    accessible: bool
    fonts: tuple[str, ...] = ()
    warnings: tuple[IntakeWarning, ...] = ()
    words: dict[str, list[list[float]]] = field(default_factory=dict)
    spots: dict[str, list[list[float]]] = field(default_factory=dict)
    left_open: dict[str, int] = field(default_factory=dict)
    text: tuple[tuple[str, ...], ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    pictures: int = 0
    sheet: tuple[SheetFinding, ...] = ()
    first_lines: tuple[tuple[float, str], ...] = ()

    @property
    def pages(self) -> int:
        """How many pages are taken."""
        return len(self.chosen)


def pack(answer: IntakeResult | IntakeRejected) -> bytes:
    """An answer as JSON, on one line."""
    return json.dumps(asdict(answer), ensure_ascii=True).encode()


def unpack(data: bytes) -> IntakeResult | IntakeRejected:
    """An answer from its JSON. Raises ValueError or KeyError for what is none."""
    held: dict[str, Any] = json.loads(data)
    if "code" in held:
        return IntakeRejected(held["code"], held["words"])
    warnings = tuple(IntakeWarning(each["code"], each["words"], tuple(each["pages"])) for each in held.pop("warnings"))
    text = tuple(tuple(lines) for lines in held.pop("text"))
    chosen, readable, fonts = (tuple(held.pop(name)) for name in ("chosen", "readable", "fonts"))
    sizes = tuple((width, height) for width, height in held.pop("sizes"))
    sheet = tuple(SheetFinding(**{**each, "trouble": SheetTrouble(each["trouble"])}) for each in held.pop("sheet"))
    first_lines = tuple((size, line) for size, line in held.pop("first_lines"))
    held |= {"first_lines": first_lines, "warnings": warnings, "text": text, "sizes": sizes, "sheet": sheet}
    return IntakeResult(**held, chosen=chosen, readable=readable, fonts=fonts)


@dataclass(frozen=True)
class GeneratedPdf:
    """A PDF of our own engine taken in, with its facts; kept as one piece."""

    taken: IntakeResult
    pdf: bytes

    def pack(self) -> bytes:
        """Both as bytes."""
        return pack(self.taken) + b"\n" + self.pdf

    @staticmethod
    def unpack(data: bytes) -> GeneratedPdf:
        """Both from their bytes. Raises ValueError for anything else."""
        head, _, pdf = data.partition(b"\n")
        taken = unpack(head)
        if not isinstance(taken, IntakeResult):
            msg = "not a paper"
            raise ValueError(msg)
        return GeneratedPdf(taken, pdf)
