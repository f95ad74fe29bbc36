from __future__ import annotations

import pytest

from hyoga_docs.text.ooxml.symbol_characters import in_unicode, is_symbol_font, unicode_of


@pytest.mark.parametrize(
    ("font", "codes", "signs"),
    [
        ("Wingdings", b"\xa8\xfe\xfc\x6c\x6e\x75\xa7\xd8\xe0\xe8\xf0\x46\x28", "☐☑✓●■◆▪➢→➔⇨☞☎"),
        ("Wingdings 2", b"\x52\x54\x6a\x75\x9a\xf8", "☑☒①❶○※"),
        ("Wingdings 3", b"\x22\x6b\x70\x7d\x85", "→↗▲▶⬅"),
        ("Webdings", b"\x61\x67\x6e\x92", "✔■●🏷"),
        ("Symbol", b"\x61\xb7\xb3\xde\xae", "α•≥⇒→"),
    ],
)
def test_codes_become_the_signs_that_the_fonts_show(font: str, codes: bytes, signs: str) -> None:
    assert "".join(unicode_of(font, code) or "?" for code in codes) == signs
    assert "".join(unicode_of(font.upper(), 0xF000 + code) or "?" for code in codes) == signs


def test_letters_of_windows_stand_for_their_codes() -> None:
    assert unicode_of("Wingdings", ord("Ÿ")) == unicode_of("Wingdings", 0x9F) == "•"


def test_what_is_no_sign_is_none() -> None:
    assert unicode_of("Wingdings", 0xFF) is None
    assert unicode_of("Wingdings", 0x1F) is None
    assert unicode_of("Wingdings", ord("日")) is None
    assert unicode_of("Wingdings", 0xF100) is None
    assert unicode_of("ＭＳ 明朝", 0x41) is None


def test_a_text_keeps_what_another_font_shows() -> None:
    assert in_unicode("Wingdings", "ü済\uf0fc") == "✓済✓"
    assert in_unicode("Century", "ü済") == "ü済"
    assert is_symbol_font("wingdings 2")
    assert not is_symbol_font("Wingdings 4")
