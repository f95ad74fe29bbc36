"""What a body leads to or holds in itself, in files with tracked changes: each test changes one kind of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tracking import DAY, W, change, holds, made, marks, paragraphs, reads, resolved
from workspaces import law

from hyoga_docs.text.diff import compare_texts, likeness
from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts
from hyoga_docs.text.readers.docx import document_lines
from hyoga_docs.text.readers.docx_blocks import docx_blocks
from hyoga_docs.word.tracked.compare import tracked
from hyoga_docs.word.tracked.paragraphs import TextComparison

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"


def with_part(data: bytes, kind: str, content: str) -> bytes:
    """A Word file with a part that its body is related to."""
    parts = read_parts(data)
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/word/{kind}.xml" ContentType="{_TYPE.format(kind)}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    relation = f'<Relationship Id="rIdMade" Type="{_RELATED.format(kind)}" Target="{kind}.xml"/>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", f"{relation}</Relationships>").encode()
    parts[f"word/{kind}.xml"] = content.encode()
    return write_parts(parts)


def with_notes(*paragraphs_: tuple[str, str | None], kind: str = "footnote") -> bytes:
    """A Word file of paragraphs, each with a note or none."""

    def fill(document: Document) -> None:
        number = 0
        for text, note in paragraphs_:
            paragraph = document.add_paragraph(text)
            if note is not None:
                number += 1
                paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>'))

    notes = [note for _, note in paragraphs_ if note is not None]
    if not notes:
        return made(fill)
    said = [
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p>'
        f"</w:{kind}>"
        for number, note in enumerate(notes, 1)
    ]
    ends = "".join(
        f'<w:{kind} w:type="{each}" w:id="{i}"><w:p/></w:{kind}>' for i, each in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return with_part(made(fill), f"{kind}s", f"<w:{kind}s {nsdecls('w')}>{ends}{''.join(said)}</w:{kind}s>")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ([("一", "前の注。")], [("一", "後の注。")], ["-前", "+後"]),
        ([("一", None)], [("一", "加わった注。")], ["+ 加わった注。"]),
        ([("一", "去った注。")], [("一", None)], ["- 去った注。"]),
        ([("一", "注１。"), ("二", "注２。")], [("二", "注２。")], ["- 注１。"]),
        ([("二", "注２。")], [("一", "注１。"), ("二", "注２と。")], ["+ 注１。", "+と"]),
    ],
)
def test_notes_that_stayed_are_compared_and_others_come_and_go(
    kind: str, old: list[tuple[str, str | None]], new: list[tuple[str, str | None]], marked: list[str]
) -> None:
    one, other = with_notes(*old, kind=kind), with_notes(*new, kind=kind)
    data = change(one, other)
    holds(one, other, data)
    assert marks(data, f"word/{kind}s.xml") == marked


def sharing(text: str, *numbers: int) -> bytes:
    """A Word file with a footnote, to which a paragraph of each number refers so often."""

    def fill(document: Document) -> None:
        for place, number in enumerate(numbers):
            paragraph = document.add_paragraph(f"{place}番目")._p
            for _ in range(number):
                paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'))

    note = f'<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    return with_part(made(fill), "footnotes", f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")


def test_a_note_that_is_referred_to_more_often_is_one_note() -> None:
    for old, new in (((1,), (2,)), ((2,), (1,)), ((1, 1), (1, 0)), ((0, 1), (1, 1)), ((2,), (2,))):
        one, other = sharing("前の注", *old), sharing("後の注", *new)
        data = change(one, other)
        holds(one, other, data)
        assert marks(data, "word/footnotes.xml") == ["-前", "+後"]
    data = change(sharing("注", 2), sharing("注", 0))
    assert marks(data, "word/footnotes.xml") == ["-注"]
    assert read_parts(resolved(data, "reject"))["word/footnotes.xml"].count(b"<w:footnote ") == 1


def headed(**margins: str) -> Callable[[Document], None]:
    """Fills a document with a line, and a header or footer of each name: `header`, `first_page_footer`, `even_page_header`."""

    def fill(document: Document) -> None:
        section = document.sections[0]
        for name, text in margins.items():
            getattr(section, name).is_linked_to_previous = False
            getattr(section, name).paragraphs[0].text = text
            section.different_first_page_header_footer |= name.startswith("first")
            document.settings.odd_and_even_pages_header_footer |= name.startswith("even")
        document.add_paragraph("本文")

    return fill


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"header": "資料１"}, {"header": "資料２"}),
        ({"header": "資料１"}, {}),
        ({}, {"footer": "担当課"}),
        ({"header": "資料１"}, {"header": "資料１", "first_page_header": "表紙"}),
        ({"header": "資料１", "first_page_header": "表紙", "first_page_footer": "部外秘"}, {"header": "資料３"}),
        ({"header": "奇数の頁", "even_page_header": "偶数の頁"}, {"header": "どの頁も"}),
        ({"header": "どの頁も"}, {"header": "奇数の頁", "even_page_header": "偶数の頁"}),
    ],
)
def test_headers_and_footers_come_and_go(old: dict[str, str], new: dict[str, str]) -> None:
    reads(made(headed(**old)), made(headed(**new)))


def sections(*texts: str, narrow: bool = False, even: bool = False) -> bytes:
    """A Word file with a section and a header for each text, and one for its even pages."""

    def fill(document: Document) -> None:
        document.settings.odd_and_even_pages_header_footer = even
        for number, text in enumerate(texts):
            if number:
                document.add_section()
            section = document.sections[-1]
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = f"見出し{text}"
            document.add_paragraph(f"{text}の本文。")
            if even:
                section.even_page_header.paragraphs[0].text = f"偶数{text}"
            if narrow:
                section.left_margin = Mm(40)

    return made(fill)


@pytest.mark.parametrize(
    ("old", "new"), [("一二", "一"), ("一", "一二"), ("一二三", "一三"), ("一三", "一二三"), ("一二", "三四"), ("", "一二")]
)
def test_sections_come_and_go_with_their_headers(old: str, new: str) -> None:
    reads(sections(*old), sections(*new))


def test_sections_that_come_and_go_print_their_headers_on_even_pages_too() -> None:
    for old, new in (("一二三", "一三"), ("一三", "一二三")):
        for even in (True, False):
            one, other = sections(*old, even=even), sections(*new, even=not even)
            data = change(one, other)
            for what, file in (("accept", other), ("reject", one)):
                printed = list(even_headers(resolved(data, what)))
                assert printed == (list(even_headers(file)) or [f"見出し{text}" for text in (new if file is other else old)])


def even_headers(data: bytes) -> Iterator[str]:
    """What the sections of a Word file print at the head of even pages."""
    document = docx.Document(io.BytesIO(data))
    if document.settings.odd_and_even_pages_header_footer:
        yield from (section.even_page_header.paragraphs[0].text for section in document.sections)


def test_a_section_with_other_margins_is_told() -> None:
    old, new = sections("一", "二"), sections("一", "二", narrow=True)
    assert reads(old, new) == []
    assert read_parts(change(old, new))["word/document.xml"].count(b"<w:sectPrChange") == 2


def numbered(form: str, items: list[tuple[str, int]], lists: int = 1) -> bytes:
    """A Word file of items, each in a list by its number."""

    def fill(document: Document) -> None:
        for text, number in items:
            paragraph = document.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
            )

    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{each}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        for each in range(lists)
    )
    nums = "".join(f'<w:num w:numId="{each + 1}"><w:abstractNumId w:val="{each}"/></w:num>' for each in range(lists))
    return with_part(made(fill), "numbering", f"<w:numbering {nsdecls('w')}>{definitions}{nums}</w:numbering>")


def test_lists_keep_their_own_numbers() -> None:
    items = [("目的", 1), ("組織", 1), ("任期", 1)]
    for old, new in (
        (numbered("decimal", items), numbered("upperLetter", items)),
        (numbered("decimal", items), numbered("decimal", [*items, ("雑則", 2)], 2)),
        (numbered("decimal", [*items, ("雑則", 2)], 2), numbered("decimal", items)),
        (numbered("decimal", items), paragraphs("目的", "組織")),
        (paragraphs("目的", "組織"), numbered("decimal", items)),
    ):
        assert docx_blocks(old) != docx_blocks(new)
        reads(old, new)


def test_a_style_that_numbers_otherwise_stays_another_style() -> None:
    def styled(level: int, size: int) -> bytes:
        def fill(document: Document) -> None:
            style = document.styles.add_style("条", 1)
            style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))
            style.element.get_or_add_rPr().append(parse_xml(f'<w:sz {nsdecls("w")} w:val="{size}"/>'))
            document.add_paragraph("第１条", style="条")
            document.add_paragraph("本文")

        return made(fill)

    reads(styled(0, 21), styled(2, 21))
    assert told(styled(0, 21), styled(0, 28)) == ("スタイルの定義（条）",)
    assert change(styled(0, 21), styled(0, 21)) == write_parts(read_parts(styled(0, 21)))


def told(old: bytes, new: bytes) -> tuple[str, ...]:
    """What the tracked changes between two files cannot hold."""
    return tracked(old, new, "事務局", DAY, TextComparison(compare_texts, likeness)).untracked


def test_what_holds_for_all_of_a_file_is_told_where_it_differs() -> None:
    def page(size: int, *, mirrored: bool = False, said: str = "") -> bytes:
        def fill(document: Document) -> None:
            document.styles["Normal"].font.size = Mm(size)
            if mirrored:
                document.settings.element.append(parse_xml(f"<w:mirrorMargins {nsdecls('w')}/>"))
            document.add_paragraph("本文")

        comment = f'<w:comment w:id="1" w:author="甲"><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:comment>'
        return with_part(made(fill), "comments", f"<w:comments {nsdecls('w')}>{comment}</w:comments>") if said else made(fill)

    assert told(page(4), page(4)) == told(page(4, said="確認"), page(4, said="確認")) == ()
    assert told(page(4), page(5)) == ("スタイルの定義（Normal）",)
    for old, new in ((page(4), page(4, said="確認")), (page(4, said="確認"), page(4, said="済み"))):
        assert told(old, new) == ("コメント",)
    assert told(page(4), page(4, mirrored=True)) == ("文書の設定（注の番号、見開き、禁則など）",)


def boxed(text: str, width: int = 900) -> bytes:
    """A Word file with a text box, as Word writes it: for newer programs and for older ones."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        f'<w:drawing><wp:inline><wp:extent cx="{width}" cy="900"/><wp:docPr id="1" name="枠"/><a:graphic>'
        f'<a:graphicData uri="{_WPS}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inside}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape id="_x{text}" style="width:72pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict>'
    names = f'{nsdecls("wp", "a")} xmlns:wps="{_WPS}" xmlns:v="urn:schemas-microsoft-com:vml"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

    def fill(document: Document) -> None:
        document.add_paragraph("前")._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")} {names} {mc}><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
                f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )
        document.add_paragraph("後")

    return made(fill)


