"""Documents that reach for what is outside them, made by hand: pictures, templates, objects, fields, formulas, macros."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from conftest import ROOT

from hyoga_docs.text.ooxml.package import read_parts, write_parts

SECRET = "MACHINESECRET4711"
COLOUR = (255, 0, 200)
_SAMPLE = ROOT / "meetings" / "2019-10-31"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_TYPES}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)

#: Where a secret of this name is: a file name in, an address out.
Reach = Callable[[str], str]


class Listener(ThreadingHTTPServer):
    """A web server on this machine's loopback that hands out the secrets and writes down who asked."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.folder, self.heard = folder, list[str]()
        super().__init__(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def get_request(self) -> tuple[object, object]:  # type: ignore[override]
        """Takes a connection, and notes that there was one even if it says nothing."""
        self.heard.append("connection")
        return super().get_request()

    def reach(self, name: str) -> str:
        """The address of a secret on this server."""
        return f"http://127.0.0.1:{self.server_address[1]}/{name}"


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):  # GET, HEAD, OPTIONS, PROPFIND, LOCK …
            return self._serve
        raise AttributeError(name)

    def _serve(self) -> None:
        self.server.heard.append(f"{self.command} {self.path}")
        path = self.server.folder / Path(self.path).name
        data = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if data else 404)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002  the base class names it so
        """Says nothing: the server's list is what is looked at."""


def write_secrets(folder: Path) -> None:
    """Files of the machine that no document may get hold of: a coloured picture, and words in every kind of file."""
    from PIL import Image

    folder.mkdir(parents=True)
    picture = io.BytesIO()
    Image.new("RGB", (37, 41), COLOUR).save(picture, "PNG")
    (folder / "secret.png").write_bytes(picture.getvalue())
    (folder / "secret.txt").write_text(SECRET, "ascii")
    (folder / "secret.csv").write_text(f"{SECRET},{SECRET}\n{SECRET},{SECRET}\n", "ascii")
    (folder / "secret.html").write_text(f"<table><tr><td>{SECRET}</td></tr></table>", "ascii")
    (folder / "secret.docx").write_bytes(_docx(f"<w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>"))
    (folder / "secret.xlsx").write_bytes(_xlsx(f'<c r="A1" t="inlineStr"><is><t>{SECRET}</t></is></c>'))


