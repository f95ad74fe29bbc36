"""Packets for the archive: what can become PDF/A-2u does, what cannot is named, and an independent checker agrees."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import Sample
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ImageChops, ImageCms

from hyoga_docs.pdf.pdfa.obstacles import Obstacle, obstacles
from hyoga_docs.pdf.pdfa.to_pdfa import CheckerVerdict, make_archival, save_archival, srgb_profile, verify
from hyoga_docs.pdf.pdfa.tounicode import mend_unicode

RED = b"1 0 0 rg 10 10 80 80 re f"


def _page(drawn: bytes = RED, **resources: pikepdf.Object) -> pikepdf.Pdf:
    """A PDF of one page with drawing instructions and resources."""
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page(page_size=(100, 100)).obj
    page.Contents = pdf.make_indirect(Stream(pdf, drawn))
    page.Resources = Dictionary(resources)
    return pdf


def _reasons(pdf: pikepdf.Pdf) -> list[str]:
    return [obstacle.reason for obstacle in obstacles(pdf, range(len(pdf.pages)))]


def _archived(pdf: pikepdf.Pdf, out: Path) -> CheckerVerdict:
    make_archival(pdf)
    save_archival(pdf, out)
    return verify(out)


def _font(pdf: pikepdf.Pdf, *, embedded: bool, **entries: Any) -> pikepdf.Object:
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Kana"), Flags=4)
    if embedded:
        descriptor.FontFile2 = Stream(pdf, b"no font, but nobody looks")
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Kana"), FontDescriptor=descriptor)
    for key, value in entries.items():
        font[f"/{key}"] = value
    return pdf.make_indirect(font)


@pytest.mark.office
def test_every_document_of_ours_and_the_packet_become_archival_and_look_the_same(sample: Sample, tmp_path: Path) -> None:
    """The checker passes them, the pixels are the same, and so are the bytes of a second time."""
    for path in [sample.packet, *sorted(sample.out.glob("documents/*.pdf"))]:
        saved = []
        for name in ("one.pdf", "two.pdf"):
            with pikepdf.open(path) as pdf:
                assert obstacles(pdf, range(len(pdf.pages))) == [], path.name
                assert _archived(pdf, tmp_path / name) == CheckerVerdict(checked=True), path.name
            saved.append((tmp_path / name).read_bytes())
        assert saved[0] == saved[1]
        assert len(saved[0]) < path.stat().st_size + 4000
        with pypdfium2.PdfDocument(path) as before, pypdfium2.PdfDocument(tmp_path / "one.pdf") as after:
            for one, other in zip(before, after, strict=True):
                looks = [page.render(scale=0.5).to_pil() for page in (one, other)]
                assert ImageChops.difference(*looks).getbbox() is None, path.name


@pytest.mark.parametrize("accessible", [False, True])
def test_a_claim_to_be_accessible_is_described(tmp_path: Path, accessible: bool) -> None:
    """pdfuaid is unknown to PDF/A, so its schema is written out; the document information goes into the metadata."""
    out = tmp_path / "out.pdf"
    with _page() as pdf:
        pdf.docinfo["/Title"] = String("会議資料")
        pdf.docinfo["/CreationDate"] = String("D:20191031000000+09'00'")
        if accessible:
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
                meta["pdfuaid:part"] = "1"
        assert _archived(pdf, out) == CheckerVerdict(checked=True)
    with pikepdf.open(out) as saved, saved.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "U")
        assert meta["dc:title"] == "会議資料"
        assert meta["xmp:CreateDate"] == "2019-10-31T00:00:00+09:00"
        assert (b"pdfaExtension:schemas" in saved.Root.Metadata.read_bytes()) == accessible


def test_what_is_forbidden_and_shows_nothing_goes(tmp_path: Path) -> None:
    """Interpolation, transfer functions, alternates, flags, LZW, private metadata, settings of layers."""
    out = tmp_path / "out.pdf"
    with _page(b"/G gs /Im Do") as pdf:
        picture = Stream(pdf, bytes(12), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8)
        picture.ColorSpace, picture.Interpolate, picture.Alternates = Name.DeviceRGB, True, Array()
        picture.Metadata = Stream(pdf, b"<x/>", Type=Name.Metadata, Subtype=Name.XML)
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(Im=pdf.make_indirect(picture))
        page.Resources.ExtGState = Dictionary(G=Dictionary(TR=Name.Identity, TR2=Name.Identity, HTP=Array([0, 0])))
        layers = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "ab"]
        setting = Dictionary(Order=Array([layers[:1]]), AS=Array([Dictionary(Event=Name.View, OCGs=Array(layers), Category=[])]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=setting)
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("https://a")))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], F=2)
        page.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(note)])
        assert _archived(pdf, out) == CheckerVerdict(checked=True)
    with pikepdf.open(out) as saved:
        page = saved.pages[0].obj
        assert [(str(item.Subtype), int(item.F)) for item in page.Annots] == [("/Link", 4)]
        assert list(page.Resources.ExtGState.G.keys()) == []
        assert not {"/Interpolate", "/Alternates", "/Metadata"} & set(page.Resources.XObject.Im.keys())
        assert len(saved.Root.OCProperties.D.Order) == 2
        assert str(saved.Root.OCProperties.D.Name) == "標準"


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length(tmp_path: Path) -> None:
    """One compressed stream of 256 does; the packet's object streams too."""
    for number in range(200):
        with _page(RED + b" %" + str(number).encode()) as pdf:
            pdf.Root.Note = pdf.make_indirect(Dictionary(N=String(f"{number * 7919}")))
            make_archival(pdf)
            save_archival(pdf, tmp_path / "out.pdf")
        assert b"\r\nendstream" not in (tmp_path / "out.pdf").read_bytes()


