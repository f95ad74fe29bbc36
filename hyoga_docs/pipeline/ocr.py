"""Scanned pages get a text layer, where that is asked for: read by OCRmyPDF, and taken in once more like any paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.paper_steps import raised
from hyoga_docs.core.cache import digest
from hyoga_docs.core.limits import time_limit
from hyoga_docs.pdf.intake.records import IntakeRequest, IntakeResult, IntakeWarning
from hyoga_docs.pdf.tagging.readable import MADE, PICTURE
from hyoga_docs.pipeline.intake import IntakeRun, SuppliedPaper
from hyoga_docs.pipeline.machine import IntakeSettings
from hyoga_docs.programs.ocrmypdf import OcrPrograms, recognise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class _ScannedPaper:
    """A paper with pages that are but pictures (from 0), and what its text layer is to be kept under."""

    paper: SuppliedPaper
    pages: tuple[int, ...]
    key: str


def read_scans(papers: Mapping[str, SuppliedPaper], settings: IntakeSettings, ocr: OcrPrograms) -> dict[str, SuppliedPaper]:
    """The papers, those with scanned pages read; a scan that cannot be read stays as it is, and says why."""
    scans = {}
    for name, paper in papers.items():
        pages = tuple(index for index, how in enumerate(paper.taken.readable) if how == PICTURE)
        if pages:
            scans[name] = _ScannedPaper(paper, pages, digest(paper.key, ocr.key))
    done = dict(papers)
    requests: dict[str, IntakeRequest] = {}
    for number, (name, scan) in enumerate(scans.items()):
        layered, reason = _layered(scan, settings.folder / f"scan-{number}.pdf", settings, ocr)
        if layered is None:
            lost = replace(scan.paper.taken, warnings=(*scan.paper.taken.warnings, IntakeWarning("HD330", reason)))
            done[name] = replace(scan.paper, taken=lost)
        else:
            requests[name] = IntakeRequest(str(layered), ".pdf", None, name, (), scan.key[:12])
    with IntakeRun(requests, {name: scans[name].key for name in requests}, settings) as reading:
        for name, again in reading.answers().items():
            first = scans[name].paper
            if isinstance(again, SuppliedPaper):
                done[name] = _joined(scans[name], again)
            else:
                lost = replace(
                    first.taken, warnings=(*first.taken.warnings, IntakeWarning("HD330", "読み取った後の PDF を開けません"))
                )
                done[name] = replace(first, taken=lost)
    return done


def _layered(scan: _ScannedPaper, out: Path, settings: IntakeSettings, ocr: OcrPrograms) -> tuple[Path | None, str]:
    """The paper with a text layer, read once; or why there is none."""
    from hyoga_docs.pdf.intake.ocr_layer import plain_layers  # noqa: PLC0415  heavy, and wanted only for scans

    kept = settings.cache.file("scan", scan.key)
    if kept is not None:
        return kept, ""
    settings.isolation.opening(ocr.sandbox)
    reason = recognise(scan.paper.pdf, out, scan.pages, ocr, settings.limit)
    if reason is not None:
        return None, reason

    def make_plain() -> None:
        with time_limit(settings.limit):
            out.write_bytes(plain_layers(out.read_bytes()))

    if raised(make_plain) is not None:
        return None, "正しい PDF ができませんでした"
    return settings.cache.put_file("scan", scan.key, out) or out, ""


def _joined(scan: _ScannedPaper, again: SuppliedPaper) -> SuppliedPaper:
    """What is known of the paper itself, with the words that were read."""
    first, second = scan.paper.taken, again.taken
    read = [index for index in scan.pages if second.text[index]]
    readable = tuple(MADE if index in read else how for index, how in enumerate(first.readable))
    warnings = [loss for loss in first.warnings if loss.code != "HD325"]
    warnings += [loss for loss in second.warnings if loss.code in {"HD313", "HD321", "HD322", "HD323"}]
    if left := tuple(index + 1 for index in scan.pages if index not in read):
        warnings.append(IntakeWarning("HD325", pages=left))
    if read:
        warnings.append(IntakeWarning("HD329", pages=tuple(index + 1 for index in read)))
    taken: IntakeResult = replace(
        second, source_pages=first.source_pages, chosen=first.chosen, readable=readable, warnings=tuple(warnings)
    )
    return SuppliedPaper(again.key, again.pdf, scan.paper.looks, replace(taken, accessible=False))
