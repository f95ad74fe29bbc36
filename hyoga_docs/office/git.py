"""Files as they stood at a git revision."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hyoga_docs.office.process import output

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LIMIT = 20.0


def file_at(folder: Path, revision: str, path: str, environment: Mapping[str, str]) -> bytes | None:
    """A file below `folder` at a revision, or None where git, the revision or the file is not there."""
    git = shutil.which("git", path=environment.get("PATH"))
    if git is None or not revision or revision[0] in "-:":  # an option, or what is but staged
        return None
    return output([git, "-C", str(folder), "cat-file", "blob", f"{revision}:./{path}"], environment, _LIMIT)
