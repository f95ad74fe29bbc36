"""Names of files as every desk can have them."""

from __future__ import annotations

import pytest

from hyoga_docs.core.file_names import file_stem, is_reserved


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("見本市　市長", "見本市-市長"),
        ("見本/例:町?", "見本-例-町"),
        ("か\u3099", "が"),
        ("../..", "宛名"),
        ("あ" * 80, "あ" * 60),
    ],
)
def test_a_name_becomes_the_stem_of_a_file(name: str, stem: str) -> None:
    assert file_stem(name, "宛名") == stem


def test_names_of_devices_are_reserved() -> None:
    assert all(map(is_reserved, ("CON", "nul.txt", "com1.pdf")))
    assert not any(map(is_reserved, ("construct", "com", "資料１")))
