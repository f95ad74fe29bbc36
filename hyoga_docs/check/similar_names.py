"""Names that are nearly another name: one wrong character, some missing, kana for kanji (`HD26x`). Reported, never changed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.names_of_bodies import LEGAL_FORMS
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.check.word_lists import laws, sister_kanji
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dictionary import mistaken_for
from hyoga_docs.japanese.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.text.passages import Passage

_SUFFIX = (
    "プラットフォーム|ステーション|プログラム|センター|プラン|コース|ネットワーク|コンソーシアム|ビジョン"
    "|協議会|審議会|委員会|検討会|連絡会|連合会|中央会|協会|組合|機構|会議所|商工会|振興局|労働局|経済局|農政局|整備局"
    "|大学校|大学院|大学|高等学校|専門学校|学園|学院|病院|研究所|研究会|連盟|財団|基金|公社|支部|支所|支社"
    "|助成金|補助金|交付金|給付金|調査|計画|戦略|大綱|指針|要領|要綱|規約|条例|法律|制度|会議|部会|課|室|局|部|法|会"
)
_NAME = re.compile(rf"[一-龠々ヶァ-ヴー・Ａ-Ｚａ-ｚA-Za-z０-９0-9]{{3,30}}(?:{_SUFFIX})(?![一-龠々ァ-ヴー])")
_QUOTED = re.compile(r"[「『]([^「」『』。、\n]{6,40})[」』]")
_ADDED = set(
    "等ら長員的新旧各両同本元前副総大小の・第別約全他県市町村区国都道府郡連会部課局室係一二三四五六七八九十東西南北中央上下左右内外男女"
)
_SHORTEST = 5
_LONG = 12
_OFTEN_ALIKE = ("課", "室", "係", "センター")
_MOST_NAMES = 20_000
_SLOT_LONGEST = 80
_KANJI = re.compile("[一-龠]")
_AROUND = ((3, 8), (8, 3))  # so many characters before and after have to be the same
_MOST_SLOTS = 20_000


@dataclass
class _NameIndex:
    """The names of all the texts, without what only looks differently: where each stands, and which are known to be right."""

    places: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    written: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def add(self, span: Span, name: str) -> None:
        key = plain(name)
        if len(self.places) < _MOST_NAMES or key in self.places:
            self.places[key].append(span)
            self.written.setdefault(key, name)

    def weight(self, key: str) -> int:
        return len(self.places.get(key, ())) + (1000 if key in self.known else 0)


def check_likeness(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Near misses among all the names of a packet, and to those that its workspace registers."""
    names = _NameIndex()
    for name in (*registered(context), *context.wording.names):
        names.known.add(plain(name))
        names.written.setdefault(plain(name), name)
    for law in laws():
        names.known.add(law)
        names.written.setdefault(law, law)
    for checked in texts:
        for passage in checked.passages:
            for start, end in _names_in(passage.text):
                names.add(Span(checked, passage, start, end), passage.text[start:end])
    pairs = {**_one_apart(names), **_pieces_missing(names)}
    tails = _tails(pairs)
    whole = [pair for pair in pairs if not any(_is_tail(pair, other) for other in tails.get(pair[0], ()))]
    problems = [_problem(names, few, many, pairs[(few, many)]) for few, many in whole]
    return [
        *problems,
        *_laws(texts),
        *_registered_misses(texts, context),
        *_slots(texts),
    ]


def registered(context: CheckContext) -> list[str]:
    """The names that a workspace knows: of the body, its sections, its members, its charter, with the aliases of each."""
    if context.plan is None:
        return []
    workspace = context.plan.workspace
    platform = workspace.platform
    names = [platform.name, platform.meeting_name, *platform.organizer, *platform.secretariat, *platform.names]
    names += [alias for aliases in platform.names.values() for alias in aliases]
    for _, _, member in workspace.roster.entries() if workspace.roster else ():
        names += member.aliases
        if member.name:
            names += [member.name, re.sub(rf"^(?:{LEGAL_FORMS})[ 　]*", "", member.name)]
    if workspace.charter:
        names += [phrase.text for phrase in workspace.charter.title]
    return names


def _names_in(text: str) -> Iterator[tuple[int, int]]:
    for match in _NAME.finditer(text):
        if match.end() - match.start() >= _SHORTEST:
            yield match.span()
        part = match[0].rpartition("・")[2]
        if _LONG <= len(part) < len(match[0]):
            yield match.end() - len(part), match.end()
    for match in _QUOTED.finditer(text):
        if not _NAME.fullmatch(match[1]):
            yield match.span(1)


