"""The documents hold together: blocks and tables are whole, links lead somewhere, and the guide names every command's options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from make_checks_contents import contents
from typer.core import TyperGroup

from hyoga_docs.commands.app import COMMANDS, LateCommand

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide.ja.md"
DOCUMENTS = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "templates" / "README.md"]
_LINK = re.compile(r"\]\(([^)#\s:]*)(?:#([^)\s]+))?\)")


@cache
def lines(path: Path) -> tuple[tuple[str, bool], ...]:
    """The lines of a document, each with whether it stands in a block of code. Fails where one is left open."""
    fence, found = "", []
    for line in path.read_text("utf-8").splitlines():
        mark = re.match(r" *(`{3,})", line)
        is_fence = mark is not None and (not fence or mark[1] == fence)
        found.append((line, bool(fence) or is_fence))
        if mark is not None and is_fence:
            fence = "" if fence else mark[1]
    assert fence == "", f"{path.name}: a block is left open"
    return tuple(found)


@cache
def anchors(path: Path) -> set[str]:
    """What headings are called in links."""
    heads = [line.lstrip("#").strip().replace("`", "") for line, is_code in lines(path) if not is_code and line.startswith("#")]
    found: set[str] = set()
    for head in heads:
        name = re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
        found.add(next(each for each in (name, *(f"{name}-{n}" for n in range(1, 100))) if each not in found))
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_blocks_and_tables_are_whole(path: Path) -> None:
    before, wrong = "", []
    for line, is_code in lines(path):
        begins = line.startswith("|") and not before.startswith("|")
        if (is_code and re.match(r"#{2,} \S", line)) or (not is_code and begins and before.strip()):
            wrong.append(line)
        before = "" if is_code else line
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = "\n".join(line for line, is_code in lines(path) if not is_code)
    missing = []
    for file, anchor in _LINK.findall(text):
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            missing.append(f"{file}#{anchor}")
    assert missing == []


def commands() -> Iterator[tuple[set[str], LateCommand]]:
    """Each command, with the names by which the guide may call it."""
    for command in COMMANDS:
        inner = command.commands.values() if isinstance(command, TyperGroup) else (command,)
        yield from (({str(command.name), str(each.name)}, each) for each in inner if isinstance(each, LateCommand))


def test_the_guide_has_every_option_of_every_command() -> None:
    table = GUIDE.read_text("utf-8").partition("\n| 選べること | 使えるコマンド |")[2].partition("\n\n")[0]
    told = {
        (option, name)
        for options, who in re.findall(r"^\|([^|]*)\|([^|]*)\|", table, re.MULTILINE)
        for option in re.findall(r"`(--[a-z-]+)", options)
        for name in re.findall(r"[a-z]+", who.replace("hyoga-docs", ""))
    }
    missing = []
    for names, command in commands():
        for parameter in () if names & {"init", "textconv"} else command.load().params:  # those have chapters of their own
            flag = next((each for each in parameter.opts if each.startswith("--")), "--help")
            if flag != "--help" and not any((flag, name) in told for name in names):
                missing.append(f"{'/'.join(sorted(names))} {flag}")
    assert missing == []


def test_the_list_of_codes_is_that_of_its_pages() -> None:
    assert (ROOT / "docs" / "checks.md").read_text("utf-8") == contents()
