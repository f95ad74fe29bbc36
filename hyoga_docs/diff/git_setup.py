"""What git needs to show the words of Word files and PDFs: lines in `.gitattributes`, and settings of the repository."""

from __future__ import annotations

import shlex
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.files import os_errors_as_problems, with_lines, write_over
from hyoga_docs.core.problem import MachineError, Place, UsageError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.programs import git
from hyoga_docs.programs.run_programs import on_path
from hyoga_docs.spec.formats import FORMATS, Opened, Use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.spec.workspace_paths import WorkspacePaths

DRIVER = "hyoga-docs"
INSTALL = "hyoga-docs textconv --install"
_ATTRIBUTES = ".gitattributes"
_COMMENT = "# git diff で、中身の文字の変わったところを見る（hyoga-docs textconv --install）"
#: Never mended as text either: a PDF that looks like one would be broken on Windows.
_PATTERNS = {
    f"*{each.suffixes[0]}": f"diff={DRIVER} -text"
    for opened in (Opened.OFFICE, Opened.PAGES)
    for each in FORMATS
    if each.opened is opened and Use.TEXTCONV in each.uses and each.suffixes
}
_DIFFERS = {"diff", "-diff", "!diff", "binary"}  # what says how a file is compared, beside `diff=…`
_PROGRAM = "hyoga-docs.exe" if sys.platform == "win32" else "hyoga-docs"


@dataclass(frozen=True)
class TextconvInstallation:
    """What was done: the file of attributes, whether it was changed, and the working tree whose settings were made."""

    attributes: Path
    changed: bool
    top: Path | None


@dataclass(frozen=True)
class TextconvStatus:
    """Whether git shows the words of papers here, what is so or not, and what to do about it."""

    good: bool
    says: str
    how: str = ""


def install(folder: Path, environment: Mapping[str, str]) -> TextconvInstallation:
    """Writes the lines of `.gitattributes` into a folder and, where it lies in a repository, its settings.

    Raises MachineError where something cannot be written.
    """
    path = folder / _ATTRIBUTES
    with os_errors_as_problems(path), folder_lock(folder):
        before = path.read_bytes() if path.is_file() else None
        after = with_attributes(before or b"")
        if after != before:
            write_over(path, before, after, within=folder)
        top = git.top_of(folder, environment)
        if top is not None:
            _set_up(top, environment)
    return TextconvInstallation(path, after != before, top)


def _set_up(top: Path, environment: Mapping[str, str]) -> None:
    command = " ".join((textconv_program(environment), "textconv"))
    settings = {"textconv": command, "cachetextconv": "true", "binary": "true"}
    done = [git.set_setting(top, f"diff.{DRIVER}.{name}", value, environment) for name, value in settings.items()]
    if not all(done):
        hint = ".git/config に書けるか確かめてください。"
        raise MachineError([error("HD662", "git の設定を書けません。", place=Place(str(top)), hint=hint)])
    git.forget(top, f"refs/notes/textconv/{DRIVER}", environment)  # what an older version of this program said


def home_of(here: Path, workspace: WorkspacePaths | None, environment: Mapping[str, str]) -> Path:
    """The folder whose `.gitattributes` is meant: of the workspace, or of the repository. Raises UsageError without either."""
    root = workspace.root if workspace is not None else git.top_of(here, environment)
    if root is None:
        message = "作業場所（meetings/ と templates/ のあるフォルダー）でも、git のリポジトリーでもありません。"
        raise UsageError([error("HD100", message, place=Place(str(here)), hint="作業場所の中で実行してください。")])
    return root


def with_attributes(data: bytes) -> bytes:
    """The contents of a `.gitattributes` with our lines at its end, where they are not yet in force; no line of it is touched."""
    missing = [f"{pattern} {words}" for pattern, words in _PATTERNS.items() if not _holds(data, pattern)]
    return with_lines(data, [_COMMENT, *missing]) if missing else data


def _holds(data: bytes, pattern: str) -> bool:
    """Whether the last line that says how files of a pattern are compared says what ours does."""
    said = ""
    for line in data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines():
        first, *words = line.split() or [""]
        for word in words if first == pattern else ():
            if word in _DIFFERS or word.startswith("diff="):
                said = word
    return said == f"diff={DRIVER}"


def textconv_program(environment: Mapping[str, str]) -> str:
    """How git's shell starts this very program: by its plain name where that is sure to be found, else by its whole path.

    In a virtual environment the plain name is found only while that is active.
    """
    script = Path(sysconfig.get_path("scripts")) / _PROGRAM
    if not script.is_file():
        return f"{_quoted(Path(sys.executable))} -P -m hyoga_docs"  # -P: no module of the folder that git is in
    named = on_path("hyoga-docs", environment)
    lasting = named is not None and (sys.prefix == sys.base_prefix or not named.is_relative_to(sys.prefix))
    return "hyoga-docs" if named and lasting and named.samefile(script) else _quoted(script)


def _quoted(path: Path) -> str:
    return shlex.quote(path.as_posix())


def state_of(here: Path, environment: Mapping[str, str]) -> TextconvStatus:
    """Whether git shows the words of papers in the repository around a folder."""
    how = f"リポジトリーの中で「{INSTALL}」を実行すると、git diff で Word や PDF の変わった文字が見えます。"
    if not git.is_here(environment):
        return TextconvStatus(False, "git がありません。前の版とは比べられません")
    if git.top_of(here, environment) is None:
        return TextconvStatus(False, "ここは git のリポジトリーの中ではありません", how)
    command = git.setting(here, f"diff.{DRIVER}.textconv", environment)
    if not command:
        return TextconvStatus(False, "git diff で Word や PDF の文字を見る設定がありません", how)
    if git.attribute(here, "diff", "x.docx", environment) != DRIVER:
        return TextconvStatus(False, f"{_ATTRIBUTES} に、Word や PDF の文字を見る行がありません", how)
    program = _first_word(command)
    if on_path(program, environment) is None:
        return TextconvStatus(False, f"設定のプログラム（{program}）がありません。git diff と git log -p が止まります", how)
    return TextconvStatus(True, f"git diff で Word や PDF の文字が見えます（{command}）")


def _first_word(command: str) -> str:
    try:
        return next(iter(shlex.split(command)), "")
    except ValueError:  # a quote without its partner
        return command
