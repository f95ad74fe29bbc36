"""What `diff` says of each commit of a repository: tests/history/ holds the report that a careful person would write."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import make_machine
from history import SILENT, STEPS, git

from hyoga_docs.diff.diff import DiffRequest, find_differences
from hyoga_docs.diff.packets import PacketRenderer
from hyoga_docs.diff.report.text_report import text_report
from hyoga_docs.spec.workspace_paths import WorkspacePaths

EXPECTED = Path(__file__).resolve().parent / "history"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store for all the commits."""
    return tmp_path_factory.mktemp("history-cache")


@pytest.mark.office
@pytest.mark.parametrize(("before", "after"), list(pairwise(["00-sample", *STEPS])))
def test_report(before: str, after: str, repository: Path, cache: Path, tmp_path: Path) -> None:
    with PacketRenderer(make_machine(cache), tmp_path) as renderer:
        found = find_differences(DiffRequest(before, after, (), WorkspacePaths(repository)), renderer, lambda _: None)
    report = "\n".join(
        [git(repository, "log", "-1", "--format=%s", after).strip(), "", *text_report([each.difference for each in found]), ""]
    )
    expected = EXPECTED / f"{after}.txt"
    if os.environ.get("HYOGA_DOCS_WRITE_EXPECTED"):
        EXPECTED.mkdir(exist_ok=True)
        expected.write_text(report, "utf-8")
    assert report == expected.read_text("utf-8")
    assert bool(found) is (after not in SILENT)
    assert git(repository, "status", "--porcelain") == ""
