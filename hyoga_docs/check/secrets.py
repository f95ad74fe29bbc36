"""What nobody outside may learn, in the forms in which it is looked for; and what everybody may: a word in both is none.

Nothing here knows how a public edition is made, so that it can prove one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.japanese.plain import one_width, plain
from hyoga_docs.pdf.pdf_contents import OF_THE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hyoga_docs.core.problem import Place
    from hyoga_docs.pdf.pdf_contents import FileContents
    from hyoga_docs.pdf.render.picture_looks import PictureLook
    from hyoga_docs.text.passages import Body

#: Characters of a sentence that are looked for together, and of a short text that is looked for as a whole.
PIECE, HEAD, SHORT = 8, 4, 2
_LONGEST_VALUE = 60
_DIGITS = re.compile(r"(?:\+?\d[-()./ ]{0,2}){8,}\d")
_FEWEST_DIGITS = 9
_NO_VALUE = re.compile(r"[\d\W_]*|[\W_]*[年月日時分円千百万億人件回%\d\W_]*")
_KANA = re.compile(r"[ぁ-ゖ]")
_LINES = re.compile(r"[‐‑‒–—―−ー－]")
_SEPARATORS = re.compile(r"[-()./ ]")
#: Names that programs give without being asked: of sheets, of files, of those who wrote.
_USUAL = re.compile(  # and short words of ASCII, which are anybody's
    r"sheet\d*|graph\d*|図形?\d*|表\d*|グラフ\d*|テキストボックス\d*|スライド\d*|picture\d*|image\d*|slide\d*|user\d*|admin|administrator|owner"
    r"|microsoft.*|windows.*|office.*|libreoffice.*|hyoga-?docs|none|title|normal|default|.*のユーザー|[a-z]{1,7}"
)


@dataclass(frozen=True)
class Secret:
    """Something withheld: what it is in words for people, where it is written, and of which paper it is."""

    words: str
    what: str
    place: Place
    name: str = ""
    document: str | None = None


@dataclass
class PublicWords:
    """What may be found anywhere: texts of public papers, values of the YAML and words of templates, and the streams of PDFs.

    All texts are as `plain` makes them. `names` are values that are printed beside each other, however short they are.
    """

    texts: list[str] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    streams: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)

    def add_values(self, values: Iterable[str]) -> None:
        """Texts that are printed as they are, also beside others."""
        made = {text for value in values if (text := plain(value))}
        self.values |= made
        self.texts += made

    def add_names(self, names: Iterable[str]) -> None:
        """Values that name the body and its meeting, and stand anywhere, however short they are."""
        made = list(names)
        self.names |= {plain(name) for name in made}
        self.add_values(made)

    def add_body(self, body: Body) -> None:
        """What a paper says."""
        self.texts += [plain(passage.text) for passage in body.passages]
        self.texts += [plain("".join(row)) for grid in body.grids for row in grid.rows]

    def add_pages(self, pages: Iterable[Iterable[str]]) -> None:
        """What the pages of a paper say, line by line."""
        self.texts += [plain("".join(lines)) for lines in pages]

    def add_pdf(self, contents: FileContents) -> None:
        """What the PDF of a paper holds besides."""
        self.texts += [plain(held.text) for held in contents.texts]
        self.streams |= contents.streams
        self.add_pictures(contents)

    def add_pictures(self, contents: FileContents) -> None:
        """The pictures in a PDF alone."""
        self.pictures |= {each for held in contents.pictures for each in (held.raw, held.pixels) if each}


@dataclass
class Secrets:
    """Everything that is withheld, in the forms in which it is looked for.

    `pieces` are parts of sentences, `values` short texts that are looked for whole, `numbers` those of telephones and the like.
    """

    public: PublicWords = field(default_factory=PublicWords)
    pieces: dict[str, Secret] = field(default_factory=dict)
    values: dict[str, Secret] = field(default_factory=dict)
    numbers: dict[str, Secret] = field(default_factory=dict)
    pictures: dict[str, Secret] = field(default_factory=dict)
    looks: list[tuple[PictureLook, Secret]] = field(default_factory=list)
    drawings: dict[str, Secret] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pieces or self.values or self.numbers or self.pictures or self.drawings)

    def add_value(self, words: str, secret: Secret) -> None:
        """A title, a name, a cell: looked for as a whole, and in parts where it is long."""
        text = plain(words)
        if SHORT <= len(text) <= _LONGEST_VALUE and not _NO_VALUE.fullmatch(text) and not _USUAL.fullmatch(text):
            self.values.setdefault(text, secret)
        self.add_text(words, secret)

    def add_text(self, words: str, secret: Secret) -> None:
        """Running text."""
        text = plain(words)
        for start in range(len(text) - PIECE + 1):
            self.pieces.setdefault(text[start : start + PIECE], secret)
        for found in numbers_of(words):
            self.numbers.setdefault(found, secret)

    def add_body(self, body: Body, secret: Secret, pages: Iterable[int] | None = None) -> None:
        """What a paper says; of a PDF the lines without kana, too, which may be names, are looked for as a whole."""
        wanted = None if pages is None else set(pages)
        for passage in body.passages:
            if wanted is not None and passage.page not in wanted:
                continue
            if len(plain(passage.text)) >= HEAD and (passage.sure or not _KANA.search(passage.text)):
                self.add_value(passage.text, secret)
            else:
                self.add_text(passage.text, secret)
        for grid in body.grids:
            if wanted is None or grid.page in wanted:
                for row in grid.rows:
                    self.add_text("".join(row), secret)
                    for cell in row:
                        if len(plain(cell)) >= HEAD:
                            self.add_value(cell, secret)

    def add_pdf(self, contents: FileContents, secret: Secret, *, pictures: bool = True) -> None:
        """What the PDF of a paper holds besides its lines: hidden words, descriptions, links, and its `pictures`."""
        for held in contents.texts:
            if held.where not in OF_THE_FILE:
                self.add_text(held.text, secret)
        for picture in contents.pictures if pictures else ():
            if picture.look is not None:
                self.looks.append((picture.look, secret))
                self.pictures |= {each: secret for each in (picture.raw, picture.pixels) if each}
        self.drawings |= {digest: secret for digest in contents.drawings if digest and pictures}


def numbers_of(words: str) -> Iterator[str]:
    """The numbers of telephones, accounts and the like in a text, without what stands between their figures."""
    for found in _DIGITS.finditer(_narrow(words)):
        digits = _SEPARATORS.sub("", found[0]).lstrip("+")
        if len(digits) >= _FEWEST_DIGITS:
            yield digits
            if digits.startswith("81"):
                yield f"0{digits[2:]}"


def _narrow(words: str) -> str:
    return words if words.isascii() else _LINES.sub("-", one_width(words))