def documents(reach: Reach, mark: Path) -> dict[str, tuple[str, bytes]]:
    """Every document by name: its ending and its bytes. `reach` says where what it wants would be; a macro leaves `mark`."""
    picture, text, word, book = reach("secret.png"), reach("secret.txt"), reach("secret.docx"), reach("secret.xlsx")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200">'
        f'<image href="{picture}" xlink:href="{picture}" width="200" height="200"/></svg>'
    ).encode()
    fields = {
        "includepicture": f'INCLUDEPICTURE "{picture}" \\d',
        "includetext": f'INCLUDETEXT "{text}"',
        "includetext-docx": f'INCLUDETEXT "{word}"',
        "link-field": f'LINK Excel.Sheet.12 "{book}" "Sheet1!R1C1" \\a \\t',
        "dde-field": f'DDEAUTO soffice "{book}" "Sheet1.A1"',
        "import-field": f'IMPORT "{picture}"',
        "database-field": f'DATABASE \\d "{book}" \\s "SELECT * FROM [Sheet1$]"',
    }
    made = {name: (".docx", _docx(_field(code))) for name, code in fields.items()}
    made |= {
        "vml-picture": (".docx", _docx(_vml('<v:imagedata r:id="rIdX"/>'), image=picture)),
        "vml-source": (".docx", _docx(_vml(f'<v:imagedata src="{picture}" o:href="{picture}"/>'))),
        "vml-href": (".docx", _docx(_vml('<v:imagedata r:href="rIdX" r:pict="rIdX"/>'), image=picture)),
        "vml-fill": (".docx", _docx(_vml(f'<v:fill type="frame" r:id="rIdX" src="{picture}"/>'), image=picture)),
        "linked-picture": (".docx", _docx(_drawing('<a:blip r:link="rIdX"/>'), image=picture)),
        "embedded-outside": (".docx", _docx(_drawing('<a:blip r:embed="rIdX"/>'), image=picture)),
        "svg": (".docx", _docx(_svg(), image="media/x.svg", parts={"word/media/x.svg": svg})),
        "svg-picture": (
            ".docx",
            _docx(_drawing('<a:blip r:embed="rIdX"/>'), image="media/x.svg", parts={"word/media/x.svg": svg}),
        ),
        "ole-link": (".docx", _docx(_ole("Excel.Sheet.12"), oleObject=book)),
        "ole-link-word": (".docx", _docx(_ole("Word.Document.12"), oleObject=word)),
        "chunk": (".docx", _docx('<w:altChunk r:id="rIdX"/>', aFChunk=word)),
        "chunk-of-html": (
            ".docx",
            _docx(
                '<w:altChunk r:id="rIdX"/>',
                aFChunk="chunk.html",
                parts={"word/chunk.html": f'<html><img src="{picture}"/><iframe src="{text}"/></html>'.encode()},
            ),
        ),
        "chunk-of-word": (
            ".docx",
            _docx(
                '<w:altChunk r:id="rIdX"/>',
                aFChunk="chunk.docx",
                parts={"word/chunk.docx": _docx(_drawing('<a:blip r:link="rIdX"/>'), image=picture)},
            ),
        ),
        "embedded-slides": (
            ".docx",
            _docx(
                _ole("PowerPoint.Show.12").replace('Type="Link"', 'Type="Embed"'),
                package="embeddings/x.pptx",
                parts={"word/embeddings/x.pptx": _pptx(_slide_object(), oleObject=book)},
            ),
        ),
        "subdocument": (".docx", _docx('<w:p><w:subDoc r:id="rIdX"/></w:p>', subDocument=word)),
        "template": (".docx", _with_settings('<w:attachedTemplate r:id="rIdX"/>', "attachedTemplate", word)),
        "mail-merge": (
            ".docx",
            _with_settings(
                '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/>'
                f'<w:connectString w:val="{text}"/><w:dataSource r:id="rIdX"/></w:mailMerge>',
                "mailMergeSource",
                text,
            ),
        ),
        "control": (".docx", _docx('<w:p><w:r><w:object><w:control r:id="rIdX" w:name="x"/></w:object></w:r></w:p>', control=word)),
        "odf-inside": (".docx", _odf(reach, mark)),
        "webservice": (".xlsx", _xlsx(f'<c r="A1"><f>_xlfn.WEBSERVICE("{text}")</f></c>')),
        "indirect": (".xlsx", _xlsx(f'<c r="A1"><f>INDIRECT("\'{book}\'#$Sheet1.A1")</f></c>')),
        "dde-formula": (".xlsx", _xlsx(f'<c r="A1"><f>DDE("soffice","{book}","Sheet1.A1")</f></c>')),
        "other-book": (".xlsx", _xlsx('<c r="A1"><f>[1]Sheet1!A1</f></c>', book=book)),
        "other-book-csv": (".xlsx", _xlsx('<c r="A1"><f>[1]Sheet1!A1</f></c>', book=reach("secret.csv"))),
        "sheet-picture": (".xlsx", _xlsx("", picture=picture)),
        "query-table": (".xlsx", _xlsx('<c r="A1"><v>1</v></c>', query=reach("secret.html"))),
        "slide-picture": (".pptx", _pptx(_slide_picture(), image=picture)),
        "slide-background": (
            ".pptx",
            _pptx("", '<p:bg><p:bgPr><a:blipFill><a:blip r:link="rIdX"/></a:blipFill></p:bgPr></p:bg>', image=picture),
        ),
        "slide-film": (".pptx", _pptx(_slide_picture('<a:videoFile r:link="rIdX"/>', "rIdX"), video=picture)),
        "slide-object": (".pptx", _pptx(_slide_object(), oleObject=book)),
    }
    return made


