"""What an Office file says beside what stands on the pages that were made of it: what is missing, and what is new.

Words are looked for in any order, for a page has none that a file would know of: widths and spaces are folded, the longest
first, so that a short one is not found inside another. What is found nowhere in one piece may stand there in parts, as a
paragraph does that goes on past a picture or on the next page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.check.pages_text import PagesText, fold, read_pages
from hyoga_docs.text.excel.cell_names import column_number
from hyoga_docs.text.excel.rounded_numbers import roundings
from hyoga_docs.text.passages import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.text.passages import Body

_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%]*")  # no sign, which may stand at the other side of the cell
_COLUMNS = re.compile(r"(?:[A-Z]{1,3} )+[A-Z]{1,3}")
_SHORTEST_PART = 2
_LONG_PART = 8  # found anywhere, it is no chance
_BESIDE = 8  # letters of a mark between two parts
_NEAR = 400  # letters between two parts: those of a column, of a footer
_FEW_LETTERS = 10  # one in so many
_FEWEST_LEFT = 2  # of a line whose letters stand in another order, as those of two fonts do
_FEWEST_NEW = 2  # letters of a line; fewer are marks of notes and axes
_FEWEST_AGAIN = 2  # letters that stand in the file together, to be something of it that is printed once more
_FEWEST_LATIN = 4  # of such letters, where they are of the alphabet
_DIGIT = re.compile(r"[0-9０-９]")  # where figures stand in another order, another date is printed
_NOTE_MARK = re.compile(r"[ivxlc]+|[一二三四五六七八九十]+")  # of a note, as it is counted where it is printed
_LONGEST_PART = 2_000  # letters; what is longer is several parts
_MOST_PARTS = 400  # of one paragraph
_AHEAD = 3_000  # letters in which the next paragraph of a file is looked for first


@dataclass(frozen=True)
class ProvedWords:
    """Words that are missing on the pages, or new there. `page` counts from 1; of what is missing it is the likely one.

    `where` is the name of a cell.
    """

    words: str
    page: int
    where: str = ""


@dataclass(frozen=True)
class OfficeProof:
    """What differs between a file and its pages; `pictures` are those that are missing.

    Without `finished`, the words were not matched: it would have taken too long.
    """

    missing: tuple[ProvedWords, ...] = ()
    new: tuple[ProvedWords, ...] = ()
    pictures: int = 0
    finished: bool = True


@dataclass
class _Wanted:
    """Words of the file that are looked for, as the file has them and folded.

    `left` is what was not found, `at` where the first of it was.
    """

    passage: Passage
    folded: str
    where: str = ""
    left: str = ""
    at: int | None = None

    @property
    def repeats(self) -> bool:
        """Whether it is printed on many pages."""
        return self.passage.kind is PassageKind.MARGIN

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure or a mark of a sheet, which is looked for inside of others last."""
        return bool(self.where) and _FIGURE.fullmatch(self.passage.text) is not None


def prove(body: Body, pages: Sequence[Sequence[str]], unprintable: str = "", pictured: str = "") -> OfficeProof:
    """Matches what a file says with the lines of its pages, all of them.

    `unprintable` are characters that no font has, `pictured` the words of pictures, which may be printed or not.
    """
    printed = read_pages(pages)
    wanted = _wanted(body)
    rest = sorted(_not_in_order(wanted, printed), key=lambda each: -len(each.folded))
    rest = [each for each in rest if not (_take_word(each, printed) or (not each.is_figure and _take_stretch(each, printed)))]
    rest = [each for each in rest if not (_take_rounded(each, printed) or (each.is_figure and _take_stretch(each, printed)))]
    rest = [each for each in rest if not _take_parts(each, printed)]
    if printed.is_spent:
        return OfficeProof(finished=False)
    for each in wanted:
        _take_number(each, printed)
    for each in wanted:
        _take_parts_again(each, printed)
    free: dict[str, list[int]] = {}
    for at, letter in enumerate(printed.text):
        if not printed.found[at]:
            free.setdefault(letter, []).append(at)
    boxes = str.maketrans("", "", fold(unprintable))
    for each in rest:
        each.left = each.left.translate(boxes)
    lost = {id(each) for each in rest if not _take_letters(each, free, printed)}
    new = _new(wanted, printed, Counter(fold(pictured)), [each.folded for each in wanted if id(each) in lost])
    return OfficeProof(tuple(_missing(wanted, lost, printed)), tuple(new))


