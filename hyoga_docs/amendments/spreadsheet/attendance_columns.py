"""The columns of a sheet of attendance, by all that people call them, and what is answered in it."""

from __future__ import annotations

import re
from enum import StrEnum

from hyoga_docs.japanese.plain import one_width

#: The sheet of the members, and that of the others in the room.
SHEET, OTHERS = "出欠", "事務局・説明者"
COLUMNS = {
    "id": "id",
    "category": "区分",
    "name": "構成員",
    "post": "職名",
    "person": "氏名",
    "reply": "出欠",
    "deputy_name": "代理の所属",
    "deputy_post": "代理の職名",
    "deputy_person": "代理の氏名",
    "note": "備考",
}
OTHER_COLUMNS = {"kind": "区別", "name": "所属", "post": "職名", "person": "氏名", "count": "人数"}
#: Who stands in the sheet of the others, by the keys of `attendance`: people by their names, and numbers of people.
PEOPLE = {"staff": "事務局", "guests": "説明者"}
NUMBERS = {"observers": "傍聴者", "press": "報道関係者"}


class Reply(StrEnum):
    """How a member attends, as it is answered in a sheet."""

    PRESENT = "出席"
    DEPUTY = "代理"
    ONLINE = "オンライン"
    ABSENT = "欠席"
    ENTRUSTED = "委任状"
    NONE = ""


_HEADINGS = {
    "id": "id",
    "category": "区分 分野 選出区分",
    "name": "構成員 所属 所属名 所属団体 所属機関 団体名 団体等 機関名 機関・団体名 団体・機関名 会社名",
    "post": "職名 役職 役職名 職 職・役職 肩書",
    "person": "氏名 お名前 名前 ご氏名 御氏名 ご芳名 委員 委員名 委員氏名 構成員氏名",
    "note": "備考 摘要 連絡事項 連絡欄 通信欄 コメント",
}
_REPLY = re.compile(
    r"[ご御]?(?:出欠席?|出席・欠席|出席欠席|出席の?可否|出席状況|参加の?可否|回答|返事|返信)(?:の別|状況|確認|回答|予定|について)?"
)
_DEPUTY = re.compile(r"代理(?:出席)?(?:者|人)?の?(?P<of>.*)")
_MARK_HEADINGS = {
    "会場": Reply.PRESENT,
    "会場出席": Reply.PRESENT,
    "ウェブ": Reply.ONLINE,
    "web": Reply.ONLINE,
    "代理出席": Reply.DEPUTY,
}
_MARKS = re.compile(r"[○〇◯●◎✓✔レ1vo]")
_REPLIES = {
    Reply.PRESENT: r"出席?|参加|会場(?:で?(?:出席|参加))?|来場|○|〇|◯|◎|可",
    Reply.ABSENT: r"欠席?|不参加|不可|×|✕|✖|x",
    Reply.DEPUTY: r"代|代理[人者]?[でが]?(?:出席|参加)?",
    Reply.ONLINE: r"(?:オンライン|ウェブ|web|リモート|zoom|teams|webex|テレビ)(?:会議)?(?:で|による)?(?:出席|参加)?",
    Reply.ENTRUSTED: r"委任状?(?:提出|あり)?|欠席?\(?委任状?(?:提出|あり)?\)?|書面表決",
    Reply.NONE: r"|[-―－─]|未定|未回答|未|回答なし|返事なし|なし|調整中",
}
_POLITE = re.compile(r"^[ご御お]|(?:いた)?(?:し)?(?:ます|予定|する|です)$|[・/。、,]+$|^[・/。、,]+")


def plain_heading(text: str) -> str:
    """A heading without what only looks differently."""
    return re.sub(r"[\s※*]", "", one_width(text)).lower()


def column_of(heading: str, own: str) -> str | None:
    """The key of a column by its plain heading; `own` is what the roster calls the column of its organisations."""
    if heading == plain_heading(own):
        return "name"
    if found := next((key for key, headings in _HEADINGS.items() if heading in headings.split()), None):
        return found
    if _REPLY.fullmatch(heading):
        return "reply"
    deputy = _DEPUTY.fullmatch(heading)
    if deputy is None or heading in {Reply.DEPUTY, "代理出席"}:
        return None
    of = next((key for key in ("name", "post", "person") if deputy["of"] in _HEADINGS[key].split()), None)
    return f"deputy_{of}" if of else None if deputy["of"] else "deputy_person"


def mark_column(heading: str) -> Reply | None:
    """What a mark in a column means that is headed 出席, 欠席, 代理 or オンライン."""
    return _MARK_HEADINGS.get(heading) or next((each for each in Reply if each and each == heading), None)


def is_mark(text: str) -> bool:
    """Whether a cell is marked: ○."""
    return _MARKS.fullmatch(plain_heading(text)) is not None


def read_reply(text: str) -> Reply | None:
    """What is answered in a cell (出席, 出, ○, ご欠席, Web参加), None where that cannot be told."""
    words = plain_heading(text)
    while (shorter := _POLITE.sub("", words)) != words:
        words = shorter
    return next((reply for reply, pattern in _REPLIES.items() if re.fullmatch(pattern, words)), None)
