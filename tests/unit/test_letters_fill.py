"""Which letters are made, for whom, and what stands in the way of one: all at once, and of no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, make_machine
from template_files import paragraph, template_parts, zipped
from workspaces import PLATFORM, plan_of, write_workspace

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Problem, SpecError
from hyoga_docs.letters.fill_letters import FilledLetters, fill_letters
from hyoga_docs.pipeline.prepare import fill_documents
from hyoga_docs.spec.workspace_paths import find_meeting
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.template import read_template

MEETING = """number: 1
date: 2024-05-01
time: 13:30-15:00
venue: 見本市役所
agenda:
  - title: 議題
    items: [甲について, {title: 極秘について, public: false}]
handouts:
  - {title: 届いていない資料, file: none.pdf, item: 1}
"""
NOTICE = "notice: {number: 見総発第１号, sent: 2024-04-01, from: 見本市長, reply_by: 2024-04-20, contact: [見本市総務課]}\n"
ROSTER = "title: 名簿\nmembers:\n  - {id: a, name: 例町商工会}\n  - {id: b, name: 見本大学, post: 教授, person: 例　花子}\n"


def fill(root: Path, meeting: str, *only: str, templates: dict[str, bytes] | None = None, **common: str) -> FilledLetters:
    spec = write_workspace(root / "ws", meeting, None, **common)
    for name in ("notice", "reply-slip", "observers", "press"):
        shutil.copy(ROOT / "templates" / f"{name}.docx", root / "ws" / "templates")
    for file, data in (templates or {}).items():
        (root / "ws" / "templates" / file).write_bytes(data)
    return fill_letters(find_meeting(spec), only, make_machine(root / "cache"))


def told(problems: list[Problem]) -> list[tuple[str, int | None, str]]:
    return [(each.code, each.place.line if each.place else None, each.hint or "") for each in problems]


def test_a_notice_needs_no_papers_and_goes_to_each_member(tmp_path: Path) -> None:
    filled = fill(tmp_path, MEETING + NOTICE, "notice", "出欠票", roster=ROSTER)
    assert filled.problems == []
    notice, slip = filled.letters
    assert [copy.stem for copy in notice.copies] == ["開催通知/01-例町商工会", "開催通知/02-見本大学-例-花子"]
    lines = document_lines(notice.copies[1].data)
    assert {"見総発第１号", "見本大学", "教授　例　花子　様", "（２）極秘について"} <= set(lines)
    assert "例町商工会" in "".join(document_lines(slip.copies[0].data))


def test_what_a_letter_lacks_is_told_at_once_with_its_line_and_only_for_letters_that_are_made(tmp_path: Path) -> None:
    short = "notice:\n  number: 見総発第１号\n  contact: 見本市総務課\n"
    filled = fill(tmp_path, MEETING + short, "notice", "press", roster=ROSTER)
    line = len(MEETING.split("\n"))
    assert [(code, at) for code, at, _ in told(filled.problems)] == [("HD416", line), ("HD416", line), *[("HD416", 1)] * 3]
    assert [each.message.partition("（")[2].partition("）")[0] for each in filled.problems] == [
        "notice.sent",
        "notice.from",
        "open.reason",
        "open.seats",
        "open.desk",
    ]
    assert (filled.letters, filled.failed) == ([], 2)


def test_letters_for_everybody_name_nothing_that_is_withheld(tmp_path: Path) -> None:
    opened = 'open: {seats: 5, desk: "13:00", reason: 個人情報を扱うため}\n'
    filled = fill(tmp_path, MEETING + NOTICE + opened, "press", "observers")
    assert filled.problems == []
    for letter in filled.letters:
        text = "".join(document_lines(letter.copies[0].data))
        assert "極秘" not in text
        assert "個人情報を扱うため" in text
        assert "（２）" in text


@pytest.mark.parametrize(
    ("more", "only", "codes"),
    [
        ("letters: [minutes]\n", (), []),
        ("letters: [minutes]\nresults: {1: 了承}\n", (), ["HD187"]),
        ("", ("minutes",), ["HD187"]),
    ],
    ids=["before the meeting", "with the first result", "asked for by name"],
)
def test_topics_without_a_result_are_told_when_the_meeting_is_over(
    tmp_path: Path, more: str, only: tuple[str, ...], codes: list[str]
) -> None:
    assert [each.code for each in fill(tmp_path, MEETING + more, *only).problems] == codes


def test_letters_for_everybody_name_nobody_whose_name_is_withheld(tmp_path: Path) -> None:
    """Who attends is known of the public edition's roster; of one who had but a name there is what he is."""
    members = "  - {id: a, name: 例町商工会, person: 極秘　太郎}\n  - {id: gokuhi, person: 極秘　花子, role: 公募}\n"
    roster = f"title: 名簿\ncolumns: {{name: 団体, person: 氏名, role: 備考}}\nwithheld: [氏名]\nmembers:\n{members}"
    day = "attendance: {absent: [極秘　花子], deputies: {極秘　太郎: {post: 部長, person: 極秘　次郎}}}\n"
    day += "minutes: {signers: [極秘　太郎]}\n"
    field = "{% for each in attendance.VALUE %}{{ each.NAME }}{% endfor %}"
    fields = [field.replace("VALUE", value).replace("each.NAME", name) for value, name in (
        ("members", "each.name }}{{ each.person"), ("absentees", "each"), ("represented", "each.name }}{{ each.deputy"),
    )]  # fmt: skip
    fields += ["{% for each in minutes.attending %}{{ each }}{% endfor %}{% for each in minutes.signers %}{{ each }}{% endfor %}"]
    template = zipped(template_parts("".join(paragraph(each) for each in fields)))
    filled = fill(tmp_path, MEETING + day, "summary", templates={"summary.docx": template}, roster=roster)
    assert not [each for each in filled.problems if each.severity.value == "error"]
    text = "".join(document_lines(filled.letters[0].copies[0].data))
    assert "公募" in text
    assert "例町商工会部長" in text
    assert "極秘" not in text
    assert "gokuhi" not in text


