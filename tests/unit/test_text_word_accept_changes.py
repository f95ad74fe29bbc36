from __future__ import annotations

import re

import pytest
from word_files import OPEN_NAMESPACE, STRICT_NAMESPACE, element, p, package, r, row, table, texts

from hyoga_docs.text.extract import read_body
from hyoga_docs.text.ooxml.package import read_parts
from hyoga_docs.text.word.accept_changes import accept_changes, has_changes

_DELETED = "<w:rPr><w:del w:id='1' w:author='甲'/></w:rPr>"


def body_of(data: bytes) -> str:
    return re.sub(r".*<w:body>|</w:body>.*", "", read_parts(data)["word/document.xml"].decode(), flags=re.DOTALL)


def gone(text: str) -> str:
    return f"<w:del w:id='2'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


@pytest.mark.parametrize("namespace", [OPEN_NAMESPACE, STRICT_NAMESPACE])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p(r("段落の途中で"), _DELETED) + p(r("つないだ文")), ["段落の途中でつないだ文"]),
        (p(r("一"), _DELETED) + p(r("二"), _DELETED) + p(r("三")), ["一二三"]),
        (p(r("一つ目")) + p(gone("二つ目"), _DELETED) + p(r("三つ目")), ["一つ目", "三つ目"]),
        (p(r("前"), _DELETED) + "<w:bookmarkEnd w:id='3'/>" + p(r("後")), ["前後"]),
        (p(r("前"), _DELETED) + f"<w:sdt><w:sdtContent>{p(r('中'))}</w:sdtContent></w:sdt>", ["前中"]),
        (p(r("表の前"), _DELETED) + table(row("一")), ["表の前", "一"]),
        (p(f"<w:moveFrom w:id='4'>{r('動いた')}</w:moveFrom>", "<w:rPr><w:moveFrom w:id='5'/></w:rPr>") + p(r("後")), ["後"]),
        (p(f"<w:ins w:id='4'>{r('足した')}</w:ins>", "<w:rPr><w:ins w:id='5'/></w:rPr>") + p(r("後")), ["足した", "後"]),
        (table(row("一"), row("二", properties="<w:del w:id='1'/>"), row("三", properties="<w:ins w:id='1'/>")), ["一", "三"]),
        (table(row("一", properties="<w:del w:id='1'/>")) + p(r("後")), ["後"]),
    ],
)
def test_changes_are_accepted_as_word_accepts_them(body: str, said: list[str], namespace: str) -> None:
    data = package(body, namespace=namespace)
    accepted = accept_changes(data)
    assert texts(read_body(accepted, ".docx")) == texts(read_body(data, ".docx")) == said
    assert not re.search("w:(del|ins|moveFrom)\\b", body_of(accepted))
    assert accept_changes(accepted) == accepted


def test_the_paragraph_that_is_joined_keeps_the_properties_of_the_last() -> None:
    joined = p(r("一"), f"<w:jc w:val='right'/>{_DELETED}") + p(r("二"), "<w:jc w:val='center'/>")
    assert body_of(accept_changes(package(joined))).count("w:jc") == 1
    assert '<w:jc w:val="center"/>' in body_of(accept_changes(package(joined)))


def test_what_ends_a_cell_stays_a_paragraph() -> None:
    cell = body_of(accept_changes(package(table(row(p(gone("消した"), _DELETED), "残る")))))
    assert cell.count("<w:p>") == 2


def test_cells_go_and_are_merged() -> None:
    cells = [
        f"<w:tc><w:tcPr>{mark}</w:tcPr>{p(r(text))}</w:tc>" for mark, text in (("<w:cellDel w:id='1'/>", "消した"), ("", "残る"))
    ]
    merged = [
        f"<w:tr><w:tc><w:tcPr><w:cellMerge w:id='1' w:vMerge='{how}'/></w:tcPr>{p(r(text))}</w:tc></w:tr>"
        for how, text in (("rest", "縦"), ("cont", "続き"))
    ]
    assert texts(read_body(package(table(f"<w:tr>{''.join(cells)}</w:tr>", *merged)), ".docx")) == ["残る", "縦"]


def test_the_new_look_stays_and_the_old_one_goes() -> None:
    changed = p(
        r("一", "<w:b/><w:rPrChange w:id='1'><w:rPr><w:i/></w:rPr></w:rPrChange>"), "<w:pPrChange w:id='2'><w:pPr/></w:pPrChange>"
    )
    accepted = body_of(accept_changes(package(changed)))
    assert "<w:b/>" in accepted
    assert "Change" not in accepted
    assert "<w:i/>" not in accepted


@pytest.mark.parametrize("story", ["header1", "footer1", "footnotes", "endnotes"])
def test_changes_are_known_wherever_they_are(story: str) -> None:
    root = {"header1": "hdr", "footer1": "ftr"}.get(story, story)
    data = package(p(r("本文")), {story: element(root, p(gone("消した") + r("残る")))})
    assert has_changes(read_parts(data))
    assert "消した" not in read_parts(accept_changes(data))[f"word/{story}.xml"].decode()
    assert not has_changes(read_parts(accept_changes(data)))
    assert accept_changes(package(p(r("本文")))) == package(p(r("本文")))


def test_many_ends_that_were_deleted_cost_no_more_than_their_number() -> None:
    data = package(p(r("一"), _DELETED) * 20_000 + p(r("終")))
    assert texts(read_body(data, ".docx")) == ["一" * 20_000 + "終"]