def _wanted(body: Body) -> list[_Wanted]:
    """Every passage, and the cells of sheets in their order, which have a name; those that are text are passages too.

    What several sheets have in their margins is looked for once, on all pages.
    """
    cells = [
        (cell, name)
        for grid in body.grids
        for row, names in zip(grid.rows, grid.names, strict=False)
        for cell, name in zip(row, names, strict=True)
        if cell
    ]
    listed = Counter(cell for cell, _ in cells)
    margins: set[str] = set()
    wanted = [_Wanted(Passage(cell), fold(cell), name) for cell, name in cells]
    for passage in body.passages:
        if passage.kind is PassageKind.TEXT and listed[passage.text.strip()] > 0:
            listed[passage.text.strip()] -= 1
        elif passage.kind is not PassageKind.MARGIN or passage.text not in margins:
            wanted.append(_Wanted(passage, fold(passage.text)))
            margins |= {passage.text} if passage.kind is PassageKind.MARGIN else set()
    return [each for each in wanted if each.folded]


def _not_in_order(wanted: Sequence[_Wanted], printed: PagesText) -> Iterator[_Wanted]:
    """Takes long words where they follow each other as in the file, which most do, and gives the others."""
    at = 0
    for each in wanted:
        length = len(each.folded)
        found = printed.find(each.folded, at, at + _AHEAD + length) if length >= _LONG_PART and not each.repeats else -1
        if found >= 0:
            each.at = printed.take(found, length)
            at = found + length
        else:
            yield each


def _take_word(each: _Wanted, printed: PagesText) -> bool:
    """Whether the words stand there as a line or a word of their own."""
    places = printed.words.get(each.folded, deque())
    taken = False
    while places and (each.repeats or not taken):
        at = places.popleft()
        if printed.is_free(at, len(each.folded)):
            each.at, taken = printed.take(at, len(each.folded)), True
    return taken


def _take_stretch(each: _Wanted, printed: PagesText) -> bool:
    """Whether the words stand there in one piece, over the ends of lines."""
    at, taken = printed.find(each.folded), False
    while at >= 0 and (each.repeats or not taken):
        each.at, taken = printed.take(at, len(each.folded)), True
        at = printed.find(each.folded, at)
    return taken


def _take_rounded(each: _Wanted, printed: PagesText) -> bool:
    """Whether a number of a sheet stands there with as many digits as its column has room for."""
    for digits in roundings(each.folded) if each.where else ():
        shorter = replace(each, folded=digits)
        if _take_word(shorter, printed):
            each.at = shorter.at
            return True
    return False


def _take_parts(each: _Wanted, printed: PagesText) -> bool:
    """Takes the parts that stand there; whether nothing is in none of them."""
    each.left, each.at = _parts(each.folded, printed)
    return not each.left


def _take_parts_again(each: _Wanted, printed: PagesText) -> None:
    """Takes the parts on every page of what repeats, as a footer that the number of its page parts."""
    again = each.at is not None and each.repeats
    while again:
        again = _parts(each.folded, printed)[1] is not None


