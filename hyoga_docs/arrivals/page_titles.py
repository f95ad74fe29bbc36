"""The title of a paper, told from how its first page begins; and what else stands there: its label, the 議題, the section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.japanese.labels import LabelNumber, find_labels, read_label
from hyoga_docs.japanese.plain import one_width, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.text.first_page import PageLine

_N = "[0-9０-９一二三四五六七八九十元]"
_S = "[ 　]*"
_OPEN, _CLOSE = "[【（(［\\[〔]", "[】）)］\\]〕]"
_SERIES = "(?:参考資料|当日配[布付]資料|当日資料|追加資料|補足資料|机上配[布付]資料|会議資料|資料|別紙|別添|参考|別表|様式)"
_NO = "(?:第|[NnＮｎ][OoＯｏ][.．]?|№)?"
_DASH = "[‐‑‒–—―−－ーのｰ-]"
_LABEL = re.compile(
    rf"{_OPEN}?{_S}{_SERIES}{_S}{_NO}{_S}(?:{_N}{{1,3}}(?:{_S}{_DASH}{_S}{_N}{{1,3}})*号?)?"
    rf"{_S}{_CLOSE}?(?![ぁ-んァ-ヶ一-龠々0-9０-９])[ 　:：]*"
)
_LABEL_BEHIND = re.compile(rf"[ 　]+{_OPEN}?(?P<label>{_SERIES}{_S}{_NO}{_S}[0-9０-９]+(?:{_DASH}[0-9０-９]+)*){_CLOSE}?$")
_MOTION = re.compile(
    rf"(?:議案|協議案?|報告案?|承認案?|諮問|認定|日程|議題|報告事項|協議事項|審議事項){_S}第?{_S}{_N}*{_S}号?(?=[ 　]|$){_S}"
)
_DAY = re.compile(
    rf"[（(【]?(?:令和|平成|昭和|[RHＲＨ])?[ 　.．]*{_N}{{1,4}}{_S}[年.．/]{_S}(?:{_N}{{1,3}}{_S}[月.．/]?{_S})?"
    rf"(?:{_N}{{1,3}}{_S}日?)?{_S}(?:[（(].[）)])?{_S}(?:現在|時点|版|作成|更新)?[）)】]?"
)
_BODY = (
    "(?:都|道|府|県|市|区|町|村|省|庁|局|部|課|室|係|班|所|署|センター|機構|協会|連合会|組合|事務局|委員会|会議|協議会|審議会|推進本部"
    "|法人[^ 　]{1,20}|株式会社[^ 　]{1,20})"
)
_SENDER = re.compile(rf"[^（()）【】。：:]{{1,60}}{_BODY}(?:作成|提出)?|[（(【][^（()）【】。：:]{{1,60}}{_BODY}[）)】]")
_NAMED_MEETING = re.compile(
    rf"[^、。]{{0,40}}第?{_S}{_N}{{1,3}}{_S}回[^、。]{{0,40}}(?:会議|会|審議会)"
    rf"(?:{_S}(?:資料|配[布付]資料|次第|説明資料|協議事項|報告事項|議題))?{_S}[）)]?"
)
_DATED_MEETING = re.compile(r"[^、。]{0,40}(?:会議|委員会|審議会|協議会|部会)[ 　]*(?:資料|配[布付]資料|説明資料)?")
#: Lines that are no title: marks of a draft, units and sources, figures and scales, addresses.
_PASSED = re.compile(
    rf"{_OPEN}?{_S}(?:取扱注意|部外秘|委員限り|会議後回収|回収資料|当日配[布付]|机上配[布付]|参考|案|素案|未定稿|暫定版?|写し?|概要|公印省略"
    rf"|機密性.{{0,6}}|凡例){_S}{_CLOSE}?"
    rf"|[（(]?{_S}(?:単位|出典|資料出所|注|※).*|目{_S}次|記|以上"
    r"|[-－―–—\s]*[0-9０-９]{1,4}[-－―–—\s]*|[\W_]+|[SＳ]?[=＝]?[ 　]*[1１][:：][0-9０-９,，]+|[0-9０-９.,，．%％▲△ 　()（）-]+"
    r"|.{0,30}(?:様|殿|御中|各位)|.{1,20}(?:第[0-9０-９一二三四五六七八九十百 　]+号)"
    r"|(?:https?://|www\.|TEL|電話|担当|問合せ|お問い合わせ).*|[A-Za-z0-9 .,:/&'()-]+"
)
#: What begins a section, and no title.
_NUMBERED = re.compile(
    r"[0-9０-９]{1,2}(?:[ 　．.、)）]|-[0-9])|[（(][0-9０-９一二三四五六七八九十ア-ン]{1,2}[）)]|[①-⑳]|[ア-ン][ 　．.、]"
    r"|[一二三四五六七八九十][ 　、．]|第[0-9０-９一二三四五六七八九十]+[章節条編][ 　の]?|[○◯●◎■□◆◇▼▲△・※〇★☆➢✓\-－*＊→⇒]"
)
_SENTENCE = re.compile(r"[。．]$|(?:ます|ました|である|する|した|ない|ください)$|、.*、.*、")
_PEOPLE = re.compile(r".{0,12}(?:市長|町長|村長|区長|知事|会長|委員長|局長|部長|課長|室長|理事長|代表)[ 　]+\S+[ 　]*\S*")
_LAW = re.compile(r".{0,30}(?:法律|政令|省令|条例|規則|告示|訓令|要綱)第[一二三四五六七八九十百〇0-9０-９ 　]+号.{0,5}")
#: What goes with the title above it: （素案）, 概要版.
_STATE = re.compile(
    r"[（(][^（()）]{0,8}(?:案|版|概要|抜粋|抄|仮称)[）)]"
    r"|概要版?|～.{2,30}～|【.{1,20}】"
)
_FIGURE = re.compile(
    r"[0-9０-９][0-9０-９,，.．]*[ 　]*(?:円|千円|万円|億円|％|%|人|件|か所|名|ha|㎡|km|回|台|戸|棟|日|年)(?:[（(].*[）)])?$"
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
_LONGEST, _LEAST = 70, 4
_LOOKED_AT = 25  # lines
_LARGER = 1.15
_OPEN_ENDED = re.compile(r"(?:の|及び|および|と|や|における|に関する|に係る|に向けた|（|・|期|年度|地域|についての)$")


@dataclass(frozen=True)
class PageTitle:
    """A title as its first page has it; `sure` says that it stands out there by its size, its place or its style."""

    text: str
    sure: bool


def page_title(lines: Sequence[PageLine], names: Sequence[str] = ()) -> PageTitle | None:
    """The title on a first page: of what is no label, day, sender or meeting, the largest, else the first line.

    `names` are those of the meeting, its body and its sections. None where the page has none.
    """
    known = {plain(each) for each in names}
    found = [(index, text) for index, line in enumerate(lines[:_LOOKED_AT]) if (text := _title_in(line.text, known))]
    found = [(index, text) for index, text in found if _JAPANESE.search(text)]
    if not found:
        return None
    sizes = [lines[index].size for index, _ in found]
    usual = sorted(line.size for line in lines[:_LOOKED_AT])[len(lines[:_LOOKED_AT]) // 2]
    chosen = _largest(found, sizes, usual)
    if chosen is None:
        chosen = next(
            (at for at, (index, _) in enumerate(found) if lines[index].stands_out and not _NUMBERED.match(found[at][1])), None
        )
    sure = chosen is not None
    if chosen is None:
        chosen = 0
        if _NUMBERED.match(found[0][1]) or _SENTENCE.search(found[0][1]) or found[0][0] > 6:
            return None
        sure = len(found[0][1]) >= _LEAST * 2
    text = _joined(found[_first_line(found, chosen, lines) :], lines, sure=sure)
    return PageTitle(text, sure) if len(text) >= _LEAST else None


def page_labels(lines: Sequence[PageLine]) -> tuple[LabelNumber, ...]:
    """The label that stands by itself, or before the title, at the top of a page."""
    for line in lines[:6]:
        match = _LABEL.match(line.text.strip()) or _LABEL_BEHIND.search(line.text)
        own = read_label(match[0]) if match else None
        if own is not None and own.numbers:
            return (own,)
        if match and (found := find_labels(match[0])):
            return tuple(each.value for each in found)
    return ()


def is_reference_page(lines: Sequence[PageLine]) -> bool:
    """Whether a page says at its top that it is 参考資料."""
    return any(
        re.match(r"[【（(［\[]?[ 　]*参考(?:資料)?(?:[ 　]*[0-9０-９－-]+)?[ 　]*(?:[】）)］\]]|$|[ 　])", line.text.strip())
        for line in lines[:4]
    )


def _title_in(text: str, known: set[str]) -> str:
    """What of a line could be a title: it without its label; nothing of a line that is no title."""
    text = re.sub(r"[ 　]+$", "", text.strip())
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    text = _LABEL_BEHIND.sub("", text)
    text = _MOTION.sub("", text, count=1) if _MOTION.match(text) else text
    text = _unspaced(text.strip())
    if not 2 <= len(text) <= _LONGEST or plain(text) in known or _LAW.fullmatch(text):
        return ""
    ended = re.sub(r"[（(][^（()）]*(?:現在|時点|年[^（()）]*月[^（()）]*日)[）)]$", "", text)
    text = ended or text
    is_other = any(each.fullmatch(text) for each in (_DAY, _PASSED, _SENDER, _NAMED_MEETING, _PEOPLE))
    day_and_more = re.sub(_DAY.pattern, "", text, count=1).strip()
    if is_other or (
        _DAY.match(text) and (not day_and_more or _DATED_MEETING.fullmatch(day_and_more) or _SENDER.fullmatch(day_and_more))
    ):
        return "" if not _is_title_all_the_same(text) else text
    return text


def _is_title_all_the_same(text: str) -> bool:
    return text.endswith(("について", "会議録", "議事録", "名簿"))


def _unspaced(text: str) -> str:
    """`見　本　計　画` as 見本計画."""
    letters = re.split(r"[ 　]+", text)
    return "".join(letters) if len(letters) >= 3 and all(len(each) == 1 for each in letters) else text


def _largest(found: list[tuple[int, str]], sizes: list[float], usual: float) -> int | None:
    """Which of the lines has the largest letters, where they are larger than those of the page and it is no figure."""
    fits = [
        at
        for at, (_, text) in enumerate(found)
        if len(one_width(text)) >= _LEAST and not (_SENTENCE.search(text) or _FIGURE.search(text))
    ]
    most = max((sizes[at] for at in fits), default=0.0)
    if not most or (most < usual * _LARGER and most == max(sizes) == min(sizes)):
        return None
    if most <= usual and len(set(sizes)) > 1:
        return None
    return next(at for at in fits if sizes[at] == most) if most > usual or most >= usual * _LARGER else None


def _first_line(found: list[tuple[int, str]], chosen: int, lines: Sequence[PageLine]) -> int:
    """Where a title begins whose second line was chosen: 第３期 is too short to be one."""
    while chosen:
        (above, text), (place, _) = found[chosen - 1], found[chosen]
        alike = above == place - 1 and lines[above].size == lines[place].size and lines[above].stands_out == lines[place].stands_out
        if not alike or len(text) >= _LEAST or not _OPEN_ENDED.search(text):
            break
        chosen -= 1
    return chosen


def _joined(found: list[tuple[int, str]], lines: Sequence[PageLine], *, sure: bool) -> str:
    """A title with the lines that it goes on in: as large, or what only says which state it is in."""
    (at, text), *more = found
    line = lines[at]
    for index, (place, after) in enumerate(_following(more, lines, at)):
        alike = sure and line.size and abs(lines[place].size - line.size) < 0.5 and lines[place].stands_out == line.stands_out
        if _NUMBERED.match(after) or _SENTENCE.search(after) or len(text) + len(after) > _LONGEST + 20:
            break
        if _STATE.fullmatch(after):
            text += after if after[0] in "（(" else f"　{after}"
        elif alike and (index < 3) and (_OPEN_ENDED.search(text) or line.stands_out or line.size > 13):
            text += after
        else:
            break
    return text


def _following(more: list[tuple[int, str]], lines: Sequence[PageLine], at: int) -> Iterator[tuple[int, str]]:
    """The lines right behind one; （素案） among them, which is no title by itself."""
    kept = dict(more)
    for place in range(at + 1, min(at + 5, len(lines))):
        text = lines[place].text.strip()
        if place in kept:
            yield place, kept[place]
        elif _STATE.fullmatch(text):
            yield place, text
        else:
            return
