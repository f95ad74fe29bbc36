"""The lines of a 要綱 as its entries: what each begins with, and lines that were broken inside a sentence put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.marks import BRANCHES, GAP, NUMBER, mark_of, values_of
from hyoga_docs.amendments.charter_import.source_lines import SourceTable
from hyoga_docs.japanese.brackets import depth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.charter_import.marks import Mark
    from hyoga_docs.amendments.charter_import.source_lines import Source, WrittenLine

_ARTICLE = re.compile(rf"第{GAP}({NUMBER}){GAP}条({BRANCHES})")
_DELETED = re.compile(
    rf"第({NUMBER})条(?:及び|から|・|[～〜―－-])第({NUMBER})条(?:まで)?(?P<gap>[ 　\t]*)[（(]?(?P<word>削[ 　]*除|略)[）)]?"
)
_INLINE_HEADING = re.compile(r"[（(【]([^（）()]{1,30}(?:[（(][^（）()]*[）)])?)[）)】][ 　\t]*")
_AFTER_ARTICLE = re.compile(r"[ 　\t]+|$|(?=[（(【「])")
_NO_HEAD = re.compile(r"[のにをはがとへもで、。第及又若並且か)）]")
_CHAPTER = re.compile(rf"第{GAP}({NUMBER})(?P<inner>{GAP})([編章節款目])({BRANCHES})(?P<gap>[ 　\t]*)(?P<name>[^。]{{0,40}})")
_HEADING = re.compile(r"[（(【〔](?P<name>.{1,60})[）)】〕]")
_SUPPLEMENT = re.compile(r"[附付][ 　\t]*則[ 　\t]*(?P<label>[（(].*[）)])?[ 　\t]*(?P<extract>抄)?")
_SUPPLEMENT_AND_TEXT = re.compile(r"[附付][ 　\t]*則[ 　\t]+(?P<text>[^（(].*)")
_SCHEDULE = re.compile(rf"別[ 　]*表[ 　]*(?P<number>第?[ 　]*{NUMBER}{BRANCHES})?(?P<rest>(?:[ 　\t（(].*)?)")
_FORM = re.compile(
    rf"[（(]?(?:別記|参考)?[ 　]*(?:様[ 　]*式|別[ 　]*[紙添図記])[ 　]*(?:第?[ 　]*{NUMBER}[ 　]*号?{BRANCHES})?(?:様式)?[）)]?"
    r"(?:[ 　（(].{0,50})?"
)
#: What collections of ordinances say below an article: （平17規則12・一部改正）.
_RECORD = re.compile(
    r"(?:[明大昭平令][0-9０-９元]+[^0-9０-９年].*|.*・)(?:一部改正|全改|追加|繰[上下]|改称|旧第.*)$"
    r"|[明大昭平令][0-9０-９元]{1,2}[^0-9０-９年、。]{2,8}[0-9０-９]+(?:・[^、。]*)?$"
)
_CONTENTS = re.compile(r"目[ 　\t]*次")
_LISTED_ARTICLES = re.compile(r"[（(]第[^（）()]*条[^（）()]*[）)]$")
_NOTES = re.compile(r"備[ 　]*考(?:[ 　:：]+(?P<rest>.*))?")
_SPACES = " 　\t"
_CLOSED_PARAGRAPH = re.compile(r"^([ 　\t]*[0-9０-９]{1,2})(?=[ぁ-んァ-ヶ一-龠々])(?![人名回年月日条項号週割か])")
_END_OF_SENTENCE = ("。", "。）", "。)", "。」", "」", ":", "：")


@dataclass
class SourceEntry:
    """A line by what it is: chapter, heading, article, number, supplement, schedule, form, contents, notes, record, plain, table.

    `written` is its number as it stands there, `values` that number with its branches, `unit` the 章 or 節 of a chapter,
    `heading` one that stands in the line of its article, `frame` the brackets of a heading, `last` the last article of
    第５条から第７条まで　削除, `raw` the line. `taken` says that it has its place in the YAML.
    """

    kind: str
    text: str
    at: int
    written: str = ""
    values: tuple[int, ...] = ()
    mark: Mark | None = None
    unit: str = ""
    table: SourceTable | None = None
    raw: str = ""
    heading: str = ""
    frame: tuple[str, str] = ("", "")
    is_inline: bool = False
    last: int = 0
    goes_on: bool = False
    after_blank: bool = False
    taken: bool = False
    in_schedule: bool = False
    is_verbatim: bool = False


def entries_of(source: Source) -> list[SourceEntry]:
    """The entries of a source in order."""
    found: list[SourceEntry] = []
    blank = in_schedule = False
    for block in _parted(source.blocks):
        if isinstance(block, SourceTable):
            found.append(SourceEntry("table", "", block.at, table=block))
            continue
        if not block.text.strip(_SPACES):
            blank = True
            continue
        for entry in _read(block, found):
            entry.after_blank, entry.raw, entry.text = blank, block.text, entry.text.replace("\t", "　")
            in_schedule = entry.kind == "schedule" or (in_schedule and entry.kind != "supplement")
            entry.in_schedule = in_schedule
            if found and not in_schedule and _continues(entry, found[-1], block):
                found[-1].text = _join(found[-1].text, block.text.strip(_SPACES))
            else:
                found.append(entry)
            found[-1].goes_on = block.is_full
        blank = False
    return found


def _parted(blocks: Sequence[WrittenLine | SourceTable]) -> Iterator[WrittenLine | SourceTable]:
    """The blocks; where no gap follows the numbers of articles (第１条この規則は), one is put behind those of 項 (２委員は)."""
    lines = [block.text.strip(_SPACES) for block in blocks if not isinstance(block, SourceTable)]
    articles = [found for line in lines if (found := _ARTICLE.match(line))]
    closed = [found for found in articles if re.match("[ぁ-んァ-ヶ一-龠々]", found.string[found.end() :])]
    for block in blocks:
        if len(closed) * 2 > len(articles) and not isinstance(block, SourceTable):
            yield replace(block, text=_CLOSED_PARAGRAPH.sub(r"\1　", block.text))
        else:
            yield block


def _join(text: str, more: str) -> str:
    between = " " if text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii() and more[:1].isalpha() else ""
    return text + between + more


def is_ended(text: str) -> bool:
    """Whether a sentence ends at the end of a text."""
    return text.endswith(_END_OF_SENTENCE)


def _continues(entry: SourceEntry, before: SourceEntry, line: WrittenLine) -> bool:
    """Whether a line is the rest of the entry before it."""
    if (
        line.numbered
        or entry.kind not in {"plain", "number", "heading"}
        or before.kind not in {"article", "number", "plain", "notes"}
    ):
        return False
    if before.text and depth(before.text) > 0 and not is_ended(before.text) and (before.goes_on or not entry.after_blank):
        return True
    if entry.kind != "plain" or not before.text:
        return False
    if before.goes_on:
        return True
    is_heading = before.kind != "plain" and "、" not in before.text
    return before.kind != "notes" and not is_heading and _is_broken(before) and not entry.after_blank


def _is_broken(before: SourceEntry) -> bool:
    """Whether what stands in a line is a sentence without its end."""
    is_item = before.kind == "number" and (before.mark is None or before.mark.form not in {"１", "１．"})
    return re.search("[、。]", before.text) is not None and not is_item and not is_ended(before.text)


def _read(line: WrittenLine, found: list[SourceEntry]) -> Iterator[SourceEntry]:
    """The entries that a line is: its own, and that of a heading that stands in the same line as its article."""
    text, at = line.text.strip(_SPACES), line.at
    before = found[-1] if found else None
    article = _article(text, before, found)
    if article is not None:
        end = article.end()
        rest = text[end:].strip(_SPACES)
        inside = _INLINE_HEADING.match(rest)
        if inside:
            rest = rest[inside.end() :]
        mark = mark_of(rest)
        number = mark if mark is not None and mark.form == "１" and mark.values == (1,) else None  # 第５条　１　…
        entry = SourceEntry(
            "article", "" if number else rest, at, text[:end].strip(_SPACES), values_of(article[1], article[2]), unit="条"
        )
        if inside:
            entry.heading, entry.is_inline, entry.frame = inside[1], True, _frame(inside[0].strip(_SPACES))
        yield entry
        if number is not None:
            yield _other(rest, line, entry)
        return
    if deleted := _DELETED.fullmatch(text):
        values = values_of(deleted[1])
        word = "".join(deleted["word"].split())
        yield SourceEntry("article", word, at, text[: deleted.start("gap")], values, unit="条", last=values_of(deleted[2])[0])
        return
    if together := _SUPPLEMENT_AND_TEXT.fullmatch(text):
        yield SourceEntry("supplement", "", at, text)
        yield SourceEntry("plain", together["text"], at)
        return
    before_article = re.match(rf"[（(]([^（）()]{{1,30}})[）)][ 　\t]*(?=第{GAP}{NUMBER}{GAP}条)", text)
    if before_article and _article(text[before_article.end() :], None, found):
        yield SourceEntry("heading", before_article[1], at, frame=("（", "）"))
        yield from _read(type(line)(text[before_article.end() :], at, line.numbered, line.is_full), found)
        return
    yield _other(text, line, before)


def _article(text: str, before: SourceEntry | None, found: list[SourceEntry]) -> re.Match[str] | None:
    """The number that an article begins with; `第３条の規定…`, at the head of a line that was broken there, begins none."""
    match = _ARTICLE.match(text)
    if match is None:
        return None
    if _AFTER_ARTICLE.match(text, match.end()) and text[match.end() :].strip(_SPACES):
        return match if before is None or not before.goes_on or is_ended(before.text) or before.kind != "article" else None
    if match.end() == len(text):
        return match
    last = next((each.values[0] for each in reversed(found) if each.kind == "article"), 0)
    is_next = values_of(match[1], match[2])[0] in {last, last + 1}
    ended = before is None or before.kind in {"heading", "chapter", "table"} or is_ended(before.text) or before.kind == "number"
    return match if is_next and ended and not _NO_HEAD.match(text, match.end()) else None


def _other(text: str, line: WrittenLine, before: SourceEntry | None) -> SourceEntry:
    at = line.at
    if supplement := _SUPPLEMENT.fullmatch(text):
        label = (supplement["label"] or "").strip("（）() 　")
        return SourceEntry("supplement", label, at, text, heading=supplement["extract"] or "")
    short = "。" not in text and (before is None or not before.goes_on or is_ended(before.text) or before.kind == "number")
    title = _title(text, at) if short else None
    if title is not None:
        return title
    if notes := _NOTES.fullmatch(text):
        return SourceEntry("notes", (notes["rest"] or "").strip(), at)
    mark = mark_of(text) if before is not None or text[0] not in "○〇◯" else None
    if mark is not None:
        return SourceEntry("number", text[len(mark.written) :].strip(_SPACES), at, mark.written.strip(_SPACES), mark.values, mark)
    heading = _HEADING.fullmatch(text)
    if heading and short and depth(heading["name"]) == 0:
        return SourceEntry("record" if _RECORD.match(heading["name"]) else "heading", heading["name"], at, frame=_frame(text))
    return SourceEntry("plain", text, at)


def _frame(text: str) -> tuple[str, str]:
    """The brackets that a heading stands in, in full width where there are such."""
    full = {"(": "（", ")": "）"}
    return full.get(text[0], text[0]), full.get(text[-1], text[-1])


def _title(text: str, at: int) -> SourceEntry | None:
    """A line that is the title of what comes: of the contents, of a chapter, a 別表 or a 様式."""
    chapter = _CHAPTER.fullmatch(text)
    if chapter is not None and not chapter["gap"] and _is_no_chapter(chapter):
        chapter = None
    if _CONTENTS.fullmatch(text) or (chapter is not None and _LISTED_ARTICLES.search(text)):
        return SourceEntry("contents", text, at)
    if chapter is not None:
        number, values = text[: chapter.start("gap")], values_of(chapter[1], chapter[4])
        return SourceEntry("chapter", chapter["name"].strip(_SPACES), at, number, values, unit=chapter[3])
    schedule = _SCHEDULE.fullmatch(text)
    if schedule is not None:
        number = schedule["number"] or ""
        return SourceEntry("schedule", schedule["rest"].strip(_SPACES), at, "別表" + number, _numbers(number))
    return SourceEntry("form", text, at) if _FORM.fullmatch(text) else None


def _is_no_chapter(found: re.Match[str]) -> bool:
    """Whether what begins like a chapter, with no gap after the 章, is a sentence (第１章の規定は) or a heading (第１　目的)."""
    name = found["name"]
    return _NO_HEAD.match(name or "の") is not None or found["inner"] != "" or found[3] == "目"


def _numbers(number: str) -> tuple[int, ...]:
    found = re.search(rf"({NUMBER})({BRANCHES})$", number)
    return values_of(found[1], found[2]) if found else ()
