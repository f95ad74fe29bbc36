"""Runs the command as a desk does, and says what nobody foresaw: how it ended, what it printed, what it wrote and left behind."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import hashlib
import os
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.__main__ import start

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Seconds that a command may compute, and that it may take where others compute as well.
LIMIT = 20
LONGEST = 60.0
_SOON = 2.0
_EXIT_CODES = {0, 2, 3, 4, 5, 10}
#: What moves the cursor, colours or turns the line around; tabs and line ends are what a text is made of.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PR_SET_CHILD_SUBREAPER = 36


class Desk:
    """A folder with a workspace, somebody else's files beside it, a home and a temporary folder: what a command does is seen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace, self.outside, self.temporary = root / "ws", root / "outside", root / "tmp"
        for folder in (self.workspace, self.outside / "folder", self.temporary, root / "home"):
            folder.mkdir(parents=True)
        for name in ("notes.txt", "folder/01-agenda.docx", "folder/manifest.json"):
            (self.outside / name).write_text("somebody else's\n", "utf-8")
        if sys.platform == "linux":  # so that what a command leaves behind becomes ours, and is seen
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def run(self, *arguments: str, may_write: Sequence[str] = (), soffice: str | None = None) -> tuple[str, str]:
        """The command's answer in a few words, and what was not foreseen; `may_write` names files of the workspace."""
        before = self._files()
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.temporary),
            "HYOGA_DOCS_CACHE": str(self.root.parent / "cache"),
            **({"HYOGA_DOCS_SOFFICE": soffice} if soffice else {}),
        }
        log = self.root.with_suffix(".log")
        code = _wait(_fork(lambda: _become(arguments, self.workspace, environment, log)))
        left = _left_behind()
        text = log.read_bytes().decode("utf-8", "replace")
        changed = [name for name, what in self._files().items() if before.get(name) != what]
        changed += [name for name in before if not os.path.lexists(self.root / name)]
        foreign = [name for name in changed if not any(re.fullmatch(allowed, name) for allowed in may_write)]
        told = re.findall(r"HD\d{3}", text)
        answer = f"{arguments[0]} {code} {told[0] if code and told else ''}".strip()
        findings = [
            _ended(code, text),
            "" if code in {0, 10, None} or code not in _EXIT_CODES or told else f"ended with {code} and no code",
            f"control characters in the output: {_CONTROL.findall(text)[:5]}" if _CONTROL.search(text) else "",
            f"written outside: {sorted(foreign)[:3]}" if foreign else "",
            f"left running: {left[:3]}" if left else "",
            f"left in the temporary folder: {self._rubbish()}" if code in _EXIT_CODES and self._rubbish() else "",
        ]
        found = next((each for each in findings if each), "")
        return answer, f"{' '.join(arguments)}\n{text[-20_000:]}\n{found}" if found else ""

    def _files(self) -> dict[str, str]:
        """All that stands at this desk but in its temporary folder, each with what it is."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            if Path(folder) == self.root:
                folders.remove("tmp")
            for name in [*folders, *names]:
                path = Path(folder, name)
                found[path.relative_to(self.root).as_posix()] = _digest(path)
        return found

    def _rubbish(self) -> list[str]:
        return sorted(path.name for path in self.temporary.iterdir())[:3]


def _digest(path: Path) -> str:
    status = path.lstat()
    if path.is_symlink():
        return f"link {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else f"{status.st_mode}"


def _ended(code: int | None, text: str) -> str:
    if code in {None, -signal.SIGXCPU}:
        return f"over {LIMIT if code else LONGEST:.0f} s\n{place(text, first=True)}"
    if code < 0:
        return f"crash {code}"
    return "" if code in _EXIT_CODES and "Traceback (most" not in text else f"{place(text)} (exit {code})"


def place(text: str, *, first: bool = False) -> str:
    """The kind of a traceback: the exception, and the last place in our own code; the first in those of faulthandler."""
    places = [line.strip() for line in text.splitlines() if "hyoga_docs/" in line and line.strip().startswith("File")]
    where = places[0 if first else -1].rpartition("hyoga_docs/")[2].replace('"', "") if places else "?"
    return f"{text.strip().splitlines()[-1].partition(':')[0][:80] if text.strip() and not first else ''} in {where}".strip()


def _fork(work: Callable[[], None]) -> int:
    """Does the work in a process of its own, which never comes back."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        try:
            work()
        finally:
            os._exit(1)
    return process


def _become(arguments: Sequence[str], folder: Path, environment: dict[str, str], log: Path) -> None:
    """Becomes the command: in a folder, with an environment and a log of what it prints."""
    os.setsid()
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    sys.argv = ["hyoga-docs", *arguments]
    sys.stdout, sys.stderr = (open(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))  # noqa: SIM115
    faulthandler.dump_traceback_later(LONGEST - 0.5, file=sys.stderr)
    faulthandler.register(signal.SIGXCPU, file=sys.stderr, chain=True)
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    code = 0
    try:
        start()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else bool(ended.code)
    except BaseException:  # whatever was not foreseen is what this looks for
        traceback.print_exc()
        code = 1
    with contextlib.suppress(ValueError, OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _wait(process: int) -> int | None:
    """How the process ended: its exit code, less than 0 by a signal, None where it took too long and was killed."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


def _left_behind() -> list[str]:
    """The processes that are still there a while after the command; they are ended."""
    until = time.monotonic() + _SOON
    while (children := _children()) and time.monotonic() < until:
        time.sleep(0.02)
    names = []
    for child in children:
        with contextlib.suppress(OSError):
            names.append(Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")[:80])
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return names


def _children() -> list[int]:
    """The children of this process that have not ended; those that have are forgotten."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(child) for child in listed.read_text("ascii").split()] if listed.exists() else []
