"""Instructions carried out on a charter's tree, strictly: what an address or a quotation does not name for certain is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.charter_tree import AmendableProvision, AmendableWords, CharterTree, tree_of
from hyoga_docs.amendments.amending.instructions import (
    BEFORE_ITEMS,
    BODY,
    CAPTION,
    CONTENTS,
    FORMER,
    LATTER,
    MAIN,
    NAME,
    PREAMBLE,
    PROVISO,
    SHARED_CAPTION,
    Add,
    AddParagraphs,
    AddressStep,
    AddSentence,
    ChangeWords,
    Delete,
    Line,
    ProvisionAddress,
    ProvisionSpan,
    Renumber,
    ReplaceCaption,
    ReplaceWhole,
    Shift,
    UnclearAddressError,
)
from hyoga_docs.amendments.amending.word_edits import UnclearQuotation, apply_edits
from hyoga_docs.amendments.charter_import.sentences import parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
    from hyoga_docs.amendments.amending.instructions import Instruction


def find(tree: CharterTree, address: ProvisionAddress) -> AmendableProvision:
    """The provision that an address names. Raises UnclearAddressError."""
    here: AmendableProvision = tree
    for index, step in enumerate(address.steps):
        if index == 0:
            candidates = [*tree.chapters_and_articles()]
        else:
            if step.kind in {"号", "細目"} and here.kind == "条":
                here = here.main
            candidates = here.items if step.kind != "条" else [node for node in here.walk() if node.kind == "条"]
        found = [node for node in candidates if step.number in (node.number, node.through) and _is_alike(node, step)]
        if len(found) != 1:
            raise UnclearAddressError(f"{step}: {len(found)}")
        here = found[0]
    return here


def _is_alike(node: AmendableProvision, step: AddressStep) -> bool:
    return (node.kind, node.level) == (step.kind, step.level)


def sentence_words(node: AmendableProvision) -> AmendableWords:
    """The words that hold a provision's 本文 and its ただし書. Raises UnclearAddressError where they are not in one paragraph."""
    main = node.main
    if main.kind == "条":
        raise UnclearAddressError(str(main.step))
    if main.line == "heading":
        bodies = [each for each in main.paragraphs if each.kind == "body"]
        if len(bodies) != 1:
            raise UnclearAddressError(str(main.step))
        return bodies[0]
    return main.words


def part_names(text: str) -> dict[str, str]:
    """The sentences of a text by the names of its parts; none of a text that has no parts."""
    first, latter, proviso = parted(text)
    if first + latter + proviso != text or not (latter or proviso):
        return {}
    if latter:
        return {FORMER: first, LATTER: latter} | ({PROVISO: proviso} if proviso else {})
    return {MAIN: first, PROVISO: proviso}


def scope(tree: CharterTree, address: ProvisionAddress) -> list[AmendableWords]:
    """The words that an address names as a whole: those of a provision and of all under it, 見出し aside."""
    if not address.steps and address.part == CONTENTS:
        return tree.contents
    if not address.steps and address.part == PREAMBLE:
        return tree.preamble
    node = find(tree, address)
    if address.part in {CAPTION, SHARED_CAPTION}:
        caption = node.words if node.line == "heading" else node.caption
        return [caption] if caption is not None else []
    if address.part == NAME:
        return [node.words]
    if address.part == BEFORE_ITEMS:
        return [*([node.main.words] if node.main.line != "heading" else []), *node.main.paragraphs]
    return [words for each in node.walk() for words in (each.words, *each.paragraphs)]


