"""Files as they stood at a git revision, and the settings of a git repository."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.office.process import output

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIMIT = 20.0


def file_at(folder: Path, revision: str, path: str, environment: Mapping[str, str]) -> bytes | None:
    """A file below `folder` at a revision, or None where git, the revision or the file is not there."""
    git = shutil.which("git", path=environment.get("PATH"))
    if git is None or not revision or revision[0] in "-:":  # an option, or what is but staged
        return None
    return output([git, "-C", str(folder), "cat-file", "blob", f"{revision}:./{path}"], environment, _LIMIT)


def is_here(environment: Mapping[str, str]) -> bool:
    """Whether there is a git."""
    return shutil.which("git", path=environment.get("PATH")) is not None


def top_of(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The working tree that a folder lies in, or None without one, without git, and where git does not trust it."""
    said = _said(folder, ("rev-parse", "--show-toplevel"), environment)
    return Path(said) if said else None


def setting(folder: Path, name: str, environment: Mapping[str, str]) -> str | None:
    """A setting as it is in force there."""
    return _said(folder, ("config", "--get", name), environment)


def set_setting(folder: Path, name: str, value: str, environment: Mapping[str, str]) -> bool:
    """Gives the repository a setting in the place of those that it had; says whether that could be done."""
    return _said(folder, ("config", "--local", "--replace-all", name, value), environment) is not None


def attribute(folder: Path, name: str, path: str, environment: Mapping[str, str]) -> str | None:
    """The value of an attribute for a path, which need not exist."""
    said = _said(folder, ("check-attr", "-z", name, "--", path), environment)
    parts = said.split("\0") if said else []
    return parts[2] if len(parts) > 2 else None


def forget(folder: Path, reference: str, environment: Mapping[str, str]) -> bool:
    """Drops a reference, which need not exist; says whether it is gone."""
    return _said(folder, ("update-ref", "-d", reference), environment) is not None


def _said(folder: Path, words: tuple[str, ...], environment: Mapping[str, str]) -> str | None:
    git = shutil.which("git", path=environment.get("PATH"))
    if git is None:
        return None
    said = output([git, "-C", str(folder), *words], environment, _LIMIT)
    return None if said is None else said.decode("utf-8", "surrogateescape").rstrip("\r\n")
