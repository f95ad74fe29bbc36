from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from workspaces import HEAD, codes, read_as

from hyoga_docs.core.problem import Problem
from hyoga_docs.japanese.times import TimeSpan
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.meeting import Meeting
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.roster import Roster

FORMS = "10:30-12:00、午前10時30分～正午、14時から16時まで、19時～ のように書いてください。"


def meeting(tmp_path: Path, more: str, head: str = HEAD) -> Meeting:
    made, problems = read_as(Meeting, tmp_path, head + more)
    assert problems == []
    assert made is not None
    return made


def mistakes(tmp_path: Path, text: str) -> list[Problem]:
    made, problems = read_as(Meeting, tmp_path, text)
    assert made is None
    return problems


def test_every_mistake_of_a_file_is_told_at_once_each_with_its_place(tmp_path: Path) -> None:
    text = (
        "number: 0\n"
        "date: 2024-02-30\n"
        "time: 25:00\n"
        "venu: 県庁\n"
        "agenda:\n"
        "  - titel: 開会\n"
        "  - 閉会\n"
        "handouts:\n"
        "  - {title: 甲, pages: a, start: even}\n"
    )
    found = {(p.code, str(p.place)) for p in mistakes(tmp_path, text)}
    assert found == {
        ("HD113", "a.yaml:1:9"),
        ("HD113", "a.yaml:2:7"),
        ("HD113", "a.yaml:3:7"),
        ("HD111", "a.yaml:4:1"),
        ("HD112", "a.yaml:6:5"),
        ("HD111", "a.yaml:6:5"),
        ("HD113", "a.yaml:9:23"),
        ("HD113", "a.yaml:9:33"),
    }


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        (HEAD + "vanue: 県庁\n", "vanue", "venue"),
        ("number: 1\ndate: 2024-05-01\nagenda:\n  - {title: 甲, speeker: 乙}\n", "speeker", "speaker"),
        ("number: 1\ndate: 2024-05-01\nagenda:\n  - {title: 甲, items: [{title: 乙, secton: 丙}]}\n", "secton", "section"),
        (HEAD + "handouts:\n  - papers: [{title: 甲, suplied_by: 乙}]\n", "suplied_by", "supplied_by"),
        (HEAD + "handouts:\n  - {title: 甲, annexes: [{titel: 乙}]}\n", "titel", "title"),
        (HEAD + "handouts:\n  - {title: 甲, table: {computed: [{title: 乙, ration: [a, b]}]}}\n", "ration", "ratio"),
    ],
)
def test_an_unknown_key_hints_the_nearest_that_its_own_level_knows(tmp_path: Path, text: str, key: str, near: str) -> None:
    problem = next(p for p in mistakes(tmp_path, text) if p.code == "HD111")
    assert f"「{key}」" in problem.message
    assert problem.hint == f"「{near}」の誤りではありませんか。"


def test_an_unknown_key_near_to_nothing_lists_the_keys_that_are_known(tmp_path: Path) -> None:
    (problem,) = mistakes(tmp_path, HEAD + "xxxxxxxx: 1\n")
    assert problem.hint is not None
    assert all(key in problem.hint for key in ("number", "agenda", "handouts", "references"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (HEAD + "会場: 県庁\n", "「venue」の誤りではありませんか。"),
        (HEAD + "ｖｅｎｕｅ: 県庁\n", "「venue」の誤りではありませんか。"),
        (HEAD + "section: 総務課\n", "「section」は「agenda」の下に書くキーです。字下げを確かめてください。"),
        (HEAD + "venue: #１階\ntime: ごご\n", None),
        (
            "number: 1\ndate: 2024-05-01\nagenda: [{title: #甲\n}]\n",
            "「#」から後ろは覚え書きとして読まれます。文字なら、値を引用符（'…'）で囲んでください。",
        ),
        (HEAD + "absent: 甲、乙\n", "[A, B] のように、半角の [ ] と「,」でも書けます。一つでも [ ] で囲みます。"),
        (HEAD + "handouts: [{title: 甲, file: a.xlsx, fit: Width}]\n", "「width」の誤りではありませんか。"),
    ],
)
def test_what_to_write_instead_is_said(tmp_path: Path, text: str, hint: str | None) -> None:
    (problem,) = mistakes(tmp_path, text)
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("第12回", "「12」"),
        ("１２", "「12」"),
        ("12回", "「12」"),
        ("なし", "number の行を消して"),
        ("令和６年度第２回", "name に書き"),
    ],
)
def test_a_number_as_it_is_printed_is_told_as_a_number(tmp_path: Path, value: str, said: str) -> None:
    (problem,) = mistakes(tmp_path, f"number: {value}\ndate: 2024-05-01\nagenda: [開会]\n")
    assert said in problem.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("style: {labels: {資料: 資料｛number｝}}\n", "半角を一つずつ"),
        ("style: {labels: {資料: 資料1}}\n", "「資料{number}」"),
        ("style: {meeting_title: '{{name}}'}\n", "半角を一つずつ"),
        ("style: {meeting_title: '第{ordinal}回{name}'}\n", "「第」と「回」を消すか"),
        ("style: {meeting_title: '{name'}\n", "半角を一つずつ"),
    ],
)
def test_a_form_that_would_be_printed_as_it_stands_is_told(tmp_path: Path, text: str, said: str) -> None:
    _, (problem,) = read_as(Platform, tmp_path, "name: 甲\nmeeting_name: 乙\n" + text)
    assert said in problem.message


