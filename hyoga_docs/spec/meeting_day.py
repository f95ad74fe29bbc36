"""The day of a meeting: who comes, who stays away, where they sit, what is said, who may listen."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, field_validator

from hyoga_docs.japanese.shares import is_share
from hyoga_docs.japanese.times import read_span
from hyoga_docs.spec.base_model import Date, Flag, Lines, Model, Names, Text


def _person(value: Any) -> Any:
    return {"person": value} if isinstance(value, str) else value


def _cue(value: Any) -> Any:
    return {"cue": value} if isinstance(value, str) else value


def _one_or_list(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else (value,)


def _clock(value: Any) -> Any:
    return value if isinstance(value, dt.time) else read_span(str(value)).begins


#: A time of day in any writing.
Clock = Annotated[dt.time, PlainValidator(_clock, json_schema_input_type=str)]


class Attendee(Model):
    """構成員でない出席者: 代理、説明者、事務局。短く氏名だけを書くこともできる。"""

    name: Text | None = Field(None, description="機関・団体の名前。代理では、書かなければ構成員の名前")
    post: Text | None = Field(None, description="職名")
    person: Text | None = Field(None, description="氏名")

    @property
    def in_full(self) -> str:
        """As a line names it: 例町　課長　見本　次郎."""
        return "　".join(part for part in (self.name, self.post, self.person) if part)


AttendeeValue = Annotated[Attendee, BeforeValidator(_person, json_schema_input_type=str | Attendee)]


class Attendance(Model):
    """出欠。構成員は id、名前か氏名で書く。書かない構成員は出席。"""

    absent: Names = Field((), description="欠席する構成員の並び")
    deputies: dict[Text, AttendeeValue] = Field({}, description="代理の出席。構成員: {post: 課長, person: 見本　次郎}")
    online: Names = Field((), description="オンラインで出席する構成員の並び")
    entrusted: Names = Field((), description="欠席して委任状か書面表決書を出した構成員の並び。absent には書かなくてよい")
    unanswered: Names = Field((), description="まだ返事のない構成員の並び。定足数の出席に数えない")
    notes: dict[Text, Text] = Field({}, description="備考。構成員: 途中から出席")
    guests: tuple[AttendeeValue, ...] = Field((), description="説明のために出席する人など、構成員でも事務局でもない人の並び")
    staff: tuple[AttendeeValue, ...] = Field((), description="事務局の出席者の並び")
    observers: int | None = Field(None, ge=0, description="傍聴者の数")
    press: int | None = Field(None, ge=0, description="報道関係者の数")


class QuorumKeys(Model):
    """定足数。要綱から読み取れないときだけ書く。"""

    members: Text | None = Field(
        None, description="要る出席: 過半数、半数以上、３分の２以上、５人以上、全員。書かなければ、要綱の文から"
    )
    deputies: Flag | None = Field(None, description="代理の出席を数えるか。書かなければ、要綱の文から")
    online: Flag | None = Field(None, description="オンラインの出席を数えるか。書かなければ、要綱の文から。要綱になければ数える")

    @field_validator("members")
    @classmethod
    def _is_read(cls, value: str | None) -> str | None:
        if value is not None and not is_share(value):
            msg = f"「{value}」は定足数として読めません。過半数、半数以上、３分の２以上、５人以上、全員 のように書いてください。"
            raise ValueError(msg)
        return value


class Room(Model):
    """会場の机の並べ方。"""

    shape: Literal["口の字", "コの字", "スクール"] = Field("口の字", description="机の並べ方: 口の字、コの字、スクール")
    head: Names = Field(
        (), description="正面に、図の左から座る構成員の id、名前か氏名の並び。書かなければ名簿の役（会長など）、なければ主催者"
    )
    across: int | None = Field(None, ge=1, le=30, description="横に並ぶ席の数。書かなければ人数から")
    order: Names = Field((), description="席の順。書いた構成員から先に座り、ほかは名簿の順")
    screen: Literal["上", "下"] | None = Field(None, description="スクリーンの場所: 図の上（正面）か下")
    door: Literal["左上", "右上", "左下", "右下"] | None = Field(None, description="出入口の場所: 図の左上、右上、左下、右下")


class ScriptNote(Model):
    """進行台本の一こま。短く言葉だけを書くこともできる。"""

    speaker: Text | None = Field(None, description="話す人。書かなければ、次第の speaker か section")
    minutes: int | None = Field(None, ge=0, le=1440, description="かかる分数")
    cue: Lines | None = Field(None, description="読む言葉、すること。何行もなら並び")


ScriptNotes = Annotated[
    tuple[Annotated[ScriptNote, BeforeValidator(_cue, json_schema_input_type=str | ScriptNote)], ...],
    BeforeValidator(_one_or_list, json_schema_input_type=str | ScriptNote | list[str | ScriptNote]),
]


class Notice(Model):
    """開催通知。"""

    number: Text | None = Field(None, description="文書番号。例: 見政発第１号")
    sent: Date | None = Field(None, description="通知の日付（2019-10-10）")
    sender: Lines | None = Field(None, alias="from", description="差出人の職（と氏名）。例: 見本市長。何行もなら並び")
    reply_by: Date | None = Field(None, description="出欠の返事の締切り（2019-10-21）")
    contact: Names = Field((), description="問合せ先の行。書かなければ contact、それもなければ platform.yaml の contact")
    more: dict[Text, Lines] = Field({}, description="記書きに足すこと。{持ち物: 筆記用具, 駐車場: 庁舎北側をお使いください。} など")


class Open(Model):
    """会議の公開と傍聴。"""

    public: Flag = Field(True, description="false なら非公開の会議")
    reason: Text | None = Field(None, description="公開しない（一部を公開しない）理由")
    seats: int | None = Field(None, ge=0, description="傍聴の定員")
    desk: Text | None = Field(None, description='傍聴の受付の時刻。"10:00" など')
    press: Text | None = Field(None, description="報道機関の取材。例: 頭撮り可")
    apply_by: Date | None = Field(None, description="傍聴の申込みの締切り。当日の先着順なら書かない")


class MinutesHabits(Model):
    """会議録の習い。"""

    confirm: Text | None = Field(
        None, description="new で作る次の会議の次第に入れる項目。前回会議録の確認について など。書かなければ入れない"
    )
    confirm_as: Literal["議題", "次第"] = Field("議題", description="confirm を置く所: 議題（議題の初め）、次第（議題の前の項目）")


class MinutesFacts(Model):
    """会議録に書くこと。"""

    public: Flag = Field(False, description="true なら、書き終えた会議録を公開のページに載せる")
    signers: Names = Field((), description="会議録に署名する人。構成員の id、名前か氏名")
    prepared_by: Text | None = Field(None, description="会議録を作った課や人")
    ended: Clock | None = Field(None, description='会議の終わった時刻。"11:52" など。書かなければ time の終わり')
