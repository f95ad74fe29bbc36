"""Supplied PDFs and pictures: what each is, whether it can be bound, and how many pages it gives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.plan.pages import choose_pages
from hyoga_docs.problem import Place, Problem, error, warning
from hyoga_docs.store import Store, digest

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = {".png", ".jpg", ".jpeg"}


@dataclass(frozen=True)
class Intake:
    """A supplied paper as the binder takes it: its pages, and whether it is tagged, had to be mended.

    `stored` is the key of the bytes to bind where they are not the file's own (a picture, a mended file);
    `chosen` are the pages that are bound, counted from 0.
    """

    pages: int
    tagged: bool
    mended: bool = False
    stored: str = ""
    chosen: tuple[int, ...] = ()


def take_in(path: Path, pages: str | None, store: Store, sha: str, place: Place) -> tuple[Intake | None, list[Problem]]:
    """What a supplied PDF or picture is; a locked, empty or hopeless one is an error that says whom to ask for what."""
    key = digest(sha, path.suffix.lower())
    kept = store.get("intake", key)
    found = Intake(**json.loads(kept)) if kept is not None else None
    if found is None or (found.stored and store.get("bytes", key) is None):
        from hyoga_docs.pdf.reading import open_supplied  # noqa: PLC0415  heavy, and not needed for what is known

        opened = open_supplied(path, place)
        if isinstance(opened, Problem):
            return None, [opened]
        if opened.bytes is not None:
            store.put("bytes", key, opened.bytes)
        found = Intake(opened.pages, opened.tagged, opened.mended, key if opened.bytes is not None else "")
        store.put("intake", key, json.dumps(asdict(found)).encode())
    return _choose(found, pages, place, _mended_note(found, place, path))


def bound_bytes(found: Intake, path: Path, store: Store, place: Place) -> bytes | Path:
    """What is bound: the file itself, or the PDF that stands for it, made again where the store has lost it."""
    if not found.stored:
        return path
    kept = store.get("bytes", found.stored)
    if kept is not None:
        return kept
    from hyoga_docs.pdf.reading import open_supplied  # noqa: PLC0415

    opened = open_supplied(path, place)
    return path if isinstance(opened, Problem) or opened.bytes is None else opened.bytes


def _choose(found: Intake, pages: str | None, place: Place, problems: list[Problem]) -> tuple[Intake | None, list[Problem]]:
    chosen = choose_pages(pages, found.pages)
    if chosen is None:
        return None, [*problems, no_such_page(pages, found.pages, place)]
    return replace(found, chosen=chosen), problems


def no_such_page(pages: str | None, count: int, place: Place) -> Problem:
    """A page was asked for that the paper has not."""
    hint = f"このファイルは{count}ページです。"
    return error("HD316", "そのページはありません。", place=place, quote=f"pages: {pages}", hint=hint)


def _mended_note(found: Intake, place: Place, path: Path) -> list[Problem]:
    if not found.mended:
        return []
    hint = "そのページを目で確かめてください。作り直してもらえるなら、そのほうが確実です。"
    return [warning("HD313", "壊れたところを直して読みました。", place=place, quote=path.name, hint=hint)]
