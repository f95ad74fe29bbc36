"""Two editions of a charter → the sentences that make the one of the other, proved by reading them again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.apply import Amender
from hyoga_docs.amendments.amending.charter_tree import charter_lines, lines_of, tree_of
from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
from hyoga_docs.amendments.amending.instructions import UnclearAddressError
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.plan import plan_amendment, whole_body
from hyoga_docs.amendments.amending.read_sentences import read_amendment
from hyoga_docs.amendments.amending.read_words import UnreadSentenceError
from hyoga_docs.amendments.amending.sentences import amending_sentences
from hyoga_docs.amendments.amending.word_edits import UnclearQuotation
from hyoga_docs.core.problem import UsageError, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.amending.instructions import Group, Line
    from hyoga_docs.amendments.comparison.provisions import Places
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.spec.style import Style

_UNCLEAR = (UnclearAddressError, UnclearQuotation, UnreadSentenceError)


def amending_paragraphs(
    old: PrintedCharter, new: PrintedCharter, style: Style, places: Places = None
) -> tuple[AmendingParagraph, ...]:
    """The sentences that amend the 目次, the 前文 and the 本則, in legal order; none where these stay as they are.

    `places` tells of two editions of one file which of its entries amends which.
    Raises UsageError (HD686) where no sentences were found that lead to the new text letter for letter.
    """
    before, after = charter_lines(old), charter_lines(new)
    if before == after:
        return ()
    house = HouseNumbers(style, new.in_articles)
    for groups in _plans((old, new), house, places):
        made = amending_sentences(groups, house)
        if amended(before, made, house) == after:
            return made
    hint = "--form 新旧対照表 か --form 全部改正 で作ってください。"
    message = "前の文から後の文を導く改め文を作れませんでした。"
    raise UsageError([error("HD686", message, quote=new.title, hint=hint)])


def _plans(editions: tuple[PrintedCharter, PrintedCharter], house: HouseNumbers, places: Places) -> Iterator[Sequence[Group]]:
    """Plans from the finest to the coarsest."""
    with suppress(*_UNCLEAR):
        yield plan_amendment(editions, house, places)
    yield whole_body(editions, house)


def amended(lines: Sequence[Line], paragraphs: Sequence[AmendingParagraph], house: HouseNumbers) -> list[Line] | None:
    """What a 改め文 makes of a charter's lines by its words alone; None where they are not clear."""
    tree = tree_of(lines, house)
    if lines_of(tree, house) != list(lines):
        return None
    amender = Amender(tree, house)
    try:
        for instruction in read_amendment(paragraphs, house):
            amender.carry_out(instruction)
    except _UNCLEAR:
        return None
    return lines_of(tree, house)
