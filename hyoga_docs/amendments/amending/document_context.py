"""What the template of a 改め文 can print (templates/README.md lists it), and the same as lines for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import NOTES, AmendingTable
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.plan.rich_text import Styled, plain_text
from hyoga_docs.word.marked_text import mark
from hyoga_docs.word.template_context import schedule_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.amending.amending_document import AmendingDocument
    from hyoga_docs.amendments.amending.annex_model import Part
    from hyoga_docs.plan.schedules import PrintedRow
    from hyoga_docs.word.template_context import Context

_FULL, _HALF = "０１２３４５", "012345"
#: The paragraph styles of the template by what is printed, in articles and in numbers; where levels differ, with the deepest one.
_ONE = {
    "sentence": "改め文",
    "title": "引用題名",
    "supplement": "附則の題名",
    "notes": "備考",
    "note": "備考の項",
    "preamble": "前文",
}
_ARTICLES = {"article": "条", "paragraph": "項"}
_LEVELS = {"chapter": ("章", 4), "caption": ("条見出し", 3), "contents": ("目次", 3), "item": ("号", 5)}
_IN_ARTICLES = {"body": ("条本文", 5), "bullet": ("条箇条", 5)}
_IN_NUMBERS = {"heading": ("項見出し", 5), "text": ("項", 5), "body": ("項本文", 5), "bullet": ("項箇条", 5)}
#: Those that are named as in the template of a charter in numbers.
_AS_IN_CHARTER = {"項", "項本文", "項箇条"}
#: A 項 that has its number; one of a 附則 may have none.
_NUMBERED = re.compile(r"[（(]?[0-9０-９一二三四五六七八九十①-⑳]+[)）]?[ 　.．]")


def document_context(document: AmendingDocument, *, in_articles: bool) -> Context:
    """The values of the template: `amendment`, and in `charter.schedules` the tables whose places it marks."""
    parts = document.parts
    tables = [schedule_context(part.schedule, index) for index, part in enumerate(_tables(parts))]
    left = iter(tables)
    return {
        "amendment": {
            "number": document.number,
            "promulgation": document.promulgation,
            "date": document.date,
            "signer": document.signer,
            "title": document.title,
            "leads": list(document.leads),
            "parts": [
                _quoted(part, next(left) if _is_table(part) else {})
                if isinstance(part, AmendingTable)
                else {"kind": part.kind, "text": _styled(_alone(part, before) if in_articles else part, in_articles=in_articles)}
                for before, part in zip((None, *parts), parts, strict=False)
            ],
            "supplement_title": document.supplement_title,
            "supplement": [_styled(line, in_articles=True) for line in document.supplement],
        },
        "charter": {"schedules": tables},
    }


def _alone(part: AmendingParagraph, before: Part | None) -> AmendingParagraph:
    """A ただし書 or 後段 that is quoted without its provision stands as a sentence does."""
    is_first = isinstance(before, AmendingParagraph) and before.kind == "sentence"
    return AmendingParagraph("sentence", 1, part.text) if is_first and part.kind == "body" else part


def _is_table(part: Part) -> bool:
    """Whether its words stand here, and not in a template of their own."""
    return isinstance(part, AmendingTable) and not part.template


def _tables(parts: Sequence[Part]) -> list[AmendingTable]:
    return [part for part in parts if isinstance(part, AmendingTable) and _is_table(part)]


def _quoted(part: AmendingTable, table: Context) -> Context:
    schedule = part.schedule
    named = {"label": schedule.label, "provisions": plain_text(schedule.provisions), "title": schedule.title}
    kind = "annex" if part.template else "schedule" if part.whole else "rows"
    done = {"kind": kind, **table, **named, "words": _by_template(part), "above": [], "below": []}
    if part.above is not None:
        lines = [plain_text(text) for _, text in schedule.notes]
        done |= {"notes": [], "above": lines[: part.above], "below": lines[part.above :]}
    return done


def _by_template(part: AmendingTable) -> str:
    """Where the words of an annex are that stand in a template of their own; 別紙 is no other one's name."""
    return "（別添のとおり）" if part.schedule.label.startswith("別紙") else "（別紙のとおり）"


def _styled(line: AmendingParagraph, *, in_articles: bool) -> str:
    return mark((Styled(_style(line, in_articles=in_articles)), line.text))


def _style(line: AmendingParagraph, *, in_articles: bool) -> str:
    if line.kind in _ONE:
        return _ONE[line.kind]
    if line.kind == "paragraph" and not _NUMBERED.match(line.text):
        return "附則の文"
    if line.kind in _ARTICLES:
        return _ARTICLES[line.kind]
    base, deepest = (_LEVELS | (_IN_ARTICLES if in_articles else _IN_NUMBERS))[line.kind]
    digits = _HALF if base in _AS_IN_CHARTER else _FULL
    return base + digits[min(line.level, deepest)]


def document_lines(document: AmendingDocument) -> list[str]:
    """The document as text, a line a paragraph."""
    return list(_lines(document))


def _lines(document: AmendingDocument) -> Iterator[str]:
    head = (document.number, document.promulgation, document.date, document.signer)
    yield from (line for line in head if line)
    yield from (document.title, *document.leads)
    for part in document.parts:
        yield from [part.text] if isinstance(part, AmendingParagraph) else _table_lines(part)
    if document.supplement:
        yield document.supplement_title
        yield from (line.text for line in document.supplement)


def _table_lines(part: AmendingTable) -> Iterator[str]:
    schedule = part.schedule
    if part.whole:
        yield schedule.label + plain_text(schedule.provisions)
        yield from [schedule.title] if schedule.title else []
    if part.template:
        yield _by_template(part)
        return
    if part.whole:
        yield from [f"（単位：{schedule.unit}）"] if schedule.unit else []
        yield from (plain_text(text) for _, text in schedule.notes[: part.above or 0])
        yield from map(_row, schedule.headings)
    yield from map(_row, schedule.rows)
    if part.whole and part.above is not None:
        yield from (plain_text(text) for _, text in schedule.notes[part.above :])
    elif part.whole:
        yield from [NOTES] if len(schedule.notes) > 1 else []
        yield from (f"{number or NOTES}　{plain_text(text)}" for number, text in schedule.notes)


def _row(row: PrintedRow) -> str:
    return "｜".join(" ".join(plain_text(cell.text).split("\n")) for cell in row.cells)
