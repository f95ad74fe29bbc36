from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType

import pytest

from hyoga_docs.core import limits
from hyoga_docs.core.limits import TimeLeft, TooLongError, time_limit

MEMORY = """
from hyoga_docs.core.limits import limit_memory
limit_memory(600 << 20)
try:
    bytearray(700 << 20)
except MemoryError:
    print("too much")
"""


def spin() -> None:
    while True:
        pass


@pytest.mark.parametrize("has_timer", [True, False])
def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, has_timer: bool) -> None:
    if not has_timer:
        monkeypatch.delattr(signal, "setitimer")
    began = time.monotonic()
    with pytest.raises(TooLongError), time_limit(0.1):
        spin()
    assert time.monotonic() - began < 5


def spin_on() -> None:
    """As a library does that passes over every error."""
    try:
        spin()
    except BaseException:
        spin()


def test_a_regular_expression_is_ended() -> None:
    with pytest.raises(TooLongError), time_limit(0.1):
        re.match(r"(a+)+b", "a" * 60)


def test_what_passes_over_the_interruption_is_interrupted_again() -> None:
    with pytest.raises(TooLongError), time_limit(0.1):
        spin_on()


def test_what_is_done_in_time_is_left_alone_and_so_is_the_handler() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(0.05):
        pass
    time.sleep(0.2)
    assert signal.getsignal(signal.SIGALRM) == before


def test_nothing_interrupts_the_way_from_the_work_to_the_end_of_its_limit() -> None:
    frames: list[FrameType] = []

    @contextlib.contextmanager
    def way_in() -> Iterator[None]:
        frames.append(sys._getframe(1))
        yield

    with way_in():
        pass
    limits._time_is_up(0, frames[0])  # of contextlib, which would be left without having called what ends the limit
    with pytest.raises(limits._TimeIsUpError):
        limits._time_is_up(0, sys._getframe())


def test_a_limit_around_another_counts_on() -> None:
    def work() -> None:
        with time_limit(60):
            pass
        with pytest.raises(TooLongError), time_limit(0.05):
            spin()
        spin()

    with pytest.raises(TooLongError), time_limit(0.3):
        work()


def test_the_steps_of_a_document_share_its_time() -> None:
    left = TimeLeft(60)
    with left.running(), left.running():  # a step within a step counts once
        time.sleep(0.1)
    assert 30 < left.seconds < 59.91
    left.seconds = 0.1
    with pytest.raises(TooLongError), left.running():
        spin()
    assert left.seconds <= 0
    with pytest.raises(TooLongError), left.running():
        spin()
    assert left.limit == 60


def test_memory_has_an_end_on_linux() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert (done.stdout == "too much\n") == (sys.platform == "linux")
