from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import make_machine
from icalendar import Calendar, Event
from workspaces import plan_of, write_workspace

from hyoga_docs.letters.calendar import meeting_calendar
from hyoga_docs.letters.make_letters import make_letters
from hyoga_docs.spec.workspace_paths import find_meeting

AGENDA = [{"title": "議題", "items": ["計画の案について", "委員の委嘱; その他, 二件"]}]
HELD = {"number": 3, "date": "2024-10-31", "time": "10:30-12:00", "agenda": AGENDA}


def made(meeting: dict[str, Any]) -> bytes:
    data = meeting_calendar(plan_of({**HELD, **meeting})[0])
    assert data is not None
    return data


def unfolded(data: bytes) -> list[str]:
    """The content lines of RFC 5545, 3.1: each ends with CRLF, none has more than 75 octets, and a character is never parted."""
    assert data.endswith(b"\r\n")
    assert data.replace(b"\r\n", b"").count(b"\r") == data.replace(b"\r\n", b"").count(b"\n") == 0
    lines: list[str] = []
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        text = line.decode("utf-8")  # each line by itself
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def event_of(data: bytes) -> Event:
    """The one entry, read back."""
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_every_line_is_as_the_standard_wants_it() -> None:
    lines = unfolded(made({"venue": ["見本市役所本庁舎", "９階　大会議室（見本市例町一丁目１番１号、例町駅から徒歩５分）"]}))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert [line for line in lines if line.startswith(("VERSION", "PRODID", "X-"))] == [
        "VERSION:2.0",
        "PRODID:-//hyoga-docs//hyoga-docs//JA",
    ]
    assert "DTSTART;TZID=Asia/Tokyo:20241031T103000" in lines
    assert "DTEND;TZID=Asia/Tokyo:20241031T120000" in lines
    assert "DTSTAMP:20241031T000000Z" in lines
    assert "SUMMARY;LANGUAGE=ja:第３回見本会議" in lines
    [described] = [line for line in lines if line.startswith("DESCRIPTION")]
    assert described == "DESCRIPTION;LANGUAGE=ja:議題\\n　（１）　計画の案について\\n　（２）　委員の委嘱\\; その他\\, 二件"
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert {"TZID:Asia/Tokyo", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "DTSTART:19700101T000000"} <= set(zone)


def test_a_calendar_program_reads_back_what_was_written() -> None:
    event = event_of(
        made({"venue": "見本市役所", "notice": {"sent": "2024-10-01", "contact": ["見本課（例野）", "電話 000-000-0000"]}})
    )
    assert event.start == dt.datetime(2024, 10, 31, 1, 30, tzinfo=dt.UTC)
    assert event.duration == dt.timedelta(minutes=90)
    assert str(event["LOCATION"]) == "見本市役所"
    assert event.stamp == dt.datetime(2024, 10, 1, tzinfo=dt.UTC)
    assert str(event["DESCRIPTION"]).endswith("問合せ先\n　見本課（例野）\n　電話 000-000-0000")


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert made({}) == made({})


TOKYO = ";TZID=Asia/Tokyo:"
DAY = ";VALUE=DATE:"


@pytest.mark.parametrize(
    ("meeting", "start", "end"),
    [
        ({"time": "19時～"}, f"{TOKYO}20241031T190000", None),
        ({"time": None}, f"{DAY}20241031", f"{DAY}20241101"),
        ({"date_and_time": "10月31日　午後10時から24時まで"}, f"{TOKYO}20241031T220000", f"{TOKYO}20241101T000000"),
        ({"date_and_time": "令和６年10月31日　午後２時から午後４時まで"}, f"{TOKYO}20241031T140000", f"{TOKYO}20241031T160000"),
        ({"date_and_time": "10月31日（木）10:00～、11月１日（金）9:00～"}, f"{DAY}20241031", f"{DAY}20241102"),
        ({"date_and_time": ["1日目 10月31日 13:00～", "2日目 令和6年11月1日"]}, f"{DAY}20241031", f"{DAY}20241102"),
        ({"date": "2024-12-30", "date_and_time": "12月30日～１月４日"}, f"{DAY}20241230", f"{DAY}20250105"),
        ({"date": "2024-02-13", "date_and_time": "２月13日（火）～22日（木）"}, f"{DAY}20240213", f"{DAY}20240223"),
        ({"date_and_time": "10月31日の本会議終了後（前回は10月１日）"}, f"{DAY}20241031", f"{DAY}20241101"),
    ],
)
def test_days_and_times_are_those_of_the_meeting(meeting: dict[str, Any], start: str, end: str | None) -> None:
    event = unfolded(made(meeting))
    event = event[event.index("BEGIN:VEVENT") :]
    assert [line for line in event if line.startswith(("DTSTART", "DTEND"))] == [
        f"DTSTART{start}",
        *([f"DTEND{end}"] if end else []),
    ]


