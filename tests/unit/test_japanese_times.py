from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.japanese.numerals import Digits
from hyoga_docs.japanese.time_style import TimeStyle, time_style
from hyoga_docs.japanese.times import TimeSpan, find_spans, read_span

TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
EXAMPLES = (
    *("10:30～12:00", "午前10時30分～正午", "午後２時～午後３時30分", "10時30分～12時", "14時から16時まで", "19時～"),
    *("午後２時から", "午後１時30分から午後３時まで", "13時30分～15時00分", "10:30-12:00", "午後２時～３時30分"),
    *("１３：３０～１５：００", "13：30～15：00", "午前10時～12時", "午前10時～午後０時30分", "午前10時～午前12時"),
    *("午後０時30分～２時", "午後12時30分～午後２時", "10:30 ～ 12:00", "９時05分－10時", "午後１時半～３時"),
    *("10時30分～正午", "正午～午後２時", "09:30～11:30", "13:30", "午後２時", "午前10時 から 正午 まで"),
)


def printed(example: str, time: str, digits: Digits = Digits.ONE_FULL_TWO_HALF) -> str:
    return time_style(example).text(read_span(time), digits)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("10:30～12:00", dt.time(10, 30), dt.time(12)),
        ("午後１時30分から３時まで", dt.time(13, 30), dt.time(15)),
        ("午前10時～１時", dt.time(10), dt.time(13)),
        ("９時半～10時", dt.time(9, 30), dt.time(10)),
        ("25:00～26:00", None, None),
        ("午前10時30分～正午", dt.time(10, 30), dt.time(12)),
        ("正午から午後２時まで", dt.time(12), dt.time(14)),
    ],
)
def test_a_span_is_read_in_every_spelling(text: str, begins: dt.time | None, ends: dt.time | None) -> None:
    (found,) = find_spans(text)
    assert (found.begins, found.ends) == (begins, ends)


@law
@given(st.sampled_from(EXAMPLES), st.sampled_from(Digits), TIMES, TIMES)
def test_what_a_house_prints_is_read_as_it_was_meant(example: str, digits: Digits, one: dt.time, other: dt.time) -> None:
    begins, ends = sorted((one, other))
    for span in (TimeSpan(begins), TimeSpan(begins, ends), TimeSpan(begins, None, "（予定）"), TimeSpan(begins, ends, "頃")):
        if span.ends != begins:
            assert read_span(time_style(example).text(span, digits)) == span


@law
@given(TIMES, TIMES)
def test_a_span_that_is_printed_is_found_in_a_text(one: dt.time, other: dt.time) -> None:
    for example in EXAMPLES:
        text = time_style(example).text(TimeSpan(one, other), Digits.ONE_FULL_TWO_HALF) if one < other else ""
        assert [(found.begins, found.ends) for found in find_spans(f"日時　{text}")] == ([(one, other)] if text else [])


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_prints_itself(example: str) -> None:
    assert printed(example, example).replace(" ", "") == example.replace(" ", "")


def test_a_house_without_an_example_prints_hours_and_colons() -> None:
    assert time_style("10:30～12:00") == TimeStyle()
    assert printed("10:30～12:00", "9:05-12:00", Digits.FULL) == "9:05～12:00"
    assert printed("10:30～12:00", "午後１時半") == "13:30～"


@pytest.mark.parametrize(
    ("example", "forenoon", "afternoon", "late"),
    [
        ("午前10時30分～正午", "午前９時５分～正午", "午後１時30分～午後３時", "午後７時～"),
        ("午後２時～３時30分", "午前９時５分～正午", "午後１時30分～３時", "午後７時～"),
        ("午前10時～12時", "午前９時５分～12時", "午後１時30分～３時", "午後７時～"),
        ("午後２時から", "午前９時５分から正午まで", "午後１時30分から午後３時まで", "午後７時から"),
        ("14時から16時まで", "９時５分から12時まで", "13時30分から15時まで", "19時から"),
        ("13時30分～15時00分", "９時05分～12時00分", "13時30分～15時00分", "19時00分～"),
        ("19時～", "９時５分～12時", "13時30分～15時", "19時～"),
        ("１３：３０～１５：００", "９：０５～１２：００", "１３：３０～１５：００", "１９：００～"),
        ("09:30～11:30", "09:05～12:00", "13:30～15:00", "19:00～"),
        ("13:30", "9:05～12:00", "13:30～15:00", "19:00"),
        ("午後2:00～4:00", "午前9:05～正午", "午後1:30～3:00", "午後7:00～"),
        ("13時30分から15時", "９時５分から12時", "13時30分から15時", "19時から"),
    ],
)
def test_one_example_says_how_all_times_are_printed(example: str, forenoon: str, afternoon: str, late: str) -> None:
    assert [printed(example, time) for time in ("9:05-12:00", "13:30-15:00", "19:00")] == [forenoon, afternoon, late]


@pytest.mark.parametrize(
    "written",
    [
        *("13:30-15:00", "１３：３０～１５：００", "午後１時30分～午後３時", "午後１時半から３時まで", "13時30分から15時00分まで"),
        *("午後１:30〜３:00", "午後 １時 30分 ～ 午後 ３時", "13時30分－15時"),
    ],
)
def test_a_time_is_read_in_every_form(written: str) -> None:
    assert read_span(written) == TimeSpan(dt.time(13, 30), dt.time(15))


def test_what_is_said_of_a_time_is_printed_as_it_is_written() -> None:
    assert printed("午後２時～３時", "14:00-16:00（予定）") == "午後２時～４時（予定）"
    assert printed("14時から16時まで", "午後２時から４時頃まで") == "14時から16時頃まで"
    assert printed("14時から16時まで", "午後２時～　※受付13:30～") == "14時から　※受付13:30～"
    assert printed("14時から16時まで", "午後２時　開会") == "14時　開会"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10時すぎ", "「すぎ」を読めません"),
        ("未定", "「未定」を読めません"),
        ("午後14時～16時", "という時刻はありません"),
        ("16時～14時", "終わりの時刻が始まりより前です"),
    ],
)
def test_what_cannot_be_read_is_shown(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_span(written)


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("10時00分～12時", "「10時00分～12時00分」"),
        ("午前10時～15時", "「午前10時～午後3時」"),
        ("14時頃", "「頃」"),
        ("昼", "読めません"),
    ],
)
def test_an_example_that_says_two_things_is_refused(example: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        time_style(example)
