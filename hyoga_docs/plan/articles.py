"""The lines of a charter in articles: （見出し） above, 第１条 with its sentences, 項, 号, and the 項 of its 附則."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.plan.printed_charter import CharterLine
from hyoga_docs.plan.rich_text import Anchor, plain_text
from hyoga_docs.spec.style import HEADING
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.article_numbers import NumberedProvision
    from hyoga_docs.plan.charter_references import References
    from hyoga_docs.plan.printed_charter import Edition
    from hyoga_docs.plan.rich_text import Text
    from hyoga_docs.spec.provision import Provision

_GAP = "　"
#: What stands in the place of a provision that was taken out, or that is not shown, so that those after it keep their numbers.
_DELETED = ("削除", "略")
_SENTENCES = ("text", "latter", "proviso")


def anchors(numbered: Sequence[NumberedProvision]) -> dict[str, str]:
    """Of each id the name that its link leads to: the first 項 is printed with its article, and the article may have one, too."""
    found = {each.provision.id: each.provision.id for each in numbered if each.provision.id}
    for article, first in pairwise(numbered):
        if _is_first_paragraph(article, first) and article.provision.id and first.provision.id:
            found[first.provision.id] = article.provision.id
    return found


def _is_first_paragraph(article: NumberedProvision, first: NumberedProvision) -> bool:
    return article.kind == "article" and first.kind == "paragraph"


@dataclass(frozen=True)
class ArticlePrinter:
    """Prints numbered provisions as they stand on the edition's day; `effective` is the day that a 附則 speaks of."""

    edition: Edition
    references: References
    effective: str | None = None

    def lines(self, numbered: Sequence[NumberedProvision]) -> tuple[CharterLine, ...]:
        """Every line in order; provisions in a row that were taken out stand in one: 第５条から第７条まで　削除."""
        made: list[CharterLine] = []
        before: NumberedProvision | None = None
        for each, after in zip(numbered, [*numbered[1:], None], strict=True):
            if before is not None and _is_first_paragraph(before, each):
                before = each
                continue
            first = after if after is not None and _is_first_paragraph(each, after) else None
            made += self._provision(each, first)
            before = each
        return tuple(_joined_deletions(made))

    def _provision(self, each: NumberedProvision, first: NumberedProvision | None) -> Iterator[CharterLine]:
        """The line of a provision, an article with its first 項, with its heading above."""
        provision, style = each.provision, self.edition.style
        heading = self._heading(provision, each)
        if each.kind == "chapter":
            mark = self._number(each, provision.id, _GAP)
            yield CharterLine("chapter", each.level, mark, heading, each.path, provision.id or "", each.address.words)
            return
        gap = _GAP
        before, _, behind = style.article_heading.partition(HEADING)
        inline = before.startswith("第１条") and each.kind == "article"
        before = before.removeprefix("第１条")
        name = provision.id or (first.provision.id if first is not None else None)
        if heading and not inline:
            depth = 2 if each.kind == "paragraph" else len(each.address.chapters) + 1  # below 附　則, or its chapter
            yield CharterLine("caption", depth, (), (before, *heading, behind), (*each.path, "heading"))
        if each.kind == "item" and each.number.endswith(("）", ")")) and not style.item_gap:
            gap = ""
        number = self._number(each, name, gap)
        if heading and inline:
            number = (*self._number(each, name, ""), before, *heading, behind, gap)
        if first is not None and first.number:
            number = (*number, first.number, "" if first.number[-1].isspace() else gap)
        spoken = first or each
        text = self._sentences(spoken)
        where, called = (first.path, first.provision.id or "") if first is not None else ((), "")
        yield CharterLine(each.kind, each.level, number, text, each.path, provision.id or "", each.address.words, where, called)
        yield from self._below(spoken)

    def _below(self, each: NumberedProvision) -> Iterator[CharterLine]:
        """The paragraphs without numbers that stand under a sentence, one level below it: 号 are one level below their 項."""
        level = each.level + 1 if each.kind == "item" else 1
        for kind, key, mark in (("body", "body", ()), ("bullet", "bullets", (self.edition.style.bullet,))):
            for index, phrase in enumerate(getattr(each.provision, key)):
                if phrase.holds(self.edition.day):
                    path = (*each.path, key, index)
                    words = self.references.sentences([(phrase.text, (*path, "text"))], each.address, self.effective)[0]
                    yield CharterLine(kind, level, mark, words, path)

    def _number(self, each: NumberedProvision, name: str | None, gap: str) -> Text:
        if not each.number:
            return (Anchor(name, ""),) if name else ()
        return (Anchor(name, each.number) if name else each.number, "" if each.number[-1].isspace() else gap)

    def _heading(self, provision: Provision, each: NumberedProvision) -> Text:
        words = (text_on(provision.heading, self.edition.day) or "").strip()
        if each.kind != "chapter" and words[:1] in ("（", "(") and words[-1:] in ("）", ")"):
            words = words[1:-1]
        return self.references.sentences([(words, (*each.path, "heading"))], each.address, self.effective)[0]

    def _sentences(self, each: NumberedProvision) -> Text:
        """The text with its 後段 and its ただし書, whose references may lean on each other."""
        day = self.edition.day
        written = [(text, (*each.path, key)) for key in _SENTENCES if (text := text_on(getattr(each.provision, key), day))]
        made = self.references.sentences(written, each.address, self.effective)
        return tuple(part for sentence in made for part in sentence)


