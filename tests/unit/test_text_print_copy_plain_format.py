"""Files with macros, as templates and as shows, made into plain ones."""

from __future__ import annotations

import pytest

from hyoga_docs.text.file_kind import kind_of
from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.text.print_copy.plain_format import make_plain

SPACE = 'xmlns="http://schemas.openxmlformats.org/package/2006/'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def office(main: str, content_type: str, *, macros: bool = False) -> bytes:
    """As little of an Office file as has macros."""
    folder, _, file = main.partition("/")
    vba = f'<Override PartName="/{folder}/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    types = f'<Override PartName="/{main}" ContentType="{content_type}"/>' + vba * macros
    leads = (
        '<Relationship Id="r1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    )
    parts = {
        "[Content_Types].xml": f'<Types {SPACE}content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships {SPACE}relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="{main}"/>'
        "</Relationships>",
        main: "<a/>",
        f"{folder}/_rels/{file}.rels": f'<Relationships {SPACE}relationships">{leads * macros}'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        f"{folder}/styles.xml": "<b/>",
    }
    if macros:
        parts[f"{folder}/vbaProject.bin"] = "Sub Main"
    return write_parts({name: text.encode() for name, text in parts.items()})


def plain(data: bytes) -> bytes:
    parts = EditableParts(data)
    make_plain(parts)
    return parts.data


@pytest.mark.parametrize(
    ("main", "variant", "name"),
    [
        ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml", "Word"),
        ("word/document2.xml", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "Word"),
        ("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", "Excel"),
        ("ppt/presentation.xml", "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", "PowerPoint"),
    ],
)
def test_macros_go_and_the_file_is_called_a_plain_one(main: str, variant: str, name: str) -> None:
    data = office(main, variant, macros=True)
    assert kind_of(data).name != name
    made = plain(data)
    assert kind_of(made).name == name
    parts = read_parts(made)
    assert not [part for part in parts if "vba" in part.lower()]
    assert not [part for part, content in parts.items() if b"vba" in content.lower()]
    assert set(read_parts(data)) - set(parts) == {main.partition("/")[0] + "/vbaProject.bin"}
    assert any(b"styles.xml" in content for content in parts.values())


def test_a_template_without_macros_becomes_a_plain_file_and_a_plain_file_stays_to_the_byte() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    assert kind_of(plain(office("word/document.xml", f"{kind}.template.main+xml"))).name == "Word"
    data = office("word/document.xml", f"{kind}.document.main+xml")
    assert plain(data) is data
