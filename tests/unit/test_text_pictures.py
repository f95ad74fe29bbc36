"""The pictures of an Office file: each counted once, those that nobody sees not at all."""

from __future__ import annotations

import pytest

from hyoga_docs.text.ooxml.package import write_parts
from hyoga_docs.text.pictures import count_pictures

OPEN = "http://schemas.openxmlformats.org"
TO = f"{OPEN}/officeDocument/2006/relationships"
PNG = b"\x89PNG\r\n\x1a\n"


def relations(*targets: tuple[str, str]) -> bytes:
    """Relationships rId1, rId2 … of (type, target)."""
    listed = "".join(f'<Relationship Id="rId{n}" Type="{TO}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{OPEN}/package/2006/relationships">{listed}</Relationships>'.encode()


def blip(key: str, inside: str = "") -> str:
    """A picture."""
    return f'<pic><a:blip r:embed="{key}">{inside}</a:blip></pic>'


def docx(body: str, **media: bytes) -> bytes:
    """A Word file with pictures rId1, rId2 … of these bytes."""
    main = (
        f'<w:document xmlns:w="{OPEN}/wordprocessingml/2006/main" xmlns:a="{OPEN}/drawingml/2006/main" xmlns:r="{TO}" '
        f'xmlns:mc="{OPEN}/markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": main.encode(),
        "word/_rels/document.xml.rels": relations(*(("image", f"media/{name}") for name in media)),
        **{f"word/media/{name}": content for name, content in media.items()},
    }
    return write_parts(parts)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (blip("rId1") + blip("rId2"), 2),
        (blip("rId1") * 3, 1),
        (f"<mc:Fallback>{blip('rId1')}</mc:Fallback>", 0),
        (blip("rId1", "<svgBlip/>"), 0),
        (blip("rId3"), 0),
        (blip("rId9"), 1),
        ('<sp><a:blip r:embed="rId1"/></sp>', 0),
        ("<w:p/>", 0),
    ],
    ids=["two", "one thrice", "for old programs", "a drawing", "an EMF", "lost", "a fill", "none"],
)
def test_pictures_are_counted(body: str, count: int) -> None:
    assert count_pictures(docx(body, one=PNG + b"1", two=b"\xff\xd8\xff", three=b"\1\0\0\0"), ".docx") == count


def workbook(state: str = "", names: str = "") -> bytes:
    """A workbook of one sheet with a picture."""
    main = f'xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{TO}"'
    drawing = f'<d xmlns:a="{OPEN}/drawingml/2006/main" xmlns:r="{TO}">{blip("rId1")}</d>'
    return write_parts(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {main}><sheets><sheet name="S" r:id="rId1"{state}/></sheets>{names}</workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/1.xml")),
            "xl/worksheets/1.xml": f"<worksheet {main}/>".encode(),
            "xl/worksheets/_rels/1.xml.rels": relations(("drawing", "../drawings/1.xml")),
            "xl/drawings/1.xml": drawing.encode(),
            "xl/drawings/_rels/1.xml.rels": relations(("image", "../media/1.png")),
            "xl/media/1.png": PNG,
        }
    )


def test_a_sheet_that_is_hidden_shows_none_and_of_a_print_area_nobody_knows() -> None:
    area = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">S!$A$1</definedName></definedNames>'
    assert count_pictures(workbook(), ".xlsx") == 1
    assert count_pictures(workbook(' state="hidden"'), ".xlsx") == 0
    assert count_pictures(workbook(names=area), ".xlsx") == 0
