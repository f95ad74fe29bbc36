"""Feeds what was made wrong on purpose to the tool, and counts what nobody foresaw.

    make fuzz SECONDS=600 ONLY=yaml        (or: python bench/fuzz.py [SECONDS] [--seed N] [--corpus DIR] [--only FAMILY] [--jobs N])

Supplied papers (pdf, office, picture) are taken in, bound and proved (`fuzz_papers.py`); templates, YAML, workbooks and charters
for import, papers that arrive, built folders and git repositories go to the commands that read them (`fuzz_workspaces.py`).
Anything but a documented answer is a finding: an unforeseen exception, a crash, 20 seconds (a command may wait for a minute in
all), 3 GB, active content that is left, a page that looks different untold; of a command also a file written elsewhere, a process
or rubbish left behind, and control characters in what it prints. Findings are kept in /tmp/hyoga-fuzz with the reason beside
them; the same seed makes the same files. Ends with 1 when there are any.
"""

from __future__ import annotations

import argparse
import collections
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuzz_commands import LIMIT, LONGEST, place
from fuzz_papers import feed_office, feed_pdf, feed_picture
from fuzz_workspaces import feed_arrival, feed_built, feed_charter, feed_git, feed_template, feed_workbook, feed_yaml

from hyoga_docs.core.limits import limit_memory
from hyoga_docs.pdf.intake.worker import MEMORY

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(tempfile.gettempdir()) / "hyoga-fuzz"
_FAMILIES = {
    "pdf": feed_pdf,
    "office": feed_office,
    "picture": feed_picture,
    "template": feed_template,
    "yaml": feed_yaml,
    "workbook": feed_workbook,
    "built": feed_built,
    "git": feed_git,
    "charter": feed_charter,
    "arrival": feed_arrival,
}
_WEIGHTS = (6, 3, 1, 2, 2, 2, 2, 2, 2, 2)
_LARGEST = 300_000
_BATCH = 50
#: A family may run several commands, each of which is ended after its own limit.
_SLOWEST = 3 * LONGEST
_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload(["hyoga_docs.pipeline.assemble", "hyoga_docs.pdf.intake.take", "hyoga_docs.commands.diff"])


