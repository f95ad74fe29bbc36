"""Labels of papers: borne, listed, named and spelt alike (`HD24x`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.check.annexes import check_annexes
from hyoga_docs.check.findings import Span, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.labels import OF_OTHERS, LabelNumber, find_labels, label_key, read_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.japanese.labels import FoundLabel
    from hyoga_docs.text.passages import Passage

_LIST = re.compile(
    r"(?:配[付布]|会議|提出)?[ 　]*資[ 　]*料[ 　]*(?:一[ 　]*覧|目[ 　]*録|リスト)"
    r"|^[ 　]*[【〈＜（(〔\[]?[ 　]*(?:配[付布][ 　]*(?:資[ 　]*料|物)|会議資料|資[ 　]*料)[ 　]*[】〉＞）)〕\]]?$"
)
_BULLET = re.compile(r"^[ 　]*[○◯〇●・◎■□◆◇※*＊\-－]?[ 　]*[（(【〔\[]?")
_CLOSE = re.compile(r"[ 　]*[）)】〕\]:：、.．]?[ 　]*")
_BEHIND = re.compile(
    r"^[ 　]*(?:[（(]?[0-9０-９]{1,2}[）)．.、　 ]|[①-⑳○・])?[ 　]*(?P<title>[^【〔\[]{6,70}?)[ 　]*"
    r"[【（(〔\[][^】）)]*[】）)〕\]]$"
)
_LONGEST_LIST = 60
_LONGEST_HEAD = 40
_MOST_BETWEEN = 8  # other passages between two lines of a list
_SPACES = re.compile(r"[ 　]")
_NUMBERED_BY_TEXT = {"別紙", "別添", "別表", "様式", "別記"}
_REFERS = re.compile(r"[^。]{0,12}(?:参照|のとおり|御覧|ご覧|による|見る|示す|示し)")


def borne(passage: Passage) -> FoundLabel | None:
    """The label that a passage is, and nothing else: `資料 No２`, `（別添１）`."""
    text = passage.text.strip()
    if len(text) > 20:
        return None
    for found in find_labels(passage.text):
        rest = (passage.text[: found.start] + passage.text[found.end :]).strip(" 　（）()【】[]［］〔〕<>＜＞-－")
        if not rest:
            return found
    return None


@dataclass(frozen=True)
class ListedPaper:
    """A line of a list of papers: its label, what that says, and the title after it."""

    span: Span
    value: LabelNumber
    title: str


def listed(checked: CheckedText) -> list[ListedPaper]:
    """The lines of a text's own list of papers, in order: those after a heading that says so, else the first run of three."""
    passages = checked.passages
    lines = {index: line for index, passage in enumerate(passages) if (line := _line(checked, passage)) is not None}
    starts = [index for index, passage in enumerate(passages) if len(passage.text) <= 40 and _LIST.search(passage.text)]
    if not any(later in lines for start in starts for later in range(start, start + 5)):
        starts = [index for index in lines if len([near for near in range(index, index + 5) if near in lines]) >= 3][:1]
    found: dict[int, ListedPaper] = {}
    for start in starts:
        without = 0
        for index in range(start, min(start + _LONGEST_LIST, len(passages))):
            if index in lines and index not in found:
                found[index] = lines[index]
                without = 0
            elif (without := without + 1) > _MOST_BETWEEN:
                break
    return [found[index] for index in sorted(found)]


def _line(checked: CheckedText, passage: Passage) -> ListedPaper | None:
    text = passage.text
    labels = find_labels(text)
    if not labels or len(text) > 120 or "。" in text:
        return None
    label = labels[0]
    span = Span(checked, passage, label.start, label.end)
    behind = _BEHIND.match(text)
    if (
        behind is not None and label.start > behind.end("title") and len(labels) == 1 and "資料" not in behind["title"][:6]
    ):  # １．決算について 【資料１】
        return ListedPaper(span, label.value, behind["title"])
    parted = _CLOSE.match(text, label.end)
    title = text[parted.end() :].strip() if parted else ""
    if (
        _BULLET.sub("", text[: label.start])
        or not title
        or parted is None
        or not parted[0]
        or re.match(r"[のをはがにとで、]", title)
    ):
        return None
    return ListedPaper(span, label.value, title)


