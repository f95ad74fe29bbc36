"""Runs other programs: no shell, a time limit, and an end for all their children."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hyoga_docs.core.this_process import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: Bytes that a short program may say.
MOST_SAID = 16 << 20
_TICK = 0.25
_SHORT_TICK = 0.01


@dataclass(frozen=True)
class Command:
    """A program to run. `progress` counts finished work; the program may take `limit` seconds between two pieces of it."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    limit: float
    progress: Callable[[], int]


@dataclass(frozen=True)
class ProgramEnd:
    """How a program ended; `code` is None when its time was up."""

    code: int | None


def on_path(name: str, environment: Mapping[str, str] | None = None) -> Path | None:
    """A program by its name, from the PATH of an environment, else of this process; None where it is not there.

    Never one of the folder that somebody works in, which is what an empty or a relative place of a PATH means, and what Windows
    looks through first.
    """
    names = (name, f"{name}.exe") if sys.platform == "win32" else (name,)
    places = (Path(folder, each) for folder in os.get_exec_path(environment) if Path(folder).is_absolute() for each in names)
    return next((place for place in places if place.is_file() and os.access(place, os.X_OK)), None)


def run(commands: Sequence[Command], on_progress: Callable[[], None]) -> list[ProgramEnd]:
    """Runs the commands side by side and waits for all of them.

    Whatever happens, Ctrl-C included, no child is left behind. Raises OSError when a program cannot be started.
    """
    with RunningPrograms(commands) as running:
        return running.wait(on_progress)


class RunningPrograms:
    """Programs side by side, from `with` on; at its end none is left, whatever happened. Call `wait` for their ends."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.commands = commands
        self.ends: queue.Queue[tuple[int, int]] = queue.Queue()
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self.codes: dict[int, int | None] = {}

    def __enter__(self) -> RunningPrograms:
        try:
            for index, command in enumerate(self.commands):
                with undisturbed():
                    process = self.processes[index] = _start(command)
                threading.Thread(target=_wait, args=(index, process, self.ends), daemon=True).start()
        except BaseException:
            self._end_all()
            raise
        self.marks = {index: (0, time.monotonic()) for index in self.processes}
        return self

    def __exit__(self, *_: object) -> None:
        self._end_all()

    def _end_all(self) -> None:
        with undisturbed():
            for process in self.processes.values():
                kill(process)
            for process in self.processes.values():
                end(process)
            self.processes.clear()

    def wait(self, on_progress: Callable[[], None]) -> list[ProgramEnd]:
        """Waits for all of them; one that is too slow is ended."""
        while self.processes:
            with contextlib.suppress(queue.Empty):
                index, code = self.ends.get(timeout=_TICK)
                if index in self.processes:
                    del self.processes[index]
                    self.codes[index] = code
            on_progress()
            for index in list(self.processes):
                done, now = self.commands[index].progress(), time.monotonic()
                if done > self.marks[index][0]:
                    self.marks[index] = (done, now)
                elif now - self.marks[index][1] > self.commands[index].limit:
                    end(self.processes.pop(index))
                    self.codes[index] = None
        return [ProgramEnd(self.codes.get(index)) for index in range(len(self.commands))]

    def wait_for(self, has_come: Callable[[], bool]) -> bool:
        """Waits for something that a program makes; False where all ended without it, or were ended, for it took too long."""
        began = time.monotonic()
        while not has_come():
            if not self.processes:
                return has_come()
            with contextlib.suppress(queue.Empty):
                index, code = self.ends.get(timeout=_SHORT_TICK)
                self.processes.pop(index, None)
                self.codes[index] = code
            if any(time.monotonic() - began > self.commands[index].limit for index in self.processes):
                self._end_all()
        return True


def answer(arguments: Sequence[str], environment: Mapping[str, str], limit: float) -> str | None:
    """What a short program says, or None when it fails or takes longer than `limit` seconds."""
    said = output(arguments, environment, limit)
    return None if said is None else said.decode("utf-8", "replace")


def output(arguments: Sequence[str], environment: Mapping[str, str], limit: float, most: int = MOST_SAID) -> bytes | None:
    """What a short program prints, to the byte; None when it fails, takes longer than `limit` seconds, or says more than `most`."""
    with contextlib.suppress(OSError), reading(arguments, environment, limit) as process:
        said = stdout_of(process).read(most + 1)
        return said if len(said) <= most and process.wait() == 0 else None
    return None


@contextlib.contextmanager
def reading(
    arguments: Sequence[str], environment: Mapping[str, str], limit: float, given: IO[bytes] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is read while it runs; it ends with the block, and after `limit` seconds. `given` is what it reads.

    Raises OSError when it cannot be started.
    """
    with undisturbed():
        process = subprocess.Popen(
            list(arguments),
            env=dict(environment),
            stdin=given if given is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    clock = threading.Timer(limit, kill, (process,))
    clock.daemon = True
    clock.start()
    try:
        yield process
    finally:
        clock.cancel()
        end(process)
        stdout_of(process).close()


def stdout_of(process: subprocess.Popen[bytes]) -> IO[bytes]:
    """What a program that is read prints."""
    if process.stdout is None:
        raise LookupError("stdout")
    return process.stdout


def _start(command: Command) -> subprocess.Popen[bytes]:
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(
        list(command.arguments),
        env=dict(command.environment),
        cwd=command.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=flags,
    )


def _wait(index: int, process: subprocess.Popen[bytes], ends: queue.Queue[tuple[int, int]]) -> None:
    ends.put((index, process.wait()))


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program with all its children, and waits for it; one that has ended already is no mistake."""
    kill(process)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Tells a program and all its children to end."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                [str(on_path("taskkill") or "taskkill"), "/T", "/F", "/PID", str(process.pid)],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=20,
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
