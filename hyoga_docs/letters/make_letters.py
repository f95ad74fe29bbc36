"""The letters of a meeting: whether anything is to be done, and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import links_resolved, os_errors_as_problems
from hyoga_docs.letters.result import FOLDER, LettersResult
from hyoga_docs.pipeline.output import is_left, output_lock
from hyoga_docs.pipeline.up_to_date import is_current, load_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.spec.workspace_paths import MeetingFile


def make_letters(
    meeting: MeetingFile,
    out: Path,
    machine: Machine,
    say: Callable[[str], None],
    tell: Callable[[str], None] = lambda _: None,
    only: Sequence[str] = (),
) -> LettersResult:
    """Makes the letters that a meeting lists, or those named in `only`, in `letters/` of its output folder. Raises HyogaError.

    `say` is called with what is being done, `tell` with what nobody should miss.
    """
    with os_errors_as_problems(out):
        meeting, out = replace(meeting, path=meeting.path.resolve()), links_resolved(out.parent) / out.name
        stands_on = digest(str(meeting.path), str(machine.soffice), machine.cache.code)
        kept_as = out / FOLDER / digest(*only)  # what was made last, for each choice of letters
        state = load_state(machine.cache, kept_as)
        if state is not None and not is_left(out) and is_current(state, stands_on):
            made = tuple(sorted(path for path in (out / FOLDER).glob("*.*") if str(path) in state.files))
            return LettersResult(made, fresh=False, converted=0, problems=state.problems)
        # Loaded here: with nothing to do, nothing of all the rooms below is needed.
        from hyoga_docs.letters.write_letters import write_letters  # noqa: PLC0415

        with output_lock(out, machine.limit, tell):
            return write_letters(meeting, out, machine, only, say, (kept_as, stands_on))
