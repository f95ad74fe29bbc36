"""What a shell is answered while somebody types, and how that is set up; bash itself is asked as well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_commands_app import loaded, rooms
from typer.testing import CliRunner, Result

from hyoga_docs.commands.app import COMMANDS, COMPLETE_VARIABLE, app


def completed(words: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> tuple[list[str], set[str]]:
    """What bash is offered for the last of the words, and which modules were loaded for that."""
    monkeypatch.setenv(COMPLETE_VARIABLE, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    done = subprocess.run([sys.executable, "-m", "hyoga_docs"], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return done.stdout.split(), loaded(folder=folder)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("hyoga-docs bu", ["build"]),
        ("hyoga-docs ", [str(command.name) for command in COMMANDS]),
        ("hyoga-docs roster re", ["retire", "rename"]),
        ("hyoga-docs charter ", ["import", "diff", "amend"]),
        ("hyoga-docs --v", ["--version"]),
        ("hyoga-docs nosuch x", []),
    ],
)
def test_names_are_offered_without_a_look_at_the_commands(
    words: str, offered: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, modules = completed(words, monkeypatch, tmp_path)
    assert found == offered
    assert {name.partition(".")[0] for name in rooms(modules)} & {"diff", "amendments", "pipeline", "pdf", "word"} == set()
    assert {"commands.build", "commands.roster", "commands.charter"} & rooms(modules) == set()
    assert "rich" not in modules


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("hyoga-docs build --o", ["--out", "--ocr"]),
        ("hyoga-docs build --format s", ["sarif"]),
        ("hyoga-docs check --format ", ["text", "json", "sarif", "github"]),
        ("hyoga-docs roster retire --c", ["--common", "--correct"]),
        ("hyoga-docs build meetings/2019-10-31.yaml --p", ["--pdfa"]),
        ("hyoga-docs --version ", [str(command.name) for command in COMMANDS]),
        ("hyoga-docs build ", []),  # the shell offers files
    ],
)
def test_options_and_choices_of_a_command_are_offered(
    words: str, offered: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, modules = completed(words, monkeypatch, tmp_path)
    assert found == offered
    if " build " in words:
        assert {name.partition(".")[0] for name in modules} & {"pikepdf", "docx", "lxml", "ruamel"} == set()


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_are_offered_names_with_their_meaning_a_line_each(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COMPLETE_VARIABLE, f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "hyoga-docs ")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    done = subprocess.run([sys.executable, "-m", "hyoga_docs"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    between = {"zsh": '":"', "fish": "\t", "powershell": ":::"}[shell]
    expected = [f"{command.name}{between}{command.help}" for command in COMMANDS]
    assert len(done.stdout.splitlines()) == len(expected)
    for line, words in zip(done.stdout.splitlines(), expected, strict=True):
        assert words in line


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_bash_completes_with_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "hyoga-docs"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hyoga_docs "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    script = """
        set -e
        shown=$(hyoga-docs --show-completion; true)  # the last command stands in for a shell that would go away
        eval "$shown"
        COMP_WORDS=(hyoga-docs roster re) COMP_CWORD=2
        _hyoga_docs_completion hyoga-docs
        echo "${COMPREPLY[@]}"
    """
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("retire rename\n", "")


def set_up(option: str, shell: str | None, home: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("hyoga_docs.commands.completion._get_shell_name", lambda: shell)
    return CliRunner().invoke(app, [option])


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/hyoga-docs.sh"),
        ("zsh", ".zfunc/_hyoga-docs"),
        ("fish", ".config/fish/completions/hyoga-docs.fish"),
    ],
)
def test_what_is_shown_is_what_is_set_up(shell: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = set_up("--show-completion", shell, tmp_path, monkeypatch)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert f"{COMPLETE_VARIABLE}=complete_{shell}" in shown.stdout
    assert list(tmp_path.iterdir()) == []
    done = set_up("--install-completion", shell, tmp_path, monkeypatch)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{file} に、{shell} の補完を入れました。" in done.stdout
    assert (tmp_path / file).read_text("utf-8").strip() == shown.stdout.strip()


def test_powershell_is_shown_what_it_needs_and_its_settings_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in ("powershell", "pwsh"):
        shown = set_up("--show-completion", shell, tmp_path, monkeypatch)
        assert (shown.exit_code, "Register-ArgumentCompleter" in shown.stdout) == (0, True)
        refused = set_up("--install-completion", shell, tmp_path, monkeypatch)
        assert (refused.exit_code, "HD663" in refused.stderr, "$PROFILE" in refused.stderr) == (2, True, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shell", ["sh", None])
def test_a_shell_that_cannot_complete_is_told_so(shell: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for option in ("--show-completion", "--install-completion"):
        refused = set_up(option, shell, tmp_path, monkeypatch)
        assert (refused.exit_code, "HD663" in refused.stderr, refused.stdout) == (2, True, "")
    assert list(tmp_path.iterdir()) == []
