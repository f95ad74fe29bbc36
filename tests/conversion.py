"""What LibreOffice makes of a file, and what its pages say, for the tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pypdfium2

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Place
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.programs.fonts import InstalledFonts
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, convert
from hyoga_docs.programs.libreoffice.engine import find_engine
from hyoga_docs.programs.sandbox import office_environment, sandbox_for

if TYPE_CHECKING:
    from pathlib import Path


def converted(data: bytes, suffix: str, folder: Path) -> bytes:
    """The PDF of an Office file; `folder` is for its cache."""
    cache = Cache(folder / "cache")
    environment = office_environment(os.environ)
    engine = find_engine(None, cache, environment)
    office = Office(engine, InstalledFonts({}, ""), cache, environment, 120, 1, sandbox_for(engine.program, environment, cache))
    source = ConversionSource("a", "a", data, suffix, Place("meetings/x.yaml", 3, 5), lambda pdf: pdf)
    return convert([source], office, lambda _done, _total: None).pdfs["a"]


def page_texts(pdf: bytes) -> list[str]:
    """What each page says, in one width and without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    return [unbroken(document[number].get_textpage().get_text_range()) for number in range(len(document))]
