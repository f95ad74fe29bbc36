"""Tracked changes in the eyes of the real LibreOffice, which prints what went beside what came."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import pytest
from conftest import Sample
from lxml import etree
from pypdf import PdfReader
from test_word import out_of_order

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Place
from hyoga_docs.programs.fonts import font_folders, read_fonts
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, convert
from hyoga_docs.programs.libreoffice.engine import find_engine
from hyoga_docs.programs.sandbox import office_environment, sandbox_for
from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.word.tracked.compare import tracked
from hyoga_docs.word.tracked.list import ChangeLine, tracked_lines
from hyoga_docs.word.tracked.paragraphs import TextComparison

pytestmark = pytest.mark.office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = dt.date(2019, 10, 31)
WORDS = TextComparison(compare_texts, likeness)


def printed(documents: dict[str, bytes], tmp_path: Path) -> dict[str, str]:
    """What LibreOffice prints of Word files, without spaces and ends of lines."""
    cache = Cache(tmp_path / "cache")
    environment = office_environment(os.environ)
    engine = find_engine(None, cache, environment)
    fonts = read_fonts(font_folders(Path.home()), cache)
    office = Office(engine, fonts, cache, environment, 120, 1, sandbox_for(engine.program, environment, cache))
    sources = [ConversionSource(name, name, data, ".docx", Place("x.yaml"), lambda pdf: pdf) for name, data in documents.items()]
    done = convert(sources, office, lambda _done, _total: None)
    assert done.problems == ()
    texts = {name: "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages) for name, pdf in done.pdfs.items()}
    return {name: "".join(text.split()) for name, text in texts.items()}


def test_libreoffice_prints_what_went_beside_what_came(sample: Sample, tmp_path: Path) -> None:
    roster = (sample.out / "documents" / "10-roster.docx").read_bytes()
    charter = (sample.out / "documents" / "09-charter.docx").read_bytes()
    amended = edited(charter, "熊本県（商工観光労働部労働雇用創生課）", "熊本県（商工労働部労働雇用創生課）")
    amended = edited(amended, "・各種支援策の周知、広報", "・各種支援策の広報")
    old, new = compare_texts("旧の文。", "新の文。")
    documents = {
        "charter": tracked(charter, amended, "事務局", DAY, WORDS).data,
        "roster": tracked(without_row(roster, "熊本県市長会"), roster, "事務局", DAY, WORDS).data,
        "lines": tracked_lines("変更箇所", [("資料１", [ChangeLine((old,), (new,))])], "事務局", DAY),
    }
    assert [out_of_order(documents[name]) for name in ("charter", "roster")] == [[], []]
    texts = printed(documents, tmp_path)
    assert "熊本県（商工観光労働部商工労働部労働雇用創生課）" in texts["charter"]
    assert "・各種支援策の周知、広報" in texts["charter"]
    assert texts["roster"].count("熊本県市長会") == 1
    assert "旧新の文。" in texts["lines"]


def edited(data: bytes, old: str, new: str) -> bytes:
    """A Word file with other words."""
    parts = read_parts(data)
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new, 1).encode()
    return write_parts(parts)


def without_row(data: bytes, text: str) -> bytes:
    """A Word file without the row of a table that has these words."""
    parts = read_parts(data)
    tree = etree.fromstring(parts["word/document.xml"])
    row = next(row for row in tree.iter(f"{W}tr") if text in "".join(row.itertext()))
    row.getparent().remove(row)
    parts["word/document.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)
