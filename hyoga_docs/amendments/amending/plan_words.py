"""Which words of a provision are changed under which address: as a whole, or its 本文, its ただし書, what stands before its 号."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.apply import part_names, sentence_words
from hyoga_docs.amendments.amending.instructions import (
    BEFORE_ITEMS,
    LATTER,
    PROVISO,
    AddParagraphs,
    AddSentence,
    ChangeWords,
    Delete,
    Line,
    ProvisionSpan,
    ReplaceWhole,
    UnclearAddressError,
)
from hyoga_docs.amendments.amending.word_edits import find_edits, kept
from hyoga_docs.amendments.charter_import.sentences import parted
from hyoga_docs.text.diff_pairing import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.amendments.amending.apply import Amender
    from hyoga_docs.amendments.amending.charter_tree import AmendableProvision, AmendableWords
    from hyoga_docs.amendments.amending.instructions import Instruction, ProvisionAddress, WordEdit

#: What stays of the shorter text, below which a provision is one that was written anew.
_HALF = 0.5
#: A text up to this length is a name or the like (福祉部長, 障害者団体の代表者), whose characters are counted and not its words.
_SHORT = 24
#: A paragraph that is longer is not quoted to say what comes after it.
_LONGEST_PARAGRAPH = 40


def is_rewritten(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether less than half of a provision's words stayed."""
    before, after = "\n".join(old), "\n".join(new)
    shorter = min(len(before), len(after))
    if before == after or not shorter:
        return before != after
    alike = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks() if len(before) <= _SHORT else ()
    return max(kept(before, after), sum(each.size for each in alike if each.size > 1)) < _HALF * shorter


def texts_of(node: AmendableProvision) -> list[str]:
    """All the words of a provision, without numbers."""
    return [words.text for words in words_of(node)]


def words_of(node: AmendableProvision) -> list[AmendableWords]:
    """The words of a provision and of all under it, 見出し aside."""
    return [words for each in node.walk() for words in (each.words, *each.paragraphs)]


class WordPlanner:
    """Finds the words to change in one provision, and hands on the instructions that do."""

    def __init__(self, amender: Amender, emit: Callable[[Instruction], None]) -> None:
        self.marked, self.emit = amender.marked, emit

    def together(self, old: AmendableProvision, new: AmendableProvision) -> bool:
        """Changes the words of a provision and of all under it by one sentence, where that says the same in fewer words."""
        if not old.items or not _same_shape(old, new):
            return False
        before, after = words_of(old), words_of(new)
        if sum(one.text != other.text for one, other in zip(before, after, strict=True)) < 2:
            return False
        edits = find_edits([each.text for each in before], [each.text for each in after])
        if edits is None:
            return False
        apart = sum(
            len(find_edits([one.text], [other.text]) or ()) or len(edits)
            for one, other in zip(before, after, strict=True)
            if one.text != other.text
        )
        if len(edits) >= apart:
            return False
        self.emit(ChangeWords((ProvisionSpan(old.address()),), edits))
        return True

    def own(self, old: AmendableProvision, new: AmendableProvision) -> None:
        """Changes the words of a provision itself. Raises UnclearAddressError where no sentence does."""
        before, after = [old.words, *old.paragraphs], [new.words, *new.paragraphs]
        address = old.address()
        joined = {one: after[other] for one, other in _same_paragraphs(before, after)}
        then = [self.marked(joined[at]) if at in joined else "" for at in range(len(before))]
        sentences = _sentences(old, new, address) if len(joined) == len(before) == len(after) else []
        if sentences:
            at = before.index(sentence_words(old))
            then[at] = _between(before[at].text, then[at])
            if is_rewritten([before[at].text], [then[at]]):
                raise UnclearAddressError("sentences")
        if then != [self.marked(each) for each in before]:
            self.emit(self._best(old, then, address))
        for instruction in sentences:
            self.emit(instruction)
        self._paragraphs_that_come(old, after, list(joined.values()))

    def _paragraphs_that_come(
        self, old: AmendableProvision, after: Sequence[AmendableWords], stayed: Sequence[AmendableWords]
    ) -> None:
        """Adds the paragraphs that are new, those that stand together by one sentence."""
        runs = [(comes, list(run)) for comes, run in groupby(after[1:], key=lambda each: each not in stayed)]
        last = ""
        for index, (comes, run) in enumerate(runs):
            if comes:
                lines = tuple(Line(each.kind, old.level, self.marked(each)) for each in run)
                self.emit(self._coming(old, last, self.marked(runs[index + 1][1][0]) if index + 1 < len(runs) else "", lines))
            last = self.marked(run[-1])

    def _coming(self, old: AmendableProvision, before: str, behind: str, lines: tuple[Line, ...]) -> AddParagraphs:
        """The sentence that adds paragraphs between two others; empty is one that is not there."""
        if not behind and not old.items:
            return AddParagraphs(old.address(), "end", "", lines)
        if not behind:
            return AddParagraphs(old.items[0].address(), "before", "", lines)
        if len(before or behind) > _LONGEST_PARAGRAPH:
            raise UnclearAddressError("body")
        return AddParagraphs(old.address(), "after" if before else "before", before or behind, lines)

    def _best(self, old: AmendableProvision, then: Sequence[str], address: ProvisionAddress) -> Instruction:
        """The words changed under the address that needs the shortest quotations. Raises UnclearAddressError."""
        found: list[tuple[int, int, ChangeWords]] = []
        own = [self.marked(each) for each in (old.words, *old.paragraphs)]
        below = [words.text for item in old.items for words in words_of(item)]

        def consider(where: ProvisionAddress, edits: tuple[WordEdit, ...] | None) -> None:
            if edits is not None:
                found.append((sum(len(edit.old) for edit in edits), len(found), ChangeWords((ProvisionSpan(where),), edits)))

        consider(address, find_edits([*own, *below], [*then, *below]))
        if below and old.line == "heading" and own[0] == then[0]:
            consider(address.with_part(BEFORE_ITEMS), find_edits(own[1:], then[1:]))
        elif below and old.kind == "項":
            consider(address.with_part(BEFORE_ITEMS), find_edits(own, then))
        changed = [index for index, text in enumerate(own) if text != then[index]]
        try:
            words = sentence_words(old)
        except UnclearAddressError:
            words = None
        if words is not None and [own[index] for index in changed] == [words.text]:
            parts, others = part_names(words.text), part_names(then[changed[0]])
            differing = [part for part in parts if parts[part] != others.get(part)]
            if set(parts) == set(others) and len(differing) == 1:
                part = differing[0]
                edits = find_edits([parts[part]], [others[part]])
                if edits is not None and part in {PROVISO, LATTER}:
                    return ChangeWords((ProvisionSpan(address.with_part(part)),), edits)
                consider(address.with_part(part), edits)
        if not found:
            raise UnclearAddressError("words")
        return min(found, key=lambda each: each[:2])[2]


