"""A term that changes throughout a charter: 第１条、第３条及び第５条から第７条までの規定中「会議」を「協議会」に改める."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.instructions import (
    Add,
    ChangeWords,
    Delete,
    ProvisionSpan,
    Renumber,
    ReplaceWhole,
    Shift,
    WordEdit,
)
from hyoga_docs.amendments.amending.plan_words import is_rewritten, texts_of, words_of
from hyoga_docs.amendments.amending.word_edits import find_edits, is_quotable, raw_edits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.amendments.amending.charter_tree import AmendableProvision
    from hyoga_docs.amendments.amending.instructions import Group, Instruction, Number

#: In so many 条 a term has to change alike.
_SEVERAL = 3


def terms_throughout(
    tops: Sequence[AmendableProvision], news: Mapping[AmendableProvision, AmendableProvision]
) -> tuple[list[ProvisionSpan], tuple[WordEdit, ...]] | None:
    """The 条 in which terms change everywhere, and how.

    `tops` are the 条 of the old edition, `news` what became of each provision.
    """
    stay = [node for node in tops if node in news and not is_rewritten(texts_of(node), texts_of(news[node]))]
    counts: Counter[WordEdit] = Counter()
    for node in stay:
        beside = [pair for pair in _beside(node, news) if pair[0] != pair[1]]
        counts.update({edit for old, new in beside for edit in (*raw_edits(old, new), *(find_edits([old], [new]) or ()))})
    best: dict[tuple[AmendableProvision, ...], list[WordEdit]] = {}
    for edit, count in sorted(counts.items(), key=lambda each: (-each[1], each[0].old, each[0].new)):
        if count < _SEVERAL or not (edit.old and edit.new) or not (is_quotable(edit.old) and is_quotable(edit.new)):
            continue
        fits = tuple(node for node in stay if _changes_everywhere(node, news, edit))
        others = [other.old for found in best.values() for other in found]
        if len(fits) >= _SEVERAL and not any(edit.old in other or other in edit.old for other in others):
            best.setdefault(fits, []).append(edit)
    if not best:
        return None
    fits, edits = max(best.items(), key=lambda each: len(each[0]) * len(each[1]))
    return _spans(fits, tops), tuple(edits)


def _beside(node: AmendableProvision, news: Mapping[AmendableProvision, AmendableProvision]) -> list[tuple[str, str]]:
    """The words of a provision beside what became of them, as far as that is known."""
    if node.kind == "条" and node in news:
        pairs = zip(words_of(node), words_of(news[node]), strict=False)
        if len(words_of(node)) == len(words_of(news[node])):
            return [(old.text, new.text) for old, new in pairs]
    found = []
    for each in node.walk():
        first = node.kind == "条" and each is node.items[0]  # 第１項 is known by its 条
        other = news.get(each) or (news[node].items[0] if first and node in news else None)
        if other is not None:
            rows = (each.words, *each.paragraphs), (other.words, *other.paragraphs)
            found += [(old.text, new.text) for old, new in zip(*rows, strict=False)]
    return found


def _changes_everywhere(node: AmendableProvision, news: Mapping[AmendableProvision, AmendableProvision], edit: WordEdit) -> bool:
    """Whether a term changes in each place where it stands in a provision."""
    beside = [(old, new) for old, new in _beside(node, news) if edit.old in old]
    if sum(old.count(edit.old) for old, _ in beside) != sum(text.count(edit.old) for text in texts_of(node)):
        return False
    return bool(beside) and all(
        new.count(edit.new) >= old.replace(edit.old, edit.new).count(edit.new)
        and edit.old not in (new.replace(edit.new, "\0") if edit.old in edit.new else new)
        and _is_left_alone(edit, old, new)
        for old, new in beside
    )


def _is_left_alone(edit: WordEdit, old: str, new: str) -> bool:
    """Whether no other sentence has to quote what a term became, which the text before the amendment does not say."""
    then = old.replace(edit.old, edit.new)
    return then == new or all(edit.new not in other.old for other in find_edits([then], [new]) or ())


def _spans(fits: Sequence[AmendableProvision], tops: Sequence[AmendableProvision]) -> list[ProvisionSpan]:
    """The 条 by the first and the last of three or more in a row."""
    rows: list[list[AmendableProvision]] = []
    for node in fits:
        if rows and tops.index(rows[-1][-1]) + 1 == tops.index(node):
            rows[-1].append(node)
        else:
            rows.append([node])
    spans = []
    for row in rows:
        if len(row) >= _SEVERAL:
            spans.append(ProvisionSpan(row[0].address(), row[-1].address()))
        else:
            spans += [ProvisionSpan(node.address()) for node in row]
    return spans


def in_order(groups: Sequence[Group], throughout: ChangeWords) -> list[Group]:
    """The groups with that of a term where its first 条 stands among them, as far as nothing is renumbered before it."""
    at = next(index for index, group in enumerate(groups) if throughout in group)
    rest = [*groups[:at], *groups[at + 1 :]]
    first = throughout.where[0].first.steps[0]
    while at < len(rest) and all(_is_before(instruction, first.number) for instruction in rest[at]):
        at += 1
    return [*rest[:at], groups[groups.index((throughout,))], *rest[at:]]


def _is_before(instruction: Instruction, number: Number) -> bool:
    """Whether an instruction changes only what stands in a 条 before one with this number."""
    if isinstance(instruction, ChangeWords):
        first = instruction.where[0].first if len(instruction.where) == 1 else None
    elif isinstance(instruction, (ReplaceWhole, Delete, Shift)):
        first = instruction.where.first
    else:
        first = instruction.at if isinstance(instruction, Add) else instruction.address
    if first is None or not first.steps or first.steps[0].kind not in {"条", "番号"}:
        return False
    moves_it = isinstance(instruction, (Delete, Shift, Renumber, Add)) and len(first.steps) == 1 and not first.part
    return first.steps[0].number < number and not moves_it
