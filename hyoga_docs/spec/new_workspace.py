"""New workspaces: of the sample, or with the first files of a body."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hyoga_docs.core.files import os_errors_as_problems, with_lines, write_over, write_whole
from hyoga_docs.core.problem import Place, UsageError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.spec.new_body import SKELETON, body_files
from hyoga_docs.spec.schema import write_schemas
from hyoga_docs.spec.workspace_paths import sample_folder

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.spec.new_body import NewBody

_WORKFLOW = (".github/workflows/packet.yml", ".github/packet.sh")
_IGNORED = """# 作り直せるもの。review/ と manifest.json は残して見比べる。会議録は人が打つので残す。
build/*/documents/
build/*/letters/*
!build/*/letters/会議録*.docx
build/*/packet.pdf
build/*/packet-public.pdf
build/*/replacement.pdf
build/.*
.hyoga-*
"""


def check_is_free(folder: Path) -> None:
    """Raises UsageError where no workspace can be made, for the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir())):
        raise UsageError([_taken(folder)])


def make_workspace(folder: Path, body: NewBody | None = None) -> Path:
    """Makes a workspace of a body, or of the sample, and returns the meeting in it.

    Raises UsageError when the folder holds anything; MachineError.
    """
    with os_errors_as_problems(folder):
        if folder.exists() and not folder.is_dir():
            raise UsageError([_taken(folder)])
        with folder_lock(folder):
            check_is_free(folder)
            _add_lines(folder / ".gitignore", folder)
            for name in _WORKFLOW:
                if not (folder / name).exists():
                    write_whole(folder / name, (sample_folder() / name).read_bytes(), within=folder)
            write_schemas(folder / "schemas")
            _copy_tree(sample_folder() / "templates", folder / "templates")
            if body is None:
                _copy_tree(sample_folder() / "meetings", folder / "meetings")
            else:
                _write_body(folder, body)
    return next(iter(sorted((folder / "meetings").glob("*.yaml"))))


def _write_body(folder: Path, body: NewBody) -> None:
    """The files of a body, and a folder for the papers of its meeting. Raises OSError."""
    for name, text in body_files(body).items():
        write_whole(folder / name, text.encode(), within=folder)
    shutil.copyfile(SKELETON / "cover.docx", folder / "templates" / "cover.docx")  # an upright one
    (folder / "meetings" / body.answers.date.isoformat()).mkdir()


def _taken(folder: Path) -> Problem:
    hint = "まだない名前か、空のフォルダーを指定してください。"
    return error("HD621", "そこにはすでにファイルがあります。", place=Place(str(folder)), hint=hint)


def _add_lines(ignored: Path, folder: Path) -> None:
    """Adds what git is to pass over. Raises OSError."""
    held = ignored.read_bytes() if ignored.is_file() else None
    write_over(ignored, held, with_lines(held or b"", _IGNORED.splitlines()), within=folder)


def _copy_tree(source: Path, target: Path) -> None:
    """Copies a folder as the umask has it, whatever the modes of an installed package are. Raises OSError."""
    target.mkdir()
    for each in sorted(source.iterdir()):
        if each.name.startswith((".", "~$")):
            continue
        if each.is_dir():
            _copy_tree(each, target / each.name)
        else:
            shutil.copyfile(each, target / each.name)
