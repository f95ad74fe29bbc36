from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st
from tracking import DAY, W, blocks, change, holds, made, marks, paragraphs, reads, resolved, table, xml
from workspaces import law

from hyoga_docs.text.ooxml.package import UnusableFileError, parse_part, read_parts, write_parts
from hyoga_docs.text.readers.docx import document_lines

MEMBERS = [
    ("経済団体", "経営者協会"),
    ("", "商工会議所連合会"),
    ("", "商工会連合会"),
    ("市町村", "市長会"),
    ("", "町村会"),
    ("行政", "労働局"),
]
MERGED = [(0, 2), (3, 4)]
LINES = ["目的を一つ目に述べる。", "構成員を二つ目に述べる。", "会議の開き方を三つ目に述べる。", "事務局を四つ目に述べる。"]
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364f8cf500f00038601805a34"
    "7d6b0000000049454e44ae426082"
)


def ruby(base: str, reading: str) -> str:
    return (
        "<w:r><w:ruby><w:rubyPr><w:hps w:val='10'/></w:rubyPr>"
        f"<w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{base}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )


def field(shown: str) -> str:
    marks = [f"<w:fldChar w:fldCharType='{kind}'/>" for kind in ("begin", "separate", "end")]
    inside = (marks[0], "<w:instrText> PAGEREF a </w:instrText>", marks[1], f"<w:t>{shown}</w:t>", marks[2])
    return "".join(f"<w:r>{each}</w:r>" for each in inside)


def said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        (["熊本県商工観光労働部に置く。"], ["熊本県商工労働部に置く。"], ["-商工観光労働部", "+商工労働部"]),
        (["会場は労働局とする。"], ["会場は県庁とする。"], ["-労働局", "+県庁"]),
        ([*LINES[:1], *LINES[2:]], LINES, ["+¶", f"+{LINES[1]}"]),
        (LINES, [*LINES[:1], *LINES[2:]], ["-¶", f"-{LINES[1]}"]),
        (LINES, LINES[2:], ["-¶", f"-{LINES[0]}", "-¶", f"-{LINES[1]}"]),
        (LINES, [LINES[2], LINES[0], LINES[1], LINES[3]], ["+¶", f"+{LINES[2]}", "-¶", f"-{LINES[2]}"]),
        (["#第３　構成員の役割", "次の役割を担う。"], ["#第４　構成員の役割", "次の役割を担う。"], ["-第３", "+第４"]),
        (["前。", "", "後。"], ["前。", "後。"], ["-¶"]),
        (["まるで違う文。"], ["別の話である。"], ["-まるで違う文", "+別の話である"]),
        ([""], ["加えた。"], ["+加えた。"]),
    ],
)
def test_only_what_changed_is_marked(old: list[str], new: list[str], marked: list[str]) -> None:
    assert reads(paragraphs(*old), paragraphs(*new)) == marked


def test_the_last_end_stays_where_a_document_grows_or_shrinks_at_its_end() -> None:
    assert reads(paragraphs(*LINES), paragraphs(*LINES[:2])) == ["-¶", "-¶", f"-{LINES[2]}", f"-{LINES[3]}"]
    assert reads(paragraphs(*LINES[:2]), paragraphs(*LINES)) == ["+¶", "+¶", f"+{LINES[2]}", f"+{LINES[3]}"]
    assert reads(paragraphs("#見出し"), paragraphs("#見出し", "本文。")) == ["+¶", "+本文。"]
    assert reads(paragraphs("#見出し", "本文。"), paragraphs("#見出し")) == ["-¶", "-本文。"]


