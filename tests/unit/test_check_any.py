"""Whatever a text says, every rule comes to an end, and what it tells stands where it says."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from texts import ALONE
from workspaces import law, plan_of

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.run import check_texts
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.csv_markdown import csv_body, markdown_body
from hyoga_docs.text.readers.pdf_lines import pages_body, plain_body

PIECES = st.sampled_from(
    [
        *"（）()「」『』【】［｛〔“”、。・：:；／/,.，．-－―～〜%％●○〇◯①⑩Ⅰⅻ⑴㈱▲−+* |#>\n\n\n\f\t　",
        *"0123456789０１２３４５６７８９一二三十百元",
        *[
            "令和",
            "平成",
            "昭和",
            "西暦",
            "年",
            "度",
            "月",
            "日",
            "曜日",
            "時",
            "分",
            "半",
            "午前",
            "午後",
            "から",
            "まで",
            "か年",
            "年間",
        ],
        *[
            "資料",
            "別紙",
            "参考資料",
            "No.",
            "第",
            "章",
            "条",
            "号",
            "回",
            "議案",
            "配付資料",
            "次第",
            "議題",
            "会議",
            "委員会",
            "（案）",
            "（素案）",
        ],
        *[
            "合計",
            "計",
            "小計",
            "うち",
            "割合",
            "増減",
            "北市",
            "人",
            "件",
            "円",
            "市町村",
            "の",
            "を",
            "が",
            "は",
            "について",
            "取組",
            "取り組み",
        ],
        *[
            "株式会社",
            "学校法人",
            "見本",
            "青空",
            "あおぞら",
            "学園",
            "支援機構",
            "労働局",
            "塩谷　信吾",
            "塩屋委員",
            "湯の原町",
            "湯ノ原町",
        ],
        *["𠮷", "葛󠄀", "髙", "\ue000", "ｶﾞ", "か\u3099", "Ａ", "a", "O", "l", "TBD", "電話", "内線"],
    ]
)
TEXTS = st.lists(PIECES, max_size=120).map("".join)
PLAN = plan_of(
    {"agenda": ["開会", "見本支援について"]}, {"names": {"みらい支援ひろば": ["みらい"]}, "secretariat": ["見本県労働雇用課"]}
)[0]


def try_all(body: Body, context: CheckContext, kind: TextOrigin = TextOrigin.FILE) -> None:
    text = CheckedText(kind, "a.txt", body, title="a.txt")
    for problem in check_texts([text], context):
        assert problem.message
        assert problem.place is not None
        start, end = problem.caret or (0, 0)
        assert 0 <= start <= end <= len(problem.quote or "")


@law
@given(TEXTS, st.booleans())
def test_any_text_can_be_checked(text: str, final: bool) -> None:
    try_all(plain_body(text), CheckContext(final=final, today=dt.date(2024, 5, 1)))


@law
@given(st.lists(TEXTS, max_size=4))
def test_any_pages_can_be_checked(pages: list[str]) -> None:
    try_all(pages_body([page.split("\n") for page in pages]), ALONE)


@law
@given(TEXTS)
def test_any_csv_and_markdown_can_be_checked(text: str) -> None:
    try_all(csv_body(text.encode()), ALONE)
    try_all(markdown_body(text), ALONE)


@law
@given(TEXTS, st.sampled_from([TextOrigin.YAML, TextOrigin.MADE, TextOrigin.SUPPLIED]))
def test_any_text_of_a_packet_can_be_checked(text: str, kind: TextOrigin) -> None:
    try_all(plain_body(text), CheckContext(PLAN), kind)
