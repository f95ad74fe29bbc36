"""別表 on the pages: a table whose cells a reader that listens is told as cells, and which a reference leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from conftest import build, copy_workspace, make_machine

pytestmark = pytest.mark.office

PROJECT = Path(__file__).parent / "projects" / "good-schedules"


def cells(element: Any, kind: str = "") -> list[tuple[str, int, int]]:
    """Of each cell of a structure its kind, how many rows and how many columns it covers."""
    if isinstance(element, pikepdf.Array):
        return [cell for each in element for cell in cells(each)]
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    kind = str(element.S)
    if kind in {"/TH", "/TD"}:
        said: Any = element.get("/A", pikepdf.Array())
        held = list(said) if isinstance(said, pikepdf.Array) else [said]
        spans = [max((int(each.get(name, 1)) for each in held), default=1) for name in ("/RowSpan", "/ColSpan")]
        return [(kind[1:], spans[0], spans[1])]
    return cells(element.get("/K", pikepdf.Array()))


def test_cells_are_told_as_cells_headings_repeat_and_wide_tables_lie(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECT)
    build(workspace / "meetings" / "2024-05-01.yaml", tmp_path / "out", make_machine(tmp_path / "cache"), lambda _: None)
    packet = tmp_path / "out" / "packet.pdf"
    with pikepdf.open(packet) as pdf:
        told = cells(pdf.Root.StructTreeRoot.K)
    assert told[:6] == [("TH", 2, 1), ("TH", 1, 2), ("TH", 2, 1), ("TH", 1, 1), ("TH", 1, 1), ("TD", 1, 1)]
    assert told[8:13] == [("TD", 2, 1), ("TD", 1, 1), ("TD", 1, 1), ("TD", 1, 1), ("TD", 1, 3)]
    reader = pypdf.PdfReader(packet)
    texts = [page.extract_text() for page in reader.pages]
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, False, False, True, False]
    assert ["別表第１（２関係）" in text for text in texts] == [False, True, False, False, False]
    assert ["位置" in text for text in texts[1:3]] == [True, True]  # the headings, on each page of the table
    links = [link.get_object() for link in reader.pages[0].get("/Annots", ())]
    led = {link["/Contents"]: reader.get_page_number(link["/A"]["/D"][0].get_object()) for link in links}
    assert led == {"別表第１": 1, "別表第１会長の項": 1, "別表第２": 1}
