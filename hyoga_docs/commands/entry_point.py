"""Which of two ways a command goes: through the command line, or past it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.pipeline.machine import Machine

# Each way is imported where it is taken: git asks for one file after another, and reading a command line takes longer than a file.


def main() -> None:
    """Runs the command. `textconv FILE`, as git calls it, needs nothing of the command line."""
    if len(sys.argv) == 3 and sys.argv[1] == "textconv" and not sys.argv[2].startswith("-"):
        _textconv(Path(sys.argv[2]))
    else:
        from hyoga_docs.commands.app import main as run_command_line  # noqa: PLC0415

        run_command_line()


def _textconv(file: Path) -> None:
    from hyoga_docs.core.this_process import prepare_process  # noqa: PLC0415
    from hyoga_docs.diff.textconv import show  # noqa: PLC0415

    prepare_process()
    show(file, _machine)


def _machine() -> Machine:
    """The machine, which is asked for by PDFs and pictures only."""
    from hyoga_docs.commands.machine import this_machine  # noqa: PLC0415

    return this_machine(1, 60)
