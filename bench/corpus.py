"""What becomes of a folder of supplied files: each built alone, all of them bound into one packet, every packet proved.

    make corpus CORPUS=DIR        (or: python bench/corpus.py DIR [--json FILE] [--limit SECONDS] [--jobs N])
    python bench/corpus.py DIR --twice

Every file goes the way of a user's build, in a meeting of which it is the only paper; `bench/proof.py` looks at the
packet with other eyes. Office files are first built forty at a time, so that LibreOffice starts once for many. Ends
with 1 when anything is wrong: a crash, a time-out, a refusal that has no reason, a page that looks different untold.

With `--twice` the Office files are built twice instead, each time from an empty store and with a new profile of LibreOffice,
and the PDFs are compared byte by byte: the same input makes the same file.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proof import Piece, compare, prove, second_opinion

from hyoga_docs.core.cache import Cache, code_digest
from hyoga_docs.core.problem import HyogaError, MachineError
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.pipeline.build import build
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.spec.formats import Use, is_printed_by_office, suffixes
from hyoga_docs.spec.workspace_paths import find_meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
_OFFICE = {suffix for suffix in suffixes(Use.BIND) if is_printed_by_office(suffix)}
_AT_ONCE = 40
_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload(["hyoga_docs.pipeline.build", "hyoga_docs.pipeline.assemble", "hyoga_docs.pdf.intake.take", "pypdf"])
_PLATFORM = "name: 見本会議体\nmeeting_name: 見本会議\n"


@dataclass
class Outcome:
    """What became of a file: `taken`, `told` (taken, with something said) or `refused`; the codes; what is wrong."""

    file: str
    answer: str = "wrong"
    codes: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Runs over the folder, prints the table, and says whether everything is right."""
    parser = argparse.ArgumentParser(prog="corpus.py", description="Builds every file of a folder, alone and together.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--limit", type=float, default=120, help="seconds a file may take")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder to work in, kept")
    parser.add_argument("--twice", action="store_true", help="build the Office files twice and compare the bytes")
    asked = parser.parse_args(arguments)
    files = sorted(path for path in asked.folder.rglob("*") if path.is_file() and path.name != "index.csv")
    with _work_folder(asked.keep) as work:
        run = _Run(work, asked.folder, asked.limit, asked.jobs)
        if asked.twice:
            return run.twice([path for path in files if path.suffix.lower() in _OFFICE])
        outcomes, packet = run.all(files)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(each) for each in [*outcomes, packet]], ensure_ascii=False, indent=1), "utf-8")
    _print(outcomes, packet)
    return 1 if any(each.wrong for each in [*outcomes, packet]) else 0


@contextlib.contextmanager
def _work_folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="hyoga-corpus-") as folder:
        yield Path(folder)


