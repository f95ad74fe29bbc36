"""A workspace with a withheld paper of every format, and what is planted in each: words, pictures, names, descriptions, writers."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from decks import NAMESPACES, deck, p, sp
from docx.oxml.ns import qn
from fpdf import FPDF
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from papers import japanese_font
from PIL import Image, ImageDraw

FORMATS = ("docx", "xlsx", "pptx", "pdf", "png", "jpg", "csv", "txt", "odt", "rtf")
_PICTURED = {"docx", "xlsx", "pptx", "pdf", "png", "jpg"}
_ODT = "urn:oasis:names:tc:opendocument:xmlns:"


@dataclass(frozen=True)
class Planted:
    """The secrets of one withheld paper; a text without the blanks that stand in it is as secret."""

    kind: str

    @property
    def sentence(self) -> str:
        """A sentence."""
        return f"{self.kind.upper()}の綴りにある見本　花子さんの処分は、来月の十五日に決める見込みである。"

    @property
    def title(self) -> str:
        """The title."""
        return f"職員の懲戒処分の{self.kind.upper()}による説明"

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"機密の{self.kind}の綴り.{self.kind}"

    @property
    def telephone(self) -> str:
        """A number of somebody who is in no roster."""
        return f"096-555-{FORMATS.index(self.kind) if self.kind in FORMATS else 99:02}77"

    @property
    def alt(self) -> str:
        """What a picture shows."""
        return f"机に伏せる見本さんを{self.kind.upper()}の係が撮った写真"

    @property
    def writer(self) -> str:
        """Who wrote it, as the file says of itself."""
        return f"内部　告太郎{self.kind.upper()}"

    @property
    def picture(self) -> Image.Image:
        """A picture."""
        chance = random.Random(self.kind)
        image = Image.new("RGB", (320, 240), "white")
        draw = ImageDraw.Draw(image)
        for _ in range(30):
            x, y = chance.randrange(300), chance.randrange(220)
            colour = chance.choice(["navy", "olive", "gold", "black", "teal"])
            draw.rectangle((x, y, x + chance.randrange(20, 90), y + chance.randrange(20, 70)), fill=colour)
        return image

    @property
    def words(self) -> list[str]:
        """All that is words."""
        return [self.sentence, self.title, self.file, self.telephone, self.alt, self.writer]


def _png(image: Image.Image) -> io.BytesIO:
    out = io.BytesIO()
    image.save(out, "png")
    out.seek(0)
    return out


def _docx(planted: Planted) -> bytes:
    document = docx.Document()
    document.add_paragraph(planted.sentence)
    document.add_picture(_png(planted.picture))
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", planted.alt)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "電話", planted.telephone
    document.core_properties.author = planted.writer
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(planted: Planted) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B2"] = planted.sentence, "電話", planted.telephone
    sheet["A2"].comment = Comment(planted.alt, planted.writer)
    sheet.add_image(SheetImage(_png(planted.picture)), "A5")
    book.properties.creator = planted.writer
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pptx(planted: Planted) -> bytes:
    picture = (
        f'<p:pic><p:nvPicPr><p:cNvPr id="9" name="x" descr="{planted.alt}"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:embed="i1"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="914400" y="2743200"/>'
        '<a:ext cx="3200400" cy="2400300"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    slide = f'<p:sld {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    slide += f"<p:grpSpPr/>{sp(p(planted.sentence) + p(planted.telephone))}{picture}</p:spTree></p:cSld></p:sld>"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{planted.writer}</dc:creator></cp:coreProperties>'
    )
    extra: dict[str, str | bytes] = {"ppt/media/image1.png": _png(planted.picture).getvalue(), "docProps/core.xml": core}
    return deck([slide], extra, named={1: [("i1", "image", "../media/image1.png")]})


def _pdf(planted: Planted, *pages: str) -> bytes:
    pdf = FPDF()
    pdf.add_font("japanese", fname=japanese_font())
    for text in pages or (planted.sentence,):
        pdf.add_page()
        pdf.set_font("japanese", size=11)
        pdf.multi_cell(0, 8, f"{text}\n電話 {planted.telephone}" if text == planted.sentence else text)
        if text == planted.sentence:
            pdf.image(_png(planted.picture), w=80, alt_text=planted.alt)
    pdf.set_author(planted.writer)
    return bytes(pdf.output())


def _picture(planted: Planted) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Naibu Kokutaro"
    options = {"exif": exif, "quality": 85} if planted.kind == "jpg" else {}
    planted.picture.save(out, "jpeg" if planted.kind == "jpg" else "png", **options)
    return out.getvalue()


def _odt(planted: Planted) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{_ODT}office:1.0" xmlns:text="{_ODT}text:1.0" office:version="1.2"><office:body>'
        f"<office:text><text:p>{planted.sentence}</text:p><text:p>{planted.telephone}　{planted.alt}</text:p></office:text>"
        "</office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{_ODT}office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2">'
        f"<office:meta><dc:creator>{planted.writer}</dc:creator></office:meta></office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    listed = "".join(entry.format(*each) for each in (("/", kind), ("content.xml", "text/xml"), ("meta.xml", "text/xml")))
    manifest = f'<manifest:manifest xmlns:manifest="{_ODT}manifest:1.0" manifest:version="1.2">{listed}</manifest:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        for name, text in (("content.xml", content), ("meta.xml", meta), ("META-INF/manifest.xml", manifest)):
            package.writestr(name, text)
    return out.getvalue()


def _rtf(planted: Planted) -> bytes:
    def escaped(text: str) -> str:
        return "".join(each if each.isascii() else f"\\u{ord(each) - (65536 if ord(each) > 32767 else 0)}?" for each in text)

    info = f"{{\\info{{\\author {escaped(planted.writer)}}}}}"
    return f"{{\\rtf1\\ansi\\uc1{info}{escaped(planted.sentence)}\\par {escaped(planted.telephone + planted.alt)}\\par}}".encode(
        "ascii"
    )


def _text(planted: Planted) -> bytes:
    rows = [["氏名", "電話", "備考"], ["見本　花子", planted.telephone, planted.sentence], [planted.writer, "", planted.alt]]
    joint = "," if planted.kind == "csv" else "　"
    return "\n".join(joint.join(row) for row in rows).encode()


_MAKERS = {"docx": _docx, "xlsx": _xlsx, "pptx": _pptx, "pdf": _pdf, "png": _picture, "jpg": _picture, "odt": _odt, "rtf": _rtf}
PAPERS = [Planted(kind) for kind in FORMATS]
PICTURED = [each for each in PAPERS if each.kind in _PICTURED]
TEMPLATE, PART, ITEM = Planted("ひな形"), Planted("一部"), Planted("議題")
#: What stands in a withheld column of the roster, and in what else is withheld.
TELEPHONES = ["０９６（２２２）３３４４", "096-222-5566"]
ADDRESS = "例町大字見本字奥の谷1234番地の5"
SECRETS = [
    *(words for each in PAPERS for words in each.words),
    TEMPLATE.sentence, TEMPLATE.title, TEMPLATE.writer, PART.sentence, PART.telephone, ITEM.title, ITEM.sentence,
    *TELEPHONES, ADDRESS,
]  # fmt: skip
PUBLIC_SENTENCE = "例町の総合計画は、町の将来の姿を定め、その実現のための施策を体系的に示すものである。"


def plant(folder: Path) -> Path:
    """Writes the meetings of the workspace into a folder, with one template of its own, and gives the meeting's file."""
    papers = folder / "meetings" / "papers"
    papers.mkdir(parents=True)
    for each in PAPERS:
        (papers / each.file).write_bytes(_MAKERS.get(each.kind, _text)(each))
    public = docx.Document()
    public.add_paragraph(PUBLIC_SENTENCE)
    public.save(str(papers / "計画の概要.docx"))
    (papers / "一部を公開.pdf").write_bytes(_pdf(PART, PUBLIC_SENTENCE, PART.sentence, "三ページ目は公開する。"))
    template = docx.Document()
    template.add_paragraph("{{ document.title }}")
    template.add_paragraph(f"{TEMPLATE.sentence}{{{{ document.fields.memo }}}}")
    (folder / "templates").mkdir(exist_ok=True)
    template.save(str(folder / "templates" / "secret-memo.docx"))
    (folder / "meetings" / "common").mkdir()
    (folder / "meetings" / "common" / "platform.yaml").write_text(
        "name: 例町審議会\nmeeting_name: 例町審議会\norganizer: 例町\neditions: [members, public]\n"
        "documents: [agenda, slides, handout-list]\n",
        "utf-8",
    )
    members = [("議長", "見本　一郎"), ("委員", "見本　次郎")]
    rows = [
        f"  - {{id: m{index}, name: {post}, person: {person}, extra: {{電話: {telephone}, 住所: {ADDRESS}}}}}"
        for index, ((post, person), telephone) in enumerate(zip(members, TELEPHONES, strict=True))
    ]
    columns = "columns: {name: 役職, person: 氏名, extra: [電話, 住所]}\nwithheld: [電話, 住所]\n"
    (folder / "meetings" / "common" / "roster.yaml").write_text(
        "title: 委員名簿\n" + columns + "members:\n" + "\n".join(rows) + "\n", "utf-8"
    )
    meeting = folder / "meetings" / "2024-05-01.yaml"
    meeting.write_text(_meeting(), "utf-8")
    return meeting


def _meeting() -> str:
    lines = [
        "number: 1", "date: 2024-05-01", "time: 14:00-16:00", "venue: 例町役場", "agenda:", "  - 開会",
        "  - title: 議題", "    items:",
        "      - title: 総合計画について", f"      - title: {ITEM.title}", f"        subtitle: {ITEM.sentence}",
        "        public: {public: false, reason: 人事に関する審議のため}", "handouts:",
        "  - {item: 1, title: 計画の概要, file: papers/計画の概要.docx}", "  - {item: 1, document: roster}",
        "  - {item: 1, title: 実施計画, file: papers/一部を公開.pdf, public: {pages: 2}}",
    ]  # fmt: skip
    for each in PAPERS:
        alt = f", alt: {each.alt}" if each.kind not in {"csv", "txt", "odt", "rtf"} else ""
        lines.append(f"  - {{title: {each.title}, file: papers/{each.file}, public: false{alt}}}")
    lines += [
        f"  - {{item: 2, title: {TEMPLATE.title}, document: secret-memo, fields: {{memo: {TEMPLATE.writer}}}}}",
    ]
    return "\n".join(lines) + "\n"