def test_the_name_of_the_meetings_has_no_number(tmp_path: Path) -> None:
    _, (problem,) = read_as(Platform, tmp_path, "name: 甲\nmeeting_name: 第１回甲会議\n")
    assert "number" in problem.message


def test_what_is_missing_is_named_where_it_belongs(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "number: 1\n")
    assert [(p.code, p.message) for p in found] == [("HD112", "「date」がありません。")]


@pytest.mark.parametrize("text", ["", "# 注\n"])
def test_an_empty_file_lacks_what_every_meeting_has(tmp_path: Path, text: str) -> None:
    assert codes(mistakes(tmp_path, text)) == ["HD112"]


@pytest.mark.parametrize("text", ["- a\n", "開会\n", "3\n", "[]\n"])
def test_a_top_that_is_no_mapping_is_told_once(tmp_path: Path, text: str) -> None:
    (problem,) = mistakes(tmp_path, text)
    assert problem.code == "HD113"
    assert "キー: 値" in problem.message
    assert str(problem.place) == "a.yaml:1:1"


def test_short_forms_are_the_same_as_the_long_ones(tmp_path: Path) -> None:
    head = "number: 1\ndate: 2024-05-01\n"
    short = meeting(tmp_path, "agenda:\n - 開会\n - title: 議題\n   speaker: 甲\n   items: [乙]\nreferences: [丙]\n", head)
    long = meeting(
        tmp_path,
        "agenda:\n - title: 開会\n - title: 議題\n   speaker: [甲]\n   items: [{title: 乙}]\nreferences: [{title: 丙}]\n",
        head,
    )
    assert short == long


def test_a_number_or_a_date_for_a_title_is_text(tmp_path: Path) -> None:
    made = meeting(tmp_path, "agenda: [2019, 2019-10-31, 10:30, no]\n", "number: 1\ndate: 2024-05-01\n")
    assert [entry.title for entry in made.agenda] == ["2019", "2019-10-31", "10:30", "no"]


@pytest.mark.parametrize("value", ["true", "null", "[甲]"])
def test_what_is_no_title_is_refused(tmp_path: Path, value: str) -> None:
    assert codes(mistakes(tmp_path, f"number: 1\ndate: 2024-05-01\nagenda: [開会, {value}]\n")) == ["HD113"]


@pytest.mark.parametrize(
    "value", ["2024-5-1", "2024/05/01", "2024.5.1", "R6.5.1", "20240501", "令和６年５月１日（水）", "２０２４－０５－０１"]
)
def test_a_date_in_another_form_is_told_with_the_form_that_it_has(tmp_path: Path, value: str) -> None:
    (problem,) = mistakes(tmp_path, f"number: 1\ndate: {value}\nagenda: [開会]\n")
    assert problem.message == "date: 日付は「2024-05-01」と書いてください。"


@pytest.mark.parametrize("value", ["令和６年５月１日（木）", "2024/5/1(木)", "R6.5.1木曜日"])
def test_a_date_on_another_weekday_may_be_two_days(tmp_path: Path, value: str) -> None:
    (problem,) = mistakes(tmp_path, f"number: 1\ndate: {value}\nagenda: [開会]\n")
    assert problem.message == "date: 曜日が違います。2024-05-01 は水曜日です。日付だけを 2019-10-31 の形で書いてください。"
    assert problem.fix is None


