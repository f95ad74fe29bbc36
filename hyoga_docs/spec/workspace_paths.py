"""Where a workspace keeps its files: found once, by a command, and carried from there; needs nothing heavy."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path

from hyoga_docs.core.files import LOOK_AT_FILE, as_named, links_resolved
from hyoga_docs.core.problem import Place, SpecError, UsageError, error

#: The files of a body, beside its meetings; all but the first may be missing.
COMMON = ("platform", "charter", "roster", "wording")
_MAKE_ONE = "「hyoga-docs init フォルダー」で作業場所を作れます。"
_OUTSIDE = "作業場所（meetings/ と templates/ のあるフォルダー）の中にありません。"


@dataclass(frozen=True)
class WorkspacePaths:
    """The folders of a workspace."""

    root: Path

    @property
    def meetings(self) -> Path:
        """The folder of the meetings, and of the papers that others supplied."""
        return self.root / "meetings"

    @property
    def templates(self) -> Path:
        """The folder of Word templates."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """The folder in which every build has one of its own."""
        return self.root / "build"

    def common(self, kind: str, body: str = "common") -> Path:
        """The YAML file of a kind (platform, charter, roster, wording) of a body, there or not."""
        return self.meetings / body / f"{kind}.yaml"

    def holds(self, path: Path) -> bool:
        """Whether a path is a file that lies in the workspace, and no link to elsewhere."""
        return path.is_file() and links_resolved(path).is_relative_to(links_resolved(self.root))

    def display_path(self, path: Path) -> str:
        """A file as messages name it: from the workspace's folder, or as it is when it lies outside."""
        root = links_resolved(self.root)
        found = next((each for each in (links_resolved(path), path) if each.is_relative_to(root)), None)
        return str(path) if found is None else found.relative_to(root).as_posix()


@dataclass(frozen=True)
class MeetingFile:
    """A meeting's YAML, and the workspace that it stands in."""

    path: Path
    workspace: WorkspacePaths

    def written(self, body: str = "common") -> list[Path]:
        """The YAML files that the meeting is made of, whether or not they are there."""
        return [self.path, *(self.workspace.common(kind, body) for kind in COMMON)]


def find_workspace(place: Path) -> WorkspacePaths | None:
    """The workspace around a file or a folder: the nearest folder above it that holds `meetings/` and `templates/`."""
    found = links_resolved(place)
    folders = (*([found] if found.is_dir() else []), *found.parents)
    return next((WorkspacePaths(folder) for folder in folders if _is_workspace(folder)), None)


def _is_workspace(folder: Path) -> bool:
    return (folder / "templates").is_dir() and (folder / "meetings").is_dir()


def bounds_of(path: Path) -> Path | None:
    """The workspace that a path names a file in, links not resolved: none may lead out of it what is written there."""
    named = Path(os.path.abspath(path))  # noqa: PTH100  links stay
    return next((folder for folder in named.parents if _is_workspace(folder)), None)


def workspace_around(folder: Path) -> WorkspacePaths:
    """The workspace around a folder. Raises UsageError where there is none."""
    found = find_workspace(folder)
    if found is None:
        hint = "作業場所の中で実行してください。「hyoga-docs init フォルダー」で作れます。"
        raise UsageError([error("HD100", _OUTSIDE, place=Place(str(folder)), hint=hint)])
    return found


def find_meeting(spec: Path) -> MeetingFile:
    """A meeting's YAML with its workspace. Raises SpecError where the file or a workspace around it is missing."""
    spec = as_named(spec)
    if spec.exists() and not spec.is_file() and not spec.is_dir():
        raise SpecError([error("HD101", "ふつうのファイルではありません。", place=Place(str(spec)), hint=LOOK_AT_FILE)])
    if not spec.is_file():
        near = difflib.get_close_matches(spec.name, [p.name for p in spec.parent.glob("*.yaml") if p.is_file()], n=1, cutoff=0.6)
        hint = f"「{spec.with_name(near[0])}」の誤りではありませんか。" if near else "会議の YAML の場所を確かめてください。"
        other = next((p for p in sorted(spec.glob("*")) if p.suffix != ".yaml" and p.suffix.lower() in {".yaml", ".yml"}), None)
        hint = f"「{other.name}」の名前の終わりを「.yaml」に変えてください。" if other else hint
        hint += "" if near or find_workspace(spec.parent) else _MAKE_ONE
        raise SpecError([error("HD101", "会議のファイルがありません。", place=Place(str(spec)), hint=hint)])
    found = find_workspace(spec)
    if found is None:
        raise SpecError([error("HD100", _OUTSIDE, place=Place(str(spec)), hint=_MAKE_ONE)])
    return MeetingFile(spec, found)


def sample_folder() -> Path:
    """Where the sample workspace is: inside the installed package, or in the checkout that the package is run from."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "sample"
    return inside if inside.is_dir() else package.parent
