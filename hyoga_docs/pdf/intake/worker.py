"""A process of its own that takes papers in, so that a hostile file costs its own paper's answer and nothing else.

`python -m hyoga_docs.pdf.intake.worker FOLDER` answers requests in their order, as they come. For each request N, which is
FOLDER/N.request, it writes FOLDER/N.pdf, how the source looks as FOLDER/N.looks and, as its last word on it, FOLDER/N.json.
FOLDER/closed says that no more will come. Whoever started it holds the clock, and may end it at any moment.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.files import write_new
from hyoga_docs.core.limits import limit_memory
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Bytes of address space. A file of 200 MB is read from the disk, not held; a bomb is stopped.
MEMORY = 3 << 30
_TICK = 0.01
_ALONE = 4 * 3600.0  # seconds without a request after which nobody can be waiting, however long `--limit` lets LibreOffice work


def write_request(folder: Path, number: int, request: Mapping[str, object]) -> None:
    """Asks a worker for one thing more; `number` counts from 0."""
    part = folder / f"{number}.asked"
    write_new(part, json.dumps(request, ensure_ascii=True).encode())
    part.replace(folder / f"{number}.request")


def write_answer(folder: Path, number: int, answer: bytes) -> None:
    """Answers a request, all at once."""
    part = folder / f"{number}.part"
    part.write_bytes(answer)
    part.replace(folder / f"{number}.json")


def close_requests(folder: Path) -> None:
    """Tells a worker that it has all that it is asked."""
    write_new(folder / "closed", b"")


def read_requests(folder: Path) -> Iterator[dict[str, Any]]:
    """What a worker is asked to do, as it comes, until all of it has come or nobody is left who could ask."""
    number, asked, parent = 0, time.monotonic(), os.getppid()
    while time.monotonic() - asked < _ALONE and os.getppid() == parent:
        closed = (folder / "closed").exists()
        path = folder / f"{number}.request"
        if path.exists():
            yield json.loads(path.read_text("ascii"))
            number, asked = number + 1, time.monotonic()
        elif closed:
            return
        else:
            time.sleep(_TICK)


def work(folder: Path) -> None:
    """Takes in each paper that is asked for in turn."""
    from hyoga_docs.pdf.intake.take import take, take_generated  # noqa: PLC0415  heavy, and under the limits
    from hyoga_docs.pdf.intake.text_only import read_text_only  # noqa: PLC0415

    for number, held in enumerate(read_requests(folder)):
        request = IntakeRequest(**{**held, "alts": tuple(held["alts"])})
        out = folder / f"{number}.pdf"
        try:
            if request.generated:
                made = take_generated(Path(request.source).read_bytes(), request)
                out.write_bytes(made.pdf)
                answer = pack(made.taken)
            else:
                answer = pack(read_text_only(request, out) if request.words_only else take(request, out))
        except MemoryError:
            answer = pack(IntakeRejected("HD319", "memory"))
        except OSError as problem:
            full = problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # not the paper's fault
            answer = pack(IntakeRejected("HD703", str(problem.strerror)) if full else IntakeRejected("HD312", "OSError"))
        except Exception as problem:  # the one place where any failure becomes an answer: a hostile file may cause every kind
            answer = pack(IntakeRejected("HD312", type(problem).__name__))
        write_answer(folder, number, answer)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    limit_memory(MEMORY)
    work(Path(sys.argv[1]))
