"""The columns of a roster in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.spec.roster import Roster

#: The columns of a roster in their order, by the keys of a member.
COLUMNS = {
    "category": "区分",
    "name": "構成員",
    "post": "職名",
    "person": "氏名",
    "role": "備考",
    "aliases": "別の書き方",
    "since": "いつから",
    "until": "いつまで",
    "id": "id",
}
#: Those that a roster has besides, where it uses them.
MORE_COLUMNS = {"reading": "ふりがな", "honorific": "敬称", "term": "任期"}
#: Those that hold words of a member, which may change with a term.
WORDS = ("name", "post", "person", "reading", "honorific", "role", "term")
_EXTRA = "extra:"
_PLACES = ("category", "name", "post", "person", "reading", "honorific", "role", "term")


def columns_of(roster: Roster) -> dict[str, str]:
    """The columns of a roster: those of every roster, and those that it uses besides; 区分 only where it has any."""
    members = [member for _, _, member in roster.entries()]
    used = {key for key in MORE_COLUMNS if getattr(roster.columns, key) or any(getattr(each, key) for each in members)}
    first = [key for key in _PLACES if key in COLUMNS or key in used]
    if roster.members:
        first.remove("category")
    extra = {extra_key(heading): heading for heading in roster.columns.extra}
    rest = {key: heading for key, heading in COLUMNS.items() if key not in _PLACES}
    columns = {**{key: heading_of(key) for key in first}, **extra, **rest}
    own = roster.columns.name[-1].text if roster.columns.name else ""  # 所属: who reads 構成員 there writes persons
    return {**columns, "name": own} if own and own not in columns.values() else columns


def extra_key(heading: str) -> str:
    """The key of a column of the body's own."""
    return _EXTRA + heading


def extra_heading(key: str) -> str | None:
    """The heading of a column of the body's own, None of another's key."""
    return key.removeprefix(_EXTRA) if key.startswith(_EXTRA) else None


def heading_of(key: str) -> str:
    """What a column is called in a sheet."""
    return COLUMNS.get(key) or MORE_COLUMNS.get(key) or key.removeprefix(_EXTRA)
