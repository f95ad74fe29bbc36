"""Others' files through the worker: what is known comes from the cache, the rest is opened in a process with limits."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import raised
from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import MADE, NotToBeReadError, file_digest, open_plain, read_plain, write_new
from hyoga_docs.core.problem import MachineError, error
from hyoga_docs.core.temporary import sweep_temporary_folders, temporary_folder
from hyoga_docs.pdf.intake.records import GeneratedPdf, IntakeRejected, IntakeRequest, IntakeResult, pack, unpack
from hyoga_docs.pdf.intake.worker import close_requests, write_request
from hyoga_docs.pdf.tagging.pdfua_check import is_here
from hyoga_docs.programs.libreoffice.convert import TooHeavyError
from hyoga_docs.programs.run_programs import Command, ProgramEnd, RunningPrograms, run
from hyoga_docs.programs.sandbox import NO_SANDBOX, Sandbox, python_environment, sandbox_for_readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hyoga_docs.pipeline.machine import IntakeSettings
    from hyoga_docs.plan.model import Document
    from hyoga_docs.spec.platform import Platform

_PROGRAM = ("-P", "-m", "hyoga_docs.pdf.intake.worker")
_HERE = Path(__file__).resolve().parents[2]
#: So many bytes of papers are worth a second process.
_SHARE = 4_000_000


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the papers that are being opened, which goes in the end; what killed runs have left goes at once."""
    with temporary_folder() as folder:
        sweep_temporary_folders(folder)
        yield folder


def demand_isolation(platform: Platform, settings: IntakeSettings) -> None:
    """Notes whether a body demands isolation. Raises MachineError, before a paper is opened, where it cannot be had."""
    settings.isolation.by_body = platform.isolation == "required"
    if settings.isolation.must_be:
        settings.isolation.check(sandbox_for_readers(settings.cache))


@dataclass(frozen=True)
class SuppliedPaper:
    """A supplied paper taken in: its clean PDF, how its source looks, and what is known of it. `key` names it in the cache."""

    key: str
    pdf: Path
    looks: Path
    taken: IntakeResult


def request_for(document: Document, sha: str) -> IntakeRequest:
    """What the worker is asked to do for a document that is bound as it is."""
    path = str(document.path.resolve()) if document.path else ""
    suffix = Path(path).suffix.lower()
    return IntakeRequest(path, suffix, document.pages, document.title, document.alts, sha[:12])


class IntakeRun:
    """The papers being opened, from `with` on; `answers` waits for the last of them.

    Where somebody has more to do for it, the first process is handed over when it has opened its papers: a start saved.
    """

    def __init__(self, requests: Mapping[str, IntakeRequest], digests: Mapping[str, str], settings: IntakeSettings) -> None:
        self.requests, self.digests, self.settings = requests, digests, settings
        self.keys = {name: _key(request, digests[name]) for name, request in requests.items()}
        self.found: dict[str, SuppliedPaper | IntakeRejected] = {}
        for name, key in self.keys.items():
            known = _known(key, settings.cache)
            if known is not None:
                self.found[name] = known
        waiting = [name for name in requests if name not in self.found]
        self.sandbox = settings.isolation.opening(sandbox_for_readers(settings.cache)) if waiting else NO_SANDBOX
        shared = _shares(waiting, requests, settings.jobs)
        going_on = 1 if settings.hand_over is not None and shared else 0
        self.shares = [self._batch(names, closed=number >= going_on) for number, names in enumerate(shared)]
        self.open = RunningPrograms([share.command for share in self.shares[:going_on]])
        self.running = RunningPrograms([share.command for share in self.shares[going_on:]])

    def __enter__(self) -> IntakeRun:
        self.open.__enter__()
        try:
            self.running.__enter__()
        except BaseException:
            self.open.__exit__()
            raise
        return self

    def __exit__(self, *problem: object) -> None:
        self.open.__exit__(*problem)
        self.running.__exit__(*problem)

    def answers(self) -> dict[str, SuppliedPaper | IntakeRejected]:
        """Every paper, or why it cannot be taken in. A paper that ends its worker is tried once more alone."""
        ends = [*self._go_on(), *self.running.wait(lambda: None)]
        tried: set[str] = set()
        shares = self.shares
        while shares:
            again: list[list[str]] = []
            for share, end in zip(shares, ends, strict=True):
                answered = share.answers()
                for name, answer in answered.items():
                    if (problem := raised(partial(self._keep, name, answer, share))) is not None:
                        self.found[name] = IntakeRejected("HD319", type(problem).__name__)
                left = [name for name in share.names if name not in answered]
                if not left:
                    continue
                guilty, *rest = left
                if end.code is None:
                    self.found[guilty] = IntakeRejected("HD318", f"{self.settings.limit:.0f}")
                elif guilty in tried:
                    self.found[guilty] = IntakeRejected("HD319")
                else:
                    tried.add(guilty)
                    again.append([guilty])
                if rest:
                    again.append(rest)
            shares = [self._batch(names) for names in again]
            ends = []
            for index in range(0, len(shares), self.settings.jobs):
                ends += run([share.command for share in shares[index : index + self.settings.jobs]], lambda: None)
        return self.found

    def _batch(self, names: Sequence[str], *, closed: bool = True) -> _WorkerBatch:
        batch = _WorkerBatch(names, self.requests, self.settings, self.sandbox)
        if closed:
            batch.close()
        return batch

    def _go_on(self) -> list[ProgramEnd]:
        """How the process that goes on ended with its papers: well, if it has answered for all of them."""
        if not self.open.commands or self.settings.hand_over is None:
            return []
        share = self.shares[0]
        for number in range(len(share.names)):
            if not self.open.wait_for((share.folder / f"{number}.json").is_file):
                return [ProgramEnd(self.open.codes.get(0))]
        self.settings.hand_over(self.open, share.folder, len(share.names))
        self.open = RunningPrograms([])
        return [ProgramEnd(0)]

    def _keep(self, name: str, answer: IntakeResult | IntakeRejected, share: _WorkerBatch) -> None:
        cache, key = self.settings.cache, self.keys[name]
        if isinstance(answer, IntakeRejected) and answer.code == "HD703":
            raise _no_room(answer.words)
        changed = file_digest(Path(self.requests[name].source)) != self.digests[name]  # saved while it was read
        if isinstance(answer, IntakeResult) and changed:
            self.found[name] = SuppliedPaper(f"{key} changed", share.made(name, ".pdf"), share.made(name, ".looks"), answer)
        elif isinstance(answer, IntakeResult):
            made, looks = share.made(name, ".pdf"), share.made(name, ".looks")
            kept = cache.put_file("paper", key, made) or made
            self.found[name] = SuppliedPaper(key, kept, cache.put_file("looks", key, looks) or looks, answer)
        else:
            self.found[name] = answer
        lacks_memory = isinstance(answer, IntakeRejected) and answer.code == "HD319"  # another time there may be more
        if not changed and not lacks_memory:
            cache.put("taken", key, pack(answer))