def test_fonts_that_are_not_there_are_named() -> None:
    """Only those that text is shown in, on every page that shows it."""
    pdf = _page(b"BT /F1 9 Tf 14 TL ET BT /F2 9 Tf (a\\)b Tj) Tj ET")
    fonts = Dictionary(F1=_font(pdf, embedded=False), F2=_font(pdf, embedded=False, Encoding=Name.WinAnsiEncoding))
    fonts.F1.BaseFont = Name("/Unused")
    pdf.pages[0].obj.Resources.Font = fonts
    pdf.pages.append(pdf.pages[0])
    assert obstacles(pdf, [0, 1]) == [Obstacle(page, "埋め込まれていない書体（Kana）") for page in (0, 1)]
    assert obstacles(pdf, [1]) == [Obstacle(1, "埋め込まれていない書体（Kana）")]


@pytest.mark.parametrize(
    ("entries", "reasons"),
    [
        ({}, ["ToUnicode のない文字（Kana）"]),
        ({"Encoding": Name.WinAnsiEncoding}, ["符号化が規格に合わない書体（Kana）"]),
        (
            {"Encoding": Dictionary(Differences=Array([1, Name.g1]))},
            ["ToUnicode のない文字（Kana）", "符号化が規格に合わない書体（Kana）"],
        ),
        ({"ToUnicode": b""}, []),
    ],
)
def test_text_that_nobody_can_read_out_is_named(entries: dict[str, Any], reasons: list[str]) -> None:
    """A symbolic font says its characters by a map alone."""
    pdf = _page(b"BT /F1 9 Tf <01> Tj ET")
    given = {key: Stream(pdf, value) if isinstance(value, bytes) else value for key, value in entries.items()}
    pdf.pages[0].obj.Resources.Font = Dictionary(F1=_font(pdf, embedded=True, **given))
    assert _reasons(pdf) == reasons


