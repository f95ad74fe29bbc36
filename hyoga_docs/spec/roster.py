"""The member roster (`common/roster.yaml`), with terms of membership."""

from __future__ import annotations

from pydantic import Field, model_validator

from hyoga_docs.spec.model import Date, Id, Model, Names, Text, Waivable


class Member(Waivable):
    """構成員の一つ。"""

    id: Id = Field(description="変わらない名前（半角英数字）")
    name: Text = Field(description="機関・団体の名前")
    aliases: Names = Field((), description="受け入れる別の書き方")
    person: Text | None = Field(None, description="氏名")
    post: Text | None = Field(None, description="職名")
    role: Text | None = Field(None, description="備考に印刷する役。会長など")
    since: Date | None = Field(None, description="この日から")
    until: Date | None = Field(None, description="この日まで（この日を含む）")

    @model_validator(mode="after")
    def _in_order(self) -> Member:
        if self.since and self.until and self.until < self.since:
            msg = f"until（{self.until}）が since（{self.since}）より前です。"
            raise ValueError(msg)
        return self


class Group(Waivable):
    """区分の一つ。"""

    category: Text = Field(description="区分")
    members: tuple[Member, ...] = Field(description="構成員")


class Columns(Model):
    """名簿の列の見出し。書いた列だけを印刷する。"""

    category: Text = Field("区分", description="区分の列")
    name: Text = Field("構成員", description="機関・団体の列")
    post: Text | None = Field(None, description="職名の列")
    person: Text | None = Field(None, description="氏名の列")
    role: Text | None = Field(None, description="備考の列")


class Roster(Waivable):
    """構成員名簿。"""

    title: Text = Field(description="題名（案の印は status で付く）")
    status: Text | None = Field(None, description="案 など")
    columns: Columns = Field(Columns(), description="列の見出し")
    groups: tuple[Group, ...] = Field(description="区分ごとの構成員")
