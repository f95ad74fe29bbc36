"""Sheets of Excel as they are printed: what a reader of the page cannot read (`HD517` to `HD519`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import page_ranges, paper_problem
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.pdf.intake.records import SheetTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.pdf.intake.records import SheetFinding
    from hyoga_docs.plan.model import Document

_SAID, _COUNTED = 3, 50  # cells that are named, and those that are counted
_ASK = "{sender}に{what}もらうか、会議の YAML のこの資料に {keys} を書いてください。"
#: What is said of each trouble ({cells}, or {at} for where, {pages}), and what to do.
_TOLD = {
    SheetTrouble.WIDTHS: (
        "HD517",
        "シート「{cells}」の行が、途中の列で切れて何ページにも分かれています{pages}。",
        _ASK.format(sender="{sender}", what="1ページの幅で印刷する設定にして", keys="fit: width や orientation: landscape"),
    ),
    SheetTrouble.SMALL: (
        "HD518",
        "6ポイントより小さい字です{at}{pages}。",
        _ASK.format(sender="{sender}", what="要らない列を減らして", keys="orientation: landscape や sheets"),
    ),
    SheetTrouble.NARROW: ("HD519", "数が ### になっています{at}{pages}。", "{sender}に、列の幅を広げてもらってください。"),
    SheetTrouble.ERROR: ("HD519", "計算できない式が印刷されています{at}{pages}。", "{sender}に、式を直してもらってください。"),
    SheetTrouble.CUT: (
        "HD519",
        "セルに入りきらず、終わりまで印刷されない文字があります{at}{pages}。",
        "{sender}に、列の幅か行の高さを広げてもらってください。",
    ),
}


def sheet_problems(document: Document, findings: Sequence[SheetFinding]) -> list[Problem]:
    """What cannot be read, each kind once; that a sheet is cut is not told where `fit: none` asks for it."""
    problems = []
    for trouble, (code, message, hint) in _TOLD.items():
        found = [each for each in findings if each.trouble is trouble]
        if not found or (trouble is SheetTrouble.WIDTHS and document.fit == "none"):
            continue
        pages = f"（{page_ranges(sorted({each.page for each in found}))}ページ）"
        cells = _cells(found)
        words = message.format(cells=cells, at=f"（{cells}）" if cells else "", pages=pages)
        quote = f"{document.file_name}: {found[0].words}" if found[0].words else ""
        problems.append(paper_problem(document, Severity.WARNING, code, words, hint.format(sender=document.sender), quote))
    return problems


def is_told(cell: str, words: str, findings: Sequence[SheetFinding]) -> bool:
    """Whether it is told why a cell is not on its page: by its name, or a figure of a sheet that has ### in cells nobody knows."""
    sheets = {each.cell for each in findings if each.trouble is SheetTrouble.NARROW and "!" not in each.cell}
    is_figure = any(letter.isdigit() for letter in words)
    return any(each.cell == cell for each in findings) or (is_figure and cell.rpartition("!")[0] in sheets)


def _cells(found: Sequence[SheetFinding]) -> str:
    """`集計!B3、集計!B4 ほか12か所`."""
    cells = list(dict.fromkeys(each.cell for each in found if each.cell))
    more = "" if len(cells) <= _SAID else " ほか多数" if len(cells) > _COUNTED else f" ほか{len(cells) - _SAID}か所"
    return "、".join(cells[:_SAID]) + more
