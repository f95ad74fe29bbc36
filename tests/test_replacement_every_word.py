"""A word changed in each part of a paper that can hold words: the notice of the 差替え says what it was and what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from changed_words import PRINTED, ChangedWord
from conftest import copy_workspace
from pdfs import SENTENCES, Paper, picture
from reviewer import run_diff
from test_every_printed_word import difference, said
from typer.testing import CliRunner

from hyoga_docs.commands.app import app
from hyoga_docs.diff.replacement.leaves import as_distributed, replaced
from hyoga_docs.diff.replacement.notice import notice_context
from hyoga_docs.text.readers.docx import document_lines

_SAME = "文言に変更はありません"
_TOGETHER = (
    "docx-header", "docx-footnote", "docx-text-box", "docx-cell", "docx-check-box", "docx-list-number", "xlsx-cell", "xlsx-header",
    "pptx-title", "pptx-list-number", "pdf-page",
)  # fmt: skip
_MEETING = """\
number: 1
date: 2024-05-01
documents: [agenda]
agenda: [開会]
handouts:
"""


@pytest.mark.parametrize("paper", PRINTED, ids=lambda paper: paper.name)
def test_a_word_that_changed_is_in_the_list_of_errors(paper: ChangedWord, tmp_path: Path) -> None:
    found = difference(said(paper, tmp_path), paper)
    assert found.old is not None
    held = as_distributed(found.old)
    notice = notice_context(found, replaced(found, held), held, duplex=False, turn=1)
    assert [act["what"] for act in notice["acts"]] == ["差し替える"]
    assert any(paper.was in row["wrong"] and paper.now in row["right"] for row in notice["errata"])
    assert not [note for note in notice["notes"] if _SAME in note]


def _look(path: Path, colour: int) -> None:
    paper = Paper().write_all(SENTENCES[:3])
    paper.set_text_color(colour, 0, 0)
    paper.write_all(SENTENCES[3:4]).save(path)


def _figure(path: Path, colour: str) -> None:
    paper = Paper().write_all(SENTENCES[:3])
    paper.image(picture(colour), x=70, y=120, w=80, h=60)
    paper.save(path)


def _write(folder: Path, papers: list[ChangedWord], side: int) -> None:
    for paper in papers:
        (folder / f"{paper.name}{paper.suffix}").write_bytes(paper.files[side])
    _look(folder / "look.pdf", 200 * side)
    _figure(folder / "figure.pdf", ("navy", "maroon")[side])
    Paper(left=(25, 45)[side]).write_all(SENTENCES[:3]).save(folder / "margin.pdf")


@pytest.mark.office
def test_every_word_of_a_packet_is_in_the_printed_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = copy_workspace(tmp_path / "desk")
    shutil.rmtree(workspace / "meetings" / "2019-10-31")
    (workspace / "meetings" / "2019-10-31.yaml").write_text("handouts: [", "utf-8")  # of another meeting nothing is asked
    papers = [paper for paper in PRINTED if paper.name in _TOGETHER]
    folder = workspace / "meetings" / "2024-05-01"
    folder.mkdir()
    _write(folder, papers, 0)
    names = [*(f"{paper.name}{paper.suffix}" for paper in papers), "look.pdf", "figure.pdf", "margin.pdf"]
    listed = "".join(f"  - {{title: 資料その{number}, file: 2024-05-01/{name}}}\n" for number, name in enumerate(names, 1))
    spec = workspace / "meetings" / "2024-05-01.yaml"
    spec.write_text(_MEETING + listed, "utf-8")
    monkeypatch.chdir(workspace)
    built = CliRunner().invoke(app, ["build", str(spec), "-q"])
    assert built.exit_code == 0, built.output
    shutil.move(workspace / "build" / "2024-05-01", tmp_path / "handed-out")
    _write(folder, papers, 1)
    result = run_diff("--replace", str(tmp_path / "handed-out"), "-q")
    assert (result.exit_code, result.stdout) == (10, "")
    lines = document_lines((workspace / "build" / "replacement-2024-05-01" / "documents" / "01-差替え.docx").read_bytes())
    told = "\n".join(lines)
    for number, paper in enumerate(papers, 1):
        rows = told.split(f"資料その{number}\n")
        assert any(paper.was in row and paper.now in row for row in rows), told
    last = len(papers)
    assert f"資料その{last + 1}\n- （書体か、文字の大きさや色）\n" in told
    assert f"資料その{last + 2}\n- （図）\n" in told
    assert f"※　{last + 4}ページは、文字の位置や体裁だけが変わります。\n{_SAME}。" in told
    assert told.count(_SAME) == 1
    assert f"※　{last + 3}ページの図の中の文字は、比べていません。" in told
