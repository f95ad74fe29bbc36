"""会議録, from YAML to paper: what a clerk typed in LibreOffice or in Word is there after the YAML changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
from conftest import MEETING, copy_workspace
from conversion import page_texts
from openxml_audit import OpenXmlValidator
from running import invoke
from test_accessible import broken_rules, outloud

from hyoga_docs.programs.libreoffice.engine import find_program

pytestmark = pytest.mark.office
SAID = "支援の窓口を一つにしてほしい。"


def saved_by_libreoffice(path: Path, folder: Path) -> bytes:
    """A Word file opened and saved again by LibreOffice."""
    program = find_program(None)
    command = [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    arguments = [*command, "docx:MS Word 2007 XML", "--outdir", str(folder / "saved"), str(path)]
    for _ in range(2):  # the first start may only make the profile
        done = subprocess.run(arguments, check=False, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return (folder / "saved" / path.name).read_bytes()


@pytest.mark.parametrize("program", ["Word", "LibreOffice"])
def test_what_was_typed_is_there_after_the_facts_changed(tmp_path: Path, program: str) -> None:
    copy_workspace(tmp_path)
    spec = tmp_path / "meetings" / f"{MEETING}.yaml"
    letters = tmp_path / "build" / MEETING / "letters"
    environment = {"HYOGA_DOCS_CACHE": str(tmp_path / "cache")}
    assert invoke("minutes", str(spec), folder=tmp_path, **environment).returncode == 0
    path = letters / "会議録.docx"
    document = docx.Document(str(path))
    for cell, text in zip(document.tables[1].rows[2].cells, ("経営者協会", SAID), strict=True):
        cell.paragraphs[0].text = text
    document.save(str(path))
    if program == "LibreOffice":
        path.write_bytes(saved_by_libreoffice(path, tmp_path))
    more = "attendance: {absent: [熊本県町村会], observers: 3}\nresults: {1: 原案のとおり了承}\nhandouts:\n"
    spec.write_text(spec.read_text("utf-8").replace("handouts:\n", more, 1), "utf-8")

    done = invoke("minutes", str(spec), folder=tmp_path, **environment)

    assert done.returncode == 0
    assert "HD6" not in done.stdout + done.stderr
    text = "".join(page_texts((letters / "会議録.pdf").read_bytes()))
    assert [each for each in (SAID, "13人", "3人", "【結果】原案のとおり了承") if each not in text] == []
    if program == "Word":  # what LibreOffice writes is not valid by itself
        wrong = [each.description for each in OpenXmlValidator().validate(str(path)).errors]
        assert [each for each in wrong if "/theme" not in each] == []
    first = path.read_bytes()
    spec.write_bytes(spec.read_bytes() + b"\n")
    invoke("minutes", str(spec), folder=tmp_path, **environment)
    assert path.read_bytes() == first
    for name in ("会議録", "会議概要"):
        pdf = letters / f"{name}.pdf"
        assert [rule for severity, rule in outloud(pdf) if severity == "error"] == []
        assert broken_rules(pdf) == []
    with pypdfium2.PdfDocument(letters / "会議概要.pdf") as summary:
        assert len(summary) == 1
