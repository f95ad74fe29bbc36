"""Small files with something of everything that our code reads, for mutations to take hold of."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOX = [0, 0, 20, 20]


def rich_pdf() -> bytes:
    """A PDF of two pages with a form, links, notes, bookmarks, layers, tags and a drawing: something for each change."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
        for number in range(2):
            page = pdf.add_blank_page(page_size=(300, 200))
            form = _drawing(pdf, b"BT /F 9 Tf 9 9 Td (form) Tj ET")
            form.Resources = Dictionary(Font=Dictionary(F=font))
            page.obj.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(X=form), Properties=Dictionary(L=layer))
            text = f"/P <</MCID 0>> BDC BT /F 12 Tf 20 150 Td (page {number}) Tj ET EMC /OC /L BDC q 1 0 0 1 20 80 cm /X Do Q EMC"
            page.obj.Contents = pdf.make_stream(f"{text} 10 10 50 5 re f".encode())
            page.obj.StructParents = number
        first, second = (page.obj for page in pdf.pages)
        look = Dictionary(N=_drawing(pdf, b"1 0 0 rg 0 0 20 20 re f"))
        first.Annots = Array(
            [
                _annotation(pdf, Name.Link, Dest=Array([second, Name.Fit]), StructParent=2),
                _annotation(pdf, Name.Link, A=Dictionary(S=Name.GoTo, D=String("there"))),
                _annotation(pdf, Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.com/"))),
                _annotation(pdf, Name.Square, AP=look),
                _annotation(pdf, Name.Widget, FT=Name.Tx, T=String("a"), V=String("typed"), DA=String("/F 9 Tf 0 g"), AP=look),
            ]
        )
        form_fonts = Dictionary(Font=Dictionary(F=font))
        pdf.Root.AcroForm = Dictionary(Fields=Array([first.Annots[4]]), DR=form_fonts, NeedAppearances=True)
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("there"), Array([second, Name.XYZ, 0, 99, 0])])))
        setting = Dictionary(Order=Array([layer]), OFF=Array(), BaseState=Name.ON)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=setting)
        _tag(pdf, [first, second], first.Annots[0])
        with pdf.open_outline() as outline:
            top = pikepdf.OutlineItem("one", 0)
            top.children.append(pikepdf.OutlineItem("two", 1))
            outline.root.append(top)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def _drawing(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 90, 20]))


def _annotation(pdf: pikepdf.Pdf, kind: Name, **more: Any) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(_BOX), **more))


def _element(pdf: pikepdf.Pdf, kind: Name, parent: pikepdf.Object, **more: Any) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=parent, **more))


def _tag(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Object], link: pikepdf.Object) -> None:
    classes = Dictionary(C1=Dictionary(O=Name.Table, Scope=Name.Row))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Body=Name.P), ClassMap=classes))
    document = _element(pdf, Name.Document, root)
    kinds = (Name.Body, Name.TH)
    elements = [
        _element(pdf, kind, document, Pg=page, K=0, C=Name.C1, ID=String(str(kind)))
        for page, kind in zip(pages, kinds, strict=True)
    ]
    held = Dictionary(Type=Name.OBJR, Obj=link, Pg=pages[0])
    elements.append(_element(pdf, Name.Link, document, K=Array([held]), Alt=String("link")))
    document.K, root.K = Array(elements), Array([document])
    numbers = Array([0, Array([elements[0]]), 1, Array([elements[1]]), 2, elements[2]])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def rich_pictures(ending: str) -> list[bytes]:
    """Pictures of every mode that a PNG (`.png`) or a JPEG has, the JPEGs with what a camera writes."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "maker"
    made = []
    for mode in ("RGBA", "LA", "P", "1", "L", "RGB") if ending == ".png" else ("RGB", "CMYK", "L"):
        out = io.BytesIO()
        image = Image.linear_gradient("L").resize((60, 40)).convert(mode)
        image.save(out, "PNG" if ending == ".png" else "JPEG", **({} if ending == ".png" else {"exif": exif}))
        made.append(out.getvalue())
    return made
