"""Scanned pages get a text layer, where that is asked for: read by OCRmyPDF, and taken in once more like any paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.pdf.intake.records import MADE, PICTURE, Loss, Order, Taken
from hyoga_docs.pipeline.intake import Paper, Reader, Reading
from hyoga_docs.programs.ocrmypdf import Ocr, recognise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class _Scan:
    """A paper with pages that are but pictures (from 0), and what its text layer is to be kept under."""

    paper: Paper
    pages: tuple[int, ...]
    key: str


def read_scans(papers: Mapping[str, Paper], reader: Reader, ocr: Ocr) -> dict[str, Paper]:
    """The papers, those with scanned pages read; a scan that cannot be read stays as it is, and says why."""
    scans = {}
    for name, paper in papers.items():
        pages = tuple(index for index, how in enumerate(paper.taken.readable) if how == PICTURE)
        if pages:
            scans[name] = _Scan(paper, pages, digest(paper.key, ocr.key))
    done = dict(papers)
    orders: dict[str, Order] = {}
    for number, (name, scan) in enumerate(scans.items()):
        layered, reason = _layered(scan, reader.folder / f"scan-{number}.pdf", reader, ocr)
        if layered is None:
            lost = replace(scan.paper.taken, losses=(*scan.paper.taken.losses, Loss("HD330", reason)))
            done[name] = replace(scan.paper, taken=lost)
        else:
            orders[name] = Order(str(layered), ".pdf", None, name, (), scan.key[:12])
    with Reading(orders, {name: scans[name].key for name in orders}, reader) as reading:
        for name, again in reading.answers().items():
            first = scans[name].paper
            if isinstance(again, Paper):
                done[name] = _joined(scans[name], again)
            else:
                lost = replace(first.taken, losses=(*first.taken.losses, Loss("HD330", "読み取った後の PDF を開けません")))
                done[name] = replace(first, taken=lost)
    return done


def _layered(scan: _Scan, out: Path, reader: Reader, ocr: Ocr) -> tuple[Path | None, str]:
    """The paper with a text layer, read once; or why there is none."""
    from hyoga_docs.pdf.intake.ocr_layer import plain_layers  # noqa: PLC0415  heavy, and wanted only for scans

    kept = reader.store.file("scan", scan.key)
    if kept is not None:
        return kept, ""
    reason = recognise(scan.paper.pdf, out, scan.pages, ocr, reader.limit)
    if reason is not None:
        return None, reason
    try:
        out.write_bytes(plain_layers(out.read_bytes()))
    except ValueError:
        return None, "正しい PDF ができませんでした"
    return reader.store.put_file("scan", scan.key, out) or out, ""


def _joined(scan: _Scan, again: Paper) -> Paper:
    """What is known of the paper itself, with the words that were read."""
    first, second = scan.paper.taken, again.taken
    read = [index for index in scan.pages if second.text[index]]
    readable = tuple(MADE if index in read else how for index, how in enumerate(first.readable))
    losses = [loss for loss in first.losses if loss.code != "HD325"]
    losses += [loss for loss in second.losses if loss.code in {"HD313", "HD321", "HD322", "HD323"}]
    if left := tuple(index + 1 for index in scan.pages if index not in read):
        losses.append(Loss("HD325", pages=left))
    if read:
        losses.append(Loss("HD329", pages=tuple(index + 1 for index in read)))
    taken: Taken = replace(second, source_pages=first.source_pages, chosen=first.chosen, readable=readable, losses=tuple(losses))
    return Paper(again.key, again.pdf, scan.paper.looks, replace(taken, accessible=False))
