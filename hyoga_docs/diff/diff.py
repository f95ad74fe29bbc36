"""What changed between two states of the papers: the order of the steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, SpecError, UsageError, error, nearest
from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.files import read_file
from hyoga_docs.diff.packets import DEFAULT_BASE, packets_of, pair_meetings
from hyoga_docs.diff.replacement.build import ReplacementRound
from hyoga_docs.diff.replacement.leaves import ReplacementPlan, as_distributed, replaced
from hyoga_docs.plan.paper_size import sheet_for
from hyoga_docs.programs.git import commit_of, file_at
from hyoga_docs.spec.formats import Use, suffixes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.diff.model import Difference, PacketState
    from hyoga_docs.diff.packets import PacketRenderer, PacketSet
    from hyoga_docs.diff.pages.reader import PageReader
    from hyoga_docs.spec.workspace_paths import MeetingFile, WorkspacePaths


@dataclass(frozen=True)
class DiffRequest:
    """What is compared: two names as the reader wrote them, meetings (none named: all), the workspace where there is one."""

    base: str | None
    head: str | None
    meetings: Sequence[str]
    workspace: WorkspacePaths | None


@dataclass(frozen=True)
class MeetingDifference:
    """A difference, with the meeting's file name on both sides and its spec on the newer one, where there are such."""

    difference: Difference
    was: str | None = None
    meeting: str | None = None
    spec: MeetingFile | None = None


def find_differences(request: DiffRequest, renderer: PacketRenderer, say: Callable[[str], None]) -> list[MeetingDifference]:
    """What changed, one for each meeting that changed. What is found lives as long as the scratch space. Raises HyogaError."""
    if any(name is not None and Path(name).is_file() for name in (request.base, request.head)):
        return [MeetingDifference(each) for each in [_compare_files(request, renderer, say)] if not each.same]
    _refuse_missing_files(request, renderer)
    old, new = (
        _packets(DEFAULT_BASE if request.base is None else request.base, request, renderer),
        _packets(request.head, request, renderer),
    )
    found: list[MeetingDifference] = []
    problems: list[Problem] = []
    for was, now in pair_meetings(old, new, request.meetings):
        say(f"{now or was} を比べています")
        try:
            sides = (renderer.side(old, was) if was else None, renderer.side(new, now) if now else None)
            difference = compare_sides(*sides, renderer.reader)
        except SpecError as problem:
            problems += problem.problems
            continue
        found.append(MeetingDifference(difference, was, now, new.specs.get(now or "")))
    if problems:
        raise SpecError(problems)
    return [each for each in found if not each.difference.same]


def _refuse_missing_files(request: DiffRequest, renderer: PacketRenderer) -> None:
    """Raises UsageError with all names that are not there and can only be files: by their endings, or where no version is known."""
    root = request.workspace.root if request.workspace is not None else None
    missing = [
        Path(name)
        for name in (request.base, request.head)
        if name is not None and not Path(name).exists()
        if root is None
        or (Path(name).suffix.lower() in suffixes(Use.DIFF) and commit_of(root, name, renderer.machine.environment) is None)
    ]
    if missing:
        raise UsageError([_no_file(path) for path in missing])


def _no_file(path: Path) -> Problem:
    """That a name is that of no file: of a folder, or of nothing, with the nearest name that is there."""
    if path.is_dir():
        hint = "ファイルどうしか、作った冊子のフォルダーどうしを書いてください。"
        return error("HD101", "ファイルではなく、フォルダーです。", place=Place(str(path)), hint=hint)
    names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, names)
    hint = f"「{path.with_name(near)}」の誤りではありませんか。" if near else "ファイルの名前を確かめてください。"
    return error("HD101", "ファイルがありません。", place=Place(str(path)), hint=hint)


def _packets(name: str | None, request: DiffRequest, renderer: PacketRenderer) -> PacketSet:
    folder = renderer.scratch / f"side-{sum(1 for _ in renderer.scratch.glob('side-*'))}"
    folder.mkdir()
    return packets_of(name, request.workspace, folder, renderer.machine)


