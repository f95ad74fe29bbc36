"""Papers that arrived, added to a meeting: what is guessed of each is shown first, and then written all at once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.arrivals.arrival import Arrival, arrival_of
from hyoga_docs.arrivals.meeting_folder import FilePlace, MeetingFolder, copies_of_one, put_in_place
from hyoga_docs.arrivals.meeting_papers import MeetingPaper, meeting_papers
from hyoga_docs.arrivals.places import HandoutLines, waiting_line
from hyoga_docs.arrivals.topics import TopicGuess, find_topic, guess_topics, is_of_no_topic
from hyoga_docs.core.files import changed_meanwhile, os_errors_as_problems, read_plain, write_over
from hyoga_docs.core.problem import MachineError, Problem, UsageError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.japanese.labels import label_key, read_label, with_label
from hyoga_docs.plan.agenda import called_topics, topics
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.spec_file import parse_spec_file
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.yaml.edits import Drop, edited
from hyoga_docs.spec.yaml.reader import decoded, read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hyoga_docs.arrivals.paper_words import ReadPaper
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.workspace_paths import MeetingFile
    from hyoga_docs.spec.yaml.reader import YamlSource

_LAST = 10_000  # behind every 議題
_EXAMPLE = "［ここに"
_NO_ITEM = "議題が分かりません。item: を書いてください"


@dataclass(frozen=True)
class AddOptions:
    """What is asked for: the 議題 of all the papers as it was typed, and whether later versions take the place of those before."""

    item: str | None = None
    replace: bool = False


@dataclass(frozen=True)
class AddedPaper:
    """One paper with what becomes of it: its file's place, the line that it gets, and what a person is to look at."""

    arrival: Arrival
    place: FilePlace
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    is_new_line: bool


@dataclass(frozen=True)
class AddPlan:
    """What is to be written: papers, the meeting's file before and after; and in words what each gets, and what was found."""

    papers: tuple[AddedPaper, ...]
    before: str
    after: str
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def has_work(self) -> bool:
        """Whether anything is to be written."""
        return self.before != self.after or any(paper.place.copies for paper in self.papers)


def plan_add(meeting: MeetingFile, papers: Sequence[ReadPaper], options: AddOptions) -> AddPlan:
    """What becomes of papers in a meeting. Raises SpecError and UsageError where its file, or `item`, is wrong."""
    workspace, _ = load_workspace(meeting)
    with os_errors_as_problems(meeting.path):
        before = read_plain(meeting.path, within=meeting.workspace.root)
    text, wrong = decoded(before, workspace.sources["meeting"].name)
    if wrong or tuple(text.split("\n")) != workspace.sources["meeting"].lines:
        raise MachineError([changed_meanwhile(meeting.path)])
    kept = _without_examples(before.decode(), workspace)
    workspace = _as_written(workspace, kept)
    plan, listed, _ = meeting_papers(workspace)
    forced = _forced(options.item, plan)
    once, problems = copies_of_one(papers)
    work = _Adding(workspace, plan, listed, MeetingFolder(meeting, workspace.papers), options)
    work.add([arrival_of(paper, _names(plan)) for paper in once], forced)
    after = _commented(edited(kept, work.lines.edits, workspace.sources["meeting"].name), work.added)
    told = _described(work, meeting_papers(_as_written(workspace, after))[1])
    return AddPlan(tuple(work.added), before.decode(), after, tuple(told), (*problems, *work.problems))


def _as_written(workspace: Workspace, text: str) -> Workspace:
    """The workspace with its meeting as a text says it."""
    made = parse_spec_file(Meeting, text.encode(), workspace.sources["meeting"].name)
    return replace(workspace, meeting=made.model, sources={**workspace.sources, "meeting": made.source})


def _without_examples(text: str, workspace: Workspace) -> str:
    """The meeting's file without the paper that a new workspace shows as an example: the first real one takes its place."""
    papers = enumerate(workspace.meeting.handouts)
    shown = [at for at, paper in papers if (paper.title or "").startswith(_EXAMPLE) and not (paper.file or paper.papers)]
    return edited(text, [Drop(("handouts", at)) for at in reversed(shown)], workspace.sources["meeting"].name) if shown else text


