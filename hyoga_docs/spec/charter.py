"""The 設置要領 (`common/charter.yaml`). Its numbers are never typed; `<id>` prints the number of the day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator, model_validator

from hyoga_docs.spec.base_model import Date, FileName, Id, Names, Text, Waivable
from hyoga_docs.spec.term import Dated, Lines, MaybeDated, Term


def _short_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


class Provision(Waivable, Term):
    """要領の一項。文だけの項は短く「- 文」と書ける。改めた項は、同じ id で前の項（until）と後の項（since）を続けて書く。"""

    id: Id | None = Field(None, description="<id> で指すための名前（半角英数字）")
    heading: MaybeDated = Field((), description="見出し")
    text: MaybeDated = Field((), description="見出しのない項の文")
    body: Lines = Field((), description="本文の段落。改めた段落は {text: 文, until: …} と {text: 文, since: …}")
    items: tuple[Annotated[Provision, BeforeValidator(_short_text)], ...] = Field((), description="番号を付ける項")
    bullets: Lines = Field((), description="・を付ける項")

    @model_validator(mode="after")
    def _says_something(self) -> Provision:
        if bool(self.heading) == bool(self.text):
            msg = "heading（見出し）か text（文）のどちらか一つを書いてください。"
            raise ValueError(msg)
        return self


class CharterAnnex(Waivable, Term):
    """要領の別紙。"""

    id: Id = Field(description="<id> で指すための名前")
    title: Text | None = Field(None, description="題名。roster では名簿の題名")
    document: FileName = Field("roster", description="templates/ のひな形の名前（roster なら構成員名簿）")

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

    text: Names = Field(min_length=1, description="附則の文。<effective> は、この附則の施行日（なければ要領の施行日）")
    effective: Date | None = Field(None, description="この改正の施行日。書くと、前の附則と分けて「附則」を立てる")

    def holds(self, day: dt.date) -> bool:
        """Whether it is printed on the day; one with a day of its own is printed from that day on."""
        return super().holds(day) and (self.since is not None or self.effective is None or self.effective <= day)


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
    sections: tuple[Annotated[Provision, BeforeValidator(_short_text)], ...] = Field(min_length=1, description="項")
    supplementary: tuple[Annotated[Supplement, BeforeValidator(_short_text)], ...] = Field(
        (), description="附則。文だけなら要領の初めの附則。改正の附則は {effective: 施行日, text: 文}"
    )
    annexes: tuple[CharterAnnex, ...] = Field((), description="別紙")

    def effective_on(self, day: dt.date) -> dt.date | None:
        """The day that it takes effect, as far as that was settled on `day`."""
        return next((each.date for each in self.effective if each.holds(day)), None)
