from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from tracking import W, made
from workspaces import law

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.word.merging.merge import Disagreement, NoRecordError, merge, with_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph

ITEMS = ("取組について", "計画（案）について", "その他")
MEMBERS = (("会長", "見本　太郎"), ("委員", "例町"))


def minutes(items: Sequence[str] = ITEMS, members: Sequence[tuple[str, str]] = MEMBERS, **results: str) -> bytes:
    """Minutes as they are generated: a table of members, and under each 議題 a place for what was said and a result."""

    def fill(document: Document) -> None:
        document.add_heading("会議録", 1)
        table = document.add_table(len(members), 2)
        for row, texts in zip(table.rows, members, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        for number, item in enumerate(items, 1):
            document.add_heading(f"（{number}）{item}", 2)
            said = document.add_table(2, 2)
            said.cell(0, 0).text, said.cell(0, 1).text = "発言者", "発言の要旨"
            document.add_paragraph(f"【結果】{results.get(f'r{number}', '（　　）')}")
        document.add_paragraph("以上")

    return with_record(made(fill))


def edited(data: bytes, *edits: Callable[[Document], object]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for edit in edits:
        edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def found(document: Document, text: str) -> Paragraph:
    return next(each for each in document.paragraphs if each.text == text)


def lines(data: bytes) -> list[str]:
    """The document as a reader reads it: a paragraph a line, a row a line."""
    said = []
    for block in docx.Document(io.BytesIO(data)).element.body.iterchildren(f"{W}p", f"{W}tbl"):
        rows = block.iter(f"{W}tr") if block.tag == f"{W}tbl" else ()
        said += ["".join(t.text or "" for t in block.iter(f"{W}t", f"{W}delText"))] if block.tag == f"{W}p" else []
        said += ["｜".join("".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")) for row in rows]
    return said


def before(text: str, new: str) -> Callable[[Document], object]:
    return lambda document: found(document, text).insert_paragraph_before(new)


def instead(text: str, new: str) -> Callable[[Document], object]:
    return lambda document: setattr(found(document, text), "text", new)


def without(text: str) -> Callable[[Document], object]:
    def drop(document: Document) -> None:
        each = found(document, text)._p
        each.getparent().remove(each)

    return drop


def row_added(table: int, *texts: str) -> Callable[[Document], object]:
    def add(document: Document) -> None:
        for cell, text in zip(document.tables[table].add_row().cells, texts, strict=True):
            cell.text = text

    return add


def test_what_was_typed_stays_below_its_item_when_one_comes_before_it() -> None:
    typed = edited(minutes(), before("（3）その他", "委員：計画の期間は。"), row_added(2, "会長", "始めます。"))

    merged = merge(typed, minutes(["取組について", "新しい報告", "計画（案）について", "その他"], r1="了承"))

    assert lines(merged.data) == [
        *("会議録", "会長｜見本　太郎", "委員｜例町"),
        *("（1）取組について", "発言者｜発言の要旨", "｜", "【結果】了承"),
        *("（2）新しい報告", "発言者｜発言の要旨", "｜", "【結果】（　　）"),
        *("（3）計画（案）について", "発言者｜発言の要旨", "｜", "会長｜始めます。", "【結果】（　　）", "委員：計画の期間は。"),
        *("（4）その他", "発言者｜発言の要旨", "｜", "【結果】（　　）", "以上"),
    ]
    assert merged.disagreements == ()


def test_a_member_who_comes_is_put_among_the_others_and_a_row_of_a_person_stays() -> None:
    typed = edited(minutes(), row_added(0, "書記", "見本　花子"))

    merged = merge(typed, minutes(members=[("会長", "見本　太郎"), ("副会長", "例　次郎"), ("委員", "例町（代理）")]))

    assert lines(merged.data)[1:5] == ["会長｜見本　太郎", "副会長｜例　次郎", "委員｜例町（代理）", "書記｜見本　花子"]


def test_a_row_that_somebody_wrote_already_is_not_written_again() -> None:
    typed = edited(minutes(), row_added(0, "副会長", "例　次郎"))

    merged = merge(typed, minutes(members=[*MEMBERS, ("副会長", "例　次郎")]))

    assert lines(merged.data).count("副会長｜例　次郎") == 1


def test_a_line_that_both_changed_stays_and_is_told_with_both_words() -> None:
    typed = edited(minutes(r1="了承"), instead("【結果】了承", "【結果】了承（反対１人）"))

    merged = merge(typed, minutes(r1="継続審議"))

    assert "【結果】了承（反対１人）" in lines(merged.data)
    assert merged.disagreements == (Disagreement("【結果】了承（反対１人）", "【結果】継続審議"),)
    assert merge(merged.data, minutes(r1="継続審議")) == (merged.data, ())  # told once


def test_a_line_that_both_changed_to_the_same_is_not_told() -> None:
    typed = edited(minutes(), instead("（2）計画（案）について", "（2）計画について"))

    assert merge(typed, minutes(["取組について", "計画について", "その他"])).disagreements == ()


def test_a_line_that_somebody_took_out_stays_out_and_is_told_where_it_changed() -> None:
    typed = edited(minutes(), without("以上"), without("（2）計画（案）について"))

    same, other = merge(typed, minutes(r1="了承")), merge(typed, minutes(["取組について", "計画について", "その他"]))

    assert not any("計画" in line or line == "以上" for line in [*lines(same.data), *lines(other.data)])
    assert (same.disagreements, other.disagreements) == ((), (Disagreement("", "（2）計画について"),))


def test_an_item_that_is_gone_goes_and_one_with_typing_below_it_stays_and_is_told() -> None:
    typed = edited(minutes(), row_added(2, "会長", "始めます。"))

    merged = merge(typed, minutes(["その他"]))

    assert "会長｜始めます。" in lines(merged.data)
    assert not any("取組について" in line for line in lines(merge(minutes(), minutes(["その他"])).data))
    assert [each.generated for each in merged.disagreements] == [""]


def test_what_was_typed_goes_with_an_item_that_comes_earlier() -> None:
    typed = edited(minutes(), row_added(3, "委員", "その他の発言"), before("以上", "会長：終わります。"))

    merged = merge(typed, minutes(["その他", "取組について", "計画（案）について"], r1="了承"))

    assert lines(merged.data) == [
        *("会議録", "会長｜見本　太郎", "委員｜例町"),
        *("（1）その他", "発言者｜発言の要旨", "｜", "委員｜その他の発言", "【結果】了承", "会長：終わります。"),
        *("（2）取組について", "発言者｜発言の要旨", "｜", "【結果】（　　）"),
        *("（3）計画（案）について", "発言者｜発言の要旨", "｜", "【結果】（　　）", "以上"),
    ]
    assert merged.disagreements == ()


def test_an_item_that_a_person_put_elsewhere_stays_there_and_gets_its_result() -> None:
    def later(document: Document) -> None:
        first = found(document, "（1）取組について")._p
        section = [first, first.getnext(), first.getnext().getnext()]
        for each in section:
            found(document, "以上")._p.addprevious(each)

    merged = merge(edited(minutes(), later, row_added(3, "会長", "了承します。")), minutes(r1="了承", r2="継続審議"))

    assert merged.disagreements == ()
    assert lines(merged.data)[-14:] == [
        *("（2）計画（案）について", "発言者｜発言の要旨", "｜", "【結果】継続審議"),
        *("（3）その他", "発言者｜発言の要旨", "｜", "【結果】（　　）"),
        *("（1）取組について", "発言者｜発言の要旨", "｜", "会長｜了承します。", "【結果】了承", "以上"),
    ]


def test_a_line_with_a_comment_gets_another_number_and_keeps_it() -> None:
    def commented(document: Document) -> None:
        document.add_comment(found(document, "（3）その他").runs, "確かめる", "見本", "見")

    merged = merge(edited(minutes(), commented), minutes(["新しい議題", *ITEMS]))

    document = docx.Document(io.BytesIO(merged.data))
    assert merged.disagreements == ()
    assert found(document, "（4）その他")._p.find(f"{W}commentRangeStart") is not None
    assert [each.text for each in document.comments] == ["確かめる"]


def test_a_fact_is_known_by_its_name_and_what_was_added_to_it_stays() -> None:
    def more(document: Document) -> None:
        document.tables[0].cell(1, 1).add_paragraph("遅れて出席")

    was = [("議長", "太郎"), ("欠席者", "例町の副町長　例　花子"), ("公開", "公開")]
    now = [("議長", "太郎"), ("欠席者", "株式会社さくら"), ("その他の出席者", "見本県"), ("公開", "公開")]
    merged = merge(edited(minutes(members=was), more), minutes(members=now))

    assert merged.disagreements == ()
    assert lines(merged.data)[1:4] == ["議長｜太郎", "欠席者｜株式会社さくら遅れて出席", "その他の出席者｜見本県"]


def test_a_new_row_beside_one_that_grew_is_put_in() -> None:
    new = minutes(members=[("会長", "太郎"), ("委員", "花子"), ("事務局", "次郎")])
    document = docx.Document(io.BytesIO(new))
    document.tables[0].cell(1, 1).add_paragraph("三郎")
    out = io.BytesIO()
    document.save(out)
    was = minutes(members=[("会長", "太郎"), ("委員", "花子")])

    merged = merge(edited(was, before("以上", "打った行")), out.getvalue())

    assert lines(merged.data)[1:4] == ["会長｜太郎", "委員｜花子三郎", "事務局｜次郎"]
    assert "打った行" in lines(merged.data)


def test_nothing_new_leaves_every_byte_and_a_second_time_changes_nothing() -> None:
    typed = edited(minutes(), before("以上", "会長：これで終わります。"))
    merged = merge(typed, minutes(r2="可決"))

    assert merge(typed, minutes()).data == typed
    assert merge(typed, minutes(r2="可決")).data == merged.data
    assert merge(merged.data, minutes(r2="可決")).data == merged.data


def test_the_look_of_a_line_stays_when_its_words_change() -> None:
    def bold(document: Document) -> None:
        found(document, "（2）計画（案）について").runs[0].font.italic = True

    merged = merge(edited(minutes(), bold), minutes(["取組について", "計画（修正案）について", "その他"]))

    run = found(docx.Document(io.BytesIO(merged.data)), "（2）計画（修正案）について").runs[0]
    assert run.font.italic


INSIDE = {
    "a tracked change": "<w:ins w:id='5' w:author='見本' w:date='2024-01-01T00:00:00Z'><w:r><w:t>直し</w:t></w:r></w:ins>",
    "a deletion": "<w:del w:id='5' w:author='見本' w:date='2024-01-01T00:00:00Z'><w:r><w:delText>直し</w:delText></w:r></w:del>",
    "a comment": "<w:commentRangeStart w:id='3'/>",
    "a content control": "<w:sdt><w:sdtContent><w:r><w:t>直し</w:t></w:r></w:sdtContent></w:sdt>",
    "a note": "<w:r><w:footnoteReference w:id='2'/></w:r>",
}


@pytest.mark.parametrize("inside", INSIDE.values(), ids=list(INSIDE))
def test_what_a_person_put_into_a_line_is_never_lost(inside: str) -> None:
    xml = parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")[0]
    typed = edited(minutes(r1="了承"), lambda document: found(document, "【結果】了承")._p.append(xml))

    for new in (minutes(r1="継続審議"), minutes(["その他"])):
        body = docx.Document(io.BytesIO(merge(typed, new).data)).element.body
        assert any(each.tag == xml.tag or each.tag == xml[-1].tag for each in body.iter() if len(xml) or each.tag == xml.tag)
        assert any("了承" in line for line in lines(merge(typed, new).data))


def test_a_file_without_its_record_is_not_merged() -> None:
    with pytest.raises(NoRecordError):
        merge(made(lambda document: document.add_paragraph("手で作った会議録")), minutes())


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04 half", minutes()[:4000]])
def test_a_damaged_file_is_refused(damaged: bytes) -> None:
    with pytest.raises(UnusableFileError):
        merge(damaged, minutes())


def test_the_merged_file_is_valid(tmp_path: Path) -> None:
    typed = edited(minutes(), row_added(0, "書記", "見本　花子"), before("以上", "打った行"))
    merged = merge(typed, minutes(["新しい報告", *ITEMS], [("顧問", "例　三郎"), *MEMBERS], r2="可決"))
    path = tmp_path / "会議録.docx"
    path.write_bytes(merged.data)

    wrong = [each.description for each in OpenXmlValidator().validate(str(path)).errors]
    assert [each for each in wrong if "relationships/theme" not in each] == []  # which our templates do without


EDITS = st.lists(st.tuples(st.sampled_from(["before", "instead", "behind", "row", "cell", "drop"]), st.integers(0, 40)), max_size=6)
STATES = st.tuples(
    st.lists(st.sampled_from([*ITEMS, "新しい報告", "規約の改正について"]), max_size=5),
    st.lists(st.sampled_from([*MEMBERS, ("副会長", "例　次郎"), ("委員", "例町（代理）")]), max_size=4),
    st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), st.sampled_from(["了承", "可決", "継続審議"])),
)


@given(EDITS, STATES, STATES)
@law
def test_whatever_was_typed_is_there(edits: list[tuple[str, int]], was: tuple, now: tuple) -> None:  # type: ignore[type-arg]
    """Words that nobody generates, typed anywhere, are all in the merged file; merging again changes nothing."""
    document = docx.Document(io.BytesIO(minutes(was[0], was[1], **was[2])))
    typed = [word for number, (kind, at) in enumerate(edits) if (word := _typed(document, kind, at, f"打鍵{number}番"))]
    out = io.BytesIO()
    document.save(out)
    new = minutes(now[0], now[1], **now[2])
    typed = [word for word in typed if any(word in line for line in lines(out.getvalue()))]  # but for what was typed over

    merged = merge(out.getvalue(), new)

    said = "\n".join(lines(merged.data))
    assert [word for word in typed if said.count(word) != 1] == []
    assert merge(merged.data, new) == (merged.data, ())


@given(STATES, STATES)
@law
def test_a_file_that_nobody_touched_says_what_is_generated_now(was: tuple, now: tuple) -> None:  # type: ignore[type-arg]
    new = minutes(now[0], now[1], **now[2])

    merged = merge(minutes(was[0], was[1], **was[2]), new)

    assert (lines(merged.data), merged.disagreements) == (lines(new), ())


def _typed(document: Document, kind: str, at: int, word: str) -> str:
    paragraphs = document.paragraphs
    table = document.tables[at % len(document.tables)]
    paragraph = paragraphs[at % len(paragraphs)]
    if kind == "before":
        paragraph.insert_paragraph_before(word)
    elif kind == "instead":
        paragraph.text = word
    elif kind == "behind":
        paragraph.add_run(word)
    elif kind == "row":
        table.add_row().cells[0].text = word
    elif kind == "cell" and table.rows:
        table.rows[at % len(table.rows)].cells[-1].text = word
    elif kind == "drop" and len(paragraphs) > 1:
        paragraph._p.getparent().remove(paragraph._p)
    return word if kind != "drop" else ""
