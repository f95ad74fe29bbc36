"""The mark of a list's numbers as people write it in YAML: a sample of the first one (`（１）`, `1.`, `第一`)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from hyoga_docs.japanese.numerals import MARKS, is_mark


def as_written(value: Any) -> Any:
    """The text of a mark; YAML takes `1.` for a number."""
    return "1." if isinstance(value, float) and value == 1 else value


def _mark(value: str) -> str:
    if not is_mark(value):
        msg = f"「{value}」は番号の見本になりません。一番目の番号を書いてください。例: {'、'.join(MARKS)}"
        raise ValueError(msg)
    return value


Mark = Annotated[
    str,
    BeforeValidator(as_written, json_schema_input_type=str | float),
    AfterValidator(_mark),
    Field(json_schema_extra={"examples": [*MARKS]}),
]

#: What stands before the mark of a 項 where the first one of an article has its number too: `第１条　１`.
FIRST = "第１条　"


def _paragraph_mark(value: str) -> str:
    _mark(value.removeprefix(FIRST))
    return value


ParagraphMark = Annotated[
    str,
    BeforeValidator(as_written, json_schema_input_type=str | float),
    AfterValidator(_paragraph_mark),
    Field(json_schema_extra={"examples": ["①", f"{FIRST}１"]}),
]