class Amender:
    """Amends a tree, step by step."""

    def __init__(self, tree: CharterTree, house: HouseNumbers) -> None:
        self.tree, self.house = tree, house

    def carry_out(self, instruction: Instruction) -> None:
        """Raises UnclearAddressError and UnclearQuotation."""
        match instruction:
            case ChangeWords():
                self._words(instruction)
            case ReplaceWhole():
                self._replace(instruction)
            case ReplaceCaption(address, text, gives):
                self._caption(address, text, gives=gives)
            case Delete(where):
                self._delete(where)
            case Renumber(address=address, to=to):
                self._renumber(find(self.tree, address), to)
            case Shift(where=where, by=by):
                self._shift(self.span(where), by)
            case _:
                self._come(instruction)

    def _come(self, instruction: Add | AddParagraphs | AddSentence) -> None:
        if isinstance(instruction, Add):
            self._add(instruction)
        elif isinstance(instruction, AddParagraphs):
            self._add_paragraphs(instruction)
        else:
            words = sentence_words(find(self.tree, instruction.address))
            named = part_names(words.text)
            if instruction.address.part in named or (instruction.address.part == LATTER and PROVISO in named):
                raise UnclearAddressError(instruction.address.part)
            words.text += instruction.text

    def _shift(self, nodes: list[AmendableProvision], by: int) -> None:
        if any(len(node.number) != 1 for node in nodes):
            raise UnclearAddressError(str(nodes[0].step))
        for node in reversed(nodes) if by > 0 else nodes:
            self._number(node, (node.number[0] + by,))

    def span(self, where: ProvisionSpan) -> list[AmendableProvision]:
        """The provisions from the first to the last, which stand in one order. Raises UnclearAddressError."""
        first = find(self.tree, where.first)
        if where.last is None:
            return [first]
        last = find(self.tree, where.last)
        if first.parent is last.parent and first.parent is not None:
            row = first.parent.items
        else:
            row = [node for node in self.tree.walk() if node.kind == first.kind and node.level == first.level]
        start, end = row.index(first), row.index(last)
        if first.kind != last.kind or end < start + (first is not last or not first.through):
            raise UnclearAddressError(str(where))
        return row[start : end + 1]

    def _words(self, instruction: ChangeWords) -> None:
        for where in instruction.where:
            if where.first.part in {MAIN, PROVISO, FORMER, LATTER}:
                words, part = sentence_words(find(self.tree, where.first)), where.first.part
                named = part_names(words.text)
                if part not in named:
                    raise UnclearAddressError(part)
                named[part] = apply_edits([named[part]], instruction.edits)[0]
                words.text = "".join(named.values())
                continue
            if where.last is None:
                cells = [scope(self.tree, where.first)]
            else:
                cells = [scope(self.tree, node.address()) for node in self.span(where)]
            for each in cells:
                texts = apply_edits([self.marked(cell) for cell in each], instruction.edits)
                for cell, text in zip(each, texts, strict=True):
                    cell.text = text.removeprefix(self._mark(cell))
            for node in self.tree.walk():  # a paragraph of which all words went is gone
                node.paragraphs = [each for each in node.paragraphs if each.text]

    def marked(self, words: AmendableWords) -> str:
        """Words as they are quoted: those of a bullet with its mark."""
        return self._mark(words) + words.text

    def _mark(self, words: AmendableWords) -> str:
        return self.house.style.bullet if words.kind == "bullet" else ""

    def _add_paragraphs(self, instruction: AddParagraphs) -> None:
        node = named = find(self.tree, instruction.address)
        if instruction.place == "before" and not instruction.words:
            if named.parent is None or named.parent.items[0] is not named:
                raise UnclearAddressError(str(named.step))
            node = named.parent
        marks = {"bullet": self.house.style.bullet, "body": ""}
        if any(line.kind not in marks for line in instruction.lines):
            raise UnclearAddressError(instruction.lines[0].text)
        at = len(node.paragraphs)
        if instruction.words:
            found = [index for index, each in enumerate(node.paragraphs) if self.marked(each) == instruction.words]
            if len(found) != 1:
                raise UnclearQuotation(instruction.words)
            at = found[0] + (instruction.place == "after")
        node.paragraphs[at:at] = [AmendableWords(line.text.removeprefix(marks[line.kind]), line.kind) for line in instruction.lines]

    def _replace(self, instruction: ReplaceWhole) -> None:
        address = instruction.where.first
        if not address.steps:
            self._replace_all(address.part, instruction.lines)
            return
        if address.part == NAME:
            self._rename(find(self.tree, address), instruction.lines)
            return
        if address.part:
            words = sentence_words(find(self.tree, address))
            named = part_names(words.text)
            if address.part not in named or len(instruction.lines) != 1:
                raise UnclearAddressError(address.part)
            named[address.part] = instruction.lines[0].text
            words.text = "".join(named.values())
            return
        nodes = self.span(instruction.where)
        parent = nodes[0].parent
        made = tree_of(instruction.lines, self.house).items
        if parent is None or any(node.parent is not parent for node in nodes) or not made:
            raise UnclearAddressError(str(address))
        at = parent.items.index(nodes[0])
        for node in nodes:
            parent.items.remove(node)
        for offset, node in enumerate(made):
            parent.add(node, at + offset)

    def _rename(self, node: AmendableProvision, lines: Sequence[Line]) -> None:
        """Another name for a 章, which is quoted with its number."""
        made = tree_of(lines, self.house).items
        if len(lines) != 1 or not made or (made[0].kind, made[0].number) != (node.kind, node.number):
            raise UnclearAddressError(NAME)
        node.words.text = made[0].words.text

    def _replace_all(self, part: str, lines: Sequence[Line]) -> None:
        made = tree_of(lines, self.house)
        if part == CONTENTS:
            self.tree.contents, self.tree.contents_levels = made.contents, made.contents_levels
        elif part == PREAMBLE:
            self.tree.preamble = made.preamble
        elif part == BODY:
            self.tree.items = []
            for node in made.items:
                self.tree.add(node)

    def _caption(self, address: ProvisionAddress, text: str, *, gives: bool) -> None:
        node = find(self.tree, address)
        if node.line == "heading" and not gives:
            node.words.text = text
            return
        if (node.caption is None) is not gives:
            raise UnclearAddressError(f"{address}: {CAPTION}")
        node.caption = AmendableWords(text)
        node.shares_caption = address.part == SHARED_CAPTION

    def _delete(self, where: ProvisionSpan) -> None:
        address = where.first
        if not address.steps and address.part in {CONTENTS, PREAMBLE}:
            self._replace_all(address.part, ())
            return
        if address.part in {CAPTION, SHARED_CAPTION}:
            node = find(self.tree, address)
            node.caption, node.shares_caption = None, False
            return
        if address.part:
            words = sentence_words(find(self.tree, address))
            named = part_names(words.text)
            if address.part not in named:
                raise UnclearAddressError(address.part)
            words.text = "".join(text for name, text in named.items() if name != address.part)
            return
        for node in self.span(where):
            if node.parent is None:
                raise UnclearAddressError(str(where))
            node.parent.items.remove(node)

    def _renumber(self, node: AmendableProvision, to: ProvisionAddress) -> None:
        if node.kind == "条" and to.steps[-1].kind == "項":  # 第３条を同条第２項とし
            node = node.main
        if to.steps[-1].kind == "条" and node.kind == "項":  # 同条第２項を同条とする
            self._number(node, (1,))
            return
        if node.kind != to.steps[-1].kind or node.level != to.steps[-1].level or node.joined:
            raise UnclearAddressError(str(to))
        self._number(node, to.steps[-1].number)

    def _number(self, node: AmendableProvision, number: tuple[int, ...]) -> None:
        row = self.tree.chapters_and_articles() if node.kind == "条" else iter(node.parent.items if node.parent is not None else ())
        if any(other.kind == node.kind and other.number == number for other in row if other is not node):
            raise UnclearAddressError(f"{node.kind}{number}")
        node.number = number

    def _add(self, instruction: Add) -> None:
        made = tree_of(instruction.lines, self.house).items
        if len(made) != instruction.count:
            raise UnclearAddressError(f"{instruction.count} ≠ {len(made)}")
        at = find(self.tree, instruction.at) if instruction.at.steps else self.tree
        if instruction.place in {"after", "before"}:
            parent = at.parent
            if parent is None:
                raise UnclearAddressError(str(instruction.at))
            place = parent.items.index(at) + (instruction.place == "after")
        else:
            parent = at.main if made[0].kind in {"号", "細目"} else at
            place = 0 if instruction.place == "first" else len(parent.items)
        for offset, node in enumerate(made):
            parent.add(node, place + offset)
