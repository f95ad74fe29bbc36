"""What a folder of odd files and the fuzzer have taught: each was once a crash, a picture for want of better, or a leak."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
import word_files
from conftest import ROOT
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from hyoga_docs.core.cache import Cache
from hyoga_docs.pdf.binding.share_streams import share_streams
from hyoga_docs.pdf.geometry import Box
from hyoga_docs.pdf.intake.open import page_picture
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest, IntakeResult, IntakeWarning
from hyoga_docs.pdf.intake.sanitize import leftovers
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.pdf.render.thumbnails import PageThumbnail, same
from hyoga_docs.pipeline.machine import IntakeSettings
from hyoga_docs.pipeline.prepare import prepare
from hyoga_docs.spec.workspace_paths import find_meeting


def paper() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 9 99 Td (word) Tj ET")
    return pdf


def taken(data: bytes | pikepdf.Pdf, tmp_path: Path) -> tuple[IntakeResult | IntakeRejected, Path]:
    """What becomes of a PDF, and where its clean copy is."""
    source, clean = tmp_path / "source.pdf", tmp_path / "clean.pdf"
    if isinstance(data, bytes):
        source.write_bytes(data)
    else:
        data.save(source)
    return take(IntakeRequest(str(source), ".pdf", None, "題", (), "s"), clean), clean


def warnings(answer: IntakeResult | IntakeRejected) -> list[IntakeWarning]:
    assert isinstance(answer, IntakeResult)
    return [loss for loss in answer.warnings if loss.code not in {"HD324", "HD331"}]


def test_bare_numbers_and_nulls_among_the_objects_are_no_hindrance(tmp_path: Path) -> None:
    pdf = paper()
    font = pdf.pages[0].obj.Resources.Font.F
    font.FirstChar, font.Widths = cast("Any", pdf).make_indirect(65), Array([cast("Any", pdf).make_indirect(500), 500])
    answer, _ = taken(pdf, tmp_path)
    assert warnings(answer) == []


def shift_jis() -> bytes:
    """A PDF as older Japanese software writes it: names of fonts and drawings in Shift_JIS, some with their bytes bare."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Annots[7 0 R]"
        b"/Resources<</Font<</#82l#82r 5 0 R>>/XObject<</\x95\xb6 6 0 R>>/Properties<</#83#8c<</Type/#83#8c>>>>>>>>",
        b"/#83#8c <</MCID 0>> BDC BT /#82l#82r 12 Tf 9 99 Td (word) Tj ET EMC /OC /#83#8c BDC /\x95\xb6 Do EMC",
        b"<</Type/Font/Subtype/Type1/BaseFont/#82l#82r#83S>>",
        b"0 0 20 20 re f",
        b"<</Type/Annot/Subtype/#83#8c/Rect[0 0 9 9]/#83#8c 1>>",
    ]
    heads = {4: b"", 6: b"/Type/XObject/Subtype/Form/BBox[0 0 50 50]/#83k 1 "}
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        content = body
        if number in heads:
            content = b"<<%b/Length %d>>\nstream\n%b\nendstream" % (heads[number], len(body), body)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 8\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size 8>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out + tail % (table, len(out)))


def test_names_in_shift_jis_are_names(tmp_path: Path) -> None:
    answer, clean = taken(shift_jis(), tmp_path)
    assert warnings(answer) == []
    assert isinstance(answer, IntakeResult)
    assert answer.fonts == ("ＭＳゴ",)
    with pikepdf.open(clean) as copy:
        share_streams(copy)
        assert b"/#82l#82r#83S" in b"".join(
            item.unparse(resolved=True) for item in copy.objects if not isinstance(item, pikepdf.Stream)
        )


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "other.pdf"])
def test_an_address_that_leads_elsewhere_is_gone_also_where_nothing_reads_it(tmp_path: Path, address: str) -> None:
    pdf = paper()
    form = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Old = Array([Dictionary(A=Dictionary(S=Name.URI, URI=String(address)))])
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    answer, clean = taken(pdf, tmp_path)
    assert IntakeWarning("HD321", "外のファイルへのリンク") in warnings(answer)
    assert leftovers(clean) == set()
    with pikepdf.open(clean) as copy:
        assert address.encode() not in b"".join(
            item.unparse(resolved=True) for item in copy.objects if not isinstance(item, pikepdf.Stream)
        )


def test_a_page_as_large_as_a_field_is_looked_at_without_filling_the_memory(tmp_path: Path) -> None:
    pdf = paper()
    pdf.pages[0].obj.MediaBox = Array([0, 0, 900_000, 900_000])
    answer, _ = taken(pdf, tmp_path)
    assert isinstance(answer, IntakeResult)


