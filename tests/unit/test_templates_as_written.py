"""The templates are what `tools/` write: who changes a shared style writes all of them again."""

from __future__ import annotations

import importlib
import runpy
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = sorted((ROOT / "tools").glob("make_*template*.py"))
FOLDERS = {"templates": ROOT / "templates", "skeleton": ROOT / "hyoga_docs" / "spec" / "skeleton"}


def content(docx: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(docx) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_each_template_is_as_it_would_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    parts = importlib.import_module("template_parts")
    write = parts.write_templates

    def write_here(templates: Any, folder: Path, *styles: str) -> None:
        (tmp_path / folder.name).mkdir(exist_ok=True)
        write(templates, tmp_path / folder.name, *styles)

    monkeypatch.setattr(parts, "write_templates", write_here)
    for tool in TOOLS:
        monkeypatch.setattr(sys, "argv", [tool.name, "templates"])
        runpy.run_path(str(tool), run_name="__main__")
    for name, folder in FOLDERS.items():
        written = {each.name: content(each) for each in (tmp_path / name).iterdir()}
        assert written == {each.name: content(each) for each in folder.glob("*.docx")}
