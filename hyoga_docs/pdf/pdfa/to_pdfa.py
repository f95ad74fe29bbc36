"""A packet for the archive of public documents: PDF/A-2u, made, saved and checked.

`obstacles` (see `obstacles.py`) says what cannot be mended; without any, `make_archival` mends the rest and writes the
claim, `save_archival` saves, and `verify` asks an independent checker.
Source: ISO 19005-2:2011.
"""

from __future__ import annotations

import importlib.util
import mmap
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ImageCms

from hyoga_docs.pdf.names import word
from hyoga_docs.pdf.objects import DEEPEST, listed, values_of, written_in
from hyoga_docs.pdf.pdfa.tounicode import mend_unicode
from hyoga_docs.pdf.save import save_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Annotation flags (ISO 32000-1 table 165).
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW, _TOGGLE_NO_VIEW = 1, 2, 4, 32, 256
#: Streams with one of these are decoded and packed anew (§6.1.7.2).
_FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}
#: What drawings may not have, or need not have and often have wrong (§6.2.5, §6.2.8, §6.2.9, §6.2.11.4.2, §6.6.2.3).
_NOT_OF_IMAGES = ("/Alternates", "/OPI", "/Interpolate")
_NOT_OF_FORMS = ("/OPI", "/Ref", "/PS")
_NOT_OF_STATES = ("/TR", "/HTP", "/HT")
_NOT_OF_PAGES = ("/PresSteps",)
_NOT_OF_DESCRIPTORS = ("/CIDSet",)

#: PDF/A allows a property of a schema that it does not know only when the schema is described (§6.6.2.3.3).
_UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True)
class CheckerVerdict:
    """What the checker said of a saved file; `checked` is False where there is no checker, and then nothing is known."""

    checked: bool
    failures: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether the checker was asked and found nothing: only then the packet is one for the archive."""
        return self.checked and not self.failures


#: Values of the catalog that may as well be objects of their own, which moves all others on by one.
_OWN_OBJECTS = ("/MarkInfo", "/ViewerPreferences", "/OutputIntents", "/PageLabels")


def make_archival(pdf: pikepdf.Pdf) -> None:
    """Makes an open packet PDF/A-2u, and claims it, without changing its look; the last thing before `save_archival`.

    What `obstacles` reports stays as it is, so a packet with any is not to be given here.
    """
    for item in list(pdf.objects):
        for each in _dictionaries(item):
            if each.objgen != pdf.Root.objgen:
                _drop(each, "/Metadata")  # of a picture or a font: another maker's, and nothing shows it
            _mend(each)
    for page in pdf.pages:
        _mend_annotations(page.obj)
    _mend_catalog(pdf)
    _set_intent(pdf)
    _claim(pdf)
    for item in list(pdf.objects):
        if isinstance(item, Stream):
            _pack(item)


def save_archival(pdf: pikepdf.Pdf, out: Path) -> None:
    """Saves what `make_archival` made, with the same bytes each time.

    Object streams, which halve a tagged packet, are packed by the library: where one of them ends in a carriage return
    (one of 256 does), the objects are shared out otherwise, and where that does not help, there will be no such streams.
    """
    for key in (None, *_OWN_OBJECTS):
        if key is not None:
            if key not in pdf.Root or pdf.Root[key].is_indirect:
                continue
            pdf.Root[key] = pdf.make_indirect(pdf.Root[key])
        if _saved(pdf, out, pikepdf.ObjectStreamMode.generate):
            return
    _saved(pdf, out, pikepdf.ObjectStreamMode.disable)


def _saved(pdf: pikepdf.Pdf, out: Path, mode: pikepdf.ObjectStreamMode) -> bool:
    """Saves, and says whether no stream ends in a carriage return."""
    save_pdf(pdf, out, mode=mode, version="1.7")
    with out.open("rb") as saved, mmap.mmap(saved.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(b"\r\nendstream") < 0


def verify(path: Path) -> CheckerVerdict:
    """Asks the checker (page-validation, an extra) about a saved file: each failure is a rule's id and a message."""
    if importlib.util.find_spec("page") is None:
        return CheckerVerdict(checked=False)
    import page  # noqa: PLC0415  an extra

    try:
        report = page.validate_pdf(path, profile="2u")
    except page.PageError as problem:
        return CheckerVerdict(checked=True, failures=(str(problem),))
    failures = tuple(f"{failure.rule_id}: {failure.message}" for failure in report.failures)
    if not failures and not report.is_compliant:
        failures = ("not compliant",)
    return CheckerVerdict(checked=True, failures=failures)


def _dictionaries(value: Any, depth: int = 0) -> Iterator[Any]:
    """An object's dictionary and those written inside it."""
    if depth > DEEPEST:
        return
    if isinstance(value, (Dictionary, Stream)):
        yield value
    for each in written_in(value):
        yield from _dictionaries(each, depth + 1)


def _mend(item: Any) -> None:
    """Takes from one dictionary what PDF/A forbids, and adds what it wants said."""
    kind, subtype = item.get("/Type"), item.get("/Subtype")
    if kind == Name.FontDescriptor:
        _drop(item, *_NOT_OF_DESCRIPTORS)
    elif kind == Name.Page:
        _drop(item, *_NOT_OF_PAGES)
    elif isinstance(item, Stream):
        _mend_drawing(item)
    elif subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in item:
        item.CIDToGIDMap = Name.Identity  # what a reader takes for granted (§6.2.11.3.2)
    if isinstance(item.get("/ToUnicode"), Stream):
        mend_unicode(item.ToUnicode)
    states = item.get("/ExtGState")
    for state in values_of(states) if isinstance(states, Dictionary) else ():
        if isinstance(state, Dictionary):
            _drop(state, *_NOT_OF_STATES)
            if state.get("/TR2") != Name.Default:
                _drop(state, "/TR2")


