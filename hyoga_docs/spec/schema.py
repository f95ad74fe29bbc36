"""The JSON Schemas of the YAML files, for editors that complete and explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.files import write_whole
from hyoga_docs.spec.charter import Charter, Supplement
from hyoga_docs.spec.meeting import AgendaEntry, Handout, Meeting
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.provision import Provision
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

MODELS: dict[str, type[BaseModel]] = {
    "meeting": Meeting,
    "platform": Platform,
    "charter": Charter,
    "roster": Roster,
    "wording": Wording,
}
_SHORT = {
    AgendaEntry.__name__: ("string", "number"),
    Handout.__name__: ("string",),
    Provision.__name__: ("string", "number"),
    Supplement.__name__: ("string",),
}


def schema_text(name: str) -> str:
    """The schema of one kind of file; what may be written short (`- 開会`) is allowed so."""
    schema = MODELS[name].model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(_tidy(schema), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[str]:
    """Writes every schema into the folder, and returns the names of the files."""
    for name in MODELS:
        write_whole(folder / f"{name}.json", schema_text(name).encode(), within=folder)
    return [f"{name}.json" for name in MODELS]


def _tidy(node: Any) -> Any:
    """Drops pydantic's English titles, and allows the short forms."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    done = {key: _tidy(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    items = done.get("items")
    if isinstance(items, dict) and (name := str(items.get("$ref", "")).rpartition("/")[2]) in _SHORT:
        done["items"] = {"anyOf": [items, {"type": list(_SHORT[name])}]}
    return done
