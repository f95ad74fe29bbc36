"""A paper with formulas on a machine whose LibreOffice would let them vanish."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml

from hyoga_docs.core.problem import MachineError, Place
from hyoga_docs.pipeline.prepare import check_formulas
from hyoga_docs.plan.model import Document
from hyoga_docs.programs.libreoffice.engine import Engine
from hyoga_docs.text.print_copy.records import PrintCopy

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def paper(*, formula: bool) -> bytes:
    document = WordDocument()
    paragraph = document.add_paragraph("計")
    if formula:
        paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{_MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>'))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def prepared(*, formula: bool) -> Any:
    document = Document("k", "式", path=Path("式.docx"), place=Place("meetings/m.yaml", 3, 5), stem="03")
    return SimpleNamespace(plan=SimpleNamespace(documents=[document]), print_copies={"k": PrintCopy(paper(formula=formula))})


def engine(folder: Path, *libraries: str) -> Engine:
    for name in libraries:
        (folder / name).touch()
    return Engine(folder / "soffice.bin", "99.9", "")


def test_a_formula_without_math_ends_the_build_and_names_the_paper(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as raised:
        check_formulas(prepared(formula=True), engine(tmp_path, "libswlo.so"))
    (problem,) = raised.value.problems
    assert (problem.code, problem.quote, str(problem.place)) == ("HD701", "式.docx", "meetings/m.yaml:3:5")
    assert "libreoffice-math-nogui" in (problem.hint or "")


def test_math_or_a_paper_without_formulas_or_an_engine_that_nobody_knows_is_enough(tmp_path: Path) -> None:
    check_formulas(prepared(formula=False), engine(tmp_path, "libswlo.so"))
    check_formulas(prepared(formula=True), engine(tmp_path, "libswlo.so", "libsmlo.so"))
    (tmp_path / "elsewhere").mkdir()
    check_formulas(prepared(formula=True), engine(tmp_path / "elsewhere"))
