"""Numbers that were typed where the tool numbers: in front of titles (`HD144`), and as labels out of their order (`HD249`)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, note, warning
from hyoga_docs.japanese.labels import LabelNumber, read_label
from hyoga_docs.plan.agenda import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.plan.model import Plan

_NUMBER = re.compile(
    r"[0-9０-９]{1,2}(?:[　 ]+|[.．、)）][　 ]*(?![0-9０-９]))"
    r"|[（(][0-9０-９一二三四五六七八九十]{1,2}[)）]|[①-⑳⑴-⒇]|第?[一二三四五六七八九十]{1,2}[　 ]+|[ア-オイロハ][　 ]+"
)
_HINT = "番号は道具が付けます。題名から消してください。番号を手で決めるなら label に書きます。"


def check_typed_numbers(plan: Plan) -> list[Problem]:
    """Titles of the agenda and of papers that begin with a number, where the tool prints one, and labels that leave a hole."""
    return [*_of_agenda(plan), *_of_papers(plan), *_of_labels(plan)]


def _of_agenda(plan: Plan) -> Iterator[Problem]:
    for line in flat(plan.agenda):
        found = _NUMBER.match(line.title)
        if found and not line.label and re.search(r"\w", unicodedata.normalize("NFKC", line.number)):
            message = f"題名に番号「{found[0].strip()}」が書いてあり、「{line.number.strip()}」と二重に印刷されます。"
            yield warning("HD144", message, place=plan.workspace.place("meeting", *line.path), quote=line.title, hint=_HINT)


def _of_papers(plan: Plan) -> Iterator[Problem]:
    for document in plan.documents:
        name = re.match(r"\D+", unicodedata.normalize("NFKC", document.label))
        title = unicodedata.normalize("NFKC", document.title)
        if name and (found := re.match(rf"{re.escape(name[0].strip())}\s*(?:No\.?\s*)?\d+(?:[-ー－]\d+)*(?:[\s:]+|$)", title)):
            message = f"題名に資料番号「{found[0].strip()}」が書いてあり、「{document.label}」と二重に印刷されます。"
            yield warning("HD144", message, place=document.place, quote=document.title, hint=_HINT)


def _of_labels(plan: Plan) -> Iterator[Problem]:
    """Labels that somebody typed and that do not follow the ones before: counting steps over them, and prints the rest around."""
    meeting = plan.workspace.meeting
    typed = {paper.label for paper in (*meeting.handouts, *meeting.references) if paper.label}
    last: dict[str, tuple[str, LabelNumber]] = {}
    for line in plan.listed if typed else ():
        value = read_label(line.label) if line.label else None
        if value is None or not value.numbers or line.level:
            continue
        before, known = last.get(value.series, ("", None))
        last[value.series] = (line.label, value)
        if known is None or not {before, line.label} & typed or _follows(known.numbers, value.numbers):
            continue
        message = f"資料番号が順に並びません（{before}の次が{line.label}）。"
        hint = "手で決めた label を確かめてください。すでに知らせた番号なら、そのままで構いません。"
        place = next((each.place for each in plan.documents if each.key == line.key), None)
        yield note("HD249", message, place=place, quote=line.title, hint=hint)


def _follows(before: tuple[int, ...], numbers: tuple[int, ...]) -> bool:
    """Whether a label's numbers come next: one more in some place, and 1 in those behind it."""
    same = next((at for at, (one, other) in enumerate(zip(before, numbers, strict=False)) if one != other), None)
    return same is not None and numbers[same] == before[same] + 1
