"""A paragraph of two Word files as one, with the words marked that were deleted and those that were inserted."""

from __future__ import annotations

from collections import deque
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lxml import etree

from hyoga_docs.word.tracked.file import R
from hyoga_docs.word.tracked.marks import SPACE, W, bare, woven

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hyoga_docs.word.tracked.file import DocxPart, ElementContent
    from hyoga_docs.word.tracked.marks import RevisionMarks, Runs

#: Stands in the text for what is no character: a picture, a field, ruby. Nobody writes these.
_FIRST_SIGN = 0xF0000
_LAST_SIGN = 0xFFFFD
#: Things without a place in the text. The old file's are bookmarks that the new one does not have, and go with what went.
_POINTS = {
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd")
}
_BOX = f"{W}txbxContent"
_NAMES = {"id", "name", "relativeHeight"}
_IGNORED = {f"{W}rPr", f"{W}lastRenderedPageBreak"}


class TextComparison(NamedTuple):
    """How two texts are compared: their pieces with whether each changed, and how alike they are, from 0 to 1."""

    compare: Callable[[str, str], tuple[Runs, Runs]]
    likeness: Callable[[str, str], float]


class ApartComparers(Protocol):
    """What compares what hangs on paragraphs and stands elsewhere: notes, text boxes, headers and footers of sections."""

    def kept(self, old: etree._Element, new: etree._Element) -> None:
        """A thing in a paragraph stayed."""

    def changed(self, kind: str, things: Sequence[etree._Element]) -> None:
        """Things came (`ins`) or went (`del`)."""

    def section(self, old: etree._Element, new: etree._Element) -> None:
        """A section stayed."""

    def gone_section(self, section: etree._Element) -> None:
        """A section's end went."""


@dataclass(frozen=True)
class _Atom:
    """What is never cut: a character, or a thing with its sign; a point has no sign.

    `things` are the run's content, or where `whole` is set, elements that stand beside runs. A `mark` is where a field begins
    or ends that goes over several paragraphs.
    """

    sign: str
    things: tuple[etree._Element, ...] = ()
    whole: bool = False
    look: etree._Element | None = None
    link: etree._Element | None = None
    kind: str = ""
    former: tuple[etree._Element | None] | None = None
    mark: bool = False


