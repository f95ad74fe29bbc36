"""Terms of members, provisions and words: none twice on a day, none missing (`HD151`, `HD156`, `HD157`, `HD161`–`HD166`)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from hyoga_docs.core.problem import Place, Problem, Severity, did_you_mean, note, warning
from hyoga_docs.plan.charter_references import EFFECTIVE, REFERENCE
from hyoga_docs.spec.provision import walk_provisions
from hyoga_docs.spec.term import Phrase, Term, text_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.charter import Charter
    from hyoga_docs.spec.roster import Member, Roster
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

T = TypeVar("T", bound=Term)

_DAY = dt.timedelta(1)
_YEAR = dt.timedelta(days=400)
_NEAR = 31
_FIRST = dt.date.min


def check_terms(plan: Plan) -> list[Problem]:
    """What is twice or missing in the terms of roster and charter."""
    workspace = plan.workspace
    problems: list[Problem] = []
    if workspace.roster is not None:
        problems += [*_members(workspace, workspace.roster)]
        problems += _dated(workspace.roster.words(), workspace.sources["roster"], workspace.meeting.date)
        problems += _still_draft(workspace, "roster", workspace.roster.status)
    if workspace.charter is not None:
        problems += [*_provisions(workspace.charter, workspace)]
        problems += _dated(_charter_words(workspace.charter), workspace.sources["charter"], workspace.meeting.date)
        problems += _follow_on(workspace.charter, workspace.sources["charter"])
        problems += _references(workspace.charter, workspace)
        problems += _still_draft(workspace, "charter", workspace.charter.status)
        problems += [*_supplements(workspace.charter, workspace)]
    return problems


def overlaps(roster: Roster) -> Iterator[tuple[Path_, Member, Member]]:
    """Members whose id another has on the same day: the later one's path, it, and the other."""
    seen: dict[str, list[Member]] = {}
    for path, _, member in roster.entries():
        other = next((other for other in seen.get(member.id, []) if member.meets(other)), None)
        if other is not None:
            yield path, member, other
        seen.setdefault(member.id, []).append(member)


def _grave(code: str, message: str, place: Place, quote: str | None, hint: str, *, stops: bool) -> Problem:
    """An error where the meeting's own day is wrong; for other days, of which this meeting prints nothing, a warning."""
    return Problem(Severity.ERROR if stops else Severity.WARNING, code, message, hint, place, quote)


