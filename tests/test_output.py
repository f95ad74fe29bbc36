"""Nothing is lost: a build that fails, is interrupted, or runs twice leaves a whole packet."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import MEETING, PROJECTS, Sample, build, copy_workspace, make_machine
from fake_soffice import fake_soffice, left_behind, naming
from running import command, interruptible, wait_until

from hyoga_docs.core.problem import ConversionError, HyogaError, MachineError
from hyoga_docs.pipeline import file_swap, output
from hyoga_docs.pipeline.output_record import PACKET

SPEC = f"meetings/{MEETING}.yaml"


@contextlib.contextmanager
def hanging_build(workspace: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A build of the workspace that waits for a LibreOffice that never answers; in the end nothing of it is left."""
    program = fake_soffice(tmp_path / "fake", "hang")
    environment = {**os.environ, "HYOGA_DOCS_SOFFICE": str(program), "HYOGA_DOCS_CACHE": str(tmp_path / "hang-cache")}
    process = subprocess.Popen(
        interruptible(command("build", SPEC)),
        cwd=workspace,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until((program.parent / "hanging").exists, process)
        yield process, program
    finally:
        process.kill()
        process.communicate()
        for number in naming(program.parent):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def change(workspace: Path) -> None:
    roster = workspace / "meetings" / "common" / "roster.yaml"
    roster.write_text(roster.read_text("utf-8").replace("熊本県市長会", "熊本県市長会（改）"), "utf-8")


def with_packet(sample: Sample, tmp_path: Path) -> tuple[Path, Path, bytes]:
    """A workspace that holds a good packet and has been changed since."""
    workspace = copy_workspace(tmp_path / "ws")
    out = workspace / "build" / MEETING
    build(workspace / SPEC, out, make_machine(sample.cache), lambda _: None)
    change(workspace)
    return workspace, out, (out / "packet.pdf").read_bytes()


@pytest.mark.office
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_ends_its_children(sample: Sample, tmp_path: Path, number: signal.Signals) -> None:
    workspace, out, before = with_packet(sample, tmp_path)
    with hanging_build(workspace, tmp_path) as (process, program):
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "中断しました" in said
        assert "Traceback" not in said
        assert left_behind(program) == {}
    assert (out / "packet.pdf").read_bytes() == before
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


@pytest.mark.office
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_build_keeps_the_packet_and_the_next_one_is_right(sample: Sample, tmp_path: Path) -> None:
    workspace, out, before = with_packet(sample, tmp_path)
    with hanging_build(workspace, tmp_path) as (process, program):
        process.kill()
        process.communicate(timeout=60)
        # nobody could end them with it; they are ours to end
        assert all("python" in line or "unshare" in line for line in naming(program.parent).values())
    assert left_behind(program) == {}
    assert (out / "packet.pdf").read_bytes() == before
    built = build(workspace / SPEC, out, make_machine(sample.cache), lambda _: None)
    assert built.fresh
    assert "熊本県市長会（改）" in (out / "review" / "10-roster.md").read_text("utf-8")


@pytest.mark.office
def test_two_builds_at_once_give_the_same_packet(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(tmp_path / "cache")}
    pair = [
        subprocess.Popen(command("build", SPEC, *extra), cwd=workspace, env=environment, stderr=subprocess.PIPE, text=True)
        for extra in ((), (), ("--out", str(tmp_path / "elsewhere")))
    ]
    said = [process.communicate(timeout=120)[1] for process in pair]
    assert [process.returncode for process in pair] == [0, 0, 0], said
    whole = sample.packet.read_bytes()
    assert (workspace / "build" / MEETING / "packet.pdf").read_bytes() == whole
    assert (tmp_path / "elsewhere" / MEETING / "packet.pdf").read_bytes() == whole


@dataclass
class Disk:
    """A small file system of its own where this system lets us have one; elsewhere a folder whose writing can fail."""

    folder: Path
    real: bool
    patch: pytest.MonkeyPatch

    def fill(self, left: int) -> None:
        """Leaves room for so many bytes."""
        if self.real:
            with (self.folder / "filler").open("wb") as stream:
                usage = shutil.disk_usage(self.folder)
                stream.write(bytes(usage.free - left))
            return
        write = file_swap.write_synced

        def full(path: Path, data: bytes | Path) -> None:
            nonlocal left
            left -= len(data) if isinstance(data, bytes) else data.stat().st_size
            if left < 0:
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
            write(path, data)

        self.patch.setattr(output, "write_synced", full)

    def lock(self) -> None:
        """Makes it read-only."""
        if self.real:
            subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)
            return

        def refused(*_: object, **__: object) -> str:
            raise OSError(errno.EROFS, "Read-only file system", str(self.folder))

        self.patch.setattr("hyoga_docs.pipeline.output.tempfile.mkdtemp", refused)

    def mend(self) -> None:
        """Makes it as it was."""
        self.patch.undo()
        if self.real:
            subprocess.run(["mount", "-o", "remount,rw", str(self.folder)], check=True)
            (self.folder / "filler").unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount") if sys.platform == "linux" else None
    asked = [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)] if mount else []
    real = bool(mount) and subprocess.run(asked, check=False, capture_output=True).returncode == 0
    yield Disk(folder, real, monkeypatch)
    if real:
        subprocess.run(["umount", str(folder)], check=True)