def _is_one(old: AmendableWords, new: AmendableWords) -> bool:
    return old.kind == new.kind and not is_rewritten([old.text], [new.text])


def _same_paragraphs(before: Sequence[AmendableWords], after: Sequence[AmendableWords]) -> Iterator[tuple[int, int]]:
    """Which paragraph is which, of one kind and in the order of both; the first of both is what their provision says itself."""
    yield 0, 0
    joined = aligned([each.text for each in before[1:]], [each.text for each in after[1:]])
    pairs = [(one + 1, other + 1) for one, other in joined if _is_one(before[one + 1], after[other + 1])]
    for (one, other), (end, stop) in pairwise([(0, 0), *pairs, (len(before), len(after))]):
        gone, come = range(one + 1, end), range(other + 1, stop)
        if [before[at].kind for at in gone] == [after[at].kind for at in come]:
            yield from zip(gone, come, strict=True)
        if end < len(before):
            yield end, stop


def _sentences(old: AmendableProvision, new: AmendableProvision, address: ProvisionAddress) -> list[Instruction]:
    """What becomes of the 後段 and the ただし書 that come, go, or are written anew."""
    try:
        before, after = part_names(sentence_words(old).text), part_names(sentence_words(new).text)
    except UnclearAddressError:
        return []
    made: list[Instruction] = []
    for part in (LATTER, PROVISO):
        was, now, where = before.get(part), after.get(part), address.with_part(part)
        if was and not now:
            made.append(Delete(ProvisionSpan(where)))
        elif was and now and is_rewritten([was], [now]):
            made.append(ReplaceWhole(ProvisionSpan(where), (Line("body", 1, now),)))
        elif now and not was:
            made.append(AddSentence(where, now))
    if {type(each) for each in made} >= {AddSentence, Delete} or (
        before.get(PROVISO) and after.get(LATTER) and not before.get(LATTER)
    ):
        return []  # which of them stands where is clearer in one piece
    return made


def _between(old: str, new: str) -> str:
    """The new text with the 後段 and the ただし書 that it had: those that go or are written anew still there, none that comes."""
    before, after = parted(old), parted(new)
    parts = [after[0]]
    for was, now in zip(before[1:], after[1:], strict=True):
        parts.append(was if not now or is_rewritten([was], [now]) else now if was else "")
    return "".join(parts)


def _same_shape(old: AmendableProvision, new: AmendableProvision) -> bool:
    """Whether two provisions have the same numbers and paragraphs under them."""
    shapes = [
        [(each.step if each is not top else None, each.line, [words.kind for words in each.paragraphs]) for each in top.walk()]
        for top in (old, new)
    ]
    captions = [[each.caption.text if each.caption else "" for each in top.walk() if each is not top] for top in (old, new)]
    return shapes[0] == shapes[1] and captions[0] == captions[1]
