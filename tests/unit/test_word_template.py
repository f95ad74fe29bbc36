from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from workspaces import codes

from hyoga_docs.core.problem import Problem
from hyoga_docs.text.ooxml.package import OLE_MAGIC, write_parts
from hyoga_docs.word.template import Template, read_template


def write(folder: Path, *paragraphs: str, name: str = "note") -> None:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / f"{name}.docx"))


def problems(folder: Path, *paragraphs: str) -> list[Problem]:
    write(folder, *paragraphs)
    return read_template(folder, "note")[1]


def template(folder: Path, name: str = "note") -> Template:
    made, found = read_template(folder, name)
    assert found == []
    assert made is not None
    return made


def test_a_template_is_read_with_its_paragraphs(tmp_path: Path) -> None:
    write(tmp_path, "{{ meeting.date }}", "", "本文")
    made = template(tmp_path)
    assert made.paragraphs == ("{{ meeting.date }}", "本文")
    assert str(made.place) == f"{tmp_path.name}/note.docx"
    assert made.data == (tmp_path / "note.docx").read_bytes()
    assert not made.prints_label


def test_headers_and_footers_are_read_too(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ document.label }}"
    document.sections[0].footer.paragraphs[0].text = "{{ oops"
    document.save(str(tmp_path / "note.docx"))
    made, found = read_template(tmp_path, "note")
    assert made is not None
    assert made.prints_label
    assert [(p.code, p.quote) for p in found] == [("HD403", "{{ oops")]


def test_a_template_prints_its_label_only_where_a_tag_says_so(tmp_path: Path) -> None:
    write(tmp_path, "document.label", "{% if document.label %}", "{% endif %}")
    assert not template(tmp_path).prints_label
    write(tmp_path, "{{ document.label }}")
    assert template(tmp_path).prints_label


def test_a_tag_cut_into_runs_is_whole(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ meet", "ing.date }", "}"):
        paragraph.add_run(piece).bold = True
    document.save(str(tmp_path / "note.docx"))
    assert template(tmp_path).paragraphs == ("{{ meeting.date }}",)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{%p for line in agenda %}", "{{ line.title }}", "{%p endfor %}"],
        ["{% if a %}甲{% elif b %}乙{% else %}丙{% endif %}"],
        ["{%- if a -%}甲{%- endif -%}"],
        ["{%tr for row in rows %}", "{%tc for cell in row %}", "{%tc endfor %}", "{%tr endfor %}"],
        ["{%p for a in b %}", "{%p if a %}", "甲", "{%p else %}", "乙", "{%p endif %}", "{%p endfor %}"],
        ["{# 注 {{ #}", "{ 波括弧 } 100%"],
        ["{%r if a %}甲{%r endif %}"],
        ["{% set a = 1 %}{{ a }}"],
    ],
)
def test_balanced_tags_are_right(tmp_path: Path, paragraphs: list[str]) -> None:
    assert problems(tmp_path, *paragraphs) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("日は{{ meeting.date }です", "{{"),
        ("日は{{ meeting.date", "{{"),
        ("meeting.date }}", "}}"),
        ("{% if a", "{%"),
        ("a %}", "%}"),
        ("{# 注", "{#"),
    ],
)
def test_a_tag_that_is_not_closed_is_told_with_its_paragraph(tmp_path: Path, text: str, sign: str) -> None:
    (problem,) = problems(tmp_path, "前", text, "{{ good }}")
    assert problem.code == "HD403"
    assert f"「{sign}」" in problem.message
    assert problem.quote == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ meeting．venue }}", "全角の「．」"),
        ("{{ ｍeeting.venue }}", "全角の「ｍ」"),
        ("{{ meeting.\u200bvenue }}", "見えない文字"),
        ("{%p if a ＝＝ b %}{%p endif %}", "全角の「＝」"),
        ("《 meeting.venue 》", "一つずつ"),
        ("会場です{%p if a %}{%p endif %}", "「会場です」"),
    ],
)
def test_what_would_be_lost_or_not_understood_within_a_tag_is_told(tmp_path: Path, text: str, said: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert (problem.code, problem.quote) == ("HD403", text)
    assert said in problem.message


@pytest.mark.parametrize("text", ["{{ a.欄１ }}", "{{ a|default('（なし）、－') }}", "{%p if a == ‘above’ %}", "{{　a　}}"])
def test_words_of_full_width_are_right_within_quotes_and_names(tmp_path: Path, text: str) -> None:
    assert [p for p in problems(tmp_path, text) if p.code == "HD403"] == []


@pytest.mark.parametrize("other", ["agenda.doc", "agenda.docm", "Agenda.DOCX"])
def test_a_template_of_another_kind_is_told_as_that(tmp_path: Path, other: str) -> None:
    write(tmp_path, name="agenda-table")
    (tmp_path / other).write_bytes(b"x")
    _, (problem,) = read_template(tmp_path, "agenda")
    assert f"「{other}」は読みません" in (problem.hint or "")


@pytest.mark.parametrize(("name", "near"), [("次第", "agenda"), ("設置要綱", "charter"), ("配布資料一覧", "handout-list")])
def test_a_document_by_its_japanese_name_is_told_with_its_own(tmp_path: Path, name: str, near: str) -> None:
    assert f"「{near}」" in (read_template(tmp_path, name)[1][0].hint or "")


@pytest.mark.parametrize(
    ("paragraphs", "quotes"),
    [
        (["{%p for a in b %}", "甲"], ["{%p for a in b %}"]),
        (["{% if a %}"], ["{% if a %}"]),
        (["{%p endfor %}"], ["{%p endfor %}"]),
        (["{%p endif %}", "{%p endfor %}"], ["{%p endif %}", "{%p endfor %}"]),
        (["{%p if a %}", "{%p endfor %}"], ["{%p endfor %}"]),
        (["{%p else %}"], ["{%p else %}"]),
        (["{% elif a %}"], ["{% elif a %}"]),
        (["{%p for a in b %}", "{%p if a %}", "{%p endif %}"], ["{%p for a in b %}"]),
    ],
)
def test_blocks_that_do_not_pair_are_told_with_their_paragraphs(tmp_path: Path, paragraphs: list[str], quotes: list[str]) -> None:
    found = problems(tmp_path, *paragraphs)
    assert [(p.code, p.quote) for p in found] == [("HD404", quote) for quote in quotes]


def test_every_mistake_of_a_template_is_told_at_once(tmp_path: Path) -> None:
    assert codes(problems(tmp_path, "{{ a }", "{%p endif %}", "{%p for a in b %}", "b }}")) == ["HD403", "HD404", "HD403", "HD404"]


def test_a_template_that_is_not_there_hints_the_nearest_and_never_words_lock_file(tmp_path: Path) -> None:
    write(tmp_path, name="agenda")
    (tmp_path / "~$agenta.docx").write_bytes(b"lock")
    made, (problem,) = read_template(tmp_path, "agenta")
    assert made is None
    assert (problem.code, problem.hint) == ("HD401", "「agenda」の誤りではありませんか。")
    _, (problem,) = read_template(tmp_path, "zzzzzz")
    assert problem.hint == "templates/zzzzzz.docx を置いてください。"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        OLE_MAGIC + b"\0" * 600,
        write_parts({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}),
        write_parts({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>"}),
        write_parts({"[Content_Types].xml": b"<a/>", "word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
    ],
)
def test_what_is_no_word_file_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "note.docx").write_bytes(data)
    made, found = read_template(tmp_path, "note")
    assert made is None
    assert codes(found) in (["HD402"], ["HD410"])


def test_the_fonts_of_text_and_styles_are_named(tmp_path: Path) -> None:
    document = Document()
    for text, latin, japanese in (("甲", "Unused Latin", "BIZ UD明朝 Medium"), ("{{ name }}", "Some Latin", "BIZ UDゴシック")):
        run = document.add_paragraph().add_run(text)
        run.font.name = latin
        run._element.rPr.rFonts.set(qn("w:eastAsia"), japanese)
    document.save(str(tmp_path / "note.docx"))
    assert template(tmp_path).fonts == {"BIZ UD明朝 Medium", "Some Latin", "BIZ UDゴシック"}


def test_a_font_that_only_the_defaults_of_the_document_name_is_none_of_the_template(tmp_path: Path) -> None:
    document = Document()
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), "游明朝")
    document.add_paragraph("")
    run = document.add_paragraph().add_run("委員会")
    run.font.name = "BIZ UD明朝"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "BIZ UD明朝")
    document.save(str(tmp_path / "note.docx"))
    assert template(tmp_path).fonts == {"BIZ UD明朝"}


