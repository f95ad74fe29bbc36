from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.store import Store, digest, file_digest, write_whole

KEY = digest("key")


def entry(store: Store) -> Path:
    return next(path for path in store.folder.rglob("*") if path.is_file())


def test_what_is_put_is_got_under_its_kind_and_key_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("pdf", KEY, b"one")
    assert store.get("pdf", KEY) == b"one"
    assert store.get("docx", KEY) is None
    assert store.get("pdf", digest("other")) is None


def test_empty_bytes_are_not_absent(tmp_path: Path) -> None:
    Store(tmp_path).put("pdf", KEY, b"")
    assert Store(tmp_path).get("pdf", KEY) == b""


@pytest.mark.parametrize("left", [0, 1, 10, 78, 79, 80, 100])
def test_an_entry_that_was_cut_short_is_absent(tmp_path: Path, left: int) -> None:
    store = Store(tmp_path)
    store.put("pdf", KEY, b"x" * 500)
    path = entry(store)
    path.write_bytes(path.read_bytes()[:left])
    assert store.get("pdf", KEY) is None


def test_an_entry_changed_in_any_byte_is_absent(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("pdf", KEY, b"hello")
    path = entry(store)
    good = path.read_bytes()
    for index in range(len(good)):
        path.write_bytes(good[:index] + bytes([good[index] ^ 1]) + good[index + 1 :])
        assert store.get("pdf", KEY) is None, index
    path.write_bytes(good + b"!")
    assert store.get("pdf", KEY) is None


def test_a_damaged_entry_is_mended_by_putting_it_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("pdf", KEY, b"hello")
    entry(store).write_bytes(b"")
    store.put("pdf", KEY, b"hello")
    assert store.get("pdf", KEY) == b"hello"


def test_two_builds_that_put_at_once_leave_one_whole_entry(tmp_path: Path) -> None:
    store = Store(tmp_path)
    contents = [bytes([n]) * 200_000 for n in range(4)]
    seen: list[bytes | None] = []
    start = threading.Barrier(5)

    def put(data: bytes) -> None:
        start.wait()
        for _ in range(20):
            store.put("pdf", KEY, data)

    def get() -> None:
        start.wait()
        seen.extend(store.get("pdf", KEY) for _ in range(60))

    threads = [*(threading.Thread(target=put, args=(data,)) for data in contents), threading.Thread(target=get)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("pdf", KEY) in contents
    first = next((index for index, data in enumerate(seen) if data is not None), len(seen))
    assert all(data in contents for data in seen[first:])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [KEY[2:]]


def test_what_is_remembered_is_found_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    calls: list[int] = []

    def find() -> dict[str, object]:
        calls.append(1)
        return {"a": [1, "髙", None, "\ud800"]}

    first = store.remember("facts", KEY, find)
    assert store.remember("facts", KEY, find) == first == {"a": [1, "髙", None, "\ud800"]}
    assert len(calls) == 1


@law
@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_no_two_lists_of_parts_share_a_digest(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_a_digest_tells_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("資") == digest("資".encode())


def test_a_file_is_written_whole_readable_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [p.name for p in path.parent.iterdir()] == ["a.json"]
    assert file_digest(path) == "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hyoga_docs.store.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_shelves_of_old_code_are_dropped_after_a_month_and_newer_ones_kept(tmp_path: Path) -> None:
    old, recent, own = (Store(tmp_path, code) for code in ("old", "recent", "own"))
    for store in (old, recent, own):
        store.put("pdf", KEY, b"x")
        store.sweep()
    assert own.get("pdf", KEY) == b"x"
    day = 24 * 3600
    own_time = own.shelf.stat().st_mtime
    os.utime(old.shelf, (own_time - 40 * day, own_time - 40 * day))
    os.utime(recent.shelf, (own_time - 20 * day, own_time - 20 * day))
    own.sweep()
    assert [store.get("pdf", KEY) for store in (old, recent, own)] == [None, b"x", b"x"]
