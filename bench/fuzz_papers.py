"""Supplied papers made wrong: PDFs and pictures are taken in, bound and proved; Office files are checked and read."""

from __future__ import annotations

import contextlib
import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from mutate import mutated_office, mutated_pdf, mutated_picture
from proof import Piece, active_content, compare
from rich import rich_pdf, rich_pictures

from hyoga_docs.check.supplied_files import check_supplied
from hyoga_docs.core.problem import has_errors
from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart, bind
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pdf.intake.take import take
from hyoga_docs.plan.model import Document, Plan
from hyoga_docs.plan.page_layout import PlacedDocument
from hyoga_docs.spec.style import PageNumbers, Stamp
from hyoga_docs.text.ooxml.external_links import external_addresses, is_fetching_drawing, remove_external_links
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.word.accept_changes import accept_changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from random import Random

_RICH = rich_pdf()


def feed_pdf(rng: Random, stem: Path, sources: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A PDF; the answer, and what was not foreseen."""
    path = stem.with_suffix(".pdf")
    path.write_bytes(mutated_pdf([_RICH, *_two(rng, sources[".pdf"])], rng))
    return _take(path)


def feed_picture(rng: Random, stem: Path, _: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A picture; the answer, and what was not foreseen."""
    path = stem.with_suffix(rng.choice((".png", ".jpg")))
    path.write_bytes(mutated_picture(rich_pictures(path.suffix), rng))
    return _take(path)


def feed_office(rng: Random, stem: Path, sources: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A Word, Excel or PowerPoint file; the answer, and what was not foreseen."""
    path = stem.with_suffix(rng.choice((".docx", ".xlsx", ".pptx")))
    path.write_bytes(mutated_office(_two(rng, sources[path.suffix]), rng))
    return _read(path)


def _two(rng: Random, paths: Sequence[Path]) -> list[bytes]:
    return [rng.choice(paths).read_bytes() for _ in range(2)]


def _take(path: Path) -> tuple[str, str]:
    out = path.with_suffix(".out")
    answer = take(IntakeRequest(str(path), path.suffix, None, "題", (), "s"), out)
    if isinstance(answer, IntakeRejected):
        return answer.code, ""
    packet = path.with_suffix(".packet")
    document = Document("a", "題", stem="01-a")
    part = PacketPart(PlacedDocument(document, 1, answer.pages), out, answer)
    bind([part], BindOptions("題", "", dt.date(2024, 5, 1), Stamp(), PageNumbers(format=None), None, None, ()), packet)
    if active := active_content(packet):
        return "taken", f"active content: {sorted(active)}"
    if path.suffix != ".pdf":
        return "taken picture", ""
    codes = {loss.code for loss in answer.warnings}
    found = compare(packet, Piece(path, 0, answer.pages, told=bool({"HD322", "HD323"} & codes), stamped=False))
    wrong = "" if "HD313" in codes else "; ".join(found.wrong)
    return "taken " + ("whole" if codes <= {"HD324"} else "with a loss"), f"{wrong}\nlooks different" if wrong else ""


def _read(path: Path) -> tuple[str, str]:
    document = Document("a", "題", path=path, stem="01-a")
    data = path.read_bytes()
    problems = check_supplied(cast("Plan", SimpleNamespace(documents=[document])))
    if has_errors(problems):
        for read in (read_parts, remove_external_links):
            with contextlib.suppress(UnusableFileError):
                read(data)
        return problems[0].code, ""
    parts = read_parts(data)
    external_addresses(parts)
    data = remove_external_links(data)
    if external_addresses(read_parts(data)):
        return "checked", "still fetches"
    if any(is_fetching_drawing(content) for content in parts.values()):
        return "checked", "a drawing that fetches"
    if path.suffix == ".docx":
        accept_changes(data)
        document_lines(data)
    return "checked", ""
