"""Supplied PDFs and pictures: what each is, whether it can be bound, and how many pages it gives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.problem import Place, Problem, error, warning
from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = "1"
PICTURES = {".png", ".jpg", ".jpeg"}


@dataclass(frozen=True)
class Intake:
    """A supplied paper as the binder takes it: its pages, and whether it is tagged, has text, had to be mended.

    `stored` is the key of the bytes to bind where they are not the file's own (a picture, a mended file);
    `chosen` are the pages that are bound, counted from 0.
    """

    pages: int
    tagged: bool
    text: bool
    mended: bool = False
    stored: str = ""
    chosen: tuple[int, ...] = ()


def take_in(path: Path, pages: str | None, store: Store, sha: str, place: Place) -> tuple[Intake | None, list[Problem]]:
    """What a supplied PDF or picture is; a locked, empty or hopeless one is an error that says whom to ask for what."""
    key = digest(_VERSION, sha, path.suffix.lower())
    kept = store.get("intake", key)
    found = Intake(**json.loads(kept)) if kept is not None else None
    if found is None or (found.stored and store.get("bytes", key) is None):
        from hyoga_docs.pdf.reading import open_supplied  # noqa: PLC0415  heavy, and not needed for what is known

        opened = open_supplied(path, place)
        if isinstance(opened, Problem):
            return None, [opened]
        if opened.bytes is not None:
            store.put("bytes", key, opened.bytes)
        found = Intake(opened.pages, opened.tagged, opened.text, opened.mended, key if opened.bytes is not None else "")
        store.put("intake", key, json.dumps(asdict(found)).encode())
    return _choose(found, pages, place, _mended_note(found, place, path))


def _choose(found: Intake, pages: str | None, place: Place, problems: list[Problem]) -> tuple[Intake | None, list[Problem]]:
    chosen: list[int] = []
    for piece in (pages or f"1-{found.pages}").split(","):
        first, dash, last = piece.strip().partition("-")
        chosen += range(int(first) - 1, (int(last) if last else found.pages) if dash else int(first))
    if not chosen or max(chosen) >= found.pages or min(chosen) < 0:
        hint = f"このファイルは{found.pages}ページです。"
        return None, [*problems, error("HD316", "そのページはありません。", place=place, quote=f"pages: {pages}", hint=hint)]
    return replace(found, chosen=tuple(chosen)), problems


def _mended_note(found: Intake, place: Place, path: Path) -> list[Problem]:
    if not found.mended:
        return []
    hint = "そのページを目で確かめてください。作り直してもらえるなら、そのほうが確実です。"
    return [warning("HD313", "壊れたところを直して読みました。", place=place, quote=path.name, hint=hint)]
