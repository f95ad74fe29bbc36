"""The report as one HTML file: every change is in it, nothing of a packet is markup, and the same goes in twice as the same."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from differences import TITLE, cells, changed, paper, sample

from hyoga_docs.diff.model import (
    Difference,
    DocumentChange,
    PacketState,
    PageChange,
    PageKind,
    Region,
    StructureChange,
    StructureKind,
    WordingChange,
    WordingKind,
)
from hyoga_docs.diff.report.html_report import EmbeddedImage, html_report
from hyoga_docs.diff.report.phrases import kind_phrase, step_line

if TYPE_CHECKING:
    from hyoga_docs.diff.model import ComparedDocument

_EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;--><style>{{ 7*7 }}"
_VOID = {"meta", "link", "img", "input"}


def _draw(paper: ComparedDocument, page: int, /) -> EmbeddedImage:
    return EmbeddedImage(f"{paper.name} {paper.source} {page}".encode(), "image/png", 100, 141)


def _none(_paper: ComparedDocument, _page: int, /) -> None:
    return None


def _report(*changes: DocumentChange, steps: tuple[StructureChange, ...] = (), title: str = TITLE) -> str:
    old = PacketState("HEAD", title, tuple(change.old for change in changes if change.old))
    new = PacketState("いま", title, tuple(change.new for change in changes if change.new))
    return html_report([Difference(old, new, steps, changes)], _draw)


class _Tree(HTMLParser):
    """Reads a page strictly: every element is closed where it should be, and every id is there once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in _VOID:
            self.open.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.sources += [found["src"] or ""] if "src" in found else []
        assert not [name for name in found if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.texts.append(data)

    @property
    def words(self) -> str:
        """What is read on the page."""
        return re.sub(r"[ \n]+", " ", "".join(self.texts))


def test_every_change_is_on_the_page() -> None:
    difference = sample()[0]
    tree = _Tree(html_report([difference], _draw))
    for step in difference.steps:
        assert step_line(step) in tree.words
    for change in difference.papers:
        assert change.paper.title in tree.words
        for wording in change.words:
            assert kind_phrase(wording.kind) in tree.words
            for cell in (*wording.old, *wording.new):
                assert "".join(text for text, _ in cell) in tree.words
        for page in change.pages:
            assert kind_phrase(page.kind) in tree.words
    assert "番号だけの変更: ３→４" in tree.words
    assert len(tree.ids) == len(set(tree.ids))
    assert {link.removeprefix("#") for link in tree.links} <= set(tree.ids)


def test_each_picture_is_embedded_once() -> None:
    sources = _Tree(html_report(sample(), _draw)).sources
    pages = [page for change in sample()[0].papers for page in change.pages]
    assert len(sources) == len(set(sources)) == sum((page.old is not None) + (page.new is not None) for page in pages)
    assert all(source.startswith("data:image/png;base64,") for source in sources)


def test_a_page_without_a_picture_says_so() -> None:
    text = html_report(sample(), _none)
    assert _Tree(text).sources == []
    assert "画像はありません" in text
    assert 'type="radio"' not in text


def test_changed_characters_are_marked_and_equal_ones_are_not() -> None:
    text = _report(DocumentChange(paper("a", "", "次第"), paper("a", "", "次第"), words=(changed("年２回開く。", "年３回開く。"),)))
    assert "年<del>２回</del>開く。" in text
    assert "年<ins>３回</ins>開く。" in text


def test_a_whole_sentence_is_marked_whatever_its_pieces_say() -> None:
    words = (
        WordingChange(WordingKind.ADDED, (), cells("加わる。", False)),
        WordingChange(WordingKind.REMOVED, cells("なくなる。|二", False), ()),
    )
    text = _report(DocumentChange(paper("a", "", "次第"), paper("a", "", "次第"), words=words))
    assert "<ins>加わる。</ins>" in text
    assert "<del>なくなる。</del></td>" in text


def test_what_moved_is_told_once_and_unmarked() -> None:
    words = (WordingChange(WordingKind.MOVED, cells("移る。"), cells("移る。")),)
    text = _report(DocumentChange(paper("a", "", "次第"), paper("a", "", "次第"), words=words))
    assert text.count("移る。") == 1
    assert "<ins>移る。" not in text


def test_rows_of_unequal_length_keep_their_cells() -> None:
    words = (WordingChange(WordingKind.CHANGED, cells("一|二|三", False), cells("一|二", False)),)
    text = _report(DocumentChange(paper("a", "", "次第"), paper("a", "", "次第"), words=words))
    assert text.count('<td role="cell">') == 6


def test_pages_that_only_moved_along_are_one_folded_change() -> None:
    pages = (PageChange(PageKind.CHANGED, 1, 1), *(PageChange(PageKind.REFLOWED, page, page + 1) for page in (2, 3, 4)))
    text = _report(DocumentChange(paper("a", "", "次第", 1, 4), paper("a", "", "次第", 1, 5), pages=pages))
    assert text.count('<details class="pages folded') == 1
    assert "3～5ページ: 文字は同じで、位置だけが変わりました（送り）" in text


def test_a_sentence_leads_to_its_page() -> None:
    words = (changed("年２回開く。", "年３回開く。", "", 2, 3), changed("年４回開く。", "年５回開く。", "", 9, 9))
    pages = (PageChange(PageKind.CHANGED, 2, 3, (), (Region(0.1, 0.2, 0.5, 0.25),)),)
    text = _report(DocumentChange(paper("a", "", "次第", 1, 9), paper("a", "", "次第", 1, 9), words=words, pages=pages))
    assert text.count('href="#m1-p1-g1"') == 1
    assert "left:10.0%;top:20.0%;width:40.0%;height:5.0%" in text


@pytest.mark.parametrize("evil", [_EVIL, "a</style><b>", "<!--", "＜b＞ & <b>"])
def test_nothing_in_a_packet_is_markup(evil: str) -> None:
    bad = replace(paper("a", evil, evil), source=evil)
    words = (changed(evil, f"{evil}今", evil), WordingChange(WordingKind.ADDED, (), cells(f"{evil}二|{evil}")))
    change = DocumentChange(
        bad,
        bad,
        (StructureChange(StructureKind.RETITLED, bad.name, evil, evil),),
        words,
        pages=(PageChange(PageKind.CHANGED, 1, 1),),
    )
    text = _report(change, title=evil)
    good = paper("a", "資料", "題")
    plain = _report(
        DocumentChange(
            good,
            good,
            (StructureChange(StructureKind.RETITLED, good.name, "古", "新"),),
            (changed("文", "文今", "項"), WordingChange(WordingKind.ADDED, (), cells("文二|文"))),
            pages=change.pages,
        )
    )
    marks = {"ins", "del"}  # how many pieces changed depends on the words
    assert [tag for tag in _Tree(text).tags if tag not in marks] == [tag for tag in _Tree(plain).tags if tag not in marks]
    assert evil in "".join(_Tree(text).texts)


def test_the_page_may_ask_for_nothing() -> None:
    text = html_report(sample(), _draw)
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in text
    assert "://" not in text
    assert text.startswith('<!doctype html>\n<html lang="ja">')
    assert text.count("<script>") == text.count("</script>") == text.count("<style>") == text.count("</style>") == 1


def test_the_same_makes_the_same() -> None:
    assert html_report(sample(), _draw) == html_report(sample(), _draw)


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(tag[1]) for tag in _Tree(html_report(sample(), _draw)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_several_meetings_and_none() -> None:
    one = sample()[0]
    text = html_report([one, replace(one, old=None), replace(one, new=None)], _draw)
    tree = _Tree(text)
    assert len(tree.ids) == len(set(tree.ids))
    assert "新しい会議" in tree.words
    assert "なくなった会議" in tree.words
    side = one.side
    assert "新しい会議（資料 5件、22ページ）" in _Tree(html_report([Difference(None, side)], _draw)).words
    for nothing in ([], [Difference(side, side)]):
        same = _Tree(html_report(nothing, _draw))
        assert "配付するものに違いはありません。" in same.words


def test_a_file_alone_has_no_pages_of_a_packet() -> None:
    words = (changed("年２回開く。", "年３回開く。", "", 2, 3),)
    alone = DocumentChange(paper("a", "", "次第", 1, 4), paper("a", "", "次第", 1, 4), words=words)
    assert "冊子 " not in _report(alone)
    assert "冊子 8ページ → 9ページ" in _report(
        replace(alone, old=paper("a", "", "次第", 7, 4), new=paper("a", "", "次第", 7, 4)), alone
    )
