"""One title in all its places: the list, the agenda, the cover, the paper's own heading (`HD25x`)."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, not_checked, report
from hyoga_docs.check.labels import listed
from hyoga_docs.check.name_slips import is_misspelt
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.check.word_lists import sister_kanji, sister_words
from hyoga_docs.core.problem import Place, Problem, Severity
from hyoga_docs.japanese.plain import plain
from hyoga_docs.plan.agenda import flat
from hyoga_docs.plan.front_documents import TITLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.text.passages import Passage

_ITEM = re.compile(r"^[ 　]*(?:[（(][0-9０-９]{1,2}[）)]|[①-⑳]|[○◯〇●・◎])[ 　]*(?P<title>[^【】。]{6,60}?)[ 　]*(?:【.*)?$")
_AGENDA = re.compile(r"次[ 　]*第|議[ 　]*題|議[ 　]*事|配[付布][ 　]*資[ 　]*料|参考資料")
_BEFORE = re.compile(
    r"^[ 　○◯〇●・◎■□◆◇※（(【]*"
    r"(?:(?:議案|協議案?|報告案?|審議|承認|諮問)?第[0-9０-９一二三四五六七八九十]+号|[一二三四五六七八九十]{1,3}(?=[）)．、])"
    r"|(?:資料|参考資料|別紙|別添|議題|日程)?[ 　]*(?:No|Ｎｏ|№)?[.．]?[0-9０-９－‐\-]*)[）)】.．、]?[ 　]*"
)
_UNNUMBERED = re.compile(r"^[ 　○◯・●]*(?:参考資料|参考|別添|別紙)[　 ]+(?P<title>[^。]{8,60})$")
_STATUS = re.compile(r"\((?:案|素案|原案|骨子案|最終案|たたき台)\)")
_HIRAGANA = re.compile("[ぁ-ん]+")
_FIGURES = re.compile(r"[0-9]+|[一二三四五六七八九十]+")
_ALIKE = 0.82
_SHORTEST = 8
_LONGEST = 70
_MOST_COMPARED = 100_000  # pairs of a heading and a title


def check_titles(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Titles that are nearly, and not quite, those of the list."""
    problems: list[Problem] = []
    for checked in texts:
        if checked.kind is TextOrigin.FILE:
            problems += _alone(checked)
        elif checked.kind is TextOrigin.SUPPLIED and checked.document is not None:
            problems += _own_heading(checked, checked.document.title)
        elif checked.kind is TextOrigin.MADE and context.plan is not None:
            problems += _typed(checked, context.plan)
    return [*problems, *_agenda(context)]


@lru_cache(maxsize=20_000)
def _plain(title: str) -> str:
    return plain(title)


