from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from hyoga_docs.core.problem import MachineError, Place
from hyoga_docs.pipeline.prepare import template_fonts
from hyoga_docs.programs.fonts import InstalledFonts
from hyoga_docs.word.template import Template, read_template

FONTS = InstalledFonts({"BIZ UD明朝": ("/m.ttf", 0, "m"), "BIZ UDゴシック": ("/g.ttf", 0, "g")}, "fonts")


def template(folder: Path, name: str, *fonts: str) -> Template:
    Document().save(str(folder / f"{name}.docx"))
    made, _ = read_template(folder, name)
    assert made is not None
    return replace(made, fonts=frozenset(fonts))


def test_fonts_of_an_office_are_printed_in_others_of_their_kind_and_told_once(tmp_path: Path) -> None:
    templates = [
        template(tmp_path, "甲", "ＭＳ 明朝", "BIZ UD明朝"),
        template(tmp_path, "乙", "游明朝", "BIZ UD明朝 Medium", "ＭＳ 明朝"),
    ]
    told = template_fonts(templates, FONTS, {})
    assert told is not None
    assert (told.code, told.severity, told.quote) == ("HD412", "note", f"{tmp_path.name}/甲.docx、{tmp_path.name}/乙.docx")
    assert "（ＭＳ 明朝→BIZ UD明朝、BIZ UD明朝 Medium→BIZ UD明朝、游明朝→BIZ UD明朝）" in told.message
    assert template_fonts([template(tmp_path, "丙", "BIZ UDゴシック")], FONTS, {}) is None


def test_a_font_that_nothing_stands_in_for_is_an_error_of_the_machine(tmp_path: Path) -> None:
    asked = [(Place("platform.yaml"), "ＭＳ 明朝")]  # of page numbers, which are not LibreOffice's
    with pytest.raises(MachineError) as raised:
        template_fonts([template(tmp_path, "甲", "県章書体", "游明朝")], FONTS, {}, asked)
    assert [(problem.code, problem.quote) for problem in raised.value.problems] == [("HD711", "県章書体"), ("HD711", "ＭＳ 明朝")]
    house = {"県章書体": "BIZ UDゴシック"}
    told = template_fonts([template(tmp_path, "甲", "県章書体")], FONTS, house)
    assert told is not None
    assert "県章書体→BIZ UDゴシック" in told.message
