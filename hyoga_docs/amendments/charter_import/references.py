"""References as `<id>`: each is tried in print, and kept only where the print is as the words were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.ids import Ids
from hyoga_docs.amendments.charter_import.model import ReadProvision
from hyoga_docs.amendments.charter_import.reference_finder import Here, ReferenceFinder
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.plan.rich_text import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadSchedule
    from hyoga_docs.amendments.charter_import.reference_finder import Reference
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.spec.yaml.reader import Path_

#: How a reference can be asked for, the plainest first; and one that is 同条 or 同項.
_WAYS, _WAYS_OF_SAME = ("", ":relative", ":full"), ("", ":same")
_SENTENCES = ("text", "latter", "proviso")


@dataclass
class _Referring:
    """A text with references: a key of a part, or one of its `body`."""

    part: ReadProvision
    key: str
    index: int | None
    text: str
    found: list[Reference] = field(default_factory=list)

    @property
    def line(self) -> Path_:
        """The path of the line that it is printed in."""
        path = self.part.path
        if self.index is not None:
            return (*path, self.key, self.index)
        is_first = path[-2:] == ("paragraphs", 0) and path[:1] == ("sections",)
        return path[:-2] if is_first else path

    def write(self, ids: Ids) -> None:
        """Puts the text into its part, with what is kept of its references."""
        text, end = "", 0
        for each in self.found:
            if each.kept:
                text += self.text[end : each.start] + f"<{ids.of(each.target, each.around)}{_ways(each)[each.way]}>"
                end = each.end
        text += self.text[end:]
        if self.index is None:
            setattr(self.part, self.key, text)
        else:
            self.part.body[self.index] = text


def link_references(charter: ReadCharter, printed: Callable[[], PrintedCharter]) -> None:
    """Writes references as `<id>`. `printed` prints the charter as it stands."""
    ids = Ids(charter)
    ids.name_known_headings()
    finder = ReferenceFinder(charter)
    places = [place for place in _places(charter, finder) if place.found]
    related = list(_name_schedules(charter, ids, finder))
    changed = True
    while changed:  # each time one goes on to its next way or is given up
        for place in places:
            place.write(ids)
        changed = bool(places) and _tried(places, printed())
    ids.keep_only([*(each.target for place in places for each in place.found if each.kept), *related])


def _ways(reference: Reference) -> tuple[str, ...]:
    return _WAYS_OF_SAME if reference.words.startswith("同") else _WAYS


def _places(charter: ReadCharter, finder: ReferenceFinder) -> Iterator[_Referring]:
    if charter.form == "numbers":
        for part in charter.provisions():
            for key, index, text in _texts(part):
                yield _Referring(part, key, index, text, list(finder.numbered(text)))
        return
    for article in charter.provisions():
        if article.kind == "article":
            yield from _of_article(article, finder)
    for supplement in charter.supplements[:1]:  # those of amendments speak of the text as it was then
        yield from _of_article(ReadProvision(kind="supplement", at=0, paragraphs=supplement.paragraphs), finder)


def _of_article(article: ReadProvision, finder: ReferenceFinder) -> Iterator[_Referring]:
    for paragraph in article.paragraphs or [article]:
        here = Here(article, paragraph if paragraph is not article else None)
        yield from _of_part(paragraph, here, finder)
        for item in paragraph.items:
            for each in item.with_children():
                yield from _of_part(each, Here(here.article, here.paragraph, item), finder)


def _of_part(part: ReadProvision, here: Here, finder: ReferenceFinder) -> Iterator[_Referring]:
    for key in _SENTENCES:
        if text := getattr(part, key):
            yield _Referring(part, key, None, text, list(finder.find(text, here)))
    part.doubts += [f"「{words}」がこの文書にありません。" for words in finder.missing]
    finder.missing.clear()


def _texts(part: ReadProvision) -> Iterator[tuple[str, int | None, str]]:
    if part.text:
        yield "text", None, part.text
    for index, text in enumerate(part.body):
        yield "body", index, text


def _name_schedules(charter: ReadCharter, ids: Ids, finder: ReferenceFinder) -> Iterator[ReadProvision | ReadSchedule]:
    """Names each 別表, and the provisions that it belongs to, which it gives."""
    here = Here(next(part for part in charter.provisions() if part.kind != "chapter"))
    for schedule in charter.schedules:
        ids.of(schedule)
        words = schedule.relation.removesuffix("関係")
        found = list(finder.find(words, here)) if charter.form == "articles" else list(finder.numbered(words))
        finder.missing.clear()
        schedule.provisions = [ids.of(each.target, each.around) for each in found]
        if words and "、".join(each.words for each in found) != words:
            schedule.doubts.append(f"（{schedule.relation}）を、この文書の条の並びとして読めません。")
        yield from (each.target for each in found)


def _tried(places: list[_Referring], printed: PrintedCharter) -> bool:
    """Whether a reference is printed otherwise than it was; each of those is asked for in the next way, or given up."""
    lines = [*printed.lines, *(line for supplement in printed.supplements for line in supplement.lines)]
    links = {line.path: [part.text for part in line.text if isinstance(part, Link)] for line in lines}
    changed = False
    for line in {place.line for place in places}:
        kept = [each for place in places if place.line == line for each in place.found if each.kept]
        words = links.get(line, [])
        for index, each in enumerate(kept):
            if len(words) == len(kept) and unbroken(words[index]) == unbroken(each.words):
                continue
            changed = True
            if len(words) != len(kept) or each.way + 1 == len(_ways(each)):
                each.kept = False
            else:
                each.way += 1
    return changed
