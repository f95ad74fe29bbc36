"""How often `check` says something of texts that are right as they stand, by code.

    make precision      (or: python bench/precision.py [--show] [--write] [FILE...])

The texts (bench/precision) were written in the manner of what public bodies publish, with all that a checker may stumble over
and nothing wrong in them; right_*.txt hold sentences of which a rule once told falsely, and their like. law_*.txt are laws,
which nobody has a copyright of, as the packages lawtext 0.0.1 and juricode-mcp 0.1.0 ship them. So each finding is false.
Goals: an error never, a warning at most once in 50,000 characters, a note at most once in 10,000, of each code.
`--write` puts the counts, and those of bench/recall.py, into docs/checks.md, with the day and the name of the last commit.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from recall import recall

from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import Severity
from hyoga_docs.pipeline.check_file import check_file

if TYPE_CHECKING:
    from hyoga_docs.core.problem import Problem

TEXTS = Path(__file__).resolve().parent / "precision"
CHECKS = Path(__file__).resolve().parents[1] / "docs" / "checks.md"
_MEASURED = re.compile(r"(<!-- precision -->\n).*?(?=<!-- /precision -->)", re.DOTALL)
#: In how many characters one finding of a code is allowed; an error never is.
GOALS = {Severity.WARNING: 50_000, Severity.NOTE: 10_000}
_KINDS = {Severity.ERROR: "エラー", Severity.WARNING: "注意", Severity.NOTE: "参考"}


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


def write(told: Counter[tuple[str, Severity]], texts: int, size: int) -> None:
    """Puts the counts into docs/checks.md, between its marks."""
    command = ["git", "-C", str(CHECKS.parent), "log", "-1", "--format=%cs %h"]
    day, commit = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    found = recall(show=False)
    lines = [
        f"測った日: {day}（{commit}）",
        "",
        "| 測ったもの | 結果 |",
        "|---|---|",
        f"| わざと入れた間違いのうち、見付けたもの | {found.planted}件のうち{found.found}件（{found.found / found.planted:.0%}） |",
        f"| 間違いでないところに出たエラー | {found.errors}件 |",
        f"| 間違いのない文章（{texts}点、{size:,}字）に出た知らせ | {sum(told.values())}件 |",
        *(
            f"| 　うち {code}（{_KINDS[kind]}） | {count}件（{size // count:,}字に1件） |"
            for (code, kind), count in sorted(told.items())
        ),
    ]
    table = "\n".join(lines)
    text = _MEASURED.sub(lambda match: f"{match[1]}\n{table}\n\n", CHECKS.read_text("utf-8"))
    CHECKS.write_text(text, "utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Counts by code; a code that is told too often is a failure."""
    named = [Path(each) for each in arguments if not each.startswith("-")]
    files = named or sorted(each for each in TEXTS.iterdir() if each.is_file())
    size, problems = sum(map(characters, files)), findings(files)
    for each in problems if "--show" in arguments else ():
        words = (each.quote or "")[slice(*each.caret)] if each.caret else each.quote
        print(f"{each.place}: {each.severity} {each.code} 「{words}」 {each.message}")
    told = Counter((each.code, each.severity) for each in problems)
    print(f"{len(files)} texts, {size:,} characters, {len(problems)} findings")
    missed = 0
    for (code, severity), count in sorted(told.items()):
        within = is_within_goal(severity, count, size)
        missed += not within
        print(f"{code} {severity:8}{count:5}, one in {size // count:8,} characters{'' if within else ': too often'}")
    print(f"{missed} codes told too often" if missed else "All within their goals")
    if "--write" in arguments:
        write(told, len(files), size)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
