"""Articles (第１条) with their chapters, paragraphs and items, from entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.entries import is_ended
from hyoga_docs.amendments.charter_import.item_levels import ItemLevels
from hyoga_docs.amendments.charter_import.model import PREAMBLE, TABLE_DOUBT, ReadProvision

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.model import ReadCharter

_UNITS = "編章節款目"
_LONGEST_HEADING = _QUOTED = 20
_OF_PARAGRAPH = ("ただし、", "ただし，", "但し、", "この場合", "前項後段")
_HEADING_AND_TEXT = re.compile(r"(?P<heading>[^ 　\t、。]{1,15})[ 　\t]+(?P<text>.{8,}。.*)")
_INTRODUCES = re.compile(r"次の|次に|下記|以下の|左の|とおり")
_PARAGRAPH_FORMS = {"１", "１．", "①"}


class ArticleReader:
    """Takes the entries of the text one by one."""

    def __init__(self, charter: ReadCharter) -> None:
        self._charter = charter
        self._chapters: list[ReadProvision] = []
        self._heading: SourceEntry | None = None
        self._article: ReadProvision | None = None
        self._paragraphs = Paragraphs()

    @property
    def has_begun(self) -> bool:
        """Whether an article is open."""
        return self._article is not None

    def take(self, entry: SourceEntry, after: SourceEntry | None) -> None:
        """The next entry, with the one after it."""
        if entry.kind == "chapter":
            self._open_chapter(entry)
        elif entry.kind == "heading":
            self._heading = entry
        elif entry.kind == "article":
            self._open_article(entry)
        elif entry.kind == "plain" and after is not None and _is_bare_heading(entry, after):
            entry.kind, self._heading = "heading", entry
        elif self._article is None:
            entry.taken = False
            self._charter.remarks.append((PREAMBLE, entry))
        else:
            self._paragraphs.take(entry)

    def _open_chapter(self, entry: SourceEntry) -> None:
        part = ReadProvision.of("chapter", entry)
        part.unit, part.heading, part.text = entry.unit, entry.text, ""
        while self._chapters and _UNITS.index(self._chapters[-1].unit) >= _UNITS.index(entry.unit):
            self._chapters.pop()
        (self._chapters[-1].sections if self._chapters else self._charter.sections).append(part)
        self._chapters.append(part)
        self._article = None

    def _open_article(self, entry: SourceEntry) -> None:
        holder = self._chapters[-1].sections if self._chapters else self._charter.sections
        for value in range(entry.values[0], entry.last or entry.values[0]):  # 第５条から第７条まで　削除
            holder.append(ReadProvision(kind="article", at=entry.at, values=(value,), text=entry.text))
        part = ReadProvision.of("article", entry)
        if entry.last:
            part.written, part.values = "", (entry.last,)
        if self._heading is not None or entry.heading:
            part.heading = entry.heading or (self._heading.text if self._heading else "")
            entry.frame = entry.frame if entry.heading or self._heading is None else self._heading.frame
        elif together := _HEADING_AND_TEXT.fullmatch(entry.text):
            part.heading = entry.heading = together["heading"]
            entry.is_inline = True
            entry.text = together["text"]
        self._heading = None
        part.text = entry.text
        holder.append(part)
        self._article = part
        self._paragraphs.open(part)


def _is_bare_heading(entry: SourceEntry, after: SourceEntry) -> bool:
    """Whether a short line above an article is its heading, written without brackets."""
    return after.kind == "article" and len(entry.text) <= _LONGEST_HEADING and "、" not in entry.text and not is_ended(entry.text)


class Paragraphs:
    """The paragraphs of an article or of a 附則, with their items."""

    def __init__(self, *, of_supplement: bool = False) -> None:
        self._of_supplement = of_supplement
        self._root = ReadProvision(kind="article", at=0)
        self._items = ItemLevels()
        self.heading: SourceEntry | None = None

    def open(self, root: ReadProvision) -> None:
        """An article begins."""
        self._root = root
        self._items.clear()

    @property
    def _last(self) -> ReadProvision:
        return self._root.paragraphs[-1] if self._root.paragraphs else self._root

    def take(self, entry: SourceEntry) -> None:
        """A paragraph, an item, or what belongs to one of them."""
        if entry.kind == "number" and entry.mark is not None:
            if self._begins_paragraph(entry):
                self._open_paragraph(entry)
            elif entry.mark.form == "・":
                (self._items.innermost or self._last).bullets.append(entry.text)
            elif self._of_supplement and not self._root.paragraphs:
                self._open_paragraph(entry)
            else:
                self._items.put(entry, self._last)
        elif entry.table is not None:
            self._last.body += entry.table.lines
            self._last.doubts.append(TABLE_DOUBT)
        elif entry.kind in {"plain", "heading", "notes"}:
            words = f"（{entry.text}）" if entry.kind == "heading" else entry.text
            self._take_words(words)

    def _begins_paragraph(self, entry: SourceEntry) -> bool:
        mark = entry.mark
        if mark is None or mark.form not in _PARAGRAPH_FORMS or self._items.expects(mark) or len(mark.values) != 1:
            return False
        if mark.form == "①" and self._items.open:
            return False
        if mark.form == "①" and self._root.paragraphs and self._root.paragraphs[-1].form == "１":
            return False
        value = mark.values[0]
        return value > 1 or self._of_supplement or not self._last.text

    def _open_paragraph(self, entry: SourceEntry) -> None:
        root = self._root
        self._items.clear()
        if not root.paragraphs and (root.text or root.items):
            first = ReadProvision(kind="paragraph", at=root.at, values=(1,), text=root.text, items=root.items, doubts=root.doubts)
            first.body, first.bullets = root.body, root.bullets
            root.paragraphs, root.text, root.items, root.doubts, root.body, root.bullets = [first], "", [], [], [], []
        part = ReadProvision.of("paragraph", entry)
        if self.heading is not None:
            part.heading, self.heading = self.heading.text, None
        root.paragraphs.append(part)

    def _take_words(self, words: str) -> None:
        item = self._items.innermost
        if item is None and not self._last.text:
            self._last.text = words
            if "、" not in words and not is_ended(words) and self._root.kind == "article" and not self._of_supplement:
                self._last.doubts.append("文の終わりの「。」がありません。")
        elif words.startswith(_OF_PARAGRAPH):
            if item is not None:
                self._last.doubts.append("号の後にある文です。号の前に印刷されます。")
            self._last.text += words
        elif item is None and self._is_heading(words):
            self._root.heading, self._root.text = self._root.text, words
            if self._root.entry is not None:
                self._root.entry.heading, self._root.entry.text = self._root.heading, ""
                self._root.entry.is_inline = True
        else:
            part = item or self._last
            part.body.append(words)
            if part.items:
                part.doubts.append(f"号の後にある行「{words[:_QUOTED]}」です。号の前に印刷されます。")
            elif not _INTRODUCES.search(part.text):
                part.doubts.append(f"番号のない行「{words[:_QUOTED]}」です。番号なしで、文の下に印刷されます。")

    def _is_heading(self, words: str) -> bool:
        """Whether what stands behind 第１条 is its heading, and the text only begins with these words."""
        root = self._root
        short = len(root.text) <= _LONGEST_HEADING and "、" not in root.text and not is_ended(root.text)
        return not root.paragraphs and not root.heading and bool(root.text) and short and root.text != "削除" and is_ended(words)
