"""Where a meeting's workspace is; needs nothing heavy."""

from __future__ import annotations

from pathlib import Path


def find_root(spec: Path) -> Path | None:
    """The folder that holds `meetings/` and `templates/`, walking up from the spec."""
    for folder in spec.resolve().parents:
        if (folder / "templates").is_dir() and (folder / "meetings").is_dir():
            return folder
    return None
