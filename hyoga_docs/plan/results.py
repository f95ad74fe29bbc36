"""What came of each line of the agenda, and of which lines nothing can come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.plan.agenda import find_line, flat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.plan.agenda import AgendaLine
    from hyoga_docs.plan.model import Path_, Plan

#: Of what nobody takes down what was said.
_CEREMONIES = re.compile(r"開会|閉会|散会|休憩|あいさつ|挨拶|式辞|祝辞|点呼|紹介|委嘱状|辞令|国歌|黙とう|黙祷")


def is_discussed(line: AgendaLine) -> bool:
    """Whether people speak about a line, and something comes of it: none that only heads others, and no ceremony."""
    return not line.items and not _CEREMONIES.search(line.title)


def results_by_line(plan: Plan) -> Mapping[Path_, str]:
    """The results that are written, by the paths of their lines."""
    found = ((find_line(name, plan.agenda), words) for name, words in plan.workspace.meeting.results.items())
    return {line.path: words for line, words in found if line is not None}


def lines_without_result(plan: Plan) -> list[AgendaLine]:
    """The lines that are discussed and have no result yet."""
    known = results_by_line(plan)
    return [line for line in flat(plan.agenda) if is_discussed(line) and line.path not in known]