def outputs_of(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.is_file()]


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.office
@pytest.mark.parametrize("real", [True, False])
@pytest.mark.parametrize("left", [0, 10_000, 40_000])
def test_a_full_disk_leaves_the_old_packet_and_no_pieces(sample: Sample, tmp_path: Path, disk: Disk, left: int, real: bool) -> None:
    disk.real = disk.real and real
    workspace = copy_workspace(tmp_path / "ws")
    out, machine = disk.folder / "out", make_machine(sample.cache)
    build(workspace / SPEC, out, machine, lambda _: None)
    old = files_in(out)
    change(workspace)
    disk.fill(left)
    with pytest.raises(MachineError) as raised:
        build(workspace / SPEC, out, machine, lambda _: None)
    assert [problem.code for problem in raised.value.problems] == ["HD613"]
    assert files_in(out) == old
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
    disk.mend()
    assert build(workspace / SPEC, out, machine, lambda _: None).fresh
    assert "熊本県市長会（改）" in (out / "review" / "10-roster.md").read_text("utf-8")


@pytest.mark.office
@pytest.mark.parametrize("real", [True, False])
def test_an_output_that_is_read_only_is_said_to_be(sample: Sample, tmp_path: Path, disk: Disk, real: bool) -> None:
    disk.real = disk.real and real
    workspace = copy_workspace(tmp_path / "ws")
    out, machine = disk.folder / "out", make_machine(sample.cache)
    build(workspace / SPEC, out, machine, lambda _: None)
    old = files_in(out)
    change(workspace)
    disk.lock()
    with pytest.raises(MachineError) as raised:
        build(workspace / SPEC, out, machine, lambda _: None)
    assert [problem.code for problem in raised.value.problems] == ["HD612"]
    assert files_in(out) == old
    disk.mend()
    assert build(workspace / SPEC, out, machine, lambda _: None).fresh


@pytest.mark.office
def test_a_store_without_room_costs_time_and_nothing_else(sample: Sample, tmp_path: Path, disk: Disk) -> None:
    workspace, out = copy_workspace(tmp_path / "ws"), tmp_path / "out"
    if disk.real:
        disk.fill(100_000)
        machine = make_machine(disk.folder / "cache")
    else:
        (disk.folder / "cache").write_text("a file where the folder should be")
        machine = make_machine(disk.folder / "cache")
    assert build(workspace / SPEC, out, machine, lambda _: None).fresh
    assert (out / "packet.pdf").read_bytes() == sample.packet.read_bytes()


