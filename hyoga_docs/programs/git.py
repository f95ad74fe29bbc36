"""What git says of a repository and of files at its revisions, and its settings. Nothing here writes into its work tree.

Whoever made a repository may have written its settings: of what they could start, or fetch from a network, all is off.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.files import NotToBeWrittenError, is_link
from hyoga_docs.programs.run_programs import MOST_SAID, on_path, output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LIMIT = 20.0
#: Bytes that a file of a revision may have.
_MOST_FILE = 512 << 20
#: How many branches and tags are looked through for a name that is nearly right.
_MOST_NAMES = 5_000
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",  # a folder among the papers that looks like a repository is none
    "core.packedGitWindowSize=32m",  # packs of any size are read within the limit on memory
    "core.packedGitLimit=256m",
)
_OFF = ("--no-pager", "--no-replace-objects", "--no-optional-locks", *(word for each in _SETTINGS for word in ("-c", each)))
_SET = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0", "GIT_GRAFT_FILE": os.devnull}
#: Of what git is told by the environment, its own installation, its settings and how far it looks for a repository stay.
_KEPT = ("GIT_EXEC_PATH", "GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")


def file_at(folder: Path, revision: str, path: str, environment: Mapping[str, str]) -> bytes | None:
    """A file below `folder` at a revision, or None where git, the revision or the file is not there."""
    if not _is_name(revision):
        return None
    return _ask(folder, ("cat-file", "blob", f"{revision}:./{path}"), environment, _MOST_FILE)


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
    """The names of the repository's branches and tags, the first thousands of them."""
    said = _git_output(folder, ("rev-parse", "--symbolic", "--branches", "--tags", "--remotes"), environment)
    return said.split("\n")[:_MOST_NAMES] if said else []


def is_here(environment: Mapping[str, str]) -> bool:
    """Whether there is a git."""
    return on_path("git", environment) is not None


def top_of(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The working tree that a folder lies in, or None without one, without git, and where git does not trust it.

    A repository may say that its working tree is elsewhere: that is none.
    """
    said = _git_output(folder, ("rev-parse", "--show-toplevel"), environment)
    here = folder.resolve()
    return Path(said) if said and any(each.samefile(said) for each in (here, *here.parents)) else None


def setting(folder: Path, name: str, environment: Mapping[str, str]) -> str | None:
    """A setting as it is in force there."""
    return _git_output(folder, ("config", "--get", name), environment)


def set_setting(folder: Path, name: str, value: str, environment: Mapping[str, str]) -> bool:
    """Gives the repository a setting in the place of those that it had; says whether that could be done.

    Raises NotToBeWrittenError where its file of settings is a link, through which git would write.
    """
    said = _git_output(folder, ("rev-parse", "--git-path", "config"), environment)
    if said and is_link(folder / said):
        raise NotToBeWrittenError(errno.ELOOP, "リンクです", said)
    return _git_output(folder, ("config", "--local", "--replace-all", name, value), environment) is not None


def attribute(folder: Path, name: str, path: str, environment: Mapping[str, str]) -> str | None:
    """The value of an attribute for a path, which need not exist."""
    said = _git_output(folder, ("check-attr", "-z", name, "--", path), environment)
    parts = said.split("\0") if said else []
    return parts[2] if len(parts) > 2 else None


def forget(folder: Path, reference: str, environment: Mapping[str, str]) -> bool:
    """Drops a reference, which need not exist, and nothing that it stands for; says whether it is gone."""
    return _git_output(folder, ("update-ref", "--no-deref", "-d", reference), environment) is not None


def _git_output(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> str | None:
    found = _ask(folder, words, environment)
    return None if found is None else found.decode("utf-8", "surrogateescape").rstrip("\r\n")


def git_command(folder: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> list[str] | None:
    """How git is asked about the repository around a folder; None where there is no git."""
    git = on_path("git", environment)
    return None if git is None else [str(git), *_OFF, "-C", str(folder), *arguments]


def git_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for git: whatever repository it was told of before, as in a hook, it finds its own."""
    return {name: value for name, value in environment.items() if not name.startswith("GIT_") or name.startswith(_KEPT)} | _SET


def _ask(folder: Path, arguments: Sequence[str], environment: Mapping[str, str], most: int = MOST_SAID) -> bytes | None:
    command = git_command(folder, arguments, environment)
    return None if command is None else output(command, git_environment(environment), _LIMIT, most)


def _is_name(revision: str) -> bool:
    """Whether a name can be that of a revision: no option, and nothing that is but staged."""
    return bool(revision) and revision[0] not in "-:"
