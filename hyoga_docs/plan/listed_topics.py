"""The 議題 of a meeting as a notice lists them: what is deliberated, and not how the meeting opens and closes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.agenda import AgendaLine

#: What stands on the agenda of the day and is nothing to deliberate.
_CEREMONY = re.compile(
    r"開\s*[会式]|閉\s*[会式]|(?:開会|閉会)宣言|.*(?:あいさつ|挨\s*拶)|(?:委嘱|任命|辞令)状?(?:の?交付|の?伝達)(?:式)?"
    r"|(?:委員|出席者|構成員|職員|事務局)の?紹介|自己紹介|点呼|定足数.*|資料(?:の?確認|の?説明)|休憩|写真撮影|諸?連絡|事務連絡"
)


class TopicGroup(NamedTuple):
    """Topics under one heading of the agenda; `heading` is empty where there is no other."""

    heading: str
    lines: tuple[AgendaLine, ...]


def listed_topics(agenda: Sequence[AgendaLine]) -> list[TopicGroup]:
    """The topics by their headings: the second level of the agenda where there is one, else what of the first is no ceremony."""
    deliberated = [line for line in agenda if not _is_ceremony(line)]
    groups = [TopicGroup(line.title, line.items) for line in deliberated if line.items]
    if not groups:
        return [TopicGroup("", tuple(deliberated))] if deliberated else []
    return groups if len(groups) > 1 else [TopicGroup("", groups[0].lines)]


def _is_ceremony(line: AgendaLine) -> bool:
    return _CEREMONY.fullmatch("".join(line.title.split())) is not None
