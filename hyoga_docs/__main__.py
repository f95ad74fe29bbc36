"""Where the command begins, also as `python -m hyoga_docs`."""

from __future__ import annotations

import sys


def start() -> None:
    """Runs the command; Ctrl-C ends it quietly even while it is still being loaded."""
    try:
        from hyoga_docs.cli import main  # noqa: PLC0415

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    start()
