"""The seating plan as a table of Word: every name in it, as wide as the page and no higher, in type that fits."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from workspaces import plan_of

from hyoga_docs.plan.attendance import meeting_attendance
from hyoga_docs.word.letters.letter_context import letter_context
from hyoga_docs.word.render import render
from hyoga_docs.word.template import DocumentProperties, read_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONG = "独立行政法人　高齢・障害・求職者雇用支援機構　見本支部"
#: Between the margins of the template, in twips.
WIDTH, HEIGHT = 15_364, 10_772


def drawn(members: list[dict[str, Any]], template: str = "seating", **meeting: Any) -> Any:
    roster = {"title": "名簿", "members": [{"id": f"m{n}", **each} for n, each in enumerate(members)]}
    plan = plan_of(meeting=meeting, roster=roster)[0]
    made, problems = read_template(TEMPLATES, template)
    assert made is not None
    assert problems == []
    context = letter_context(plan, meeting_attendance(plan.workspace))
    properties = DocumentProperties("座席表", "見本市", dt.date(2024, 5, 1))
    data = render(made, context, properties, lambda target: target)
    assert data == render(made, context, properties, lambda target: target)
    return docx.Document(io.BytesIO(data))


def words(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def heights(table: Any) -> list[int]:
    return [int(each.get(qn("w:val"))) for each in table.iter(qn("w:trHeight"))]


@pytest.mark.parametrize("shape", ["口の字", "コの字", "スクール"])
@pytest.mark.parametrize("count", [1, 8, 23, 60])
def test_a_room_of_any_size_stands_on_one_page(shape: str, count: int) -> None:
    members = [{"person": f"見本　{n:02}", "name": LONG if n % 7 == 0 else "見本市医師会"} for n in range(count)]
    document = drawn(members, room={"shape": shape}, open={"seats": 10})
    (table,) = document.element.body.iter(qn("w:tbl"))
    columns = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]
    is_large = document.sections[0].page_width.mm > 400
    assert (is_large, document.sections[0].page_width > document.sections[0].page_height) == (
        count == 60 and shape != "スクール",
        True,
    )
    assert sum(columns) <= (22_340 if is_large else WIDTH)
    assert sum(heights(table)) <= (15_700 if is_large else HEIGHT) - 2000
    for row in table.iter(qn("w:tr")):
        spans = [cell.find(f".//{qn('w:gridSpan')}") for cell in row.iter(qn("w:tc"))]
        assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == len(columns)
    said = words(table)
    assert [f"見本　{n:02}" for n in range(count) if said.count(f"見本　{n:02}") != 1] == []


def test_names_along_a_crowded_table_are_written_down() -> None:
    crowded, roomy = (drawn([{"person": f"見本　{n:02}"} for n in range(count)]) for count in (60, 10))
    down = [list(each.element.body.iter(qn("w:textDirection"))) for each in (crowded, roomy)]
    assert (len(down[0]) > 30, down[1]) == (True, [])


def test_the_name_of_an_organisation_is_parted_at_its_blanks() -> None:
    (table,) = drawn([{"name": LONG}, {"name": "見本県", "role": "会長"}]).element.body.iter(qn("w:tbl"))
    parted = [[each.text for each in run.iter(qn("w:t"))] for run in table.iter(qn("w:r")) if "独立行政法人" in words(run)]
    assert parted == [LONG.split("　")]


def test_those_on_a_screen_stand_below_and_have_no_plate() -> None:
    members = [{"person": "見本　一"}, {"person": "例　二", "name": "例町大学"}]
    attendance = {"online": ["m1"], "guests": ["見本　三"]}
    assert "オンライン　例町大学　例　二" in words(drawn(members, attendance=attendance).element.body)
    plates = drawn(members, "name-plates", attendance=attendance).paragraphs
    assert [p.text for p in plates if p.style.name.startswith("席札氏名")] == ["見本　一", "見本　三"]


def test_a_long_name_is_smaller_on_its_plate() -> None:
    plates = drawn([{"person": "見本　一"}, {"name": LONG}, {"name": "見本県自治会連合会"}], "name-plates").paragraphs
    assert [(p.style.name, p.text) for p in plates if p.style.name.startswith("席札氏名")] == [
        ("席札氏名１", "見本　一"),
        ("席札氏名４", LONG.replace("　", "\n")),
        ("席札氏名３", "見本県自治会連合会"),
        ("席札氏名１", "事務局"),
    ]


def test_a_name_written_down_has_a_line_of_its_own() -> None:
    members = [{"person": f"見本　太郎{n:02}", "name": LONG if n % 2 else "例町"} for n in range(60)]
    staff = [{"post": "課長", "person": "見本　太郎"}]
    (table,) = drawn(members, room={"shape": "口の字"}, attendance={"staff": staff}).element.body.iter(qn("w:tbl"))
    for row in table.iter(qn("w:tr")):
        height = int(next(row.iter(qn("w:trHeight"))).get(qn("w:val")))
        for cell in row.iter(qn("w:tc")):
            if next(cell.iter(qn("w:textDirection")), None) is None or "太郎" not in words(cell):
                continue
            size = next(
                int(run.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2 for run in cell.iter(qn("w:r")) if "太郎" in words(run)
            )
            assert height >= 5 * size * 20  # 見本　太郎 takes five characters


@pytest.mark.parametrize(
    ("name", "post", "style"),
    [
        ("例町", None, "席札氏名１"),
        ("見本県医師会例", "所長", "席札氏名３"),
        ("一般社団法人　見本県医師会　例支部", "事務局長", "席札氏名５"),
    ],
)
def test_a_name_on_more_lines_is_smaller_on_its_plate(name: str, post: str | None, style: str) -> None:
    document = drawn([{"name": name, **({"post": post} if post else {})}, {"person": "例　二", "role": "会長"}], "name-plates")
    assert [each.style.name for each in document.paragraphs if name[:2] in each.text] == [style]
