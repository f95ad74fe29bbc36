"""`hyoga-docs diff`: what changed between two states of the papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.commands.arguments import day_of
from hyoga_docs.commands.console import Console, Quiet, RequireIsolation, short_path, today
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.files import os_errors_as_problems, write_whole
from hyoga_docs.core.problem import ExitCode, Place, UsageError, error
from hyoga_docs.diff.diff import DiffRequest, find_differences, next_round
from hyoga_docs.diff.packets import PacketRenderer
from hyoga_docs.diff.replacement.build import make_replacement
from hyoga_docs.diff.replacement.notice import unseen_papers
from hyoga_docs.diff.report.docx_report import Redlines, write_redlines
from hyoga_docs.diff.report.html_report import html_report
from hyoga_docs.diff.report.json_report import json_report
from hyoga_docs.diff.report.markdown_report import markdown_report
from hyoga_docs.diff.report.page_images import DrawnPages
from hyoga_docs.diff.report.text_report import marked, text_report
from hyoga_docs.pipeline.intake import scratch
from hyoga_docs.spec.workspace_paths import find_workspace

if TYPE_CHECKING:
    from hyoga_docs.diff.diff import MeetingDifference
    from hyoga_docs.diff.model import Difference


class DiffFormat(StrEnum):
    """How changes are told."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


Base = Annotated[str | None, typer.Argument(metavar="前", help="git の版、作った冊子のフォルダー、ファイル（なければ HEAD）")]
Head = Annotated[
    str | None, typer.Argument(metavar="後", help="git の版、作った冊子のフォルダー、ファイル（なければ、今のファイル）")
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="ファイル", help="ブラウザーで見る報告を、この名前の一つのファイルに書く")
]
Docx = Annotated[
    Path | None,
    typer.Option(
        "--docx", metavar="場所", help="変更履歴の付いた Word を書く（.docx なら一つのファイル、ほかなら資料ごとのフォルダー）"
    ),
]
First = Annotated[
    list[str] | None,
    typer.Option("--first", metavar="版", help="二度目からの差替えで、初めに配った版（間の差替えも、順に何度でも）"),
]
Meetings = Annotated[list[str] | None, typer.Option("--meeting", metavar="会議", help="この会議だけ（2019-10-31。何度でも）")]


@dataclass(frozen=True)
class _ReplacementOptions:
    """How the 差替え is asked for."""

    first: list[str]
    duplex: bool
    out: Path | None
    on: str | None

    @property
    def is_asked(self) -> bool:
        return bool(self.first or self.duplex or self.out or self.on)


def diff(
    base: Base = None,
    head: Head = None,
    meetings: Meetings = None,
    form: Annotated[DiffFormat, typer.Option("--format", metavar="形", help="結果の形")] = DiffFormat.TEXT,
    html: Html = None,
    docx: Docx = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="差替えを作る: 変わったページ、正誤表、どのページを差し替えるか")
    ] = False,
    first: First = None,
    duplex: Annotated[bool, typer.Option("--duplex", help="--replace で、両面に印刷した資料として、紙ごとに差し替える")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="日", help="--replace の知らせの日付（なければ今日）")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="場所", help="--replace の出力先（なければ build/）")] = None,
    require_isolation: RequireIsolation = False,
    quiet: Quiet = False,
) -> None:
    """配付するものの、前と後との違いを示す。違いがあれば 10 で終わる。

    何も書かなければ、git に登録した版（HEAD）と今のファイル。--replace で差替えを作る。

    例: hyoga-docs diff --html 報告.html
    例: hyoga-docs diff --replace 配付済
    """
    replacing = _ReplacementOptions(first or [], duplex, out, on)
    with (
        Console(quiet=quiet) as console,
        scratch() as folder,
        PacketRenderer(this_machine(2, 120, isolated=require_isolation), folder) as renderer,
    ):
        here = Path.cwd()
        request = DiffRequest(base, head, [Path(name).stem for name in meetings or ()], find_workspace(here))
        _check(request, replacing if replace or replacing.is_asked else None, (html, docx), replace=replace)
        found = find_differences(request, renderer, console.progress(here))
        console.clear()
        if not quiet:
            _report([each.difference for each in found], form, console)
        if html is not None:
            _write_html([each.difference for each in found], html, renderer)
            console.wrote(f"{short_path(html)} を書きました。")
        if docx is not None:
            _write_docx([each.difference for each in found], docx, console)
        if replace:
            _replace(found, request, replacing, renderer, console)
        console.found(renderer.machine.isolation.problems())
        if found:
            console.ends_with(ExitCode.DIFFERS)


