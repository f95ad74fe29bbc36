"""Pairs of brackets and quotes: which belong together, and which have no partner."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

_PAIRS = (
    "（）",
    "()",
    "［］",
    "[]",
    "｛｝",
    "{}",
    "「」",
    "『』",
    "【】",
    "〈〉",
    "《》",
    "〔〕",
    "“”",
    "〝〟",
    "〝〞",
    "｢｣",
    "〖〗",
)
CLOSER = {pair[0]: pair[1] for pair in _PAIRS}
_OPENERS_OF = {
    closer: tuple(pair[0] for pair in _PAIRS if pair[1] in group)
    for group in ("）)", "］]", "｝}", "」｣", "』", "】", "〉", "》", "〕", "”", "〟〞", "〗")
    for closer in group
}
_PARTICLE = re.compile(r"[のをはがにでとへもや、。]|から|まで|より|など")
_FAR = 200  # characters after a number in which its own bracket may close
_MOST_CROSSED = 100
_KEY = r"(?<!trl\+)(?<!rol\+)(?<!hift\+)(?<!Alt\+)(?<!Meta\+)(?<!Cmd\+)"  # Ctrl+] names a key
_ANY = re.compile(_KEY + "[" + re.escape("".join(_PAIRS)) + "]")
#: A closing bracket that numbers an item or a note, and has no partner: `1)`, `ア）`, `注２）`, `*1)`.
_MARK = re.compile(
    r"(?:(?:^|[\s　、。，；;：:・／/｜|])(?:[0-9]{1,3}|[０-９]{1,3}|[a-zA-Zａ-ｚＡ-Ｚ]|[ァ-ン]|[ivxIVX]{1,4}|[ⅰ-ⅿⅠ-Ⅿ])"
    r"|(?:注|註|※|＊|\*|脚注)\s*[0-9０-９]{0,3}|[0-9０-９]{1,3})$"
)
#: What a bracket closes alone at the start of a passage: 例）, 資料）, Ｑ１）, and who speaks in minutes: 副参事兼企画課長）.
_LABEL = re.compile(
    r"[ 　○◯◎●]*(?:[^（()）「」『』【】。、]{1,6}|[一-龠々ぁ-んァ-ヴー・ 　]{3,30}"
    r"(?:長|委員|議員|幹事|監事|理事|参事|参与|主幹|主査|主事|主任|補佐|担当|書記|監|事務局|教授|講師|氏|君)[0-9０-９A-ZＡ-Ｚ]?)"
)


class BracketFault(StrEnum):
    """What can be wrong with a bracket."""

    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    LABEL = "label"  # it may but close a label (例）, 資料）), or what was opened on the page before
    CROSSED = "crossed"
    WIDTHS = "widths"


@dataclass(frozen=True)
class FoundBracket:
    """A bracket that is wrong. `other` is where its partner stands, or the bracket that closed around it."""

    fault: BracketFault
    index: int
    other: int | None = None


@dataclass(frozen=True)
class BracketScan:
    """The faults of a text in its order, and the openers that wait for what comes after it."""

    found: tuple[FoundBracket, ...]
    waiting: tuple[int, ...]


def scan(text: str) -> BracketScan:
    """Pairs the brackets of a text."""
    return _BracketScanner(text).scan()


class _BracketScanner:
    """What is open at a place of a text, and what a pair has closed around."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[int] = []
        self.open: Counter[str] = Counter()
        self.passed: list[tuple[int, int]] = []  # an opener, and the closer of the pair that closed around it
        self.found: list[FoundBracket] = []

    def scan(self) -> BracketScan:
        """All the faults, and the openers that wait."""
        for match in _ANY.finditer(self.text):
            at, character = match.start(), match[0]
            if character in CLOSER or self._opens_itself(at, character):
                self.stack.append(at)
                self.open[character] += 1
            elif not (character in "）)" and _is_mark(self.text, at, self._rounds())):
                self._close(at, _OPENERS_OF[character] if self.open["“"] or character != "”" else ("”",))
        self.found += [FoundBracket(BracketFault.UNCLOSED, opener, closer) for opener, closer in self.passed]
        return BracketScan(tuple(sorted(self.found, key=lambda item: item.index)), tuple(self.stack))

    def _opens_itself(self, at: int, character: str) -> bool:
        """Whether ” opens: Japanese converters type the same on both sides."""
        return character == "”" and not self.open["“"] and not self.open["”"] and self.text.find("”", at + 1) >= 0

    def _rounds(self) -> tuple[int, int] | None:
        """Where the last round bracket that is open stands, and how many are open."""
        count = self.open["（"] + self.open["("]
        return (next(place for place in reversed(self.stack) if self.text[place] in "（("), count) if count else None

    def _close(self, at: int, openers: tuple[str, ...]) -> None:
        text, stack = self.text, self.stack
        if any(self.open[opener] for opener in openers):
            while text[stack[-1]] not in openers:
                self.open[text[stack[-1]]] -= 1
                self.passed.append((stack.pop(), at))
            partner = stack.pop()
            self.open[text[partner]] -= 1
            if CLOSER.get(text[partner], text[at]) != text[at]:
                self.found.append(FoundBracket(BracketFault.WIDTHS, partner, at))
            return
        crossed = next((item for item in reversed(self.passed[-_MOST_CROSSED:]) if text[item[0]] in openers), None)
        if crossed is not None:
            self.passed.remove(crossed)
            self.found.append(FoundBracket(BracketFault.CROSSED, crossed[0], at))
        else:
            label = (
                text[at] in "）)" and _LABEL.fullmatch(text[text.rfind("\n", 0, at) + 1 : at]) and not _PARTICLE.match(text, at + 1)
            )
            self.found.append(FoundBracket(BracketFault.LABEL if label else BracketFault.UNOPENED, at))


def _is_mark(text: str, at: int, opened: tuple[int, int] | None) -> bool:
    """Whether a closing bracket only numbers something: nothing is open, or all that is open closes after it."""
    before = _MARK.search(text[max(0, at - 8) : at])
    if before is None:
        return False
    if opened is None:
        return True
    last, count = opened
    rest = text[at + 1 : at + _FAR]
    return last < at - 8 and len(re.findall(r"[）)]", rest)) - len(re.findall(r"[（(]", rest)) >= count


def depth(text: str) -> int:
    """How many brackets of a text wait for their partner."""
    return len(scan(text).waiting)
