"""Files as they stood at a git revision, and the settings of a repository. Nothing here writes into its work tree."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.office.process import output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LIMIT = 20.0
_CHECKOUT_LIMIT = 300.0


def file_at(folder: Path, revision: str, path: str, environment: Mapping[str, str]) -> bytes | None:
    """A file below `folder` at a revision, or None where git, the revision or the file is not there."""
    if not _is_name(revision):
        return None
    return _ask(folder, ("cat-file", "blob", f"{revision}:./{path}"), environment)


def commit_of(folder: Path, revision: str, environment: Mapping[str, str]) -> str | None:
    """The commit that a name means in the repository around `folder`; None where git, the repository or the name is not there."""
    if not _is_name(revision):
        return None
    found = _ask(folder, ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"), environment)
    return found.decode().strip() if found else None


def merge_base(folder: Path, one: str, other: str, environment: Mapping[str, str]) -> str | None:
    """The last commit that two commits have in common, or None."""
    found = _ask(folder, ("merge-base", one, other), environment)
    return found.decode().strip() if found else None


def check_out(folder: Path, commit: str, names: Sequence[str], target: Path, environment: Mapping[str, str]) -> Path | None:
    """Writes what `names` below `folder` held at a commit into the empty folder `target`; returns what `folder` is there.

    The files go through the filters of .gitattributes, as in any checkout. The index is one of our own, hooks are not run:
    the repository stays as it is, also if this is ended in the middle. None where it cannot be done.
    """
    asked = _ask(folder, ("rev-parse", "--absolute-git-dir", "--show-prefix"), environment)
    if asked is None:
        return None
    git_dir, prefix = asked.decode().split("\n")[:2]
    listed = _ask(folder, ("ls-tree", "-z", "--name-only", commit, "--", *names), environment)
    there = [name for name in (listed or b"").decode().split("\0") if name]
    place = target / "tree"
    place.mkdir()
    own = {"GIT_INDEX_FILE": str(target / "index"), "GIT_DIR": git_dir, "GIT_WORK_TREE": str(place)}
    paths = [f":(top,literal){prefix}{name}" for name in there]
    arguments = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "checkout", "--quiet", commit, "--", *paths)
    if paths and _ask(place, arguments, {**environment, **own}, _CHECKOUT_LIMIT) is None:
        return None
    return place / prefix


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


def _said(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> str | None:
    found = _ask(folder, words, environment)
    return None if found is None else found.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _ask(folder: Path, arguments: Sequence[str], environment: Mapping[str, str], limit: float = _LIMIT) -> bytes | None:
    git = shutil.which("git", path=environment.get("PATH"))
    return None if git is None else output([git, "-C", str(folder), *arguments], environment, limit)


def _is_name(revision: str) -> bool:
    """Whether a name can be that of a revision: no option, and nothing that is but staged."""
    return bool(revision) and revision[0] not in "-:"
