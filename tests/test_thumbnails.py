"""The comparison of pages is itself tested first: what it must see, and what it must let pass."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from hyoga_docs.pdf.geometry import Box
from hyoga_docs.pdf.render.thumbnails import DrawnPdf, PageThumbnail, differing, load_looks, same, save_looks


def look(content: str, size: tuple[float, float] = (595, 842)) -> PageThumbnail:
    """How a page with this content looks."""
    return looks([content], size)[0]


def looks(contents: list[str], size: tuple[float, float] = (595, 842)) -> list[PageThumbnail]:
    with DrawnPdf(pages(contents, size)) as drawn:
        found = [each for each in drawn.looks(range(len(contents))) if each is not None]
    assert len(found) == len(contents)
    return found


def pages(contents: list[str], size: tuple[float, float] = (595, 842)) -> bytes:
    pdf = pikepdf.new()
    for content in contents:
        page = pdf.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(content.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


TEXT = "BT /F 11 Tf 60 700 Td (A line of words that is there) Tj ET 60 500 200 80 re S"
CHANGES = {
    "a check mark of 3 mm": TEXT + " 2 w 300 400 m 304 396 l 309 405 l S",
    "a word gone": TEXT.replace(" that is there", ""),
    "a line moved by 2 mm": TEXT.replace("700", "694"),
    "a box filled": TEXT.replace("re S", "re f"),
    "all gone": "",
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_reader_would_miss_is_seen(name: str) -> None:
    assert not same(look(TEXT), look(CHANGES[name]))


def test_the_same_page_is_the_same_and_a_hair_of_smoothing_is_let_pass() -> None:
    assert same(look(TEXT), look(TEXT))
    assert same(look(TEXT), look(TEXT.replace("60 500 200", "60.05 500 200")))


def test_another_size_or_a_page_that_cannot_be_drawn_is_not_the_same() -> None:
    assert not same(look(TEXT), look(TEXT, (842, 595)))
    assert not same(look(TEXT), None)
    assert same(None, None)


def test_what_was_printed_over_does_not_count_and_nothing_else_is_hidden_by_it() -> None:
    stamped = TEXT + " 480 800 80 20 re f"
    box = Box(480 / 595, 800 / 842, 560 / 595, 820 / 842)
    assert not same(look(TEXT), look(stamped))
    assert same(look(TEXT), look(stamped), [box])
    assert not same(look(TEXT), look(stamped + " 300 400 20 20 re f"), [box])


def test_looks_are_kept_and_compared_page_by_page(tmp_path: Path) -> None:
    found = looks([TEXT, "", TEXT])
    kept, packet = tmp_path / "a.looks", tmp_path / "packet.pdf"
    save_looks([found[0], None, found[2]], kept)
    assert list(load_looks(kept)) == [found[0], None, found[2]]
    packet.write_bytes(pages(["0 0 9 9 re f", TEXT, "anything", CHANGES["a box filled"]]))
    assert differing(packet, 1, kept, {}) == [2]
