"""`hyoga-docs charter diff` and `hyoga-docs roster diff`: what an amendment changed."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.comparison.amendment_documents import comparison_drafts, write_drafts
from hyoga_docs.amendments.comparison.annex_texts import FilledAnnexes
from hyoga_docs.amendments.comparison.editions import compare_states, council_of
from hyoga_docs.amendments.comparison.text_report import bracketed, report
from hyoga_docs.check.comparison_limit import comparison_limit
from hyoga_docs.commands.arguments import Common, day_of
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.spec.workspace_paths import workspace_around

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from contextlib import AbstractContextManager

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


def compare(council: Council, old: CharterAndRoster, new: CharterAndRoster) -> ComparisonTable:
    """The table of what two states of a charter or roster print."""
    with limit(council, new):
        return compare_states(old, new, council.platform, texts(council, new))


def limit(council: Council, new: CharterAndRoster) -> AbstractContextManager[None]:
    """Bounds what is compared with a state."""
    kind = "charter" if new.charter is not None else "roster"
    return comparison_limit(council.paths.display_path(council.path(kind)), new.called)


def texts(council: Council, new: CharterAndRoster) -> Callable[[CharterAndRoster], Texts]:
    """What reads the annexes of a state that are filled from templates."""
    return FilledAnnexes(council, this_machine(2, 120), new.day).texts


def say_same(console: Console, old: CharterAndRoster, new: CharterAndRoster, compared: ComparisonTable) -> None:
    """Says that nothing changed."""
    what = "比べたものは" if compared.unread else "印刷するものは"
    console.result(f"{old.called} と {new.called} とで、{what}同じです。")
    _say_unread(console, compared)


def say_differences(console: Console, compared: ComparisonTable, house: Comparison) -> None:
    """Says what changed, as the table shows it."""
    paint = (lambda words: f"\x1b[4m{words}\x1b[24m") if console.color_out else bracketed
    console.say_painted(report(compared, house, paint))
    _say_unread(console, compared)


def _say_unread(console: Console, compared: ComparisonTable) -> None:
    if compared.unread:
        console.say(f"\nひな形の中の文は比べていません: {'、'.join(compared.unread)}")


def write(console: Console, drafts: Callable[[Machine], list[DraftDocument]], place: Path) -> None:
    """Writes drafts as Word files and PDFs, and says which."""
    machine = this_machine(2, 120)
    made, found = write_drafts(drafts(machine), place, machine, console.progress(place), console.wrote)
    console.found(found)
    console.result("\n".join(["", *(f"{short_path(path)} と PDF を作りました。" for path in made)]))


def place_of(out: Path | None, council: Council, name: str, day: dt.date) -> Path:
    """The folder of what is written for a day."""
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
        compared = compare(council, old, new)
        if compared.same:
            say_same(console, old, new, compared)
            return
        say_differences(console, compared, council.platform.style.comparison)
        if not text:
            write(console, partial(comparison_drafts, compared, council, new), place_of(out, council, kind, new.day))