def check_labels(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Labels that are not the ones given, are spelt otherwise, are borne by nobody, or name nothing."""
    problems: list[Problem] = []
    for checked in texts:
        if checked.kind is TextOrigin.FILE:
            problems += _alone(checked)
        elif checked.kind is TextOrigin.SUPPLIED:
            problems += _given(checked)
        if checked.kind is not TextOrigin.MADE:
            problems += check_annexes(checked)
    if context.plan is not None:
        problems += _named(texts, context)
    return problems


def _alone(checked: CheckedText) -> Iterator[Problem]:
    """A packet by itself: its list against the papers that bear labels, and against the text that names them."""
    lines = listed(checked)
    if not lines:
        return
    yield from _twice(lines)
    packet = _packet(checked, lines)
    inside = {line.span.passage for line in lines}
    for passage in checked.passages:
        if passage in inside:
            continue
        label = borne(passage)
        for found in [label] if label is not None else find_labels(passage.text):
            heads = label is not None or (found.start == 0 and len(passage.text) <= _LONGEST_HEAD)
            yield from _against(Span(checked, passage, found.start, found.end), found, packet, heads=heads)
    yield from _not_borne(packet.listed, packet.borne)


@dataclass(frozen=True)
class _Packet:
    """The labels of a packet: those of its list, those that stand over papers, and how many parts each has."""

    listed: Mapping[LabelNumber, Span]
    borne: set[LabelNumber]
    parts_of: Counter[LabelNumber]


def _packet(checked: CheckedText, lines: Sequence[ListedPaper]) -> _Packet:
    spelt: dict[LabelNumber, Span] = {}
    for line in lines:
        spelt.setdefault(line.value, line.span)
    inside = {line.span.passage for line in lines}
    heads = {label.value for passage in checked.passages if passage not in inside and (label := borne(passage)) is not None}
    named = {found.value for passage in checked.passages for found in find_labels(passage.text)}
    parts = Counter(LabelNumber(value.series, value.numbers[:-1]) for value in named if len(value.numbers) > 1)
    return _Packet(spelt, heads, parts)


def _against(span: Span, found: FoundLabel, packet: _Packet, *, heads: bool) -> Iterator[Problem]:
    """A label against the list's; `heads` says that it stands over its paper, and is not only named in a sentence."""
    right = packet.listed.get(found.value)
    if right is not None:
        yield from _spelt(span, right.text) if heads else ()
    elif not _is_known(found.value, packet.listed) and not OF_OTHERS.search(span.passage.text[: span.start]):
        whole = LabelNumber(found.value.series, found.value.numbers[:-1])
        if whole in packet.listed and (whole in packet.borne or packet.parts_of[whole] > 1):
            return  # 資料３－１ and 資料３－２ are the parts of 資料３
        message = f"「{found.text}」という資料が、一覧にありません。"
        names = "、".join(each.text for each in packet.listed.values())
        yield report(span, "HD243", Severity.WARNING, message, f"一覧の番号: {names}")


def _is_known(value: LabelNumber, known: Collection[LabelNumber]) -> bool:
    """Whether a label is one of those, is several of them (資料１ of 資料１－１ and 資料１－２), or is of no series of theirs."""
    of_series = [each for each in known if each.series == value.series]
    return (
        value.series in _NUMBERED_BY_TEXT
        or not of_series
        or any(each.numbers[: len(value.numbers)] == value.numbers for each in of_series)
    )


def _not_borne(spelt: Mapping[LabelNumber, Span], carried: set[LabelNumber]) -> Iterator[Problem]:
    """Labels of the list that no paper bears; a text that has but few of its papers is no packet, but minutes."""
    series = {value.series for value in carried}
    missing = [
        value
        for value in spelt
        if value not in carried
        and not (value.series in series and any(other.numbers[: len(value.numbers)] == value.numbers for other in carried))
    ]
    for value in missing if carried and len(missing) * 2 <= len(spelt) else ():
        message = f"一覧にある「{spelt[value].text}」の番号が付いた資料がありません。"
        yield report(spelt[value], "HD242", Severity.WARNING, message, "資料の最初のページの右上に番号を付けてください。")


def _twice(lines: Sequence[ListedPaper]) -> Iterator[Problem]:
    """A label that the list gives to two papers."""
    seen: dict[LabelNumber, ListedPaper] = {}
    for line in lines:
        other = seen.setdefault(line.value, line)
        if (
            other.title != line.title
            and abs(line.span.passage.place("", 0).line or 0) - (other.span.passage.place("", 0).line or 0) <= _MOST_BETWEEN
        ):
            message = f"資料番号「{line.span.text}」が、一覧に二度あります（もう一つは「{other.title[:20]}」）。"
            yield report(line.span, "HD248", Severity.WARNING, message, "番号を振り直してください。")


def _spelt(span: Span, right: str) -> Iterator[Problem]:
    if _SPACES.sub("", span.text) != _SPACES.sub("", right):
        message = f"資料番号の書き方が一覧と違います（{span.text}）。"
        yield report(span, "HD247", Severity.WARNING, message, f"「{right}」と書いてください。")


def _given(checked: CheckedText) -> Iterator[Problem]:
    """A supplied paper's own label against the one that it was given."""
    document = checked.document
    if document is None:
        return
    given = read_label(document.full_label) if document.full_label else None
    seen: set[str] = set()
    for passage in checked.passages:
        found = borne(passage)
        if found is None or found.text in seen or not _is_paper_label(found.value):
            continue
        seen.add(found.text)
        span = Span(checked, passage, found.start, found.end)
        if given is None or not document.full_label:
            message = f"資料に番号「{found.text}」が付いていますが、この冊子では番号を付けません。"
            yield report(span, "HD241", Severity.WARNING, message, "番号を消してもらってください。")
        elif label_key(found.text) != label_key(document.full_label) and found.value != given:
            message = f"資料の中の番号「{found.text}」は、この資料の番号「{document.full_label}」と違います。"
            yield report(
                span, "HD241", Severity.WARNING, message, f"「{document.full_label}」に直すか、番号を消してもらってください。"
            )
        elif _SPACES.sub("", found.text) != _SPACES.sub("", document.full_label):
            message = f"資料番号の書き方が一覧と違います（{found.text}）。"
            hint = f"「{document.full_label}」に直すか、番号を消してもらってください。"
            yield report(span, "HD247", Severity.WARNING, message, hint)


def _is_paper_label(value: LabelNumber) -> bool:
    return value.series not in _NUMBERED_BY_TEXT and value.series != "参考"


def _named(texts: Sequence[CheckedText], context: CheckContext) -> Iterator[Problem]:
    """Labels that a text names, and no paper of the meeting has: an error in ours, which the meeting's own YAML contradicts."""
    plan = context.plan
    if plan is None:
        return
    elsewhere = [each.label for each in plan.listed if each.key not in plan.keys]  # listed, and handed out by itself
    borne_ = [*(each.full_label for each in plan.documents), *elsewhere]
    known = [label for label in dict.fromkeys(borne_) if label]
    labels = {value: label for label in known if (value := read_label(label)) is not None and value.numbers}
    for checked in texts:
        ours = checked.kind is not TextOrigin.SUPPLIED
        for passage in checked.passages:
            for found in find_labels(passage.text):
                before, after = passage.text[: found.start], passage.text[found.end :]
                span = Span(checked, passage, found.start, found.end)
                if checked.kind is TextOrigin.YAML and found.value in labels:
                    yield from _spelt(span, labels[found.value])
                if _is_known(found.value, labels) or _is_part(found, known) or OF_OTHERS.search(before):
                    continue
                if not ours and not _REFERS.match(after):
                    continue
                severity = Severity.ERROR if ours else Severity.WARNING
                yield report(span, "HD243", severity, f"「{found.text}」という資料はありません。", f"今の番号: {'、'.join(known)}")


def _is_part(found: FoundLabel, known: Sequence[str]) -> bool:
    """Whether a label is that of a part, which a paper may have in itself, or the beginning of another: 資料３ of 資料３Ａ."""
    key = label_key(found.text)
    whole = LabelNumber(found.value.series, found.value.numbers[:-1])
    papers = [read_label(label) for label in known]
    has_parts = any(paper is not None and paper.numbers[:-1] == whole.numbers and paper.series == whole.series for paper in papers)
    return any(label_key(label).startswith(key) for label in known) or (whole in papers and not has_parts)