def _parts(words: str, printed: PagesText) -> tuple[str, int | None]:
    """Takes the longest parts of words, one after the other: what is in none of them, and where the first stands.

    A short part counts where it follows the one before: 2024/5/1 is not there where 5/1/2024 is.
    """
    rest, last = words, None
    left, first = "", None
    for _ in range(_MOST_PARTS):
        if not rest:
            break
        length, at = _longest(rest, printed, last)
        if length < (_SHORTEST_PART if last is None or at > last + _BESIDE else 1):
            left, rest = left + rest[0], rest[1:]
            continue
        printed.take(at, length)
        first = at if first is None else first
        rest = rest[length:]
        if length > 1 or last is None or at == last:  # a sign of another font stands behind its line; the line goes on before it
            last = at + length
    return left + rest, first


def _longest(folded: str, printed: PagesText, last: int | None) -> tuple[int, int]:
    """The longest beginning of words that stands there, and where: soon after `last`, or anywhere if it is long."""
    low, high, place = 0, min(len(folded), _LONGEST_PART), -1
    while low < high:
        middle = (low + high + 1) // 2
        at = printed.find(folded[:middle], last or 0)
        if last is not None and middle >= _LONG_PART and (at < 0 or at > last + _NEAR):
            at = printed.find(folded[:middle])
        elif last is not None and at > last + _NEAR:
            at = -1
        if at >= 0:
            low, place = middle, at
        else:
            high = middle - 1
    return low, place


def _take_number(each: _Wanted, printed: PagesText) -> None:
    """The number of a list, before what it is the number of; on another line too."""
    number = fold(each.passage.number)
    if number and each.at is not None:
        at = each.at - len(number)
        if printed.text[at : each.at] != number or not printed.is_free(at, len(number)):
            page = each.passage.page or printed.page(each.at)
            at = printed.find(number, printed.starts[min(page, len(printed.starts)) - 1])
        if at >= 0:
            printed.take(at, len(number))


def _take_letters(each: _Wanted, free: dict[str, list[int]], printed: PagesText) -> bool:
    """Whether what is left over, a few letters of a long text or one or two beside the others, stands there letter by letter."""
    if not each.left:
        return True
    is_few = len(each.left) <= _FEWEST_LEFT
    if each.at is not None and (is_few or not _DIGIT.search(each.passage.text)):
        around = _BESIDE + (0 if is_few else len(each.folded))
        if _take_near(each.left, max(0, each.at - around), each.at + len(each.folded) + around, printed):
            return True
    has_own_order = each.passage.kind is PassageKind.FORMULA or any(map(_is_from_right, each.folded))
    if len(each.left) * _FEW_LETTERS > len(each.folded) and not has_own_order:
        return False
    if any(len(free.get(letter, ())) < count for letter, count in Counter(each.left).items()):
        return False
    for letter in each.left:
        printed.take(free[letter].pop(), 1)
    return True


def _take_near(letters: str, begin: int, end: int, printed: PagesText) -> bool:
    """Whether letters stand in a stretch that have not been found yet, in any order, as those of several fonts do; takes them."""
    free: defaultdict[str, deque[int]] = defaultdict(deque)
    for at, letter in enumerate(printed.text[begin:end], begin):
        if not printed.found[at]:
            free[letter].append(at)
    if any(len(free[letter]) < count for letter, count in Counter(letters).items()):
        return False
    for letter in letters:
        printed.take(free[letter].popleft(), 1)
    return True


def _missing(wanted: Sequence[_Wanted], lost: set[int], printed: PagesText) -> Iterator[ProvedWords]:
    page = 1
    charts = {each.passage.page for each in wanted if each.passage.kind is PassageKind.CHART and each.at is not None}
    for each in wanted:
        # WordArt is printed as outlines, and of a chart that is printed some labels make way for others.
        if each.passage.kind is PassageKind.ART or (each.passage.kind is PassageKind.CHART and each.passage.page in charts):
            continue
        if each.at is not None and not each.repeats:
            page = printed.page(each.at)
        if id(each) in lost and not (each.repeats and len(printed.starts) == 1):  # of first or even pages, which there are none of
            yield ProvedWords(each.passage.text.strip(), each.passage.page or page, each.where)


