"""Supplied papers: whether each file is what its name says, and can be opened at all (`HD30x`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error, warning
from hyoga_docs.text.ooxml.external_links import external_addresses, is_fetching_drawing
from hyoga_docs.text.ooxml.package import OLE_MAGIC, UnusableFileError, parse_part, read_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.plan.resolve import Document, Plan

_MAIN = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}
#: Parts of a Word file that are read here too, not by LibreOffice alone.
_READ = re.compile(r"word/(?:document|styles|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom) ")
#: An OpenDocument file has these; a Word, Excel or PowerPoint file never has.
_ODF = {"mimetype", "META-INF/manifest.xml"}
KINDS = (".pdf", *_MAIN, ".png", ".jpg", ".jpeg", ".csv")
_NAMES = {
    ".pdf": "PDF",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".pptx": "PowerPoint",
    "ole": "古い形式の Office",
    "odf": "OpenDocument",
}


def check_supplied(plan: Plan) -> list[Problem]:
    """Files of a kind that cannot be bound, whose contents are of another kind, that are empty, locked or damaged."""
    problems: list[Problem] = []
    for document in plan.documents:
        if document.path is not None and document.template is None:
            problems += _check(document, document.path)
    return problems


def _check(document: Document, path: Path) -> Sequence[Problem]:
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        hint = f"使える形式: {'、'.join(KINDS)}。PDF にして受け取るのが確実です。"
        return [
            error(
                "HD303",
                f"「{suffix or '拡張子なし'}」のファイルは綴じられません。",
                place=document.place,
                quote=path.name,
                hint=hint,
            )
        ]
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
    found = _kind(head)
    if suffix in _MAIN:
        return _office(document, path, found)
    expected = ".jpg" if suffix == ".jpeg" else suffix
    if found != expected and not (suffix == ".csv" and found is None):
        return [_other_kind(document, path, found)]
    return []


def _office(document: Document, path: Path, found: str | None) -> Sequence[Problem]:
    place, quote = document.place, path.name
    if found == "ole":
        hint = _ask(document, "パスワードを外し、今の形式（.docx など）で保存し直して")
        return [
            error("HD305", "パスワードで保護されているか、古い形式の Office ファイルです。", place=place, quote=quote, hint=hint)
        ]
    try:
        parts = _readable(path.read_bytes()) if found == "zip" else {}
        addresses = external_addresses(parts)
    except UnusableFileError as problem:
        hint = _ask(document, "保存し直して")
        return [error("HD306", f"資料を開けません（{problem}）。", place=place, quote=quote, hint=hint)]
    if _ODF & parts.keys():  # LibreOffice would open what is beside the Word file that we look at
        return [_other_kind(document, path, "odf")]
    actual = next((suffix for suffix, main in _MAIN.items() if main in parts), None)
    if actual != path.suffix.lower():
        return [_other_kind(document, path, actual or found)]
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
    if _TRACKED.search(parts.get("word/document.xml", b"")):
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


def _kind(head: bytes) -> str | None:
    if b"%PDF" in head[:1024]:  # some go without the version, and can be read all the same
        return ".pdf"
    for magic, kind in ((b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"PK\x03\x04", "zip"), (OLE_MAGIC, "ole")):
        if head.startswith(magic):
            return kind
    return None


def _other_kind(document: Document, path: Path, found: str | None) -> Problem:
    actual = _NAMES.get(found or "", "Office などの zip" if found == "zip" else "知らない形式")
    message = f"名前は「{path.suffix}」ですが、中身は{actual}です。"
    return error("HD308", message, place=document.place, quote=path.name, hint=_ask(document, "正しい形式で保存し直して"))


def _ask(document: Document, what: str) -> str:
    return f"{document.supplied_by or '提出した課'}に、{what}もらってください。"
