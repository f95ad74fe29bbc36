"""`pages: {supplied: fit}`: a packet of letters, slides and A3, bound on A4 and A3 with everything in its place."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from conftest import build, copy_workspace, make_machine
from fake_soffice import fake_soffice
from fpdf import FPDF
from papers import japanese_font
from pypdf import PdfReader

SPEC = "meetings/2024-05-01.yaml"
SIZES = {"letter": (612, 792), "slides": (960, 540), "big": (841.89, 1190.55)}


def paper(size: tuple[float, float]) -> bytes:
    """Two pages of a size with words, a bookmark each, and on the first a link to the second."""
    pdf = FPDF(unit="pt", format=size)
    pdf.set_auto_page_break(auto=False)
    pdf.add_font("japanese", fname=japanese_font())
    pdf.set_font("japanese", size=14)
    for number in (1, 2):
        pdf.add_page()
        pdf.rect(20, 20, pdf.w - 40, pdf.h - 40)
        pdf.set_xy(60, 60)
        pdf.start_section(f"見出し {number}")
        pdf.cell(200, 20, f"本文 {number}")
        if number == 1:
            pdf.set_xy(60, 120)
            pdf.cell(100, 20, "つぎへ", link=pdf.add_link(page=2))
    return bytes(pdf.output())


@pytest.mark.parametrize("how", ["keep", "fit"])
def test_letters_and_slides_go_onto_a4_where_that_is_asked_for(tmp_path: Path, how: str) -> None:
    workspace = copy_workspace(tmp_path / "ws", Path(__file__).parent / "projects" / "good-small")
    papers = ", ".join(f"{{title: 資料の{name}, numbering: none, file: {name}.pdf, supplied_by: 財政課}}" for name in SIZES)
    head = "number: 1\ndate: 2024-05-01\nagenda: [開会]\ndocuments: []\n"
    (workspace / SPEC).write_text(f"{head}handouts: [{papers}]\n", "utf-8")
    platform = workspace / "meetings" / "common" / "platform.yaml"
    platform.write_text(f"{platform.read_text('utf-8')}style: {{pages: {{supplied: {how}}}}}\n", "utf-8")
    for name, size in SIZES.items():
        (workspace / "meetings" / f"{name}.pdf").write_bytes(paper(size))
    machine = make_machine(tmp_path / "cache", soffice=fake_soffice(tmp_path / "fake", "nothing"))
    built = build(workspace / SPEC, tmp_path / "out", machine, lambda _: None)
    told = [(each["code"], each["quote"]) for each in built.problems if each["code"] != "HD324"]
    packet = PdfReader(tmp_path / "out" / "packet.pdf")
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in packet.pages]
    if how == "keep":
        assert sizes == [(612, 792)] * 2 + [(960, 540)] * 2 + [(842, 1191)] * 2
        assert told == [("HD342", f"{name}.pdf") for name in SIZES]
        return
    assert sizes == [(595, 842)] * 2 + [(842, 595)] * 2 + [(842, 1191)] * 2
    assert told == [("HD348", "letter.pdf"), ("HD348", "slides.pdf"), ("HD342", "big.pdf")]
    assert ["財政課" in str(each["hint"]) for each in built.problems if each["code"] == "HD348"] == [True, True]
    own = PdfReader(io.BytesIO((tmp_path / "out" / "documents" / "02-slides.pdf").read_bytes()))
    assert round(float(own.pages[0].mediabox.width)) == 960  # on its own a paper is as it was sent
    before, after = ([link.get_object() for link in page.annotations or []] for page in (own.pages[0], packet.pages[2]))
    assert (len(before), len(after)) == (1, 1)
    scale = 841.89 / 960
    moved = [float(side) * scale + up for side, up in zip(before[0]["/Rect"], (0, (595.276 - 540 * scale) / 2) * 2, strict=True)]
    assert [float(side) for side in after[0]["/Rect"]] == pytest.approx(moved, abs=0.01)
    assert after[0]["/A"]["/D"][0].get_object() == packet.pages[3].get_object()
    assert [packet.pages[index].extract_text().count("本文") for index in range(6)] == [1] * 6
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [each["pages"] for each in manifest["documents"]] == [2, 2, 2]