def _relation(kind: str, target: str) -> str:
    mode = ' TargetMode="External"' if "://" in target else ""
    return f'<Relationship Id="rIdX" Type="{_TYPES}/{kind}" Target="{target}"{mode}/></Relationships>'


def _relate(parts: dict[str, bytes], part: str, relations: dict[str, str]) -> None:
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    for kind, target in relations.items():
        parts[path] = parts.get(path, empty).replace(b"</Relationships>", _relation(kind, target).encode())


def _put(parts: dict[str, bytes], part: str, before: str, xml: str) -> None:
    assert before.encode() in parts[part], part
    parts[part] = parts[part].replace(before.encode(), f"{xml}{before}".encode(), 1)


def _declare(parts: dict[str, bytes], *types: tuple[str, str]) -> None:
    kinds = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        if name.startswith("/")
        else f'<Default Extension="{name}" ContentType="{kind}"/>'
        for name, kind in types
    )
    _put(parts, "[Content_Types].xml", "</Types>", kinds)


def _spaced(xml: str) -> str:
    """The XML with every name space that it may use declared on its outermost elements."""
    name = xml[1:].split(" ", 1)[0].split(">", 1)[0].rstrip("/")
    return f"<{name} {_SPACES}{xml[1 + len(name) :]}" if xml else ""


def _docx(body: str, *, parts: dict[str, bytes] | None = None, **relations: str) -> bytes:
    made = read_parts((_SAMPLE / "plan.docx").read_bytes())
    _put(made, "word/document.xml", "<w:sectPr", _spaced(body))
    _relate(made, "word/document.xml", relations)
    html, word = "text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    _declare(made, ("svg", "image/svg+xml"), ("html", html), ("docx", word))
    return write_parts({**made, **(parts or {})})


def _with_settings(xml: str, kind: str, target: str) -> bytes:
    parts = read_parts((_SAMPLE / "plan.docx").read_bytes())
    _put(parts, "word/settings.xml", "<w:defaultTabStop", xml)
    _relate(parts, "word/settings.xml", {kind: target})
    return write_parts(parts)


def _field(code: str) -> str:
    code = code.replace("&", "&amp;")
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    said = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"<w:p>{begin}{said}{middle}<w:r><w:t>前の値</w:t></w:r>{end}</w:p>"


def _vml(inner: str) -> str:
    return f'<w:p><w:r><w:pict><v:shape style="width:200pt;height:200pt">{inner}</v:shape></w:pict></w:r></w:p>'


