"""Sections and speakers against the names that the platform knows (`HD14x`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, did_you_mean, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.meeting import AgendaEntry

Path_ = tuple[str | int, ...]


def check_names(plan: Plan) -> list[Problem]:
    """Sections and speakers of the agenda that neither `secretariat` nor `names` of platform.yaml holds."""
    platform = plan.workspace.platform
    known = {*platform.secretariat, *platform.names}
    known |= {alias for aliases in platform.names.values() for alias in aliases}
    problems = []
    ids: set[str] = set()
    for entry, path in _entries(plan.workspace.meeting.agenda, ("agenda",)):
        if entry.id is not None and entry.id in ids:
            place = plan.workspace.place("meeting", *path, "id")
            problems.append(
                error(
                    "HD132",
                    f"id「{entry.id}」が二度使われています。",
                    place=place,
                    quote=entry.title,
                    hint="別の名前にしてください。",
                )
            )
        ids.add(entry.id or "")
        for code, kind, key, names in (("HD141", "課", "section", entry.section), ("HD142", "話す人", "speaker", entry.speaker)):
            for index, name in enumerate(names):
                if name not in known:
                    place = plan.workspace.place("meeting", *path, key, index)
                    new = f"新しい{kind}なら platform.yaml の names に「{name}: []」と足してください。"
                    hint = _listed(name, known) or (did_you_mean(name, known) or "") + new
                    problems.append(error(code, f"知らない{kind}「{name}」です。", place=place, quote=name, hint=hint))
    return problems


def _listed(name: str, known: set[str]) -> str | None:
    """What to do about several names that were written as one, here or in platform.yaml."""
    parts = [part.strip(" 　［］[]") for part in re.split("[、，,・]", name)]
    if len(parts) > 1 and all(part in known for part in parts):
        return f"いくつもの名前は、[{', '.join(parts)}] と、半角の [ ] と「,」で書いてください。"
    if whole := next((each for each in known if name in re.split("[、，,]", each) and name != each), None):
        written = ", ".join(re.split("[、，,]", whole))
        return f"platform.yaml の「{whole}」は一つの名前と読まれます。[{written}] と書いてください。"
    return None


def _entries(entries: Sequence[AgendaEntry], path: Path_) -> Iterator[tuple[AgendaEntry, Path_]]:
    for index, entry in enumerate(entries):
        yield entry, (*path, index)
        yield from _entries(entry.items, (*path, index, "items"))
