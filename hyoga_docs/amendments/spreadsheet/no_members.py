"""Rows of a sheet that are no members: totals, notes, headings that stand again, and what is struck out."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, Problem, warning
from hyoga_docs.japanese.plain import one_width

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from hyoga_docs.amendments.spreadsheet.cells import SheetCell

_TOLD, _LONGEST = 5, 30
_UNIT = "(?:名|人|団体|機関|社|件|者|か所|箇所)"
_COUNT = rf"(?:約|全)?(?:\d{{1,6}}{_UNIT}?|[一二三四五六七八九十百]{{1,6}}{_UNIT})"
_KINDS = "委員|構成員|会員|役員|出席者|出席|総|人|団体|機関"
_WORDS = rf"(?:.{{0,20}}(?:小計|合計|総計)|(?:累|延べ?)?計|(?:{_KINDS})の?総?人?数|総勢|人員|員数|定数|定員)"
#: 計, 合計 8, 行政小計, 委員数：12名, （計15名）, 以上12名, うち女性３名, 男８名、女４名 - all without blanks, in one width.
_TOTAL = re.compile(
    rf"[(\[【]?(?:以上)?(?:{_WORDS}[:=は]?[(\[]?(?:{_COUNT})?[)\]]?|{_COUNT})[)\]】]?"
    rf"|[(\[]?(?:うち|内)[^\d]{{0,12}}\d+{_UNIT}?[)\]]?|[(\[]?男性?\d+{_UNIT}?[、,・]?女性?\d+{_UNIT}?[)\]]?"
)
_NOTE = re.compile(r"[※*].*|[(\[]?注[\d)\]:].*|.*:.*|\(.*\)|.*(?:現在|時点)\)?|以上|.*。", re.DOTALL)
#: What stands alone before the words of a note: ※, 注１, 備考.
_NOTE_MARK = re.compile(r"[※*]\d*|[(\[]?(?:注|備考)\d*[)\]]?")
_WHO = ("name", "post", "person", "reading")


class NoMember(StrEnum):
    """Why a row is no member, as it is told."""

    TOTAL = "合計の行"
    NOTE = "注の行"
    HEADING = "繰り返した見出しの行"
    STRUCK = "取り消し線の行"
    WORDS = "取り消し線の言葉"


#: The rows of a sheet that are passed over: the reason, the first cell that says it, and its words.
PassedOver = tuple[NoMember, "SheetCell", str]


def no_member(cells: Mapping[str, SheetCell], headings: Container[str]) -> PassedOver | None:
    """Why the row of these cells is no member, None where it is one; `headings` are all that columns may be called."""
    said = {key: cell for key, cell in cells.items() if key != "id" and (cell.text.strip() or cell.wrong)}
    who = [cells[key] for key in _WHO if key in cells]
    if any(cell.struck for cell in who) and not any(cell.text.strip() or cell.wrong for cell in who):
        struck = [cell for cell in who if cell.struck]
        return NoMember.STRUCK, struck[0], "　".join(cell.struck for cell in struck)
    if not said:
        return None
    first, words = next(iter(said.values())), "　".join(cell.text for cell in said.values() if cell.text.strip())
    if len(said) > 1 and all(_plain(cell.text) in headings for cell in said.values()):
        return NoMember.HEADING, first, words
    named = [said[key] for key in _WHO if key in said]
    if all(map(_is_total, named or [said[key] for key in ("category",) if key in said])) and (named or "category" in said):
        return NoMember.TOTAL, first, words
    is_note = len(said) == 1 and not first.wrong and _NOTE.fullmatch(_plain(first.text))
    if is_note or (len(said) == 2 and _NOTE_MARK.fullmatch(_plain(first.text))):
        return NoMember.NOTE, first, words
    return None


def passed_over(rows: Sequence[PassedOver], place: Place) -> Iterator[Problem]:
    """What is told of the rows that are no members, and of words that are struck out."""
    for why in NoMember:
        found = [f"「{cell.name}」（{_short(words)}）" for reason, cell, words in rows if reason is why]
        if not found:
            continue
        some = "、".join(found[:_TOLD]) + (f"など{len(found)}か所" if len(found) > _TOLD else "")
        verb = "読みません" if why in {NoMember.HEADING, NoMember.WORDS} else "構成員として読みません"
        hint = "消したのでないなら、取り消し線を外してください。" if why in {NoMember.STRUCK, NoMember.WORDS} else None
        yield warning("HD658", f"{why}は{verb}: {some}。", place=place, hint=hint)


def _is_total(cell: SheetCell) -> bool:
    return cell.counts or (not cell.wrong and len(cell.text) < 60 and _TOTAL.fullmatch(_plain(cell.text)) is not None)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", one_width(text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
