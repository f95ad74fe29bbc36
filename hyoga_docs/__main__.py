"""Where the command begins, also as `python -m hyoga_docs`."""

from __future__ import annotations

import sys
from pathlib import Path


def start() -> None:
    """Runs the command; Ctrl-C ends it quietly even while it is still being loaded."""
    try:
        if len(sys.argv) == 3 and sys.argv[1] == "textconv" and not sys.argv[2].startswith("-"):
            _textconv(sys.argv[2])  # git asks for one file after another, and reading the command line takes longest
        else:
            from hyoga_docs.commands.app import main  # noqa: PLC0415

            main()
    except KeyboardInterrupt:
        sys.exit(130)


def _textconv(file: str) -> None:
    from hyoga_docs.commands.machine import this_machine  # noqa: PLC0415
    from hyoga_docs.core.process import prepare_process  # noqa: PLC0415
    from hyoga_docs.diff.textconv import show  # noqa: PLC0415

    prepare_process()
    show(Path(file), lambda: this_machine(1, 60))


if __name__ == "__main__":
    start()