def main(arguments: Sequence[str]) -> int:
    """Runs for the seconds asked for, prints what was found, and says whether it was nothing."""
    parser = argparse.ArgumentParser(prog="fuzz.py", description="Feeds what is broken to the tool.")
    parser.add_argument("seconds", type=float, nargs="?", default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--corpus", type=Path, help="a folder of PDFs and Office files, besides the sample's own")
    parser.add_argument("--only", choices=list(_FAMILIES))
    parser.add_argument("--jobs", type=int, default=2, help="how many processes feed side by side")
    parser.add_argument("--number", type=int, help="make and feed this one again, and leave it in /tmp/hyoga-fuzz")
    asked = parser.parse_args(arguments)
    hunt = _Hunt(asked.seed, asked.only, _sources([ROOT / "meetings", *([asked.corpus] if asked.corpus else [])]))
    if asked.number is not None:
        folder = KEPT / f"{asked.seed}-{asked.number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(*hunt.feed(asked.number, folder), sep="\n")
        return 0
    return hunt.run(time.monotonic() + asked.seconds, asked.jobs)


def _sources(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """Small files by their ending."""
    found: dict[str, list[Path]] = collections.defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in {".pdf", ".docx", ".xlsx", ".pptx", ".png"} and path.stat().st_size <= _LARGEST:
                found[path.suffix.lower()].append(path)
    return found


class _Hunt:
    """One run: its seed, and the files that it begins with."""

    def __init__(self, seed: int, only: str | None, sources: dict[str, list[Path]]) -> None:
        self.seed, self.only, self.sources = seed, only, sources
        self.found: dict[str, list[str]] = collections.defaultdict(list)
        self.answers: collections.Counter[str] = collections.Counter()

    def run(self, until: float, jobs: int) -> int:
        """Some processes side by side, each feeding one batch after another."""
        KEPT.mkdir(exist_ok=True)
        print(f"seed {self.seed}, {sum(len(paths) for paths in self.sources.values())} files to begin with", flush=True)
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda turn: self._batches(turn, until), range(jobs)))
        print(f"{sum(self.answers.values())} files: " + ", ".join(f"{name} {count}" for name, count in self.answers.most_common()))
        print(f"findings: {sum(len(files) for files in self.found.values())}, kinds: {len(self.found)}")
        for kind, files in sorted(self.found.items(), key=lambda item: -len(item[1])):
            print(f"  {len(files):4} {kind}   {files[0]}")
        return 1 if self.found else 0

    def _batches(self, turn: int, until: float) -> None:
        number = turn * 10_000_000
        while time.monotonic() < until:
            number = self._batch(number, until)

    def _batch(self, first: int, until: float) -> int:
        """Feeds one batch in a process of its own; returns the number to go on with."""
        with tempfile.TemporaryDirectory(prefix="hyoga-fuzz-") as name:
            folder = Path(name)
            process = _FORK.Process(target=_feed, args=(self, first, folder))
            process.start()
            done, since, outcome = 0, time.monotonic(), ""
            while process.is_alive() and not outcome:
                process.join(0.1)
                now = time.monotonic()
                written = _lines(folder)
                if len(written) > done:
                    done, since = len(written), now
                elif now - since > (LIMIT if self.only in {"pdf", "office", "picture"} else _SLOWEST) + 5 * (done == 0):
                    outcome = f"over {now - since:.0f} s"
                if now > until + LIMIT:
                    break
            process.kill()
            process.join()
            for line in _lines(folder):
                self._note(first + line["offset"], line["answer"], line["finding"], folder)
            done = len(_lines(folder))
            if done < _BATCH and time.monotonic() <= until + LIMIT:
                self._note(first + done, "", outcome or f"crash {process.exitcode}", folder)
                return first + done + 1
            return first + _BATCH

    def _note(self, number: int, answer: str, finding: str, folder: Path) -> None:
        self.answers[answer or "none"] += 1
        if not finding:
            return
        kind = finding.strip().splitlines()[-1][:150]
        if self.sources and len(self.found[kind]) < 3:
            (KEPT / f"{self.seed}-{number}.txt").write_text(finding, "utf-8", "replace")
            for made in folder.glob(f"{number}.*"):
                if made.is_file():
                    (KEPT / f"{self.seed}-{made.name}").write_bytes(made.read_bytes())
        only = f" --only {self.only}" if self.only else ""
        self.found[kind].append(f"--seed {self.seed} --number {number}{only}")

    def feed(self, number: int, folder: Path) -> tuple[str, str]:
        """Makes the file of a number and feeds it; returns the answer, and what was not foreseen."""
        rng = random.Random(f"{self.seed}-{number}")
        family = self.only or rng.choices(list(_FAMILIES), _WEIGHTS)[0]
        try:
            return _FAMILIES[family](rng, folder / str(number), self.sources)
        except MemoryError:
            return "", "over memory"
        except Exception:  # whatever was not foreseen is what this looks for
            text = traceback.format_exc()
            return "", f"{text}\n{place(text)}"


def _lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / "answers.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def _feed(hunt: _Hunt, first: int, folder: Path) -> None:
    with (folder / "errors").open("w") as errors:  # what the libraries say of broken files fills the screen
        os.dup2(errors.fileno(), sys.stderr.fileno())
    limit_memory(MEMORY)
    for offset in range(_BATCH):
        answer, finding = hunt.feed(first + offset, folder)
        with (folder / "answers.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"offset": offset, "answer": answer, "finding": finding}) + "\n")
        for path in folder.glob(f"{first + offset}.*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif not finding:
                path.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
