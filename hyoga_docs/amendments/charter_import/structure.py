"""From entries to the structure of a 要綱: title, chapters, articles or numbered sections, 附則, 別表."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.articles import ArticleReader
from hyoga_docs.amendments.charter_import.entries import is_ended
from hyoga_docs.amendments.charter_import.model import CONTENTS, FORM, HEAD, IN_FORM, RECORD, TITLE_MARK, ReadCharter
from hyoga_docs.amendments.charter_import.numbered import NumberedReader
from hyoga_docs.amendments.charter_import.schedules import ScheduleReader
from hyoga_docs.amendments.charter_import.supplements import SupplementReader

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.entries import SourceEntry

_TITLE = re.compile(
    r"(?:要綱|要領|要項|規則|規約|規程|条例|会則|定款|細則|基準|規定|申合せ|要綱等|について)(?:[（(].{1,12}[）)])?$"
)
_STATUSES = ("案", "素案", "改正案", "原案", "修正案", "未定稿")
_STATUS = re.compile(rf"[（(][ 　]*(?P<status>{'|'.join(_STATUSES)})[ 　]*[）)]$")
_BESIDE = re.compile(r"資料|参考|別[紙添]|議案|第.{1,3}号")
_SHORTEST_HALF = 6
_ENACTED = re.compile(r"年.*月.*日|第.*号|制定|改正|施行|決裁|^[○〇]")
_LONGEST_HEADING = 20
#: Entries that no reader takes, by what is said of them.
_REMARKS = {"record": RECORD, "contents": CONTENTS, "form": FORM}
_Reader = ArticleReader | NumberedReader | SupplementReader | ScheduleReader


def read_structure(entries: list[SourceEntry]) -> ReadCharter:
    """The structure of a 要綱; what is in no part of it stands in its remarks."""
    if not any(entry.kind == "article" for entry in entries):
        _take_numbers_as_articles(entries)
    _take_bullets_as_headings(entries)
    is_articles = any(entry.kind == "article" for entry in entries)
    charter = ReadCharter("articles" if is_articles else "numbers", entries=entries)
    start = _first(entries, is_articles=is_articles)
    _read_head(charter, entries[:start])
    reader: _Reader | None = ArticleReader(charter) if is_articles else NumberedReader(charter)
    for entry, after in zip(entries[start:], [*entries[start + 1 :], None], strict=False):
        if entry.kind == "form" and after is not None and after.kind == "article":
            entry.kind, entry.frame, entry.text = "heading", ("（", "）"), entry.text.strip("（）()")
        if entry.kind in _REMARKS or (reader is None and entry.kind not in {"supplement", "schedule"}):
            charter.remarks.append((_REMARKS.get(entry.kind, IN_FORM), entry))
            reader = None if entry.kind == "form" else reader
            continue
        if entry.kind == "supplement":
            reader = SupplementReader(charter, entry)
            continue
        if entry.kind == "schedule" or (entry.kind == "table" and not _stands_within(reader)):
            reader = ScheduleReader(charter, entry)
        if reader is not None and entry.kind != "schedule":
            entry.taken = True
            reader.take(entry, after)
    return charter


def _stands_within(reader: _Reader | None) -> bool:
    """Whether a table is one of a 別表, or stands under an article that has begun."""
    return isinstance(reader, ScheduleReader) or (isinstance(reader, ArticleReader | NumberedReader) and reader.has_begun)


def _take_numbers_as_articles(entries: list[SourceEntry]) -> None:
    """Numbers (第１, １) under headings that stand above them are those of articles that are not called so."""
    end = next((index for index, entry in enumerate(entries) if entry.kind == "supplement"), len(entries))
    numbers = [(entry, before) for before, entry in pairwise(entries[:end]) if entry.kind == "number"]
    form = numbers[0][0].mark.form if numbers and numbers[0][0].mark else ""
    tops = [(entry, before) for entry, before in numbers if entry.mark and entry.mark.form == form]
    if form in {"第１", "１"} and sum(before.kind == "heading" for _, before in tops) * 2 > len(tops):
        for entry, _ in tops:
            entry.kind, entry.mark = "article", None


def _take_bullets_as_headings(entries: list[SourceEntry]) -> None:
    """Lines such as ○目的 are headings where one stands above most articles."""
    pairs = [(before, entry) for before, entry in pairwise(entries) if entry.kind == "article"]
    marked = [before for before, _ in pairs if before.mark is not None and before.mark.form == "・" and not is_ended(before.text)]
    if len(marked) * 2 > len(pairs):
        for entry in marked:
            entry.kind, entry.frame, entry.mark = "heading", (entry.written, ""), None


def _first(entries: list[SourceEntry], *, is_articles: bool) -> int:
    """Where the text begins, behind title, dates and contents."""
    kinds = {"article"} if is_articles else {"number"}
    at = next((index for index, entry in enumerate(entries) if entry.kind in kinds), len(entries))
    if not is_articles:
        return at - 1 if at and entries[at - 1].kind == "heading" and not _is_enacted(entries[at - 1]) else at
    while at and (
        (entries[at - 1].kind in {"heading", "chapter"} and not _is_enacted(entries[at - 1]))
        or (
            entries[at - 1].kind == "plain"
            and at > 1
            and not is_ended(entries[at - 1].text)
            and len(entries[at - 1].text) <= _LONGEST_HEADING
            and not _TITLE.search(entries[at - 1].text)
            and not _is_enacted(entries[at - 1])
        )
    ):
        at -= 1
    return at


def _is_enacted(entry: SourceEntry) -> bool:
    return entry.kind in {"heading", "plain"} and _ENACTED.search(entry.text) is not None


def _read_head(charter: ReadCharter, entries: list[SourceEntry]) -> None:
    """Title and what stands around it."""
    words = [entry for entry in entries if entry.kind == "plain"]
    title = next((entry for entry in words if _TITLE.search(_closed_up(entry.text))), None)
    title = title or next((entry for entry in words if not _is_enacted(entry)), None)
    if title is None:
        charter.title = "（題名）"
        charter.doubts.append("題名が見つかりません。")
    seen = False
    charter.contents = charter.form == "articles" and any(_lists_articles(entry) for entry in entries)
    for entry, after in zip(entries, [*entries[1:], None], strict=False):
        if entry is title or (after is title is not None and not title.after_blank and _is_first_half(entry)):
            charter.doubts += [] if entry is title else [f"「{entry.text}」は、題名の一行目と見ました。"]
            _read_title(charter, entry)
            seen = entry is title
        elif entry.kind == "heading" and entry.text in _STATUSES:
            charter.status, entry.taken = entry.text, True
        elif seen and entry.kind == "plain" and is_ended(entry.text):
            entry.taken = True
            charter.preamble.append(entry)
        elif seen and _is_enacted(entry):
            entry.taken = entry.is_verbatim = True
            charter.history.append(entry)
        else:
            of_contents = entry.kind in {"contents", "chapter", "supplement"} or entry.text == "前文"
            entry.taken = entry.is_verbatim = of_contents and charter.contents
            if not entry.taken:
                charter.remarks.append((CONTENTS if of_contents else HEAD, entry))


def _lists_articles(entry: SourceEntry) -> bool:
    """Whether a line of the 目次 names the articles of its chapter, as ours does."""
    return entry.kind == "contents" and entry.text.endswith(("）", ")"))


def _is_first_half(entry: SourceEntry) -> bool:
    """Whether a line above the title is the first half of it."""
    return entry.kind == "plain" and len(entry.text) >= _SHORTEST_HALF and not _is_enacted(entry) and not _BESIDE.match(entry.text)


def _closed_up(title: str) -> str:
    """A title without the spaces that part each of its letters."""
    return "".join(title.split()) if re.fullmatch(r"(?:\S[ 　]+)+\S", title) else title


def _read_title(charter: ReadCharter, entry: SourceEntry) -> None:
    entry.taken = True
    text = _closed_up(entry.text.strip(" 　"))
    if re.match(r"[○〇◯](?![○〇◯])", text):  # as collections of ordinances mark each of them
        text = text[1:].strip(" 　")
        charter.remarks.append((TITLE_MARK, entry))
    if status := _STATUS.search(text):
        charter.status, text = status["status"], text[: status.start()]
    charter.title, charter.title_at = charter.title + text.strip(" 　"), entry.at
    entry.text = text.strip(" 　") + (f"（{charter.status}）" if status else "")
