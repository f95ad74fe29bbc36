"""The provisions of two editions of a charter, matched: where they are written, by id, by what they say, by their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.list_matching import by_likeness, by_place
from hyoga_docs.plan.charter import path_text
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.text.diff_sequences import most_in_order, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.printed_charter import CharterLine
    from hyoga_docs.spec.yaml.reader import Path_
    from hyoga_docs.text.diff_sequences import Pair

#: Of two editions of one file, the place where an entry was first written, for each that amends another one
#: (`amended_in_place.py`); None for editions of two files, whose places tell nothing.
Places = Mapping["Path_", "Path_"] | None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph under a provision; `mark` is what is printed before it, `path` where it is written."""

    kind: str
    mark: str
    text: str
    path: Path_ = field(default=(), compare=False)


@dataclass(frozen=True, eq=False)
class ProvisionNode:
    """A provision as it is printed; `reference` is its number from the top, `３（１）` or `第３条第１号`.

    `caption` is the （見出し） above an article, `rank` how deep its kind lies: what is of a higher rank stands under it. `first`
    is where the first 項 of an article is written, which is printed with it, and `first_id` what that is called.
    """

    kind: str
    level: int
    id: str
    path: Path_
    number: str
    gap: str
    text: str
    reference: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    items: list[ProvisionNode] = field(default_factory=list)
    caption: str = ""
    rank: int = 0
    first: Path_ = ()
    first_id: str = ""

    @property
    def is_deleted(self) -> bool:
        """Whether it only keeps its number: 第３条　削除, 第３条から第５条まで　削除."""
        return self.text == DELETED

    @property
    def is_several(self) -> bool:
        """Whether it stands for others behind it too."""
        return self.is_deleted and ("及び" in self.number or "から" in self.number)

    def words(self) -> str:
        """All that it says, without its own number."""
        return "\n".join(
            [
                *([self.caption] if self.caption else []),
                self.text,
                *(each.mark + each.text for each in self.paragraphs),
                *(each.all() for each in self.items),
            ]
        )

    def all(self) -> str:
        """All that it prints."""
        return self.number + self.gap + self.words()


@dataclass(frozen=True)
class ProvisionPair:
    """A provision in both editions, or in one. A moved one stands once in its new place (`old` and `new`) and once in its old
    one (`old` and `went`, where it is now)."""

    old: ProvisionNode | None
    new: ProvisionNode | None
    moved: bool = False
    went: ProvisionNode | None = None


#: What stands in the place of a provision that was taken out and whose number is kept.
DELETED = "削除"
#: Of articles, below the chapters around them.
_RANKS = {"article": 10, "paragraph": 11, "item": 11}
#: What nothing stands under.
_BEFORE_ALL = {"contents", "preamble"}
#: What a provision is called by its kind; a heading and a text of a charter in numbers are two forms of one.
_OF_NUMBERS = {"heading", "text"}


def _rank(line: CharterLine) -> int:
    return _RANKS.get(line.kind, 0) + (line.level if line.kind not in ("article", "paragraph") else 0)


def _goes_on(line: CharterLine, open_: Sequence[ProvisionNode]) -> bool:
    """Whether a line stands under the provision that is open: a paragraph of it, of the 目次 or of the 前文."""
    if line.path[:1] == ("preamble",) or line.kind == "contents":
        return bool(open_) and (open_[-1].kind == "contents") == (line.kind == "contents")
    return line.kind in {"body", "bullet"}


def provisions(lines: Sequence[CharterLine]) -> list[ProvisionNode]:
    """The printed lines of a charter as a tree."""
    top: list[ProvisionNode] = []
    open_: list[ProvisionNode] = []
    caption = ""
    for line in lines:
        if line.kind == "caption":
            caption = plain_text(line.text)
            continue
        if _goes_on(line, open_):
            kind = "body" if line.kind == "contents" else line.kind  # what stands under 目次
            open_[-1].paragraphs.append(Paragraph(kind, plain_text(line.number), plain_text(line.text), line.path))
            continue
        rank = _rank(line)
        while open_ and (open_[-1].rank >= rank or open_[-1].kind in _BEFORE_ALL):
            open_.pop()
        printed = plain_text(line.number) or (plain_text(line.text) if line.kind == "contents" else "")
        number = printed.rstrip()
        reference = line.reference or path_text((*(node.number for node in open_), number))
        node = ProvisionNode(
            line.kind,
            line.level,
            line.id,
            line.path,
            number,
            printed[len(number) :],
            plain_text(line.text) if line.kind != "contents" else "",
            reference,
            caption=caption,
            rank=rank,
            first=line.first,
            first_id=line.first_id,
        )
        caption = ""
        (open_[-1].items if open_ else top).append(node)
        open_.append(node)
    return top


def walk(nodes: Sequence[ProvisionNode]) -> Iterator[ProvisionNode]:
    """Every provision, in the order of printing."""
    for node in nodes:
        yield node
        yield from walk(node.items)


