"""Archives made by strangers: nothing is written, nothing hangs, and what is wrong is said."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from test_archive_record import RECORD

from hyoga_docs.archive.read import unpack_archive
from hyoga_docs.archive.record import sums_text
from hyoga_docs.core.problem import SpecError, UsageError

FILES = {
    "meetings/2024-05-01.yaml": b"number: 1\n",
    "meetings/2024-05-01/\u8cc7\u6599.pdf": b"%PDF",
    "templates/agenda.docx": b"PK",
    "build/2024-05-01/packet.pdf": b"%PDF-1.7",
    "archive.json": RECORD.as_json(),
}
Files = dict[str, bytes]


def zipped(files: Files, *, method: int = zipfile.ZIP_STORED, mode: int = stat.S_IFREG | 0o644) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type, info.external_attr = method, mode << 16
            package.writestr(info, data)
    return out.getvalue()


def with_sums(files: Files) -> Files:
    return {**files, "sha256sums.txt": sums_text({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})}


def refused(tmp_path: Path, data: bytes) -> str:
    """What is said of an archive of which nothing is written."""
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(SpecError) as caught:
        unpack_archive(tmp_path / "a.zip", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    [problem] = caught.value.problems
    assert problem.code == "HD689"
    return problem.message


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_is_written_as_a_workspace(tmp_path: Path, method: int) -> None:
    """Also one that somebody took apart and packed again, with its folders."""
    folders = dict.fromkeys(["meetings/", "meetings/2024-05-01/"], b"")
    (tmp_path / "a.zip").write_bytes(zipped({**folders, **with_sums(FILES)}, method=method))
    record, count = unpack_archive(tmp_path / "a.zip", tmp_path / "deep" / "out")
    assert record == RECORD
    assert count == 6
    written = {path.relative_to(tmp_path / "deep" / "out").as_posix(): path for path in (tmp_path / "deep" / "out").rglob("*")}
    assert {name: written[name].read_bytes() for name in FILES} == FILES
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["out"]


def test_an_empty_folder_takes_it_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(with_sums(FILES)))
    (tmp_path / "empty").mkdir()
    unpack_archive(tmp_path / "a.zip", tmp_path / "empty")
    with pytest.raises(UsageError):
        unpack_archive(tmp_path / "a.zip", tmp_path / "empty")


def test_a_link_is_no_folder_to_write_into(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(with_sums(FILES)))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError):
        unpack_archive(tmp_path / "a.zip", tmp_path / "link")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"templates/agenda.docx": b"PX"}, "中身が変わっています（SHA-256 が合いません）: templates/agenda.docx"),
        ({"templates/more.docx": b""}, "「templates/more.docx」が足されています"),
        ({"templates/agenda.docx": None}, "「templates/agenda.docx」がなくなっています"),
        ({"sha256sums.txt": None}, "sha256sums.txt がありません"),
        ({"archive.json": None}, "archive.json がありません"),
        ({"sha256sums.txt": b"?"}, "sha256sums.txt を読めません"),
    ],
)
def test_what_was_changed_is_told(tmp_path: Path, change: dict[str, bytes | None], words: str) -> None:
    changed = {**with_sums(FILES), **change}
    assert words in refused(tmp_path, zipped({name: data for name, data in changed.items() if data is not None}))


@pytest.mark.parametrize("name", ["../out/a", "/tmp/a", "meetings/../../a", ".git/hooks/post-checkout", "meetings\\..\\a", "C:\\a"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    assert "使えない名前" in refused(tmp_path, zipped(with_sums({**FILES, name: b"x"})))


@pytest.mark.parametrize(
    "names",
    [
        ("meetings/a", "meetings/A"),
        ("meetings/\u304c", "meetings/\u304b\u3099"),  # が in one character and in two
        ("meetings/a", "meetings/a/b"),
        ("meetings/a/b", "meetings/A"),
    ],
)
def test_names_that_are_one_on_other_systems_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    assert "使えない名前" in refused(tmp_path, zipped(with_sums({**FILES, **dict.fromkeys(names, b"x")})))


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO(zipped(with_sums(FILES)))
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("templates/agenda.docx", b"PK")
    assert "使えない名前" in refused(tmp_path, out.getvalue())


def test_links_are_refused(tmp_path: Path) -> None:
    assert "リンク" in refused(tmp_path, zipped(with_sums(FILES), mode=stat.S_IFLNK | 0o777))


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    data = zipped({**with_sums(FILES), "meetings/zeros": bytes(5_000_000)}, method=zipfile.ZIP_DEFLATED)
    data = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 4_000_000_000))
    assert "大きすぎます" in refused(tmp_path, data)


def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """The size in the directory is a lie; what streams is counted."""
    data = zipped({**with_sums(FILES), "meetings/zeros": bytes(5_000_000)}, method=zipfile.ZIP_DEFLATED)
    data = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 5))
    refused(tmp_path, data)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = {f"meetings/{number}": b"" for number in range(20_001)}
    assert "多すぎます" in refused(tmp_path, zipped(files))


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"%PDF-1.7", zipped(with_sums(FILES))[:-30], zipped(with_sums(FILES))[200:]])
def test_what_is_no_zip_or_half_of_one_is_told(tmp_path: Path, data: bytes) -> None:
    refused(tmp_path, data)


def test_a_record_that_names_another_meeting_is_told(tmp_path: Path) -> None:
    record = replace(RECORD, spec="../../meetings/2024-05-01.yaml").as_json()
    assert "会議の YAML" in refused(tmp_path, zipped(with_sums({**FILES, "archive.json": record})))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpecError):
        unpack_archive(tmp_path / "none.zip", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
