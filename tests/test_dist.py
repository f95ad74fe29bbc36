"""What `make dist` makes: the sdist is what git keeps, and the wheel with what it asks for alone makes the sample's packet."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import MEETING, ROOT, Sample
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Sequence

BIN = "Scripts" if sys.platform == "win32" else "bin"


@dataclass(frozen=True)
class Dist:
    """A wheel and an sdist of the checkout, and a wheel made from that sdist alone."""

    sdist: Path
    wheel: Path
    wheel_of_sdist: Path

    @property
    def metadata(self) -> metadata.PackageMetadata:
        """What the wheel says of itself."""
        with zipfile.ZipFile(self.wheel) as packed:
            (name,) = [each for each in packed.namelist() if each.endswith(".dist-info/METADATA")]
            return message_from_bytes(packed.read(name))  # type: ignore[return-value]  # the same methods


def run(arguments: Sequence[str | Path], folder: Path, **variables: str) -> str:
    """What a program says, which has to end well; nothing of this environment leads it back here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV", "GIT_"))}
    done = subprocess.run(
        arguments, cwd=folder, env={**kept, **variables}, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pack(folder: Path, target: Path) -> tuple[Path, Path]:
    """Builds an sdist and a wheel of a folder, as `make dist` does, elsewhere."""
    run([sys.executable, "-m", "hatchling", "build", "--directory", target], folder)
    (sdist,), (wheel,) = target.glob("*.tar.gz"), target.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    """The checkout, packed, and packed once more from what that packed."""
    place = tmp_path_factory.mktemp("dist")
    sdist, wheel = pack(ROOT, place / "first")
    with tarfile.open(sdist) as packed:
        packed.extractall(place / "unpacked", filter="data")
    (unpacked,) = (place / "unpacked").iterdir()
    return Dist(sdist, wheel, pack(unpacked, place / "second")[1])


@dataclass(frozen=True)
class Environment:
    """An environment of the wheel and what it asks for."""

    folder: Path

    @property
    def packages(self) -> Path:
        """Where its packages are."""
        (found,) = [path for path in self.folder.rglob("site-packages") if path.is_dir() and path.parent.parent.name != "lib64"]
        return found

    def program(self, name: str) -> Path:
        """A program of it."""
        found = shutil.which(name, path=str(self.folder / BIN))
        assert found is not None, name
        return Path(found)


@pytest.fixture(scope="module")
def fresh(dist: Dist, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A new environment with the wheel, what it asks for, and nothing of the tests; no index is asked for any of it."""
    made = Environment(tmp_path_factory.mktemp("fresh") / "environment")
    venv.create(made.folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(made.program("python"))]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(dist.wheel)], made.folder)
    for each in needed(dist.metadata.get_all("Requires-Dist") or []):
        for file in each.files or []:
            if ".." not in file.parts:  # programs, beside the packages
                target = made.packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                take(Path(str(each.locate_file(file))), target)
    return made


def take(file: Path, target: Path) -> None:
    """A file in another place, without its bytes being written again where that can be."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def needed(lines: Sequence[str]) -> list[metadata.Distribution]:
    """The packages here that these requirements ask for, with all that those need; each has a version that will do."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(lines)
    while waiting:
        each = Requirement(waiting.pop())
        name = re.sub(r"[-_.]+", "-", each.name).lower()
        if each.marker is not None and not each.marker.evaluate({"extra": ""}):
            continue
        held = metadata.distribution(name)
        assert each.specifier.contains(held.version, prereleases=True), (str(each), held.version)
        if name not in found:
            found[name] = held
            waiting += held.requires or []
    return list(found.values())


def test_the_wheel_holds_the_package_the_sample_and_the_licence(dist: Dist) -> None:
    said = dist.metadata
    name = f"hyoga_docs-{said['Version']}.dist-info"
    with zipfile.ZipFile(dist.wheel) as packed:
        held = set(packed.namelist())
        assert packed.read(f"{name}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        for each in ("requirements.txt", "requirements-build.txt"):
            assert packed.read(f"hyoga_docs/{each}") == (ROOT / each).read_bytes()
        assert packed.read("hyoga_docs/sample/.github/packet.sh") == (ROOT / ".github" / "packet.sh").read_bytes()
    assert {each.split("/")[0] for each in held} == {"hyoga_docs", name}
    assert {"hyoga_docs/py.typed", f"hyoga_docs/sample/meetings/{MEETING}.yaml", "hyoga_docs/sample/templates/agenda.docx"} <= held
    words = {path.relative_to(ROOT).as_posix() for path in (ROOT / "hyoga_docs").rglob("words/*.txt")}
    assert words
    assert words <= held
    assert not [each for each in held if re.search(r"\.(ttf|ttc|otf|woff2?|pyc)$|/\.(?!github/)", each, re.IGNORECASE)]
    assert (said["License-Expression"], said["Author"]) == ("MIT", "hyoga-docs contributors")
    assert "hyoga-docs" not in {Requirement(line).name.replace("_", "-").lower() for line in said.get_all("Requires-Dist") or []}


def test_the_sdist_is_what_git_keeps_and_makes_the_same_wheel(dist: Dist) -> None:
    with tarfile.open(dist.sdist) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    assert dist.wheel.read_bytes() == dist.wheel_of_sdist.read_bytes()
    made = re.compile(r"(\.venv|dist|\.git|\.hypothesis|\.?\w+_cache|__pycache__)/|build/[^/]+/(documents/|\w+\.pdf|\.)|.*\.pyc$")
    assert [name for name in held if made.match(name)] == []
    if (ROOT / ".git").exists():
        kept = run(["git", "ls-files", "-z"], ROOT).rstrip("\0").split("\0")
        assert [name for name in kept if (ROOT / name).is_file() and name not in held] == []


def test_the_wheel_alone_explains_its_codes(fresh: Environment, tmp_path: Path) -> None:
    told = run([fresh.program("hyoga-docs"), "check", "--explain", "HD271"], tmp_path)
    assert told.startswith("HD271 ")
    assert "すること: " in told


@pytest.mark.office
def test_the_wheel_alone_makes_the_packet_of_the_sample(fresh: Environment, sample: Sample, tmp_path: Path) -> None:
    where = run([fresh.program("python"), "-c", "import hyoga_docs; print(hyoga_docs.__file__)"], tmp_path).strip()
    assert Path(where).is_relative_to(fresh.packages)
    assert not (fresh.packages / "pytest").exists()
    cache = {"HYOGA_DOCS_CACHE": str(tmp_path / "cache")}
    command = fresh.program("hyoga-docs")
    run([command, "init", "会議", "--sample"], tmp_path, **cache)
    run([command, "build", f"meetings/{MEETING}.yaml"], tmp_path / "会議", **cache)
    made = tmp_path / "会議" / "build" / MEETING
    assert (made / "packet.pdf").read_bytes() == sample.packet.read_bytes()
    assert (made / "manifest.json").read_bytes() == (sample.out / "manifest.json").read_bytes()
