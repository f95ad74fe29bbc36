"""The 設置要領 (`common/charter.yaml`). Its numbers are never typed; `<id>` prints the number of today."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from hyoga_docs.spec.model import Date, FileName, Id, Names, Text, Waivable


def _short_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


class Provision(Waivable):
    """要領の一項。文だけの項は短く「- 文」と書ける。"""

    id: Id | None = Field(None, description="<id> で指すための名前（半角英数字）")
    heading: Text | None = Field(None, description="見出し")
    text: Text | None = Field(None, description="見出しのない項の文")
    body: Names = Field((), description="本文の段落")
    items: tuple[Annotated[Provision, BeforeValidator(_short_text)], ...] = Field((), description="番号を付ける項")
    bullets: Names = Field((), description="・を付ける項")

    @model_validator(mode="after")
    def _says_something(self) -> Provision:
        if (self.heading is None) == (self.text is None):
            msg = "heading（見出し）か text（文）のどちらか一つを書いてください。"
            raise ValueError(msg)
        return self


class CharterAnnex(Waivable):
    """要領の別紙。"""

    id: Id = Field(description="<id> で指すための名前")
    title: Text | None = Field(None, description="題名。roster では名簿の題名")
    document: FileName = Field("roster", description="templates/ のひな形の名前（roster なら構成員名簿）")


class Charter(Waivable):
    """設置要領。"""

    title: Text = Field(description="題名（案の印は status で付く）")
    status: Text | None = Field(None, description="案 など。題名に（案）と付く")
    effective: Date | None = Field(None, description="施行日。決まっていなければ書かない")
    sections: tuple[Annotated[Provision, BeforeValidator(_short_text)], ...] = Field(min_length=1, description="項")
    supplementary: tuple[Text, ...] = Field((), description="附則の文。<effective> は施行日")
    annexes: tuple[CharterAnnex, ...] = Field((), description="別紙")