def _members(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    day = workspace.meeting.date
    for path, member, other in overlaps(roster):
        place = workspace.place("roster", *path, "id")
        hint = "別の id にするか、任期（since、until）が重ならないようにしてください。"
        message = f"id「{member.id}」の任期が重なる構成員が二ついます（もう一つは「{other.called}」）。"
        today = member.holds(day) and other.holds(day)
        yield _grave("HD151", message, place, member.called, hint, stops=today)
    for members in _by_id((path, member.id, member) for path, _, member in roster.entries()).values():
        for _, (path, after), gap in _gaps(members):
            if after.since and after.since > day - _YEAR:
                message = f"「{after.called}」の任期に間があります（{gap}、構成員がいません）。"
                place = workspace.place("roster", *path, "since")
                yield warning(
                    "HD156", message, place=place, quote=after.called, hint="前の until か、この since を直してください。"
                )
        path, last = max(members, key=lambda each: each[1].since or _FIRST)
        if last.until is not None and last.until < day and day - last.until <= _YEAR:
            message = f"「{last.called}」の任期は{last.until}で切れ、後の構成員がいません。この会議の名簿には載りません。"
            place = workspace.place("roster", *path, "until")
            hint = "続けて在任なら until を延ばし、交代したなら同じ id で後の構成員を書いてください。"
            yield note("HD157", message, place=place, quote=last.called, hint=hint)


def _by_id(entries: Iterator[tuple[Path_, str, T]]) -> dict[str, list[tuple[Path_, T]]]:
    found: dict[str, list[tuple[Path_, T]]] = {}
    for path, name, each in entries:
        found.setdefault(name, []).append((path, each))
    return found


def _gaps(terms: Sequence[tuple[Path_, T]]) -> Iterator[tuple[tuple[Path_, T], tuple[Path_, T], str]]:
    """Two terms one after the other with days between them, and which days."""
    ordered = sorted(terms, key=lambda each: each[1].since or _FIRST)
    for before, after in pairwise(ordered):
        until, since = before[1].until, after[1].since
        if until and since and until < since - _DAY:
            yield before, after, f"{until + _DAY}から{since - _DAY}まで"


def _charter_words(charter: Charter) -> Iterator[tuple[Path_, Sequence[Term]]]:
    yield ("title",), charter.title
    yield ("status",), charter.status
    yield ("effective",), charter.effective
    for path, provision, _ in charter.provisions():
        for key in ("heading", "text", "latter", "proviso"):
            yield (*path, key), getattr(provision, key)
    for path, phrases, _ in _schedule_words(charter):
        if path[-1] != "notes":  # each of which is another text
            yield path, phrases


def _schedule_words(charter: Charter) -> Iterator[tuple[Path_, Sequence[Phrase], Term]]:
    """The texts of 別表 with their paths and the days on which they are printed."""
    for index, schedule in enumerate(charter.schedules):
        yield ("schedules", index, "notes"), schedule.notes, schedule
        for number, row in enumerate(schedule.rows):
            if term := row.within(schedule):
                for place, cell in enumerate(row.cells):
                    yield ("schedules", index, "rows", number, "cells", place, "text"), cell.text, term


def _schedule_parts(charter: Charter) -> Iterator[tuple[Path_, str | None, Term]]:
    """The 別表 and their rows, each with its id and the days on which it is printed."""
    for index, schedule in enumerate(charter.schedules):
        yield ("schedules", index), schedule.id, schedule
        for number, row in enumerate(schedule.rows):
            if term := row.within(schedule):
                yield ("schedules", index, "rows", number), row.id, term


def _still_draft(workspace: Workspace, name: str, status: tuple[Phrase, ...]) -> Iterator[Problem]:
    """A 案 that stays on when the charter has taken effect."""
    charter, day = workspace.charter, workspace.meeting.date
    effective = charter.effective_on(day) if charter else None
    if charter is not None and effective is not None and effective <= day and text_on(status, day) == "案":
        place = workspace.place(name, "status")
        message = f"{charter.called(day)}は{effective}に施行されていますが、{name}.yaml に「案」が付いています。"
        hint = f"status を「{{text: 案, until: {effective - _DAY}}}」のようにしてください。改正案なら、このままでかまいません。"
        yield warning("HD160", message, place=place, quote=workspace.quote(name, "status"), hint=hint)


def _references(charter: Charter, workspace: Workspace) -> Iterator[Problem]:
    """References to nothing in words of other days; those of the meeting's day are told where they are printed."""
    day, source = workspace.meeting.date, workspace.sources["charter"]
    provisions = [*charter.provisions()]
    known = {EFFECTIVE, *(each.id for _, each, _ in provisions if each.id), *(annex.id for annex in charter.annexes)}
    known |= {name for _, name, _ in _schedule_parts(charter) if name}
    texts = [((*path, *where), phrase, term) for path, provision, term in provisions for where, phrase in provision.phrases()]
    texts += [
        ((*path, index), each, term) for path, phrases, term in _schedule_words(charter) for index, each in enumerate(phrases)
    ]
    for path, phrase, term in texts:
        if not (phrase.holds(day) and term.holds(day)):
            for name in sorted({name for name, _ in REFERENCE.findall(phrase.text)} - known):
                place = source.place(*path, "text")
                hint = did_you_mean(name, known, f"使える名前: {'、'.join(sorted(known))}")
                message = f"「<{name}>」の指すものがありません（この会議の日には印刷しない文）。"
                yield warning("HD131", message, place=place, quote=phrase.text, hint=hint)


def _follow_on(charter: Charter, source: YamlSource) -> Iterator[Problem]:
    """A paragraph that ends and one right after it that begins some days off: one day of the two was mistyped."""
    for path, provision, _ in charter.provisions():
        for key in ("body", "bullets"):
            phrases = getattr(provision, key)
            for index, (before, after) in enumerate(pairwise(phrases), 1):
                if before.until is None or after.since is None or before.until == after.since - _DAY:
                    continue
                next_day = before.until + _DAY
                if abs((after.since - next_day).days) <= _NEAR or f"{after.since:%m%d}" == f"{next_day:%m%d}":
                    place = source.place(*path, key, index, "since")
                    message = f"前の文は{before.until}まで、次の文は{after.since}からで、日が続いていません。"
                    hint = "同じ改正なら、until の次の日を since にしてください。"
                    yield warning("HD162", message, place=place, quote=source.quote(place), hint=hint)


def _dated(words: Iterator[tuple[Path_, Sequence[Term]]], source: YamlSource, day: dt.date) -> Iterator[Problem]:
    """Texts of which two are in force on one day, and days on which there is none."""
    for path, phrases in words:
        what, terms = str(path[-1]), [((*path, index), phrase) for index, phrase in enumerate(phrases)]
        for index, (where, phrase) in enumerate(terms):
            met = [other for _, other in terms[:index] if phrase.meets(other)]
            if met:
                place = source.place(*where)
                message = f"{what} の言葉が、同じ日に二つあります。"
                hint = "前の言葉に until を、後の言葉に since を書き、日が重ならないようにしてください。"
                stops = phrase.holds(day) and any(other.holds(day) for other in met)
                yield _grave("HD161", message, place, source.quote(place), hint, stops=stops)
        free = path[0] == "columns" and what not in {"category", "name"}
        if free or what in {"status", "effective", "latter", "proviso"}:  # there need not be any
            continue
        if path == ("title",) and not any(phrase.holds(day) for phrase in phrases):
            place = source.place(*path)
            message = f"{what} の言葉が、この会議の日（{day}）にありません。"
            hint = "その日の言葉を、until か since を付けて足してください。"
            yield warning("HD162", message, place=place, quote=source.quote(place), hint=hint)
        for _, (where, _), gap in _gaps(terms):
            place = source.place(*where)
            message = f"{what} の言葉がない日があります（{gap}）。"
            yield warning(
                "HD162", message, place=place, quote=source.quote(place), hint="until と since を、続く日にしてください。"
            )


def _provisions(charter: Charter, workspace: Workspace) -> Iterator[Problem]:
    day = workspace.meeting.date
    named = [(path, each.id, term) for path, each, term in charter.provisions() if each.id]
    named += [(path, name, term) for path, name, term in _schedule_parts(charter) if name]
    for name, terms in _by_id(iter(named)).items():
        for index, (path, term) in enumerate(terms):
            meeting = [other for _, other in terms[:index] if term.meets(other)]
            if meeting and not (term.holds(day) and any(other.holds(day) for other in meeting)):  # that is HD132
                place = workspace.place("charter", *path, "id")
                message = f"id「{name}」の項が、同じ日に二つあります。"
                hint = "前の項に until を、後の項に since を書き、日が重ならないようにしてください。"
                yield _grave("HD163", message, place, name, hint, stops=False)
        for _, (path, _), gap in _gaps(terms):
            place = workspace.place("charter", *path, "since")
            message = f"id「{name}」の項がない日があります（{gap}）。"
            yield warning("HD164", message, place=place, quote=name, hint="until と since を、続く日にしてください。")


def amended_on(charter: Charter) -> dict[dt.date, Path_]:
    """The days on which the words of a charter change, each with the path of the first change."""
    terms: list[tuple[Path_, Term]] = [(("title", index), each) for index, each in enumerate(charter.title)]
    terms += [(("preamble", index), each) for index, each in enumerate(charter.preamble)]
    for path, provision, term in walk_provisions(charter.sections, ("sections",), Term()):
        terms.append((path, term))
        terms += [((*path, *where), held) for where, each in provision.phrases() if (held := each.within(term))]
    terms += [(path, term) for path, _, term in _schedule_parts(charter)]
    for path, phrases, term in _schedule_words(charter):
        terms += [((*path, index), held) for index, each in enumerate(phrases) if (held := each.within(term))]
    terms += [(("annexes", index), each) for index, each in enumerate(charter.annexes)]
    days: dict[dt.date, Path_] = {}
    for path, term in terms:
        for key, day in term.turns():
            days.setdefault(day, (*path, key))
    return days


def _supplements(charter: Charter, workspace: Workspace) -> Iterator[Problem]:
    """Amendments without a 附則, and a 附則 on whose day nothing is amended; what was amended before is not written any more."""
    days = amended_on(charter)
    source, dated = workspace.sources["charter"], {each.effective: index for index, each in enumerate(charter.supplementary)}
    for day, path in sorted(days.items()):
        draft = text_on(charter.status, day) or any(day <= each.date for each in charter.effective)
        if day not in dated and not draft:
            place = source.place(*path)
            message = f"{day}の改正に、施行日の附則がありません。"
            entry = f"{{effective: {day}, text: この{charter.called(day)}は、<effective>から施行する。}}"
            hint = f"supplementary に「- {entry}」を足してください。"
            yield warning("HD165", message, place=place, quote=source.quote(place), hint=hint)
    roster = workspace.roster.amended_on() if workspace.roster else set()
    first = min(days, default=workspace.meeting.date)
    for index, supplement in enumerate(charter.supplementary):
        if supplement.effective and supplement.effective > first and supplement.effective not in {*days, *roster}:
            place = source.place("supplementary", index, "effective")
            message = f"附則の施行日（{supplement.effective}）に、改まるところがありません。"
            yield note(
                "HD166",
                message,
                place=place,
                quote=next(text for _, text in supplement.sentences()),
                hint="改めた項の since と until を確かめてください。",
            )