def write_add(plan: AddPlan, meeting: MeetingFile, environment: Mapping[str, str]) -> list[str]:
    """Copies the files and writes the meeting's file, where it is still as it was read; says what became of those replaced.

    Raises MachineError.
    """
    told: list[str] = []
    written: list[Path] = []
    with os_errors_as_problems(meeting.path), folder_lock(meeting.path.parent):
        try:
            for paper in plan.papers:
                said = put_in_place(paper.place, meeting, environment)
                told += [said] if said is not None else []
                written += [paper.place.path] if paper.place.copies and paper.place.replaces is None else []
            write_over(meeting.path, plan.before.encode(), plan.after.encode(), within=meeting.workspace.root)
        except BaseException:
            for path in written:  # with no line for it, a file would only be in the way
                path.unlink(missing_ok=True)
            raise
    return told


def _forced(item: str | None, plan: Plan) -> int:
    """The 議題 that was typed; 0 where none was. Raises UsageError."""
    if item is None:
        return 0
    line = find_topic(item, plan.agenda)
    if line is None:
        hint = called_topics(plan.agenda)
        raise UsageError([error("HD133", f"議題「{item}」がありません。", quote=f"--item {item}", hint=hint)])
    return line.ordinal


def _names(plan: Plan) -> list[str]:
    """What stands on papers and is no title: the meeting, its body, its sections."""
    platform = plan.workspace.platform
    own = [plan.full_name, plan.title, platform.name, platform.meeting_name, *platform.organizer, *platform.secretariat]
    return [*own, *platform.names, *(alias for names in platform.names.values() for alias in names)]


class _Adding:
    """Papers added one by one to the lists of a meeting."""

    def __init__(
        self, workspace: Workspace, plan: Plan, listed: list[MeetingPaper], folder: MeetingFolder, options: AddOptions
    ) -> None:
        self.workspace, self.plan, self.listed, self.folder, self.options = workspace, plan, listed, folder, options
        self.waiting = [line for line in listed if line.is_waiting or (line.paper.file and line.paper.file not in workspace.papers)]
        self.papers = workspace.papers
        self.lines = HandoutLines.of(workspace.sources["meeting"].data, listed)
        self.added: list[AddedPaper] = []
        self.problems: list[Problem] = []

    def add(self, arrivals: Sequence[Arrival], forced: int) -> None:
        """All the papers, in the order of their labels: first those that have a line, for new lines move it."""
        arrivals = sorted(arrivals, key=lambda each: (*_rank(each), _by_name(each)))
        known = [(label.numbers[0], line.ordinal) for line in self.listed if (label := read_label(line.label)) and label.numbers]
        guesses = guess_topics([arrival.words for arrival in arrivals], self.plan.agenda, known)
        found: list[AddedPaper | None] = []
        new: list[tuple[int, Arrival, FilePlace]] = []
        for at, arrival in enumerate(arrivals):
            place, problem = self.folder.place_for(arrival.paper, replace=self.options.replace)
            self.problems += [problem] if problem is not None else []
            found.append(self._with_line(arrival, place, guesses[at]) if place is not None else None)
            if place is not None and found[at] is None:
                new.append((at, arrival, place))
        new.sort(key=lambda each: (*_rank(each[1]), guesses[each[0]].ordinal or _LAST))
        firsts = Counter(arrival.numbers[0] for _, arrival, _ in new if len(arrival.numbers) > 1 and not arrival.is_reference)
        for at, arrival, place in new:
            guess = TopicGuess(forced, "--item から") if forced else guesses[at]
            found[at] = self._new_line(arrival, place, guess, branches=len(arrival.numbers) > 1 and firsts[arrival.numbers[0]] > 1)
        self.added = [each for each in found if each is not None]

    def _with_line(self, arrival: Arrival, place: FilePlace, guess: TopicGuess) -> AddedPaper | None:
        """A paper that has a line already, by its file or because one waits for it."""
        paths = {place.path, place.replaces} - {None}
        line = next((each for each in self.listed if each.paper.file and self.papers.get(each.paper.file) in paths), None)
        reasons = _renamed(arrival, place)
        if line is not None:
            reasons += [f"「{place.replaces.name}」と入れ替えます"] if place.replaces is not None else []
        elif (found := waiting_line(arrival, self.waiting, guess.ordinal)) is not None:
            line, why = found
            self.waiting = [each for each in self.waiting if each is not line]
            reasons.append(f"待っていた行に書きます（{why}）")
        else:
            return None
        if self.papers.get(line.paper.file or "") != place.path and line.paper.file != place.file:
            self.lines.put_file(line, place.file, arrival.numbers)
        return AddedPaper(arrival, place, tuple(reasons), (), is_new_line=False)

    def _new_line(self, arrival: Arrival, place: FilePlace, guess: TopicGuess, *, branches: bool) -> AddedPaper:
        doubts = list(arrival.doubts)
        needs_none = arrival.is_reference or arrival.is_annex or is_of_no_topic(arrival.words.titles)
        if not guess.ordinal and not needs_none and len(topics(self.plan.agenda)) > 1:
            doubts.append(_NO_ITEM)
        if any(line.title and line.title == arrival.title for line in self.listed):
            doubts.append("同じ題名の資料がもうあります")
        ordinal = 0 if arrival.is_reference and not self.options.item else guess.ordinal
        self.lines.add(arrival, place.file, ordinal, branches=branches)
        reasons = [*_renamed(arrival, place), f"題名は{arrival.reason}", *([f"議題は{guess.reason}"] if ordinal else [])]
        return AddedPaper(arrival, place, tuple(reasons), tuple(doubts), is_new_line=True)


