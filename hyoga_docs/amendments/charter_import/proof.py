"""What an imported charter prints, held against the lines that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.marks import mark_of
from hyoga_docs.amendments.charter_import.schedules import cells_of
from hyoga_docs.core.problem import Problem, note, warning
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.plan.rich_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadProvision
    from hyoga_docs.amendments.charter_import.source_lines import Source
    from hyoga_docs.plan.printed_charter import CharterLine, PrintedCharter
    from hyoga_docs.plan.schedules import PrintedRow, PrintedSchedule
    from hyoga_docs.spec.style import Style

_LONGEST = 80


@dataclass(frozen=True)
class _Words:
    """Words of one line; `at` is where they stand in the source."""

    text: str
    at: int = 0

    @property
    def key(self) -> str:
        return unbroken(self.text).replace("〇", "○").replace("◯", "○")


def proof_problems(charter: ReadCharter, printed: PrintedCharter, style: Style, source: Source) -> list[Problem]:
    """What is printed otherwise than it stood: numbers first, then words, each at its line."""
    numbers = {line.path: plain_text(line.number).strip(" 　") for line in _lines(printed)}
    frame = _frame_of(style)
    shown: dict[int, str] = {}
    forms: dict[tuple[str, str], list[tuple[SourceEntry, str, str]]] = {}
    problems = []
    for part in [*charter.provisions(), *charter.supplement_parts()]:
        entry, number = part.entry, numbers.get(part.path)
        if entry is None or number is None:
            continue
        number = _own_number(number, part, frame) if part.kind == "article" else number
        if unbroken(number) == unbroken(part.written) and (part.form != "①" or number == part.written):
            continue
        shown[id(entry)] = number
        mark = mark_of(number + "　")
        if mark is not None and mark.values == part.values:
            forms.setdefault((part.kind, part.form), []).append((entry, part.written, number))
        elif part.written and not entry.last:
            problems.append(_renumbered(part.written, number, source, entry))
    problems += [_of_another_form(found, source) for found in forms.values()]
    was = list(_of_entries([entry for entry in charter.entries if entry.taken], shown, frame))
    problems += _headings_of_another_form(charter, frame, source)
    now = [_Words(words) for words in _of_print(printed)]
    return problems + list(_differences([each for each in was if each.key], [each for each in now if each.key], source))


def _own_number(number: str, article: ReadProvision, frame: tuple[str, str]) -> str:
    """The number of an article without the heading and the number of the first 項 that may stand behind it."""
    if article.heading:
        number = number.partition(frame[0] + article.heading)[0].strip(" 　")
    if article.paragraphs and article.paragraphs[0].written:
        number = number.rpartition("　")[0] or number
    return number


def _renumbered(written: str, number: str, source: Source, entry: SourceEntry) -> Problem:
    becomes = f"「{number}」になります" if number else "番号なしになります"
    hint = "元の番号に欠けか重なりがあるか、番号の形が違います。元の文書と見比べてください。"
    message = f"番号「{written}」は、印刷すると{becomes}。"
    return warning("HD683", message, place=source.place(entry.at), quote=entry.raw.strip(), hint=hint)


def _of_another_form(found: list[tuple[SourceEntry, str, str]], source: Source) -> Problem:
    """Numbers that are right and of another form: told once."""
    entry, written, number = found[0]
    message = f"番号「{written}」は「{number}」の形で印刷されます（{len(found)}か所）。"
    return note("HD685", message, place=source.place(entry.at), quote=entry.raw.strip())


def _frame_of(style: Style) -> tuple[str, str]:
    """What stands around the headings of articles."""
    before, _, behind = style.article_heading.partition("見出し")
    return before.removeprefix("第１条").strip(" 　"), behind


def _headings_of_another_form(charter: ReadCharter, frame: tuple[str, str], source: Source) -> list[Problem]:
    """Headings in other brackets than those of the house, or in none: told once."""
    found = [part.entry for part in charter.provisions() if part.kind == "article" and part.heading and part.entry]
    other = [entry for entry in found if entry.frame != frame]
    if not other:
        return []
    message = f"見出しは「{frame[0]}見出し{frame[1]}」の形で印刷されます（{len(other)}か所）。"
    return [note("HD685", message, place=source.place(other[0].at), quote=other[0].raw.strip())]


def _of_entries(entries: list[SourceEntry], shown: dict[int, str], frame: tuple[str, str]) -> Iterator[_Words]:
    """The words of the source in order; where an article's number stands alone in its line, the next line is that of its text."""
    before = ""
    for entry, after in zip(entries, [*entries[1:], None], strict=False):
        words = [*_of_entry(entry, shown, frame)]
        if entry.kind == "article" and not entry.text and after is not None and after.kind in {"plain", "number"}:
            before = words[-1]
            continue
        yield from (_Words(before * (not index) + text, entry.at) for index, text in enumerate(words))
        before = ""


