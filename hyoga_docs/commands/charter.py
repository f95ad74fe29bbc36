"""`hyoga-docs charter …` and `hyoga-docs roster diff`: what an amendment changed, and the papers that make it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.amendments.comparison.amendment_documents import amendment_drafts, comparison_drafts, write_drafts
from hyoga_docs.amendments.comparison.editions import compare_states, council_of
from hyoga_docs.amendments.comparison.text_report import bracketed, report
from hyoga_docs.commands.arguments import Common, day_of
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.spec.workspace_paths import workspace_around

if TYPE_CHECKING:
    from hyoga_docs.amendments.comparison.editions import Kind

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


def amend(
    base: Base = None, head: Head = None, on: On = None, out: Out = None, common: Common = "common", *, text: Text = False
) -> None:
    """改正する要領の案（改正文、新旧対照表、附則）と、改正後の全文を作る。

    改正文は下書きで、人が仕上げる。

    例: hyoga-docs charter amend 2020-04-01
    """
    _revise("charter", (base, head, on), out, common, text=text, amending=True)


def _revise(
    kind: Kind,
    named: tuple[str | None, str | None, str | None],
    out: Path | None,
    common: str,
    *,
    text: bool,
    amending: bool = False,
) -> None:
    with Console() as console:
        base, head, on = named
        council = council_of(workspace_around(Path.cwd()), common, today(), dict(os.environ))
        old, new = council.states(kind, base, head, day_of(on))
        compared = compare_states(old, new, council.platform)
        if compared.same:
            console.result(f"{old.called} と {new.called} とで、印刷するものは同じです。")
        else:
            paint = (lambda words: f"\x1b[4m{words}\x1b[24m") if console.color_out else bracketed
            console.say_painted(report(compared, council.platform.style.comparison, paint))
        if compared.unread:
            console.say(f"\nひな形の中の文は比べていません: {'、'.join(compared.unread)}")
        if not text and not compared.same:
            machine = this_machine(2, 120)
            drafts = (
                amendment_drafts(compared, council, (old, new), machine)
                if amending
                else comparison_drafts(compared, council, new, machine)
            )
            name = "-".join(["amendment" if amending else kind, *([common] if common != "common" else []), str(new.day)])
            place = (out or council.paths.build).resolve() / name
            made, found = write_drafts(drafts, place, machine, console.progress(place), console.wrote)
            console.found(found)
            console.result("\n".join(["", *(f"{short_path(path)} と PDF を作りました。" for path in made)]))
