"""The printed lines of a charter as a tree that can be amended, and the lines again that the tree prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.house_numbers import CHAPTERS
from hyoga_docs.amendments.amending.instructions import AddressStep, Line, ProvisionAddress, ProvisionSpan, UnclearAddressError
from hyoga_docs.plan.rich_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
    from hyoga_docs.amendments.amending.instructions import Number
    from hyoga_docs.plan.printed_charter import PrintedCharter

_GAP = "　"
_ARTICLE, _PARAGRAPH = 10, 11
#: 第５条から第７条まで　削除: provisions that stand in one line.
_JOINED = re.compile("(?:から|及び)([^　]+?)(?:まで)?　(?:削除|略)")


@dataclass(eq=False)
class AmendableWords:
    """Words of a provision that can be changed."""

    text: str
    kind: str = ""


@dataclass(eq=False)
class AmendableProvision:
    """A provision with all that stands under it. A 条 has its 項 under it, even where it has but one.

    `line` is the kind of its printed line, `kind` and `level` are those of an `AddressStep`. One whose `number` is empty cannot
    be addressed: its mark is part of its words. `shares_caption` says that its 見出し is that of the next ones, too. `joined`
    begins a line that stands for several, `through` is the last of them.
    """

    kind: str
    level: int
    line: str
    number: Number = ()
    caption: AmendableWords | None = None
    shares_caption: bool = False
    words: AmendableWords = field(default_factory=lambda: AmendableWords(""))
    paragraphs: list[AmendableWords] = field(default_factory=list)
    items: list[AmendableProvision] = field(default_factory=list)
    parent: AmendableProvision | None = None
    joined: str = ""
    through: Number = ()

    @property
    def step(self) -> AddressStep:
        """What it is called where it stands."""
        return AddressStep(self.kind, self.number, self.level)

    @property
    def rank(self) -> int:
        """How deep its kind lies: what is of a higher rank stands under it."""
        return {"条": _ARTICLE, "項": _PARAGRAPH}.get(self.kind, _PARAGRAPH * (self.kind in {"号", "細目"}) + self.level)

    @property
    def main(self) -> AmendableProvision:
        """The 項 of a 条 that has but one, else itself: what has its sentences."""
        return self.items[0] if self.kind == "条" and len(self.items) == 1 else self

    def add(self, child: AmendableProvision, at: int | None = None) -> None:
        """Puts a provision under it, at a place of its items or as the last."""
        child.parent = self
        self.items.insert(len(self.items) if at is None else at, child)

    def walk(self) -> Iterator[AmendableProvision]:
        """Itself and all that stands under it, in the order of printing."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left += reversed(node.items)

    def span(self) -> ProvisionSpan:
        """How it is called where it stands for several. Raises UnclearAddressError."""
        first = self.address()
        last = ProvisionAddress((*first.steps[:-1], AddressStep(self.kind, self.through, self.level))) if self.through else None
        return ProvisionSpan(first, last)

    def address(self) -> ProvisionAddress:
        """How it is called now, from its 条 on or, of a 章, from the outermost. Raises UnclearAddressError."""
        steps: list[AddressStep] = []
        node: AmendableProvision | None = self
        while node is not None and node.kind:
            alone = node.kind == "項" and node.parent is not None and len(node.parent.items) == 1
            if not node.number:
                raise UnclearAddressError(node.words.text)
            if not alone:
                steps.insert(0, node.step)
            if node.kind == "条":
                break
            node = node.parent
        return ProvisionAddress(tuple(steps))


@dataclass(eq=False)
class CharterTree(AmendableProvision):
    """A whole charter: its 目次 and its 前文, and the provisions of its 本則."""

    contents: list[AmendableWords] = field(default_factory=list)
    preamble: list[AmendableWords] = field(default_factory=list)
    contents_levels: list[int] = field(default_factory=list)
    opened: list[AmendableProvision] = field(default_factory=list)

    def chapters_and_articles(self) -> Iterator[AmendableProvision]:
        """The rows of the whole: 章 and 条 in the order of printing, or the first level of a charter in numbers."""
        left = self.items[::-1]
        while left:
            node = left.pop()
            yield node
            if node.kind in CHAPTERS:
                left += reversed(node.items)


def charter_lines(charter: PrintedCharter) -> list[Line]:
    """The lines of a charter with their numbers."""
    return [Line(line.kind, line.level, plain_text(line.number) + plain_text(line.text)) for line in charter.lines]


def tree_of(lines: Sequence[Line], house: HouseNumbers) -> CharterTree:
    """The tree of a charter's lines, or of some provisions of one. `opened` are its provisions in the order of printing."""
    return _CharterTreeBuilder(house).build(lines)


