"""Words: variants of one word in a packet, wrong words, bullets and dashes, characters that do not survive (`HD27x`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report, report_with_fix
from hyoga_docs.check.registered_names import registered
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.check.word_lists import doubled_kana, kana_variants, noun_variants, wrong_words
from hyoga_docs.check.word_places import is_cut, is_in_name, is_quoted
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.check.word_lists import Variants
    from hyoga_docs.spec.wording import Wording

_TYPED = re.compile(r"[①-⑳Ⅰ-Ⅻⅰ-ⅻ㈱㈲㈹㍾㍽㍼㍻㎜㎝㎞㎎㎏㏄㎡№㏍℡㊤㊥㊦㊧㊨髙﨑德濵彅瀨淸靑濶]")
_PRIVATE = re.compile(r"[\ue000-\uf01f\uf100-\uf8ff\U000f0000-\U0010fffd]")  # without the bullets of symbol fonts
_LOST = re.compile(r"\ufffd")
_BULLET = re.compile(r"^[ 　]*([○〇◯])(?=[ 　]*[ぁ-んァ-ヴ一-龠「（])(?![年月日号室階番回名人市町村県区課部局円件点歳％])")
_WAVE = re.compile(r"[～〜∼]")
_LISTED = 5
_OKURIGANA = re.compile(r"[一-龠][ぁ-ん]+$")
_AROUND = re.compile(r"\(\?(?:<?[=!])(?:[^()\\\[]|\\.|\[[^\]]*\]|\((?:[^()\[]|\[[^\]]*\])*\))*\)")
_GROUP = re.compile(r"\(\?:(?:[^()\[]|\[[^\]]*\])*\)")
_CLASS = re.compile(r"\[[^\]]*\]|.[?*]")
_LITERAL = re.compile(r"[ぁ-んァ-ヴー一-龠々、。]+")


def check_wording(checked: CheckedText, context: CheckContext) -> list[Problem]:
    """Wrong words of a text, characters that are lost, and bullets of two kinds."""
    joined = _JoinedText.of(checked)
    problems = [_wrong(span, _right(span.text, right)) for span, right in _wrong_words(joined)]
    for wrong, right in context.wording.wrong.items():
        whole = re.escape(wrong) + (r"(?![一-龠々])" if re.search(r"[一-龠々]$", wrong) else "")  # not within 事務職員
        for match in re.finditer(whole, joined.text):
            if not joined.text.startswith(right, match.start()):
                problems.append(_wrong(joined.span(*match.span()), right, fix=True))
    return [*problems, *_characters(checked, context.wording), *_bullets(checked)]


def _wrong_words(joined: _JoinedText) -> Iterator[tuple[Span, str]]:
    """The wrong words of the lists, each with what is right."""
    for patterns, may_be_others in ((wrong_words(), False), (doubled_kana(), True)):
        for pattern, right in patterns:
            if any(word in joined.text for word in _needed(pattern)):
                for span in joined.spans(pattern):
                    if not (may_be_others and is_cut(span.passage.text, span.start, span.end)):
                        yield span, right


@lru_cache(maxsize=512)
def _needed(pattern: str) -> tuple[str, ...]:
    """Words of which a text must have one for a pattern to match: most joined_texts have none, and need not be searched."""
    bare = _without(_GROUP, _without(_AROUND, pattern))
    ways = [max(_LITERAL.findall(_CLASS.sub(" ", way)), key=len, default="") for way in bare.split("|")]
    return tuple(ways) if all(ways) else ("",)


def _without(part: re.Pattern[str], pattern: str) -> str:
    while (less := part.sub(" ", pattern)) != pattern:
        pattern = less
    return pattern


def _right(written: str, right: str) -> str:
    """The whole of what is right: for 社会保健 the table says 保険, for 実積 績."""
    if len(right) == 1 and len(written) == 2 and written[0] != right and re.match(r"[一-龠]{2}", written):
        return written[0] + right
    return written[:-2] + right if right == "保険" and len(written) > 2 else right


def _wrong(span: Span, right: str, *, fix: bool = False) -> Problem:
    hint = f"「{right}」ではありませんか。" if right else "助詞を確かめてください。"
    message = f"誤った言葉のようです（{span.text}）。"
    if fix and right:
        return report_with_fix(span, "HD275", Severity.WARNING, message, right, hint)
    return report(span, "HD275", Severity.WARNING, message, hint)


def _characters(checked: CheckedText, wording: Wording) -> Iterator[Problem]:
    """Characters that have no look elsewhere; where the house says so also those of one maker's set."""
    patterns = [(_PRIVATE, "HD274", "ほかの機械では表示できない文字（外字）"), (_LOST, "HD274", "もとの字が失われた印")]
    if wording.machine_dependent:
        patterns.append((_TYPED, "HD276", "機種依存文字"))
    for pattern, code, name in patterns:
        found: dict[str, list[Span]] = defaultdict(list)
        for passage in checked.passages:
            for match in pattern.finditer(passage.text):
                found[match[0]].append(Span(checked, passage, *match.span()))
        if found:
            first = next(iter(found.values()))[0]
            count = sum(map(len, found.values()))
            which = "、".join(f"{mark} U+{ord(mark):04X}（{_places(spans)}）" for mark, spans in list(found.items())[:_LISTED])
            hint = f"ふつうの文字に直してください。{which}{'など' if len(found) > _LISTED else ''}。"
            yield report(first, code, Severity.WARNING, f"{name}が{count}か所にあります。", hint)


