"""`hyoga-docs diff`: what changed between two states of the papers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.problem import ExitCode
from hyoga_docs.talk import Format, Quiet, Talk, desk_of, near

if TYPE_CHECKING:
    from hyoga_docs.changes.model import Difference
    from hyoga_docs.diff import Found
    from hyoga_docs.sides import Press


class Form(StrEnum):
    """How changes are told."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


Base = Annotated[
    str | None, typer.Argument(help="前: git の版、作った冊子のフォルダー、ファイル（なければ HEAD）", show_default=False)
]
Head = Annotated[
    str | None, typer.Argument(help="後: git の版、作った冊子のフォルダー、ファイル（なければ、今のファイル）", show_default=False)
]
Meetings = Annotated[list[str] | None, typer.Option("--meeting", help="この会議だけ（2019-10-31。何度でも）", show_default=False)]


def diff(
    base: Base = None,
    head: Head = None,
    meetings: Meetings = None,
    form: Annotated[Form, typer.Option("--format", help="結果の形")] = Form.TEXT,
    html: Annotated[
        Path | None, typer.Option("--html", help="ブラウザーで見る報告を、この名前の一つのファイルに書く", show_default=False)
    ] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="差替えを作る: 変わったページ、正誤表、どのページを差し替えるか")
    ] = False,
    duplex: Annotated[bool, typer.Option("--duplex", help="--replace で、両面に印刷した資料として裏表を組にする")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="--replace の出力先（なければ build/）", show_default=False)] = None,
    quiet: Quiet = False,
) -> None:
    """配付するものの、前と後との違いを示す。違いがあれば 10 で終わる。"""
    from hyoga_docs.build import open_office  # noqa: PLC0415  so that --help needs nothing
    from hyoga_docs.diff import Asked, find  # noqa: PLC0415
    from hyoga_docs.sides import Press  # noqa: PLC0415
    from hyoga_docs.spec.root import find_root  # noqa: PLC0415
    from hyoga_docs.supplied import scratch  # noqa: PLC0415

    talk, codes = Talk(Format.TEXT, quiet=quiet), [ExitCode.DONE]
    here = Path.cwd()
    root = find_root(here / "meetings" / "x.yaml") or find_root(here / "x.yaml")
    with talk.reporting(codes), scratch() as folder:
        desk = desk_of(2, 120)
        press = Press(desk, open_office(desk), folder)
        found = find(Asked(base, head, [Path(name).stem for name in meetings or ()], root), press, talk.progress(here))
        talk.clear()
        typer.echo(_told([each.difference for each in found], form, color=talk.color_out), nl=False)
        if html is not None:
            _write_html([each.difference for each in found], html)
            talk.wrote(f"{near(html)} を書きました。")
        if replace:
            _replace(found, out or (root or here) / "build", press, talk, duplex=duplex)
        codes.append(ExitCode.DIFFERS if found else ExitCode.DONE)
    talk.end(max(codes))


def _write_html(found: list[Difference], path: Path) -> None:
    from hyoga_docs.output import explained  # noqa: PLC0415
    from hyoga_docs.report.html import html_report  # noqa: PLC0415
    from hyoga_docs.report.pictures import DrawnPages  # noqa: PLC0415
    from hyoga_docs.store import write_whole  # noqa: PLC0415

    with explained(path), DrawnPages() as pictures:
        write_whole(path, html_report(found, pictures).encode())


def _replace(found: list[Found], out: Path, press: Press, talk: Talk, *, duplex: bool) -> None:
    from hyoga_docs.changes.sheets import Act  # noqa: PLC0415
    from hyoga_docs.replacement import make_replacement  # noqa: PLC0415

    names = {Act.REPLACE: "差し替え", Act.INSERT: "追加", Act.REMOVE: "抜き取り"}
    for each in found:
        if each.spec is None or each.difference.old is None:
            continue
        made = make_replacement(each.difference, each.spec, out / f"replacement-{each.meeting}", press, duplex=duplex)
        if made is None:
            talk.wrote(f"{each.meeting}: 差し替えるページはありません。")
            continue
        acts = "、".join(f"{names[act]} {count}ページ" for act, count in made.acts.items() if count)
        talk.wrote(f"{near(made.path)}（{made.pages}ページ。{acts}） を作りました。")


def _told(found: list[Difference], form: Form, *, color: bool) -> str:
    if form is Form.JSON:
        from hyoga_docs.report.as_json import json_report  # noqa: PLC0415

        return json_report(found) + "\n"
    if form is Form.MARKDOWN:
        from hyoga_docs.report.markdown import markdown_report  # noqa: PLC0415

        return markdown_report(found)
    from hyoga_docs.report.text import marked, text_report  # noqa: PLC0415

    paint = (lambda words: f"\x1b[4m{words}\x1b[24m") if color else marked
    return "\n".join(text_report(found, paint) or ["配付するものに違いはありません。"]) + "\n"