@pytest.mark.parametrize("size", [(900_000, 5), (5, 900_000), (14_400, 14_400), (0.5, 0.5)])
def test_a_page_of_any_shape_becomes_a_picture(tmp_path: Path, size: tuple[float, float]) -> None:
    pdf = paper()
    pdf.pages[0].obj.MediaBox = Array([0, 0, *size])
    pdf.save(tmp_path / "a.pdf")
    picture = page_picture(tmp_path / "a.pdf", 0)
    assert picture is not None
    assert max(picture.pixels) <= 20_001


def test_an_id_of_a_tag_that_is_a_number_is_none(tmp_path: Path) -> None:
    pdf = paper()
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=pdf.pages[0].obj, K=0, ID=2**40)
    root.K = pdf.make_indirect(element)
    pdf.Root.StructTreeRoot, pdf.pages[0].obj.StructParents = root, 0
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT /F 12 Tf 9 99 Td (word) Tj ET EMC")
    answer, _ = taken(pdf, tmp_path)
    assert warnings(answer) == []


def test_content_that_a_checker_would_warn_of_is_written_anew(tmp_path: Path) -> None:
    pdf = paper()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q ] 0 0 0 rg 20 20 50 50 re f Q")
    answer, clean = taken(pdf, tmp_path)
    assert warnings(answer) == [IntakeWarning("HD325", pages=(1,))]
    with pikepdf.open(clean) as copy:
        assert copy.check_pdf_syntax() == []


def drawn(box: tuple[int, int, int, int] | None, colour: str = "black", ground: str = "white") -> PageThumbnail:
    """A look of 100 by 100 pixels, with a box drawn at twelve times that size."""
    large = Image.new("RGB", (1200, 1200), ground)
    if box is not None:
        ImageDraw.Draw(large).rectangle(box, fill=colour)
    return PageThumbnail.of(large.resize((100, 100), Image.Resampling.BOX))


STEM = (600, 600, 613, 709)  # of a 1 of 9 points


def test_a_digit_that_is_missing_makes_a_page_look_different() -> None:
    assert not same(drawn(STEM), drawn(None))
    assert same(drawn(STEM), drawn(None), [Box(0.45, 0.35, 0.55, 0.55)])
    assert not same(drawn(STEM), drawn(None), [Box(0.1, 0.1, 0.2, 0.2)])


def test_a_colour_that_is_another_makes_a_page_look_different() -> None:
    assert not same(drawn(None, ground="#ff0000"), drawn(None, ground="#004db8"))  # of one grey
    assert same(drawn(STEM, "#777777"), drawn(STEM, "#7a7a7a"))


@pytest.mark.parametrize("length", [0, 100, 2**31])
def test_a_picture_that_lies_of_its_lengths_is_called_damaged(tmp_path: Path, length: int) -> None:
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(out, "PNG")
    data = out.getvalue()
    source = tmp_path / "a.png"
    end = data.index(b"IEND") - 4
    source.write_bytes(data[:end] + length.to_bytes(4, "big") + data[end + 4 :])
    answer = take(IntakeRequest(str(source), ".png", None, "題", (), "s"), tmp_path / "clean.pdf")
    assert isinstance(answer, IntakeResult) or answer.code == "HD315"


@pytest.mark.parametrize("in_header", [False, True])
def test_a_word_file_with_tracked_changes_is_known_by_its_bytes(tmp_path: Path, in_header: bool) -> None:
    changed = word_files.p(f'<w:ins w:id="1">{word_files.r("語")}</w:ins>')
    header = {"header1": word_files.element("hdr", changed)} if in_header else {}
    meetings = tmp_path / "meetings"
    (meetings / "common").mkdir(parents=True)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (meetings / "common" / "platform.yaml").write_text("name: 見本会議体\nmeeting_name: 見本会議\n", "utf-8")
    paper_of = "handouts: [{title: 甲, file: a.docx}]"
    (meetings / "m.yaml").write_text(f"number: 1\ndate: 2024-05-01\nagenda: [開会]\ndocuments: []\n{paper_of}\n", "utf-8")
    (meetings / "a.docx").write_bytes(word_files.package("" if in_header else changed, header))
    folder = tmp_path / "scratch"
    folder.mkdir()
    prepared = prepare(find_meeting(meetings / "m.yaml"), IntakeSettings(Cache(tmp_path / "cache"), dict(os.environ), folder))
    assert [problem.code for problem in prepared.problems] == ["HD309"]
    assert set(prepared.digests) == {document.key for document in prepared.plan.documents}
