"""A page that shows nothing but pictures without words is not empty; one that shows a header's logo alone is."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from hyoga_docs.pdf.tagging.marked_content import shows_picture


@pytest.mark.parametrize(
    ("content", "shows"),
    [
        (b"/Artifact BMC q 200 0 0 100 90 500 cm /Im1 Do Q EMC", True),
        (b"/Artifact BMC q 60 0 0 20 90 795 cm /Im1 Do Q EMC", False),  # in the header
        (b"/Artifact BMC q 60 0 0 20 90 30 cm /Im1 Do Q EMC", False),
        (b"q 200 0 0 100 90 500 cm /Gone Do Q", False),
        (b"", False),
    ],
)
def test_pictures_of_the_body_are_told_from_those_of_its_margins(content: bytes, shows: bool) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        image = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        page.obj.Resources = Dictionary(XObject=Dictionary(Im1=image))
        page.obj.Contents = pdf.make_stream(content)
        assert shows_picture(page) is shows
