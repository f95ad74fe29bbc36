"""Sections with numbers (`１　目的`, `（１）`, `①`, `・`), from entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.entries import is_ended
from hyoga_docs.amendments.charter_import.item_levels import ItemLevels
from hyoga_docs.amendments.charter_import.model import PREAMBLE, TABLE_DOUBT, ReadProvision

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.model import ReadCharter

_HEADING_AND_TEXT = re.compile(r"(?P<heading>[^ 　\t、。]{1,20})[ 　\t]+(?P<text>.{8,}。.*)")
_IN_BRACKETS = re.compile(r"[（(【](?P<name>[^（）()]{1,30})[）)】](?P<rest>.*)")


class NumberedReader:
    """Takes the entries of the text one by one."""

    def __init__(self, charter: ReadCharter) -> None:
        self._charter = charter
        self._root = ReadProvision(kind="root", at=0, items=charter.sections)
        self._levels = ItemLevels()
        self._heading: SourceEntry | None = None

    @property
    def has_begun(self) -> bool:
        """Whether a section is open."""
        return self._levels.innermost is not None

    def take(self, entry: SourceEntry, after: SourceEntry | None) -> None:
        """The next entry, with the one after it."""
        if entry.kind == "number" and entry.mark is not None and entry.mark.form == "・":
            self._bullet(entry)
        elif entry.kind == "number":
            self._open(entry, after)
        elif entry.kind == "heading" and after is not None and after.kind == "number":
            self._heading = entry
        else:
            self._words(entry)

    def _open(self, entry: SourceEntry, after: SourceEntry | None) -> None:
        part = self._levels.put(entry, self._root)
        if self._heading is not None:  # （目的） above １
            part.heading, part.text, self._heading = self._heading.text, "", None
            part.body.append(entry.text)
        elif together := _HEADING_AND_TEXT.fullmatch(entry.text):
            part.heading, part.text = together["heading"], ""
            part.body.append(together["text"])
        elif not is_ended(entry.text) and (len(self._levels.open) == 1 or self._has_more(after)):
            part.heading, part.text = entry.text, ""

    def _has_more(self, after: SourceEntry | None) -> bool:
        """Whether something stands under the item that is open."""
        if after is None or after.kind not in {"number", "plain"}:
            return False
        if after.mark is None:
            return True
        return after.mark.form == "・" or not self._levels.has(after.mark)

    def _bullet(self, entry: SourceEntry) -> None:
        part = self._levels.innermost
        if part is None:
            entry.taken = False
            self._charter.remarks.append((PREAMBLE, entry))
            return
        part.form = part.form or ""
        part.bullets.append(entry.text)

    def _words(self, entry: SourceEntry) -> None:
        part = self._levels.innermost
        if entry.table is not None and part is not None:
            part.body += entry.table.lines
            part.doubts.append(TABLE_DOUBT)
            return
        words = f"（{entry.text}）" if entry.kind == "heading" else entry.text
        if part is None:
            entry.taken = False
            self._charter.remarks.append((PREAMBLE, entry))
        elif part.bullets or part.items:
            part.body.append(words)
            part.doubts.append("箇条の後にある文です。箇条の前に印刷されます。")
        else:
            part.body.append(words)
