"""The texts of a packet for its checks: what people wrote in YAML, what the templates printed, what was supplied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hyoga_docs.check.paper_steps import paper_step
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import PAPER, read_plain
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.spec.csv_reader import any_text
from hyoga_docs.spec.formats import Opened, Use, is_opened, ooxml_of, suffixes
from hyoga_docs.text.extract import read_lines, read_words
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body, Grid, Passage, Position
from hyoga_docs.text.readers.pdf_lines import pages_body, plain_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hyoga_docs.core.problem import Place, Problem
    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.plan.model import Document, Plan
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource
    from hyoga_docs.text.print_copy.records import PrintCopy

_STEP = "文字の読み取り"
#: Keys whose values are not printed as words, or are printed only where they say something else.
_NOT_PRINTED = {
    "absent", "aliases", "common", "computed", "cover", "date", "document", "documents", "due", "effective", "entrusted", "file",
    "fiscal_year", "id", "item", "numbering", "ok", "online", "page_numbers", "pages", "plain", "provisions", "quorum", "roster",
    "since", "start", "status", "style", "time", "unanswered", "until",
}  # fmt: skip


def gather(
    plan: Plan,
    made: Mapping[str, bytes],
    print_copies: Mapping[str, PrintCopy],
    taken: Mapping[str, IntakeResult],
    digests: Mapping[str, str],
    cache: Cache,
) -> tuple[list[CheckedText], list[Problem]]:
    """Every text of a packet, and the problems of papers that cannot be read.

    By key: `made` holds the Word documents, `print_copies` the supplied Office files, `taken` the opened papers, `digests` those
    of files.
    """
    problems: list[Problem] = []
    day = plan.workspace.meeting.date.isoformat()
    texts = [
        CheckedText(
            TextOrigin.YAML,
            source.name,
            Body(tuple(_passages(source, source.data, (), day)), tuple(_schedules(plan, source)) if name == "charter" else ()),
            title=source.name,
        )
        for name, source in plan.workspace.sources.items()
        if name != "wording"
    ]
    for document in plan.documents:
        if document.key in made:
            with paper_step(document, _STEP, problems):
                body = kept_body(made[document.key], ".docx", digest(made[document.key]), cache)
                texts.append(_writing(TextOrigin.MADE, f"templates/{document.template}.docx", body, document))
        if document.path is None or document.key not in digests:
            continue
        file = plan.workspace.paths.display_path(document.path)
        with paper_step(document, _STEP, problems):
            if document.key in taken:
                body = pages_body(taken[document.key].text, [page + 1 for page in taken[document.key].chosen])
            elif document.key in print_copies and is_opened(document.path.suffix, Opened.TEXT):
                body = plain_body(any_text(read_plain(document.path, PAPER)))
            elif document.key in print_copies:
                data = print_copies[document.key].data
                body = kept_body(data, ooxml_of(document.path.suffix), digest(data), cache)
            elif document.path.suffix.lower() in suffixes(Use.BIND, Opened.TABLE):
                body = kept_body(read_plain(document.path, PAPER), document.path.suffix.lower(), digests[document.key], cache)
            else:
                continue
            texts.append(_writing(TextOrigin.SUPPLIED, file, body, document))
    return texts, problems


def _writing(kind: TextOrigin, file: str, body: Body, document: Document) -> CheckedText:
    return CheckedText(kind, file, body, document, document.place, document.name, draft="（案）" in document.title)


def kept_body(data: bytes, suffix: str, sha: str, cache: Cache) -> Body:
    """The words of a file, from the cache where they are known; of a file that cannot be read there are none."""
    key = digest(sha, suffix)
    kept = cache.get("body", key)
    if kept is not None:
        return Body.unpack(kept)
    try:
        body, lines = read_words(data, suffix)
    except UnusableFileError:  # told as HD306 where the file is opened
        return Body()
    cache.put("body", key, body.pack())
    cache.remember("lines", key, lambda: lines)  # which came of the same reading, and are wanted later
    return body


def kept_lines(data: bytes, suffix: str, cache: Cache) -> list[str]:
    """The lines of a file for reviewers, from the cache where they are known. Raises UnusableFileError."""
    return cache.remember("lines", digest(digest(data), suffix), lambda: read_lines(data, suffix))


def _schedules(plan: Plan, source: YamlSource) -> Iterator[Grid]:
    """The 別表 of the charter as tables, each row with its line."""
    for schedule in plan.charter.schedules if plan.charter is not None else ():
        rows, lines = [], []
        for row in (*schedule.headings, *schedule.rows):
            cells = [""] * schedule.columns
            for cell in row.cells:
                cells[cell.position.column] = plain_text(cell.text)
            rows.append(tuple(cells))
            lines.append(source.place(*(row.path or (*schedule.path, "columns"))).line or 1)
        yield Grid(tuple(rows), lines=tuple(lines))


def _holds(data: dict[str, Any], day: str) -> bool:
    """Whether something with a term is printed on the day; days are ISO 8601."""
    since = data.get("since") or (data.get("effective") if "text" in data else None)
    return str(since or day) <= day <= str(data.get("until") or day)


def _passages(source: YamlSource, data: Any, path: Path_, day: str) -> Iterator[Passage]:
    """The words of a YAML file that are printed on the day, each with the place where it begins."""
    if isinstance(data, dict):
        if not _holds(data, day):
            return
        for key, value in data.items():
            if key in _NOT_PRINTED:
                continue
            if key == "names" and not path:  # official names are keys; their aliases are anybody's
                for name in value if isinstance(value, dict) else ():
                    place = source.key_place("names", name)
                    yield Passage(name, None, (Position(0, place.line or 1, place.column or 1),))
                continue
            yield from _passages(source, value, (*path, key), day)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _passages(source, value, (*path, index), day)
    elif isinstance(data, str) and data.strip():
        yield Passage(data, None, tuple(_spots(source, data, source.place(*path))))


def _spots(source: YamlSource, text: str, place: Place) -> Iterator[Position]:
    """Where a value of YAML stands: past its quotation mark; a block's lines are looked for one by one."""
    line, column = place.line or 1, place.column or 1
    written = source.lines[line - 1] if line <= len(source.lines) else ""
    if written[column - 1 : column] not in {"|", ">"}:
        at = written.find(text[:12], column - 1)
        yield Position(0, line, at + 1 if at >= 0 else column)
        return
    offset = 0
    for number, each in enumerate(source.lines[line:], line + 1):
        words = each.strip()
        at = text.find(words, offset) if words else -1
        if at >= 0:
            yield Position(at, number, len(each) - len(each.lstrip()) + 1)
            offset = at + len(words)
        if offset >= len(text.rstrip()):
            return
