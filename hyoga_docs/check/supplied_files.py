"""Supplied papers: whether each file is what its name says, and can be opened at all (`HD30x`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error, warning
from hyoga_docs.spec.formats import FORMATS, Opened, Use, format_by_contents, format_of, is_opened, refusal, suffixes
from hyoga_docs.text.ooxml.accept_changes import has_changes
from hyoga_docs.text.ooxml.external_links import external_addresses, is_fetching_drawing
from hyoga_docs.text.ooxml.package import OLE_MAGIC, UnusableFileError, parse_part, read_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.plan.resolve import Document, Plan

#: Parts of a Word file that are read here too, not by LibreOffice alone.
_READ = re.compile(r"word/(?:document|styles|header\d*|footer\d*|footnotes|endnotes)\.xml")
#: An OpenDocument file has these; a Word, Excel or PowerPoint file never has.
_ODF = {"mimetype", "META-INF/manifest.xml"}
_OLD, _ZIP, _OPEN_DOCUMENT = "古い形式の Office", "Office などの zip", "OpenDocument"


def check_supplied(plan: Plan) -> list[Problem]:
    """Files of a kind that cannot be bound, whose contents are of another kind, that are empty, locked or damaged."""
    problems: list[Problem] = []
    for document in plan.documents:
        if document.path is not None and document.template is None:
            problems += _check(document, document.path)
    return problems


def _check(document: Document, path: Path) -> Sequence[Problem]:
    suffix = path.suffix.lower()
    if suffix not in suffixes(Use.BIND):
        message, hint = refusal(suffix, Use.BIND)
        return [error("HD303", message, place=document.place, quote=path.name, hint=hint)]
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as problem:
        hint = "ほかのソフトで開いていたら閉じてください。"
        return [error("HD301", f"資料を読めません（{problem.strerror}）。", place=document.place, quote=path.name, hint=hint)]
    if not head:
        return [
            error(
                "HD304",
                "資料のファイルが空（0バイト）です。",
                place=document.place,
                quote=path.name,
                hint=_ask(document, "送り直して"),
            )
        ]
    found = _name(head)
    if is_opened(suffix, Opened.OFFICE):
        return _office(document, path, found)
    expected = format_of(suffix)
    if expected is not None and found != (expected.name if expected.begins else None):
        return [_other_kind(document, path, found)]
    return []


def _office(document: Document, path: Path, found: str | None) -> Sequence[Problem]:
    place, quote = document.place, path.name
    if found == _OLD:
        hint = _ask(document, "パスワードを外し、今の形式（.docx など）で保存し直して")
        return [
            error("HD305", "パスワードで保護されているか、古い形式の Office ファイルです。", place=place, quote=quote, hint=hint)
        ]
    try:
        parts = _readable(path.read_bytes()) if found == _ZIP else {}
        addresses = external_addresses(parts)
    except UnusableFileError as problem:
        hint = _ask(document, "保存し直して")
        return [error("HD306", f"資料を開けません（{problem}）。", place=place, quote=quote, hint=hint)]
    if _ODF & parts.keys():  # LibreOffice would open what is beside the Word file that we look at
        return [_other_kind(document, path, _OPEN_DOCUMENT)]
    actual = next((each for each in FORMATS if each.main and each.main in parts), None)
    if actual is None or actual != format_of(path.suffix):
        return [_other_kind(document, path, actual.name if actual else found)]
    problems = []
    for name, content in parts.items():
        if is_fetching_drawing(content):
            hint = _ask(document, "SVG の図を PNG にして")
            message = "外のファイルを読みに行く図（SVG）が入っています。"
            problems.append(error("HD307", message, place=place, quote=f"{quote}: {name}", hint=hint))
    if addresses:
        hint = _ask(document, "図や文書を、リンクではなく中に入れて保存し直して")
        message = "外のファイルにつながる図などがあります。文書の中にあるものだけを印刷します。"
        said = f"{quote}: {'、'.join(addresses)}"
        problems.append(warning("HD310", message, place=place, quote=said, hint=hint))
    if has_changes(parts):
        hint = _ask(document, "変更履歴を反映して保存し直して")
        message = "変更履歴が残っています。変更を反映した形で印刷します。"
        problems.append(warning("HD309", message, place=place, quote=quote, hint=hint))
    return problems


def _readable(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file. Raises UnusableError also where one that is read later is not well formed."""
    parts = read_parts(data)
    for name, content in parts.items():
        if _READ.fullmatch(name):
            parse_part(content)
    return parts


def _name(head: bytes) -> str | None:
    """What a file is by how it begins, as messages call it."""
    if found := format_by_contents(head):
        return found.name
    return next((name for magic, name in ((b"PK\x03\x04", _ZIP), (OLE_MAGIC, _OLD)) if head.startswith(magic)), None)


def _other_kind(document: Document, path: Path, found: str | None) -> Problem:
    message = f"名前は「{path.suffix}」ですが、中身は{found or '知らない形式'}です。"
    return error("HD308", message, place=document.place, quote=path.name, hint=_ask(document, "正しい形式で保存し直して"))


def _ask(document: Document, what: str) -> str:
    return f"{document.supplied_by or '提出した課'}に、{what}もらってください。"
