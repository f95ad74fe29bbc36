"""What was left to be filled in, and （案） that stands in some places and not in others (`HD21x`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, is_within, meets, report
from hyoga_docs.check.texts import TextOrigin
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.plain import plain
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

_MARK = "●○◯〇◎■□◆▲△＿_×✕＊*XxＸｘ?？"
_ROUND = "●○◯〇"
_FIGURES = "一二三四五六七八九十・．"  # beside which 〇 is a nought: 一〇〇％, 二〇〇五年
_N = r"[0-9０-９]{1,2}"
_G = r"[ 　]{0,30}"
_DATE = re.compile(
    rf"(?:(?:令和|平成|西暦)?{_G}(?:[{_MARK}]{{1,4}}|元|[0-9０-９]{{1,4}}){_G}年{_G})?"
    rf"(?:[{_MARK}]{{1,2}}{_G}月{_G}(?:[{_MARK}]{{1,2}}|{_N}){_G}日|{_N}{_G}月{_G}[{_MARK}]{{1,2}}{_G}日)"
    rf"|(?:令和|平成){_G}[{_MARK}]{{1,2}}{_G}年度?(?:{_G}[{_MARK}]{{1,2}}{_G}月)?"
    rf"|(?:令和|平成){_G}(?:元|{_N}){_G}年{_G}[{_MARK}]{{1,2}}{_G}月"
    rf"|(?:令和|平成){_G}年度?(?:{_G}月(?:{_G}日)?)?(?![0-9０-９号間代内中])"
    rf"|(?<=[0-9０-９元]){_G}年[ 　]+月[ 　]+日"
    rf"|(?<![0-9０-９]){_N}{_G}月[ 　]+日"
    r"(?=提出|付|現在|時点|開催|施行|公布|決定|制定|まで|から|に|の|[^0-9０-９一-龠ぁ-んァ-ヴ]|$)"
)
_WHOSE = (
    "部|局|課|室|係|班|氏|様|委員|会長|課長|部長|局長|知事|市長|町長|村長|会議|委員会|協議会|県|市|町|村|区|円|名|人|件|％|%|回|号|階"
    "|ホール|会館|支部|事務所|センター"
)
_BLANK = re.compile(
    rf"(?:(?<![{_ROUND}{_FIGURES}])[{_ROUND}]{{2,4}}(?![{_FIGURES}])|[■□△▲×]{{2,4}})(?![{_ROUND}■□△▲×])(?={_G}(?:{_WHOSE}))"
    rf"|(?<=内線)[（(:： 　]*[{_ROUND}*＊]{{2,}}|(?:TEL|ＴＥＬ|電話|℡|FAX|ＦＡＸ)[:： 　]*[{_ROUND}*＊X]{{2,}}[-－{_ROUND}*＊X]*"
    rf"|(?<=[　 ])[{_ROUND}](?:[　 ]+[{_ROUND}]){{2,4}}(?=[　 ]+[^　 {_ROUND}×△]*(?:長|員|役|事|授|部|局|課|会)(?:[　 ]|$))"
    r"|(?<!●)●{2,}[-－]●{2,}(?:[-－]●+)?"
    r"|TBD|ＴＢＤ|T\.B\.D\.|ＸＸＸ+|(?<![A-Za-z0-9][-_./])XXX+(?![._][A-Za-z])|[Ll]orem ipsum|★(?:要|後|あと|未)[^ 　]{0,10}"
    r"|[【［\[（(](?:要確認|要修正|未記入|ここに[^】］\])）]{1,20}|仮置き|ダミー|後で[^】］\])）]{0,10})[】］\])）]"
)
_ANY = "[0-9０-９一二三四五六七八九十]{1,3}"
_NO_WEEKDAY = re.compile(rf"{_ANY}{_G}月{_G}{_ANY}{_G}日{_G}[（(][ 　]{{0,4}}[）)]")
#: How minutes that are published call who spoke: ○○委員.
_SPEAKER = re.compile(rf"[【［（○◎〇 　]?([{_ROUND}□△▲×]{{2,4}}(?:委員長?|議員|部?会長|構成員|氏))(?![ 　]*様)[ 　：:）】］]")
_SPEAKS = 2  # times at least
_PERSON = re.compile("委員(?!会|長)|議員|氏")  # who may have no name on purpose
_QUOTES = re.compile(r"[「『“][^「」『』“”]*[」』”]")
_EXAMPLE = re.compile(r"例[:：)）えば]|記[載入]例|様式|書式|ひな形|イメージ|（例）|【例】")
_FORM = re.compile(r"[ 　（(【]*+(?:別記[ 　]*)?(?:第[0-9０-９一二三四五六七八九十]+号)?(?:別記)?様[ 　]*式")
_DRAFT = re.compile(r"[（(]案[）)]")
_LABEL = re.compile(r"^[^　 ）)]{1,8}[　 ）)]+")
_MARKED_TITLE = re.compile(
    r"[ 　]*(?:[^　 ）)]{1,8}[　 ）)]+)?(?P<title>[^。、「」（）()]{6,60})[（(]案[）)](?P<about>について)?[ 　]*(?:[【〔［].*)?"
)
_LONGEST_TITLE = 80
_DRAFTS = re.compile(r"[（(](?:案|素案|原案|たたき台)[）)]|(?:^|[^提議答立起考発思法図])案(?:$|[ 　）)])")


def check_placeholders(checked: CheckedText, context: CheckContext) -> list[Problem]:
    """Days, names and numbers that still wait; with `--final` they are errors."""
    problems: list[Problem] = []
    draft, speakers = _is_draft(checked), _speakers(checked)
    form: int | None = -1  # the page of a form that is to be filled in by others
    for passage in checked.passages:
        text = passage.text
        form = passage.page if _FORM.match(text) else form if form == passage.page else -1
        example = form != -1 or _EXAMPLE.search(text) is not None
        quoted = [match.span() for match in _QUOTES.finditer(text)]
        dates: list[tuple[int, int]] = []
        for code, pattern in (("HD211", _DATE), ("HD211", _NO_WEEKDAY), ("HD212", _BLANK)):
            for match in pattern.finditer(text):
                is_date = code == "HD211"
                if example or is_within(*match.span(), quoted) or (not is_date and meets(*match.span(), dates)):
                    continue
                if text.startswith(speakers, match.start()):
                    continue
                dates += [match.span()] if is_date else []
                span = Span(checked, passage, match.start(), match.end())
                problems.append(_problem(span, code, context, draft=draft or _PERSON.match(text, match.end()) is not None))
    return problems


def _speakers(checked: CheckedText) -> tuple[str, ...]:
    """The names without a name that minutes give to those who spoke, which stay so."""
    found = Counter(match[1] for passage in checked.passages if (match := _SPEAKER.match(passage.text)))
    return tuple(name for name, count in found.items() if count >= _SPEAKS)


def check_effective(context: CheckContext) -> list[Problem]:
    """A charter whose day is not decided: told where it is to be written, and not again where it was printed."""
    if context.plan is None or context.plan.workspace.charter is None or context.plan.charter is None:
        return []
    workspace, charter = context.plan.workspace, context.plan.workspace.charter
    day = workspace.meeting.date
    own = [each for each in charter.supplementary if each.effective is None and each.holds(day)]
    if charter.effective or not any("<effective>" in text for each in own for _, text in each.sentences()):
        return []
    severity = Severity.ERROR if context.final else Severity.NOTE if text_on(charter.status, day) else Severity.WARNING
    words = workspace.platform.style.date_placeholder
    message = f"まだ決まっていない日付があります（{words}）。"
    place = workspace.sources["charter"].key_place("effective")
    hint = "施行日が決まったら、effective に 2019-11-01 の形で書いてください。"
    return [Problem(severity, "HD211", message, hint, place, words, caret=(0, len(words)))]


def _problem(span: Span, code: str, context: CheckContext, *, draft: bool) -> Problem:
    severity = Severity.ERROR if context.final else Severity.NOTE if draft else Severity.WARNING
    words = re.sub(r"[ 　]+", "　", span.text.strip())
    what = "日付" if code == "HD211" else "ところ"
    hint = "配る前に、決まった日に直してください。" if code == "HD211" else "配る前に、決まった言葉に直してください。"
    return report(span, code, severity, f"まだ決まっていない{what}があります（{words}）。", hint)


def _is_draft(checked: CheckedText) -> bool:
    """Whether a text says of itself that it is a draft."""
    if checked.draft:
        return True
    if checked.kind is TextOrigin.YAML:
        return False
    if checked.kind is TextOrigin.FILE:
        return any(_DRAFT.search(passage.text) for passage in checked.passages)
    return any(_DRAFTS.search(passage.text) for passage in checked.passages[:5])


def check_drafts(texts: Sequence[CheckedText], _house: CheckContext) -> list[Problem]:
    """Titles that bear （案） in some places and not in others, where they stand alone: in a list, or as a heading."""
    marked: dict[str, list[Span]] = defaultdict(list)
    without: dict[str, list[Span]] = defaultdict(list)
    titles: dict[str, str] = {}
    for checked in texts:
        for passage in checked.passages:
            match = _MARKED_TITLE.fullmatch(passage.text)
            if match is not None:
                title = plain(match["title"]) + (match["about"] or "")
                titles[title] = match["title"]
                marked[title].append(Span(checked, passage, *match.span("title")))
    for checked in texts if titles else ():
        for passage in checked.passages:
            whole = next((title for title in _as_titles(passage.text) if title in titles), None)
            if whole is not None:
                without[whole].append(Span(checked, passage, 0, len(passage.text)))
    problems = []
    for title, places in without.items():
        is_fewer = len(places) <= len(marked[title])
        fewer, more, mark = (places, marked[title], "（案）") if is_fewer else (marked[title], places, "")
        message = "題名に、ほかの所にある（案）がありません。" if mark else "題名に、ほかの所にない（案）が付いています。"
        hint = f"「{titles[title]}{mark}」にそろえてください（ほかに{more[0].where}）。"
        problems += [report(span, "HD213", Severity.NOTE, message, hint) for span in fewer[:3]]
    return problems


def _as_titles(text: str) -> list[str]:
    """What a passage is, if it is a title: whole, or behind its label or number."""
    return [plain(text), plain(_LABEL.sub("", text.strip()))] if len(text) <= _LONGEST_TITLE else []