def contents(numbered: Sequence[NumberedProvision], day: dt.date, supplement: str, *, preamble: bool) -> Iterator[CharterLine]:
    """The 目次: 前文, each 章 and 節, the lowest of them with the articles in it, and 附則."""
    yield CharterLine("contents", 1, (), ("目次",))
    if preamble:
        yield CharterLine("contents", 2, (), ("前文",))
    for chapter in (each for each in numbered if each.kind == "chapter"):
        inside = [each for each in numbered if each.kind == "article" and each.address.chapters == chapter.address.chapters]
        names = [each.number for each in inside]
        joined = names[0] + ("・" if len(names) == 2 else "―") + names[-1] if len(names) > 1 else "".join(names)
        title = text_on(chapter.provision.heading, day) or ""
        said = f"{chapter.number}{_GAP}{title}" + (f"（{joined}）" if joined else "")
        yield CharterLine("contents", chapter.level + 1, (), (said,), chapter.path)
    if supplement:
        yield CharterLine("contents", 2, (), (supplement,))


def _joined_deletions(lines: Sequence[CharterLine]) -> list[CharterLine]:
    """The lines with those in a row that say 削除 or 略 joined to one; one between that others refer to stays by itself."""
    made: list[CharterLine] = []
    run: list[CharterLine] = []
    for line in [*lines, None]:
        goes_on = line is not None and _is_deleted(line) and (not run or _alike(line, run[0]))
        if run and not goes_on:
            made += _as_one(run)
            run = []
        if line is not None and _is_deleted(line):
            run.append(line)
        elif line is not None:
            made.append(line)
    return made


def _is_deleted(line: CharterLine) -> bool:
    return line.kind in {"article", "item"} and plain_text(line.text) in _DELETED


def _alike(line: CharterLine, other: CharterLine) -> bool:
    return (line.kind, line.level, line.text) == (other.kind, other.level, other.text)


def _as_one(run: Sequence[CharterLine]) -> Sequence[CharterLine]:
    if len(run) == 1 or any(line.id for line in run[1:-1]):
        return run
    first, last = run[0], run[-1]
    numbers = [tuple(part for part in line.number if part != _GAP) for line in (first, last)]
    join, end = ("及び", "") if len(run) == 2 else ("から", "まで")
    return [CharterLine(first.kind, first.level, (*numbers[0], join, *numbers[1], end, _GAP), first.text, first.path, first.id)]
