"""A process of its own that compares, reads and draws the pages of PDFs, so that a hostile one ends this process and nothing else.

`python -m hyoga_docs.diff.pages.worker FOLDER` answers requests as `pdf/intake/worker.py` does. What is asked of the files in
FOLDER: `compare` (the pages that differ), `lines` (the words of each page), `sizes` (points across and
up), `draw` (pages as pictures, FOLDER/N-PAGE.image).
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hyoga_docs.core.limits import limit_memory
from hyoga_docs.pdf.intake.worker import MEMORY, read_requests, write_answer


def work(folder: Path) -> None:
    """Answers each request in turn: `made`, or the code of why not."""
    for number, request in enumerate(read_requests(folder)):
        answer: dict[str, Any]
        try:
            answer = {"made": _made(folder, number, request)}
        except MemoryError:
            answer = {"code": "HD319", "words": "memory"}
        except Exception as problem:  # the one place where any failure becomes an answer: a hostile file may cause every kind
            answer = {"code": "HD312", "words": type(problem).__name__}
        write_answer(folder, number, json.dumps(answer).encode())


def _made(folder: Path, number: int, request: dict[str, Any]) -> object:
    from hyoga_docs.diff.pages.compare import compare_pages  # noqa: PLC0415  heavy, and under the limits
    from hyoga_docs.pdf.text_lines import page_sizes, read_lines  # noqa: PLC0415

    files = [folder / name for name in request["files"]]
    if request["what"] == "compare":
        return [asdict(change) for change in compare_pages(*files)]
    if request["what"] == "lines":
        return read_lines(files[0])
    if request["what"] == "sizes":
        return page_sizes(files[0])
    return _drawn(files[0], request["pages"], request["width"], folder / f"{number}-")


def _drawn(pdf: Path, pages: list[int], width: int, out: Path) -> dict[int, tuple[str, int, int]]:
    """Draws pages, from 1; says of each its type, width and height in pixels. One that cannot be drawn is left out."""
    from hyoga_docs.pdf.render.page_image import open_pages, page_image  # noqa: PLC0415  heavy, and under the limits

    made: dict[int, tuple[str, int, int]] = {}
    with open_pages(pdf) as drawn:
        for page in pages:
            if image := page_image(drawn, page - 1, width):
                out.with_name(f"{out.name}{page}.image").write_bytes(image.data)
                made[page] = (image.type, image.width, image.height)
    return made


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    limit_memory(MEMORY)
    work(Path(sys.argv[1]))
