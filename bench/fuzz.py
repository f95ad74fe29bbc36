"""Feeds files made wrong on purpose to what opens supplied papers, and counts what nobody foresaw.

    make fuzz SECONDS=600        (or: python bench/fuzz.py [SECONDS] [--seed N] [--corpus DIR] [--only FAMILY])

PDFs and pictures go to `take`, and what is taken is bound and proved; Office files go through the checks and the readers, in the
order of a build. Anything but a documented answer is a finding, as are a crash, 20 seconds, 3 GB, active content that is
left, and a page that looks different untold. Findings are kept in /tmp/hyoga-fuzz with the reason beside them; the same
seed makes the same files. Ends with 1 when there are any.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import datetime as dt
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from mutate import mutated_office, mutated_pdf, mutated_picture
from proof import Piece, active_content, compare
from rich import rich_pdf, rich_pictures

from hyoga_docs.check.supplied_files import check_supplied
from hyoga_docs.core.limits import limit_memory
from hyoga_docs.core.problem import has_errors
from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart, bind
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.pdf.intake.worker import MEMORY
from hyoga_docs.plan.page_layout import PlacedDocument
from hyoga_docs.plan.resolve import Document, Plan
from hyoga_docs.spec.platform import PageNumbers, Stamp
from hyoga_docs.text.ooxml.external_links import external_addresses, is_fetching_drawing, remove_external_links
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.word.accept_changes import accept_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(tempfile.gettempdir()) / "hyoga-fuzz"
_KINDS = {"pdf": [".pdf"], "office": [".docx", ".xlsx", ".pptx"], "picture": [".png", ".jpg"]}
_LARGEST = 300_000
_BATCH = 50
_LIMIT = 20.0
_FORK = multiprocessing.get_context("forkserver")
_RICH = rich_pdf()
_FORK.set_forkserver_preload(["hyoga_docs.pipeline.assemble", "hyoga_docs.pdf.intake.take"])


def main(arguments: Sequence[str]) -> int:
    """Runs for the seconds asked for, prints what was found, and says whether it was nothing."""
    parser = argparse.ArgumentParser(prog="fuzz.py", description="Feeds broken files to what opens supplied papers.")
    parser.add_argument("seconds", type=float, nargs="?", default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--corpus", type=Path, help="a folder of PDFs and Office files, besides the sample's own")
    parser.add_argument("--only", choices=list(_KINDS))
    parser.add_argument("--number", type=int, help="make and feed this one file again")
    asked = parser.parse_args(arguments)
    hunt = _Hunt(asked.seed, asked.only, _sources([ROOT / "meetings", *([asked.corpus] if asked.corpus else [])]))
    if asked.number is not None:
        with tempfile.TemporaryDirectory() as folder:
            print(hunt.feed(asked.number, Path(folder)))
        return 0
    return hunt.run(time.monotonic() + asked.seconds)


def _sources(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """Small files by their ending."""
    found: dict[str, list[Path]] = collections.defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in {".pdf", *_KINDS["office"]} and path.stat().st_size <= _LARGEST:
                found[path.suffix.lower()].append(path)
    return found


class _Hunt:
    """One run: its seed, and the files that it begins with."""

    def __init__(self, seed: int, only: str | None, sources: dict[str, list[Path]]) -> None:
        self.seed, self.only, self.sources = seed, only, sources
        self.found: dict[str, list[str]] = collections.defaultdict(list)
        self.answers: collections.Counter[str] = collections.Counter()

    def run(self, until: float) -> int:
        """Two processes at a time, each feeding one batch after another."""
        KEPT.mkdir(exist_ok=True)
        print(f"seed {self.seed}, {sum(len(paths) for paths in self.sources.values())} files to begin with", flush=True)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda turn: self._batches(turn, until), range(2)))
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
                elif now - since > _LIMIT + 5 * (done == 0):
                    outcome = f"over {_LIMIT:.0f} s"
                if now > until + _LIMIT:
                    break
            process.kill()
            process.join()
            for line in _lines(folder):
                self._note(first + line["offset"], line["answer"], line["finding"], folder)
            done = len(_lines(folder))
            if done < _BATCH and time.monotonic() <= until + _LIMIT:
                self._note(first + done, "", outcome or f"crash {process.exitcode}", folder)
                return first + done + 1
            return first + _BATCH

    def _note(self, number: int, answer: str, finding: str, folder: Path) -> None:
        self.answers[answer or "none"] += 1
        if not finding:
            return
        kind = finding.strip().splitlines()[-1][:150]
        if self.sources and len(self.found[kind]) < 3:
            for made in folder.glob(f"{number}.*"):
                kept = KEPT / f"{self.seed}-{made.name}"
                kept.write_bytes(made.read_bytes())
                kept.with_suffix(kept.suffix + ".txt").write_text(finding, "utf-8")
        self.found[kind].append(f"--seed {self.seed} --number {number}")

    def feed(self, number: int, folder: Path) -> tuple[str, str]:
        """Makes the file of a number and feeds it; returns the answer, and what was not foreseen."""
        rng = random.Random(f"{self.seed}-{number}")
        family = self.only or rng.choices(("pdf", "office", "picture"), (6, 3, 1))[0]
        kind = rng.choice(_KINDS[family])
        path = folder / f"{number}{kind}"
        if family == "picture":
            path.write_bytes(mutated_picture(rich_pictures(kind), rng))
        else:
            chosen = [rng.choice(self.sources[kind]).read_bytes() for _ in range(2)]
            path.write_bytes(mutated_pdf([_RICH, *chosen], rng) if family == "pdf" else mutated_office(chosen, rng))
        try:
            return _feed_office(path) if family == "office" else _feed_take(path, folder)
        except MemoryError:
            return "", "over memory"
        except Exception:  # whatever was not foreseen is what this looks for
            return "", _told(traceback.format_exc())


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
        if not finding:
            for path in folder.glob(f"{first + offset}.*"):
                path.unlink()


def _told(text: str) -> str:
    """A traceback with its last line made its kind: the exception, and the last place in our own code."""
    places = [line.strip() for line in text.splitlines() if "hyoga_docs/" in line and line.strip().startswith("File")]
    place = places[-1].rpartition("hyoga_docs/")[2].replace('"', "") if places else "?"
    last = text.strip().splitlines()[-1].partition(":")[0]
    return f"{text}\n{last} in {place}"


def _feed_take(path: Path, folder: Path) -> tuple[str, str]:
    out = folder / f"{path.stem}.out"
    answer = take(IntakeRequest(str(path), path.suffix, None, "題", (), "s"), out)
    if isinstance(answer, IntakeRejected):
        return answer.code, ""
    packet = folder / f"{path.stem}.packet"
    document = Document("a", "題", stem="01-a")
    part = PacketPart(PlacedDocument(document, 1, answer.pages), out, answer)
    bind([part], BindOptions("題", "", dt.date(2024, 5, 1), Stamp(), PageNumbers(format=None), None, None, ()), packet)
    if active := active_content(packet):
        return "taken", f"active content: {sorted(active)}"
    if path.suffix != ".pdf":
        return "taken picture", ""
    codes = {loss.code for loss in answer.warnings}
    found = compare(packet, Piece(path, 0, answer.pages, told=bool({"HD322", "HD323"} & codes), stamped=False))
    wrong = "" if "HD313" in codes else "; ".join(found.wrong)
    return "taken " + ("whole" if codes <= {"HD324"} else "with a loss"), f"{wrong}\nlooks different" if wrong else ""


def _feed_office(path: Path) -> tuple[str, str]:
    document = Document("a", "題", path=path, stem="01-a")
    data = path.read_bytes()
    problems = check_supplied(cast("Plan", SimpleNamespace(documents=[document])))
    if has_errors(problems):
        for read in (read_parts, remove_external_links):
            with contextlib.suppress(UnusableFileError):
                read(data)
        return problems[0].code, ""
    parts = read_parts(data)
    external_addresses(parts)
    data = remove_external_links(data)
    if external_addresses(read_parts(data)):
        return "checked", "still fetches"
    if any(is_fetching_drawing(content) for content in parts.values()):
        return "checked", "a drawing that fetches"
    if path.suffix == ".docx":
        accept_changes(data)
        document_lines(data)
    return "checked", ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
