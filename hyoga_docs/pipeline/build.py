"""One meeting, from YAML to packet: whether anything is to be done, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import links_resolved, os_errors_as_problems
from hyoga_docs.pipeline.output import is_left, output_lock
from hyoga_docs.pipeline.output_record import PACKET_FILE
from hyoga_docs.pipeline.up_to_date import is_current, load_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hyoga_docs.core.problem import ProblemDict
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.spec.workspace_paths import MeetingFile


@dataclass(frozen=True)
class BuildResult:
    """What a build did: whether anything had to be made, how many documents were converted, and what was found.

    `left_out` is how many papers have but a sheet in their place, `public_pages` how many pages the public edition has, where
    there is one. `letters` are those that the meeting lists.
    """

    packet: Path
    pages: int
    fresh: bool
    converted: int
    problems: list[ProblemDict]
    left_out: int = 0
    public_pages: int = 0
    letters: Sequence[str] = ()


def build(
    meeting: MeetingFile, out: Path, machine: Machine, say: Callable[[str], None], tell: Callable[[str], None] = lambda _: None
) -> BuildResult:
    """Builds one meeting's packet into `out`. Raises HyogaError with everything that is in the way.

    `say` is called with what is being done, `tell` with what nobody should miss.
    """
    with os_errors_as_problems(out):
        meeting, out = replace(meeting, path=meeting.path.resolve()), links_resolved(out.parent) / out.name
        return built_already(meeting, out, machine) or _build_once(meeting, out, machine, say, tell)


def built_already(meeting: MeetingFile, out: Path, machine: Machine) -> BuildResult | None:
    """What the last build into `out` made, where it is all that a build would make today; both paths without links."""
    state = load_state(machine.cache, out)
    if state is None or is_left(out) or not is_current(state, _stands_on(meeting, machine)):
        return None
    return BuildResult(
        out / PACKET_FILE,
        state.pages,
        fresh=False,
        converted=0,
        problems=state.problems,
        public_pages=state.public_pages,
        letters=state.letters,
    )


def _build_once(
    meeting: MeetingFile, out: Path, machine: Machine, say: Callable[[str], None], tell: Callable[[str], None]
) -> BuildResult:
    """Builds while no other build of the meeting is at work; what that one made may be all that is wanted."""
    # Loaded here: with nothing to do, nothing of all the rooms below is needed.
    from hyoga_docs.pipeline.build_packet import build_packet  # noqa: PLC0415

    with output_lock(out, machine.limit, tell):
        done = built_already(meeting, out, machine)
        if done is None:
            packet, problems, left_out = build_packet(meeting, out, machine, _stands_on(meeting, machine), say)
            done = BuildResult(
                out / PACKET_FILE,
                packet.pages,
                fresh=True,
                converted=packet.converted,
                problems=problems,
                left_out=left_out,
                public_pages=packet.public_pages,
                letters=packet.letters,
            )
        return done


def _stands_on(meeting: MeetingFile, machine: Machine) -> str:
    """Everything besides the contents of files that a build depends on."""
    return digest(
        str(meeting.path),
        str(machine.soffice),
        machine.cache.code,
        f"{machine.ocr} {machine.archival} {machine.isolation.required} {machine.editions}",
    )
