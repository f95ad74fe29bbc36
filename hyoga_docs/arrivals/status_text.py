"""How far a meeting's papers have come, in lines for a terminal, in lines for a mail, and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hyoga_docs.arrivals.status import days_text
from hyoga_docs.core.visible import visible_lines
from hyoga_docs.japanese.dates import weekday
from hyoga_docs.japanese.numerals import Digits, number
from hyoga_docs.japanese.width import text_width

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.arrivals.status import MeetingStatus, PacketStatus, PaperStatus

_STATES = {"made": "作る文書", "here": "届いた", "missing": "ファイルなし", "waiting": "まだ"}
_NOBODY = "（どこから届くか書いていないもの）"


def status_lines(status: MeetingStatus, now: dt.datetime) -> list[str]:
    """A meeting with its papers, those that are still to come first."""
    digits = status.digits
    rows = [(_state(paper, digits), paper.supplied_by, paper.label, paper.title) for paper in status.urgent_first]
    still = sum(paper.is_open for paper in status.papers)
    lines = [f"{status.name}　{_day(status.date, digits)}{_until(status.days, digits)}", f"  {status.spec}", ""]
    lines += [f"  {row}" for row in _aligned(rows)] or ["  資料はまだ書かれていません。"]
    lines.append("")
    if rows:
        lines.append(
            f"  資料: {len(rows)}件のうち、まだのもの {still}件" if still else f"  資料: {len(rows)}件、すべてそろっています"
        )
    if status.unlisted:
        lines.append(f"  行のないファイル: {'、'.join(status.unlisted)}")
    lines.append(f"  冊子: {_packet(status.packet, now, digits)}")
    if status.errors:
        lines.append(f"  エラー: {status.errors}件")
    return [*lines, f"  次に: {status.next}"]


def reminder_lines(status: MeetingStatus) -> list[str]:
    """What is still to come, by who is to send it: lines for a mail to each."""
    senders: dict[str, list[PaperStatus]] = {}
    for paper in status.urgent_first:
        if paper.is_open:
            senders.setdefault(paper.supplied_by or _NOBODY, []).append(paper)
    lines = [f"{status.name}　{_day(status.date, status.digits)}　資料のうち、まだのもの"]
    for sender, papers in senders.items():
        lines += ["", sender, *(f"  ・{paper.name}{_due(paper, status.digits)}" for paper in papers)]
    return lines if senders else [f"{status.name}の資料は、すべてそろっています。"]


def status_json(statuses: Sequence[MeetingStatus]) -> str:
    """A list of meetings with their papers; what does not apply is null. `next` is for people."""
    return visible_lines(json.dumps([_record(each) for each in statuses], ensure_ascii=False, indent=2))


def _record(status: MeetingStatus) -> dict[str, Any]:
    packet = status.packet
    return {
        "file": status.spec,
        "meeting": status.name,
        "date": status.date.isoformat(),
        "days": status.days,
        "papers": [
            {
                "label": paper.label or None,
                "title": paper.title,
                "file": paper.file,
                "supplied_by": paper.supplied_by or None,
                "due": paper.due.isoformat() if paper.due else None,
                "days": paper.days,
                "state": paper.state,
                "changed": paper.changed,
            }
            for paper in status.papers
        ],
        "unlisted": list(status.unlisted),
        "errors": status.errors,
        "packet": packet
        and {
            "file": packet.file,
            "pages": packet.pages,
            "built": packet.built.isoformat(timespec="seconds") if packet.built else None,
            "current": packet.current,
            **({"public_pages": packet.public_pages} if packet.public_pages else {}),
        },
        "next": status.next,
    }


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows whose columns stand under each other on a screen; a column that is empty everywhere is left out."""
    if not rows:
        return []
    widths = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    kept = [index for index, width in enumerate(widths) if width]
    return ["  ".join(row[index] + " " * (widths[index] - text_width(row[index])) for index in kept).rstrip() for row in rows]


def _state(paper: PaperStatus, digits: Digits) -> str:
    if paper.is_open:
        said = days_text(paper.days, digits) or _STATES[paper.state]
        return f"{said}（{_STATES['missing']}）" if paper.state == "missing" and paper.days is not None else said
    return f"{_STATES[paper.state]}（前の冊子と違う）" if paper.changed else _STATES[paper.state]


def _due(paper: PaperStatus, digits: Digits) -> str:
    return f"（{_day(paper.due, digits)}まで。{days_text(paper.days, digits)}）" if paper.due else ""


def _day(day: dt.date, digits: Digits) -> str:
    return f"{number(day.month, digits)}月{number(day.day, digits)}日（{weekday(day)}）"


def _until(days: int, digits: Digits) -> str:
    if not days:
        return "　きょう"
    return f"　あと{number(days, digits)}日" if days > 0 else f"　{number(-days, digits)}日前に終わりました"


def _packet(packet: PacketStatus | None, now: dt.datetime, digits: Digits) -> str:
    if packet is None:
        return "まだ作っていません"
    pages = f"{packet.pages}ページ" + (f"（公開用{packet.public_pages}ページ）" if packet.public_pages else "")
    if packet.built is None:
        return f"{pages}（この場所には packet.pdf がありません）"
    days = (now.date() - packet.built.date()).days
    when = {0: "きょう", 1: "きのう"}.get(days, _day(packet.built.date(), digits))
    state = {True: "最新", False: "その後に変わったものがあります", None: "変わったものがあるかは、build で分かります"}[
        packet.current
    ]
    return f"{pages}、{when} {packet.built:%H:%M}に作成。{state}"