class ParagraphComparer:
    """Compares the paragraphs of one part; `apart` compares what hangs on them: notes, text boxes, sections."""

    def __init__(self, part: DocxPart, marks: RevisionMarks, words: TextComparison, apart: ApartComparers) -> None:
        self._part, self._marks, self._words, self._apart = part, marks, words, apart
        self._signs: dict[ElementContent, str] = {}
        #: The marks around where fields over several paragraphs begin or end, of those that came or went.
        self.field_marks: list[etree._Element] = []

    def pair(self, old: etree._Element, new: etree._Element) -> None:
        """Rewrites the new paragraph with what changed since the old one, which is used up."""
        before, after = list(self._atoms(old)), list(self._atoms(new))
        self._fill(new, list(self._changes(before, after)))
        was, now = (each.find(f"{W}pPr") for each in (old, new))
        if self._part.content_of(bare(was)) != self._part.content_of(bare(now)):
            self._marks.was_paragraph(new, was)
        self._end(new, was, now)
        for one, other in zip(*(each.iterfind(f"{W}pPr/{W}sectPr") for each in (old, new)), strict=False):
            self._apart.section(one, other)

    def whole(self, kind: str, paragraph: etree._Element) -> None:
        """Marks all that a paragraph says as inserted or deleted, and its end."""
        self.words(kind, paragraph)
        self._marks.mark_end(kind, paragraph)
        if kind == "del":
            for section in paragraph.iterfind(f"{W}pPr/{W}sectPr"):
                self._apart.gone_section(section)

    def words(self, kind: str, paragraph: etree._Element) -> None:
        """Marks all that a paragraph says as inserted or deleted."""
        self._fill(paragraph, [replace(atom, kind=kind) if atom.sign or kind == "del" else atom for atom in self._atoms(paragraph)])

    def _end(self, paragraph: etree._Element, was: etree._Element | None, now: etree._Element | None) -> None:
        """Writes how the mark of a paragraph's end looked."""
        one, other = (None if each is None else each.find(f"{W}rPr") for each in (was, now))
        if self._look(one) != self._look(other):
            self._marks.was_end(paragraph, one)

    def _changes(self, before: list[_Atom], after: list[_Atom]) -> Iterator[_Atom]:
        """The atoms of both paragraphs in one row: what went stands before what came."""
        one, other = "".join(atom.sign for atom in before), "".join(atom.sign for atom in after)
        links = {self._leads(atom.link): atom.link for atom in after}
        left = deque(replace(atom, link=links.get(self._leads(atom.link), atom.link)) for atom in before)
        right = deque(after)
        for kind, text in woven(*self._words.compare(one, other)):
            came: list[_Atom] = []
            for _ in text:
                while kind != "ins" and not left[0].sign:
                    yield replace(left.popleft(), kind="del")
                while kind != "del" and not right[0].sign:
                    came.append(right.popleft())
                if kind == "ins":
                    came.append(replace(right.popleft(), kind="ins"))
                elif kind == "del" or self._way(left[0].link) != self._way(right[0].link):
                    yield replace(left.popleft(), kind="del")
                    came += [] if kind else [replace(right.popleft(), kind="ins")]
                else:
                    yield from came
                    came.clear()
                    yield self._stayed(left.popleft(), right.popleft())
            yield from came
        yield from (replace(atom, kind="del") for atom in left)
        yield from right

    def _stayed(self, was: _Atom, now: _Atom) -> _Atom:
        """An atom that both paragraphs have, with how it looked."""
        for old, new in zip(was.things, now.things, strict=False):
            self._apart.kept(old, new)
        return now if self._look(was.look) == self._look(now.look) else replace(now, former=(was.look,))

    def _leads(self, link: etree._Element | None) -> object:
        """Where a link leads, so that what was deleted in it stays in it."""
        return None if link is None else self._part.content_of(link)[1]

    def _way(self, link: etree._Element | None) -> tuple[str, str]:
        """Where a link leads, but for the names that Word gives to places itself, each time others."""
        if link is None:
            return "", ""
        relation, anchor = self._part.target(link.get(f"{R}id", "")), link.get(f"{W}anchor", "")
        return "" if relation is None else self._part.target_of(relation), "" if anchor.startswith("_") else anchor

    def _look(self, properties: etree._Element | None) -> ElementContent:
        """How a run looks; no properties are as good as empty ones."""
        return () if properties is None else self._part.content_of(properties)[3:]

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
                if node.tag == f"{W}r" and next(node.iter(f"{W}fldChar", f"{W}instrText"), None) is not None:
                    yield replace(self._thing([node], link), mark=True)
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
        return _Atom(self._sign(tuple(self._part.content_of(node) for node in nodes)), tuple(nodes), whole=True, link=link)

    def _run(self, run: etree._Element, link: etree._Element | None) -> Iterator[_Atom]:
        look = run.find(f"{W}rPr")
        for each in run:
            if each.tag in _IGNORED or not isinstance(each.tag, str):
                continue
            if each.tag == f"{W}t":
                text = each.text or ""
                shown = text if each.get(SPACE) == "preserve" else text.strip(" \t\r\n")
                yield from (_Atom(character, look=look, link=link) for character in shown)
            elif each.tag == f"{W}commentReference":
                yield _Atom("", (each,), look=look, link=link)
            else:
                mark = each.tag in (f"{W}fldChar", f"{W}instrText")
                yield _Atom(self._sign(self._part.content_of(framed(each))), (each,), look=look, link=link, mark=mark)

    def _fill(self, paragraph: etree._Element, atoms: list[_Atom]) -> None:
        """Puts atoms in the place of what a paragraph says."""
        made: list[etree._Element] = []
        for atom in atoms:
            if atom.kind:
                self._apart.changed(atom.kind, atom.things)
        for link, linked in groupby(atoms, lambda atom: atom.link):
            pieces = groupby(linked, lambda atom: (atom.kind, atom.mark))
            inside = [each for (kind, mark), same in pieces for each in self._pieces(kind, list(same), mark=mark)]
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

    def _pieces(self, kind: str, atoms: list[_Atom], *, mark: bool) -> list[etree._Element]:
        runs: list[etree._Element] = []
        for (_, whole, *_), same in groupby(atoms, lambda atom: (id(atom.look), atom.whole, _former(atom), bool(atom.sign))):
            group = list(same)
            if whole:
                runs.extend(thing for atom in group for thing in atom.things)
            else:
                look = group[0].look if group[0].former is None else self._marks.was_run(group[0].look, *group[0].former)
                runs.append(_run_of(look, group))
        if not kind or not runs:
            return runs
        wrapped = self._wrapped(kind, runs)
        if mark:
            self.field_marks.extend(wrapped)
        return wrapped

    def _wrapped(self, kind: str, nodes: list[etree._Element]) -> list[etree._Element]:
        """Marks around nodes; a link cannot stand in a mark, and what it holds is marked in it."""
        found: list[etree._Element] = []
        for is_link, same in groupby(nodes, lambda node: node.tag == f"{W}hyperlink"):
            if not is_link:
                found.append(self._marks.wrapped(kind, same))
                continue
            for link in same:
                link.extend(self._wrapped(kind, list(link)))
                found.append(link)
        return found


def framed(thing: etree._Element) -> etree._Element:
    """A thing, of a drawing with text boxes one without what stands in them, and without the names that Word gives it."""
    if next(thing.iter(_BOX), None) is None:
        return thing
    frame = deepcopy(thing)
    for each in list(frame.iter("{*}Fallback")):
        each.getparent().remove(each)
    for each in frame.iter():
        if each.tag == _BOX:
            each[:] = []
        for name in [name for name in each.attrib if name in _NAMES or name.endswith(("}spid", "}gfxdata"))]:
            del each.attrib[name]
    return frame


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
