"""Completion in the shell: setting it up, and what a shell asks while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from typer import _completion_classes
from typer.completion import _get_shell_name, completion_init, get_completion_script, install

from hyoga_docs.commands.app import COMPLETE_VARIABLE
from hyoga_docs.commands.console import Console, short_path
from hyoga_docs.core.problem import UsageError, error

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAM = "hyoga-docs"
_INSTALLED = ("bash", "zsh", "fish")
_POWERSHELL = ("powershell", "pwsh")


def answer_shells() -> None:
    """Makes ready to answer a shell in place of running a command.

    typer would have rich look for colours in what it answers, which breaks long lines in two, and takes as long as all the rest.
    """
    completion_init()
    _completion_classes._sanitize_help_text = _as_it_is


def _as_it_is(text: str) -> str:
    return text


def install_completion() -> None:
    """Lets the shell that the command was called from complete it; then ends the command."""
    with Console() as console:
        shell = _shell()
        if shell not in _INSTALLED:  # typer would allow PowerShell to run any script, which is not ours to decide
            hint = f"「{_PROGRAM} --show-completion」が示すものを、$PROFILE が指すファイルに足してください。"
            raise UsageError([error("HD663", "PowerShell の設定は、書き換えません。", hint=hint)])
        path: Path = install(shell, prog_name=_PROGRAM, complete_var=COMPLETE_VARIABLE)[1]
        console.result(f"{short_path(path)} に、{shell} の補完を入れました。新しい端末から使えます。")
    raise typer.Exit


def show_completion() -> None:
    """Shows what the shell needs to complete the command; then ends the command."""
    with Console() as console:
        console.result(get_completion_script(prog_name=_PROGRAM, complete_var=COMPLETE_VARIABLE, shell=_shell()))
    raise typer.Exit


def _shell() -> str:
    """The shell that the command was called from. Raises UsageError where it is none that can complete."""
    shell = _get_shell_name()
    if shell not in {*_INSTALLED, *_POWERSHELL}:
        called = f"（{shell}）" if shell else ""
        hint = "bash、zsh、fish、PowerShell のどれかの中で打ってください。"
        raise UsageError([error("HD663", f"このシェル{called}では補完できません。", hint=hint)])
    return str(shell)
