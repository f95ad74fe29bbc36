"""Headers and footers of an Excel file: the file's name is written out, and what is of the day or of a folder goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.text.excel.header_codes import HEADER_CODE
from hyoga_docs.text.ooxml.new_elements import new_like
from hyoga_docs.text.ooxml.parts import attribute, child, is_true, name
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from hyoga_docs.text.excel.sheets import Sheet
    from hyoga_docs.text.print_copy.excel.workbook import ExcelWorkbook

#: What a code prints of today or of a folder.
_NOT_KEPT = {"D": "&D（日付）", "T": "&T（時刻）", "Z": "&Z（フォルダー）", "G": "&G（画像）"}
_APART = "&B&B"  # two codes that undo each other, so that digits of a name are not taken for a size


def freeze_margins(book: ExcelWorkbook, file_name: str) -> list[OfficeFinding]:
    """Writes the file's name where it is asked for, and takes out what is of today or of a folder, which is told."""
    findings = []
    for sheet in book.printed_sheets:
        if b"eaderFooter" not in book.parts.content(sheet.part):
            continue
        lost: dict[str, list[str]] = {}
        for part in _texts(book, sheet):
            text, codes = _frozen(part.text or "", file_name)
            if text != part.text:
                part.text = text
                book.parts.touch(sheet.part)
            lost.setdefault("ヘッダー" if "Header" in part.tag else "フッター", []).extend(codes)
        for place, codes in lost.items():
            if codes:
                findings.append(OfficeFinding("HD514", "、".join(dict.fromkeys(codes)), f"{sheet.title}の{place}"))
    _count_on(book)
    return findings


def _texts(book: ExcelWorkbook, sheet: Sheet) -> Iterator[etree._Element]:
    margins = child(book.parts.tree(sheet.part), "x:headerFooter")
    return (each for each in (margins if margins is not None else ()) if name(each).startswith("x:"))


def _frozen(text: str, file_name: str) -> tuple[str, list[str]]:
    lost: list[str] = []

    def replace(found: re.Match[str]) -> str:
        code = (found["code"] or "").upper()
        if code == "F":
            return _APART + file_name.replace("&", "&&") + _APART
        if code not in _NOT_KEPT:
            return found[0]
        lost.append(_NOT_KEPT[code])
        return ""

    return HEADER_CODE.sub(replace, text), list(dict.fromkeys(lost))


def _count_on(book: ExcelWorkbook) -> None:
    """`&P+1` counts pages from 2. LibreOffice prints the sign: so the first page has that number, if all sheets say the same."""
    sheets = [sheet for sheet in book.printed_sheets if b"&amp;" in book.parts.content(sheet.part)]
    texts = [(sheet, part) for sheet in sheets for part in _texts(book, sheet)]
    codes = [found for _, part in texts for found in HEADER_CODE.finditer(part.text or "") if found["page"]]
    offsets = {found["offset"] or "" for found in codes}
    if len(offsets) != 1 or "" in offsets:
        return
    for sheet, part in texts:
        part.text = HEADER_CODE.sub(lambda found: "&P" if found["offset"] else found[0], part.text or "")
        book.parts.touch(sheet.part)
    first = book.printed_sheets[0]
    root = book.parts.tree(first.part)
    setup = child(root, "x:pageSetup")
    margins = child(root, "x:headerFooter")
    if setup is None and margins is not None:
        setup = new_like(root, "pageSetup")
        margins.addprevious(setup)
    if setup is None:
        return
    start = attribute(setup, "firstPageNumber") if is_true(setup, "useFirstPageNumber") else ""
    setup.set("firstPageNumber", str((int(start) if start.isdecimal() and len(start) < 10 else 1) + int(offsets.pop())))
    setup.set("useFirstPageNumber", "1")
    book.parts.touch(first.part)
