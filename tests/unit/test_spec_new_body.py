"""The first files of a new body: what was answered stands in them as it was typed, and all of them are right."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyoga_docs.core.problem import UsageError
from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.base_model import Model, load
from hyoga_docs.spec.new_body import answer_problems, answered, body_files
from hyoga_docs.spec.new_workspace import make_workspace
from hyoga_docs.spec.schema import MODELS
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import find_meeting
from hyoga_docs.spec.yaml.reader import read_yaml_text
from hyoga_docs.text.ooxml.package import read_parts

SAMPLE_WORDS = ("熊本", "くまもと", "氷河期", "プラットフォーム", "サポステ", "ゆるここ", "ジョブ・カフェ")
HOSTILE = (
    "甲: 乙", "甲 # 乙", "見本　市", "#甲", "「見本」市", '"見本"市', "'見本'市", "{見本}", "[見本]", "- 見本", "&a *a !b", "yes",
    "null", "123", "1:30", "a: b: c", "%見本", "@見本", "`見本`", "|", ">", "見本\n市",
    "見本\t市", "\\見本\\", "{{ 見本 }}", "<purpose>",
)  # fmt: skip


def words_of(path: Path) -> str:
    """Everything that a file says, also within a Word file."""
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def files(**written: Any) -> dict[str, Any]:
    """What the files of a body say, by the kind of each; all of them are as their models want them."""
    known = {"name": "見本市地域公共交通会議", "date": "2026-08-20", **written}
    found = {}
    for path, text in body_files(answered(known, date_is_known=True)).items():
        kind = Path(path).stem if "/common/" in path else "meeting"
        source, problems = read_yaml_text(text, path)
        _, more = load(cast("type[Model]", MODELS[kind]), source)
        assert [*problems, *more] == [], text
        found[kind] = source.data
    return found


def test_what_is_answered_stands_in_the_files() -> None:
    made = files(
        meeting="見本市地域公共交通会議幹事会",
        number="第１２回",
        time="13:30-15:00",
        venue="市役所　大会議室",
        organizer=["見本市"],
        secretariat=["交通課", "総務課"],
    )
    assert made["platform"] | {"names": {}, "style": {}} == {
        "name": "見本市地域公共交通会議",
        "meeting_name": "見本市地域公共交通会議幹事会",
        "organizer": "見本市",
        "secretariat": ["交通課", "総務課"],
        "documents": ["packet-cover", "agenda", "handout-list"],
        "names": {},
        "style": {},
    }
    assert {key: made["meeting"][key] for key in ("number", "date", "time", "venue")} == {
        "number": 12,
        "date": "2026-08-20",
        "time": "13:30-15:00",
        "venue": "市役所　大会議室",
    }
    assert made["charter"]["title"] == "見本市地域公共交通会議設置要綱"
    assert made["roster"]["title"] == "見本市地域公共交通会議委員名簿"
    assert [paper.get("document") for paper in made["meeting"]["handouts"]] == [None, "charter", "roster"]


def test_what_is_not_wanted_is_not_made() -> None:
    made = files(charter="none", roster=False)
    assert set(made) == {"meeting", "platform"}
    assert len(made["meeting"]["handouts"]) == 1


@pytest.mark.parametrize(
    ("number", "key", "value"),
    [
        ("なし", "number", None),
        ("3", "number", 3),
        ("第３回", "number", 3),
        ("第 3 回", "number", 3),
        ("令和６年度第２回", "name", "令和６年度第２回"),
    ],
)
def test_a_meeting_is_called_by_number_or_by_name(number: str, key: str, value: object) -> None:
    assert {key: files(number=number)["meeting"].get(key) for key in ("number", "name")} == {
        "number": None,
        "name": None,
        key: value,
    }


@pytest.mark.parametrize(
    ("form", "series"),
    [
        ("資料１", "資料{number}"),
        ("資料1", {"format": "資料{number}", "separator": "-", "digits": "half"}),
        ("資料１０", {"format": "資料{number}", "digits": "full"}),
        ("資料10", "資料{number}"),
        ("資料No.1", {"format": "資料No.{number}", "separator": "-", "digits": "half"}),
        ("資料Ｎｏ．１", "資料Ｎｏ．{number}"),
        ("資料１－１", "資料{number}"),
        ("資料１の１", {"format": "資料{number}", "separator": "の"}),
        ("別紙１", "別紙{number}"),
        ("【資料１】", "【資料{number}】"),
        ("第１号資料", "第{number}号資料"),
        ("なし", {"format": "資料", "numbering": "none"}),
    ],
)
def test_the_first_label_says_how_papers_are_numbered(form: str, series: object) -> None:
    style = files(number_form=form)["platform"]["style"]
    assert (style["labels"]["資料"], style["digits"]) == (series, "one-full-two-half")


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("3", "one-full-two-half"),
        ("第３回", "one-full-two-half"),
        ("第3回", "half"),
        ("第12回", "one-full-two-half"),
        ("第１２回", "full"),
        ("令和6年度第12回", "half"),
        ("令和６年度第12回", "one-full-two-half"),
    ],
)
def test_the_number_of_the_meeting_says_how_wide_figures_are(number: str, digits: str) -> None:
    assert files(number=number, number_form="資料1")["platform"]["style"] == {
        "digits": digits,
        "labels": {
            "資料": {"format": "資料{number}", "separator": "-"} | ({} if digits == "half" else {"digits": "half"}),
        },
    }


@pytest.mark.parametrize("charter", ["articles", "numbers"])
@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("見本市防災会議", "会議"),
        ("例町都市計画審議会", "審議会"),
        ("見本県協議会連絡委員会", "委員会"),
        ("見本市老人クラブ連合会", "会議"),
    ],
)
def test_a_charter_calls_the_body_by_its_kind(charter: str, name: str, short: str) -> None:
    text = body_files(answered({"name": name, "date": "2026-08-20", "charter": charter}, date_is_known=True))
    words = text["meetings/common/charter.yaml"]
    assert f"{name}（以下「{short}」という。）" in words
    assert f"　{short}は、次に掲げる" in words.replace("- ", "　").replace("text: ", "　")
    assert "会議の会議" not in words
    assert short == "協議会" or "協議会" not in words.replace(name, "")


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_any_kind_become_right_yaml(words: str) -> None:
    made = files(name=words, meeting=words, venue=words, organizer=[words], secretariat=[words, words], number=f"{words}回")
    platform, meeting = made["platform"], made["meeting"]
    assert (platform["name"], platform["meeting_name"], platform["organizer"]) == (words, words, words)
    assert platform["secretariat"] == [words, words]
    assert (meeting["venue"], made["roster"]["title"]) == (words, f"{words}委員名簿")
    assert words in made["charter"]["sections"][0]["text"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=30))
def test_any_name_becomes_right_yaml(words: str) -> None:
    if words.strip() and not answer_problems("name", words):
        assert files(name=words)["platform"]["name"] == words.strip()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("date", "８月20日", "日付は 2019-10-31 の形で書いてください。"),
        ("date", "2026-02-30", "その日はありません。"),
        ("time", "25:00", "「25:00」という時刻はありません。"),
        ("time", "15:00-13:00", "終わりの時刻が始まりより前です。"),
        ("name", " ", "空です。"),
        ("number_form", "資料", "資料番号の形は、初めの資料の番号で書いてください。例: 資料１、資料No.1、資料1-1、別紙１、なし"),
        (
            "number_form",
            "{number}1",
            "資料番号の形は、初めの資料の番号で書いてください。例: 資料１、資料No.1、資料1-1、別紙１、なし",
        ),
        ("charter", "jo", "設置要綱の形は、条建て、番号、なし のどれかです。"),
    ],
)
def test_an_answer_is_checked_as_the_yaml_would_be(key: str, value: str, words: str) -> None:
    assert [problem.message for problem in answer_problems(key, value)] == [words]
    with pytest.raises(UsageError) as raised:
        answered({"name": "見本", "date": "2026-08-20", key: value}, date_is_known=True)
    assert [(str(each.place), each.message) for each in raised.value.problems] == [(f"--{key.replace('_', '-')}", words)]


def test_what_is_wrong_with_several_answers_is_told_at_once() -> None:
    with pytest.raises(UsageError) as raised:
        answered({"name": "", "date": "x", "time": "x"}, date_is_known=True)
    assert [str(each.place) for each in raised.value.problems] == ["--name", "--date", "--time"]


def test_a_day_that_nobody_named_is_marked() -> None:
    text = body_files(answered({"name": "見本", "date": "2026-08-20"}, date_is_known=False))["meetings/2026-08-20.yaml"]
    assert "\ndate: 2026-08-20  # 仮の日。" in text


@pytest.mark.parametrize("charter", ["articles", "numbers", "none"])
def test_a_new_workspace_has_nothing_of_the_sample_and_can_be_planned(charter: str, tmp_path: Path) -> None:
    body = answered({"name": "例町都市計画審議会", "date": "2026-08-20", "charter": charter}, date_is_known=True)
    spec = make_workspace(tmp_path / "ws", body)
    held = [path for path in (tmp_path / "ws").rglob("*") if path.is_file()]
    texts = {path.name: words_of(path) for path in held}
    assert {name: word for name, text in texts.items() for word in SAMPLE_WORDS if word in text} == {}
    assert {"agenda.docx", "README.md", "meeting.json", "packet.sh", ".gitignore"} <= set(texts)
    assert b'w:orient="landscape"' not in read_parts((tmp_path / "ws/templates/cover.docx").read_bytes())["word/document.xml"]
    workspace, problems = load_workspace(find_meeting(spec))
    _, more = resolve(workspace)
    assert [problem.code for problem in [*problems, *more] if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("午後１時30分から午後３時まで", "午後１時30分から午後３時まで"),
        ("13時30分～15時", "13時30分～15時"),
        ("13:30-15:00", None),
        ("午後２時～（予定）", None),
    ],
)
def test_a_time_in_words_says_how_the_house_prints_times(typed: str, example: str | None) -> None:
    assert files(time=typed)["platform"]["style"].get("time") == example


def test_a_day_is_answered_as_people_write_it() -> None:
    made = body_files(answered({"name": "見本会議", "date": "令和８年８月20日（木）"}, date_is_known=True))
    assert "meetings/2026-08-20.yaml" in made
