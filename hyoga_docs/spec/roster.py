"""The member roster (`common/roster.yaml`), with terms of membership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, ModelWrapValidatorHandler, PrivateAttr, model_validator

from hyoga_docs.core.problem import Problem, did_you_mean, error
from hyoga_docs.japanese.plain import plain
from hyoga_docs.spec.base_model import Flag, Id, Model, Names, Text, Waivable
from hyoga_docs.spec.term import Dated, Lines, MaybeDated, Term

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from hyoga_docs.spec.yaml.reader import Path_, YamlSource


class Member(Waivable, Term):
    """構成員の一つ。機関か人。名前や人が替わったら、同じ id で前の行（until）と後の行（since）を続けて書く。"""

    id: Id = Field(description="変わらない名前（半角英数字）。交代や改称のあとも同じ id")
    name: Text | None = Field(None, description="機関・団体の名前。公募委員など、人だけなら書かずに person を書く")
    aliases: Names = Field((), description="受け入れる別の書き方")
    person: Text | None = Field(None, description="氏名")
    reading: Text | None = Field(None, description="氏名のふりがな")
    honorific: Text | None = Field(None, description="敬称（様、氏）。書かなければ名簿の honorific")
    post: Text | None = Field(None, description="職名")
    role: Text | None = Field(None, description="備考に印刷する役。会長など")
    term: Text | None = Field(None, description="任期の列に印刷する言葉（2024-04-01～2026-03-31）。なければ since と until から")
    extra: dict[Text, Text] = Field({}, description="columns の extra の列に印刷する言葉。{電話: 000-000-0000}")

    @model_validator(mode="after")
    def _is_somebody(self) -> Member:
        if not (self.name or self.person):
            msg = "name（機関・団体の名前）か person（氏名）を書いてください。"
            raise ValueError(msg)
        return self

    @property
    def called(self) -> str:
        """What it is called wherever it is spoken of: the organisation, else the person, else what is not withheld."""
        return self.name or self.person or self.post or self.role or "構成員"

    @property
    def whole_name(self) -> str:
        """The organisation and the person: what tells apart two members of one organisation."""
        return "　".join(part for part in (self.name, self.person) if part)

    @property
    def in_full(self) -> str:
        """The same with the post: 例町　町長　見本　太郎."""
        return "　".join(part for part in (self.name, self.post, self.person) if part)

    def names(self) -> Iterator[tuple[str, ...]]:
        """All that it answers to, the surest first."""
        yield (self.id,)
        for each in (self.name, self.person):
            yield (each,) if each else ()
        yield self.aliases


def find_members(members: Iterable[Member], who: str) -> list[Member]:
    """The members that are called so, by id, else by organisation, person or alias; spaces and widths do not count."""
    held = [(member, list(member.names())) for member in members]
    for kind in range(4):
        is_same = who.__eq__ if kind == 0 else lambda name: plain(name) == plain(who)
        found = [member for member, names in held if any(is_same(name) for name in names[kind])]
        if found:
            return found
    return []


class Group(Waivable):
    """区分の一つ。"""

    category: MaybeDated = Field((), description="区分。改めたら [{text: 前, until: …}, {text: 後, since: …}]。なければ書かない")
    counts: Flag | None = Field(
        None, description="false なら定足数に数えない区分、true なら数える区分。書かなければ、オブザーバーなどの名前から"
    )
    members: tuple[Member, ...] = Field(description="構成員。印刷する順")


class Columns(Model):
    """名簿の列の見出し。書いた順に印刷する。"""

    category: MaybeDated = Field(("区分",), validate_default=True, description="区分の列。印刷しないなら null")
    name: MaybeDated = Field(("構成員",), validate_default=True, description="機関・団体の列。印刷しないなら null")
    number: MaybeDated = Field((), description="番号の列。１、２、３ と数える")
    post: MaybeDated = Field((), description="職名の列")
    person: MaybeDated = Field((), description="氏名の列")
    reading: MaybeDated = Field((), description="ふりがなの列")
    honorific: MaybeDated = Field((), description="敬称の列。なければ、敬称は氏名に続けて印刷する")
    term: MaybeDated = Field((), description="任期の列")
    role: MaybeDated = Field((), description="備考の列")
    extra: Names = Field((), description="会議体が自分で立てる列の見出し。[電話, 推薦団体]。言葉は構成員の extra に書く")
    _written: tuple[str, ...] = PrivateAttr(())

    @model_validator(mode="wrap")
    @classmethod
    def _in_order(cls, data: Any, handler: ModelWrapValidatorHandler[Columns]) -> Columns:
        made = handler(data)
        if isinstance(data, dict):
            made._written = tuple(key for key in data if key in cls.model_fields)
        return made

    def order(self) -> list[str]:
        """The kinds of columns in the order in which they were written; 区分 and 構成員 come first where they were not."""
        return [*(key for key in ("category", "name") if key not in self._written), *self._written]

    def is_written(self, kind: str) -> bool:
        """Whether the body named the column itself."""
        return kind in self._written


class Roster(Waivable):
    """構成員名簿。"""

    title: Dated = Field(description="題名（案の印は status で付く）")
    status: MaybeDated = Field((), description="案 など。取れたら {text: 案, until: 前の日}")
    columns: Columns = Field(Columns(), description="列の見出し")
    category_rows: Flag = Field(False, description="true なら区分を列にせず、区分ごとに、表の幅いっぱいの行に印刷する")
    honorific: Text | None = Field(None, description="みなの氏名に付ける敬称（様、氏）")
    withheld: Names = Field((), description="公開版に印刷しない列の見出し。[住所, 電話]")
    above: Lines = Field((), description="表の上に右へ寄せて印刷する行。（敬称略）、任期など")
    below: Lines = Field((), description="表の下に印刷する行。※ など")
    groups: tuple[Group, ...] = Field((), description="区分ごとの構成員")
    members: tuple[Member, ...] = Field((), description="区分のない名簿の構成員。groups の代わりに書く")

    @model_validator(mode="after")
    def _one_of_two(self) -> Roster:
        if bool(self.groups) and bool(self.members):
            msg = "groups（区分ごと）か members（区分なし）のどちらか一つを書いてください。"
            raise ValueError(msg)
        return self

    def rules(self, source: YamlSource, /) -> list[Problem]:
        """Words for columns of the body's own that it does not have; no members at all."""
        known = self.columns.extra
        problems = [
            error(
                "HD111",
                f"columns の extra に、列「{heading}」がありません。",
                place=source.key_place(*path, "extra", heading),
                quote=heading,
                hint=did_you_mean(heading, known, f"columns に「extra: [{heading}]」と書いてください。"),
            )
            for path, _, member in self.entries()
            for heading in member.extra
            if heading not in known
        ]
        problems += self._withheld_problems(source)
        data = source.data if isinstance(source.data, dict) else {}
        if not {"groups", "members"} & data.keys():
            hint = "区分があれば groups、なければ members に構成員を書いてください。"
            problems.append(error("HD112", "「groups」か「members」がありません。", place=source.place(), hint=hint))
        return problems

    def _withheld_problems(self, source: YamlSource) -> list[Problem]:
        """Columns to be withheld that it does not have: what was meant would be printed."""
        known = [*self.columns.extra]
        known += [each.text for kind in Columns.model_fields if kind != "extra" for each in getattr(self.columns, kind)]
        names = {plain(heading) for heading in known}
        return [
            error(
                "HD175",
                f"withheld の「{heading}」という列がありません。",
                place=source.place("withheld", index),
                quote=heading,
                hint=did_you_mean(heading, known, f"列の見出し: {'、'.join(dict.fromkeys(known))}"),
            )
            for index, heading in enumerate(self.withheld)
            if plain(heading) not in names
        ]

    @property
    def parts(self) -> tuple[Group, ...]:
        """Its 区分; a roster without any is one part without a name."""
        return self.groups or ((Group.model_construct(members=self.members),) if self.members else ())

    def words(self) -> Iterator[tuple[Path_, Sequence[Term]]]:
        """Every text of it that may be another on another day, with its path in the YAML."""
        yield ("title",), self.title
        yield ("status",), self.status
        for name in Columns.model_fields:
            if name != "extra":
                yield ("columns", name), getattr(self.columns, name)
        for index, group in enumerate(self.groups):
            yield ("groups", index, "category"), group.category

    def amended_on(self) -> set[dt.date]:
        """The days on which something of it changes."""
        terms = [member for _, _, member in self.entries()] + [term for _, phrases in self.words() for term in phrases]
        terms += [*self.above, *self.below]
        return {day for term in terms for _, day in term.turns()}

    def entries(self) -> Iterator[tuple[Path_, Group, Member]]:
        """Every member of every term with its path in the YAML and its 区分, in order."""
        for g, group in enumerate(self.parts):
            for m, member in enumerate(group.members):
                yield self.path(g, m), group, member

    def path(self, group: int, index: int) -> Path_:
        """Where a member of a part stands in the YAML."""
        return ("groups", group, "members", index) if self.groups else ("members", index)
