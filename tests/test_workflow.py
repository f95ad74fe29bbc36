"""The workflow for GitHub Actions, run here step by step: real git, the real check, and a `gh` that speaks to a real server."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import PROJECTS, ROOT, copy_workspace
from hub import GH, GitHub, comment

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKFLOW = ROOT / ".github" / "workflows" / "packet.yml"
SCRIPT = ROOT / ".github" / "packet.sh"
OWN = WORKFLOW.with_name("test.yml")
BASH = shutil.which("bash") or "bash"
MARKER = "<!-- hyoga-docs -->"

#: A stand-in that says what it was asked, and ends as it is told.
DIFF = """
import os, sys
assert sys.argv[1] == "diff", sys.argv
base, head, *options = sys.argv[2:]
html = options[options.index("--html") + 1]
open(html, "w", encoding="utf-8").write("<p>" + base)
print(f"BASE {base}\\nHEAD {head}\\nHERE {os.path.basename(os.getcwd())}")
raise SystemExit(int(os.environ.get("DIFF_CODE", "10")))
"""


@pytest.fixture
def github() -> Iterator[GitHub]:
    """GitHub, on this machine."""
    with GitHub() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Runner:
    """A runner's machine: a repository with a pull request, checked out as actions/checkout does it, and programs on PATH."""

    def __init__(self, folder: Path, workspace: str = ".") -> None:
        self.folder, self.programs, self.top = folder, folder / "bin", folder / "work"
        self.out, self.summary = folder / "out", folder / "summary.md"
        self.programs.mkdir()
        self.variables: dict[str, str] = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": str(ROOT),
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "HYOGA_DOCS_CACHE": str(folder / "cache"),
            "WORKSPACE": workspace,
            "OUT": str(self.out),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_BASE_REF": "main",
            "GITHUB_HEAD_REF": "x; touch pwned",
            "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_REPOSITORY": "ken/kaigi",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_RUN_ID": "99",
            "GH_TOKEN": "secret",
        }
        self.program("hyoga-docs", "import sys; from hyoga_docs.__main__ import start; sys.exit(start())")
        source = folder / "source"
        copy_workspace(source / workspace, PROJECTS / "good-small")
        shutil.copytree(ROOT / ".github", source / ".github", ignore=shutil.ignore_patterns(OWN.name))
        self.git("init", "-q", "-b", "main", folder=source)
        self.first = self.commit(source)
        self.git("checkout", "-q", "-b", "topic", folder=source)
        meeting = source / workspace / "meetings" / "2024-05-01.yaml"
        meeting.write_text(meeting.read_text("utf-8") + "\n# 直した\n", "utf-8")
        self.second = self.commit(source)
        self.git("checkout", "-q", "main", folder=source)
        (source / "other.txt").write_text("main went on")
        self.third = self.commit(source)
        self.git("clone", "-q", str(source), str(self.top), folder=folder)
        self.git("checkout", "-q", "origin/topic", folder=self.top)

    def program(self, name: str, text: str) -> None:
        """Puts a program of Python on PATH."""
        path = self.programs / name
        path.write_text(f"#!{sys.executable}\n{text}", "utf-8")
        path.chmod(0o755)

    def git(self, *words: str, folder: Path) -> str:
        """What git says."""
        who = ("-c", "user.name=a", "-c", "user.email=a@example.jp")
        done = subprocess.run(["git", *who, *words], cwd=folder, env=self.variables, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, folder: Path) -> str:
        """Commits everything and says which commit that is."""
        self.git("add", "-A", folder=folder)
        self.git("commit", "-q", "-m", "x", folder=folder)
        return self.git("rev-parse", "HEAD", folder=folder)

    def step(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs a step as the workflow does."""
        return subprocess.run(
            [BASH, ".github/packet.sh", *words],
            cwd=self.top,
            env={**self.variables, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    @property
    def comment(self) -> str:
        """The comment as `diff` wrote it."""
        return (self.out / "diff" / "comment.md").read_text("utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner."""
    return Runner(tmp_path)


def workflow(file: Path = WORKFLOW) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(file.read_text("utf-8").replace("\non:", '\n"on":'))  # which YAML 1.1 reads as true
    return held


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow()["jobs"]["packet"]["steps"]
    return found


def test_the_workflow_names_steps_that_the_script_has() -> None:
    named = [re.fullmatch(r"bash \.github/packet\.sh (\w+)", each["run"]) for each in steps() if "run" in each]
    assert [found[1] if found else None for found in named] == ["install", "check", "build", "diff", "comment"]
    had = re.search(r"^    (.*)\) \"\$1\" ;;$", SCRIPT.read_text("utf-8"), re.MULTILINE)
    assert had is not None
    assert had[1].split(" | ") == [found[1] for found in named if found]


def test_the_workflow_asks_for_little_and_trusts_nobody() -> None:
    held, text = workflow(), WORKFLOW.read_text("utf-8")
    assert set(held["on"]) == {"pull_request", "push"}
    assert held["permissions"] == {"contents": "read"}
    assert held["jobs"]["packet"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert held["concurrency"]["group"] == "packet-${{ github.ref }}"
    for each in steps():
        assert "${{" not in each.get("run", "")  # nothing of an event is ever part of a command
    used = [each["uses"] for each in steps() if "uses" in each]
    assert used[0].startswith("actions/checkout@")
    assert steps()[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert {name.partition("@")[0].removeprefix("actions/") for name in used} == {
        "checkout",
        "setup-python",
        "cache",
        "upload-artifact",
    }
    assert "GH_TOKEN" in text
    assert [each["run"][-7:] for each in steps() if "GH_TOKEN" in each.get("env", {})] == ["comment"]
    for name in (WORKFLOW, SCRIPT):
        assert not re.search(
            r"https?://|--(extra-)?index-url|--find-links|head\.ref|event\.pull_request\.title", name.read_text("utf-8")
        )


def test_the_repositorys_own_workflow_runs_every_test_and_may_only_read() -> None:
    held = workflow(OWN)
    assert held["permissions"] == {"contents": "read"}
    assert set(held["on"]) == {"pull_request", "push"}
    (job,) = held["jobs"].values()
    assert [each["run"] for each in job["steps"] if "run" in each] == ["make test-all"]
    (checkout,) = [each for each in job["steps"] if "uses" in each]
    assert checkout["uses"].startswith("actions/checkout@")
    assert checkout["with"] == {"persist-credentials": False}


def test_what_is_published_does_not_wait_for_what_failed_before() -> None:
    named = {each["run"].split()[-1]: each for each in steps() if "run" in each}
    for name in ("build", "diff", "comment"):
        assert named[name]["if"].startswith("${{ !cancelled()")
    assert all("continue-on-error" not in each for each in steps())


def test_a_step_that_is_none_is_wrong_usage(runner: Runner) -> None:
    for words in ((), ("words",), ("chekc",)):
        done = runner.step(*words)
        assert (done.returncode, "usage: " in done.stderr) == (2, True)


#: Notes how it was called; stands for what changes a machine.
@pytest.mark.parametrize("path", [WORKFLOW, OWN], ids=lambda path: path.name)
def test_what_others_made_is_named_by_its_bytes(path: Path) -> None:
    """Actions by their commit, images by their digest: a tag is whatever its owner says today."""
    text = path.read_text("utf-8")
    used = re.findall(r"uses:(.*)", text)
    assert used
    assert [line for line in used if not re.fullmatch(r" actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert [line for line in re.findall(r"image:(.*)", text) if not re.search(r"@sha256:[0-9a-f]{64}\b", line)] == []


RECORDER = "import os, sys; open(os.environ['LOG'], 'a').write(' '.join([os.path.basename(sys.argv[0]), *sys.argv[1:]]) + '\\n')"
#: Puts what it was asked for where it was asked to, and notes that.
CURL = f"{RECORDER}\nopen(sys.argv[sys.argv.index('--output') + 1], 'wb').write(b'a wheel')"
WHEEL = "hyoga_docs-0.1.0-py3-none-any.whl"
SUM = hashlib.sha256(b"a wheel").hexdigest()


@pytest.fixture
def machine(runner: Runner) -> Runner:
    """A runner on which installing is only noted, in its log."""
    for name in ("apt-get", "python", "sysctl", "hyoga-docs"):
        runner.program(name, RECORDER)
    runner.program("curl", CURL)
    runner.program("sudo", "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])")
    runner.variables["LOG"] = str(runner.folder / "log")
    (runner.folder / "log").touch()
    return runner


def test_install_asks_for_what_the_machine_lacks(machine: Runner) -> None:
    (machine.top / "pyproject.toml").write_text('name = "hyoga-docs"\n')
    assert machine.step("install").returncode == 0
    said = (machine.folder / "log").read_text()
    for package in (
        "libreoffice-writer-nogui",
        "libreoffice-math-nogui",
        "fonts-morisawa-bizud-mincho",
        "fonts-crosextra-carlito",
        "bubblewrap",
    ):
        assert package in said
    assert [line.partition("--disable-pip-version-check ")[2] for line in said.splitlines() if "pip install" in line] == [
        "--require-hashes --only-binary=:all: -r ./requirements-build.txt",
        "--require-hashes --no-build-isolation -r ./requirements.txt",
        "--no-deps --no-build-isolation -e .",
    ]
    assert said.endswith("hyoga-docs doctor\n")


@pytest.mark.parametrize("place", [f".github/{WHEEL}", f"https://example.jp/a%20b/{WHEEL}"])
@pytest.mark.parametrize("said", [SUM, SUM.upper()])
def test_install_takes_the_wheel_that_is_named_with_its_hash(machine: Runner, place: str, said: str) -> None:
    (machine.top / ".github" / WHEEL).write_bytes(b"a wheel")
    done = machine.step("install", HYOGA_DOCS_WHEEL=place, HYOGA_DOCS_SHA256=said)
    assert done.returncode == 0, done.stdout + done.stderr
    log = (machine.folder / "log").read_text().splitlines()
    builders, needs, installed = [line for line in log if "pip install" in line]
    assert re.fullmatch(
        r"python .* --require-hashes --only-binary=:all: -r /\S+/unpacked/hyoga_docs/requirements-build.txt", builders
    )
    assert re.fullmatch(r"python .* --require-hashes --no-build-isolation -r /\S+/unpacked/hyoga_docs/requirements.txt", needs)
    assert re.fullmatch(rf"python -m pip install .* --no-deps --force-reinstall /\S+/{re.escape(WHEEL)}", installed)
    assert Path(installed.split()[-1]).read_bytes() == b"a wheel"  # the copy that was looked at
    assert [line.split()[-1] for line in log if line.startswith("curl ")] == ([place] if place.startswith("https") else [])
    assert log[-1] == "hyoga-docs doctor"


@pytest.mark.parametrize(
    ("place", "said", "words"),
    [
        ("", "", "HYOGA_DOCS_WHEEL に wheel の場所を"),
        ("hyoga-docs", SUM, "のような名前で終わる"),
        (f"../{WHEEL}; touch pwned", SUM, "のような名前で終わる"),
        (f"hyoga-docs @ https://example.jp/{WHEEL}", SUM, "のファイルがありません"),
        (f"http://example.jp/{WHEEL}", SUM, "のファイルがありません"),
        (f"elsewhere/{WHEEL}", SUM, "のファイルがありません"),
        (WHEEL, "", "64桁"),
        (WHEEL, SUM[1:], "64桁"),
        (WHEEL, "0" * 64, f"SHA-256 は {SUM} で"),
        (f"https://example.jp/{WHEEL}", "0" * 64, f"SHA-256 は {SUM} で"),
    ],
)
def test_install_takes_nothing_else_and_says_why(machine: Runner, place: str, said: str, words: str) -> None:
    (machine.top / WHEEL).write_bytes(b"a wheel")
    done = machine.step("install", HYOGA_DOCS_WHEEL=place, HYOGA_DOCS_SHA256=said)
    assert done.returncode == 4
    assert re.search(rf"^::error::hyoga-docs を入れられません。.*{words}", done.stdout, re.MULTILINE), done.stdout
    assert [line for line in (machine.folder / "log").read_text().splitlines() if not line.startswith("curl ")] == []
    assert not list(machine.folder.rglob("pwned"))


@pytest.mark.parametrize("workspace", [".", "kaigi/令和6年"])
def test_check_annotates_the_lines(tmp_path: Path, workspace: str) -> None:
    runner = Runner(tmp_path, workspace)
    done = runner.step("check")
    assert done.returncode == 0, done.stderr
    meeting = runner.top / workspace / "meetings" / "2024-05-01.yaml"
    meeting.write_text(meeting.read_text("utf-8") + "titel: 開会\n", "utf-8")
    done = runner.step("check")
    assert done.returncode == 3
    name = (Path(workspace) / "meetings" / "2024-05-01.yaml").as_posix()
    assert re.search(rf"^::error file={name},line=\d+,col=1,title=HD111::", done.stdout, re.MULTILINE), done.stdout


def test_build_collects_the_packets_and_keeps_its_code(runner: Runner) -> None:
    runner.program(
        "hyoga-docs",
        "import pathlib, sys\n"
        "assert (sys.argv[1:3], sys.argv[4:]) == (['build', '--out'], ['meetings/2024-05-01.yaml']), sys.argv\n"
        "folder = pathlib.Path(sys.argv[3], '2024-05-01'); folder.mkdir(parents=True)\n"
        "(folder / 'packet.pdf').write_text('%PDF-')\n"
        "print('    ::error::a paper says so', flush=True)\n"
        "sys.exit(3)\n",
    )
    done = runner.step("build")
    assert done.returncode == 3
    assert (runner.out / "packet" / "2024-05-01.pdf").read_text() == "%PDF-"
    first, *_, last = done.stdout.splitlines()
    assert first.startswith("::stop-commands::")
    assert last == f"::{first.removeprefix('::stop-commands::')}::"


def test_nothing_is_published_but_what_this_run_made(runner: Runner) -> None:
    secret = runner.folder / "secret"
    secret.write_text("of the runner")
    for folder in (runner.out / "packet", runner.out / "diff", runner.top / "build" / "evil"):
        folder.mkdir(parents=True)
        for name in ("packet.pdf", "report.html", "comment.md", "comment.md.part"):
            (folder / name).symlink_to(secret)
    runner.program(
        "hyoga-docs",
        "import os, pathlib, sys\n"
        "if sys.argv[1] == 'build':\n"
        "    for name in ('whole', 'link'): pathlib.Path(sys.argv[3], name).mkdir()\n"
        "    pathlib.Path(sys.argv[3], 'whole', 'packet.pdf').write_text('%PDF-')\n"
        f"    os.symlink({str(secret)!r}, pathlib.Path(sys.argv[3], 'link', 'packet.pdf'))\n"
        "else: sys.exit(5)\n",
    )
    assert runner.step("build").returncode == 0
    assert runner.step("diff").returncode == 5
    assert runner.step("comment", GITHUB_EVENT_NAME="push", GITHUB_REF="refs/heads/main").returncode == 0
    assert [path.read_text() for path in runner.out.rglob("*") if path.is_file()] == ["%PDF-"]
    assert secret.read_text() == "of the runner"
    assert "of the runner" not in runner.summary.read_text("utf-8")


@pytest.mark.parametrize("said", ["12/../../../user", "--input=/etc/passwd", "::warning::x", "1 2", "９"])
def test_an_answer_that_names_no_comment_becomes_no_argument(runner: Runner, said: str) -> None:
    log = runner.folder / "asked"
    runner.program("gh", f"import sys\nopen({str(log)!r}, 'a').write(' '.join(sys.argv[1:]) + chr(10))\nprint({said!r})\n")
    done = runner.step("comment")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("::error::gh の答え")
    assert len(log.read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("workspace", [".", "kaigi"])
def test_diff_compares_with_where_the_pull_request_left_its_base(tmp_path: Path, workspace: str) -> None:
    runner = Runner(tmp_path, workspace)
    runner.program("hyoga-docs", DIFF)
    for code in ("0", "10"):
        done = runner.step("diff", DIFF_CODE=code)
        assert done.returncode == 0, done.stderr
        assert runner.comment.splitlines()[:2] == [f"BASE {runner.first}", f"HEAD {runner.second}"]
        assert runner.comment.endswith(f"HERE {'work' if workspace == '.' else workspace}\n")
        assert (runner.out / "diff" / "report.html").read_text() == f"<p>{runner.first}"


@pytest.mark.office
def test_the_real_diff_is_in_the_comment_and_in_the_report(runner: Runner) -> None:
    meeting = runner.top / "meetings" / "2024-05-01.yaml"
    text = meeting.read_text("utf-8")
    assert "date: 2024-05-01" in text
    meeting.write_text(text.replace("date: 2024-05-01", "date: 2024-05-02"), "utf-8")
    runner.commit(runner.top)
    done = runner.step("diff")
    assert done.returncode == 0, done.stderr
    assert "<strong>" in runner.comment
    assert "令和６年" in runner.comment
    assert "data:image/" in (runner.out / "diff" / "report.html").read_text("utf-8")


def test_a_diff_that_fails_leaves_no_comment(runner: Runner) -> None:
    runner.program("hyoga-docs", DIFF)
    assert runner.step("diff").returncode == 0
    assert runner.step("diff", DIFF_CODE="5").returncode == 5
    assert [path.name for path in (runner.out / "diff").iterdir()] == ["report.html"]


def test_a_push_is_compared_with_what_was_there_before(runner: Runner) -> None:
    runner.program("hyoga-docs", DIFF)
    push = {"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main", "GITHUB_BASE_REF": ""}
    assert runner.step("diff", **push, BEFORE=runner.third).returncode == 0
    assert f"BASE {runner.third}" in runner.comment
    for gone in ("0" * 40, "f" * 40, "", "--help"):
        assert runner.step("diff", **push, BEFORE=gone).returncode == 0
        assert f"BASE {runner.first}" in runner.comment
    runner.git("checkout", "-q", runner.first, folder=runner.top)
    assert runner.step("diff", **push, BEFORE="0" * 40).returncode == 0
    assert runner.comment == "比べる前の版がありません。\n"


def test_one_comment_is_made_and_then_written_again(runner: Runner, github: GitHub) -> None:
    runner.program("gh", GH)
    runner.program("hyoga-docs", DIFF)
    github.comments = [comment(number, "人の書いたこと", "User") for number in range(1, 120)]
    github.comments.append(comment(120, f"{MARKER}\nと人が書いた", "User"))
    assert runner.step("diff").returncode == 0
    done = runner.step("comment", GH_TEST_SERVER=github.address)
    assert done.returncode == 0, done.stderr
    assert "secret" not in done.stdout + done.stderr
    assert len(github.comments) == 121
    assert github.comments[-1]["body"].startswith(f"{MARKER}\nBASE ")
    assert "(https://github.example/ken/kaigi/actions/runs/99)" in github.comments[-1]["body"]
    (runner.out / "diff" / "comment.md").write_text("二度目 $(touch pwned) `touch pwned`\n@/etc/passwd\n", "utf-8")
    done = runner.step("comment", GH_TEST_SERVER=github.address, CHECK="failure", BUILD="failure")
    assert done.returncode == 0, done.stderr
    assert len(github.comments) == 121
    assert "二度目 $(touch pwned) `touch pwned`\n@/etc/passwd\n" in github.comments[-1]["body"]
    assert "点検でエラーが見つかりました" in github.comments[-1]["body"]
    assert "を作れませんでした。**" in github.comments[-1]["body"]
    assert github.comments[119]["body"].endswith("と人が書いた")
    assert [method for method, _ in github.asked] == ["GET", "GET", "POST", "GET", "GET", "PATCH"]
    assert {path.split("?")[0] for method, path in github.asked if method != "PATCH"} == {"/repos/ken/kaigi/issues/7/comments"}
    assert runner.summary.read_text("utf-8").count(MARKER) == 2
    assert not list(runner.folder.rglob("pwned"))


def test_a_token_that_may_only_read_is_no_failure_and_any_other_refusal_is(runner: Runner, github: GitHub) -> None:
    runner.program("gh", GH)
    github.refuse = 403
    done = runner.step("comment", GH_TEST_SERVER=github.address)
    assert done.returncode == 0, done.stderr
    assert "::notice::" in done.stdout
    assert "前の版との比較を作れませんでした" in runner.summary.read_text("utf-8")
    github.refuse = 422
    assert runner.step("comment", GH_TEST_SERVER=github.address).returncode == 1
    assert github.comments == []


def test_a_push_has_a_summary_and_no_comment(runner: Runner) -> None:
    runner.program("gh", "raise SystemExit('not to be called')")
    done = runner.step("comment", GITHUB_EVENT_NAME="push", GITHUB_REF="refs/heads/main")
    assert done.returncode == 0, done.stderr
    assert MARKER in runner.summary.read_text("utf-8")


def test_a_long_comment_is_cut_at_the_end_of_a_line(runner: Runner, github: GitHub) -> None:
    runner.program("gh", GH)
    (runner.out / "diff").mkdir(parents=True)
    (runner.out / "diff" / "comment.md").write_text("会議の資料\n" * 20_000, "utf-8")
    assert runner.step("comment", GH_TEST_SERVER=github.address).returncode == 0
    body = github.comments[0]["body"]
    assert 63_000 < len(body) < 65_536
    assert set(body.splitlines()[1:-4]) == {"会議の資料"}
    assert "続きは report.html にあります" in body
