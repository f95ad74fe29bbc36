from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law

from hyoga_docs.check.figures import figure, percentage, rounds_to

FULL = str.maketrans("0123456789,", "０１２３４５６７８９，")


@law
@given(st.integers(-999_999, 999_999), st.booleans(), st.sampled_from(["", "人", "円", "か所"]))
def test_a_figure_is_read_in_every_spelling(value: int, full: bool, unit: str) -> None:
    text = f"{'▲' if value < 0 else ''}{abs(value):,}{unit}"
    assert figure(text.translate(FULL) if full else text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("３．１％", Decimal("3.1")), ("▲3%", Decimal(-3)), ("3", None), ("3人", None), ("%", None)]
)
def test_a_percentage_is_read_and_nothing_else(text: str, value: Decimal | None) -> None:
    assert percentage(text) == value


@pytest.mark.parametrize(("share", "rounds"), [("33.3", True), ("33.4", False), ("33", True), ("34", False)])
def test_a_percentage_may_be_rounded_or_cut_off(share: str, rounds: bool) -> None:
    assert rounds_to(Decimal(100) / 3, Decimal(share)) == rounds
