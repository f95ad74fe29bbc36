"""One title in all its places: the list, the agenda, the cover, the paper's own heading (`HD25x`)."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from hyoga_docs.check.labels import listed
from hyoga_docs.check.told import Spoken, tell
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.agenda import flat
from hyoga_docs.plan.writing import Kind
from hyoga_docs.problem import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.house import House
    from hyoga_docs.plan.writing import Passage, Writing

_ITEM = re.compile(r"^[ 　]*(?:[（(][0-9０-９]{1,2}[）)]|[①-⑳]|[○◯〇●・◎])[ 　]*(?P<title>[^【】。]{6,60}?)[ 　]*(?:【.*)?$")
_AGENDA = re.compile(r"次[ 　]*第|議[ 　]*題|議[ 　]*事|配[付布][ 　]*資[ 　]*料|参考資料")
_BEFORE = re.compile(r"^[ 　○◯〇●・◎■□◆◇※（(【]*(?:(?:資料|参考資料|別紙|別添|議題|議案)?[ 　]*(?:No|Ｎｏ|№)?[.．]?[0-9０-９－‐\-]*[）)】]?)[ 　]*")
_FIGURES = re.compile(r"[0-9]+|[一二三四五六七八九十]+")
_ALIKE = 0.82
_LONGEST = 70


def check_titles(writings: Sequence[Writing], house: House) -> list[Problem]:
    """Titles that are nearly, and not quite, those of the list."""
    problems: list[Problem] = []
    for writing in writings:
        if writing.kind is Kind.FILE:
            problems += _alone(writing)
        elif writing.kind is Kind.SUPPLIED and writing.document is not None:
            problems += _own_heading(writing, writing.document.title)
    return [*problems, *_agenda(house)]


def is_slip(one: str, other: str) -> bool:
    """Whether two titles are one, written differently: alike, and not told apart by a number or a （案）."""
    a, b = plain(one), plain(other)
    if a == b or min(len(a), len(b)) < 8:
        return False
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return False
    if _FIGURES.sub("", a) == _FIGURES.sub("", b):
        return False
    for mark in ("(案)", "について", "の件", "(抄)", "(概要)", "案"):
        if a.removesuffix(mark) == b.removesuffix(mark) or a.replace(mark, "") == b.replace(mark, ""):
            return False
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    changed = sum(max(end - start, last - first) for _, start, end, first, last in changes)
    return len(changes) <= 2 and changed <= max(2, min(len(a), len(b)) // 5)


def _alone(writing: Writing) -> Iterator[Problem]:
    """A packet by itself: what its list and its agenda name, against headings that are nearly that."""
    titles: dict[str, Spoken] = {}
    for spoken, _, title in listed(writing):
        at = spoken.passage.text.rindex(title)
        titles[title] = Spoken(writing, spoken.passage, at, at + len(title))
    for passage in _agenda_part(writing):
        if match := _ITEM.match(passage.text):
            titles.setdefault(match["title"], Spoken(writing, passage, *match.span("title")))
    known = {plain(title) for title in titles}
    inside = {spoken.passage for spoken in titles.values()}
    told: set[str] = set()
    for passage in writing.passages:
        if passage in inside or len(passage.text) > _LONGEST or "。" in passage.text:
            continue
        head = _BEFORE.match(passage.text)
        start = head.end() if head else 0
        words = re.sub(r"[ 　]*(?:【.*|[（(]案[）)])$", "", passage.text[start:])
        if plain(words) in known or plain(words) in told:
            continue
        title = next((title for title in titles if is_slip(words, title)), None)
        if title is not None:
            told.add(plain(words))
            message = f"題名が、{titles[title].where}の「{title}」と少し違います（{words}）。"
            spoken = Spoken(writing, passage, start, start + len(words))
            yield tell(spoken, "HD251", Severity.WARNING, message, "どちらかにそろえてください。")


def _agenda_part(writing: Writing) -> list[Passage]:
    """The passages after the words 次第, 議題 or 配付資料, where items are listed."""
    passages = writing.passages
    found: dict[int, Passage] = {}
    for index, passage in enumerate(passages):
        if len(passage.text) <= 20 and _AGENDA.search(passage.text):
            found |= {at: passages[at] for at in range(index + 1, min(index + 25, len(passages)))}
    return list(found.values())


def _own_heading(writing: Writing, title: str) -> Iterator[Problem]:
    """A paper's heading, on its first page, that is nearly the title that the list has."""
    first = writing.passages[0].page if writing.passages else None
    page = [passage for passage in writing.passages[:25] if passage.page == first]
    if any(plain(title) in plain(passage.text) for passage in page):
        return
    for passage in page:
        head = _BEFORE.match(passage.text)
        start = head.end() if head else 0
        if len(passage.text) <= _LONGEST and is_slip(passage.text[start:], title):
            spoken = Spoken(writing, passage, start, len(passage.text))
            message = f"資料の題名「{spoken.text}」が、一覧の「{title}」と少し違います。"
            yield tell(spoken, "HD251", Severity.WARNING, message, "資料か title のどちらかを直してください。")
            return


def _agenda(house: House) -> Iterator[Problem]:
    """Papers whose title is nearly that of the agenda's item that they belong to."""
    if house.plan is None:
        return
    plan = house.plan
    items = {line.title: line.path for line in flat(plan.agenda)}
    listed_titles = {line.title for line in plan.listed}
    for document in plan.documents:
        if document.title in items or document.template in {"agenda", "slides", "handout-list"}:
            continue
        title = next((title for title in items if title not in listed_titles and is_slip(document.title, title)), None)
        if title is not None:
            place: Place = document.place
            message = f"資料の題名「{document.title}」が、次第の「{title}」と少し違います。"
            yield Problem(
                "HD252", Severity.WARNING, message, "どちらかにそろえてください。", place, document.title, document.stem, anchor=place
            )

