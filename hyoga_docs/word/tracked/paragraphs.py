"""A paragraph of two Word files as one, with the words marked that were deleted and those that were inserted."""

from __future__ import annotations

from collections import deque
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from hyoga_docs.word.tracked.marks import SPACE, W, bare, woven

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hyoga_docs.word.tracked.marks import RevisionMarks, Runs
    from hyoga_docs.word.tracked.parts import DocxPart, ElementContent, ElementImporter

#: Stands in the text for what is no character: a picture, a field, ruby. Nobody writes these.
_FIRST_SIGN = 0xF0000
_LAST_SIGN = 0xFFFFD
#: Things without a place in the text, which are taken from the new file alone.
_POINTS = {
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd")
}
_IGNORED = {f"{W}rPr", f"{W}lastRenderedPageBreak"}


class TextComparison(NamedTuple):
    """How two texts are compared: their pieces with whether each changed, and how alike they are, from 0 to 1."""

    compare: Callable[[str, str], tuple[Runs, Runs]]
    likeness: Callable[[str, str], float]


@dataclass(frozen=True)
class _Atom:
    """What is never cut: a character, or a thing with its sign; a point has no sign.

    `things` are the run's content, or where `whole` is set, elements that stand beside runs.
    """

    sign: str
    things: tuple[etree._Element, ...] = ()
    whole: bool = False
    look: etree._Element | None = None
    link: etree._Element | None = None
    kind: str = ""
    former: tuple[etree._Element | None] | None = None

    @property
    def is_note(self) -> bool:
        """Whether it is the number of a note; the old file's notes do not come along."""
        return bool(self.things) and self.things[0].tag.endswith("noteReference")