@dataclass(frozen=True)
class _Run:
    """One run over a folder: a store for all builds, in the work folder."""

    work: Path
    folder: Path
    limit: float
    jobs: int

    def all(self, files: Sequence[Path]) -> tuple[list[Outcome], Outcome]:
        """Every file alone, then all that were taken in one packet."""
        office = [path for path in files if path.suffix.lower() in _OFFICE]
        for start in range(0, len(office), _AT_ONCE):
            print(f"Office files {start + 1} to {min(start + _AT_ONCE, len(office))}", file=sys.stderr, flush=True)
            with self._built_together(office[start : start + _AT_ONCE], "cache"):
                pass
        outcomes: list[Outcome] = []
        with ThreadPoolExecutor(self.jobs) as pool:
            for number, outcome in enumerate(pool.map(self._alone, range(len(files)), files), 1):
                outcomes.append(outcome)
                line = f"{number}/{len(files)} {outcome.answer:7} {outcome.seconds:5.1f} s {outcome.file} {' '.join(outcome.codes)}"
                print(line, *outcome.wrong, file=sys.stderr, flush=True)
        taken = [path for path, outcome in zip(files, outcomes, strict=True) if outcome.answer in {"taken", "told"}]
        return outcomes, self._together(taken, [o for o in outcomes if o.answer in {"taken", "told"}])

    def twice(self, office: Sequence[Path]) -> int:
        """Builds all twice, each time from an empty store, and prints what differs; 1 where anything does."""
        same, differing = 0, []
        for start in range(0, len(office), _AT_ONCE):
            batch = office[start : start + _AT_ONCE]
            with self._built_together(batch, "first") as first, self._built_together(batch, "second") as second:
                for path in batch:
                    if path in first and first[path].read_bytes() == second[path].read_bytes():
                        same += 1
                    elif path in first:
                        differing.append(path.relative_to(self.folder))
            print(f"{same} the same, {len(differing)} not", *differing, file=sys.stderr, flush=True)
        print(f"{same} files gave the same bytes twice, {len(differing)} did not", *differing, sep="\n  ")
        return 1 if differing else 0

    @contextlib.contextmanager
    def _built_together(self, files: Sequence[Path], store: str) -> Iterator[dict[Path, Path]]:
        """Builds many at once into a store, and gives each one's PDF; those that are refused make way for the others."""
        left = list(files)
        place = self.work / f"together-{store}"
        built: dict[Path, Path] = {}
        for _ in range(3):
            spec = write_meeting(place, left)
            told = self._apart(partial(_build, spec, self.work / store, self.limit), self.limit * (len(left) + 1))
            bad = {line for line in told.get("lines", ()) if line}
            if told.get("answer") in {"taken", "told"}:
                record = json.loads((place / "out" / "manifest.json").read_text("utf-8"))
                built = {path: place / "out" / entry["file"] for path, entry in zip(left, record["documents"], strict=True)}
            if told.get("answer") != "refused" or not bad:
                break
            left = [path for number, path in enumerate(left) if _line(number) not in bad]
        yield built
        shutil.rmtree(place, ignore_errors=True)

    def _alone(self, number: int, path: Path) -> Outcome:
        outcome = Outcome(str(path.relative_to(self.folder)))
        place = self.work / f"file-{number}"
        spec = write_meeting(place, [path])
        started = time.monotonic()
        told = self._apart(partial(_build, spec, self.work / "cache", self.limit), self.limit * 3 + 60)
        outcome.seconds = round(time.monotonic() - started, 2)
        _note(outcome, told)
        if outcome.answer in {"taken", "told"}:
            _note(outcome, self._apart(partial(_prove_alone, place, path), 300))
        elif "HD312" in outcome.codes and path.suffix.lower() == ".pdf":
            _note(outcome, self._apart(partial(_take_again, path), self.limit))
        shutil.rmtree(place, ignore_errors=True)
        return outcome

    def _together(self, taken: Sequence[Path], outcomes: Sequence[Outcome]) -> Outcome:
        packet = Outcome("(all in one packet)")
        place = self.work / "together"
        spec = write_meeting(place, taken)
        started = time.monotonic()
        print(f"one packet of {len(taken)} files", file=sys.stderr, flush=True)
        _note(packet, self._apart(partial(_build, spec, self.work / "cache", self.limit), 3600))
        packet.seconds = round(time.monotonic() - started, 2)
        if packet.answer == "refused":
            packet.wrong += packet.said
        if packet.answer in {"taken", "told"}:
            expected = sum(outcome.pages for outcome in outcomes)
            if packet.pages != expected:
                packet.wrong.append(f"{packet.pages} pages, not {expected}")
            _note(packet, self._apart(partial(_prove_together, place, list(taken), list(outcomes)), 3600))
        return packet

    def _apart(self, do: Callable[[], dict[str, Any]], limit: float) -> dict[str, Any]:
        """Does something in a process of its own; a crash or too long a wait is an answer too."""
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            out = Path(folder) / "answer.json"
            process = _FORK.Process(target=_answer, args=(do, out))
            process.start()
            process.join(limit)
            if process.is_alive() and process.pid is not None:
                os.kill(process.pid, signal.SIGINT)
                process.join(10)
                process.kill()
                process.join()
                return {"wrong": [f"not ready after {limit:.0f} s"]}
            if not out.is_file():
                return {"wrong": [f"ended with {process.exitcode}"]}
            told: dict[str, Any] = json.loads(out.read_text("utf-8"))
            return told


def _answer(do: Callable[[], dict[str, Any]], out: Path) -> None:
    try:
        told = do()
    except Exception:  # whatever was not foreseen is what this looks for
        told = {"wrong": [traceback.format_exc()[-1500:]]}
    out.write_text(json.dumps(told), "utf-8")


def _note(outcome: Outcome, told: dict[str, Any]) -> None:
    for name in ("answer", "pages"):
        if name in told:
            setattr(outcome, name, told[name])
    for name in ("codes", "said", "wrong", "doubts"):
        getattr(outcome, name).extend(told.get(name, ()))


def _line(number: int) -> int:
    """The line of a meeting that names its paper of this number, from 0."""
    return 6 + 2 * number


def write_meeting(place: Path, files: Sequence[Path]) -> Path:
    """A workspace whose meeting hands out these files, each under its own name."""
    shutil.rmtree(place, ignore_errors=True)
    meetings = place / "meetings"
    (meetings / "common").mkdir(parents=True)
    shutil.copytree(ROOT / "templates", place / "templates")
    (meetings / "common" / "platform.yaml").write_text(_PLATFORM, "utf-8")
    lines = ["number: 1", "date: 2024-05-01", "agenda: [開会]", "documents: []", "handouts:" if files else "handouts: []"]
    for number, path in enumerate(files):
        name = f"{number}{path.suffix}"
        shutil.copyfile(path, meetings / name)
        title = "".join(c for c in path.name if c.isprintable()) or "題"
        lines += [f"  - title: {json.dumps(title, ensure_ascii=False)}", f"    file: {json.dumps(name, ensure_ascii=False)}"]
    spec = meetings / "m.yaml"
    spec.write_text("\n".join(lines) + "\n", "utf-8")
    return spec


