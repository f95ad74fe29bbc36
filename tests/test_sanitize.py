"""Nothing that acts by itself, and no file, comes along with a supplied paper, wherever it hangs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.pdf.intake.records import IntakeRequest, IntakeResult
from hyoga_docs.pdf.intake.sanitize import leftovers
from hyoga_docs.pdf.intake.take import take

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


def taken(pdf: pikepdf.Pdf, tmp_path: Path, pages: str | None = None) -> tuple[IntakeResult, pikepdf.Pdf, bytes]:
    """The paper taken in: what was said, the clean copy, and its bytes with nothing packed."""
    source, clean = tmp_path / "source.pdf", tmp_path / "clean.pdf"
    pdf.save(source)
    answer = take(IntakeRequest(str(source), ".pdf", pages, "題", (), "s"), clean)
    assert isinstance(answer, IntakeResult)
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
    assert [(loss.code, loss.words) for loss in answer.warnings if loss.code == "HD321"] == [
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
    answer = take(IntakeRequest(str(picture), ".jpg", None, "写真", ("赤い板",), "s"), tmp_path / "clean.pdf")
    assert isinstance(answer, IntakeResult)
    assert answer.readable == ("described",)
    assert answer.accessible
    assert b"Secret" not in (tmp_path / "clean.pdf").read_bytes()


def test_of_a_page_only_what_shows_stays(tmp_path: Path) -> None:
    pdf = paper()
    page = pdf.pages[0].obj
    thread = pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Author=String("Somebody"))))
    page.B = Array([pdf.make_indirect(Dictionary(Type=Name.Bead, T=thread))])
    page.Dur, page.Trans, page.MadeBy = 3, Dictionary(S=Name.Fly), String("C:/Users/Somebody/secret.docx")
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    group.Usage = Dictionary(CreatorInfo=Dictionary(Creator=String("Somebody")), User=Dictionary(Name=String("Somebody")))
    page.Resources.Properties = Dictionary(L=group)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary())
    image = pdf.make_stream(b"\x00" * 12, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceRGB)
    other = pdf.make_stream(b"SECRET______", Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceRGB)
    image.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])
    page.Resources.XObject = Dictionary(I=image)
    _, clean, data = taken(pdf, tmp_path)
    assert not {"/B", "/Dur", "/Trans", "/MadeBy"} & set(clean.pages[0].obj.keys())
    assert [word for word in (b"Somebody", b"SECRET", b"/Thread", b"/Usage") if word in data] == []


def test_a_pages_own_resources_are_cut_to_what_it_uses(tmp_path: Path) -> None:
    pdf = paper("PUBLIC")
    pdf.pages.extend(paper("OTHER").pages)
    pattern = pdf.make_stream(b"% SECRET", Type=Name.Pattern, PatternType=1, BBox=Array(BOX), Resources=Dictionary())
    mask = pdf.make_stream(b"% SECRET", Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX))
    used = pdf.make_stream(b"/Deep Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 90, 90]))
    deep = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX))
    unused = pdf.make_stream(b"% SECRET", Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX))
    used.Resources = Dictionary(XObject=Dictionary(Deep=deep, Not=unused))
    shared = pdf.make_indirect(
        Dictionary(
            Font=pdf.pages[0].obj.Resources.Font,
            XObject=Dictionary(Used=used, Unused=unused),
            Pattern=Dictionary(P=pattern),
            ExtGState=Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Alpha, G=mask))),
            Properties=Dictionary(Q=Dictionary(ActualText=String("SECRET"))),
        )
    )
    for page in pdf.pages:
        page.obj.Resources = shared
    pdf.pages[0].obj.Contents = pdf.make_stream(pdf.pages[0].obj.Contents.read_bytes() + b"\n/Used Do")
    answer, clean, data = taken(pdf, tmp_path, pages="1")
    assert b"SECRET" not in data
    assert set(clean.pages[0].obj.Resources.XObject.keys()) == {"/Used"}
    assert not any(loss.code == "HD322" for loss in answer.warnings)


def test_what_follows_a_pictures_end_and_its_small_copy_are_gone() -> None:
    from PIL import Image

    from hyoga_docs.pdf.intake.image_metadata import without_jpeg_notes

    out = io.BytesIO()
    Image.effect_noise((64, 48), 80).save(out, "JPEG", progressive=True)
    whole = out.getvalue()
    thumbnail = whole[:2] + b"\xff\xe0" + (16 + 12).to_bytes(2, "big") + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x02SECRETSECRET"
    start = 4 + int.from_bytes(whole[4:6], "big")
    noted = thumbnail + whole[start:] + b"MOVIE SECRET \xff\xd9"
    bare = without_jpeg_notes(noted)
    assert b"SECRET" not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(whole)).tobytes()


def test_notes_are_not_part_of_a_paper_and_a_markers_words_do_not_come_along(tmp_path: Path) -> None:
    pdf = paper()
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([150, 150, 170, 170]), Contents=String("SECRET note"))
    points = Array([9, 110, 40, 110, 9, 97, 40, 97])
    marker = Dictionary(
        Type=Name.Annot, Subtype=Name.Highlight, Rect=Array([9, 97, 40, 110]), QuadPoints=points, C=Array([1, 1, 0])
    )
    marker.Contents = String("SECRET words")
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note), pdf.make_indirect(marker)])
    answer, _, data = taken(pdf, tmp_path)
    assert b"SECRET" not in data
    assert answer.readable == ("made",)
    assert {loss.code for loss in answer.warnings} == {"HD321", "HD324", "HD334"}


def test_a_value_without_a_look_and_an_empty_page_are_told(tmp_path: Path) -> None:
    pdf = paper()
    pdf.add_blank_page(page_size=(200, 200))
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), V=String("山田"), Rect=Array(BOX), F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))
    answer, _, _ = taken(pdf, tmp_path)
    assert {(loss.code, loss.pages) for loss in answer.warnings} >= {("HD332", (1,)), ("HD333", (2,))}