def amended_in_place(old: Sequence[Path_], new: Sequence[Path_], places: Places) -> list[Pair]:
    """Of what is written in these places, which is which, in the order of the new ones."""
    if places is None:
        return []
    at = {places.get(path, path): index for index, path in enumerate(old) if path}
    return [(at[first], index) for index, path in enumerate(new) if (first := places.get(path, path)) in at]


def paragraph_pairs(
    old: Sequence[Paragraph], new: Sequence[Paragraph], places: Places
) -> list[tuple[Paragraph | None, Paragraph | None]]:
    """Paragraphs side by side in the order of the new edition."""

    def fits(i: int, j: int) -> bool:
        return old[i].kind == new[j].kind

    known = amended_in_place([each.path for each in old], [each.path for each in new], places)
    joined = by_likeness([each.mark + each.text for each in old], [each.mark + each.text for each in new], known, fits)
    joined = by_place((len(old), len(new)), joined, fits) if places is None else joined
    return [(None if i is None else old[i], None if j is None else new[j]) for i, j in side_by_side(joined, len(old), len(new))]


def paragraphs_of(article: ProvisionNode) -> list[ProvisionNode]:
    """The 項 of an article, the first with the article's number and with the 号 under it."""
    own = [each for each in article.items if each.kind != "paragraph"]
    first = replace(article, kind="paragraph", id=article.first_id, path=article.first, items=own, caption="", first=())
    return [first, *(each for each in article.items if each.kind == "paragraph")]


def chapters_and_articles(nodes: Sequence[ProvisionNode]) -> list[ProvisionNode]:
    """The provisions of a charter in one row: its chapters, and behind each its articles."""
    return [each for node in nodes for each in (node, *(chapters_and_articles(node.items) if node.kind == "chapter" else ()))]


