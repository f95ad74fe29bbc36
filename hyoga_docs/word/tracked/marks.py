"""The marks of a tracked change: what was inserted or deleted, by whom and on which day."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Runs = tuple[tuple[str, bool], ...]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
#: What a paragraph's former properties cannot hold, by the standard.
_NOT_FORMER = {f"{W}{name}" for name in ("rPr", "sectPr", "pPrChange")}
#: What the properties of a mark of a paragraph's end hold of changes.
_OF_ENDS = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange")}
_FIRST_ID = 1_000_000  # past the ids of bookmarks and comments, which Word counts from 0


class RevisionMarks:
    """Writes the marks of one author on one day, each with an id of its own."""

    def __init__(self, author: str, date: dt.date) -> None:
        self._by = {f"{W}author": author, f"{W}date": f"{date.isoformat()}T00:00:00Z"}
        self._last = 0

    @property
    def any(self) -> bool:
        """Whether anything was marked."""
        return self._last > 0

    def _mark(self, kind: str) -> etree._Element:
        return etree.Element(f"{W}{kind}", {f"{W}id": self._id(), **self._by})

    def _id(self) -> str:
        self._last += 1
        return str(_FIRST_ID + self._last)

    def wrapped(self, kind: str, runs: Iterable[etree._Element]) -> etree._Element:
        """Runs as inserted (`ins`) or deleted (`del`)."""
        mark = self._mark(kind)
        mark.extend(runs)
        if kind == "del":
            for node in list(mark.iter(*_DELETED)):
                if next(node.iterancestors(f"{W}txbxContent"), None) is None:  # a text box has marks of its own
                    node.tag = _DELETED[node.tag]
                    node.set(SPACE, "preserve")
        return mark

    def mark_end(self, kind: str, paragraph: etree._Element) -> None:
        """Marks a paragraph's end, which is what parts it from the next."""
        own = self._of_end(paragraph)
        own.insert(0, self._mark(kind))

    @staticmethod
    def _of_end(paragraph: etree._Element) -> etree._Element:
        """The properties of the mark of a paragraph's end, made where there are none."""
        properties = first_child(paragraph, "pPr")
        own = properties.find(f"{W}rPr")
        if own is None:
            own = etree.Element(f"{W}rPr")
            after = next((each for each in properties if each.tag in _NOT_FORMER), None)
            if after is None:
                properties.append(own)
            else:
                after.addprevious(own)
        return own

    def was_end(self, paragraph: etree._Element, former: etree._Element | None) -> None:
        """Writes how the mark of a paragraph's end looked before."""
        own = self._of_end(paragraph)
        if own.find(f"{W}rPrChange") is None:
            was = etree.Element(f"{W}rPr")
            was.extend([deepcopy(each) for each in (() if former is None else former) if each.tag not in _OF_ENDS])
            self.was(own, was)

    def mark_row(self, kind: str, row: etree._Element) -> None:
        """Marks a row of a table; what its cells say has marks of its own."""
        properties = row_properties(row)
        later = properties.find(f"{W}trPrChange")
        if later is None:
            properties.append(self._mark(kind))
        else:
            later.addprevious(self._mark(kind))

    def was(self, properties: etree._Element, former: etree._Element) -> None:
        """Writes into properties of a table, a row, a cell, a section or an end of a paragraph what they were before."""
        change = self._mark(f"{properties.tag.rpartition('}')[2]}Change")
        change.append(former)
        properties.append(change)

    def was_grid(self, grid: etree._Element, former: etree._Element) -> None:
        """Writes into the columns of a table what they were before; this mark has no author."""
        change = etree.SubElement(grid, f"{W}tblGridChange", {f"{W}id": self._id()})
        change.append(former)

    def around(self, kind: str, control: etree._Element) -> list[etree._Element]:
        """Marks a content control itself as inserted or deleted, in what it holds; the marks to put before and after it."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return []
        name = f"customXml{kind.capitalize()}Range"
        ends = []
        for _ in range(2):
            start = self._mark(f"{name}Start")
            ends += [start, etree.Element(f"{W}{name}End", {f"{W}id": start.get(f"{W}id", "")})]
        content.insert(0, ends[1])
        content.append(ends[2])
        return [ends[0], ends[3]]

    def was_run(self, properties: etree._Element | None, former: etree._Element | None) -> etree._Element:
        """The properties of a run, with what they were before."""
        now = etree.Element(f"{W}rPr") if properties is None else deepcopy(properties)
        change = self._mark("rPrChange")
        change.append(etree.Element(f"{W}rPr") if former is None else deepcopy(former))
        now.append(change)
        return now

    def was_paragraph(self, paragraph: etree._Element, former: etree._Element | None) -> None:
        """Writes into a paragraph what its properties were before, unless that is known already."""
        properties = first_child(paragraph, "pPr")
        if properties.find(f"{W}pPrChange") is None:
            change = self._mark("pPrChange")
            change.append(bare(former))
            properties.append(change)


def bare(properties: etree._Element | None) -> etree._Element:
    """A copy of a paragraph's properties without those of its mark and of its section."""
    kept = etree.Element(f"{W}pPr")
    kept.extend([deepcopy(each) for each in (() if properties is None else properties) if each.tag not in _NOT_FORMER])
    return kept


def no_row_properties() -> etree._Element:
    """Properties of a row that say nothing: that it leaves out no column."""
    properties = etree.Element(f"{W}trPr")
    etree.SubElement(properties, f"{W}gridBefore", {f"{W}val": "0"})
    return properties


def row_properties(row: etree._Element) -> etree._Element:
    """The properties of a row, made where it has none: the schema wants one beside marks, here that no column is left out."""
    properties = row.find(f"{W}trPr")
    if properties is not None and not len(properties):
        properties.extend(no_row_properties())
    if properties is None:
        properties = no_row_properties()
        before = row.find(f"{W}tblPrEx")
        if before is None:
            row.insert(0, properties)
        else:
            before.addnext(properties)
    return properties


def woven(was: Runs, now: Runs) -> Iterator[tuple[str, str]]:
    """Two texts in one row of pieces, each with what became of it: `del`, `ins`, or nothing; what went stands first."""
    old, new = ([(character, changed) for text, changed in runs for character in text] for runs in (was, now))
    if [each for each in old if not each[1]] != [each for each in new if not each[1]]:  # not two sides of one comparison
        old, new = ([(character, True) for character, _ in side] for side in (old, new))
    row: list[tuple[str, str]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and old[i][1]:
            row.append(("del", old[i][0]))
            i += 1
        elif new[j][1]:
            row.append(("ins", new[j][0]))
            j += 1
        else:
            row.append(("", new[j][0]))
            i, j = i + 1, j + 1
    for kind, same in groupby(row, lambda each: each[0]):
        yield kind, "".join(character for _, character in same)


def text_of(nodes: Sequence[etree._Element]) -> str:
    """The words of elements, without the readings of ruby."""
    found = (each for node in nodes for each in node.iter(f"{W}t"))
    return "".join(each.text or "" for each in found if next(each.iterancestors(f"{W}rt"), None) is None)


def first_child(parent: etree._Element, name: str) -> etree._Element:
    """The child of a name that stands first, made where there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
