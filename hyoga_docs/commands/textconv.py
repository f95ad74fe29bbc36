"""`hyoga-docs textconv`: what a file says, for `git diff` and `git log -p`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.commands.console import Console, short_path
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import UsageError, error
from hyoga_docs.diff.git_setup import INSTALL, home_of, install
from hyoga_docs.diff.textconv import show
from hyoga_docs.spec.workspace_paths import find_workspace

if TYPE_CHECKING:
    from hyoga_docs.diff.git_setup import TextconvInstallation

Shown = Annotated[Path | None, typer.Argument(metavar="ファイル", help="Word、PDF、Excel、PowerPoint、CSV などのファイル")]
Install = Annotated[bool, typer.Option("--install", help="この作業場所の git に、この命令を使わせる")]


def textconv(file: Shown = None, *, install: Install = False) -> None:
    """ファイルの文字を一行ずつ示す（git diff と git log -p が使う）。

    --install は、リポジトリーを写すごとに一度打つ。

    例: hyoga-docs textconv 計画.docx
    """
    with Console() as console:
        if (file is None) is not install:
            hint = "「hyoga-docs textconv ファイル」か「hyoga-docs textconv --install」と打ってください。"
            raise UsageError([error("HD661", "ファイルか --install の、どちらか一つを指定してください。", hint=hint)])
        if file is not None:
            show(file, lambda: this_machine(1, 60))
        else:
            console.result(_install())


def _install() -> str:
    environment, here = dict(os.environ), Path.cwd()
    return "\n".join(installation_report(install(home_of(here, find_workspace(here), environment), environment)))


def installation_report(done: TextconvInstallation) -> list[str]:
    """What was done, and what is left to do."""
    path = short_path(done.attributes)
    lines = [f"{path} {'に行を足しました' if done.changed else 'は、もうできています'}（Word や PDF を文字で比べる）。"]
    if done.top is None:
        there = shlex.quote(short_path(done.attributes.parent))
        return [*lines, f"git のリポジトリーに入れたら、{there} の中で「{INSTALL}」を一度実行してください。"]
    lines.append(f"git の設定をしました（{short_path(done.top)}）。git diff と git log -p に、変わった文字が出ます。")
    folder = done.attributes.parent.resolve()
    if (folder / ".github" / "packet.sh").is_file() and folder != done.top.resolve():
        inner = folder.relative_to(done.top.resolve()).as_posix()
        lines.append(
            f"GitHub Actions には、.github をリポジトリーの一番上に移し、packet.yml に「WORKSPACE: {inner}」と書いてください。"
        )
    return lines
