"""Facts that every meeting of a body shares (`common/platform.yaml`)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from hyoga_docs.spec.base_model import FileName, Lines, Names, Text, Waivable
from hyoga_docs.spec.meeting_day import MinutesHabits, QuorumKeys, Room
from hyoga_docs.spec.publication import PublicPages
from hyoga_docs.spec.style import Style

#: A packet for whom: the members, or everybody.
Edition = Literal["members", "public"]


def _without_ordinal(value: str) -> str:
    if re.match(r"第[ 　]*[0-9０-９一二三四五六七八九十]+[ 　]*回", value):
        msg = "会議の名前に回数は書きません。回数は、会議の number に書きます。"
        raise ValueError(msg)
    return value


class Platform(Waivable):
    """会議体に共通のこと。"""

    name: Text = Field(description="会議体の名前")
    meeting_name: Annotated[Text, AfterValidator(_without_ordinal)] = Field(description="会議の名前。第１回○○会議 と印刷する")
    organizer: Names = Field((), description="主催者")
    secretariat: Names = Field((), description="事務局の課。【事務局（…）】と印刷する")
    addressee: Text | None = Field(None, description="差替えの知らせの宛名（委員各位 など）。名簿がなければ開催通知のも")
    contact: Names = Field((), description="差替えの知らせの（担当）、開催通知や会議録の問合せ先に印刷する行: 課、氏名、電話など")
    names: dict[str, Names] = Field({}, description="正式な名前と、受け入れる別の書き方")
    style: Style = Field(Style(), description="家風")
    documents: tuple[FileName, ...] = Field(
        ("agenda", "slides", "handout-list"), description="資料の前に置く、ひな形から作る文書。会議の documents があれば、そちら"
    )
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)] = Field(
        ("members",), description="作る冊子: members（構成員用。いつも作る）、public（公開用）"
    )
    letters: tuple[FileName, ...] = Field((), description="資料のほかに作る文書。会議の letters があれば、そちら")
    minutes: MinutesHabits = Field(MinutesHabits(), description="会議録の習い: 前回会議録の確認を次の次第に入れるか")
    archive: dict[Text, Lines] = Field({}, description="保存目録に印刷すること。分類: 会議、保存期間: ５年 など")
    room: Room = Field(Room(), description="机の並べ方。会議の room があれば、そちら")
    quorum: QuorumKeys = Field(QuorumKeys(), description="定足数。要綱から読み取れないときだけ: {members: 過半数, deputies: true}")
    publish: PublicPages = Field(PublicPages(), description="公開のページ: url、description、contact、feed")
    isolation: Literal["preferred", "required"] = Field(
        "preferred", description="届いた資料を隔離して開く（bubblewrap）。required なら、隔離できない機械では作らない"
    )
    fonts: dict[str, Text] = Field({}, description="届いたファイルの書体がないとき、かわりに印刷する書体。もとの書体: かわりの書体")
