from __future__ import annotations

from chart_parts import NORTH_SOUTH, axis, bars, chart, days, labels, pie, series, value_axis
from lxml import etree

from hyoga_docs.text.print_copy.charts import draw_as_office
from hyoga_docs.text.readers.charts import chart_texts


def texts(xml: str) -> list[str]:
    return chart_texts(etree.fromstring(xml))


def drawn(xml: str) -> tuple[str, bool, list[tuple[str, str]]]:
    tree = etree.fromstring(xml)
    changed, findings = draw_as_office(tree, "スライド1")
    assert all(each.where == "スライド1" for each in findings)
    return etree.tostring(tree, encoding="unicode"), changed, [(each.code, each.words) for each in findings]


def test_titles_categories_and_series_are_read() -> None:
    two = bars(series("甲"), series("乙"))
    assert texts(chart(two, title="表題", axes=axis("横の題") + value_axis("縦の題"))) == [
        *("表題", "横の題", "縦の題", *NORTH_SOUTH, "甲", "乙")
    ]
    assert texts(chart(two, legend=None, axes=axis("横の題", deleted=1) + value_axis())) == []
    assert texts(chart(two, legend='<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>')) == [*NORTH_SOUTH, "乙"]


def test_a_title_that_nobody_wrote_is_the_name_of_the_only_series() -> None:
    assert texts(chart(bars(series("甲")), title="", legend=None)) == ["甲", *NORTH_SOUTH]
    assert texts(chart(bars(series("甲")), legend=None, automatic=True)) == ["甲", *NORTH_SOUTH]
    assert texts(chart(bars(series("甲"), series("乙")), title="", legend=None)) == ["グラフ タイトル", *NORTH_SOUTH]
    assert texts(chart(bars(series("甲"), series("乙")), legend=None, automatic=True)) == [*NORTH_SOUTH]


def test_labels_show_values_as_their_format_does() -> None:
    money = series("甲", ("1234", "5"), form="#,##0")
    assert texts(chart(bars(money, labels=labels("Val")), legend=None)) == [*NORTH_SOUTH, "1,234", "5"]
    percent = labels("Val", more='<c:numFmt formatCode="0%" sourceLinked="0"/>')
    assert texts(chart(bars(series("甲", ("0.5", "1"), percent)), legend=None)) == [*NORTH_SOUTH, "50%", "100%"]
    assert texts(chart(pie(series("円", more=labels("CatName", "Percent"))), axes="", legend=None)) == [
        "北部",
        "25%",
        "南部",
        "75%",
    ]


def test_labels_written_by_hand_and_deleted_ones() -> None:
    own = (
        '<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:p><a:r><a:t>手書き</a:t></a:r></a:p></c:rich></c:tx></c:dLbl>'
        '<c:dLbl><c:idx val="1"/><c:delete val="1"/></c:dLbl>'
    )
    assert texts(chart(bars(series("甲", more=labels("Val", more=own))), legend=None)) == [*NORTH_SOUTH, "手書き"]


def test_what_office_draws_otherwise_is_changed() -> None:
    two = bars(series("甲"), series("乙"))
    text, changed, findings = drawn(chart(two, title="", axes=axis("隠れた題", deleted=1) + value_axis()))
    assert changed
    assert findings == []
    assert "隠れた題" not in text
    assert texts(text) == ["グラフ タイトル", "甲", "乙"]


def test_days_are_written_as_they_are_shown() -> None:
    xml = chart(bars(series("甲", cats=days("45413", "45444"))), legend=None)
    text, changed, _ = drawn(xml)
    assert changed
    assert "strLit" in text
    assert texts(xml) == texts(text) == ["2024/5/1", "2024/6/1"]


def test_a_chart_that_is_drawn_alike_is_left_alone() -> None:
    _, changed, findings = drawn(chart(bars(series("甲"), series("乙")), title="表題"))
    assert not changed
    assert findings == []


def test_the_chart_of_a_workbook_keeps_its_cells() -> None:
    plot = bars(series("甲", cats=days("45413")), series("乙", cats=days("45413")))
    tree = etree.fromstring(chart(plot, title="", axes=axis() + value_axis() + "<c:dTable/>"))
    _, findings = draw_as_office(tree, "集計", has_cells=True)
    assert [(each.code, each.where) for each in findings] == [("HD529", "集計")]
    assert chart_texts(tree) == ["グラフ タイトル", "2024/5/1", "甲", "乙"]
    assert b"strLit" not in etree.tostring(tree)


def test_what_is_not_drawn_is_told() -> None:
    units = '<c:dispUnits><c:builtInUnit val="tenThousands"/></c:dispUnits>'
    table = chart(bars(series("甲")), axes=axis() + value_axis(more=units) + "<c:dTable/>")
    assert drawn(table)[2] == [("HD529", "データ テーブル"), ("HD529", "表示単位（万）")]
    assert drawn(chart(bars(series("甲", ()))))[2] == [("HD527", "グラフ（値が保存されていません）")]
    assert drawn(chart("", axes=""))[2] == []
