"""Which pages of a file are taken: `1-3,7`, counted from 1 as people count."""

from __future__ import annotations


def choose_pages(wanted: str | None, count: int) -> tuple[int, ...] | None:
    """The pages from 0, in the order asked for; None when one of them is not there, all of them when nothing is asked."""
    chosen: list[int] = []
    for piece in (wanted or f"1-{count}").split(","):
        start, dash, end = piece.strip().partition("-")
        first = int(start)
        last = (int(end) if end else count) if dash else first
        if not 1 <= first <= last <= count:
            return None
        chosen += range(first - 1, last)
    return tuple(chosen)
