"""What the commands share: how they talk, and what day and what machine it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.commands.problem_formats import as_github, as_json, as_sarif, as_text
from hyoga_docs.core.problem import ExitCode, HyogaError, Place, error
from hyoga_docs.spec.workspace_paths import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hyoga_docs.core.problem import ProblemDict


class ProblemFormat(StrEnum):
    """How problems are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


ProblemFormatOption = Annotated[ProblemFormat, typer.Option("--format", help="結果の形")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="問題のほかは何も表示しない")]


class Console:
    """What one command says: words on a terminal, or one document for a program at its end."""

    def __init__(self, form: ProblemFormat, *, quiet: bool, findings: bool = False) -> None:
        """`findings` says that what is found is what was asked for, and goes where results go."""
        self.form, self.quiet, self.findings = form, quiet, findings
        self.said: list[ProblemDict] = []
        self._about: Path | None = None
        self.live = sys.stderr.isatty() and not quiet and form is ProblemFormat.TEXT
        self.color_out = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self.color = (sys.stdout if findings else sys.stderr).isatty() and "NO_COLOR" not in os.environ

    @contextlib.contextmanager
    def reporting(self, codes: list[ExitCode], about: Path | None = None) -> Iterator[None]:
        """Tells the problems that end a step, notes the exit code, and lets the command go on; `about` is the file in hand."""
        self._about = about
        try:
            yield
        except HyogaError as problem:
            codes.append(problem.exit_code)
            self._tell([found.as_dict() for found in problem.problems])
        except BrokenPipeError:  # who reads the output has read enough: `… | head`
            sys.stdout = io.StringIO()
        except OSError as problem:  # what no room foresaw; the system's own words, and the file that it names
            codes.append(ExitCode.MACHINE)
            place = Place(str(problem.filename)) if problem.filename else None
            self._tell([error("HD614", f"ファイルを扱えません（{problem.strerror or problem}）。", place=place).as_dict()])

    def progress(self, spec: Path) -> Callable[[str], None]:
        """A line that changes while a build goes on; on a terminal only."""

        def say(words: str) -> None:
            if self.live:
                typer.echo(f"\r\x1b[K{spec.stem}: {words}", nl=False, err=True)

        return say

    def result(self, words: str, problems: list[ProblemDict]) -> None:
        """What was done, after what was found on the way."""
        self._tell(problems)
        if not self.quiet and self.form is ProblemFormat.TEXT:
            typer.echo(words)

    def wrote(self, words: str) -> None:
        """What was written beside the answer, said where it is no part of the answer."""
        if not self.quiet:
            typer.echo(words, err=True)

    def clear(self) -> None:
        """Takes the line of progress away."""
        if self.live:
            typer.echo("\r\x1b[K", nl=False, err=True)

    def _tell(self, problems: list[ProblemDict]) -> None:
        self.clear()
        if problems and self.form is ProblemFormat.TEXT:
            between = "\n" if self.said else ""
            typer.echo(between + as_text(problems, color=self.color), err=not self.findings)
        self.said += self._from_top(problems) if self.form is ProblemFormat.GITHUB else problems

    def _from_top(self, problems: list[ProblemDict]) -> list[ProblemDict]:
        """The problems with their files named from the top of the repository, as code hosts name them."""
        return [
            {**each, "file": from_top(str(each["file"]), self._about, Path.cwd())} if each["file"] else each for each in problems
        ]

    def end(self, code: ExitCode) -> None:
        """Ends the command."""
        told = {ProblemFormat.JSON: as_json, ProblemFormat.SARIF: as_sarif, ProblemFormat.GITHUB: as_github}.get(self.form)
        if document := told(self.said) if told else "":
            typer.echo(document)
        if code:
            raise typer.Exit(int(code))


def from_top(file: str, about: Path | None, here: Path) -> str:
    """The name of a file from the top of its git repository, with slashes; its whole path where it lies in none.

    `file` is named from the workspace of the file that a problem is about, from `here`, or from the root of the machine.
    """
    workspace = find_workspace(here / about) if about else None
    places = [folder / file for folder in (workspace.root if workspace else None, here) if folder is not None]
    path = Path(os.path.abspath(next((place for place in places if place.exists()), places[0])))  # noqa: PTH100  links stay
    top = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    return path.relative_to(top).as_posix() if top else path.as_posix()


def today() -> dt.date:
    """The day on this desk."""
    return dt.datetime.now().astimezone().date()


def short_path(path: Path) -> str:
    """A path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
