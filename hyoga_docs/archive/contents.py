"""Which files of a workspace belong to one meeting: what people wrote and supplied for it, and what was built of it."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.archive.record import BUILD_LIST, is_archive_name
from hyoga_docs.core.files import is_link
from hyoga_docs.core.problem import Place, Problem, SpecError, error
from hyoga_docs.spec.workspace_paths import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from hyoga_docs.spec.workspace import Workspace

#: Of programs at work, and archives that somebody has put there.
_PASSED_OVER = (".lock", ".part", ".tmp", ".zip")


class ArchivedFile(NamedTuple):
    """A file, and the folder out of which no link may lead."""

    path: Path
    within: Path


def archived_files(workspace: Workspace, built: Path, sources: Iterable[str]) -> dict[str, ArchivedFile]:
    """The files by their names in the archive, where each lies as in the workspace.

    `built` is the folder of the build, beside which its replacements lie; `sources` are the files that it says it was made of:
    a template that the workspace does not have is ours. Raises SpecError for names that no other system can have.
    """
    root, meeting = workspace.paths.root, built.name
    found: dict[str, ArchivedFile] = {}
    problems: list[Problem] = []

    def add(name: str, path: Path, within: Path = root) -> None:
        name = unicodedata.normalize("NFC", name)
        if not is_archive_name(name) or found.get(name, (path,))[0] != path:
            hint = "ファイルの名前を変え、会議の YAML も合わせて直してください。"
            problems.append(
                error(
                    "HD688",
                    "ほかの機械では作れない名前なので、保存ファイルに入れられません。",
                    place=Place(name),
                    quote=name,
                    hint=hint,
                )
            )
        found[name] = ArchivedFile(path, within)

    written = [path for path in workspace.written if path.is_file()]
    for path in (*written, *workspace.papers.values(), *_plain_files(workspace.paths.templates)):
        add(path.relative_to(root).as_posix(), path)
    for name in (name for name in sources if name.startswith("templates/") and name not in found):
        add(name, sample_folder() / name, sample_folder())
    for folder in (built, built.with_name(f"replacement-{meeting}")):
        for path in _plain_files(folder):
            add(f"build/{folder.name}/{path.relative_to(folder).as_posix()}", path, folder)
    if problems:
        raise SpecError(problems)
    return found


def _plain_files(folder: Path) -> Iterator[Path]:
    """The files under a folder that are no links and not hidden, but those that are passed over."""
    for place, folders, names in os.walk(folder):
        here = folder.joinpath(place)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not is_link(here / name))
        for name in sorted(names):
            hidden = name.startswith((".", "~$")) and name != BUILD_LIST
            path = here / name
            if not hidden and not name.endswith(_PASSED_OVER) and not is_link(path) and path.is_file():
                yield path
