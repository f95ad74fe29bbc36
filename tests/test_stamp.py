"""Labels and page numbers on pages of every kind, as their reader sees them."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import MEETING, Sample, make_machine

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Problem
from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart, bind
from hyoga_docs.pdf.binding.embed_font import Subset, subset_font
from hyoga_docs.pdf.geometry import MM, Box, view_of
from hyoga_docs.pdf.intake.records import GeneratedPdf, IntakeRequest, IntakeResult
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.pipeline.machine import IntakeSettings
from hyoga_docs.pipeline.prepare import prepare
from hyoga_docs.plan.model import Document
from hyoga_docs.plan.page_layout import lay_out
from hyoga_docs.programs.fonts import font_folders, read_fonts
from hyoga_docs.spec.style import PageNumbers, Stamp
from hyoga_docs.spec.workspace_paths import find_meeting

pytestmark = pytest.mark.office

A4, A3 = (595.0, 842.0), (842.0, 1191.0)
LABEL = "資料１－１"


@pytest.fixture(scope="module")
def labels(sample: Sample) -> tuple[bytes, tuple[str, ...]]:
    """The label sheet of the sample, as the real engine drew it."""
    cache = make_machine(sample.cache).cache
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(
            find_meeting(sample.workspace / "meetings" / f"{MEETING}.yaml"), IntakeSettings(cache, dict(os.environ), Path(folder))
        )
    names = prepared.plan.stamps
    assert names[0] == LABEL
    for path in (cache.shelf / "pdf").rglob("*"):
        data = GeneratedPdf.unpack(path.read_bytes().partition(b"\n")[2]).pdf if path.is_file() else b""
        if data and len(pypdfium2.PdfDocument(data)) == len(names):
            text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
            if text.strip("\u00a0 \r\n") == LABEL:
                return data, names
    pytest.fail("the label sheet is not in the cache")


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Subset:
    cache = Cache(tmp_path_factory.mktemp("fonts"))
    face = read_fonts(font_folders(Path.home()), cache).find("BIZ UDゴシック")
    assert face is not None
    return subset_font(*face, "0123456789－ ", cache)


def page_pdf(
    size: tuple[float, float], *, rotate: int = 0, origin: tuple[float, float] = (0, 0), crop: float = 0, text: str = ""
) -> bytes:
    """A one-page PDF; `crop` is how far the crop box lies inside the media box; `text` is content in its coordinates."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=size)
    x, y = origin
    page.obj.MediaBox = pikepdf.Array([x, y, x + size[0], y + size[1]])
    if crop:
        page.obj.CropBox = pikepdf.Array([x + crop, y + crop, x + size[0] - crop, y + size[1] - crop])
    if rotate:
        page.obj.Rotate = rotate
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(text.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def bound(
    pdf: bytes, labels: tuple[bytes, tuple[str, ...]], font: Subset, tmp_path: Path
) -> tuple[pikepdf.Pdf, bytes, list[Problem]]:
    document = Document(key="a", title="題名", label=LABEL, full_label=LABEL, stamp=LABEL, stem="01-a")
    placed = lay_out([document], [1])[0]
    source, clean, packet = tmp_path / "source.pdf", tmp_path / "clean.pdf", tmp_path / "packet.pdf"
    source.write_bytes(pdf)
    taken = take(IntakeRequest(str(source), ".pdf", None, "題名", (), "s"), clean)
    assert isinstance(taken, IntakeResult)
    options = BindOptions("題", "", dt.date(2019, 10, 31), Stamp(), PageNumbers(), font, *labels)
    problems = bind([PacketPart(placed, clean, taken)], options, packet).problems
    data = packet.read_bytes()
    return pikepdf.open(io.BytesIO(data)), data, problems


def places(packet: pikepdf.Pdf, data: bytes) -> dict[str, tuple[Box, bool]]:
    """Where the label and the number lie in the view, and whether their characters run from left to right in it."""
    view = view_of(packet.pages[0])
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    whole = text.get_text_range()
    found = {}
    for name, words in (("label", LABEL), ("number", "1 －")):
        start = whole.rindex(words)
        boxes = [view.seen(Box(*text.get_charbox(index))) for index in range(start, start + len(words)) if whole[index] != " "]
        box = Box(min(b.left for b in boxes), min(b.bottom for b in boxes), max(b.right for b in boxes), max(b.top for b in boxes))
        upright = all(a.left < b.left for a, b in pairwise(boxes)) and box.width > box.height
        found[name] = (box, upright)
    return found


@pytest.mark.parametrize("size", [A4, (A4[1], A4[0]), A3], ids=["portrait", "landscape", "A3"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90])
@pytest.mark.parametrize(("origin", "crop"), [((0, 0), 0), ((-100, 50), 0), ((0, 0), 36), ((-20, -30), 36)])
def test_label_top_right_and_number_at_the_foot_upright_on_every_page(
    size: tuple[float, float],
    rotate: int,
    origin: tuple[float, float],
    crop: float,
    labels: tuple[bytes, tuple[str, ...]],
    font: Subset,
    tmp_path: Path,
) -> None:
    packet, data, problems = bound(page_pdf(size, rotate=rotate, origin=origin, crop=crop), labels, font, tmp_path)
    view = view_of(packet.pages[0])
    found = places(packet, data)
    label, upright = found["label"]
    assert upright
    assert view.width - 20 * MM < label.right < view.width - 10 * MM
    assert view.height - 20 * MM < label.bottom < label.top < view.height - 6 * MM
    assert 10 * MM < label.width < 40 * MM
    number, upright = found["number"]
    assert upright
    assert abs((number.left + number.right) / 2 - view.width / 2) < 8 * MM
    assert 6 * MM < number.bottom < 12 * MM
    assert problems == []


def test_a_label_moves_where_it_would_cover_words(labels: tuple[bytes, tuple[str, ...]], font: Subset, tmp_path: Path) -> None:
    words = "BT /F 14 Tf 480 806 Td (Taken corner) Tj ET"
    packet, data, problems = bound(page_pdf(A4, text=words), labels, font, tmp_path)
    label, upright = places(packet, data)["label"]
    assert upright
    assert label.right < 480
    assert problems == []


def test_a_label_with_no_free_place_is_reported_with_its_page(
    labels: tuple[bytes, tuple[str, ...]], font: Subset, tmp_path: Path
) -> None:
    words = "".join(f"BT /F 9 Tf 5 {y} Td ({'full of words ' * 12}) Tj ET\n" for y in range(4, 842, 9))
    _, _, problems = bound(page_pdf(A4, text=words), labels, font, tmp_path)
    assert [(p.code, p.severity, p.page) for p in problems] == [("HD601", "warning", 1), ("HD602", "warning", 1)]


def test_a_page_number_steps_aside_from_a_papers_own(labels: tuple[bytes, tuple[str, ...]], font: Subset, tmp_path: Path) -> None:
    words = "BT /F 10 Tf 290 24 Td (- 5 -) Tj ET BT /F 10 Tf 290 12 Td (x) Tj ET"
    packet, data, problems = bound(page_pdf(A4, text=words), labels, font, tmp_path)
    number, _ = places(packet, data)["number"]
    assert number.left > 330
    assert problems == []


def test_stamps_leave_the_page_below_as_it_was(labels: tuple[bytes, tuple[str, ...]], font: Subset, tmp_path: Path) -> None:
    words = "q 0.5 0 0 0.5 40 40 cm BT /F 40 Tf 100 700 Td (Unbalanced and scaled) Tj ET"  # its q is never closed
    pdf = page_pdf(A4, text=words)
    packet, data, _ = bound(pdf, labels, font, tmp_path)
    found = places(packet, data)
    assert found["label"][0].top > 842 - 20 * MM  # and is not itself scaled by what the page left open
    assert found["number"][0].bottom < 12 * MM
    before = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5, grayscale=True).to_pil().crop((0, 30, 290, 390))
    after = pypdfium2.PdfDocument(data)[0].render(scale=0.5, grayscale=True).to_pil().crop((0, 30, 290, 390))
    assert before.tobytes() == after.tobytes()
