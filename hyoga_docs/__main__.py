"""Where the command begins, also as `python -m hyoga_docs`: nothing but the start."""

from __future__ import annotations

import sys


def start() -> None:
    """Runs the command; Ctrl-C ends it quietly even while it is still being loaded."""
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
