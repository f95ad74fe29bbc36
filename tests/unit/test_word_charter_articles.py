"""What charter-articles.docx prints of a charter, each paragraph in its style."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from workspaces import plan_of

from hyoga_docs.core.cache import Cache
from hyoga_docs.pipeline.prepare import fill_documents, template_of
from hyoga_docs.plan.model import CHARTER_IN_ARTICLES
from hyoga_docs.spec.workspace_paths import WorkspacePaths
from hyoga_docs.spec.yaml.reader import read_yaml_text

CHARTERS = Path(__file__).parents[1] / "charters"


def test_each_line_stands_in_the_style_of_its_kind_and_an_old_workspace_has_our_template(tmp_path: Path) -> None:
    source, _ = read_yaml_text((CHARTERS / "chapters.yaml").read_text("utf-8"), "chapters")
    plan, problems = plan_of({"documents": [], "handouts": [{"document": "charter"}]}, charter=source.data)
    (document,) = plan.documents
    assert (problems, document.template, document.kind, document.stem) == ([], CHARTER_IN_ARTICLES, "charter", "01-charter")
    template, found = template_of(WorkspacePaths(tmp_path), CHARTER_IN_ARTICLES, 60)
    assert template is not None
    assert found == []
    made, found = fill_documents(plan, {CHARTER_IN_ARTICLES: template}, Cache(tmp_path / "cache"))
    assert found == []
    paragraphs = docx.Document(io.BytesIO(made[document.key])).paragraphs
    printed = [(each.style.name, each.text) for each in paragraphs if each.text]
    assert [text for _, text in printed][1:] == (CHARTERS / "chapters.txt").read_text("utf-8").splitlines()
    styles = {text: name for name, text in printed}
    assert styles["第２章　組織"] == "章１"
    assert styles["第１節　本会議"] == "章２"
    assert styles["（趣旨）"] == "条見出し２"
    assert styles["（オンラインによる出席）"] == "条見出し３"
    assert styles["第３条　会議は、委員35人以内で組織する。"] == "条"
    assert styles["２　委員は、知事が任命する。"] == "項"
    assert styles["（１）の２　協力団体　会長が指定する団体をいう。"] == "号１"
    assert styles["附　則（令和４年３月31日告示第52号）"] == "附則"
    assert styles["この要綱は、公布の日から施行する。"] == "附則の文"
    assert styles["１　この要綱は、令和４年４月１日から施行する。"] == "項"
