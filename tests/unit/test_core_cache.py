from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import file_digest, write_whole
from hyoga_docs.core.limits import time_limit

KEY = digest("key")


def entry(cache: Cache) -> Path:
    return next(path for path in cache.folder.rglob("*") if path.is_file())


def test_what_is_put_is_got_under_its_kind_and_key_only(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("pdf", KEY, b"one")
    assert cache.get("pdf", KEY) == b"one"
    assert cache.get("docx", KEY) is None
    assert cache.get("pdf", digest("other")) is None


def test_empty_bytes_are_not_absent(tmp_path: Path) -> None:
    Cache(tmp_path).put("pdf", KEY, b"")
    assert Cache(tmp_path).get("pdf", KEY) == b""


@pytest.mark.parametrize("left", [0, 1, 10, 78, 79, 80, 100])
def test_an_entry_that_was_cut_short_is_absent(tmp_path: Path, left: int) -> None:
    cache = Cache(tmp_path)
    cache.put("pdf", KEY, b"x" * 500)
    path = entry(cache)
    path.write_bytes(path.read_bytes()[:left])
    assert cache.get("pdf", KEY) is None


def test_an_entry_changed_in_any_byte_is_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("pdf", KEY, b"hello")
    path = entry(cache)
    good = path.read_bytes()
    for index in range(len(good)):
        path.write_bytes(good[:index] + bytes([good[index] ^ 1]) + good[index + 1 :])
        assert cache.get("pdf", KEY) is None, index
    path.write_bytes(good + b"!")
    assert cache.get("pdf", KEY) is None


def test_entries_that_changed_places_are_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    places = {}
    for kind, key in (("pdf", KEY), ("pdf", digest("other")), ("docx", KEY)):
        cache.put(kind, key, f"{kind} {key}".encode())
        places[kind, key] = tmp_path / next(tmp_path.glob(f"v-*/{kind}/{key[:2]}/{key[2:]}"))
    whole = [path.read_bytes() for path in places.values()]
    for path, data in zip(places.values(), (*whole[1:], whole[0]), strict=True):
        path.write_bytes(data)
    assert [cache.get(kind, key) for kind, key in places] == [None] * 3


@pytest.mark.parametrize("records", [True, False])
@pytest.mark.parametrize("files", [True, False])
def test_files_that_changed_places_are_absent(tmp_path: Path, records: bool, files: bool) -> None:
    cache, other = Cache(tmp_path / "cache"), digest("other")
    one = cache.put_file("pdf", KEY, given_file(tmp_path))
    two = cache.put_file("pdf", other, given_file(tmp_path, b"%PDF two"))
    assert one is not None
    assert two is not None
    pairs = [(one.with_suffix(""), two.with_suffix(""))] * records + [(one, two)] * files
    for first, second in pairs:
        held = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(held)
    found = [Cache(cache.folder).file("pdf", key) for key in (KEY, other)]
    assert found == ([None] * 2 if pairs else [one, two])


def test_a_damaged_entry_is_mended_by_putting_it_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("pdf", KEY, b"hello")
    entry(cache).write_bytes(b"")
    cache.put("pdf", KEY, b"hello")
    assert cache.get("pdf", KEY) == b"hello"


def test_two_builds_that_put_at_once_leave_one_whole_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    contents = [bytes([n]) * 200_000 for n in range(4)]
    seen: list[bytes | None] = []
    start = threading.Barrier(5)

    def put(data: bytes) -> None:
        start.wait()
        for _ in range(20):
            cache.put("pdf", KEY, data)

    def get() -> None:
        start.wait()
        seen.extend(cache.get("pdf", KEY) for _ in range(60))

    threads = [*(threading.Thread(target=put, args=(data,)) for data in contents), threading.Thread(target=get)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get("pdf", KEY) in contents
    first = next((index for index, data in enumerate(seen) if data is not None), len(seen))
    assert all(data in contents for data in seen[first:])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [KEY[2:]]


def given_file(tmp_path: Path, data: bytes = b"%PDF one") -> Path:
    path = tmp_path / "given.pdf"
    path.write_bytes(data)
    return path


def again(cache: Cache) -> Path | None:
    """What another process would be given."""
    return Cache(cache.folder).file("pdf", KEY)


def test_a_file_is_moved_into_the_store_and_found_as_it_was(tmp_path: Path) -> None:
    cache, path = Cache(tmp_path / "cache"), given_file(tmp_path)
    place = cache.put_file("pdf", KEY, path)
    assert place is not None
    assert place.read_bytes() == b"%PDF one"
    assert not path.exists()
    assert cache.file("pdf", KEY) == again(cache) == place
    assert cache.file("pdf", digest("other")) is None
    assert cache.file("docx", KEY) is None


@pytest.mark.parametrize("harm", ["cut", "longer", "changed", "gone"])
def test_a_file_that_was_harmed_is_absent_until_it_is_put_again(tmp_path: Path, harm: str) -> None:
    cache = Cache(tmp_path / "cache")
    place = cache.put_file("pdf", KEY, given_file(tmp_path, b"x" * 3_000_000))
    assert place is not None
    if harm == "gone":
        place.unlink()
    else:
        whole = place.read_bytes()
        place.write_bytes({"cut": whole[:-1], "longer": whole + b"x", "changed": whole[:-1] + b"y"}[harm])
    assert again(cache) is None
    assert Cache(cache.folder).put_file("pdf", KEY, given_file(tmp_path, b"x" * 3_000_000)) == place
    assert again(cache) == place


def test_a_change_is_seen_in_the_process_that_has_verified_the_file_before(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    place = cache.put_file("pdf", KEY, given_file(tmp_path))
    assert place is not None
    assert cache.file("pdf", KEY) == place
    place.write_bytes(b"%PDF two")
    os.utime(place, ns=(1, 1))
    assert cache.file("pdf", KEY) is None


def test_a_file_is_read_once_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Cache(tmp_path / "cache").put_file("pdf", KEY, given_file(tmp_path))
    cache = Cache(tmp_path / "cache")
    read: list[Path] = []

    def counted(path: Path) -> str:
        read.append(path)
        return file_digest(path)

    monkeypatch.setattr("hyoga_docs.core.cache.file_digest", counted)
    assert [cache.file("pdf", KEY) for _ in range(3)] == [place] * 3
    assert read == [place]


@pytest.mark.parametrize("harm", ["gone", "cut", "of another file"])
def test_a_file_without_its_own_record_is_absent(tmp_path: Path, harm: str) -> None:
    cache = Cache(tmp_path / "cache")
    other = cache.put_file("pdf", digest("other"), given_file(tmp_path, b"%PDF two"))
    place = cache.put_file("pdf", KEY, given_file(tmp_path))
    assert place is not None
    assert other is not None
    record, of_another = place.with_suffix(""), other.with_suffix("")
    if harm == "gone":
        record.unlink()
    else:
        record.write_bytes(record.read_bytes()[:-1] if harm == "cut" else of_another.read_bytes())
    assert again(cache) is None
    assert Cache(cache.folder).put_file("pdf", KEY, given_file(tmp_path)) == place
    assert again(cache) == place


def test_a_store_that_cannot_be_written_leaves_the_file_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache, path = Cache(tmp_path / "cache"), given_file(tmp_path)
    assert cache.put_file("pdf", KEY, path) is None
    assert path.read_bytes() == b"%PDF one"
    assert cache.file("pdf", KEY) is None


def test_a_file_from_another_file_system_is_copied_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, path, replace = Cache(tmp_path / "cache"), given_file(tmp_path), Path.replace

    def across(source: Path, target: Path) -> Path:
        if source == path:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", across)
    with monkeypatch.context() as patch:
        patch.setattr("hyoga_docs.core.cache.shutil.copyfile", no_room)
        assert cache.put_file("pdf", KEY, path) is None
    assert [found for found in cache.folder.rglob("*") if found.is_file()] == []
    place = cache.put_file("pdf", KEY, path)
    assert path.exists()
    assert place is not None
    assert again(cache) == place
    assert len([found for found in cache.folder.rglob("*") if found.is_file()]) == 2


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_two_builds_that_put_files_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    contents = [bytes([n]) * 200_000 for n in range(4)]
    start = threading.Barrier(5)
    wrong: list[object] = []

    def put(number: int) -> None:
        start.wait()
        for turn in range(20):
            path = tmp_path / f"given-{number}-{turn}"
            path.write_bytes(contents[number])
            place = Cache(tmp_path / "cache").put_file("pdf", KEY, path)
            if place is None or place.read_bytes() != contents[number]:
                wrong.append(place)

    def get() -> None:
        start.wait()
        found = None
        for _ in range(60):
            last, found = found, Cache(tmp_path / "cache").file("pdf", KEY)
            if (found is None and last is not None) or (found is not None and found.read_bytes() not in contents):
                wrong.append(found)

    threads = [*(threading.Thread(target=put, args=(number,)) for number in range(4)), threading.Thread(target=get)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    kept = again(Cache(tmp_path / "cache"))
    assert kept is not None
    assert kept.read_bytes() in contents
    assert list((tmp_path / "cache").glob("v-*/parts/*")) == []


def test_what_is_remembered_is_found_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    calls: list[int] = []

    def find() -> dict[str, object]:
        calls.append(1)
        return {"a": [1, "髙", None, "\ud800"]}

    first = cache.remember("facts", KEY, find)
    assert cache.remember("facts", KEY, find) == first == {"a": [1, "髙", None, "\ud800"]}
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

    monkeypatch.setattr("hyoga_docs.core.cache.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_shelves_of_old_code_are_dropped_after_a_month_and_newer_ones_kept(tmp_path: Path) -> None:
    old, recent, own = (Cache(tmp_path, code) for code in ("old", "recent", "own"))
    for cache in (old, recent, own):
        cache.put("pdf", KEY, b"x")
        cache.sweep()
    assert own.get("pdf", KEY) == b"x"
    day = 24 * 3600
    own_time = own.shelf.stat().st_mtime
    os.utime(old.shelf, (own_time - 40 * day, own_time - 40 * day))
    os.utime(recent.shelf, (own_time - 20 * day, own_time - 20 * day))
    own.sweep()
    assert [cache.get("pdf", KEY) for cache in (old, recent, own)] == [None, b"x", b"x"]


def test_what_a_killed_build_left_half_written_goes_after_a_day(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("pdf", KEY, b"x")
    old, young = cache.shelf / "parts" / "old", cache.shelf / "parts" / "young"
    for path, hours in ((old, 30), (young, 1)):
        path.write_bytes(b"half")
        now = path.stat().st_mtime
        os.utime(path, (now - hours * 3600, now - hours * 3600))
    cache.sweep()
    assert not old.exists()
    assert young.exists()
    assert cache.get("pdf", KEY) == b"x"


def test_folders_of_others_in_the_place_of_the_store_stay(tmp_path: Path) -> None:
    for name in ("v-2023", "v-1.0", "v-0123456789abc"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1, 1))
    Cache(tmp_path, "code").sweep()
    assert {path.name for path in tmp_path.iterdir()} == {"v-2023", "v-1.0", "v-0123456789abc", Cache(tmp_path, "code").shelf.name}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices")
@pytest.mark.parametrize("kind", ["pipe", "device", "loop", "folder"])
def test_an_entry_that_is_no_file_is_absent_and_not_waited_for(tmp_path: Path, kind: str) -> None:
    cache = Cache(tmp_path)
    cache.put("pdf", "abcd", b"x")
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "device" else path)
    with time_limit(5):
        assert cache.get("pdf", "abcd") is None
        cache.put("pdf", "abcd", b"y")
    assert cache.get("pdf", "abcd") == (None if kind == "folder" else b"y")
