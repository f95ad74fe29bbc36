"""PowerPoint files made part by part, as PowerPoint lays them out: a theme, a master, a layout, and slides."""

from __future__ import annotations

from hyoga_docs.text.ooxml.package import write_parts

_OPEN = "http://schemas.openxmlformats.org"
_RELATION = f"{_OPEN}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
NAMESPACES = (
    f'xmlns:p="{_OPEN}/presentationml/2006/main" xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:r="{_RELATION}" '
    f'xmlns:mc="{_OPEN}/markup-compatibility/2006" xmlns:m="{_OPEN}/officeDocument/2006/math" '
    'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" '
    f'xmlns:c="{_OPEN}/drawingml/2006/chart" xmlns:dgm="{_OPEN}/drawingml/2006/diagram" '
    'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"'
)
_ACCENTS = (*(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_THEME = (
    f'<a:theme {NAMESPACES} name="x"><a:themeElements><a:clrScheme name="x"><a:dk1><a:srgbClr val="000000"/></a:dk1>'
    '<a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="1F497D"/></a:dk2><a:lt2><a:srgbClr val="EEECE1"/></a:lt2>'
    + "".join(
        f'<a:{each}><a:srgbClr val="4F81BD"/></a:{each}>' for each in (*(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    )
    + '</a:clrScheme><a:fontScheme name="x">'
    + "".join(
        f'<a:{each}><a:latin typeface="BIZ UDGothic"/><a:ea typeface="BIZ UDGothic"/><a:cs typeface=""/></a:{each}>'
        for each in ("majorFont", "minorFont")
    )
    + '</a:fontScheme><a:fmtScheme name="x"><a:fillStyleLst>'
    + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    + "</a:fillStyleLst><a:lnStyleLst>"
    + '<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + "</a:effectStyleLst><a:bgFillStyleLst>"
    + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    + "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
_COLOURS = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" '
    'accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)
#: What the endings of parts are to PowerPoint.
_TYPES = {
    "ppt/presentation.xml": f"{_TYPE}.presentationml.presentation.main+xml",
    "ppt/theme/": f"{_TYPE}.theme+xml",
    "ppt/slideMasters/": f"{_TYPE}.presentationml.slideMaster+xml",
    "ppt/slideLayouts/": f"{_TYPE}.presentationml.slideLayout+xml",
    "ppt/slides/": f"{_TYPE}.presentationml.slide+xml",
    "ppt/notesSlides/": f"{_TYPE}.presentationml.notesSlide+xml",
    "ppt/charts/": f"{_TYPE}.drawingml.chart+xml",
    "ppt/diagrams/data": f"{_TYPE}.drawingml.diagramData+xml",
    "ppt/diagrams/drawing": "application/vnd.ms-office.drawingml.diagramDrawing+xml",
}


def relations(pairs: list[tuple[str, str, str]]) -> str:
    """The part that names what a part needs: id, type, target."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind if ":" in kind else f"{_RELATION}/{kind}"}" Target="{target}"/>'
        for key, kind, target in pairs
    )
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{inner}</Relationships>'


def frame(inner: str) -> str:
    """What holds the shapes of a slide, a layout or a master."""
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"<p:cSld><p:spTree>{group}{inner}</p:spTree></p:cSld>"


def slide(inner: str, attributes: str = "") -> str:
    """A slide of shapes."""
    return f"<p:sld {NAMESPACES} {attributes}>{frame(inner)}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"


def sp(inner: str, attributes: str = "", top: int = 10, holder: str = "") -> str:
    """A shape of paragraphs, so many mm below the top of the slide; `holder` are the attributes of its placeholder."""
    form = f'<a:xfrm><a:off x="360000" y="{top * 36_000}"/><a:ext cx="8000000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"/>'
    is_holder = f"<p:ph {holder}/>" if holder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{top + 2}" name="n" {attributes}/><p:cNvSpPr/><p:nvPr>{is_holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{form}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{inner}</p:txBody></p:sp>"
    )


def p(text: str, run: str = "", properties: str = "<a:pPr/>") -> str:
    """A paragraph of one run, with what the run's properties hold."""
    return f'<a:p>{properties}<a:r><a:rPr lang="ja-JP" sz="1400">{run}</a:rPr><a:t>{text}</a:t></a:r></a:p>'


def deck(
    slides: list[str],
    extra: dict[str, str | bytes] | None = None,
    *,
    named: dict[int, list[tuple[str, str, str]]] | None = None,
    layout: str = "",
    master: str = "",
    attributes: str = "",
) -> bytes:
    """A PowerPoint file of slides, in their order. `named` are the relationships of a slide (from 1) beside its layout;
    `layout` and `master` hold shapes, `attributes` are the presentation's.
    """
    numbers = range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in numbers)
    text_styles = "".join(f"<p:{each}><a:lvl1pPr/></p:{each}>" for each in ("titleStyle", "bodyStyle", "otherStyle"))
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations([("a", "officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": (
            f'<p:presentation {NAMESPACES} {attributes}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="m"/>'
            f'</p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>'
            '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            [
                ("m", "slideMaster", "slideMasters/slideMaster1.xml"),
                ("t", "theme", "theme/theme1.xml"),
                *((f"s{n}", "slide", f"slides/slide{n}.xml") for n in numbers),
            ]
        ),
        "ppt/theme/theme1.xml": _THEME,
        "ppt/slideMasters/slideMaster1.xml": (
            f"<p:sldMaster {NAMESPACES}>{frame(master)}<p:clrMap {_COLOURS}/>"
            f'<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="l"/></p:sldLayoutIdLst>'
            f"<p:txStyles>{text_styles}</p:txStyles></p:sldMaster>"
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            [("l", "slideLayout", "../slideLayouts/slideLayout1.xml"), ("t", "theme", "../theme/theme1.xml")]
        ),
        "ppt/slideLayouts/slideLayout1.xml": (
            f"<p:sldLayout {NAMESPACES}>{frame(layout)}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        ),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations([("m", "slideMaster", "../slideMasters/slideMaster1.xml")]),
        **{f"ppt/slides/slide{n}.xml": each for n, each in zip(numbers, slides, strict=True)},
        **{
            f"ppt/slides/_rels/slide{n}.xml.rels": relations(
                [("l", "slideLayout", "../slideLayouts/slideLayout1.xml"), *(named or {}).get(n, [])]
            )
            for n in numbers
        },
        **(extra or {}),
    }
    content_types = {"[Content_Types].xml": _content_types(list(parts))}
    return write_parts({name: text if isinstance(text, bytes) else text.encode() for name, text in (content_types | parts).items()})


def _content_types(names: list[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{found}"/>'
        for name in names
        if (found := next((kind for start, kind in _TYPES.items() if name.startswith(start) and name.endswith(".xml")), ""))
    )
    endings = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "emf": "image/x-emf",
        "bin": f"{_TYPE}.oleObject",
    }
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings.items())
    return f'<Types xmlns="{_OPEN}/package/2006/content-types">{defaults}{overrides}</Types>'