def _one_apart(names: _NameIndex) -> dict[tuple[str, str], str]:
    """Pairs (rarer, commoner) that differ in one character; found by what is left when one is taken away."""
    groups: dict[str, set[str]] = defaultdict(set)
    for key in sorted({*names.places, *names.known}):
        if _SHORTEST <= len(key) <= 40:
            for index in range(len(key)):
                groups[key[:index] + key[index + 1 :]].add(key)
    pairs: dict[tuple[str, str], str] = {}
    for shorter, group in groups.items():
        members = sorted({*group, shorter} if shorter in names.places or shorter in names.known else group)
        if len(members) < 2 or len(members) > 30:
            continue
        for one in members:
            for other in members:
                if one < other:
                    pair = _ordered(names, one, other)
                    if pair is not None and pair not in pairs and _is_slip(*pair):
                        pairs[pair] = "一字違いの名前です"
    return pairs


def _tails(pairs: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """The pairs by every end of their first name."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        for start in range(len(pair[0])):
            found[pair[0][start:]].append(pair)
    return found


def _is_tail(pair: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names are the ends of two longer ones that differ in the same way."""
    return pair != other and other[0].endswith(pair[0]) and other[1].endswith(pair[1])


def _ordered(names: _NameIndex, one: str, other: str) -> tuple[str, str] | None:
    """(the rarer, the commoner); None where both are known to be right, or neither is the rarer by far."""
    few, many = sorted((one, other), key=names.weight)
    if few in names.known or not names.places.get(few):
        return None
    rare, common = len(names.places[few]), names.weight(many)
    long = min(len(few), len(many)) >= 8
    return (few, many) if common >= 3 * rare or (long and common >= rare and rare <= 2) else None


def _is_slip(few: str, many: str) -> bool:
    """Whether one character's difference is a slip and no sister's name."""
    if few in many or many in few or few[-1] != many[-1]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(few, many, strict=False)) if a != b), min(len(few), len(many)))
    if len(few) == len(many):
        one, other = few[start], many[start]
        if few[start + 1 :] != many[start + 1 :] or one.isascii() or other.isascii():
            return False
        if start < 1 or any(one in group and other in group for group in sister_kanji()):
            return False
        return not (
            len(few) - start <= 2 and few.endswith(("課", "室", "部", "局", "会", "法")) and len(few) < 7 and many not in laws()
        )
    longer = few if len(few) > len(many) else many
    return longer[start] not in _ADDED and not longer[start].isascii() and 1 <= start < len(longer) - 1


def _pieces_missing(names: _NameIndex) -> dict[tuple[str, str], str]:
    """Pairs (shorter, longer) of which the one is the other without a piece in the middle."""
    buckets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted({*names.places, *names.known}):
        if len(key) >= 8:
            buckets[(key[:4], key[-3:])].append(key)
    pairs: dict[tuple[str, str], str] = {}
    for bucket in buckets.values():
        group = sorted(bucket)
        if not 2 <= len(group) <= 40:
            continue
        for short in group:
            for long in group:
                missing = len(long) - len(short)
                if not 2 <= missing <= 6 or len(short) < 0.6 * len(long) or short in names.known or not names.places.get(short):
                    continue
                needed = len(names.places[short]) * (1 if len(long) >= _LONG else 2)
                if short in long or names.weight(long) < needed:
                    continue
                head = next(i for i, (a, b) in enumerate(zip(short + "\0", long, strict=False)) if a != b)
                if any(long[:i] + long[i + missing :] == short for i in range(max(4, head - missing), head + 1)):
                    pairs[(short, long)] = f"「{long[head : head + missing]}」が抜けた名前です"
    return pairs


def _problem(names: _NameIndex, few: str, many: str, message: str) -> Problem:
    """The rarer of two names; of two that stand as often, neither known to be right, the later one."""
    places, others = names.places[few], names.places.get(many, [])
    even = len(few) == len(many) and names.weight(few) == names.weight(many)
    if even and _is_before(places[0], others[0]):
        few, many, places, others = many, few, others, places
    where = f"（{others[0].where}{f'ほか{len(others) - 1}か所' if len(others) > 1 else ''}）" if others else ""
    hint = f"「{names.written[many]}」{where}の誤りではありませんか。"
    if even:
        hint = f"「{names.written[many]}」{where}と同じものなら、正しい方にそろえてください。"
    sister = few.endswith(_OFTEN_ALIKE) and many not in names.known  # 健康増進課 and 健康推進課 may both be there
    severity = Severity.NOTE if sister else Severity.WARNING
    return report(places[0], "HD261", severity, f"{message}（{places[0].text}）。", hint)


def _is_before(one: Span, other: Span) -> bool:
    if one.checked is not other.checked:
        return False
    order = one.checked.order
    return (order(one.passage), one.start) < (order(other.passage), other.start)


