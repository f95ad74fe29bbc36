"""The title of a paper, told from how its first page begins; and what else stands there: its label, the 議題, the section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hyoga_docs.japanese.labels import LabelNumber, find_labels, read_label
from hyoga_docs.japanese.plain import one_width, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_LABEL_BEHIND = re.compile(
    rf"(?<![ 　])[ 　]+{_OPEN}?(?P<label>{_SERIES}{_S}{_NO}{_S}[0-9０-９]+(?:{_DASH}[0-9０-９]+)*){_CLOSE}?$"
)
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
    rf"(?:{_S}(?:資料|配[布付]資料|説明資料|協議事項|報告事項|議題))?{_S}[）)]?"
)
_DATED_MEETING = re.compile(r"[^、。]{0,40}(?:会議|委員会|審議会|協議会|部会)[ 　]*(?:資料|配[布付]資料|説明資料)?")
#: Lines that are no title: marks of a draft, units and sources, figures and scales, addresses.
_PASSED = re.compile(
    rf"{_OPEN}?{_S}(?:取扱注意|部外秘|委員限り|会議後回収|回収資料|当日配[布付]|机上配[布付]|参考|案|素案|未定稿|暫定版?|写し?|概要|公印省略"
    rf"|機密性.{{0,6}}|凡例){_S}{_CLOSE}?"
    rf"|(?:日{_S}時|場{_S}所|会{_S}場|出席者|期{_S}[日間]|問)[ 　:：].*"
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
_SENTENCE = re.compile(r"[。．]$|(?:ます|ました|である|(?<!関)する|した|ない|ください)$|、.*、.*、")
_PEOPLE = re.compile(r".{0,12}(?:市長|町長|村長|区長|知事|会長|委員長|局長|部長|課長|室長|理事長|代表)[ 　]+\S+[ 　]*\S*")
_LAW = re.compile(r".{0,30}(?:法律|政令|省令|条例|規則|告示|訓令|要綱)第[一二三四五六七八九十百〇0-9０-９ 　]+号.{0,5}")
_AS_OF = re.compile(r"[（(][^（()）]*(?:現在|時点|年[^（()）]*月[^（()）]*日)[）)]$")
#: Lines that end so are titles, whatever they begin with.
_TITLE_ENDS = ("について", "会議録", "議事録", "名簿", "次第")
#: What goes with the title above it: （素案）, 概要版.
_STATE = re.compile(
    r"[（(][^（()）]{0,8}(?:案|版|概要|抜粋|抄|仮称)[）)]"
    r"|【[^【】]{0,8}(?:案|版|概要|抜粋|抄)】|概要版?|～.{2,30}～"
)
_FIGURE = re.compile(
    r"[0-9０-９][0-9０-９,，.．]*[ 　]*(?:円|千円|万円|億円|％|%|人|件|か所|名|ha|㎡|km|回|台|戸|棟|日|年)(?:[（(].*[）)])?$"
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
_LONGEST, _LEAST = 70, 3
_SHORT = 6  # characters: what may be but the beginning of a title
_LOOKED_AT, _LOWEST, _MOST_LINES = 25, 6, 5  # lines
_LARGER = 1.05
_HEADLINE = 13  # points: letters so large may be broken into lines anywhere
_OPEN_ENDED = re.compile(r"(?:の|及び|および|と|や|における|に関する|に係る|に向けた|（|・|期|年度|地域|についての)$")


@dataclass(frozen=True)
class PageTitle:
    """A title as its first page has it; `sure` says that it stands out there by its size, its place or its style."""

    text: str
    sure: bool


class _Candidate(NamedTuple):
    """A line that may be the title, without its label; `place` counts lines of the page."""

    place: int
    text: str
    size: float
    stands_out: bool

    @property
    def begins_text(self) -> bool:
        """Whether it begins a section, or is a sentence."""
        return bool(_NUMBERED.match(self.text) or _SENTENCE.search(self.text))

    def follows(self, above: _Candidate) -> bool:
        """Whether it stands right under another line, and looks like it."""
        return self.place == above.place + 1 and abs(self.size - above.size) < 0.5 and self.stands_out == above.stands_out


def page_title(lines: Sequence[PageLine], names: Sequence[str] = ()) -> PageTitle | None:
    """The title on a first page: of what is no label, day, sender or meeting, the largest, else the first line.

    `names` are those of the meeting, its body and its sections. None where the page has none.
    """
    known = {plain(each) for each in names}
    looked_at = lines[:_LOOKED_AT]
    found = [
        _Candidate(place, text, line.size, line.stands_out)
        for place, line in enumerate(looked_at)
        if (text := _title_in(line.text, known)) and _JAPANESE.search(text)
    ]
    if not found:
        return None
    usual = sorted(line.size for line in looked_at)[len(looked_at) // 4]  # of a title page, half may be the title
    chosen = _largest(found, usual)
    if chosen is None:
        chosen = next((at for at, each in enumerate(found) if each.stands_out and not _NUMBERED.match(each.text)), None)
    sure = chosen is not None or len(found[0].text) > _SHORT
    if chosen is None and (found[0].begins_text or found[0].place > _LOWEST):
        return None
    text = _joined(found[_first_line(found, chosen or 0) :], looked_at, may_go_on=chosen is not None)
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
    text = _AS_OF.sub("", text) or text
    if text.endswith(_TITLE_ENDS):
        return text
    day = _DAY.match(text)
    behind = text[day.end() :].strip() if day else text
    is_other = any(each.fullmatch(text) for each in (_DAY, _PASSED, _SENDER, _NAMED_MEETING, _PEOPLE))
    is_day_and_more = day is not None and any(each.fullmatch(behind) for each in (_DATED_MEETING, _SENDER))
    return "" if is_other or is_day_and_more else text


def _unspaced(text: str) -> str:
    """`見　本　計　画` as 見本計画."""
    letters = re.split(r"[ 　]+", text)
    return "".join(letters) if len(letters) >= 3 and all(len(each) == 1 for each in letters) else text


def _largest(found: Sequence[_Candidate], usual: float) -> int | None:
    """Which of the lines has the largest letters, where they are larger than those of most lines, and are no figures."""
    fits = [
        at
        for at, each in enumerate(found)
        if len(one_width(each.text)) >= _LEAST and not (_SENTENCE.search(each.text) or _FIGURE.search(each.text))
    ]
    most = max((found[at].size for at in fits), default=0.0)
    return next(at for at in fits if found[at].size == most) if most > usual * _LARGER else None


def _first_line(found: Sequence[_Candidate], chosen: int) -> int:
    """Where a title begins whose second line was chosen: 第３期 is too short to be one."""
    while chosen:
        above = found[chosen - 1]
        if not found[chosen].follows(above) or len(above.text) >= _SHORT or not _OPEN_ENDED.search(above.text):
            break
        chosen -= 1
    return chosen


def _joined(found: Sequence[_Candidate], lines: Sequence[PageLine], *, may_go_on: bool) -> str:
    """A title with the lines that it goes on in: they look like it, or only say which state it is in."""
    first, *more = found
    text, last = first.text, first
    by_place = {each.place: each for each in more}
    for place in range(first.place + 1, min(first.place + _MOST_LINES, len(lines))):
        state = lines[place].text.strip()
        after = by_place.get(place)
        if _STATE.fullmatch(state):
            text += state if state[0] in "（(【" else f"　{state}"
            last = _Candidate(place, state, last.size, last.stands_out)
            continue
        may_break = _OPEN_ENDED.search(text) or first.stands_out or first.size > _HEADLINE
        if after is None or not (may_go_on and first.size and may_break) or not after.follows(last) or after.begins_text:
            break
        if len(text) + len(after.text) > _LONGEST:
            break
        text, last = text + after.text, after
    return text