def test_the_paragraph_of_a_word_is_found_by_whole_words_in_tags(tmp_path: Path) -> None:
    write(tmp_path, "dates", "{{ meeting.dates }}", "date {{ x }}", "{{ meeting.date }}")
    made = template(tmp_path)
    assert made.paragraph_with("date") == "{{ meeting.date }}"
    assert made.paragraph_with("nowhere") is None


def test_the_templates_of_the_repository_are_right() -> None:
    folder = Path(__file__).resolve().parents[2] / "templates"
    names = sorted(path.stem for path in folder.glob("*.docx"))
    assert {"agenda", "slides", "handout-list", "charter", "roster", "cover", "table"} <= set(names)
    for name in names:
        assert template(folder, name).paragraphs, name


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("｛｛ meeting.date ｝｝", "「｛｛」が全角"),
        ("{｛meeting.date}}", "「}}」が閉じて"),
        ("{％ if meeting.date ％}", "「{％」が全角"),
        ("日付は{ meeting.date }です", "「{ meeting.date }」の括弧が一つ"),
    ],
)
def test_tags_that_would_be_printed_as_they_stand_are_told(tmp_path: Path, text: str, sign: str) -> None:
    (told,) = problems(tmp_path, text)
    assert told.code == "HD403"
    assert sign in told.message
    assert codes(problems(tmp_path, "集合 {1, 2} と（100％）と｛注｝")) == []


def test_a_tag_where_nothing_is_filled_in_is_told_with_its_part(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.subject = "{{ meeting.date }}"
    document.core_properties.title = "{{ document.title }}"  # ours to set
    document.save(str(tmp_path / "note.docx"))
    _, (told,) = read_template(tmp_path, "note")
    assert (told.code, told.quote) == ("HD413", "{{ meeting.date }}")
    assert "docProps/core.xml" in told.message
