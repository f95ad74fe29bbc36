from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hyoga_docs.spec.schema import MODELS, schema_text, write_schemas

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def definitions(name: str) -> list[dict[str, Any]]:
    schema = json.loads(schema_text(name))
    return [schema, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize("name", list(MODELS))
def test_every_key_is_described_in_japanese(name: str) -> None:
    for model in definitions(name):
        for key, value in model.get("properties", {}).items():
            assert JAPANESE.search(value.get("description", "")), (name, key)


@pytest.mark.parametrize("name", list(MODELS))
def test_a_key_that_the_model_does_not_know_is_wrong_for_the_editor_too(name: str) -> None:
    for model in definitions(name):
        if "properties" in model:
            assert model["additionalProperties"] is False


def test_short_forms_are_allowed_and_a_date_has_its_form() -> None:
    schema = json.loads(schema_text("meeting"))
    assert {"type": ["string", "number"]} in schema["properties"]["agenda"]["items"]["anyOf"]
    assert {"type": ["string", "number"]} in schema["$defs"]["AgendaEntry"]["properties"]["items"]["items"]["anyOf"]
    assert schema["properties"]["date"]["pattern"] == r"^\d{4}-\d{2}-\d{2}$"
    assert schema["required"] == ["date"]


def test_every_property_named_title_survives() -> None:
    assert "title" in json.loads(schema_text("meeting"))["$defs"]["AgendaEntry"]["properties"]


def test_the_schemas_are_written_one_a_kind_of_file(tmp_path: Path) -> None:
    names = write_schemas(tmp_path)
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    assert (tmp_path / "roster.json").read_text("utf-8") == schema_text("roster")


def test_the_schemas_that_are_committed_are_those_of_today() -> None:
    folder = Path(__file__).resolve().parents[2] / "schemas"
    assert {path.stem for path in folder.glob("*.json")} == set(MODELS)
    for name in MODELS:
        assert (folder / f"{name}.json").read_text("utf-8") == schema_text(name), name
