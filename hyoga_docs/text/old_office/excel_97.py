"""Workbooks of Excel 97-2003 with their saved results in the place of formulas, record by record and to the same length."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMULA, _STRING = 0x0006, 0x0207
_BLANK, _NUMBER, _LABEL, _BOOLERR = 0x0201, 0x0203, 0x0204, 0x0205
_CONTINUE, _FILE_PASS = 0x003C, 0x002F
#: What formulas share; it stands between a formula and the text that is its result.
_SHARED = {0x04BC, 0x0221, 0x0236}
_NOTHING = 0x0FFF  # a record that no program knows, and each passes over
_HEAD, _CELL = 4, 6  # bytes before a record's content, and of its cell's row, column and format
_SHORTEST = 22
_NO_NUMBER = b"\xff\xff"  # the end of a result that is none
_TEXT, _BOOLEAN, _ERROR, _EMPTY = range(4)


def with_results(workbook: bytes) -> bytes:
    """The stream with numbers, words, truths and errors for formulas; as it is where it is locked, or was never calculated."""
    records = list(_records(workbook))
    results = [workbook[at + _HEAD + _CELL : at + _HEAD + 14] for at, kind, size in records if kind == _FORMULA]
    calculated = any(result.strip(b"\0") and not _is(result, _EMPTY) for result in results)
    if not calculated or any(kind == _FILE_PASS for _, kind, _ in records):
        return workbook
    made = bytearray(workbook)
    formula: int | None = None  # where a formula is whose result is a text
    for number, (at, kind, size) in enumerate(records):
        content = workbook[at + _HEAD : at + _HEAD + size]
        if kind == _FORMULA and size >= _SHORTEST:
            formula = at if _is(content[_CELL:14], _TEXT) else None
            if formula is None:
                _put(made, at, _HEAD + size, _value(content[:_CELL], content[_CELL:14]))
        elif kind == _STRING and formula is not None:
            if number + 1 == len(records) or records[number + 1][1] != _CONTINUE:
                shared = workbook[formula + _HEAD + _size(workbook, formula) : at]
                cell = workbook[formula + _HEAD : formula + _HEAD + _CELL]
                _put(made, formula, at + _HEAD + size - formula, _record(_LABEL, cell + content) + shared)
            formula = None
        elif kind not in _SHARED:
            formula = None
    return bytes(made)


def _records(workbook: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each record is, what it is, and how long its content."""
    at = 0
    while at + _HEAD <= len(workbook):
        kind, size = struct.unpack_from("<HH", workbook, at)
        if at + _HEAD + size > len(workbook):
            return
        yield at, kind, size
        at += _HEAD + size


def _size(workbook: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", workbook, at + 2)[0])


def _is(result: bytes, kind: int) -> bool:
    return result.endswith(_NO_NUMBER) and result[0] == kind


def _value(cell: bytes, result: bytes) -> bytes:
    """The record of a cell with a result that is no text."""
    if not result.endswith(_NO_NUMBER):
        return _record(_NUMBER, cell + result)
    if result[0] in {_BOOLEAN, _ERROR}:
        return _record(_BOOLERR, cell + bytes([result[2], result[0] == _ERROR]))
    return _record(_BLANK, cell)


def _put(made: bytearray, at: int, length: int, records: bytes) -> None:
    """Puts records in the place of so many bytes, and fills what is left with one that says nothing."""
    made[at : at + length] = records + _record(_NOTHING, bytes(length - len(records) - _HEAD))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
