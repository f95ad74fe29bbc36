"""Small Office files, one for each thing that can be on a page: built into packets and read back.

    python bench/office.py [--only WORDS] [--keep DIR]

Each file is bound in a meeting of many. What pdftotext finds on its pages is compared with what a reader of the file sees,
and so is what our own reader says of it. `wrong` is what is printed though nobody may see it, or missing with nothing told;
`cried wolf` is a file whose pages are right and of which words are said to be missing or new. Ends with 1 if anything is
wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import _build, write_meeting
from office_cases import Case, all_cases

from hyoga_docs.check.pages_text import fold
from hyoga_docs.text.extract import read_body

if TYPE_CHECKING:
    from collections.abc import Sequence

_AT_ONCE = 60
_PROOF = {"HD506", "HD507"}
_SPREAD = ("vertical", "turned", "distributed", "columns", "two lines", "box", "text over", "drop cap", "list")


@dataclass
class Outcome:
    """What became of a case: what is wrong, what was told of it, and whether something was told without cause."""

    case: Case
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    cried: bool = False


def main(arguments: Sequence[str]) -> int:
    """Runs every case, prints what is wrong, and says whether nothing is."""
    parser = argparse.ArgumentParser(prog="office.py", description="Builds small Office files and reads them back.")
    parser.add_argument("--only", default="", help="cases whose name holds these words")
    parser.add_argument("--keep", type=Path, help="a folder to work in, kept")
    asked = parser.parse_args(arguments)
    cases = [case for case in all_cases() if asked.only in case.name]
    with tempfile.TemporaryDirectory(prefix="hyoga-office-") as folder:
        work = asked.keep or Path(folder)
        outcomes = [
            outcome for start in range(0, len(cases), _AT_ONCE) for outcome in _run(cases[start : start + _AT_ONCE], work, start)
        ]
    for outcome in outcomes:
        for wrong in outcome.wrong:
            print(f"wrong: {outcome.case.name}: {wrong}")
        if outcome.cried:
            print(f"cried wolf: {outcome.case.name}: {'; '.join(outcome.told)}")
    bad, cried, told = (sum(map(bool, column)) for column in zip(*((o.wrong, o.cried, o.told) for o in outcomes), strict=True))
    print(f"{len(outcomes)} files: {bad} wrong, {cried} cried wolf, something told of {told}")
    return 1 if bad else 0


def _run(cases: Sequence[Case], work: Path, start: int) -> list[Outcome]:
    """Builds cases as the papers of one meeting; files that are refused make way for the others."""
    outcomes = {case.name: Outcome(case) for case in cases}
    left = list(cases)
    for attempt in range(3):
        place = work / f"cases-{start}-{attempt}"
        sources = place.parent / f"files-{start}"
        sources.mkdir(parents=True, exist_ok=True)
        files = []
        for number, case in enumerate(left):
            files.append(sources / f"{number}{case.suffix}")
            files[-1].write_bytes(case.data)
        told = _build(write_meeting(place, files), work / "cache", 120)
        if told.get("answer") == "refused":
            bad = {line for line in told["lines"] if line}
            for number, case in enumerate(left):
                if 6 + 2 * number in bad:
                    outcomes[case.name].told += told["said"][:1]
                    if not case.told:
                        outcomes[case.name].wrong.append(f"refused: {told['said'][:2]}")
            left = [case for number, case in enumerate(left) if 6 + 2 * number not in bad]
            continue
        if "wrong" in told:
            outcomes[left[0].name].wrong += told["wrong"]
            break
        record = json.loads((place / "out" / "manifest.json").read_text("utf-8"))
        for number, (case, entry) in enumerate(zip(left, record["documents"], strict=True)):
            said = [each for each, line in zip(told["said"], told["lines"], strict=True) if line == 6 + 2 * number]
            _judge(outcomes[case.name], place / "out" / entry["file"], said)
        break
    return list(outcomes.values())


def _judge(outcome: Outcome, pdf: Path, said: list[str]) -> None:
    """Compares the pages of a case, and what our reader says of its file, with what it should show."""
    case = outcome.case
    outcome.told += said
    spoken = [each for each in said if not re.match(r"HD(324|327|328|331|333|503)", each)]
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    pages = fold(done.stdout.decode("utf-8", "replace")) + "\n" + fold(raw.stdout.decode("utf-8", "replace"))
    body = read_body(case.data, case.suffix)
    read = fold(
        "\n".join(
            [*(f"{each.number}{each.text}" for each in body.passages), *(c for g in body.grids for row in g.rows for c in row)]
        )
    )
    for words in case.shown:
        if not _stands(words, pages, case) and not spoken:
            outcome.wrong.append(f"「{words}」 is not printed, and nothing is told")
    for words in case.hidden:
        if fold(words) in pages:
            outcome.wrong.append(f"「{words}」 is printed")
        if fold(words) in read:
            outcome.wrong.append(f"「{words}」 is read")
    if case.told and not spoken:
        outcome.wrong.append("nothing is told")
    right = all(_stands(words, pages, case) for words in case.shown)
    outcome.cried = right and not case.told and any(each[:5] in _PROOF for each in said)


def _stands(words: str, pages: str, case: Case) -> bool:
    """Whether words stand on the pages: in one piece, or letter by letter where they stand upright or are spread."""
    folded = fold(words)
    return folded in pages or (any(kind in case.name for kind in _SPREAD) and all(letter in pages for letter in folded))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