def test_a_text_box_is_compared_in_both_its_forms() -> None:
    assert reads(boxed("前の語"), boxed("後の語")) == ["-前", "+後"] * 2
    assert reads(boxed("語"), boxed("語", 1200))[0].startswith("-")  # another box
    reads(boxed("語"), paragraphs("前", "後"))
    reads(paragraphs("前", "後"), boxed("語"))


def controlled(text: str, *, checked: bool, around: bool = True) -> bytes:
    """A Word file with a check box, and a content control around a paragraph."""
    sign = "☑" if checked else "☐"
    inside = f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent>"
    box = f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="可否"/></w:sdtPr>{inside}</w:sdt>'

    def fill(document: Document) -> None:
        document.add_paragraph("可否")._p.append(parse_xml(box))
        held = document.add_paragraph(text)._p
        if around:
            control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="理由"/></w:sdtPr><w:sdtContent/></w:sdt>')
            held.addprevious(control)
            control[1].append(held)
        document.add_paragraph("後")

    return made(fill)


def test_content_controls_stay_and_come_and_go() -> None:
    assert reads(controlled("理由。", checked=False), controlled("理由。", checked=True)) == ["-☐", "+☑"]
    assert reads(controlled("前の理由。", checked=True), controlled("後の理由。", checked=True)) == ["-前", "+後"]
    for old, new in (
        (controlled("理由。", checked=True), controlled("理由。", checked=True, around=False)),
        (controlled("理由。", checked=True), paragraphs("可否", "後")),
        (paragraphs("可否", "後"), controlled("理由。", checked=True)),
    ):
        reads(old, new)


