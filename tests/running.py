"""How the tests start the command and wait for what it does: neither by luck, nor by how fast the machine is today."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from hyoga_docs.commands.app import app

_LIMITED = """
import sys
from hyoga_docs.core.limits import limit_memory
limit_memory(int(sys.argv.pop(1)))
from hyoga_docs.__main__ import start
start()
"""
_LAUNCHER = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"


def command(*arguments: str) -> list[str]:
    """The command line of `hyoga-docs`, from this very code."""
    return [sys.executable, "-m", "hyoga_docs", *arguments]


def invoke(*arguments: str, folder: Path, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """What the command says in a folder and how it ends, without the third of a second that a process of its own takes.

    What is wrong with a call is worded by `main`, so that wants a process.
    """
    with contextlib.chdir(folder):
        done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def run_limited(
    *arguments: str, folder: Path, seconds: float = 30, memory: int = 2 << 30, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own with limits of time and memory; none may end with a traceback or by a signal."""
    limited = [sys.executable, "-c", _LIMITED, str(memory), *arguments]
    done = subprocess.run(
        limited,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    said = subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert done.returncode >= 0, said
    assert "Traceback" not in said.stderr, said
    return said


def interruptible(arguments: Sequence[str]) -> list[str]:
    """A command line that heeds Ctrl-C wherever it is started: a shell in the background has its children ignore that."""
    return [sys.executable, "-I", "-S", "-c", _LAUNCHER, *arguments]


def wait_until(condition: Callable[[], object], process: subprocess.Popen[Any] | None = None) -> None:
    """Waits up to a minute for a condition; no longer than for the end of the process that is to bring it about."""
    deadline = time.monotonic() + 60
    while not condition():
        assert process is None or process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def patch_clock(monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]) -> None:
    """Another clock for what ends a program that takes too long, so that a busy machine ends none too early."""
    monkeypatch.setattr("hyoga_docs.programs.run_programs.time", SimpleNamespace(monotonic=seconds))
