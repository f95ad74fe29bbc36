"""Several clerks at one roster, editors that save in between, and files that are not what they are called."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from running import invoke

from hyoga_docs.core import write_lock
from hyoga_docs.core.files import write_over

ROSTER = "title: 名簿\ngroups:\n  - category: 団体\n    members:\n      - {id: a, name: 甲}\n"
PLATFORM = "name: 見本会議体\nmeeting_name: 見本会議\n"
MEETING = "number: 1\ndate: 2024-05-01\nagenda: [開会]\n"
#: Runs pairs of commands, both at the same moment; each pair is a line of arguments for one and for the other.
PAIRS = """
import os, sys
from hyoga_docs.commands import new, roster, roster_spreadsheet, schema
from hyoga_docs.commands.app import app

def run(words, gate):
    os.read(gate, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        code = app(words, standalone_mode=False) or 0
    except BaseException as problem:
        print(problem, file=sys.stderr)
        code = 99
    os._exit(code)

for pair in sys.stdin.read().splitlines():
    gate, go = os.pipe()
    children = []
    for words in pair.split("|"):
        children.append(os.fork())
        if not children[-1]:
            os.close(go)
            run(words.split(), gate)
    os.close(go)
    os.close(gate)
    print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a roster of one member."""
    folder = tmp_path / "会議"
    (folder / "templates").mkdir(parents=True)
    (folder / "meetings" / "common").mkdir(parents=True)
    (folder / "meetings" / "common" / "roster.yaml").write_text(ROSTER, "utf-8")
    (folder / "meetings" / "common" / "platform.yaml").write_text(PLATFORM, "utf-8")
    (folder / "meetings" / "2024-05-01.yaml").write_text(MEETING, "utf-8")
    return folder


def roster(workspace: Path) -> Path:
    return workspace / "meetings" / "common" / "roster.yaml"


def at_once(workspace: Path, *pairs: str) -> list[str]:
    """The exit codes of pairs of commands, both of which begin at the same moment."""
    done = subprocess.run(
        [sys.executable, "-c", PAIRS], cwd=workspace, input="\n".join(pairs), capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.splitlines()


def left_behind(folder: Path) -> list[Path]:
    return list(folder.rglob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_what_two_clerks_write_at_once_is_all_there(workspace: Path) -> None:
    pairs = [f"roster add 新{number}a --category 団体|roster add 新{number}b --category 団体" for number in range(10)]
    assert at_once(workspace, *pairs) == ["0 0"] * 10
    text = roster(workspace).read_text("utf-8")
    assert [f"新{number}{who}" for number in range(10) for who in "ab" if f"新{number}{who}" not in text] == []
    assert len({line.split("id: ")[1].split(",")[0] for line in text.splitlines() if "id: " in line}) == 21
    assert left_behind(workspace) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_of_two_that_make_the_same_new_file_one_is_refused(workspace: Path) -> None:
    pairs = [f"new 2025-01-{day:02}|new 2025-01-{day:02}" for day in range(1, 4)]
    pairs += [f"roster export {name}.csv|roster export {name}.csv" for name in "甲乙丙"]
    assert [sorted(codes.split()) for codes in at_once(workspace, *pairs)] == [["0", "2"]] * 6
    assert left_behind(workspace) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_two_meetings_that_are_made_at_once_have_two_numbers(workspace: Path) -> None:
    pairs = [f"new 2025-{month:02}-01|new 2025-{month:02}-02" for month in range(1, 6)]
    assert at_once(workspace, *pairs) == ["0 0"] * 5
    for month in range(1, 6):
        made = {path.read_text("utf-8").splitlines()[0] for path in (workspace / "meetings").glob(f"2025-{month:02}-*.yaml")}
        assert len(made) == 2, made
    assert left_behind(workspace) == []


def test_what_an_editor_saved_meanwhile_is_not_written_over(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = ROSTER.replace("甲", "甲（編集中）")

    def editor_saves(path: Path, before: bytes, after: bytes, *, within: Path) -> None:
        path.write_text(edited, "utf-8")
        write_over(path, before, after, within=within)

    monkeypatch.setattr("hyoga_docs.amendments.amended_file.write_over", editor_saves)
    told = invoke("roster", "add", "新", "--category", "団体", folder=workspace)
    assert told.returncode == 4
    assert "HD656" in told.stderr
    assert roster(workspace).read_text("utf-8") == edited
    assert left_behind(workspace) == []


def test_what_changes_while_somebody_is_asked_is_not_written_over(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert invoke("roster", "export", "名簿.csv", folder=workspace).returncode == 0
    sheet = workspace / "名簿.csv"
    sheet.write_text(sheet.read_text("utf-8-sig").replace("甲", "乙"), "utf-8")

    def other_clerk_writes(*_: str, **__: str) -> str:
        assert invoke("roster", "add", "丙", "--category", "団体", folder=workspace).returncode == 0
        return "はい"

    monkeypatch.setattr("hyoga_docs.commands.arguments.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    monkeypatch.setattr("typer.prompt", other_clerk_writes)
    told = invoke("roster", "import", "名簿.csv", folder=workspace)
    assert told.returncode == 4
    assert "HD656" in told.stderr
    assert "丙" in roster(workspace).read_text("utf-8")
    assert "乙" not in roster(workspace).read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be halted there")
def test_a_lock_that_is_held_is_told_with_who_and_since_when(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = roster(workspace).parent
    holder = "import sys; from pathlib import Path; from hyoga_docs.core.write_lock import folder_lock\n"
    holder += "with folder_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        monkeypatch.setattr(write_lock, "_WAIT", 0.2)
        told = invoke("roster", "add", "新", "--category", "団体", folder=workspace)
        assert told.returncode == 4
        assert "HD657" in told.stderr
        assert f"{process.pid}番" in told.stderr
        assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dから", told.stderr)
        assert "0.2秒待ちました" in told.stderr
        assert invoke("roster", "add", "新", "--category", "団体", "--dry-run", folder=workspace).returncode == 0
        process.kill()
    assert invoke("roster", "add", "新", "--category", "団体", folder=workspace).returncode == 0
    assert left_behind(workspace) == []


# --- links, devices, and what is written beside them


def outside_of(workspace: Path, name: str) -> Path:
    """A file of somebody else, which a link of the workspace leads to."""
    path = workspace.parent / name
    path.write_text("人のもの\n", "utf-8")
    return path


WRITERS = [
    ("名簿.csv", ("roster", "export", "名簿.csv", "--force")),
    ("名簿.xlsx", ("roster", "export", "名簿.xlsx", "--force")),
    ("名簿.csv", ("roster", "export", "名簿.csv")),
    ("schemas/roster.json", ("schema",)),
    ("schemas/roster.json", ("schema", "schemas")),
    ("meetings/2025-01-01.yaml", ("new", "2025-01-01")),
    (".gitattributes", ("textconv", "--install")),
]


@pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")
@pytest.mark.parametrize("folder_too", [False, True])
@pytest.mark.parametrize(("name", "words"), WRITERS)
def test_nothing_is_written_through_a_link_out_of_the_workspace(
    workspace: Path, name: str, words: tuple[str, ...], folder_too: bool
) -> None:
    path = workspace / name
    if folder_too and path.parent not in (workspace, workspace / "meetings"):
        theirs = outside_of(workspace, path.name)
        path.parent.symlink_to(workspace.parent)
    else:
        theirs = outside_of(workspace, "theirs.txt")
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(theirs)
    told = invoke(*words, folder=workspace)
    assert told.returncode in {2, 4}, told
    assert "HD615" in told.stderr or "すでに" in told.stderr
    assert theirs.read_text("utf-8") == "人のもの\n"
    assert [each.name for each in workspace.parent.iterdir() if each.name not in {theirs.name, workspace.name}] == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")
def test_a_roster_that_is_a_link_is_amended_where_it_lies_or_not_at_all(workspace: Path) -> None:
    path, other = roster(workspace), workspace / "meetings" / "名簿.yaml"
    path.rename(other)
    path.symlink_to(other)
    assert invoke("roster", "add", "新", "--category", "団体", folder=workspace).returncode == 0
    assert path.is_symlink()
    assert "新" in other.read_text("utf-8")
    theirs = workspace.parent / "名簿.yaml"
    other.rename(theirs)
    path.unlink()
    path.symlink_to(theirs)
    before = theirs.read_bytes()
    assert invoke("roster", "add", "後", "--category", "団体", folder=workspace).returncode in {3, 4}
    assert theirs.read_bytes() == before
    assert path.is_symlink()
    assert left_behind(workspace.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_an_export_writes_no_folder_and_no_pipe(workspace: Path, force: tuple[str, ...]) -> None:
    (workspace / "表.csv").mkdir()
    os.mkfifo(workspace / "管.csv")
    for name in ("表.csv", "管.csv"):
        told = invoke("roster", "export", name, *force, folder=workspace)
        assert told.returncode in {2, 4}
        assert "HD653" in told.stderr or "HD615" in told.stderr
    assert (workspace / "表.csv").is_dir()
    assert (workspace / "管.csv").is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_what_is_new_obeys_the_umask_and_what_was_there_stays_as_open_as_it_was(workspace: Path) -> None:
    roster(workspace).chmod(0o664)
    before = os.umask(0o027)
    try:
        for words in (("roster", "export", "名簿.csv"), ("roster", "add", "新", "--category", "団体"), ("init", "新しい", "--yes")):
            assert invoke(*words, folder=workspace).returncode == 0
    finally:
        os.umask(before)
    assert (workspace / "名簿.csv").stat().st_mode & 0o777 == 0o640
    assert roster(workspace).stat().st_mode & 0o777 == 0o664
    modes = {path.stat().st_mode & 0o777 for path in (workspace / "新しい").rglob("*") if ".git/" not in path.as_posix()}
    assert modes == {0o640, 0o750}


# --- formulas


def test_no_csv_of_a_roster_has_a_formula(workspace: Path) -> None:
    roster(workspace).write_text(ROSTER.replace("name: 甲", "name: '=cmd|calc!A0', post: ＋1, person: '@x'"), "utf-8")
    assert invoke("roster", "export", "名簿.csv", folder=workspace).returncode == 0
    shown = invoke("roster", "show", "--all", "--format", "csv", folder=workspace).stdout
    for text in (shown, (workspace / "名簿.csv").read_text("utf-8-sig")):
        assert "団体,'=cmd|calc!A0,'＋1,'@x," in text
    told = invoke("roster", "import", "名簿.csv", folder=workspace)
    assert told.stdout == "変わるところはありません。\n"