class ProvisionMatching:
    """Which provision of the new edition is which of the old one: that of its place in the file, else of its id.

    Of those that have neither it is one that says the same, or much the same in the same order; of two files, and in a
    provision that was written anew, else what stands in its place.
    """

    def __init__(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode], places: Places = None) -> None:
        self._of: dict[ProvisionNode, ProvisionNode] = {}  # new: old
        self._to: dict[ProvisionNode, ProvisionNode] = {}  # old: new
        olds, news = [*walk(old)], [*walk(new)]
        for one, other in amended_in_place([each.path for each in olds], [each.path for each in news], places):
            self._join(olds[one], news[other])
        self._places = places
        self._split: dict[ProvisionNode, list[ProvisionNode]] = {}
        by_id = {node.id: node for node in olds if node.id}
        for node in news:
            if node.id in by_id:
                self._join(by_id[node.id], node)
        self._levels(old, new, in_place=False)
        self._strayed(olds, news)
        self._levels(old, new, in_place=True)

    def was(self, new: ProvisionNode) -> ProvisionNode | None:
        """What a provision of the new edition was in the old one."""
        return self._of.get(new)

    def _join(self, old: ProvisionNode, new: ProvisionNode) -> None:
        if old not in self._to and new not in self._of and is_of_kind(old, new):
            self._of[new], self._to[old] = old, new

    def _take_apart(self, old: ProvisionNode, new: ProvisionNode) -> None:
        """Takes the 項 of an article one by one where another one was its first, or is it now."""
        if new in self._split or not (old.first and new.first):
            return
        olds, news = paragraphs_of(old), paragraphs_of(new)
        pairs = amended_in_place([each.path for each in olds], [each.path for each in news], self._places)
        known = {i for i, _ in pairs}, {j for _, j in pairs}
        alike = ((i, j) for i, one in enumerate(olds) for j, other in enumerate(news) if _is_one(one, other))
        pairs += [(i, j) for i, j in alike if i not in known[0] and j not in known[1]]
        if (0, 0) not in pairs and any(0 in pair for pair in pairs):
            self._split |= {old: olds, new: news}
            for i, j in pairs:
                self._join(olds[i], news[j])

    def paragraphs(self, article: ProvisionNode) -> list[ProvisionNode]:
        """The 項 of an article that are to be shown one by one, the first with its number; none of one that is itself in both."""
        return self._split.get(article, [])

    def _levels(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode], *, in_place: bool) -> None:
        self._level(old, new, in_place=in_place and self._places is None)
        for node in walk(new):
            was = self._of.get(node)
            if was is not None:
                anew = in_place and (self._places is None or was.path != node.path)
                self._take_apart(was, node)
                self._level(self._split.get(was, was.items), self._split.get(node, node.items), in_place=anew)
                for each in self.paragraphs(node):
                    if each in self._of:
                        self._level(self._of[each].items, each.items, in_place=anew)

    def _level(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode], *, in_place: bool) -> None:
        """Joins what has neither place nor id among the items of one provision, between those that are joined."""
        olds = [node for node in old if node not in self._to or self._to[node] in new]
        news = [node for node in new if node not in self._of or self._of[node] in old]

        def fits(i: int, j: int) -> bool:
            one, other = olds[i], news[j]
            free = one not in self._to and other not in self._of and is_of_kind(one, other)
            return free and (not (one.id and other.id) or one.words() == other.words())  # an id that was renamed changes nothing

        known = [(olds.index(self._of[node]), index) for index, node in enumerate(news) if node in self._of]
        found = by_likeness([each.words() for each in olds], [each.words() for each in news], known, fits)
        for i, j in by_place((len(olds), len(news)), found, fits) if in_place else found:
            self._join(olds[i], news[j])

    def _strayed(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> None:
        """Joins provisions that say just the same under another provision, where only one does."""
        gone = [node for node in old if node not in self._to and not node.id]
        come = [node for node in new if node not in self._of and not node.id]
        olds, news = ({words: one for words, (one, *more) in _by_words(nodes).items() if not more} for nodes in (gone, come))
        for words, node in news.items():
            if words in olds:
                self._join(olds[words], node)

    def has_other_chapters(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> bool:
        """Whether an article stands in another chapter than before, or chapters were made or done away with around it."""
        before, after = chapters_of(old), chapters_of(new)
        return any(was in before and not self.are_one(before[was], after[node]) for node, was in self._of.items() if node in after)

    def are_one(self, old: ProvisionNode | None, new: ProvisionNode | None) -> bool:
        """Whether one became the other; where both are missing, too."""
        return old is None if new is None else self._of.get(new) is old is not None

    def pairs(self, old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> list[ProvisionPair]:
        """The items of a provision in the order of the new edition; those that are gone stand where they stood."""
        here = [(old.index(self._of[node]), index) for index, node in enumerate(new) if self._of.get(node) in old]
        # Of two that changed places the one that was written anew has moved; the other stands in the file where it stood.
        stayed = {(one, other) for one, other in here if old[one].path == new[other].path}
        # A chapter is put around articles: where the two do not go together it is the chapter that has moved.
        firm = most_in_order([pair for pair in here if new[pair[1]].kind != "chapter"], stayed)
        ones, others = ([pair[side] for pair in firm] for side in (0, 1))
        around = [pair for pair in here if bisect_left(ones, pair[0]) == bisect_left(others, pair[1])]
        kept = set(most_in_order(around, stayed))
        stay = {old[one] for one, _ in kept}
        pairs: list[ProvisionPair] = []
        done = 0
        for node in new:
            other = self._of.get(node)
            if other is None:
                pairs.append(ProvisionPair(None, node))
            elif other not in stay:
                pairs.append(ProvisionPair(other, node, moved=True))
            else:
                place = old.index(other)
                pairs += [ProvisionPair(each, None, went=self._to.get(each)) for each in old[done:place]]
                pairs.append(ProvisionPair(other, node))
                done = place + 1
        pairs += [ProvisionPair(each, None, went=self._to.get(each)) for each in old[done:]]
        return _removed_first(pairs)

    def same(self, old: ProvisionNode, new: ProvisionNode) -> bool:
        """Whether two provisions say the same to the last item, their own numbers aside."""
        said = [(each.kind, each.caption, each.text, each.paragraphs) for each in (old, new)]
        if said[0] != said[1] or len(old.items) != len(new.items):
            return False
        pairs = zip(old.items, new.items, strict=True)
        return all(self._of.get(b) is a and a.number == b.number and self.same(a, b) for a, b in pairs)


def chapters_of(nodes: Sequence[ProvisionNode], chapter: ProvisionNode | None = None) -> dict[ProvisionNode, ProvisionNode | None]:
    """Of every article the chapter that it stands in."""
    found: dict[ProvisionNode, ProvisionNode | None] = {}
    for node in nodes:
        found |= chapters_of(node.items, node) if node.kind == "chapter" else {node: chapter} if node.kind == "article" else {}
    return found


def is_of_kind(old: ProvisionNode, new: ProvisionNode) -> bool:
    """Whether one can be the other amended, and stand in a row with it: a 号 is no 項."""
    return old.kind == new.kind or {old.kind, new.kind} <= _OF_NUMBERS


def _is_one(old: ProvisionNode, new: ProvisionNode) -> bool:
    return old.id == new.id if old.id and new.id else old.words() == new.words()


def _by_words(nodes: Sequence[ProvisionNode]) -> dict[str, list[ProvisionNode]]:
    found: dict[str, list[ProvisionNode]] = {}
    for node in nodes:
        found.setdefault(node.words(), []).append(node)
    return found


def _removed_first(pairs: list[ProvisionPair]) -> list[ProvisionPair]:
    """A provision that went and one that came in its place stand in the order old, new."""
    done: list[ProvisionPair] = []
    for pair in pairs:
        at = len(done)
        while pair.new is None and at and done[at - 1].old is None:
            at -= 1
        done.insert(at, pair)
    return done
