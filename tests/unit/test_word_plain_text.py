"""A plain text as a Word document."""

from __future__ import annotations

from hyoga_docs.text.extract import read_body
from hyoga_docs.text.file_kind import kind_of
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.word.plain_text import plain_text_docx

TEXT = "一行目\r\n\r\n<b>&\t表\t12,000\r\n  字下げ　\r\n\f次のページ\r\n"


def test_a_line_is_a_paragraph_and_nothing_of_it_is_lost() -> None:
    made = plain_text_docx(TEXT)
    assert kind_of(made).name == "Word"
    body = read_body(made, ".docx")
    assert [" ".join(each.text.split()) for each in body.passages] == ["一行目", "<b>& 表 12,000", "字下げ", "次のページ"]
    xml = read_parts(made)["word/document.xml"].decode()
    assert xml.count("<w:p>") == 6
    assert xml.count("<w:tab/>") == 2
    assert '<w:t xml:space="preserve">  字下げ　</w:t>' in xml


def test_a_form_feed_begins_a_page() -> None:
    xml = read_parts(plain_text_docx("a\f\fb"))["word/document.xml"].decode()
    assert xml.count("<w:pageBreakBefore/>") == 2
    assert "<w:pageBreakBefore/>" not in read_parts(plain_text_docx("a\nb"))["word/document.xml"].decode()


def test_the_same_text_gives_the_same_bytes() -> None:
    assert plain_text_docx(TEXT) == plain_text_docx(TEXT.replace("\r\n", "\n"))
