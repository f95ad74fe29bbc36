"""Files as they stood at a git revision."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hyoga_docs.office.process import answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LIMIT = 20.0


def file_at(folder: Path, revision: str, path: str, environment: Mapping[str, str]) -> str | None:
    """The text of a file below `folder` at a revision, or None where git, the revision or the file is not there."""
    git = shutil.which("git", path=environment.get("PATH"))
    if git is None or revision.startswith("-"):
        return None
    return answer([git, "-C", str(folder), "show", "--no-textconv", f"{revision}:./{path}"], environment, _LIMIT)
