"""前回会議録の確認: where the house wants it, the next meeting's agenda has it, and its papers the minutes of the last time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from hyoga_docs.japanese.numerals import number
from hyoga_docs.spec.base_model import load
from hyoga_docs.spec.yaml.edits import Edit, Insert, Put
from hyoga_docs.spec.yaml.reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hyoga_docs.spec.meeting import AgendaEntry, Handout, Meeting
    from hyoga_docs.spec.platform import Platform

_ID = "last-minutes"
#: What an agenda that has it already calls it.
_CONFIRMING = re.compile(r"(?:会議録|議事録).*(?:確認|承認)|(?:確認|承認).*(?:会議録|議事録)")
_OPENING = re.compile(r"開会|あいさつ|挨拶|点呼|紹介|委嘱|辞令")
#: The lists whose first number nobody counts on: of 議案第12号 the next one is spoken for.
_FREE_NUMBERS = ("", "restart", "none")


class Confirmation(NamedTuple):
    """What is added to a meeting: the edits, and what they add in words."""

    edits: tuple[Edit, ...]
    added: tuple[str, ...]


def minutes_confirmation(source: Path, meeting: Meeting, data: dict[str, Any]) -> Confirmation:
    """What the meeting after the one in `source` is to have.

    `data` is the next meeting as it is without. Nothing is added where the house does not want it, and no item where there is one.
    Minutes that tell of what was not for everybody are not for everybody either.
    """
    platform = _platform(source.parent / str(data.get("common") or "common") / "platform.yaml")
    agenda = data.get("agenda")
    words = platform.minutes.confirm if platform else None
    if platform is None or not words or not isinstance(agenda, list):
        return Confirmation((), ())
    ordinal = f"第{number(meeting.number, platform.style.digits)}回" if meeting.number else "前回"
    paper: dict[str, Any] = {"title": f"{meeting.name or ordinal}会議録", "supplied_by": next(iter(platform.secretariat), "事務局")}
    told = f"資料の「{paper['title']}」"
    papers = [each for each in meeting.handouts if not (each.title or "").endswith("会議録")]  # they say nothing of this meeting
    if not meeting.open.public or _has_withheld([*meeting.agenda, *papers]):
        paper, told = {**paper, "public": False}, f"{told}（公開しないことがあった会議なので、public: false）"
    if any(map(_is_confirming, agenda)):
        return Confirmation((Put(("handouts",), [_of_item(_item_there(agenda), paper)]),), (told,))
    entry, item = _item_to_add(agenda, words, platform)
    return Confirmation((entry, Put(("handouts",), [_of_item(item, paper)])), (f"次第の「{words}」", told))


def _item_to_add(agenda: list[Any], words: str, platform: Platform) -> tuple[Edit, int | str]:
    """The item to be added, and by what a paper names it."""
    first = next((at for at, entry in enumerate(agenda) if _items(entry)), None)
    if first is not None and platform.minutes.confirm_as == "議題" and str(agenda[first].get("numbering", "")) in _FREE_NUMBERS:
        return Insert(("agenda", first, "items", 0), words), 1
    opening = next((at for at, each in enumerate(agenda) if not _OPENING.search(_title(each))), len(agenda))
    return Insert(("agenda", opening if first is None else first), {"title": words, "id": _ID}), _ID


def _item_there(agenda: list[Any]) -> int | str | None:
    """By what a paper names the item that is there: as the 議題 are counted, else by its id; None where it has none."""
    topics = [item for entry in agenda for item in _items(entry)] or agenda
    counted = next((at for at, topic in enumerate(topics, 1) if _is_confirming(topic)), None)
    return counted or next((entry.get("id") for entry in agenda if _is_confirming(entry) and isinstance(entry, dict)), None)


def _of_item(item: int | str | None, paper: dict[str, Any]) -> dict[str, Any]:
    return paper if item is None else {"item": item, **paper}


def _has_withheld(parts: Iterable[AgendaEntry | Handout]) -> bool:
    """Whether any of these, or of what lies under them, is not for everybody, or has pages that are not."""
    return any(not each.public.public or each.public.pages or _has_withheld(_under(each)) for each in parts)


def _under(part: AgendaEntry | Handout) -> Iterable[AgendaEntry | Handout]:
    return (*getattr(part, "items", ()), *getattr(part, "papers", ()), *getattr(part, "annexes", ()))


def _platform(path: Path) -> Platform | None:
    """The house's facts, where it says anything about minutes."""
    written = read_yaml(path, str(path))[0] if path.is_file() else None
    if written is None or not isinstance(written.data, dict) or "minutes" not in written.data:
        return None
    from hyoga_docs.spec.platform import Platform  # noqa: PLC0415  heavy, and few houses say it

    return load(Platform, written)[0]


def _is_confirming(entry: Any) -> bool:
    return bool(_CONFIRMING.search(_title(entry))) or any(map(_is_confirming, _items(entry)))


def _title(entry: Any) -> str:
    return str(entry.get("title", "") if isinstance(entry, dict) else entry)


def _items(entry: Any) -> list[Any]:
    items = entry.get("items") if isinstance(entry, dict) else None
    return items if isinstance(items, list) else []
