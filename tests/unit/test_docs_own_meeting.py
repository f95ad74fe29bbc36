"""The guide's chapter on one's own body, and the comments of a new workspace: what they tell to write can be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hyoga_docs.spec.base_model import load
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.yaml.reader import YamlSource, read_yaml_text

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = (ROOT / "docs" / "guide.ja.md").read_text("utf-8").partition("\n## 2 ")[2].partition("\n## 3 ")[0]
SKELETON = ROOT / "hyoga_docs" / "spec" / "skeleton"
STYLE = [
    snippet
    for row in re.findall(
        r"^\|[^|]*\|((?:[^|`]|`[^`]*`)*)\|", CHAPTER.partition("### 家風に合わせる")[2].partition("\n### ")[0], re.MULTILINE
    )
    for snippet in re.findall(r"`([^`]+)`", row)
]


def read(text: str) -> YamlSource:
    source, problems = read_yaml_text(text, "example.yaml")
    assert problems == [], text
    return source


@pytest.mark.parametrize("snippet", STYLE)
def test_what_the_guide_says_of_style_can_be_written(snippet: str) -> None:
    _, problems = load(Platform, read(f"name: 甲\nmeeting_name: 甲\nstyle:\n  {snippet}\n"))
    assert problems == []


def test_the_guide_shows_every_kind_of_style() -> None:
    keys = {snippet.partition(":")[0] for snippet in STYLE}
    assert {"digits", "labels", "time", "weekday", "year", "meeting_title", "headings", "agenda_numbers", "stamp"} <= keys


def test_the_files_that_the_guide_shows_are_right() -> None:
    meeting, roster, documents = re.findall(r"^```yaml\n(.*?)^```$", CHAPTER, re.MULTILINE | re.DOTALL)
    assert load(Meeting, read(meeting))[1] == []
    assert load(Roster, read(f"title: 甲名簿\n{roster}"))[1] == []
    assert load(Platform, read(f"name: 甲\nmeeting_name: 甲\n{documents}"))[1] == []


def test_the_guide_shows_every_option_of_init() -> None:
    options = set(re.findall(r'typer\.Option\("(--[a-z-]+)', (ROOT / "hyoga_docs" / "commands" / "init.py").read_text("utf-8")))
    assert len(options) > 10
    assert {option for option in options if f"`{option}`" not in CHAPTER and f" {option} " not in CHAPTER} == set()


def uncommented(name: str) -> list[str]:
    """A skeleton with each of its commented examples in turn written without `# `: a key or an item, and the lines below it."""
    lines = (SKELETON / name).read_text("utf-8").splitlines(keepends=True)
    texts, index = [], 0
    while index < len(lines):
        match = re.match(r"( *)# (?:- )?(?:[a-z_]+|参考資料|当日資料|○○市長|title): |( *)# - ", lines[index])
        last = index + 1
        if match and not lines[index].startswith("# yaml"):
            below = f"{match[1] or match[2] or ''}#   "
            while last < len(lines) and lines[last].startswith(below):
                last += 1
            texts.append("".join([*lines[:index], *(each.replace("# ", "", 1) for each in lines[index:last]), *lines[last:]]))
        index = last
    return texts


@pytest.mark.parametrize("text", uncommented("platform.yaml"))
def test_what_a_new_platform_shows_can_be_written(text: str) -> None:
    assert load(Platform, read(text))[1] == []


@pytest.mark.parametrize("text", uncommented("meeting.yaml"))
def test_what_a_new_meeting_shows_can_be_written(text: str) -> None:
    told = [
        problem for problem in load(Meeting, read(text))[1] if "sheets" not in problem.message and "annexes" not in problem.message
    ]
    assert told == []


@pytest.mark.parametrize("text", uncommented("roster.yaml"))
def test_what_a_new_roster_shows_can_be_written(text: str) -> None:
    assert load(Roster, read(text))[1] == []


def test_enough_is_shown() -> None:
    assert [len(uncommented(name)) for name in ("platform.yaml", "meeting.yaml", "roster.yaml")] >= [10, 8, 1]