@pytest.mark.parametrize(
    ("rows", "merged", "marked"),
    [
        ([*MEMBERS[:5], ("行政", "熊本労働局")], MERGED, ["+熊本"]),
        ([*MEMBERS[:1], *MEMBERS[2:]], [(0, 1), (2, 3)], ["-行", "-¶", "-¶", "-商工会議所連合会"]),
        ([*MEMBERS[:3], ("市町村", "町村会"), MEMBERS[5]], [(0, 2)], None),
        ([*MEMBERS[:5], ("支援機関", "社協"), MEMBERS[5]], MERGED, ["+行", "+¶", "+支援機関", "+¶", "+社協"]),
        (MEMBERS[:5], MERGED, ["-行", "-¶", "-行政", "-¶", "-労働局"]),
    ],
)
def test_a_row_comes_and_goes_as_a_row(rows: list[tuple[str, ...]], merged: list[tuple[int, int]], marked: list[str]) -> None:
    found = reads(table(MEMBERS, MERGED), table(rows, merged))
    assert found == marked if marked else (found.count("-行"), found.count("+行")) == (2, 1)  # cells that are parted are new ones
    back = change(table(rows, merged), table(MEMBERS, MERGED))
    for what, file in (("accept", table(MEMBERS, MERGED)), ("reject", table(rows, merged))):
        assert blocks(resolved(back, what)) == blocks(file)  # also in a cell that goes on from the one above, which shows nothing


def test_a_table_comes_and_goes_with_all_its_rows() -> None:
    for old, new, sign in ((table([]), table(MEMBERS, MERGED), "+"), (table(MEMBERS, MERGED), table([]), "-")):
        found = reads(old, new)
        assert [each for each in found if each.endswith("行")] == [f"{sign}行"] * 6
        assert all(each.startswith(sign) for each in found)


def test_a_table_with_a_column_more_is_written_anew_row_by_row() -> None:
    wide = [(*row, "備考") for row in MEMBERS]
    for old, new in ((table(MEMBERS, MERGED), table(wide, MERGED)), (table(wide, MERGED), table(MEMBERS, MERGED))):
        found = reads(old, new)
        assert found.count("-行") == found.count("+行") == 6


def test_a_table_in_a_table_is_compared_cell_by_cell() -> None:
    def nested(text: str) -> bytes:
        def fill(document: docx.document.Document) -> None:
            outer = document.add_table(1, 2)
            outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = text
            outer.cell(0, 1).add_paragraph("注")

        return made(fill)

    assert reads(nested("商工観光労働部"), nested("商工労働部")) == ["-商工観光労働部", "+商工労働部"]


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        (
            said("この") + ruby("会議", "かいぎ") + said("は要る。"),
            said("この") + ruby("会議", "かいぎ") + said("は当然要る。"),
            ["+当然"],
        ),
        (said("この") + ruby("会議", "かいぎ"), said("この") + ruby("集会", "しゅうかい"), ["-かいぎ会議", "+しゅうかい集会"]),
        (said("資料１の") + field("3") + said("頁"), said("資料２の") + field("3") + said("頁"), ["-１", "+２"]),
        (said("資料１の") + field("3") + said("頁"), said("資料１の") + field("5") + said("頁"), ["-3", "+5"]),
        (said("前") + "<w:fldSimple w:instr='PAGE'><w:r><w:t>1</w:t></w:r></w:fldSimple>", said("前"), ["-1"]),
        (
            said("一行目") + "<w:r><w:br/><w:t>古い行</w:t></w:r>",
            said("一行目") + "<w:r><w:br/><w:t>新しい行</w:t></w:r>",
            ["-古い", "+新しい"],
        ),
        (
            said("詳しくは") + f"<w:hyperlink w:anchor='a'>{said('商工観光労働部の窓口')}</w:hyperlink>",
            said("詳しくは") + f"<w:hyperlink w:anchor='a'>{said('商工労働部の窓口')}</w:hyperlink>",
            ["-商工観光労働部", "+商工労働部"],
        ),
        (
            said("詳しくは") + f"<w:hyperlink w:anchor='a'>{said('窓口')}</w:hyperlink>",
            said("詳しくは") + f"<w:hyperlink w:anchor='a'>{field('窓口')}</w:hyperlink>",
            ["-窓口", "+窓口"],
        ),
        (
            said("商工観光") + "<w:bookmarkStart w:id='0' w:name='a'/><w:bookmarkEnd w:id='0'/>" + said("部"),
            said("商工部"),
            ["-商工観光部", "+商工部"],
        ),
    ],
)
def test_what_is_no_letter_is_kept_whole(old: str, new: str, marked: list[str]) -> None:
    assert reads(xml(old), xml(new)) == marked


