"""Names that are nearly another name of the same papers, or a law's: one wrong character, some missing (`HD261`)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.name_slips import are_sisters, first_difference, is_misspelt, is_mistaken, loses_word, makes_sister
from hyoga_docs.check.names_of_bodies import LEGAL_FORMS
from hyoga_docs.check.registered_names import SHORTEST_REGISTERED, check_registered, defined_names, registered
from hyoga_docs.check.word_lists import laws, sister_bodies
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dictionary import mistaken_for
from hyoga_docs.japanese.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_SUFFIX = (
    "プラットフォーム|ステーション|プログラム|センター|プラン|コース|ネットワーク|コンソーシアム|ビジョン"
    "|協議会|審議会|委員会|検討会|連絡会|連合会|中央会|協会|組合|機構|会議所|商工会|振興局|労働局|経済局|農政局|整備局"
    "|大学校|大学院|大学|高等学校|専門学校|学園|学院|病院|研究所|研究会|連盟|財団|基金|公社|支部|支所|支社"
    "|助成金|補助金|交付金|給付金|調査|計画|戦略|大綱|指針|要領|要綱|規約|条例|法律|制度|会議|部会|課|室|局|部|法|会"
)
_NAME = re.compile(rf"[一-龠々ヶァ-ヴー・Ａ-Ｚａ-ｚA-Za-z０-９0-9]{{3,30}}(?:{_SUFFIX})(?![一-龠々ァ-ヴー])")
_QUOTED = re.compile(r"[「『]([^「」『』。、\n]{6,40})[」』]")
_KATAKANA = re.compile(r"[ァ-ヴー・]+")
_FORM = re.compile(rf"(?:{LEGAL_FORMS})")
_AFTER_FORM = re.compile(rf"(?:{LEGAL_FORMS})[ぁ-んー]*$")
_LONGEST_FORM = 20
#: What stands around a name that has a line of its own: a mark, a number.
_BESIDE = " 　・○●◎◇■-－0123456789０１２３４５６７８９（）().．、"
_SHORTEST = 5
_LONG = 8
_PIECE_OF = 12
_OWNER = re.compile(r"(?:都|道|府|県|市|区|町|村)(?:議会|立)?$|議会$")  # 令和元年12月見本町議会定例会 is its 令和元年12月定例会
_SIBLINGS = 3  # names that differ in one character, and are a list
_OFTEN, _SELDOM = 3, 2
_FAR_OFTENER = 5
_HEAD = 4  # characters of the word before a piece
_NEARLY_ALWAYS = 0.8
_MOST_NAMES = 20_000


@dataclass
class _NameIndex:
    """The names of all the texts, without what only looks differently: where each stands, and which are known to be right."""

    places: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    written: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    formal: set[str] = field(default_factory=set)  # those that stand after a legal form

    def add(self, span: Span, *, quoted: bool) -> None:
        key = plain(span.text)
        if len(self.places) < _MOST_NAMES or key in self.places:
            self.places[key].append(span)
            self.written.setdefault(key, span.text)
            if quoted or span.passage.text.strip(_BESIDE) == span.text:
                self.titles.add(key)
            if _AFTER_FORM.search(span.passage.text[max(0, span.start - _LONGEST_FORM) : span.start]):
                self.formal.add(key)

    def know(self, names: Iterable[str]) -> None:
        for name in names:
            self.known.add(plain(name))
            self.written.setdefault(plain(name), name)

    def count(self, key: str) -> int:
        return len(self.places.get(key, ()))

    def weight(self, key: str) -> int:
        return self.count(key) + (1000 if key in self.known else 0)


def check_likeness(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Near misses among all the names of a packet, and to those that its workspace registers."""
    names = _NameIndex()
    own = {plain(name) for name in (*registered(context), *context.wording.names)}
    names.know([*registered(context), *context.wording.names, *laws()])
    names.known |= defined_names(texts)
    for checked in texts:
        for passage in checked.passages:
            for start, end, quoted in _names_in(passage.text):
                names.add(Span(checked, passage, start, end), quoted=quoted)
    pairs = {**_one_apart(names), **_pieces_missing(names)}
    tails = _tails(pairs)
    whole = [
        pair
        for pair in pairs
        if not (pair[1] in own and len(pair[1]) >= SHORTEST_REGISTERED)  # `check_registered` tells it
        and not any(_is_tail(pair, other) for other in tails.get(pair[0], ()))
    ]
    return [
        *(_problem(names, few, many, pairs[(few, many)], texts) for few, many in _each_once(whole)),
        *_laws(texts),
        *check_registered(texts, context),
    ]


