"""Lists of provisions: which go, come and are renumbered, in the order in which no number is there twice.

Numbers that become greater begin with the last, those that become less with the first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.apply import Amender
from hyoga_docs.amendments.amending.charter_tree import AmendableProvision, CharterTree, lines_of
from hyoga_docs.amendments.amending.house_numbers import CHAPTERS
from hyoga_docs.amendments.amending.instructions import (
    BODY,
    SHARED_CAPTION,
    Add,
    Delete,
    Instruction,
    ProvisionAddress,
    ProvisionSpan,
    Renumber,
    ReplaceCaption,
    ReplaceWhole,
    Shift,
    UnclearAddressError,
)
from hyoga_docs.amendments.amending.plan_words import is_rewritten, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers

#: So many provisions in a row are renumbered in one clause, after one that was moved to a number that was free.
_ROW = 3


@dataclass
class _ListPlace:
    """A provision that stays, with what went and what came before it. The last place of a list has no pair.

    `shift` says whether its number becomes greater (1), less (-1), or stays (0).
    """

    pair: tuple[AmendableProvision, AmendableProvision] | None = None
    gone: list[AmendableProvision] = field(default_factory=list)
    come: list[AmendableProvision] = field(default_factory=list)
    shift: int = 0


def _place(old: AmendableProvision, new: AmendableProvision) -> _ListPlace:
    return _ListPlace((old, new), shift=(new.number > old.number) - (new.number < old.number))


class ListPlanner(ABC):
    """Carries out each instruction as it is found, so that the next one is found in what the text is by then.

    `twins` says of each provision of the new edition which one of the old it was. `pair` plans what changes in one that stays.
    """

    def __init__(
        self,
        work: CharterTree,
        goal: CharterTree,
        twins: dict[AmendableProvision, AmendableProvision],
        house: HouseNumbers,
    ) -> None:
        self.work, self.goal, self.twins, self.house = work, goal, twins, house
        self.amender = Amender(work, house)
        self.groups: list[list[Instruction]] = []

    def emit(self, instruction: Instruction) -> None:
        """Carries out an instruction, and says it in the breath that is going on."""
        self.amender.carry_out(instruction)
        self.groups[-1].append(instruction)

    def cut(self) -> None:
        """Begins a new breath."""
        self.groups.append([])

    @abstractmethod
    def pair(self, old: AmendableProvision, new: AmendableProvision) -> None:
        """What changes in a provision that stays, its own number aside."""

    def rows(self, old: Sequence[AmendableProvision], new: Sequence[AmendableProvision], *, top: bool = False) -> None:
        """The provisions of one list, from those that stood there to those that are to stand there."""
        places = self._places(old, new)
        at = 0
        while at < len(places):
            end = at
            while end < len(places) and places[end].pair is not None and self._goes_down(places, at, end):
                end += 1
            if end == at:
                if top and not self._continues(places[at]):
                    self.cut()
                at += self._ascend(places[at:], before=places[at - 1].shift if at else 0)
                continue
            if top:
                self.cut()
            if end < len(places):
                self._delete(places[end].gone)
                places[end].gone = []
            self._descend(places[at:end])
            at = end

    def _goes_down(self, places: Sequence[_ListPlace], start: int, at: int) -> bool:
        """Whether a place belongs to those whose numbers become greater; a 章 that stays between them is passed over."""
        place = places[at]
        if place.shift or place.pair is None or place.pair[0].kind not in CHAPTERS or (at == start and not place.come):
            return place.shift > 0
        return at + 1 < len(places) and self._goes_down(places, start, at + 1)

    def _continues(self, place: _ListPlace) -> bool:
        """Whether a place is said in one breath with what is said already: numbers that become less, one after the other."""
        while self.groups and not self.groups[-1]:
            self.groups.pop()
        last = self.groups[-1][-1] if self.groups else None
        if place.shift >= 0 or not isinstance(last, (Delete, Renumber, Shift)):
            return False
        address = last.address if isinstance(last, Renumber) else last.where.first
        return len(address.steps) == 1 and not address.part

    def _places(self, old: Sequence[AmendableProvision], new: Sequence[AmendableProvision]) -> list[_ListPlace]:
        """What stays, with what goes and comes before each, in one order."""
        index = {node: at for at, node in enumerate(old)}
        pairs = []
        last = -1
        for node in new:
            was = self.twins.get(node)
            if was in index and index[was] > last and self._can_stay(was, node):
                pairs.append((was, node))
                last = index[was]
        stayed_old, stayed_new = {was: k for k, (was, _) in enumerate(pairs)}, {node: k for k, (_, node) in enumerate(pairs)}
        places = [*(_place(*pair) for pair in pairs), _ListPlace()]
        for row, stayed, name in ((old, stayed_old, "gone"), (new, stayed_new, "come")):
            at, inside = 0, set()
            for node in row:
                if node in stayed:
                    at = stayed[node] + 1
                elif node.parent in inside:  # comes or goes with its 章
                    inside.add(node)
                else:
                    getattr(places[at], name).append(node)
                    inside.add(node)
        return places

    def _can_stay(self, old: AmendableProvision, new: AmendableProvision) -> bool:
        """Whether one can become the other by sentences."""
        if (old.kind, old.level, old.line) != (new.kind, new.level, new.line):
            return False
        if old.joined or new.joined or not (old.number and new.number):
            return lines_of(old, self.house) == lines_of(new, self.house)
        if not self._same_parent(old, new):
            return False
        if old.number == new.number or old.kind in CHAPTERS:
            return True
        return bool(old.paragraphs) == bool(new.paragraphs) and not is_rewritten(texts_of(old), texts_of(new))

    def _ascend(self, places: Sequence[_ListPlace], *, before: int) -> int:
        """What goes, what comes, then what stays; how many places were dealt with.

        Where the number `before` did not shift, one that comes in the place of one that goes is that one written anew.
        """
        place = places[0]
        follows = before < 0 and not (place.gone or place.come)
        gone, come = list(place.gone), list(place.come)
        if not before and place.shift <= 0:
            for old in list(gone):
                new = next((each for each in come if each.number == old.number and each.kind == old.kind), None)
                if new is not None and old in gone and old.number and self._same_parent(old, new):
                    at, last = gone.index(old), next((each for each in gone if each.number == new.through), old)
                    self._delete(gone[:at])
                    self._add(come[: come.index(new)])
                    self.replace(old, new, last if self._same_parent(last, new) else old)
                    gone, come = gone[max(at, gone.index(last)) + 1 :], come[come.index(new) + 1 :]
        self._delete(gone)
        self._add(come)
        row = self._alike_row(places) if place.shift < 0 and follows else 0
        if row >= _ROW:
            self._shift(places[:row])
            return row
        if place.pair is not None:
            self.pair(*place.pair)
            self._renumber(*place.pair)
        return 1

    def _shift(self, places: Sequence[_ListPlace]) -> None:
        first, last = places[0].pair, places[-1].pair
        if first is not None and last is not None:
            span, by = ProvisionSpan(first[0].address(), last[0].address()), first[1].number[0] - first[0].number[0]
            self.emit(Shift(span, by, self._renumbered_chapter(*first)))

    def _renumbered_chapter(self, old: AmendableProvision, new: AmendableProvision) -> ProvisionAddress | None:
        """The 章 of a 条 that stays in it and that is still to get its number."""
        home, to = old.parent, new.parent
        if old.kind != "条" or home is None or to is None or self.twins.get(to) is not home or home.number == to.number:
            return None
        return home.address()

    def _same_parent(self, old: AmendableProvision, new: AmendableProvision) -> bool:
        """Whether two provisions stand in the same one, which may be the whole."""
        if old.parent is self.work or new.parent is self.goal:
            return old.parent is self.work and new.parent is self.goal
        return new.parent is not None and self.twins.get(new.parent) is old.parent

    def _descend(self, places: Sequence[_ListPlace]) -> None:
        """From the last to the first: what stays, then what goes and comes before it."""
        at, follows = len(places), False
        while at:
            row = self._alike_row(places[:at], down=True) if follows else 0
            pair = places[at - 1].pair
            if row >= _ROW:
                self._shift(places[at - row : at])
                at -= row
            elif pair is not None:
                self.pair(*pair)
                self._renumber(*pair)
                at -= 1
            follows = not (places[at].gone or places[at].come)
            self._delete(places[at].gone)
            self._add(places[at].come)

    def _alike_row(self, places: Sequence[_ListPlace], *, down: bool = False) -> int:
        """How many of the first places, or going down of the last, are renumbered alike with nothing to do between them."""
        if not self.house.style.amendment.ranges:
            return 0
        count = 0
        step = before = 0
        for place in reversed(places) if down else places:
            if place.pair is None or (count and not down and (place.gone or place.come)):
                break
            old, new = place.pair
            plain = old.kind in {"条", "項", "号"} and len(old.number) == len(new.number) == 1 and not old.joined
            if not plain or not is_same(old, new) or old.shares_caption:
                break
            by = new.number[0] - old.number[0]
            if count and (by != step or abs(old.number[0] - before) != 1):
                break
            step, before, count = by, old.number[0], count + 1
            if down and (place.gone or place.come):
                break
        return count

    def _delete(self, gone: Sequence[AmendableProvision]) -> None:
        rows: list[list[AmendableProvision]] = []
        for node in gone:
            last = rows[-1][-1] if rows else None
            if last is not None and (last.kind, last.level, last.parent) == (node.kind, node.level, node.parent) and node.number:
                rows[-1].append(node)
            else:
                rows.append([node])
        for row in rows:
            self.emit(Delete(_span(row[0], row[-1])))

    def _add(self, come: Sequence[AmendableProvision]) -> None:
        """Provisions that stand next to each other in the new edition, as few blocks as can be."""
        rows: list[list[AmendableProvision]] = []
        for node in come:
            last = rows[-1][-1] if rows else None
            if last is not None and (last.kind, last.parent) == (node.kind, node.parent):
                rows[-1].append(node)
            else:
                rows.append([node])
        for row in rows:
            self._add_row(row)

    def _add_row(self, row: Sequence[AmendableProvision]) -> None:
        first, parent = row[0], row[0].parent
        if parent is None:
            raise UnclearAddressError(str(first.step))
        lines = tuple(line for node in row for line in lines_of(node, self.house))
        siblings = parent.items
        at = siblings.index(first)
        home = self.work if parent is self.goal else self.twins[parent]
        before = [self.twins[each] for each in siblings[:at] if self.twins.get(each) in home.items]
        after = [self.twins[each] for each in siblings[at:] if self.twins.get(each) in home.items]
        place, where = "end", home.address()
        branch = len(first.number) > 1
        if at == 0 and (first.kind == "項" or (first.kind == "号" and after)):
            place, where = "first", home.address()
        elif before and (after or branch):
            place, where = "after", before[-1].address()
        elif after:
            place, where = "before", after[0].address()
        if place == "end" and not home.kind:
            where = ProvisionAddress((), BODY)
        self.emit(Add(place, where, first.kind, len(row), lines))
        items = home.main.items if place in {"end", "first"} and first.kind in {"号", "細目"} else home.items
        added = [each for each in items if each not in self.twins.values() and each.number == first.number]
        start = items.index(added[0])
        for offset, node in enumerate(row):
            self.twins[node] = items[start + offset]

    def replace(self, old: AmendableProvision, new: AmendableProvision, last: AmendableProvision | None = None) -> None:
        """第３条を次のように改める, or 第３条から第５条までを次のように改める up to the `last`."""
        parent = old.parent
        if parent is None:
            raise UnclearAddressError(str(old.step))
        at = parent.items.index(old)
        number, new.number = new.number, old.number
        lines = tuple(lines_of(new, self.house))
        new.number = number
        self.emit(ReplaceWhole(_span(old, last or old), lines))
        self.twins[new] = parent.items[at]
        self._replaced_together(parent.items[at - 1] if at else None)

    def _replaced_together(self, before: AmendableProvision | None) -> None:
        """第３号及び第４号を次のように改める, where the provision that stands before was written anew by the sentence before."""
        said = [group for group in self.groups if group][-2:]
        *_, one, other = (*(None, None), *(instruction for group in said for instruction in group))
        if before is None or not isinstance(one, ReplaceWhole) or not isinstance(other, ReplaceWhole):
            return
        ends = one.where.last or one.where.first
        if ends == before.address() and ends.steps[-1].number[:-1] == other.where.first.steps[-1].number[:-1]:
            said[-1].pop()
            kept = said[-1] if said[-1] else said[-2]
            kept[-1] = ReplaceWhole(ProvisionSpan(one.where.first, other.where.last or other.where.first), one.lines + other.lines)

    def _renumber(self, old: AmendableProvision, new: AmendableProvision) -> None:
        if old.number == new.number:
            return
        address = old.address()
        steps = [*address.steps[:-1], new.step]
        alone = old.kind == "項" and address.steps[-1].kind == "条"
        if alone:
            steps = [*address.steps, new.step]
        to, within = ProvisionAddress(tuple(steps)), self._renumbered_chapter(old, new)
        if not (old.shares_caption and new.caption):
            self.emit(Renumber(address, to, within))
            return
        self.emit(Delete(ProvisionSpan(address.with_part(SHARED_CAPTION))))
        self.emit(Renumber(address, to, within))
        self.emit(ReplaceCaption(to.with_part(SHARED_CAPTION), new.caption.text, gives=True))


def is_same(old: AmendableProvision, new: AmendableProvision) -> bool:
    """Whether two provisions print the same, their own numbers aside."""
    if (old.line, old.joined) != (new.line, new.joined) or len(old.items) != len(new.items):
        return False
    if not same_caption(old, new) or old.words.text != new.words.text:
        return False
    if [(each.kind, each.text) for each in old.paragraphs] != [(each.kind, each.text) for each in new.paragraphs]:
        return False
    return all(one.number == other.number and is_same(one, other) for one, other in zip(old.items, new.items, strict=True))


def same_caption(old: AmendableProvision, new: AmendableProvision) -> bool:
    """Whether two provisions have the same 見出し, for themselves or for those after them, too."""
    if old.caption is None or new.caption is None:
        return old.caption is new.caption
    return old.caption.text == new.caption.text and old.shares_caption == new.shares_caption


def _span(first: AmendableProvision, last: AmendableProvision) -> ProvisionSpan:
    """From one provision to another, which may be the same."""
    end = last.span()
    return ProvisionSpan(first.address(), end.last or (end.first if last is not first else None))
