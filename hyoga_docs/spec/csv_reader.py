"""A supplied csv as rows of text: UTF-8 (with or without BOM) or CP932, as Excel in Japan writes it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from hyoga_docs.core.files import copy_it_in, read_plain
from hyoga_docs.core.problem import Place, Problem, error
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE, the_first

if TYPE_CHECKING:
    from pathlib import Path

#: How a pointer to a file that is kept elsewhere begins; it is told as that (HD374).
_POINTER = "version https://git-lfs.github.com/spec/"
_MOST_CELLS = 200_000
#: What may part cells: the comma as Excel in Japan writes it, the tab of its "text" files, the semicolon of Excel in Europe,
#: the bar of data bases.
DELIMITERS = (",", "\t", ";", "|")
_QUOTED = re.compile(r'"[^"]*"?')


class CsvRow(tuple[str, ...]):
    """A row of a csv that knows its line."""

    line: int = 0


CsvRows = tuple[CsvRow, ...]


def csv_text(raw: bytes) -> str:
    """The text of a csv in UTF-8, with or without BOM, or else in CP932. Raises UnicodeDecodeError for what is neither."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("ascii" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "cp932")


def any_text(raw: bytes) -> str:
    """The text of a file that any editor of Windows may have written: UTF-8, UTF-16 with its mark, Shift_JIS.

    Raises UnicodeDecodeError for anything else.
    """
    return raw.decode("utf-16") if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else csv_text(raw)


def delimiter_of(text: str) -> str:
    """What parts the cells of a csv: the comma, or where its headings have none, what else of these they have."""
    headings = next((line for line in io.StringIO(text) if line.strip()), "")
    bare = _QUOTED.sub("", headings)
    return next((each for each in DELIMITERS if each in bare), DELIMITERS[0])


def _unread_delimiter(rows: CsvRows) -> str | None:
    """The sign that stands equally often in all the rows of a table of one column, and parts what are figures at the end."""
    for sign in ("、", "，", "；", "：", "　", " "):
        counts = {row[0].count(sign) for row in rows}
        if len(counts) == 1 and counts != {0} and all(row[0].split(sign)[-1][-1:].isdigit() for row in rows[1:]):
            return sign
    return None


def _no_table(rows: CsvRows, name: str) -> Problem | None:
    """Why rows are no table: none at all, too many, not parted, a title above the headings."""
    if len(rows) < 2:
        return error("HD122", "csv に見出しの行と値の行がありません。", place=Place(name))
    if sum(map(len, rows)) > _MOST_CELLS:
        return error("HD122", f"csv が大きすぎます（{_MOST_CELLS:,}セルまで）。", place=Place(name))
    width, place = len(rows[0]), Place(name, rows[0].line)
    if width == 1 and not rows[0][0].startswith(_POINTER) and (sign := _unread_delimiter(rows)):
        message = f"「{sign}」で区切った csv は読めません。" if sign.strip() else "空白で区切った csv は読めません。"
        hint = "Excel の「CSV UTF-8（コンマ区切り）」で保存し直してください。"
        return error("HD123", message, place=place, quote=rows[0][0], hint=hint)
    if all(len(row) > width for row in rows[1:]):
        message = f"一行目の列の数（{width}列）が、ほかの行（{len(rows[1])}列）より少なくなっています。"
        hint = "一行目は列の見出しだけにしてください。表の題名は、YAML の title に書きます。"
        return error("HD123", message, place=place, quote=",".join(rows[0]), hint=hint)
    return None


def read_csv(path: Path, name: str, within: Path | None = None) -> tuple[CsvRows, list[Problem]]:
    """The rows of a csv that lies `within` a folder, the first being its headings; ragged and empty files are problems."""
    try:
        raw = read_plain(path, within=within)
    except OSError as problem:
        hint = copy_it_in(problem, "Excel などで開いていたら閉じてください。")
        return (), [error("HD301", f"資料を読めません（{problem.strerror}）。", place=Place(name), hint=hint)]
    try:
        text = any_text(raw)
    except UnicodeDecodeError:
        return (), [
            error(
                "HD121",
                "csv の文字を読めません（UTF-8 でも Shift_JIS でもありません）。",
                place=Place(name),
                hint="Excel の「CSV UTF-8（コンマ区切り）」で保存し直してください。",
            )
        ]
    try:
        reader, read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)), []
        last = 0
        for cells in reader:
            row = CsvRow(cell.strip() for cell in cells)
            row.line, last = last + 1, reader.line_num
            read.append(row)
    except csv.Error:  # of all that it can say, nothing else comes up in text
        message = f"csv として読めません（{last + 1}行目から、一つのセルが{csv.field_size_limit():,}字を超えます）。"
        return (), [error("HD121", message, place=Place(name, last + 1), hint='引用符（"）が閉じているか確かめてください。')]
    rows = tuple(row for row in read if any(row))
    if refused := _no_table(rows, name):
        return (), [refused]
    width = len(rows[0])
    unprintable = [
        error(
            "HD103",
            f"印刷できない文字（U+{ord(found[0]):04X}）があります。",
            place=Place(name, row.line),
            hint="その文字を消してください。",
        )
        for row in rows
        for cell in row
        if (found := NOT_PRINTABLE.search(cell))
    ]
    problems = unprintable + [
        error(
            "HD123",
            f"列の数が見出しと違います（見出し{width}列、この行{len(row)}列）。",
            place=Place(name, row.line),
            quote=",".join(row),
            hint='コンマなどの区切りを含む値は引用符（"）で囲んでください。',
        )
        for row in rows
        if len(row) != width
    ]
    return rows, the_first(problems, name)