def _drawing(blip: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="2540000" cy="2540000"/><wp:docPr id="77" name="x"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="77" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="2540000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def _svg() -> str:
    extension = '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="rIdX"/></a:ext>'
    return _drawing(f'<a:blip r:embed="rIdX"><a:extLst>{extension}</a:extLst></a:blip>')


def _ole(program: str) -> str:
    return (
        '<w:p><w:r><w:object w:dxaOrig="4000" w:dyaOrig="4000"><v:shape id="o1" style="width:200pt;height:200pt"/>'
        f'<o:OLEObject Type="Link" ProgID="{program}" ShapeID="o1" DrawAspect="Content" r:id="rIdX" UpdateMode="Always">'
        "<o:LinkType>Picture</o:LinkType><o:LockedField>false</o:LockedField></o:OLEObject></w:object></w:r></w:p>"
    )


def _odf(reach: Reach, mark: Path) -> bytes:
    """A Word file that is an OpenDocument text as well: a linked picture, a linked section, a macro that starts by itself."""
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", **read_parts((_SAMPLE / "plan.docx").read_bytes())}
    del parts["_rels/.rels"]  # LibreOffice takes the file for a Word file while it is there
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("text", "text"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
            ("script", "script"),
        )
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"'
    started = "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
    events = "".join(
        f'<script:event-listener script:language="ooo:script" script:event-name="{name}" xlink:href="{started}"/>'
        for name in ("dom:load", "office:load-finished")
    )
    parts["content.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:scripts><office:event-listeners>{events}</office:event-listeners></office:scripts><office:body><office:text>"
        '<text:p>opendocument<draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{reach("secret.png")}" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{reach("secret.docx")}"/><text:p>x</text:p></text:section>'
        "</office:text></office:body></office:document-content>"
    ).encode()
    library = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
    parts["Basic/script-lc.xml"] = (
        f'<library:libraries {library}><library:library library:name="Standard" library:link="false"/></library:libraries>'
    ).encode()
    parts["Basic/Standard/script-lb.xml"] = (
        f'<library:library {library} library:name="Standard"><library:element library:name="Module1"/></library:library>'
    ).encode()
    parts["Basic/Standard/Module1.xml"] = (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'
        f'Sub Main\nShell("/usr/bin/touch", 0, "{mark}", True)\nOpen "{mark}" For Output As #1\nClose #1\nEnd Sub'
        "</script:module>"
    ).encode()
    kinds = {"/": "application/vnd.oasis.opendocument.text"} | dict.fromkeys(
        [name for name in parts if name != "mimetype"], "text/xml"
    )
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in kinds.items()
    )
    parts["META-INF/manifest.xml"] = (
        f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{files}</manifest:manifest>'
    ).encode()
    return write_parts(parts)


