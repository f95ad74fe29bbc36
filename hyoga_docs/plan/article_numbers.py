"""The numbers of a charter in articles: 第３条の２, ２, （１）, ア, and where each stands: 第３条の２第２項第１号ア."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.japanese.numerals import bare_number, kanji_number, mark_of, marked, number
from hyoga_docs.plan.branch_numbers import BranchNumbers
from hyoga_docs.spec.number_marks import FIRST

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.provision import Provision
    from hyoga_docs.spec.style import Style
    from hyoga_docs.spec.yaml.reader import Path_

_CHAPTERS = "章節款目"


@dataclass(frozen=True)
class Step:
    """One step of an address. `order` is its place among those of its kind there, by which 前条 and 次項 are known."""

    kind: str
    words: str
    order: int


@dataclass(frozen=True)
class Address:
    """Where a provision stands: the 章 and 節 around it, and from its article down. Of a 章 itself `steps` is empty."""

    steps: tuple[Step, ...]
    chapters: tuple[Step, ...] = ()

    @property
    def words(self) -> str:
        """第３条第２項第１号, or 第２章第１節."""
        return "".join(step.words for step in self.steps or self.chapters)

    def under(self, *steps: Step) -> Address:
        """What stands in it."""
        return Address((*self.steps, *steps), self.chapters)


@dataclass(frozen=True)
class NumberedProvision:
    """A provision with its number as it is printed in front of it; that of the first 項 of an article is empty.

    `kind` is chapter, article, paragraph or item; `level` counts from 1 within its kind.
    """

    provision: Provision
    kind: str
    level: int
    number: str
    address: Address
    path: Path_


@dataclass
class ArticleNumbering:
    """Numbers every provision that is printed on a day, in the order of printing; articles count on through the chapters."""

    style: Style
    day: dt.date
    _articles: BranchNumbers = field(default_factory=BranchNumbers)

    def number(self, sections: Sequence[Provision], path: Path_) -> Iterator[NumberedProvision]:
        """Chapters and articles with all that is in them."""
        yield from self._sections(sections, path, ())

    def supplement(self, paragraphs: Sequence[tuple[Path_, Provision]], around: Address) -> Iterator[NumberedProvision]:
        """The 項 of a 附則, each with where it is written; all of several have numbers."""
        yield from self._paragraphs(paragraphs, around, first=1)

    def _paragraphs(
        self, paragraphs: Sequence[tuple[Path_, Provision]], around: Address, *, first: int
    ) -> Iterator[NumberedProvision]:
        """The 項 of one article or 附則, numbers printed from that of the `first`; one that is alone is its article."""
        held = [(path, each) for path, each in paragraphs if each.holds(self.day)]
        alone = len(held) == 1
        for count, (path, paragraph) in enumerate(held, 1):
            address = around if alone else around.under(Step("項", f"第{self._say(count)}項", count))
            shown = self._paragraph(count) if not alone and count >= first else ""
            yield NumberedProvision(paragraph, "paragraph", 1, shown, address, path)
            yield from self._items(paragraph.items, (*path, "items"), 1, address)

    def _sections(self, sections: Sequence[Provision], path: Path_, around: tuple[Step, ...]) -> Iterator[NumberedProvision]:
        chapters = BranchNumbers()
        for index, each in enumerate(sections):
            here = (*path, index)
            if not each.holds(self.day):
                continue
            if each.sections:
                kind = _CHAPTERS[min(len(around), len(_CHAPTERS) - 1)]
                words = self._named(chapters.next(each.branch), kind)
                chain = (*around, Step(kind, words, chapters.order))
                yield NumberedProvision(each, "chapter", len(chain), words, Address((), chain), here)
                yield from self._sections(each.sections, (*here, "sections"), chain)
                continue
            words = self._named(self._articles.next(each.branch), "条")
            address = Address((Step("条", words, self._articles.order),), around)
            yield NumberedProvision(each, "article", 1, words, address, here)
            paragraphs = [((*here, "paragraphs", number), paragraph) for number, paragraph in enumerate(each.paragraphs)]
            yield from self._paragraphs(
                paragraphs, address, first=1 if (self.style.paragraph_number or "").startswith(FIRST) else 2
            )
            yield from self._items(each.items, (*here, "items"), 1, address)

    def _items(self, items: Sequence[Provision], path: Path_, level: int, around: Address) -> Iterator[NumberedProvision]:
        count = BranchNumbers()
        order = self.style.article_numbers
        mark = mark_of(order, level - 1)
        for index, each in enumerate(items):
            if not each.holds(self.day):
                continue
            first, *branches = count.next(each.branch)
            ending = "".join(f"の{self._say(branch)}" for branch in branches)
            shown = marked(first, mark, self.style.digits) + ending
            kind, words = ("号", f"第{self._say(first)}号{ending}") if level == 1 else ("細目", bare_number(shown))
            address = around.under(Step(kind, words, count.order))
            yield NumberedProvision(each, "item", level, shown, address, (*path, index))
            yield from self._items(each.items, (*path, index, "items"), level + 1, address)

    def _named(self, parts: tuple[int, ...], kind: str) -> str:
        """第３条の２; the articles of some houses are 第３の２, or 3の2."""
        example = self.style.article_number
        first = f"第{self._say(parts[0])}{kind}"
        if kind == "条" and not example.endswith(kind):
            first = first.removesuffix(kind) if example.startswith("第") else self._say(parts[0])
        return first + "".join(f"の{self._say(part)}" for part in parts[1:])

    def _paragraph(self, count: int) -> str:
        mark = (self.style.paragraph_number or "").removeprefix(FIRST)
        return marked(count, mark, self.style.digits) if mark else number(count, self.style.digits)

    def _say(self, value: int) -> str:
        return kanji_number(value) if self.style.article_number == "第一条" else number(value, self.style.digits)
