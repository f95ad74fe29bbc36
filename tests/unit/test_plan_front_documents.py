from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workspaces import codes, plan_of, platform_of

from hyoga_docs.plan.front_documents import front_documents
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.workspace import Workspace
from hyoga_docs.spec.workspace_paths import WorkspacePaths
from hyoga_docs.spec.yaml.reader import YamlSource

HOUSE = ["packet-cover", "agenda", "slides"]


def front(meeting: dict[str, Any], **platform: Any) -> tuple[tuple[str, ...], str, list[str]]:
    sources = {name: YamlSource(name) for name in ("meeting", "platform")}
    made = Meeting.model_validate({"number": 1, "date": "2024-05-01", **meeting})
    workspace = Workspace(WorkspacePaths(Path("/nowhere")), made, platform_of(**platform), None, None, sources)
    names, place, problems = front_documents(workspace)
    return names, place.file, codes(problems)


@pytest.mark.parametrize(
    ("meeting", "platform", "names", "place"),
    [
        ({}, {}, ("agenda", "slides", "handout-list"), "meeting"),
        ({}, {"documents": HOUSE}, tuple(HOUSE), "platform"),
        ({"documents": ["agenda-table"]}, {"documents": HOUSE}, ("agenda-table",), "meeting"),
        ({"documents": []}, {"documents": HOUSE}, (), "meeting"),
    ],
)
def test_a_meeting_overrides_what_the_house_prints(
    meeting: dict[str, Any], platform: dict[str, Any], names: tuple[str, ...], place: str
) -> None:
    assert front({"agenda": ["開会"], **meeting}, **platform) == (names, place, [])


def test_of_an_empty_agenda_nothing_is_made() -> None:
    assert front({"agenda": []}, documents=HOUSE) == (("packet-cover",), "platform", [])


def test_an_agenda_that_is_not_written_is_told() -> None:
    assert front({}, documents=HOUSE) == (("packet-cover",), "platform", ["HD118"])
    assert front({}, documents=["packet-cover"]) == (("packet-cover",), "platform", [])


def test_the_cover_bears_no_page_number_unless_the_house_wants_it() -> None:
    def numbered(**platform: Any) -> list[bool]:
        return [document.page_numbers for document in plan_of(platform={"documents": HOUSE, **platform})[0].documents]

    assert numbered() == [False, True, True]
    assert numbered(style={"page_numbers": {"skip": ["agenda", "slides"]}}) == [True, False, False]


def test_a_paper_of_an_empty_agenda_belongs_to_no_item() -> None:
    _, problems = plan_of({"agenda": [], "handouts": [{"title": "予算", "document": "note", "item": 1}]})
    (problem,) = problems
    assert problem.code == "HD133"
    assert problem.hint is not None
    assert "agenda" in problem.hint
