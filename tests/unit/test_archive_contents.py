from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import PDF, write_workspace

from hyoga_docs.archive.contents import archived_files
from hyoga_docs.core.problem import SpecError
from hyoga_docs.spec.workspace import Workspace, load_workspace
from hyoga_docs.spec.workspace_paths import find_meeting, sample_folder

MEETING = """number: 1
date: 2024-05-01
agenda: [開会]
handouts:
  - {title: 甲, file: 2024-05-01/甲.pdf}
  - {title: 乙, file: 2024-03-01/共通.pdf}
  - {title: 幹事, document: roster, roster: kanji}
"""
OTHERS = ("2024-03-01/別の会議.pdf", "2024-05-01/前の版.pdf", "2024-05-01/.DS_Store", "2024-05-01/~$甲.docx")


PAPERS = ("2024-05-01/甲.pdf", "2024-03-01/共通.pdf")


def workspace_in(root: Path, meeting: str = MEETING, papers: tuple[str, ...] = PAPERS) -> Workspace:
    roster = "title: 幹事\ngroups: [{category: 市, members: [{id: a, name: 甲課}]}]\n"
    spec = write_workspace(root, meeting, dict.fromkeys((*papers, *OTHERS), PDF), kanji=roster)
    (spec.parent / "2024-03-01.yaml").write_text("number: 0\n", "utf-8")
    return load_workspace(find_meeting(spec))[0]


def test_what_belongs_to_the_meeting_is_in_it_and_nothing_else(tmp_path: Path) -> None:
    """A paper that another meeting has too is; what a build is about to write, another meeting's papers and git's files are not."""
    workspace = workspace_in(tmp_path)
    built = tmp_path / "build" / "2024-05-01"
    inside = ("packet.pdf", "manifest.json", "documents/.sha256sums", "documents/01.docx", "letters/開催通知/01.pdf")
    outside = (
        ".hyoga-docs-build-abcdefgh/packet.pdf",
        ".hyoga-1.part",
        "letters/~$開催通知.docx",
        "../.2024-05-01.lock",
        "保存.zip",
    )
    others = ("../2024-03-01/packet.pdf", "../../.git/config", "../replacement-2024-05-01/replacement.pdf")
    for name in (*inside, *outside, *others):
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_bytes(PDF)
    names = set(archived_files(workspace, built, ["templates/left-out.docx"]))
    assert {name for name in names if not name.startswith("templates/")} == {
        "meetings/2024-05-01.yaml",
        "meetings/2024-05-01/甲.pdf",
        "meetings/2024-03-01/共通.pdf",
        "meetings/common/platform.yaml",
        "meetings/common/kanji.yaml",
        *(f"build/2024-05-01/{name}" for name in inside),
        "build/replacement-2024-05-01/replacement.pdf",
    }


def test_a_template_that_the_workspace_does_not_have_is_ours(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    (tmp_path / "templates" / "left-out.docx").unlink(missing_ok=True)
    found = archived_files(workspace, tmp_path / "build" / "2024-05-01", ["templates/left-out.docx", "meetings/2024-05-01/甲.pdf"])
    assert found["templates/left-out.docx"].path == sample_folder() / "templates" / "left-out.docx"


def test_links_are_not_followed(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path / "here")
    built = tmp_path / "here" / "build" / "2024-05-01"
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.docx").write_bytes(PDF)
    (built / "letters").mkdir(parents=True)
    (built / "letters" / "a.docx").symlink_to(tmp_path / "secret" / "a.docx")
    (built / "documents").symlink_to(tmp_path / "secret")
    (tmp_path / "here" / "templates" / "own.docx").symlink_to(tmp_path / "secret" / "a.docx")
    assert [name for name in archived_files(workspace, built, []) if name.endswith(("a.docx", "own.docx"))] == []


def test_a_name_that_windows_cannot_have_is_told(tmp_path: Path) -> None:
    meeting = "number: 1\ndate: 2024-05-01\nagenda: [開会]\nhandouts: [{title: 甲, file: '2024-05-01/甲?.pdf'}]\n"
    workspace = workspace_in(tmp_path, meeting, ("2024-05-01/甲?.pdf",))
    with pytest.raises(SpecError, match="HD688"):
        archived_files(workspace, tmp_path / "build" / "2024-05-01", [])


def test_names_are_written_as_one_character_each(tmp_path: Path) -> None:
    """macOS may write が as two; whoever unpacks has one name for it."""
    meeting = "number: 1\ndate: 2024-05-01\nagenda: [開会]\nhandouts: [{title: 甲, file: 2024-05-01/がいよう.pdf}]\n"
    workspace = workspace_in(tmp_path, meeting, ("2024-05-01/か\u3099いよう.pdf",))
    assert "meetings/2024-05-01/がいよう.pdf" in archived_files(workspace, tmp_path / "build" / "2024-05-01", [])
