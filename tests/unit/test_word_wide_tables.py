"""Tables that are too wide for an upright page."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from hyoga_docs.word.wide_tables import part_tables, turn_pages


def document(columns: int) -> WordDocument:
    """A document with a table of two rows, each cell with the number of its column."""
    made = Document()
    table = made.add_table(rows=2, cols=columns)
    for row in table.rows:
        for number, cell in enumerate(row.cells):
            cell.text = str(number)
    return made


def cells(made: WordDocument) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]


def width(made: WordDocument) -> int:
    return sum(int(column.get(qn("w:w"))) for column in made.tables[0]._tbl.iter(qn("w:gridCol")))


def test_pages_are_turned_and_tables_widened_with_them() -> None:
    made = document(3)
    section, before = made.sections[0], width(made)
    assert section.page_width is not None
    assert section.page_height is not None
    size, margins = (section.page_width, section.page_height), int(section.left_margin or 0) + int(section.right_margin or 0)
    turn_pages(made)
    assert (section.page_height, section.page_width) == size
    ratio = (size[1] - margins) / (size[0] - margins)
    assert abs(width(made) / before - ratio) < 0.01
    turn_pages(made)
    assert (section.page_height, section.page_width) == size


def test_the_columns_of_a_table_are_shared_among_parts_of_its_width() -> None:
    made = document(5)
    before = width(made)
    part_tables(made, [[0, 1, 2], [0, 3, 4]])
    assert cells(made) == [[["0", "1", "2"]] * 2, [["0", "3", "4"]] * 2]
    assert abs(width(made) - before) < 10
    between = made.tables[0]._tbl.getnext()
    assert between is not None
    assert between.tag == qn("w:p")  # Word would make one table of two that touch


def test_a_table_that_is_another_is_left_alone() -> None:
    made = document(4)
    part_tables(made, [[0, 1, 2], [0, 3, 4]])
    assert len(made.tables) == 1
