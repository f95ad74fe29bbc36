"""Limits on the work of this process: seconds for one piece of it, and memory for all of it."""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

#: Bytes of address space. Papers of hundreds of megabytes are read from the disk, not held; a bomb is stopped. LibreOffice, git
#: and other programs that are started take the limit along.
MEMORY = 4 << 30
#: Seconds that a document may take where nobody says otherwise.
SECONDS = 120.0
#: Seconds until a second interruption, where the first one came to nothing: Python passes over what is raised in some places.
_AGAIN = 0.5
_SOON = 0.001
#: The code between the work and the end of its limit.
_WAY_OUT = {__file__, contextlib.__file__}


class TooLongError(Exception):
    """Something took longer than it may."""


class _TimeIsUpError(BaseException):
    """What is raised in the middle of the work; no library takes it for an error of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What is done inside may take so many seconds; after them TooLongError is raised in its place.

    Limits can lie within each other. Holds in the main thread only, for Python, and for libraries that look for signals; what
    runs within a library of another kind is interrupted when it comes back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        with _alarm(seconds):
            yield
    except _TimeIsUpError:
        raise TooLongError from None


class TimeLeft:
    """The time that is left for one document, of all the steps that it goes in this process."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.limit = self.seconds = seconds
        self._runs = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Takes what is done inside from the time that is left; raises TooLongError in its place when none is."""
        if self._runs:  # a step within a step
            yield
            return
        began, self._runs = time.monotonic(), True
        try:
            with time_limit(max(self.seconds, _SOON)):
                yield
        finally:
            self.seconds -= time.monotonic() - began
            self._runs = False


def limit_memory(size: int = MEMORY) -> None:
    """Limits what this process and those that it starts may take of memory, where the system offers that: on Linux.

    More raises MemoryError. No memory is written to the disk when a process ends for it.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415  not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    least = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (least, least))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _time_is_up(_number: int, frame: FrameType | None) -> None:
    """Interrupts the work; not the way out of it, where the limit would be left in force: there is another time soon."""
    if frame is None or frame.f_code.co_filename not in _WAY_OUT:
        raise _TimeIsUpError


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises _TimeIsUpError after so many seconds, and again as long as the block has not ended."""
    number = getattr(signal, "SIGALRM", signal.SIGTERM)
    before = signal.signal(number, _time_is_up)
    stop = _timer(seconds, number)
    try:
        yield
    finally:
        try:
            signal.signal(number, signal.SIG_IGN)
        finally:  # the time may be up at this very moment
            stop()
            signal.signal(number, before)


def _timer(seconds: float, number: signal.Signals) -> Callable[[], None]:
    """Begins to count; gives what ends that, and lets the limit around this one count on."""
    if sys.platform == "win32" or not hasattr(signal, "setitimer"):
        return _timer_thread(seconds, number)
    began = time.monotonic()
    outer = signal.getitimer(signal.ITIMER_REAL)[0]
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer or seconds), _AGAIN)

    def stop() -> None:
        left = max(outer - (time.monotonic() - began), _SOON) if outer else 0.0
        signal.setitimer(signal.ITIMER_REAL, left, _AGAIN)

    return stop


def _timer_thread(seconds: float, number: signal.Signals) -> Callable[[], None]:
    """The same where the system has no timer for it."""
    ended = threading.Event()

    def interrupt() -> None:
        wait = seconds
        while not ended.wait(wait):
            _thread.interrupt_main(number)
            wait = _AGAIN

    threading.Thread(target=interrupt, daemon=True).start()
    return ended.set
