"""A step of a template under limits: whatever raises in it, or takes too long or too much memory, is told with its name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hyoga_docs.core.limits import TooLongError, time_limit
from hyoga_docs.core.problem import HyogaError, Place, Problem, SpecError, error
from hyoga_docs.core.unforeseen import for_developers, said
from hyoga_docs.text.ooxml.package import UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What to do about a file that Word itself would mend.
SAVE_AGAIN = "Word で開き、「Word 文書（*.docx）」で保存し直してください。"
#: What to do about a document that is filled with too much.
FILL_LESS = "くり返し（for）の回数と、差し込む文の長さを確かめてください。"
_LOOK = 5.0  # seconds that looking for a paragraph may take


class TooLargeError(Exception):
    """More than a template may have, or more than one may be filled with; the message says what, in Japanese."""


@contextmanager
def template_step(place: Place, seconds: float, quote: Callable[[Exception], str | None] = lambda _: None) -> Iterator[None]:
    """What is done with the template at `place` inside may take so many seconds; `quote` finds the paragraph that raised.

    Raises SpecError (HD409, HD411) for all that is raised inside but HyogaError and UnusableFileError, which know what is wrong.
    """
    try:
        with time_limit(seconds):
            yield
    except (HyogaError, UnusableFileError):
        raise
    except (TooLongError, MemoryError, TooLargeError) as problem:
        raise SpecError([_too_much(place, seconds, problem, _quoted(quote, problem))]) from problem
    except Exception as problem:  # a file of others may cause every kind: here each becomes an answer
        message = f"ひな形を読むか差し込む途中で、先へ進めなくなりました（{said(problem)}）。"
        hint = f"{SAVE_AGAIN}{for_developers(problem)}"
        raise SpecError([error("HD411", message, place=place, quote=_quoted(quote, problem), hint=hint)]) from problem


def _too_much(place: Place, seconds: float, problem: Exception, quote: str | None) -> Problem:
    if isinstance(problem, TooLargeError):
        message = f"ひな形が大きすぎます（{problem}）。"
    elif isinstance(problem, TooLongError):
        message = f"ひな形を読むか差し込むのに、時間がかかりすぎます（{seconds:g}秒まで待ちました）。"
    else:
        message = "ひな形を読むか差し込むと、メモリを使い切ります。"
    more = "待つ時間は build の --limit で増やせます。" if isinstance(problem, TooLongError) else ""
    return error("HD409", message, place=place, quote=quote, hint=FILL_LESS + more)


def _quoted(quote: Callable[[Exception], str | None], problem: Exception) -> str | None:
    """The paragraph in question, where that can be told quickly."""
    try:
        with time_limit(_LOOK):
            return quote(problem)
    except (TooLongError, MemoryError):
        return None
