"""The command line: which commands there are, and where each is. A command's file is loaded when the command is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Annotated, Any, NoReturn

import typer

from hyoga_docs import __version__
from hyoga_docs.commands.japanese_help import JapaneseCommand, JapaneseGroup
from hyoga_docs.commands.usage_errors import help_instead, is_usage_error, usage_words
from hyoga_docs.core.limits import TooLongError
from hyoga_docs.core.problem import ExitCode
from hyoga_docs.core.this_process import prepare_process
from hyoga_docs.core.unforeseen import for_developers, said
from hyoga_docs.core.visible import visible_lines

#: In which environment variable a shell asks what could be typed.
COMPLETE_VARIABLE = "_HYOGA_DOCS_COMPLETE"


def _load(file: str) -> Any:
    """A file of this room, loaded where it is wanted: what the others need is much, and a list of commands needs nothing."""
    return importlib.import_module(f"hyoga_docs.commands.{file}")


class LateCommand(JapaneseCommand):
    """A command by its name, its place (`file:function` in this room) and the first line of its help.

    That is all that lists, suggestions and completion need; what the command takes is read from its file once it is called.
    """

    def __init__(self, name: str, place: str, summary: str) -> None:
        super().__init__(name, help=summary, short_help=summary, rich_markup_mode=None)
        self.file, _, self.function = place.partition(":")

    def load(self) -> Any:
        """The command itself."""
        module = _load(self.file)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(self.name, cls=JapaneseCommand)(getattr(module, self.function))
        return typer.main.get_command(alone)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Where a call begins: it is the command itself that is called."""
        return self.load().make_context(info_name, args, parent, **extra)


ROSTER = (
    LateCommand("show", "roster:show", "ある日の名簿を表で示す。"),
    LateCommand("add", "roster:add", "構成員を足す。"),
    LateCommand("retire", "roster:retire", "構成員が抜ける（前の日までの任期にする）。"),
    LateCommand("rename", "roster:rename", '名前、職名、氏名、備考などを改める（「""」で消す）。区分の名前も改められる。'),
    LateCommand("exchange", "roster:exchange", "二つの構成員の氏名を入れ替える。"),
    LateCommand("move", "roster:move", "区分や順を変える。"),
    LateCommand("withdraw", "roster:withdraw", "その日からの変更を取りやめる。"),
    LateCommand("diff", "charter:roster_diff", "名簿の新旧対照表を Word と PDF で作る。"),
    LateCommand("export", "roster_spreadsheet:export_sheet", "名簿を Excel か CSV に書き出す（すべての任期）。"),
    LateCommand("import", "roster_spreadsheet:import_sheet", "Excel か CSV に書き込んだ名簿を、変わるところを確かめて読み込む。"),
)
CHARTER = (
    LateCommand("import", "charter_import:import_text", "今ある要綱や規約を読み込んで、設置要領の YAML を作る。"),
    LateCommand("diff", "charter:charter_diff", "設置要領（と別紙の名簿）の新旧対照表を Word と PDF で作る。"),
    LateCommand("amend", "charter_amend:amend", "改正する要領の案（改正文、新旧対照表、附則）と、改正後の全文を作る。"),
)

ATTENDANCE = (
    LateCommand("export", "attendance:export_sheet", "出欠を書き込む表を Excel か CSV に書き出す。"),
    LateCommand("import", "attendance:import_sheet", "書き込んだ出欠の表を、変わるところを確かめて会議の YAML に書く。"),
)


def _group(name: str, commands: tuple[LateCommand, ...], summary: str) -> JapaneseGroup:
    return JapaneseGroup(
        name=name, commands=commands, help=summary, short_help=summary, no_args_is_help=True, rich_markup_mode=None
    )


