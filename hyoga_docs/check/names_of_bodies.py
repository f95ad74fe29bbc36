"""Companies, persons and places by names that are nearly each other (`HD261` to `HD265`)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.word_lists import kanji_forms, not_surnames, sister_bodies, surname_kanji
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dictionary import mistaken_for, reading, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

LEGAL_FORMS = (
    "学校法人|社会福祉法人|株式会社|有限会社|合同会社|合資会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|社団法人|財団法人"
    "|社会医療法人社団|社会医療法人財団|社会医療法人|医療法人社団|医療法人財団|医療法人|宗教法人|農事組合法人|国立研究開発法人"
    "|NPO法人|ＮＰＯ法人|特定非営利活動法人|地方独立行政法人|独立行政法人|国立大学法人"
)
_BODY = re.compile(
    rf"(?P<form>{LEGAL_FORMS}|[（(](?:株|有|一社|公社|福|学|特非)[）)]|㈱|㈲)[ 　]?"
    r"(?P<core>[一-龠々ぁ-んァ-ヴー．.・A-Za-zＡ-Ｚａ-ｚ]{2,24})"
)
_FORM_OF = {
    "（株）": "株式会社",
    "(株)": "株式会社",
    "㈱": "株式会社",
    "（有）": "有限会社",
    "(有)": "有限会社",
    "㈲": "有限会社",
    "ＮＰＯ法人": "NPO法人",
}
#: A name as rosters space it (塩　谷　信　吾), and with one space (大城　真央).
_SPACED = re.compile(r"(?<![一-龠々])[一-龠々](?:[ 　]{1,2}[一-龠々ぁ-ん]){2,4}(?![一-龠々])")
_PARTED = re.compile(r"(?<![一-龠々ァ-ヴ])([一-龠々]{2,3})　([一-龠々]{1,3}|[ぁ-ん]{2,4}|[ァ-ヴ]{2,4})(?![一-龠々ァ-ヴぁ-ん])")
_ROLE = re.compile(r"(?:^|(?<=[ 　]))(?:委員|会長|副会長|委員長|副委員長|座長|議長|部会長|幹事|監事|理事)[ 　]+")
_SPOKEN_OF = re.compile(r"(?<![一-龠々ァ-ヴ])([一-龠々]{2,5}?)(?=副?(?:委員|会長|座長|議長|部会長|教授|氏)(?![一-龠々]))")
_PLACE = re.compile(r"(?<![一-龠々])[一-龠々]{1,3}[のノ之ヶケ][一-龠々]{1,3}?(?:市|町|村|駅|線|小学校|中学校|地区|団地)")
_SMALL = re.compile(r"[のノ之ヶケ]")
_ENOUGH_NAMES = 3
_LENGTH_OF_SURNAMES = 2
_SHORTEST_CORE = 3
_COMPANIES = ("株式会社", "有限会社", "合同会社")
_MOST_BODIES = 500  # bodies of one form that are compared with each other
_MOST_ALIKE = 100  # names that differ in one character; where there are more, another one tells nothing
_PARTICLE = re.compile(r"(?<=.{2})(?:[がをはにでと、。]|から|まで|より|による|における|など|ほか|及び|並びに|の(?=[一-龠]))")
_FURIGANA = re.compile(r"([一-龠々]{1,6})[（(]([ぁ-んー]{2,})[）)]")
_SHORTEST_OF_FORMS = 4
_TAILS = ("学園", "学院", "大学", "協会", "機構", "センター", "組合", "連合会", "協議会", "病院", "福祉会", "財団", "会")


def check_bodies(texts: Sequence[CheckedText], _house: CheckContext) -> list[Problem]:
    """Names of companies, persons and places that are written in two ways, or nearly as another is."""
    return [*_companies(texts), *_persons(texts), *_places(texts)]


def _companies(texts: Sequence[CheckedText]) -> Iterator[Problem]:
    """Bodies of one legal form: in kanji and in kana, with characters missing, with the form behind."""
    by_form: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    tails: dict[tuple[str, str], str] = {}
    for checked in texts:
        for passage in checked.passages:
            at = 0
            while (match := _BODY.search(passage.text, at)) is not None:
                core, tail = _core(match["core"])
                form, at = _FORM_OF.get(match["form"], match["form"]), match.start("core") + max(1, len(core))
                tails[(form, core)] = tail
                by_form[form][core].append(Span(checked, passage, match.start(), match.start("core") + len(core)))
    readings = {reading for checked in texts for passage in checked.passages for reading in _FURIGANA.findall(passage.text)}
    yield from _other_forms(by_form)
    for form, bodies in by_form.items():
        for core, places in bodies.items():
            for other, twins in bodies.items() if len(bodies) <= _MOST_BODIES else ():
                if core != other and not _is_list(places[0], twins[0]):
                    yield from _twins(form, tails[(form, core)], (core, places[0]), (other, twins[0]), readings)
        if form in _COMPANIES:
            yield from _form_behind(form, bodies, texts)


def _twins(form: str, tail: str, one: tuple[str, Span], two: tuple[str, Span], readings: set[tuple[str, str]]) -> Iterator[Problem]:
    """A body whose name is another's in kana, or with characters missing."""
    (core, span), (other, twin) = one, two
    if tail and other.endswith(tail) and _is_reading(core.removesuffix(tail), other.removesuffix(tail), readings):
        hint = f"「{form}{other}」（{twin.where}）と同じものなら、正しい名前にそろえてください。"
        yield report(span, "HD262", Severity.WARNING, f"仮名と漢字で書き分けられた名前のようです（{span.text}）。", hint)
    elif _is_shortened(core, other):
        hint = f"「{form}{other}」（{twin.where}）の誤りではありませんか。"
        yield report(span, "HD261", Severity.NOTE, f"文字の抜けた名前のようです（{span.text}）。", hint)


