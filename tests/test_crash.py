"""Nothing is lost when a build is killed: at a random moment, and at each step of putting a new packet in place."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import PROJECTS, copy_workspace
from fake_soffice import naming

from hyoga_docs.core.files import write_whole
from hyoga_docs.pipeline.output import staging, swap_in
from hyoga_docs.pipeline.output_record import PACKET
from hyoga_docs.pipeline.up_to_date import BuildState, is_current, see, see_folders

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

SPEC = "meetings/2024-05-01.yaml"
LANES = 2
SIGNS = {"starting": b"", "reading": "点検".encode(), "converting": "PDF に".encode(), "binding": "綴じ".encode()}
PIECES = "with pieces left"

Files = dict[str, bytes]


def workspace(folder: Path) -> Path:
    """A small meeting with a supplied paper."""
    made = copy_workspace(folder, PROJECTS / "good-small")
    (made / SPEC).with_suffix("").mkdir()
    write_input(made, "A")
    return made


def write_input(made: Path, variant: str) -> None:
    """Makes the input that of A or of B, which has another supplied paper, other words and one handout more."""
    supplied = PROJECTS / "good-rich" / "meetings" / "2020-01-15" / ("one.pdf" if variant == "A" else "three.pdf")
    shutil.copyfile(supplied, (made / SPEC).with_suffix("") / "budget.pdf")
    text = (PROJECTS / "good-small" / SPEC).read_text("utf-8").replace("due: 2024-04-26}", "file: 2024-05-01/budget.pdf}")
    if variant == "B":
        text = text.replace("日程について", "日程の変更について")
        text = text.replace("handouts:\n", "handouts:\n  - {item: budget, title: 追加, supplied_by: 見本県総務課}\n")
    (made / SPEC).write_text(text, "utf-8")


def outputs(out: Path) -> Files:
    """Every file of the output that is not hidden."""
    found = (path for path in out.rglob("*") if path.is_file() and "/." not in f"/{path.relative_to(out).as_posix()}")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def leftovers(out: Path) -> list[Path]:
    return [path for path in out.iterdir() if path.name.startswith(".")]


class Lane:
    """A workspace whose builds are killed, with the packets that may be found in it."""

    def __init__(self, folder: Path, cache: Path, good: dict[str, Files]) -> None:
        self.folder, self.cache, self.good = folder, cache, good
        self.made = workspace(folder / "ws")
        self.out = self.made / "build" / "2024-05-01"
        (folder / "tmp").mkdir()
        #: The PDFs in the store by path, before any lane begins to lose them.
        self.conversions = {str(path): path.read_bytes() for path in sorted(cache.glob("v-*/pdf/*/*"))}

    def start(self) -> tuple[subprocess.Popen[bytes], Iterator[bytes]]:
        """A build in a process group of its own, on a terminal, and its words."""
        import pty  # not everywhere

        environment = {**os.environ, "HYOGA_DOCS_CACHE": str(self.cache), "TMPDIR": str(self.folder / "tmp")}
        words, terminal = pty.openpty()
        arguments = [sys.executable, "-m", "hyoga_docs", "build", str(self.made / SPEC)]
        process = subprocess.Popen(
            arguments, env=environment, stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal, start_new_session=True
        )
        os.close(terminal)
        return process, heard(words)

    def whole_build(self) -> dict[str, float]:
        """A build to its end: the seconds that each phase took."""
        begun = {"starting": time.monotonic()}
        process, words = self.start()
        said = b""
        for piece in words:
            said += piece
            begun |= {phase: time.monotonic() for phase, sign in SIGNS.items() if sign in said and phase not in begun}
        assert process.wait(timeout=60) == 0, said.decode()
        ends = [*begun.values(), time.monotonic()][1:]
        return {phase: end - begin for (phase, begin), end in zip(begun.items(), ends, strict=True)}

    def kill_in(self, phase: str, seconds: float) -> tuple[str, bool]:
        """A build that is killed with all its children, so long after a phase began: where it was, and whether it left pieces."""
        older = leftovers(self.out)
        process, words = self.start()
        said = b""
        while SIGNS[phase] not in said and (piece := next(words, b"")):
            said += piece
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        while children := naming(self.folder):
            for number in children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
        said += b"".join(words)
        if process.returncode == 0:
            return "ended", False
        assert process.returncode == -signal.SIGKILL, said.decode("utf-8", "replace")
        pieces = bool(set(leftovers(self.out)) - set(older))
        return next(phase for phase, sign in reversed(SIGNS.items()) if sign in said), pieces

    def run(self, kills: int, least: int, seed: int) -> Counter[str]:
        """Kills so many builds, each phase at least so often and so many with pieces left, and looks at what each has left."""
        chance = random.Random(seed)
        phases: Counter[str] = Counter()
        reach = dict.fromkeys(SIGNS, 1.1)  # how much of a phase is aimed at
        conversions = self.conversions

        def lose_conversions() -> None:
            for path in chance.sample(list(conversions), 3):
                Path(path).unlink(missing_ok=True)

        lose_conversions()
        lengths = self.whole_build()
        for number in range(2 * kills):
            if number >= kills and min(phases[each] for each in (*SIGNS, PIECES)) >= least:
                break
            before = (self.out / "packet.pdf").read_bytes()
            there = "A" if before == self.good["A"]["packet.pdf"] else "B"
            variant = there if chance.random() < 0.1 else {"A": "B", "B": "A"}[there]  # the input may go back, too
            write_input(self.made, variant)
            phase = min(SIGNS, key=lambda phase: (phases[phase], chance.random()))  # on a slow machine, too, each gets its share
            if phase == "converting":
                lose_conversions()
            found, pieces = self.kill_in(phase, chance.uniform(0, reach[phase]) * lengths[phase])
            phases.update([found, PIECES] if pieces else [found])
            # On a machine that is busy now and idle then a phase may be over early: what was missed is aimed at sooner.
            reach[phase] = 1.1 if found == phase else reach[phase] / 2
            for path, data in conversions.items():
                if not Path(path).exists():
                    write_whole(Path(path), data)
            packet = (self.out / "packet.pdf").read_bytes()
            assert packet in {files["packet.pdf"] for files in self.good.values()}, number
            if packet != before:  # it is the last file to come
                assert outputs(self.out) == self.good[variant], number
            if number % 10 == 9 or number >= kills - 1:
                lengths |= self.whole_build()
                assert outputs(self.out) == self.good[variant], number
                assert leftovers(self.out) == []
        return phases


def heard(words: int) -> Iterator[bytes]:
    """What a terminal is told, until nobody holds its other end."""
    with os.fdopen(words, "rb", buffering=0) as stream, contextlib.suppress(OSError):  # which is how Linux says so
        while piece := stream.read(4096):
            yield piece


@pytest.mark.office
@pytest.mark.parametrize("kills", [40, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_builds_lose_nothing(tmp_path: Path, kills: int) -> None:
    good: dict[str, Files] = {}
    cache = tmp_path / "cache"
    elsewhere = Lane(tmp_path / "elsewhere", cache, good)
    for variant in "AB":
        write_input(elsewhere.made, variant)
        elsewhere.whole_build()
        good[variant] = outputs(elsewhere.out)
    assert good["A"]["packet.pdf"] != good["B"]["packet.pdf"]
    assert good["A"].keys() != good["B"].keys()
    least = 1 + kills // 40 // LANES
    lanes = [Lane(tmp_path / str(number), cache, good) for number in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        counts = list(pool.map(lambda lane: lane.run(kills // LANES, least, int(lane.folder.name)), lanes))
    phases: Counter[str] = sum(counts, Counter())
    print("killed while", dict(phases))  # noqa: T201  said where pytest is asked for it (-s, or a failure)
    assert phases.total() - phases[PIECES] >= kills
    assert all(phases[each] > kills // 40 for each in (*SIGNS, PIECES)), phases


_KILLED_AT = """
import os, signal, sys
from pathlib import Path
number, out, source = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
from hyoga_docs.pipeline.output import staging, swap_in
def counted(call):
    def wrapped(*arguments, **options):
        global number
        number -= 1
        if number == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)
    return wrapped
