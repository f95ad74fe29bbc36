"""`hyoga-docs check`: what is wrong with a meeting, or with a file on its own, before anyone prints."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.fixed_files import fixed_files, write_fixed
from hyoga_docs.commands.arguments import is_confirmed
from hyoga_docs.commands.console import (
    Console,
    Notes,
    ProblemFormat,
    ProblemFormatOption,
    Quiet,
    RequireIsolation,
    short_path,
    today,
)
from hyoga_docs.commands.explained import explanation
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import Severity, SpecError, UsageError, has_errors
from hyoga_docs.pipeline.check_file import check_file
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.pipeline.prepare import prepare
from hyoga_docs.spec.workspace_paths import find_meeting, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.pipeline.machine import IntakeSettings

#: How often a meeting is looked at again after some of it was mended: its keys and values, its references, its words.
_LOOKS = 4

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="ファイル", help="会議の YAML、または PDF・Word・txt などのファイル（なければ、ここの meetings/ のすべて）"
    ),
]


def check(
    files: Files = None,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="注意もエラーとして終わる")] = False,
    final: Annotated[bool, typer.Option("--final", help="決まっていないところ（●月●日など）をエラーにする")] = False,
    explain: Annotated[
        list[str] | None, typer.Option("--explain", metavar="コード", help="知らせのコードの説明を示す。いくつでも並べられる")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="直し方が一つに決まる間違いを、確かめてから会議と common の YAML で直す")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="--fix で、尋ねずに書く")] = False,
    require_isolation: RequireIsolation = False,
    notes: Notes = False,
    quiet: Quiet = False,
) -> None:
    """印刷する前に分かる間違いを、すべて一度に挙げる。PDF や Word のファイルだけでも調べる。

    エラーがあれば 3 で終わる。--fix を付けなければ、何も書き換えない。

    例: hyoga-docs check meetings/2019-10-31.yaml
    例: hyoga-docs check 計画.docx 予算.xlsx
    例: hyoga-docs check --fix meetings/2019-10-31.yaml
    例: hyoga-docs check --explain HD271
    """
    if explain:
        _explain([*explain, *map(str, files or ())])
        return
    machine = this_machine(2, 120, isolated=require_isolation)
    with Console(form, quiet=quiet, findings=True, notes=notes) as console:
        for file in _each(files or [Path("meetings")]):
            with console.step(file), scratch() as folder:
                settings = machine.intake_settings(folder)
                if fix and _is_meeting(file):
                    _fix(file, console, partial(_check_one, file, settings, final=final), yes=yes)
                problems = _check_one(file, settings, final=final)
                has_warnings = any(problem.severity is Severity.WARNING for problem in problems)
                if has_errors(problems) or (strict and has_warnings):
                    raise SpecError(problems)
                verdict = "エラーはありません" if has_warnings else "直すところはありません"
                console.result(f"{short_path(file)}: {verdict}。", [each.as_dict() for each in problems])
            console.found(machine.isolation.problems())


def _explain(codes: list[str]) -> None:
    """Prints what codes mean, one after another, and then those that are no codes."""
    pages: list[str] = []
    problems: list[Problem] = []
    for code in dict.fromkeys(codes):
        try:
            pages.append(explanation(code))
        except UsageError as found:
            problems += found.problems
    with Console() as console:
        if pages:
            console.say("\n\n".join(pages))
        if problems:
            raise UsageError(problems)


def _each(files: list[Path]) -> list[Path]:
    """The files, and of a folder its meetings."""
    return [found for file in files for found in (sorted(file.glob("*.yaml")) if file.is_dir() else [file]) or [file]]


def _is_meeting(file: Path) -> bool:
    return file.suffix.lower() in {".yaml", ".yml"} or file == Path("meetings")


def _fix(file: Path, console: Console, check_one: Callable[[], list[Problem]], *, yes: bool) -> None:
    """Mends what can be mended in one way only, once the lines have been shown and somebody has agreed.

    Words are read only where a file has no mistakes of its keys and values, so that a second look may find more.
    """
    paths = find_meeting(file).workspace
    for _ in range(_LOOKS):
        try:
            problems = check_one()
        except SpecError as found:
            problems = list(found.problems)
        files = fixed_files(problems, paths)
        if not files:
            return
        console.shown(["直すところ", *(line for each in files for line in each.changes())])
        if not is_confirmed(yes=yes):
            console.shown(["何も書いていません。", ""])
            return
        write_fixed(files, paths)
        console.shown([f"{'、'.join(each.name for each in files)} に書きました。", ""])


def _check_one(file: Path, settings: IntakeSettings, *, final: bool) -> list[Problem]:
    """What is wrong with a meeting, or with a file on its own."""
    if _is_meeting(file):
        return list(prepare(find_meeting(file), settings, today=today(), final=final).problems)
    return check_file(file, find_workspace(file), settings, today(), final=final)