def _other_forms(by_form: Mapping[str, Mapping[str, Sequence[Span]]]) -> Iterator[Problem]:
    """The same body once as a foundation and once as an association."""
    for form, bodies in by_form.items():
        other = form.replace("財団", "社団")
        for core in bodies if other != form else ():
            if len(core) >= _SHORTEST_OF_FORMS and core in by_form.get(other, ()):
                first, second = bodies[core], by_form[other][core]
                fewer = len(first) < len(second) or (len(first) == len(second) and _is_before(second[0], first[0]))
                wrong, right = (first, second) if fewer else (second, first)
                hint = f"「{right[0].text}」（{right[0].where}）と同じものなら、正しい方にそろえてください。"
                yield report(wrong[0], "HD261", Severity.WARNING, f"法人の種類だけが違う名前です（{wrong[0].text}）。", hint)


def _is_before(one: Span, other: Span) -> bool:
    """Whether a name stands in the same text as another, and before it."""
    order = one.checked.order
    return one.checked is other.checked and (order(one.passage), one.start) < (order(other.passage), other.start)


def _is_list(one: Span, other: Span) -> bool:
    """Whether two names are lines, or cells, of one list of names: two of a kind."""
    return one.checked is other.checked and all(span.text == span.passage.text.strip(" 　・○●") for span in (one, other))


def _is_shortened(core: str, other: str) -> bool:
    """Whether a name is another with some characters missing in its middle."""
    if not 6 <= len(core) < len(other) or len(core) < 0.6 * len(other) or other.startswith(core):
        return False
    if core.count("・") != other.count("・") or any(other.replace(kind, "", 1) == core for kind in sister_bodies()):
        return False
    rest = iter(other)
    return core[:3] == other[:3] and core[-1] == other[-1] and all(character in rest for character in core)


def _form_behind(form: str, bodies: Mapping[str, Sequence[Span]], texts: Sequence[CheckedText]) -> Iterator[Problem]:
    """The same company with its form behind its name; an old name is told as such."""
    for checked in texts:
        for passage in checked.passages:
            for match in re.finditer(form, passage.text):
                at = match.start()
                core = next(
                    (passage.text[start:at] for start in range(max(0, at - 24), at - 2) if passage.text[start:at] in bodies), ""
                )
                if len(core) < _SHORTEST_CORE or re.search(r"旧[・：:]?$", passage.text[: at - len(core)][-2:]):
                    continue
                behind = Span(checked, passage, at - len(core), match.end())
                front = bodies[core][0]
                if _is_list(front, behind):
                    continue
                # The list of names comes first, and is right.
                wrong, right = (front, behind) if _is_before(behind, front) else (behind, front)
                hint = f"「{right.text}」（{right.where}）と同じ会社なら、正しい方にそろえてください。"
                yield report(wrong, "HD263", Severity.WARNING, f"会社の種類の前と後が違います（{wrong.text}）。", hint)


