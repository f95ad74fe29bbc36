"""Supplied papers: whether each file is what its name says, and can be opened at all (`HD30x`, `HD353`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import paper_step
from hyoga_docs.core.files import PAPER, read_plain
from hyoga_docs.core.problem import Problem, error, warning
from hyoga_docs.spec.formats import Opened, Use, format_of, refusal, request
from hyoga_docs.text.file_kind import ARCHIVE, UNKNOWN_OLE, FileKind, kind_of_file
from hyoga_docs.text.old_office import opendocument
from hyoga_docs.text.old_office.make_ready import is_opendocument
from hyoga_docs.text.ooxml.external_links import external_addresses, is_fetching_drawing
from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part, read_entries, read_parts
from hyoga_docs.text.word.accept_changes import has_changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hyoga_docs.plan.model import Document, Plan
    from hyoga_docs.spec.formats import FileFormat

#: How a file begins that git LFS puts in the place of another one.
_POINTER = b"version https://git-lfs.github.com/spec/"
#: Parts of a Word file that are read here too, not by LibreOffice alone.
_READ = re.compile(r"word/(?:document|settings|styles|header\d*|footer\d*|footnotes|endnotes)\.xml")


def check_supplied(plan: Plan) -> list[Problem]:
    """Files of a kind that cannot be bound, whose contents are of another kind, that are empty, locked or damaged."""
    problems: list[Problem] = []
    for document in plan.documents:
        if document.path is not None and (document.template is None or document.table is not None):
            with paper_step(document, "点検", problems):
                problems += check_paper(document, document.path)
    return problems


def check_paper(document: Document, path: Path) -> Sequence[Problem]:
    """What is wrong with the file of one paper."""
    suffix = path.suffix.lower()
    expected = format_of(suffix)
    if expected is None or Use.BIND not in expected.uses:
        message, hint = refusal(suffix, Use.BIND, document.sender)
        return [error("HD303", message, place=document.place, quote=path.name, hint=hint)]
    try:
        if pointer := check_pointer(document, path):
            return pointer
        kind = kind_of_file(path)
        if not path.stat().st_size:
            hint = _ask(document, "送り直して")
            return [error("HD304", "資料のファイルが空（0バイト）です。", place=document.place, quote=path.name, hint=hint)]
        if expected.opened is Opened.OFFICE:
            return check_office_file(document, path, kind)
    except OSError as problem:
        hint = "ほかのソフトで開いていたら閉じてください。"
        return [error("HD301", f"資料を読めません（{problem.strerror}）。", place=document.place, quote=path.name, hint=hint)]
    fits = (expected.opened is Opened.TEXT and kind.is_text) or kind.format is (expected if expected.begins else None)
    return [] if fits else [_other_kind(document, path, kind)]


def check_pointer(document: Document, path: Path) -> list[Problem]:
    """Whether a file is but what git LFS keeps in the place of one. Raises OSError."""
    with path.open("rb") as stream:
        if stream.read(len(_POINTER)) != _POINTER:
            return []
    message = "ファイルの本体がありません（git LFS の目印だけです）。"
    hint = "「git lfs pull」で本体を取り寄せてください。前の版と比べるなら、作った冊子のフォルダーどうしを比べてください。"
    return [error("HD374", message, place=document.place, quote=document.file_name, hint=hint)]


def check_office_file(document: Document, path: Path, kind: FileKind) -> list[Problem]:
    """Whether an Office file of this kind can be taken in. Raises OSError."""
    expected = format_of(path.suffix)
    if kind.locked or kind == UNKNOWN_OLE:
        said = "パスワードで保護された" if kind.locked else "パスワードで保護されているか、壊れた"
        hint = _ask(document, "パスワードを外し、今の形式（.docx など）で保存し直して")
        return [error("HD305", f"{said} Office ファイルです。", place=document.place, quote=path.name, hint=hint)]
    if kind.format is None or expected is None or kind.format.ooxml != expected.ooxml:
        return (_damaged(document, path) if kind.format is ARCHIVE else []) or [_other_kind(document, path, kind)]
    problems = [] if kind.format is expected else [_taken_as(document, path, kind.format)]
    if not kind.format.is_converted:
        return problems + check_ooxml(document, read_plain(path, PAPER))
    return problems + (_check_zip(document, path, kind.format) if kind.is_zip else [])


def _check_zip(document: Document, path: Path, found: FileFormat) -> list[Problem]:
    """Whether LibreOffice may open a zip of a foreign format."""
    try:
        parts = read_entries(read_plain(path, PAPER))
        addresses = opendocument.external_addresses(parts) if is_opendocument(found) else []
    except UnusableFileError as problem:
        return [cannot_open(document, problem)]
    return [_outside(document, addresses)] if addresses else []


def _damaged(document: Document, path: Path) -> list[Problem]:
    """What is said of an Office file that is a damaged zip, or one that merely holds files."""
    try:
        read_parts(read_plain(path, PAPER))
    except UnusableFileError as problem:
        return [cannot_open(document, problem)]
    return []


def cannot_open(document: Document, why: UnusableFileError) -> Problem:
    """That a supplied Office file cannot be read."""
    hint = _ask(document, "保存し直して")
    return error("HD306", f"資料を開けません（{why}）。", place=document.place, quote=document.file_name, hint=hint)


def check_ooxml(document: Document, data: bytes) -> list[Problem]:
    """What is found in a supplied Office file of today, or in what was made of an old one."""
    place, quote = document.place, document.file_name
    try:
        parts = _readable(data)
        addresses = external_addresses(parts)
    except UnusableFileError as problem:
        return [cannot_open(document, problem)]
    problems = []
    for name, content in parts.items():
        if is_fetching_drawing(content):
            hint = _ask(document, "SVG の図を PNG にして")
            message = "外のファイルを読みに行く図（SVG）が入っています。"
            problems.append(error("HD307", message, place=place, quote=f"{quote}: {name}", hint=hint))
    if addresses:
        problems.append(_outside(document, addresses))
    if has_changes(parts):
        hint = _ask(document, "変更履歴を反映して保存し直して")
        message = "変更履歴が残っています。変更を反映した形で印刷します。"
        problems.append(warning("HD309", message, place=place, quote=quote, hint=hint))
    return problems


def _outside(document: Document, addresses: Sequence[str]) -> Problem:
    hint = _ask(document, "図や文書を、リンクではなく中に入れて保存し直して")
    message = "外のファイルにつながる図などがあります。文書の中にあるものだけを印刷します。"
    return warning("HD310", message, place=document.place, quote=f"{document.file_name}: {'、'.join(addresses)}", hint=hint)


def _readable(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file. Raises UnusableFileError also where one that is read later is not well formed."""
    parts = read_parts(data)
    for name, content in parts.items():
        if _READ.fullmatch(name):
            parse_part(content)
    return parts


def _other_kind(document: Document, path: Path, kind: FileKind) -> Problem:
    message = f"名前は「{path.suffix}」ですが、中身は「{kind.name}」です。"
    instead = kind.format.instead if kind.format is not None else ""
    hint = _ask(document, instead or "正しい形式で保存し直して")
    return error("HD308", message, place=document.place, quote=path.name, hint=hint)


def _taken_as(document: Document, path: Path, found: FileFormat) -> Problem:
    message = f"名前は「{path.suffix}」ですが、中身は「{found.name}」です。中身のとおりに開いて印刷します。"
    hint = f"冊子のその資料を目で確かめてください。{_ask(document, '正しい形式で保存し直して')}"
    return warning("HD353", message, place=document.place, quote=path.name, hint=hint)


def _ask(document: Document, what: str) -> str:
    return request(what, document.sender)