def _mend_drawing(item: Stream) -> None:
    subtype = item.get("/Subtype")
    if subtype == Name.Image:
        _drop(item, *_NOT_OF_IMAGES)
    elif subtype == Name.Form:
        _drop(item, *_NOT_OF_FORMS)


def _mend_annotations(page: Any) -> None:
    """Every annotation is printed as it is shown; what is hidden goes (§6.3.2, §6.3.3)."""
    annotations = page.get("/Annots")
    if not isinstance(annotations, Array):
        return
    for index in range(len(annotations) - 1, -1, -1):
        item = annotations[index]
        if not isinstance(item, Dictionary):
            del annotations[index]
            continue
        given: Any = item.get("/F")
        flags = given if isinstance(given, int) else 0
        if flags & (_HIDDEN | _NO_VIEW):
            del annotations[index]
            continue
        if item.get("/Subtype") != Name.Popup:
            item.F = flags & ~(_INVISIBLE | _TOGGLE_NO_VIEW) | _PRINT
        _keep_normal_look(item)


def _keep_normal_look(item: Any) -> None:
    """An appearance has only its normal state, one stream but for buttons (§6.3.3)."""
    looks = item.get("/AP")
    if not isinstance(looks, Dictionary):
        return
    _drop(looks, "/D", "/R")
    normal = looks.get("/N")
    if isinstance(normal, Dictionary) and not isinstance(normal, Stream) and item.get("/Subtype") != Name.Widget:
        state = item.get("/AS")
        shown = normal.get(state) if isinstance(state, Name) else None
        if isinstance(shown, Stream):
            looks.N = shown
            del item["/AS"]


def _mend_catalog(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    _drop(root, "/Requirements", "/NeedsRendering", "/Version")
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        _drop(form, "/NeedAppearances", "/XFA")
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, "/AlternatePresentations")
    layers = root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        _mend_layers(layers)


def _mend_layers(layers: Any) -> None:
    """Every setting of the layers has a name of its own, switches nothing by itself and lists all of them (§6.9)."""
    groups = [group for group in listed(layers.get("/OCGs")) if isinstance(group, Dictionary)]
    settings = [setting for setting in (layers.get("/D"), *listed(layers.get("/Configs"))) if isinstance(setting, Dictionary)]
    used: set[str] = set()
    for number, setting in enumerate(settings, 1):
        _drop(setting, "/AS")
        name = setting.get("/Name")
        if not isinstance(name, String) or not str(name) or str(name) in used:
            setting.Name = String("標準" if number == 1 else f"設定{number}")
        used.add(str(setting.Name))
        if isinstance(setting.get("/Order"), Array):
            ordered = set(_ordered(setting.Order))
            setting.Order.extend([group for group in groups if group.objgen not in ordered])


def _ordered(order: Any, depth: int = 0) -> Iterator[tuple[int, int]]:
    for item in listed(order):
        if isinstance(item, Dictionary):
            yield item.objgen
        elif isinstance(item, Array) and depth < DEEPEST:
            yield from _ordered(item, depth + 1)


def _set_intent(pdf: pikepdf.Pdf) -> None:
    """Says that reds, greens, blues and greys are those of sRGB (§6.2.3)."""
    profile = pdf.make_indirect(Stream(pdf, srgb_profile()))
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def srgb_profile() -> bytes:
    """The ICC profile of sRGB, 588 bytes, with nothing in it of the day, the machine or the library's version.

    Its header says version 4.2, the one that ISO 32000-1 §8.6.5.5 knows.
    """
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8:12] = b"\x04\x20\x00\x00"
    made[24:36] = b"".join(value.to_bytes(2, "big") for value in (2000, 1, 1, 0, 0, 0))
    made[40:44] = bytes(4)
    made[84:100] = bytes(16)
    return bytes(made)


def _claim(pdf: pikepdf.Pdf) -> None:
    """The metadata say what the document information says, and that this is PDF/A-2u (§6.6.2, §6.6.4)."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta.load_from_docinfo(pdf.docinfo)
        meta["pdfaid:part"] = "2"
        meta["pdfaid:conformance"] = "U"
        accessible = "pdfuaid:part" in meta
    written = pdf.Root.Metadata.read_bytes()
    if accessible and b"pdfaExtension:schemas" not in written:
        pdf.Root.Metadata.write(written.replace(b"</rdf:RDF>", _UA_SCHEMA + b"</rdf:RDF>"))


def _pack(item: Any) -> None:
    """Compresses a stream by a filter that PDF/A knows, so that its last byte is no carriage return.

    That byte and the line feed that follows it would be read as one end of line, and the length as wrong (§6.1.7.1).
    No filter reads on after the end of its data, so one more byte does no harm.
    """
    if item.get("/Type") == Name.Metadata:
        return
    filters, parameters = item.get("/Filter"), item.get("/DecodeParms")
    names = {word(name) for name in ([filters] if isinstance(filters, Name) else listed(filters))}
    kept = bool(names) and not names & _FORBIDDEN_FILTERS
    try:
        data = item.read_raw_bytes() if kept else zlib.compress(item.read_bytes())
    except pikepdf.PikepdfError:  # the checker will say so
        return
    if data.endswith(b"\r"):
        item.write(data + b"\n", filter=filters if kept else Name.FlateDecode, decode_parms=parameters if kept else None)
    elif not kept:
        item.write(data, filter=Name.FlateDecode)


def _drop(holder: Any, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
