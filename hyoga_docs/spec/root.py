"""Where a meeting's workspace is, and the repository that holds it; needs nothing heavy."""

from __future__ import annotations

import os
from pathlib import Path


def find_root(spec: Path) -> Path | None:
    """The folder that holds `meetings/` and `templates/`, walking up from the spec."""
    for folder in spec.resolve().parents:
        if (folder / "templates").is_dir() and (folder / "meetings").is_dir():
            return folder
    return None


def from_top(file: str, about: Path | None, here: Path) -> str:
    """The name of a file from the top of its git repository, with slashes; its whole path where it lies in none.

    `file` is named from the workspace of the file that a problem is about, from `here`, or from the root of the machine.
    """
    root = find_root(here / about) if about else None
    places = [folder / file for folder in (root, here) if folder is not None]
    path = Path(os.path.abspath(next((place for place in places if place.exists()), places[0])))  # noqa: PTH100  links stay
    top = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    return path.relative_to(top).as_posix() if top else path.as_posix()
