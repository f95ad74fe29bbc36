"""Where in a meeting's file a paper gets its line: where one waits for it, in the order of the labels, or by its 議題."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hyoga_docs.arrivals.file_names import read_file_name
from hyoga_docs.japanese.labels import read_label
from hyoga_docs.japanese.plain import plain
from hyoga_docs.spec.yaml.edits import Edit, Insert, Put, applied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.arrivals.arrival import Arrival
    from hyoga_docs.arrivals.meeting_papers import MeetingPaper
    from hyoga_docs.spec.yaml.reader import Path_

Numbers = tuple[int, ...]
_ALIKE = 0.75
_SHORT = 3  # characters with which a title ends, and a file is called: 会議録 of 第５回会議録
_BARE = re.compile(r"(?:について|の件)$|\((?:案|素案|原案|概要版?)\)|\W")


def waiting_line(arrival: Arrival, waiting: Sequence[MeetingPaper], ordinal: int) -> tuple[MeetingPaper, str] | None:
    """The line that waits for a paper, and why it is this one."""
    if not waiting:
        return None
    for line in waiting:
        if line.title and any(_bare(line.title) == _bare(title) for title in arrival.words.titles):
            return line, "題名が同じ"
    same_label = [line for line in waiting if arrival.numbers and _label_of(line) == (arrival.labels[0].series, arrival.numbers)]
    near = [(score, line) for line in waiting if (score := _likeness(line.title, arrival.words.titles)) >= _ALIKE]
    if len(same_label) == 1 and (not arrival.words.titles or _likeness(same_label[0].title, arrival.words.titles) >= _ALIKE / 2):
        return same_label[0], "番号が同じ"
    if near:
        return max(near, key=lambda pair: (pair[0], pair[1].ordinal == ordinal))[1], "題名が近い"
    by_sender = [
        line
        for line in waiting
        if line.paper.supplied_by and any(_names(line.paper.supplied_by, text) for text in arrival.words.top)
    ]
    if len(by_sender) == 1 and not arrival.words.titles:
        return by_sender[0], f"{by_sender[0].paper.supplied_by}の資料"
    return None


def _label_of(line: MeetingPaper) -> tuple[str, Numbers] | None:
    found = read_label(line.label) if line.label else None
    return (found.series, found.numbers) if found is not None else None


def _names(sender: str, text: str) -> bool:
    return len(sender) >= 2 and plain(sender) in plain(text)


def _is_own(entry: Any) -> bool:
    """Whether an entry is a numbered paper of no 議題 that is made here."""
    return isinstance(entry, dict) and "document" in entry and not {"item", "numbering", "series", "label"} & entry.keys()


def _bare(title: str) -> str:
    return _BARE.sub("", plain(title))


def _likeness(title: str, titles: Sequence[str]) -> float:
    wanted = _bare(title)
    others = [other for other in map(_bare, titles) if other]
    if not wanted or not others:
        return 0.0
    if len(wanted) >= 4 and any(wanted in other or (len(other) >= 4 and other in wanted) for other in others):
        return 0.9
    if any(len(other) >= _SHORT and wanted.endswith(other) for other in others):
        return _ALIKE
    return max(difflib.SequenceMatcher(None, wanted, other, autojunk=False).ratio() for other in others)


@dataclass
class HandoutLines:
    """The lists of a meeting's file while lines are added: its data as they are then, and the edits that lead there.

    `numbers` are those that papers bear themselves, by file, `counted` those that they have in the list as it was, by file or
    title; `ordinals` are those of 議題 by what `item:` says.
    """

    data: dict[str, Any]
    numbers: dict[str, Numbers]
    counted: dict[str, Numbers]
    ordinals: dict[str, int]
    edits: list[Edit] = field(default_factory=list)

    @classmethod
    def of(cls, data: dict[str, Any], listed: Iterable[MeetingPaper]) -> HandoutLines:
        """The lists as they are written."""
        numbers: dict[str, Numbers] = {}
        counted: dict[str, Numbers] = {}
        ordinals: dict[str, int] = {}
        for line in listed:
            own = read_file_name(line.paper.file or "").labels
            if line.paper.file and own and own[0].numbers:
                numbers[line.paper.file] = own[0].numbers
            if (label := read_label(line.label)) is not None and label.numbers:
                counted[line.paper.file or line.title] = label.numbers
            if line.paper.item is not None and line.ordinal:
                ordinals[str(line.paper.item)] = line.ordinal
        return cls(data, numbers, counted, ordinals)

    def edit(self, edit: Edit) -> None:
        """One edit more."""
        self.edits.append(edit)
        self.data = applied(self.data, [edit])

    def put_file(self, line: MeetingPaper, file: str, numbers: Numbers = ()) -> None:
        """A line gets its file, under its title; `numbers` are those that the paper bears."""
        self.numbers[file] = numbers
        entry = self._at(line.path)
        if isinstance(entry, str):  # written short: `- 題名`
            self.edit(Put(line.path, {"title": entry, "file": file}))
        else:
            self.edit(Put((*line.path, "file"), file, "title"))

    def add(self, arrival: Arrival, file: str, ordinal: int, *, branches: bool) -> None:
        """A new line for a paper; `branches` says that others come with it under the first number of its label."""
        entry = {"title": arrival.title, "file": file}
        self.numbers[file] = arrival.numbers
        if ordinal:
            self.ordinals[str(ordinal)] = ordinal
        if arrival.is_reference:
            self._insert(("references", self._place("references", arrival, 0)), entry)
            return
        above = self._bearing(arrival.numbers) if arrival.is_annex else None
        if above is not None:
            held = self._at(above).get("annexes") or []
            self._insert((*above, "annexes", len(held)), entry)
            return
        bundle = self._bundle(arrival)
        if bundle is not None:
            held = self.data["handouts"][bundle]["papers"]
            later = (at for at, each in enumerate(held) if self._numbers_of(each) > arrival.numbers)
            self.edit(Insert(("handouts", bundle, "papers", next(later, len(held))), entry))
            return
        item: dict[str, Any] = {"item": ordinal} if ordinal else {}
        if arrival.series:
            entry = {**entry, "series": arrival.series}
        made = {**item, "papers": [entry]} if branches or len(arrival.numbers) > 1 else {**item, **entry}
        self._insert(("handouts", self._place("handouts", arrival, ordinal)), made)

    def _insert(self, path: Path_, entry: dict[str, Any]) -> None:
        """A new item of a list, which is begun where it is not written yet."""
        *above, name, _ = path
        if name in self._at(tuple(above)):
            self.edit(Insert(path, entry))
        else:
            before = {"handouts": "agenda", "references": "handouts"}.get(str(name))
            self.edit(Put(path[:-1], [entry], before))

    def _bundle(self, arrival: Arrival) -> int | None:
        """The entry of the list that holds the branches of a label's first number."""
        if len(arrival.numbers) < 2 or arrival.series:
            return None
        for at, each in enumerate(self.data.get("handouts") or []):
            if isinstance(each, dict) and each.get("papers") and self._numbers_of(each)[:1] == arrival.numbers[:1]:
                return at
        return None

    def _bearing(self, numbers: Numbers) -> Path_ | None:
        """The path of the paper that bears a label."""
        for at, each in enumerate(self.data.get("handouts") or []):
            if not isinstance(each, dict):
                continue
            inner = [(at, "papers", index) for index in range(len(each.get("papers") or []))]
            for path in [*inner, (at,)]:
                entry = self._at(("handouts", *path))
                if isinstance(entry, dict) and not entry.get("papers") and self._numbers_of(entry) == numbers:
                    return ("handouts", *path)
        return None

    def _at(self, path: Path_) -> Any:
        entry: Any = self.data
        for step in path:
            entry = entry[step]
        return entry

    def _numbers_of(self, entry: Any, among: dict[str, Numbers] | None = None) -> Numbers:
        """The numbers that an entry's paper bears, or has among others; of a bundle the first one of them."""
        known = self.numbers if among is None else among
        if not isinstance(entry, dict):
            return known.get(str(entry), ())
        if entry.get("papers"):
            return next((found for each in entry["papers"] if (found := self._numbers_of(each, among))), ())[:1]
        return known.get(str(entry.get("file") or entry.get("title") or ""), ())

    def _place(self, name: str, arrival: Arrival, ordinal: int) -> int:
        """Where a new entry goes in a list: by its label, else by its 議題, else at the end."""
        held = self.data.get(name) or []
        found = [(at, after) for at, each in enumerate(held) if (after := self._comes_after(each, arrival, ordinal)) is not None]
        before = [at for at, after in found if not after]
        last = len(held)
        while name == "handouts" and last and _is_own(held[last - 1]):  # 設置要綱 and 名簿 stay the last
            last -= 1
        return before[-1] + 1 if before else next((at for at, after in found if after), last)

    def _comes_after(self, entry: Any, arrival: Arrival, ordinal: int) -> bool | None:
        """Whether an entry comes after a paper, as far as one of what both have says so."""
        series, item = (entry.get("series") or "", entry.get("item")) if isinstance(entry, dict) else ("", None)
        if series != arrival.series:
            return None
        pairs = ((self._numbers_of(entry), arrival.numbers), ((self.ordinals.get(str(item), 0),), (ordinal,)))
        known = next((one > other for one, other in pairs if any(one) and any(other)), None)
        counted = self._numbers_of(entry, self.counted)  # without the paper, which takes the number itself
        return counted >= arrival.numbers if known is None and any(counted) and any(arrival.numbers) else known
