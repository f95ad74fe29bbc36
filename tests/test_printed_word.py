"""A Word file as LibreOffice really prints it: what is read of it stands on its page, and nothing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversion import converted, page_texts
from word_files import element, field, level, listed, numbering, p, package, r, row, table

from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.passages import PassageKind
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings

_DELETED = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
_WRITTEN_OUT = ("decimalFullWidth", "decimalEnclosedParen", "ideographDigital", "japaneseLegal", "ideographEnclosedCircle")
_AS_IT_IS = ("decimal", "aiueoFullWidth", "irohaFullWidth", "japaneseCounting", "lowerRoman", "decimalEnclosedCircle")


def _paper() -> tuple[str, dict[str, str]]:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('しおり')}</w:rt><w:rubyBase>{r('栞')}</w:rubyBase></w:ruby></w:r>"
    bound = (
        f'<w:sdt><w:sdtPr><w:date w:fullDate="2024-05-01T00:00:00Z"/></w:sdtPr><w:sdtContent>{r("令和６年")}</w:sdtContent></w:sdt>'
    )
    ticked = field("FORMCHECKBOX", None, "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>")
    kinds = [*_WRITTEN_OUT, *_AS_IT_IS]
    body = (
        *(p(r("名前は") + field("FILENAME \\p", r("若者支援計画"))), p(r("日は") + field("DATE", r("四月十九日")))),
        *(p(r("章は第") + field("REF _Ref999 \\h", r("三")) + r("章")), p(r("題は") + field("TITLE", r("見本の計画")))),
        p(r("目次の") + field("TOC \\o", r("始めに") + field("PAGEREF _Toc1 \\h", r("七")))),
        *(p(r("囲い") + field("EQ \\o\\ac(○,印)", r("")) + r("文字")), p(r("読みの") + ruby + r("がある"))),
        *(p(r("同意") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("する")), p(ticked + r("参加する"))),
        *(p(r("控えの") + bound + r("の日")), p(r("案内は") + field('HYPERLINK "http://a.example/"', r("こちら")))),
        *(p(r("つなぐ"), _DELETED), p(r("文である")), p(r("消した段落", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>")),
        p(r("網だけで隠す", "<w:webHidden/>") + r("見えない", "<w:vanish/>")),
        table(row("表の行"), row("消した行", properties='<w:del w:id="2"/>'), row("隠した行", properties="<w:hidden/>")),
        *(p(r(f"{number}{at}番"), listed(number + 1)) for number, _ in enumerate(kinds) for at in range(2)),
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11906" w:h="30000"/></w:sectPr>',
    )
    changed = f'<w:del w:id="3"><w:r><w:delText>前の見出し</w:delText></w:r></w:del><w:ins w:id="4">{r("今の見出し")}</w:ins>'
    header = element("hdr", p(changed + r("頁") + field("PAGE", r("5")) + r("番")))
    fonts = '<w:rFonts w:ascii="BIZ UDMincho" w:hAnsi="BIZ UDMincho" w:eastAsia="BIZ UD明朝"/>'
    styles = element("styles", f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults>")
    lists = numbering(*(level(kind, "（%1）", start=9) for kind in kinds))
    return "".join(body), {"styles": styles, "header1": header, "numbering": lists}


@pytest.mark.office
def test_a_word_file_is_printed_as_it_is_read(tmp_path: Path) -> None:
    data = package(*_paper())
    copy = make_print_copy(data, ".docx", PrintSettings())
    assert copy.findings == ()
    passages = read_body(data, ".docx").passages
    assert read_body(copy.data, ".docx").passages == passages
    (page,) = page_texts(converted(copy.data, ".docx", tmp_path))
    rest = page
    # A reading stands within the words that it is read over; a shorter text may stand within a longer one.
    for passage in sorted(passages, key=lambda each: (each.kind is not PassageKind.READING, -len(each.text))):
        words = unbroken(passage.number) + unbroken(passage.text)
        words = "頁1番" if words == "頁番" else words.replace("頁番", "頁1番")
        assert words in rest
        rest = rest.replace(words, "", 1)
    assert rest == ""
    numbers = [passage.number for passage in passages if passage.number]
    assert numbers[1::2] == [
        "（１０）",
        "（⑽）",
        "（一〇）",
        "（壱拾）",
        "（㊉）",
        "（10）",
        "（コ）",
        "（ヌ）",
        "（十）",
        "（x）",
        "（⑩）",
    ]