def _of_entry(entry: SourceEntry, shown: dict[int, str], frame: tuple[str, str]) -> Iterator[str]:
    """The words of an entry, in the order in which they stood; numbers that were told already as they are printed."""
    number = shown.get(id(entry), entry.written)
    if entry.is_verbatim:
        yield entry.raw
    elif entry.table is not None:
        yield from (cell.text for row in entry.table.rows for cell in row)
    elif entry.in_schedule and entry.kind in {"number", "plain", "article", "chapter"}:
        yield from cells_of(entry.raw)
    elif entry.kind == "supplement":
        yield ("附則（" + entry.text + "）" if entry.text else "附則") + entry.heading
    elif entry.kind == "heading":
        yield f"{frame[0]}{entry.text}{frame[1]}"
    elif entry.kind == "schedule":
        yield entry.written + entry.text
    elif entry.kind == "notes":
        yield "備考"
        yield entry.text
    elif entry.is_inline:
        yield f"{number}{frame[0]}{entry.heading}{frame[1]}{entry.text}"
    else:
        yield number + entry.text


def _lines(printed: PrintedCharter) -> list[CharterLine]:
    return [*printed.lines, *(line for supplement in printed.supplements for line in supplement.lines)]


def _of_print(printed: PrintedCharter) -> Iterator[str]:
    yield printed.title
    yield from printed.history
    yield from (plain_text((*line.number, *line.text)) for line in printed.lines)
    for supplement in printed.supplements:
        yield supplement.title
        yield from (plain_text((*line.number, *line.text)) for line in supplement.lines)
    for schedule in printed.schedules:
        yield from _of_schedule(schedule)


def _of_schedule(schedule: PrintedSchedule) -> Iterator[str]:
    yield schedule.label + plain_text(schedule.provisions) + schedule.title
    yield from (text for row in (*schedule.headings, *schedule.rows) for text in _cells(row))
    if schedule.notes:
        yield "備考"
        yield from (number + plain_text(text) for number, text in schedule.notes)


def _cells(row: PrintedRow) -> Iterator[str]:
    yield from (plain_text(cell.text) for cell in row.cells)


def _differences(was: list[_Words], now: list[_Words], source: Source) -> Iterator[Problem]:
    matcher = SequenceMatcher(None, [each.key for each in was], [each.key for each in now], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        before, after = was[i1:i2], now[j1:j2]
        if tag == "equal" or "".join(each.key for each in before) == "".join(each.key for each in after):
            continue
        pairs = (
            zip(before, after, strict=True) if len(before) == len(after) else [(_joined(before, was, i1), _joined(after, now, j1))]
        )
        for old, new in pairs:
            if old.key != new.key:
                yield _differs(old, new, source)


def _joined(words: list[_Words], among: list[_Words], at: int) -> _Words:
    near = among[min(at, len(among) - 1)].at if among else 0
    return _Words(" ".join(each.text for each in words), words[0].at if words else near)


def _differs(old: _Words, new: _Words, source: Source) -> Problem:
    place = source.place(old.at) if old.at else None
    if not old.key:
        message = f"元にない「{new.text[:_LONGEST]}」が印刷されます。"
    elif not new.key:
        message = "この行が印刷されません。"
    else:
        message = f"印刷すると「{new.text[:_LONGEST]}」になります。"
    hint = "元の文書と見比べて、書き出した YAML を直してください。"
    return warning("HD684", message, place=place, quote=old.text[:_LONGEST] or None, hint=hint)
