"""Pairs of brackets and quotes: which belong together, and which have no partner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_PAIRS = ("（）", "()", "［］", "[]", "｛｝", "{}", "「」", "『』", "【】", "〈〉", "《》", "〔〕", "“”", "〝〟", "｢｣", "〖〗")
CLOSER = {pair[0]: pair[1] for pair in _PAIRS}
_OPENERS_OF = {
    closer: tuple(pair[0] for pair in _PAIRS if pair[1] in group)
    for group in ("）)", "］]", "｝}", "」｣", "』", "】", "〉", "》", "〕", "”", "〟", "〗")
    for closer in group
}
_ANY = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
#: A closing bracket that numbers an item or a note, and has no partner: `1)`, `ア）`, `注２）`, `*1)`.
_MARK = re.compile(
    r"(?:(?:^|[\s　、。，；;：:・／/｜|])(?:[0-9]{1,3}|[０-９]{1,3}|[a-zA-Zａ-ｚＡ-Ｚ]|[ァ-ン]|[ivxIVX]{1,4}|[ⅰ-ⅿⅠ-Ⅿ])"
    r"|(?:注|註|※|＊|\*|脚注)\s*[0-9０-９]{0,3})$"
)


class Fault(StrEnum):
    """What can be wrong with a bracket."""

    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    CROSSED = "crossed"
    WIDTHS = "widths"


@dataclass(frozen=True)
class Found:
    """A bracket that is wrong. `other` is where its partner stands, or the bracket that closed around it.

    `certain` says that a pair around it is whole, so that its own partner cannot come later.
    """

    fault: Fault
    index: int
    other: int | None = None
    certain: bool = False


@dataclass(frozen=True)
class Scan:
    """The faults of a text in its order, and the openers that wait for what comes after it."""

    found: tuple[Found, ...]
    waiting: tuple[int, ...]


def scan(text: str) -> Scan:
    """Pairs the brackets of a text."""
    stack: list[int] = []
    passed: list[tuple[int, int]] = []  # openers that a pair closed around, with the closer of that pair
    found: list[Found] = []
    for match in _ANY.finditer(text):
        at, character = match.start(), match[0]
        if character in CLOSER:
            stack.append(at)
            continue
        openers = _OPENERS_OF[character]
        if character in "）)" and _is_mark(text, at, stack):
            continue
        partner = next((place for place in reversed(stack) if text[place] in openers), None)
        if partner is not None:
            while stack[-1] != partner:
                passed.append((stack.pop(), at))
            stack.pop()
            if CLOSER[text[partner]] != character:
                found.append(Found(Fault.WIDTHS, partner, at, certain=True))
            continue
        crossed = next((item for item in reversed(passed) if text[item[0]] in openers), None)
        if crossed is not None:
            passed.remove(crossed)
            found.append(Found(Fault.CROSSED, crossed[0], at, certain=True))
        else:
            found.append(Found(Fault.UNOPENED, at))
    found += [Found(Fault.UNCLOSED, opener, closer, certain=True) for opener, closer in passed]
    return Scan(tuple(sorted(found, key=lambda item: item.index)), tuple(stack))


def _is_mark(text: str, at: int, stack: list[int]) -> bool:
    """Whether a closing bracket only numbers something: nothing is open, or what is open began before the number."""
    before = _MARK.search(text[max(0, at - 8) : at])
    if before is None:
        return False
    opened = [place for place in stack if text[place] in "（("]
    if not opened:
        return True
    rest = text[at + 1 :]
    return opened[-1] < at - 8 and len(re.findall(r"[（(]", rest)) < len(re.findall(r"[）)]", rest))


def depth(text: str) -> int:
    """How many brackets of a text wait for their partner."""
    return len(scan(text).waiting)