def _renamed(arrival: Arrival, place: FilePlace) -> list[str]:
    """That a file gets another name, where it is copied under one."""
    name = unicodedata.normalize("NFC", arrival.path.name)
    is_renamed = place.copies and place.replaces is None and place.path.name != name
    return [f"「{place.path.name}」の名前で置きます"] if is_renamed else []


def _rank(arrival: Arrival) -> tuple[bool, bool, bool, bool, tuple[int, ...]]:
    """Papers before other series and references, those with labels first and by these."""
    return arrival.is_reference, bool(arrival.series), arrival.is_annex, not arrival.numbers, arrival.numbers


def _by_name(arrival: Arrival) -> list[tuple[int, str]]:
    """The name of a file in the order of people, who read 10 behind 9."""
    parts = re.findall(r"\d+|\D+", arrival.path.name)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _commented(text: str, added: Sequence[AddedPaper]) -> str:
    """The meeting's file with a comment at each new line that a person has to look at."""
    doubted = [paper for paper in added if paper.is_new_line and paper.doubts]
    source, _ = read_yaml_text(text.removeprefix("\ufeff"), "")
    numbers = _lines_by_file(source)
    lines = text.splitlines(keepends=True)
    for paper in doubted:
        number = numbers.get(paper.place.file)
        if number is not None and "#" not in lines[number - 1]:
            bare = lines[number - 1].rstrip("\r\n")
            lines[number - 1] = f"{bare}  # {'。'.join(paper.doubts)}{lines[number - 1][len(bare) :]}"
    made, problems = read_yaml_text("".join(lines).removeprefix("\ufeff"), "")
    if not problems and made.data == source.data:
        return "".join(lines)
    for paper in doubted if len(doubted) > 1 else ():  # one of them stands where no comment can
        text = _commented(text, [paper])
    return text


def _lines_by_file(source: YamlSource) -> dict[str, int]:
    """The line of the entry that has a file, by that file."""
    found: dict[str, int] = {}
    for path, place in source.places.items():
        value = source.data
        for step in path:
            value = value[step]
        if isinstance(value, dict) and isinstance(file := value.get("file"), str) and place.line is not None:
            found.setdefault(file, place.line)
    return found


def _described(work: _Adding, listed: Sequence[MeetingPaper]) -> list[str]:
    """What becomes of each paper, in words: its label and title as they will be printed, then why, then what is not sure."""
    names = {topic.ordinal: topic for topic in topics(work.plan.agenda)}
    digits = work.workspace.platform.style.digits
    added = {paper.place.file: paper for paper in work.added if paper.reasons}
    told: list[str] = []
    for line in listed:
        paper = added.pop(line.paper.file or "", None)
        if paper is None:
            continue
        topic = names.get(line.ordinal)
        told.append(f"  {with_label(line.label, line.title)}{f'　［議題{topic.number} {topic.title}］' if topic else ''}")
        told.append(f"      {paper.arrival.path.name}: {'、'.join(paper.reasons)}")
        doubts = list(paper.doubts)
        own = paper.arrival.label_text(digits)
        if paper.arrival.numbers and label_key(own) != label_key(line.label):
            doubts.append(f"紙の番号は「{own}」、この並びでは「{line.label or 'なし'}」")
        told += [f"    ？ {doubt}" for doubt in doubts]
    known = [paper.arrival.path.name for paper in work.added if not paper.reasons]
    return [*told, *([f"  もう書いてあるもの: {'、'.join(known)}"] if known else [])]
