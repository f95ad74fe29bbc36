"""`hyoga-docs init`: a new workspace."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs.commands.console import Console, short_path
from hyoga_docs.commands.textconv import installation_report
from hyoga_docs.diff.git_setup import install
from hyoga_docs.spec.scaffold import make_workspace


def init(folder: Annotated[Path, typer.Argument(metavar="フォルダー", help="新しい作業場所")]) -> None:
    """新しい作業場所を作る（見本の会議、ひな形、スキーマ、git と GitHub Actions の設定）。

    空でないフォルダーには作らない。できたら、示される build を打つと見本の PDF ができる。

    例: hyoga-docs init 会議
    """
    with Console() as console:
        spec = make_workspace(folder)
        console.result(f"{short_path(folder)} を作りました。次は: hyoga-docs build {short_path(spec)}")
        console.result("\n".join(installation_report(install(folder, dict(os.environ)))))
