"""`hyoga-docs build`: the packet of each meeting."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hyoga_docs.commands.console import (
    Console,
    Jobs,
    Limit,
    Notes,
    Ocr,
    Out,
    ProblemFormat,
    ProblemFormatOption,
    Quiet,
    RequireIsolation,
    Specs,
    short_path,
)
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import ExitCode
from hyoga_docs.pipeline.build import build as build_packet
from hyoga_docs.pipeline.output_record import PUBLIC_FILE
from hyoga_docs.spec.workspace_paths import find_meeting

if TYPE_CHECKING:
    from hyoga_docs.pipeline.build import BuildResult
    from hyoga_docs.spec.platform import Edition


class EditionChoice(StrEnum):
    """The editions that are asked for; the members' packet is made with the public one, whose page numbers are its own."""

    PUBLIC = "public"
    MEMBERS = "members"
    ALL = "all"

    @property
    def editions(self) -> tuple[Edition, ...]:
        """What is made of it."""
        return ("members",) if self is EditionChoice.MEMBERS else ("members", "public")


def build(
    specs: Specs,
    out: Out = None,
    jobs: Jobs = 2,
    limit: Limit = 120,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    edition: Annotated[
        EditionChoice | None,
        typer.Option(
            "--edition",
            metavar="版",
            help="作る冊子: members（構成員用だけ）、public（公開用も）。書かなければ platform.yaml の editions",
        ),
    ] = None,
    *,
    ocr: Ocr = False,
    pdfa: Annotated[bool, typer.Option("--pdfa", help="長期保存用の PDF/A-2u にする")] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="綴じられない資料には差し替え紙を入れて、ほかの資料を綴じる")
    ] = False,
    require_isolation: RequireIsolation = False,
    notes: Notes = False,
    quiet: Quiet = False,
) -> None:
    """点検してから、配付する PDF を作る。

    build/会議/packet.pdf ができる。エラーがあれば作らず、前の版はそのまま残る。何も変わっていなければ作り直さない。
    letters に挙げた文書（開催通知など）も、その後に作る。

    --edition public を付けると、公開しないものを除いた packet-public.pdf も、その隣にできる。

    --keep-going を付けると、資料のエラーではやめず、綴じられない資料の場所に差し替え紙を入れて作り、3 で終わる。

    例: hyoga-docs build meetings/2019-10-31.yaml
    """
    machine = replace(this_machine(jobs, limit, isolated=require_isolation), ocr=ocr, archival=pdfa, keep_going=keep_going)
    machine = machine if edition is None else replace(machine, editions=edition.editions)
    with Console(form, quiet=quiet, notes=notes) as console:
        for spec in specs:
            with console.step(spec):
                meeting = find_meeting(spec)
                folder = (out or meeting.workspace.build) / meeting.path.stem
                built = build_packet(meeting, folder, machine, console.progress(spec), console.wrote)
                done = _named(built)
                changed = f"{done} を作りました（変換 {built.converted}件）。" if built.fresh else f"{done} は最新です。"
                if built.left_out:
                    changed += f"綴じられなかった資料{built.left_out}件の場所には、差し替え紙が入っています。"
                    console.ends_with(ExitCode.SPEC)
                console.result(changed, built.problems)
                if built.letters:
                    from hyoga_docs.commands.letters import report_letters  # noqa: PLC0415  few meetings list any
                    from hyoga_docs.letters.make_letters import make_letters  # noqa: PLC0415

                    report_letters(console, make_letters(meeting, folder, machine, console.progress(spec), console.wrote))
            console.found(machine.isolation.problems())


def _named(built: BuildResult) -> str:
    """The packets with their pages."""
    named = f"{short_path(built.packet)}（{built.pages}ページ）"
    return f"{named}と {PUBLIC_FILE}（{built.public_pages}ページ）" if built.public_pages else named
