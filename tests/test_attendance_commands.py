"""`attendance export` and `import`, as a clerk types them in a copy of the workspace."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import copy_workspace, make_machine
from openpyxl import load_workbook
from typer.testing import CliRunner

from hyoga_docs.commands.app import app
from hyoga_docs.core.problem import Place
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.programs.libreoffice.convert import ConversionSource, convert_to_ooxml
from hyoga_docs.spec.formats import format_of

if TYPE_CHECKING:
    from typer.testing import Result

    from hyoga_docs.pipeline.machine import Machine

MEETING = "meetings/2019-10-31.yaml"
SHEET = "出欠-2019-10-31.xlsx"


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The meeting of a copied workspace, which is the folder of the command."""
    workspace = copy_workspace(tmp_path / "ws")
    monkeypatch.chdir(workspace)
    return workspace / MEETING


def attendance(*words: str) -> Result:
    done = CliRunner().invoke(app, ["attendance", *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def fill(file: Path, **replies: str) -> None:
    """Answers in the sheet, by the ids of members; the others come."""
    book = load_workbook(file)
    for row in book["出欠"].iter_rows(min_row=2):
        row[5].value = replies.get(str(row[0].value), "出席")
    book["事務局・説明者"]["E2"].value = "４名"
    book.save(file)


def saved_by_libreoffice(data: bytes, machine: Machine) -> bytes:
    excel = format_of(".xlsx")
    assert excel is not None
    filters = (excel.filter, excel.filter)
    source = ConversionSource("a", "a", data, ".xlsx", Place("a.xlsx"), bytes, into="xlsx", filters=filters)
    made, failed = convert_to_ooxml([source], open_office(machine))
    assert failed == {}
    return made["a"]


def test_answers_come_back_by_excel_through_libreoffice(meeting: Path, tmp_path: Path) -> None:
    before = meeting.read_text("utf-8")
    done = attendance("export", MEETING)
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"{SHEET} に14行を書き出しました。")
    fill(Path(SHEET), **{"keieisha": "欠席"})
    Path(SHEET).write_bytes(saved_by_libreoffice(Path(SHEET).read_bytes(), make_machine(tmp_path / "cache")))
    rules = load_workbook(io.BytesIO(Path(SHEET).read_bytes()))["出欠"].data_validations.dataValidation
    assert [str(rule.sqref) for rule in rules] == ["F2:F15"]
    done = attendance("import", MEETING, SHEET, "--yes")
    assert done.exit_code == 0, done.output
    assert "傍聴者の数: なし → 4" in done.output
    after = meeting.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert attendance("import", MEETING, SHEET).output.startswith("変わるところはありません。構成員14: ")


def test_nothing_is_written_that_nobody_has_confirmed_or_that_is_wrong(meeting: Path) -> None:
    before = meeting.read_bytes()
    Path("a.csv").write_text("id,出欠\nkeieisha,欠席\n", "utf-8")
    done = attendance("import", MEETING, "a.csv")
    assert (done.exit_code, "HD653" in done.output) == (2, True)
    Path("a.csv").write_text("id,出欠\nnobody,欠席\n", "utf-8")
    done = attendance("import", MEETING, "a.csv", "--yes")
    assert (done.exit_code, "HD673" in done.output) == (3, True)
    assert meeting.read_bytes() == before


def test_a_sheet_that_is_there_is_not_written_over(meeting: Path) -> None:
    assert attendance("export", MEETING, "--out", "a.csv").exit_code == 0
    done = attendance("export", MEETING, "--out", "a.csv")
    assert (done.exit_code, "HD653" in done.output) == (2, True)
    assert attendance("export", MEETING, "--out", "a.csv", "--force").exit_code == 0
    assert attendance("export", MEETING, "--out", "a.txt").exit_code == 2
