from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Place, Problem, Severity
from hyoga_docs.pipeline.up_to_date import BuildState, is_current, load_state, save_state, saved_meanwhile, see, see_folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ws"
    (made / "inner").mkdir(parents=True)
    (made / "a.yaml").write_bytes(b"one")
    return made


def state_of(folder: Path) -> BuildState:
    return BuildState("tool", see([folder / "a.yaml", folder / "absent.yaml"]), see_folders([folder, folder.parent / "nowhere"]))


def test_nothing_changed_is_current(folder: Path) -> None:
    assert is_current(state_of(folder), "tool")


def test_another_tool_or_engine_is_not_current(folder: Path) -> None:
    assert not is_current(state_of(folder), "another")


def test_a_file_that_was_changed_is_not_current(folder: Path) -> None:
    state = state_of(folder)
    (folder / "a.yaml").write_bytes(b"longer")
    assert not is_current(state, "tool")


def test_a_change_of_the_same_size_and_time_is_seen(folder: Path) -> None:
    path = folder / "a.yaml"
    state = state_of(folder)
    stat = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_mtime_ns == stat.st_mtime_ns
    assert not is_current(state, "tool")


def test_a_file_that_was_only_touched_is_current(folder: Path) -> None:
    state = state_of(folder)
    os.utime(folder / "a.yaml", ns=(1, 1))
    assert is_current(state, "tool")


def test_a_large_file_that_was_only_touched_is_read_and_current(folder: Path) -> None:
    path = folder / "a.yaml"
    path.write_bytes(b"x" * 1_000_001)
    state = state_of(folder)
    os.utime(path, ns=(1, 1))
    assert is_current(state, "tool")
    path.write_bytes(b"y" * 1_000_001)
    assert not is_current(state, "tool")


@pytest.mark.parametrize("how", ["in place", "another file"])
def test_a_large_file_of_the_same_size_and_time_is_another(folder: Path, how: str) -> None:
    path = folder / "a.yaml"
    path.write_bytes(b"x" * 1_000_001)
    os.utime(path, ns=(1_000, 1_000))
    state = state_of(folder)
    assert is_current(state, "tool")
    if how == "another file":
        (folder / "b.yaml").write_bytes(b"y" * 1_000_001)
        (folder / "b.yaml").replace(path)
        state = replace(state, folders=see_folders(Path(name) for name in state.folders))
    else:
        path.write_bytes(b"y" * 1_000_001)
    os.utime(path, ns=(1_000, 1_000))
    assert not is_current(state, "tool")


def test_a_file_is_one_from_first_to_last_or_named(folder: Path) -> None:
    path, other = folder / "a.yaml", folder / "absent.yaml"
    look = {str(path): (3, 1, 1, 1)}
    seen = see([path, other])
    sha = (seen[str(path)] or ("",))[-1]
    assert saved_meanwhile(look, look, seen, {str(path): str(sha)}) == []
    assert saved_meanwhile(look, look, seen, {str(path): "of another"}) == [str(path)]
    assert saved_meanwhile(look, {str(path): (3, 1, 2, 1)}, seen, {}) == [str(path)]
    assert saved_meanwhile({}, look, seen, {}) == [str(path)]
    path.write_bytes(b"two")
    other.write_bytes(b"")
    assert saved_meanwhile(look, look, seen, {}) == [str(path), str(other)]


def test_a_file_that_was_deleted_is_not_current(folder: Path) -> None:
    state = replace(state_of(folder), folders={})
    (folder / "a.yaml").unlink()
    assert not is_current(state, "tool")


def test_a_file_that_appeared_is_not_current(folder: Path) -> None:
    state = replace(state_of(folder), folders={})
    (folder / "absent.yaml").write_bytes(b"")
    assert not is_current(state, "tool")


@pytest.mark.parametrize("name", ["new.docx", "inner/new.docx"])
def test_a_file_that_nobody_named_but_appeared_in_a_folder_is_not_current(folder: Path, name: str) -> None:
    for inner in (folder / "inner", folder):
        os.utime(inner, ns=(1, 1))
    state = state_of(folder)
    assert is_current(state, "tool")
    (folder / name).write_bytes(b"")
    assert not is_current(state, "tool")


def test_a_folder_that_appeared_or_went_is_not_current(folder: Path) -> None:
    state = BuildState("tool", {}, see_folders([folder / "later", folder / "inner"]))
    assert is_current(state, "tool")
    (folder / "later").mkdir()
    assert not is_current(state, "tool")
    (folder / "later").rmdir()
    (folder / "inner").rmdir()
    assert not is_current(state, "tool")


def test_a_state_is_kept_for_each_folder_of_output(folder: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    found = Problem(
        Severity.WARNING, "HD302", "m", place=Place("a", 3), quote="引用", caret=(0, 2), anchor=Place("b"), heading="資料１"
    )
    state = replace(state_of(folder), problems=[found.as_dict()], pages=12)
    save_state(cache, tmp_path / "out", state)
    assert load_state(cache, tmp_path / "out") == state
    assert load_state(cache, tmp_path / "other") is None
    kept = load_state(cache, tmp_path / "out")
    assert kept is not None
    assert is_current(kept, "tool")


def test_a_state_that_was_damaged_is_no_state(folder: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    save_state(cache, tmp_path / "out", state_of(folder))
    (path,) = (path for path in cache.folder.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    assert load_state(cache, tmp_path / "out") is None
