"""Two states of a paper or a charter, compared in bounded time and memory, or told not to be."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hyoga_docs.core.limits import SECONDS, TooLongError, time_limit
from hyoga_docs.core.problem import Place, SpecError, error

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def comparison_limit(file: str, name: str) -> Iterator[None]:
    """Raises SpecError (HD672), with a file and what it is called, where what is done inside takes too long or too much memory."""
    try:
        with time_limit(SECONDS):
            yield
    except (TooLongError, MemoryError) as problem:
        why = f"{SECONDS:g}秒では終わりません" if isinstance(problem, TooLongError) else "メモリが足りません"
        hint = "極端に長い文や、極端に多い行のある資料ではないか、確かめてください。"
        message = f"前と後を比べられません（{why}）。"
        raise SpecError([error("HD672", message, place=Place(file), quote=name, hint=hint)]) from problem
