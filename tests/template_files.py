"""Templates made part by part, so that each part can be spoilt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

OPEN = "http://schemas.openxmlformats.org/"
W = f"{OPEN}wordprocessingml/2006/main"
TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STORIES = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
_KINDS = ("styles", "settings", "numbering", *_STORIES)


def paragraph(*texts: str) -> str:
    """A paragraph of a run for each text."""
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def template_parts(body: str = paragraph("日は{{ meeting.date }}です"), **stories: str) -> dict[str, bytes]:
    """The parts of a template that has one of each kind; `stories` says what is in headers, footers and notes."""
    inner = {kind: stories.get(kind, paragraph("{{ meeting.date }}") if kind in {"header", "footer"} else "") for kind in _STORIES}
    parts = {
        TYPES: _types(),
        "_rels/.rels": _relations(
            (f"{OPEN}officeDocument/2006/relationships/officeDocument", "word/document.xml"),
            (f"{OPEN}package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        RELATIONS: _relations(
            *((f"{OPEN}officeDocument/2006/relationships/{kind}", f"{kind}.xml") for kind in _KINDS),
            (f"{OPEN}officeDocument/2006/relationships/customXml", "../customXml/item1.xml"),
        ),
        **{f"word/{kind}.xml": f'<w:{kind} xmlns:w="{W}"/>' for kind in ("styles", "settings", "numbering")},
        **{f"word/{kind}.xml": f'<w:{root} xmlns:w="{W}">{inner[kind]}</w:{root}>' for kind, root in _STORIES.items()},
        "docProps/core.xml": f'<p:coreProperties xmlns:p="{OPEN}package/2006/metadata/core-properties"/>',
        "customXml/item1.xml": "<own/>",
    }
    return {name: content.encode() for name, content in parts.items()}


def zipped(parts: Mapping[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """A zip of the parts, and of `more`, whose names may be there already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (*parts.items(), *more):
            package.writestr(name, content)
    return out.getvalue()


def _relations(*relations: tuple[str, str]) -> str:
    inner = "".join(f'<Relationship Id="r{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(relations))
    return f'<Relationships xmlns="{OPEN}package/2006/relationships">{inner}</Relationships>'


def _types() -> str:
    named = {f"word/{kind}.xml": f"{_WORD}{kind}+xml" for kind in _KINDS}
    named |= {
        "word/document.xml": f"{_WORD}document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    inner = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in named.items())
    defaults = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"))
    inner += "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults)
    return f'<Types xmlns="{OPEN}package/2006/content-types">{inner}</Types>'
