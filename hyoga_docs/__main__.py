"""Where the command begins, also as `python -m hyoga_docs`: nothing but the start."""

from __future__ import annotations

import os
import sys


def _forget_this_folder() -> None:
    """Has nothing imported from the folder that somebody works in, where `python -m` looks first, unless this package is there.

    Needs nothing that Python has not loaded before it looked there.
    """
    try:
        here = os.getcwd()  # noqa: PTH109  no pathlib yet
    except OSError:  # it is gone
        return
    if os.path.realpath(__file__) != os.path.realpath(os.path.join(here, "hyoga_docs", "__main__.py")):  # noqa: PTH118
        sys.path[:] = [place for place in sys.path if place not in {"", here}]


def start() -> None:
    """Runs the command; Ctrl-C ends it quietly even while it is still being loaded."""
    _forget_this_folder()
    try:
        from hyoga_docs.core.this_process import heed_interruptions, ignore_interruptions  # noqa: PLC0415  Ctrl-C is quiet from here on

        heed_interruptions()
        try:
            from hyoga_docs.commands.entry_point import main  # noqa: PLC0415

            main()
        finally:
            ignore_interruptions()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    start()
