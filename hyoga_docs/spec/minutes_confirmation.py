"""前回会議録の確認: where the house wants it, the next meeting's agenda has it, and its papers the minutes of the last time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from hyoga_docs.japanese.numerals import number
from hyoga_docs.spec.base_model import load
from hyoga_docs.spec.yaml.edits import Edit, Insert, Put
from hyoga_docs.spec.yaml.reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.spec.meeting import Meeting
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

    `data` is the next meeting as it is without. Nothing is added where the house does not want it, or where it is there.
    """
    platform = _platform(source.parent / str(data.get("common") or "common") / "platform.yaml")
    agenda = data.get("agenda")
    words = platform.minutes.confirm if platform else None
    if platform is None or not words or not isinstance(agenda, list) or any(map(_is_confirming, agenda)):
        return Confirmation((), ())
    first = next((at for at, entry in enumerate(agenda) if _items(entry)), None)
    if first is not None and platform.minutes.confirm_as == "議題" and str(agenda[first].get("numbering", "")) in _FREE_NUMBERS:
        entry, item = Insert(("agenda", first, "items", 0), words), "1"
    else:
        opening = next((at for at, each in enumerate(agenda) if not _OPENING.search(_title(each))), len(agenda))
        entry, item = Insert(("agenda", opening if first is None else first), {"title": words, "id": _ID}), _ID
    ordinal = f"第{number(meeting.number, platform.style.digits)}回" if meeting.number else "前回"
    paper = f"{meeting.name or ordinal}会議録"
    papers = Put(("handouts",), [{"item": int(item) if item.isdecimal() else item, "title": paper}])
    return Confirmation((entry, papers), (f"次第の「{words}」", f"資料の「{paper}」"))


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
