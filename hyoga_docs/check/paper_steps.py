"""The steps that a paper goes: whatever raises in one costs that paper, by a problem with its name (`HD371` to `HD373`).

So does what takes longer than the paper may, in all its steps (`HD318`), or more memory than there is (`HD319`).
"""

from __future__ import annotations

import errno
import traceback
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hyoga_docs.check.intake_problems import intake_rejected
from hyoga_docs.check.paper_problems import paper_heading
from hyoga_docs.core.limits import TooLongError, time_limit
from hyoga_docs.core.problem import HyogaError, MachineError, Place, Problem, Severity, error
from hyoga_docs.core.unforeseen import for_developers, said
from hyoga_docs.pdf.intake.records import IntakeRejected
from hyoga_docs.word.template_step import FILL_LESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.plan.model import Document

_T = TypeVar("_T")

#: What the system refuses whatever the paper is.
_OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE}
#: Errors of supplied papers that a sheet can stand in for: of a text or csv, of any file, of its conversion, of what an archive
#: forbids.
_OF_PAPERS = ("HD102", "HD103", "HD12", "HD3", "HD5", "HD607")
#: Those of them that are mistakes of a key in the YAML: `pages`, `sheets`.
_OF_KEYS = {"HD316", "HD515"}


@contextmanager
def paper_step(document: Document, step: str, problems: list[Problem]) -> Iterator[None]:
    """One step of one paper, in the time that is left for it; what it raises joins the `problems`.

    `step` is what is done: `文字の読み取り`. MachineError goes through, and so does all that a document of our own raises but for
    time and memory: no file of others is at fault.
    """
    try:
        with document.time.running():
            yield
    except MachineError:
        raise
    except HyogaError as told:
        problems += told.problems
    except Exception as problem:  # a file of others may cause every kind: here, and in `raised` below, each becomes an answer
        ours = document.path is None and not isinstance(problem, (TooLongError, MemoryError))
        if ours or _is_of_the_machine(problem):
            raise
        problems.append(failed(document, step, problem))


def papers_that_raise(papers: Sequence[_T], run: Callable[[Sequence[_T]], object], seconds: float) -> list[tuple[_T, Exception]]:
    """Runs with all the papers; where that raises, the papers that it raises for, each with what was raised.

    They are found by a run with each alone, else by runs with one paper more at a time; where only all of them together take
    too long, it is all. A run may take so many `seconds` for each of its papers. HyogaError goes through.
    """

    def in_time(some: Sequence[_T]) -> None:
        with time_limit(seconds * len(some)):
            run(some)

    whole = raised(partial(in_time, papers))
    if whole is None:
        return []
    alone = [(paper, problem) for paper in papers if (problem := raised(partial(in_time, [paper]))) is not None]
    if alone:
        return alone
    if isinstance(whole, TooLongError):
        return [(paper, whole) for paper in papers]
    for count in range(2, len(papers)):
        if (problem := raised(partial(in_time, papers[:count]))) is not None:
            return [(papers[count - 1], problem)]
    return [(papers[-1], whole)] if papers else []


def raised(do: Callable[[], object]) -> Exception | None:
    """What `do` raises; HyogaError, and what the system refuses whatever the paper is, go through."""
    try:
        do()
    except HyogaError:
        raise
    except Exception as problem:
        if _is_of_the_machine(problem):
            raise
        traceback.clear_frames(problem.__traceback__)  # which may hold all the memory that there is
        return problem
    return None


def noting(
    document: Document, step: str, finish: Callable[[bytes], bytes], noted: dict[Place, Problem]
) -> Callable[[bytes], bytes]:
    """`finish` of a conversion; what else than ValueError a paper raises there is noted by its place, and raised as ValueError."""

    def noting_finish(made: bytes) -> bytes:
        finished: list[bytes] = []
        problem = raised(lambda: finished.append(finish(made)))
        if problem is None:
            return finished[0]
        if isinstance(problem, ValueError):  # not whole, or too heavy: who converts tells
            noted.pop(document.place, None)
            raise problem
        noted[document.place] = failed(document, step, problem)
        msg = "not finished"
        raise ValueError(msg) from problem

    return noting_finish


def _is_of_the_machine(problem: BaseException) -> bool:
    """Whether the system refuses something whatever the paper is: a full disk, too many open files."""
    return isinstance(problem, OSError) and problem.errno in _OF_THE_MACHINE


def failed(document: Document, step: str, problem: Exception) -> Problem:
    """A document that raised something on its way, so that it cannot be bound."""
    if document.path is None and document.template is not None:
        message = f"ひな形から作った文書の{step}の途中で先へ進めなくなりました（{said(problem)}）。"
        return error("HD409", message, place=Place(f"templates/{document.template}.docx"), quote=document.title, hint=FILL_LESS)
    if isinstance(problem, TooLongError):
        return intake_rejected(document, IntakeRejected("HD318", f"{document.time.limit:.0f}"))
    if isinstance(problem, MemoryError):
        return intake_rejected(document, IntakeRejected("HD319"))
    message = f"この資料は、{step}の途中で先へ進めなくなりました（{said(problem)}）。"
    wanted = "もとのソフトで保存し直したものか、PDF にしたもの"
    hint = f"{document.sender}から、{wanted}を受け取ってください。{for_developers(problem)}"
    return error("HD371", message, place=document.place, quote=document.file_name, hint=hint, document=document.stem or None)


def unchecked(checked: CheckedText, problem: Exception) -> Problem:
    """A text that raised something in a check; its document is bound all the same."""
    document = checked.document
    ask = f"、分からないところは{document.sender}に聞いて" if document is not None and document.path is not None else ""
    message = f"{checked.title}の文字を点検できませんでした（{said(problem)}）。"
    hint = f"目で確かめ{ask or 'て'}ください。{for_developers(problem)}"
    place, name = checked.anchor or Place(checked.file), document.file_name if document is not None else checked.file
    stem, heading = (document.stem, paper_heading(document)) if document is not None else (None, None)
    return Problem(Severity.WARNING, "HD372", message, hint, place, name, stem, heading=heading)


def not_bound(problem: Exception) -> Problem:
    """A packet that cannot be bound, and of which nobody can say for which paper."""
    message = f"冊子を綴じるときに、先へ進めなくなりました（{said(problem)}）。どの資料のためかは分かりません。"
    hint = f"資料を一つずつ外して、原因の資料を見つけてください。{for_developers(problem)}"
    return error("HD373", message, hint=hint)


def errors_of_papers(problems: Iterable[Problem]) -> dict[Place, list[Problem]]:
    """The errors among the problems that a sheet in the paper's place would answer, by where the paper is written."""
    found: dict[Place, list[Problem]] = {}
    for problem in problems:
        place = problem.anchor or problem.place
        is_of_paper = problem.code.startswith(_OF_PAPERS) and problem.code not in _OF_KEYS
        if problem.severity is Severity.ERROR and is_of_paper and place is not None:
            found.setdefault(place, []).append(problem)
    return found
