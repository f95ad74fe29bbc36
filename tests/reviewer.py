"""What the tests of `diff` share: the command as a reviewer types it, an amendment, and all that lies in a folder."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from hyoga_docs.commands.app import app

_ROSTER = "meetings/common/roster.yaml"
OLD, NEW = "熊本市経済観光局産業部", "熊本市経済観光局産業振興部"


def run_diff(*arguments: str) -> Result:
    """What `hyoga-docs diff` says, which is never a traceback."""
    result = CliRunner().invoke(app, ["diff", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def amend(root: Path) -> None:
    """Gives a member of the roster another name."""
    path = root / _ROSTER
    path.write_text(path.read_text("utf-8").replace(OLD, NEW), "utf-8")


def everything(root: Path) -> dict[str, bytes]:
    """Every file of a folder, those of git too."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
