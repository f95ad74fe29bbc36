"""Files as they stood at a git revision, and the settings of a repository. Nothing here writes into its work tree."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.programs.run_programs import output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LIMIT = 20.0
_CHECKOUT_LIMIT = 300.0
#: What git tells its hooks of the repository that they run for, and what would lead it there from anywhere.
_OF_A_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"}


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


def is_shallow(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether the repository has only the newest commits, as those of CI often have."""
    return _git_output(folder, ("rev-parse", "--is-shallow-repository"), environment) == "true"


def references(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """The names of the repository's branches and tags."""
    said = _git_output(folder, ("for-each-ref", "--format=%(refname:short)"), environment)
    return said.split("\n") if said else []


def check_out(folder: Path, commit: str, names: Sequence[str], target: Path, environment: Mapping[str, str]) -> Path | None:
    """Writes what `names` below `folder` held at a commit into the empty folder `target`; returns what `folder` is there.

    The files go through the filters of .gitattributes, as in any checkout. The index is one of our own, hooks are not run:
    the repository stays as it is, also if this is ended in the middle. None where it cannot be done.
    """
    git_dir, prefix = (_git_output(folder, ("rev-parse", what), environment) for what in ("--absolute-git-dir", "--show-prefix"))
    if git_dir is None or prefix is None:
        return None
    listed = _git_output(folder, ("ls-tree", "-z", "--name-only", commit, "--", *names), environment)
    there = [name for name in (listed or "").split("\0") if name]
    place = target / "tree"
    place.mkdir()
    own = {"GIT_INDEX_FILE": str(target / "index"), "GIT_DIR": git_dir, "GIT_WORK_TREE": str(place)}
    paths = [f":(top,literal){prefix}{name}" for name in there]
    arguments = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "checkout", "--quiet", commit, "--", *paths)
    if not paths:
        return place / prefix
    # The whole tree goes into the index first, for the .gitattributes of the folders above are read from there.
    for words in (("read-tree", commit), arguments):
        if _ask(place, words, environment, own, _CHECKOUT_LIMIT) is None:
            return None
    return place / prefix


def is_here(environment: Mapping[str, str]) -> bool:
    """Whether there is a git."""
    return shutil.which("git", path=environment.get("PATH")) is not None


def top_of(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The working tree that a folder lies in, or None without one, without git, and where git does not trust it."""
    said = _git_output(folder, ("rev-parse", "--show-toplevel"), environment)
    return Path(said) if said else None


def setting(folder: Path, name: str, environment: Mapping[str, str]) -> str | None:
    """A setting as it is in force there."""
    return _git_output(folder, ("config", "--get", name), environment)


def set_setting(folder: Path, name: str, value: str, environment: Mapping[str, str]) -> bool:
    """Gives the repository a setting in the place of those that it had; says whether that could be done."""
    return _git_output(folder, ("config", "--local", "--replace-all", name, value), environment) is not None


def attribute(folder: Path, name: str, path: str, environment: Mapping[str, str]) -> str | None:
    """The value of an attribute for a path, which need not exist."""
    said = _git_output(folder, ("check-attr", "-z", name, "--", path), environment)
    parts = said.split("\0") if said else []
    return parts[2] if len(parts) > 2 else None


def forget(folder: Path, reference: str, environment: Mapping[str, str]) -> bool:
    """Drops a reference, which need not exist; says whether it is gone."""
    return _git_output(folder, ("update-ref", "-d", reference), environment) is not None


def _git_output(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> str | None:
    found = _ask(folder, words, environment)
    return None if found is None else found.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _ask(
    folder: Path,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    own: Mapping[str, str] | None = None,
    limit: float = _LIMIT,
) -> bytes | None:
    """What git prints about the repository around a folder, whatever repository it was told of before, as in a hook."""
    git = shutil.which("git", path=environment.get("PATH"))
    kept = {name: value for name, value in environment.items() if name not in _OF_A_REPOSITORY}
    return None if git is None else output([git, "-C", str(folder), *arguments], {**kept, **(own or {})}, limit)


def _is_name(revision: str) -> bool:
    """Whether a name can be that of a revision: no option, and nothing that is but staged."""
    return bool(revision) and revision[0] not in "-:"
