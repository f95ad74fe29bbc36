"""The rows of a 新旧対照表 on pages: short ones stay whole, a heading stays with what it heads, long ones leave no line alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from hyoga_docs.japanese.width import text_width

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Row

_STYLE = "ComparisonTable"
_SUPPLEMENT = "CompareSupplement"
_TOP = {"CompareItem1", "CompareTitle", _SUPPLEMENT}
#: What is nothing without the row below: （見出し）, also beside （新設）, 第２章　組織, 附　則（令和７年告示第31号）.
_INTRODUCES = re.compile("[（(].*[）)]|第[^　 ]+[章節款目][　 ][^（(].*|附[　 ]*則(?:[（(].*)?")
_LETTER = 100  # half of a letter of ten points, in twips
_INDENT = 600  # what a cell's margins and its text's indents take of it, about
_SHORT = 8  # lines


def keep_rows(document: WordDocument) -> None:
    """Sets how the rows of comparison tables go over pages; a row that a template keeps whole stays so."""
    for table in document.element.body.iter(qn("w:tbl")):
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        if style is None or style.get(qn("w:val")) != _STYLE:
            continue
        rows = list(Table(table, document).rows)
        for row in rows:
            properties = row._tr.get_or_add_trPr()
            if _lines(row) <= _SHORT and properties.find(qn("w:cantSplit")) is None:
                properties.insert(0, OxmlElement("w:cantSplit"))
        for row, below in pairwise(rows):
            if _heads(row, below):
                for paragraph in row._tr.iter(qn("w:p")):
                    paragraph.get_or_add_pPr().get_or_add_keepNext()


def _lines(row: _Row) -> int:
    """About how many lines a row is high."""
    return max((sum(_height(each.text, cell.width) for each in cell.paragraphs) for cell in row.cells), default=0)


def _height(text: str, width: Any) -> int:
    room = max(int(width.twips if width else 0) - _INDENT, 10 * _LETTER)
    return max(-(-text_width(text) * _LETTER // room), 1)


def _heads(row: _Row, below: _Row) -> bool:
    """Whether a row is the heading or the beginning of what the row below goes on with."""
    ours, theirs = (_styles(each) for each in (row, below))
    said = [cell.text for cell in row.cells if cell.text]
    if not ours or not ours <= _TOP:
        return False
    return all(_INTRODUCES.fullmatch(text) for text in said) or (_SUPPLEMENT not in ours and not theirs & _TOP)


def _styles(row: _Row) -> set[str]:
    found = row._tr.iter(qn("w:pStyle"))
    return {each.get(qn("w:val"), "") for each in found}
