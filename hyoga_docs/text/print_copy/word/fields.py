"""Fields of a Word file as they were saved: LibreOffice would compute them anew, with its own folders, its own day, in English."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import namespace
from hyoga_docs.text.print_copy.records import OfficeFinding
from hyoga_docs.text.print_copy.word.equation_fields import equation_runs
from hyoga_docs.text.print_copy.word.symbols import sign_run, symbol_of_field
from hyoga_docs.text.word.stories import text_run, words_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

#: What LibreOffice prints as Word does: the numbers of pages, and links with the text that was saved.
_LIVE = {"PAGE", "NUMPAGES", "HYPERLINK"}
#: Fields that print nothing of their own: entries of an index, what is asked or remembered.
_SILENT = {
    *("XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "NEXT", "NEXTIF", "SKIPIF"),
    *("FORMTEXT", "FORMDROPDOWN", "HYPERLINK", "SHAPE", "EMBED"),
}
#: Fields that are never empty once they are computed.
_NEVER_EMPTY = {
    *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "FILENAME", "PAGEREF", "SEQ", "=", "SECTION"),
    *("NUMWORDS", "NUMCHARS", "TOC", "INDEX", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "BARCODE", "DISPLAYBARCODE"),
}
#: What differs from page to page in a header, where only one of its values was saved.
_OF_PAGES = re.compile(r"\b(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|STYLEREF)\b", re.IGNORECASE)
_KIND = re.compile(r"\s*(=|[A-Za-z]+)")
_BUTTON = re.compile(r"\s*\S+\s+\S+\s?(.*)", re.DOTALL)
_DASHES = re.compile(r"\\\*\s*ArabicDash\b", re.IGNORECASE)
_FORMATTED = re.compile(r"\\\*\s*(?!MERGEFORMAT|CHARFORMAT)", re.IGNORECASE)
_MOST_DEPTH = 20  # fields in fields
_TICKED, _UNTICKED = "☒", "☐"


@dataclass
class _Field:
    """A field while it is read: its marks, what its instruction is made of, and whether it says anything."""

    begin: etree._Element
    marks: list[etree._Element]
    instruction: list[etree._Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    separated: bool = False
    says_something: bool = False

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def kind(self) -> str:
        found = _KIND.match(self.text)
        return found[1].upper() if found else ""


@dataclass(frozen=True)
class PageNumbering:
    """How a file numbers its pages: how many sections it has, and whether dashes stand around each number."""

    sections: int
    dashes: bool


def freeze_fields(tree: etree._Element, pages: PageNumbering, *, margin: bool) -> tuple[bool, list[OfficeFinding]]:
    """Puts in the place of each field what was saved of it: whether anything was changed, and what could not be kept.

    `margin` says that the part is a header or footer, printed on many pages.
    """
    freezer = _FieldFreezer(tree, pages, margin=margin)
    freezer.simple()
    freezer.complex()
    return freezer.changed, freezer.findings


class _FieldFreezer:
    """Freezes the fields of one part."""

    def __init__(self, tree: etree._Element, pages: PageNumbering, *, margin: bool) -> None:
        self._tree, self._pages, self._margin = tree, pages, margin
        self._w = namespace(tree)
        self._said = {
            f"{self._w}{each}" for each in ("sym", "drawing", "pict", "object", "ruby", "footnoteReference", "endnoteReference")
        }
        self._open: list[_Field] = []
        self._too_deep = 0
        self.changed = False
        self.findings: list[OfficeFinding] = []

    def simple(self) -> None:
        """The fields that are one element."""
        for element in list(self._tree.iter(f"{self._w}fldSimple")):
            made = _Field(element, [])
            made.words.append(element.get(f"{self._w}instr", ""))
            if element.getparent() is None:
                continue
            if self._is_live(made):
                self._keep_simple(made)
                continue
            made.says_something = any(
                each.tag in self._said or (each.tag == f"{self._w}t" and each.text) for each in element.iter()
            )
            made.separated = True
            for run in self._instead(made, element.find(f"{self._w}r/{self._w}rPr")):
                element.addprevious(run)
            self._tell_margin(made)
            for child in list(element):
                element.addprevious(child)
            element.getparent().remove(element)
            self.changed = True

    def complex(self) -> None:
        """The fields whose beginning, middle and end are marks between runs; one may stand in another."""
        for run in list(self._tree.iter(f"{self._w}r")):
            for element in list(run):
                if element.tag == f"{self._w}fldChar":
                    self._mark(element)
                elif self._open and element.tag != f"{self._w}rPr":
                    self._content(element)

    def _mark(self, mark: etree._Element) -> None:
        what = mark.get(f"{self._w}fldCharType")
        if what == "begin" and len(self._open) >= _MOST_DEPTH:
            self._too_deep += 1
        elif self._too_deep:
            self._too_deep -= what == "end"
        elif what == "begin":
            self._content(mark)
            self._open.append(_Field(mark, [mark]))
        elif self._open and what == "separate":
            self._open[-1].marks.append(mark)
            self._open[-1].separated = True
            for outer in self._open[:-1]:
                self._keep_for(outer, mark)
        elif self._open and what == "end":
            done = self._open.pop()
            done.marks.append(mark)
            self._content(mark)
            if all(outer.separated for outer in self._open):  # else the outer field takes it along
                self._finish(done)

    def _content(self, element: etree._Element) -> None:
        for each in self._open:
            self._keep_for(each, element)
        if self._open and not self._open[-1].separated and element.tag == f"{self._w}instrText":
            for each in self._open:
                if not each.separated:
                    each.words.append(element.text or "")
        if element.tag in self._said or (element.tag == f"{self._w}t" and element.text):
            for each in self._open:
                each.says_something = each.says_something or each.separated

    @staticmethod
    def _keep_for(outer: _Field, element: etree._Element) -> None:
        if not outer.separated:
            outer.instruction.append(element)

    def _finish(self, done: _Field) -> None:
        if self._is_live(done):
            self._keep_live(done)
            return
        run = done.begin.getparent()
        if run is None:
            return
        made = self._instead(done, run.find(f"{self._w}rPr"))
        for each in reversed(made):
            run.addnext(each)
        for outer in self._open:
            outer.says_something = outer.says_something or bool(made)
        self._tell_margin(done)
        for element in (*done.marks, *done.instruction):
            holder = element.getparent()
            if holder is None:
                continue
            holder.remove(element)
            if (
                holder.tag == f"{self._w}r"
                and all(each.tag == f"{self._w}rPr" for each in holder)
                and holder.getparent() is not None
            ):
                holder.getparent().remove(holder)
        self.changed = True

    def _is_live(self, done: _Field) -> bool:
        return done.kind in _LIVE or (done.kind == "SECTIONPAGES" and self._pages.sections == 1)

    def _keep_simple(self, done: _Field) -> None:
        text, has_dashes = self._live_form(done)
        if text != done.text:
            done.begin.set(f"{self._w}instr", text)
            self.changed = True
        if has_dashes:
            self._put_dashes(done.begin, done.begin, done.begin.find(f"{self._w}r/{self._w}rPr"))

    def _keep_live(self, done: _Field) -> None:
        text, has_dashes = self._live_form(done)
        words = [each for each in done.instruction if each.tag == f"{self._w}instrText"]
        if text == done.text or not words:
            return
        for each in words[1:]:
            each.text = ""
        words[0].text = text
        self.changed = True
        first, last = done.begin.getparent(), done.marks[-1].getparent()
        if has_dashes and first is not None and last is not None:
            self._put_dashes(first, last, first.find(f"{self._w}rPr"))

    def _live_form(self, done: _Field) -> tuple[str, bool]:
        """The instruction by which LibreOffice prints what Word does, and whether dashes stand around the number."""
        text = done.text
        is_plain = _FORMATTED.search(text) is None
        if done.kind == "PAGE" and (_DASHES.search(text) or (self._pages.dashes and is_plain)):
            return " PAGE \\* MERGEFORMAT ", True
        if done.kind == "NUMPAGES" and is_plain:  # in the digits of the text, whatever those of the page's number are
            return f" {text.strip()} \\* Arabic ", False
        if done.kind == "SECTIONPAGES":  # which are all pages, and LibreOffice does not count those of a section
            return " NUMPAGES \\* Arabic ", False
        return text, False

    def _put_dashes(self, first: etree._Element, last: etree._Element, properties: etree._Element | None) -> None:
        first.addprevious(text_run("- ", properties, self._w))
        last.addnext(text_run(" -", properties, self._w))

    def _instead(self, done: _Field, properties: etree._Element | None) -> Sequence[etree._Element]:
        """The runs that stand for a field of which nothing was saved; none where it prints nothing."""
        if done.kind == "EQ" and not done.says_something:
            made, lost = equation_runs(done.text, properties, self._w)
            if lost:
                self._tell("HD525", done, lost)
            return made
        if shown := self._shown(done):
            is_sign = done.kind in ("SYMBOL", "FORMCHECKBOX")
            return [(sign_run if is_sign else text_run)(shown, properties, self._w)]
        is_missed = not done.separated or done.kind in _NEVER_EMPTY
        if is_missed and not done.says_something and done.kind not in _SILENT:
            self._tell("HD521", done, " ".join(done.text.split()))
        return []

    def _shown(self, done: _Field) -> str:
        """What Word prints of a field without a saved text: it stands in the instruction, or was set in a form."""
        if done.kind == "FORMCHECKBOX":
            return _TICKED if self._is_ticked(done.begin) else _UNTICKED
        if done.says_something:
            return ""
        if done.kind == "FORMDROPDOWN":
            return self._chosen(done.begin)
        if done.kind == "SYMBOL":
            return symbol_of_field(done.text) or ""
        button = _BUTTON.match(done.text) if done.kind in ("MACROBUTTON", "GOTOBUTTON") else None
        return button[1].strip() if button else ""

    def _is_ticked(self, mark: etree._Element) -> bool:
        box = mark.find(f"{self._w}ffData/{self._w}checkBox")
        if box is None:
            return False
        said = box.find(f"{self._w}checked")
        said = box.find(f"{self._w}default") if said is None else said
        return said is not None and said.get(f"{self._w}val", "1") not in ("0", "false", "off")

    def _chosen(self, mark: etree._Element) -> str:
        found = mark.find(f"{self._w}ffData/{self._w}ddList")
        if found is None:
            return ""
        said = found.find(f"{self._w}result")
        said = found.find(f"{self._w}default") if said is None else said
        number = said.get(f"{self._w}val", "0") if said is not None else "0"
        entries = found.findall(f"{self._w}listEntry")
        return (
            entries[int(number)].get(f"{self._w}val", "")
            if number.isdecimal() and len(number) < 9 and int(number) < len(entries)
            else ""
        )

    def _tell_margin(self, done: _Field) -> None:
        if self._margin and done.says_something and _OF_PAGES.search(done.text):
            self._tell("HD522", done, " ".join(done.text.split()))

    def _tell(self, code: str, done: _Field, words: str) -> None:
        self.findings.append(OfficeFinding(code, words, words_around(done.begin, self._w)))
