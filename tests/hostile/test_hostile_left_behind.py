"""What is interrupted or killed, at its worst moment: it ends at once, and nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import PROJECTS, copy_workspace
from fake_soffice import fake_soffice, left_behind
from running import command, interruptible, wait_until

from hyoga_docs.core.problem import MachineError
from hyoga_docs.core.temporary import sweep_temporary_folders, temporary_folder
from hyoga_docs.pipeline.output import output_lock

SPEC = "meetings/2024-05-01.yaml"
_HOLD = """
import sys
from pathlib import Path
from hyoga_docs.core.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "inner").mkdir()
    print(folder, flush=True)
    sys.stdin.read()
"""
_LOCK = """
import sys
from pathlib import Path
from hyoga_docs.pipeline.output import output_lock
with output_lock(Path(sys.argv[1]), 5, print):
    print("held", flush=True)
    sys.stdin.read()
"""


def started(script: str, *arguments: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
    """A process of its own, and the first line that it says."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_five_interruptions_in_a_row_end_a_build_and_leave_nothing(tmp_path: Path) -> None:
    workspace, program = copy_workspace(tmp_path / "ws", PROJECTS / "good-small"), fake_soffice(tmp_path / "fake", "hang")
    own = {"HYOGA_DOCS_SOFFICE": program, "HYOGA_DOCS_CACHE": tmp_path / "cache", "TMPDIR": tmp_path / "tmp"}
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        interruptible(command("build", SPEC)),
        cwd=workspace,
        env={**os.environ, **{name: str(value) for name, value in own.items()}},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until((program.parent / "hanging").exists, process)
        assert list((tmp_path / "tmp").iterdir()) != []
        for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            process.send_signal(number)
        out, said = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, "")
    assert said == "\n中断しました。前の版はそのまま残っています。\n"
    assert left_behind(program) == {}
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [path.name for path in workspace.rglob(".hyoga-*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make links")
def test_a_folder_of_a_killed_process_is_swept_and_one_of_a_living_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "hyoga-docs-of-a-person").mkdir()
    for old in ("hyoga-docs-old", "hyoga-docs-a1b2c3d4"):  # of a disk without locks; of a person, by a name like ours
        (tmp_path / old).mkdir()
        (tmp_path / old / (".lock" if old == "hyoga-docs-old" else "notes")).touch()
        os.utime(tmp_path / old, (1, 1))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "hyoga-docs-link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    names = ("TMPDIR", "TEMP", "TMP")
    dead, of_dead = started(_HOLD, **dict.fromkeys(names, str(tmp_path)))
    living, of_living = started(_HOLD, **dict.fromkeys(names, str(tmp_path)))
    dead.kill()
    dead.communicate()
    with temporary_folder() as own:
        sweep_temporary_folders(own)
        assert own.exists()
        assert not Path(of_dead).exists()
        assert (Path(of_living) / "inner").exists()
    living.communicate("", timeout=20)
    left = {"elsewhere", "hyoga-docs-link", "hyoga-docs-of-a-person", "hyoga-docs-a1b2c3d4"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_who_holds_a_lock_is_told_and_waiting_ends(tmp_path: Path) -> None:
    out, told = tmp_path / "2024-05-01", list[str]()
    holder, said = started(_LOCK, str(out))
    assert said == "held"
    with pytest.raises(MachineError) as raised, output_lock(out, 0.05, told.append):
        pytest.fail("two hold one lock")
    (problem,) = raised.value.problems
    assert problem.code == "HD657"
    for words in (*told, problem.message):
        assert f"{holder.pid}番、hyoga-docs " in words
        assert "から" in words
    assert len(told) == 1
    threading.Timer(0.2, holder.kill).start()  # a lock goes with its process
    with output_lock(out, 5, told.append):
        assert len(told) == 1
    holder.communicate()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make links")
def test_a_lock_that_is_a_link_is_refused_and_what_its_holder_says_is_shown_as_text(tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    other.write_text("other")
    (tmp_path / ".out.lock").symlink_to(other)
    with pytest.raises(MachineError) as raised, output_lock(out, 1, print):
        pytest.fail("through a link")
    assert [problem.code for problem in raised.value.problems] == ["HD615"]
    (tmp_path / ".out.lock").unlink()
    with output_lock(out, 1, print):
        with (tmp_path / ".out.lock").open("r+b") as stream:
            stream.write("_1番、\x1b]0;x\x07\u202e".encode())
        process, said = started(_LOCK.replace("5, print", "0.05, print"), str(out))
        assert "1番" in said
        assert "\x1b" not in said
        assert "\u202e" not in said
        process.communicate("", timeout=20)
    assert other.read_text() == "other"