class GeneratedIntake:
    """What LibreOffice makes of others' files, taken in one by one by a process with limits while LibreOffice goes on.

    The process is started when something is expected, or taken over from whoever has started one, and ends with `with`.
    What our templates made needs none.
    """

    def __init__(self, settings: IntakeSettings) -> None:
        self.settings = settings
        self.folder: Path | None = None
        self.running: RunningPrograms | None = None
        self.asked = 0

    def __enter__(self) -> GeneratedIntake:
        return self

    def __exit__(self, *problem: object) -> None:
        if self.running is not None:
            self.running.__exit__(*problem)
            self.running = None

    def take_over(self, running: RunningPrograms, folder: Path, asked: int) -> None:
        """Goes on with a process that waits for requests in a folder and has had so many of them."""
        self.__exit__()
        self.running, self.folder, self.asked = running, folder, asked

    def expect(self) -> Path:
        """Starts the process, if it does not run; gives the folder that it looks for requests in."""
        if self.folder is None or self.running is None or not self.running.processes:
            self.__exit__()
            self.folder, self.asked = new_folder(self.settings), 0
            sandbox = self.settings.isolation.opening(sandbox_for_readers(self.settings.cache))
            command = worker_command(self.folder, (), self.settings, sandbox, lambda: 0)
            self.running = RunningPrograms([command])
            self.running.__enter__()
        return self.folder

    def take(self, pdf: bytes, request: IntakeRequest) -> GeneratedPdf:
        """A PDF that LibreOffice made, taken in.

        Raises ValueError for what is no PDF with a page, TooHeavyError where the limits end it, MachineError for a full disk.
        """
        folder = self.expect()
        number, self.asked = self.asked, self.asked + 1
        source, answered = folder / f"{number}.source", folder / f"{number}.json"
        try:
            write_new(source, pdf)
            write_request(folder, number, replace(request, source=str(source), generated=True).__dict__)
        except OSError as problem:
            raise _no_room(problem.strerror or str(problem)) from problem
        if self.running is None or not self.running.wait_for(answered.is_file):
            msg = "the reader ended"
            raise TooHeavyError(msg)
        answer = unpack(_made(answered, folder))
        source.unlink()
        if isinstance(answer, IntakeRejected):
            if answer.code == "HD703":
                raise _no_room(answer.words)
            raise TooHeavyError(answer.words) if answer.code == "HD319" else ValueError(answer.words)
        return GeneratedPdf(answer, _made(folder / f"{number}.pdf", folder))