def test_a_control_with_changes_is_bound_to_nothing_that_would_be_written_over_them() -> None:
    def bound(text: str) -> bytes:
        parts = read_parts(controlled(text, checked=True))
        alias = '<w:alias w:val="理由"/>'
        binding = f'{alias}<w:dataBinding w:xpath="/a" w:storeItemID="{{0}}"/>'
        parts["word/document.xml"] = parts["word/document.xml"].decode().replace(alias, binding).encode()
        return write_parts(parts)

    assert b"dataBinding" in read_parts(change(bound("理由。"), bound("理由。")))["word/document.xml"]
    data = change(bound("前の理由。"), bound("後の理由。"))
    assert (marks(data), b"dataBinding" in read_parts(data)["word/document.xml"]) == (["-前", "+後"], False)


def contents(*entries: str) -> bytes:
    """A Word file with a table of contents: a field over several paragraphs."""

    def run(inner: str) -> etree._Element:
        return parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>")

    def fill(document: Document) -> None:
        document.add_paragraph("目次")
        for number, entry in enumerate(entries):
            paragraph = document.add_paragraph()._p
            if not number:
                for inner in (
                    '<w:fldChar w:fldCharType="begin"/>',
                    "<w:instrText> TOC </w:instrText>",
                    '<w:fldChar w:fldCharType="separate"/>',
                ):
                    paragraph.append(run(inner))
            paragraph.append(run(f"<w:t>{entry}</w:t>"))
        if entries:
            document.add_paragraph()._p.append(run('<w:fldChar w:fldCharType="end"/>'))
        document.add_paragraph("本文")

    return made(fill)


