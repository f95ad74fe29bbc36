"""The name hyoga-docs is not ours on any index: nothing that we write, ship or say installs it from there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from hyoga_docs.pdf.tagging import pdfua_check
from hyoga_docs.programs import ocrmypdf
from hyoga_docs.spec.new_workspace import make_workspace

ROOT = Path(__file__).resolve().parents[2]
#: What starts an installer, and its words up to the end of the command.
_INSTALLS = re.compile(
    r"\b(?:pip[\d.]*|pipx|uv|poetry|pdm|conda)[\"',\s]+(?:pip[\"',\s]+|tool[\"',\s]+|--?[\w-]+(?:=\S+)?\s+)*"
    r"(?:install|run|add|download|wheel)\b([^\n`;&|）。]*)|\buvx\s([^\n`;&|）。]*)"
)
#: The name as a word of its own: neither part of a path or of a wheel's name, nor followed by where it comes from and its hash.
_NAME = re.compile(r"(?<![\w./\\@:-])hyoga[-_.]docs(?![\w/.-])(?!(?:\[[\w,]*\])?\s*@\s*\S+#sha256=[0-9a-f]{64}\b)", re.IGNORECASE)
_TEXTS = {"", ".cfg", ".css", ".html", ".in", ".j2", ".js", ".json", ".md", ".ps1", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}
_NOT_OURS = {".git", ".hypothesis", ".venv", "build", "dist", "tests"}  # the tests speak of what shall not be


def from_an_index(text: str) -> list[str]:
    """The commands in a text that would ask an index for hyoga-docs."""
    whole = re.sub(r"\\\r?\n\s*", " ", text)
    return [found[0] for found in _INSTALLS.finditer(whole) if _NAME.search(found[1] or found[2] or "")]


def texts(folder: Path) -> list[Path]:
    """The files of a folder that people or machines read as text."""
    tops = [path for path in folder.iterdir() if path.name not in _NOT_OURS and not path.name.endswith("_cache")]
    found = [path for top in tops for path in ([top] if top.is_file() else sorted(top.rglob("*")))]
    return [path for path in found if path.is_file() and path.suffix in _TEXTS]


@pytest.mark.parametrize(
    "command",
    [
        "python -m pip install hyoga-docs",
        "pip install --quiet --disable-pip-version-check hyoga-docs",
        "pip install -U 'hyoga-docs[checker]'",
        'pip3 install "hyoga_docs >= 0.1"',
        "pip install hyoga-docs==0.1.0",
        "pip install \\\n    --quiet \\\n    Hyoga.Docs",
        "pip --quiet install hyoga-docs",
        "run: pip install hyoga-docs && hyoga-docs doctor",
        "`pip install hyoga-docs`",
        "pip install 'hyoga-docs @ https://example.jp/hyoga_docs-0.1.0-py3-none-any.whl'",
        "[sys.executable, '-m', 'pip', 'install', 'hyoga-docs']",
        "pipx install hyoga-docs",
        "uv pip install hyoga-docs",
        "uv tool install hyoga-docs",
        "uvx hyoga-docs build",
    ],
)
def test_a_command_that_asks_an_index_is_seen(command: str) -> None:
    assert from_an_index(command)


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r requirements.txt; hyoga-docs doctor",
        "pip install --no-deps -e . && hyoga-docs doctor",
        "pip install dist/hyoga_docs-0.1.0-py3-none-any.whl",
        "pip install ../hyoga-docs",
        "`pip install 'page-validation>=0.11'`, then hyoga-docs",
        f"pip install 'hyoga-docs @ https://example.jp/hyoga_docs-0.1.0-py3-none-any.whl#sha256={'0' * 64}'",
    ],
)
def test_a_command_that_asks_none_is_not(command: str) -> None:
    assert not from_an_index(command)


def test_nothing_in_the_repository_asks_an_index_for_hyoga_docs() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in texts(ROOT)}
    assert {".github/packet.sh", ".github/workflows/packet.yml", "README.md", "docs/guide.ja.md", "Makefile"} <= found
    assert {str(path): said for path in texts(ROOT) if (said := from_an_index(path.read_text("utf-8", "replace")))} == {}


def test_nothing_in_a_new_workspace_asks_an_index_for_hyoga_docs(tmp_path: Path) -> None:
    make_workspace(tmp_path / "new")
    written = texts(tmp_path / "new")
    assert {"packet.sh", "packet.yml"} <= {path.name for path in written}
    assert {str(path): said for path in written if (said := from_an_index(path.read_text("utf-8", "replace")))} == {}


def test_what_messages_say_to_install_is_what_the_extras_ask_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for extra, said in (("checker", pdfua_check.INSTALL), ("ocr", ocrmypdf.EXTRA)):
        assert said == f"pip install '{extras[extra][0]}'"
        assert any(said in page.read_text("utf-8") for page in (ROOT / "docs" / "checks").iterdir())
        assert said in (ROOT / "docs" / "guide.ja.md").read_text("utf-8")
