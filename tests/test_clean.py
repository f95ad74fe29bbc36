"""Nothing that acts by itself, and no file, comes along with a supplied page."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.clean import clean_page

ACTIONS = {
    "JavaScript": lambda: Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")),
    "Launch": lambda: Dictionary(S=Name.Launch, F=String("calc.exe")),
    "SubmitForm": lambda: Dictionary(S=Name.SubmitForm, F=String("http://example.com/")),
    "ImportData": lambda: Dictionary(S=Name.ImportData, F=String("a.fdf")),
    "GoToR": lambda: Dictionary(S=Name.GoToR, F=String("other.pdf")),
    "Next": lambda: Dictionary(S=Name.URI, URI=String("https://example.com/"), Next=trigger().O),
}


def trigger() -> Dictionary:
    return Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


@pytest.mark.parametrize("name", ACTIONS)
def test_actions_that_do_more_than_lead_are_gone(name: str) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    box = Array([0, 0, 9, 9])
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, AA=trigger()))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=ACTIONS[name](), AA=trigger())
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=box, Parent=field, AA=trigger())
    attached = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=box, FS=Dictionary(F=String("virus.exe")))
    page.obj.Annots = Array([link, widget, attached])
    page.obj.AA, page.obj.PieceInfo = trigger(), Dictionary(Maker=Dictionary())
    clean_page(page)
    assert "/AA" not in field
    del page.obj.Annots[1].Parent  # what is above it has been looked at
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for word in (b"/JS", b"/Launch", b"/SubmitForm", b"/ImportData", b"/GoToR", b"/AA", b"virus", b"/PieceInfo"):
        assert word not in out.getvalue()
    assert [str(item.Subtype) for item in page.obj.Annots] == ["/Link", "/Stamp"]


def test_links_to_pages_and_to_the_web_stay() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    inside = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit])))
    web = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.com/")))
    page.obj.Annots = Array([inside, web])
    clean_page(page)
    assert [str(item.A.S) for item in page.obj.Annots] == ["/GoTo", "/URI"]
