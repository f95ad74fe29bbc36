"""The sentences that amend 別表, 別紙 and 様式, as a legal clerk reads them; read again, they make the new ones of the old ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.amendments.amending.amending_document import AmendingDocument
from hyoga_docs.amendments.amending.annex_model import AmendingTable, Part
from hyoga_docs.amendments.amending.annex_reader import SentenceError, read_annexes
from hyoga_docs.amendments.amending.annex_sentences import annex_sentences
from hyoga_docs.amendments.amending.document_context import document_lines
from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.printed_annexes import annexes_of
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.plan.roster import PrintedMember, PrintedRoster
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.style import Style
from hyoga_docs.spec.yaml.reader import YamlSource

ROWS = [["会長", "10,500円"], ["委員", "9,000円"], ["監事", "8,000円"], ["顧問", "7,000円"]]
FEES = {"id": "fees", "columns": ["区分", "日額"], "rows": ROWS, "notes": ["この額には、旅費を含まない。"]}
TASKS = [["１", "計画に関すること。", "総務課"], ["２", "調査に関すること。", "企画課"], ["３", "広報に関すること。", "広報課"]]
DUTIES = {"id": "duties", "columns": ["番号", "事項", "所管"], "rows": TASKS}
AREA = {"id": "area", "title": "区域", "rows": [["東部", "例町"], ["西部", "見本町"]]}


def printed(**keys: Any) -> PrintedCharter:
    charter = Charter.model_validate({"title": "設置要綱", "sections": ["置く。"], **keys})
    made, problems = print_charter(Edition(charter, dt.date(2024, 4, 1), Style(), YamlSource("charter.yaml")), "charter", {})
    assert problems == []
    return made


def sentences(old: PrintedCharter, new: PrintedCharter, *rosters: PrintedRoster) -> list[Part]:
    before, after = annexes_of(old, rosters[0] if rosters else None, {}), annexes_of(new, rosters[1] if rosters else None, {})
    parts = annex_sentences(before, after, HouseNumbers(Style(), in_articles=True).say, supplemented=True)
    assert read_annexes([each.text for each in before], parts) == [each.text for each in after]
    return parts


def said(parts: list[Part]) -> list[str]:
    """The sentences, and below them what is quoted, a row a line."""
    lines = []
    for part in parts:
        if isinstance(part, AmendingParagraph):
            lines.append(part.text)
            continue
        rows = [*part.schedule.headings, *part.schedule.rows] if part.whole else part.schedule.rows
        lines += [f"{part.schedule.label} {part.schedule.title}".rstrip()] if part.whole else []
        lines += ["｜".join(plain_text(cell.text) for cell in row.cells) for row in rows]
    return lines


def of(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[str]:
    return said(sentences(printed(schedules=old), printed(schedules=new)))


def fees(**keys: Any) -> dict[str, Any]:
    return {**FEES, **keys}


CASES = {
    "nothing": ([FEES], [FEES], []),
    "figures": (
        [FEES],
        [fees(rows=[["会長", "12,000円"], ["委員", "9,500円"], *ROWS[2:]])],
        ["別表会長の項中「10,500円」を「12,000円」に改め、同表委員の項中「9,000円」を「9,500円」に改める。"],
    ),
    "words": (
        [FEES],
        [fees(rows=[ROWS[0], ["委員（学識経験者に限る。）", "9,000円"], *ROWS[2:]])],
        ["別表委員の項中「委員」の下に「（学識経験者に限る。）」を加える。"],
    ),
    "a row added": (
        [FEES],
        [fees(rows=[ROWS[0], ["副会長", "10,000円"], *ROWS[1:]])],
        ["別表会長の項の次に次のように加える。", "副会長｜10,000円"],
    ),
    "a row added before all": (
        [FEES],
        [fees(rows=[["名誉会長", "無報酬"], *ROWS])],
        ["別表会長の項の前に次のように加える。", "名誉会長｜無報酬"],
    ),
    "a row changed, the next one new": (
        [FEES],
        [fees(rows=[["会長", "12,000円"], ["副会長", "10,000円"], *ROWS[1:]])],
        ["別表会長の項中「10,500円」を「12,000円」に改め、同項の次に次のように加える。", "副会長｜10,000円"],
    ),
    "rows from the first to the last": (
        [FEES],
        [
            fees(
                rows=[
                    ["会長", "12,000円"],
                    ["副会長", "10,000円"],
                    ["委員", "9,500円"],
                    ["幹事（部会に属する者）", "別に定める額"],
                    ROWS[3],
                ]
            )
        ],
        [
            "別表会長の項中「10,500円」を「12,000円」に改め、同項の次に次のように加える。",
            "副会長｜10,000円",
            "別表委員の項中「9,000円」を「9,500円」に改め、同表監事の項を次のように改める。",
            "幹事（部会に属する者）｜別に定める額",
        ],
    ),
    "a row removed": ([FEES], [fees(rows=[*ROWS[:2], ROWS[3]])], ["別表監事の項を削る。"]),
    "an empty cell filled": (
        [fees(rows=[["会長", ""], *ROWS[1:]])],
        [fees(rows=ROWS)],
        ["別表会長の項を次のように改める。", "会長｜10,500円"],
    ),
    "rows with numbers move down": (
        [DUTIES],
        [{**DUTIES, "rows": [TASKS[0], ["２", "予算に関すること。", "財政課"], ["３", *TASKS[1][1:]], ["４", *TASKS[2][1:]]]}],
        [
            "別表の３の項を同表の４の項とし、同表の２の項を同表の３の項とし、同表の１の項の次に次のように加える。",
            "２｜予算に関すること。｜財政課",
        ],
    ),
    "rows with numbers move up": (
        [DUTIES],
        [{**DUTIES, "rows": [["１", *TASKS[1][1:]], ["２", *TASKS[2][1:]]]}],
        ["別表の１の項を削り、同表の２の項を同表の１の項とし、同表の３の項を同表の２の項とする。"],
    ),
    "a heading": ([FEES], [fees(columns=["区分", "月額"])], ["別表中「日額」を「月額」に改める。"]),
    "a column added": (
        [AREA],
        [{**AREA, "rows": [["東部", "例町", "１"], ["西部", "見本町", "２"]]}],
        ["別表を次のように改める。", "別表 区域", "東部｜例町｜１", "西部｜見本町｜２"],
    ),
    "words of 備考": ([FEES], [fees(notes=["この額には、旅費を含む。"])], ["別表備考中「含まない」を「含む」に改める。"]),
    "備考 removed": ([FEES], [fees(notes=[])], ["別表備考を削る。"]),
    "a second note": (
        [FEES],
        [fees(notes=[*FEES["notes"], "半日は、半額とする。"])],
        ["別表備考を次のように改める。", "備考", "１　この額には、旅費を含まない。", "２　半日は、半額とする。"],
    ),
    "a third note": (
        [fees(notes=["一つ。", "二つ。"])],
        [fees(notes=["一つ。", "二つ。", "三つ。"])],
        ["別表備考に次のように加える。", "３　三つ。"],
    ),
    "the first 備考": (
        [fees(notes=[])],
        [FEES],
        ["別表に備考として次のように加える。", "備考　この額には、旅費を含まない。"],
    ),
    "a second 別表": (
        [FEES],
        [FEES, AREA],
        ["別表を別表第１とし、同表の次に次の１表を加える。", "別表第２ 区域", "東部｜例町", "西部｜見本町"],
    ),
    "one between": (
        [FEES, DUTIES],
        [FEES, AREA, DUTIES],
        ["別表第２を別表第３とし、別表第１の次に次の１表を加える。", "別表第２ 区域", "東部｜例町", "西部｜見本町"],
    ),
    "the first 別表": ([], [AREA], ["附則の次に次の１表を加える。", "別表 区域", "東部｜例町", "西部｜見本町"]),
    "another 別表 in its place": (
        [FEES],
        [AREA],
        ["別表を次のように改める。", "別表 区域", "東部｜例町", "西部｜見本町"],
    ),
    "a 別表 removed": ([FEES, AREA], [AREA], ["別表第１を削り、別表第２を別表とする。"]),
    "the last 別表 removed": ([FEES], [], ["別表を削る。"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_changed_in_a_schedule_is_said_as_a_clerk_says_it(name: str) -> None:
    old, new, expected = CASES[name]
    assert of(old, new) == expected


def test_annexes_whose_words_stand_in_a_template_are_named() -> None:
    def charter(*annexes: dict[str, Any]) -> PrintedCharter:
        return printed(annexes=list(annexes))

    one = {"id": "one", "kind": "様式第１号", "document": "form", "title": "申請書"}
    two = {"id": "two", "kind": "様式第１号", "document": "other", "title": "報告書"}
    assert said(sentences(charter(one), charter(one, two))) == ["様式第１号の次に次の１様式を加える。", "様式第２号 報告書"]
    assert said(sentences(charter(one, two), charter(two))) == ["様式第１号を削り、様式第２号を様式第１号とする。"]
    anew = {**one, "document": "form-2020"}
    assert said(sentences(charter(one), charter(anew))) == ["様式第１号を次のように改める。", "様式第１号 申請書"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (["申請書", "見本市長様"], []),
        (["申請書", "見本市教育長様"], ["様式第１号中「見本市長様」を「見本市教育長様」に改める。"]),
        (["申請書", "見本市長様", "押印"], ["様式第１号を次のように改める。", "様式第１号", "申請書", "見本市長様", "押印"]),
    ],
)
def test_words_of_a_form_are_amended_where_they_were_read(now: list[str], expected: list[str]) -> None:
    charter = printed(annexes=[{"id": "form", "kind": "様式第１号", "document": "form"}])
    before, after = (annexes_of(charter, None, {"form": lines}) for lines in (["申請書", "見本市長様"], now))
    parts = annex_sentences(before, after, HouseNumbers(Style(), in_articles=True).say, supplemented=True)
    assert read_annexes([each.text for each in before], parts) == [each.text for each in after]
    assert said(parts) == expected


def test_a_roster_is_replaced_as_a_whole() -> None:
    def roster(*names: str) -> PrintedRoster:
        members = tuple(PrintedMember(name, (name,)) for name in names)
        return PrintedRoster("委員名簿", ("区分", "氏名"), (("行政", members),), len(names), ("name",))

    charter = printed(annexes=[{"id": "roster"}])
    made = sentences(charter, charter, roster("見本　太郎"), roster("例　花子", "見本　次郎"))
    assert said(made) == ["別紙を次のように改める。", "別紙 委員名簿", "区分｜氏名", "行政｜例　花子", "見本　次郎"]


@pytest.mark.parametrize(("category_rows", "rows"), [(False, ["行政｜例　花子"]), (True, ["行政", "例　花子"])])
def test_a_roster_is_quoted_with_the_lines_around_it_and_the_rows_that_it_has(category_rows: bool, rows: list[str]) -> None:
    members = (PrintedMember("a", ("例　花子",)),)
    shown = PrintedRoster("委員名簿", ("区分", "氏名"), (("行政", members),), 1, ("name",), above=("（敬称略）",), below=("※ 注",))
    roster = replace(shown, category_rows=category_rows)
    charter = printed(annexes=[{"id": "roster"}])
    parts = sentences(charter, charter, replace(roster, above=()), roster)
    headings = "氏名" if category_rows else "区分｜氏名"
    lines = document_lines(AmendingDocument("", "", "", "", "題", (), tuple(parts), "", ()))
    assert lines == ["題", "別紙を次のように改める。", "別紙", "委員名簿", "（敬称略）", headings, *rows, "※ 注"]


@pytest.mark.parametrize(
    "sentence",
    [
        "別表幹事の項を削る。",
        "別表会長の項中「11,000円」を「12,000円」に改める。",
        "別表会長の項中「10,500円」を「12,000円」に改める",
        "別表第３を削る。",
        "別表会長の項の次に次のように加える。",
        "別表会長の項をよくする。",
    ],
)
def test_a_sentence_that_says_nothing_clear_is_refused(sentence: str) -> None:
    (annex,) = annexes_of(printed(schedules=[FEES]), None, {})
    with pytest.raises(SentenceError):
        read_annexes([annex.text], [AmendingParagraph("sentence", 1, sentence)])


WORDS = st.text("会長委員副監事１２34円、。「」　中の項を次に\n", min_size=1, max_size=6).map(str.strip)
TABLE = st.integers(1, 3).flatmap(
    lambda width: st.fixed_dictionaries(
        {
            "columns": st.lists(WORDS.filter(bool), min_size=width, max_size=width),
            "rows": st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=5),
            "notes": st.lists(WORDS.filter(bool), max_size=3),
        }
    )
)
TABLES = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), TABLE), max_size=3, unique_by=lambda each: each[0])


@given(TABLES, TABLES)
def test_the_sentences_make_the_new_schedules_of_the_old_ones(
    old: list[tuple[str, dict[str, Any]]], new: list[tuple[str, dict[str, Any]]]
) -> None:
    before, after = (printed(schedules=[{"id": name, **table} for name, table in each]) for each in (old, new))
    assert all(isinstance(part, (AmendingParagraph, AmendingTable)) for part in sentences(before, after))


@given(TABLE, st.data())
def test_so_they_do_where_little_changed(old: dict[str, Any], data: st.DataObject) -> None:
    rows = [list(row) for row in old["rows"]]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(rows)))
        change = data.draw(st.sampled_from(["add", "drop", "cell"]))
        if change == "add" or not rows:
            rows.insert(place, [data.draw(WORDS) for _ in old["columns"]])
        elif change == "drop" and len(rows) > 1:
            del rows[place - 1]
        else:
            rows[place - 1][data.draw(st.integers(0, len(old["columns"]) - 1))] = data.draw(WORDS)
    sentences(printed(schedules=[{"id": "a", **old}]), printed(schedules=[{"id": "a", **old, "rows": rows}]))
