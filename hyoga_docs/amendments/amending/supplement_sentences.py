"""The sentences that amend the 題名 and the 附則 of a charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import Sentences
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.whole_text import quoted_line
from hyoga_docs.amendments.amending.word_edits import edits_clause, find_edits, words_clause
from hyoga_docs.plan.rich_text import plain_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.annex_model import Part
    from hyoga_docs.plan.printed_charter import CharterLine, PrintedCharter, PrintedSupplement

_TITLE = "題名"


def title_sentences(old: str, new: str) -> list[Part]:
    """The sentence that amends the title; none where it stays."""
    if old == new:
        return []
    sentences = Sentences()
    edits = find_edits([old], [new])
    if edits and sum(len(each.old + each.new) for each in edits) < len(new):
        sentences.clause(f"{_TITLE}中{edits_clause(edits)}", _TITLE)
    else:
        sentences.quote(f"{_TITLE}を次のように改め", AmendingParagraph("title", 1, new))
    return sentences.finished()


def own_supplements(old: PrintedCharter, new: PrintedCharter, day: dt.date) -> list[PrintedSupplement]:
    """The 附則 of what amends: that of its day, and those that came."""
    known = {each.effective for each in old.supplements} - {day}
    return [each for each in new.supplements if each.effective not in known]


def supplement_sentences(old: PrintedCharter, new: PrintedCharter, own: Sequence[PrintedSupplement]) -> list[Part]:
    """The sentences that amend the 附則 that an edition has already; none where these stay."""
    sentences = Sentences()
    stayed = [each for each in new.supplements if each not in own]
    for was, now in zip(old.supplements, stayed, strict=False):
        name = "".join(was.title.split())
        lines = [quoted_line(line) for line in now.lines]
        if [quoted_line(line) for line in was.lines] == lines:
            continue
        clauses = _clauses(was.lines, now.lines)
        if clauses is None:
            sentences.quote(f"{name}を次のように改め", *lines)
            continue
        for clause in clauses:
            sentences.clause(clause, "")
    for gone in old.supplements[len(stayed) :]:
        sentences.clause(f"{''.join(gone.title.split())}を削", "")
    return sentences.finished()


def _clauses(old: Sequence[CharterLine], new: Sequence[CharterLine]) -> list[str] | None:
    """The clauses that change words of 項 that stay; None where 項 came or went, or words cannot be quoted."""
    shapes = [[(line.kind, line.level, plain_text(line.number), line.reference) for line in lines] for lines in (old, new)]
    if shapes[0] != shapes[1]:
        return None
    made = []
    for was, now in zip(old, new, strict=True):
        if plain_text(was.text) == plain_text(now.text):
            continue
        named = was.reference and [line.reference for line in old].count(was.reference) == 1
        clause = words_clause(was.reference, plain_text(was.text), plain_text(now.text)) if named else None
        if clause is None:
            return None
        made.append(clause)
    return made
