"""One engine gives each paper its label; everything that prints a label asks here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import label_key, numbers_text
from hyoga_docs.japanese.numerals import Digits, number
from hyoga_docs.japanese.patterns import without
from hyoga_docs.spec.style import Series

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hyoga_docs.spec.meeting import Handout
    from hyoga_docs.spec.platform import Platform

HANDOUTS, REFERENCES = "資料", "参考資料"
#: What stands for the number of the 議題 in the format of a series.
_ITEM = "{item}"
_DEFAULTS = {REFERENCES: Series(format=REFERENCES, numbering="none")}

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Labelled:
    """A paper with its label; `label` is empty where the house prints none. Children are branches, then annexes."""

    paper: Handout
    path: Path_
    label: str
    branches: tuple[Labelled, ...] = ()
    annexes: tuple[Labelled, ...] = ()


class Numbering:
    """Labels for the papers of one meeting.

    `item_number` gives the number of the 議題 that a paper belongs to, and how the 次第 prints it, for series numbered by item.
    """

    def __init__(
        self, platform: Platform, meeting_number: int | None, item_number: Callable[[Handout, Path_], tuple[int, str] | None]
    ) -> None:
        self._style = platform.style
        self._meeting = meeting_number
        self._item_number = item_number

    def series(self, name: str) -> Series:
        """The house's rule for a series, or the usual one."""
        return self._style.labels.get(name) or _DEFAULTS.get(name) or Series(format=name + "{number}")

    def label(self, papers: Sequence[Handout], default_series: str, path: Path_) -> tuple[Labelled, ...]:
        """The papers of one list of the YAML, labelled in their order."""
        top = list(enumerate(papers))
        numbers: dict[int, tuple[int, ...] | None] = {}
        taken = {label_key(paper.label) for paper in papers if paper.label}  # counting steps over typed labels
        counts: dict[str, int] = {}
        by_item: dict[tuple[str, int | str], list[int]] = {}
        for index, paper in top:
            name = paper.series or default_series
            series = self.series(name)
            rule = paper.numbering or ("item" if _ITEM in series.format else series.numbering)
            item = self._item_number(paper, (*path, index)) if rule == "item" else None
            called = item and item[_ITEM in series.format]
            if paper.label is not None or rule == "none" or (rule == "item" and not called):
                numbers[index] = None
            elif called:
                by_item.setdefault((name, called), []).append(index)
            else:
                count = counts.get(name, 0) + 1
                while label_key(self._text(self._stem(paper, default_series, (count,)))) in taken:
                    count += 1
                counts[name] = count
                numbers[index] = (count,)
        printed: dict[int, str] = {}
        for (_, called), members in by_item.items():
            for branch, index in enumerate(members, 1):
                first, printed[index] = ((called,), "") if isinstance(called, int) else ((), called)
                numbers[index] = first if len(members) == 1 else (*first, branch)
        stems = {index: self._stem(paper, default_series, numbers[index], printed.get(index, "")) for index, paper in top}
        return tuple(self._one(paper, stems[index], (*path, index)) for index, paper in top)

    def _stem(self, paper: Handout, default_series: str, numbers: tuple[int, ...] | None, item: str = "") -> _LabelStem:
        name = paper.series or default_series
        series = self.series(name)
        if paper.label is not None:
            return _LabelStem(_escaped(paper.label) + "{number}", series.separator, (), series.separator, series.digits)
        if item:
            form = _escaped(series.format.replace(_ITEM, item)) + "{number}"
            return _LabelStem(form, series.separator, numbers, series.separator, series.digits)
        if numbers is not None:
            form = series.format if "{number}" in series.format else series.format + "{number}"
            return _LabelStem(form, series.separator, numbers, digits=series.digits)
        plain = series.format.replace("{number}", "").replace(_ITEM, "") if default_series == REFERENCES else ""
        return _LabelStem(plain, series.separator, None)

    def _one(self, paper: Handout, stem: _LabelStem, path: Path_) -> Labelled:
        label = self._text(stem)
        alone = len(paper.papers) == 1 and not (paper.file or paper.document or paper.cover)
        taken = {label_key(branch.label) for branch in paper.papers if branch.label}
        branches, count = [], 0
        for index, branch in enumerate(paper.papers):
            if branch.label or branch.numbering == "none":
                inner = self._stem(branch, "", None)
            elif alone:
                inner = stem
            else:
                count += 1
                while label_key(self._text(stem.branch(count))) in taken:
                    count += 1
                inner = stem.branch(count)
            branches.append(self._one(branch, inner, (*path, "papers", index)))
        return Labelled(paper, path, label, tuple(branches), self._annexes(paper, label, path))

    def _annexes(self, paper: Handout, label: str, path: Path_) -> tuple[Labelled, ...]:
        word, digits = self._style.annex, self._style.digits
        several = len(paper.annexes) > 1
        done = []
        for index, annex in enumerate(paper.annexes):
            text = annex.label or f"{label}{word}{number(index + 1, digits) if several else ''}"
            stem = _LabelStem(_escaped(text) + "{number}", "－", (), "－")
            done.append(self._one(annex, stem, (*path, "annexes", index)))
        return tuple(done)

    def _text(self, stem: _LabelStem) -> str:
        digits: Digits = stem.digits or self._style.digits
        text = numbers_text(stem.numbers or (), digits, stem.separator)
        meeting = number(self._meeting, digits) if self._meeting else ""
        text = (stem.lead if stem.numbers else "") + text
        form = stem.format if meeting else without(stem.format, {"meeting"})
        return form.replace("{number}", text).replace("{meeting}", meeting).replace("\0", "{")


@dataclass(frozen=True)
class _LabelStem:
    """What a label is made of: the format and the numbers so far; `lead` comes before the first number; `digits` of its series."""

    format: str
    separator: str
    numbers: tuple[int, ...] | None
    lead: str = ""
    digits: Digits | None = None

    def branch(self, number_: int) -> _LabelStem:
        if self.numbers is None:
            return self
        return replace(self, numbers=(*self.numbers, number_))


def _escaped(text: str) -> str:
    """A label typed by hand, safe from being read as a format."""
    return text.replace("{", "\0")
