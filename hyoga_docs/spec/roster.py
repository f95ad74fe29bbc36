"""The member roster (`common/roster.yaml`), with terms of membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from hyoga_docs.spec.base_model import Id, Model, Names, Text, Waivable
from hyoga_docs.spec.term import Dated, MaybeDated, Term

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.yaml.reader import Path_


class Member(Waivable, Term):
    """構成員の一つ。名前や人が替わったら、同じ id で前の行（until）と後の行（since）を続けて書く。"""

    id: Id = Field(description="変わらない名前（半角英数字）。交代や改称のあとも同じ id")
    name: Text = Field(description="機関・団体の名前")
    aliases: Names = Field((), description="受け入れる別の書き方")
    person: Text | None = Field(None, description="氏名")
    post: Text | None = Field(None, description="職名")
    role: Text | None = Field(None, description="備考に印刷する役。会長など")


class Group(Waivable):
    """区分の一つ。"""

    category: Dated = Field(description="区分。改めたら [{text: 前, until: …}, {text: 後, since: …}]")
    members: tuple[Member, ...] = Field(description="構成員。印刷する順")


class Columns(Model):
    """名簿の列の見出し。書いた列だけを印刷する。"""

    category: Dated = Field(("区分",), validate_default=True, description="区分の列")
    name: Dated = Field(("構成員",), validate_default=True, description="機関・団体の列")
    post: MaybeDated = Field((), description="職名の列")
    person: MaybeDated = Field((), description="氏名の列")
    role: MaybeDated = Field((), description="備考の列")


class Roster(Waivable):
    """構成員名簿。"""

    title: Dated = Field(description="題名（案の印は status で付く）")
    status: MaybeDated = Field((), description="案 など。取れたら {text: 案, until: 前の日}")
    columns: Columns = Field(Columns(), description="列の見出し")
    groups: tuple[Group, ...] = Field(description="区分ごとの構成員")

    def words(self) -> Iterator[tuple[Path_, Sequence[Term]]]:
        """Every text of it that may be another on another day, with its path in the YAML."""
        yield ("title",), self.title
        yield ("status",), self.status
        for name in ("category", "name", "post", "person", "role"):
            yield ("columns", name), getattr(self.columns, name)
        for index, group in enumerate(self.groups):
            yield ("groups", index, "category"), group.category

    def amended_on(self) -> set[dt.date]:
        """The days on which something of it changes."""
        terms = [member for _, _, member in self.entries()] + [term for _, phrases in self.words() for term in phrases]
        return {day for term in terms for _, day in term.turns()}

    def entries(self) -> Iterator[tuple[Path_, Group, Member]]:
        """Every member of every term with its path in the YAML and its 区分, in order."""
        for g, group in enumerate(self.groups):
            for m, member in enumerate(group.members):
                yield ("groups", g, "members", m), group, member
