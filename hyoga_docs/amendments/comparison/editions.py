"""The two states that are compared: found by day, by file or by git revision, and what changed between them."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from hyoga_docs.amendments.comparison.amended_in_place import first_places
from hyoga_docs.amendments.comparison.annex_rows import ROSTER, AnnexSide, compare_annexes, not_compared, unread_annexes
from hyoga_docs.amendments.comparison.charter_table import compare_charters
from hyoga_docs.amendments.comparison.model import ComparisonTable
from hyoga_docs.amendments.comparison.roster_table import compare_rosters
from hyoga_docs.amendments.comparison.schedule_rows import compare_schedules
from hyoga_docs.check.terms import amended_on
from hyoga_docs.core.problem import Place, SpecError, UsageError, error
from hyoga_docs.japanese.date_reader import iso_day
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, charter_title
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.programs.git import file_at
from hyoga_docs.spec.base_model import as_date
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.spec_file import SpecFile, parse_spec_file, read_spec_file
from hyoga_docs.spec.workspace import read_platform
from hyoga_docs.spec.workspace_paths import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hyoga_docs.spec.base_model import M
    from hyoga_docs.spec.platform import Platform
    from hyoga_docs.spec.workspace_paths import WorkspacePaths

Kind = Literal["charter", "roster"]
#: The lines of annexes by their ids.
Texts: TypeAlias = "Mapping[str, Sequence[str]]"
_NAMES = {"charter": "設置要領", "roster": "名簿"}
_DAY = dt.timedelta(1)


@dataclass(frozen=True)
class CharterAndRoster:
    """A charter with its roster, or a roster, as it stands on a day; `called` is how messages name it.

    Its templates are those of `templates`, or of a git `revision`; where neither is said, those of the workspace.
    """

    charter: SpecFile[Charter] | None
    roster: SpecFile[Roster] | None
    day: dt.date
    called: str
    templates: Path | None = None
    revision: str = ""


@dataclass(frozen=True)
class Council:
    """The files of one council: where they are, how they are printed, what day it is, and how git is asked."""

    paths: WorkspacePaths
    common: str
    platform: Platform
    today: dt.date
    environment: Mapping[str, str]

    def path(self, kind: str) -> Path:
        """Where a kind of file lies."""
        return self.paths.common(kind, self.common)

    def now(self, kind: Kind, day: dt.date, called: str) -> CharterAndRoster:
        """The files as they are, on a day. Raises SpecError."""
        charter = self._read(Charter, "charter") if kind == "charter" else None
        roster = self._read(Roster, "roster") if kind == "roster" or os.path.lexists(self.path("roster")) else None
        return CharterAndRoster(charter, roster, day, called)

    def _read(self, model: type[M], kind: str) -> SpecFile[M]:
        return read_spec_file(model, self.path(kind), self.paths.display_path(self.path(kind)), self.paths.root)

    def states(
        self, kind: Kind, base: str | None, head: str | None, on: dt.date | None
    ) -> tuple[CharterAndRoster, CharterAndRoster]:
        """The two states that are named: by days, files or git revisions; one day alone is the amendment of that day.

        With no name it is the next amendment to come, else the last. Raises UsageError and SpecError.
        """
        if base is None:
            base = self._amendment(kind).isoformat()
        day = _day(base)
        if on is not None and day is not None and (head is None or _day(head) is not None):
            hint = "--on は、YAML ファイルや git の版を、ある日のものとして読むときに付けます。"
            raise UsageError([error("HD635", "日どうしを比べるのに --on は使えません。", quote=base, hint=hint)])
        if head is None and day is not None:
            return self.now(kind, day - _DAY, f"{day - _DAY}"), self.now(kind, day, f"{day}")
        return self._state(kind, base, on), self._state(kind, head, on) if head else self.now(
            kind, on or self.today, "今のファイル"
        )

    def _state(self, kind: Kind, name: str, on: dt.date | None) -> CharterAndRoster:
        day = _day(name)
        if day is not None:
            return self.now(kind, day, name)
        return self._of_file(kind, name, on or self.today) or self._of_revision(kind, name, on or self.today)

    def _of_file(self, kind: Kind, name: str, day: dt.date) -> CharterAndRoster | None:
        path = Path(name)
        if not path.is_file():
            return None
        if kind == "roster":
            return CharterAndRoster(None, read_spec_file(Roster, path, name), day, name)
        beside, around = path.with_name("roster.yaml"), find_workspace(path)
        within = around.root if around else path.parent
        return CharterAndRoster(
            read_spec_file(Charter, path, name),
            read_spec_file(Roster, beside, str(beside), within) if os.path.lexists(beside) else None,
            day,
            name,
            around.templates if around else None,
        )

    def _of_revision(self, kind: Kind, name: str, day: dt.date) -> CharterAndRoster:
        def at(model: type[M], which: str) -> SpecFile[M] | None:
            path = self.paths.display_path(self.path(which))
            raw = file_at(self.paths.root, name, path, self.environment)
            return None if raw is None else parse_spec_file(model, raw, f"{name}:{path}")

        charter = at(Charter, "charter") if kind == "charter" else None
        roster = at(Roster, "roster")
        if (charter if kind == "charter" else roster) is None:
            message = f"「{name}」は、日でもファイルでもなく、git の版としても {kind}.yaml を読めません。"
            hint = "日（2020-04-01）、YAML ファイル、または git の版（HEAD~1 など）を書いてください。"
            raise UsageError([error("HD636", message, quote=name, hint=hint)])
        return CharterAndRoster(charter, roster, day, name, revision=name)

    def _amendment(self, kind: Kind) -> dt.date:
        """The day of the next amendment, else of the last."""
        state = self.now(kind, self.today, "")
        days = state.roster.model.amended_on() if state.roster else set()
        if state.charter is not None:
            annexed = any(annex.document == "roster" for annex in state.charter.model.annexes)
            days = set(amended_on(state.charter.model)) | _supplement_days(state.charter.model) | (days if annexed else set())
        if not days:
            hint = f"比べる日、ファイル、git の版を書いてください。例: hyoga-docs {kind} diff HEAD~1"
            message = f"{_NAMES[kind]}に、日のある改正がありません。"
            raise UsageError([error("HD637", message, place=Place(self.paths.display_path(self.path(kind))), hint=hint)])
        return min((day for day in days if day > self.today), default=max(days))


def _day(name: str) -> dt.date | None:
    """The day that a name writes, None for other names. Raises UsageError for a day that there is not."""
    written = iso_day(name) if "年" in name or re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", name) else ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return None
    try:
        day: dt.date = as_date(written)
    except ValueError as problem:
        raise UsageError([error("HD113", str(problem), quote=name)]) from problem
    return day


def _supplement_days(charter: Charter) -> set[dt.date]:
    return {each.effective for each in charter.supplementary if each.effective}


def council_of(paths: WorkspacePaths, common: str, today: dt.date, environment: Mapping[str, str]) -> Council:
    """A council of the workspace. Raises SpecError."""
    platform, problems = read_platform(paths, common)
    if platform is None or problems:
        raise SpecError(problems)
    return Council(paths, common, platform, today, environment)


def compare_states(
    old: CharterAndRoster, new: CharterAndRoster, platform: Platform, texts: Callable[[CharterAndRoster], Texts] = lambda _: {}
) -> ComparisonTable:
    """What changed between two states; `texts` reads their annexes. Raises SpecError for references to nothing."""
    house, style = platform.style.comparison, platform.style
    rosters = [print_roster(state.roster.model, state.day, style).without_numbers() for state in (old, new) if state.roster]
    if old.charter is None or new.charter is None:
        return ComparisonTable(f"{rosters[-1].title}　新旧対照表", [], compare_rosters(rosters[0], rosters[-1], house))
    before, after = _edition(old, platform), _edition(new, platform)
    printed = []
    for edition in (before, after):
        made, problems = print_charter(edition, "charter", {annex.id: annex.id for annex in edition.charter.annexes})
        if problems:
            raise SpecError(problems)
        printed.append(made)
    places = first_places(after.charter) if before.charter == after.charter else None
    rows = [
        *compare_charters(printed[0], printed[1], house, places),
        *compare_schedules(printed[0], printed[1], house, places),
    ]
    annexes = [AnnexSide(made.annexes, texts(state)) for made, state in zip(printed, (old, new), strict=True)]
    rows += compare_annexes(annexes[0], annexes[1], house)
    unread = unread_annexes(annexes[0], annexes[1])
    rows += [not_compared(each) for each in unread if rows]
    labels = [next((each.label for each in made.annexes if each.annex.document == ROSTER), "") for made in printed]
    roster = None
    if len(rosters) == 2 and labels[1]:  # one that is no annex any more is removed as a whole
        roster = compare_rosters(rosters[0] if labels[0] else replace(rosters[0], title="", groups=(), count=0), rosters[1], house)
    known = {each.effective for each in printed[0].supplements} - {new.day}
    own = (each.texts for each in printed[1].supplements if each.effective not in known)
    supplement = tuple(plain_text(text) for texts in own for text in texts)
    return ComparisonTable(f"{charter_title(after)}　新旧対照表", rows, roster, labels[1], supplement, unread)


def _edition(state: CharterAndRoster, platform: Platform) -> Edition:
    if state.charter is None:
        raise LookupError("charter")
    return Edition(state.charter.model, state.day, platform.style, state.charter.source)
