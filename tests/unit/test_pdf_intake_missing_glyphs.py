"""Boxes are looked for in each form that a page draws, and once: LibreOffice names every form of a file to every form."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest

from hyoga_docs.pdf.intake import missing_glyphs


def test_forms_that_name_each_other_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = pikepdf.new()
    shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
    names = [f"/Tr{number}" for number in range(12)]
    drawn = b" ".join(f"{name} Do".encode() for name in names)
    for name in names:
        form = pikepdf.Stream(pdf, drawn, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9], Resources=shared)
        shared.XObject[name] = pdf.make_indirect(form)
    for said in (drawn, b"q Q"):
        page = pdf.add_blank_page()
        page.obj.Resources, page.obj.Contents = shared, pikepdf.Stream(pdf, said)
    looked_at: list[Any] = []
    content_of = missing_glyphs._content

    def content(holder: Any) -> bytes:
        looked_at.append(holder)
        return content_of(holder)

    monkeypatch.setattr(missing_glyphs, "_content", content)
    assert missing_glyphs.missing_glyphs(pdf, [0, 1]) == []
    assert len(looked_at) == 1 + len(names) + 1  # the second page draws none
