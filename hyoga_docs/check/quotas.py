"""How many members the charter wants, in all and of each 区分, beside those of the roster (`HD158`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, warning
from hyoga_docs.japanese.numerals import value_of
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.attendance import BESIDE, MEMBERS
from hyoga_docs.plan.charter_texts import called_charter, charter_texts
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from hyoga_docs.spec.roster import Roster
    from hyoga_docs.spec.workspace import Workspace

_N = r"(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]{1,3})"
_GAP = "[ 　]{0,8}"
_UNIT = rf"{_GAP}(?:人|名|機関|団体)(?P<limit>以内|以下|以上|まで|程度|前後)?"
_WHOLE = re.compile(
    rf"(?<![長副各])(?:構成員|委員(?!長)|会員|メンバー)(?:[^。、]{{0,12}}?|の?(?:定数|総数|人数|数)?は、){_N}{_UNIT}"
)
_OWN = re.compile(
    r"(?:^|(?<!部)(?<!分科)(?<!小委員)(?<!専門委員)(?:会|[議部局構クム])の)$"
)  # whose members: 協議会の委員, and not 公益を代表する委員
_WITH_CHAIR = re.compile(rf"(?:会長|委員長|副会長|副委員長|座長|議長)[^。、]{{0,4}}?{_N.replace('?P<n>', '?:')}[ 　]*(?:人|名)")
_QUOTA = re.compile(
    rf"(?P<who>[^。：:;；0-9０-９]{{1,79}}?[^。：:;；0-9０-９ 　（(])[ 　（(]{{0,8}}(?P<each>各|それぞれ)?{_GAP}{_N}{_UNIT}"
)
_BEFORE = re.compile(r"^.*(?:は、|、次の|うち、?)|^[、，）)及びび並又はと　 ]+")
_BETWEEN = re.compile(r"[、，・]|及び|並びに|又は|若しくは")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NOT_SAYING = re.compile(
    r"を代表する|を代表して|の代表|代表|の推薦する|の推薦による|から推薦された|から選出された|を有する|のある|に関する|に関係する|に係る"
    r"|関係|に従事する|による|の職員|職員|その他の|委員|の者|する者|である者|者$|等|側"
)


def check_quotas(workspace: Workspace, roster: Roster) -> Iterator[Problem]:
    """Numbers of members that the charter states, against those in force on the day: of a 区分 where they are of one."""
    counts, called = _counts(roster, workspace.meeting.date), called_charter(workspace)
    if not sum(counts.values()):
        return
    whole = sum(count for category, count in counts.items() if not BESIDE.search(category))
    whole = next((counts[category] for category in counts if category in MEMBERS), whole)
    quotas = [(path, quota) for path, text in charter_texts(workspace) for quota in _quotas(text, list(counts))]
    times = Counter(quota.category for _, quota in quotas)
    for path, quota in quotas:
        count = counts[quota.category]
        if times[quota.category] == 1 and _differs(count, quota.stated, quota.limit):
            message = (
                f"{called}の人数（{quota.quote}）と、この会議の日の名簿の区分「{quota.category}」の数（{count}）が合いません。"
            )
            yield _problem(workspace, path, message, quota.quote)
    for path, text in charter_texts(workspace):
        match = _WHOLE.search(text)
        if match is None or _WITH_CHAIR.search(text) or "うち" in match[0] or not _is_of_all(text[: match.start()]):
            continue
        if _differs(whole, value_of(match["n"]), match["limit"]):
            message = f"{called}の構成員の数（{match[0]}）と、この会議の日の名簿の数（{whole}）が合いません。"
            yield _problem(workspace, path, message, match[0])


def _problem(workspace: Workspace, path: tuple[str | int, ...], message: str, quote: str) -> Problem:
    hint = f"名簿か{called_charter(workspace)}のどちらかを直してください。"
    return warning("HD158", message, place=workspace.place("charter", *path), quote=quote, hint=hint)


def _counts(roster: Roster, day: dt.date) -> dict[str, int]:
    """How many members each 区分 has on the day; all of them under one empty name where there is no 区分."""
    found: Counter[str] = Counter()
    for _, group, member in roster.entries():
        if member.holds(day):
            found[text_on(group.category, day) or ""] += 1
    return dict(found)


def _differs(count: int, stated: int, limit: str | None) -> bool:
    if limit in {"程度", "前後"}:
        return False
    return count < stated if limit == "以上" else count > stated if limit else count != stated


def _is_of_all(before: str) -> bool:
    """Whether the members of a sentence are all of them, told by the words before: 公益を代表する委員 are some of them."""
    clause = re.split(r"[。、，（(はをにで]|(?<=[^の])が", before)[-1].strip("　 ")
    return _OWN.search(clause) is not None


@dataclass(frozen=True)
class _Quota:
    """So many members of a 区分, as the charter words it."""

    category: str
    stated: int
    limit: str | None
    quote: str


def _quotas(text: str, categories: list[str]) -> Iterator[_Quota]:
    """The quotas of a sentence whose words name a 区分: `被保険者を代表する委員３人`, `学識経験者及び公募委員　各２人`."""
    for match in _QUOTA.finditer(text):
        who = match["who"]
        names = _BETWEEN.split(_BEFORE.sub("", who)) if match["each"] else [_BEFORE.sub("", who), _BETWEEN.split(who)[-1]]
        found = [category for name in names if (category := _named(name, categories))]
        for category in dict.fromkeys(found if match["each"] else found[:1]):
            quote = _BEFORE.sub("", match[0]).strip()
            yield _Quota(category, value_of(match["n"]), match["limit"], quote)


def _named(who: str, categories: list[str]) -> str | None:
    """The 区分 that words name, None where there is none or where it may be either of two."""
    scores = {category: _likeness(_core(who), _core(category)) for category in categories}
    best = max(scores.values(), default=0)
    named = [category for category, score in scores.items() if score == best]
    return named[0] if best and len(named) == 1 else None


def _core(words: str) -> str:
    """What tells one 区分 from another: 被保険 of 被保険者を代表する委員 and of 被保険者代表."""
    text = plain(_IN_BRACKETS.sub("", words))
    return _NOT_SAYING.sub("", _NOT_SAYING.sub("", text)).removesuffix("の").removesuffix("を")


def _likeness(one: str, other: str) -> int:
    if min(len(one), len(other)) < 2:
        return 0
    if one == other:
        return 3
    if one in other or other in one:
        return 2
    parts = ({part for part in _BETWEEN.split(each) if len(part) > 1} for each in (one, other))
    return 1 if set.intersection(*parts) else 0