def _check(
    request: DiffRequest, replacing: _ReplacementOptions | None, targets: tuple[Path | None, Path | None], *, replace: bool
) -> None:
    """Raises UsageError for what cannot be meant, before anything is made."""
    day_of(replacing.on if replacing else None)
    problems = []
    for path in targets:
        if path is not None and path.exists() and not path.is_file() and (path.suffix or path is targets[0]):
            hint = "まだない名前か、書き換えてよいファイルの名前を書いてください。"
            problems.append(
                error(
                    "HD669", "そこにはファイルを書けません（フォルダーか、特別なファイルです）。", place=Place(str(path)), hint=hint
                )
            )
    problems += [
        error(
            "HD669", "比べているファイルに、結果を書こうとしています。", place=Place(str(path)), hint="別の名前を書いてください。"
        )
        for path in targets
        if path is not None and any(_is_same(path, name) for name in (request.base, request.head))
    ]
    if targets[1] is not None and targets[1].suffix.lower() not in {"", ".docx"}:
        hint = "一つのファイルなら .docx で終わる名前、資料ごとならフォルダーの名前を書いてください。"
        problems.append(error("HD669", "--docx に書ける名前ではありません。", quote=str(targets[1]), hint=hint))
    if replacing is not None and not replace:
        hint = "差替えを作るなら、--replace も付けてください。"
        problems.append(error("HD669", "--first、--duplex、--on、--out は、--replace と一緒に使います。", hint=hint))
    if replace and any(name and Path(name).is_file() for name in (request.base, request.head)):
        hint = "版だけを書き、会議は --meeting で選んでください。"
        problems.append(error("HD669", "差替えは、冊子から作ります。ファイルからは作れません。", hint=hint))
    elif replace and request.base is None:
        hint = "例: hyoga-docs diff --replace 配付済（配ったときの版に付けた札）"
        problems.append(error("HD669", "--replace には、配ったときの版か、そのときの build のフォルダーを書きます。", hint=hint))
    if replace and request.head is not None and Path(request.head).is_dir() and any(Path(request.head).rglob("manifest.json")):
        hint = "後は、git の版か、書かずに今のファイルにしてください。"
        problems.append(error("HD669", "作った冊子のフォルダーからは、差替えを作れません。", quote=request.head, hint=hint))
    if problems:
        raise UsageError(problems)


def _is_same(path: Path, name: str | None) -> bool:
    return name is not None and path.is_file() and Path(name).is_file() and path.samefile(name)


def _write_html(found: list[Difference], path: Path, renderer: PacketRenderer) -> None:
    page = html_report(found, DrawnPages(found, renderer.reader)).encode()
    with os_errors_as_problems(path):
        write_whole(path, page)


def _write_docx(found: list[Difference], path: Path, console: Console) -> None:
    done = write_redlines(found, path, today()) if found else Redlines()
    console.found(done.problems)
    for each in done.paths:
        console.wrote(f"{short_path(each)} を書きました。")
    if not done.paths:
        console.wrote("Word に書く違いはありません。")


def _replace(
    found: list[MeetingDifference], request: DiffRequest, replacing: _ReplacementOptions, renderer: PacketRenderer, console: Console
) -> None:
    on = (day_of(replacing.on) or today(), replacing.duplex)
    for each in found:
        if each.spec is None or each.difference.old is None or each.meeting is None:
            console.wrote(f"{each.meeting or each.was}: 一方にしかない会議なので、差替えはありません。")
            continue
        out = (
            replacing.out or (request.workspace.build if request.workspace else Path.cwd() / "build")
        ) / f"replacement-{each.meeting}"
        made = make_replacement(next_round(each, replacing.first, request, renderer, on), each.spec, out, renderer, console.wrote)
        if made is None:
            unseen = "、".join(unseen_papers(each.difference))
            but = f"見た目を比べていない資料があります（PDF がありません）: {unseen}" if unseen else ""
            console.wrote(f"{each.meeting}: 差し替えるページは{f'見つかりません。{but}' if but else 'ありません。'}")
            continue
        console.found(made.problems)
        counts = (("差し替え", made.replaced), ("追加", made.inserted), ("抜き取り", made.removed))
        unit = "枚" if replacing.duplex else "ページ"
        actions = "、".join(f"{name} {count}{unit}" for name, count in counts if count)
        console.wrote(f"{short_path(made.path)}（{made.pages}ページ。{actions}） を作りました。")


def _report(found: list[Difference], form: DiffFormat, console: Console) -> None:
    if form is DiffFormat.JSON:
        console.say(json_report(found))
    elif form is DiffFormat.MARKDOWN:
        console.say(markdown_report(found).rstrip("\n"))
    else:
        paint = (lambda words: f"\x1b[4m{words}\x1b[24m") if console.color_out else marked
        console.say_painted(text_report(found, paint) or ["配付するものに違いはありません。"])
