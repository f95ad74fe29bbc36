"""The import rules of pyproject.toml: each is broken here once, so that a rule that holds nothing cannot pass unseen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = [
    each["name"] for each in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
]
#: For each rule a file that breaks it, by its place in the package, and what is said of that.
BREACHES = {
    "Data walks one way, and every room has its place": (
        "core/stray.py",
        "import hyoga_docs.plan.resolve",
        "hyoga_docs.core.stray ->",
    ),
    "Only word/ uses docxtpl and python-docx": ("plan/stray.py", "import docx", "hyoga_docs.plan.stray -> docx"),
    "Only word/, publish/ and diff/report/ use Jinja2": ("diff/stray.py", "import jinja2", "hyoga_docs.diff.stray -> jinja2"),
    "Only pdf/ uses the PDF libraries": ("pipeline/stray.py", "import pikepdf", "hyoga_docs.pipeline.stray -> pikepdf"),
    "Only programs/ runs other programs": ("commands/stray.py", "import subprocess", "hyoga_docs.commands.stray -> subprocess"),
    "Only amendments/spreadsheet/ uses openpyxl": (
        "amendments/stray.py",
        "import openpyxl",
        "hyoga_docs.amendments.stray -> openpyxl",
    ),
    "Only letters/ uses icalendar": ("check/stray.py", "import icalendar", "hyoga_docs.check.stray -> icalendar"),
    "No circles, within rooms either": ("text/ooxml/stray.py", "import hyoga_docs.text.readers.docx", ".ooxml -> .readers"),
}
#: What only `commands/` asks for; everything else is told.
ASKED = re.compile(r"os\.environ|os\.getenv|\bgetlocale|datetime\.now|date\.today|time\.time\(")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of a copy of the package that breaks every rule, and has a room that no rule knows."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(ROOT / "hyoga_docs", folder / "hyoga_docs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for place, line, _ in BREACHES.values():
        (folder / "hyoga_docs" / place).write_text(f"{line}\n", "utf-8")
    (folder / "hyoga_docs" / "attic").mkdir()
    (folder / "hyoga_docs" / "attic" / "__init__.py").touch()
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(program), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    named = re.compile(rf"^({'|'.join(map(re.escape, CONTRACTS))})\n-+\n", re.MULTILINE)
    pieces = named.split(done.stdout.partition("Broken contracts")[2])
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_every_rule_has_its_breach() -> None:
    assert list(BREACHES) == CONTRACTS


@pytest.mark.parametrize("rule", CONTRACTS)
def test_a_rule_that_is_broken_is_told_with_the_place(rule: str, verdicts: dict[str, str]) -> None:
    assert BREACHES[rule][2] in verdicts[rule]


def test_a_room_that_has_no_place_in_the_order_is_told(verdicts: dict[str, str]) -> None:
    assert "attic" in verdicts[CONTRACTS[0]]


def test_the_machine_the_day_and_the_environment_are_asked_in_commands_alone() -> None:
    package = ROOT / "hyoga_docs"
    asking = [path.relative_to(package).as_posix() for path in package.rglob("*.py") if ASKED.search(path.read_text("utf-8"))]
    assert {name.partition("/")[0] for name in asking} == {"commands"}


def test_at_the_root_of_the_package_stand_folders_alone() -> None:
    files = {path.name for path in (ROOT / "hyoga_docs").iterdir() if path.is_file()}
    assert files == {"__init__.py", "__main__.py", "py.typed"}


def test_no_class_name_stands_twice() -> None:
    seen: dict[str, str] = {}
    for path in sorted((ROOT / "hyoga_docs").rglob("*.py")):
        for name in re.findall(r"^class _?(\w+)", path.read_text("utf-8"), re.MULTILINE):
            place = path.relative_to(ROOT).as_posix()
            assert name not in seen, f"{name}: {seen[name]}, {place}"
            seen[name] = place