def test_a_field_over_paragraphs_begins_and_ends_whatever_is_accepted() -> None:
    for old, new in ((("一", "二"), ("一", "二", "三")), ((), ("一", "二")), (("一", "二"), ())):
        data = change(contents(*old), contents(*new))
        for each in (data, resolved(data, "accept"), resolved(data, "reject")):
            kinds = [
                mark.get(qn("w:fldCharType")) for mark in parse_part(read_parts(each)["word/document.xml"]).iter(qn("w:fldChar"))
            ]
            assert kinds.count("begin") == kinds.count("end")
        holds(contents(*old), contents(*new), data)


def test_a_field_that_would_be_left_open_is_told() -> None:
    old, new = contents("一", "二"), contents("三")
    done = tracked(old, new, "事務局", DAY, TextComparison(compare_texts, likeness))
    assert done.untracked == ("段落をまたぐフィールド（目次など）の始まりと終わり",)
    for what, file in (("accept", new), ("reject", old)):
        assert document_lines(resolved(done.data, what)) == document_lines(file)


def laid_out(width: int, *, border: bool, shaded: bool, tall: bool) -> bytes:
    def fill(document: Document) -> None:
        grid = document.add_table(2, 2)
        for cell, text in zip(grid._cells, "一二三四", strict=True):
            cell.text = text
        if border:
            grid._tbl.tblPr.append(parse_xml(f'<w:tblBorders {nsdecls("w")}><w:top w:val="single"/></w:tblBorders>'))
        if shaded:
            grid.cell(0, 0)._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="DDDDDD"/>'))
        if tall:
            grid.rows[1].height = Mm(20)
        grid.columns[0].width = Mm(width)
        document.add_paragraph("後")

    return made(fill)


def test_how_a_table_is_laid_out_is_told_and_can_be_taken_back() -> None:
    plain = laid_out(30, border=False, shaded=False, tall=False)
    other = laid_out(40, border=True, shaded=True, tall=True)
    for old, new in ((plain, other), (other, plain)):
        assert reads(old, new) == []
        body = read_parts(change(old, new))["word/document.xml"].decode()
        assert all(f"<w:{name}Change" in body for name in ("tblPr", "tblGrid", "trPr", "tcPr"))


