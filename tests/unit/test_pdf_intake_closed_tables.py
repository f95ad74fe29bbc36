"""A table that goes on over a page is closed with a rule, and no other page gets one."""

from __future__ import annotations

import pikepdf
import pytest

from hyoga_docs.pdf.intake.closed_tables import close_tables

SIDES = "57 700 m 57 100 l S q 298 700 m 298 100 l S Q 539 700 m 539 100.2 l S "
TOP, BOTTOM = "56.75 700 m 539.25 700 l S ", "56.75 100 m 539.25 100 l S "


def drawn(content: str) -> str:
    """What is drawn on a page beyond its own content."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(content.encode())
    close_tables(pdf)
    contents = page.Contents
    return contents[-1].read_bytes().decode() if isinstance(contents, pikepdf.Array) else ""


def test_the_rule_goes_from_side_to_side_and_is_no_content() -> None:
    rule = drawn(TOP + SIDES)
    assert "57.00 100.00 m 539.00 100.00 l S" in rule
    assert rule.startswith("/Artifact BMC")
    assert rule.endswith("EMC")


@pytest.mark.parametrize(
    "content",
    [
        TOP + SIDES + BOTTOM,
        "57 700 m 57 100 l S ",
        "q 2 0 0 2 0 0 cm " + SIDES + "Q",
        "57 700 m 57 100 l S 298 700 m 298 300 l S 539 700 m 539 100 l S " + BOTTOM + "57 300 m 539 300 l S ",
        "",
    ],
    ids=["closed", "one line", "drawn to scale", "a cell that is merged below", "empty"],
)
def test_nothing_is_drawn_where_a_table_ends_or_none_is(content: str) -> None:
    assert drawn(content) == ""
