"""`hyoga-docs archive`: everything of a meeting in one file, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs import __version__
from hyoga_docs.archive.read import unpack_archive
from hyoga_docs.archive.record import ArchiveRecord
from hyoga_docs.archive.write import make_archive
from hyoga_docs.commands.console import Console, Notes, ProblemFormat, ProblemFormatOption, Quiet, RequireIsolation, short_path
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.problem import HyogaError, Problem, UsageError, error, note
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.spec.workspace_paths import find_meeting


def archive(
    spec: Annotated[
        Path | None, typer.Argument(metavar="会議", help="会議の YAML（meetings/2019-10-31.yaml など）", show_default=False)
    ] = None,
    form: ProblemFormatOption = ProblemFormat.TEXT,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="場所", help="保存ファイルの名前。--read では、新しいフォルダー")],
    read: Annotated[
        Path | None, typer.Option("--read", metavar="ファイル", help="保存ファイルを確かめ、作業場所として取り出す")
    ] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="--ocr を付けて作った冊子を保存する")] = False,
    force: Annotated[bool, typer.Option("--force", help="同じ名前のファイルを書き換える")] = False,
    require_isolation: RequireIsolation = False,
    notes: Notes = False,
    quiet: Quiet = False,
) -> None:
    """会議のすべて（YAML、届いた資料、Word、冊子、会議録など）を一つのファイルに保存する。

    配付した冊子はそのまま入る。まだなければ作る。長期保存の形（PDF/A）の冊子、目録、すべてのファイルの要約値も入る。

    --read で取り出したフォルダーは作業場所なので、build で同じ冊子を作れる。

    例: hyoga-docs archive meetings/2019-10-31.yaml --out 保存/第１回.zip
    例: hyoga-docs archive --read 保存/第１回.zip --out 第１回
    """
    machine = replace(this_machine(2, 120, isolated=require_isolation), ocr=ocr)
    with Console(form, quiet=quiet, notes=notes) as console:
        if (spec is None) == (read is None) or (read is not None and force):
            hint = "例: hyoga-docs archive meetings/2019-10-31.yaml --out 保存/第１回.zip"
            raise UsageError([error("HD688", "保存する会議か、--read と保存ファイルの、どちらか一つを書きます。", hint=hint)])
        if read is not None:
            _read(read, out, machine, console)
        elif spec is not None:
            made = make_archive(find_meeting(spec), out, machine, console.progress(spec), console.wrote, force=force)
            size = f"{made.files}件、{made.size / 1_000_000:.1f} MB"
            console.result(f"{short_path(out.absolute())}（{size}）を作りました。\nSHA-256: {made.digest}", made.problems)
            console.found(machine.isolation.problems())


def _read(file: Path, folder: Path, machine: Machine, console: Console) -> None:
    record, count = unpack_archive(file, folder)
    console.found(_differences(record, machine))
    console.result(
        f"{short_path(folder.absolute())} に{count}件を取り出しました。SHA-256 はすべて合いました。\n"
        f"冊子を作り直すには: {record.build_command}（{short_path(folder.absolute())} の中で）\n"
        f"もとの冊子の SHA-256: {record.packet}"
    )


def _differences(record: ArchiveRecord, machine: Machine) -> list[Problem]:
    """What of this machine is not as it was where the archive was made, so that another packet may come of it."""
    found = [] if record.rebuilds else ["保存したときにも、同じ冊子になりませんでした"]
    if record.tool != __version__:
        found.append(f"hyoga-docs の版（保存したとき {record.tool}、今 {__version__}）")
    try:
        office = open_office(machine)
    except HyogaError:  # told in full by `build` and `doctor`
        found.append(f"LibreOffice（保存したとき {record.engine}、今 なし）")
    else:
        if office.engine.name != record.engine:
            found.append(f"LibreOffice の版（保存したとき {record.engine}、今 {office.engine.name}）")
        here = {postscript.partition("-")[0] for _, _, postscript in office.fonts.families.values()}
        if missing := [font for font in record.fonts if font not in here]:
            found.append(f"書体（今ないもの: {'、'.join(missing)}）")
    hint = "取り出したファイルは、もとのままです。同じ冊子が要るときは、build の中の packet.pdf を使ってください。"
    message = "この機械は、保存したときと違います。作り直すと、同じ冊子にならないことがあります。"
    return [note("HD694", message, quote="、".join(found), hint=hint)] if found else []