def _registered_misses(texts: Sequence[CheckedText], context: CheckContext) -> Iterator[Problem]:
    """Registered names with one wrong character, also those with kana in them, that no run of kanji shows."""
    names = {plain(name): name for name in registered(context) if len(plain(name)) >= 6}
    right = {*names, *(plain(name) for name in context.wording.names)}
    beginnings, all_right = tuple(right), "\0".join(right)
    names = {name: official for name, official in names.items() if re.search(r"[ぁ-ん]", name)}  # `_names_in` sees the others
    told: set[tuple[str, str]] = set()
    for checked in texts:
        if checked.kind is TextOrigin.MADE:
            continue
        for passage in checked.passages:
            text = plain(passage.text)
            if text in right or len(text) != len(passage.text.replace(" ", "").replace("　", "")):
                continue  # widths that change the count of characters are not worth the care
            for name, official in names.items():
                for at, wrong in _misses(text, name):
                    if wrong in all_right or text.startswith(beginnings, at) or (wrong, name) in told:
                        continue
                    told.add((wrong, name))
                    start, end = _unplain(passage.text, at, at + len(wrong))
                    hint = f"「{official}」の誤りではありませんか。"
                    yield report(
                        Span(checked, passage, start, end),
                        "HD261",
                        Severity.WARNING,
                        f"一字違いの名前です（{passage.text[start:end]}）。",
                        hint,
                    )


def _misses(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Where a name stands with one other character; its first or its second half is whole."""
    half, size = len(name) // 2, len(name)
    for part, offset in ((name[:half], 0), (name[half:], half)):
        at = text.find(part)
        while at >= 0:
            begin = at - offset
            found = text[begin : begin + size] if begin >= 0 else ""
            wrong = [i for i, (a, b) in enumerate(zip(found, name, strict=False)) if a != b] if len(found) == size else []
            if len(wrong) == 1 and not any(found[wrong[0]] in group and name[wrong[0]] in group for group in sister_kanji()):
                yield begin, found
            at = text.find(part, at + 1)


def _unplain(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a text that was counted without its spaces."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return places[start], places[end - 1] + 1


def _slots(texts: Sequence[CheckedText]) -> Iterator[Problem]:
    """A character that is another one everywhere else where the same words stand around it: 【事務職（… among 【事務局（…."""
    told: set[tuple[int, int]] = set()
    for (head, tail), ways in _in_slots(texts).items():
        if len(ways) < 2:
            continue
        most = max(ways, key=lambda character: len(ways[character]))
        for character, places in ways.items():
            checked, passage, at = places[0]
            sisters = any(character in group and most in group for group in sister_kanji())
            if len(places) > 1 or len(ways[most]) < 4 or sisters or (id(passage), at) in told:
                continue
            told.add((id(passage), at))
            wrong, right = _word(head, character, tail), _word(head, most, tail)
            hint = f"ほかの{len(ways[most])}か所では「{right}」です。"
            span = Span(checked, passage, at, at + 1)
            yield report(span, "HD264", Severity.WARNING, f"一字違いの言葉のようです（{wrong}）。", hint)


def _in_slots(texts: Sequence[CheckedText]) -> dict[tuple[str, str], dict[str, list[tuple[CheckedText, Passage, int]]]]:
    """The kanji of short passages (titles, labels, cells) by what stands before and after each."""
    found: dict[tuple[str, str], dict[str, list[tuple[CheckedText, Passage, int]]]] = defaultdict(dict)
    short = (
        (checked, passage)
        for checked in texts
        if checked.kind is not TextOrigin.YAML
        for passage in checked.passages
        if len(passage.text) <= _SLOT_LONGEST
    )
    for checked, passage in short:
        if len(found) > _MOST_SLOTS:
            break
        text = passage.text
        for match in _KANJI.finditer(text):
            at = match.start()
            for before, after in _AROUND:
                if at >= before and at + after < len(text):
                    key = (text[at - before : at], text[at + 1 : at + 1 + after])
                    found[key].setdefault(text[at], []).append((checked, passage, at))
    return found


def _laws(texts: Sequence[CheckedText]) -> Iterator[Problem]:
    """Laws whose last character is another of its sound: 学校教育方."""
    others = "".join(sorted(mistaken_for("法")))
    names = "|".join(sorted((law[:-1] for law in laws() if law.endswith("法") and len(law) >= _SHORTEST), key=len, reverse=True))
    pattern = re.compile(rf"(?:{names})[{others}](?![一-龠々])")
    for checked in texts:
        for passage in checked.passages:
            for match in pattern.finditer(passage.text):
                hint = f"「{match[0][:-1]}法」の誤りではありませんか。"
                span = Span(checked, passage, *match.span())
                yield report(span, "HD261", Severity.WARNING, f"一字違いの名前です（{match[0]}）。", hint)


def _word(before: str, character: str, after: str) -> str:
    """The run of kanji that a character stands in."""
    head = re.search(r"[一-龠々]*$", before)
    tail = re.match(r"[一-龠々]*", after)
    return (head[0] if head else "") + character + (tail[0] if tail else "")