def _xlsx(cell: str, *, book: str = "", picture: str = "", query: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = read_parts((_SAMPLE / "jiritsu.xlsx").read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    after = ""
    if picture:
        _relate(parts, sheet, {"drawing": "../drawings/drawing1.xml"})
        after += f'<drawing xmlns:r="{_TYPES}" r:id="rIdX"/>'
        frame = (
            "<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
            "<xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        )
        parts["xl/drawings/drawing1.xml"] = _spaced(
            f'<xdr:wsDr><xdr:twoCellAnchor>{frame}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="x"/><xdr:cNvPicPr/></xdr:nvPicPr>'
            '<xdr:blipFill><a:blip r:link="rIdX"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
            '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="2540000"/></a:xfrm><a:prstGeom prst="rect"/></xdr:spPr>'
            "</xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
        ).encode()
        _relate(parts, "xl/drawings/drawing1.xml", {"image": picture})
        _declare(parts, ("/xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml"))
    if book:
        _relate(parts, "xl/workbook.xml", {"externalLink": "externalLinks/externalLink1.xml"})
        reference = f'<externalReferences><externalReference xmlns:r="{_TYPES}" r:id="rIdX"/></externalReferences>'
        _put(parts, "xl/workbook.xml", "<definedNames", reference)
        parts["xl/externalLinks/externalLink1.xml"] = (
            f'<externalLink xmlns="{main}" xmlns:r="{_TYPES}"><externalBook r:id="rIdX">'
            '<sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>'
        ).encode()
        _relate(parts, "xl/externalLinks/externalLink1.xml", {"externalLinkPath": book})
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
        _declare(parts, ("/xl/externalLinks/externalLink1.xml", kind))
    if query:
        _relate(parts, sheet, {"queryTable": "../queryTables/queryTable1.xml"})
        _relate(parts, "xl/workbook.xml", {"connections": "connections.xml"})
        parts["xl/queryTables/queryTable1.xml"] = (
            f'<queryTable xmlns="{main}" name="q" connectionId="1" refreshOnLoad="1" autoFormatId="16"/>'
        ).encode()
        parts["xl/connections.xml"] = (
            f'<connections xmlns="{main}"><connection id="1" name="c" type="4" refreshedVersion="3" refreshOnLoad="1">'
            f'<webPr sourceData="1" url="{query}" htmlTables="1"><tables count="1"><x v="1"/></tables></webPr>'
            "</connection></connections>"
        ).encode()
        kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        _declare(
            parts,
            ("/xl/queryTables/queryTable1.xml", f"{kinds}.queryTable+xml"),
            ("/xl/connections.xml", f"{kinds}.connections+xml"),
        )
        names = '<definedNames><definedName name="q" localSheetId="0">\'自立相談支援機関\'!$A$1:$B$2</definedName></definedNames>'
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<definedNames/>", names.encode())
    content = parts[sheet].decode()
    if cell:
        start = content.index("<sheetData>")
        end = content.index("</sheetData>")
        content = f'{content[:start]}<sheetData><row r="1">{cell}</row>{content[end:]}'
    parts[sheet] = content.replace("</worksheet>", f"{after}</worksheet>").encode()
    return write_parts(parts)


def _pptx(shape: str, background: str = "", **relations: str) -> bytes:
    parts = read_parts((_SAMPLE / "framework.pptx").read_bytes())
    _put(parts, "ppt/slides/slide1.xml", "</p:spTree>", shape)
    _put(parts, "ppt/slides/slide1.xml", "<p:spTree>", background)
    _relate(parts, "ppt/slides/slide1.xml", relations)
    return write_parts(parts)


def _slide_picture(media: str = "", link: str = "rIdX") -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="99" name="x"/><p:cNvPicPr/><p:nvPr>{media}</p:nvPr></p:nvPicPr>'
        f'<p:blipFill><a:blip r:link="{link}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="2540000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _slide_object() -> str:
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="98" name="x"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="2540000"/></p:xfrm>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/presentationml/2006/ole">'
        '<p:oleObj name="x" r:id="rIdX" imgW="2540000" imgH="2540000" progId="Excel.Sheet.12"><p:link updateAutomatic="1"/>'
        "</p:oleObj></a:graphicData></a:graphic></p:graphicFrame>"
    )


def foreign_documents(reach: Reach) -> dict[str, bytes]:
    """Files that LibreOffice makes into Office files, which reach for pictures and texts; by ending."""
    picture, word = reach("secret.png"), reach("secret.docx")
    frame = f'<draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{picture}" xlink:type="simple"/></draw:frame>'
    row = "<table:table-row><table:table-cell/></table:table-row></table:table>"
    sheet = f'<table:table table:name="s"><table:shapes>{frame}</table:shapes>{row}'
    source = f'<table:table table:name="t"><table:table-source xlink:href="{reach("secret.xlsx")}" table:mode="copy-all"/>'
    fields = "".join(
        rf'{{\field{{\*\fldinst {kind} "{target}" \\d}}{{\fldrslt r}}}}'
        for kind, target in (("INCLUDEPICTURE", picture), ("INCLUDETEXT", word))
    )
    return {
        ".ods": _opendocument("spreadsheet", sheet + source + row),
        ".odp": _opendocument("presentation", f'<draw:page draw:name="p">{frame}</draw:page>'),
        ".odt": _opendocument("text", f'<text:section text:name="s"><text:section-source xlink:href="{word}"/></text:section>'),
        ".rtf": rf"{{\rtf1\ansi x {fields}\par}}".encode(),
    }


def _opendocument(kind: str, body: str) -> bytes:
    names = {each: each for each in ("office", "text", "table", "style", "presentation")} | {
        "draw": "drawing",
        "svg": "svg-compatible",
    }
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items())
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    files = {"/": mimetype, "content.xml": "text/xml"}
    entries = "".join(f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>' for path, media in files.items())
    content = f'<office:document-content {spaces} office:version="1.2"><office:body><office:{kind}>{body}</office:{kind}>'
    parts = {
        "mimetype": mimetype,
        "content.xml": f"{content}</office:body></office:document-content>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>',
    }
    return write_parts({name: text.encode() for name, text in parts.items()})
