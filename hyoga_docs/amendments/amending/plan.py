"""Two editions of a charter → the instructions that make the one of the other, in the order of the law."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.apply import Amender
from hyoga_docs.amendments.amending.charter_tree import CharterTree, Provision, charter_lines, lines_of, tree_of
from hyoga_docs.amendments.amending.house_numbers import CHAPTERS
from hyoga_docs.amendments.amending.instructions import (
    BODY,
    CAPTION,
    CONTENTS,
    NAME,
    PREAMBLE,
    Add,
    Address,
    ChangeWords,
    Delete,
    Group,
    Instruction,
    Line,
    Renumber,
    ReplaceCaption,
    ReplaceWhole,
    Shift,
    Span,
    UnclearAddressError,
)
from hyoga_docs.amendments.amending.plan_terms import in_order, terms_throughout
from hyoga_docs.amendments.amending.plan_words import WordPlanner, is_rewritten, texts_of
from hyoga_docs.amendments.amending.word_edits import UnclearQuotation, find_edits
from hyoga_docs.amendments.comparison.provisions import ProvisionMatching, ProvisionNode, provisions, walk
from hyoga_docs.text.diff_pairing import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
    from hyoga_docs.amendments.amending.model import SentenceForms
    from hyoga_docs.amendments.comparison.provisions import Places
    from hyoga_docs.plan.printed_charter import PrintedCharter

#: So many provisions in a row are renumbered in one clause.
_ROW = 3


@dataclass
class _Place:
    """A provision that stays, with what went and what came before it. The last place of a list has no pair.

    `shift` says whether its number becomes greater (1), less (-1), or stays (0).
    """

    pair: tuple[Provision, Provision] | None = None
    gone: list[Provision] = field(default_factory=list)
    come: list[Provision] = field(default_factory=list)
    shift: int = 0


def _place(old: Provision, new: Provision) -> _Place:
    return _Place((old, new), shift=(new.number > old.number) - (new.number < old.number))


def plan_amendment(
    editions: tuple[PrintedCharter, PrintedCharter], house: HouseNumbers, forms: SentenceForms, places: Places = None
) -> tuple[Group, ...]:
    """The instructions; none where nothing of the 目次, the 前文 and the 本則 changed. Raises UnclearAddressError."""
    work, goal = (tree_of(charter_lines(each), house) for each in editions)
    planner = _Planner(work, goal, _twins(editions, work, goal, places), house, forms)
    return planner.plan()


def whole_body(new: PrintedCharter) -> tuple[Group, ...]:
    """本則を次のように改める, with the 目次 and the 前文."""
    lines = charter_lines(new)
    body = [line for line in lines if line.kind not in {"contents", "preamble"}]
    made: list[Instruction] = []
    for part, kind in ((CONTENTS, "contents"), (PREAMBLE, "preamble")):
        found = tuple(line for line in lines if line.kind == kind)
        made.append(ReplaceWhole(Span(Address((), part)), found) if found else Delete(Span(Address((), part))))
    return tuple((each,) for each in [*made, ReplaceWhole(Span(Address((), BODY)), tuple(body))])


def _twins(
    editions: tuple[PrintedCharter, PrintedCharter], work: CharterTree, goal: CharterTree, places: Places
) -> dict[Provision, Provision]:
    """Which provision of the new edition was which of the old one, of those that stay in their order."""
    before, after = (provisions(each.lines) for each in editions)
    matching = ProvisionMatching(before, after, places)
    ours = {
        node: mine
        for top, tree in ((before, work), (after, goal))
        for node, mine in zip([each for each in walk(top) if _is_numbered(each)], tree.opened, strict=True)
    }
    twins: dict[Provision, Provision] = {}

    def level(old: Sequence[ProvisionNode], new: Sequence[ProvisionNode]) -> None:
        for pair in matching.pairs(old, new):
            if pair.old is not None and pair.new is not None and not pair.moved:
                if pair.old in ours and pair.new in ours:
                    twins[ours[pair.new]] = ours[pair.old]
                level(pair.old.items, pair.new.items)

    level(before, after)
    return twins


def _is_numbered(node: ProvisionNode) -> bool:
    return node.kind not in {"contents", "preamble"} and node.path[:1] != ("preamble",)


class _Planner:
    """Carries out each instruction as it is found, so that the next one is found in what the text is by then."""

    def __init__(
        self,
        work: CharterTree,
        goal: CharterTree,
        twins: dict[Provision, Provision],
        house: HouseNumbers,
        forms: SentenceForms,
    ) -> None:
        self.work, self.goal, self.twins, self.house, self.forms = work, goal, twins, house, forms
        self.amender = Amender(work, house)
        self.groups: list[list[Instruction]] = []
        self.words = WordPlanner(work, self.emit)

    def plan(self) -> tuple[Group, ...]:
        """All groups in their order."""
        self._front()
        throughout = self._throughout() if self.forms.throughout else None
        self._rows(self._flat(self.work), self._flat(self.goal), top=True)
        groups = [tuple(group) for group in self.groups if group]
        return tuple(in_order(groups, throughout) if throughout is not None else groups)

    def _throughout(self) -> ChangeWords | None:
        """Changes a term that changed alike in several 条, all over them."""
        tops = [node for node in self._flat(self.work) if node.kind not in CHAPTERS]
        news = {old: new for new, old in self.twins.items()}
        found = terms_throughout(tops, news)
        if found is None:
            return None
        where, edits = found
        self.cut()
        instruction = ChangeWords(tuple(where), edits)
        self.emit(instruction)
        return instruction

    def emit(self, instruction: Instruction) -> None:
        """Carries out an instruction, and says it in the breath that is going on."""
        self.amender.carry_out(instruction)
        self.groups[-1].append(instruction)

    def cut(self) -> None:
        """Begins a new breath."""
        self.groups.append([])

    def _front(self) -> None:
        """The 目次 and the 前文."""
        for part, old, new, kind in (
            (CONTENTS, self.work.contents, self.goal.contents, "contents"),
            (PREAMBLE, self.work.preamble, self.goal.preamble, ""),
        ):
            before, after = [each.text for each in old], [each.text for each in new]
            levels = (self.work.contents_levels, self.goal.contents_levels) if part == CONTENTS else ([], [])
            if (before, levels[0]) == (after, levels[1]):
                continue
            self.cut()
            where = Span(Address((), part))
            edits = find_edits(before, after) if len(before) == len(after) and levels[0] == levels[1] else None
            if not new:
                self.emit(Delete(where))
            elif edits is not None and not is_rewritten(before, after):
                self.emit(ChangeWords((where,), edits))
            else:
                lines = [
                    Line(kind or each.kind, level, each.text)
                    for each, level in zip(new, self.goal.contents_levels if part == CONTENTS else [1] * len(new), strict=True)
                ]
                self.emit(ReplaceWhole(where, tuple(lines)))

    def _flat(self, tree: CharterTree) -> list[Provision]:
        """The rows of the whole: 章 and 条 in the order of printing, or the provisions of a charter in numbers."""
        return [node for node in tree.walk() if node.kind and (node.kind in CHAPTERS or node.kind == "条" or node.parent is tree)]

    def _rows(self, old: Sequence[Provision], new: Sequence[Provision], *, top: bool = False) -> None:
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
                at += self._ascend(places[at:], settled=at == 0 or not places[at - 1].shift)
                continue
            if top:
                self.cut()
            if end < len(places):
                self._delete(places[end].gone)
                places[end].gone = []
            self._descend(places[at:end])
            at = end

    def _goes_down(self, places: Sequence[_Place], start: int, at: int) -> bool:
        """Whether a place belongs to those whose numbers become greater; a 章 that stays between them is passed over."""
        place = places[at]
        if place.shift or place.pair is None or place.pair[0].kind not in CHAPTERS or (at == start and not place.come):
            return place.shift > 0
        return at + 1 < len(places) and self._goes_down(places, start, at + 1)

    def _continues(self, place: _Place) -> bool:
        """Whether a place is said in one breath with what is said already: numbers that become less, one after the other."""
        while self.groups and not self.groups[-1]:
            self.groups.pop()
        last = self.groups[-1][-1] if self.groups else None
        if place.shift >= 0 or not isinstance(last, (Delete, Renumber, Shift)):
            return False
        address = last.address if isinstance(last, Renumber) else last.where.first
        return len(address.steps) == 1 and not address.part

    def _places(self, old: Sequence[Provision], new: Sequence[Provision]) -> list[_Place]:
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
        places = [*(_place(*pair) for pair in pairs), _Place()]
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

    def _can_stay(self, old: Provision, new: Provision) -> bool:
        """Whether one can become the other by sentences."""
        if (old.kind, old.level, old.line) != (new.kind, new.level, new.line):
            return False
        if old.joined or new.joined or not (old.number and new.number):
            return lines_of(old, self.house) == lines_of(new, self.house)
        if not self._same_parent(old, new):
            return False
        return old.number == new.number or old.kind in CHAPTERS or not is_rewritten(texts_of(old), texts_of(new))

    def _ascend(self, places: Sequence[_Place], *, settled: bool) -> int:
        """What goes, what comes, then what stays; how many places were dealt with.

        Where the numbers around are `settled`, one that comes in the place of one that goes is that one written anew.
        """
        place = places[0]
        gone, come = list(place.gone), list(place.come)
        if settled and place.shift == 0:
            for old in list(gone):
                new = next((each for each in come if each.number == old.number and each.kind == old.kind), None)
                if new is not None and old in gone and old.number and self._same_parent(old, new):
                    at, last = gone.index(old), next((each for each in gone if each.number == new.through), old)
                    self._delete(gone[:at])
                    self._add(come[: come.index(new)])
                    self._replace(old, new, last if self._same_parent(last, new) else old)
                    gone, come = gone[max(at, gone.index(last)) + 1 :], come[come.index(new) + 1 :]
        self._delete(gone)
        self._add(come)
        row = self._alike_row(places) if place.shift < 0 else 0
        if row >= _ROW:
            self._shift(places[:row])
            return row
        if place.pair is not None:
            self._pair(*place.pair)
            self._renumber(*place.pair)
        return 1

    def _shift(self, places: Sequence[_Place]) -> None:
        first, last = places[0].pair, places[-1].pair
        if first is not None and last is not None:
            self.emit(Shift(Span(first[0].address(), last[0].address()), first[1].number[0] - first[0].number[0]))

    def _same_parent(self, old: Provision, new: Provision) -> bool:
        """Whether two provisions stand in the same one, which may be the whole."""
        if old.parent is self.work or new.parent is self.goal:
            return old.parent is self.work and new.parent is self.goal
        return new.parent is not None and self.twins.get(new.parent) is old.parent

    def _descend(self, places: Sequence[_Place]) -> None:
        """From the last to the first: what stays, then what goes and comes before it."""
        at = len(places)
        while at:
            row = self._alike_row(places[:at], down=True)
            pair = places[at - 1].pair
            if row >= _ROW:
                self._shift(places[at - row : at])
                at -= row
            elif pair is not None:
                self._pair(*pair)
                self._renumber(*pair)
                at -= 1
            self._delete(places[at].gone)
            self._add(places[at].come)

    def _alike_row(self, places: Sequence[_Place], *, down: bool = False) -> int:
        """How many of the first places, or going down of the last, are renumbered alike with nothing to do between them."""
        if not self.forms.ranges:
            return 0
        count = 0
        step = before = 0
        for place in reversed(places) if down else places:
            if place.pair is None or (count and not down and (place.gone or place.come)):
                break
            old, new = place.pair
            plain = old.kind in {"条", "項", "号"} and len(old.number) == len(new.number) == 1 and not old.joined
            if not plain or not is_same(old, new):
                break
            by = new.number[0] - old.number[0]
            if count and (by != step or abs(old.number[0] - before) != 1):
                break
            step, before, count = by, old.number[0], count + 1
            if down and (place.gone or place.come):
                break
        return count

    def _delete(self, gone: Sequence[Provision]) -> None:
        rows: list[list[Provision]] = []
        for node in gone:
            last = rows[-1][-1] if rows else None
            if last is not None and (last.kind, last.level, last.parent) == (node.kind, node.level, node.parent) and node.number:
                rows[-1].append(node)
            else:
                rows.append([node])
        for row in rows:
            self.emit(Delete(_span(row[0], row[-1])))

    def _add(self, come: Sequence[Provision]) -> None:
        """Provisions that stand next to each other in the new edition, as few blocks as can be."""
        rows: list[list[Provision]] = []
        for node in come:
            last = rows[-1][-1] if rows else None
            if last is not None and (last.kind, last.parent) == (node.kind, node.parent):
                rows[-1].append(node)
            else:
                rows.append([node])
        for row in rows:
            self._add_row(row)

    def _add_row(self, row: Sequence[Provision]) -> None:
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
        if first.kind == "項" and at == 0:
            place, where = "first", home.address()
        elif before and (after or branch):
            place, where = "after", before[-1].address()
        elif after:
            place, where = "before", after[0].address()
        if place == "end" and not home.kind:
            where = Address((), BODY)
        self.emit(Add(place, where, first.kind, len(row), lines))
        items = home.main.items if place in {"end", "first"} and first.kind in {"号", "細目"} else home.items
        added = [each for each in items if each not in self.twins.values() and each.number == first.number]
        start = items.index(added[0])
        for offset, node in enumerate(row):
            self.twins[node] = items[start + offset]

    def _replace(self, old: Provision, new: Provision, last: Provision | None = None) -> None:
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

    def _renumber(self, old: Provision, new: Provision) -> None:
        if old.number == new.number:
            return
        address = old.address()
        steps = [*address.steps[:-1], new.step]
        alone = old.kind == "項" and address.steps[-1].kind == "条"
        if alone:
            steps = [*address.steps, new.step]
        self.emit(Renumber(address, Address(tuple(steps))))

    def _pair(self, old: Provision, new: Provision) -> None:
        """What changes in a provision that stays, its own number aside."""
        if is_same(old, new):
            return
        if old.kind in CHAPTERS:
            self._name(old, new)
            return
        if is_rewritten(texts_of(old), texts_of(new)):
            self._rewrite(old, new)
            return
        said = len(self.groups[-1])
        try:
            self._fine(old, new)
            fits = is_same(old, new)
        except (UnclearAddressError, UnclearQuotation):
            fits = False
        if not fits:  # what was said of it already is said in one piece
            del self.groups[-1][said:]
            self._rewrite(old, new)

    def _rewrite(self, old: Provision, new: Provision) -> None:
        """第３条を次のように改める; the one that stands there now is still called `old` by what comes after."""
        if old.kind == "項" and old.address().steps[-1].kind == "条":
            raise UnclearAddressError("項")  # its 条 is rewritten instead
        self._replace(old, new)
        made = self.twins[new]
        old.parent, old.items, old.words = made.parent, made.items, made.words
        if made.parent is not None:
            row = made.parent.items
            row[row.index(made)] = old
        old.caption, old.paragraphs, old.joined, old.number = made.caption, made.paragraphs, made.joined, made.number
        for each in old.items:
            each.parent = old
        self.twins[new] = old

    def _name(self, old: Provision, new: Provision) -> None:
        if old.words.text == new.words.text:
            return
        address = old.address().with_part(NAME)
        edits = find_edits([old.words.text], [new.words.text])
        if edits is not None and not is_rewritten([old.words.text], [new.words.text]):
            self.emit(ChangeWords((Span(address),), edits))
        else:
            self.emit(ReplaceCaption(address, new.words.text))

    def _fine(self, old: Provision, new: Provision) -> None:
        """The finest sentences that there are. Raises UnclearAddressError where there are none."""
        self._caption(old, new)
        if self.words.together(old, new):
            return
        if old.kind == "条":
            self._pair_paragraphs(old, new)
        else:
            self.words.own(old, new)
        self._rows(list(old.items), list(new.items))

    def _caption(self, old: Provision, new: Provision) -> None:
        before, after = old.caption, new.caption
        if (before.text if before else None) == (after.text if after else None):
            return
        address = old.address()
        if after is None:
            self.emit(Delete(Span(address.with_part(CAPTION))))
        elif before is None:
            self.emit(ReplaceCaption(address, after.text, gives=True))
        else:
            edits = find_edits([before.text], [after.text])
            if edits is not None and before.text[1:-1] not in {edit.old for edit in edits if not edit.inserts}:
                self.emit(ChangeWords((Span(address.with_part(CAPTION)),), edits))
            else:
                self.emit(ReplaceCaption(address.with_part(CAPTION), after.text))

    def _pair_paragraphs(self, old: Provision, new: Provision) -> None:
        """Which 項 was which: the first has no number of its own to be known by."""
        free_old = [each for each in old.items if each not in {self.twins.get(node) for node in new.items}]
        free_new = [each for each in new.items if self.twins.get(each) not in old.items]
        joined = aligned(["\n".join(texts_of(each)) for each in free_old], ["\n".join(texts_of(each)) for each in free_new])
        for one, other in joined:
            self.twins[free_new[other]] = free_old[one]
        if old.items and new.items and new.items[0] not in self.twins and old.items[0] not in self.twins.values():
            self.twins[new.items[0]] = old.items[0]
        for each in new.items:
            was = self.twins.get(each)
            if was in old.items:
                for item, before in zip(each.items, was.items, strict=False):
                    if item not in self.twins and before not in self.twins.values() and item.number == before.number:
                        self.twins[item] = before


def is_same(old: Provision, new: Provision) -> bool:
    """Whether two provisions print the same, their own numbers aside."""
    if (old.line, old.joined) != (new.line, new.joined) or len(old.items) != len(new.items):
        return False
    if [each and each.text for each in (old.caption, old.words)] != [each and each.text for each in (new.caption, new.words)]:
        return False
    if [(each.kind, each.text) for each in old.paragraphs] != [(each.kind, each.text) for each in new.paragraphs]:
        return False
    return all(one.number == other.number and is_same(one, other) for one, other in zip(old.items, new.items, strict=True))


def _span(first: Provision, last: Provision) -> Span:
    """From one provision to another, which may be the same."""
    end = last.span()
    return Span(first.address(), end.last or (end.first if last is not first else None))