def _bullets(checked: CheckedText) -> Iterator[Problem]:
    """The number 〇 used as a bullet beside the bullet ○."""
    by_mark: dict[str, list[Span]] = defaultdict(list)
    for passage in checked.passages:
        if match := _BULLET.match(passage.text):
            by_mark[match[1]].append(Span(checked, passage, match.start(1), match.end(1)))
    zero = by_mark.get("〇", [])
    if zero and len(by_mark) > 1:
        message = f"箇条の印に、記号の「○」と漢数字のゼロの「〇」が混ざっています（「〇」{len(zero)}か所）。"
        yield report(zero[0], "HD272", Severity.NOTE, message, f"記号の「○」にそろえてください（{_places(zero)}）。")


def check_variants(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Words that a packet writes in two ways: one finding a word, at the first place of the rarer way.

    What stands in quotes or in a name keeps its writing, and is not counted.
    """
    problems: list[Problem] = []
    nouns = [*(_family(each.words) for each in context.wording.variants), *noun_variants()]
    wanted = {each.words: each.use for each in context.wording.variants}
    ignored = set(context.wording.ignore)
    mine = {word for each in context.wording.variants for word in each.words}
    joined_texts = [_JoinedText.of(checked) for checked in texts]
    kana: list[dict[str, list[Span]]] = []
    own = len(context.wording.variants)
    names = [*registered(context), *context.wording.names]
    for number, family in enumerate((*nouns, *kana_variants())):
        words = tuple(word for word, _ in family)
        if ignored.intersection(words) or (number >= own and mine.intersection(words)):
            continue
        found = _found(family, joined_texts)
        use = wanted.get(words)
        if len(found) > 1 or use is not None:
            found = _counted(found, names, nouns=not _nouns().keys().isdisjoint(words))
        if use is not None:
            problems += _against(found, use)
        elif len(found) > 1 and family in kana_variants():
            kana.append(found)
        elif len(found) > 1:
            problems += _mixed(found)
    return [*problems, *_kana(kana), *_waves(texts)]


@cache
def _nouns() -> dict[str, str]:
    return dict(variant for family in noun_variants() for variant in family)


@lru_cache(maxsize=64)
def _family(words: tuple[str, ...]) -> Variants:
    """How the words of wording.yaml are found: nouns as in the list of nouns, others as they are and not as parts of each other."""
    family = []
    nouns = _nouns()
    for word in words:
        if _OKURIGANA.search(word) and word in nouns:
            family.append((word, nouns[word]))
            continue
        longer = [other for other in words if other != word and word in other]
        outside = "".join(f"(?!{re.escape(other[other.index(word) + len(word) :])})" for other in longer if other.startswith(word))
        before = "".join(f"(?<!{re.escape(other[: other.index(word)])})" for other in longer if not other.startswith(word))
        family.append((word, before + re.escape(word) + outside))
    return tuple(family)


@dataclass(frozen=True)
class _JoinedText:
    """All the passages of a writing as one text, for patterns that are many."""

    checked: CheckedText
    text: str
    starts: tuple[int, ...]

    @staticmethod
    def of(checked: CheckedText) -> _JoinedText:
        """The text, with a line for each passage."""
        starts = accumulate((len(passage.text) + 1 for passage in checked.passages), initial=0)
        return _JoinedText(checked, "\n".join(passage.text for passage in checked.passages), tuple(starts))

    def span(self, start: int, end: int) -> Span:
        """A stretch of it, in its passage."""
        index = bisect_right(self.starts, start) - 1
        before = self.starts[index]
        return Span(self.checked, self.checked.passages[index], start - before, end - before)

    def spans(self, pattern: str) -> Iterator[Span]:
        """Where a pattern is found: in the lines that have a word which it needs."""
        needed = _needed(pattern)
        for begin, end in self._lines_with(needed) if all(needed) else ((0, len(self.text)),):
            for match in _compiled(pattern).finditer(self.text, begin, end):
                yield self.span(*match.span())

    def _lines_with(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        found: set[int] = set()
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                index = bisect_right(self.starts, at)
                found.add(index)
                at = self.text.find(word, self.starts[index])
        return ((self.starts[index - 1], self.starts[index] - 1) for index in sorted(found))


def _found(family: Variants, joined_texts: Sequence[_JoinedText]) -> dict[str, list[Span]]:
    found = {word: [span for joined in joined_texts for span in joined.spans(pattern)] for word, pattern in family}
    return {word: places for word, places in found.items() if places}


def _counted(found: Mapping[str, Sequence[Span]], names: Sequence[str], *, nouns: bool) -> dict[str, list[Span]]:
    """What is found without what keeps its writing."""
    counted: dict[str, list[Span]] = {}
    for word, places in found.items():
        own = [name for name in names if word in name]
        kept = [span for span in places if not _keeps_its_writing(span, own, noun=nouns)]
        if kept:
            counted[word] = kept
    return counted


def _keeps_its_writing(span: Span, names: Sequence[str], *, noun: bool) -> bool:
    text, start, end = span.passage.text, span.start, span.end
    if is_quoted(text, start, end) or any(_stands_in(name, text, start, end) for name in names):
        return True
    return noun and is_in_name(text, end)


def _stands_in(name: str, text: str, start: int, end: int) -> bool:
    return text.find(name, max(0, end - len(name)), start + len(name)) >= 0


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def _against(found: Mapping[str, Sequence[Span]], use: str) -> Iterator[Problem]:
    for word, places in found.items():
        if word != use:
            own = [span for span in places if span.checked.kind is TextOrigin.YAML]
            for span in own:
                hint = f"「{use}」と書くことになっています。"
                yield report_with_fix(span, "HD273", Severity.WARNING, f"「{word}」があります。", use, hint)
            others = [span for span in places if span not in own]
            if others:
                message = f"「{word}」が{len(others)}か所にあります。"
                hint = f"「{use}」と書くことになっています（{_places(others)}）。"
                yield report(others[0], "HD273", Severity.WARNING, message, hint)


def _mixed(found: Mapping[str, Sequence[Span]]) -> Iterator[Problem]:
    """The rarer ways against the commonest; in papers of different offices each may keep its own way."""
    most = max(found, key=lambda word: len(found[word]))
    for word, places in found.items():
        if word == most:
            continue
        own = [span for span in places if span.checked.kind is not TextOrigin.SUPPLIED] or places
        counts = "、".join(f"「{each}」{len(found[each])}か所" for each in (most, word))
        hint = f"どちらかにそろえてください。少ない方: {_places(places)}。"
        yield report(own[0], "HD271", Severity.WARNING, f"同じ言葉の書き方が混ざっています（{counts}）。", hint)


def _kana(mixed: Sequence[Mapping[str, Sequence[Span]]]) -> Iterator[Problem]:
    """One note of all the words that are written now in kanji, now in kana: a matter of taste, seldom worth a word each."""
    if not mixed:
        return
    said = []
    rarest: Sequence[Span] = ()
    for found in mixed:
        ways = sorted(found, key=lambda word: -len(found[word]))
        rarest = rarest or found[ways[-1]]
        said.append(f"{'・'.join(f'{word} {len(found[word])}' for word in ways)}（{_places(found[ways[-1]])}）")
    message = f"漢字と仮名の書き方が混ざっている言葉があります（{len(mixed)}語）。"
    yield report(rarest[0], "HD278", Severity.NOTE, message, f"気になるものはそろえてください。{'、'.join(said)}。")


def _waves(texts: Sequence[CheckedText]) -> list[Problem]:
    """Waves that look alike and are two characters."""
    found: dict[str, list[Span]] = defaultdict(list)
    for checked in texts:
        for passage in checked.passages:
            for match in _WAVE.finditer(passage.text):
                found[match[0]].append(Span(checked, passage, match.start(), match.end()))
    if len(found) < 2:
        return []
    few = min(found.values(), key=len)
    counts = "、".join(f"U+{ord(mark):04X} が{len(places)}か所" for mark, places in sorted(found.items()))
    message = f"見た目の同じ波線に、違う文字が混ざっています（{counts}）。"
    return [report(few[0], "HD277", Severity.NOTE, message, f"どちらかにそろえてください。少ない方: {_places(few)}。")]


def _places(span: Sequence[Span]) -> str:
    names = list(dict.fromkeys(each.where for each in span))
    return "、".join(names[:_LISTED]) + ("など" if len(names) > _LISTED else "")