@pytest.mark.parametrize("value", ["2024-05-01T10:00", "5", "true", "[2024-05-01]", "5月1日", "R6.13.1"])
def test_a_date_has_one_form(tmp_path: Path, value: str) -> None:
    (problem,) = mistakes(tmp_path, f"number: 1\ndate: {value}\nagenda: [開会]\n")
    assert problem.message == "date: 日付は 2019-10-31 の形で書いてください。"
    assert str(problem.place) == "a.yaml:2:7"


def test_a_day_before_the_calendar_of_eras_is_refused(tmp_path: Path) -> None:
    (problem,) = mistakes(tmp_path, "number: 1\ndate: 1872-12-31\nagenda: [開会]\n")
    assert problem.message.startswith("date: 1873年")
    assert read_as(Meeting, tmp_path, "number: 1\ndate: 1873-01-01\nagenda: [開会]\n")[1] == []
    _, (problem,) = read_as(Charter, tmp_path, "title: 要領\neffective: 1850-01-01\nsections: [{text: 文}]\n")
    assert str(problem.place) == "a.yaml:2:12"


@pytest.mark.parametrize("value", ["2023-02-29", "2024-13-01", "2024-04-31", "2024-00-10"])
def test_a_day_that_does_not_exist_is_refused(tmp_path: Path, value: str) -> None:
    (problem,) = mistakes(tmp_path, f"number: 1\ndate: {value}\nagenda: [開会]\n")
    assert problem.message == "date: その日はありません。"
    assert problem.quote == value


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("10:30-12:00", dt.time(10, 30), dt.time(12)),
        ("9:00～10:05", dt.time(9), dt.time(10, 5)),
        ("9:00 〜 10:05", dt.time(9), dt.time(10, 5)),
        ("13:30", dt.time(13, 30), None),
        ('"0:00"', dt.time(0), None),
    ],
)
def test_a_time_is_a_start_with_or_without_an_end(tmp_path: Path, value: str, start: dt.time, end: dt.time | None) -> None:
    assert meeting(tmp_path, f"time: {value}\n").time == TimeSpan(start, end)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("24:00", "「24:00」という時刻はありません。"),
        ("10:60-11:00", "「10:60-11:00」という時刻はありません。"),
        ("10:30-25:00", "「10:30-25:00」という時刻はありません。"),
        ("12:00-10:30", "終わりの時刻が始まりより前です。"),
        ("10:30-10:30", "終わりの時刻が始まりより前です。"),
        ("630", "時刻の「630」を読めません。" + FORMS),
        ("10時半すぎ", "時刻の「すぎ」を読めません。" + FORMS),
        ("10:3", "時刻の「10:3」を読めません。" + FORMS),
    ],
)
def test_a_time_that_cannot_be_is_refused(tmp_path: Path, value: str, said: str) -> None:
    (problem,) = mistakes(tmp_path, HEAD + f"time: {value}\n")
    assert problem.message == f"time: {said}"
    assert str(problem.place) == "a.yaml:4:7"


@pytest.mark.parametrize(("value", "kept"), [("1-3,7", "1-3,7"), ("7", "7"), ("2-", "2-"), ("1, 3-4", "1, 3-4"), ("null", None)])
def test_pages_are_numbers_and_ranges(tmp_path: Path, value: str, kept: str | None) -> None:
    written = value if value == "null" else f'"{value}"'
    made = meeting(tmp_path, f"handouts:\n  - {{title: 甲, file: a.pdf, pages: {written}}}\n")
    assert made.handouts[0].pages == kept


