from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
from workspaces import HEAD, PDF, planned

from hyoga_docs.core.files import NotToBeReadError, as_named, read_plain
from hyoga_docs.spec.workspace_paths import find_meeting
from hyoga_docs.word.template import read_template

FORMS = [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")]


def written(form: str, name: str) -> str:
    return {"NFC": unicodedata.normalize("NFC", name), "NFD": unicodedata.normalize("NFD", name)}[form]


@pytest.mark.parametrize(("stored", "asked"), FORMS)
def test_a_file_is_found_however_its_marks_are_written(tmp_path: Path, stored: str, asked: str) -> None:
    folder = tmp_path / written(stored, "第１回ブ")
    folder.mkdir()
    path = folder / written(stored, "ガイド.pdf")
    path.write_bytes(PDF)
    assert as_named(tmp_path / written(asked, "第１回ブ") / written(asked, "ガイド.pdf")) == path
    missing = tmp_path / "ない" / written(asked, "ガイド.pdf")
    assert as_named(missing) == missing


def test_the_name_as_it_is_written_comes_first(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / written(form, "ガ.txt")).write_text(form)
    for form in ("NFC", "NFD"):
        assert as_named(tmp_path / written(form, "ガ.txt")).read_text() == form


@pytest.mark.parametrize(("stored", "asked"), FORMS)
def test_papers_templates_and_meetings_are_found_so(tmp_path: Path, stored: str, asked: str) -> None:
    paper = f"handouts:\n  - {{title: 手引, file: {written(asked, '資料ブ/ガイド.pdf')}}}\n"
    plan, problems = planned(tmp_path, HEAD + paper, {written(stored, "資料ブ/ガイド.pdf"): PDF})
    assert problems == []
    (path,) = plan.workspace.papers.values()
    assert path.read_bytes() == PDF
    template = tmp_path / "templates" / written(stored, "ガイド.docx")
    template.write_bytes(b"no Word file")
    assert [each.code for each in read_template(tmp_path / "templates", written(asked, "ガイド"))[1]] == ["HD402"]
    (tmp_path / "meetings" / written(stored, "ガイド.yaml")).write_text(HEAD)
    assert find_meeting(tmp_path / "meetings" / written(asked, "ガイド.yaml")).path.is_file()


def test_a_plain_file_is_read_also_by_a_link_within_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"name: a")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read_plain(tmp_path / "b.yaml", 7, within=tmp_path) == b"name: a"


def test_what_is_no_plain_file_is_too_large_or_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "large.yaml").write_bytes(b"name: abc")
    (tmp_path / "own" / "out.yaml").symlink_to(tmp_path / "large.yaml")
    with pytest.raises(NotToBeReadError, match="own の外を指す"):
        read_plain(tmp_path / "own" / "out.yaml", within=tmp_path / "own")
    with pytest.raises(NotToBeReadError, match="MB を超えます"):
        read_plain(tmp_path / "large.yaml", 8)
    with pytest.raises(IsADirectoryError):
        read_plain(tmp_path / "own")
    with pytest.raises(FileNotFoundError):
        read_plain(tmp_path / "none.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_and_a_device_end_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", Path("/dev/zero")):
        with pytest.raises(NotToBeReadError, match="ふつうのファイル"):
            read_plain(path)