def test_what_stands_in_a_content_control_is_compared_where_it_stands() -> None:
    def page(text: str) -> bytes:
        def fill(document: docx.document.Document) -> None:
            for kind in ("cell", "paragraph"):
                grid = document.add_table(1, 2)
                grid.cell(0, 1).text = text
                cell = grid._tbl.tr_lst[0].tc_lst[1]
                held = cell if kind == "cell" else cell.p_lst[0]
                control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
                held.addprevious(control)
                control[0].append(held)
                document.add_paragraph("間")

        return made(fill)

    assert marks(change(page("商工観光労働部"), page("商工労働部"))) == ["-商工観光労働部", "+商工労働部"] * 2


def test_a_link_that_lost_words_is_still_one_link() -> None:
    old, new = (
        xml(f"<w:hyperlink w:anchor='a'>{said(text)}</w:hyperlink>") for text in ("商工観光労働部の窓口", "商工労働部の窓口")
    )
    body = parse_part(read_parts(change(old, new))["word/document.xml"])
    assert len(list(body.iter(f"{W}hyperlink"))) == 1


def test_a_link_that_leads_elsewhere_is_another_link() -> None:
    def page(place: str) -> bytes:
        return xml(f'{said("詳細は")}<w:hyperlink w:anchor="{place}">{said("別紙")}</w:hyperlink>{said("のとおり")}')

    assert reads(page("別紙一"), page("別紙二")) == ["-別紙", "+別紙"]
    assert marks(change(page("_Toc1"), page("_Toc2"))) == []  # Word's own names, others each time


def test_an_entry_of_a_table_of_contents_is_compared_by_its_words() -> None:
    def page(entry: str) -> bytes:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        return xml(f'{begin}<w:hyperlink w:anchor="_Toc1">{said(entry)}{field("3")}</w:hyperlink>')  # it ends further down

    assert marks(change(page("第１章　組織"), page("第１章　任期"))) == ["-組織", "+任期"]


def test_a_reference_that_went_finds_its_bookmark_when_it_is_back() -> None:
    def page(name: str, note: str) -> bytes:
        place = f'<w:bookmarkStart w:id="1" w:name="{name}"/>{said("別表")}<w:bookmarkEnd w:id="1"/>'
        return xml(f'{place}{said(note)}<w:fldSimple w:instr=" REF {name} ">{said("別表")}</w:fldSimple>')

    for note in ("のとおり", "による"):
        old, new = page("_Ref1", "のとおり"), page("_Ref2", note)
        data = change(old, new)
        holds(old, new, data)
        bodies = [read_parts(resolved(data, what))["word/document.xml"] for what in ("accept", "reject")]
        assert [body.count(b"bookmarkStart") for body in bodies] == [1, 2]
        assert b'w:name="_Ref1"' in bodies[1]


def test_instructions_and_pictures_that_went_come_along() -> None:
    def page(*, picture: bool) -> bytes:
        def fill(document: docx.document.Document) -> None:
            document.add_paragraph("図の前。")
            if picture:
                document.add_picture(io.BytesIO(PICTURE))
            document.add_paragraph("図の後。")

        return made(fill)

    data = change(page(picture=True), page(picture=False))
    document = docx.Document(io.BytesIO(resolved(data, "reject")))
    (shape,) = document.inline_shapes
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    assert document.part.related_parts[blip.embed].blob == PICTURE
    assert "image/png" in read_parts(data)["[Content_Types].xml"].decode()
    went = change(xml(said("頁") + field("3")), xml(said("頁")))
    assert b"delInstrText" in read_parts(went)["word/document.xml"]
    same = change(page(picture=True), page(picture=True))
    assert not [name for name in read_parts(same) if "old-" in name]