@pytest.mark.parametrize("value", ["a", "-3", "1--3", "1;3", "1-3,", "一", "1.5"])
def test_pages_of_another_form_are_refused(tmp_path: Path, value: str) -> None:
    (problem,) = mistakes(tmp_path, HEAD + f'handouts:\n  - {{title: 甲, pages: "{value}"}}\n')
    assert problem.message == "pages: ページは 1-3,7 の形で書いてください。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "handouts: [{title: 甲, file: a.pdf, document: note}]\n", "file と document の両方は書けません。"),
        (
            HEAD + "handouts: [{title: 甲, table: {computed: [{title: 乙}]}}]\n",
            "ratio、sum、difference のどれか一つを書いてください。",
        ),
    ],
)
def test_what_must_be_one_of_two_is_told_when_it_is_none_or_both(tmp_path: Path, text: str, said: str) -> None:
    (problem,) = mistakes(tmp_path, text)
    assert said in problem.message


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("venue: ''\n", "venue: 空です。"),
        ("venue: '  '\n", "venue: 空です。"),
        ("venue: {甲: 乙}\n", "venue: 文字を書いてください。"),
        ("handouts: [{title: 甲, item: [1]}]\n", "item: "),
        ("handouts: 甲\n", "handouts: 「- 」で始まる並びを書いてください。"),
        ("handouts: [{title: 甲, public: 時々}]\n", "public: true か false を書いてください。"),
        ("handouts: [{title: 甲, start: even}]\n", "start: 「even」は使えません。使える値: odd"),
        ("fields: 甲\n", "fields: 「キー: 値」を書いてください。"),
        ("numbering: 二\n", "numbering: 「二」は使えません。"),
    ],
)
def test_a_value_of_a_wrong_kind_is_said_in_japanese(tmp_path: Path, more: str, said: str) -> None:
    (problem,) = mistakes(tmp_path, HEAD + more)
    assert problem.code == "HD113"
    assert problem.message.startswith(said)


def test_an_empty_label_means_no_number_and_is_not_missing(tmp_path: Path) -> None:
    made = meeting(tmp_path, "agenda: [{title: 甲, label: ''}, 乙]\n", "number: 1\ndate: 2024-05-01\n")
    assert [entry.label for entry in made.agenda] == ["", None]


def test_a_series_may_be_written_as_its_format(tmp_path: Path) -> None:
    head = "name: 甲\nmeeting_name: 乙\n"
    short, _ = read_as(Platform, tmp_path, head + 'style: {labels: {資料: "委{meeting}-{number}"}, page_numbers: off}\n')
    long, _ = read_as(
        Platform, tmp_path, head + 'style: {labels: {資料: {format: "委{meeting}-{number}"}}, page_numbers: {format: null}}\n'
    )
    assert short is not None
    assert short == long
    assert short.style.page_numbers.format is None
    assert short.style.labels["資料"].numbering == "position"


def test_a_platform_has_the_usual_house_style_where_it_says_nothing(tmp_path: Path) -> None:
    made, problems = read_as(Platform, tmp_path, "name: 甲\nmeeting_name: 乙\n")
    assert problems == []
    assert made is not None
    assert made.style.digits == "one-full-two-half"
    assert made.style.page_numbers.format == "－ {page} －"
    assert made.style.draft_mark == "（{status}）"


def test_a_mark_that_a_charter_cannot_count_with_is_told(tmp_path: Path) -> None:
    _, (problem,) = read_as(Platform, tmp_path, "name: 甲\nmeeting_name: 乙\nstyle: {charter_numbers: [第１, 第２]}\n")
    assert "「第２」" in problem.message
    assert str(problem.place) == "a.yaml:3:31"


def test_a_mistake_in_the_only_entry_of_a_list_is_not_also_an_empty_list(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "number: 1\ndate: 2024-05-01\nagenda:\n  - titel: 開会\n")
    assert sorted(codes(found)) == ["HD111", "HD112"]
    for marks in ("[１０]", "[]"):
        _, problems = read_as(Platform, tmp_path, f"name: 甲\nmeeting_name: 乙\nstyle: {{agenda_numbers: {marks}}}\n")
        assert codes(problems) == ["HD113"]


def test_a_key_of_a_series_hints_the_keys_of_a_series(tmp_path: Path) -> None:
    _, problems = read_as(Platform, tmp_path, "name: 甲\nmeeting_name: 乙\nstyle: {labels: {資料: {format: a, seperator: の}}}\n")
    assert [p.hint for p in problems] == ["「separator」の誤りではありませんか。"]


def test_a_charter_provision_says_a_heading_or_a_text_and_may_be_short(tmp_path: Path) -> None:
    made, problems = read_as(Charter, tmp_path, "title: 要領\nsections:\n  - {heading: 趣旨, body: 文, items: [項, 2]}\n")
    assert problems == []
    assert made is not None
    assert [line.text for line in made.sections[0].body] == ["文"]
    assert [phrase.text for item in made.sections[0].items for phrase in item.text] == ["項", "2"]
    for bad in ("{id: a}", "{heading: 甲, text: 乙}"):
        _, found = read_as(Charter, tmp_path, f"title: 要領\nsections:\n  - {bad}\n  - {{text: 文}}\n")
        assert [str(p.place) for p in found] == ["a.yaml:3:5"]
        assert "heading" in found[0].message


