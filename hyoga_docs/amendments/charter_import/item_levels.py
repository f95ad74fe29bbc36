"""The levels of a list under a paragraph or a section, told from the marks that its lines begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.model import ReadProvision

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.marks import Mark


@dataclass
class _Level:
    form: str
    part: ReadProvision
    iroha: bool = False


@dataclass
class ItemLevels:
    """The items that are open, from the outermost to the innermost."""

    open: list[_Level] = field(default_factory=list)

    def clear(self) -> None:
        """No item is open."""
        self.open.clear()

    def expects(self, mark: Mark) -> bool:
        """Whether the mark is that of the next item of a level that is open."""
        return any(level.form == mark.form and level.part.values[:1] == (mark.values[0] - 1,) for level in self.open if mark.values)

    def has(self, mark: Mark) -> bool:
        """Whether a level of this form is open."""
        return any(level.form == mark.form for level in self.open)

    @property
    def innermost(self) -> ReadProvision | None:
        """The item that is open."""
        return self.open[-1].part if self.open else None

    def put(self, entry: SourceEntry, root: ReadProvision) -> ReadProvision:
        """A new item, put where it belongs under `root`."""
        mark = entry.mark
        assert mark is not None
        while self.has(mark) and self.open[-1].form != mark.form:
            self.open.pop()
        same = self.open.pop() if self.open and self.open[-1].form == mark.form else None
        iroha = same.iroha if same else mark.iroha == 1
        values = (mark.iroha, *mark.values[1:]) if iroha and mark.iroha else mark.values
        form = {"ア": "イ", "（ア）": "（イ）"}.get(mark.form, mark.form) if iroha else mark.form
        part = ReadProvision.of("item", entry)
        part.values, part.form = values, form
        holder = self.open[-1].part if self.open else root
        holder.items.append(part)
        self.open.append(_Level(mark.form, part, iroha))
        return part
