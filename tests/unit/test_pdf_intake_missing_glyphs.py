"""Boxes are looked for once in each form of a page, however the forms name each other."""

from __future__ import annotations

import time

import pikepdf
from pikepdf import Dictionary, Name

from hyoga_docs.pdf.intake.missing_glyphs import missing_glyphs


def test_forms_that_all_name_all_forms_take_no_time() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        shared = pdf.make_indirect(Dictionary(XObject=Dictionary()))
        for number in range(60):
            form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], Resources=shared)
            shared.XObject[f"/Tr{number}"] = form
        page.obj.Resources = shared
        started = time.process_time()
        assert missing_glyphs(pdf, [0]) == []
        assert time.process_time() - started < 5
