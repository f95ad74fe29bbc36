"""A paper that arrived: the file, what is guessed of it and why, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from hyoga_docs.arrivals.file_names import FileNameParts, read_file_name, safe_name
from hyoga_docs.arrivals.page_titles import is_reference_page, page_labels, page_title
from hyoga_docs.arrivals.topics import PaperWords
from hyoga_docs.japanese.labels import numbers_text
from hyoga_docs.japanese.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.arrivals.paper_words import ReadPaper
    from hyoga_docs.japanese.labels import LabelNumber
    from hyoga_docs.japanese.numerals import Digits

_TOP = 5  # lines at the top of a page in which a paper says what it belongs to
_LONGEST = 40
_ANNEXES = ("別紙", "別添", "別表", "様式")
_OWN_SERIES = ("当日資料", "当日配布資料", "当日配付資料", "追加資料", "補足資料", "机上資料")


@dataclass(frozen=True)
class Arrival:
    """What a paper says of itself. `doubts` are what a person has to look at; `labels` those that it bears, the outermost first."""

    paper: ReadPaper
    title: str
    reason: str
    words: PaperWords
    labels: tuple[LabelNumber, ...]
    is_reference: bool
    doubts: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where its file lies."""
        return self.paper.path

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its own label; none where it bears none, or that of a 別紙 alone."""
        return self.labels[0].numbers if self.labels and self.labels[0].series not in _ANNEXES else ()

    @property
    def series(self) -> str:
        """The series that it counts in, where that is one beside 資料 and 参考資料."""
        found = self.labels[0].series if self.labels else ""
        return found if found in _OWN_SERIES else ""

    @property
    def is_annex(self) -> bool:
        """Whether it is a 別紙 of the paper whose numbers it bears."""
        return len(self.labels) > 1 and self.labels[1].series in _ANNEXES and bool(self.numbers)

    def label_text(self, digits: Digits) -> str:
        """Its label as the house prints it."""
        return "".join(each.series + numbers_text(each.numbers, digits) for each in self.labels[:2])


def arrival_of(paper: ReadPaper, names: Sequence[str]) -> Arrival:
    """What a paper is, by its first page and the name of its file; `names` are those of the meeting, its body and its sections."""
    named, page = read_file_name(paper.path.name), page_title(paper.lines, names)
    labels = page_labels(paper.lines)
    doubts: list[str] = []
    if page is not None and (page.sure or _alike(page.text, named.title)):
        title, reason = page.text, "１ページ目の題名から"
    elif page is not None:
        title, reason = page.text, "１ページ目の初めの行から"
        doubts.append("題名を確かめてください")
    elif named.title:
        title, reason = named.title, "ファイルの名前から"
        doubts.append("題名を確かめてください（ファイルの名前から）")
    else:
        title, reason = PurePath(safe_name(paper.path.name)).stem, "分からないので、ファイルの名前のまま"
        doubts.append("題名を書いてください")
    if labels and named.labels and labels[0].series == named.labels[0].series and labels[0] != named.labels[0]:
        doubts.append("番号を確かめてください（ファイルの名前と紙とで違います）")
    labels = _more_of(labels, named)
    top = tuple(line.text for line in paper.lines[:_TOP] if len(line.text) <= _LONGEST)
    titles = tuple(each for each in (page.text if page else "", named.title) if each)
    number = labels[0].numbers[0] if labels and labels[0].series == "資料" and labels[0].numbers else 0
    bears_reference = any(each.series.startswith("参考") for each in labels[:1])
    is_reference = named.is_reference or bears_reference or is_reference_page(paper.lines)
    return Arrival(paper, title, reason, PaperWords(titles, (*top, paper.path.stem), number), labels, is_reference, tuple(doubts))


def _more_of(labels: tuple[LabelNumber, ...], named: FileNameParts) -> tuple[LabelNumber, ...]:
    """The labels of page and name together: 別紙１ on the page of a file 資料２_別紙１ is that of 資料２."""
    if labels and labels[0].series in _ANNEXES and named.labels and named.labels[0].series not in _ANNEXES:
        return (named.labels[0], labels[0])
    if len(named.labels) > 1 and labels[:1] == named.labels[:1]:
        return named.labels
    return labels or named.labels


def _alike(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return bool(a and b) and (a in b or b in a)
