from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from docx import Document

from hyoga_docs.word.render import render
from hyoga_docs.word.template import DocumentProperties, read_template

PROPERTIES = DocumentProperties("題名", "見本市", dt.date(2024, 5, 1))
CONTEXT = {"groups": [{"name": "甲", "rows": ["い", "ろ"]}, {"name": "乙", "rows": ["は"]}, {"name": "丙", "rows": ["に"]}]}


def lists_of(folder: Path, *paragraphs: tuple[str, str]) -> list[tuple[str, str]]:
    """The list of each numbered paragraph of a filled template, by its words; lists are named in the order that they come in."""
    document = Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style or None)
    document.save(str(folder / "lists.docx"))
    template, problems = read_template(folder, "lists")
    assert template is not None
    assert problems == []
    filled = Document(io.BytesIO(render(template, CONTEXT, PROPERTIES, lambda _: "")))
    names: dict[str, str] = {}
    found = []
    for paragraph in filled.paragraphs:
        properties = paragraph._p.pPr
        number = properties.numPr.numId.val if properties is not None and properties.numPr is not None else None
        if paragraph.style is not None and paragraph.style.name == "List Number":
            found.append((paragraph.text, names.setdefault(str(number), "ABCDEFG"[len(names)])))
    return found


def test_a_list_below_a_repeated_heading_starts_anew_with_each(tmp_path: Path) -> None:
    inner = [("{%p for row in group.rows %}", ""), ("{{ row }}", "List Number"), ("{%p endfor %}", "")]
    lines = [("{%p for group in groups %}", ""), ("見出し {{ group.name }}", ""), *inner, ("{%p endfor %}", "")]
    assert lists_of(tmp_path, *lines) == [("い", "A"), ("ろ", "A"), ("は", "B"), ("に", "C")]
    assert lists_of(tmp_path, ("前", "List Number"), *lines, ("後", "List Number")) == [
        ("前", "A"), ("い", "B"), ("ろ", "B"), ("は", "C"), ("に", "D"), ("後", "A"),
    ]  # fmt: skip


def test_a_list_that_a_loop_goes_on_with_goes_on(tmp_path: Path) -> None:
    lines = [("{%p for group in groups %}", ""), ("{{ group.name }}", "List Number"), ("説明", ""), ("{%p endfor %}", "")]
    assert lists_of(tmp_path, *lines) == [("甲", "A"), ("乙", "A"), ("丙", "A")]


def test_a_new_list_begins_with_the_number_of_the_old_one(tmp_path: Path) -> None:
    document = Document()
    for text, style in (
        ("{%p for group in groups %}", ""),
        ("見出し", ""),
        ("{{ group.name }}", "List Number"),
        ("{%p endfor %}", ""),
    ):
        document.add_paragraph(text, style=style or None)
    document.save(str(tmp_path / "lists.docx"))
    template, _ = read_template(tmp_path, "lists")
    assert template is not None
    filled = Document(io.BytesIO(render(template, CONTEXT, PROPERTIES, lambda _: "")))
    made = [each for each in filled.part.numbering_part.element.num_lst if each.lvlOverride_lst]
    assert [each.lvlOverride_lst[0].startOverride.val for each in made] == [1, 1]
