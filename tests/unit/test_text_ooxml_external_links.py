"""What leads out of an Office file: found, taken out, and nothing else touched."""

from __future__ import annotations

import pytest
from lxml import etree

from hyoga_docs.text.ooxml.external_links import external_addresses, remove_external_links
from hyoga_docs.text.ooxml.package import read_parts, write_parts

RELS = "word/_rels/document.xml.rels"


def package(*relations: str) -> bytes:
    xml = f"<Relationships><!-- by hand -->{''.join(relations)}</Relationships>"
    return write_parts({"[Content_Types].xml": b"<Types/>", RELS: xml.encode(), "word/document.xml": b"<w/>"})


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    return f'<Relationship Id="rId1" Type="http://x/{kind}" Target="{target}"{mode}/>'


def targets(data: bytes) -> list[str]:
    return [str(item.get("Target")) for item in etree.fromstring(read_parts(data)[RELS]).iter("Relationship")]


@pytest.mark.parametrize(
    "kept",
    [
        relation("image", "media/a.png", ""),
        relation("hyperlink", "https://example.com/a"),
        relation("hyperlink", "MAILTO:a@example.com"),
        relation("hyperlink", "#place", ""),
    ],
)
def test_a_file_without_ways_out_keeps_its_bytes(kept: str) -> None:
    data = package(kept)
    assert remove_external_links(data) is data
    assert external_addresses(read_parts(data)) == []


@pytest.mark.parametrize(
    ("kind", "target", "mode"),
    [
        ("image", "http://example.com/a.png", ' TargetMode="External"'),
        ("image", "a.png", ' TargetMode="external "'),
        ("image", "file:///a.png", ""),
        ("image", "//server/a.png", ""),
        ("oleObject", r"\\server\\a.xlsx", ' TargetMode="&#69;xternal"'),
        ("hyperlink", "file:///etc/passwd", ' TargetMode="External"'),
        ("hyperlink", "other.docx", ' TargetMode="External"'),
        ("attachedTemplate", "file:///C:/a.dotx", ' TargetMode="External"'),
    ],
)
def test_every_other_way_out_is_taken_out(kind: str, target: str, mode: str) -> None:
    inside = relation("styles", "styles.xml", "")
    done = remove_external_links(package(relation(kind, target, mode), inside))
    assert targets(done) == ["styles.xml"]
    assert remove_external_links(done) is done


@pytest.mark.parametrize("target", ["file:///C:/share/book.xlsx", "http://example.com/book.xlsx", r"\\server\\book.xlsx"])
def test_another_book_keeps_its_name_and_loses_its_place(target: str) -> None:
    data = package(relation("externalLinkPath", target))
    assert targets(remove_external_links(data)) == ["file:///nowhere/book.xlsx"]
    assert external_addresses(read_parts(data)) == []


def test_what_is_printed_is_named_once() -> None:
    picture = relation("image", "http://example.com/a.png")
    parts = read_parts(package(picture, picture, relation("oleObject", "file:///b.xlsx"), relation("video", "c.mp4")))
    assert external_addresses(parts) == ["http://example.com/a.png", "file:///b.xlsx"]


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        ('<a:blip r:embed="rId2" r:link="rId1"/>', []),
        ('<v:imagedata r:id="rId2" r:href="rId1"/>', []),
        ('<a:blip r:link="rId1"/>', ["file:///C:/logo.png"]),
        ('<v:imagedata r:id="rId1"/>', ["file:///C:/logo.png"]),
        ('<a:blip r:embed="rId2" r:link="rId1"/><a:blip r:link="rId1"/>', ["file:///C:/logo.png"]),
    ],
)
def test_a_picture_that_is_linked_and_in_the_file_is_not_missing(drawing: str, told: list[str]) -> None:
    document = f'<w xmlns:r="urn:r" xmlns:a="urn:a" xmlns:v="urn:v">{drawing}</w>'
    data = package(relation("image", "file:///C:/logo.png"))
    assert external_addresses(read_parts(data) | {"word/document.xml": document.encode()}) == told
