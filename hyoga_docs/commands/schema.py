"""`hyoga-docs schema`: the JSON Schemas that editors read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hyoga_docs.commands.console import Console, short_path
from hyoga_docs.core.files import os_errors_as_problems, write_target
from hyoga_docs.core.write_lock import folder_lock
from hyoga_docs.spec.schema import write_schemas
from hyoga_docs.spec.workspace_paths import bounds_of


def schema(folder: Annotated[Path, typer.Argument(metavar="フォルダー", help="書き出す先")] = Path("schemas")) -> None:
    """エディターが補完と説明に使う JSON Schema を書き出す。

    例: hyoga-docs schema
    """
    with Console() as console, os_errors_as_problems(folder), folder_lock(write_target(folder, bounds_of(folder))):
        names = write_schemas(folder)
        console.result(f"{short_path(folder)}/ に {'、'.join(names)} を書きました。")
