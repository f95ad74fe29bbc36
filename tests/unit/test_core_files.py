from __future__ import annotations

import os
import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from workspaces import HEAD, PDF, planned

from hyoga_docs.core.files import NotToBeReadError, NotToBeWrittenError, as_named, os_errors_as_problems, read_plain, write_whole
from hyoga_docs.core.problem import MachineError
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


def test_a_circle_of_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="a"):
        read_plain(tmp_path / "a", within=tmp_path)
    with pytest.raises(NotToBeWrittenError):
        write_whole(tmp_path / "a", b"new", within=tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_a_new_file_is_as_the_umask_has_it_and_a_replaced_one_as_it_was(tmp_path: Path) -> None:
    own, shared = tmp_path / "own.yaml", tmp_path / "shared.yaml"
    before = os.umask(0o077)
    try:
        write_whole(own, b"new")
        shared.write_bytes(b"old")
        shared.chmod(0o664)
        write_whole(shared, b"new")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (own, shared)] == [0o600, 0o664]
    shared.chmod(0o444)
    with pytest.raises(MachineError) as raised, os_errors_as_problems(shared):
        write_whole(shared, b"newer")
    assert [problem.code for problem in raised.value.problems] == ["HD612"]
    assert shared.read_bytes() == b"new"


def test_a_link_is_followed_within_a_folder_and_refused_elsewhere(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "inner").mkdir(parents=True)
    (tmp_path / "other.yaml").write_bytes(b"other")
    (own / "inner" / "real.yaml").write_bytes(b"old")
    (own / "in.yaml").symlink_to("inner/real.yaml")
    (own / "out.yaml").symlink_to(tmp_path / "other.yaml")
    (own / "folder").symlink_to(tmp_path, target_is_directory=True)
    write_whole(own / "in.yaml", b"new", within=own)
    assert (own / "in.yaml").is_symlink()
    assert (own / "inner" / "real.yaml").read_bytes() == b"new"
    for path, within in ((own / "in.yaml", None), (own / "out.yaml", own), (own / "folder" / "other.yaml", own)):
        with pytest.raises(MachineError) as raised, os_errors_as_problems(path):
            write_whole(path, b"new", within=within)
        assert [problem.code for problem in raised.value.problems] == ["HD615"]
    assert (tmp_path / "other.yaml").read_bytes() == b"other"
    assert sorted(path.name for path in own.iterdir()) == ["folder", "in.yaml", "inner", "out.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_plain_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotToBeWrittenError, match="ふつうのファイル"):
        write_whole(tmp_path / "pipe", b"new")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "folder", b"new")
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_what_replaces_a_closed_file_is_closed_from_its_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roster.yaml"
    path.write_bytes(b"before")
    path.chmod(0o600)
    modes: list[int] = []
    monkeypatch.setattr("hyoga_docs.core.files.made_like", lambda new, _: modes.append(new.stat().st_mode & 0o777))
    write_whole(path, b"after")
    assert (path.read_bytes(), modes) == (b"after", [0o600])