class ParagraphComparer:
    """Compares the paragraphs of one part."""

    def __init__(
        self, old: DocxPart, new: DocxPart, importer: ElementImporter, marks: RevisionMarks, words: TextComparison
    ) -> None:
        self._old, self._new, self._importer, self._marks, self._words = old, new, importer, marks, words
        self._signs: dict[ElementContent, str] = {}

    def pair(self, old: etree._Element, new: etree._Element) -> None:
        """Rewrites the new paragraph with what changed since the old one."""
        brought = self._importer.copy(old)
        before = [] if brought is None else [atom for atom in self._atoms(brought) if atom.sign]
        after = list(self._atoms(new))
        self._fill(new, list(self._changes(before, after)))
        if self._old.content_of(bare(old.find(f"{W}pPr"))) != self._new.content_of(bare(new.find(f"{W}pPr"))):
            self._marks.was_paragraph(new, None if brought is None else brought.find(f"{W}pPr"))

    def whole(self, kind: str, paragraph: etree._Element) -> None:
        """Marks all that a paragraph says as inserted or deleted, and its end."""
        atoms = [replace(atom, kind=kind) if atom.sign else atom for atom in self._atoms(paragraph)]
        self._fill(paragraph, [atom for atom in atoms if atom.sign or kind == "ins"])
        self._marks.mark_end(kind, paragraph)

    def _changes(self, before: list[_Atom], after: list[_Atom]) -> Iterator[_Atom]:
        """The atoms of both paragraphs in one row: what went stands before what came."""
        one, other = "".join(atom.sign for atom in before), "".join(atom.sign for atom in after)
        links = {self._leads(atom.link): atom.link for atom in after}
        left = deque(replace(atom, link=links.get(self._leads(atom.link), atom.link)) for atom in before)
        right = deque(after)
        for kind, text in woven(*self._words.compare(one, other)):
            for _ in text:
                while kind != "del" and not right[0].sign:
                    yield right.popleft()
                if kind:
                    yield replace((left if kind == "del" else right).popleft(), kind=kind)
                else:
                    was, now = left.popleft(), right.popleft()
                    yield now if self._look(was.look) == self._look(now.look) else replace(now, former=(was.look,))
        yield from right

    def _leads(self, link: etree._Element | None) -> object:
        """Where a link leads, so that what was deleted in it stays in it."""
        return None if link is None else self._new.content_of(link)[1]

    def _look(self, properties: etree._Element | None) -> ElementContent:
        """How a run looks; no properties are as good as empty ones."""
        return () if properties is None else self._new.content_of(properties)[3:]

    def _sign(self, content_of: ElementContent) -> str:
        """The sign of a thing, the same for things that say the same."""
        if content_of not in self._signs:
            self._signs[content_of] = chr(min(_FIRST_SIGN + len(self._signs), _LAST_SIGN))
        return self._signs[content_of]

    def _atoms(self, parent: etree._Element, link: etree._Element | None = None) -> Iterator[_Atom]:
        field: list[etree._Element] = []
        depth = 0
        for node in parent:
            if node.tag == f"{W}pPr" or not isinstance(node.tag, str):
                continue
            ends = [each.get(f"{W}fldCharType") for each in node.iter(f"{W}fldChar")]
            opened = ends.count("begin") - ends.count("end")
            if field or opened > 0 or ("begin" in ends and node.tag == f"{W}r"):
                field.append(node)
                depth += opened
                if depth <= 0:
                    yield self._thing(field, link)
                    field, depth = [], 0
            else:
                yield from self._plain(node, link)
        if field:  # it ends in another paragraph, as a table of contents does
            for node in field:
                points = next(node.iter(f"{W}fldChar", f"{W}instrText"), None) is not None
                if points:
                    yield _Atom("", (node,), whole=True, link=link)
                else:
                    yield from self._plain(node, link)

    def _plain(self, node: etree._Element, link: etree._Element | None) -> Iterator[_Atom]:
        if node.tag == f"{W}r":
            yield from self._run(node, link)
        elif node.tag == f"{W}hyperlink":
            yield from self._atoms(node, node)
        elif node.tag == f"{W}fldSimple":
            yield self._thing(_as_runs(node), link)
        elif node.tag in (f"{W}smartTag", f"{W}customXml"):
            yield from self._atoms(node, link)
        elif node.tag in _POINTS:
            yield _Atom("", (node,), whole=True, link=link)
        else:
            yield self._thing([node], link)

    def _thing(self, nodes: list[etree._Element], link: etree._Element | None) -> _Atom:
        return _Atom(self._sign(tuple(self._new.content_of(node) for node in nodes)), tuple(nodes), whole=True, link=link)

    def _run(self, run: etree._Element, link: etree._Element | None) -> Iterator[_Atom]:
        look = run.find(f"{W}rPr")
        for each in run:
            if each.tag in _IGNORED or not isinstance(each.tag, str):
                continue
            if each.tag == f"{W}t":
                text = each.text or ""
                shown = text if each.get(SPACE) == "preserve" else text.strip(" \t\r\n")
                yield from (_Atom(character, look=look, link=link) for character in shown)
            elif each.tag in (f"{W}fldChar", f"{W}instrText", f"{W}commentReference"):
                yield _Atom("", (each,), look=look, link=link)
            else:
                content_of = (each.tag,) if each.tag.endswith("noteReference") else self._new.content_of(each)
                yield _Atom(self._sign(content_of), (each,), look=look, link=link)

    def _fill(self, paragraph: etree._Element, atoms: list[_Atom]) -> None:
        """Puts atoms in the place of what a paragraph says."""
        made: list[etree._Element] = []
        kept = (atom for atom in atoms if not (atom.kind == "del" and atom.is_note))
        for link, linked in groupby(kept, lambda atom: atom.link):
            inside = [each for kind, same in groupby(linked, lambda atom: atom.kind) for each in self._pieces(kind, list(same))]
            if link is None:
                made.extend(inside)
            else:
                holder = etree.Element(link.tag, link.attrib)
                holder.extend(inside)
                made.append(holder)
        for node in list(paragraph):
            if node.tag != f"{W}pPr":
                paragraph.remove(node)
        paragraph.extend(made)

    def _pieces(self, kind: str, atoms: list[_Atom]) -> list[etree._Element]:
        runs: list[etree._Element] = []
        for (_, whole, *_), same in groupby(atoms, lambda atom: (id(atom.look), atom.whole, _former(atom), bool(atom.sign))):
            group = list(same)
            if whole:
                runs.extend(each for atom in group for thing in atom.things for each in (_markable(thing) if kind else [thing]))
            else:
                look = group[0].look if group[0].former is None else self._marks.was_run(group[0].look, *group[0].former)
                runs.append(_run_of(look, group))
        return [self._marks.wrapped(kind, runs)] if kind and runs else runs


def _markable(thing: etree._Element) -> list[etree._Element]:
    """A thing without the link around it, which cannot be marked."""
    return [each for inner in thing for each in _markable(inner)] if thing.tag == f"{W}hyperlink" else [thing]


def _former(atom: _Atom) -> int | None:
    return None if atom.former is None else id(atom.former[0])


def _run_of(look: etree._Element | None, atoms: list[_Atom]) -> etree._Element:
    """A run of characters and things that look alike."""
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    for is_text, same in groupby(atoms, lambda atom: not atom.things):
        group = list(same)
        if is_text:
            text = etree.SubElement(run, f"{W}t", {SPACE: "preserve"})
            text.text = "".join(atom.sign for atom in group)
        else:
            run.extend(each for atom in group for each in atom.things)
    return run


def _as_runs(field: etree._Element) -> list[etree._Element]:
    """A simple field as runs, for only runs can be marked."""

    def made(name: str, text: str = "", **attributes: str) -> etree._Element:
        run = etree.Element(f"{W}r")
        inner = etree.SubElement(run, f"{W}{name}", {f"{W}{key}": value for key, value in attributes.items()})
        inner.text = text or None
        return run

    instruction = made("instrText", field.get(f"{W}instr", ""))
    instruction[0].set(SPACE, "preserve")
    begin, separate, end = (made("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    return [begin, instruction, separate, *(deepcopy(each) for each in field if each.tag == f"{W}r"), end]
