"""What is installed: every package by its version and the SHA-256 of its files, and no package that nothing asks for."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
RUN = [*PYPROJECT["project"]["dependencies"], *EXTRAS["checker"]]
TESTS = [*EXTRAS["test"], *EXTRAS["ocr"]]
BUILD = PYPROJECT["dependency-groups"]["build"]
FILES = ["requirements.txt", "requirements-build.txt", "requirements-test.txt"]
_PACKAGE = re.compile(
    r"(?P<pin>[a-z0-9-]+==[\w.]+(?: ; [^\\\n]+)?) \\\n(?:    --hash=sha256:[0-9a-f]{64} \\\n)*    --hash=sha256:[0-9a-f]{64}\n"
)


def pinned(name: str) -> dict[str, Requirement]:
    """The packages of a file of requirements, by name."""
    pins = [Requirement(found["pin"]) for found in _PACKAGE.finditer((ROOT / name).read_text("utf-8"))]
    return {pin.name: pin for pin in pins}


def closure(lines: list[str]) -> set[str]:
    """The packages that these requirements install on this machine, with all that those need."""
    found: set[str] = set()
    waiting = [(Requirement(line), "") for line in lines]
    while waiting:
        each, extra = waiting.pop()
        if each.marker is not None and not each.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(each.name)
        asked = {"", *each.extras} if name not in found else each.extras
        found.add(name)
        waiting += [(Requirement(line), extra) for line in metadata.distribution(name).requires or [] for extra in asked]
    return found


def here(pins: dict[str, Requirement]) -> set[str]:
    """Those that this machine installs."""
    return {name for name, pin in pins.items() if pin.marker is None or pin.marker.evaluate()}


@pytest.mark.parametrize("name", FILES)
def test_each_package_has_its_version_and_its_hashes_and_there_is_nothing_else(name: str) -> None:
    rest = _PACKAGE.sub("", (ROOT / name).read_text("utf-8"))
    lines = [line for line in rest.splitlines() if not line.startswith("#")]
    assert lines == ["-r requirements.txt"] * (name == "requirements-test.txt")
    assert {each.name for each in pinned(name).values()} & {"hyoga-docs", "pip"} == set()


def test_the_plain_file_holds_what_the_tool_needs_and_no_more() -> None:
    assert here(pinned("requirements.txt")) == closure(RUN)


def test_the_file_of_the_tests_adds_what_only_they_need() -> None:
    assert here(pinned("requirements-test.txt")) == closure(TESTS) - closure(RUN)


def test_what_builds_has_a_file_of_its_own() -> None:
    assert here(pinned("requirements-build.txt")) == closure(BUILD)
    assert set(PYPROJECT["build-system"]["requires"]) <= set(BUILD)


@pytest.mark.parametrize("line", sorted({*RUN, *TESTS, *BUILD}))
def test_versions_are_those_that_pyproject_takes_and_the_same_in_all_files(line: str) -> None:
    asked = Requirement(line)
    versions = {str(pin.specifier) for name in FILES for each, pin in pinned(name).items() if each == canonicalize_name(asked.name)}
    assert len(versions) == 1
    assert asked.specifier.contains(versions.pop().removeprefix("=="))


def test_files_agree_on_versions() -> None:
    together = [(name, str(pin.specifier)) for file in FILES for name, pin in pinned(file).items()]
    assert len(set(together)) == len({name for name, _ in together})


def test_what_is_installed_is_what_is_pinned() -> None:
    plain = pinned("requirements.txt")
    assert {name: f"=={metadata.version(name)}" for name in here(plain)} == {
        name: str(plain[name].specifier) for name in here(plain)
    }


def test_packages_of_other_systems_are_listed_too() -> None:
    """Of Windows, where nothing of it would be installed otherwise: with hashes pip takes no package that is not listed."""
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    listed = {*pinned("requirements.txt"), *pinned("requirements-test.txt")}
    for name in sorted(here(pinned("requirements.txt")) | here(pinned("requirements-test.txt"))):
        for line in metadata.distribution(name).requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": "", **windows}):
                assert canonicalize_name(need.name) in listed, (name, line)
