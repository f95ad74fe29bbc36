"""A template with any of its parts spoilt in any way: it is filled rightly, or told, and nothing else."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from template_files import OPEN, RELATIONS, TYPES, template_parts, zipped

from hyoga_docs.core.problem import Problem, SpecError
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.render import render
from hyoga_docs.word.template import DocumentProperties, read_template

PARTS = template_parts()
RELS = "_rels/.rels"


def told(folder: Path, data: bytes) -> list[Problem]:
    """What is said of a template of these bytes; nothing where it is filled as it should be."""
    (folder / "own.docx").write_bytes(data)
    template, problems = read_template(folder, "own")
    if template is None or problems:
        assert problems
        return problems
    try:
        made = render(template, {"meeting": {"date": "５月１日"}}, DocumentProperties("題", "", dt.date(2024, 5, 1)), str)
    except SpecError as problem:
        return list(problem.problems)
    assert "日は５月１日です" in document_lines(made)
    return []


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    return zipped(PARTS | {part: change(PARTS[part])})


#: What becomes of the content of a part.
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "no XML": lambda _: b"<a",
    "cut off": lambda content: content[: len(content) // 2],
    "another root": lambda _: b"<a/>",
    "the root alone": lambda content: content.split(b">")[0].removesuffix(b"/") + b"/>",
    "zeros": lambda content: b"\0" * len(content),
    "a DOCTYPE": lambda content: b'<!DOCTYPE a [<!ENTITY b "c">]>' + content,
    "a bomb": lambda content: b'<!DOCTYPE a [<!ENTITY b "cccccccc"><!ENTITY d "&b;&b;&b;&b;">]><a>&d;&d;</a>' + content[:0],
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "UTF-16 with a DOCTYPE": lambda content: ('<!DOCTYPE a [<!ENTITY b "c">]>' + content.decode()).encode("utf-16"),
    "another encoding than it says": lambda content: b'<?xml version="1.0" encoding="x-none"?>' + content,
    "a sign that XML has not": lambda content: content.replace(b">", b">\x01", 1),
    "deep": lambda content: content.replace(b">", b">" + b"<a>" * 5000 + b"</a>" * 5000, 1),
    "text around": lambda content: b"text" + content + b"text",
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_spoilt_in_each_way_is_told_with_its_name_or_harmless(tmp_path: Path, part: str) -> None:
    for kind, change in DAMAGE.items():
        problems = told(tmp_path, changed(part, change))
        assert all(problem.code in {"HD402", "HD410"} for problem in problems), (kind, problems)
        assert all(problem.place and problem.place.file.endswith("/own.docx") and problem.hint for problem in problems), kind
        if kind in {"empty", "no XML", "zeros", "a bomb"}:
            assert any(part in problem.message for problem in problems), (kind, problems)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_not_there_is_told(tmp_path: Path, part: str) -> None:
    problems = told(tmp_path, zipped({name: content for name, content in PARTS.items() if name != part}))
    assert [problem.code for problem in problems] == ([] if part == RELATIONS else [problems[0].code] * len(problems))
    assert all(problem.code in {"HD402", "HD410"} for problem in problems)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_there_twice_is_read_as_one(tmp_path: Path, part: str) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(PARTS, (part, b"<a"))
    problems = told(tmp_path, data)
    assert problems
    assert {problem.code for problem in problems} == {"HD410"}


TARGETS = [
    *("/word/styles.xml", "../../../../etc/passwd", "/etc/passwd", "#there", "NULL", "", "document.xml", "styles.xml/"),
    *("//a/b", "a%2e", "header.xml"),
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("kind", ["styles", "header", "footnotes", "customXml"])
def test_wherever_a_relationship_leads_it_is_told_or_right(tmp_path: Path, kind: str, target: str) -> None:
    before = f"{kind}.xml" if kind != "customXml" else "../customXml/item1.xml"
    problems = told(tmp_path, changed(RELATIONS, lambda content: content.replace(f'"{before}"'.encode(), f'"{target}"'.encode())))
    assert all(problem.code == "HD410" for problem in problems)


@pytest.mark.parametrize("kind", ["officeDocument", "core-properties", "styles", "header", "endnotes", "customXml"])
@pytest.mark.parametrize("change", ["twice", "outside", "no id", "another type"])
def test_relationships_of_each_kind_spoilt_are_told_or_right(tmp_path: Path, kind: str, change: str) -> None:
    part = RELS if kind in {"officeDocument", "core-properties"} else RELATIONS
    inner = PARTS[part].decode()
    (one,) = (f"<Relationship {each}" for each in inner.split("<Relationship ")[1:] if f'/{kind}"' in each)
    one = one.replace("</Relationships>", "")
    new = {
        "twice": one + one.replace('Id="', 'Id="again'),
        "outside": one.replace("/>", ' TargetMode="External"/>'),
        "no id": one.replace("Id=", "Named="),
        "another type": one.replace(f'/{kind}"', '/image"'),
    }
    problems = told(tmp_path, changed(part, lambda content: content.replace(one.encode(), new[change].encode())))
    assert all(problem.code in {"HD402", "HD410"} for problem in problems)


@pytest.mark.parametrize("part", [name for name in PARTS if name.startswith(("word/", "docProps/")) and ".rels" not in name])
@pytest.mark.parametrize("kind", ["", "text/plain", "application/xml", "application/vnd.ms-word.document.macroEnabled.main+xml"])
def test_a_part_of_another_content_type_is_told(tmp_path: Path, part: str, kind: str) -> None:
    types = PARTS[TYPES].decode()
    start = types.index(f'PartName="/{part}" ContentType="') + len(f'PartName="/{part}" ContentType="')
    new = types[:start] + kind + types[types.index('"', start) :]
    problems = told(tmp_path, zipped(PARTS | {TYPES: new.encode()}))
    assert {problem.code for problem in problems} == {"HD402" if part == "word/document.xml" else "HD410"}


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", ".docm"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", ".dotx"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Word の文書ではありません"),
    ],
)
def test_a_word_file_of_another_kind_is_told_as_what_it_is(tmp_path: Path, main: str, said: str) -> None:
    own = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    (problem,) = told(tmp_path, changed(TYPES, lambda content: content.replace(own.encode(), main.encode())))
    assert problem.code == "HD402"
    assert said in problem.message


def test_the_strict_form_is_told(tmp_path: Path) -> None:
    open_, strict = f"{OPEN}officeDocument/2006/".encode(), b"http://purl.oclc.org/ooxml/officeDocument/"
    (problem,) = told(tmp_path, changed(RELS, lambda content: content.replace(open_, strict)))
    assert "厳密" in problem.message


@pytest.mark.parametrize("kind", ["aFChunk", "subDocument"])
def test_a_whole_document_that_only_word_would_put_in_is_told(tmp_path: Path, kind: str) -> None:
    relation = f'<Relationship Id="own" Type="{OPEN}officeDocument/2006/relationships/{kind}" Target="own.xml"/>'
    parts = PARTS | {"word/own.xml": b"<html/>"}
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    (problem,) = told(tmp_path, zipped(parts))
    assert (problem.code, problem.quote) == ("HD410", "word/own.xml")
    assert "印刷に出ません" in problem.message


def test_a_loop_of_relationships_and_a_long_chain_are_gone_through(tmp_path: Path) -> None:
    def leads(target: str) -> bytes:
        kind = f"{OPEN}officeDocument/2006/relationships/customXml"
        one = f'<Relationship Id="a" Type="{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{OPEN}package/2006/relationships">{one}</Relationships>'.encode()

    loop = {"customXml/_rels/item1.xml.rels": leads("../word/document.xml")}
    assert told(tmp_path, zipped(PARTS | loop)) == []
    chain = {f"customXml/item{at}.xml": b"<a/>" for at in range(2, 400)}
    chain |= {f"customXml/_rels/item{at}.xml.rels": leads(f"item{at + 1}.xml") for at in range(1, 399)}
    assert {problem.code for problem in told(tmp_path, zipped(PARTS | chain))} <= {"HD411"}


def _lying(data: bytes, size: int) -> bytes:
    """The zip with another size for each file in its directory."""
    at, out = 0, bytearray(data)
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", size)
        at += 4
    return bytes(out)


WHOLE = zipped(PARTS)


@pytest.mark.parametrize(
    "data",
    [
        *(WHOLE[: len(WHOLE) * part // 8] for part in range(8)),
        WHOLE + b"more",
        b"before" + WHOLE,
        _lying(WHOLE, 0),
        _lying(WHOLE, 1),
        _lying(WHOLE, 0xFFFFFFFF),
        WHOLE.replace(b"word/document.xml", b"/ord/document.xml"),
        WHOLE.replace(b"word/document.xml", b"../d/document.xml"),
        WHOLE.replace(b"word/document.xml", b"word\\document.xml"),
        WHOLE.replace(b"word/styles.xml", b"word/STYLES.xml"),
        zipped(PARTS | {f"word/media/{at}.png": b"" for at in range(2001)}),
        zipped({f"word/{name}": content for name, content in PARTS.items()}),
    ],
)
def test_a_zip_that_is_not_as_it_should_be_is_told_or_read(tmp_path: Path, data: bytes) -> None:
    assert {problem.code for problem in told(tmp_path, data)} <= {"HD402", "HD410"}


def test_any_byte_that_is_wrong_is_told_or_harmless(tmp_path: Path) -> None:
    for at in range(0, len(WHOLE), 37):
        data = bytearray(WHOLE)
        data[at] ^= 0xFF
        assert {problem.code for problem in told(tmp_path, bytes(data))} <= {"HD402", "HD410"}, at
