"""Nothing that acts by itself, and no file, comes along with a supplied paper, wherever it hangs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.clean import leftovers
from hyoga_docs.pdf.take import take
from hyoga_docs.plan.paper import Order, Taken

BOX = [0, 0, 9, 9]


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def paper(words: str = "word") -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(f"BT /F 12 Tf 9 99 Td ({words}) Tj ET".encode())
    return pdf


def taken(pdf: pikepdf.Pdf, tmp_path: Path, pages: str | None = None) -> tuple[Taken, pikepdf.Pdf, bytes]:
    """The paper taken in: what was said, the clean copy, and its bytes with nothing packed."""
    source, clean = tmp_path / "source.pdf", tmp_path / "clean.pdf"
    pdf.save(source)
    answer = take(Order(str(source), ".pdf", pages, "題", (), "s"), clean)
    assert isinstance(answer, Taken)
    assert leftovers(clean) == set()
    opened = pikepdf.open(io.BytesIO(clean.read_bytes()))
    plain = io.BytesIO()
    modes = pikepdf.ObjectStreamMode.disable, pikepdf.StreamDecodeLevel.all
    opened.save(plain, object_stream_mode=modes[0], stream_decode_level=modes[1], compress_streams=False)
    return answer, opened, plain.getvalue()


def with_annotation(**more: Any) -> Callable[[pikepdf.Pdf], None]:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array(BOX), **more))])

    return add


def with_field(pdf: pikepdf.Pdf) -> None:
    """A field whose own actions sit two levels above its widget, with a sibling elsewhere."""
    top = pdf.make_indirect(Dictionary(T=String("a"), FT=Name.Tx, AA=Dictionary(K=script())))
    kid = pdf.make_indirect(Dictionary(T=String("b"), Parent=top))
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(BOX), Parent=kid, AA=Dictionary(E=script()))
    kid.Kids = Array([pdf.make_indirect(widget)])
    top.Kids = Array([kid, pdf.make_indirect(Dictionary(T=String("c"), Parent=top, A=script()))])
    pdf.pages[0].obj.Annots = Array([kid.Kids[0]])
    pdf.Root.AcroForm = Dictionary(Fields=Array([top]), XFA=pdf.make_stream(b"<xdp/>"))


def with_signature(pdf: pikepdf.Pdf) -> None:
    """A signature whose reference drags in the whole catalog."""
    value = pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3])))
    value.Reference = Array([Dictionary(Type=Name.SigRef, TransformMethod=Name.DocMDP, Data=pdf.Root)])
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), V=value, Rect=Array(BOX))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]), SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=value)


def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ"
    spec = pdf.attachments["virus.exe"].obj
    pdf.pages[0].obj.AF = Array([spec])


def with_xobject(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"0 0 m", Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX), PieceInfo=Dictionary(A=script()))
    form.Ref = Dictionary(F=Dictionary(Type=Name.Filespec, F=String("other.pdf")))
    form.Metadata = pdf.make_stream(b"<x:xmpmeta>Somebody</x:xmpmeta>", Type=Name.Metadata, Subtype=Name.XML)
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)


def with_open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction, pdf.Root.AA = script(), Dictionary(WC=script())
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))
    pdf.pages[0].obj.AA = Dictionary(O=script())
    pdf.docinfo["/Author"] = "Somebody"


ACTIONS = {
    "JavaScript": script(),
    "Launch": Dictionary(S=Name.Launch, F=String("calc.exe")),
    "SubmitForm": Dictionary(S=Name.SubmitForm, F=String("http://example.com/")),
    "ImportData": Dictionary(S=Name.ImportData, F=String("a.fdf")),
    "GoToR": Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])),
    "file": Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
    "Next": Dictionary(S=Name.URI, URI=String("https://example.com/"), Next=script()),
}
DANGERS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    **{name: with_annotation(Subtype=Name.Link, A=action) for name, action in ACTIONS.items()},
    "attached": with_annotation(Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F=String("virus.exe"))),
    "media": with_annotation(Subtype=Name.RichMedia, RichMediaContent=Dictionary()),
    "comment": with_annotation(Subtype=Name.Text, T=String("Somebody"), Contents=String("hm")),
    "field": with_field,
    "signature": with_signature,
    "attachment": with_attachment,
    "drawing": with_xobject,
    "at opening": with_open_action,
}
WORDS = (
    *(b"/JS", b"JavaScript", b"/Launch", b"/SubmitForm", b"/ImportData", b"/GoToR", b"/AA", b"virus", b"MZ\n", b"/PieceInfo"),
    *(
        b"/EF",
        b"/XFA",
        b"xdp",
        b"/AcroForm",
        b"/Perms",
        b"ByteRange",
        b"RichMedia",
        b"Somebody",
        b"file:",
        b"calc.exe",
        b"other.pdf",
    ),
)


@pytest.mark.parametrize("name", DANGERS)
def test_what_acts_or_tells_is_gone_wherever_it_hangs(name: str, tmp_path: Path) -> None:
    pdf = paper()
    DANGERS[name](pdf)
    _, clean, data = taken(pdf, tmp_path)
    assert [word for word in WORDS if word in data] == []
    assert len(clean.pages) == 1


def test_the_reader_is_told_what_was_taken_out(tmp_path: Path) -> None:
    pdf = paper()
    with_attachment(pdf)
    with_signature(pdf)
    answer, _, _ = taken(pdf, tmp_path)
    assert [(loss.code, loss.words) for loss in answer.losses if loss.code == "HD321"] == [
        ("HD321", "外のファイルの名前、添付ファイル、電子署名")
    ]


def test_links_to_pages_and_to_the_web_stay_and_named_ones_lead_to_the_page(tmp_path: Path) -> None:
    pdf = paper()
    pdf.pages.extend(paper().pages)
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("two"), Array([pdf.pages[1].obj, Name.Fit])])))
    links = [
        Dictionary(S=Name.URI, URI=String("https://example.com/")),
        Dictionary(S=Name.GoTo, D=String("two")),
        Dictionary(S=Name.URI, URI=String("mailto:a@example.com")),
    ]
    pdf.pages[0].obj.Annots = Array(
        [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(BOX), A=action)) for action in links]
    )
    _, clean, _ = taken(pdf, tmp_path)
    kept = list(clean.pages[0].obj.Annots)
    assert [str(item.A.get("/URI", "")) for item in kept] == ["https://example.com/", "", "mailto:a@example.com"]
    assert kept[1].A.D[0].objgen == clean.pages[1].obj.objgen
    assert all(str(item.Contents) for item in kept)


def test_of_pages_that_are_not_taken_nothing_is_left(tmp_path: Path) -> None:
    pdf = paper("PUBLIC")
    pdf.pages.extend(paper("SECRET").pages)
    both = Dictionary(F=pdf.pages[0].obj.Resources.Font.F, G=pdf.make_indirect(Dictionary(Type=Name.Font, BaseFont=Name.Secretive)))
    image = pdf.make_stream(b"\x00" * 12, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, Private=String("SECRET"))
    shared = pdf.make_indirect(Dictionary(Font=both, XObject=Dictionary(I=image)))
    for page in pdf.pages:
        page.obj.Resources = shared
    second = pdf.pages[1].obj
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(BOX), Dest=Array([second, Name.Fit]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("SECRET", 1))
    _, clean, data = taken(pdf, tmp_path, pages="1")
    assert len(clean.pages) == 1
    assert b"PUBLIC" in data
    assert b"SECRET" not in data
    assert b"Secretive" not in data


def test_what_a_camera_wrote_into_a_picture_is_gone(tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "photo.jpg"
    image = Image.new("RGB", (64, 48), "red")
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(picture, exif=exif, comment=b"SecretComment")
    assert b"SecretCamera" in picture.read_bytes()
    answer = take(Order(str(picture), ".jpg", None, "写真", ("赤い板",), "s"), tmp_path / "clean.pdf")
    assert isinstance(answer, Taken)
    assert answer.readable == ("described",)
    assert answer.accessible
    assert b"Secret" not in (tmp_path / "clean.pdf").read_bytes()
