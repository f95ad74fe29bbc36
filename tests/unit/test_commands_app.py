"""The table of commands, and what is loaded for which of them."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from typer.core import TyperGroup
from workspaces import write_workspace

from hyoga_docs.commands.app import COMMANDS, LateCommand

_PDF = {"pikepdf", "pypdfium2", "img2pdf", "PIL"}
#: What a command with nothing to print does without.
_HEAVY = {*_PDF, "docx", "docxtpl", "openpyxl", "fontTools", "fugashi"}
#: Files of the room that hold no command, and may be loaded with the command line.
_SHARED = {"entry_point", "app", "japanese_help", "usage_errors"}
_RUN = """
import sys
from hyoga_docs.commands.entry_point import main
code = 0
try:
    main()
except SystemExit as end:
    code = end.code
print(code or 0, *sys.modules, file=sys.stderr)
"""


def late_commands() -> Iterator[LateCommand]:
    for command in COMMANDS:
        found = command.commands.values() if isinstance(command, TyperGroup) else [command]
        for each in found:
            assert isinstance(each, LateCommand)
            yield each


def loaded(*arguments: str, folder: Path, code: int = 0) -> set[str]:
    """The names of the modules that a command loads."""
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(folder / "cache")}
    words = [sys.executable, "-c", _RUN, *arguments]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    ended, *modules = done.stderr.splitlines()[-1].split()
    assert int(ended) == code, done.stderr
    return set(modules)


def rooms(modules: set[str]) -> set[str]:
    return {name.removeprefix("hyoga_docs.") for name in modules if name.startswith("hyoga_docs.")}


@pytest.mark.parametrize("command", [*late_commands()], ids=lambda command: f"{command.file}:{command.function}")
def test_the_table_says_what_the_command_says_of_itself(command: LateCommand) -> None:
    function = getattr(import_module(f"hyoga_docs.commands.{command.file}"), command.function)
    documentation = inspect.getdoc(function)
    assert documentation is not None
    assert command.help == documentation.split("\n")[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--help",), 0), (("--version",), 0), ((), 2), (("buidl",), 2), (("roster", "--help"), 0), (("charter",), 2)],
)
def test_what_no_command_is_needed_for_loads_no_command(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    found = rooms(loaded(*arguments, folder=tmp_path, code=code))
    assert {name for name in found if name.startswith("commands.")} <= {f"commands.{name}" for name in _SHARED}
    assert {name.partition(".")[0] for name in found} <= {"commands", "core", "japanese"}


def test_a_command_loads_what_it_needs(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    roster = "title: 名簿\ngroups:\n  - category: 県\n    members:\n      - {id: ken, name: 県}\n"
    write_workspace(folder, roster=roster)
    shown = loaded("roster", "show", folder=folder)
    assert {name.partition(".")[0] for name in shown} & _HEAVY == set()
    assert {"commands.attendance", "commands.charter", "commands.roster_spreadsheet"} & rooms(shown) == set()
    made = loaded("new", "2030-04-01", folder=folder)
    assert {name.partition(".")[0] for name in made} & _HEAVY == set()
    assert "spec.platform" not in rooms(made)
    help_of_build = rooms(loaded("build", "--help", folder=folder))  # as much as a build of what is up to date
    assert {name for name in help_of_build if name.startswith(("spec.base_model", "letters", "publish", "word", "check"))} == set()
    (folder / "a.txt").write_text("一行。", "utf-8")
    told = loaded("textconv", "a.txt", folder=folder)
    assert {name.partition(".")[0] for name in told} & {*_HEAVY, "typer", "pydantic"} == set()


def test_a_build_of_one_edition_loads_nothing_of_the_other_and_of_letters() -> None:
    script = "import sys; from hyoga_docs.pipeline import build_packet, packets; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    found = set(done.stdout.split())
    assert "hyoga_docs.pipeline.assemble" in found
    rare = {"pipeline.public_edition", "pipeline.public_proof", "plan.editions", "check.leaks", "pdf.leaks", "word.letters"}
    assert {*rare, "letters", "publish", "archive"} & rooms(found) == set()
    assert {"icalendar", "openpyxl", "urllib.request"} & found == set()