#: In the order in which a secretariat meets them.
COMMANDS = (
    LateCommand(
        "init", "init:init", "新しい作業場所を作る（自分の会議体の初めの会議、ひな形、スキーマ、git と GitHub Actions の設定）。"
    ),
    LateCommand("new", "new:new", "次の会議の YAML を、前の会議から作る（次第は同じ、資料は空）。"),
    LateCommand("add", "add:add", "届いた資料を会議のフォルダーに写し、会議の YAML に資料の行を書く。"),
    LateCommand("status", "status:status", "資料がどこまで届いたか、いつ、どこから届くか、次に何をするかを示す。"),
    LateCommand("check", "check:check", "印刷する前に分かる間違いを、すべて一度に挙げる。PDF や Word のファイルだけでも調べる。"),
    LateCommand("build", "build:build", "点検してから、配付する PDF を作る。"),
    LateCommand("letters", "letters:letters", "開催通知、出欠票、席札など、資料のほかに要る文書を Word と PDF で作る。"),
    LateCommand("minutes", "minutes:minutes", "会議録と会議概要を、書き込めるように Word と PDF で作る。"),
    _group("roster", ROSTER, "構成員名簿を見る、改める、見比べる。"),
    _group("charter", CHARTER, "設置要領を読み込む、改正を見る、作る。"),
    _group("attendance", ATTENDANCE, "会議の出欠を Excel で集める。"),
    LateCommand("diff", "diff:diff", "配付するものの、前と後との違いを示す。違いがあれば 10 で終わる。"),
    LateCommand("publish", "publish:publish", "公開するページと資料を、そのままウェブに置けるフォルダーに作る。"),
    LateCommand(
        "archive", "archive:archive", "会議のすべて（YAML、届いた資料、Word、冊子、会議録など）を一つのファイルに保存する。"
    ),
    LateCommand("textconv", "textconv:textconv", "ファイルの文字を一行ずつ示す（git diff と git log -p が使う）。"),
    LateCommand("schema", "schema:schema", "エディターが補完と説明に使う JSON Schema を書き出す。"),
    LateCommand("doctor", "doctor:doctor", "この機械にあるもの、ないもの、その入れ方を示す。"),
)


class HyogaDocs(JapaneseGroup):
    """All the commands."""

    first_steps = "初めての方は「hyoga-docs init フォルダー」で、自分の会議体の作業場所を作ってください。"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": COMMANDS})


app = typer.Typer(
    cls=HyogaDocs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:  # which is how a line that is still being typed is read
        typer.echo(f"hyoga-docs {__version__}")
        raise typer.Exit


def _install_completion(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        _load("completion").install_completion()


def _show_completion(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        _load("completion").show_completion()


Version = Annotated[bool, typer.Option("--version", help="版を表示する", is_eager=True, callback=_show_version)]
InstallCompletion = Annotated[
    bool,
    typer.Option(
        "--install-completion", help="Tab キーで補えるように、このシェルに設定する", is_eager=True, callback=_install_completion
    ),
]
ShowCompletion = Annotated[
    bool, typer.Option("--show-completion", help="その設定を書き換えずに示す", is_eager=True, callback=_show_completion)
]


@app.callback()
def hyoga_docs(
    *, version: Version = False, install_completion: InstallCompletion = False, show_completion: ShowCompletion = False
) -> None:
    """会議資料を、YAML と Word のひな形から一つの PDF に綴じます。"""


def main() -> None:
    """Runs the command; Ctrl-C ends with 130 and leaves the last good build whole."""
    gc.freeze()  # what is loaded by now stays; looking through it again and again costs a tenth of a build
    gc.set_threshold(50_000)
    prepare_process()
    try:
        if COMPLETE_VARIABLE in os.environ:
            _load("completion").answer_shells()
        code = app(standalone_mode=False, complete_var=COMPLETE_VARIABLE)
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except (MemoryError, RecursionError, TooLongError) as problem:  # where no console was there yet
        _stop(f"途中で先へ進めなくなりました（{said(problem)}）。{for_developers(problem)}", ExitCode.MACHINE)
    except Exception as problem:
        if not is_usage_error(problem):
            raise
        _stop(help_instead(problem) or f"使い方が違います: {usage_words(problem)}", ExitCode.USAGE)
    if code == ExitCode.INTERRUPTED:  # typer, too, answers Ctrl-C with this code
        _stop("中断しました。前の版はそのまま残っています。", ExitCode.INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _stop(words: str, code: ExitCode) -> NoReturn:
    typer.echo(f"\n{visible_lines(words)}", err=True)
    sys.exit(int(code))
