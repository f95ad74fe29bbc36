"""Pages put onto A4: what they show, their links, bookmarks, figures and patterns all move together."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from hyoga_docs.pdf.binding.fit_pages import fit_pages
from hyoga_docs.pdf.geometry import view_of
from hyoga_docs.pdf.intake.records import IntakeResult
from hyoga_docs.pdf.render.thumbnails import DrawnPdf, differing, save_looks

#: A ground, a bar at the top, a square filled with a pattern, and a stroke that reaches beyond what is shown.
PAINT = b"0.9 g 20 30 260 180 re f 0.2 0.3 0.8 rg 20 190 260 20 re f /Pattern cs /P scn 60 60 80 80 re f 0 G 4 w 0 0 m 300 240 l S"
BOX = (20, 30, 280, 210)  # what is shown of it


def paper(rotation: int = 0, unit: float = 1, content: bytes = PAINT) -> pikepdf.Pdf:
    """One page of 260 × 180 units, with a link and a bookmark to a height of it, a figure, and a pattern."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 240)).obj
    page.CropBox = Array([*BOX])
    page.Rotate = rotation
    if unit != 1:
        page.UserUnit = unit
    tile = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": Array([0, 0, 20, 20]), "XStep": 20, "YStep": 20}
    stripes = Stream(pdf, b"1 0 0 rg 0 0 10 20 re f", {f"/{key}": value for key, value in tile.items()})
    stripes.Resources = Dictionary()
    page.Resources = Dictionary(Pattern=Dictionary(P=pdf.make_indirect(stripes)))
    page.Contents = Stream(pdf, content)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 60, 140, 140]), Border=Array([0, 0, 0]))
    link.QuadPoints = Array([60, 140, 140, 140, 60, 60, 140, 60])
    link.A = Dictionary(S=Name.GoTo, D=Array([page, Name.XYZ, 20, 190, 0]))
    page.Annots = Array([pdf.make_indirect(link)])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("題", 0, pikepdf.PageLocation.FitR, left=20, bottom=30, right=280, top=210))
    figure = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, K=0, Pg=page))
    figure.A = Dictionary(O=Name.Layout, BBox=Array([60, 60, 140, 140]), Placement=Name.Block)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([figure])))
    figure.P = root
    pdf.Root.StructTreeRoot = root
    return pdf


def facts(**known: Any) -> IntakeResult:
    return IntakeResult(1, (0,), ("own",), accessible=True, **known)


def numbers(values: Any) -> list[float]:
    return [float(value) for value in list(values) if not isinstance(value, (pikepdf.Dictionary, pikepdf.Name))]


@pytest.mark.parametrize("unit", [1, 2.5])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_on_a4_shows_what_it_showed(tmp_path: Path, rotation: int, unit: float) -> None:
    pdf = paper(rotation, unit)
    pdf.save(tmp_path / "before.pdf")
    with DrawnPdf(tmp_path / "before.pdf") as drawn:
        save_looks([drawn.look(0)], tmp_path / "looks")
    _, parts = fit_pages(pdf, facts())
    pdf.save(tmp_path / "after.pdf")
    view = view_of(pdf.pages[0])
    assert sorted((round(view.width, 3), round(view.height, 3))) == [595.276, 841.89]
    assert (view.width < view.height) == (rotation in {90, 270})
    assert differing(tmp_path / "after.pdf", 0, tmp_path / "looks", {}, parts) == []
    lost = paper(rotation, unit, PAINT.replace(b"60 60 80 80 re f", b""))
    fit_pages(lost, facts())
    lost.save(tmp_path / "lost.pdf")
    assert differing(tmp_path / "lost.pdf", 0, tmp_path / "looks", {}, parts) == [0]


def test_what_was_cut_off_stays_cut_off(tmp_path: Path) -> None:
    pdf = paper(content=b"0 g 0 0 300 240 re f")
    _, parts = fit_pages(pdf, facts())
    pdf.save(tmp_path / "after.pdf")
    with DrawnPdf(tmp_path / "after.pdf") as drawn:
        look = drawn.look(0)
    assert look is not None
    dark = sum(1 for value in look.squares[::3] if value < 128) / (len(look.squares) / 3)
    assert dark == pytest.approx(parts[0].width * parts[0].height, abs=0.02)


