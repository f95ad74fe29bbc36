"""Files of YAML in which certain mistakes are mended: what changes is shown first, and written only where nothing else changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amended_file import text_as_read, write_text
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.spec.yaml.fixes import fixed
from hyoga_docs.spec.yaml.reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hyoga_docs.core.problem import Fix, Problem
    from hyoga_docs.spec.workspace_paths import WorkspacePaths


@dataclass(frozen=True)
class FixedFile:
    """A file that is mended and not yet written: its text before and after."""

    path: Path
    name: str
    before: str
    after: str

    def changes(self) -> list[str]:
        """The lines that change, before and after, under where they stand."""
        pairs = zip(self.before.splitlines(), self.after.splitlines(), strict=True)
        return [
            line
            for number, (old, new) in enumerate(pairs, 1)
            if old != new
            for line in (f"{self.name}:{number}", f"  前: {old.strip()}", f"  後: {new.strip()}")
        ]


def fixed_files(problems: Iterable[Problem], paths: WorkspacePaths) -> list[FixedFile]:
    """The files of `meetings/` that the fixes of problems mend. Raises MachineError where one has changed meanwhile."""
    fixes: dict[str, set[Fix]] = defaultdict(set)
    for problem in problems:
        if problem.fix is not None:
            fixes[problem.fix.file].add(problem.fix)
    files = []
    for name, some in sorted(fixes.items()):
        path = paths.root / name
        source, wrong = read_yaml(path, name, paths.root)
        before = text_as_read(path, paths.root, source) if path.is_relative_to(paths.root / "meetings") and not wrong else ""
        after = fixed(before, some, source) if before else None
        if after is not None and after != before:
            files.append(FixedFile(path, name, before, after))
    return files


def write_fixed(files: Iterable[FixedFile], paths: WorkspacePaths) -> None:
    """Writes the files, each where it is still as it was read. Raises MachineError."""
    for file in files:
        with folder_lock(file.path.parent):
            write_text(file.path, paths.root, file.name, file.before, file.after)
