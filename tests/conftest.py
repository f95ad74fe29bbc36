"""What the tests share: the repository's own workspace, a store for each session, and a packet built once."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.files import file_digest
from hyoga_docs.pipeline import build as pipeline
from hyoga_docs.pipeline.build import BuildResult
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.spec.workspace_paths import find_meeting

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = Path(__file__).resolve().parent / "projects"
MEETING = "2019-10-31"


def make_machine(cache: Path, *, soffice: Path | None = None, limit: float = 120) -> Machine:
    """This machine with a store of its own."""
    return Machine(Cache(cache), Path.home(), dict(os.environ), soffice, 2, limit)


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


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that all the processes of a run read: the first that wants it makes it, and the others wait for it."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared" / name
    shared.parent.mkdir(exist_ok=True)
    with FileLock(f"{shared}.lock"):
        if not shared.with_suffix(".made").exists():
            shutil.rmtree(shared, ignore_errors=True)
            shared.mkdir()
            make(shared)
            shared.with_suffix(".made").touch()
    return shared


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder, and what it holds."""
    return {str(path): file_digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}


@dataclass(frozen=True)
class Sample:
    """The sample, built: its workspace, the folder of the build, a store, and what was said.

    Workspace and folder are for reading alone. The store is this process's own, with all that the sample was made of.
    """

    workspace: Path
    out: Path
    cache: Path
    built: BuildResult

    @property
    def packet(self) -> Path:
        """The packet."""
        return self.out / "packet.pdf"


def _build_sample(folder: Path) -> None:
    workspace = copy_workspace(folder / "workspace")
    machine = make_machine(folder / "cache")
    built = build(workspace / "meetings" / f"{MEETING}.yaml", workspace / "build" / MEETING, machine, lambda _: None)
    (folder / "built").write_bytes(pickle.dumps(built))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample packet, built from nothing by the real LibreOffice."""
    shared = made_once(tmp_path_factory, "sample", _build_sample)
    before = digests(shared)
    cache = shutil.copytree(shared / "cache", tmp_path_factory.mktemp("store") / "cache")
    built: BuildResult = pickle.loads((shared / "built").read_bytes())
    yield Sample(shared / "workspace", shared / "workspace" / "build" / MEETING, cache, built)
    assert digests(shared) == before, "a test has changed what all tests read"


def _make_history(folder: Path) -> None:
    from history import make_history

    make_history(folder / "repository")


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the history, at its last commit; each process has its own."""
    shared = made_once(tmp_path_factory, "history", _make_history)
    return shutil.copytree(shared / "repository", tmp_path_factory.mktemp("history") / "repository", symlinks=True)


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
