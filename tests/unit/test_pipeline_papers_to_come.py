"""The sheet of a paper to come lies as the papers beside it."""

from __future__ import annotations

import pytest
from test_text_page_direction import LIES, STANDS, word

from hyoga_docs.pipeline.papers_to_come import turned_sheets
from hyoga_docs.plan.model import Document
from hyoga_docs.text.page_direction import is_lying


@pytest.mark.parametrize(
    ("before", "after", "lies"),
    [
        (STANDS, STANDS, False),
        (LIES, LIES, True),
        (LIES, STANDS, True),  # as the template has it
        (STANDS, None, False),
        (None, None, True),
    ],
)
def test_a_sheet_lies_as_its_neighbours(before: tuple[int, int] | None, after: tuple[int, int] | None, *, lies: bool) -> None:
    sheet, cover = Document("sheet", "丁", template="cover", waiting=True), Document("cover", "戊", template="cover")
    sides = [[Document(key, key, template="note")] if size else [] for key, size in (("before", before), ("after", after))]
    documents = [*sides[0], sheet, cover, *sides[1]]
    sizes = {"before": before, "after": after, "sheet": LIES, "cover": STANDS}
    made = {document.key: word(size) for document in documents if (size := sizes[document.key])}
    found = {**made, **turned_sheets(documents, made, {}, {})}
    assert is_lying(found["sheet"], ".docx") is lies
    assert {key: data for key, data in found.items() if key != "sheet"} == {
        key: data for key, data in made.items() if key != "sheet"
    }
