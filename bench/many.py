"""How long commands take where there is very much of one thing: papers, members, provisions, words, meetings.

    python bench/many.py                    every case, in seconds of the processor (other work of the machine does not count)
    python bench/many.py pending members    these cases
    python bench/many.py --profile pending  where the time of one case goes

Each case runs twice, the second time with a quarter, so that what grows faster than its input shows: four times is linear.
"""

from __future__ import annotations

import csv
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
_PROFILED = """
import cProfile, sys, time
from hyoga_docs.commands.entry_point import main
profile, to = cProfile.Profile(time.process_time), sys.argv.pop()
try:
    profile.runcall(main)
finally:
    profile.dump_stats(to)
"""
_MEETING = "number: 1\ndate: 2019-10-31\n"


def pending(folder: Path, count: int) -> list[str]:
    """Papers that are still to come: a sheet stands in for each."""
    return _papers(folder, [f"{{title: 資料の題名その{number}}}" for number in range(count)])


def missing(folder: Path, count: int) -> list[str]:
    """Papers whose files are not there, with names that are not ASCII."""
    return _papers(folder, [f"{{title: 題名{number}, file: 資料/が{number}.pdf}}" for number in range(count)])


def tables(folder: Path, count: int) -> list[str]:
    """Papers of small csv files."""
    files = _files(folder, count, "csv")
    for number, file in enumerate(files):
        file.write_text(f"区分,人数\n甲,{number}\n乙,2\n計,{number + 2}\n", "utf-8")
    return _papers(folder, [f"{{title: 表{number}, file: many/{file.name}}}" for number, file in enumerate(files)])


def pdfs(folder: Path, count: int) -> list[str]:
    """Papers of small PDFs, each of other bytes."""
    files = _files(folder, count, "pdf")
    for number, file in enumerate(files):
        Image.new("L", (10, 14), number % 256).save(file, "PDF", title=str(number))
    return _papers(folder, [f"{{title: 写し{number}, file: many/{file.name}}}" for number, file in enumerate(files)])


def cells(folder: Path, count: int) -> list[str]:
    """One csv of so many cells."""
    with (folder / "meetings" / "large.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([f"区分{row}", *range(row, row + 9)] for row in range(count // 10))
    return _papers(folder, ["{title: 大きな表, file: large.csv}"])


def members(folder: Path, count: int) -> list[str]:
    """A roster of so many members."""
    rows = (f"      - {{id: m{number}, name: 第{_name(number)}協議会}}\n" for number in range(count))
    head = "title: 名簿\ncolumns: {category: 区分, name: 構成員}\ngroups:\n  - category: 団体\n    members:\n"
    (folder / "meetings" / "common" / "roster.yaml").write_text(head + "".join(rows), "utf-8")
    return _meeting(folder, "agenda: [開会]\nreferences: [{title: 名簿, document: roster}]\n")


def imported(folder: Path, count: int) -> list[str]:
    """A sheet of so many rows, each a new member of the roster."""
    head = "id,区分,構成員,職名,氏名,備考,別の書き方,いつから,いつまで\n"
    rows = (f",支援機関,第{_name(number)}協議会,,,,,,\n" for number in range(count))
    (folder / "roster.csv").write_text(head + "".join(rows), "utf-8")
    return ["roster", "import", "roster.csv", "--on", "2020-01-01", "--yes"]


def provisions(folder: Path, count: int) -> list[str]:
    """A charter of so many provisions, each of which names another one."""
    items = (
        f'      - {{id: p{number}, text: "<p{count - number - 1}>による第{_name(number)}の事務。"}}\n' for number in range(count)
    )
    text = "title: 要領\nsections:\n  - id: s\n    heading: 事務\n    items:\n" + "".join(items)
    (folder / "meetings" / "common" / "charter.yaml").write_text(text, "utf-8")
    return _meeting(folder, "agenda: [開会]\nreferences: [{title: 要領, document: charter}]\n")


def wording(folder: Path, count: int) -> list[str]:
    """A list of so many words with variants."""
    lines = (f"  - {{words: [{_name(number)}組, {_name(number)}組み], use: {_name(number)}組}}\n" for number in range(count))
    (folder / "meetings" / "common" / "wording.yaml").write_text("variants:\n" + "".join(lines), "utf-8")
    return ["check", "meetings/2019-10-31.yaml"]


def agenda(folder: Path, count: int) -> list[str]:
    """A meeting of so many items."""
    return _meeting(folder, "agenda:\n" + "".join(f"  - 議題{_name(number)}について\n" for number in range(count)))


def meetings(folder: Path, count: int) -> list[str]:
    """A folder of so many meetings, and the next one."""
    for number in range(count):
        day = f"{1000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        (folder / "meetings" / f"{day}.yaml").write_text(f"number: {number + 1}\ndate: {day}\nagenda: [開会]\n", "utf-8")
    return ["new", "2020-01-15"]


CASES: dict[str, tuple[Callable[[Path, int], list[str]], int]] = {
    "pending": (pending, 2000),
    "missing": (missing, 2000),
    "tables": (tables, 2000),
    "pdfs": (pdfs, 400),
    "cells": (cells, 200_000),
    "members": (members, 10_000),
    "imported": (imported, 1000),
    "provisions": (provisions, 10_000),
    "wording": (wording, 10_000),
    "agenda": (agenda, 10_000),
    "meetings": (meetings, 5000),
}


def _name(number: int) -> str:
    """A number as kanji, so that names differ by more than their figures."""
    return "".join("東西南北春夏秋冬山川"[int(figure)] for figure in str(number))


def _files(folder: Path, count: int, ending: str) -> list[Path]:
    (folder / "meetings" / "many").mkdir()
    return [folder / "meetings" / "many" / f"{number}.{ending}" for number in range(count)]


def _papers(folder: Path, papers: list[str]) -> list[str]:
    return _meeting(folder, "agenda: [開会]\nhandouts:\n" + "".join(f"  - {paper}\n" for paper in papers))


def _meeting(folder: Path, rest: str) -> list[str]:
    (folder / "meetings" / "2019-12-01.yaml").write_text(_MEETING + rest, "utf-8")
    return ["check", "meetings/2019-12-01.yaml"]


def run(name: str, count: int, profile: Path | None = None) -> tuple[float, float, int]:
    """Seconds of the processor, megabytes, exit code of a case; where the time went is written to `profile`."""
    with tempfile.TemporaryDirectory(prefix="hyoga-many-") as made:
        folder = Path(made)
        for part in ("meetings", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        arguments = [*CASES[name][0](folder, count), *([str(profile)] if profile else [])]
        environment = {**os.environ, "HYOGA_DOCS_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
        start = ["-c", _PROFILED] if profile else ["-m", "hyoga_docs"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([sys.executable, *start, *arguments], cwd=folder, env=environment, stdout=quiet, stderr=quiet)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, process.returncode


def main(arguments: list[str]) -> None:
    """Measures and prints; `name=count` asks for another number of things."""
    profiled = "--profile" in arguments
    wanted = [each.partition("=") for each in arguments if each != "--profile"] or [(name, "", "") for name in CASES]
    for name, _, number in wanted:
        count = int(number or CASES[name][1])
        if profiled:
            with tempfile.NamedTemporaryFile(suffix=".prof") as file:
                run(name, count, Path(file.name))
                pstats.Stats(file.name).sort_stats("cumulative").print_stats(120)
            continue
        quarter, (seconds, memory, code) = run(name, count // 4)[0], run(name, count)
        print(f"{name:10} {count:7} {seconds:6.1f} s, a quarter {quarter:5.1f} s, {memory:5.0f} MB, exit {code}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