def test_a_change_of_looks_alone_is_told_and_can_be_taken_back() -> None:
    def page(style: str, *, bold: bool) -> bytes:
        def fill(document: docx.document.Document) -> None:
            document.add_paragraph("第１　趣旨", style=style)
            document.add_paragraph().add_run("本文").bold = bold

        return made(fill)

    old, new = page("Normal", bold=False), page("Heading 1", bold=True)
    assert reads(old, new) == []
    back = docx.Document(io.BytesIO(resolved(change(old, new), "reject")))
    assert [paragraph.style.name for paragraph in back.paragraphs] == ["Normal", "Normal"]
    assert back.paragraphs[1].runs[0].bold is False


def test_a_style_that_only_the_old_document_has_comes_along() -> None:
    def fill(document: docx.document.Document) -> None:
        style = document.styles.add_style("条文", 1)
        style.base_style = document.styles.add_style("条文の元", 1)
        document.add_paragraph("第１条", style="条文")
        document.add_paragraph("後")

    data = change(made(fill), paragraphs("後"))
    styles = parse_part(read_parts(data)["word/styles.xml"])
    names = {each.find(qn("w:name")).get(qn("w:val")) for each in styles.iter(qn("w:style"))}
    assert {"条文", "条文の元"} <= names


def test_headers_are_compared_too() -> None:
    def page(label: str) -> bytes:
        def fill(document: docx.document.Document) -> None:
            document.sections[0].header.paragraphs[0].text = label
            document.add_paragraph("本文")

        return made(fill)

    data = change(page("資料１"), page("資料２"))
    assert marks(data) == []
    assert marks(data, "word/header1.xml") == ["-１", "+２"]


def test_the_same_document_has_no_marks_and_its_own_bytes() -> None:
    page = table(MEMBERS, MERGED)
    assert read_parts(change(page, page)) == read_parts(page)


def test_changes_that_a_document_tracks_already_count_as_accepted() -> None:
    before = change(paragraphs("商工観光労働部"), paragraphs("商工労働部"))
    assert marks(change(before, paragraphs("商工労働部"))) == []


def test_marks_name_author_and_day_and_have_ids_of_their_own() -> None:
    data = change(paragraphs(*LINES), paragraphs(LINES[0], "新しい。", *LINES[2:]))
    body = parse_part(read_parts(data)["word/document.xml"])
    found = list(body.iter(f"{W}ins", f"{W}del"))
    assert {mark.get(f"{W}author") for mark in found} == {"事務局"}
    assert {mark.get(f"{W}date") for mark in found} == {f"{DAY}T00:00:00Z"}
    assert len({mark.get(f"{W}id") for mark in found}) == len(found) > 1
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "broken", [b"", b"%PDF-1.7", write_parts({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"})]
)
def test_what_is_no_word_file_is_refused(broken: bytes) -> None:
    for old, new in ((broken, paragraphs("一")), (paragraphs("一"), broken)):
        with pytest.raises(UnusableFileError):
            change(old, new)


_TEXT = st.lists(st.sampled_from(["熊本県", "観光", "労働部", "は、", "定める。", "１", "\t", " ", ""]), max_size=6).map("".join)


@law
@given(st.lists(_TEXT, min_size=1, max_size=6), st.lists(_TEXT, min_size=1, max_size=6))
def test_accepting_gives_the_new_document_and_rejecting_the_old_one(old: list[str], new: list[str]) -> None:
    reads(paragraphs(*old), paragraphs(*new), validated=False)


@law
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=5), st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=5))
def test_so_it_is_in_tables(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> None:
    reads(table(old), table(new), validated=False)


def test_a_longer_document_keeps_its_lines() -> None:
    old = [f"第{number}条　事務局は、年度{number}の計画を定める。" for number in range(1, 60)]
    new = [line.replace("計画", "実施計画") if number % 9 == 0 else line for number, line in enumerate(old) if number % 10]
    assert document_lines(resolved(change(paragraphs(*old), paragraphs(*new)), "accept")) == new
