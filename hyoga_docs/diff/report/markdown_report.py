"""What changed, as Markdown for a comment on a pull request: the most important first, and never longer than a comment may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.visible import visible
from hyoga_docs.diff.model import WordingKind
from hyoga_docs.diff.report.phrases import (
    all_steps,
    difference_phrase,
    kind_phrase,
    numbers_phrase,
    packet_pages,
    page_lines,
    step_line,
    summary_phrase,
    uncompared_lines,
    words_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.diff.model import Cells, Difference, DocumentChange, WordingChange

#: GitHub takes 65,536 characters; some are left for what a workflow puts around the report.
_MOST = 60_000
#: What GitHub makes a link of: names, issues, addresses, commits.
_LINKED = re.compile(r"@(?=\w)|#(?=\d)|://|www\.|\b[0-9a-f]{7,40}\b")
#: Where a space without width is to stand.
_BETWEEN = "\0"
_SHOWN = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\\`*_{}[]<>#|~&@!"} | {_BETWEEN: "&#8203;"})
_SAME = "配付するものに違いはありません。"


@dataclass(frozen=True)
class _MarkdownBlock:
    """Lines that are told together or not at all; blocks of a lower rank are told first."""

    rank: int
    lines: tuple[str, ...]


def markdown_report(differences: Sequence[Difference]) -> str:
    """The report; what has no room is counted in its last line."""
    if not differences:
        return _SAME + "\n"
    blocks = [block for difference in differences for block in _difference(difference)]
    room = _MOST - 200
    told: set[int] = set()
    for index in sorted(range(len(blocks)), key=lambda each: (blocks[each].rank, each)):
        size = sum(len(line) + 1 for line in blocks[index].lines)
        if size <= room:  # a shorter one behind it may still have room
            told.add(index)
            room -= size
    lines = [line for index, block in enumerate(blocks) if index in told for line in block.lines]
    if left := len(blocks) - len(told):
        lines += ["", f"ほかに {left}項目あります（長さの限りのため、ここには載せていません）。"]
    return "\n".join(lines).strip() + "\n"


def _difference(difference: Difference) -> Iterator[_MarkdownBlock]:
    called = " → ".join(_escaped(side.called) for side in (difference.old, difference.new) if side is not None)
    yield _MarkdownBlock(0, (f"## {_escaped(difference.side.title)}", "", f"{called}　**{difference_phrase(difference)}**", ""))
    steps = [step_line(step) for step in all_steps(difference)]
    if steps:
        yield _MarkdownBlock(0, ("### 構成", ""))
        yield from (_MarkdownBlock(0, (f"- {_escaped(step)}",)) for step in steps)
    for change in difference.papers:
        yield from _paper(change)


def _paper(change: DocumentChange) -> Iterator[_MarkdownBlock]:
    if change.old is None or change.new is None or not (change.words or change.numbers or change.pages):
        return
    yield _MarkdownBlock(1, ("", f"### {_escaped(change.paper.name)}", "", summary_phrase(change) + packet_pages(change), ""))
    for wording in change.words:
        yield _MarkdownBlock(2, tuple(_wording(wording)))
    if change.numbers:
        yield _MarkdownBlock(2, (f"- **番号だけの変更**　{_escaped(numbers_phrase(change))}",))
    yield from (_MarkdownBlock(3, (f"- {line}",)) for line in ([] if change.only_reflowed else page_lines(change)))
    yield from (_MarkdownBlock(2, (f"- {line}",)) for line in uncompared_lines(change))


def _wording(wording: WordingChange) -> Iterator[str]:
    place = words_place(wording)
    yield f"- **{kind_phrase(wording.kind)}**" + (f"　{_escaped(place)}" if place else "")
    if wording.kind is WordingKind.MOVED and wording.old == wording.new:
        yield f"  <br>{_row(wording.new, 'ins')}"
        return
    yield from ([f"  <br>－ {_row(wording.old, 'del')}"] if wording.old else [])
    yield from ([f"  <br>＋ {_row(wording.new, 'ins')}"] if wording.new else [])


def _row(cells: Cells, tag: str) -> str:
    """A row; what changed is struck out or underlined, and bold, for mail shows neither of the two."""
    return " ｜ ".join("".join(_piece(text, tag) if changed else _escaped(text) for text, changed in cell) for cell in cells)


def _piece(text: str, tag: str) -> str:
    return f"<{tag}><strong>{_escaped(text)}</strong></{tag}>"


def _escaped(text: str) -> str:
    """A text of which nothing is Markdown, HTML, a link or the name of a person to be told.

    GitHub looks for names, numbers of issues and addresses in what is shown: a space without width comes between.
    """
    parted = _LINKED.sub(lambda found: f"{found[0][0]}{_BETWEEN}{found[0][1:]}", visible(text))
    return parted.translate(_SHOWN)
