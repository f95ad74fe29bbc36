"""Papers of the projects, made from texts that can be read and compared: `a.docx.txt` becomes `a.docx`.

A docx has a paragraph a line. An xlsx is written as a csv. A PDF has a page for every line `---- A3 横`, which says its size and
how it lies; what follows are its lines. One that is all ASCII is set in MS-Mincho, which is not embedded. `---- 31MB` makes a
PDF heavy.
"""

from __future__ import annotations

import atexit
import io
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import docx
import pikepdf
from fontTools import subset
from fpdf import FPDF

from hyoga_docs.programs.fonts import font_folders
from hyoga_docs.text.ooxml.package import write_parts

_KINDS = {".docx", ".xlsx", ".pdf"}
_FONT = "BIZUDGothic-Regular.ttf"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_papers(folder: Path) -> None:
    """Makes every paper of a folder and of those in it, in the place of its text."""
    for source in sorted(folder.rglob("*.txt")):
        paper = source.with_suffix("")
        if paper.suffix in _KINDS:
            make = {".docx": _docx, ".xlsx": _xlsx, ".pdf": pdf_of}[paper.suffix]
            paper.write_bytes(make(source.read_text("utf-8")))
            source.unlink()


def _docx(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(text: str) -> bytes:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [
            f'<c r="{chr(ord("A") + column)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in enumerate(line.split(","))
        ]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    sheet = f'<worksheet xmlns="{_SHEETS}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    listed = f'<workbook xmlns="{_SHEETS}" xmlns:r="{_TO}"><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relation("w", "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": listed,
        "xl/_rels/workbook.xml.rels": _relation("s", "worksheet", "worksheets/1.xml"),
        "xl/worksheets/1.xml": sheet,
    }
    return write_parts({name: content.encode() for name, content in parts.items()})


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="{key}" Type="{_TO}/{kind}" Target="{target}"/></Relationships>'


def pdf_of(text: str) -> bytes:
    """A PDF of a text, as said above."""
    pdf = FPDF()
    pdf.set_auto_page_break(auto=False)
    if text.isascii():
        pdf.set_font("Helvetica", size=11)
    else:
        pdf.add_font("japanese", fname=japanese_font())
        pdf.set_font("japanese", size=11)
    heavy = False
    for line in text.splitlines():
        if not line.startswith("----"):
            pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
        elif line.endswith("MB"):
            heavy = True
        else:
            size = re.search(r"A3|A4", line)
            pdf.add_page("landscape" if "横" in line or "wide" in line else "portrait", format=size[0] if size else "A4")
    data = bytes(pdf.output())
    if text.isascii():
        data = _renamed(data)
    return _heavy(data) if heavy else data


def _renamed(data: bytes) -> bytes:
    """The PDF with its one font, of those that every reader has, called by a name that is not one of them."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == pikepdf.Name.Font:
                font.BaseFont = pikepdf.Name("/MS-Mincho")
        pdf.save(out)
    return out.getvalue()


def _heavy(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.Heavy = pdf.make_stream(bytes(31_000_000))
        pdf.save(out, compress_streams=False)
    return out.getvalue()


@cache
def japanese_font() -> Path:
    """A font that prints the Japanese of the tests: with the letters of their files alone, for the whole takes long to read."""
    whole = next(path for folder in font_folders(Path.home()) if folder.is_dir() for path in folder.rglob(_FONT))
    tests = Path(__file__).parent
    files = sorted(path for kind in ("*.py", "*.txt") for path in tests.rglob(kind))
    letters = sorted({letter for path in files for letter in path.read_text("utf-8")})
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    folder = Path(tempfile.mkdtemp(prefix="tests-font-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with subset.load_font(str(whole), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=map(ord, letters))
        subsetter.subset(font)
        subset.save_font(font, str(folder / _FONT), options)
    return folder / _FONT
