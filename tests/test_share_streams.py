"""What several papers hold is in the packet once."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from hyoga_docs.pdf.binding.share_streams import share_streams


def paper(seed: int, *, masked: bool = False) -> pikepdf.Pdf:
    """A page with a font and a picture of these bytes."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    noise = random.Random(seed).randbytes(12_000)
    picture = pdf.make_stream(noise, Type=Name.XObject, Subtype=Name.Image, Width=100, Height=120, BitsPerComponent=8)
    picture.ColorSpace = Name.DeviceGray
    if masked:
        picture.SMask = pdf.make_stream(noise[::-1], Type=Name.XObject, Subtype=Name.Image, Width=100, Height=120)
    descriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontFile2=pdf.make_stream(noise[:9_000])))
    inner = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, FontDescriptor=descriptor))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([inner])))
    form = pdf.make_stream(b"/P Do", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary(XObject=Dictionary(P=picture)))
    page.obj.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(P=picture, Form=form))
    return pdf


def bound(*papers: pikepdf.Pdf) -> tuple[int, pikepdf.Pdf]:
    """The size of the papers in one file, and the file."""
    packet = pikepdf.new()
    for each in papers:
        packet.add_pages_from(each)
    share_streams(packet)
    out = io.BytesIO()
    packet.save(out)
    return len(out.getvalue()), pikepdf.open(io.BytesIO(out.getvalue()))


def pictures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield page.obj.Resources.XObject.P
        yield page.obj.Resources.XObject.Form.Resources.XObject.P


def test_fonts_and_pictures_of_the_same_bytes_are_stored_once() -> None:
    alone, _ = bound(paper(1))
    twice, pdf = bound(paper(1), paper(1), paper(1))
    assert twice < alone * 1.2
    assert len({picture.objgen for picture in pictures(pdf)}) == 1


def test_pictures_with_masks_are_shared_mask_and_all() -> None:
    alone, _ = bound(paper(1, masked=True))
    twice, pdf = bound(paper(1, masked=True), paper(1, masked=True))
    assert twice < alone * 1.2
    assert len({picture.SMask.objgen for picture in pictures(pdf)}) == 1


def test_what_differs_in_a_byte_or_in_what_is_said_of_it_is_kept_apart() -> None:
    other = paper(1)
    other.pages[0].obj.Resources.XObject.P.Decode = Array([1, 0])
    alone, _ = bound(paper(1))
    apart, pdf = bound(paper(1), other, paper(2))
    assert apart > alone * 2
    assert len({picture.objgen for picture in pictures(pdf)}) == 3
    assert [page.obj.Resources.XObject.P.read_bytes()[:4] for page in pdf.pages] == [
        random.Random(seed).randbytes(4) for seed in (1, 1, 2)
    ]
