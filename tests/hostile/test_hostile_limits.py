"""Templates that would take for ever or all the memory, and commands that run out of either."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import pytest
from conftest import copy_workspace
from running import run_limited
from template_files import paragraph, template_parts, zipped

from hyoga_docs.core.problem import Problem, SpecError
from hyoga_docs.word.render import render
from hyoga_docs.word.template import DocumentProperties, read_template

PROJECT = Path(__file__).resolve().parents[1] / "projects" / "good-small"
ROWS = "<w:tbl>{}</w:tbl>".format("".join(f"<w:tr><w:tc>{paragraph(text)}</w:tc></w:tr>" for text in ("{}", "{{{{ row }}}}", "{}")))


def told(folder: Path, data: bytes, limit: float = 0.3) -> list[Problem]:
    """What is said of a template of these bytes."""
    (folder / "own.docx").write_bytes(data)
    template, problems = read_template(folder, "own", limit)
    if template is None or problems:
        return problems
    with pytest.raises(SpecError) as raised:
        render(template, {"meeting": {"date": "５月１日"}}, DocumentProperties("題", "", dt.date(2024, 5, 1)), str)
    return list(raised.value.problems)


@pytest.mark.parametrize(
    "tags",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    ],
)
def test_what_is_filled_without_end_is_ended_with_its_paragraph(tmp_path: Path, tags: str) -> None:
    (problem,) = told(tmp_path, zipped(template_parts(paragraph("前") + paragraph(tags))), 1)
    assert (problem.code, problem.quote) == ("HD409", tags)
    assert "1秒" in problem.message


@pytest.mark.parametrize("story", ["header", "endnotes"])
def test_headers_footers_and_notes_are_ended_too(tmp_path: Path, story: str) -> None:
    tags = paragraph("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    inner = tags if story == "header" else f"<w:{story[:-1]} w:id='2'>{tags}</w:{story[:-1]}>"
    (problem,) = told(tmp_path, zipped(template_parts(**{story: inner})))
    assert problem.code == "HD409"


@pytest.mark.parametrize(
    "body",
    [
        paragraph("{{ 'x' * 6 * 10**7 }}"),
        paragraph("{{ 'x'|center(6 * 10**7) }}"),
        paragraph("{% for a in range(99) %}{{ 'x' * 10**6 }}{% endfor %}"),
        ROWS.format("{%tr for row in ['x' * 10**6] * 99 %}", "{%tr endfor %}"),
        paragraph("{{ a }}" * 1000) * 50,
    ],
)
def test_what_is_larger_than_any_document_is_told_before_word_sees_it(tmp_path: Path, body: str) -> None:
    (problem,) = told(tmp_path, zipped(template_parts(body)), 20)
    assert problem.code == "HD409"
    assert "大きすぎます" in problem.message


@pytest.mark.parametrize(
    "tags",
    [
        "{% if 1 %}" * 500 + "{% endif %}" * 500,
        "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ a" + ".b" * 5000 + " }}",
        "{{ " + "-" * 300 + "1 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% block a %}{{ self.a() }}{% endblock %}",
    ],
)
def test_what_lies_too_deep_in_itself_is_a_mistake_of_the_template(tmp_path: Path, tags: str) -> None:
    assert [problem.code for problem in told(tmp_path, zipped(template_parts(paragraph(tags))), 20)] == ["HD405"]


def test_signs_that_nothing_closes_are_looked_through_once(tmp_path: Path) -> None:
    began = time.process_time()
    for sign in ("{{ ", "{% ", "{# ", "{{ {% {# "):
        assert {problem.code for problem in told(tmp_path, zipped(template_parts(paragraph(sign * 6000))), 20)} == {"HD403"}
    assert time.process_time() - began < 10


def test_a_template_that_unpacks_to_more_than_any_is_refused(tmp_path: Path) -> None:
    parts = template_parts() | {"word/document.xml": b"<" + b" " * 51_000_000}
    (problem,) = told(tmp_path, zipped(parts), 20)
    assert problem.code == "HD402"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_template_that_is_no_plain_file_of_the_workspace_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "ws" / "templates").mkdir(parents=True)
    (tmp_path / "outside.docx").write_bytes(zipped(template_parts()))
    (tmp_path / "ws" / "templates" / "link.docx").symlink_to(tmp_path / "outside.docx")
    (tmp_path / "ws" / "templates" / "loop.docx").symlink_to("loop.docx")
    os.mkfifo(tmp_path / "ws" / "templates" / "pipe.docx")
    for name in ("link", "loop", "pipe"):
        template, (problem,) = read_template(tmp_path / "ws" / "templates", name)
        assert template is None
        assert problem.code == "HD401"


def test_a_command_under_limits_names_the_template_that_would_take_all_the_memory(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECT)
    spec = "meetings/2024-05-01.yaml"
    (workspace / "templates" / "agenda.docx").write_bytes(zipped(template_parts(paragraph("{{ 'x' * 10**10 }}"))))
    done = run_limited("check", spec, folder=workspace, seconds=120, HYOGA_DOCS_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 3
    assert "HD409" in done.stdout
    assert "{{ 'x' * 10**10 }}" in done.stdout