def _compare_files(request: DiffRequest, renderer: PacketRenderer, say: Callable[[str], None]) -> Difference:
    """Two files, or one as it was at a revision and as it is."""
    base, head = (request.base or DEFAULT_BASE, request.head) if request.head is not None else (DEFAULT_BASE, request.base or "")
    path = Path(head)
    if not path.is_file():
        raise UsageError([_no_file(path)])
    say("ファイルを比べています")
    called, old = base, Path(base)
    if not old.is_file():
        data = file_at(path.resolve().parent, base, path.name, renderer.machine.environment)
        if data is None:
            raise UsageError([_no_earlier(head, base, request, renderer)])
        called, old = f"{base}:{head}", renderer.scratch / f"old{path.suffix}"
        old.write_bytes(data)
    sides = read_file(old, called, path.name, renderer), read_file(path, head, path.name, renderer)
    return compare_sides(*sides, renderer.reader)


def _with_sheets(side: PacketState, reader: PageReader) -> PacketState:
    """A packet with the sheets of its pages, also of one that was found in a folder."""
    papers = (
        paper if paper.sheets else replace(paper, sheets=tuple(sheet_for(*size) for size in reader.sizes(paper)))
        for paper in side.papers
    )
    return replace(side, papers=tuple(papers))


def _no_earlier(head: str, base: str, request: DiffRequest, renderer: PacketRenderer) -> Problem:
    """That there is no earlier state of a file under a name, which the reader may not have written."""
    path = Path(base)
    if commit_of(Path(head).resolve().parent, base, renderer.machine.environment) is not None:
        hint = "ファイルが加わった後の版を書くか、名前が変わったのなら、前のファイルを取り出して比べてください。"
        message = f"git の版「{base}」に、このファイルはありません（その後に加わったか、名前が変わりました）。"
        return error("HD668", message, place=Place(head), quote=base, hint=hint)
    if path.is_dir() or path.suffix.lower() in suffixes(Use.DIFF):
        return _no_file(path)
    if request.base is None or request.head is None:
        hint = "前のファイルと、後のファイルを書いてください。"
        return error("HD668", "このファイルは git に登録されていないので、前の版が分かりません。", place=Place(head), hint=hint)
    hint = "前のファイルか、git の版（HEAD~1、main など）を書いてください。"
    message = f"「{base}」は、ファイルでもなく、このファイルのある git の版でもありません。"
    return error("HD668", message, place=Place(head), quote=base, hint=hint)


def next_round(
    found: MeetingDifference, earlier: Sequence[str], request: DiffRequest, renderer: PacketRenderer, on: tuple[dt.date, bool]
) -> ReplacementRound:
    """The 差替え that comes of a difference: `earlier` are the states before its base, the one handed out first.

    `on` is the day of the notice, and whether the packet is printed on both sides. Raises UsageError.
    """
    day, duplex = on
    if found.difference.old is None:
        raise LookupError("old")
    sides: list[PacketState] = []
    for name in earlier:
        packets = _packets(name, request, renderer)
        if found.was is None or found.was not in {*packets.specs, *packets.built}:
            raise UsageError([error("HD101", "その版に、この会議がありません。", quote=f"{name}: {found.was}")])
        sides.append(renderer.side(packets, found.was))
    difference, reader = found.difference, renderer.reader
    if duplex:
        new = _with_sheets(difference.new, reader) if difference.new is not None else None
        difference = replace(difference, old=_with_sheets(found.difference.old, reader), new=new)
        sides = [_with_sheets(side, reader) for side in sides]
    sides.append(difference.old or found.difference.old)
    state = ReplacementPlan((), as_distributed(sides[0]))
    for one, other in pairwise(sides):
        state = replaced(compare_sides(one, other, reader), state.held, state.used, duplex=duplex)
    return ReplacementRound(difference, state, len(sides), day, duplex)