def test_a_closed_meeting_asks_for_no_seats(tmp_path: Path) -> None:
    filled = fill(tmp_path, MEETING + NOTICE + "open: {public: false, reason: 審査のため}\n", "press", "observers")
    assert filled.problems == []
    assert all("審査のため" in "".join(document_lines(letter.copies[0].data)) for letter in filled.letters)


def test_a_body_adds_its_own_letter_with_a_word_file(tmp_path: Path) -> None:
    own = zipped(template_parts(paragraph("{{ notice.sender }}から{{ meeting.full_name }}の御礼{{ document.fields.品 }}")))
    meeting = MEETING + NOTICE + "fields: {品: 茶}\nletters: [御礼状]\n"
    filled = fill(tmp_path, meeting, templates={"御礼状.docx": own})
    assert [copy.stem for letter in filled.letters for copy in letter.copies] == ["御礼状"]
    assert "見本市長から第１回見本会議の御礼茶" in document_lines(filled.letters[0].copies[0].data)


def test_a_letter_that_is_none_is_told_where_it_is_listed(tmp_path: Path) -> None:
    filled = fill(tmp_path, MEETING + NOTICE + "letters: [notice, 出欠表]\n", roster=ROSTER)
    assert [letter.title for letter in filled.letters] == ["開催通知"]
    assert told(filled.problems) == [("HD415", len((MEETING + NOTICE).split("\n")), "「出欠票」の誤りではありませんか。")]


def test_a_template_with_a_mistake_stops_its_letter_alone(tmp_path: Path) -> None:
    wrong = zipped(template_parts(paragraph("{{ notice.sennder }}")))
    filled = fill(tmp_path, MEETING + NOTICE, "notice", "誤り", templates={"誤り.docx": wrong}, roster=ROSTER)
    assert [letter.title for letter in filled.letters] == ["開催通知"]
    assert [each.code for each in filled.problems] == ["HD407"]


@pytest.mark.parametrize(("platform", "code"), [("", "HD417"), ("addressee: 委員各位\n", None)])
def test_a_body_without_a_roster_is_asked_how_all_are_called(tmp_path: Path, platform: str, code: str | None) -> None:
    filled = fill(tmp_path, MEETING + NOTICE, "notice", platform=PLATFORM + platform)
    assert [each.code for each in filled.problems] == ([code] if code else [])
    if not code:
        (copy,) = filled.letters[0].copies
        assert copy.stem == "開催通知"
        assert "委員各位" in document_lines(copy.data)


def test_a_list_of_papers_is_printed_only_of_a_meeting_without_mistakes_in_it(tmp_path: Path) -> None:
    meeting = MEETING.replace("item: 1}", "item: 9}") + NOTICE
    listing = zipped(template_parts(paragraph("{% for paper in papers %}{{ paper.title }}{% endfor %}")))
    filled = fill(tmp_path, meeting, "notice", "一覧", templates={"一覧.docx": listing}, roster=ROSTER)
    assert [letter.title for letter in filled.letters] == ["開催通知"]
    assert [each.code for each in filled.problems] == ["HD133"]


def test_yaml_that_cannot_be_understood_stops_all(tmp_path: Path) -> None:
    with pytest.raises(SpecError):
        fill(tmp_path, MEETING + "notice: {nummer: 1}\n", "notice")


def test_what_letters_print_a_paper_of_the_packet_may_print_too(tmp_path: Path) -> None:
    plan, _ = plan_of({"documents": ["attendance-list"], "absent": ["b"]}, roster=yaml.safe_load(ROSTER))
    template, _ = read_template(ROOT / "templates", "attendance-list")
    assert template is not None
    made, problems = fill_documents(plan, {"attendance-list": template}, Cache(tmp_path))
    assert (problems, [document.title for document in plan.documents]) == ([], ["出席者名簿"])
    assert "例町商工会" in "".join(document_lines(made["attendance-list"]))
