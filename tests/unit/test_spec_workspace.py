from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HEAD, PDF, PLATFORM, codes, refused, write_workspace

from hyoga_docs.core.problem import SpecError
from hyoga_docs.spec.workspace import load_workspace, walk_papers
from hyoga_docs.spec.workspace_paths import WorkspacePaths, find_meeting, find_workspace


def test_a_workspace_is_found_by_walking_up_from_the_spec(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path / "ws")
    deeper = tmp_path / "ws" / "meetings" / "a" / "b" / "2024.yaml"
    assert find_workspace(spec) == WorkspacePaths(tmp_path / "ws")
    assert find_workspace(deeper) == WorkspacePaths(tmp_path / "ws")
    assert find_workspace(tmp_path / "elsewhere.yaml") is None


def test_the_nearest_workspace_wins(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    spec = write_workspace(tmp_path / "inner")
    assert find_workspace(spec) == WorkspacePaths(tmp_path / "inner")


@pytest.mark.parametrize(
    "name", ["a.pdf", "meetings/x/a.pdf", "x\\a.pdf", "/x/a.pdf", "x／a.pdf", "２０２４/ａ.pdf", "2024/05/01/A.PDF", "C:\\x\\a.pdf"]
)
def test_a_file_is_found_wherever_it_was_said_to_be(tmp_path: Path, name: str) -> None:
    spec = write_workspace(tmp_path, HEAD + f"handouts:\n  - {{title: 甲, file: '{name}'}}\n", {"x/a.pdf": PDF})
    (problem,) = load_workspace(find_meeting(spec))[1]
    assert "「x/a.pdf」" in (problem.hint or "")


@pytest.mark.parametrize("name", ["Roster.yaml", "roster.yml", "roster.YAML", "roster.yaml.txt"])
def test_a_common_file_under_another_name_is_told_and_not_passed_over(tmp_path: Path, name: str) -> None:
    spec = write_workspace(tmp_path, HEAD)
    (tmp_path / "meetings" / "common" / name).write_text("title: 名簿\ngroups: []\n", encoding="utf-8")
    (problem,) = refused(spec)
    assert (problem.code, f"「{name}」" in problem.message) == ("HD101", True)


def test_a_meeting_with_another_ending_is_found_by_its_folder(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path, HEAD)
    spec.rename(spec.with_suffix(".yml"))
    with pytest.raises(SpecError) as told:
        find_meeting(spec.parent)
    assert "2024-05-01.yml" in (told.value.problems[0].hint or "")


def test_a_meeting_is_loaded_with_what_it_shares_and_its_files(tmp_path: Path) -> None:
    meeting = HEAD + "handouts:\n  - {title: 甲, file: x/a.pdf}\n  - {title: 乙, file: x/b.csv}\n"
    spec = write_workspace(tmp_path, meeting, {"x/a.pdf": PDF, "x/b.csv": b"a,b\n1,2\n"}, roster="title: 名簿\ngroups: []\n")
    workspace, problems = load_workspace(find_meeting(spec))
    assert problems == []
    assert workspace.platform.name == "見本会議体"
    assert workspace.charter is None
    assert workspace.roster is not None
    assert workspace.papers == {"x/a.pdf": tmp_path / "meetings/x/a.pdf", "x/b.csv": tmp_path / "meetings/x/b.csv"}
    assert workspace.tables == {"x/b.csv": (("a", "b"), ("1", "2"))}
    assert workspace.paths.templates == tmp_path / "templates"
    assert str(workspace.place("meeting", "handouts", 1, "file")) == "meetings/2024-05-01.yaml:6:22"
    assert workspace.quote("platform", "name") == "name: 見本会議体"


def test_another_body_is_another_folder(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path, HEAD + "common: council\n")
    (tmp_path / "meetings" / "council").mkdir()
    (tmp_path / "meetings" / "council" / "platform.yaml").write_text(PLATFORM.replace("見本会議体", "審議会"), "utf-8")
    workspace, problems = load_workspace(find_meeting(spec))
    assert problems == []
    assert workspace.platform.name == "審議会"
    assert [path.name for path in workspace.written] == [
        "2024-05-01.yaml",
        "platform.yaml",
        "charter.yaml",
        "roster.yaml",
        "wording.yaml",
    ]
    assert workspace.written[0] == spec
    assert workspace.written[1].parent.name == "council"


def test_the_mistakes_of_every_file_are_told_together(tmp_path: Path) -> None:
    spec = write_workspace(
        tmp_path,
        "number: 0\ndate: 2024-05-01\nagenda: [開会]\n",
        platform="name: 甲\n",
        charter="title: [\n",
        roster="title: 名簿\ngroups: []\nx: 1\n",
    )
    found = {(p.code, p.place.file if p.place else "") for p in refused(spec)}
    assert found == {
        ("HD113", "meetings/2024-05-01.yaml"),
        ("HD112", "meetings/common/platform.yaml"),
        ("HD104", "meetings/common/charter.yaml"),
        ("HD111", "meetings/common/roster.yaml"),
    }


def test_a_broken_meeting_does_not_hide_the_mistakes_of_its_own_body(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path, "common: council\nnumber: 0\n")
    assert ("HD101", "meetings/council/platform.yaml") in {(p.code, p.place.file if p.place else "") for p in refused(spec)}


def test_a_file_without_a_platform_is_told_and_charter_and_roster_may_be_absent(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path)
    (tmp_path / "meetings" / "common" / "platform.yaml").unlink()
    (problem,) = refused(spec)
    assert (problem.code, str(problem.place)) == ("HD101", "meetings/common/platform.yaml")


def test_a_meeting_that_is_not_there_hints_the_nearest(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path)
    (problem,) = refused(spec.with_name("2024-05-02.yaml"))
    assert problem.code == "HD101"
    assert str(spec) in (problem.hint or "")
    (problem,) = refused(tmp_path / "nowhere" / "a.yaml")
    assert "誤り" not in (problem.hint or "")


def test_a_spec_outside_any_workspace_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    (problem,) = refused(tmp_path / "a.yaml")
    assert problem.code == "HD100"
    assert "init" in (problem.hint or "")


@pytest.mark.parametrize("name", ["../secret.pdf", "x/../../secret.pdf", "..", "/etc/hostname", "C:/secret.pdf", "c:secret.pdf"])
def test_a_file_that_leaves_the_workspace_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.pdf").write_bytes(PDF)
    spec = write_workspace(tmp_path / "ws", HEAD + f"handouts: [{{title: 甲, file: '{name}'}}]\n", {"x/a.pdf": PDF})
    workspace, (problem,) = load_workspace(find_meeting(spec))
    assert workspace.papers == {}
    assert (problem.code, problem.message) == ("HD301", "作業場所の外のファイルは使えません。")
    assert problem.quote == name


@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_link_that_leaves_the_workspace_is_refused(tmp_path: Path, *, whole_folder: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.pdf").write_bytes(PDF)
    spec = write_workspace(tmp_path / "ws", HEAD + "handouts: [{title: 甲, file: x/a.pdf}]\n")
    link = spec.parent / "x"
    if whole_folder:
        link.symlink_to(outside, target_is_directory=True)
    else:
        link.mkdir()
        (link / "a.pdf").symlink_to(outside / "a.pdf")
    workspace, problems = load_workspace(find_meeting(spec))
    assert [p.message for p in problems] == ["作業場所の外のファイルは使えません。"]
    assert workspace.papers == {}


def test_a_link_inside_the_workspace_is_followed(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path, HEAD + "handouts: [{title: 甲, file: b.pdf}]\n", {"a.pdf": PDF})
    (spec.parent / "b.pdf").symlink_to(spec.parent / "a.pdf")
    workspace, problems = load_workspace(find_meeting(spec))
    assert problems == []
    assert list(workspace.papers) == ["b.pdf"]


def test_a_backslash_is_told_as_such(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path, HEAD + "handouts: [{title: 甲, file: x\\a.pdf}]\n", {"x/a.pdf": PDF})
    _, problems = load_workspace(find_meeting(spec))
    assert [p.message for p in problems] == ["フォルダーの区切りは「/」で書いてください。"]


@pytest.mark.parametrize(
    ("paper", "hint"),
    [
        ("file: x/budjet.pdf", "「x/budget.pdf」の誤りではありませんか。"),
        ("file: y/zzz.docx", "meetings/ の下にファイルを置いてください。"),
        ("file: x/budjet.pdf, supplied_by: 財政課", "財政課に確かめてください。まだ"),
        ("file: x/budjet.pdf, supplied_by: 財政課, due: 2024-04-26", "財政課に確かめてください（4月26日の約束）。"),
    ],
)
def test_a_missing_file_says_what_to_do(tmp_path: Path, paper: str, hint: str) -> None:
    spec = write_workspace(tmp_path, HEAD + f"handouts: [{{title: 甲, {paper}}}]\n", {"x/budget.pdf": PDF})
    _, problems = load_workspace(find_meeting(spec))
    assert codes(problems) == ["HD301"]
    assert (problems[0].hint or "").startswith(hint)
    assert str(problems[0].place) == "meetings/2024-05-01.yaml:4:29"


def test_missing_papers_are_found_at_every_depth(tmp_path: Path) -> None:
    meeting = HEAD + (
        "handouts:\n"
        "  - papers: [{title: 甲, papers: [{title: 乙, file: 1.pdf}]}]\n"
        "  - {title: 丙, document: note, annexes: [{title: 丁, file: 2.pdf}]}\n"
        "references: [{title: 戊, file: 3.pdf}]\n"
    )
    workspace, problems = load_workspace(find_meeting(write_workspace(tmp_path, meeting)))
    assert [p.quote for p in problems] == ["1.pdf", "2.pdf", "3.pdf"]
    assert [path for path, _ in walk_papers(workspace.meeting)] == [
        ("handouts", 0),
        ("handouts", 0, "papers", 0),
        ("handouts", 0, "papers", 0, "papers", 0),
        ("handouts", 1),
        ("handouts", 1, "annexes", 0),
        ("references", 0),
    ]


def test_a_csv_with_mistakes_is_told_of_the_paper_that_it_is(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path, HEAD + "handouts: [{title: 甲, file: a.csv}]\n", {"a.csv": b"a,b\n1\n"})
    workspace, problems = load_workspace(find_meeting(spec))
    assert [(p.code, str(p.place)) for p in problems] == [("HD123", "meetings/a.csv:2")]
    assert problems[0].anchor == workspace.place("meeting", "handouts", 0)
    assert workspace.tables == {}


def test_a_heading_of_no_document_is_told_with_the_nearest(tmp_path: Path) -> None:
    headings = "style:\n  headings: {agend: 会議次第, slides: スライド, references: 参考, seating: 座席表, charter: 要綱}\n"
    spec = write_workspace(tmp_path, platform=PLATFORM + headings)
    (tmp_path / "templates" / "seating.docx").write_bytes(b"")
    found = refused(spec)
    assert [(problem.code, problem.quote) for problem in found] == [("HD116", "agend"), ("HD116", "charter")]
    assert found[0].hint == "「agenda」の誤りではありませんか。"
    assert "charter.yaml" in (found[1].hint or "")