def test_links_bookmarks_and_tags_move_with_the_page() -> None:
    pdf = paper(unit=2.5)  # 650 × 450 points, so that it is made smaller
    fit_pages(pdf, facts())
    page = pdf.pages[0].obj
    k = min(841.89 / 260, 595.276 / 180, 2.5)
    right, up = (841.89 - k * 260) / 2 - k * 20, (595.276 - k * 180) / 2 - k * 30
    square = [60 * k + right, 60 * k + up, 140 * k + right, 140 * k + up]
    link = page.Annots[0]
    assert numbers(link.Rect) == pytest.approx(square, abs=0.001)
    assert numbers(link.QuadPoints)[:2] == pytest.approx([square[0], square[3]], abs=0.001)
    assert numbers(link.A.D) == pytest.approx([20 * k + right, 190 * k + up, 0], abs=0.001)
    bookmark = pdf.Root.Outlines.First
    shown = [20 * k + right, 30 * k + up, 280 * k + right, 210 * k + up]
    assert numbers(bookmark.Dest if "/Dest" in bookmark else bookmark.A.D) == pytest.approx(shown, abs=0.001)
    attributes = pdf.Root.StructTreeRoot.K[0].A
    assert numbers(attributes.BBox) == pytest.approx(square, abs=0.001)
    assert attributes.Placement == Name.Block


def test_what_stands_near_the_edges_is_known_on_the_sheet() -> None:
    taken, _ = fit_pages(paper(), facts(words={"0": [[0, 0, 26, 18]]}, spots={}, left_open={"0": 2}))
    (box,) = taken.words["0"]
    assert box == pytest.approx([(841.89 - 260) / 2, (595.276 - 180) / 2, (841.89 - 260) / 2 + 26, (595.276 - 180) / 2 + 18])
    assert taken.left_open == {}


@pytest.mark.parametrize("content", [b"q q " + PAINT, b"Q Q Q " + PAINT, b"Q q " + PAINT + b" Q Q"])
def test_graphics_states_left_open_or_closed_too_often_do_not_move_the_page(tmp_path: Path, content: bytes) -> None:
    pdf = paper(content=content)
    pdf.save(tmp_path / "before.pdf")
    with DrawnPdf(tmp_path / "before.pdf") as drawn:
        save_looks([drawn.look(0)], tmp_path / "looks")
    _, parts = fit_pages(pdf, facts())
    pdf.save(tmp_path / "after.pdf")
    assert differing(tmp_path / "after.pdf", 0, tmp_path / "looks", {}, parts) == []
    depth = 0
    for item in pikepdf.parse_content_stream(pdf.pages[0], operators="q Q"):
        depth += 1 if str(item.operator) == "q" else -1
        assert depth >= 0
    assert depth == 0


def test_what_two_pages_share_is_moved_once() -> None:
    pdf = paper()
    pdf.pages.append(pdf.pages[0])
    fit_pages(pdf, facts())
    first, second = (numbers(page.obj.Resources.Pattern.P.Matrix) for page in pdf.pages)
    assert first == second
    assert first[:4] == [1, 0, 0, 1]
    rects = [numbers(page.obj.Annots[0].Rect) for page in pdf.pages]
    assert rects == [pytest.approx([60 + first[4], 60 + first[5], 140 + first[4], 140 + first[5]], abs=0.001)] * 2


def test_a_page_of_a_and_b_sizes_is_left_as_it_is() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(841.89, 1190.55))
        pdf.add_blank_page(page_size=(595.276, 841.89))
        pdf.save(out, deterministic_id=True)
        taken = facts()
        assert fit_pages(pdf, taken) == (taken, {})
        again = io.BytesIO()
        pdf.save(again, deterministic_id=True)
    assert out.getvalue() == again.getvalue()
