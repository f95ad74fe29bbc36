"""Which 議題 a paper belongs to, by what it says of itself, by the words of its title, by its label, by its section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import read_label
from hyoga_docs.japanese.numerals import half_width
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.agenda import AgendaLine, find_line, flat, topics

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = "議題|議事|議案|協議事項|協議案?|報告事項|報告案?|審議事項|審議案?|承認|諮問|案件"
_SAID = re.compile(
    rf"(?P<word>{_WORDS})[ 　]*(?:第[ 　]*)?[（(]?[ 　]*(?P<number>[0-9０-９]{{1,3}})[ 　]*[）)]?"
    r"(?:号(?:議案)?)?(?![0-9０-９年月日件人－‐-])"
)
_COMMON = re.compile(
    r"(?:について|の件|に関する|における|に係る|に基づく|ついて|及び|および|等|\(.{0,6}案\)|\(報告\)|\(付議\)|\(諮問\)|案$"
    r"|(?:令和|平成)[0-9元]+年度?|[rh][0-9]+(?:年度)?|第[0-9]+[期回次号])"
)
_NO_TOPIC = re.compile(
    r"(?:その他|意見交換|質疑応答?|開会|閉会|あいさつ|挨拶|.{0,6}あいさつ|.{0,8}紹介"
    r"|今後の(?:日程|予定|スケジュール)|議事|議題|報告|協議)(?:について)?"
)
_OF_NO_TOPIC = re.compile(
    r"名簿|次第|座席表|配席図|席次|会議録|議事録|議事概要|(?:設置|運営|傍聴)(?:要綱|要領|規程|規則)|条例$"
    r"|チラシ|一覧表?（資料）|会場図|案内図"
)
_ENOUGH, _AHEAD = 0.5, 0.15


@dataclass(frozen=True)
class TopicGuess:
    """The 議題 of a paper and why it is thought so; `ordinal` counts as `item:` does, 0 says that it is not known."""

    ordinal: int
    reason: str = ""


@dataclass(frozen=True)
class PaperWords:
    """What is known of a paper that may tell its 議題: titles, the best first; words at its top; the number of its label."""

    titles: tuple[str, ...]
    top: tuple[str, ...] = ()
    number: int = 0


def guess_topics(
    papers: Sequence[PaperWords], agenda: Sequence[AgendaLine], known: Sequence[tuple[int, int]] = ()
) -> list[TopicGuess]:
    """The 議題 of each paper. `known` are numbers of labels with the 議題 of those papers, of what is written already.

    The number of a label tells the 議題 only where those of other papers, one at least, are that of their 議題 too.
    """
    lines = topics(agenda)
    found = [_by_words(paper, agenda, lines) for paper in papers]
    pairs = [*known, *((paper.number, guess.ordinal) for paper, guess in zip(papers, found, strict=True))]
    seen = [(number, ordinal) for number, ordinal in pairs if number and ordinal]
    in_step = bool(seen) and all(number == ordinal for number, ordinal in seen)
    return [
        TopicGuess(paper.number, "資料の番号から") if not guess.ordinal and in_step and _may_be_of(paper, lines) else guess
        for paper, guess in zip(papers, found, strict=True)
    ]


def _may_be_of(paper: PaperWords, lines: Sequence[AgendaLine]) -> bool:
    """Whether a paper may belong to the 議題 of the number of its label."""
    if is_of_no_topic(paper.titles) or not 1 <= paper.number <= len(lines):
        return False
    return _NO_TOPIC.fullmatch(lines[paper.number - 1].title.strip()) is None


def is_of_no_topic(titles: Sequence[str]) -> bool:
    """Whether papers with such a title usually belong to no 議題: 名簿, 座席表, 会議録 …"""
    return any(_OF_NO_TOPIC.search(title) for title in titles)


def find_topic(wanted: str, agenda: Sequence[AgendaLine]) -> AgendaLine | None:
    """The 議題 that `item:` names, or that what it names stands under."""
    found = find_line(wanted, agenda)
    return next((line for line in topics(agenda) if found in flat([line])), None)


def _by_words(paper: PaperWords, agenda: Sequence[AgendaLine], lines: Sequence[AgendaLine]) -> TopicGuess:
    for text in paper.top:
        if (line := _said(text, agenda, lines)) is not None:
            return TopicGuess(line.ordinal, f"「{text.strip()}」とあるから")
    if is_of_no_topic(paper.titles):
        return TopicGuess(0)
    scores = sorted(_scores(paper.titles, lines).items(), key=lambda pair: -pair[1])
    if scores and scores[0][1] >= _ENOUGH and (len(scores) == 1 or scores[0][1] - scores[1][1] >= _AHEAD):
        return TopicGuess(scores[0][0], "題名の言葉から")
    sections = [line for line in lines if line.section and any(_section_in(line.section, text) for text in paper.top)]
    if len(sections) == 1:
        return TopicGuess(sections[0].ordinal, "担当から")
    return TopicGuess(0)


def _said(text: str, agenda: Sequence[AgendaLine], lines: Sequence[AgendaLine]) -> AgendaLine | None:
    """The 議題 that a text names by a number: 議題（２）, 議案第１号, 報告事項１."""
    match = _SAID.search(text)
    if match is None:
        return None
    number, word = int(half_width(match["number"])), match["word"]
    for line in lines:
        label = read_label(line.label) if line.label else None
        if label is not None and label.numbers[-1:] == (number,) and word[:2] in line.label:
            return line
    under = next((entry for entry in agenda if word in entry.title and entry.items), None)
    if under is not None:
        return under.items[number - 1] if 1 <= number <= len(under.items) else None
    alone = sum(bool(entry.items) for entry in agenda) == 1  # else their numbers may begin anew under each heading
    is_all = word in {"議題", "議事", "案件"} or (word == "議案" and not any(line.label for line in lines))
    return lines[number - 1] if alone and is_all and 1 <= number <= len(lines) else None


def _section_in(section: str, text: str) -> bool:
    names = re.split(r"[【】（）・]|事務局", section)
    return any(len(name) >= 3 and plain(name) in plain(text) for name in names)


def _scores(titles: Sequence[str], lines: Sequence[AgendaLine]) -> dict[int, float]:
    """How much of its words each 議題 shares with a title: by pairs of letters, those the more that few 議題 have."""
    named = [(line, each.title) for line in lines for each in flat([line]) if not _NO_TOPIC.fullmatch(each.title.strip())]
    words_of: dict[int, set[str]] = {}
    for line, title in named:
        words_of.setdefault(line.ordinal, set()).update(_pairs(title))
    common = Counter(pair for each in words_of.values() for pair in each)

    def weight(some: set[str]) -> float:
        return sum(1 / max(1, common[pair]) for pair in some)

    scores: dict[int, float] = {}
    for line, name in named:
        topic, ordinal = _pairs(name), line.ordinal
        for title in titles:
            if (years := _years(name) or _years(line.title)) and (others := _years(title)) and not years & others:
                continue  # 令和７年度の決算 is no paper of 令和８年度の予算
            words = _pairs(title)
            shared = topic & words
            ends_so = bool(shared) and _bare(title).endswith(_bare(name))
            if len(shared) >= 2 or ends_so:
                of_topic, of_title = weight(shared) / weight(topic), weight(shared) / weight(words)
                scores[ordinal] = max(scores.get(ordinal, 0.0), of_topic + _AHEAD * ends_so, 0.9 * of_title)
    return scores


def _years(title: str) -> set[str]:
    return set(re.findall(r"(?:令和|平成|[rh])([0-9]+|元)年?度", plain(title)))


def _bare(title: str) -> str:
    """What a title is about, without what many have: について, （案）, 令和６年度."""
    return re.sub(r"\W", "", _COMMON.sub("", plain(title)))


def _pairs(title: str) -> set[str]:
    text = _bare(title)
    return {text[at : at + 2] for at in range(len(text) - 1)}
