"""What the repository around a meeting may do to `diff`: nothing but be read, and not for long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECTS, copy_workspace
from running import command, invoke, run_limited

from hyoga_docs.programs.git import commit_of, top_of
from hyoga_docs.programs.git_checkout import NotCheckedOutError, check_out
from hyoga_docs.programs.run_programs import on_path

linux = pytest.mark.skipif(sys.platform != "linux", reason="programs of a shell")


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    """Git as a person of the test calls it; what it prints."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    who = ("-c", "user.name=x", "-c", "user.email=x@example.jp")
    done = subprocess.run(["git", *who, *words], cwd=folder, env=own, input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


def tree(folder: Path, *entries: tuple[str, bytes, str]) -> str:
    """A tree object as git itself would not write it: its entries' modes, names and objects."""
    raw = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(sha) for mode, name, sha in entries)
    return git(folder, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)


def blob(folder: Path, data: bytes) -> str:
    return git(folder, "hash-object", "-w", "--stdin", given=data)


def taken(folder: Path, papers: str, target: Path) -> dict[str, bytes | str]:
    """The files of a commit that has this tree as its meetings/, as they are written; a link by where it leads."""
    commit = git(folder, "commit-tree", "-m", "x", tree(folder, ("40000", b"meetings", papers)))
    target.mkdir()
    place = check_out(folder, commit, ("meetings",), target, dict(os.environ)) / "meetings"
    return {
        path.relative_to(place).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in place.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


@pytest.mark.parametrize(
    "name",
    [b"..", b".", b".git", b".GIT", b"a\x1b[2Jb", b"a\nb", b"a" * 300, b""],
    ids=["up", "here", "git", "GIT", "escape", "line", "long", "none"],
)
def test_a_revision_with_names_that_are_none_is_refused(repository: Path, tmp_path: Path, name: bytes) -> None:
    held = blob(repository, b"x")
    for mode, sha in (("100644", held), ("40000", tree(repository, ("100644", b"x", held))), ("120000", held)):
        with pytest.raises(NotCheckedOutError):
            taken(repository, tree(repository, (mode, name, sha)), tmp_path / mode)
    assert not list(tmp_path.glob("x"))


def test_a_name_of_two_lines_begins_no_line_of_its_own(repository: Path) -> None:
    for folder in ("meetings", "templates"):
        (repository / folder).mkdir()
    papers = tree(repository, ("100644", b"a\n::error::b.yaml", blob(repository, b"x")))
    commit = git(repository, "commit-tree", "-m", "x", tree(repository, ("40000", b"meetings", papers)))
    done = invoke("diff", commit, folder=repository)
    assert (done.returncode, r"a\n::error::b.yaml" in done.stderr) == (2, True), done.stderr


def test_nothing_is_written_through_a_link_and_none_leads_out(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    held = blob(repository, b"x")
    inner = tree(repository, ("100644", b"y", held), ("120000", b"z", held))
    for mode, what in (("120000", blob(repository, str(outside).encode())), ("100644", held)):
        with pytest.raises(NotCheckedOutError):
            taken(repository, tree(repository, (mode, b"a", what), ("40000", b"a", inner)), tmp_path / mode)
    with pytest.raises(NotCheckedOutError):  # twice the same name
        taken(repository, tree(repository, ("100644", b"a", held), ("100644", b"a", held)), tmp_path / "twins")
    links = {
        b"0": b"x",
        b"1": str(outside).encode(),
        b"2": b"../../../outside",
        b"3": b"5/5/5/../../../../outside",
        b"4": b"4",
        b"5": b".",
    }
    named = [("120000", name, blob(repository, leads)) for name, leads in links.items()]
    found = taken(repository, tree(repository, *named, ("100644", b"x", held)), tmp_path / "links")
    assert {name: leads for name, leads in found.items() if name in "0123"} == {"0": "x"}
    assert not list(outside.iterdir())


@pytest.mark.parametrize("mode", ["100644", "120000"], ids=["file", "link"])
def test_a_revision_whose_folder_is_none_is_told(tmp_path: Path, mode: str) -> None:
    workspace = copy_workspace(tmp_path, PROJECTS / "good-small")
    git(workspace, "init", "--quiet")
    git(
        workspace,
        "tag",
        "odd",
        git(workspace, "commit-tree", "-m", "x", tree(workspace, (mode, b"meetings", blob(workspace, b"templates")))),
    )
    done = invoke("diff", "odd", folder=workspace)
    assert (done.returncode, "HD671" in done.stderr) == (3, True), done.stderr


def test_a_tree_of_trees_is_counted_and_not_written(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.programs.git_checkout._MOST_FILES", 1_000)
    held = blob(repository, b"x" * 1000)
    nested = tree(repository, *(("100644", b"%02d" % number, held) for number in range(20)))
    for _ in range(12):
        nested = tree(repository, *(("40000", b"%02d" % number, nested) for number in range(20)))
    with pytest.raises(NotCheckedOutError, match="1,000"):
        taken(repository, nested, tmp_path / "bomb")
    assert sum(path.is_file() for path in (tmp_path / "bomb").rglob("*")) == 0
    big = blob(repository, b"\0" * 2_000_000)
    many = taken(repository, tree(repository, *(("100644", b"%04d" % number, big) for number in range(200))), tmp_path / "same")
    assert len(many) == 200
    assert len({path.stat().st_ino for path in (tmp_path / "same").rglob("[0-9]*") if path.is_file()}) == 1


@linux
def test_diff_runs_nothing_that_a_repository_asks_for(tmp_path: Path) -> None:
    workspace, mark = copy_workspace(tmp_path / "ws", PROJECTS / "good-small"), tmp_path / "ran"
    git(workspace, "init", "--quiet")
    git(workspace, "add", "--all", ".")
    (workspace / ".gitattributes").write_text("* filter=evil diff=evil text eol=crlf working-tree-encoding=UTF-16\n")
    git(workspace, "commit", "--quiet", "-m", "x")
    program = tmp_path / "evil"
    program.write_text(f"#!/bin/sh\necho $0 $@ >> {mark}\nexec cat\n")
    program.chmod(0o755)
    hooks = workspace / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / name).write_bytes(program.read_bytes())
        (hooks / name).chmod(0o755)
    asked = {
        'filter "evil"': ("smudge", "clean", "process"),
        'diff "evil"': ("textconv", "command"),
        "diff": ("external",),
        "core": ("fsmonitor", "pager", "editor", "sshCommand", "gitProxy", "alternateRefsCommand"),
        "uploadpack": ("packObjectsHook",),
        'remote "origin"': ("uploadpack",),
        "credential": ("helper",),
    }
    lines = [f"[{part}]\n" + "".join(f"{name} = {program}\n" for name in names) for part, names in asked.items()]
    lines += [f"[core]\nhooksPath = {hooks}\nrepositoryFormatVersion = 1\n[extensions]\npartialClone = origin\n"]
    lines += [f'[remote "origin"]\npromisor = true\nurl = ext::{program} %S\n[protocol "ext"]\nallow = always\n']
    with (workspace / ".git" / "config").open("a") as config:
        config.writelines(lines)
    mark.unlink(missing_ok=True)
    environment = {"GIT_EXTERNAL_DIFF": str(program), "GIT_SSH_COMMAND": str(program), "HYOGA_DOCS_CACHE": str(tmp_path / "cache")}
    done = invoke("diff", "--format", "json", folder=workspace, **environment)
    assert done.returncode == 0, done.stderr  # as they are kept in git, the files are as they are here
    assert invoke("textconv", "--install", folder=workspace, **environment).returncode == 0
    lost = git(workspace, "rev-parse", "HEAD:meetings/2024-05-01.yaml")
    (workspace / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    done = invoke("diff", folder=workspace, **environment)
    assert (done.returncode, "HD708" in done.stderr) == (2, True), done.stderr
    assert not mark.exists(), mark.read_text()


def test_a_folder_that_looks_like_a_repository_is_none(repository: Path, tmp_path: Path) -> None:
    inside = repository / "papers"
    git(repository, "init", "--quiet", "--bare", str(inside))
    assert top_of(inside, dict(os.environ)) is None
    assert commit_of(inside, "HEAD", dict(os.environ)) is None
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    git(repository, "config", "core.worktree", str(elsewhere))
    assert top_of(repository, dict(os.environ)) is None


def test_a_name_among_many_branches_is_soon_found_to_be_none(repository: Path) -> None:
    (repository / "meetings").mkdir()
    (repository / "templates").mkdir()
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "x")
    head = git(repository, "rev-parse", "HEAD")
    lines = "".join(f"{head} refs/heads/branch-{number:06}\n" for number in range(30_000))
    (repository / ".git" / "packed-refs").write_text(f"# pack-refs with: peeled fully-peeled sorted \n{lines}", "ascii")
    done = run_limited("diff", "brunch-000001", folder=repository, seconds=20, memory=1 << 30)
    assert (done.returncode, "HD666" in done.stderr, "branch-000001" in done.stderr) == (2, True, True)


def test_a_pointer_to_a_file_elsewhere_is_called_that(tmp_path: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
    workspace = copy_workspace(tmp_path, PROJECTS / "good-small")
    spec = workspace / "meetings" / "2024-05-01.yaml"
    for suffix in (".pdf", ".docx", ".csv", ".png", ".txt", ".xls"):
        (workspace / "meetings" / f"paper{suffix}").write_text(pointer)
        spec.write_text(f"{spec.read_text('utf-8').rstrip()}\n  - {{title: 外{suffix}, file: paper{suffix}}}\n", "utf-8")
    for names in (("2024-05-01.yaml",), ("paper.pdf",), ("paper.docx",), ("paper.csv",)):
        done = invoke("check", "--format", "json", *(f"meetings/{name}" for name in names), folder=workspace)
        told = [each["code"] for each in json.loads(done.stdout) if each["severity"] == "error"]
        assert told == ["HD374"] * (6 if names[0].endswith("yaml") else 1), done.stdout


def test_setting_up_takes_no_branch_away_and_writes_through_no_link(repository: Path, tmp_path: Path) -> None:
    (repository / "x").touch()
    git(repository, "add", "x")
    git(repository, "commit", "--quiet", "-m", "x")
    git(repository, "symbolic-ref", "refs/notes/textconv/hyoga-docs", git(repository, "symbolic-ref", "HEAD"))
    before = git(repository, "rev-parse", "HEAD")
    assert invoke("textconv", "--install", folder=repository).returncode == 0
    assert git(repository, "rev-parse", "HEAD") == before
    outside, settings = tmp_path / "settings", repository / ".git" / "config"
    settings.rename(outside)
    settings.symlink_to(outside)
    held = outside.read_bytes()
    done = invoke("textconv", "--install", folder=repository)
    assert (done.returncode, "HD615" in done.stderr) == (4, True), done.stderr
    assert (settings.is_symlink(), outside.read_bytes()) == (True, held)


@linux
def test_nothing_in_the_folder_that_somebody_works_in_is_run_or_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, mark = copy_workspace(tmp_path / "ws", PROJECTS / "good-small"), tmp_path / "ran"
    named = ("git", "soffice", "bwrap", "unshare", "setpriv", "tesseract", "hyoga-docs")
    for name in named:
        (workspace / name).write_text(f"#!/bin/sh\necho {name} >> {mark}\nexit 1\n")
        (workspace / name).chmod(0o755)
    for name in ("yaml", "docx", "typer", "pathlib", "json", "re", "signal", "logging"):
        (workspace / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write({name!r})\n")
    git(workspace, "init", "--quiet")
    odd = {"PATH": f":.:..:bin/../.:{os.environ['PATH']}"}
    monkeypatch.chdir(workspace)
    for name in named:
        found = on_path(name, odd)
        assert found is None or (found.is_absolute() and not found.is_relative_to(workspace))
    assert invoke("textconv", "--install", folder=workspace, **odd).returncode == 0
    done = subprocess.run(command("textconv", "templates/cover.docx"), cwd=workspace, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not mark.exists(), mark.read_text()
