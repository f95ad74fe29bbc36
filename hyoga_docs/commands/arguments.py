"""What several commands are given: a body's folder, a day, leave to write."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.core.problem import UsageError, error
from hyoga_docs.japanese.date_reader import iso_day
from hyoga_docs.spec.base_model import as_date

if TYPE_CHECKING:
    import datetime as dt

_ANSWERS = {**dict.fromkeys(("はい", "ハイ", "y", "yes"), True), **dict.fromkeys(("いいえ", "イイエ", "n", "no"), False)}

Common = Annotated[str, typer.Option("--common", metavar="名前", help="meetings/ の下の、名簿のあるフォルダー")]


def day_of(text: str | None) -> dt.date | None:
    """The day that a person typed. Raises UsageError."""
    try:
        day: dt.date | None = as_date(text and iso_day(text))
    except ValueError as problem:
        raise UsageError([error("HD113", str(problem), quote=text)]) from problem
    return day


def is_confirmed(*, yes: bool) -> bool:
    """Whether the person wants it written. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        hint = "確かめてから、--yes を付けてください。"
        raise UsageError([error("HD653", "ここでは尋ねられません。何も書いていません。", hint=hint)])
    question = "この通りに書きますか（はい／いいえ）"
    while (meant := answer_meant(typer.prompt(question, default="いいえ"))) is None:
        question = "「はい」か「いいえ」で答えてください（y、n でもかまいません）"
    return meant


def answer_meant(answer: str) -> bool | None:
    """What a person means by an answer, in whatever width; None where it is neither yes nor no."""
    return _ANSWERS.get(unicodedata.normalize("NFKC", answer).strip().lower().rstrip("。.、"))
