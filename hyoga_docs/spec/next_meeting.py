"""New workspaces and new meetings."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from hyoga_docs.core.files import os_errors_as_problems, read_plain, with_lines, write_over, write_target, write_whole
from hyoga_docs.core.problem import Place, UsageError, error
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.japanese.numerals import Digits, number
from hyoga_docs.spec.base_model import load
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.schema import write_schemas
from hyoga_docs.spec.workspace_paths import bounds_of, sample_folder
from hyoga_docs.spec.yaml.edits import Put, edited
from hyoga_docs.spec.yaml.reader import decoded, read_yaml, read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.spec.workspace_paths import WorkspacePaths

_SAMPLE = ("meetings", "templates")
_WORKFLOW = (".github/workflows/packet.yml", ".github/packet.sh")
_IGNORED = """# 作り直せるもの。review/ と manifest.json は残して見比べる。
build/*/documents/
build/*/packet.pdf
build/*/replacement.pdf
build/.*
.hyoga-*
"""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATED = re.compile(r"^date:\s*[\"']?([0-9-]{10})", re.MULTILINE)


def make_workspace(folder: Path) -> Path:
    """Makes a workspace of the sample meeting, and returns its spec. Raises UsageError when the folder holds anything."""
    with os_errors_as_problems(folder):
        if folder.exists() and not folder.is_dir():
            raise UsageError([_taken(folder)])
        with folder_lock(folder):
            if any(not path.name.startswith(".") for path in folder.iterdir()):
                raise UsageError([_taken(folder)])
            _add_lines(folder / ".gitignore", folder)
            for name in _WORKFLOW:
                if not (folder / name).exists():
                    write_whole(folder / name, (sample_folder() / name).read_bytes(), within=folder)
            write_schemas(folder / "schemas")
            for name in _SAMPLE:
                _copy_tree(sample_folder() / name, folder / name)
    return next(iter(sorted((folder / "meetings").glob("*.yaml"))))


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


def new_meeting(date: str, followed: Callable[[], Path]) -> Path:
    """Writes the spec of the next meeting: one number on, the same program, no papers; comments stay.

    `followed` finds the meeting to follow, and is asked again when nobody else writes. Raises UsageError and MachineError.
    """
    if not _DATE.fullmatch(date):
        raise UsageError([error("HD113", "日付は 2020-02-10 の形で書いてください。", quote=date)])
    source = followed()
    target = source.parent / f"{date}.yaml"
    text = _following(source, date, target)
    within = bounds_of(target)
    with os_errors_as_problems(target), folder_lock(write_target(target, within).parent):
        if os.path.lexists(target):
            hint = "書き足すか、別の日付にしてください。"
            raise UsageError([error("HD622", "その日の会議はすでにあります。", place=Place(str(target)), hint=hint)])
        if (last := followed()) != source:  # somebody else made one meanwhile, and this is the one after it
            text = _following(last, date, target)
        (source.parent / date).mkdir(exist_ok=True)
        write_over(target, None, text.encode(), within=within)
    return target


def _following(source: Path, date: str, target: Path) -> str:
    """What the spec of the meeting after `source` says. Raises UsageError."""
    read, problems = read_yaml(source, str(source))
    meeting, more = (None, []) if read.data is None and problems else load(Meeting, read)
    if meeting is None:
        raise UsageError([*problems, *more])
    text = _next_text(read_plain(source).decode("utf-8-sig"), str(source), date, meeting)
    written, _ = decoded(text.encode(), str(target))
    made, wrong = load(Meeting, read_yaml_text(written, str(target))[0])  # what is written must be a meeting again
    if made is None:
        raise UsageError(wrong)
    return text


def _next_text(text: str, name: str, date: str, meeting: Meeting) -> str:
    """The file of a meeting as that of the next one. Raises SpecError where it is written in a way that no edit is tried on."""
    edits = [Put(("date",), date)]
    if meeting.number is not None:
        edits.append(Put(("number",), meeting.number + 1))
    edits += [Put((key,), []) for key in ("handouts", "references") if getattr(meeting, key)]
    lines = edited(text, edits, name).splitlines(keepends=True)
    if meeting.number is not None:  # a comment that says which meeting this is says so of the new one
        for digits in Digits:
            old, following = (f"第{number(value, digits)}回" for value in (meeting.number, meeting.number + 1))
            lines = [line.replace(old, following) if line.startswith("#") else line for line in lines]
    return "".join(lines)


def last_meeting(workspace: WorkspacePaths | None, here: Path) -> Path:
    """The last meeting of a workspace, which was looked for around `here`. Raises UsageError."""
    specs = sorted(path for path in workspace.meetings.glob("*.yaml") if workspace.holds(path)) if workspace else []
    if not specs:
        hint = "作業場所の中で実行するか、--from で会議の YAML を指定してください。"
        raise UsageError([error("HD100", "もとにする会議がありません。", place=Place(str(here)), hint=hint)])
    return max(specs, key=_date_of)


def _date_of(spec: Path) -> str:
    try:
        found = _DATED.search(read_plain(spec).decode("utf-8-sig", "replace"))
    except OSError:
        return ""
    return found[1] if found else ""
