"""Two packets that differ in every way that a report tells, and pictures of their pages."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
from papers import make_papers

from hyoga_docs.diff.model import (
    ComparedDocument,
    Difference,
    DocumentChange,
    PacketState,
    PageChange,
    PageKind,
    Region,
    StructureChange,
    StructureKind,
    WordingChange,
    WordingKind,
)
from hyoga_docs.diff.report.html_report import EmbeddedImage
from hyoga_docs.text.diff import compare_texts

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "第１回くまもと就職氷河期世代活躍支援プラットフォーム会議　会議資料"
_CHARTER = """---- A4
くまもと就職氷河期世代活躍支援プラットフォーム設置要領（案）

１　趣旨
　県内の関係機関が力を合わせて就職氷河期世代の活躍を支えるため、支援策をとりまとめ、
その進み具合を見守る場としてプラットフォームを置く。
２　構成員
　ＰＦは、別紙に掲げる行政機関、経済団体、労働団体等の機関をもって構成する。
３　各構成員の役割
　・実施事業の進捗管理（主担当）
{role}　・各種支援策の周知、広報
４　会議
　会議は、年{times}回開催する。
---- A4
５　ＰＦにおける取組事項
　支援対象者の把握
　支援策の周知
---- A4
６　雑則
　この要領に定めるもののほか、必要な事項は、ＰＦが別に定める。
附則　この要領は、令和元年10月31日から施行する。
{last}"""
_SHEETS = {
    "old-charter": _CHARTER.format(role="", times="２", last=""),
    "new-charter": _CHARTER.format(role="　・市町村ＰＦとの連絡調整\n", times="３", last="---- A4\n様式第１号\n"),
    "old-table": "---- A4 横\n推計表（単位：人）\n全国　17,306,000　541,700\n熊本県　211,600　6,600\n",
    "new-table": "---- A3 横\n推計表（単位：人）\n全国　17,306,000　541,700\n熊本県　211,600　6,900\n",
    "plan": "".join(f"---- A4\n市町村の取組（{page}）\n　相談窓口を設け、出張相談を行う。\n" for page in range(1, 4)),
    "cafe": "---- A4\nジョブ・カフェの案内\n　若者の就職を支えます。\n",
}


def paper(stem: str, label: str, title: str, first_page: int = 1, pages: int = 1) -> ComparedDocument:
    """A paper of which only what a report shows is told."""
    return ComparedDocument(stem, label, title, "supplied", f"{stem}.pdf", "0" * 64, first_page, pages, "")


def changed(old: str, new: str, under: str = "", old_page: int | None = None, new_page: int | None = None) -> WordingChange:
    """A row of cells parted by |, or a sentence, that changed."""
    pairs = [compare_texts(before, after) for before, after in zip(old.split("|"), new.split("|"), strict=True)]
    return WordingChange(
        WordingKind.CHANGED, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs), under, old_page, new_page
    )


def cells(text: str, mark: bool = True) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """A row of cells parted by |, or a sentence, that is new or gone as a whole."""
    return tuple(((cell, mark),) for cell in text.split("|"))


def line(number: int, height: int = 297, right: float = 0.45) -> Region:
    """Where a line of a made paper lies on a page of so many millimetres."""
    return Region(0.045, (11 + 8 * (number - 1)) / height, right, (17 + 8 * (number - 1)) / height)


def sample() -> list[Difference]:
    """A difference with every kind of step, wording and page."""
    charter = paper("old-charter", "資料２", "くまもと就職氷河期世代活躍支援プラットフォーム設置要領（案）", 15, 3)
    table = paper("old-table", "資料１－１別添２", "都道府県別　対象者数推計表", 12)
    plan = paper("plan", "資料３", "市町村プラットフォームについて", 19, 3)
    cafe = paper("cafe", "資料３", "ジョブ・カフェについて", 19)
    roster = paper("roster", "資料２別紙", "構成員（案）", 18)
    leaflet = paper("leaflet", "参考資料", "サポステ", 22)
    new_charter, new_table = replace(charter, source="new-charter.pdf", pages=4), replace(table, source="new-table.pdf")
    now = replace(plan, label="資料４", first_page=20)
    steps = (
        StructureChange(StructureKind.ADDED, cafe.name),
        StructureChange(StructureKind.REMOVED, leaflet.name),
        StructureChange(StructureKind.LABEL_TAKEN, cafe.name, plan.title, cafe.title),
        StructureChange(StructureKind.RENUMBERED, now.name, "資料３", "資料４"),
        StructureChange(StructureKind.RETITLED, table.name, "対象者数推計表", "都道府県別　対象者数推計表"),
        StructureChange(StructureKind.REPLACED, table.name, "estimates.csv", "estimates-r1.csv"),
        StructureChange(StructureKind.MOVED, table.name),
        StructureChange(StructureKind.PAGES, charter.name, "3", "4"),
        StructureChange(StructureKind.SHIFTED, charter.name, "17", "18"),
    )
    papers = (
        DocumentChange(
            table,
            new_table,
            steps[4:7],
            (changed("43|熊本県|211,600|6,600|3.1%", "43|熊本県|211,600|6,900|3.3%", "", 1, 1),),
            pages=(PageChange(PageKind.CHANGED, 1, 1, (line(3, 210, 0.21),), (line(3, 297, 0.15),)),),
        ),
        DocumentChange(
            charter,
            new_charter,
            steps[7:8],
            (
                WordingChange(WordingKind.ADDED, (), cells("・市町村ＰＦとの連絡調整"), "３　各構成員の役割", None, 1),
                changed("会議は、年２回開催する。", "会議は、年３回開催する。", "４　会議", 1, 1),
                WordingChange(WordingKind.MOVED, cells("支援策の周知", False), cells("支援策の周知", False), "５　取組事項", 2, 3),
                WordingChange(WordingKind.REMOVED, cells("ＰＦとりまとめ事務局への政策提案"), (), "３　各構成員の役割", 1, None),
            ),
            pages=(
                PageChange(PageKind.CHANGED, 1, 1, (line(12),), (line(10), line(13))),
                PageChange(PageKind.REFLOWED, 2, 2),
                PageChange(PageKind.REFLOWED, 3, 3),
                PageChange(PageKind.ADDED, None, 4),
            ),
        ),
        DocumentChange(
            roster,
            roster,
            (),
            (
                changed("支援機関|熊本県社会福祉協議会|会長", "支援機関|社会福祉法人　熊本県社会福祉協議会|会長"),
                WordingChange(WordingKind.ADDED, (), cells("市町村|熊本市|経済観光局長")),
                WordingChange(WordingKind.ADDED, (), cells("|".join(f"第{number}区" for number in range(1, 31)))),
                WordingChange(WordingKind.MOVED, cells("労働団体|連合熊本|会長", False), cells("労働団体|連合熊本|会長", False)),
            ),
            numbers=(
                WordingChange(
                    WordingKind.CHANGED, ((("３", True), ("　座長", False)),), ((("４", True), ("　座長", False)),), "", 3, 3
                ),
            ),
        ),
        DocumentChange(None, cafe, steps[:1], pages=(PageChange(PageKind.ADDED, None, 1),)),
        DocumentChange(plan, now, steps[3:4], pages=(PageChange(PageKind.LOOKS, 1, 1, (), (line(1),)),)),
        DocumentChange(leaflet, None, steps[1:2], pages=(PageChange(PageKind.REMOVED, 1, None),)),
    )
    old = PacketState("HEAD", TITLE, (table, charter, roster, plan, leaflet))
    new = PacketState("いまの作業場所", TITLE, (new_table, new_charter, roster, cafe, now))
    return [Difference(old, new, steps, papers)]


class Drawer:
    """Draws the pages of the sample with pdfium, as a packet's pages are drawn."""

    def __init__(self, folder: Path) -> None:
        for name, text in _SHEETS.items():
            (folder / f"{name}.pdf.txt").write_text(text, "utf-8")
        make_papers(folder)
        self.folder = folder
        self.asked: list[tuple[str, int]] = []

    def __call__(self, paper: ComparedDocument, page: int, /) -> EmbeddedImage | None:
        """The picture of a page of a paper whose source was made."""
        self.asked.append((paper.source, page))
        path = self.folder / paper.source
        if not path.exists():
            return None
        document = pypdfium2.PdfDocument(path)
        image = document[page - 1].render(scale=1.5).to_pil().convert("L")
        document.close()
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        return EmbeddedImage(out.getvalue(), "image/png", image.width, image.height)
