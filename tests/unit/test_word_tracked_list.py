from __future__ import annotations

import io

import docx
import pytest
from tracking import DAY, marks, resolved

from hyoga_docs.text.diff import compare_texts
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.word.tracked.list import ChangeLine, tracked_lines


def line(old: tuple[str, ...], new: tuple[str, ...], note: str = "") -> ChangeLine:
    if len(old) == len(new):
        pairs = [compare_texts(was, now) for was, now in zip(old, new, strict=True)]
        return ChangeLine(tuple(was for was, _ in pairs), tuple(now for _, now in pairs), note)
    return ChangeLine(tuple(((cell, True),) for cell in old), tuple(((cell, True),) for cell in new), note)


SENTENCE = line(("商工観光労働部は、次のとおり定める。",), ("商工労働部は、次のとおり定める。",), "第１　趣旨（２ページ）")
WENT = line(("古い文である。",), (), "第１　趣旨（２ページ）")
CAME = line((), ("新しい文である。",), "第２　構成員（３ページ）")
ROW = line(("熊本県", "211"), ("熊本県", "213"))
PAPERS = [("資料１　支援について", [SENTENCE, WENT, CAME]), ("資料２　推計表", [ROW, line(("福岡県",), ("福岡県", "9"))])]


def test_a_paper_is_a_heading_and_a_line_is_a_paragraph_with_its_changes() -> None:
    data = tracked_lines("第１回会議　変更箇所", PAPERS, "事務局", DAY)
    assert data == tracked_lines("第１回会議　変更箇所", PAPERS, "事務局", DAY)
    texts = [(each.style.name, each.text) for each in docx.Document(io.BytesIO(resolved(data, "accept"))).paragraphs]
    assert texts == [
        ("Title", "第１回会議　変更箇所"),
        ("Heading 1", "資料１　支援について"),
        ("Subtitle", "第１　趣旨（２ページ）"),
        ("Normal", "商工労働部は、次のとおり定める。"),
        ("Subtitle", "第２　構成員（３ページ）"),
        ("Normal", "新しい文である。"),
        ("Heading 1", "資料２　推計表"),
        ("Normal", "熊本県　｜　213"),
        ("Normal", "福岡県　｜　9"),
    ]
    old = [text for text in document_lines(resolved(data, "reject")) if text and not text.startswith("#")]
    assert old[1:] == [
        *("第１　趣旨（２ページ）", "商工観光労働部は、次のとおり定める。", "古い文である。", "第２　構成員（３ページ）"),
        *("熊本県　｜　211", "福岡県"),
    ]
    assert marks(data) == [
        *("-商工観光労働部", "+商工労働部", "-¶", "-古い文である。", "+¶", "+新しい文である。"),
        *("-211", "+213", "-福岡県", "+福岡県　｜　9"),
    ]


@pytest.mark.parametrize("text", ["<&>\"'", "改\n行", "制御\x0b文字\x00", "半分\udc80"])
def test_any_text_can_be_written(text: str) -> None:
    data = tracked_lines(text, [(text, [line((text,), ())])], "事務局", DAY)
    plain = text.replace("\x0b", r"\u000b").replace("\x00", r"\u0000").replace("\udc80", r"\udc80")
    assert "".join(each.text for each in docx.Document(io.BytesIO(resolved(data, "reject"))).paragraphs[2:]) == plain


def test_it_is_a4_japanese_and_says_nothing_of_its_maker() -> None:
    data = tracked_lines("変更箇所", [], "事務局", DAY)
    document = docx.Document(io.BytesIO(data))
    section, core = document.sections[0], document.core_properties
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (core.title, core.author, core.language, core.comments, core.last_modified_by) == ("変更箇所", "事務局", "ja-JP", "", "")
    assert not [name for name in read_parts(data) if name.endswith((".jpeg", ".jpg"))]
