"""Letters in the place of older ones: what somebody edited is never lost, and other letters are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyoga_docs.core.problem import MachineError, Problem
from hyoga_docs.pipeline.output import staging, swap_in
from hyoga_docs.pipeline.output_record import LETTERS

DOCX, PDF, ONE, TWO = "letters/開催通知.docx", "letters/開催通知.pdf", "letters/出欠票/01-甲.docx", "letters/出欠票/02-乙.docx"


def put(out: Path, files: dict[str, bytes]) -> list[Problem]:
    titles = {name.split("/")[1].split(".")[0] for name in files}
    made = tuple(f"letters/{title}{end}" for title in titles for end in "/.")
    with staging(out, LETTERS) as folder:
        return swap_in(out, files, folder, LETTERS, lambda name: name.startswith(made))


def held(out: Path) -> dict[str, bytes]:
    found = (path for path in (out / "letters").rglob("*") if path.is_file() and path.name != ".sha256sums")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def test_an_edited_letter_stays_where_nothing_new_would_take_its_place(tmp_path: Path) -> None:
    assert put(tmp_path, {DOCX: b"1", PDF: b"1"}) == []
    (tmp_path / DOCX).write_bytes(b"edited")
    for _ in range(2):
        assert [(each.code, each.severity, each.place.file) for each in put(tmp_path, {DOCX: b"1", PDF: b"1"}) if each.place] == [
            ("HD418", "note", DOCX)
        ]
        assert held(tmp_path) == {DOCX: b"edited", PDF: b"1"}


def test_an_edited_letter_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    put(tmp_path, {ONE: b"1", TWO: b"1"})
    (tmp_path / ONE).write_bytes(b"edited")
    (problem,) = put(tmp_path, {ONE: b"2", TWO: b"2"})
    assert problem.code == "HD616"
    assert held(tmp_path) == {ONE: b"2", TWO: b"2", "letters/直したもの/出欠票-01-甲.docx": b"edited"}
    assert put(tmp_path, {ONE: b"2", TWO: b"2"}) == []


def test_an_addressee_who_left_gets_no_letter_and_other_letters_stay(tmp_path: Path) -> None:
    put(tmp_path, {ONE: b"1", TWO: b"1"})
    put(tmp_path, {DOCX: b"1"})
    put(tmp_path, {ONE: b"1"})
    assert held(tmp_path) == {ONE: b"1", DOCX: b"1"}
    (tmp_path / DOCX).write_bytes(b"edited")
    (problem,) = put(tmp_path, {DOCX: b"2"})  # the list still knows it
    assert problem.code == "HD616"


def test_no_letter_goes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "letters").mkdir(parents=True)
    (tmp_path / "out" / "letters" / "出欠票").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MachineError):
        put(tmp_path / "out", {ONE: b"1"})
    assert list((tmp_path / "elsewhere").iterdir()) == []
