"""What the tests share: the repository's own workspace, a store for each session, and a packet built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hyoga_docs.core.cache import Store
from hyoga_docs.pipeline import build as pipeline
from hyoga_docs.pipeline.build import BuildResult
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.spec.workspace_paths import find_meeting

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = Path(__file__).resolve().parent / "projects"
MEETING = "2019-10-31"


def make_desk(cache: Path, *, soffice: Path | None = None, limit: float = 120) -> Machine:
    """A desk of this machine with a store of its own."""
    return Machine(Store(cache), Path.home(), dict(os.environ), soffice, 2, limit)


def copy_workspace(target: Path, source: Path = ROOT) -> Path:
    """A workspace's meetings and templates elsewhere; a project without templates gets the repository's."""
    shutil.copytree(source / "meetings", target / "meetings")
    shutil.copytree(ROOT / "templates", target / "templates", ignore=shutil.ignore_patterns("*.md"))
    if source != ROOT and (source / "templates").is_dir():
        shutil.copytree(source / "templates", target / "templates", dirs_exist_ok=True)
    return target


def build(spec: Path, out: Path, machine: Machine, say: Callable[[str], None]) -> BuildResult:
    """A packet of the meeting that a file is."""
    return pipeline.build(find_meeting(spec), out, machine, say)


@dataclass(frozen=True)
class Sample:
    """The sample, built: its workspace, the folder of the build, the store, and what was said."""

    workspace: Path
    out: Path
    cache: Path
    built: BuildResult

    @property
    def packet(self) -> Path:
        """The packet."""
        return self.out / "packet.pdf"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample packet, built from nothing by the real LibreOffice."""
    workspace = copy_workspace(tmp_path_factory.mktemp("sample"))
    cache = tmp_path_factory.mktemp("cache")
    out = workspace / "build" / MEETING
    built = build(workspace / "meetings" / f"{MEETING}.yaml", out, make_desk(cache), lambda _: None)
    return Sample(workspace, out, cache, built)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the history, at its last commit."""
    from history import make_history

    return make_history(tmp_path_factory.mktemp("history") / "repository")


@pytest.fixture
def here(repository: Path, monkeypatch: pytest.MonkeyPatch, sample: Sample) -> Iterator[Path]:
    """The desk of somebody who works in that repository at its first commit, clean before and after."""
    from history import git

    monkeypatch.chdir(repository)
    monkeypatch.setenv("HYOGA_DOCS_CACHE", str(sample.cache))
    git(repository, "checkout", "--quiet", "00-sample")
    yield repository
    git(repository, "checkout", "--quiet", "--force", "00-sample")
    git(repository, "clean", "--quiet", "-dfx")