class _Said:
    """All that a file says, to know what of it is printed once more: titles of pages, words that a page cuts, labels of charts."""

    def __init__(self, wanted: Sequence[_Wanted]) -> None:
        self.text = "\0".join(dict.fromkeys(each.folded for each in wanted))
        self.words = {fold(word) for each in wanted for word in each.passage.text.split()}
        self.places: dict[str, tuple[bool, ...]] = {}

    def holds(self, letters: str, printed: PagesText) -> tuple[bool, ...]:
        """Of each letter of a line, whether it stands in the file together with those beside it."""
        if letters not in self.places:
            self.places[letters] = tuple(self._holds(letters, printed))
        return self.places[letters]

    def _holds(self, letters: str, printed: PagesText) -> Iterator[bool]:
        at = 0
        while at < len(letters):
            length = self._longest(letters[at:], printed)
            part = letters[at : at + length]
            known = length >= (_FEWEST_LATIN if part.isascii() else _FEWEST_AGAIN) or part in self.words
            yield from [known] * (length if known else 1)
            at += length if known else 1

    def _longest(self, letters: str, printed: PagesText) -> int:
        low, high = 0, len(letters)
        while low < high and not printed.is_spent:
            middle = (low + high + 1) // 2
            printed.work += len(self.text)
            low, high = (middle, high) if letters[:middle] in self.text else (low, middle - 1)
        return low


def _is_from_right(letter: str) -> bool:
    """Whether a letter is of a script that runs from the right, whose letters stand on a page in an order of its own."""
    return unicodedata.bidirectional(letter) in {"R", "AL"}


def _new(wanted: Sequence[_Wanted], printed: PagesText, pictured: Counter[str], lost: Sequence[str]) -> Iterator[ProvedWords]:
    """Lines with letters that are nowhere in the file; those that follow each other on a page are told together.

    A part of what is missing (`lost`), as of a text that runs over both edges of a slide, is not new.
    """
    missing = "\0".join(lost)
    has_notes = any(each.passage.kind is PassageKind.NOTE for each in wanted)
    said = _Said(wanted)
    told: tuple[int, list[str]] | None = None
    for (at, line), (end, _) in pairwise([*printed.lines, (len(printed.text), "")]):
        page = printed.page(at)
        left = [not found for found in printed.found[at:end]]
        is_new = _has_letters(printed.text[at:end], left) and not _are_columns(line)
        if is_new and printed.has_found(page):  # else nothing of the file stands there for the first time
            left = [one and not again for one, again in zip(left, said.holds(printed.text[at:end], printed), strict=True)]
        if is_new:
            words = "".join(letter if one else " " for letter, one in zip(printed.text[at:end], left, strict=True)).split()
            kept = "".join(each for each in words if not (has_notes and _NOTE_MARK.fullmatch(each)))
            is_new = len(_LETTER.findall(kept)) >= _FEWEST_NEW and not Counter(kept) <= pictured
            is_new = is_new and fold(line) not in missing
        if told is not None and not (is_new and told[0] == page):
            yield ProvedWords(" ".join(told[1]), told[0])
            told = None
        if is_new:
            told = (page, [*(told[1] if told is not None else ()), line])
    if told is not None:
        yield ProvedWords(" ".join(told[1]), told[0])


def _has_letters(words: str, wanted: Sequence[bool]) -> bool:
    """Whether some of the letters that are wanted are letters indeed, and no figures or signs."""
    return (
        len(_LETTER.findall("".join(letter for letter, is_wanted in zip(words, wanted, strict=True) if is_wanted))) >= _FEWEST_NEW
    )


def _are_columns(line: str) -> bool:
    """Whether a line is the names of columns, which a sheet can have printed: A B C."""
    if _COLUMNS.fullmatch(line) is None:
        return False
    return all(column_number(left) < column_number(right) for left, right in pairwise(line.split()))
