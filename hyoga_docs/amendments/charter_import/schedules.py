"""The 別表: their tables, from Word's or from columns of a text that tabs or wide gaps part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.marks import mark_of
from hyoga_docs.amendments.charter_import.model import ReadSchedule
from hyoga_docs.text.readers.docx_blocks import WordCell

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.model import ReadCharter
    from hyoga_docs.amendments.charter_import.source_lines import SourceTable

_RELATION = re.compile(r"[（(](?P<relation>[^（）()]*関係)[）)]")
_GAP, _WIDE = re.compile(r"　"), re.compile(r"[ 　]{2,}")
_NOTES = re.compile(r"[（(]?(?:備\s*考|注)[）)]?[\s:：]*")
_LONGEST_TITLE = 40
_NAMES_A_TABLE = re.compile(r"(?:一覧|名簿|表|区分|基準|構成員|構成|委員)$")
_LONGEST_HEAD = 12
_MOST_HEADS = 2
_BESIDE = re.compile(r"\s*[（(][^（）()]*[）)]$")
#: Words that head the first column of a table.
_HEADS = re.compile(
    r"(?:項|条項?|用\s*語|読み?替え.*|会議の?名称?|役\s*員|年\s*度|期\s*間|順\s*位|(?:課|部|室)[等名]*|職|氏名|委員会名?|審議会名?|施設名?|費\s*目|科\s*目|種目|区\s*分|名\s*称|種\s*[別類]|職\s*名|氏\s*名|項\s*目|番\s*号|№|No\.?|委員の?区分|団体名?|機関名?|所\s*属.*|役\s*職.*|構成.*|部会名?"
    r"|部会の名称|地\s*区.*|対\s*象.*|分\s*野|選出区分|組織名?|委\s*員|事\s*項|内\s*容)"
)


class ScheduleReader:
    """Takes the entries of one 別表. One that begins with a table has no heading of its own."""

    def __init__(self, charter: ReadCharter, entry: SourceEntry) -> None:
        entry.taken = True
        self._charter = charter
        self._lines: list[str] = []
        self._in_notes = False
        self.schedule = ReadSchedule(at=entry.at, written=entry.written, values=entry.values, entry=entry)
        charter.schedules.append(self.schedule)
        if entry.kind == "table":
            self.schedule.doubts.append("別表の題のない表です。")
        else:
            self._name(entry.text)

    def take(self, entry: SourceEntry, after: SourceEntry | None = None) -> None:
        """The next entry."""
        schedule = self.schedule
        if entry.kind == "table" and entry.table is not None:
            if schedule.rows:
                schedule.doubts.append("二つ目の表です。前の表の行に続けました。")
            else:
                schedule.heads = _heads(entry.table)
            schedule.rows += entry.table.rows
            self._notes_in_table()
        elif entry.kind == "notes":
            self._in_notes = True
            if entry.text:
                schedule.notes.append(entry.text)
        elif self._in_notes:
            self._note(entry)
        elif entry.kind == "heading" and not schedule.rows:
            self._name(f"（{entry.text}）")
        else:
            self._line(entry, after)

    def _name(self, text: str) -> None:
        """What stands beside 別表第１, or in the lines under it: the articles that it belongs to, its title."""
        if (found := _RELATION.search(text)) and not self.schedule.relation:
            self.schedule.relation = found["relation"]
            text = text[: found.start()] + text[found.end() :]
        if text := text.strip(" 　\t"):
            self.schedule.title += text

    def _note(self, entry: SourceEntry) -> None:
        if entry.kind == "number" or not self.schedule.notes:
            self.schedule.notes.append(entry.text)
        else:
            self.schedule.notes[-1] += entry.text

    def _notes_in_table(self) -> None:
        """Takes a last row that is one cell of 備考 for what it says."""
        row = self.schedule.rows[-1]
        found = _NOTES.match(row[0].text) if len(row) == 1 and len(self.schedule.rows) > 1 else None
        if found is not None:
            self.schedule.rows.pop()
            for line in filter(None, (each.strip(" 　") for each in row[0].text[found.end() :].split("\n"))):
                mark = mark_of(line)
                self.schedule.notes.append(line[len(mark.written) :] if mark else line)

    def _line(self, entry: SourceEntry, after: SourceEntry | None) -> None:
        """A line of a text: a title, or a row of cells."""
        schedule, text = self.schedule, entry.raw.strip(" 　\t")
        cells = cells_of(text)
        if not schedule.rows and not schedule.title and len(cells) == 1 and _is_title(text, after):
            self._name(text)
            return
        row = tuple(WordCell(cell) for cell in cells)
        if not schedule.rows:
            schedule.heads = int(_is_head(row))
        elif len(row) != len(schedule.rows[0]):
            doubt = "列の数が行によって違います。列の分け方を確かめてください。"
            if doubt not in schedule.doubts:
                schedule.doubts.append(doubt)
        schedule.rows.append(row)


def _is_title(text: str, after: SourceEntry | None) -> bool:
    """Whether a line above a table is its title, and not the first row of a list."""
    if after is None or len(text) > _LONGEST_TITLE:
        return False
    return after.kind == "table" or len(cells_of(after.raw)) > 1 or _NAMES_A_TABLE.search(text) is not None


def _heads(table: SourceTable) -> int:
    """How many rows of a table name its columns: as many as the tallest of the cells in its first row."""
    first = table.rows[0]
    rows = max(cell.down for cell in first)
    if not (table.has_head or _is_head(first)) or any(cell.down != rows and cell.across == 1 for cell in first):
        return 0
    return rows if rows <= _MOST_HEADS and (rows > 1 or len(table.rows) > 1) else 0


def _is_head(row: tuple[WordCell, ...]) -> bool:
    """Whether a row names its columns."""
    words = [_BESIDE.sub("", cell.text) for cell in row]
    short = all(len(text) <= _LONGEST_HEAD and not re.search(r"[0-9０-９。]", text) for text in words)
    return len(row) > 1 and short and _HEADS.fullmatch(row[0].text) is not None


def cells_of(line: str) -> list[str]:
    """The cells of a line of a text: parted by tabs, or where there are none by wide gaps."""
    text = line.strip(" 　\t") if "\t" not in line else line.strip(" 　")
    if "\t" in text:
        return [each.strip(" 　") for each in text.split("\t")]
    return [each for each in (_WIDE if _WIDE.search(text) else _GAP).split(text) if each]
