"""Who stands in the roster twice, and names that are not written as the others are (`HD170`–`HD174`)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, Severity, note, warning
from hyoga_docs.japanese.plain import plain
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.roster import Member
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_

    Entries = list[tuple[Path_, Member]]

#: Old and new forms of kanji in names, the usual one first.
_FORMS = [
    "高髙",
    "崎﨑嵜",
    "辺邉邊",
    "斉齊",
    "斎齋",
    "沢澤",
    "浜濱",
    "広廣",
    "島嶋嶌",
    "桜櫻",
    "国國",
    "関關",
    "竜龍",
    "恵惠",
    "真眞",
    "栄榮",
    "滝瀧",
    "吉𠮷",
    "富冨",
    "館舘",
    "徳德",
    "瀬瀨",
    "浅淺",
    "緑綠",
    "増增",
    "黒黑",
    "礼禮",
    "実實",
    "寿壽",
    "万萬",
    "与與",
    "条條",
    "桧檜",
    "薮藪",
    "渕淵",
    "峰峯",
    "蔵藏",
    "静靜",
    "豊豐",
    "円圓",
    "塩鹽",
    "横橫",
    "郎郞",
    "凜凛",
]
_SAME_FORM = {ord(other): forms[0] for forms in _FORMS for other in forms[1:]}
_SPACED = re.compile(r"[^\s　]+([　]+|[ ]+)[^\s　]+")
_FOREIGN = re.compile(r"[・=＝ァ-ヴーA-Za-zＡ-Ｚａ-ｚ]")
_PADDED = 5  # so many characters fill the room of a name without a space
_GAPS = {"　": "全角", " ": "半角", "": "なし"}
_FEW = 3


def check_same_members(plan: Plan) -> list[Problem]:
    """Rows of the meeting's day that are of one person or one organisation, and cells that are empty or spaced otherwise."""
    workspace, roster = plan.workspace, plan.workspace.roster
    if roster is None:
        return []
    entries = [(path, member) for path, _, member in roster.entries()]
    held = [each for each in entries if each[1].holds(workspace.meeting.date)]
    return [
        *_same_persons(workspace, held),
        *_other_forms(workspace, entries),
        *_same_bodies(workspace, held),
        *_gaps(workspace, held),
        *_empty_cells(workspace, held),
    ]


def _person(member: Member) -> str:
    """A name without its spaces, in the usual form of its kanji."""
    return plain(member.person or "").translate(_SAME_FORM)


def _same_persons(workspace: Workspace, held: Entries) -> Iterator[Problem]:
    """One person in two rows of the day: to be asked where both are of one body, else said."""
    by_person: dict[str, Entries] = {}
    for path, member in held:
        if member.person:
            by_person.setdefault(_person(member), []).append((path, member))
    for same in by_person.values():
        first = same[0][1]
        for path, member in same[1:]:
            if member.id == first.id:  # that is HD151
                continue
            place = workspace.place("roster", *path, "person")
            severity = Severity.WARNING if member.name == first.name else Severity.NOTE
            message = f"「{member.person}」が、この会議の日の名簿に二度あります（id: {first.id}、{member.id}）。"
            hint = "同じ人なら一つにし、二つの役で載せるなら、または同じ名前の別の人なら ok: [HD170] と書いてください。"
            yield Problem(severity, "HD170", message, hint, place, member.person)


def _other_forms(workspace: Workspace, entries: Entries) -> Iterator[Problem]:
    """A name that another row writes with other spaces or another form of a kanji."""
    day = workspace.meeting.date
    by_person: dict[str, Entries] = {}
    for path, member in entries:
        if member.person:
            by_person.setdefault(_person(member), []).append((path, member))
    for same in by_person.values():
        for (_, before), (path, member) in combinations(same, 2):
            if before.person == member.person or not (before.holds(day) or member.holds(day)):
                continue
            what = "空白" if plain(before.person or "") == plain(member.person or "") else "漢字の形"
            message = f"「{member.person}」と「{before.person}」は、{what}だけが違います。"
            place = workspace.place("roster", *path, "person")
            hint = "同じ人なら、正しい書き方にそろえてください。"
            yield warning("HD171", message, place=place, quote=member.person, hint=hint)
            break


def _same_bodies(workspace: Workspace, held: Entries) -> Iterator[Problem]:
    """One organisation in two rows that name nobody."""
    seen: dict[tuple[str, str], Member] = {}
    for path, member in held:
        if member.person or not member.name:
            continue
        other = seen.setdefault((plain(member.name), plain(member.post or "")), member)
        if other.id != member.id:
            message = f"「{member.name}」が、この会議の日の名簿に二度あります（id: {other.id}、{member.id}）。"
            place = workspace.place("roster", *path, "name")
            hint = "一つにするか、二人出す機関なら、職名か氏名を書いて分けてください。"
            yield warning("HD172", message, place=place, quote=member.name, hint=hint)


def _gaps(workspace: Workspace, held: Entries) -> Iterator[Problem]:
    """Names whose space between the two parts is not that of the others."""
    kinds = [(path, member.person, _gap(member.person)) for path, member in held if member.person]
    counts = Counter(kind for _, _, kind in kinds if kind is not None)
    (usual, most), *others = [*counts.most_common(), ("", 0)]
    if most < _FEW or most < 2 * sum(count for _, count in others):
        return
    for path, person, kind in kinds:
        if kind not in {None, usual}:
            place = workspace.place("roster", *path, "person")
            message = f"「{person}」の姓と名の間の空白（{_GAPS[kind or '']}）が、ほかの{most}人（{_GAPS[usual]}）と違います。"
            yield note("HD173", message, place=place, quote=person, hint="ほかの氏名とそろえてください。")


def _gap(person: str) -> str | None:
    """The kind of space in a name; None where it has none for a reason."""
    if _FOREIGN.search(person):
        return None
    found = _SPACED.fullmatch(person)
    if found is None:
        return "" if 2 < len(person) < _PADDED and not re.search(r"\s", person) else None
    return found[1][0]


def _empty_cells(workspace: Workspace, held: Entries) -> Iterator[Problem]:
    """Columns that are printed and have nothing in a few of their cells: 職名 of organisations, ふりがな of persons."""
    day, roster = workspace.meeting.date, workspace.roster
    for key, of in (("post", "name"), ("reading", "person")):
        heading = text_on(getattr(roster.columns, key), day) if roster else None
        owners = [(path, member) for path, member in held if getattr(member, of)]
        empty = [(path, member) for path, member in owners if not getattr(member, key)]
        if heading and empty and 2 * len(empty) < len(owners):
            path, first = empty[0]
            names = "、".join(member.called if of == "name" else member.person or "" for _, member in empty)
            message = f"列「{heading}」の空いている構成員がいます（{names}）。"
            hint = f"{key} を書いてください。なければ、このままでかまいません。"
            yield note("HD174", message, place=workspace.place("roster", *path), quote=first.called, hint=hint)