def is_slip(one: str, other: str) -> bool:
    """Whether two titles are one, written differently: alike, and not told apart by a number, a （案） or their head word."""
    a, b = _plain(one), _plain(other)
    if min(len(a), len(b)) < _SHORTEST or abs(len(a) - len(b)) > max(len(a), len(b)) // 4 or (a[:3] != b[:3] and a[-3:] != b[-3:]):
        return False
    if _bare(one) == _bare(other) or _FIGURES.sub("", a) == _FIGURES.sub("", b):
        return False
    if _common(_bare(one), _bare(other)) < _ALIKE:
        return False
    matcher = difflib.SequenceMatcher(None, _bare(one), _bare(other), autojunk=False)
    if matcher.ratio() < _ALIKE:
        return False
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    changed = [(_bare(one)[start:end], _bare(other)[first:last]) for _, start, end, first, last in changes]
    if any(_is_sister(*pair) for pair in changed):
        return False  # 前期基本計画 and 後期基本計画
    sizes = [max(map(len, pair)) for pair in changed]
    in_front = changes[0][1] == 0 and changes[0][0] != "replace" and sizes[0] > 1  # 県内の…, 令和６年度…
    # 設置要領 and 設置要綱, 決算 and 決算書 are two things, 取組 and 取組み are one
    at_end = changes[-1][2] == len(_bare(one)) and (sizes[-1] > 1 or not _HIRAGANA.fullmatch("".join(changed[-1])))
    return len(changes) <= 2 and sum(sizes) <= max(2, min(len(a), len(b)) // 5) and not at_end and not in_front


def _is_sister(one: str, other: str) -> bool:
    """Whether two stretches set two things apart that both exist: 前 and 後, 小 and 中, or 一般 and 特別, which share no kanji."""
    return bool(one and other) and any(one in group and other in group for group in (*sister_kanji(), *sister_words()))


def _alone(checked: CheckedText) -> Iterator[Problem]:
    """A packet by itself: what its list and its agenda name, against headings that are nearly that."""
    lists = dict(_titles_of_list(checked))
    agenda: dict[str, Span] = {}
    listed_ = {span.passage for span in lists.values()}
    for passage in _agenda_part(checked):
        match = _ITEM.match(passage.text)
        if match and passage not in listed_:
            agenda.setdefault(match["title"], Span(checked, passage, *match.span("title")))
    if len(lists) * len(agenda) <= _MOST_COMPARED:
        yield from _lists_apart(lists, agenda)
    titles = {**agenda, **lists}
    inside = {span.passage for span in titles.values()}
    headings = [
        (passage, start, words)
        for passage in checked.passages
        if passage not in inside and len(passage.text) <= _LONGEST and "。" not in passage.text
        for start, words in [_words(passage.text)]
    ]
    borne = Counter(_bare(words) for _, _, words in headings)
    known = {_bare(title) for title in titles}
    near = _TitleIndex(titles)
    told: set[str] = set()
    for passage, start, words in headings:
        span, bare = Span(checked, passage, start, start + len(words)), _bare(words)
        if bare in known:
            yield from _status(span, words, lists)
        elif bare not in told and borne[bare] == 1 and (title := near.of(words, lists, borne)) is not None:
            told.add(bare)
            message = f"題名が、{titles[title].where}の「{title}」と少し違います（{words}）。"
            other = _differs_in_figures(words, title)
            hint = "年や番号の違う資料が入っていないか、確かめてください。" if other else "どちらかにそろえてください。"
            yield report(span, "HD251", Severity.WARNING, message, hint)
    if near.compared > _MOST_COMPARED or len(lists) * len(agenda) > _MOST_COMPARED:
        yield not_checked(checked, "見出しと題名が多すぎるため、題名の違いは途中までしか調べていません。")


@lru_cache(maxsize=20_000)
def _characters(title: str) -> Counter[str]:
    return Counter(title)


def _common(one: str, other: str) -> float:
    """The most that two texts can be alike, by the characters that both have."""
    return 2 * (_characters(one) & _characters(other)).total() / max(1, len(one) + len(other))


class _TitleIndex:
    """Titles by how they begin and end, so that not every heading is compared with every title."""

    def __init__(self, titles: Mapping[str, Span]) -> None:
        self.compared = 0
        self.ends: dict[str, list[str]] = defaultdict(list)
        self.figures: dict[str, list[str]] = defaultdict(list)
        for title in titles:
            plain_title = _plain(title)
            for end in sorted({plain_title[:3], plain_title[-3:]}):
                self.ends[end].append(title)
            self.figures[_FIGURES.sub("#", _bare(title))].append(title)

    def of(self, words: str, lists: Mapping[str, Span], borne: Collection[str]) -> str | None:
        """The title that a heading nearly is: by a slip, or with another year in it where nobody else bears that title."""
        written = _plain(words)
        ends = [*self.ends.get(written[:3], []), *self.ends.get(written[-3:], [])]
        self.compared += len(ends)
        for title in ends if self.compared <= _MOST_COMPARED else []:
            absent = _bare(title) not in borne or sorted(_bare(title)) == sorted(_bare(words))  # 議論 and 論議 are not two papers
            if absent and is_slip(words, title) and not written.startswith(_plain(title)):
                return title
        for title in self.figures.get(_FIGURES.sub("#", _bare(words)), []):
            if title in lists and _bare(title) not in borne and _differs_in_figures(words, title):
                return title
        return None


def _titles_of_list(checked: CheckedText) -> Iterator[tuple[str, Span]]:
    """The titles of a list of papers; also of those lines that have a label without a number."""
    for line in listed(checked):
        passage = line.span.passage
        at = passage.text.rindex(line.title)
        yield line.title, Span(checked, passage, at, at + len(line.title))
    for passage in _agenda_part(checked):
        match = _UNNUMBERED.match(passage.text)
        if match is not None:
            yield match["title"], Span(checked, passage, *match.span("title"))


def _words(text: str) -> tuple[int, str]:
    """Where a heading's words begin, after its number or label, and they."""
    head = _BEFORE.match(text)
    start = head.end() if head else 0
    return start, re.sub(r"[ 　]*【.*$", "", text[start:]).rstrip()


@lru_cache(maxsize=20_000)
def _bare(title: str) -> str:
    """A title without what does not make it another one: （案）, について."""
    return re.sub(r"(?:について|の件)$", "", re.sub(r"\((?:案|素案|原案|抄|概要)\)", "", _plain(title)))


def _lists_apart(lists: Mapping[str, Span], agenda: Mapping[str, Span]) -> Iterator[Problem]:
    """A title of the list that is nearly one of the agenda's, where neither has its own counterpart."""
    shared = {_bare(title) for title in lists} & {_bare(title) for title in agenda}
    for title, span in lists.items():
        if _bare(title) in shared:
            continue
        near = next((each for each in agenda if _bare(each) not in shared and is_slip(_bare(title), _bare(each))), None)
        if near is not None:
            message = f"資料の題名が、次第の「{near}」（{agenda[near].where}）と少し違います（{title}）。"
            yield report(span, "HD251", Severity.WARNING, message, "どちらかにそろえてください。")


def _differs_in_figures(words: str, title: str) -> bool:
    """Whether a heading is a title of the list with another year or number in it."""
    one, other = _bare(words), _bare(title)
    return one != other and len(one) >= 8 and _FIGURES.sub("#", one) == _FIGURES.sub("#", other) and len(_FIGURES.findall(one)) == 1


def _has_another_status(one: str, other: str) -> bool:
    """Whether one title is （案） where the other is （素案）."""
    marks = [_STATUS.search(_plain(title)) for title in (one, other)]
    return _bare(one) == _bare(other) and None not in marks and len({mark[0] for mark in marks if mark}) == 2


def _status(span: Span, words: str, lists: Mapping[str, Span]) -> Iterator[Problem]:
    """A title that is （案） here and （素案） there."""
    own = _STATUS.search(_plain(words))
    for title, where in lists.items():
        other = _STATUS.search(_plain(title))
        if own and other and own[0] != other[0] and _bare(words) == _bare(title):
            marks = [mark[0].replace("(", "（").replace(")", "）") for mark in (own, other)]
            message = f"題名に付く{marks[0]}が、{where.where}の{marks[1]}と違います（{words}）。"
            yield report(span, "HD213", Severity.WARNING, message, "どちらかにそろえてください。")
            return


def _agenda_part(checked: CheckedText) -> list[Passage]:
    """The passages after the words 次第, 議題 or 配付資料, where items are listed."""
    passages = checked.passages
    found: dict[int, Passage] = {}
    for index, passage in enumerate(passages):
        if len(passage.text) <= 20 and _AGENDA.search(passage.text):
            found |= {at: passages[at] for at in range(index + 1, min(index + 25, len(passages)))}
    return list(found.values())


def _own_heading(checked: CheckedText, title: str) -> Iterator[Problem]:
    """A paper's heading, on its first page, that is nearly the title that the list has."""
    first = checked.passages[0].page if checked.passages else None
    page = [passage for passage in checked.passages[:25] if passage.page == first]
    if any(plain(title) in plain(passage.text) for passage in page):
        return
    for passage in page:
        head = _BEFORE.match(passage.text)
        start = head.end() if head else 0
        if len(passage.text) <= _LONGEST and is_slip(passage.text[start:], title):
            span = Span(checked, passage, start, len(passage.text))
            message = f"資料の題名「{span.text}」が、一覧の「{title}」と少し違います。"
            yield report(span, "HD251", Severity.WARNING, message, "資料か title のどちらかを直してください。")
            return


def _typed(checked: CheckedText, plan: Plan) -> Iterator[Problem]:
    """Titles that somebody typed into a template, and that are nearly those of the meeting: an error where only letters slipped."""
    titles = {title: _bare(title) for title in (*(line.title for line in plan.listed), *(line.title for line in flat(plan.agenda)))}
    for passage in checked.passages if len(checked.passages) * len(titles) <= _MOST_COMPARED else ():
        start, words = _words(passage.text)
        if len(passage.text) > _LONGEST or "。" in words or _bare(words) in titles.values():
            continue
        title = next((title for title in titles if is_slip(words, title)), None)
        if title is not None:
            span = Span(checked, passage, start, start + len(words))
            slipped = _without_kana(words) == _without_kana(title) or is_misspelt(_bare(words), titles[title])
            message = f"ひな形に打ってある題名「{words}」が、会議の「{title}」と少し違います。"
            hint = "ひな形を直すか、題名を差し込む名前に替えてください。"
            yield report(span, "HD251", Severity.ERROR if slipped else Severity.WARNING, message, hint)


def _without_kana(title: str) -> str:
    return _HIRAGANA.sub("", _bare(title))


def _agenda(context: CheckContext) -> Iterator[Problem]:
    """Papers whose title is nearly that of the agenda's item that they belong to."""
    if context.plan is None:
        return
    plan = context.plan
    items = {line.title: line.path for line in flat(plan.agenda)}
    listed_titles = {line.title for line in plan.listed}
    for document in plan.documents:
        if document.title in items or document.template in TITLES:
            continue
        title = next((title for title in items if title not in listed_titles and is_slip(document.title, title)), None)
        title = title or next((each for each in items if _has_another_status(document.title, each)), None)
        if title is not None:
            place: Place = document.place
            message = f"資料の題名「{document.title}」が、次第の「{title}」と少し違います。"
            yield Problem(
                Severity.WARNING,
                "HD252",
                message,
                "どちらかにそろえてください。",
                place,
                document.title,
                document.stem,
                anchor=place,
            )
