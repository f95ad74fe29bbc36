from __future__ import annotations

from pathlib import Path

import docx
from workspaces import plan_of

from hyoga_docs.core.cache import Cache
from hyoga_docs.pipeline.prepare import fill_documents
from hyoga_docs.word.template import read_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = ("agenda", "handout-list", "roster")


def test_what_a_house_asks_of_templates_that_do_not_know_it_is_told(tmp_path: Path) -> None:
    group = {"category": "団体", "members": [{"id": "a", "name": "甲"}]}
    roster = {"title": "名簿", "category_rows": True, "groups": [group]}
    style = {"agenda": {"lines": ["と　き　{date}"]}, "handout_list": "{label}　{title}"}
    meeting = {"agenda": ["開会"], "documents": [*NAMES]}
    for name in NAMES:
        old = docx.Document()
        old.add_paragraph("{{ meeting.full_name }}")
        old.save(str(tmp_path / f"{name}.docx"))
    told = []
    for folder, asked in ((tmp_path, True), (TEMPLATES, True), (tmp_path, False)):
        platform, held = ({"style": style}, roster) if asked else ({}, {**roster, "category_rows": False})
        plan, problems = plan_of(meeting, platform, roster=held)
        assert problems == []
        templates = {name: template for name in NAMES if (template := read_template(folder, name)[0]) is not None}
        found = fill_documents(plan, templates, Cache(tmp_path / "cache"))[1]
        told.append([(problem.code, str(problem.place).rpartition("/")[2]) for problem in found])
    assert told == [[("HD414", f"{name}.docx") for name in NAMES], [], []]
