"""Lists every package of the requirements with its licence, and ends with 1 where pyproject.toml does not allow one.

    make licences

A licence is what the installed package's metadata says, in SPDX's words or in its own (`[tool.licences.words]`); of a package that
says nothing, or that only another system installs, what `[tool.licences.unsaid]` says. All that a package says must be allowed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["licences"]
#: Each file of requirements, and which lists of licences may be in it.
FILES = {"requirements.txt": ["tool"], "requirements-build.txt": ["tool"], "requirements-test.txt": ["tool", "tests"]}


@dataclass(frozen=True)
class Package:
    """A package of one file of requirements, and what it says of its licence: SPDX, or words that nobody has looked at yet."""

    name: str
    file: str
    said: tuple[str, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether all that it says is allowed in its file; silence is not."""
        allowed = {licence for name in FILES[self.file] for licence in RULES[name]}
        return all(_is_allowed(each, allowed) for each in self.said)


def packages() -> list[Package]:
    """All the packages of the requirements."""
    return [Package(name, file, tuple(said(name))) for file in FILES for name in listed(ROOT / file)]


def listed(requirements: Path) -> list[str]:
    """The names in a file of requirements."""
    return re.findall(r"^([\w.-]+)==", requirements.read_text("utf-8"), re.MULTILINE)


def said(name: str) -> list[str]:
    """What a package says of its licence, each thing once, in SPDX's words where it is known what is meant.

    Of a licence that is written out it is the first line.
    """
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        words = []
    else:
        classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if line.startswith("License :: ")]
        words = [*(told.get_all("License-Expression") or []), *(told.get_all("License") or []), *classifiers]
    words = [word.strip().splitlines()[0] for word in words if word.strip()] or [RULES["unsaid"].get(name, "")]
    return list(dict.fromkeys(RULES["words"].get(word, word) for word in words))


def _is_allowed(expression: str, allowed: set[str]) -> bool:
    """Whether one side of each OR is allowed, with all its ANDs; what has brackets is for a person to read."""
    return any(all(licence in allowed for licence in side.split(" AND ")) for side in expression.split(" OR "))


def main() -> int:
    """Prints all packages, and says whether all are allowed."""
    found = packages()
    for each in sorted(found, key=lambda each: (each.is_allowed, each.file, each.name)):
        print(f"{'' if each.is_allowed else 'NOT ALLOWED  '}{each.name}  {' AND '.join(each.said)}  ({each.file})")
    return 0 if all(each.is_allowed for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