def test_a_chart_that_changed_goes_and_comes_with_its_numbers() -> None:
    def charted(value: str) -> bytes:
        chart = f'<c:chartSpace xmlns:c="{_DRAWN}/chart"><c:chart><c:plotArea/><c:extLst/></c:chart><!-- {value} --></c:chartSpace>'
        drawn = (
            f'<w:r {nsdecls("w", "r", "wp", "a")}><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="図"/>'
            f'<a:graphic><a:graphicData uri="{_DRAWN}/chart">'
            f'<c:chart xmlns:c="{_DRAWN}/chart" r:id="rIdChart"/></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

        def fill(document: Document) -> None:
            document.add_paragraph("図")._p.append(parse_xml(drawn))

        parts = read_parts(made(fill))
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        override = f'<Override PartName="/word/charts/chart1.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].decode().replace("</Types>", override).encode()
        relation = f'<Relationship Id="rIdChart" Type="{_RELATED.format("chart")}" Target="charts/chart1.xml"/></Relationships>'
        relations = parts["word/_rels/document.xml.rels"].decode()
        parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", relation).encode()
        parts["word/charts/chart1.xml"] = chart.encode()
        return write_parts(parts)

    data = change(charted("前"), charted("後"))
    assert marks(data) == ["-", "+"]
    assert "前" in next(content for name, content in read_parts(data).items() if "charts/old-" in name).decode()
    assert marks(change(charted("同"), charted("同"))) == []


def test_a_strict_file_is_compared_with_a_usual_one() -> None:
    usual = paragraphs("商工観光労働部")
    parts = read_parts(usual)
    for name, content in parts.items():
        text = content.decode().replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/"
        )
        parts[name] = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
        ).encode()
    strict = write_parts(parts)
    assert b"purl.oclc.org" in read_parts(strict)["word/document.xml"]
    assert marks(change(strict, usual)) == []
    data = change(paragraphs("商工労働部"), strict)
    assert document_lines(resolved(data, "accept")) == ["商工観光労働部"]
    assert document_lines(resolved(data, "reject")) == ["商工労働部"]
    assert not [name for name, content in read_parts(data).items() if b"purl.oclc.org" in content]


_WORDS = st.lists(st.sampled_from(["見本市", "観光", "労働部", "は、", "定める。", "１"]), max_size=5).map("".join)
_BLOCK = st.one_of(
    st.tuples(st.sampled_from(["p", "heading", "list", "bold", "control", "section", "note"]), _WORDS),
    st.tuples(st.just("table"), st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=3)),
)
_DOCUMENT = st.tuples(st.lists(_BLOCK, max_size=6), st.sampled_from(["", "資料１", "資料２"]))


def written(blocks: list[tuple[str, object]], header: str) -> bytes:
    """A Word file of blocks of many kinds; sections and notes too."""
    notes: list[str] = []

    def fill(document: Document) -> None:
        if header:
            document.sections[0].header.paragraphs[0].text = header
        for kind, said in blocks:
            _add(document, kind, said, notes)
        document.add_paragraph("おわり")

    data = made(fill)
    if not notes:
        return data
    inside = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    return with_part(data, "footnotes", f"<w:footnotes {nsdecls('w')}>{inside}</w:footnotes>")


def _add(document: Document, kind: str, said: object, notes: list[str]) -> None:
    if kind == "table" and isinstance(said, list):
        grid = document.add_table(len(said), 2)
        for row, texts in zip(grid.rows, said, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("表の後")
        return
    text = str(said)
    paragraph = document.add_heading(text, 1) if kind == "heading" else document.add_paragraph(text)
    if kind == "bold":
        paragraph.add_run("太字").bold = True
    elif kind == "section":
        document.add_section()
    elif kind == "note":
        notes.append(f"注{text}")
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{len(notes)}"/></w:r>'))
    elif kind == "control":
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        paragraph._p.addprevious(control)
        control[0].append(paragraph._p)


@law
@given(_DOCUMENT, _DOCUMENT)
def test_so_it_is_in_documents_of_many_kinds(
    old: tuple[list[tuple[str, object]], str], new: tuple[list[tuple[str, object]], str]
) -> None:
    reads(written(*old), written(*new), validated=False)


def test_ids_of_drawings_and_parts_are_used_once() -> None:
    one, other = boxed("一"), boxed("二", 1200)
    body = parse_part(read_parts(change(one, other))["word/document.xml"])
    ids = [each.get("id") for each in body.iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == 2
    assert [each.tag for each in body.iter(f"{W}del")] == [f"{W}del"]
    docx.Document(io.BytesIO(change(one, other)))