def _build(spec: Path, folder: Path, limit: float) -> dict[str, Any]:
    cache = Cache(folder, code_digest(ROOT / "hyoga_docs"))
    machine = Machine(cache, Path.home(), {**os.environ, "PYTHONPATH": str(ROOT)}, None, 2, limit)
    try:
        built = build(find_meeting(spec), spec.parent.parent / "out", machine, lambda _: None)
    except MachineError as problem:
        return {"wrong": [f"machine: {problem}"]}
    except HyogaError as problem:
        errors = [each for each in problem.problems if each.severity == "error"]
        lines = [each.place.line if each.place else None for each in errors]
        said = [f"{each.code} {each.message}" for each in errors]
        return {"answer": "refused", "codes": sorted({each.code for each in errors}), "said": said, "lines": lines}
    told = [each for each in built.problems if each["severity"] == "warning"]
    codes = sorted({str(each["code"]) for each in built.problems})
    said = [f"{each['code']} {each['message']}" for each in built.problems]
    places = [each["line"] for each in built.problems]
    return {"answer": "told" if told else "taken", "codes": codes, "said": said, "lines": places, "pages": built.pages}


def _pieces(place: Path, files: Sequence[Path]) -> list[tuple[Piece, Path]]:
    record = json.loads((place / "out" / "manifest.json").read_text("utf-8"))
    pieces = []
    for entry, path in zip(record["documents"], files, strict=True):
        source = path if path.suffix.lower() == ".pdf" else place / "out" / entry["file"]
        told = bool({"HD322", "HD323"} & set(entry.get("losses", ())))
        pieces.append((Piece(source, entry["first_page"] - 1, entry["pages"], told), path))
    return pieces


def _prove_alone(place: Path, path: Path) -> dict[str, Any]:
    packet = place / "out" / "packet.pdf"
    [(piece, _)] = _pieces(place, [path])
    whole, pages = prove(packet, piece.pages), compare(packet, piece)
    doubts = [*whole.doubts, *pages.doubts]
    if path.suffix.lower() == ".pdf" and (seen := second_opinion(packet, piece)):
        doubts.append(f"poppler differs on {seen}")
    return {"wrong": [*whole.wrong, *pages.wrong], "doubts": doubts}


def _prove_together(place: Path, files: Sequence[Path], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    packet = place / "out" / "packet.pdf"
    found = prove(packet, sum(outcome.pages for outcome in outcomes))
    wrong, doubts = found.wrong, found.doubts
    for (piece, path), outcome in zip(_pieces(place, files), outcomes, strict=True):
        pages = compare(packet, piece)
        wrong += [f"{path.name} {each}" for each in pages.wrong if each not in outcome.wrong]
        doubts += [f"{path.name} {each}" for each in pages.doubts if each not in outcome.doubts]
    return {"wrong": wrong, "doubts": doubts}


def _take_again(path: Path) -> dict[str, Any]:
    """A PDF that is called damaged, once more: what `take` does not foresee comes out as it is."""
    with tempfile.TemporaryDirectory() as folder:
        answer = take(IntakeRequest(str(path), ".pdf", None, "題", (), "s"), Path(folder) / "out.pdf")
        return {} if isinstance(answer, IntakeRejected) else {"wrong": ["refused, yet taken the second time"]}


def _print(outcomes: Sequence[Outcome], packet: Outcome) -> None:
    kinds = sorted({Path(each.file).suffix.lower() or "(none)" for each in outcomes})
    answers = ("taken", "told", "refused", "wrong")
    print(f"{'':10}" + "".join(f"{answer:>9}" for answer in answers))
    for kind in [*kinds, "all"]:
        of_kind = [each for each in outcomes if kind in {"all", Path(each.file).suffix.lower() or "(none)"}]
        counts = [sum(each.answer == answer and not each.wrong for each in of_kind) for answer in answers[:3]]
        print(f"{kind:10}" + "".join(f"{count:9}" for count in [*counts, sum(bool(each.wrong) for each in of_kind)]))
    for answer, words in (
        ("refused", "refused, by code"),
        ("told", "taken with something told, by code (a file may have several)"),
    ):
        counted = collections.Counter(code for each in outcomes if each.answer == answer for code in each.codes)
        print(f"\n{words}: " + ", ".join(f"{code} {count}" for code, count in sorted(counted.items())))
    doubtful = [each for each in [*outcomes, packet] if each.doubts]
    print(f"\nworth a look: {len(doubtful)}")
    for each in doubtful:
        print(f"  {each.file}: {'; '.join(each.doubts[:4])}")
    slow = max(outcomes, key=lambda each: each.seconds, default=packet)
    total = sum(each.seconds for each in outcomes)
    print(f"\n{len(outcomes)} files in {total:.0f} s of building; slowest {slow.file}, {slow.seconds:.1f} s")
    print(f"all in one packet: {packet.answer}, {packet.pages} pages, {packet.seconds:.1f} s")
    print("\nwrong: " + (str(sum(bool(each.wrong) for each in [*outcomes, packet]))))
    for each in [*outcomes, packet]:
        for wrong in each.wrong:
            print(f"  {each.file}: {wrong}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
