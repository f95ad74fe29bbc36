"""What is in force from a day to a day: members, provisions, and words that were other words before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from hyoga_docs.spec.base_model import Date, Model, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = dt.timedelta(1)


class Term(Model):
    """Something with a term; both its days belong to it, and one that is not written is open."""

    since: Date | None = Field(None, description="この日から。書かなければ初めから")
    until: Date | None = Field(None, description="この日まで（この日を含む）。書かなければ今も")

    @model_validator(mode="after")
    def _in_order(self) -> Term:
        if self.since and self.until and self.until < self.since:
            msg = f"until（{self.until}）が since（{self.since}）より前です。"
            raise ValueError(msg)
        return self

    def holds(self, day: dt.date) -> bool:
        """Whether the term covers the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def turns(self) -> Iterator[tuple[str, dt.date]]:
        """The day on which it begins (`since`) and the one on which it is over (`until`), as far as there are such days."""
        if self.since is not None:
            yield "since", self.since
        if self.until is not None and self.until < dt.date.max:
            yield "until", self.until + _DAY

    def within(self, other: Term) -> Term | None:
        """The days that two terms share, None where they share none."""
        if not self.meets(other):
            return None
        since = max((each.since for each in (self, other) if each.since), default=None)
        until = min((each.until for each in (self, other) if each.until), default=None)
        return Term(since=since, until=until)

    def meets(self, other: Term) -> bool:
        """Whether two terms share a day."""
        before = self.until is not None and other.since is not None and self.until < other.since
        after = other.until is not None and self.since is not None and other.until < self.since
        return not (before or after)


class Phrase(Term):
    """言葉と、その言葉だった間。"""

    text: Text = Field(description="言葉")


def _phrases(value: Any) -> Any:
    """`案`, `{text: 案, until: …}` and lists of either are all lists of phrases."""
    if isinstance(value, (list, tuple)):
        return tuple(_phrase(each) for each in value)
    return (_phrase(value),)


def _phrase(value: Any) -> Any:
    return value if isinstance(value, (dict, Phrase)) else {"text": value}


def _none_or_phrases(value: Any) -> Any:
    return () if value is None else _phrases(value)


_WRITTEN = str | Phrase | list[str | Phrase]

#: One text, or what it was in turn, each with its term.
Dated = Annotated[tuple[Phrase, ...], BeforeValidator(_phrases, json_schema_input_type=_WRITTEN), Field(min_length=1)]
#: The same, where there may be none.
MaybeDated = Annotated[tuple[Phrase, ...], BeforeValidator(_none_or_phrases, json_schema_input_type=_WRITTEN | None)]
#: Texts in a row, each with its own term.
Lines = MaybeDated


def text_on(phrases: tuple[Phrase, ...], day: dt.date) -> str | None:
    """The words of that day, or None where there were none."""
    return next((phrase.text for phrase in phrases if phrase.holds(day)), None)
