"""The steps of a build in their order: prepare, convert, bind, swap in, remember what it all stood on."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hyoga_docs.check.paper_problems import by_paper
from hyoga_docs.core.problem import MachineError, Place, error
from hyoga_docs.pipeline.convert import convert_editions
from hyoga_docs.pipeline.intake import GeneratedIntake, scratch
from hyoga_docs.pipeline.left_out import LeftOutPapers
from hyoga_docs.pipeline.office import find_libreoffice, find_ocr_programs
from hyoga_docs.pipeline.output import staging, swap_in
from hyoga_docs.pipeline.output_record import PACKET
from hyoga_docs.pipeline.prepare import check_fonts, check_formulas, prepare
from hyoga_docs.pipeline.up_to_date import BuildState, looks_under, save_state, saved_meanwhile, see, see_folders
from hyoga_docs.programs.fonts import font_folders, read_fonts
from hyoga_docs.programs.libreoffice.convert import Office
from hyoga_docs.programs.sandbox import office_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from hyoga_docs.core.problem import ProblemDict
    from hyoga_docs.pipeline.assemble import BuiltPacket
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.spec.workspace_paths import MeetingFile

_T = TypeVar("_T")
_ATTEMPTS = 3


def build_packet(
    meeting: MeetingFile, out: Path, machine: Machine, stands_on: str, say: Callable[[str], None]
) -> tuple[BuiltPacket, list[ProblemDict], int]:
    """Builds a packet anew; `stands_on` names all that it depends on besides its files. Raises HyogaError.

    Gives the packet, what was found, and how many papers have but a sheet in their place.
    """
    environment = office_environment(machine.environment)
    folders = font_folders(machine.home)
    with ThreadPoolExecutor(1) as meanwhile, scratch() as folder:
        say("点検し、Word 文書を作っています")
        searching = meanwhile.submit(find_libreoffice, machine, environment)
        ocr = find_ocr_programs(machine) if machine.ocr else None
        settings = machine.intake_settings(folder)

        def attempt(left_out: LeftOutPapers) -> tuple[BuiltPacket, list[ProblemDict], int]:
            before = looks_under(meeting)
            with GeneratedIntake(settings) as intake:
                prepared = left_out.prepared = prepare(
                    meeting, replace(settings, hand_over=intake.take_over), ocr, left_out=left_out.reasons
                )
                editions = [prepared]
                if "public" in (machine.editions or prepared.plan.workspace.platform.editions):
                    from hyoga_docs.pipeline.prepare_public import prepare_public  # noqa: PLC0415  few builds make one

                    editions.append(prepare_public(prepared, settings, ocr))
                inputs = see(dict.fromkeys(path for each in editions for path in each.inputs))
                fonts = read_fonts(folders, machine.cache)
                of_fonts = next(filter(None, [check_fonts(each, fonts) for each in editions]), [])
                engine, sandbox = searching.result()
                machine.isolation.check(sandbox)
                check_formulas(prepared, engine)
                house_fonts = prepared.plan.workspace.platform.fonts
                office = Office(engine, fonts, machine.cache, environment, machine.limit, machine.jobs, sandbox, house_fonts)
                # LibreOffice is another process: while it works, this one loads what comes after it.
                loading = functools.cache(lambda: meanwhile.submit(_load_assembly, prepared, office))

                def on_progress(done: int, total: int) -> None:
                    loading()
                    say(f"PDF にしています {done}/{total}")

                converted = convert_editions(editions, office, intake, on_progress)
            say("綴じています")
            # A build that will stop has found all that it can, and touches nothing.
            with nullcontext(folder) if left_out.will_stop else staging(out) as place:
                packet = loading().result().make_packets(editions, converted, office, place, archival=machine.archival)
                left_out.stop()
                if saved := saved_meanwhile(before, looks_under(meeting), inputs, prepared.digests_by_path):
                    raise _SavedMeanwhileError(saved)
                kept = swap_in(out, packet.files, place)
            found = by_paper((*prepared.problems, *of_fonts, *packet.problems, *left_out.problems, *kept), prepared.plan)
            problems = [problem.as_dict() for problem in found]
            if not left_out.found:  # a packet with sheets in it is built again each time
                files = {**inputs, **see([engine.program, *(out / name for name in packet.files)])}
                seen = see_folders([*folders, *(out / name for name in PACKET.folders)])  # a killed build may have put a file there
                state = BuildState(stands_on, files, seen, problems, packet.pages, packet.public_pages, [*packet.letters])
                save_state(machine.cache, out, state)
            return packet, problems, len(left_out.found)

        built = _of_one_state(lambda: LeftOutPapers(machine.keep_going).go_on(attempt), meeting, say)
        machine.cache.sweep()
    return built


class _SavedMeanwhileError(Exception):
    """Files were saved while a packet was made of them; their paths."""


def _of_one_state(attempt: Callable[[], _T], meeting: MeetingFile, say: Callable[[str], None]) -> _T:
    """What is made of files that nobody saved meanwhile; otherwise it is made again, but not for ever. Raises HyogaError."""
    root = meeting.workspace.root.resolve()
    for _ in range(_ATTEMPTS):
        try:
            return attempt()
        except _SavedMeanwhileError as problem:
            saved: list[str] = problem.args[0]
            say("作っている間にファイルが保存されたので、初めから作り直しています")
    message = f"作り直すたびに、もとのファイルが保存されています（{_ATTEMPTS}回）。前の版はそのまま残っています。"
    hint = "保存や同期が終わってから、もう一度実行してください。"
    places = [path.relative_to(root) if path.is_relative_to(root) else path for path in map(Path, saved)]
    raise MachineError([error("HD617", message, place=Place(place.as_posix()), hint=hint) for place in places])


def _load_assembly(prepared: PreparedMeeting, office: Office) -> ModuleType:
    """The room that binds, with what it needs first, and what takes in our own documents as they come out."""
    from hyoga_docs.pdf.intake import take  # noqa: F401, PLC0415
    from hyoga_docs.pipeline import assemble, packets  # noqa: PLC0415

    assemble.number_font(prepared.plan, office)
    return packets
