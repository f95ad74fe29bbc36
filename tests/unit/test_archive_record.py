from __future__ import annotations

import json

import pytest

from hyoga_docs.archive.record import ArchiveRecord, UnreadableRecordError, is_archive_name, read_record, read_sums, sums_text

RECORD = ArchiveRecord(
    meeting="第１回見本会議",
    date="2024-05-01",
    spec="meetings/2024-05-01.yaml",
    packet="0" * 64,
    tool="0.1.0",
    engine="LibreOffice 7.4",
    options=("--ocr",),
    fonts=("BIZUDMincho",),
    rebuilds=True,
)


def test_a_record_is_read_as_it_was_written() -> None:
    assert read_record(RECORD.as_json()) == RECORD
    assert RECORD.build_command == "hyoga-docs build --ocr meetings/2024-05-01.yaml"


@pytest.mark.parametrize(
    "changed",
    [{"format": 2}, {"packet": 1}, {"fonts": None}, {"more": ""}, {"spec": ["a"]}, {"rebuilds": "no"}],
)
def test_a_record_of_another_form_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableRecordError):
        read_record(json.dumps({**json.loads(RECORD.as_json()), **changed}).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b'"' * 9, b"[" * 100_000])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableRecordError):
        read_record(data)


def test_digests_are_read_as_they_were_written() -> None:
    sums = {"meetings/第１回.yaml": "1" * 64, "templates/a b.docx": "2" * 64}
    assert sums_text(sums).decode() == f"{'1' * 64}  meetings/第１回.yaml\n{'2' * 64}  templates/a b.docx\n"
    assert read_sums(sums_text(sums)) == sums
    assert read_sums(sums_text(sums).replace(b"\n", b"\r\n")) == sums


@pytest.mark.parametrize("data", [b"x", b"\xff", f"{'1' * 64}  a\n{'2' * 64}  a\n".encode(), f"{'1' * 64} *a\n".encode()])
def test_digests_that_cannot_be_understood_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableRecordError):
        read_sums(data)


@pytest.mark.parametrize(
    "name",
    ["meetings/2024-05-01.yaml", "templates/開催通知.docx", "build/2024-05-01/review/.sha256sums", "目録.txt", "packet-pdfa.pdf"],
)
def test_names_of_a_workspace_are_those_of_an_archive(name: str) -> None:
    assert is_archive_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/passwd", "../a", "meetings/../../a", "meetings/./a", "meetings//a", "meetings/", "C:/a", "meetings/C:a"),
        *(".git/config", "meetings/.git/hooks/a", "other/a", "setup.py", "meetings\\a", "meetings/a\\..\\b", "meetings/a\0b"),
        *("meetings/con", "meetings/NUL.txt", "meetings/a.", "meetings/a ", "meetings/a\nb", "meetings/a\u202eb", "", "."),
    ],
)
def test_names_that_lead_elsewhere_or_that_a_system_cannot_have_are_none(name: str) -> None:
    assert not is_archive_name(name)
