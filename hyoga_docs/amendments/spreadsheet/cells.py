"""A sheet of a spreadsheet as plain values: what stands in each cell, and what the cell is called."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, Problem, SpecError, error
from hyoga_docs.japanese.date_reader import ERAS
from hyoga_docs.japanese.dates import FIRST_DAY
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.spec.yaml.reader import composed

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET = "名簿"
CHOICES = "区分の一覧"
#: A hidden sheet of the roster as it was exported, by which an import tells what another has changed since.
BASE = "書き出した時の名簿"
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS, _MOST_CHARACTERS = 20_000, 1_000, 400_000, 10_000_000
_LONGEST = 32_767  # what a cell of Excel takes
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_DATE = re.compile(
    r"(?:(?P<ad>\d{4})|(?P<era>令和|平成|昭和|大正|明治|[RHSTMrhstm])\.?\s*(?P<in_era>元|\d{1,2}))\s*[年./-]\s*"
    r"(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?(?:\s*\([月火水木金土日](?:曜日?)?\))?"
)
#: What two tables of the same code page make of one byte pair.
_TWINS = dict(zip("〜−‖—¢£¬", "～－∥―￠￡￢", strict=True))


@dataclass(frozen=True)
class SheetCell:
    """A cell: its text, its name (`名簿!B5`), the day that it holds or that its number may mean, and what is wrong with it.

    `struck` are its words that are struck out, which are no part of its text; `counts` says that a formula adds up or counts.
    """

    text: str
    name: str
    day: dt.date | None = None
    serial: dt.date | None = None
    wrong: str = ""
    joined: bool = False
    struck: str = ""
    counts: bool = False


@dataclass
class SheetLimits:
    """How much of a sheet is read; rosters are far smaller, and what is larger is refused by the name of its cell.

    `file` is the file's name.
    """

    file: str
    rows: int = 0
    cells: int = 0
    filled: int = 0
    characters: int = 0

    def count_row(self, last: str, width: int) -> None:
        """Counts a row that has `width` cells, the last of which is called `last`. Raises SpecError."""
        self.rows += 1
        self.cells += width
        if width > _MOST_COLUMNS:
            raise self._too_much(f"「{last}」は、読む列（{_MOST_COLUMNS:,}列まで）の外にあります")
        if self.rows > _MOST_ROWS or self.cells > _MOST_CELLS:
            raise self._too_much(f"「{last}」までで、行かセルが多すぎます（{_MOST_ROWS:,}行、{_MOST_CELLS:,}セルまで）")

    def count_cell(self, name: str, column: int, text: str) -> str:
        """Counts a cell that holds a text, and says what is wrong where that is too long for one. Raises SpecError."""
        self.filled += 1
        self.characters += len(text)
        if column > _MOST_COLUMNS:
            raise self._too_much(f"「{name}」は、読む列（{_MOST_COLUMNS:,}列まで）の外にあります")
        if self.filled > _MOST_CELLS or self.characters > _MOST_CHARACTERS:
            raise self._too_much(f"「{name}」までで、言葉が多すぎます（{_MOST_CELLS:,}セル、{_MOST_CHARACTERS:,}字まで）")
        return f"文字が多すぎます（{_LONGEST:,}字まで）" if len(text) > _LONGEST else ""

    def _too_much(self, why: str) -> SpecError:
        hint = "名簿のシートだけのファイルにして、名簿でないセルを消してください。"
        return SpecError([error("HD641", f"{why}。", place=Place(self.file), hint=hint)])


@dataclass(frozen=True)
class SheetTable:
    """The rows of a file that have anything in them; `lossy` says that its code page has no word for many kanji.

    `hidden_rows` and `hidden_columns` are numbers of them, counted from 0; `notes` say what else of the file is not read.
    `base` is the sheet as it was exported.
    """

    file: str
    rows: tuple[tuple[SheetCell, ...], ...]
    lossy: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[Problem, ...] = ()
    base: SheetTable | None = None


@dataclass(frozen=True)
class SheetRow:
    """A member's row: its cells by the keys of a member, the 区分 that it stands in, and its days."""

    cells: Mapping[str, SheetCell]
    category: str
    since: dt.date | None = None
    until: dt.date | None = None
    lossy: bool = False

    def text(self, key: str) -> str:
        """What the cell of a column says, empty where there is none."""
        if key == "category":
            return self.category
        return tidy(self.cells[key].text) if key in self.cells else ""

    def says(self, key: str, old: str) -> bool:
        """Whether the cell holds the old text, as far as the file could write it; a column that is not there says nothing else."""
        if key != "category" and key not in self.cells:
            return True
        return same(self.text(key), old, lossy=self.lossy)

    @property
    def called(self) -> str:
        """What the member of the row is called: the organisation, else the person."""
        return self.text("name") or self.text("person")


def tidy(text: str) -> str:
    """A text as YAML reads it, with one kind of line end and nothing blank around it."""
    return composed(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def same(text: str, old: str, *, lossy: bool) -> bool:
    """Whether a cell holds the old text; where the file is `lossy`, what its code page has no place for may be `?`."""
    if text == tidy(old):
        return True
    return lossy and re.fullmatch("".join(map(_pressed, tidy(old))), text) is not None


def _pressed(character: str) -> str:
    """The pattern of what Windows and others write of a character in CP932."""
    if character in _TWINS:
        return f"[{character}{_TWINS[character]}?]"
    twin = next((one for one, other in _TWINS.items() if other == character), "")
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        near = unicodedata.normalize("NFKD", character)[0]
        choices = [r"\?{1,2}" if ord(character) > 0xFFFF else r"\?", *([re.escape(near)] if near.isascii() else [])]
        return f"(?:{'|'.join(choices)})"
    return f"[{character}{twin}]" if twin else re.escape(character)


def day_of(cell: SheetCell) -> dt.date | None:
    """The day of a cell, None where it is empty. Raises ValueError in Japanese."""
    text = one_width(cell.text).strip()
    found = cell.day or cell.serial
    if found is None and text:
        found = _written(text)
    if found is not None and found < FIRST_DAY:
        msg = "1873年（明治６年）より前の日は使えません"
        raise ValueError(msg)
    return found


def _written(text: str) -> dt.date:
    match = _DATE.fullmatch(text)
    if match is None:
        msg = f"「{text}」は日付として読めません"
        raise ValueError(msg)
    era = _LETTERS.get((match["era"] or "").upper(), match["era"])
    first, begins, ends = ERAS[era] if era else (1, dt.date.min, None)
    year = int(match["ad"] or (1 if match["in_era"] == "元" else match["in_era"])) + (first - 1 if era else 0)
    try:
        day = dt.date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        day = None
    if day is None or day < begins or (ends and day > ends):
        msg = f"「{text}」という日はありません"
        raise ValueError(msg)
    return day
