"""How much of what was planted in sixteen packets `check` finds, and how much it says beside that.

    make recall      (or: python bench/recall.py [--show])

The packets (bench/packets) were written by somebody who had not seen the rules; answers.csv says what is wrong in them, line
by line. The rules have been mended since with their help, so this measures what is kept, not what an unseen text would give.
A finding within two lines of a planted mistake counts as its finding; of the rest some are right, too.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKETS = Path(__file__).resolve().parent / "packets"
_NEAR = 2


def findings(packet: Path, cache: str) -> list[dict[str, Any]]:
    """What `check` says of a packet."""
    environment = {**os.environ, "HYOGA_DOCS_CACHE": cache, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "hyoga_docs", "check", str(packet), "--format", "json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return list(json.loads(done.stdout))


@dataclass
class Recall:
    """How many mistakes were planted and found; of what was said, how much was beside them, and how many errors in that."""

    planted: int = 0
    found: int = 0
    said: int = 0
    beside: int = 0
    errors: int = 0


def recall(*, show: bool) -> Recall:
    """The counts, and with `show` prints what was missed and what was said beside."""
    with (PACKETS / "answers.csv").open(encoding="utf-8", newline="") as stream:
        answers = list(csv.DictReader(stream))
    counts = Recall()
    with tempfile.TemporaryDirectory() as cache:
        for source in sorted(PACKETS.glob("*.txt")):
            packet = Path(shutil.copy(source, cache))  # out of this workspace, whose wording is its own
            told = findings(packet, cache)
            used: set[int] = set()
            for answer in (each for each in answers if each["file"] == packet.name):
                first, last = int(answer["line"]) - _NEAR, int(answer["last"]) + _NEAR
                near = {index for index, each in enumerate(told) if each["line"] and first <= each["line"] <= last}
                used |= near
                counts.planted, counts.found = counts.planted + 1, counts.found + bool(near)
                if show and not near:
                    print(f"{packet.name}:{answer['line']} missed: {answer['text']} ({answer['what']})")
            rest = [each for index, each in enumerate(told) if index not in used]
            counts.said, counts.beside = counts.said + len(told), counts.beside + len(rest)
            counts.errors += sum(each["severity"] == "error" for each in rest)
            for each in rest if show else ():
                print(f"{packet.name}:{each['line']} beside: {each['severity']} {each['code']} {each['message']}")
    return counts


def main(*, show: bool) -> int:
    """Prints the counts; an error beside what was planted is a failure."""
    counts = recall(show=show)
    print(f"{counts.found} of {counts.planted} planted mistakes found ({counts.found / counts.planted:.0%})")
    print(f"{counts.said} findings, {counts.beside} of them beside what was planted ({counts.errors} errors)")
    return 0 if counts.errors == 0 else 1


if __name__ == "__main__":
    sys.exit(main(show="--show" in sys.argv))
