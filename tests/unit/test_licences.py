"""The licences of what is installed are those that README names, and the AGPL comes with the tests alone."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
SHARED_ALIKE = re.compile(r"\bA?L?GPL|AFFERO|LESSER GENERAL|\bMPL|MOZILLA", re.IGNORECASE)
AGPL = re.compile(r"\bAGPL|AFFERO", re.IGNORECASE)


def licence(name: str) -> str:
    """What a package says of its licence, in each of the ways in which packages do."""
    said = metadata.metadata(name)
    return " ".join(
        [*(said.get_all("License-Expression") or []), *(said.get_all("License") or []), *(said.get_all("Classifier") or [])]
    )


def needed(lines: list[str]) -> set[str]:
    """The packages that these requirements install, with all that those need."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in lines]
    while waiting:
        each = waiting.pop()
        name = re.sub(r"[-_.]+", "-", each.name).lower()
        if name not in found and (each.marker is None or each.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += [Requirement(line) for line in metadata.distribution(name).requires or []]
    return found


EXTRAS = PROJECT["optional-dependencies"]
FOR_USERS = needed([*PROJECT["dependencies"], *(line for name, lines in EXTRAS.items() if name != "test" for line in lines)])


def test_the_agpl_comes_with_the_tests_alone() -> None:
    assert [name for name in FOR_USERS if AGPL.search(licence(name))] == []
    assert [name for name in needed(EXTRAS["test"]) if AGPL.search(licence(name))] == ["pymupdf"]


@pytest.mark.parametrize("name", sorted(name for name in FOR_USERS if SHARED_ALIKE.search(licence(name))))
def test_readme_names_what_asks_more_than_a_notice(name: str) -> None:
    assert re.search(rf"\b{name}\b", README.partition("## Licences")[2], re.IGNORECASE)


def test_the_licence_of_the_project_is_the_file_beside_it() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n\nCopyright (c) 2026")
    assert not [line for line in PROJECT["classifiers"] if line.startswith("License")]
