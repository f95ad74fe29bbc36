"""What no line break parts in the copy that LibreOffice prints: numbers, dates, names; and that nothing else changes."""

from __future__ import annotations

import io
from itertools import groupby

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from hyoga_docs.word.unbroken import keep_whole

JOINER = "\u2060"


def document(*texts: str, cell: str = "") -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for text in texts:
        made.add_paragraph(text)
    if cell:
        made.add_table(1, 1).cell(0, 0).text = cell
    made.save(out)
    return out.getvalue()


def whole(data: bytes) -> list[str]:
    """What stands in English runs, those that stand beside each other as one."""
    runs = docx.Document(io.BytesIO(keep_whole(data))).element.body.iter(qn("w:r"))
    stretches = groupby(runs, lambda run: run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None)
    return ["".join(run.findtext(qn("w:t")) for run in stretch) for is_english, stretch in stretches if is_english]


def spaced(data: bytes) -> list[tuple[str, str]]:
    """The letters that are spaced, and how far."""
    found = docx.Document(io.BytesIO(keep_whole(data))).element.body.iter(qn("w:spacing"))
    return [(each.getparent().getparent().findtext(qn("w:t")), each.get(qn("w:val"))) for each in found]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("令和12年12月31日までに1,234,567円を", ["令和12年12月31日", "1,234,567円"]),
        ("令和１２年１２月３１日（木）に１，２３４円", ["令和１２年１２月３１日（木）", "１，２３４円"]),
        (
            "第12条第２項の委員15人以内、電話096-383-1111、3分の2、ABC",
            ["第12条第２項", "15人", "096-383-1111", "3分の2", "ABC"],
        ),
        ("令和元年度の５つ", ["令和元年度"]),
        ("見本　太郎は、次のとおり", []),
    ],
)
def test_numbers_dates_and_words_stay_whole(text: str, kept: list[str]) -> None:
    found = whole(document(text))
    assert [each.replace(JOINER, "") for each in found] == kept
    assert not any(each.startswith(JOINER) or each.endswith(JOINER) for each in found)


def test_a_line_may_end_nowhere_inside_what_stays_whole() -> None:
    assert whole(document("令和12年12月に１２円")) == ["令⁠和⁠12⁠年12⁠月", "１⁠２⁠円"]


def test_the_name_of_a_person_stays_whole_where_a_cell_says_nothing_else() -> None:
    assert whole(document(cell="見本　太郎")) == ["見⁠本　⁠太⁠郎"]
    assert whole(document(cell="会長は見本　太郎とする")) == []


def test_nothing_is_lost_and_every_run_keeps_its_look_and_its_place() -> None:
    made = docx.Document()
    run = made.add_paragraph().add_run("前")
    run.bold = True
    run.add_tab()
    run.add_text("委員15人と20人")
    run.add_break()
    run.add_text("後")
    out = io.BytesIO()
    made.save(out)
    [paragraph] = docx.Document(io.BytesIO(keep_whole(out.getvalue()))).paragraphs
    assert paragraph.text.replace(JOINER, "") == "前\t委員15人と20人\n後"
    assert all(each.bold for each in paragraph.runs)


def test_a_document_without_numbers_is_the_same_bytes() -> None:
    data = document("会議を置く。")
    assert keep_whole(data) == data


def test_figures_stand_as_far_from_japanese_as_without_joiners() -> None:
    """A fifth of the letters' size, 11 points here, and further where the letters are spaced anyway."""
    made, out = docx.Document(), io.BytesIO()
    made.styles["Normal"].font.size = Pt(11)
    made.add_paragraph("第24回、１２回、1,234円")
    wide = made.add_paragraph("5人").runs[0]
    wide.font.size = Pt(20)
    wide._r.get_or_add_rPr().append(OxmlElement("w:spacing", attrs={qn("w:val"): "60"}))
    made.save(out)
    before = [("第" + JOINER, "44"), ("4" + JOINER, "44"), ("4" + JOINER, "44")]
    assert spaced(out.getvalue()) == [*before, ("5" + JOINER, "140"), ("人", "60")]


def test_letters_in_a_frame_stay_one_run() -> None:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph().add_run("資料１－１")._r.get_or_add_rPr().append(OxmlElement("w:bdr", attrs={qn("w:val"): "single"}))
    made.save(out)
    assert keep_whole(out.getvalue()) == out.getvalue()