def _names_in(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where names begin and end, without the legal forms before them, and whether they are quoted."""
    for match in _NAME.finditer(text):
        form = _FORM.match(text, match.start(), match.end())
        start = form.end() if form is not None else match.start()
        if match.end() - start >= _SHORTEST:
            yield start, match.end(), text[start - 1 : start] in tuple("「『")
        part = match[0].rpartition("・")[2]
        if _PIECE_OF <= len(part) < len(match[0]):
            yield match.end() - len(part), match.end(), False
    for match in _QUOTED.finditer(text):
        if not _NAME.fullmatch(match[1]):
            yield *match.span(1), True


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
        listed = len(group) >= _SIBLINGS
        for few in members:
            for many in members:
                if few != many and (few, many) not in pairs and _is_slip(names, few, many, listed=listed):
                    pairs[(few, many)] = "一字違いの名前です"
    return pairs


def _is_slip(names: _NameIndex, few: str, many: str, *, listed: bool) -> bool:
    """Whether a name that stands seldom is another misspelt: by how often they stand, and by the words of both."""
    rare, common = names.count(few), names.weight(many)
    if few in names.known or not rare or common < rare or not _are_alike(few, many):
        return False
    if is_mistaken(few, many) and (common >= _OFTEN * rare or (common > rare and len(many) >= _LONG)):
        return True
    if listed or not (common >= _OFTEN * rare or (len(many) >= _LONG and rare <= _SELDOM)):
        return False
    missing_of_law = many in laws() and len(few) < len(many)
    spoken_of = len(few) == len(many) >= _LONG and many in names.formal and few not in names.formal | names.titles
    return missing_of_law or spoken_of or loses_word(few, many)


def _are_alike(one: str, other: str) -> bool:
    """Whether two names differ in one character of their middle that makes no sister of either."""
    at = first_difference(one, other)
    if at < 1 or one in other or other in one or one[-1] != other[-1]:
        return False
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :] and not are_sisters(one[at], other[at])
    longer = max(one, other, key=len)
    return at < len(longer) - 2 and not makes_sister(longer[at])  # 方法 and 法 end two names


def _each_once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """One pair of each name that is told."""
    return list({few: (few, many) for few, many in pairs}.values())


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


def _pieces_missing(names: _NameIndex) -> dict[tuple[str, str], str]:
    """Pairs (shorter, longer) of which the one is the other without a piece in the middle.

    A title is a name of its own, unless the other stands far oftener.
    """
    buckets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted({*names.places, *names.known}):
        if len(key) >= 8:
            buckets[(key[:4], key[-3:])].append(key)
    pairs: dict[tuple[str, str], str] = {}
    for group in buckets.values():
        if not 2 <= len(group) <= 40:
            continue
        for short in group:
            if short in names.known or not names.count(short):
                continue
            for long in group:
                enough = names.count(short) * (_FAR_OFTENER if short in names.titles else 1)
                if names.weight(long) >= enough and (piece := _piece(short, long)):
                    pairs[(short, long)] = f"「{piece}」が抜けた名前です"
    return pairs


def _piece(short: str, long: str) -> str | None:
    """What a name has in its middle that another lacks, unless it makes a sister of it."""
    missing = len(long) - len(short)
    if _KATAKANA.fullmatch(long):  # ローカルネットワーク, ローカルエリアネットワーク: kinds of a thing, not names
        return None
    if not 2 <= missing <= 6 or len(short) < 0.6 * len(long) or len(long) < _PIECE_OF or short in long:
        return None
    head = first_difference(short, long)
    begins = range(max(4, head - missing), head + 1)
    lost = [long[begin : begin + missing] for begin in begins if long[:begin] + long[begin + missing :] == short]
    if not lost or "・" in lost[-1] or any(_OWNER.search(piece) for piece in lost):
        return None
    return lost[-1] if not sister_bodies().intersection(lost) else None


def _problem(names: _NameIndex, few: str, many: str, message: str, texts: Sequence[CheckedText]) -> Problem:
    """The rarer of two names; where neither is known, a piece may be missing on purpose, and a word may be another's."""
    places, others = names.places[few], names.places.get(many, [])
    where = f"（{others[0].where}{f'ほか{len(others) - 1}か所' if len(others) > 1 else ''}）" if others else ""
    hint = f"「{names.written[many]}」{where}の誤りではありませんか。"
    if many in names.known:
        sure = True
    elif len(many) - len(few) > 1:
        sure = len(few) >= _PIECE_OF and (len(others) >= _FAR_OFTENER * len(places) or _is_usual(texts, few, many))
    else:
        sure = len(few) != len(many) or is_misspelt(few, many)
    return report(places[0], "HD261", Severity.WARNING if sure else Severity.NOTE, f"{message}（{places[0].text}）。", hint)


def _is_usual(texts: Sequence[CheckedText], few: str, many: str) -> bool:
    """Whether a piece that a name lacks stands nearly always behind the word before it: 就職氷河期 and 世代."""
    at = first_difference(few, many)
    head, piece = many[max(0, at - _HEAD) : at], many[at : at + len(many) - len(few)]
    everywhere = [passage.text for checked in texts for passage in checked.passages if head in passage.text]
    alone, whole = (sum(text.count(words) for text in everywhere) for words in (head, head + piece))
    return whole >= _FAR_OFTENER and whole >= _NEARLY_ALWAYS * alone


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
