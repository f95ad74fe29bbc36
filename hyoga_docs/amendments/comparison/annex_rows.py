"""The 別紙 of two editions of a charter: those that came or went, their names and titles, and what their papers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.charter_table import ComparisonRow, ProvisionLine, paragraph_rows, rows_alone
from hyoga_docs.amendments.comparison.provisions import Paragraph
from hyoga_docs.amendments.comparison.schedule_rows import heading_row, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.plan.printed_charter import PrintedAnnex
    from hyoga_docs.spec.style import Comparison

#: The annex that has a table of its own.
ROSTER = "roster"


@dataclass(frozen=True)
class AnnexSide:
    """The annexes of one edition; `texts` are the lines of those whose paper is a template, by id, as far as they could be read."""

    annexes: Sequence[PrintedAnnex]
    texts: Mapping[str, Sequence[str]]


def compare_annexes(old: AnnexSide, new: AnnexSide, house: Comparison) -> list[ComparisonRow]:
    """The rows for 別紙 but for the members of a roster; none where all of them stayed."""
    before, after = ({each.annex.id: each for each in side.annexes} for side in (old, new))
    rows: list[ComparisonRow] = []
    for name in in_order(before, after):
        was, now = before.get(name), after.get(name)
        if was is not None and now is not None:
            rows += _both((was, old.texts.get(name)), (now, new.texts.get(name)), house)
        elif now is not None:
            rows += rows_alone("added", _whole(now, new.texts.get(name, ())), house.added)
        elif was is not None:
            rows += rows_alone("removed", _whole(was, ()), house.removed)
    return rows if any(row.kind != "same" for row in rows) else []


def unread_annexes(old: AnnexSide, new: AnnexSide) -> tuple[str, ...]:
    """The annexes of the new edition whose words the table does not have, for they could not be read, now or as they were."""
    before = {each.annex.id: each for each in old.annexes}
    return tuple(
        f"{each.label}（templates/{each.annex.document}.docx）"
        for each in new.annexes
        if each.annex.document != ROSTER
        and (each.annex.id not in new.texts or (each.annex.id in before and each.annex.id not in old.texts))
    )


def not_compared(name: str) -> ComparisonRow:
    """What the table says of an annex whose words it does not have."""
    line = ProvisionLine("note", 1, ((f"{name}の文は、比べていない。", False),))
    return ComparisonRow("same", line, line)


def _whole(printed: PrintedAnnex, text: Sequence[str]) -> list[ProvisionLine]:
    lines = [ProvisionLine("body", 1, ((line, True),)) for line in _own_lines(text, printed)]
    return [ProvisionLine("schedule", 1, ((annex_name(printed), True),)), *lines]


def _both(
    old: tuple[PrintedAnnex, Sequence[str] | None], new: tuple[PrintedAnnex, Sequence[str] | None], house: Comparison
) -> Iterator[ComparisonRow]:
    (was, before), (now, after) = old, new
    template = was.annex.document != now.annex.document and (before is None or after is None)
    one, other = (
        [Paragraph("body", "", line) for line in _own_lines(text or (), printed)] for printed, text in ((was, before), (now, after))
    )
    names = annex_name(was, template=template), annex_name(now, template=template)
    changed = before is not None and after is not None and one != other
    if names[0] != names[1] or changed:
        yield heading_row(*names)
    elif house.omitted and now.annex.document != ROSTER:  # whose members are compared elsewhere
        line = ProvisionLine("schedule", 1, ((f"{names[1]}　{house.omitted}", False),))
        yield ComparisonRow("same", line, line)
    if changed:
        yield from paragraph_rows((one, 1), (other, 1), house)


def _own_lines(text: Sequence[str], printed: PrintedAnnex) -> list[str]:
    """The lines of an annex without those that are its name and title, which stand in the row above them."""
    said = {printed.label, printed.label + printed.provisions, printed.annex.title or "", annex_name(printed)}
    return [line for line in text if line not in said]


def annex_name(printed: PrintedAnnex, *, template: bool = False) -> str:
    """What an annex is called with its title, and on demand with its template."""
    annex = printed.annex
    title = annex.title or ("名簿" if annex.document == ROSTER else "")
    named = f"（{annex.document}.docx）" if template else ""
    return printed.label + printed.provisions + (f"　{title}" if title else "") + named
