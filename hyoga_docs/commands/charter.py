"""`hyoga-docs charter …` and `hyoga-docs roster diff`: what an amendment changed, and the papers that make it."""

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
from hyoga_docs.amendments.comparison.amendment_documents import comparison_drafts, write_drafts
from hyoga_docs.amendments.comparison.annex_texts import FilledAnnexes
from hyoga_docs.amendments.comparison.editions import compare_states, council_of
from hyoga_docs.amendments.comparison.text_report import bracketed, report
from hyoga_docs.commands.arguments import Common, day_of
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import UsageError, error
from hyoga_docs.spec.workspace_paths import workspace_around

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.amendments.amending.drafts import AmendingDraft
    from hyoga_docs.amendments.comparison.amendment_documents import DraftDocument
    from hyoga_docs.amendments.comparison.editions import CharterAndRoster, Council, Kind, Texts
    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.spec.style import Comparison

Base = Annotated[
    str | None,
    typer.Argument(metavar="前", help="日、YAML ファイル、git の版。日だけなら、その日の改正（なければ、次か最後の改正）"),
]
Head = Annotated[str | None, typer.Argument(metavar="後", help="日、YAML ファイル、git の版（なければ、今のファイル）")]
On = Annotated[str | None, typer.Option("--on", metavar="日", help="ファイルと版を、この日のものとして読む（なければ今日）")]
Out = Annotated[Path | None, typer.Option("--out", metavar="場所", help="出力先（この下に改正ごとのフォルダーができる）")]
Text = Annotated[bool, typer.Option("--text", help="画面に示すだけで、Word と PDF を作らない")]


def roster_diff(
    base: Base = None, head: Head = None, on: On = None, out: Out = None, common: Common = "common", *, text: Text = False
) -> None:
    """名簿の新旧対照表を Word と PDF で作る。

    何も書かなければ、次の改正（なければ最後の改正）の前と後。

    例: hyoga-docs roster diff 2020-04-01
    """
    _revise("roster", (base, head, on), out, common, text=text)


def charter_diff(
    base: Base = None, head: Head = None, on: On = None, out: Out = None, common: Common = "common", *, text: Text = False
) -> None:
    """設置要領（と別紙の名簿）の新旧対照表を Word と PDF で作る。

    何も書かなければ、次の改正（なければ最後の改正）の前と後。

    例: hyoga-docs charter diff 2020-04-01
    """
    _revise("charter", (base, head, on), out, common, text=text)


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
        compared = _compare(council, old, new)
        form = form or AmendingForm(council.platform.style.amendment.form)
        if compared.same and form is not AmendingForm.WHOLE:
            _say_same(console, old, new, compared)
            return
        if form is AmendingForm.TABLE:
            _say_differences(console, compared, council.platform.style.comparison)
            drafts = partial(table_drafts, compared, council, (old, new))
        else:
            made = amending_draft(council, old, new, _texts(council, new), whole=form is AmendingForm.WHOLE)
            _say_document(console, made)
            drafts = partial(sentences_drafts, made, compared, council, new)
        if not text:
            _write(console, drafts, _place(out, council, "amendment", new.day))


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
        _write(console, partial(repeal_drafts, made, council, old), _place(out, council, "repeal", day))


def _say_document(console: Console, made: AmendingDraft) -> None:
    console.say_painted(document_lines(made.document))
    if made.how:
        console.say(f"\n{made.how}")


def _compare(council: Council, old: CharterAndRoster, new: CharterAndRoster) -> ComparisonTable:
    return compare_states(old, new, council.platform, _texts(council, new))


def _texts(council: Council, new: CharterAndRoster) -> Callable[[CharterAndRoster], Texts]:
    return FilledAnnexes(council, this_machine(2, 120), new.day).texts


def _say_same(console: Console, old: CharterAndRoster, new: CharterAndRoster, compared: ComparisonTable) -> None:
    what = "比べたものは" if compared.unread else "印刷するものは"
    console.result(f"{old.called} と {new.called} とで、{what}同じです。")
    _say_unread(console, compared)


def _say_differences(console: Console, compared: ComparisonTable, house: Comparison) -> None:
    paint = (lambda words: f"\x1b[4m{words}\x1b[24m") if console.color_out else bracketed
    console.say_painted(report(compared, house, paint))
    _say_unread(console, compared)


def _say_unread(console: Console, compared: ComparisonTable) -> None:
    if compared.unread:
        console.say(f"\nひな形の中の文は比べていません: {'、'.join(compared.unread)}")


def _write(console: Console, drafts: Callable[[Machine], list[DraftDocument]], place: Path) -> None:
    machine = this_machine(2, 120)
    made, found = write_drafts(drafts(machine), place, machine, console.progress(place), console.wrote)
    console.found(found)
    console.result("\n".join(["", *(f"{short_path(path)} と PDF を作りました。" for path in made)]))


def _place(out: Path | None, council: Council, name: str, day: dt.date) -> Path:
    body = [council.common] if council.common != "common" else []
    return (out or council.paths.build).resolve() / "-".join([name, *body, str(day)])


def _revise(
    kind: Kind,
    named: tuple[str | None, str | None, str | None],
    out: Path | None,
    common: str,
    *,
    text: bool,
) -> None:
    with Console() as console:
        base, head, on = named
        council = council_of(workspace_around(Path.cwd()), common, today(), dict(os.environ))
        old, new = council.states(kind, base, head, day_of(on))
        compared = _compare(council, old, new)
        if compared.same:
            _say_same(console, old, new, compared)
            return
        _say_differences(console, compared, council.platform.style.comparison)
        if not text:
            _write(console, partial(comparison_drafts, compared, council, new), _place(out, council, kind, new.day))
