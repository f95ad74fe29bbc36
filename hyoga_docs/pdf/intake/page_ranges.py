"""Which pages of a file are taken: `1-3,7`, counted from 1 as people count; `1-9 without 3-4`, where some are left out."""

from __future__ import annotations

#: What stands between the pages that are asked for, if any, and those of them that are left out.
WITHOUT = " without "


def choose_pages(wanted: str | None, count: int) -> tuple[int, ...] | None:
    """The pages from 0, in the order asked for; None when one of them is not there, or none is left.

    All of them when nothing is asked.
    """
    asked, _, left_out = (wanted or "").partition(WITHOUT)
    chosen = _pages(asked or f"1-{count}", count)
    without = _pages(left_out, count) if left_out else ()
    if chosen is None or without is None:
        return None
    return tuple(page for page in chosen if page not in without) or None


def _pages(asked: str, count: int) -> tuple[int, ...] | None:
    """The pages that are named, or None when one of them is not there."""
    chosen: list[int] = []
    for piece in asked.split(","):
        start, dash, end = piece.strip().partition("-")
        first = int(start)
        last = (int(end) if end else count) if dash else first
        if not 1 <= first <= last <= count:
            return None
        chosen += range(first - 1, last)
    return tuple(chosen)
