"""`hyoga-docs charter amend`: the papers that amend a charter, replace it or repeal it."""

from __future__ import annotations

import datetime as dt
import os
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.amending.document_context import document_lines
from hyoga_docs.amendments.amending.drafts import amending_draft, repeal_drafts, repealing_draft, sentences_drafts, table_drafts
from hyoga_docs.amendments.comparison.editions import council_of
from hyoga_docs.commands.arguments import Common, day_of
from hyoga_docs.commands.charter import Base, Head, On, Out, Text, compare, limit, place_of, say_differences, say_same, texts, write
from hyoga_docs.commands.console import Console, today
from hyoga_docs.core.problem import UsageError, error
from hyoga_docs.spec.workspace_paths import workspace_around

if TYPE_CHECKING:
    from hyoga_docs.amendments.amending.drafts import AmendingDraft
    from hyoga_docs.amendments.comparison.editions import Council


class AmendingForm(StrEnum):
    """How the document that amends says what it amends."""

    TABLE = "新旧対照表"
    SENTENCES = "改め文"
    WHOLE = "全部改正"


Form = Annotated[AmendingForm | None, typer.Option("--form", metavar="改め方", help="新旧対照表、改め文、全部改正（なければ家風）")]
Repeal = Annotated[str | None, typer.Option("--repeal", metavar="日", help="改めずに、この日に廃止する")]


def amend(
    base: Base = None,
    head: Head = None,
    on: On = None,
    out: Out = None,
    common: Common = "common",
    form: Form = None,
    repeal: Repeal = None,
    *,
    text: Text = False,
) -> None:
    """改正する要領の案（改正文、新旧対照表、附則）と、改正後の全文を作る。

    案は下書きで、人が仕上げる。

    例: hyoga-docs charter amend 2020-04-01 --form 改め文
    """
    with Console() as console:
        council = council_of(workspace_around(Path.cwd()), common, today(), dict(os.environ))
        if repeal is not None:
            _repeal(console, council, repeal, (base, head, on, form), out, text=text)
            return
        old, new = council.states("charter", base, head, day_of(on))
        compared = compare(council, old, new)
        form = form or AmendingForm(council.platform.style.amendment.form)
        if compared.same and form is not AmendingForm.WHOLE:
            say_same(console, old, new, compared)
            return
        if form is AmendingForm.TABLE:
            say_differences(console, compared, council.platform.style.comparison)
            drafts = partial(table_drafts, compared, council, (old, new))
        else:
            with limit(council, new):
                made = amending_draft(council, old, new, texts(council, new), whole=form is AmendingForm.WHOLE)
            _say_document(console, made)
            drafts = partial(sentences_drafts, made, compared, council, new)
        if not text:
            write(console, drafts, place_of(out, council, "amendment", new.day))


def _repeal(
    console: Console,
    council: Council,
    repeal: str,
    others: tuple[str | None, ...],
    out: Path | None,
    *,
    text: bool,
) -> None:
    day = day_of(repeal)
    if day is None or any(others):
        hint = "例: hyoga-docs charter amend --repeal 2026-04-01"
        raise UsageError(
            [error("HD692", "--repeal には日だけを書き、ほかの日、版、--form は付けません。", quote=repeal, hint=hint)]
        )
    old = council.now("charter", day - dt.timedelta(1), f"{day}")
    made = repealing_draft(council, old, day)
    _say_document(console, made)
    if not text:
        write(console, partial(repeal_drafts, made, council, old), place_of(out, council, "repeal", day))


def _say_document(console: Console, made: AmendingDraft) -> None:
    console.say_painted(document_lines(made.document))
    if made.how:
        console.say(f"\n{made.how}")