@pytest.mark.office
@pytest.mark.parametrize("cut", [True, False])
def test_a_store_with_every_file_cut_short_or_changed_gives_the_same_packet(tmp_path: Path, cut: bool) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    spec, out, machine = workspace / "meetings" / "2024-05-01.yaml", tmp_path / "out", make_machine(tmp_path / "cache")
    made = build(spec, out, machine, lambda _: None)
    good = files_in(out)
    kept = [path for path in machine.cache.shelf.rglob("*") if path.is_file()]
    assert {path.relative_to(machine.cache.shelf).parts[0] for path in kept} >= {"pdf", "docx", "fonts", "profiles", "state"}
    for path in kept:
        data = path.read_bytes()
        path.write_bytes(b"" if cut else data[:-1] + bytes([data[-1] ^ 1]) if data else b"more")
    shutil.rmtree(out)
    again = build(spec, out, machine, lambda _: None)
    assert again.converted == made.converted
    assert files_in(out) == good


@pytest.mark.office
def test_an_output_folder_that_is_a_file_is_named(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    out = workspace / "build" / MEETING
    out.parent.mkdir()
    out.write_text("a file")
    with pytest.raises(MachineError) as raised:
        build(workspace / SPEC, out, make_machine(sample.cache), lambda _: None)
    assert [problem.code for problem in raised.value.problems] == ["HD611"]
    assert out.read_text() == "a file"


@pytest.mark.office
def test_an_altered_or_missing_output_is_put_right(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    out, machine = workspace / "build" / MEETING, make_machine(sample.cache)
    build(workspace / SPEC, out, machine, lambda _: None)
    whole = (out / "packet.pdf").read_bytes()
    (out / "packet.pdf").write_bytes(whole[:-100])
    (out / "review" / "02-agenda.md").unlink()
    (out / "review" / "99-mine.md").write_text("of somebody")
    docx = out / "documents" / "02-agenda.docx"
    docx.write_bytes(b"edited by hand")
    built = build(workspace / SPEC, out, machine, lambda _: None)
    assert built.fresh
    assert (out / "packet.pdf").read_bytes() == whole
    assert (out / "review" / "02-agenda.md").exists()
    assert (out / "review" / "99-mine.md").read_text() == "of somebody"
    kept = [(problem["file"], problem["severity"]) for problem in built.problems if problem["code"] == "HD616"]
    assert kept == [("documents/02-agenda.docx", "warning"), ("packet.pdf", "warning")]
    assert (out / PACKET.kept / "02-agenda.docx").read_bytes() == b"edited by hand"
    assert (out / PACKET.kept / "packet.pdf").read_bytes() == whole[:-100]
    assert not build(workspace / SPEC, out, machine, lambda _: None).fresh


@pytest.mark.parametrize("mode", ["garbage", "nothing"])
def test_a_failed_conversion_says_which_documents_and_ends_with_five(tmp_path: Path, mode: str) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    machine = make_machine(tmp_path / "cache", soffice=fake_soffice(tmp_path / "fake", mode))
    with pytest.raises(ConversionError) as raised:
        build(workspace / "meetings" / "2024-05-01.yaml", tmp_path / "out", machine, lambda _: None)
    assert raised.value.exit_code == 5
    failed = [problem for problem in raised.value.problems if problem.code == "HD501"]
    assert len(failed) >= 6
    assert not (tmp_path / "out").exists()


def test_a_missing_font_is_an_error_before_anything_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    with (workspace / "meetings" / "common" / "platform.yaml").open("a", encoding="utf-8") as platform:
        platform.write("fonts: {游明朝: ない書体}\n")
    monkeypatch.setattr("hyoga_docs.pipeline.build_packet.font_folders", lambda _home: [tmp_path / "no fonts"])
    program = fake_soffice(tmp_path / "fake", "nothing")
    with pytest.raises(HyogaError) as raised:
        build(
            workspace / "meetings" / "2024-05-01.yaml",
            tmp_path / "out",
            make_machine(tmp_path / "c", soffice=program),
            lambda _: None,
        )
    assert raised.value.exit_code == 4
    assert [(problem.code, problem.quote) for problem in raised.value.problems] == [
        ("HD711", "BIZ UDゴシック"),
        ("HD711", "BIZ UD明朝"),
        ("HD711", "ない書体"),
    ]
    assert "common/platform.yaml" in raised.value.problems[2].message
    assert "templates/agenda.docx" in raised.value.problems[0].message
    assert not (program.parent / "starts").exists()


@pytest.mark.office
def test_two_workspaces_and_one_output_folder_are_told_apart(sample: Sample, tmp_path: Path) -> None:
    first, second = copy_workspace(tmp_path / "a"), copy_workspace(tmp_path / "b")
    spec = second / SPEC
    spec.write_text(spec.read_text("utf-8").replace("venue: 熊本労働局", "venue: 別の会場"), "utf-8")
    machine, out = make_machine(sample.cache), tmp_path / "out"
    assert build(first / SPEC, out, machine, lambda _: None).fresh
    assert build(spec, out, machine, lambda _: None).fresh
    assert "別の会場" in (out / "review" / "02-agenda.md").read_text("utf-8")


@pytest.mark.office
@pytest.mark.parametrize("when", ["点検", "綴じて"])
def test_what_is_saved_while_a_build_runs_is_in_it(sample: Sample, tmp_path: Path, when: str) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    spec, out, machine = workspace / SPEC, workspace / "build" / MEETING, make_machine(sample.cache)
    changed = spec.read_text("utf-8").replace("venue: 熊本労働局", "venue: 変更後の会場")

    def save_meanwhile(words: str) -> None:
        if when in words and spec.read_text("utf-8") != changed:
            spec.write_text(changed, "utf-8")

    build(spec, out, machine, save_meanwhile)
    assert "変更後の会場" in (out / "review" / "02-agenda.md").read_text("utf-8")
    assert not build(spec, out, machine, lambda _: None).fresh


@pytest.mark.office
def test_a_build_whose_files_are_saved_each_time_ends(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    spec, out, machine = workspace / SPEC, workspace / "build" / MEETING, make_machine(sample.cache)
    paper = workspace / "meetings" / MEETING / "municipal.pdf"
    times: list[str] = []

    def save_again(words: str) -> None:
        if "綴じて" in words:
            times.append(words)
            paper.write_bytes(paper.read_bytes())

    with pytest.raises(MachineError) as raised:
        build(spec, out, machine, save_again)
    assert [(problem.code, problem.place and problem.place.file) for problem in raised.value.problems] == [
        ("HD617", f"meetings/{MEETING}/municipal.pdf")
    ]
    assert len(times) == 3
    assert outputs_of(out) == []


@pytest.mark.office
def test_an_output_that_cannot_be_replaced_leaves_all_the_old_ones(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, out, _ = with_packet(sample, tmp_path)
    old = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    replace = Path.replace

    def open_elsewhere(path: Path, target: Path) -> Path:
        if path.name.startswith("new-") and Path(target).name == "packet.pdf":
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", open_elsewhere)
    with pytest.raises(MachineError) as raised:
        build(workspace / SPEC, out, make_machine(sample.cache), lambda _: None)
    assert [problem.code for problem in raised.value.problems] == ["HD612"]
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == old


@pytest.mark.office
def test_several_specs_go_on_when_one_fails(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    (workspace / "meetings" / "2024-04-01.yaml").write_text("number: x\n", "utf-8")
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(tmp_path / "cache")}
    specs = ["meetings/2024-04-01.yaml", "meetings/2024-05-01.yaml"]
    done = subprocess.run(
        command("build", *specs, "--format", "json"),
        cwd=workspace,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 3, done.stderr
    said = json.loads(done.stdout)
    assert {problem["code"] for problem in said} == {"HD112", "HD113", "HD302"}
    assert set(said[0]) == {
        "code",
        "severity",
        "message",
        "hint",
        "file",
        "line",
        "column",
        "page",
        "cell",
        "quote",
        "document",
        "fix",
    }
    assert (workspace / "build" / "2024-05-01" / "packet.pdf").exists()
    assert done.stderr == ""
