"""docs/architecture.md has every folder and file of the package, each with the first line that it says of itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: From the top room down, as pyproject.toml orders them; what is not named there comes first.
LAYERS = re.findall(r'^    "(\w+)",$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)


def first_line(path: Path) -> str:
    """What a file says of itself."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]


def rank(path: Path) -> tuple[bool, int, str]:
    """Where a file or folder stands among its neighbours: rooms by their order, files before folders."""
    room = LAYERS.index(path.name) if path.parent.name == "hyoga_docs" and path.name in LAYERS else -1
    return path.is_dir(), room, path.name


def tree(folder: Path, depth: int = 0) -> Iterator[str]:
    """The lines of a folder, indented by its depth."""
    for path in sorted(folder.iterdir(), key=rank):
        name, says = path.name, ""
        if path.is_dir() and (path / "__init__.py").is_file():
            name, says = f"{name}/", first_line(path / "__init__.py")
        elif path.suffix == ".py" and path.name != "__init__.py":
            says = first_line(path)
        if says:
            yield f"{'  ' * depth}{name:{30 - 2 * depth}} {says}"
            if path.is_dir():
                yield from tree(path, depth + 1)


def test_the_tree_is_the_one_of_the_code() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    held = re.search(r"<!-- tree:.*?-->\n```\n(.*?)```", told, re.DOTALL)
    assert held is not None
    assert held[1].splitlines() == list(tree(ROOT / "hyoga_docs"))


def test_every_folder_and_file_says_what_it_is() -> None:
    silent = [path for path in (ROOT / "hyoga_docs").rglob("*.py") if not first_line(path) and path.parent.name != "hyoga_docs"]
    assert silent == []
