"""What no charter.yaml can hold is made into something that it can, and marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.model import ReadProvision
from hyoga_docs.plan.charter_references import REFERENCE
from hyoga_docs.text.readers.docx_blocks import WordCell

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadSchedule

_EMPTY = "（要確認）"


def mend(charter: ReadCharter) -> None:
    """Provisions without words, chapters without articles, 附則 and 別表 with nothing in them, rows of unlike lengths."""
    for part in [*charter.provisions(), *charter.supplement_parts()]:
        _mend_part(part)
    numbered = [*charter.provisions()] if charter.form == "numbers" else []
    for part in [*numbered, *(each for supplement in charter.supplements for each in supplement.paragraphs)]:
        if part.branch:
            part.values = part.values[:1]
            part.doubts.append("枝番号は付けられません。")
    for supplement in charter.supplements:
        if not supplement.paragraphs:
            supplement.paragraphs.append(_empty_like(supplement.at))
    for schedule in charter.schedules:
        _mend_schedule(schedule)


def _as_words(text: str, doubts: list[str]) -> str:
    """A text in which `<name>` stays words, though a charter.yaml would take it for a reference."""
    for found in REFERENCE.finditer(text):
        doubts.append(f"「{found[0]}」は番号と読まれるので、「 」にしました。")
    return REFERENCE.sub(lambda found: f"「{found[0][1:-1]}」", text)


def _mend_part(part: ReadProvision) -> None:
    part.heading, part.text = _as_words(part.heading, part.doubts), _as_words(part.text, part.doubts)
    part.body, part.bullets = ([_as_words(each, part.doubts) for each in lines] for lines in (part.body, part.bullets))
    part.body, part.bullets = [each or _EMPTY for each in part.body], [each or _EMPTY for each in part.bullets]
    if part.kind == "chapter":
        if not part.sections:
            part.sections.append(_empty_like(part.at))
        if not part.heading:
            part.heading = _EMPTY
            part.doubts.append("章の名前が見つかりません。")
    elif not (part.text or part.paragraphs or (part.heading and part.kind == "item")):
        part.text = _EMPTY
        part.doubts.append("文が見つかりません。")


def _empty_like(at: int) -> ReadProvision:
    return ReadProvision(kind="paragraph", at=at, text=_EMPTY, doubts=["中身が見つかりません。"])


def _mend_schedule(schedule: ReadSchedule) -> None:
    schedule.title, *schedule.notes = (_as_words(each, schedule.doubts) for each in (schedule.title, *schedule.notes))
    schedule.rows = [tuple(replace(cell, text=_as_words(cell.text, schedule.doubts)) for cell in row) for row in schedule.rows]
    _drop_covered_rows(schedule)
    heads = schedule.rows[: schedule.heads]
    if len(schedule.rows) <= schedule.heads or any(at + cell.down > len(heads) for at, row in enumerate(heads) for cell in row):
        schedule.heads = 0
    if not schedule.rows:
        schedule.rows.append((WordCell(_EMPTY),))
        schedule.doubts.append("表が見つかりません。")
    schedule.notes = [note or _EMPTY for note in schedule.notes]
    if any(cell.down > 1 for row in schedule.rows for cell in row):
        return
    width = max(sum(cell.across for cell in row) for row in schedule.rows)
    schedule.rows = [(*row, *[WordCell("")] * (width - sum(cell.across for cell in row))) for row in schedule.rows]


def _drop_covered_rows(schedule: ReadSchedule) -> None:
    """Takes rows away that are all of cells which began above, and makes those cells less tall."""
    kept: list[tuple[WordCell, ...]] = []
    for index, row in enumerate(schedule.rows):
        if row or not index:
            covered = [not each for each in schedule.rows[index + 1 :]]
            kept.append(tuple(replace(cell, down=cell.down - sum(covered[: cell.down - 1])) for cell in row))
        elif index < schedule.heads:
            schedule.heads -= 1
    schedule.rows = kept
