"""The commands: arguments in, one call, words out. Alone prints, exits and asks what day and what machine it is."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from hyoga_docs import __version__
from hyoga_docs.commands import charter, diff, roster, roster_spreadsheet, textconv
from hyoga_docs.commands.console import Console, ProblemFormat, ProblemFormatOption, Quiet, short_path, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.commands.problem_formats import usage_words
from hyoga_docs.core.problem import ExitCode, Problem, Severity, SpecError, has_errors
from hyoga_docs.core.process import prepare_process

if TYPE_CHECKING:
    from hyoga_docs.pipeline.machine import IntakeSettings
    from hyoga_docs.spec.workspace_paths import MeetingFile

app = typer.Typer(
    help="会議資料を、YAML と Word のひな形から一つの PDF に綴じます。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

roster.app.command("diff")(charter.roster_diff)
roster_spreadsheet.add_to(roster.app)
app.command()(diff.diff)
app.add_typer(roster.app, name="roster")
app.add_typer(charter.charter_app, name="charter")
textconv.add_to(app)

Specs = Annotated[list[Path], typer.Argument(help="会議の YAML（meetings/2019-10-31.yaml など）", show_default=False)]
Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="会議の YAML、または PDF・Word・txt などのファイル（なければ、ここの meetings/ のすべて）", show_default=False
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hyoga-docs {__version__}")
        raise typer.Exit


@app.callback()
def common(
    *,
    version: Annotated[bool, typer.Option("--version", help="版を表示する", is_eager=True, callback=_version)] = False,
) -> None:
    """会議資料を、YAML と Word のひな形から一つの PDF に綴じます。"""


@app.command()
def build(
    specs: Specs,
    out: Annotated[Path | None, typer.Option("--out", help="出力先（この下に会議ごとのフォルダーができる）")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=16, help="同時に動かす LibreOffice の数")] = 2,
    limit: Annotated[float, typer.Option("--limit", min=5, help="一つの文書の変換に待つ秒数")] = 120,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    ocr: Annotated[bool, typer.Option("--ocr", help="紙を読み取ったページの文字を認識する")] = False,
    pdfa: Annotated[bool, typer.Option("--pdfa", help="長期保存用の PDF/A-2u にする")] = False,
    quiet: Quiet = False,
) -> None:
    """点検してから、配付する PDF を作る。"""
    from hyoga_docs.pipeline.build import build as make  # noqa: PLC0415  so that --help needs nothing
    from hyoga_docs.spec.workspace_paths import find_meeting  # noqa: PLC0415

    machine = replace(this_machine(jobs, limit), ocr=ocr, archival=pdfa)
    with Console(form, quiet=quiet) as console:
        for spec in specs:
            with console.step(spec):
                meeting = find_meeting(spec)
                built = make(meeting, _out(meeting, out), machine, console.progress(spec))
                done = f"{short_path(built.packet)}（{built.pages}ページ）"
                changed = f"{done} を作りました（変換 {built.converted}件）。" if built.fresh else f"{done} は最新です。"
                console.result(changed, built.problems)


@app.command()
def check(
    files: Files = None,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="注意もエラーとして終わる")] = False,
    final: Annotated[bool, typer.Option("--final", help="決まっていないところ（●月●日など）をエラーにする")] = False,
    quiet: Quiet = False,
) -> None:
    """印刷する前に分かる間違いを、すべて一度に挙げる。PDF や Word のファイルだけでも調べる。"""
    from hyoga_docs.pipeline.intake import scratch  # noqa: PLC0415

    machine = this_machine(2, 120)
    with Console(form, quiet=quiet, findings=True) as console:
        for file in _each(files or [Path("meetings")]):
            with console.step(file), scratch() as folder:
                reader = machine.intake_settings(folder)
                problems = _examine(file, reader, final=final)
                if has_errors(problems) or (strict and any(problem.severity is Severity.WARNING for problem in problems)):
                    raise SpecError(problems)
                none = not any(problem.severity is Severity.WARNING for problem in problems)
                console.result(
                    f"{file}: {'直すところはありません' if none else 'エラーはありません'}。", [each.as_dict() for each in problems]
                )


def _each(files: list[Path]) -> list[Path]:
    """The files, and of a folder its meetings."""
    return [found for file in files for found in (sorted(file.glob("*.yaml")) if file.is_dir() else [file]) or [file]]


def _examine(file: Path, reader: IntakeSettings, *, final: bool) -> list[Problem]:
    """What is wrong with a meeting, or with a file on its own."""
    from hyoga_docs.spec.workspace_paths import find_meeting, find_workspace  # noqa: PLC0415

    if file.suffix.lower() in {".yaml", ".yml"} or file == Path("meetings"):
        from hyoga_docs.pipeline.prepare import prepare  # noqa: PLC0415

        return list(prepare(find_meeting(file), reader, today=today(), final=final).problems)
    from hyoga_docs.pipeline.check_file import check_file  # noqa: PLC0415

    return check_file(file, find_workspace(file), reader, today(), final=final)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="新しい作業場所", show_default=False)]) -> None:
    """新しい作業場所を作る（見本の会議、ひな形、スキーマ、git と GitHub Actions の設定）。"""
    from hyoga_docs.diff.git_setup import install  # noqa: PLC0415
    from hyoga_docs.spec.scaffold import make_workspace  # noqa: PLC0415

    with Console() as console:
        spec = make_workspace(folder)
        console.result(f"{folder} を作りました。次は: hyoga-docs build {spec}")
        console.result("\n".join(textconv.installation_report(install(folder, dict(os.environ)))))


@app.command()
def new(
    date: Annotated[str, typer.Argument(help="次の会議の日（2020-02-10）", show_default=False)],
    source: Annotated[Path | None, typer.Option("--from", help="もとにする会議の YAML（なければ最後の会議）")] = None,
) -> None:
    """次の会議の YAML を、前の会議から作る（次第は同じ、資料は空）。"""
    from hyoga_docs.spec.scaffold import last_meeting, new_meeting  # noqa: PLC0415
    from hyoga_docs.spec.workspace_paths import find_workspace  # noqa: PLC0415

    with Console() as console:
        path = new_meeting(date, source or last_meeting(find_workspace(Path.cwd()), Path.cwd()))
        console.result(f"{short_path(path)} を作りました。")


@app.command()
def schema(folder: Annotated[Path, typer.Argument(help="書き出す先")] = Path("schemas")) -> None:
    """エディターが補完と説明に使う JSON Schema を書き出す。"""
    from hyoga_docs.core.files import os_errors_as_problems  # noqa: PLC0415
    from hyoga_docs.spec.schema import write_schemas  # noqa: PLC0415

    with Console() as console, os_errors_as_problems(folder):
        names = write_schemas(folder)
        console.result(f"{folder}/ に {'、'.join(names)} を書きました。")


@app.command()
def doctor() -> None:
    """この機械にあるもの、ないもの、その入れ方を示す。"""
    from hyoga_docs.commands.doctor import examine  # noqa: PLC0415

    machine = this_machine(1, 0)
    findings = examine(machine, Path.cwd())
    for finding in findings:
        typer.echo(f"{'○' if finding.good else '×' if finding.needed else '△'} {finding.name}: {finding.says}")
        if finding.how:
            typer.echo(f"    → {finding.how}")
    if any(finding.needed and not finding.good for finding in findings):
        raise typer.Exit(ExitCode.MACHINE)


def _out(meeting: MeetingFile, out: Path | None) -> Path:
    return (out or meeting.workspace.build) / meeting.path.stem


def main() -> None:
    """Runs the command; Ctrl-C ends with 130 and leaves the last good build whole."""
    gc.freeze()  # what is loaded by now stays; looking through it again and again costs a tenth of a build
    gc.set_threshold(50_000)
    prepare_process()
    try:
        code = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except Exception as problem:
        if not hasattr(problem, "format_message"):
            raise
        if type(problem).__name__ == "NoArgsIsHelpError":
            _stop(str(getattr(problem, "message", problem)), ExitCode.USAGE)
        _stop(f"使い方が違います: {usage_words(problem)}", ExitCode.USAGE)
    if code == ExitCode.INTERRUPTED:  # typer, too, answers Ctrl-C with this code
        _stop("中断しました。前の版はそのまま残っています。", ExitCode.INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _stop(words: str, code: ExitCode) -> NoReturn:
    typer.echo(f"\n{words}", err=True)
    sys.exit(int(code))
