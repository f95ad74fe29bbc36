"""Small workspaces for the unit tests: on disk where places and files matter, in memory where only values do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import settings

from hyoga_docs.core.problem import SpecError
from hyoga_docs.plan.front_documents import front_documents
from hyoga_docs.plan.model import Document, Plan
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.plan.rich_text import Text
from hyoga_docs.spec.base_model import Model, load
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.meeting import Handout, Meeting
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.workspace import Workspace, load_workspace
from hyoga_docs.spec.workspace_paths import WorkspacePaths, find_meeting
from hyoga_docs.spec.yaml.reader import YamlSource, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hyoga_docs.core.problem import Problem

M = TypeVar("M", bound=Model)
Data = dict[str, Any]

HEAD = "number: 1\ndate: 2024-05-01\nagenda: [開会]\n"
PLATFORM = "name: 見本会議体\nmeeting_name: 見本会議\n"
PDF = b"%PDF-1.7\n"

#: How a law is tried: the same examples on every machine, and no files left behind.
law = settings(deadline=None, database=None, derandomize=True, max_examples=80)


def write_workspace(root: Path, meeting: str = HEAD, files: Mapping[str, bytes] | None = None, **common: str) -> Path:
    """A workspace on disk; `common` holds the text of platform, charter and roster. Gives the path of the meeting."""
    (root / "templates").mkdir(parents=True)
    (root / "meetings" / "common").mkdir(parents=True)
    spec = root / "meetings" / "2024-05-01.yaml"
    spec.write_text(meeting, "utf-8")
    for name, text in {"platform": PLATFORM, **common}.items():
        (root / "meetings" / "common" / f"{name}.yaml").write_text(text, "utf-8")
    for name, data in (files or {}).items():
        path = root / "meetings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return spec


def planned(root: Path, meeting: str = HEAD, files: Mapping[str, bytes] | None = None, **common: str) -> tuple[Plan, list[Problem]]:
    """The plan of a workspace on disk, and everything that was said on the way."""
    workspace, problems = load_workspace(find_meeting(write_workspace(root, meeting, files, **common)))
    plan, more = resolve(workspace)
    return plan, [*problems, *more]


def refused(spec: Path) -> list[Problem]:
    """The problems for which a workspace cannot be loaded."""
    try:
        load_workspace(find_meeting(spec))
    except SpecError as problem:
        return list(problem.problems)
    raise AssertionError(f"{spec} was loaded")


def read_as(model: type[M], tmp_path: Path, text: str) -> tuple[M | None, list[Problem]]:
    """A file's text as a model, with the mistakes of both."""
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    source, problems = read_yaml(path, "a.yaml")
    made, more = load(model, source)
    return made, [*problems, *more]


def platform_of(**keys: Any) -> Platform:
    """A platform with these keys."""
    return Platform.model_validate({"name": "見本会議体", "meeting_name": "見本会議", **keys})


def meeting_of(**keys: Any) -> Meeting:
    """A meeting with these keys."""
    return Meeting.model_validate({"number": 1, "date": "2024-05-01", "agenda": ["開会"], **keys})


def paper(**keys: Any) -> Handout:
    """A paper that is titled and made from a template, unless the keys say otherwise."""
    own: Data = {} if {"file", "papers"} & keys.keys() else {"document": "note"}
    return Handout.model_validate({"title": "題", **own, **keys})


def plain(text: Text) -> str:
    """The words of a text, without its links and anchors."""
    return "".join(part if isinstance(part, str) else part.text for part in text)


def workspace_of(
    meeting: Data | None = None, platform: Data | None = None, charter: Data | None = None, roster: Data | None = None
) -> Workspace:
    """A workspace that was never on disk; every place is the file's name alone."""
    return Workspace(
        paths=WorkspacePaths(Path("/nowhere")),
        meeting=meeting_of(**(meeting or {})),
        platform=platform_of(**(platform or {})),
        charter=Charter.model_validate(charter) if charter else None,
        roster=Roster.model_validate(roster) if roster else None,
        sources={name: YamlSource(name) for name in ("meeting", "platform", "charter", "roster")},
    )


def plan_of(
    meeting: Data | None = None, platform: Data | None = None, charter: Data | None = None, roster: Data | None = None
) -> tuple[Plan, list[Problem]]:
    """The plan of a workspace that was never on disk."""
    return resolve(workspace_of(meeting, platform, charter, roster))


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of problems, in their order."""
    return [problem.code for problem in problems]


def papers_of(plan: Plan) -> Sequence[Document]:
    """The documents of the plan after those that stand in front of the papers."""
    return plan.documents[len(front_documents(plan.workspace)[0]) :]
