"""Which pages of a file are taken: `1-3,7`, counted from 1 as people count."""

from __future__ import annotations


def choose_pages(wanted: str | None, count: int) -> tuple[int, ...] | None:
    """The pages from 0, in the order asked for; None when one of them is not there, all of them when nothing is asked."""
    chosen: list[int] = []
    for piece in (wanted or f"1-{count}").split(","):
        first, dash, last = piece.strip().partition("-")
        chosen += range(int(first) - 1, (int(last) if last else count) if dash else int(first))
    return tuple(chosen) if chosen and min(chosen) >= 0 and max(chosen) < count else None
