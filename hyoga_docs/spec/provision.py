"""A provision of a charter: a heading or a sentence with what stands under it, or an article with its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from hyoga_docs.spec.base_model import Id, Waivable
from hyoga_docs.spec.term import Lines, MaybeDated, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.term import Phrase
    from hyoga_docs.spec.yaml.reader import Path_

#: The keys of what a provision says itself, in the order of printing, and of what stands under it.
WORDS = ("heading", "text", "latter", "proviso", "body", "bullets")
PARTS = ("sections", "paragraphs", "items")


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

    def phrases(self) -> Iterator[tuple[tuple[str, int], Phrase]]:
        """What it says itself on any day, each phrase with its path in it."""
        for key in WORDS:
            yield from (((key, index), phrase) for index, phrase in enumerate(getattr(self, key)))


#: A provision; one that is nothing but a sentence can be written as that.
ShortProvision = Annotated[Provision, BeforeValidator(short_text)]


def walk_provisions(provisions: Sequence[Provision], path: Path_, around: Term) -> Iterator[tuple[Path_, Provision, Term]]:
    """Every provision that is printed on some day of `around`, in the order of printing: where it is written, it, and its term.

    The term is no longer than that of the provision around it.
    """
    for index, provision in enumerate(provisions):
        if term := provision.within(around):
            yield (*path, index), provision, term
            for key in PARTS:
                yield from walk_provisions(getattr(provision, key), (*path, index, key), term)
