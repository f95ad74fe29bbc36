from __future__ import annotations

import pytest

from hyoga_docs.japanese.patterns import filled, without

WHOLE = {"name": "見本会議", "ordinal": "第３回", "number": "３", "fiscal_year": "令和６年度"}
COUNTED = {**WHOLE, "fiscal_year": ""}
BARE = {**COUNTED, "ordinal": "", "number": ""}


@pytest.mark.parametrize(
    ("pattern", "whole", "counted", "bare"),
    [
        ("{ordinal}{name}", "第３回見本会議", "第３回見本会議", "見本会議"),
        ("{name}（{ordinal}）", "見本会議（第３回）", "見本会議（第３回）", "見本会議"),
        ("{ordinal}　{name}", "第３回　見本会議", "第３回　見本会議", "見本会議"),
        ("{name}　{ordinal}", "見本会議　第３回", "見本会議　第３回", "見本会議"),
        ("第{number}期{name}", "第３期見本会議", "第３期見本会議", "見本会議"),
        ("{fiscal_year}{ordinal}{name}", "令和６年度第３回見本会議", "第３回見本会議", "見本会議"),
        ("{fiscal_year}　第{number}回　{name}", "令和６年度　第３回　見本会議", "第３回　見本会議", "見本会議"),
        ("{name}（{fiscal_year}第{number}回）", "見本会議（令和６年度第３回）", "見本会議（第３回）", "見本会議"),
        ("{name}（通算{number}回目）", "見本会議（通算３回目）", "見本会議（通算３回目）", "見本会議"),
        ("{name}（{fiscal_year}）・・・{ordinal}", "見本会議（令和６年度）・・・第３回", "見本会議・・・第３回", "見本会議"),
        ("{name}　 {fiscal_year}（{ordinal}）", "見本会議　 令和６年度（第３回）", "見本会議（第３回）", "見本会議"),
        ("{name}　{fiscal_year}（{ordinal}）", "見本会議　令和６年度（第３回）", "見本会議（第３回）", "見本会議"),
        ("{name}　年度：{fiscal_year}　{ordinal}", "見本会議　年度：令和６年度　第３回", "見本会議　第３回", "見本会議"),
        ("例町{name} - {ordinal}", "例町見本会議 - 第３回", "例町見本会議 - 第３回", "例町見本会議"),
    ],
)
def test_what_is_missing_leaves_no_hole(pattern: str, whole: str, counted: str, bare: str) -> None:
    assert [filled(pattern, values) for values in (WHOLE, COUNTED, BARE)] == [whole, counted, bare]


def test_a_value_is_no_pattern() -> None:
    assert filled("{name}", {"name": "{ordinal}", "ordinal": "第１回"}) == "{ordinal}"


def test_a_pattern_that_lacks_nothing_stays_as_it_is() -> None:
    assert without(" （）{name} ", {"number"}) == " （）{name} "
