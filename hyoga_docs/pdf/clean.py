"""What a supplied page may not bring into the packet: actions and annotations that do more than show and lead.

Links stay to pages of the packet, to the web and to mail. A deeper search of saved files is not made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    import pikepdf

WEB = ("http:", "https:", "mailto:")
#: Annotations that carry files, programs or media of their own (ISO 32000-1 table 169).
_CARRIERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/TrapNet"}
_PAGE_EXTRAS = ("/AA", "/PieceInfo", "/Thumb", "/Metadata", "/PresSteps")


def clean_page(page: pikepdf.Page) -> None:
    """Takes from a page, and from the annotations on it, what acts by itself, carries files, or speaks of its maker."""
    for key in _PAGE_EXTRAS:
        if key in page.obj:
            del page.obj[key]
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return
    kept = [item for item in annotations if isinstance(item, Dictionary) and str(item.get("/Subtype", "")) not in _CARRIERS]
    if len(kept) != len(annotations):
        page.obj.Annots = Array(kept)
    for item in kept:
        _clean_annotation(item)


def _clean_annotation(item: pikepdf.Object) -> None:
    for key in ("/AA", "/PA"):
        if key in item:
            del item[key]
    seen = 0
    field: Any = item
    while isinstance(field, Dictionary) and seen < 20:  # a field's own actions sit above its widgets
        if "/AA" in field:
            del field["/AA"]
        field, seen = field.get("/Parent"), seen + 1
    action = item.get("/A")
    if action is None:
        return
    if not isinstance(action, Dictionary) or action.get("/S") not in {Name.GoTo, Name.URI}:
        del item["/A"]
        return
    if "/Next" in action:
        del action["/Next"]


def clean_document(pdf: pikepdf.Pdf) -> None:
    """Takes from a whole PDF what acts by itself, carries files, or speaks of its maker."""
    for page in pdf.pages:
        clean_page(page)
    for key in ("/OpenAction", "/AA", "/Metadata", "/PieceInfo", "/Collection", "/Perms", "/AF"):
        if key in pdf.Root:
            del pdf.Root[key]
    names, form = pdf.Root.get("/Names"), pdf.Root.get("/AcroForm")
    for key in ("/JavaScript", "/EmbeddedFiles"):
        if isinstance(names, Dictionary) and key in names:
            del names[key]
    if isinstance(form, Dictionary) and "/XFA" in form:
        del form["/XFA"]


def leads_to_the_web(action: pikepdf.Object) -> bool:
    """Whether a URI action leads to a page of the web or to mail."""
    return str(action.get("/URI", "")).strip().lower().startswith(WEB)
