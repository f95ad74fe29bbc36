"""Two editions of a charter → the instructions that make the one of the other, in the order of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.charter_tree import AmendableProvision, CharterTree, charter_lines, lines_of, tree_of
from hyoga_docs.amendments.amending.house_numbers import CHAPTERS
from hyoga_docs.amendments.amending.instructions import (
    BODY,
    CAPTION,
    CONTENTS,
    NAME,
    PREAMBLE,
    SHARED_CAPTION,
    ChangeWords,
    Delete,
    Group,
    Instruction,
    Line,
    ProvisionAddress,
    ProvisionSpan,
    ReplaceCaption,
    ReplaceWhole,
    UnclearAddressError,
)
from hyoga_docs.amendments.amending.plan_lists import ListPlanner, is_same, same_caption
from hyoga_docs.amendments.amending.plan_terms import in_order, terms_throughout
from hyoga_docs.amendments.amending.plan_words import WordPlanner, is_rewritten, texts_of
from hyoga_docs.amendments.amending.word_edits import UnclearQuotation, find_edits, raw_edits
from hyoga_docs.amendments.comparison.provisions import ProvisionMatching, ProvisionNode, provisions, walk
from hyoga_docs.text.diff_pairing import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
    from hyoga_docs.amendments.amending.instructions import WordEdit
    from hyoga_docs.amendments.comparison.provisions import Places
    from hyoga_docs.plan.printed_charter import PrintedCharter


def plan_amendment(
    editions: tuple[PrintedCharter, PrintedCharter], house: HouseNumbers, places: Places = None
) -> tuple[Group, ...]:
    """The instructions; none where nothing of the 目次, the 前文 and the 本則 changed. Raises UnclearAddressError."""
    work, goal = (tree_of(charter_lines(each), house) for each in editions)
    planner = _Planner(work, goal, _twins(editions, work, goal, places), house)
    return planner.plan()


def whole_body(editions: tuple[PrintedCharter, PrintedCharter], house: HouseNumbers) -> tuple[Group, ...]:
    """本則を次のように改める, with the 目次 and the 前文 where they change."""
    old, new = (tree_of(charter_lines(each), house) for each in editions)
    made: list[Instruction] = []
    for part in (CONTENTS, PREAMBLE):
        was, now = _front_lines(old, part), _front_lines(new, part)
        where = ProvisionSpan(ProvisionAddress((), part))
        if was != now:
            made.append(ReplaceWhole(where, now) if now else Delete(where))
    body = tuple(line for node in new.items for line in lines_of(node, house))
    return tuple((each,) for each in [*made, ReplaceWhole(ProvisionSpan(ProvisionAddress((), BODY)), body)])


def _front_lines(tree: CharterTree, part: str) -> tuple[Line, ...]:
    """The lines of the 目次 or of the 前文."""
    if part == CONTENTS:
        return tuple(Line("contents", level, each.text) for level, each in zip(tree.contents_levels, tree.contents, strict=True))
    return tuple(Line(each.kind, 1, each.text) for each in tree.preamble)


def _twins(
    editions: tuple[PrintedCharter, PrintedCharter], work: CharterTree, goal: CharterTree, places: Places
) -> dict[AmendableProvision, AmendableProvision]:
    """Which provision of the new edition was which of the old one, of those that stay in their order."""
    before, after = (provisions(each.lines) for each in editions)
    matching = ProvisionMatching(before, after, places)
    ours = {
        node: mine
        for top, tree in ((before, work), (after, goal))
        for node, mine in zip([each for each in walk(top) if _is_numbered(each)], tree.opened, strict=True)
    }
    twins: dict[AmendableProvision, AmendableProvision] = {}

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


def _quotes_whole(text: str, edits: Sequence[WordEdit]) -> bool:
    """Whether a 見出し or the name of a 章 is quoted from end to end: it is then said to be another."""
    return text in {edit.old for edit in edits if not edit.inserts}


class _Planner(ListPlanner):
    """Plans a whole charter: its 目次 and 前文, terms throughout, then its provisions."""

    def __init__(
        self,
        work: CharterTree,
        goal: CharterTree,
        twins: dict[AmendableProvision, AmendableProvision],
        house: HouseNumbers,
    ) -> None:
        super().__init__(work, goal, twins, house)
        self.words = WordPlanner(self.amender, self.emit)

    def plan(self) -> tuple[Group, ...]:
        """All groups in their order."""
        self._front()
        throughout = self._throughout() if self.house.style.amendment.throughout else None
        self.rows([*self.work.chapters_and_articles()], [*self.goal.chapters_and_articles()], top=True)
        groups = [tuple(group) for group in self.groups if group]
        return tuple(in_order(groups, throughout) if throughout is not None else groups)

    def _throughout(self) -> ChangeWords | None:
        """Changes a term that changed alike in several 条, all over them."""
        tops = [node for node in self.work.chapters_and_articles() if node.kind not in CHAPTERS]
        news = {old: new for new, old in self.twins.items()}
        found = terms_throughout(tops, news)
        if found is None:
            return None
        where, edits = found
        self.cut()
        instruction = ChangeWords(tuple(where), edits)
        self.emit(instruction)
        return instruction

    def _front(self) -> None:
        """The 目次 and the 前文."""
        for part in (CONTENTS, PREAMBLE):
            old, new = _front_lines(self.work, part), _front_lines(self.goal, part)
            if old == new:
                continue
            self.cut()
            where = ProvisionSpan(ProvisionAddress((), part))
            before, after = [line.text for line in old], [line.text for line in new]
            alike = [line[:2] for line in old] == [line[:2] for line in new] and not is_rewritten(before, after)
            edits = find_edits(before, after) if alike else None
            if edits is not None:
                self.emit(ChangeWords((where,), edits))
            else:
                self.emit(ReplaceWhole(where, new) if new else Delete(where))

    def pair(self, old: AmendableProvision, new: AmendableProvision) -> None:
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

    def _rewrite(self, old: AmendableProvision, new: AmendableProvision) -> None:
        """第３条を次のように改める; the one that stands there now is still called `old` by what comes after."""
        if old.kind == "項" and old.address().steps[-1].kind == "条":
            raise UnclearAddressError("項")  # its 条 is rewritten instead
        self.replace(old, new)
        made = self.twins[new]
        old.parent, old.items, old.words = made.parent, made.items, made.words
        if made.parent is not None:
            row = made.parent.items
            row[row.index(made)] = old
        old.caption, old.paragraphs, old.joined, old.number = made.caption, made.paragraphs, made.joined, made.number
        for each in old.items:
            each.parent = old
        self.twins[new] = old

    def _name(self, old: AmendableProvision, new: AmendableProvision) -> None:
        if old.words.text == new.words.text:
            return
        address = old.address().with_part(NAME)
        edits = find_edits([old.words.text], [new.words.text])
        if edits is not None and not _quotes_whole(old.words.text, edits):
            self.emit(ChangeWords((ProvisionSpan(address),), edits))
        else:
            line = lines_of(old, self.house)[0]
            said = line.text.removesuffix(old.words.text) + new.words.text
            self.emit(ReplaceWhole(ProvisionSpan(address), (line._replace(text=said),)))

    def _fine(self, old: AmendableProvision, new: AmendableProvision) -> None:
        """The finest sentences that there are. Raises UnclearAddressError where there are none."""
        self._caption(old, new)
        if self.words.together(old, new):
            return
        if old.kind == "条":
            self._pair_paragraphs(old, new)
        else:
            self.words.own(old, new)
        self.rows(list(old.items), list(new.items))

    def _caption(self, old: AmendableProvision, new: AmendableProvision) -> None:
        before, after = old.caption, new.caption
        if old.line == new.line == "heading":
            before, after = old.words, new.words
            changes = set(raw_edits(before.text, after.text))
            if any(changes & set(raw_edits(one, other)) for one, other in zip(texts_of(old)[1:], texts_of(new)[1:], strict=False)):
                return  # said with the words below it
            if not changes:
                return
        elif same_caption(old, new):
            return
        address = old.address()
        was, now = (SHARED_CAPTION if each.shares_caption else CAPTION for each in (old, new))
        if before is not None and after is not None and was == now:
            edits = find_edits([before.text], [after.text])
            if edits is not None and not any(_quotes_whole(each, edits) for each in (before.text, before.text[1:-1])):
                self.emit(ChangeWords((ProvisionSpan(address.with_part(was)),), edits))
            else:
                self.emit(ReplaceCaption(address.with_part(was), after.text))
            return
        if before is not None:
            self.emit(Delete(ProvisionSpan(address.with_part(was))))
        if after is not None:
            self.emit(ReplaceCaption(address.with_part(now) if new.shares_caption else address, after.text, gives=True))

    def _pair_paragraphs(self, old: AmendableProvision, new: AmendableProvision) -> None:
        """Which 項 was which: the first has no number of its own to be known by.

        A first one that stays for the most part stays the first, unless it stands as it was behind another one.
        """
        for first, now in zip(old.items[:1], new.items[:1], strict=False):
            free = now not in self.twins and first not in self.twins.values()
            behind = [texts_of(each) for each in new.items[1:]]
            if free and texts_of(first) not in behind and not is_rewritten(texts_of(first), texts_of(now)):
                self.twins[now] = first
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
