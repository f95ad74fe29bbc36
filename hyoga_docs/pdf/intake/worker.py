"""A process of its own that takes papers in, so that a hostile file costs its own paper's answer and nothing else.

`python -m hyoga_docs.pdf.intake.worker FOLDER` reads FOLDER/orders.json. For each order N it writes FOLDER/N.pdf, how the source
looks as FOLDER/N.looks and, as its last word on it, FOLDER/N.json. Whoever started it holds the clock, and may end it at
any moment.
"""

from __future__ import annotations

import errno
import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Bytes of address space. A file of 200 MB is read from the disk, not held; a bomb is stopped.
MEMORY = 3 << 30


def write_requests(folder: Path, orders: Sequence[IntakeRequest]) -> None:
    """Writes what a worker is asked to do."""
    text = json.dumps([order.__dict__ for order in orders], ensure_ascii=True)
    (folder / "orders.json").write_text(text, "ascii")


def read_requests(folder: Path) -> list[IntakeRequest]:
    """Reads what a worker is asked to do."""
    held = json.loads((folder / "orders.json").read_text("ascii"))
    return [IntakeRequest(**{**each, "alts": tuple(each["alts"])}) for each in held]


def work(folder: Path) -> None:
    """Takes in each paper of the orders in turn."""
    from hyoga_docs.pdf.intake.take import take  # noqa: PLC0415
    from hyoga_docs.pdf.intake.text_only import read_text_only  # noqa: PLC0415  heavy, and under the limits

    for number, order in enumerate(read_requests(folder)):
        out = folder / f"{number}.pdf"
        try:
            answer = pack(read_text_only(order, out) if order.words_only else take(order, out))
        except MemoryError:
            answer = pack(IntakeRejected("HD319", "memory"))
        except OSError as problem:
            full = problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # not the paper's fault
            answer = pack(IntakeRejected("HD703", str(problem.strerror)) if full else IntakeRejected("HD312", "OSError"))
        except Exception as problem:  # the one place where any failure becomes an answer: a hostile file may cause every kind
            answer = pack(IntakeRejected("HD312", type(problem).__name__))
        done = folder / f"{number}.part"
        done.write_bytes(answer)
        done.replace(folder / f"{number}.json")


def limit_memory() -> None:
    """Limits what this process may take of memory, where the system offers that."""
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    limit_memory()
    work(Path(sys.argv[1]))
