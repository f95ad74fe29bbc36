"""The licences of what is installed are those that pyproject.toml allows and README names; the AGPL comes with the tests alone."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from licences import FILES, Package, main, packages

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
FOUND = packages()
PLAIN = {each.name: " AND ".join(each.said) for each in FOUND if each.file != "requirements-test.txt"}


def test_every_licence_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert [each for each in FOUND if not each.is_allowed] == []
    assert main() == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(FOUND)
    assert "docxtpl  LGPL-2.1-only  (requirements.txt)" in told


def test_the_agpl_comes_with_the_tests_alone() -> None:
    agpl = [each for each in FOUND if any("AGPL" in said for said in each.said)]
    assert {each.file for each in agpl} == {"requirements-test.txt"}
    assert {each.name for each in agpl} == {"pymupdf", "pymupdf-layout", "pymupdf4llm"}


@pytest.mark.parametrize(
    ("said", "tool", "tests"),
    [
        (("MIT",), True, True),
        (("AGPL-3.0-only",), False, True),
        (("MIT AND AGPL-3.0-only",), False, True),
        (("GPL-3.0-only OR MIT",), True, True),
        (("GPL-3.0-only",), False, False),
        (("MIT", "GNU General Public License v3 (GPLv3)"), False, False),
        (("Do as I say",), False, False),
        (("",), False, False),
    ],
)
def test_another_licence_is_told(said: tuple[str, ...], tool: bool, tests: bool) -> None:
    allowed = {file: Package("a", file, said).is_allowed for file in FILES}
    assert allowed == {"requirements.txt": tool, "requirements-build.txt": tool, "requirements-test.txt": tests}


def test_a_package_that_nobody_has_looked_at_fails_the_list(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("licences.listed", lambda _: ["no-such-package"])
    assert main() == 1
    assert capsys.readouterr().out.startswith("NOT ALLOWED  no-such-package")


@pytest.mark.parametrize("name", sorted(name for name, said in PLAIN.items() if re.search("GPL|MPL", said)))
def test_readme_names_what_asks_more_than_a_notice(name: str) -> None:
    assert re.search(rf"\b{name}\b", README.partition("## Licences")[2], re.IGNORECASE)


def test_the_licence_of_the_project_is_the_file_beside_it() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n\nCopyright (c) 2026")
    assert not [line for line in PROJECT["classifiers"] if line.startswith("License")]