for name in ("replace", "link", "fsync", "unlink", "rmdir", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
with staging(out) as folder:
    files = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
    (folder / "made").write_bytes(files["packet.pdf"].read_bytes())
    swap_in(out, {**files, "packet.pdf": folder / "made"}, folder)
"""

OLD = {
    "documents/01-agenda.pdf": b"agenda",
    "documents/02-slides.pdf": b"slides",
    "documents/03-gone.pdf": b"gone",
    "review/01-agenda.md": b"agenda",
    "manifest.json": b"{1}",
    "packet.pdf": b"old" * 100_000,
}
NEW = {
    "documents/00-first.pdf": b"come before all the others",
    "documents/01-agenda.pdf": b"agenda, changed",
    "documents/02-slides.pdf": b"slides",
    "documents/04-come.pdf": b"come",
    "review/01-agenda.md": b"agenda, changed",
    "review/04-come.md": b"come",
    "manifest.json": b"{2}",
    "packet.pdf": b"new" * 100_000,
}


def put(out: Path, files: Files) -> None:
    with staging(out) as folder:
        swap_in(out, files, folder)


def state_of(out: Path, files: Files) -> BuildState:
    """What `build` keeps of an output."""
    return BuildState("", see(out / name for name in files), see_folders(out / name for name in PACKET.folders))


def test_a_swap_killed_at_any_step_leaves_a_whole_packet_and_a_state_that_says_so(tmp_path: Path) -> None:
    for name, data in NEW.items():
        (tmp_path / "new" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "new" / name).write_bytes(data)
    seen = []
    for number in range(1, 200):
        out = tmp_path / f"out-{number}"
        put(out, OLD)
        state = state_of(out, OLD)
        arguments = [sys.executable, "-c", _KILLED_AT, str(number), str(out), str(tmp_path / "new")]
        code = subprocess.run(arguments, check=False).returncode
        left = outputs(out)
        assert left["packet.pdf"] in {OLD["packet.pdf"], NEW["packet.pdf"]}
        if left["packet.pdf"] == NEW["packet.pdf"]:
            assert left == NEW
        assert is_current(state, "") <= (left == OLD)
        for files in (OLD, NEW) if number % 2 else (NEW, OLD):  # whichever is built next
            put(out, files)
            assert outputs(out) == files
            assert leftovers(out) == []
        if code == 0:
            break
        assert code == -signal.SIGKILL
        seen.append("old" if left == OLD else "new" if left == NEW else "between")
    else:
        pytest.fail("the swap never came to its end")
    assert [seen.count(what) > 3 for what in ("old", "between", "new")] == [True] * 3, seen


_BUILD_KILLED_AT = """
import os, signal, sys
number, out = int(sys.argv.pop(1)), sys.argv.pop(1)
replace = os.replace
def counted(source, target):
    global number
    if str(target).startswith(out):
        number -= 1
        if number == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return replace(source, target)
os.replace = counted
from hyoga_docs.commands.app import main
main()
"""


@pytest.mark.office
def test_a_build_killed_in_its_swap_is_made_again_though_the_input_went_back(tmp_path: Path) -> None:
    made, cache = workspace(tmp_path / "ws"), tmp_path / "cache"
    out = made / "build" / "2024-05-01"
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(cache)}
    command = [str(made / SPEC)]
    subprocess.run([sys.executable, "-m", "hyoga_docs", "build", "-q", *command], env=environment, check=True)
    good = outputs(out)
    for number in (5, 8, 12):
        write_input(made, "B")
        arguments = [sys.executable, "-c", _BUILD_KILLED_AT, str(number), str(out), "build", "-q", *command]
        assert subprocess.run(arguments, env=environment, check=False).returncode == -signal.SIGKILL
        assert leftovers(out) != []
        assert outputs(out) != good
        assert (out / "packet.pdf").read_bytes() == good["packet.pdf"]
        write_input(made, "A")
        subprocess.run([sys.executable, "-m", "hyoga_docs", "build", "-q", *command], env=environment, check=True)
        assert outputs(out) == good
        assert leftovers(out) == []