@pytest.mark.parametrize(
    ("form", "section", "at", "word"),
    [
        ("numbers", "{heading: 甲, paragraphs: [文]}", "a.yaml:4:18", "paragraphs"),
        ("numbers", "{heading: 甲, items: [{text: 文, branch: true}]}", "a.yaml:4:36", "branch"),
        ("articles", "{heading: 甲, text: 乙, paragraphs: [文]}", "a.yaml:4:5", "paragraphs"),
        ("articles", "{heading: 甲, paragraphs: [乙], bullets: [文]}", "a.yaml:4:35", "bullets"),
        ("articles", "{heading: 総則, items: [文], sections: [{text: 文}]}", "a.yaml:4:19", "items"),
        ("articles", "{heading: 甲, text: 乙, items: [{heading: 文}]}", "a.yaml:4:36", "heading"),
    ],
)
def test_what_a_form_of_charter_has_no_place_for_is_told_at_its_key(
    tmp_path: Path, form: str, section: str, at: str, word: str
) -> None:
    _, found = read_as(Charter, tmp_path, f"title: 要領\nform: {form}\nsections:\n  - {section}\n")
    assert [(p.code, str(p.place)) for p in found] == [("HD138", at)]
    assert word in found[0].message


@pytest.mark.parametrize("value", ["1a", "総務", "a b", "a.b", "''"])
def test_an_id_is_ascii_and_begins_with_a_letter(tmp_path: Path, value: str) -> None:
    text = f"title: 名簿\ngroups: [{{category: 甲, members: [{{id: {value}, name: 乙}}]}}]\n"
    (problem,) = read_as(Roster, tmp_path, text)[1]
    assert "半角の英字" in problem.message


def test_a_term_that_ends_before_it_begins_is_refused_and_one_day_is_a_term(tmp_path: Path) -> None:
    text = "title: 名簿\ngroups: [{category: 甲, members: [{id: a, name: 乙, since: 2024-04-01, until: %s}]}]\n"
    assert read_as(Roster, tmp_path, text % "2024-04-01")[1] == []
    (problem,) = read_as(Roster, tmp_path, text % "2024-03-31")[1]
    assert "2024-03-31" in problem.message


def test_a_model_cannot_be_changed(tmp_path: Path) -> None:
    made = meeting(tmp_path, "")
    with pytest.raises(ValueError, match="frozen"):
        made.number = 2  # type: ignore[misc]


def test_a_mark_that_yaml_takes_for_a_number_is_the_mark_that_was_typed(tmp_path: Path) -> None:
    style = "style: {charter_numbers: [1., 1, (1), '１．　']}\n"
    made, _ = read_as(Platform, tmp_path, "name: 甲\nmeeting_name: 乙\n" + style)
    assert made is not None
    assert made.style.charter_numbers == ("1.", "1", "(1)", "１．　")
    assert meeting(tmp_path, "numbering: 1.\n").numbering == "1."


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("time: 10時00分～12時", "time: 「10時00分～12時」は時刻の見本になりません。"),
        ("weekday: 祝", "weekday: 「祝」は曜日の見本になりません。"),
        ("year: 令和６年（2023年）", "year: 「令和６年（2023年）」は年の見本になりません。2023年は令和5年です。"),
        ("meeting_title: ｛name｝", "meeting_title: 波括弧は、半角を一つずつ、{name} のように書いてください。"),
        ("meeting_title: '{nam}'", "meeting_title: 「{nam}」は使えません。"),
    ],
)
def test_an_example_of_the_house_that_says_nothing_is_told(tmp_path: Path, style: str, said: str) -> None:
    _, (problem,) = read_as(Platform, tmp_path, f"name: 甲\nmeeting_name: 乙\nstyle:\n  {style}\n")
    assert problem.message.startswith(said)
    assert str(problem.place).startswith("a.yaml:4:")


def test_a_weekday_of_none_prints_none(tmp_path: Path) -> None:
    for value in ("none", "null", "false", "なし", '""'):
        made, _ = read_as(Platform, tmp_path, f"name: 甲\nmeeting_name: 乙\nstyle: {{weekday: {value}}}\n")
        assert made is not None
        assert made.style.dates.weekday(dt.date(2024, 5, 1)) == ""
