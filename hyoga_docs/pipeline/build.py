"""One meeting, from YAML to packet: the order of the steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.pipeline.machine import Machine, find_libreoffice, find_ocr_program
from hyoga_docs.pipeline.up_to_date import BuildState, is_current, load_state, save_state, see, see_folders, times_under

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from hyoga_docs.core.problem import ProblemDict
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.spec.workspace_paths import MeetingFile


@dataclass(frozen=True)
class BuildResult:
    """What a build did: whether anything had to be made, how many documents were converted, and what was found."""

    packet: Path
    pages: int
    fresh: bool
    converted: int
    problems: list[ProblemDict]


def build(meeting: MeetingFile, out: Path, desk: Machine, say: Callable[[str], None]) -> BuildResult:
    """Builds one meeting's packet into `out`. Raises HyogaError with everything that is in the way."""
    from hyoga_docs.core.files import os_errors_as_problems  # noqa: PLC0415

    with os_errors_as_problems(out):
        meeting, out = replace(meeting, path=meeting.path.resolve()), out.resolve()
        return _built_already(meeting, out, desk) or _make(meeting, out, desk, say)


def _built_already(meeting: MeetingFile, out: Path, desk: Machine) -> BuildResult | None:
    from hyoga_docs.pipeline.output import is_left  # noqa: PLC0415

    state = load_state(desk.store, out)
    if state is None or is_left(out) or not is_current(state, _stands_on(meeting, desk)):
        return None
    return BuildResult(out / "packet.pdf", state.pages, fresh=False, converted=0, problems=state.problems)


def _make(meeting: MeetingFile, out: Path, desk: Machine, say: Callable[[str], None]) -> BuildResult:
    # Imported here: with nothing to do, nothing of this is needed.
    from filelock import FileLock, Timeout  # noqa: PLC0415

    out.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out.parent / f".{out.name}.lock")  # beside the output, where every desk that shares it looks
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("同じ会議の作成がほかで動いています。終わるのを待っています")
        lock.acquire()
    try:
        return _built_already(meeting, out, desk) or _make_alone(meeting, out, desk, say)
    finally:
        lock.release()


def _make_alone(meeting: MeetingFile, out: Path, desk: Machine, say: Callable[[str], None]) -> BuildResult:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415
    from functools import cache  # noqa: PLC0415

    from hyoga_docs.pipeline import prepare  # noqa: PLC0415
    from hyoga_docs.pipeline.convert import convert_meeting  # noqa: PLC0415
    from hyoga_docs.pipeline.intake import scratch  # noqa: PLC0415
    from hyoga_docs.pipeline.output import OURS, staging, swap_in  # noqa: PLC0415
    from hyoga_docs.programs import fonts, sandbox  # noqa: PLC0415
    from hyoga_docs.programs.libreoffice.convert import Office  # noqa: PLC0415

    environment = sandbox.office_environment(desk.environment)
    folders = fonts.font_folders(desk.home)
    with ThreadPoolExecutor(1) as meanwhile, scratch() as folder:
        say("点検し、Word 文書を作っています")
        machine = meanwhile.submit(find_libreoffice, desk, environment)
        before = times_under(meeting)
        ocr = find_ocr_program(desk) if desk.ocr else None
        settings = desk.intake_settings(folder)
        ready = prepare.prepare(meeting, settings, ocr)
        inputs = see(ready.inputs)
        found = fonts.read_fonts(folders, desk.store)
        prepare.check_fonts(ready, found)
        libreoffice, confinement = machine.result()
        office = Office(libreoffice, found, desk.store, environment, desk.limit, desk.jobs, confinement)
        # LibreOffice is another process: while it works, this one loads what comes after it.
        loading = cache(lambda: meanwhile.submit(_load_assembly, ready, office))

        def on_progress(done: int, total: int) -> None:
            loading()
            say(f"PDF にしています {done}/{total}")

        converted = convert_meeting(ready, office, settings, on_progress)
        say("綴じています")
        with staging(out) as place:
            packet = loading().result().make_packet(ready, converted, office, place, archival=desk.archival)
            swap_in(out, packet.files, place)
        problems = [problem.as_dict() for problem in (*ready.problems, *packet.problems)]
        if times_under(meeting) == before:  # else something was saved while it was being read: the next build looks again
            files = {**inputs, **see([libreoffice.program, *(out / name for name in packet.files)])}
            seen = see_folders([*folders, *(out / name for name in OURS)])  # a killed build may have put a file there
            save_state(desk.store, out, BuildState(_stands_on(meeting, desk), files, seen, problems, packet.pages))
        desk.store.sweep()
    return BuildResult(out / "packet.pdf", packet.pages, fresh=True, converted=packet.converted, problems=problems)


def _load_assembly(ready: PreparedMeeting, office: Office) -> ModuleType:
    from hyoga_docs.pdf.intake import take  # noqa: F401, PLC0415  what finishes each document as it comes out
    from hyoga_docs.pipeline import assemble  # noqa: PLC0415

    assemble.number_font(ready.plan, office)
    return assemble


def _stands_on(meeting: MeetingFile, desk: Machine) -> str:
    """Everything besides the contents of files that a build depends on."""
    return digest(str(meeting.path), str(desk.soffice), desk.store.code, f"{desk.ocr} {desk.archival}")
