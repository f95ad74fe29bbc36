"""Supplied papers as .docx, .xlsx or .pptx: LibreOffice makes them of old and foreign files, and a text becomes a Word file."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import noting, paper_step
from hyoga_docs.check.supplied_files import check_office_file, check_ooxml
from hyoga_docs.core.files import PAPER, read_plain
from hyoga_docs.core.problem import Problem, SpecError, error, has_errors, warning
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.programs.libreoffice.convert import ConversionSource, convert_to_ooxml
from hyoga_docs.spec.csv_reader import any_text
from hyoga_docs.spec.formats import FileFormat, Opened, format_of, is_opened
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE
from hyoga_docs.text.file_kind import kind_of, kind_of_file
from hyoga_docs.text.old_office.make_ready import computed_anew, make_ready
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts, write_parts
from hyoga_docs.word.plain_text import plain_text_docx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.core.problem import Place
    from hyoga_docs.pipeline.machine import IntakeSettings
    from hyoga_docs.plan.model import Document

#: What LibreOffice calls a field of a slide; it draws the name by lot.
_FIELD_ID, _NO_ID = re.compile(rb'(?<=<a:fld id="){[0-9A-Fa-f-]{36}}'), b"{00000000-0000-0000-0000-000000000000}"
_STEP = "今の形式への変換"
_MOST_TEXT = 3_000_000  # bytes: a thousand pages
_MOST_LINES = 200_000  # with tabs: each takes some 60 bytes of XML


def to_ooxml(documents: Sequence[Document], settings: IntakeSettings) -> tuple[dict[str, bytes], list[Problem]]:
    """Supplied papers that LibreOffice prints, by key, in an Office format of today; and what is wrong with them.

    What cannot be made is left out and told. LibreOffice is looked for only where it is needed, and asked only for what is not
    in the cache. Raises MachineError.
    """
    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    sources: list[ConversionSource] = []
    noted: dict[Place, Problem] = {}
    for document in documents:
        if document.path is None:
            continue
        with paper_step(document, "読み込み", problems):
            data = read_plain(document.path, PAPER)
            found = kind_of(data).format
            if is_opened(document.path.suffix, Opened.TEXT):
                text, told = _text(document, data)
                problems += told
                if not told:
                    made[document.key] = plain_text_docx(text)
            elif found is not None and found.is_converted:
                sources.append(_source(document, data, found, noted))
            else:
                made[document.key] = data
    if sources:
        office = open_office(settings)
        expect = partial(settings.isolation.opening, office.sandbox)
        converted, failed = convert_to_ooxml([replace(each, expect=expect) for each in sources], office)
        for document in documents:
            with paper_step(document, _STEP, problems):
                if document.key in converted:
                    problems += [*_of_today(document, converted[document.key]), *check_ooxml(document, converted[document.key])]
                    made[document.key] = converted[document.key]
                elif document.key in failed:
                    problems.append(noted.get(document.place) or failed[document.key] or _not_made(document))
    return made, problems


def office_file(document: Document, settings: IntakeSettings) -> tuple[str, bytes, list[Problem]]:
    """An Office file that is no paper of a packet: the ending of its format of today, its bytes in that, and what is told of it.

    Raises SpecError for one that cannot be used, MachineError.
    """
    path = document.path or Path(document.title)
    kind = kind_of_file(path)
    told = check_office_file(document, path, kind)
    if has_errors(told) or kind.format is None:
        raise SpecError([each for each in told if has_errors([each])])
    made, problems = to_ooxml([document], settings)
    if document.key not in made:
        raise SpecError(problems)
    return kind.format.ooxml, made[document.key], [*told, *problems]


def _source(document: Document, data: bytes, found: FileFormat, noted: dict[Place, Problem]) -> ConversionSource:
    target = format_of(found.ooxml) or found
    suffix = next(iter(found.suffixes), document.path.suffix.lower() if document.path is not None else "")
    return ConversionSource(
        document.key,
        document.file_name,
        make_ready(data, found),
        suffix,
        document.place,
        noting(document, _STEP, partial(_whole, document, target), noted),
        into=found.ooxml.removeprefix("."),
        filters=(found.filter, target.filter),
    )


def _whole(document: Document, target: FileFormat, made: bytes) -> bytes:
    """What LibreOffice made, without what it draws by lot or from the clock. Raises ValueError for what is not whole."""
    with document.time.running():
        if kind_of(made).format is not target:
            msg = "not what was asked for"
            raise UnusableFileError(msg)
        return write_parts({name: _FIELD_ID.sub(_NO_ID, content) for name, content in read_parts(made).items()})


def _of_today(document: Document, made: bytes) -> list[Problem]:
    """That something in a paper changes from day to day, and what was saved of it cannot be told."""
    found = kind_of_file(document.path).format if document.path is not None else None
    words = computed_anew(made, found) if found is not None else []
    if not words:
        return []
    message = f"開く日によって変わるもの（{'、'.join(words)}）があります。保存したときの値ではなく、変換した日の値で印刷します。"
    hint = f"{document.sender}に、日付などを文字で入れ直してもらうか、PDF で受け取ってください。"
    return [warning("HD355", message, place=document.place, quote=document.file_name, hint=hint)]


def _not_made(document: Document) -> Problem:
    message = "古い形式やほかのソフトのファイルを開けません（LibreOffice が読めませんでした）。"
    hint = f"パスワードが付いているか、壊れています。{document.sender}に、今の形式か PDF で保存し直してもらってください。"
    return error("HD354", message, place=document.place, quote=document.file_name, hint=hint)


def _text(document: Document, data: bytes) -> tuple[str, list[Problem]]:
    """The text of a paper, or why it cannot be printed."""
    quote, hint = document.file_name, f"{document.sender}に、"
    if len(data) > _MOST_TEXT:
        message = f"テキストが大きすぎます（{_MOST_TEXT // 1_000_000}MB まで）。"
        return "", [error("HD306", message, place=document.place, quote=quote, hint=f"{hint}分けて送ってもらってください。")]
    try:
        text = any_text(data).removesuffix("\x1a")  # MS-DOS ended texts so
    except UnicodeDecodeError:
        message = "文字の符号が分かりません（UTF-8 でも Shift_JIS でもありません）。"
        hint += "「UTF-8」で保存し直してもらってください。"
        return "", [error("HD102", message, place=document.place, quote=quote, hint=hint)]
    if sum(map(text.count, "\n\r\f\t")) > _MOST_LINES:
        message = f"テキストの行とタブが多すぎます（合わせて{_MOST_LINES:,}まで）。"
        return "", [error("HD306", message, place=document.place, quote=quote, hint=f"{hint}分けて送ってもらってください。")]
    for number, line in enumerate(text.splitlines(), 1):
        if found := NOT_PRINTABLE.search(line):
            message = f"印刷できない文字（U+{ord(found[0]):04X}）が{number}行にあります。"
            return "", [
                error("HD103", message, place=document.place, quote=quote, hint=f"{hint}その文字を消してもらってください。")
            ]
    return text, []
