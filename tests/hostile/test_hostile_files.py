"""Files of others in and around an output folder: none is lost, none is written through a link."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from hyoga_docs.core.limits import time_limit
from hyoga_docs.core.problem import MachineError
from hyoga_docs.pipeline.output import is_left, output_lock, staging, swap_in
from hyoga_docs.pipeline.output_record import PACKET
from hyoga_docs.spec.new_workspace import make_workspace

links = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make links")
FIRST = {
    "documents/01-次第.docx": b"docx",
    "documents/01-次第.pdf": b"pdf",
    "documents/02-一覧.pdf": b"list",
    "review/01-次第.md": b"a\nb\n",
    "manifest.json": b"{}\n",
    "packet.pdf": b"packet",
}
SECOND = {
    "documents/01-次第.docx": b"docx 2",
    "documents/01-次第.pdf": b"pdf 2",
    "review/01-次第.md": b"a\nc\n",
    "manifest.json": b"{2}\n",
    "packet.pdf": b"packet 2",
}


def put(out: Path, files: dict[str, bytes]) -> list[str]:
    """Builds; gives the files of which was told that somebody had changed them."""
    with staging(out) as folder:
        told = swap_in(out, files, folder)
    assert {problem.code for problem in told} <= {"HD616"}
    return [problem.place.file for problem in told if problem.place]


def held(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def refused(out: Path, files: dict[str, bytes]) -> str:
    with pytest.raises(MachineError) as raised:
        put(out, files)
    (problem,) = raised.value.problems
    assert problem.code == "HD615"
    assert not is_left(out)
    return problem.place.file if problem.place else ""


def test_what_a_build_wrote_is_replaced_and_removed_in_silence(tmp_path: Path) -> None:
    for files in (FIRST, SECOND, FIRST, SECOND):
        assert put(tmp_path, files) == []
        assert held(tmp_path) == files


def unlisted(out: Path, packet: bytes) -> dict[str, bytes]:
    """What a build without lists has left, whose manifest names this packet."""
    documents = [{"file": f"documents/{name}.pdf"} for name in ("01-次第", "02-一覧")]
    manifest = {"packet": {"sha256": hashlib.sha256(packet).hexdigest()}, "documents": documents}
    files = {**FIRST, "manifest.json": json.dumps(manifest).encode()}
    put(out, files)
    for folder in ("documents", "review"):
        (out / folder / ".sha256sums").unlink()
    (out / "documents" / "見積.docx").write_bytes(b"of somebody")
    return files


def test_a_build_without_lists_is_kept_and_told_once(tmp_path: Path) -> None:
    files = unlisted(tmp_path, FIRST["packet.pdf"])
    assert put(tmp_path, SECOND) == [PACKET.kept]
    kept = {Path(name).name: data for name, data in files.items() if name not in {"packet.pdf", "manifest.json"}}
    others = {"documents/見積.docx": b"of somebody", **{f"{PACKET.kept}/{name}": data for name, data in kept.items()}}
    assert held(tmp_path) == {**SECOND, **others}
    assert put(tmp_path, FIRST) == []


def test_reviews_of_a_build_without_lists_that_come_from_git_are_told_once(tmp_path: Path) -> None:
    unlisted(tmp_path, FIRST["packet.pdf"])
    (tmp_path / "packet.pdf").unlink()
    shutil.rmtree(tmp_path / "documents")
    assert put(tmp_path, SECOND) == [PACKET.kept]
    assert held(tmp_path) == {**SECOND, f"{PACKET.kept}/01-次第.md": FIRST["review/01-次第.md"]}


def test_a_manifest_of_another_packet_says_nothing_of_a_folder(tmp_path: Path) -> None:
    files = unlisted(tmp_path, b"another packet")
    assert sorted(put(tmp_path, SECOND)) == sorted(SECOND)
    assert held(tmp_path)["documents/02-一覧.pdf"] == files["documents/02-一覧.pdf"]


@pytest.mark.parametrize("manifest", [b"[" * 100_000, b"{}", b"[]", b"\xff", b'{"packet": {"sha256": 1}, "documents": 2}'])
def test_a_manifest_that_is_none_says_nothing_of_a_folder(tmp_path: Path, manifest: bytes) -> None:
    unlisted(tmp_path, b"")
    (tmp_path / "manifest.json").write_bytes(manifest)
    assert sorted(put(tmp_path, SECOND)) == sorted(SECOND)


@links
@pytest.mark.parametrize("name", ["documents", "review"])
@pytest.mark.parametrize("dangling", [True, False])
def test_a_folder_of_ours_that_is_a_link_is_refused(tmp_path: Path, name: str, dangling: bool) -> None:
    out, others = tmp_path / "out", tmp_path / "others"
    put(out, FIRST)
    if not dangling:
        shutil.copytree(out / name, others)
        (others / "2019-notes.docx").write_bytes(b"notes")
    shutil.rmtree(out / name)
    (out / name).symlink_to(others, target_is_directory=True)
    before = held(others), held(out)
    assert refused(out, SECOND) == str(out / name)
    assert (held(others), held(out)) == before


@links
@pytest.mark.parametrize("name", [*SECOND, "documents/.sha256sums"])
def test_a_link_in_the_place_of_a_file_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    put(out, FIRST)
    other.write_bytes((out / name).read_bytes())
    (out / name).unlink()
    (out / name).symlink_to(other)
    before = held(out), other.read_bytes()
    assert refused(out, SECOND) == str(out / name)
    assert (held(out), other.read_bytes()) == before


@links
def test_an_output_folder_that_is_a_link_is_refused_and_one_above_it_is_the_users_will(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "real", target_is_directory=True)
    assert refused(tmp_path / "build", FIRST) == str(tmp_path / "build")
    assert held(tmp_path / "real") == {}
    assert put(tmp_path / "build" / "2024-05-01", FIRST) == []
    assert held(tmp_path / "real" / "2024-05-01") == FIRST


@pytest.mark.parametrize("name", SECOND)
def test_what_somebody_changed_is_kept_and_told(tmp_path: Path, name: str) -> None:
    put(tmp_path, FIRST)
    for turn in (b"by hand", b"by hand again"):
        (tmp_path / name).write_bytes(turn)
        assert put(tmp_path, SECOND) == [name]
    kept = Path(PACKET.kept, Path(name).name)
    second = kept.with_name(f"{kept.stem} (2){kept.suffix}")
    assert held(tmp_path) == {**SECOND, kept.as_posix(): b"by hand", second.as_posix(): b"by hand again"}
    assert put(tmp_path, FIRST) == []


def test_what_no_list_names_stays_whatever_it_is_called(tmp_path: Path) -> None:
    theirs = {"documents/02-2019.docx": b"1", "documents/2019-notes.docx": b"2", "review/03-x.md": b"3", "old.pdf": b"4"}
    put(tmp_path, FIRST)
    for name, data in theirs.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "documents/02-一覧.pdf").write_bytes(b"signed by hand")
    for name in (".hyoga-notes", ".hyoga-mybackup"):
        (tmp_path / name).mkdir()
    assert put(tmp_path, SECOND) == []
    assert held(tmp_path) == {**SECOND, **theirs, "documents/02-一覧.pdf": b"signed by hand"}
    assert (tmp_path / ".hyoga-notes").exists()
    assert (tmp_path / ".hyoga-mybackup").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names")
@pytest.mark.parametrize("name", ["packet.pdf", "manifest.json", "documents/.sha256sums", "review/01-次第.md"])
def test_a_pipe_in_the_place_of_a_file_of_ours_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    put(tmp_path, FIRST)
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    with time_limit(5), pytest.raises(MachineError, match="HD615"):
        put(tmp_path, SECOND)
    assert stat.S_ISFIFO((tmp_path / name).lstat().st_mode)


@pytest.mark.parametrize("linked", [False, True], ids=["words", "another name"])
def test_a_file_of_somebody_s_that_is_called_like_a_lock_stays(tmp_path: Path, linked: bool) -> None:
    theirs, lock = tmp_path / "theirs", tmp_path / ".out.lock"
    theirs.write_bytes(b"" if linked else b"theirs")
    if linked:
        lock.hardlink_to(theirs)
    else:
        theirs.rename(lock)
    with pytest.raises(MachineError, match="HD615"), output_lock(tmp_path / "out", 0.1, print):
        pass
    assert lock.read_bytes() == (b"" if linked else b"theirs")
    lock.unlink()
    lock.write_bytes(b"\0of a killed process")
    with output_lock(tmp_path / "out", 0.1, print):
        assert b"killed" not in lock.read_bytes()
    assert not lock.exists()


def test_lists_that_are_lost_or_lie_lose_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "others.docx").write_bytes(b"others")
    put(out, FIRST)
    sha = hashlib.sha256(b"others").hexdigest()
    lines = "".join(f"{sha}  {name}\n" for name in ("../../others.docx", "../others.docx", "../..", "..", "/etc/passwd"))
    (out / "documents" / ".sha256sums").write_text(lines)
    (out / "review" / ".sha256sums").unlink()
    (out / "others.docx").write_bytes(b"others")
    assert put(out, SECOND) == sorted(SECOND)
    assert (tmp_path / "others.docx").read_bytes() == (out / "others.docx").read_bytes() == b"others"
    assert {data for name, data in held(out).items() if name.startswith(PACKET.kept)} == {FIRST[name] for name in SECOND}


def test_ends_of_lines_and_joined_lists_are_gits_to_choose(tmp_path: Path) -> None:
    put(tmp_path, SECOND)
    theirs = (tmp_path / "review" / ".sha256sums").read_bytes()
    put(tmp_path, FIRST)
    lists, text = tmp_path / "review" / ".sha256sums", tmp_path / "review" / "01-次第.md"
    joined = b"<<<<<<< ours\n" + lists.read_bytes() + b"=======\n" + theirs + b">>>>>>> theirs\n"
    lists.write_bytes(joined.replace(b"\n", b"\r\n"))
    text.write_bytes(SECOND["review/01-次第.md"].replace(b"\n", b"\r\n"))
    assert put(tmp_path, FIRST) == []
    assert held(tmp_path) == FIRST


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_what_is_written_heeds_the_umask_and_stays_as_closed_as_it_was(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(tmp_path, FIRST)
        (tmp_path / "packet.pdf").chmod(0o600)
        put(tmp_path, SECOND)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE((tmp_path / path).stat().st_mode) for path in map(Path, SECOND)}
    assert modes == {**dict.fromkeys(modes, 0o640), "packet.pdf": 0o600}


@links
def test_a_new_workspace_is_not_written_through_links_to_elsewhere(tmp_path: Path) -> None:
    made, others = tmp_path / "made", tmp_path / "others"
    made.mkdir()
    others.mkdir()
    (made / ".github").symlink_to(others, target_is_directory=True)
    with pytest.raises(MachineError) as raised:
        make_workspace(made)
    assert [problem.code for problem in raised.value.problems] == ["HD615"]
    assert list(others.iterdir()) == []
