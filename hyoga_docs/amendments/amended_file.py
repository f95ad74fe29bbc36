"""A file of YAML that is amended where it is written, only while it is still as it was read."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from hyoga_docs.core.files import changed_meanwhile, os_errors_as_problems, read_plain, write_over
from hyoga_docs.core.problem import MachineError, Place, error
from hyoga_docs.spec.yaml.reader import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.spec.yaml.reader import YamlSource


def text_as_read(path: Path, root: Path, source: YamlSource) -> str:
    """The text of a file in the workspace `root`, which is still as `source` was read. Raises MachineError where it is not."""
    with os_errors_as_problems(path):
        before = read_plain(path, within=root)
    text, problems = decoded(before, source.name)
    if problems or tuple(text.split("\n")) != source.lines:
        raise MachineError([changed_meanwhile(path)])
    return before.decode()


def write_text(path: Path, root: Path, name: str, before: str, after: str) -> None:
    """Writes a file, called `name`, anew, where it is still as it was read. Raises MachineError."""
    with os_errors_as_problems(path):
        if not path.stat().st_mode & stat.S_IWUSR:
            hint = "読み取り専用を外してから、もう一度実行してください。"
            raise MachineError([error("HD612", "読み取り専用のファイルです。", place=Place(name), hint=hint)])
        write_over(path, before.encode(), after.encode(), within=root)