@pytest.mark.parametrize(
    "drawn", [b"0 0 0 1 k 1 1 9 9 re f", b"0 0 0 1 K", b"/DeviceCMYK cs", b"/Pic Do", b"/Form Do", b"/Spot cs"]
)
def test_inks_of_a_printing_press_are_named(drawn: bytes) -> None:
    """In instructions, pictures, drawings within drawings, and behind spot colours."""
    pdf = _page(drawn)
    picture = Stream(pdf, bytes(4), Subtype=Name.Image, ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 0, b"abcd"]))
    form = Stream(pdf, b"/Inner Do", Subtype=Name.Form)
    form.Resources = Dictionary(XObject=Dictionary(Inner=pdf.make_indirect(Stream(pdf, b"0 0 0 1 k", Subtype=Name.Form))))
    resources = pdf.pages[0].obj.Resources
    resources.XObject = Dictionary(Pic=pdf.make_indirect(picture), Form=pdf.make_indirect(form))
    resources.ColorSpace = Dictionary(Spot=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()]))
    assert _reasons(pdf) == ["CMYK の色"]


def test_postscript_bare_notes_and_films_are_named() -> None:
    """What draws by itself, shows nothing on paper, or moves."""
    pdf = _page(b"/P Do")
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(P=pdf.make_indirect(Stream(pdf, b"", Subtype=Name.PS)))
    page.Annots = Array([Dictionary(Subtype=name, Rect=[0, 0, 9, 9]) for name in (Name.Text, Name.Movie, Name.Link)])
    assert _reasons(pdf) == ["PostScript の図", "見た目のない注釈（Text）", "長期保存に使えない注釈（Movie）"]


def test_a_drawing_that_leads_to_itself_is_looked_at_once() -> None:
    """And what is no drawing at all is no obstacle."""
    pdf = _page(b"(1 1 1 1 k) Tj /A Do /B Do /C cs /D gs")
    form = pdf.make_indirect(Stream(pdf, b"/A Do 0 0 0 1 k", Subtype=Name.Form))
    form.Resources = Dictionary(XObject=Dictionary(A=form))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(A=form, B=7), ColorSpace=Dictionary(C=Array()), ExtGState=True)
    page.Annots = Array([1, String("x"), Dictionary(Subtype=Name.Popup), Dictionary(Subtype=Name.Link, Rect=[None, 1])])
    assert _reasons(pdf) == ["CMYK の色"]


def test_maps_say_the_same_plainly() -> None:
    """Forbidden values become U+FFFD, lists become ranges, and a plain map stays as it is to the byte."""
    pdf = pikepdf.Pdf.new()
    plain = b"1 beginbfrange\n<0041> <0043> <0061>\nendbfrange\n1 beginbfchar <01> <D842DFB7> endbfchar"
    stream = Stream(pdf, plain)
    mend_unicode(stream)
    assert stream.read_bytes() == plain
    stream.write(
        plain + b" 2 beginbfchar <00> <0000> <02> <feff> endbfchar 1 beginbfrange <10> <11> [<0041> <00660069>] endbfrange"
    )
    mend_unicode(stream)
    for line in (b"<00> <00> <FFFD>", b"<02> <02> <FFFD>", b"<10> <10> <0041>", b"<11> <11> <00660069>", b"<01> <01> <D842DFB7>"):
        assert line in stream.read_bytes()
    assert b"<0041> <0043> <0061>" in stream.read_bytes()


def test_the_profile_is_srgb_whatever_the_day() -> None:
    """Small, version 4.2, three channels."""
    profile = srgb_profile()
    assert len(profile) < 1000
    assert (profile[8], profile[16:20]) == (4, b"RGB ")
    assert profile == srgb_profile()
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))


def test_without_a_checker_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is no clean verdict; nor is a file that is no PDF."""
    (tmp_path / "no.pdf").write_bytes(b"no PDF")
    assert verify(tmp_path / "no.pdf").failures
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert verify(tmp_path / "no.pdf") == CheckerVerdict(checked=False)
    assert not CheckerVerdict(checked=False).clean
