"""One meeting: what is said, by whom, and which papers (`meetings/*.yaml`)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, field_validator, model_validator

from hyoga_docs.japanese.date_reader import find_dates
from hyoga_docs.japanese.numerals import MARKS, first_number, is_mark
from hyoga_docs.japanese.times import TimeSpan, read_span
from hyoga_docs.spec.base_model import Date, FileName, Flag, Id, Lines, Model, Names, Text, Waivable, short_title
from hyoga_docs.spec.formats import Opened, has_sheets, is_opened
from hyoga_docs.spec.meeting_day import Attendance, MinutesFacts, Notice, Open, Room, ScriptNotes
from hyoga_docs.spec.number_marks import as_written
from hyoga_docs.spec.publication import PUBLIC, Pages, PublicationValue

_RULES = ("restart", "continue", "none")
_CLOCK = re.compile(r"[:：]|時(?!間)|正午")


def _time(value: Any) -> Any:
    return value if isinstance(value, TimeSpan) else read_span(str(value))


def _entry_time(value: Any) -> Any:
    """A span of time where a clock is named, else the words (`10分`)."""
    return read_span(str(value)) if _CLOCK.search(str(value)) else str(value).strip()


def _fiscal_year(value: Any) -> Any:
    """The year of the Christian era that `2024` or `令和６年度` names."""
    if value is None or isinstance(value, int):
        return value
    found = next(find_dates(str(value)), None)
    if found is not None and found.year and found.fiscal and (found.start, found.end) == (0, len(str(value))):
        return found.year
    if re.fullmatch(r"[0-9]{4}", str(value)):
        return int(value)
    msg = "年度は 2024 か 令和６年度 の形で書いてください。"
    raise ValueError(msg)


def _numbering(value: str) -> str:
    if value and value not in _RULES and not is_mark(first_number(value)[0]):
        msg = (
            f"「{value}」は使えません。使える値: {'、'.join(_RULES)}、または初めの番号の見本（{'、'.join(MARKS)}、議案第12号 など）"
        )
        raise ValueError(msg)
    return value


def _field(value: Any) -> Any:
    """Texts as they are, numbers as texts, lists and maps of them; what is empty is an empty text."""
    if isinstance(value, dict):
        return {key: _field(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_field(inner) for inner in value]
    return value if isinstance(value, bool) else "" if value is None else str(value)


#: A value for a template: a text, true or false, or lists and maps of them.
FieldValue = Annotated[Any, BeforeValidator(_field, json_schema_input_type=str | int | bool | list[Any] | dict[str, Any] | None)]
Item = Annotated[Text | None, BeforeValidator(lambda value: value, json_schema_input_type=int | str | None)]
Time = Annotated[TimeSpan, PlainValidator(_time, json_schema_input_type=str)]
EntryTime = Annotated[TimeSpan | str, PlainValidator(_entry_time, json_schema_input_type=str)]
FiscalYear = Annotated[int | None, BeforeValidator(_fiscal_year, json_schema_input_type=int | str | None), Field(ge=1873, le=2200)]
ListNumbering = Annotated[
    str,
    BeforeValidator(as_written, json_schema_input_type=str | float),
    AfterValidator(_numbering),
    Field(json_schema_extra={"examples": [*_RULES, *MARKS]}),
]


class AgendaEntry(Waivable):
    """次第の一項目、または議題の一つ。"""

    title: Text = Field(description="項目の名前。短く「- 開会」とだけ書くこともできる")
    id: Id | None = Field(None, description="資料の item から指すための名前（半角英数字）")
    subtitle: Text | None = Field(None, description="名前の次の行に印刷する副題")
    suffix: Text | None = Field(None, description="名前のすぐ後ろに印刷する言葉。例: （再協議）")
    kind: Text | None = Field(None, description="審議・報告などの別。【審議】のように名前の前に印刷する")
    label: str | None = Field(None, description='手で決める番号（協議案第58号など）。空（""）なら番号なし')
    time: EntryTime | None = Field(None, description="この項目の時刻や長さ。10:00-10:20、10分 など。（10:00～10:20）と印刷する")
    speaker: Names = Field((), description="あいさつや説明をする人。一人なら文字、何人もなら並び")
    section: Names = Field((), description="担当する課。事務局の課は【事務局（…）】と印刷する")
    public: PublicationValue = Field(PUBLIC, description="false なら公開しない議題。公開版に名前も資料も載せない")
    script: ScriptNotes = Field((), description="進行台本に印刷する話す人、分数、言葉。何こまもなら並び")
    items: tuple[Annotated[AgendaEntry, short_title], ...] = Field((), description="この項目の下の議題。番号は自動")
    numbering: ListNumbering = Field(
        "restart",
        description="items の番号: restart（１から）、continue（前の続き）、none（○）、"
        '初めの番号の見本（１、（１）、議案第12号 など）。空（""）なら番号なし',
    )


class ComputedColumn(Model):
    """表の、計算して求める列。"""

    title: Text = Field(description="列の見出し")
    ratio: tuple[Text, Text] | None = Field(None, description="[分子の列, 分母の列]。百分率で印刷する")
    sum: tuple[Text, ...] | None = Field(None, description="足し合わせる列の並び")
    difference: tuple[Text, Text] | None = Field(None, description="[引かれる列, 引く列]。比較増減など")
    after: Text | None = Field(None, description="この列のすぐ右に置く。なければ右端")
    decimals: int = Field(1, ge=0, le=6, description="小数点以下のけた数（四捨五入）")

    @model_validator(mode="after")
    def _one_way(self) -> ComputedColumn:
        if [self.ratio, self.sum, self.difference].count(None) != 2:
            msg = "ratio、sum、difference のどれか一つを書いてください。"
            raise ValueError(msg)
        return self


class TableOptions(Model):
    """csv の表の見せ方。"""

    unit: Text | None = Field(None, description="右上に（単位：…）と印刷する単位")
    lead: Names = Field((), description="表の前の説明文")
    notes: Names = Field((), description="表の後の注")
    computed: tuple[ComputedColumn, ...] = Field((), description="計算して求める列。csv に数字を打たない")
    plain: Names = Field((), description="三けたごとの区切りを付けない列（番号、コードなど）")
    minus: Literal["▲", "△", "－", "-"] = Field("▲", description="負の数の印")
    total: Text | None = Field(None, description="合計の行を足すときの見出し（合計など）")


class Handout(Waivable):
    """配付する資料の一つ、または枝番号の資料を束ねるもの。"""

    title: Text | None = Field(None, description="資料の題名。document の資料では省ける")
    subtitle: Text | None = Field(None, description="題名の次の行に印刷する副題")
    item: Item = Field(None, description="どの議題の資料か: 議題を上から数えた番号、id、または手で決めた番号")
    file: Text | None = Field(None, description="他の課などから届いたファイル（meetings/ からの場所）")
    document: FileName | None = Field(None, description="templates/ のひな形の名前（charter なら設置要領）")
    roster: FileName | None = Field(
        None, description="document が roster のとき、名簿の YAML の名前（幹事名簿 など）。書かなければ roster"
    )
    papers: tuple[Annotated[Handout, short_title], ...] = Field(
        (), description="枝番号を付ける資料（資料１－１、１－２ …）。その下にも枝を付けられる"
    )
    annexes: tuple[Annotated[Handout, short_title], ...] = Field((), description="この資料の別添")
    cover: Flag = Field(False, description="表紙を作って前に付ける")
    series: Text | None = Field(None, description="番号の系列。例: 当日資料")
    numbering: Literal["position", "item", "none"] | None = Field(
        None, description="番号の付け方: position（並び順）、item（議題の番号）、none（なし）"
    )
    label: Text | None = Field(None, description="手で決める資料番号。すでに知らせた番号を変えないときに使う")
    bind: Flag = Field(True, description="false なら一覧にだけ載せ、綴じない（別に配る冊子、当日持参の資料など）")
    public: PublicationValue = Field(
        PUBLIC,
        description="false なら構成員だけに配り、公開版に載せない。"
        "{public: false, reason: 理由, title: 公開版の題名, pages: 3-4} とも書ける",
    )
    mark: Text | None = Field(
        None, description="この資料の各ページに印刷する注意（取扱注意、会議後回収 など）。公開版には印刷しない"
    )
    summary: Text | None = Field(None, description="公開のページに載せる、資料の短い説明")
    pages: Pages = Field(None, description="ファイルの一部だけを使うとき: 1-3,7")
    start: Literal["odd"] | None = Field(None, description="odd なら奇数ページから始める（両面印刷）")
    supplied_by: Text | None = Field(None, description="この資料を出す課や団体")
    due: Date | None = Field(None, description="届く予定の日")
    note: Text | None = Field(None, description="一覧に（…）として添える言葉")
    table: TableOptions | None = Field(None, description="file が csv のときの表の見せ方")
    sheets: Names = Field((), description="file が Excel のとき、印刷するシートの名前。なければ見えているシートすべて")
    fit: Literal["width", "page", "none"] | None = Field(
        None, description="file が Excel のとき、用紙への合わせ方: width（幅を1ページに）、page（1枚に）、none（縮めない）"
    )
    orientation: Literal["portrait", "landscape"] | None = Field(
        None, description="file が Excel か csv のとき、用紙の向き: portrait（縦）、landscape（横）"
    )
    alt: Names = Field((), description="画像や図の内容を言葉で述べたもの（読み上げ用）。図が何枚もあるときは順に並べる")
    page_numbers: Flag = Field(True, description="false ならこの資料に通しページ番号を印刷しない")
    fields: dict[str, FieldValue] = Field(
        {}, description="document のひな形で使う、この会議だけの値。文字のほか、並び（- …）や「キー: 値」も書ける"
    )

    @model_validator(mode="after")
    def _one_source(self) -> Handout:
        if self.file and self.document:
            msg = "file と document の両方は書けません。"
            raise ValueError(msg)
        if not self.bind and (self.file or self.document or self.papers or self.annexes):
            msg = "bind: false は、file も document もない資料に書きます。"
            raise ValueError(msg)
        if self.roster and self.document != "roster":
            msg = "roster は document: roster の資料に書きます。"
            raise ValueError(msg)
        for key in ("pages", "alt", "table"):
            if getattr(self, key) and not self.file:
                msg = f"{key} は file のある資料に書きます。"
                raise ValueError(msg)
        if self.table is not None and not is_opened(PurePath(self.file or "").suffix, Opened.TABLE):
            msg = "table は file が csv の資料に書きます。"
            raise ValueError(msg)
        suffix = PurePath(self.file or "").suffix
        if (self.sheets or self.fit) and not has_sheets(suffix):
            key = "sheets" if self.sheets else "fit"
            msg = f"{key} は file が Excel（.xlsx など）の資料に書きます（今の file は「{self.file}」）。"
            raise ValueError(msg)
        if self.orientation and not (has_sheets(suffix) or is_opened(suffix, Opened.TABLE)):
            msg = "orientation は file が Excel か csv の資料に書きます。"
            raise ValueError(msg)
        return self


class Meeting(Waivable):
    """一回の会議。"""

    number: int | None = Field(None, ge=1, description="回数。第１回 と印刷する。数えない会議では書かない")
    name: Text | None = Field(None, description="回数の代わりの名前。例: 令和６年度第２回")
    fiscal_year: FiscalYear = Field(None, description="年度（2024 か 令和６年度）。meeting_title の {fiscal_year} で印刷する")
    date: Date = Field(description="開催日（2019-10-31）。和暦と曜日は自動")
    time: Time | None = Field(
        None, description="時刻。10:30-12:00、午前10時30分～正午、14時から16時まで、19時～ など。印刷の形は style の time"
    )
    date_and_time: Lines | None = Field(
        None, description="日時の行に、日付と時刻の代わりに印刷する言葉。二日にわたる会議、書面開催など。何行もなら並び"
    )
    venue: Lines | None = Field(None, description="会場。何行もなら並び")
    common: FileName = Field("common", description="共通ファイルのフォルダー。別の会議体では変える")
    numbering: ListNumbering = Field("restart", description="次第の番号。none なら○")
    agenda: tuple[Annotated[AgendaEntry, short_title], ...] = Field((), description="次第。次第がないか、届いた資料なら []")
    handouts: tuple[Annotated[Handout, short_title], ...] = Field((), description="配付資料。番号は自動")
    references: tuple[Annotated[Handout, short_title], ...] = Field((), description="参考資料")
    addressee: Text | None = Field(
        None, description="差替えの知らせの宛名。名簿がなければ開催通知のも。書かなければ platform.yaml のもの"
    )
    contact: Names | None = Field(
        None, description="差替えの知らせの担当、開催通知などの問合せ先の行。書かなければ platform.yaml のもの"
    )
    absent: tuple[Text, ...] = Field(
        (), description="欠席する構成員の id、名前か氏名（attendance の absent と同じ）。要領に定足数があれば、出席の数と比べる"
    )
    attendance: Attendance | None = Field(None, description="出欠: 欠席、代理、オンライン、事務局、傍聴者の数")
    notice: Notice = Field(Notice(), description="開催通知: 番号、日付、差出人、返事の締切り、問合せ先")
    open: Open = Field(Open(), description="公開と傍聴: 定員、受付の時刻、取材、申込みの締切り")
    room: Room | None = Field(None, description="机の並べ方。書かなければ platform.yaml の room")
    letters: tuple[FileName, ...] | None = Field(
        None,
        description="資料のほかに作る文書の並び: 開催通知、出欠票 など。自分のひな形も。なければ platform.yaml の letters",
    )
    results: dict[Text, Lines] = Field({}, description="議題の結果。議題の番号か id: 原案のとおり了承")
    minutes: MinutesFacts = Field(MinutesFacts(), description="会議録: 署名する人、終わった時刻、作った課や人、公開するか")
    archive: dict[Text, Lines] = Field(
        {}, description="保存目録に印刷すること。platform.yaml の archive に足し、同じ名前は置き換える"
    )
    documents: tuple[FileName, ...] | None = Field(
        None, description="資料の前に置く、ひな形から作る文書。書かなければ platform.yaml の documents"
    )
    fields: dict[str, FieldValue] = Field(
        {}, description="ひな形で使う、この会議だけの値。文字のほか、並び（- …）や「キー: 値」も書ける"
    )

    @field_validator("number", mode="before")
    @classmethod
    def _counted(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = re.fullmatch(r"第?\s*(\d+)\s*回?", unicodedata.normalize("NFKC", value))
        other = "回数は 3 のような数で書きます。名前なら name に書き、数えない会議では number の行を消してください。"
        msg = f"回数は数だけで「{int(found[1])}」と書いてください。" if found else other
        raise ValueError(msg)
