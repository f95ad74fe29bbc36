"""The commands: arguments in, one call, words out. Alone prints, exits and asks what day and what machine it is."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import logging
import os
import signal
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from hyoga_docs import __version__
from hyoga_docs.messages import as_github, as_json, as_sarif, as_text, usage_words
from hyoga_docs.problem import ExitCode, HyogaError, Place, Problem, Severity, SpecError, error, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from hyoga_docs.build import Desk
    from hyoga_docs.problem import Said
    from hyoga_docs.supplied import Reader

app = typer.Typer(
    help="会議資料を、YAML と Word のひな形から一つの PDF に綴じます。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How problems are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


Specs = Annotated[list[Path], typer.Argument(help="会議の YAML（meetings/2019-10-31.yaml など）", show_default=False)]
Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="会議の YAML、または PDF・Word・txt などのファイル（なければ、ここの meetings/ のすべて）", show_default=False
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="結果の形")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="問題のほかは何も表示しない")]


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
    form: FormatOption = Format.TEXT,
    *,
    ocr: Annotated[bool, typer.Option("--ocr", help="紙を読み取ったページの文字を認識する")] = False,
    pdfa: Annotated[bool, typer.Option("--pdfa", help="長期保存用の PDF/A-2u にする")] = False,
    quiet: Quiet = False,
) -> None:
    """点検してから、配付する PDF を作る。"""
    from hyoga_docs.build import build as make  # noqa: PLC0415  so that --help needs nothing

    talk = _Talk(form, quiet=quiet)
    desk = replace(_desk(jobs, limit), ocr=ocr, archival=pdfa)
    codes = [ExitCode.DONE]
    for spec in specs:
        with talk.reporting(codes):
            built = make(spec, _out(spec, out), desk, talk.progress(spec))
            done = f"{_near(built.packet)}（{built.pages}ページ）"
            changed = f"{done} を作りました（変換 {built.converted}件）。" if built.fresh else f"{done} は最新です。"
            talk.result(changed, built.problems)
    talk.end(max(codes))


@app.command()
def check(
    files: Files = None,
    form: FormatOption = Format.TEXT,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="注意もエラーとして終わる")] = False,
    final: Annotated[bool, typer.Option("--final", help="決まっていないところ（●月●日など）をエラーにする")] = False,
    quiet: Quiet = False,
) -> None:
    """印刷する前に分かる間違いを、すべて一度に挙げる。PDF や Word のファイルだけでも調べる。"""
    from hyoga_docs.supplied import Reader, scratch  # noqa: PLC0415

    talk = _Talk(form, quiet=quiet, findings=True)
    desk = _desk(2, 120)
    codes = [ExitCode.DONE]
    for file in _each(files or [Path("meetings")]):
        with talk.reporting(codes), scratch() as folder:
            reader = Reader(desk.store, desk.environment, folder, desk.limit, desk.jobs)
            problems = _examine(file, reader, final=final)
            if has_errors(problems) or (strict and any(problem.severity is Severity.WARNING for problem in problems)):
                raise SpecError(problems)
            none = not any(problem.severity is Severity.WARNING for problem in problems)
            talk.result(
                f"{file}: {'直すところはありません' if none else 'エラーはありません'}。", [each.as_dict() for each in problems]
            )
    talk.end(max(codes))


def _each(files: list[Path]) -> list[Path]:
    """The files, and of a folder its meetings."""
    return [found for file in files for found in (sorted(file.glob("*.yaml")) if file.is_dir() else [file]) or [file]]


def _examine(file: Path, reader: Reader, *, final: bool) -> list[Problem]:
    """What is wrong with a meeting, or with a file on its own."""
    today = _today()
    if file.suffix.lower() in {".yaml", ".yml"} or file == Path("meetings"):
        from hyoga_docs.prepare import prepare  # noqa: PLC0415

        return list(prepare(file, reader, today=today, final=final).problems)
    from hyoga_docs.alone import check_file  # noqa: PLC0415

    return check_file(file, reader, today, final=final)


def _today() -> dt.date:
    """The day on this desk."""
    return dt.datetime.now().astimezone().date()


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="新しい作業場所", show_default=False)]) -> None:
    """新しい作業場所を作る（見本の会議、ひな形、スキーマ）。"""
    from hyoga_docs.scaffold import make_workspace  # noqa: PLC0415

    talk = _Talk(Format.TEXT, quiet=False)
    codes = [ExitCode.DONE]
    with talk.reporting(codes):
        spec = make_workspace(folder)
        talk.result(f"{folder} を作りました。次は: hyoga-docs build {spec}", [])
    talk.end(max(codes))


@app.command()
def new(
    date: Annotated[str, typer.Argument(help="次の会議の日（2020-02-10）", show_default=False)],
    source: Annotated[Path | None, typer.Option("--from", help="もとにする会議の YAML（なければ最後の会議）")] = None,
) -> None:
    """次の会議の YAML を、前の会議から作る（次第は同じ、資料は空）。"""
    from hyoga_docs.scaffold import new_meeting  # noqa: PLC0415

    talk = _Talk(Format.TEXT, quiet=False)
    codes = [ExitCode.DONE]
    with talk.reporting(codes):
        path = new_meeting(date, source, Path.cwd())
        talk.result(f"{_near(path)} を作りました。", [])
    talk.end(max(codes))


@app.command()
def schema(folder: Annotated[Path, typer.Argument(help="書き出す先")] = Path("schemas")) -> None:
    """エディターが補完と説明に使う JSON Schema を書き出す。"""
    from hyoga_docs.output import explained  # noqa: PLC0415
    from hyoga_docs.spec.schema import write_schemas  # noqa: PLC0415

    talk = _Talk(Format.TEXT, quiet=False)
    codes = [ExitCode.DONE]
    with talk.reporting(codes), explained(folder):
        names = write_schemas(folder)
        talk.result(f"{folder}/ に {'、'.join(names)} を書きました。", [])
    talk.end(max(codes))


@app.command()
def doctor() -> None:
    """この機械にあるもの、ないもの、その入れ方を示す。"""
    from hyoga_docs.doctor import examine  # noqa: PLC0415

    desk = _desk(1, 0)
    findings = examine(desk)
    for finding in findings:
        typer.echo(f"{'○' if finding.good else '×' if finding.needed else '△'} {finding.name}: {finding.says}")
        if finding.how:
            typer.echo(f"    → {finding.how}")
    if any(finding.needed and not finding.good for finding in findings):
        raise typer.Exit(ExitCode.MACHINE)


class _Talk:
    """What one command says: words on a terminal, or one document for a program at its end."""

    def __init__(self, form: Format, *, quiet: bool, findings: bool = False) -> None:
        """`findings` says that what is found is what was asked for, and goes where results go."""
        self.form, self.quiet, self.findings = form, quiet, findings
        self.said: list[Said] = []
        self.live = sys.stderr.isatty() and not quiet and form is Format.TEXT
        self.color = (sys.stdout if findings else sys.stderr).isatty() and "NO_COLOR" not in os.environ

    @contextlib.contextmanager
    def reporting(self, codes: list[ExitCode]) -> Iterator[None]:
        """Tells the problems that end a step, notes the exit code, and lets the command go on."""
        try:
            yield
        except HyogaError as problem:
            codes.append(problem.exit_code)
            self._tell([found.as_dict() for found in problem.problems])
        except OSError as problem:  # what no room foresaw; the system's own words, and the file that it names
            codes.append(ExitCode.MACHINE)
            place = Place(str(problem.filename)) if problem.filename else None
            self._tell([error("HD614", f"ファイルを扱えません（{problem.strerror or problem}）。", place=place).as_dict()])

    def progress(self, spec: Path) -> Callable[[str], None]:
        """A line that changes while a build goes on; on a terminal only."""

        def say(words: str) -> None:
            if self.live:
                typer.echo(f"\r\x1b[K{spec.stem}: {words}", nl=False, err=True)

        return say

    def result(self, words: str, problems: list[Said]) -> None:
        """What was done, after what was found on the way."""
        self._tell(problems)
        if not self.quiet and self.form is Format.TEXT:
            typer.echo(words)

    def _tell(self, problems: list[Said]) -> None:
        if self.live:
            typer.echo("\r\x1b[K", nl=False, err=True)
        if problems and self.form is Format.TEXT:
            between = "\n" if self.said else ""
            typer.echo(between + as_text(problems, color=self.color), err=not self.findings)
        self.said += problems

    def end(self, code: ExitCode) -> None:
        """Ends the command."""
        told = {Format.JSON: as_json, Format.SARIF: as_sarif, Format.GITHUB: as_github}.get(self.form)
        if document := told(self.said) if told else "":
            typer.echo(document)
        if code:
            raise typer.Exit(int(code))


def _desk(jobs: int, limit: float) -> Desk:
    from hyoga_docs.build import Desk  # noqa: PLC0415
    from hyoga_docs.store import Store, code_digest  # noqa: PLC0415

    chosen = os.environ.get("HYOGA_DOCS_CACHE")
    soffice = os.environ.get("HYOGA_DOCS_SOFFICE")
    if not chosen:
        from platformdirs import user_cache_dir  # noqa: PLC0415

        chosen = user_cache_dir("hyoga-docs", appauthor=False)
    return Desk(
        store=Store(Path(chosen), code_digest(Path(__file__).parent, _libraries())),
        home=Path.home(),
        environment=dict(os.environ),
        soffice=Path(soffice) if soffice else None,
        jobs=jobs,
        limit=limit,
    )


def _libraries() -> list[str]:
    """The libraries that are installed, with their versions: an update may give other results, and forgets the old ones."""
    return sorted(path.name for path in Path(typer.__file__).parent.parent.glob("*.dist-info"))


def _out(spec: Path, out: Path | None) -> Path:
    from hyoga_docs.spec.root import find_root  # noqa: PLC0415

    return (out or (find_root(spec) or spec.parent) / "build") / spec.stem


def _near(path: Path) -> str:
    """A path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a build as Ctrl-C does: children first."""
    raise KeyboardInterrupt


def main() -> None:
    """Runs the command; Ctrl-C ends with 130 and leaves the last good build whole."""
    gc.freeze()  # what is loaded by now stays; looking through it again and again costs a tenth of a build
    gc.set_threshold(50_000)
    logging.disable(logging.WARNING)  # the libraries' own remarks; what matters of them is a problem with a code
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # a closed window or a dropped line ends a build as Ctrl-C does
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupted)
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