class _WorkerBatch:
    """One worker's requests, in a folder of its own."""

    def __init__(
        self, names: Sequence[str], requests: Mapping[str, IntakeRequest], settings: IntakeSettings, sandbox: Sandbox
    ) -> None:
        self.names = names
        self.folder = new_folder(settings)
        try:
            for number, name in enumerate(names):
                write_request(self.folder, number, requests[name].__dict__)
        except OSError as problem:
            raise _no_room(problem.strerror or str(problem)) from problem
        sources = [Path(requests[name].source) for name in names]
        self.command = worker_command(self.folder, sources, settings, sandbox, self.progress)

    def close(self) -> None:
        """Says that no more will come. Raises MachineError."""
        try:
            close_requests(self.folder)
        except OSError as problem:
            raise _no_room(problem.strerror or str(problem)) from problem

    def progress(self) -> int:
        """How many papers have been answered for."""
        return sum(1 for _ in self.folder.glob("*.json"))

    def made(self, name: str, suffix: str) -> Path:
        """What the worker made of a paper: its clean copy, or how its source looks. Raises OSError for no plain file."""
        path = self.folder / f"{self.names.index(name)}{suffix}"
        with open_plain(path, within=self.folder):
            return path

    def answers(self) -> dict[str, IntakeResult | IntakeRejected]:
        """What has been answered."""
        found: dict[str, IntakeResult | IntakeRejected] = {}
        for number, name in enumerate(self.names):
            path = self.folder / f"{number}.json"
            if path.is_file():
                with contextlib.suppress(ValueError, KeyError, TypeError):  # a worker that broke: it has not answered
                    found[name] = unpack(_made(path, self.folder))
        return found


def _made(path: Path, folder: Path) -> bytes:
    """What a worker put into its folder, a link where a paper has taken it over. Raises ValueError for one that leads out."""
    try:
        return read_plain(path, MADE, within=folder)
    except NotToBeReadError as problem:
        raise ValueError(problem.strerror) from problem


def new_folder(settings: IntakeSettings) -> Path:
    """A folder for one worker. Raises MachineError."""
    number = sum(1 for _ in settings.folder.iterdir())
    folder = settings.folder / f"read-{number}"
    try:
        folder.mkdir()
    except OSError as problem:
        raise _no_room(problem.strerror or str(problem)) from problem
    return folder


def worker_command(
    folder: Path,
    sources: Sequence[Path],
    settings: IntakeSettings,
    sandbox: Sandbox,
    progress: Callable[[], int],
    program: Sequence[str] = (),
) -> Command:
    """How a worker is started that answers what is asked in a folder: what takes papers in, or another `program` of ours."""
    start = sandbox.reading(folder, *sources)
    own = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    environment = {**python_environment(settings.environment), **own, "PYTHONPATH": _python_path(settings.environment)}
    return Command((*start, sys.executable, *(program or _PROGRAM), str(folder)), environment, folder, settings.limit, progress)


def _no_room(why: str) -> MachineError:
    message = f"変換の作業ファイルを書けません（{why}）。"
    return MachineError([error("HD703", message, hint="一時フォルダーの空きと権限を確かめてください。")])


def _python_path(environment: Mapping[str, str]) -> str:
    """Where the worker finds this very package, wherever it is started."""
    return os.pathsep.join(part for part in (str(_HERE), environment.get("PYTHONPATH", "")) if part)


def _key(request: IntakeRequest, sha: str) -> str:
    return digest(sha, request.suffix, request.pages or "", request.title, *request.alts, str(is_here()), str(request.words_only))


def _known(key: str, cache: Cache) -> SuppliedPaper | IntakeRejected | None:
    kept = cache.get("taken", key)
    if kept is None:
        return None
    answer = unpack(kept)
    if isinstance(answer, IntakeRejected):
        return answer
    pdf, looks = cache.file("paper", key), cache.file("looks", key)
    return SuppliedPaper(key, pdf, looks, answer) if pdf is not None and looks is not None else None


def _shares(names: Sequence[str], requests: Mapping[str, IntakeRequest], jobs: int) -> list[list[str]]:
    """The papers in as many shares as are worth a process each, of about the same size."""
    sizes = {name: Path(requests[name].source).stat().st_size for name in names}
    count = max(1, min(jobs, len(names), round(sum(sizes.values()) / _SHARE)))
    shares: list[list[str]] = [[] for _ in range(count)]
    weights = [0] * count
    for name in sorted(names, key=lambda each: -sizes[each]):
        lightest = weights.index(min(weights))
        shares[lightest].append(name)
        weights[lightest] += sizes[name] + 20_000
    return [share for share in shares if share]