def test_words_that_stand_for_day_and_time_are_said() -> None:
    described = str(event_of(made({"date_and_time": ["10月31日（木）10:00～", "11月１日（金）9:00～"]}))["DESCRIPTION"])
    assert described.startswith("日時\n　10月31日（木）10:00～\n　11月１日（金）9:00～\n議題\n")
    assert str(event_of(made({"time": "10:30-12:00頃"}))["DESCRIPTION"]).startswith(
        "日時\n　令和６年10月31日（木）　10:30～12:00頃\n"
    )


def test_each_list_of_the_agenda_has_its_heading() -> None:
    agenda = ["開会", {"title": "審議事項", "items": ["甲"]}, {"title": "報告事項", "items": ["乙"]}]
    assert str(event_of(made({"agenda": agenda}))["DESCRIPTION"]) == "審議事項\n　（１）　甲\n報告事項\n　（１）　乙"
    assert str(event_of(made({"agenda": ["開会", "閉会"]}))["DESCRIPTION"]) == "次第\n　１　開会\n　２　閉会"


@pytest.mark.parametrize("words", ["令和６年10月31日（木）から11月８日（金）まで（書面開催）", "持ち回り", "書面決議"])
def test_a_meeting_in_writing_is_no_entry(words: str) -> None:
    assert meeting_calendar(plan_of({**HELD, "date_and_time": words})[0]) is None


def test_who_organizes_is_named_where_a_mail_address_is_known() -> None:
    lines = unfolded(made({"contact": ["見本課　例野", "電子メール: mihon@example.lg.jp"]}))
    assert "METHOD:PUBLISH" in lines
    [organizer] = [line for line in lines if line.startswith("ORGANIZER")]
    assert organizer.endswith(":mailto:mihon@example.lg.jp")
    assert not any(line.startswith(("METHOD", "ORGANIZER")) for line in unfolded(made({})))


def test_the_entry_stays_the_same_when_its_day_is_moved() -> None:
    uid = event_of(made({}))["UID"]
    assert event_of(made({"date": "2024-11-07", "time": "9:00-10:00"}))["UID"] == uid
    assert event_of(made({"number": 4}))["UID"] != uid
    assert event_of(made({"date": "2025-10-31"}))["UID"] != uid
    assert event_of(made({"number": None}))["UID"] != event_of(made({"number": None, "date": "2024-11-07"}))["UID"]


def test_only_what_the_plan_says_is_in_it() -> None:
    """A plan of the public edition has other words in the place of what is withheld."""
    plan, _ = plan_of(HELD)
    [heading] = plan.agenda
    public = replace(plan, agenda=(replace(heading, items=(heading.items[0], replace(heading.items[1], title="（非公開）"))),))
    data = meeting_calendar(public)
    assert data is not None
    words = "\n".join(unfolded(data))
    assert "（２）　（非公開）" in words
    assert "委嘱" not in words


WITHHELD = """number: 1
date: 2024-05-01
agenda: [{title: 議題, items: [計画の案, {title: 委員の委嘱, public: false}]}]
"""


def test_the_letter_names_nothing_that_is_withheld(tmp_path: Path) -> None:
    """It is made of the public edition: calendars lie on other people's servers."""
    spec = write_workspace(tmp_path / "desk", WITHHELD)
    made = make_letters(find_meeting(spec), tmp_path / "out", make_machine(tmp_path / "cache"), lambda _: None, only=["予定"])
    assert [path.name for path in made.files] == ["予定.ics"]
    words = "\n".join(unfolded(made.files[0].read_bytes()))
    assert "計画の案" in words
    assert "委嘱" not in words


def test_a_meeting_in_writing_is_told_and_its_old_entry_goes(tmp_path: Path) -> None:
    spec = write_workspace(tmp_path / "desk", WITHHELD)
    for words, files in (("", ["予定.ics"]), ("date_and_time: 書面開催\n", [])):
        spec.write_text(WITHHELD + words, "utf-8")
        done = make_letters(
            find_meeting(spec), tmp_path / "out", make_machine(tmp_path / "cache"), lambda _: None, only=["calendar"]
        )
        assert [path.name for path in (tmp_path / "out" / "letters").glob("*.ics")] == files
    assert [problem["code"] for problem in done.problems] == ["HD687"]