def _persons(texts: Sequence[CheckedText]) -> Iterator[Problem]:
    """Persons who are spoken of by a name that is nearly one of the list of names."""
    surnames, full = _listed_persons(texts)
    if len(full) < _ENOUGH_NAMES:
        return
    seen: set[str] = set()
    gaps: dict[str, list[str]] = defaultdict(list)  # the known names with one character left open
    for each in sorted(full | surnames):
        for gap in _gaps(each):
            gaps[gap].append(each)
    for checked in texts:
        for passage in checked.passages:
            for match in _SPOKEN_OF.finditer(passage.text):
                name = match[1]
                if name in seen or name in not_surnames():
                    continue
                seen.add(name)
                if name in full or name in surnames:
                    continue
                alike = [each for gap in _gaps(name) if len(gaps.get(gap, ())) <= _MOST_ALIKE for each in gaps.get(gap, ())]
                near = _near_person(name, surnames, alike)
                if near is not None:
                    span = Span(checked, passage, match.start(1), match.end(1))
                    hint = f"「{near}」の誤りではありませんか。"
                    yield report(span, "HD265", Severity.WARNING, f"名簿の名前と一字違います（{name}）。", hint)


def _gaps(name: str) -> list[str]:
    return [f"{name[:at]}\0{name[at + 1 :]}" for at in range(len(name))]


def _near_person(name: str, surnames: set[str], one_off: Sequence[str]) -> str | None:
    """The name of a list that another surely is with one character wrong; of two forms of one name a reader cannot tell.

    A surname of three characters is sure by the other two; a whole name may be a brother's.
    """
    if any(_is_form_of(name, each) for each in one_off):
        return None
    return min(
        (each for each in one_off if _is_like(name, each) or (each in surnames and len(each) > _LENGTH_OF_SURNAMES)), default=None
    )


def _listed_persons(texts: Sequence[CheckedText]) -> tuple[set[str], set[str]]:
    """The surnames and the whole names of lists of names, which space them."""
    surnames: set[str] = set()
    full: set[str] = set()
    for checked in texts:
        for passage in checked.passages:
            full |= {re.sub(r"[ 　]", "", match[0]) for match in _SPACED.finditer(passage.text)}
            for match in _PARTED.finditer(_ROLE.sub("　", passage.text)):
                surnames.add(match[1])
                full.add(match[1] + match[2])
    return surnames | {name[:2] for name in full if len(name) == 4}, full


def _is_like(one: str, other: str) -> bool:
    """Whether a name is surely another misspelt, and no brother's: its other character sounds or looks the same."""
    a, b = next((a, b) for a, b in zip(one, other, strict=True) if a != b)
    return b in mistaken_for(a) or any(a in group and b in group for group in surname_kanji())


def _is_form_of(one: str, other: str) -> bool:
    """Whether two names differ only in the form of a character: 渡辺 and 渡邉 are two persons, or one; a reader cannot tell."""
    if len(one) != len(other):
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(any(a in group and b in group for group in kanji_forms()) for a, b in pairs)


def _places(texts: Sequence[CheckedText]) -> Iterator[Problem]:
    """Names of places of which one small character is written in two ways: 湯ノ原町 and 湯の原町."""
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for checked in texts:
        for passage in checked.passages:
            for match in _PLACE.finditer(passage.text):
                key = _SMALL.sub(lambda each: "の" if each[0] in "のノ之" else "ケ", match[0])
                found[key].setdefault(match[0], Span(checked, passage, match.start(), match.end()))
    for ways in found.values():
        first, *others = ways.values()
        for span in others:
            hint = f"「{first.text}」（{first.where}）と同じ所なら、正しい方にそろえてください。"
            yield report(span, "HD262", Severity.WARNING, f"書き方の違う地名のようです（{span.text}）。", hint)


def _core(text: str) -> tuple[str, str]:
    """The name that a run of characters begins with, and what kind of body it ends as: at such a word, else at a particle."""
    ends = [(text.find(tail, 1) + len(tail), tail) for tail in _TAILS if text.find(tail, 1) >= 0]
    if ends:
        first = min(end for end, _ in ends)
        end, tail = max((each for each in ends if each[0] == first), key=lambda each: len(each[1]))
        return text[:end], tail
    return _PARTICLE.split(text)[0].rstrip(".．・"), ""


def _is_reading(kana: str, kanji: str, readings: set[tuple[str, str]]) -> bool:
    """Whether hiragana is how a name in kanji is read: as the papers say it, or as the dictionary reads each of its words."""
    if not re.fullmatch(r"[ぁ-んー]{2,}", kana) or not re.fullmatch(r"[一-龠々]{1,6}", kanji):
        return False
    whole = all(known and len(word) > 1 for word, known in words(kanji))
    return (kanji, kana) in readings or (whole and reading(kanji)[:1] == (kana,))
