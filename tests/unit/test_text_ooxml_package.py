from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.text.ooxml.package import OLE_MAGIC, UnusableFileError, read_parts, write_parts

TYPES = "[Content_Types].xml"


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in {TYPES: b"<Types/>", **parts}.items():
            package.writestr(name, data)
    return out.getvalue()


NAMES = st.text("abcd/資.", min_size=1, max_size=8).filter(lambda name: not name.endswith("/"))
PARTS = st.dictionaries(NAMES, st.binary(max_size=40), max_size=4)


@law
@given(PARTS)
def test_what_is_written_reads_back_in_its_order(parts: dict[str, bytes]) -> None:
    parts = {TYPES: b"<Types/>", **parts}
    read = read_parts(write_parts(parts))
    assert read == parts
    assert list(read) == list(parts)


@law
@given(PARTS)
def test_the_same_parts_are_the_same_bytes(parts: dict[str, bytes]) -> None:
    assert write_parts(parts) == write_parts(dict(parts))


def test_a_written_zip_carries_no_time_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(write_parts({TYPES: b"", "a": b"x"}))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_locked_or_of_the_old_form_is_told_as_such() -> None:
    with pytest.raises(UnusableFileError, match="パスワード"):
        read_parts(OLE_MAGIC + b"\0" * 512)


@law
@given(st.binary(max_size=200))
def test_random_bytes_are_unusable_and_never_a_crash(data: bytes) -> None:
    with pytest.raises(UnusableFileError):
        read_parts(data)


@law
@given(st.integers(0, 1000))
def test_a_zip_that_was_cut_short_is_unusable(cut: int) -> None:
    good = zipped({"word/document.xml": b"<w/>" * 50})
    with pytest.raises(UnusableFileError):
        read_parts(good[: cut % (len(good) - 22)])


def test_a_damaged_part_is_unusable() -> None:
    good = bytearray(zipped({"word/document.xml": b"<w/>" * 500}, zipfile.ZIP_STORED))
    good[good.index(b"<w/>") + 5] ^= 0xFF
    with pytest.raises(UnusableFileError, match="壊れている"):
        read_parts(bytes(good))


def test_a_zip_that_is_no_office_file_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "a")
    with pytest.raises(UnusableFileError, match="Office のファイルではありません"):
        read_parts(out.getvalue())


@pytest.mark.parametrize("declared", [b"<!DOCTYPE a>", b"<!doctype a>", b'<!ENTITY x "y">'])
@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels", "word/a.vml"])
def test_a_doctype_in_any_xml_part_is_refused(name: str, declared: bytes) -> None:
    with pytest.raises(UnusableFileError, match="DOCTYPE"):
        read_parts(zipped({name: b'<?xml version="1.0"?>\n' + declared + b"<a/>"}))


def test_words_about_a_doctype_in_a_picture_are_no_doctype() -> None:
    assert "word/media/a.png" in read_parts(zipped({"word/media/a.png": b"<!DOCTYPE a>"}))


def test_an_xml_bomb_is_refused_while_it_streams() -> None:
    bomb = zipped({"word/document.xml": b"\0" * 50_000_001})
    assert len(bomb) < 100_000
    with pytest.raises(UnusableFileError, match=r"大きすぎます（word/document\.xml）"):
        read_parts(bomb)


def test_parts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.text.ooxml.package._MOST_BYTES", 200_000)
    parts = {f"word/media/{n}.bin": b"\0" * 45_000 for n in range(5)}
    assert len(read_parts(zipped(dict(list(parts.items())[:4])))) == 5
    with pytest.raises(UnusableFileError, match=r"大きすぎます（word/media/4\.bin）"):
        read_parts(zipped(parts))


def test_a_size_that_lies_does_not_let_a_bomb_in() -> None:
    data = bytearray(zipped({"word/document.xml": b"\0" * 50_000_001}))
    true_size = (50_000_001).to_bytes(4, "little")
    assert true_size in data
    lying = bytes(data).replace(true_size, (10).to_bytes(4, "little"))
    try:
        parts = read_parts(lying)
    except UnusableFileError:
        return
    assert sum(map(len, parts.values())) < 1000


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(UnusableFileError, match="部品が多すぎます"):
        read_parts(zipped({f"a{n}": b"" for n in range(2_000)}))


def test_a_folder_is_no_part() -> None:
    assert list(read_parts(zipped({"word/": b"", "word/a": b"x"}))) == [TYPES, "word/a"]
