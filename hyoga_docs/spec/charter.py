"""The 設置要領 (`common/charter.yaml`). Its numbers are never typed; `<id>` prints the number of the day."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from hyoga_docs.spec.base_model import Date, FileName, Flag, Id, Names, Text, Waivable
from hyoga_docs.spec.charter_form import form_problems
from hyoga_docs.spec.provision import Provision, ShortProvision, short_text, walk_provisions
from hyoga_docs.spec.publication import PUBLIC, PublicationValue
from hyoga_docs.spec.schedule import Schedule
from hyoga_docs.spec.schedule_grid import schedule_problems
from hyoga_docs.spec.term import Dated, Lines, MaybeDated, Term, text_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

_KINDS = re.compile(
    r"(?:設置)?(要綱|要領|規約|規程|会則|規則|条例|要項|細則|内規|協定|申合せ|申し合わせ|憲章|定款|基準|方針)(?:（[^（）]*）)?$"
)


def kind_of_charter(title: str) -> str:
    """What a charter calls itself, the last word of its title: 要綱, 規約; 要領 where it says nothing."""
    found = _KINDS.search(title)
    return found[1] if found else "要領"


class CharterAnnex(Waivable, Term):
    """要領の別紙。"""

    id: Id = Field(description="<id> で指すための名前")
    title: Text | None = Field(None, description="題名。roster では名簿の題名")
    kind: Text | None = Field(
        None,
        description="呼び名。書かなければ style の charter_annex。様式第１号 のように番号の形も書ける（一つでも番号が付く）",
    )
    provisions: Names = Field((), description="もとになる条の id。ひな形で（第５条関係）と印刷できる")
    document: FileName = Field("roster", description="templates/ のひな形の名前（roster なら構成員名簿）")
    public: PublicationValue = Field(PUBLIC, description="false なら公開版に載せない")

    @field_validator("document")
    @classmethod
    def _not_the_charter(cls, value: str) -> str:
        if value == "charter":
            msg = "要領そのものは、要領の別紙にできません。"
            raise ValueError(msg)
        return value


class Effective(Term):
    """施行日と、そう決まっていた間。"""

    date: Date = Field(description="施行日")


class Supplement(Waivable, Term):
    """附則。改正の附則は施行日（effective）を書き、その日から印刷する。"""

    text: Names = Field((), description="附則の文。<effective> は、この附則の施行日（なければ要領の施行日）")
    paragraphs: tuple[ShortProvision, ...] = Field((), description="text の代わりに、見出し（施行期日など）や号のある附則の項")
    effective: Date | None = Field(None, description="この改正の施行日。書くと、前の附則と分けて「附則」を立てる")
    source: Text | None = Field(
        None,
        description="改正した告示など。附　則（令和２年３月31日告示第12号）の括弧の中（終わりの抄は外）。書くと、前の附則と分ける",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Supplement:
        if bool(self.text) == bool(self.paragraphs):
            msg = "text（文）か paragraphs（項）のどちらか一つを書いてください。"
            raise ValueError(msg)
        return self

    def holds(self, day: dt.date) -> bool:
        """Whether it is printed on the day; one with a day of its own is printed from that day on."""
        return super().holds(day) and (self.since is not None or self.effective is None or self.effective <= day)

    def sentences(self) -> Iterator[tuple[Path_, str]]:
        """All that it says on any day, each with its path in it."""
        yield from (((), text) for text in self.text)
        for path, provision, _ in walk_provisions(self.paragraphs, ("paragraphs",), Term()):
            yield from (((*path, *where), phrase.text) for where, phrase in provision.phrases())


def _effective(value: Any) -> Any:
    if value is None:
        return ()
    values = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(each if isinstance(each, (dict, Effective)) else {"date": each} for each in values)


class Charter(Waivable):
    """設置要領。"""

    title: Dated = Field(description="題名（案の印は status で付く）")
    status: MaybeDated = Field((), description="案 など。題名に（案）と付く。取れたら {text: 案, until: 前の日}")
    effective: Annotated[
        tuple[Effective, ...], BeforeValidator(_effective, json_schema_input_type=Date | Effective | list[Date | Effective] | None)
    ] = Field((), description="施行日。決まっていなければ書かない。前の会議の資料を変えないなら {date: 施行日, since: 決まった日}")
    source: MaybeDated = Field(
        (), description="定めた告示など。改正するときに、題名の後の括弧の中に印刷する。平成25年見本市告示第12号 など"
    )
    form: Literal["numbers", "articles"] = Field(
        "numbers", description="形: numbers（style の charter_numbers の順）、articles（条建て。第１条、項、号）"
    )
    history: Lines = Field((), description="題名の下に右に寄せて印刷する、制定と改正の記録。平成25年４月１日制定 など")
    preamble: Lines = Field((), description="前文。段落の並び。第１条（目次があれば、その後）の前に印刷する")
    contents: Flag = Field(False, description="条建てで、目次を印刷するか。章と節の名前と条の番号は道具が書く")
    sections: tuple[ShortProvision, ...] = Field(min_length=1, description="項。条建てでは条、または章")
    supplementary: tuple[Annotated[Supplement, BeforeValidator(short_text)], ...] = Field(
        (), description="附則。文だけなら要領の初めの附則。改正の附則は {effective: 施行日, text: 文}"
    )
    schedules: tuple[Schedule, ...] = Field((), description="別表。本文と附則の後に印刷する")
    annexes: tuple[CharterAnnex, ...] = Field((), description="別紙")

    def rules(self, source: YamlSource, /) -> list[Problem]:
        """What its form has no place for, and 別表 whose rows do not make a table."""
        supplements = [each.paragraphs for each in self.supplementary]
        return [*form_problems(self.form, self.sections, supplements, source), *schedule_problems(self.schedules, source)]

    def provisions(self) -> Iterator[tuple[Path_, Provision, Term]]:
        """Every provision in the order of printing, those of its 附則 too: where it is written, it, and its term."""
        yield from walk_provisions(self.sections, ("sections",), Term())
        for index, supplement in enumerate(self.supplementary):
            term = Term(since=supplement.since or supplement.effective, until=supplement.until)
            yield from walk_provisions(supplement.paragraphs, ("supplementary", index, "paragraphs"), term)

    def called(self, day: dt.date) -> str:
        """What it calls itself on the day: 要綱, 規約."""
        return kind_of_charter(text_on(self.title, day) or "")

    def effective_on(self, day: dt.date) -> dt.date | None:
        """The day that it takes effect, as far as that was settled on `day`."""
        return next((each.date for each in self.effective if each.holds(day)), None)
