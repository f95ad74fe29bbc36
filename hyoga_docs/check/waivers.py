"""Findings that somebody has decided to leave as they are, and decisions that no longer leave anything (`HD291`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.problem import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.wording import Wording
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

#: A mistake of the YAML, a file that cannot be bound: what cannot be left as it is, for there would be no packet.
_NEVER = (
    *("HD10", "HD11", "HD12", "HD13", "HD14", "HD30", "HD31", "HD354", "HD364", "HD365", "HD369", "HD371", "HD373", "HD374"),
    *("HD4", "HD501", "HD502", "HD515", "HD6", "HD7", "HD291"),
)
#: Those of them that are no errors, and can be left.
_BUT = {"HD302", "HD309", "HD310", "HD313"}
#: Told of pages: of an Office file's when it has been converted.
_OF_PAGES = ("HD32", "HD33", "HD34", "HD503", "HD504", "HD506", "HD507", "HD508", "HD509", "HD517", "HD518", "HD519")
_OF_THE_DAY = "HD346"  # told where the day is known, which is not so in a build


@dataclass
class _PlacedWaiver:
    """A decision: of which code, for which lines of a file or which words, and where it is written."""

    code: str
    place: Place
    lines: tuple[int, int] | None = None
    file: str | None = None
    text: str | None = None
    shared: bool = False
    used: bool = field(default=False)

    def covers(self, problem: Problem) -> bool:
        """Whether it is about this finding."""
        stops = self.code in _BUT and problem.severity is Severity.ERROR
        if problem.code != self.code or _is_fixed(self.code) or stops:
            return False
        if self.lines is not None:
            where = problem.anchor or problem.place
            return where is not None and where.file == self.place.file and self.lines[0] <= (where.line or 0) <= self.lines[1]
        if self.file is not None and not (problem.place and f"/{problem.place.file}".endswith(f"/{self.file}")):
            return False
        return self.text is None or self.text in f"{problem.quote or ''}\n{problem.message}"

    def reaches(self, places: Sequence[Place]) -> bool:
        """Whether it may be about something that is told at one of the places."""
        lines = self.lines
        if lines is None:
            return bool(places)
        return any(place.file == self.place.file and lines[0] <= (place.line or 0) <= lines[1] for place in places)


def waive(problems: Sequence[Problem], workspace: Workspace, unseen: Sequence[Place] = ()) -> list[Problem]:
    """The problems without those that are waived, and with those waivers that waive nothing.

    `unseen` are the places of papers whose pages are not known yet.
    """
    waivers = _all(workspace)
    left = _left(problems, waivers)
    unused = [waiver for waiver in waivers if not waiver.used and waiver.code != _OF_THE_DAY]
    return [*left, *(_unused(each) for each in unused if not (each.code.startswith(_OF_PAGES) and each.reaches(unseen)))]


def waive_of_pages(problems: Sequence[Problem], workspace: Workspace) -> list[Problem]:
    """The problems of papers whose pages were not known before, without those that are waived."""
    return _left(problems, _all(workspace))


def _all(workspace: Workspace) -> list[_PlacedWaiver]:
    return [*_written(workspace), *_of_wording(workspace.wording, workspace.sources.get("wording"))]


def _is_fixed(code: str) -> bool:
    return code.startswith(_NEVER) and code not in _BUT


def waive_alone(problems: Sequence[Problem], wording: Wording) -> list[Problem]:
    """The problems of a file that is checked alone, without those that the wording waives."""
    return _left(problems, list(_of_wording(wording, None)))


def _left(problems: Sequence[Problem], waivers: Sequence[_PlacedWaiver]) -> list[Problem]:
    left = []
    for problem in problems:
        covering = [waiver for waiver in waivers if waiver.covers(problem)]
        for waiver in covering:
            waiver.used = True
        if not covering:
            left.append(problem)
    return left


def _written(workspace: Workspace) -> Iterator[_PlacedWaiver]:
    """The waivers of the YAML files, each with the lines that it stands for: those of what it is written in."""
    for name, source in workspace.sources.items():
        for path, codes in _oks(source.data, ()):
            scope = source.lines_of(*path)
            for code in codes:
                place = source.key_place(*path, "ok")
                yield _PlacedWaiver(code, place, scope if path else (1, len(source.lines) + 1), shared=name != "meeting")


def _oks(data: Any, path: Path_) -> Iterator[tuple[Path_, list[str]]]:
    if isinstance(data, dict):
        held = data.get("ok")
        if held and path[:1] != ("ok",) and not (isinstance(held, list) and held and isinstance(held[0], dict)):
            yield path, [held] if isinstance(held, str) else list(held)
        for key, value in data.items():
            if key not in {"ok", "fields", "names"}:
                yield from _oks(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _oks(value, (*path, index))


def _of_wording(wording: Wording, source: YamlSource | None) -> Iterator[_PlacedWaiver]:
    for index, waiver in enumerate(wording.ok):
        place = source.place("ok", index) if source else Place("wording.yaml")
        yield _PlacedWaiver(waiver.code, place, None, waiver.file, waiver.text, shared=True)


def _unused(waiver: _PlacedWaiver) -> Problem:
    """A waiver of a file that other meetings share may be theirs, and is only noted."""
    never = _is_fixed(waiver.code)
    message = (
        f"「{waiver.code}」は、外せない知らせです。"
        if never
        else f"直さなくてよいとした「{waiver.code}」の知らせは、もう出ません。"
    )
    hint = "この ok を消してください。" if not waiver.shared or never else "ほかの会議でも要らなければ、この ok を消してください。"
    severity = Severity.NOTE if waiver.shared and not never else Severity.WARNING
    return Problem(severity, "HD291", message, hint, waiver.place, waiver.text or waiver.code)
