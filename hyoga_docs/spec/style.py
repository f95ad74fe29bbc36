"""How a body prints: numbers, days, titles, 次第, charters, labels (`style:` of `common/platform.yaml`)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from hyoga_docs.japanese.date_style import DateStyle, weekday_form, year_form
from hyoga_docs.japanese.numerals import USUAL_MARKS, Digits, usual_marks
from hyoga_docs.japanese.time_style import USUAL, time_style
from hyoga_docs.spec.base_model import FileName, Flag, Model, Text
from hyoga_docs.spec.number_marks import Mark, ParagraphMark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ARTICLE_NUMBERS = ("（１）", "ア", "（ア）", "ａ", "（ａ）")
#: What stands for a heading in the example of `article_heading`.
HEADING = "見出し"


def _series(value: Any) -> Any:
    return {"format": value} if isinstance(value, str) else value


def _off(value: Any) -> Any:
    return {"format": None} if value in ("off", "none", "なし", None, False) else value


def _one(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _example(learn: Callable[[str], object]) -> AfterValidator:
    """A text from which `learn` learns how something is printed."""

    def check(value: str) -> str:
        learn(value)
        return value

    return AfterValidator(check)


def _no_weekday(value: Any) -> Any:
    return "none" if value in (None, False, "なし") else value


def _with_heading(value: str) -> str:
    if value.count(HEADING) != 1:
        msg = f"（{HEADING}）のように、「{HEADING}」と一度書いてください。"
        raise ValueError(msg)
    return value


def _with_places(value: str, known: Sequence[str], *, some: bool = False, fields: bool = False) -> str:
    """A pattern that names nothing but what is known, and at least one of it where it must name `some`.

    With `fields`, a name in Japanese is one of the meeting's own `fields`.
    """
    if re.search(r"[｛｝]|\{\{|\}\}", value) or value.count("{") != value.count("}"):
        msg = f"波括弧は、半角を一つずつ、{{{known[0]}}} のように書いてください。"
        raise ValueError(msg)
    if some and not re.search(r"\{[^{}]*\}", value):
        msg = f"{'、'.join(f'{{{each}}}' for each in known)} のどれかを書いてください。"
        raise ValueError(msg)
    for name in re.findall(r"\{([^{}]*)\}", value):
        if name not in known and not (fields and name and not name.isascii()):
            msg = f"「{{{name}}}」は使えません。使えるもの: {'、'.join(f'{{{each}}}' for each in known)}"
            raise ValueError(msg)
    return value


def _places(*known: str, some: bool = False, fields: bool = False) -> AfterValidator:
    def check(value: str | None) -> str | None:
        return value if value is None else _with_places(value, known, some=some, fields=fields)

    return AfterValidator(check)


def _named_once(value: str, *names: str) -> str:
    """A pattern that names one of these, once. Raises ValueError in Japanese."""
    if sum(value.count(f"{{{name}}}") for name in names) != 1:
        msg = f"{' か '.join(f'{{{each}}}' for each in names)} を一度書いてください。"
        raise ValueError(msg)
    return value


def _with_title(value: str) -> str:
    return _named_once(value, "title")


def _papers_place(value: str) -> str:
    if value in _PAPERS:
        return value
    return _named_once(_with_places(value, ("papers", "papers_short", "dots", "right")), "papers", "papers_short")


def _paper_forms(value: Sequence[str]) -> tuple[str, ...]:
    """The forms of a paper with a label and of one without, which is as the first where it is not written."""
    labelled, *others = value
    _named_once(_named_once(_with_places(labelled, ("label", "title")), "label"), "title")
    if not others:
        return labelled, labelled.partition("{")[0].rstrip(_OPENING) + "{title}"
    if len(others) > 1:
        msg = "形は二つまで書けます。二つ目は、資料番号のない資料の形です。"
        raise ValueError(msg)
    return labelled, _named_once(_with_places(others[0], ("title",)), "title")


_OPENING = "（(【〔［[〈《＜<「『"
_PAPERS = ("item", "foot", "none")
_HEAD = ("date_and_time", "date", "day", "weekday", "time", "start", "end", "venue", "organizer")
#: A line under the heading of the 次第.
HeadLine = Annotated[str, Field(min_length=1), _places(*_HEAD, fields=True)]
#: A paper in a list, with its label and without.
PaperForms = Annotated[
    tuple[str, ...],
    BeforeValidator(_one, json_schema_input_type=str | list[str]),
    Field(min_length=1),
    AfterValidator(_paper_forms),
]
#: Where the 次第 names its papers.
PapersPlace = Annotated[str, AfterValidator(_papers_place), Field(json_schema_extra={"examples": [*_PAPERS, "【{papers}】"]})]


def _with_number(value: str) -> str:
    if not {"{number}", "{item}"} & set(re.findall(r"\{[^{}]*\}", value)) and (found := re.search(r"[0-9０-９一①]+", value)):
        msg = f"番号のところは {{number}} と書いてください（「{value[: found.start()]}{{number}}{value[found.end() :]}」）。"
        raise ValueError(msg)
    return value


def _once_numbered(value: str) -> str:
    if re.search(r"第\{ordinal\}|\{ordinal\}回", value):
        msg = "{ordinal} は「第１回」と印刷されます。「第」と「回」を消すか、{number} にしてください。"
        raise ValueError(msg)
    return value


class Series(Model):
    """資料番号の一系列。"""

    format: Annotated[Text, _places("number", "meeting", "item"), AfterValidator(_with_number)] = Field(
        description="番号の形。{number} は番号、{meeting} は会議の回数、{item} は議題の番号（議案第12号）。例: 委{meeting}-{number}"
    )
    numbering: Literal["position", "item", "none"] = Field("position", description="番号の付け方")
    separator: str = Field("－", description="枝番号のつなぎ")
    digits: Digits | None = Field(None, description="この系列の番号の、数字の幅。なければ style の digits")


class PageNumbers(Model):
    """通しページ番号の見せ方。"""

    format: Annotated[Text | None, _places("page", "pages")] = Field(
        "－ {page} －", description="{page} はページ、{pages} は全ページ数。off ならなし"
    )
    skip: tuple[FileName, ...] = Field(("packet-cover",), description="番号を印刷しない文書（ひな形の名前）。ページは数える")
    position: Literal["center", "right"] = Field("center", description="下端の中央か右")
    size: float = Field(9, ge=5, le=20, description="文字の大きさ（ポイント）")
    bottom: float = Field(8, ge=3, le=40, description="用紙の下端からの高さ（mm）")


class Stamp(Model):
    """右上の資料番号の位置。"""

    top: float = Field(8, ge=0, le=60, description="用紙の上端から枠まで（mm）")
    right: float = Field(12, ge=0, le=60, description="用紙の右端から枠まで（mm）")


class Fonts(Model):
    """組版でなく結合のときに使う書体。"""

    page_numbers: Text = Field("BIZ UDゴシック", description="通しページ番号の書体")


class Pages(Model):
    """届いた資料のページの大きさ。"""

    supplied: Literal["keep", "fit"] = Field(
        "keep", description="届いた資料の用紙。keep はそのまま、fit は A判・B判でないページ（レター、スライドなど）を A4 に収める"
    )


#: What a line of the 次第 can name apart from its title.
LINE_PARTS = ("kind", "suffix", "speaker", "time", "section", "papers", "papers_short")


AgendaColumn = Literal["time", "number", "title", "section", "speaker", "papers"]


class AgendaStyle(Model):
    """次第の家風。"""

    name: Literal["above", "below", "line", "top", "none"] = Field(
        "above",
        description="会議の名前の場所。above は「次第」の上、below は下、line は同じ行（○○会議　次第）、"
        "top は上（日時と場所の後に「次第」）、none は印刷しない",
    )
    lines: Annotated[tuple[HeadLine, ...], BeforeValidator(_one, json_schema_input_type=str | list[str])] = Field(
        ("日時　{date_and_time}", "場所　{venue}"),
        description="題名の下の行の並び。例: 「と　き：{date}　{time}」、「ところ：{venue}」、「司会　{司会}」（fields の値）",
    )
    columns: dict[AgendaColumn, Text] = Field({}, description="表の次第の、列の見出し。例: {number: 議案番号, section: 所管課}")
    line: Annotated[Text, _places("title", *LINE_PARTS, "dots", "right"), AfterValidator(_with_title)] = Field(
        "{title}",
        description="一行の形。{title} は名前（別に挙げない審議などの別、suffix、話す人、時刻も付く）。"
        "例: 「{title}（{section}）」。{dots}、{right} の後は右端に寄せる（{dots} は点線でつなぐ）",
    )
    papers: Annotated[tuple[PapersPlace, ...], BeforeValidator(_one, json_schema_input_type=str | list[str])] = Field(
        ("item",),
        description="資料の場所。item は議題ごとに次の行に［資料１］、「【{papers}】」のように書けば議題の後ろに【資料１】、"
        "foot は終わりに「配付資料」の一覧、none は印刷しない。[item, foot] のように並べてもよい",
    )
    between: str = Field("、", description="line と papers の見本で、資料番号をつなぐもの。「・」「，」など")
    foot: PaperForms = Field(
        ("{label}　{title}", "・{title}"),
        description="終わりの「配付資料」の一行の形。例: 「・{label}　{title}」。二つ並べれば、二つ目は番号のない資料の形",
    )


class Comparison(Model):
    """新旧対照表の家風。"""

    order: Literal["new-first", "old-first"] = Field("new-first", description="左に置く欄。new-first は改正後、old-first は改正前")
    new: Text = Field("改正後", description="改正後の欄の見出し。改正案、新 など")
    old: Text = Field("改正前", description="改正前の欄の見出し。現行、旧 など")
    omitted: Text | None = Field("（略）", description="改めないところに印刷するもの。略 など。null なら略さずに全文")
    added: Text = Field("（新設）", description="新しい項の、改正前の欄に印刷するもの")
    removed: Text = Field("（削る）", description="なくなる項の、改正後の欄に印刷するもの。（削除）など")
    moves: Literal["beside", "removed-and-added", "noted"] = Field(
        "beside",
        description="並びの変わった項の示し方。beside は新しい場所に新旧を並べる（別の条へ移った項は、削り、加える）。"
        "removed-and-added は前の場所で削り、新しい場所で加える。noted は前の場所に（３へ移動）と書く",
    )
    remarks: Text | None = Field(None, description="備考の欄の見出し。書かなければ、欄がない")
    lead: Text | None = Field("（下線の部分は改正部分）", description="表の前の文。null ならなし")
    padding: float = Field(1.5, ge=0, le=10, description="欄の左右の余白（mm）")
    template: FileName = Field("comparison", description="新旧対照表のひな形の名前。横長なら comparison-landscape")
    amendment: FileName = Field("amendment", description="改正文のひな形の名前。横長なら amendment-landscape")


#: What the lead of a document that amends can name.
_LEAD = ("title", "source", "kind")


class AmendmentStyle(Model):
    """改正する要綱の家風。"""

    form: Literal["新旧対照表", "改め文"] = Field(
        "新旧対照表", description="改め方。新旧対照表（表で示す）か 改め文（「…」を「…」に改める）"
    )
    kind: Text | None = Field(None, description="改正するものの呼び名。告示で改めるなら 告示。書かなければ、要綱など")
    number: Text | None = Field(
        "告示第○号", description="附則の source から分からないときの番号の行。見本市告示第○号 など。null ならなし"
    )
    promulgation: Annotated[Text | None, _places("amending", some=True)] = Field(
        None, description="題名の前に置く文。{amending} は改正する要綱の題名。例: {amending}を次のように定める。"
    )
    signer: Text | None = Field(None, description="日付の下に印刷する名。例: 見本市長　見本　太郎")
    lead: Annotated[Text, _places(*_LEAD), AfterValidator(_with_title)] = Field(
        "{title}{source}の一部を次のように改正する。",
        description="改め文の前の文。{title} は要綱の題名、{source} は（平成25年見本市告示第12号）、{kind} は要綱など",
    )
    table_lead: Annotated[
        tuple[Annotated[Text, _places(*_LEAD, "old", "new", "changes")], ...],
        BeforeValidator(_one, json_schema_input_type=str | list[str]),
        Field(min_length=1),
    ] = Field(
        ("{title}{source}の一部を次のように改正する。", "{changes}"),
        description="新旧対照表方式の表の前の文の並び。{old} と {new} は欄の見出し、{changes} は変わり方に合わせた文",
    )
    joint: str = Field("の", description='番号の要領の番号のつなぎ。の なら ３の（１）、空（""）なら ３（１）')
    ranges: Flag = Field(True, description="続く四つ以上の繰下げ、繰上げを、一つの文にまとめるか")
    throughout: Flag = Field(True, description="いくつもの条で同じに改める言葉を、一つの文にまとめるか")
    template: FileName = Field("amending-sentences", description="改め文のひな形の名前")


class Withheld(Model):
    """公開しない資料の見せ方。"""

    leaves: Literal["sheet", "list", "none"] = Field(
        "sheet", description="公開版に残すもの: sheet（一覧の行と差し替え紙）、list（一覧の行だけ）、none（何も残さない）"
    )
    words: Text = Field("（非公開）", description="公開版で題名の代わりに印刷する言葉")
    reason: Flag = Field(True, description="公開しない理由を印刷するか")
    mark: Text | None = Field(None, description="構成員用の冊子で、公開しない資料の各ページに印刷する注意。非公開、取扱注意 など")


class Style(Model):
    """家風（ハウススタイル）。"""

    digits: Digits = Field(Digits.ONE_FULL_TWO_HALF, description="数字の幅: 一けた全角・二けた半角、full、half")
    time: Annotated[Text, _example(time_style)] = Field(
        USUAL, description="時刻の書き方の見本。例: 午前10時30分～正午、午後２時～３時30分、14時から16時まで、19時～"
    )
    weekday: Annotated[str, BeforeValidator(_no_weekday, json_schema_input_type=str | None), _example(weekday_form)] = Field(
        "（水）", description="曜日の書き方の見本。例: （水曜日）。印刷しないときは none"
    )
    year: Annotated[Text, _example(year_form)] = Field("令和６年", description="年の書き方の見本。例: 令和６年（2024年）、2024年")
    meeting_title: Annotated[
        Text, _places("name", "ordinal", "number", "fiscal_year", some=True), AfterValidator(_once_numbered)
    ] = Field(
        "{ordinal}{name}",
        description="会議の題名の形。{name} は会議の名前、{ordinal} は第１回、{number} は回数の数字、{fiscal_year} は令和６年度",
    )
    headings: dict[str, Text] = Field({}, description="作る文書の題名。ひな形の名前: 題名。references は一覧の「参考資料」の見出し")
    labels: dict[str, Annotated[Series, BeforeValidator(_series, json_schema_input_type=Series | str)]] = Field(
        {}, description="系列ごとの番号の形"
    )
    annex: Text = Field("別添", description="資料に添えるものの呼び名")
    charter_annex: Text = Field("別紙", description="設置要領に添えるものの呼び名。様式第１号 のように番号の形も書ける")
    charter_schedule: Text = Field(
        "別表第１", description="設置要領の別表の番号の形。別表１、別表第一 など。一つだけなら番号がない"
    )
    charter_numbers: tuple[Mark, ...] = Field(
        default_factory=lambda read: usual_marks(USUAL_MARKS, read.get("digits", Digits.ONE_FULL_TWO_HALF)),
        min_length=1,
        description="設置要領の番号の順。番号の見本を外側から並べる。書かなければ １、（１）、①、ア、（ア）、ａ、（ａ）",
    )
    article_number: Literal["第１条", "第一条", "第１", "１"] = Field(
        "第１条", description="条建ての章と条の番号の数字。第１ と １ は、条と書かない要綱の番号"
    )
    article_heading: Annotated[Text, AfterValidator(_with_heading)] = Field(
        "（見出し）",
        description="条建ての条の見出しの形。（見出し）は条の上の行、第１条（見出し）は条の番号の後。"
        "かっこの幅は別表と附則にも使う",
    )
    paragraph_number: ParagraphMark | None = Field(
        None,
        description="条建ての項の番号の見本（① など）。書かなければ、家風の数字（２）。初めの項にも付けるなら 第１条　１",
    )
    article_numbers: tuple[Mark, ...] = Field(
        default_factory=lambda read: usual_marks(_ARTICLE_NUMBERS, read.get("digits", Digits.ONE_FULL_TWO_HALF)),
        min_length=1,
        description="条建ての号とその下の番号の順。書かなければ （１）、ア、（ア）、ａ、（ａ）",
    )
    item_gap: Flag = Field(True, description="条建てで、（１）の後に一字あける")
    charter_references: Literal["relative", "full"] = Field(
        "relative", description="条建ての <id>: relative は同じ条なら第２項や前項、full はいつも第３条第２項"
    )
    supplement: Text = Field("附　則", description="条建ての附則の題。付　則 など")
    agenda_numbers: tuple[Mark, ...] = Field(
        default_factory=lambda read: usual_marks(USUAL_MARKS, read.get("digits", Digits.ONE_FULL_TWO_HALF)),
        min_length=1,
        description="次第の番号の順",
    )
    agenda: AgendaStyle = Field(AgendaStyle(), description="次第")
    handout_list: PaperForms = Field(
        ("○　{label}　{title}", "○　{title}"),
        description="配付資料一覧の一行の形。例: 「{label}　{title}」。二つ並べれば、二つ目は番号のない資料の形",
    )
    bullet: Text = Field("・", description="設置要領の箇条の印")
    draft_mark: Text = Field("（{status}）", description="案の印の形")
    date_placeholder: Text = Field("令和●年●月●日", description="日が決まらないときに印刷するもの")
    page_numbers: Annotated[PageNumbers, BeforeValidator(_off, json_schema_input_type=PageNumbers | Literal["off"])] = Field(
        PageNumbers(), description="通しページ番号。off ならなし"
    )
    stamp: Stamp = Field(Stamp(), description="右上の資料番号")
    fonts: Fonts = Field(Fonts(), description="書体")
    pages: Pages = Field(Pages(), description="届いた資料のページの大きさ")
    withheld: Withheld = Field(Withheld(), description="公開しない資料")
    comparison: Comparison = Field(Comparison(), description="新旧対照表")
    amendment: AmendmentStyle = Field(AmendmentStyle(), description="改正する要綱")

    @property
    def brackets(self) -> tuple[str, str]:
        """Those that a charter's headings, 別表 and 附則 stand in: （設置）（第３条関係）, or (設置)(第3条関係)."""
        return ("(", ")") if "(" in self.article_heading else ("（", "）")

    @cached_property
    def dates(self) -> DateStyle:
        """The house's way to print days and times."""
        return DateStyle(self.digits, year_form(self.year), weekday_form(self.weekday), time_style(self.time))
