"""How often `check` says something of texts that are right as they stand, by code.

    make precision      (or: python bench/precision.py [--show] [FILE...])

The texts (bench/precision) were written in the manner of what public bodies publish, with all that a checker may stumble over
and nothing wrong in them; right_*.txt hold sentences of which a rule once told falsely, and their like. law_*.txt are laws,
which nobody has a copyright of, as the packages lawtext 0.0.1 and juricode-mcp 0.1.0 ship them. So each finding is false.
Goals: an error never, a warning at most once in 50,000 characters, a note at most once in 10,000, of each code.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import Severity
from hyoga_docs.pipeline.check_file import check_file

if TYPE_CHECKING:
    from hyoga_docs.core.problem import Problem

TEXTS = Path(__file__).resolve().parent / "precision"
#: In how many characters one finding of a code is allowed; an error never is.
GOALS = {Severity.WARNING: 50_000, Severity.NOTE: 10_000}


def findings(files: list[Path]) -> list[Problem]:
    """What `check` says of each file by itself, with no workspace around it and so no wording of a house."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYOGA_DOCS_CACHE"] = folder
        settings = this_machine(2, 120).intake_settings(Path(folder))
        return [problem for file in files for problem in check_file(file, None, settings, None, final=False)]


def characters(file: Path) -> int:
    """How many there are, without white space."""
    return len("".join(file.read_text("utf-8").split()))


def is_within_goal(severity: Severity, count: int, size: int) -> bool:
    """Whether a code is told seldom enough in `size` characters of right text."""
    return severity in GOALS and count * GOALS[severity] <= size


def main(arguments: list[str]) -> int:
    """Counts by code, and with `--show` lists what was said."""
    named = [Path(each) for each in arguments if not each.startswith("-")]
    files = named or sorted(each for each in TEXTS.iterdir() if each.is_file())
    size, told = sum(map(characters, files)), findings(files)
    for each in told if "--show" in arguments else ():
        words = (each.quote or "")[slice(*each.caret)] if each.caret else each.quote
        print(f"{each.place}: {each.severity} {each.code} 「{words}」 {each.message}")
    print(f"{len(files)} texts, {size:,} characters, {len(told)} findings")
    missed = 0
    for (code, severity), count in sorted(Counter((each.code, each.severity) for each in told).items()):
        within = is_within_goal(severity, count, size)
        missed += not within
        print(f"{code} {severity:8}{count:5}, one in {size // count:8,} characters{'' if within else ': too often'}")
    print(f"{missed} codes told too often" if missed else "All within their goals")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
