"""Words of texts changed: which are quoted, so that each quotation is found where it is meant and nowhere else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.instructions import WordEdit
from hyoga_docs.text.diff import compare_texts
from hyoga_docs.text.diff_tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.text.diff import Runs

#: A quotation is not widened over these while its other side is free.
_STOPS = "。、（）「」，()"
#: Words that come after one of these are not added below it, but put before the word that follows.
_OPENING = "（「(　 "
#: How verbs go on that are made of a term: 委嘱する, 委嘱し.
_VERB = re.compile("する|すれ|し|さ|せ")
#: A term is quoted whole: 健康福祉部地域福祉課. What joins two terms is part of neither.
_TERM = re.compile("[々〆ヶ\u30a1-\u30fa\u30fc\u3400-\u9fff\uf900-\ufaffA-Za-zＡ-Ｚａ-ｚ0-9０-９]+")
_JOINS = re.compile("及び|並びに|又は|若しくは|及(?=び)|並(?=びに)|又(?=は)|若(?=しくは)|(?<=の)他")
#: With these no word begins that is to be replaced: 再任を妨げない is quoted, and not を妨げない.
_PARTICLES = ("を", "は", "が", "に")
#: Numbers with their counters are words of their own, and so are provisions with all their steps, and names that end in a number.
_FIGURES = "[0-9０-９一二三四五六七八九十百]+"
_BRANCHES = f"(?:の{_FIGURES}(?![条項号]))*"
_ARTICLE = f"第{_FIGURES}条{_BRANCHES}"
_STEPS = f"(?:第{_FIGURES}項)?(?:第{_FIGURES}号{_BRANCHES}(?:[ア-ンa-zａ-ｚ](?![ァ-ヶー]))?)?"
_ANNEX = f"(?:(?:別表|別紙|別記|別図|様式)(?:第?{_FIGURES}号?)?|第{_FIGURES}号様式){_BRANCHES}"
_COUNT = "[0-9０-９]+(?:[,，.．][0-9０-９]+)*"
_COUNTER = "[万億千百]*(?:か月|箇月|か所|箇所|[人名年月日回条項号章期度円時分歳割級件点台戸団校](?:間|度)?)"
_NUMBERS = re.compile(
    f"{_ARTICLE}[―・～]{_ARTICLE}|{_ANNEX}|{_ARTICLE}{_STEPS}|第{_FIGURES}項第{_FIGURES}号{_BRANCHES}"
    f"|(?:第|令和|平成|年)?{_COUNT}(?:分の{_COUNT}|{_COUNTER})?"
)
_BOUND = re.compile("以上|以内|以下|未満|程度")
#: What has another number is named anew, and gets none added below it: 「別表」を「別表第１」に.
_NAMED = re.compile(f"{_ANNEX}|{_ARTICLE}{_STEPS}")
_LONGEST_TERM = 24
#: No clerk quotes so many characters, or so many different words of one provision: it is written anew.
_LONGEST_QUOTATION = 400
_MOST_QUOTATIONS = 100
#: Less than this between two changes is not worth two quotations.
_NEAR = 4


class UnclearQuotation(Exception):  # noqa: N818
    """Words that are not found, or found where two edits meet."""


@dataclass
class _Quote:
    """A changed stretch: where it lies in the text with this index, before and after."""

    text: int
    a0: int
    a1: int
    b0: int
    b1: int


def apply_edits(texts: Sequence[str], edits: Sequence[WordEdit]) -> list[str]:
    """The texts with every place changed where the words of an edit stand. Raises UnclearQuotation."""
    found: set[str] = set()
    made = []
    for text in texts:
        spans = sorted((at, at + len(edit.old), edit) for edit in edits for at in _places(text, edit.old))
        found.update(edit.old for _, _, edit in spans)
        done, end = "", 0
        for start, stop, edit in spans:
            if start < end:
                raise UnclearQuotation(edit.old)
            done, end = done + text[end:start] + edit.result, stop
        made.append(done + text[end:])
    if missing := [edit.old for edit in edits if edit.old not in found]:
        raise UnclearQuotation(missing[0])
    return made


def _places(text: str, words: str) -> Iterator[int]:
    """Every place where words stand in a text, those that overlap too."""
    at = text.find(words)
    while at >= 0 and words:
        yield at
        at = text.find(words, at + 1)


def find_edits(old: Sequence[str], new: Sequence[str]) -> tuple[WordEdit, ...] | None:
    """The edits that make the new texts of the old ones, side by side; a text that is to stay is in both. None where none do."""
    quotes = [_Quote(index, *place) for index in range(len(old)) for place in _changes(old[index], new[index])]
    finder = _QuoteFinder(old, new, quotes)
    if not quotes or len({finder.edit(quote) for quote in quotes}) > _MOST_QUOTATIONS or not finder.widen():
        return None
    edits = tuple(dict.fromkeys(finder.edit(quote) for quote in finder.quotes))
    try:
        return edits if apply_edits(old, edits) == list(new) else None
    except UnclearQuotation:
        return None


def raw_edits(old: str, new: str) -> list[WordEdit]:
    """The stretches that differ between two texts, as they are."""
    return [WordEdit(old[a0:a1], new[b0:b1]) for a0, a1, b0, b1 in _changes(old, new)]


def kept(old: str, new: str) -> int:
    """How many characters of a text stay."""
    return sum(len(text) for text, changed in compare_texts(old, new)[0] if not changed)


def _changes(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """The stretches that differ: where each begins and ends before, and after."""
    if old == new:
        return []
    before, after = compare_texts(old, new)
    gone, come = _stretches(before), _stretches(after)
    found = []
    for kept_before in sorted({*gone, *come}):
        a0, a1 = gone.get(kept_before, (None, None))
        b0, b1 = come.get(kept_before, (None, None))
        shift_a = sum(end - start for at, (start, end) in gone.items() if at < kept_before)
        shift_b = sum(end - start for at, (start, end) in come.items() if at < kept_before)
        if a0 is None or a1 is None:
            a0 = a1 = kept_before + shift_a
        if b0 is None or b1 is None:
            b0 = b1 = kept_before + shift_b
        found.append((a0, a1, b0, b1))
    return found


def _stretches(runs: Runs) -> dict[int, tuple[int, int]]:
    """Each changed stretch by how many characters before it stay."""
    found: dict[int, tuple[int, int]] = {}
    at = stayed = 0
    for text, changed in runs:
        if changed:
            found[stayed] = (found.get(stayed, (at, at))[0], at + len(text))
        else:
            stayed += len(text)
        at += len(text)
    return found


class _QuoteFinder:
    """Widens quotations until each is found only where words are to change."""

    def __init__(self, old: Sequence[str], new: Sequence[str], quotes: list[_Quote]) -> None:
        self.old, self.new, self.quotes = old, new, quotes
        self.terms = [_terms(text) for text in old], [_terms(text) for text in new]
        self.edges = [
            [edge for edge in sorted({0, len(text), *(token.start for token in tokens(text))}) if not _within(terms, edge)]
            for text, terms in zip(old, self.terms[0], strict=True)
        ]

    def widen(self) -> bool:
        """Whether every quotation was made clear."""
        self._make_whole()
        for _ in range(sum(len(each) for each in self.edges) + 1):
            self._join()
            uses = Counter((self._before(each), self._after(each)) for each in self.quotes)
            unclear = [each for each in self.quotes if not self._clear(each, uses)]
            if not unclear:
                return True
            words = self._before(unclear[0]), self._after(unclear[0])
            alike = [each for each in unclear if (self._before(each), self._after(each)) == words]
            if len(words[0]) > _LONGEST_QUOTATION or sum(self._wider(each) for each in alike) < len(alike):
                return False
        return False

    def _make_whole(self) -> None:
        """Quotes a term whole of which a part changed, and changes near each other as one.

        Of what changes in several places the term is quoted where it is the same in all.
        """
        uses = Counter((self._before(each), self._after(each)) for each in self.quotes)
        done: list[_Quote] = []
        before, after = [None, *self.quotes[:-1]], [*self.quotes[1:], None]
        rooms = [self._room(each, left, right) for each, left, right in zip(self.quotes, before, after, strict=True)]
        terms = [self._to_edges(each, room) for each, room in zip(self.quotes, rooms, strict=True)]
        wholes: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for each, term in zip(self.quotes, terms, strict=True):
            wholes.setdefault((self._before(each), self._after(each)), set()).add((self._before(term), self._after(term)))
        for each, term in zip(self.quotes, terms, strict=True):
            said = self._before(each), self._after(each)
            often, last = uses[said] > 1, done[-1] if done else None
            if len(wholes[said]) == 1:
                each.a0, each.a1, each.b0, each.b1 = term.a0, term.a1, term.b0, term.b1
            if not often and self._after(each) and self._before(each).startswith(_PARTICLES):
                self._wider(each)
            if is_scrap(self._before(each)):
                self._wider(each, to_right=not {self._before(each), self._after(each)[:1]} & set(_STOPS))
            between = "" if last is None else self.old[each.text][last.a1 : each.a0]
            if (
                last is not None
                and last.text == each.text
                and not often
                and len(between) < _NEAR
                and not set(between) & set(_STOPS)
            ):
                last.a1, last.b1 = max(last.a1, each.a1), max(last.b1, each.b1)
            else:
                done.append(each)
        self.quotes = done

    def _room(self, quote: _Quote, before: _Quote | None, after: _Quote | None) -> tuple[int, int]:
        """How far a quotation can be widened before it meets another."""
        start = before.a1 if before is not None and before.text == quote.text else 0
        end = after.a0 if after is not None and after.text == quote.text else len(self.old[quote.text])
        return quote.a0 - start, end - quote.a1

    def _to_edges(self, quote: _Quote, room: tuple[int, int]) -> _Quote:
        """A change that begins or ends within a term as the whole of it, with the ending of a verb."""
        old, olds, news = self.old[quote.text], self.terms[0][quote.text], self.terms[1][quote.text]
        left = right = 0
        while left < room[0] and (_within(olds, quote.a0 - left) or _within(news, quote.b0 - left)):
            left += 1
        while right < room[1] and (_within(olds, quote.a1 + right) or _within(news, quote.b1 + right)):
            right += 1
        while left < room[0] and _VERB.match(old, quote.a0) and olds[quote.a0 - left - 1] == 1:
            left += 1
        end = quote.a1 + right
        if quote.a0 < quote.a1 and olds[end - 1] == 1 and (verb := _VERB.match(old, end)) and right + len(verb[0]) <= room[1]:
            right += len(verb[0])
        if left + right > _LONGEST_TERM:
            return quote
        return _Quote(quote.text, quote.a0 - left, quote.a1 + right, quote.b0 - left, quote.b1 + right)

    def edit(self, quote: _Quote) -> WordEdit:
        """The edit that a quotation makes."""
        before, after = self._before(quote), self._after(quote)
        longer = any(name.start() < len(before) < name.end() for name in _NAMED.finditer(after))
        if len(after) > len(before) and after.startswith(before) and not longer:
            return WordEdit(before, after[len(before) :], inserts=True)
        return WordEdit(before, after)

    def _before(self, quote: _Quote) -> str:
        return self.old[quote.text][quote.a0 : quote.a1]

    def _after(self, quote: _Quote) -> str:
        return self.new[quote.text][quote.b0 : quote.b1]

    def _clear(self, quote: _Quote, uses: Counter[tuple[str, str]]) -> bool:
        before, after = self._before(quote), self._after(quote)
        if not before or is_scrap(before) or not (is_quotable(before) and is_quotable(after)):
            return False
        meant = uses[before, after]
        found = (place for text in self.old for place in _places(text, before))
        return len(list(islice(found, meant + 1))) == meant

    def _wider(self, quote: _Quote, *, to_right: bool = False) -> bool:
        """Takes in one more word, before it or after it; whether there was one."""
        text, edges = self.old[quote.text], self.edges[quote.text]
        if text[max(quote.a0 - 1, 0) : quote.a1 + 1] == f"「{self._before(quote)}」":  # （以下「会議」という。）
            quote.a0, quote.a1, quote.b0, quote.b1 = quote.a0 - 1, quote.a1 + 1, quote.b0 - 1, quote.b1 + 1
            return True
        before, after = bisect_left(edges, quote.a0), bisect_right(edges, quote.a1)
        left = edges[before - 1] if before else None
        right = edges[after] if after < len(edges) else None
        stops = left is not None and text[quote.a0 - 1] in _OPENING
        if to_right and right is not None and text[quote.a1] in _STOPS:
            right = None
        if left is not None and not (to_right and right is not None) and (right is None or not stops or text[quote.a1] in _STOPS):
            quote.a0, quote.b0 = left, quote.b0 - (quote.a0 - left)
            return True
        if right is not None:
            quote.a1, quote.b1 = right, quote.b1 + (right - quote.a1)
            return True
        return False

    def _join(self) -> None:
        """Makes one of quotations that meet."""
        done: list[_Quote] = []
        for each in sorted(self.quotes, key=lambda quote: (quote.text, quote.a0, quote.a1)):
            last = done[-1] if done else None
            if last is not None and last.text == each.text and each.a0 <= last.a1:
                last.a1, last.b1 = max(last.a1, each.a1), max(last.b1, each.b1)
                last.b0 = min(last.b0, each.b0)
            else:
                done.append(each)
        self.quotes = done


def _terms(text: str) -> list[int]:
    """Of each character whether it is part of a term (1), of a number (2) or of what bounds one (3), and 0 for others."""
    found = [0] * len(text)
    for kind, pattern in ((1, _TERM), (0, _JOINS), (2, _NUMBERS), (3, _BOUND)):
        for match in pattern.finditer(text):
            found[match.start() : match.end()] = [kind] * (match.end() - match.start())
    return found


def _within(kinds: list[int], at: int) -> bool:
    """Whether a place lies inside a term or a number."""
    return 0 < at < len(kinds) and kinds[at - 1] == kinds[at] != 0


def is_scrap(words: str) -> bool:
    """Whether a quotation is no word that anybody would look for: one or two kana or marks."""
    return 0 < len(words) <= 2 and all("\u3041" <= each <= "\u309f" or each in _STOPS for each in words)


def is_quotable(words: str) -> bool:
    """Whether a quotation of words ends where it is read to end: their 「」 are in pairs."""
    depth = 0
    for character in words:
        depth += (character == "「") - (character == "」")
        if depth < 0:
            return False
    return depth == 0


def edits_clause(edits: Sequence[WordEdit]) -> str:
    """「A」を「B」に改め、「C」の下に「D」を加え、「E」を削り: what is done to words, without its end."""
    said = []
    for verb, alike in groupby(edits, key=_verb):
        if verb == "を削り":
            *others, last = [f"「{edit.old}」" for edit in alike]
            said.append(("、".join(others) + "及び" if others else "") + last + verb)
        elif verb == "加え":
            said.append("、".join(f"「{edit.old}」の下に「{edit.new}」を" for edit in alike) + verb)
        else:
            said.append("、".join(f"「{edit.old}」を「{edit.new}」に" for edit in alike) + verb)
    return "、".join(said)


def _verb(edit: WordEdit) -> str:
    return "加え" if edit.inserts else "改め" if edit.new else "を削り"
