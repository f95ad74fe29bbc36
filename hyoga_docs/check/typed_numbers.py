"""Numbers that were typed in front of titles, and would be printed beside those of the tool (`HD144`)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, warning
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
    """Titles of the agenda and of papers that begin with a number, where the tool prints one."""
    return [*_of_agenda(plan), *_of_papers(plan)]


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