class _CharterTreeBuilder:
    """Puts each line under the provision that is open."""

    def __init__(self, house: HouseNumbers) -> None:
        self.house = house
        self.root = CharterTree("", 0, "")
        self.open: list[AmendableProvision] = [self.root]
        self.caption: AmendableWords | None = None

    def build(self, lines: Sequence[Line]) -> CharterTree:
        for line in lines:
            self._line(line)
        articles = [node for node in self.root.opened if node.kind == "条"]
        for one, other in pairwise(articles):
            alone = other.caption is not None or one.parent is not other.parent or other.main.words.text in {"削除", "略"}
            one.shares_caption = one.caption is not None and not alone
        if self.house.first_paragraph_too:
            for article in self.root.opened:
                if article.kind == "条" and len(article.items) > 1:
                    first = article.items[0].words
                    first.text = first.text[self.house.read("項", 1, first.text)[1] :]
        return self.root

    def _line(self, line: Line) -> None:
        if line.kind == "contents":
            self.root.contents.append(AmendableWords(line.text))
            self.root.contents_levels.append(line.level)
        elif line.kind == "preamble" or (line.kind == "body" and not self.root.opened):
            self.root.preamble.append(AmendableWords(line.text, line.kind))
        elif line.kind == "caption":
            self.caption = AmendableWords(line.text)
        elif line.kind in {"body", "bullet"}:
            mark = self.house.style.bullet if line.kind == "bullet" else ""
            self.open[-1].paragraphs.append(AmendableWords(line.text.removeprefix(mark), line.kind))
        else:
            self._provision(line)

    def _provision(self, line: Line) -> None:
        node = AmendableProvision(*_step_of(line), line.kind)
        node.number, length = self.house.read(node.kind, node.level, line.text)
        rest = line.text[length:]
        joined = _JOINED.match(rest) if node.kind in {"条", "号"} else None
        if joined:
            node.joined = line.text[: length + joined[0].rindex(_GAP) + 1]
            node.through = (
                self.house.read(node.kind, node.level, joined[1] + _GAP)[0] or self.house.read(node.kind, node.level, joined[1])[0]
            )
            rest = line.text[len(node.joined) :]
        node.caption, self.caption = self.caption, None
        if node.kind == "条" and self.house.inline_captions and not joined:
            rest = self._inline(node, line.text, length)
        while self.open[-1] is not self.root and self.open[-1].rank >= node.rank:
            self.open.pop()
        self.open[-1].add(node)
        self.root.opened.append(node)
        self.open.append(node)
        if node.kind == "条":
            first = AmendableProvision("項", 1, "paragraph", (1,), words=AmendableWords(rest))
            node.add(first)
            self.open.append(first)
        else:
            node.words.text = rest
            if node.kind == "項" and not node.number:  # a first 項, which is quoted without its number
                node.number = (1,)

    def _inline(self, node: AmendableProvision, text: str, length: int) -> str:
        """The words behind 第１条（見出し）."""
        after = text[length:].lstrip(_GAP) if text[length - 1 : length] == _GAP else text[length:]
        if text[length - 1 : length] == _GAP or not after.startswith(("（", "(")):
            return text[length:]
        end = _closing(after)
        node.caption = AmendableWords(after[:end])
        return after[end:].removeprefix(_GAP)


def _closing(text: str) -> int:
    """How long the bracket is that a text begins with."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "（(") - (character in "）)")
        if depth == 0:
            return at + 1
    return len(text)


def _step_of(line: Line) -> tuple[str, int]:
    """The kind and the level of a step."""
    if line.kind == "chapter":
        return CHAPTERS[min(line.level, len(CHAPTERS)) - 1], line.level
    if line.kind == "item":
        return ("号" if line.level == 1 else "細目"), line.level
    return {"article": "条", "paragraph": "項"}.get(line.kind, "番号"), line.level


def lines_of(node: AmendableProvision, house: HouseNumbers) -> list[Line]:
    """What a provision prints where it stands, or a whole charter."""
    made: list[Line] = []
    if isinstance(node, CharterTree):
        made += [Line("contents", level, each.text) for level, each in zip(node.contents_levels, node.contents, strict=True)]
        made += [Line(each.kind, 1, each.text) for each in node.preamble]
        return made + [line for each in node.items for line in lines_of(each, house)]
    if node.caption is not None and not (node.kind == "条" and house.inline_captions):
        made.append(Line("caption", 2 if node.kind == "項" else _chapters(node) + 1, node.caption.text))
    made.append(Line(node.line, node.level, _lead(node, house) + _spoken(node).words.text))
    below, level = _spoken(node), node.level + (node.kind in {"号", "細目"})
    bullet = {"bullet": house.style.bullet}
    made += [Line(each.kind, level, bullet.get(each.kind, "") + each.text) for each in below.paragraphs]
    items = [*below.items, *node.items[1:]] if below is not node else node.items
    return made + [line for each in items for line in lines_of(each, house)]


def _spoken(node: AmendableProvision) -> AmendableProvision:
    """What a line says: of a 条 its first 項."""
    return node.items[0] if node.kind == "条" and node.items else node


def _chapters(node: AmendableProvision) -> int:
    parent = node.parent
    return 0 if parent is None or not parent.kind else _chapters(parent) + 1


def _lead(node: AmendableProvision, house: HouseNumbers) -> str:
    """What is printed before the words of a provision."""
    if node.joined:
        return node.joined
    if not node.number:
        return ""
    if node.kind == "項":
        shown = node.parent is None or node.parent.items.index(node) > 0 or node.number != (1,)
        return house.printed(node.step) if shown else ""
    if node.kind != "条":
        return house.printed(node.step)
    inline = node.caption.text if node.caption is not None and house.inline_captions else ""
    number = house.printed(node.step)
    first = house.printed(node.items[0].step) if house.first_paragraph_too and len(node.items) > 1 else ""
    return number.rstrip(_GAP) + inline + _GAP + first
