"""`hyoga-docs minutes`: the 会議録 and the 会議概要 to fill in."""

from __future__ import annotations

from hyoga_docs.commands.console import Console, Jobs, Limit, Notes, Out, ProblemFormat, ProblemFormatOption, Quiet, Specs
from hyoga_docs.commands.letters import report_letters
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.letters.make_letters import make_letters
from hyoga_docs.spec.workspace_paths import find_meeting

_MADE = ("minutes", "summary")


def minutes(
    specs: Specs,
    out: Out = None,
    jobs: Jobs = 2,
    limit: Limit = 120,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    notes: Notes = False,
    quiet: Quiet = False,
) -> None:
    """会議録と会議概要を、書き込めるように Word と PDF で作る。

    build/会議/letters/ にできる。Word で打った所は、YAML を直して作り直しても残る。

    例: hyoga-docs minutes meetings/2019-10-31.yaml
    """
    machine = this_machine(jobs, limit)
    with Console(form, quiet=quiet, notes=notes) as console:
        for spec in specs:
            with console.step(spec):
                meeting = find_meeting(spec)
                folder = (out or meeting.workspace.build) / meeting.path.stem
                report_letters(console, make_letters(meeting, folder, machine, console.progress(spec), console.wrote, _MADE))
