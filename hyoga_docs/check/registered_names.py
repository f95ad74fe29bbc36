"""Names that a workspace registers, written nearly right anywhere in a text (`HD261`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.name_slips import are_sisters, ends_a_word, first_difference, is_misspelt, loses_word, makes_sister
from hyoga_docs.check.names_of_bodies import LEGAL_FORMS
from hyoga_docs.check.word_lists import sister_bodies
from hyoga_docs.core.problem import Severity
from hyoga_docs.japanese.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.spec.charter import Charter
    from hyoga_docs.spec.platform import Platform
    from hyoga_docs.spec.roster import Roster

#: The shortest name that is looked for: of a shorter one too little stays to know it by.
SHORTEST_REGISTERED = 5
_MOST_MISSING = 0.4  # of a name
_SHORTEST_END = 2  # characters that stay at either end of what is missing
_LONG, _LONGER = 8, 12
_KANJI = re.compile("[一-龠]")
_AROUND = 5  # characters before and behind that may say that no near miss stands there
_DEFINED = re.compile(r"[「『]([^「」『』]{4,40})[」』]とい")
#: Letters that may go on with the word before; 課長 and 会員 are of the section, of the body.
_BEHIND = re.compile(r"(?![長員])[一-龠々ァ-ヴー]{1,4}")
_FORMER = ("旧", "元", "前身の")


def registered(context: CheckContext) -> list[str]:
    """The names that the workspace of a meeting, or around a file, knows."""
    if context.plan is None:
        return list(context.names)
    workspace = context.plan.workspace
    return names_of(workspace.platform, workspace.roster, workspace.charter)


def names_of(platform: Platform | None, roster: Roster | None, charter: Charter | None) -> list[str]:
    """The names of a body, its sections, its members, its charter, with the aliases of each."""
    names: list[str] = []
    if platform is not None:
        names += [platform.name, platform.meeting_name, *platform.organizer, *platform.secretariat, *platform.names]
        names += [alias for aliases in platform.names.values() for alias in aliases]
    for _, _, member in roster.entries() if roster is not None else ():
        names += member.aliases
        if member.name:
            names += [member.name, re.sub(rf"^(?:{LEGAL_FORMS})[ 　]*", "", member.name)]
    if charter is not None:
        names += [phrase.text for phrase in charter.title]
    return names


def defined_names(texts: Sequence[CheckedText]) -> set[str]:
    """The short names that texts give to what they speak of: （以下「会議」という。）."""
    return {plain(match[1]) for checked in texts for passage in checked.passages for match in _DEFINED.finditer(passage.text)}


def check_registered(texts: Sequence[CheckedText], context: CheckContext) -> Iterator[Problem]:
    """Registered names with one character else, more or fewer, two of them exchanged, or a piece missing in the middle."""
    names = {plain(name): name for name in (*registered(context), *context.wording.names)}
    right = {*names, *defined_names(texts)}
    all_right = "\0".join(right)
    told: set[str] = set()
    for checked in texts if names else ():
        lines = [plain(passage.text) for passage in checked.passages]
        begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
        for start, end, name in sorted(_misses("\n".join(lines), [name for name in names if len(name) >= SHORTEST_REGISTERED])):
            at = bisect_right(begins, start) - 1
            line, passage, start, end = lines[at], checked.passages[at], start - begins[at], end - begins[at]
            wrong = line[start:end]
            if wrong in told or wrong in all_right or not _is_whole(line, start, end, right):
                continue
            judged = _judged(wrong, name, alone=wrong == line)
            stretch = _unplain(passage.text, line, start, end)
            if judged is None or stretch is None:
                continue
            told.add(wrong)
            span = Span(checked, passage, *stretch)
            severity, message = judged
            yield report(span, "HD261", severity, f"{message}（{span.text}）。", f"「{names[name]}」の誤りではありませんか。")


def _misses(text: str, names: Sequence[str]) -> set[tuple[int, int, str]]:
    """Where names stand nearly right in a text of lines, told from their beginnings or from their ends."""
    length = len(text)
    found = set(_ends(text, names))
    for start, end, name in _ends(text[::-1], [name[::-1] for name in names]):
        found.add((length - end, length - start, name[::-1]))
    return found


def _known_by(name: str) -> int:
    """How many characters of a near miss are whole at its beginning or at its end."""
    return min(len(name) // 2, max(3, int(len(name) * (1 - _MOST_MISSING) / 2)))


def _ends(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Where near misses begin and end that begin as a name does; the same words around one are looked at once."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name[: _known_by(name)]].append(name)
    for beginning, group in alike.items():
        seen: set[str] = set()
        longest = max(map(len, group)) + _AROUND
        whole = tuple(name for name in group if not any(other != name and other.startswith(name) for other in group))
        at = text.find(beginning)
        while at >= 0:
            around = text[max(0, at - _AROUND) : at + longest]
            if around not in seen and not text.startswith(whole, at):
                seen.add(around)
                goes_on = at + len(beginning)
                one, two = text[goes_on : goes_on + 1], text[goes_on + 1 : goes_on + 2]
                may_be = (name for name in group if one in name or two in name)
                yield from ((at, end, name) for name in may_be if (end := _end_of(name, text, at)) is not None)
            at = text.find(beginning, at + 1)


def _end_of(name: str, text: str, at: int) -> int | None:
    """Where a near miss of a name ends that begins here; None where none does."""
    same = first_difference(text[at : at + len(name)], name)
    return _end(text, at + same, name[same:], int(_MOST_MISSING * len(name))) if same < len(name) else None


def _end(text: str, at: int, rest: str, most: int) -> int | None:
    """Where the rest of a name ends that begins with another character, one more, two exchanged, or after some are missing."""
    if len(rest) > 1 and text.startswith(rest[1:], at + 1):
        return at + len(rest)
    if text.startswith(rest, at + 1):
        return at + 1 + len(rest)
    if len(rest) > 1 and text.startswith(rest[1] + rest[0] + rest[2:], at):
        return at + len(rest)
    for missing in range(1, most + 1):
        if len(rest) - missing >= (_SHORTEST_END if missing > 1 else 1) and text.startswith(rest[missing:], at):
            return at + len(rest) - missing
    return None


def _is_whole(text: str, start: int, end: int, right: set[str]) -> bool:
    """Whether words end where a near miss ends, and it is no other name that is right, nor a former one."""
    if text.endswith(_FORMER, 0, start):
        return False
    if any(len(name) >= end - start - 1 and text.startswith(name, start) for name in right):
        return False
    behind = _BEHIND.match(text, end)
    return behind is None or ends_a_word(text[start : behind.end()], end - start)


def _judged(wrong: str, name: str, *, alone: bool) -> tuple[Severity, str] | None:
    """How sure it is that a name is meant, and what is wrong with it; None where it may be another body's."""
    at, missing = first_difference(wrong, name), len(name) - len(wrong)
    if missing > 1:
        lost = {name[begin : begin + missing] for begin in range(at + 1) if name[:begin] + name[begin + missing :] == wrong}
        piece = name[at : at + missing]
        return None if lost & sister_bodies() else (Severity.WARNING, f"「{piece}」が抜けた名前です")
    message = "一字違いの名前です"
    if missing:
        longer = name if missing > 0 else wrong
        if makes_sister(longer[at]):
            return None
        sure = loses_word(wrong, name) or (missing == 1 and len(name) >= _LONG)
    elif wrong[at + 1 :] != name[at + 1 :]:
        sure, message = True, "字の入れ替わった名前です"
    elif are_sisters(wrong[at], name[at]):
        return None
    else:
        sure = is_misspelt(wrong, name) or not _KANJI.match(name, at) or len(name) >= _LONGER
    if sure:
        return Severity.WARNING, message
    return None if alone else (Severity.NOTE, message)


def _unplain(written: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch of a text as it is written, from where it stands in its plain form; None where no character tells."""
    places = [index for index, character in enumerate(written) for _ in plain(character)]
    return (places[start], places[end - 1] + 1) if len(places) == len(text) else None
