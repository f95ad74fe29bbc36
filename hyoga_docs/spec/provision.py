"""A provision of a charter: a heading or a sentence with what stands under it, or an article with its paragraphs."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from hyoga_docs.spec.base_model import Id, Waivable
from hyoga_docs.spec.term import Lines, MaybeDated, Term


def short_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


def _branch(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


#: How deep a number is a branch of the one before it: 第３条の２ is 1.
Branch = Annotated[int, BeforeValidator(_branch, json_schema_input_type=bool | int), Field(ge=0, le=3)]


class Provision(Waivable, Term):
    """要領の一項。文だけの項は短く「- 文」と書ける。改めた項は、同じ id で前の項（until）と後の項（since）を続けて書く。"""

    id: Id | None = Field(None, description="<id> で指すための名前（半角英数字）")
    heading: MaybeDated = Field((), description="見出し。条建てでは、条の前に（見出し）と印刷する。章や節ではその名前")
    text: MaybeDated = Field((), description="見出しのない項の文。条建てでは、項が一つの条の文、項の文、号の文")
    latter: MaybeDated = Field((), description="条建ての後段（この場合において…）。text に続けて印刷する")
    proviso: MaybeDated = Field((), description="条建てのただし書（ただし、…）。text と latter に続けて印刷する")
    body: Lines = Field((), description="本文の段落。改めた段落は {text: 文, until: …} と {text: 文, since: …}")
    items: tuple[ShortProvision, ...] = Field((), description="番号を付ける項。条建てでは号、その下のア、（ア）")
    bullets: Lines = Field((), description="・を付ける項")
    paragraphs: tuple[ShortProvision, ...] = Field((), description="条建てで、項が二つ以上ある条の項。第２項から番号が付く")
    sections: tuple[ShortProvision, ...] = Field(
        (), description="条建てで、章（その中では節、款）に入る条。これがあれば heading は章の名前"
    )
    branch: Branch = Field(0, description="条建てで、前の条（号、章）の枝番号にする: true なら第３条の２、2 なら第３条の２の２")

    @model_validator(mode="after")
    def _says_something(self) -> Provision:
        if not (self.heading or self.text or self.paragraphs):
            msg = "heading（見出し）か text（文）を書いてください。"
            raise ValueError(msg)
        return self


#: A provision; one that is nothing but a sentence can be written as that.
ShortProvision = Annotated[Provision, BeforeValidator(short_text)]
